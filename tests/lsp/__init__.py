"""The language server over a real pipe."""
