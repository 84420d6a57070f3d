"""The flow engine: follows each value from the sources to the target of a gradient request."""
