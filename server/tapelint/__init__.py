"""Finds where the gradients of a TensorFlow program break, says why, and offers a fix."""

__version__ = "0.1.0"
