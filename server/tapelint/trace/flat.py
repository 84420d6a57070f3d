"""What gives the gradient zero whatever the numbers are: shares of one, slopes of straight pieces.

A zero that the numbers of a step bring about says little; one of these stays, and is a break.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from tapelint.trace.cancel import cancelling
from tapelint.trace.evidence import Evidence, Op
from tapelint.trace.paths import GRADIENT, Cut, Kills, killers, tracked_values, weakest
from tapelint.trace.ranges import Range, ranges
from tapelint.trace.words import STRAIGHT

SHARES: Final = frozenset({"Softmax", "LogSoftmax", "SparseSoftmaxCrossEntropyWithLogits"})
"""Operations that share out one whole among the entries of the last axis."""

_SLOPES: Final = {"ReluGrad": 1, "Relu6Grad": 1, "LeakyReluGrad": 1}
"""What gives the slope of a straight piece, and at which of its inputs it only asks on which."""

_GATES: Final = frozenset({"Maximum", "Minimum", "Relu", "Relu6"})

_LINEAR: Final = frozenset(
    {"Add", "AddN", "AddV2", "AvgPool", "BiasAdd", "BroadcastTo", "Cast", "ConcatV2", "Diag"}
    | {"ExpandDims", "Fill", "GatherNd", "GatherV2", "Identity", "IdentityN", "Mean", "Neg", "Pack"}
    | {"Pad", "PadV2", "ReadVariableOp", "Reshape", "ReverseV2", "Split", "SplitV", "Squeeze"}
    | {"StridedSlice", "Sub", "Sum", "Tile", "Transpose", "Unpack"}
)
PRODUCTS: Final = frozenset(
    {"BatchMatMul", "BatchMatMulV2", "BatchMatMulV3", "Conv1D", "Conv2D", "Conv3D", "MatMul", "Mul"}
    | {"DepthwiseConv2dNative", "Einsum"}
)
"""Operations that are linear in each of their operands, and not in both together."""


def shares_one(op: Op) -> bool:
    """Whether an operation shares out something among one entry, which always gets all of it."""
    return op.name in SHARES and op.width == 1


def flattened(evidence: Evidence, path: Sequence[Op], ids: frozenset[int]) -> Op | None:
    """What flattens the way from a source, if it is whole and no way goes past such operations."""
    alive = killers(evidence, tracked_values(evidence))
    if weakest(path, ids, evidence.targets, alive):
        return None
    shut = [op for op in evidence.ops if op.name in _GATES and is_shut(op, evidence.ops)]
    shut += cancelling(evidence.ops, ids, evidence.states)
    cuts = weakest(path, ids, evidence.targets, _flat_or(alive, evidence.ops, ids, shut))
    return next((cut.innermost for cut in cuts if cut.kind == "flat"), None)


def is_shut(op: Op, ops: Sequence[Op]) -> bool:
    """Whether an operation lets only numbers on one side of a bound through and never gets one."""
    if op.name not in _GATES or not op.ins:
        return False
    known = ranges(ops[: ops.index(op)])
    return any(_is_beyond(op, known[i]) for i in op.ins if i in known)


def _is_beyond(op: Op, known: Range) -> bool:
    bound = op.bound if op.name in ("Maximum", "Minimum") else 0.0
    if bound is None:
        return False
    return known[0] >= bound if op.name == "Minimum" else known[1] <= bound


def _flat_or(others: Kills, ops: Sequence[Op], ids: frozenset[int], shut: Sequence[Op]) -> Kills:
    def cut_at(op: Op, entered: int, left: int, whole: bool) -> Cut | None:
        flat = op if op in shut else _flat(op, entered, ops, ids)
        return others(op, entered, left, whole) if flat is None else Cut("flat", op, (flat,))

    return cut_at


def _flat(op: Op, entered: int, ops: Sequence[Op], ids: frozenset[int]) -> Op | None:
    """The operation that a user can change, if nothing but zero comes back from one."""
    if shares_one(op):
        return op
    if op.name == GRADIENT:
        return _only_straight(ops[: ops.index(op)], {*ids, *op.ins}, op.ins)
    positions = [at for at, i in enumerate(op.ins) if i == entered]
    if positions == [_SLOPES.get(op.name)]:
        pieces = (piece for piece in ops if piece.name in STRAIGHT)
        return next((piece for piece in pieces if entered in (*piece.ins, *piece.outs)), None)
    return None


def _only_straight(ops: Sequence[Op], seeds: set[int], ends: Iterable[int]) -> Op | None:
    """A straight piece on the way from some values to others, if no other piece is bent.

    Of such a way the slope depends on nothing, as long as two of the values aren't multiplied.
    """
    straight, bent = set(seeds), set[int]()
    pieces: dict[int, Op] = {}
    for op in ops:
        on_way = [i for i in op.ins if i in straight or i in bent]
        if not on_way or not op.recorded:
            continue
        first = next((pieces[i] for i in on_way if i in pieces), None)
        product = op.name in PRODUCTS and len(on_way) == 1
        product = product or (op.name == "RealDiv" and on_way == [*op.ins[:1]])
        if bent.isdisjoint(on_way) and (op.name in _LINEAR or product):
            straight.update(op.outs)
        elif bent.isdisjoint(on_way) and op.name in STRAIGHT:
            straight.update(op.outs)
            first = first or op
        else:
            bent.update(op.outs)
        if first is not None:
            pieces.update(dict.fromkeys(op.outs, first))
    if not bent.isdisjoint(ends):
        return None
    return next((pieces[i] for i in ends if i in pieces), None)
