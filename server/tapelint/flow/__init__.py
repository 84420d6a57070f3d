"""The flow engine: follows each value from the sources to the target of a gradient request."""

from tapelint.flow.analysis import Analysis, analyse

__all__ = ["Analysis", "analyse"]
