"""Where gradients add up to nothing: a value is taken away again, or two uses of it cancel out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from typing import Final

from tapelint.trace.evidence import Evidence, Op
from tapelint.trace.paths import STOP, WRITES, reached

_SAME: Final = frozenset({"Identity", "ReadVariableOp"})
_SUMS: Final = {"Add": 1, "AddV2": 1, "Sub": -1}

Form = Mapping[int, int]
"""A value as a sum of others: how often each goes into it, those left out that were taken away."""


def cancelling(
    ops: Sequence[Op], ids: frozenset[int], states: Mapping[int, float | None]
) -> list[Op]:
    """The sums to which some values add nothing, though a gradient comes to the result."""
    mine = reached(ops, ids, frozenset({STOP}))
    forms: dict[int, Form] = {}
    found = []
    for op in ops:
        if op.name.startswith(WRITES) or not op.outs or not op.recorded:
            continue
        result = _form(op, [forms.get(i, {i: 1}) for i in op.ins])
        if result is None:
            continue
        forms[op.outs[0]] = result
        enters = any(i in mine for i in op.ins)
        gets = (states.get(op.outs[0]) or 0.0) > 0.0
        if op.name in _SUMS and enters and gets and mine.isdisjoint(result):
            found.append(op)
    return found


def _form(op: Op, operands: Sequence[Form]) -> Form | None:
    if op.name in _SAME and operands:
        return operands[0]
    if op.name == "Neg" and len(operands) == 1:
        return {number: -times for number, times in operands[0].items()}
    if op.name not in _SUMS or len(operands) != 2:
        return None
    total = Counter(operands[0])
    for number, times in operands[1].items():
        total[number] += _SUMS[op.name] * times
    return {number: times for number, times in total.items() if times}


def where_reads_cancel(evidence: Evidence, ids: frozenset[int], zeros: Set[int]) -> Op | None:
    """Where two uses of a source meet, if a gradient comes to each and together they are zero.

    A single bias may cancel out where all else is learned, as the last one of a Wasserstein critic:
    ``zeros`` are the positions of the sources whose gradient is zero, which has to be all of them.
    """
    if len(zeros) < len(evidence.sources):
        return None
    reads = [
        op.outs[0]
        for op in evidence.ops
        if op.name == "ReadVariableOp" and not ids.isdisjoint(op.ins)
    ]
    reads = [read for read in reads if read in evidence.states]
    if len(reads) < 2 or any((evidence.states[read] or 0) <= 0 for read in reads):
        return None
    ways = [reached(evidence.ops, [read]) for read in reads]
    for op in evidence.ops:
        met = [way for way in ways if not way.isdisjoint(op.ins)]
        if len(met) > 1 and not set.intersection(*met) & set(op.ins):
            return op
    return None
