"""Measures what the tape does with every public symbol and writes the op table."""
