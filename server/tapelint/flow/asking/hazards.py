"""Gradients that are NaN or infinite: where an operation meets a point without a finite slope.

Two things show it. A ``tf.where`` that keeps a value from being used where its slope is infinite:
both branches are computed and both get a gradient, zero for the one that wasn't chosen, and zero
times infinity is NaN. And a value that is exactly at such a point: the distance of a point to
itself, a variable that starts as zero, what a relu made zero.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Final

from tapelint.flow.asking.arrivals import Arrivals
from tapelint.flow.asking.products import multiplies_infinity, nan_products
from tapelint.flow.asking.query import Query
from tapelint.flow.numbers.identities import Identities, arguments, first_operand, operands
from tapelint.flow.numbers.interval import Range
from tapelint.flow.numbers.ranges import Budget, Ranges, ways
from tapelint.flow.numbers.widths import along_last, single
from tapelint.flow.numbers.zeros import Zero, Zeros, along_last_axis
from tapelint.flow.requests import Hazard
from tapelint.flow.values import CUT, LIVE, Const, Node, Value

_DEEP: Final = 8
_NEAR: Final = 0.01
_STEPS: Final = 2000
_OVERFLOW: Final = 88.0  # the exponential function of more than this isn't a float32


@dataclass(frozen=True, slots=True)
class Point:
    """Where an operation has no finite slope; ``masked`` if that shows behind a ``tf.where``."""

    operand: Value
    regions: tuple[Range, ...]
    masked: bool = True
    result: str = "infinite"
    whole: bool = False  # whether all entries together have to be there
    beside: Value | None = None  # what has to be zero as well
    divides: Value | None = None  # what becomes infinite with all its gradient

    def meets(self, reached: Range) -> bool:
        """Whether a value in that range can be at such a point."""
        return any(not reached.meet(region).empty for region in self.regions)


def hazards(query: Query) -> list[Hazard]:
    """Every such operation on a live way of a request, and what is NaN by itself."""
    steep = [n for n in query.order if _has_points(n.op)]
    products = any(multiplies_infinity(n) for n in query.order)
    if not steep and not products:
        return []
    search = _Search(query)
    found = list(search.found(steep))
    return [*found, *nan_products(query, search.zeros)] if products else found


@cache
def _has_points(op: str) -> bool:
    """Whether an operation has points without a finite slope; asked for every node."""
    return op.rpartition(".")[2] in _POINTS


def short(node: Node) -> str:
    """The last part of an operation's name; the libraries agree on most of them."""
    return node.op.rpartition(".")[2]


