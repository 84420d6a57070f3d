"""Gradients that are NaN or infinite: where an operation meets a point without a finite slope.

Two things show it. A ``tf.where`` that keeps a value from being used where its slope is infinite:
both branches are computed and both get a gradient, zero for the one that wasn't chosen, and zero
times infinity is NaN. And a value that is exactly at such a point: the distance of a point to
itself, a variable that starts as zero, what a relu made zero.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Iterator
from functools import cached_property
from typing import Final

from tapelint.flow.asking.arrivals import Arrivals
from tapelint.flow.asking.points import OVERFLOW, Point, has_points, points, short
from tapelint.flow.asking.products import multiplies_infinity, nan_products
from tapelint.flow.asking.query import Query
from tapelint.flow.containers import Seq
from tapelint.flow.graph import CUT, LIVE, Node, Value
from tapelint.flow.numbers.identities import Identities, arguments, first_operand
from tapelint.flow.numbers.interval import Range
from tapelint.flow.numbers.ranges import Budget, Ranges, ways
from tapelint.flow.numbers.shares import rounds_to_zero
from tapelint.flow.numbers.widths import along_last, single
from tapelint.flow.numbers.zeros import Zero, Zeros, along_last_axis, has_last_axis, has_second_axis
from tapelint.flow.requests import Hazard
from tapelint.flow.values import Var

_DEEP: Final = 8
_NEAR: Final = 0.01
_STEPS: Final = 2000


def hazards(query: Query) -> list[Hazard]:
    """Every such operation on a live way of a request, and what is NaN by itself."""
    steep = [n for n in query.order if has_points(n.op)]
    products = any(multiplies_infinity(n) for n in query.order)
    if not steep and not products:
        return []
    search = _Search(query)
    found = list(search.found(steep))
    return [*found, *nan_products(query, search.zeros)] if products else found


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
        steep = [n for n in self._between(branch) if has_points(n.op)]
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
                    hit = not _begins_elsewhere(point)
                    hit = hit and point.meets(self.ranges.of(point.operand))
                else:
                    hit = any(point.meets(r.of(point.operand)) for r in unused)
                    hit = hit and self._is_natural(point, left_out)
                    # What is infinite wherever it is used is guarded the wrong way round.
                    if not used or any(point.meets(r) and not point.holds(r) for r in let):
                        continue
                self.guarded.add(id(node))
                if bits and hit and point.masked and point.beside is None:
                    yield Hazard(
                        "masked-nan",
                        node,
                        point.operand,
                        bits,
                        guard,
                        far=not repaired and _is_far(point, let) and not self._is_met(node, point),
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
            measured = node if isinstance(point.operand, Seq) else point.operand
            bits = self._bits(measured) if _comes_back(node, point.operand) else 0
            data = not bits
            bits = bits or self._bits(point.divides)
            if point.beside is not None and 0.0 not in self.ranges.of(point.beside):
                continue
            if not bits or point.overflows or id(point.operand) in self.told:
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
            elif at_zero and short(node) in _ROUNDED and rounds_to_zero(point.operand):
                left_out = self._left_out(point.operand) if point.masked else None
                yield Hazard("rounded-log", node, point.operand, bits, None, left_out, result)

    @cached_property
    def _arrivals(self) -> Arrivals:
        return Arrivals(self.query, self.ranges, self.alive)

    def _is_met(self, node: Node, point: Point) -> bool:
        """Whether a zero that the text shows is such a point, however far the condition ends."""
        at_zero = any(0.0 in region for region in point.regions)
        return at_zero and self._zero(node, point) is not None

    def _zero(self, node: Node, point: Point) -> Zero | None:
        """The zero that an operation meets; a norm meets one where all that it measures is zero."""
        if short(node) in _DEVIATIONS and along_last(node) and single(point.operand):
            return Zero("single", node, True)
        if isinstance(point.operand, Seq):
            return self.zeros.of_all([edge.to for edge in node.edges])
        zero = self.zeros.of(point.operand)
        if point.beside is not None:
            other = self.zeros.of(point.beside)
            return zero if zero and other and zero.everywhere and other.everywhere else None
        if zero is None or not point.whole or zero.everywhere:
            return zero
        if zero.rows:
            return zero if has_last_axis(node) else None
        if zero.items:
            return zero if has_second_axis(node) else None
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

    def _left_out(self, share: Value) -> Zero | None:
        """The mask of a softmax: what gets a large negative number has a share of exactly zero."""
        logits = first_operand(share) if isinstance(share, Node) else None
        if not isinstance(logits, Node) or short(logits) not in ("Add", "add", "where"):
            return None
        parts = [part for side in arguments(logits) for part in (side, *_factors(side))]
        low = any(self.ranges.of(part).high < -OVERFLOW for part in parts)
        return Zero("masked", logits, False) if low else None

    def _bits(self, operand: Value | None) -> int:
        """The sources that what happens to a value surely reaches."""
        if not isinstance(operand, Node):
            return 0
        return self.query.live_bits(operand)


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


def _begins_elsewhere(point: Point) -> bool:
    """Whether the operand is a number that is learned, and that didn't begin at the point."""
    operand = point.operand
    var = operand.fact if isinstance(operand, Node) and operand.kind == "read" else None
    made = var.place.node if isinstance(var, Var) and var.place is not None else None
    first = made.args[0] if isinstance(made, ast.Call) and made.args else None
    if not isinstance(first, ast.Constant) or not isinstance(first.value, (int, float)):
        return False
    return not point.meets(Range(float(first.value), float(first.value)))


def _tests_the_result(condition: Value) -> bool:
    """Whether a condition looks for NaN or infinity: somebody has seen one there."""
    return isinstance(condition, Node) and short(condition) in ("is_nan", "is_inf", "is_finite")


_ROOTS: Final = frozenset(
    {"sqrt", "norm", "reduce_euclidean_norm", "global_norm", "reduce_std", "std"}
)
_DEVIATIONS: Final = frozenset({"reduce_std", "std"})
_ROUNDED: Final = frozenset({"log", "log2", "log10", "sqrt", "pow", "power", "Pow"})
