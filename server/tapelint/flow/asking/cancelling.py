"""Where gradients cancel out: what comes back on one way, and its negative on another.

Each value's gradient is followed back from the targets as a symbol with a sign. Sums and
differences pass it on as it is; every other operation makes a symbol of its own, which two copies
of one computation share. Only what is zero exactly as TensorFlow adds it up counts.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import Final

from tapelint.flow.asking.query import Query
from tapelint.flow.graph import CUT, LIVE, Const, Edge, Node
from tapelint.flow.numbers.identities import Identities
from tapelint.flow.places import CallPath, Place
from tapelint.flow.values import Obj, Var


@dataclass(frozen=True, slots=True)
class Meeting:
    """Where the two ways of a value come together: the operation, and the place that tells most.

    ``why`` is ``copied`` where they lead through two computations of the same thing, else
    ``cancelled``.
    """

    node: Node
    place: Place
    why: str


@dataclass(frozen=True, slots=True)
class _Term:
    """One part of a gradient: which, with which sign, and the operation that gives it."""

    symbol: int
    sign: int
    giver: Node | None


def cancelled(query: Query) -> dict[int, Meeting]:
    """The values and variables, by id, that get nothing but gradients that cancel out."""
    if not any(_takes_away(node) and _shares_source(node, query) for node in query.order):
        return {}
    return dict(_Walk(query).found())


def _takes_away(node: Node) -> bool:
    return _last(node) in _DIFFERENCES and len(node.edges) == 2


def _shares_source(node: Node, query: Query) -> bool:
    one, two = (_bits(edge, query) for edge in node.edges)
    return bool(one & two)


def _bits(edge: Edge, query: Query) -> int:
    to = edge.to
    return query.live_bits(to) if edge.state == LIVE and isinstance(to, Node) else 0


def _last(node: Node) -> str:
    return node.op.rpartition(".")[2] if node.kind == "op" else ""


class _Walk:
    """The way back from the targets, each value after everything that uses it."""

    def __init__(self, query: Query) -> None:
        self.query = query
        self.identities = Identities()
        self.symbols: dict[object, int] = {}
        self.fresh = count(-1, -1)
        self.terms: dict[int, list[_Term]] = {}
        for node in query.order:
            self.identities.of(node)
            for edge in node.held:  # it may get anything through what holds it
                self._give(edge.to, _Term(next(self.fresh), 1, None))

    def found(self) -> Iterator[tuple[int, Meeting]]:
        for target in self.query.targets:
            self._give(target, _Term(next(self.fresh), 1, None))
        variables: dict[int, Var] = {}
        for node in reversed(self.query.order):
            terms = self.terms.get(id(node), [])
            if _is_nothing(terms):
                if not node.many and (meeting := self._meeting(terms)) is not None:
                    yield id(node), meeting
                    continue
            elif terms and self.query.recorded(node):
                variables.update((id(e.to), e.to) for e in node.edges if isinstance(e.to, Var))
                self._pass_on(node, terms)
        for key, var in variables.items():
            # One that is made anew in every pass of a loop isn't one variable.
            if _is_nothing(self.terms[key]) and var.fields.get("loop") != "data":
                meeting = self._meeting(self.terms[key])
                if meeting is not None:
                    yield key, meeting

    def _give(self, to: Node | Obj, term: _Term) -> None:
        self.terms.setdefault(id(to), []).append(term)

    def _pass_on(self, node: Node, terms: list[_Term]) -> None:
        if node.kind == "read":
            for edge in node.edges:
                if isinstance(edge.to, Var):
                    self.terms.setdefault(id(edge.to), []).extend(terms)
            return
        symbol, sign = self._total(terms)
        signs = _signs(node)
        for i, edge in enumerate(node.edges):
            if edge.state == CUT or edge.why == "zero":
                continue
            if signs is not None:
                made = _Term(self._scaled(node, symbol), sign * signs[i], node)
            elif edge.state == LIVE and node.kind == "op" and self._is_settled(node):
                key = ("slope", self.identities.of(node), i, symbol)
                made = _Term(self._symbol(key), sign, node)
            else:
                made = _Term(next(self.fresh), 1, node)
            self._give(edge.to, made)

    def _is_settled(self, node: Node) -> bool:
        """Whether two nodes with this one's number have the same slope to the last bit."""
        return not self.identities.is_loose(node) and _last(node) not in _SCATTERED

    def _scaled(self, node: Node, symbol: int) -> int:
        """What comes back through a factor: powers of two change no digit."""
        if _last(node) == "squared_difference":
            return self._symbol(("slope", self.identities.of(node), symbol))
        factor = _factor(node)
        size = abs(factor or 1)
        return symbol if size == 1 else self._symbol(("times", size, symbol))

    def _total(self, terms: list[_Term]) -> tuple[int, int]:
        """Several parts together as one symbol, the same for their negatives."""
        if len(terms) == 1:
            return terms[0].symbol, terms[0].sign
        parts = sorted((t.symbol, t.sign) for t in terms)
        sign = parts[0][1]
        return self._symbol(("sum", *((s, each * sign) for s, each in parts))), sign

    def _symbol(self, key: object) -> int:
        return self.symbols.setdefault(key, len(self.symbols) + 1)

    # ------------------------------------------------------------------ where the ways meet

    def _meeting(self, terms: list[_Term]) -> Meeting | None:
        one = list(self._way(next(t for t in terms if t.sign > 0)))
        two = list(self._way(next(t for t in terms if t.sign < 0)))
        shared = {id(node) for node in one}
        node = next((n for n in two if id(n) in shared), None)
        if node is None or node.place is None:
            return None
        below = [*_until(one, node), *_until(two, node)]
        numbers = {self.identities.of(n) for n in below}
        copied = len(numbers) < len({id(n) for n in below})
        place = _seen_from_both(node.place, below)
        return Meeting(node, place, "copied" if copied else "cancelled")

    def _way(self, term: _Term) -> Iterator[Node]:
        """The operations from where a gradient arrives up to a target."""
        giver = term.giver
        while giver is not None:
            yield giver
            giver = next((t.giver for t in self.terms.get(id(giver), ())), None)


