"""The flow engine: follows each value from the sources to the target of a gradient request."""

from tapelint.flow.analysis import Analysis, analyse
from tapelint.flow.memory import Memory

__all__ = ["Analysis", "Memory", "analyse"]
