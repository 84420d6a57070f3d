"""Between which numbers values stay, whatever the variables are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf
from typing import Final

from tapelint.trace.evidence import Op

Range = tuple[float, float]
"""The least and the largest number that a value can have."""

_ANY: Final = (-inf, inf)
_RESULTS: Final[Mapping[str, Range]] = {
    **dict.fromkeys(("Cos", "Erf", "Sin", "Tanh"), (-1.0, 1.0)),
    **dict.fromkeys(("Sigmoid", "Softmax"), (0.0, 1.0)),
    **dict.fromkeys(
        ("Abs", "EuclideanNorm", "Exp", "L2Loss", "Relu", "Softplus", "Sqrt", "Square"), (0.0, inf)
    ),
    "Relu6": (0.0, 6.0),
    "SquaredDifference": (0.0, inf),
}
_KEEP: Final = frozenset(
    {"AvgPool", "BroadcastTo", "ExpandDims", "GatherV2", "Identity", "Max", "Mean", "Min"}
    | {"Reshape", "Squeeze", "StridedSlice", "Tile", "Transpose"}
)
"""Operations whose result has numbers of their first operand, or between them."""
_SUMS: Final = frozenset({"Add", "AddN", "AddV2", "BiasAdd"})


def ranges(ops: Sequence[Op]) -> dict[int, Range]:
    """The values of which a bound is known."""
    found: dict[int, Range] = {}
    for op in ops:
        if op.outs:
            found[op.outs[0]] = _range(op, [found.get(i, _ANY) for i in op.ins])
    return {number: known for number, known in found.items() if known != _ANY}


def _range(op: Op, operands: Sequence[Range]) -> Range:
    if op.name in _RESULTS:
        return _RESULTS[op.name]
    if op.bound is not None:
        # Of a sum, the number itself is one of the operands, of which nothing was known.
        known = [operand for operand in operands if operand != _ANY]
        is_sum = op.name in _SUMS and len(known) < len(operands)
        operands = [*(known if is_sum else operands), (op.bound, op.bound)]
    if not operands:
        return _ANY
    lows, highs = [low for low, _ in operands], [high for _, high in operands]
    if op.name == "Neg":
        return -highs[0], -lows[0]
    if op.name in _KEEP:
        return operands[0]
    if op.name == "Pack":
        return min(lows), max(highs)
    if op.name == "Maximum":
        return max(lows), max(highs)
    if op.name == "Minimum":
        return min(lows), min(highs)
    if op.name in _SUMS:
        return sum(lows), sum(highs)
    return _signed(op, operands)


def _signed(op: Op, operands: Sequence[Range]) -> Range:
    """A sum over numbers of one sign has it; of a product only the sign is followed."""
    signs = [_sign(operand) for operand in operands]
    sign = 0
    if op.name == "Sum":
        sign = signs[0]
    elif op.name == "Mul" and len(op.ins) == 2:
        sign = 1 if op.ins[0] == op.ins[1] else signs[0] * signs[1]
    return {1: (0.0, inf), -1: (-inf, 0.0)}.get(sign, _ANY)


def _sign(known: Range) -> int:
    """1 for what is never negative, -1 for what is never positive, else 0."""
    low, high = known
    return 1 if low >= 0 else -1 if high <= 0 else 0
