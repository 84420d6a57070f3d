"""What comes of the numbers that are written in the text, as long as nothing else goes in.

Only what is the same in every precision is claimed: a number with more than a few binary digits is
there, and not known. Zero times a number that isn't known is still zero.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from math import isfinite, prod
from typing import Final

from tapelint.flow.containers import Seq
from tapelint.flow.graph import Const, Node, Value
from tapelint.flow.numbers.identities import arguments, first_operand, operands

Number = float | None
_DEEP: Final = 12
_MOST: Final = 512
_DIGITS: Final = 2.0**12


@dataclass(frozen=True, slots=True)
class Numbers:
    """An array of numbers, the last axis running fastest."""

    shape: tuple[int, ...]
    items: tuple[Number, ...]


def numbers_in(value: Value | None, depth: int = 0) -> Numbers | None:
    """The numbers that a value is made of, as far as the text alone says so."""
    if depth > _DEEP:
        return None
    if isinstance(value, Const):
        number = value.value if isinstance(value.value, (int, float)) else None
        known = number is not None and not isinstance(number, bool) and isfinite(number)
        return Numbers((), (_exact(number),)) if known else None
    if isinstance(value, Seq):
        return _row([numbers_in(item, depth + 1) for item in value.items], value.rest is None)
    if not isinstance(value, Node):
        return None
    if value.kind == "data":
        return numbers_in(value.given.get("value"), depth + 1)
    return _computed(value, depth + 1) if value.kind == "op" else None


def _computed(node: Node, depth: int) -> Numbers | None:
    name = node.op.rpartition(".")[2]
    if name in ("constant", "convert_to_tensor"):
        shaped = isinstance(node.given.get("shape"), Value)
        return None if shaped else numbers_in(node.given.get("value"), depth)
    if any("transpose" in part or "adjoint" in part for part in node.given):
        return None
    if name in _ONE and (name == "cast" or len(arguments(node)) == 1):
        given = numbers_in(first_operand(node), depth)
        return given and Numbers(given.shape, tuple(map(_ONE[name], given.items)))
    if name in _TWO or name in _MATRICES:
        one, two = (numbers_in(operand, depth) for operand in operands(node)[:2])
        if one is None or two is None:
            return None
        return _matrix(one, two) if name in _MATRICES else _spread(_TWO[name], one, two)
    if name in _ALONG and node.op.startswith(("tf.", "keras.ops.")):
        given = numbers_in(first_operand(node), depth)
        return None if given is None else _reduced(_ALONG[name], given, node)
    return None


def _row(parts: list[Numbers | None], whole: bool) -> Numbers | None:
    known = [part for part in parts if part is not None]
    if not whole or not known or len(known) < len(parts):
        return None
    shapes = {part.shape for part in known}
    items = tuple(item for part in known for item in part.items)
    if len(shapes) > 1 or len(items) > _MOST:
        return None
    return Numbers((len(known), *shapes.pop()), items)


def _exact(number: Number) -> Number:
    """A number with few binary digits, which every precision computes with alike."""
    if number is None or abs(number) > _DIGITS or not (number * _DIGITS).is_integer():
        return None
    return float(number)


def _spread(make: Callable[[Number, Number], Number], one: Numbers, two: Numbers) -> Numbers | None:
    """An operation on each pair of entries; axes of one entry and missing ones are repeated."""
    longest = max(len(one.shape), len(two.shape))
    pairs = list(zip(_padded(one, longest), _padded(two, longest), strict=True))
    shape = tuple(max(pair) for pair in pairs)
    if any(len(set(pair) - {1}) > 1 for pair in pairs) or prod(shape) > _MOST:
        return None
    places = product(*map(range, shape))
    return Numbers(shape, tuple(make(_entry(one, at), _entry(two, at)) for at in places))


def _padded(numbers: Numbers, length: int) -> tuple[int, ...]:
    return (*(1 for _ in range(length - len(numbers.shape))), *numbers.shape)


def _entry(numbers: Numbers, at: tuple[int, ...]) -> Number:
    position = 0
    for length, index in zip(numbers.shape, at[len(at) - len(numbers.shape) :], strict=True):
        position = position * length + (0 if length == 1 else index)
    return numbers.items[position]


def _matrix(one: Numbers, two: Numbers) -> Numbers | None:
    if len(one.shape) != 2 or len(two.shape) != 2 or one.shape[1] != two.shape[0]:
        return None
    rows, inner, columns = *one.shape, two.shape[1]
    if rows * inner * columns > _MOST:
        return None
    items = (
        _sum([_times(_entry(one, (i, k)), _entry(two, (k, j))) for k in range(inner)])
        for i, j in product(range(rows), range(columns))
    )
    return Numbers((rows, columns), tuple(items))


def _reduced(make: Callable[[list[Number]], Number], given: Numbers, node: Node) -> Numbers | None:
    """A reduction along all axes, or along one that is written as a number."""
    axis, kept = node.given.get("axis"), node.given.get("keepdims")
    keeps = isinstance(kept, Const) and kept.value is True
    if not (kept is None or isinstance(kept, Const)):
        return None
    if axis is None or (isinstance(axis, Const) and axis.value is None):
        shape = (1,) * len(given.shape) if keeps else ()
        return Numbers(shape, (make(list(given.items)),))
    if (
        not isinstance(axis, Const)
        or not isinstance(axis.value, int)
        or axis.value >= len(given.shape)
    ):
        return None
    along = axis.value % len(given.shape)
    ahead, behind = given.shape[:along], given.shape[along + 1 :]
    items = (
        make(
            [
                _entry(given, (*at[: len(ahead)], i, *at[len(ahead) :]))
                for i in range(given.shape[along])
            ]
        )
        for at in product(*map(range, (*ahead, *behind)))
    )
    return Numbers((*ahead, *((1,) if keeps else ()), *behind), tuple(items))


def _sum(items: list[Number]) -> Number:
    known = [item for item in items if item is not None]
    return _exact(sum(known)) if len(known) == len(items) else None


def _times(one: Number, two: Number) -> Number:
    if one == 0 or two == 0:
        return 0.0
    return None if one is None or two is None else _exact(one * two)


def _plus(one: Number, two: Number) -> Number:
    return _sum([one, two])


def _minus(one: Number, two: Number) -> Number:
    return _sum([one, None if two is None else -two])


def _extreme(choose: Callable[[list[float]], float]) -> Callable[[list[Number]], Number]:
    def found(items: list[Number]) -> Number:
        known = [item for item in items if item is not None]
        return choose(known) if known and len(known) == len(items) else None

    return found


def _if_known(make: Callable[[float], float]) -> Callable[[Number], Number]:
    return lambda item: None if item is None else _exact(make(item))


_ONE: Final[dict[str, Callable[[Number], Number]]] = {
    **dict.fromkeys(("identity", "stop_gradient"), _if_known(lambda x: x)),
    "cast": lambda item: item if item is not None and item.is_integer() else None,
    **dict.fromkeys(("abs", "absolute"), _if_known(abs)),
    **dict.fromkeys(("neg", "negative"), _if_known(lambda x: -x)),
    "relu": _if_known(lambda x: max(x, 0.0)),
    "square": _if_known(lambda x: x * x),
}
_TWO: Final[dict[str, Callable[[Number, Number], Number]]] = {
    **dict.fromkeys(("Add", "add"), _plus),
    **dict.fromkeys(("Sub", "subtract"), _minus),
    **dict.fromkeys(("Mult", "multiply"), _times),
}
_MATRICES: Final = frozenset({"matmul", "MatMult"})
_ALONG: Final[dict[str, Callable[[list[Number]], Number]]] = {
    **dict.fromkeys(("reduce_sum", "sum"), _sum),
    **dict.fromkeys(("reduce_max", "max"), _extreme(max)),
    **dict.fromkeys(("reduce_min", "min"), _extreme(min)),
}
