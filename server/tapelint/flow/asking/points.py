"""The points at which an operation has no finite slope: a row of the table each."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from tapelint.flow.containers import Seq
from tapelint.flow.graph import Const, Node, Value
from tapelint.flow.numbers.identities import first_operand, operands
from tapelint.flow.numbers.interval import Range
from tapelint.flow.numbers.starts import starting_number

OVERFLOW: Final = 88.0  # the exponential function of more than this isn't a float32


@dataclass(frozen=True, slots=True)
class Point:
    """Where an operation has no finite slope; ``masked`` if that shows behind a ``tf.where``."""

    operand: Value
    regions: tuple[Range, ...]
    masked: bool = True
    result: str = "infinite"
    whole: bool = False  # whether all entries together have to be there
    beside: Value | None = None  # what has to be zero as well, so no guard of one shows it
    divides: Value | None = None  # what becomes infinite with all its gradient
    overflows: bool = False  # whether only a guard shows that a value is meant to keep away

    def meets(self, reached: Range) -> bool:
        """Whether a value in that range can be at such a point."""
        return any(not reached.meet(region).empty for region in self.regions)

    def holds(self, reached: Range) -> bool:
        """Whether all values in that range are at such a point."""
        return any(reached.meet(region) == reached for region in self.regions)


def points(node: Node) -> Iterator[Point]:
    """Where the slope of an operation isn't finite."""
    find = _POINTS.get(short(node))
    if find is not None and node.kind == "op":
        yield from find(node)


@cache
def has_points(op: str) -> bool:
    """Whether an operation has points without a finite slope; asked for every node."""
    return op.rpartition(".")[2] in _POINTS


def short(node: Node) -> str:
    """The last part of an operation's name; the libraries agree on most of them."""
    return node.op.rpartition(".")[2]


def _at(*regions: Range, masked: bool = True, spread: bool = False) -> _Finder:
    def find(node: Node) -> Iterator[Point]:
        operand = first_operand(node)
        if operand is not None:
            yield Point(operand, regions, masked, "NaN" if spread else "infinite", whole=spread)

    return find


def _quotient(node: Node) -> Iterator[Point]:
    dividend, divisor = operands(node)
    if isinstance(divisor, Node):
        yield Point(divisor, (_ZERO,), divides=dividend)


def _angle(node: Node) -> Iterator[Point]:
    one, two = operands(node)
    if isinstance(one, Node) and two is not None:
        yield Point(one, (_ZERO,), result="NaN", beside=two)


def _power(node: Node) -> Iterator[Point]:
    base, exponent = operands(node)
    if isinstance(base, Const) and isinstance(exponent, Node):
        number = starting_number(base)
        if number is not None and number > 1:
            limit = Range(OVERFLOW / math.log(number), open_low=True)
            yield Point(exponent, (limit,), overflows=True)
        return
    value = starting_number(exponent)
    if base is None or value is None or value == 0:
        return
    if value.is_integer():
        if value < 0:
            yield Point(base, (_ZERO,))
    else:
        # The root of a negative number isn't a number, and its slope isn't one either.
        yield Point(base, (Range(high=0.0, open_high=value > 1),))


def _norm(node: Node) -> Iterator[Point]:
    order = node.given.get("ord")
    operand = first_operand(node)
    plain = order is None or (isinstance(order, Const) and order.value in ("euclidean", 2, None))
    if operand is not None and plain:
        yield Point(operand, (_ZERO,), masked=False, result="NaN", whole=True)


def _global_norm(node: Node) -> Iterator[Point]:
    operand = first_operand(node)
    if isinstance(operand, Seq) and operand.rest is None:
        yield Point(operand, (_ZERO,), masked=False, result="NaN", whole=True)


def _normalized(node: Node) -> Iterator[Point]:
    if node.op == "tf.linalg.normalize":  # those of Keras add a tiny number
        yield from (replace(point, masked=True) for point in _norm(node))


_Finder = Callable[[Node], Iterator[Point]]

_ZERO: Final = Range(0.0, 0.0)
_OUTSIDE: Final = (Range(high=-1.0), Range(low=1.0))
_HUGE: Final = Range(OVERFLOW, open_low=True)

# What was measured of them stands in the op table (``singular``), and a test compares the two:
# behind a ``tf.where`` the kernels of sqrt, rsqrt, norm and the deviations give zero.
_POINTS: Final[dict[str, _Finder]] = {
    "log": _at(_ZERO),
    "log2": _at(_ZERO),
    "log10": _at(_ZERO),
    "log1p": _at(Range(-1.0, -1.0)),
    "sqrt": _at(_ZERO, masked=False),
    **dict.fromkeys(("rsqrt", "reciprocal"), _at(_ZERO, masked=False)),
    "Div": _quotient,
    "divide": _quotient,
    "truediv": _quotient,
    "true_divide": _quotient,
    "Pow": _power,
    "pow": _power,
    "power": _power,
    **dict.fromkeys(("acos", "asin", "arccos", "arcsin"), _at(*_OUTSIDE)),
    **dict.fromkeys(("atanh", "arctanh"), _at(Range(-1.0, -1.0), Range(1.0, 1.0))),
    **dict.fromkeys(("acosh", "arccosh"), _at(Range(high=1.0))),
    **dict.fromkeys(("atan2", "arctan2"), _angle),
    "erfinv": _at(*_OUTSIDE),
    **dict.fromkeys(("lgamma", "digamma"), _at(_ZERO, Range(-1.0, -1.0), Range(-2.0, -2.0))),
    "cbrt": _at(_ZERO),
    **dict.fromkeys(("exp", "expm1", "exponential"), _at(_HUGE)),
    "exp2": _at(Range(128.0)),
    **dict.fromkeys(("sinh", "cosh"), _at(_HUGE, _HUGE.mirrored)),
    "norm": _norm,
    "global_norm": _global_norm,
    "normalize": _normalized,
    "reduce_euclidean_norm": _at(_ZERO, spread=True),
    "reduce_std": _at(_ZERO, masked=False, spread=True),
    "std": _at(_ZERO, masked=False, spread=True),
}
