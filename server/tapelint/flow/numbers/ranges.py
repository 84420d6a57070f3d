"""Which numbers a value can be: an interval that holds every entry of a tensor.

What isn't known is everything from minus to plus infinity. A condition that is known to hold
narrows the values that it tests, so the branches of a ``tf.where`` are seen with what guards them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from tapelint.flow.containers import Seq
from tapelint.flow.graph import Const, Node, Value
from tapelint.flow.numbers.bounds import BOUNDS
from tapelint.flow.numbers.identities import Identities, arguments, first_operand
from tapelint.flow.numbers.interval import ANY, NOT_NEGATIVE, NOTHING, Range, exactly
from tapelint.flow.numbers.starts import starting_number, variables_behind

_DEEP: Final = 24
_NEAR: Final = 6  # as far as it is worth looking when an operation is first met
_FLAT_STEPS: Final = 60
_LIMIT_STEPS: Final = 20
_MANY: Final = 8  # ways in which a condition can hold or not

Assumed = Mapping[int, Range]
"""By the identity of a value: what a condition says of it."""


class Budget:
    """How many operations may still be looked at; each branch of a ``where`` looks at them anew."""

    def __init__(self, steps: int) -> None:
        self.steps = steps


class Ranges:
    """The ranges of values under what is assumed of some of them."""

    def __init__(
        self, identities: Identities, budget: Budget, assumed: Assumed | None = None
    ) -> None:
        self.identities = identities
        self.budget = budget
        self.assumed: Assumed = assumed or {}
        self._known: dict[int, Range] = {}

    def of(self, value: Value | None, depth: int = 0) -> Range:
        """The range of all entries of a value."""
        if isinstance(value, Const):
            return exactly(value.value)
        if isinstance(value, Seq):
            found = NOTHING
            for item in (*value.items, *(() if value.rest is None else (value.rest,))):
                found = found.join(self.of(item, depth + 1))
            return ANY if found.empty else found
        if not isinstance(value, Node) or depth > _DEEP:
            return ANY
        known = self._known.get(id(value))
        if known is None and self.budget.steps <= 0:
            return ANY
        if known is None:
            self.budget.steps -= 1
            known = self._computed(value, depth)
            if self.assumed:
                known = known.meet(self.assumed.get(self.identities.of(value), ANY))
            self._known[id(value)] = known
        return known

    def under(self, assumed: Assumed) -> Ranges:
        """The same with more assumed."""
        merged = dict(self.assumed)
        for key, one in assumed.items():
            merged[key] = one.meet(merged.get(key, ANY))
        return Ranges(self.identities, self.budget, merged)

    def where(self, condition: Value | None, holds: bool) -> list[Ranges]:
        """The ranges where a condition holds (or not), one for each way in which it can."""
        found = ways(self.identities, condition, holds)
        cases = [self.under(assumed) for assumed in found] or [self]
        return [case for case in cases if not case.impossible]

    @property
    def impossible(self) -> bool:
        """Whether what is assumed contradicts itself."""
        return any(one.empty for one in self.assumed.values())

    def _computed(self, node: Node, depth: int) -> Range:
        if node.kind == "phi":
            found = NOTHING
            for edge in node.edges:
                found = found.join(self.of(edge.to, depth + 1))
            return found
        if node.kind not in ("op", "data"):
            return ANY
        name = node.op.rpartition(".")[2]
        if name == "where" and len(node.given) > 2:
            return self._chosen(node, depth)
        handler = BOUNDS.get(name)
        if handler is not None:
            return handler(self, node, depth + 1)
        if node.dtype == "bool":
            return Range(0.0, 1.0)
        return ANY

    def _chosen(self, node: Node, depth: int) -> Range:
        condition, yes, no = arguments(node)[:3]
        found = NOTHING
        for branch, holds in ((yes, True), (no, False)):
            for narrowed in self.where(condition, holds):
                found = found.join(narrowed.of(branch, depth + 1))
        return found


# ---------------------------------------------------------------------- conditions


def ways(identities: Identities, condition: Value | None, holds: bool) -> list[dict[int, Range]]:
    """The ways in which a condition can hold (or not): what each says of the tested values.

    An empty list means that nothing is known.
    """
    if not isinstance(condition, Node):
        return []
    name = _CONDITIONS.get(condition.op.rpartition(".")[2])
    sides_of = arguments(condition)
    if name == "not" and sides_of:
        return ways(identities, sides_of[0], not holds)
    if name in ("and", "or") and len(sides_of) == 2:
        sides = [ways(identities, side, holds) for side in sides_of]
        if not any(sides):
            return []
        one, two = (side or [{}] for side in sides)
        return _both(one, two) if (name == "and") == holds else [*one, *two]
    if name in _REGIONS and len(sides_of) == 2:
        return list(_compared(identities, name if holds else _OPPOSITE[name], *sides_of))
    return []


def _both(one: list[dict[int, Range]], two: list[dict[int, Range]]) -> list[dict[int, Range]]:
    found = [a | {k: r.meet(a.get(k, ANY)) for k, r in b.items()} for a in one for b in two]
    return found if len(found) <= _MANY else []


def _compared(
    identities: Identities, name: str, left: Value, right: Value
) -> Iterator[dict[int, Range]]:
    for tested, other, test in ((left, right, name), (right, left, _MIRRORED[name])):
        limit = _written_number(identities, other)
        if isinstance(tested, Node) and limit is not None:
            for region in _REGIONS[test](limit):
                yield from _said(identities, tested, region)


def _written_number(identities: Identities, value: Value) -> float | None:
    """The number that a value is, where it is written down: no computation is looked through."""
    if isinstance(value, Const) or (isinstance(value, Node) and value.kind == "data"):
        return Ranges(identities, Budget(_LIMIT_STEPS)).of(value).number
    return None


def _said(identities: Identities, tested: Node, region: Range) -> Iterator[dict[int, Range]]:
    """What a region of a value says of the value, and of what its absolute value was taken of."""
    said = {identities.of(tested): region}
    inner = first_operand(tested)
    name = tested.op.rpartition(".")[2]
    if not isinstance(inner, Node) or name not in ("abs", "neg", "negative", "absolute"):
        yield said
        return
    parts: tuple[Range, ...] = (region.mirrored,)
    if not name.startswith("neg"):
        size = region.meet(NOT_NEGATIVE)
        parts = (size, size.mirrored)
    for part in parts:
        for more in _said(identities, inner, part):
            yield said | more


def _below(limit: float) -> tuple[Range, ...]:
    return (Range(high=limit, open_high=True),)


def _above(limit: float) -> tuple[Range, ...]:
    return (Range(limit, open_low=True),)


_REGIONS: Final[dict[str, Callable[[float], tuple[Range, ...]]]] = {
    "Lt": _below,
    "Gt": _above,
    "LtE": lambda limit: (Range(high=limit),),
    "GtE": lambda limit: (Range(limit),),
    "Eq": lambda limit: (Range(limit, limit),),
    "NotEq": lambda limit: _below(limit) + _above(limit),
}
_OPPOSITE: Final = {
    "Lt": "GtE",
    "GtE": "Lt",
    "Gt": "LtE",
    "LtE": "Gt",
    "Eq": "NotEq",
    "NotEq": "Eq",
}
_MIRRORED: Final = {
    "Lt": "Gt",
    "Gt": "Lt",
    "LtE": "GtE",
    "GtE": "LtE",
    "Eq": "Eq",
    "NotEq": "NotEq",
}
_CONDITIONS: Final = {
    **{name: name for name in _REGIONS},
    "less": "Lt",
    "greater": "Gt",
    "less_equal": "LtE",
    "greater_equal": "GtE",
    "equal": "Eq",
    "not_equal": "NotEq",
    "logical_and": "and",
    "logical_or": "or",
    "logical_not": "not",
    "BitAnd": "and",
    "BitOr": "or",
    "invert": "not",
}

# ---------------------------------------------------------------------- flat operations


def is_flat(node: Node) -> bool:
    """Whether a relu, a clip or a maximum holds all that gets there at one number."""
    name = node.op.rpartition(".")[2]
    limits = _LIMITS.get(name)
    if limits is None or not node.edges:
        return False
    ranges = Ranges(Identities(), Budget(_FLAT_STEPS))
    values = arguments(node)
    known = [ranges.of(v, _DEEP - _NEAR) for v in values]
    given = [k for k, v in zip(known, values, strict=True) if isinstance(v, Node)]
    bounds = limits(known)
    if len(given) != 1 or bounds is None:
        return False
    held = given[0].high <= bounds.low or given[0].low >= bounds.high
    return held or _starts_beyond(name, next(v for v in values if isinstance(v, Node)), bounds)


def _starts_beyond(name: str, operand: Node, bounds: Range) -> bool:
    """Whether a variable is kept at a limit from its first value on: nothing moves it from there.

    Of several variables one may move, and free the others.
    """
    start = starting_number(operand)
    if start is None or len(variables_behind(operand)) != 1:
        return False
    # Exactly at its limit a relu has the slope zero; a clip lets the gradient through.
    return start < bounds.low or start > bounds.high or (name == "relu" and start == bounds.low)


def _clip_limits(known: list[Range]) -> Range | None:
    return Range(known[1].low, known[2].high) if len(known) == 3 else None


def _other(known: list[Range]) -> float | None:
    numbers = [k.number for k in known if k.number is not None]
    return numbers[0] if len(numbers) == 1 and len(known) == 2 else None


def _maximum_limits(known: list[Range]) -> Range | None:
    limit = _other(known)
    return None if limit is None else Range(low=limit)


def _minimum_limits(known: list[Range]) -> Range | None:
    limit = _other(known)
    return None if limit is None else Range(high=limit)


_LIMITS: Final[dict[str, Callable[[list[Range]], Range | None]]] = {
    "relu": lambda known: NOT_NEGATIVE if len(known) == 1 else None,
    "relu6": lambda known: Range(0.0, 6.0),
    "clip_by_value": _clip_limits,
    "clip": _clip_limits,
    "maximum": _maximum_limits,
    "minimum": _minimum_limits,
}
