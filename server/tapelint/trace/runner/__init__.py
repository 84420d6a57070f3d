"""Runs inside the user's Python: watches what TensorFlow's tapes do and writes it down.

Only the standard library and TensorFlow are used here, in the syntax of Python 3.9, and nothing of
the rest of Tapelint: this folder is executed by path in whatever environment the program has.
"""
