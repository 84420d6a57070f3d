"""The number that a value is when a program begins: of a variable what it was made from."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Final

from tapelint.flow.graph import CUT, Const, Node, Value
from tapelint.flow.numbers.identities import operands

_DEEP: Final = 6
IDLE: Final = "%idle"
"""Among what the gradient of a request was given: the weight that keeps it zero at the start."""
_WEIGHTED: Final = frozenset({"Dense", "Conv1D", "Conv2D", "Conv3D"})
_FILLS: Final = {"zeros": 0.0, "zeros_like": 0.0, "ones": 1.0, "ones_like": 1.0}


def starting_number(value: Value | None, depth: int = 0) -> float | None:
    """One number, written down or computed from such; None where it isn't known."""
    if isinstance(value, Const):
        known = isinstance(value.value, (int, float)) and math.isfinite(value.value)
        return float(value.value) if known else None
    if not isinstance(value, Node) or depth > _DEEP:
        return None
    if value.kind == "read":
        return starting_number(first_value(value), depth + 1)
    if value.op in ("tf.constant", "tf.convert_to_tensor", "tf.cast"):
        return starting_number(next(iter(value.given.values()), None), depth + 1)
    name = value.op.rpartition(".")[2]
    if name in _FILLS:
        return _FILLS[name]
    compute = _COMPUTED.get(name)
    if compute is None:
        return None
    one, two = (starting_number(side, depth + 1) for side in operands(value))
    return None if one is None or two is None else compute(one, two)


def first_value(read: Node) -> Value | None:
    """What a variable was made from, as long as nothing was written into it."""
    for edge in read.edges:
        content = edge.to
        if edge.state == CUT and isinstance(content, Node) and content.op == "tf.Variable":
            return content.given.get("value")
    return None


def idle_weight(targets: Iterable[Node], source: Value) -> Node | None:
    """The weight of a layer, zero at the start, behind which no other way leads to a source.

    The gradient of the source is zero then, as long as the weight is.
    """
    idle: Node | None = None
    todo, seen = list(targets), set()
    while todo:
        node = todo.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if node is source or node.opaque:
            return None
        kernel = _zero_kernel(node)
        if kernel is None:
            todo += [e.to for e in node.edges if e.state != CUT and isinstance(e.to, Node)]
        idle = idle or kernel
    return idle


def _zero_kernel(node: Node) -> Node | None:
    if node.op.rpartition(".")[2] not in _WEIGHTED:
        return None
    reads = (e.to for e in node.edges if isinstance(e.to, Node) and e.to.kind == "read")
    kernels = (read for read in reads if getattr(read.fact, "name", "").endswith("kernel"))
    return next((kernel for kernel in kernels if starting_number(kernel) == 0), None)


def variables_behind(value: Value | None, depth: int = 0) -> set[int]:
    """The variables that a number is computed from, by their identity."""
    if not isinstance(value, Node) or depth > _DEEP:
        return set()
    if value.kind == "read":
        return {id(value.fact)}
    behind = (edge.to for edge in value.edges)
    return {one for operand in behind for one in variables_behind(operand, depth + 1)}


def _quotient(one: float, two: float) -> float | None:
    return one / two if two else None


_COMPUTED: Final[dict[str, Callable[[float, float], float | None]]] = {
    **dict.fromkeys(("Add", "add"), lambda one, two: one + two),
    **dict.fromkeys(("Sub", "subtract"), lambda one, two: one - two),
    **dict.fromkeys(("Mult", "multiply"), lambda one, two: one * two),
    **dict.fromkeys(("Div", "divide", "truediv", "true_divide"), _quotient),
}
