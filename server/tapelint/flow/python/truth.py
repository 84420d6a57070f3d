"""What a condition is known to be."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Final

from tapelint.flow.containers import Dict, Seq, Union
from tapelint.flow.graph import Const, Node, Value
from tapelint.flow.values import Bound, Class, Function, Lib, Method, Obj, Partial, Var

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
        return None if _may_be_none(value, _MAX_WAYS) else False
    return False


def are_apart(value: Value, other: Value) -> bool:
    """Whether a value surely is a tensor or a plain number or text, and the other one is none."""
    objects = (Obj, Function, Bound, Class, Seq, Dict)
    if not isinstance(other, objects) or isinstance(other, Var):
        return False
    return isinstance(value, Node) and _is_plain(value, _MAX_WAYS)


def _is_plain(node: Node, ways: int) -> bool:
    if node.kind == "phi":
        inner = (edge.to for edge in node.edges)
        return ways > 0 and all(isinstance(n, Node) and _is_plain(n, ways - 1) for n in inner)
    typed = node.home in ("tensor", "numpy", "symbolic") or node.dtype != "unknown"
    return typed and not node.opaque and node.kind != "grad"


_MAX_WAYS: Final = 8  # how many nested meetings of branches are looked through


def _may_be_none(node: Node, ways: int) -> bool:
    if node.kind == "phi":
        inner = (edge.to for edge in node.edges)
        return not ways or any(isinstance(n, Node) and _may_be_none(n, ways - 1) for n in inner)
    return node.opaque or (node.kind == "grad" and node.fact == "maybe")
