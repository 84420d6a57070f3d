"""What dictionary keys are compared by."""

from __future__ import annotations

from typing import Any

from tapelint.flow.containers import Seq
from tapelint.flow.graph import Const, Value
from tapelint.flow.values import Class, Function, Lib, Obj


def key_of(value: Value) -> Any:
    """What a dictionary key is compared by; None where that isn't known."""
    if isinstance(value, Const):
        try:
            hash(value.value)
        except TypeError:
            return None
        return ("none",) if value.value is None else value.value
    if isinstance(value, Lib):
        return ("lib", value.path)
    if isinstance(value, (Obj, Class, Function)):
        return ("object", id(value), value)
    if isinstance(value, Seq) and value.kind == "tuple" and value.exact:
        parts = tuple(key_of(i) for i in value.items)
        return None if None in parts else parts
    return None
