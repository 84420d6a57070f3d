"""Traces in the editor: running them on command, and showing what they saw in the texts."""
