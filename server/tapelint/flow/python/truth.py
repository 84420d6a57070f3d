"""What a condition is known to be."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from tapelint.flow.values import (
    Bound,
    Class,
    Const,
    Dict,
    Function,
    Lib,
    Method,
    Node,
    Obj,
    Partial,
    Seq,
    Union,
    Value,
)

if TYPE_CHECKING:
    from tapelint.flow.machine import Machine


def truth(machine: Machine, value: Value, node: ast.expr | None = None) -> bool | None:
    """Whether a value counts as true; None where either is possible."""
    if isinstance(value, Const):
        return bool(value.value)
    if isinstance(value, Seq):
        return True if value.items else (False if value.exact else None)
    if isinstance(value, Dict):
        return True if value.data else (False if value.rest is None else None)
    if isinstance(value, Lib):
        # A symbol of the modelled libraries is a function or class; elsewhere it may be a flag.
        return True if value.path.partition(".")[0] in ("tf", "keras", "np", "builtins") else None
    if isinstance(value, (Function, Bound, Class, Method, Partial)):
        return True
    if isinstance(value, Node):
        return value.fact if value.kind == "data" and isinstance(value.fact, bool) else None
    if isinstance(value, Obj):
        return True if value.kind in ("layer", "model", "optimizer", "tape") else None
    if isinstance(value, Union):
        found = {truth(machine, o) for o in value.options}
        return found.pop() if len(found) == 1 else None
    return None


def is_none(value: Value) -> bool | None:
    """Whether a value is None; None where it may be."""
    if isinstance(value, Const):
        return value.value is None
    if isinstance(value, Union):
        found = {is_none(o) for o in value.options}
        return found.pop() if len(found) == 1 else None
    if isinstance(value, Node):
        if value.kind in ("opaque", "phi") or (value.kind == "grad" and value.fact == "maybe"):
            return None
        return False
    return False
