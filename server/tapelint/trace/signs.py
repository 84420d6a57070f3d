"""Which values are never negative or never positive, whatever the numbers are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tapelint.trace.evidence import Op

_NEVER_NEGATIVE: Final = frozenset(
    {"Abs", "Exp", "L2Loss", "Relu", "Relu6", "Sigmoid", "Softmax", "Softplus", "Sqrt", "Square"}
    | {"SquaredDifference", "EuclideanNorm"}
)
_KEEP: Final = frozenset(
    {"AvgPool", "BroadcastTo", "ExpandDims", "GatherV2", "Identity", "Max", "Mean", "Min"}
    | {"Reshape", "Squeeze", "StridedSlice", "Sum", "Tile", "Transpose"}
)
"""Operations whose result has the sign of their first operand."""
_JOIN: Final = frozenset({"Add", "AddN", "AddV2", "BiasAdd", "Maximum", "Minimum", "Pack"})
"""Operations whose result has the sign that all of their operands have."""


def never_positive(ops: Sequence[Op]) -> frozenset[int]:
    """The values that can be zero or negative only."""
    signs: dict[int, int] = {}
    for op in ops:
        sign = _sign(op, [signs.get(i, 0) for i in op.ins])
        if sign and op.outs:
            signs[op.outs[0]] = sign
    return frozenset(number for number, sign in signs.items() if sign < 0)


def _sign(op: Op, operands: Sequence[int]) -> int:
    """1 for a result that is never negative, -1 for one that is never positive, else 0."""
    if op.name in _NEVER_NEGATIVE:
        return 1
    if not operands:
        return 0
    if op.name == "Neg":
        return -operands[0]
    if op.name in _KEEP:
        return operands[0]
    if op.name in _JOIN and len(set(operands)) == 1:
        return operands[0]
    if op.name == "Mul" and len(op.ins) == 2:
        return 1 if op.ins[0] == op.ins[1] else operands[0] * operands[1]
    return 0