def _until(way: list[Node], end: Node) -> list[Node]:
    return way[: next(i for i, node in enumerate(way) if node is end)]


def _seen_from_both(place: Place, below: list[Node]) -> Place:
    """The place as seen from the innermost call in which both ways begin."""
    paths = [set(map(id, n.place.path.chain())) for n in below if n.place is not None]
    lower: CallPath | None = None
    for path in place.path.chain():
        if all(id(path) in chain for chain in paths):
            return place if lower is None or lower.call is None else lower.call
        lower = path
    return place


def _is_nothing(terms: list[_Term]) -> bool:
    """Whether parts of a gradient add up to zero, in whatever order they are added.

    Of more than two that differ, the sum may be off in its last digit.
    """
    symbols = {term.symbol for term in terms}
    return len(symbols) == 1 and len(terms) in (2, 4) and sum(term.sign for term in terms) == 0


# ---------------------------------------------------------------------- what passes a gradient on


def _signs(node: Node) -> list[int] | None:
    """For each operand the sign with which its gradient is passed on; None if it is changed."""
    if node.kind != "op" or any(edge.state != LIVE for edge in node.edges):
        return None
    name = _last(node)
    if name in _PASSES and len(node.edges) == 1:
        return [_PASSES[name]]
    if name in _PAIRS:
        given = [v for key, v in node.given.items() if key != "name"]
        if len(given) != 2:
            return None
        signs = [s for s, v in zip(_PAIRS[name], given, strict=True) if isinstance(v, (Node, Var))]
        return signs if len(signs) == len(node.edges) else None
    factor = _factor(node)
    return None if factor is None else [1 if factor > 0 else -1]


def _factor(node: Node) -> float | None:
    """The power of two by which an operation multiplies its one operand."""
    if len(node.edges) != 1 or _last(node) not in (*_PRODUCTS, *_QUOTIENTS):
        return None
    given = [*node.given.values()]
    numbers = [v.value for v in given if isinstance(v, Const)]
    divided = _last(node) in _QUOTIENTS
    if divided and not (len(given) > 1 and isinstance(given[1], Const)):
        return None
    if len(numbers) != 1 or not isinstance(numbers[0], (int, float)) or not numbers[0]:
        return None
    factor = float(numbers[0])
    if not math.isfinite(factor) or abs(math.frexp(factor)[0]) != 0.5:
        return None
    return 1 / factor if divided else factor


_PAIRS: Final = {
    **dict.fromkeys(("Add", "add", "add_v2"), (1, 1)),
    **dict.fromkeys(("Sub", "subtract", "squared_difference"), (1, -1)),
}
_DIFFERENCES: Final = frozenset({"Sub", "subtract", "squared_difference"})
_PASSES: Final = {"neg": -1, "negative": -1, "identity": 1, "convert_to_tensor": 1}
_PRODUCTS: Final = frozenset({"Mult", "multiply"})
_QUOTIENTS: Final = frozenset({"Div", "divide", "truediv", "true_divide"})
# Their gradients are rows that are added up one by one.
_SCATTERED: Final = frozenset({"gather", "gather_nd", "embedding_lookup", "Embedding", "take"})
