"""Findings written down: for people, for other programs, for code hosts. Command line only."""
