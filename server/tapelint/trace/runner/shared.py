"""Values that have one gradient between them, such as both sides of an addition and its result.

TensorFlow never frees a gradient that it hands out for several sources of a request (measured with
2.21: one tensor each). So of values that were seen to share one, only one is asked for again.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence
    from typing import Any

    from .asked import TapeInfo
    from .frames import Chain
    from .recording import Op

    Made = Iterable[tuple[int, Op]]  # values, each with the operation that made it
    Key = tuple[Chain, str, int]  # an operation as it is written, and which of its results

# Operations that hand the gradient of their result on as it is, and to how many of their inputs.
_HANDED_ON = {"AddV2": 2, "Add": 2, "BiasAdd": 1, "Identity": 1, "ReadVariableOp": 1, "Sub": 1}
_EVERY_SHAPE = frozenset({"Identity", "ReadVariableOp", "BiasAdd"})


class Shared:
    """Which values shared a gradient whenever they were asked for."""

    def __init__(self) -> None:
        self._seen: dict[Key, bool] = {}

    def known(self, made: Made, likely: Mapping[int, int]) -> dict[int, int]:
        """The values that need not be asked for, each with the one that stands for it."""
        return {n: likely[n] for n, op in made if n in likely and self._seen.get(_key(op, n))}

    def learn(self, made: Made, likely: Mapping[int, int], gradients: Mapping[int, Any]) -> None:
        """A request was answered: a gradient by hand can part what seems to share one."""
        for number, op in made:
            if number in likely and number in gradients:
                same = gradients[number] is gradients.get(likely[number])
                key = _key(op, number)
                self._seen[key] = same and self._seen.get(key, True)


def likely(
    ops: Sequence[Op], tape: TapeInfo, sources: Container[Any], targets: Container[int]
) -> dict[int, int]:
    """The values of a recording that seem to have the gradient of another, and of which."""
    recorded = [op for op in ops if tape in op.tapes]
    # What a backward pass inside of the recording read isn't known one by one.
    if any(op.name == "gradient" for op in recorded):
        return {}
    uses = Counter(number for op in recorded for number in op.ins)
    shapes = {n: shape for op in recorded for n, shape in zip(op.outs, op.shapes)}
    standing: dict[int, int] = {}
    for op in recorded:
        for number in op.ins[: _HANDED_ON.get(op.name, 0)]:
            alike = op.name in _EVERY_SHAPE or shapes.get(number) == op.shapes[0]
            if alike and uses[number] == 1 and number not in targets:
                one, two = _end(standing, number), _end(standing, op.outs[0])
                if one not in sources:
                    standing[one] = two
                elif two not in sources:
                    standing[two] = one
    return {number: _end(standing, number) for number in standing}


def _end(standing: Mapping[int, int], number: int) -> int:
    while number in standing:
        number = standing[number]
    return number


def _key(op: Op, number: int) -> Key:
    return op.chain, op.name, op.outs.index(number)