class _Search:
    def __init__(self, query: Query) -> None:
        self.query = query
        self.identities = Identities()
        self.ranges = Ranges(self.identities, Budget(_STEPS))
        self.zeros = Zeros(self.ranges)
        self.alive = _alive(query)
        self.guarded: set[int] = set()  # what a condition keeps away from its points
        self.told: set[int] = set()  # roots and norms that are zero where they have no slope

    def found(self, steep: list[Node]) -> Iterator[Hazard]:
        for node in self.query.order:
            if node.op.endswith("where") and id(node) in self.alive:
                yield from self._behind(node)
        for node in steep:
            if id(node) in self.alive and id(node) not in self.guarded:
                yield from self._at_the_point(node)

    # ------------------------------------------------------------------ behind a where

    def _behind(self, guard: Node) -> Iterator[Hazard]:
        given = arguments(guard)
        if len(given) < 3:
            return
        for branch, holds in ((given[1], True), (given[2], False)):
            if isinstance(branch, Node):
                yield from self._branch(guard, given[0], branch, holds)

    def _branch(self, guard: Node, condition: Value, branch: Node, holds: bool) -> Iterator[Hazard]:
        steep = [n for n in self._between(branch) if _has_points(n.op)]
        if not steep:
            return
        left_out = ways(self.identities, condition, not holds)
        unused = [self.ranges.under(a) for a in left_out]
        used = [self.ranges.under(a) for a in ways(self.identities, condition, holds)]
        repaired = _tests_the_result(condition)
        if not (unused or repaired):
            return
        for node in steep:
            for point in points(node):
                bits = self._bits(point.operand) or self._bits(point.divides)
                let = [r.of(point.operand) for r in used]
                if repaired:
                    hit = point.meets(self.ranges.of(point.operand))
                else:
                    hit = any(point.meets(r.of(point.operand)) for r in unused)
                    hit = hit and self._is_natural(point, left_out)
                    if not used or any(point.meets(r) for r in let):
                        continue
                self.guarded.add(id(node))
                if bits and hit and point.masked:
                    yield Hazard(
                        "masked-nan",
                        node,
                        point.operand,
                        bits,
                        guard,
                        far=not repaired and _is_far(point, let),
                        chosen=holds,
                    )

    def _is_natural(self, point: Point, left_out: list[dict[int, Range]]) -> bool:
        """Whether a tested value that is zero, or at its limit, is at the point.

        Of ``tf.where(x > 0, tf.math.log(x + 1e-8), 0)`` only ``x = -1e-8`` isn't finite.
        """
        if any(region.low != region.high for region in point.regions):
            return True
        return any(
            point.meets(self.ranges.under({tested: Range(number, number)}).of(point.operand))
            for said in left_out
            for tested, region in said.items()
            for number in {0.0, region.low, region.high}
            if math.isfinite(number) and region.distance(Range(number, number)) == 0
        )

    def _between(self, branch: Node) -> Iterator[Node]:
        """The operations of a branch, down to another ``tf.where``."""
        todo, seen = [(branch, 0)], set()
        while todo:
            node, depth = todo.pop()
            if id(node) in seen or depth > _DEEP or node.kind != "op" or short(node) == "where":
                continue
            seen.add(id(node))
            yield node
            live = (e.to for e in node.edges if e.state == LIVE)
            todo += [(to, depth + 1) for to in live if isinstance(to, Node)]

    # ------------------------------------------------------------------ exactly there

    def _at_the_point(self, node: Node) -> Iterator[Hazard]:
        for point in points(node):
            bits = self._bits(point.operand) if _comes_back(node, point.operand) else 0
            data = not bits
            bits = bits or self._bits(point.divides)
            if point.beside is not None and 0.0 not in self.ranges.of(point.beside):
                continue
            if not bits or id(point.operand) in self.told:
                continue  # of `x / tf.norm(x)` the norm is told, and its repair is enough
            at_zero = any(0.0 in region for region in point.regions)
            zero = self._zero(node, point) if at_zero else None
            nan = point.result == "NaN" or (zero is not None and zero.flat)
            result = "NaN" if nan else "infinite"
            if zero is not None or self._touches(point):
                if zero is not None and not (point.masked or self._arrivals.at(node, zero)):
                    zero = None  # its kernel gives zero where zero comes back
                if short(node) in _ROOTS:
                    self.told.add(id(node))
                yield Hazard(
                    "endless-slope", node, point.operand, bits, None, zero, result, data=data
                )
            elif short(node) == "log" and self._is_share(point.operand):
                left_out = self._left_out(point.operand)
                yield Hazard("rounded-log", node, point.operand, bits, None, left_out, result)

    @cached_property
    def _arrivals(self) -> Arrivals:
        return Arrivals(self.query, self.ranges, self.alive)

    def _zero(self, node: Node, point: Point) -> Zero | None:
        """The zero that an operation meets; a norm meets one where all that it measures is zero."""
        if short(node) in _DEVIATIONS and along_last(node) and single(point.operand):
            return Zero("single", node, True)
        zero = self.zeros.of(point.operand)
        if point.beside is not None:
            other = self.zeros.of(point.beside)
            return zero if zero and other and zero.everywhere and other.everywhere else None
        if zero is None or not point.whole or zero.everywhere:
            return zero
        return zero if zero.cause == "difference" and along_last_axis(node) else None

    def _touches(self, point: Point) -> bool:
        """Whether what is known of a value makes such a point one of its ends."""
        if point.result == "NaN":
            # A norm or a deviation is zero wherever there is nothing to measure.
            return 0.0 in self.ranges.of(point.operand) or point.beside is None
        operand: Value | None = point.operand
        while isinstance(operand, Node) and short(operand) == "sqrt":
            # That a root isn't negative says nothing of where it is zero.
            operand = first_operand(operand)
        reached = self.ranges.of(operand)
        ends = (e for e in (reached.low, reached.high) if math.isfinite(e) and e in reached)
        return any(e in region for e in ends for region in point.regions)

    def _is_share(self, operand: Value) -> bool:
        """A softmax or a sigmoid: never zero on paper, and zero as soon as it is rounded."""
        if isinstance(operand, Node) and short(operand) in ("Sub", "subtract"):
            left, right = operands(operand)
            one = isinstance(left, Const) and left.value == 1
            return one and _share(right) == "sigmoid"
        return bool(_share(operand))

    def _left_out(self, share: Value) -> Zero | None:
        """The mask of a softmax: what gets a large negative number has a share of exactly zero."""
        logits = first_operand(share) if isinstance(share, Node) else None
        if not isinstance(logits, Node) or short(logits) not in ("Add", "add", "where"):
            return None
        parts = [part for side in arguments(logits) for part in (side, *_factors(side))]
        low = any(self.ranges.of(part).high < -_OVERFLOW for part in parts)
        return Zero("masked", logits, False) if low else None

    def _bits(self, operand: Value | None) -> int:
        """The sources that what happens to a value surely reaches."""
        if not isinstance(operand, Node):
            return 0
        return self.query.live_bits(operand)


