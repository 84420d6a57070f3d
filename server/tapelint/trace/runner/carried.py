"""Gradients that were clipped or scaled: as which of those that were asked for they still count."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Mapping, Sequence
    from typing import Any

    from .recording import Op

CARRYING = frozenset(
    {"Cast", "ClipByValue", "Div", "Identity", "Maximum", "Minimum", "Mul", "Neg", "RealDiv"}
    | {"Select", "SelectV2"}
)
"""Operations that change the size of a gradient, or some of its entries, and mix in no other."""


def in_graph(gradient: Any, known: Container[int]) -> int | None:
    """The id of the one gradient of those that are known of which a tensor of a graph is made."""

    def operands(tensor: Any) -> list[Any]:
        ins = tensor.op.inputs if tensor.op.type in CARRYING else ()
        return [one for one in ins if one.shape == tensor.shape]

    return _origin(gradient, known, operands, lambda tensor: tensor._id)


def eagerly(gradient: int, known: Container[int], carriers: Mapping[int, list[int]]) -> int | None:
    """The same of an eager tensor, by its id; ``carriers`` says what is carried into what."""
    return _origin(gradient, known, lambda number: carriers.get(number, []), lambda number: number)


def carriers(ops: Sequence[Op]) -> dict[int, list[int]]:
    """Of each result of an operation that carries gradients on, its operands of the same shape."""
    shapes: dict[int, Any] = {}
    found: dict[int, list[int]] = {}
    for op in ops:
        shapes.update(zip(op.outs, op.shapes))
        if op.name in CARRYING and op.outs:
            shape = op.shapes[0]
            found[op.outs[0]] = [i for i in op.ins if shapes.get(i) in (None, shape)]
    return found


def _origin(
    value: Any,
    known: Container[int],
    operands: Callable[[Any], Iterable[Any]],
    number_of: Callable[[Any], int],
) -> int | None:
    waiting, seen = [value], set()
    found: set[int] = set()
    while waiting:
        one = waiting.pop()
        number = number_of(one)
        if number in known:
            found.add(number)
        elif number not in seen:
            seen.add(number)
            waiting += operands(one)
    return found.pop() if len(found) == 1 else None
