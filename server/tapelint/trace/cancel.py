"""Where a value is taken away again from what it was added to, and nothing of it goes on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from tapelint.trace.evidence import Op
from tapelint.trace.paths import WRITES, reached

_SAME: Final = frozenset({"Identity", "ReadVariableOp"})
_SUMS: Final = {"Add": 1, "AddV2": 1, "Sub": -1}

Form = Mapping[int, int]
"""A value as a sum of others: how often each goes into it, those left out that were taken away."""


def cancelling(
    ops: Sequence[Op], ids: frozenset[int], states: Mapping[int, float | None]
) -> list[Op]:
    """The sums to which some values add nothing, though a gradient comes to the result."""
    mine = reached(ops, ids, frozenset({"StopGradient"}))
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