def _share(value: Value | None) -> str:
    """The function that made shares of logits, also at the end of a layer; else nothing."""
    if not isinstance(value, Node):
        return ""
    name = short(value)
    if value.layer is not None and name in _ACTIVATED:
        given = value.layer.fields.get("%arg:activation")
        name = str(given.value) if isinstance(given, Const) else ""
    name = name.lower() if value.layer is not None else name
    return name if name in ("softmax", "sigmoid") else ""


def _factors(value: Value) -> tuple[Value, ...]:
    """The factors of a product."""
    is_product = isinstance(value, Node) and short(value) in ("Mult", "multiply")
    return tuple(arguments(value)) if is_product and isinstance(value, Node) else ()


def _alive(query: Query) -> set[int]:
    """The nodes from which a gradient surely comes back from a target."""
    alive: set[int] = set()
    todo = list(query.targets)
    while todo:
        node = todo.pop()
        if id(node) in alive or node.opaque or not query.recorded(node):
            continue
        alive.add(id(node))
        if node.kind == "phi":
            continue
        todo += [e.to for e in node.edges if e.state == LIVE and isinstance(e.to, Node)]
    return alive


def _comes_back(node: Node, operand: Value) -> bool:
    """Whether an operation gives its operand a gradient: NumPy's gives none, whatever its slope."""
    return all(e.state != CUT for e in node.edges if e.to is operand)


def _is_far(point: Point, let: list[Range]) -> bool:
    """Whether what a guard lets through ends somewhere else than at the point it keeps away."""
    if any(math.isinf(region.high) and region.low > 1 for region in point.regions):
        return False  # an overflow: every limit below it is meant to keep it away
    gaps = [r.distance(region) for r in let for region in point.regions if not r.empty]
    return min(gaps, default=0.0) > _NEAR


def _tests_the_result(condition: Value) -> bool:
    """Whether a condition looks for NaN or infinity: somebody has seen one there."""
    return isinstance(condition, Node) and short(condition) in ("is_nan", "is_inf", "is_finite")


# ---------------------------------------------------------------------- points


def points(node: Node) -> Iterator[Point]:
    """Where the slope of an operation isn't finite."""
    find = _POINTS.get(short(node))
    if find is not None and node.kind == "op":
        yield from find(node)


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
        yield Point(one, (_ZERO,), masked=False, result="NaN", beside=two)


def _power(node: Node) -> Iterator[Point]:
    base, exponent = operands(node)
    value = exponent.value if isinstance(exponent, Const) else None
    if base is None or not isinstance(value, (int, float)) or value == 0:
        return
    if float(value).is_integer():
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


def _normalized(node: Node) -> Iterator[Point]:
    if node.op == "tf.linalg.normalize":  # those of Keras add a tiny number
        yield from (replace(point, masked=True) for point in _norm(node))


_Finder = Callable[[Node], Iterator[Point]]

_ROOTS: Final = frozenset({"sqrt", "norm", "reduce_euclidean_norm", "reduce_std", "std"})

_ACTIVATED: Final = frozenset(
    {"Activation", "Dense", "EinsumDense", "Conv1D", "Conv2D", "Conv3D", "Conv2DTranspose"}
)

_DEVIATIONS: Final = frozenset({"reduce_std", "std"})

_ZERO: Final = Range(0.0, 0.0)
_OUTSIDE: Final = (Range(high=-1.0), Range(low=1.0))
_HUGE: Final = Range(_OVERFLOW, open_low=True)

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
    "normalize": _normalized,
    "reduce_euclidean_norm": _at(_ZERO, spread=True),
    "reduce_std": _at(_ZERO, masked=False, spread=True),
    "std": _at(_ZERO, masked=False, spread=True),
}
