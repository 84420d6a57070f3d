"""The number that a value is when a program begins: of a variable what it was made from."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

from tapelint.flow.numbers.identities import operands
from tapelint.flow.numbers.zeros import first_value
from tapelint.flow.values import Const, Node, Value

_DEEP: Final = 6


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
    compute = _COMPUTED.get(value.op.rpartition(".")[2])
    if compute is None:
        return None
    one, two = (starting_number(side, depth + 1) for side in operands(value))
    return None if one is None or two is None else compute(one, two)


def _quotient(one: float, two: float) -> float | None:
    return one / two if two else None


_COMPUTED: Final[dict[str, Callable[[float, float], float | None]]] = {
    **dict.fromkeys(("Add", "add"), lambda one, two: one + two),
    **dict.fromkeys(("Sub", "subtract"), lambda one, two: one - two),
    **dict.fromkeys(("Mult", "multiply"), lambda one, two: one * two),
    **dict.fromkeys(("Div", "divide", "truediv", "true_divide"), _quotient),
}
