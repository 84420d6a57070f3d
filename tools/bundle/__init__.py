"""Packs the extension for VS Code, with the server and all that it imports."""
