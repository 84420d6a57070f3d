"""Which numbers a value can be: an interval that holds every entry of a tensor.

What isn't known is everything from minus to plus infinity. A condition that is known to hold
narrows the values that it tests, so the branches of a ``tf.where`` are seen with what guards them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from tapelint.flow.values import Const, Lazy, Node, Seq, Value, Var

_DEEP: Final = 24
_NEAR: Final = 6  # as far as it is worth looking when an operation is first met
_FLAT_STEPS: Final = 60
_LIMIT_STEPS: Final = 20
_MANY: Final = 8  # ways in which a condition can hold or not


@dataclass(frozen=True, slots=True)
class Range:
    """An interval; an end that is ``open`` is approached and never reached."""

    low: float = -math.inf
    high: float = math.inf
    open_low: bool = False
    open_high: bool = False

    def __contains__(self, number: float) -> bool:
        above = self.low < number or (self.low == number and not self.open_low)
        below = number < self.high or (self.high == number and not self.open_high)
        return above and below

    @property
    def empty(self) -> bool:
        """Whether nothing lies in it."""
        return self.low > self.high or (self.low == self.high and (self.open_low or self.open_high))

    @property
    def number(self) -> float | None:
        """The one number that it holds, if it holds just one."""
        return self.low if self.low == self.high and math.isfinite(self.low) else None

    @property
    def mirrored(self) -> Range:
        """The negatives of what lies in it."""
        return Range(-self.high, -self.low, self.open_high, self.open_low)

    def distance(self, other: Range) -> float:
        """How far two intervals are apart; 0 where they meet or touch."""
        return max(self.low - other.high, other.low - self.high, 0.0)

    def meet(self, other: Range) -> Range:
        """What lies in both."""
        low, open_low = max((self.low, self.open_low), (other.low, other.open_low))
        high, closed_high = min((self.high, not self.open_high), (other.high, not other.open_high))
        return Range(low, high, open_low, not closed_high)

    def join(self, other: Range) -> Range:
        """The smallest interval around both."""
        if self.empty or other.empty:
            return other if self.empty else self
        low, open_low = min((self.low, self.open_low), (other.low, other.open_low))
        high, closed_high = max((self.high, not self.open_high), (other.high, not other.open_high))
        return Range(low, high, open_low, not closed_high)


ANY: Final = Range()
NOTHING: Final = Range(math.inf, -math.inf)
NOT_NEGATIVE: Final = Range(0.0)
POSITIVE: Final = Range(0.0, open_low=True)
SHARE: Final = Range(0.0, 1.0, open_low=True, open_high=True)
_UNIT: Final = Range(-1.0, 1.0)

Assumed = Mapping[int, Range]
"""By the identity of a value: what a condition says of it."""


class Identities:
    """Numbers for values; two computations of the same thing from the same values share one."""

    def __init__(self) -> None:
        self._of_node: dict[int, int] = {}
        self._of_key: dict[object, int] = {}
        self._kept: list[Node] = []  # as long as they live no other node has their id

    def of(self, node: Node) -> int:
        """The number of a node; operands have theirs before what is computed from them."""
        known = self._of_node.get(id(node))
        if known is not None:
            return known
        key = self._key(node)
        number = self._of_key.setdefault(key, len(self._of_key))
        self._of_node[id(node)] = number
        self._kept.append(node)
        return number

    def _key(self, node: Node) -> object:
        own = ("node", id(node))
        if node.kind not in ("op", "data") or not node.given or "random" in node.op:
            return own
        parts = [self._part(v) for v in arguments(node)]
        return own if None in parts else (node.op, *node.given, *parts)

    def _part(self, value: Value | None) -> object:
        if isinstance(value, Const):
            return ("const", type(value.value).__name__, repr(value.value))
        if isinstance(value, Node):
            return ("value", self.of(value))
        if isinstance(value, (Seq, Lazy)):
            items = value.parts if isinstance(value, Lazy) else value.items
            parts = tuple(self._part(v) for v in items)
            whole = isinstance(value, Lazy) or value.rest is None
            return ("items", *parts) if whole and None not in parts else None
        return None


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
            return _number(value.value)
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
        handler = _HANDLERS.get(name)
        if handler is not None:
            return handler(self, node, depth + 1)
        if node.dtype == "bool":
            return Range(0.0, 1.0)
        return ANY

    def _chosen(self, node: Node, depth: int) -> Range:
        condition, yes, no = arguments(node)[:3]
        found = NOTHING
        for branch, holds in ((yes, True), (no, False)):
            for assumed in ways(self.identities, condition, holds) or [{}]:
                narrowed = self.under(assumed) if assumed else self
                if not narrowed.impossible:
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

# ---------------------------------------------------------------------- operations


def arguments(node: Node) -> list[Value]:
    """What an operation was given, names aside; for a variable what was read of it."""
    if not node.given:
        return [e.to for e in node.edges if isinstance(e.to, Node)]
    return [
        _read(node, value) if isinstance(value, Var) else value
        for name, value in node.given.items()
        if name != "name"
    ]


def _read(node: Node, var: Var) -> Value:
    for edge in node.edges:
        if isinstance(edge.to, Node) and edge.to.kind == "read" and edge.to.fact is var:
            return edge.to
    return var


def first_operand(node: Node) -> Value | None:
    """What an operation works on."""
    return next(iter(arguments(node)), None)


def operands(node: Node) -> tuple[Value | None, Value | None]:
    """Both sides of an operation on two values."""
    found: list[Value | None] = [*arguments(node)[:2], None, None]
    return found[0], found[1]


def _number(value: object) -> Range:
    if isinstance(value, (bool, int, float)) and not (isinstance(value, float) and value != value):
        return Range(float(value), float(value))
    return ANY


def _fixed(known: Range) -> Handler:
    return lambda ranges, node, depth: known


def _same(ranges: Ranges, node: Node, depth: int) -> Range:
    return ranges.of(first_operand(node), depth)


def _limited(known: Range) -> Handler:
    """An operation that moves what lies outside to the nearest end."""

    def handler(ranges: Ranges, node: Node, depth: int) -> Range:
        return _clamped(ranges.of(first_operand(node), depth), known)

    return handler


def _clamped(value: Range, limits: Range) -> Range:
    met = value.meet(limits)
    if not met.empty:
        return met
    end = limits.high if value.low >= limits.high else limits.low
    return Range(end, end)


def _relu(ranges: Ranges, node: Node, depth: int) -> Range:
    slope = node.given.get("negative_slope", node.given.get("alpha"))
    if slope is not None or len(node.given) > 2:
        return ANY
    return _clamped(ranges.of(first_operand(node), depth), NOT_NEGATIVE)


def _sum(ranges: Ranges, node: Node, depth: int) -> Range:
    value = ranges.of(first_operand(node), depth)
    if value.low >= 0:
        return Range(value.low if value.low == 0 else 0.0, open_low=0 not in value)
    if value.high <= 0:
        return Range(high=0.0, open_high=0 not in value)
    return ANY


def _square(ranges: Ranges, node: Node, depth: int) -> Range:
    value = ranges.of(first_operand(node), depth)
    return NOT_NEGATIVE if 0 in value else POSITIVE


def _abs(ranges: Ranges, node: Node, depth: int) -> Range:
    value = ranges.of(first_operand(node), depth)
    high = max(abs(value.low), abs(value.high))
    if value.low >= 0:
        return value
    return value.mirrored if value.high <= 0 else Range(0.0, high)


def _negative(ranges: Ranges, node: Node, depth: int) -> Range:
    return ranges.of(first_operand(node), depth).mirrored


def _exp(ranges: Ranges, node: Node, depth: int) -> Range:
    value = ranges.of(first_operand(node), depth)
    high = math.exp(value.high) if value.high < 700 else math.inf
    low = math.exp(value.low) if value.low < 700 else 0.0
    return Range(low, high, value.open_low or low == 0.0, value.open_high)


def _root(ranges: Ranges, node: Node, depth: int) -> Range:
    return NOT_NEGATIVE if 0 in ranges.of(first_operand(node), depth) else POSITIVE


def _add(ranges: Ranges, node: Node, depth: int) -> Range:
    left, right = operands(node)
    found = NOTHING
    for case in _cases(ranges, (left, right)):
        found = found.join(_plus(case.of(left, depth), case.of(right, depth)))
    return found


def _cases(ranges: Ranges, summands: tuple[Value | None, ...]) -> list[Ranges]:
    """What holds where a summand is a condition as a number: it is one there, and zero elsewhere.

    Of ``d + tf.cast(tf.equal(d, 0.0), d.dtype) * 1e-16`` no entry is zero.
    """
    factors = [f for s in summands for f in (s, *_factors(s))]
    counted = next((f for f in factors if _condition(f) is not None), None)
    if ranges.assumed or not isinstance(counted, Node):
        return [ranges]
    number = ranges.identities.of(counted)
    cases = [
        ranges.under(said | {number: Range(float(holds), float(holds))})
        for holds in (True, False)
        for said in ways(ranges.identities, _condition(counted), holds) or [{}]
    ]
    return [case for case in cases if not case.impossible]


def _factors(value: Value | None) -> tuple[Value | None, ...]:
    product = isinstance(value, Node) and value.op.rpartition(".")[2] in ("Mult", "multiply")
    return operands(value) if product and isinstance(value, Node) else ()


def _condition(value: Value | None) -> Node | None:
    """The condition that was cast to a number."""
    if not isinstance(value, Node) or value.op.rpartition(".")[2] != "cast":
        return None
    inner = first_operand(value)
    return inner if isinstance(inner, Node) and inner.dtype == "bool" else None


def _subtract(ranges: Ranges, node: Node, depth: int) -> Range:
    left, right = operands(node)
    return _plus(ranges.of(left, depth), ranges.of(right, depth).mirrored)


def _plus(one: Range, two: Range) -> Range:
    if one.empty or two.empty:
        return NOTHING
    return Range(
        one.low + two.low,
        one.high + two.high,
        one.open_low or two.open_low,
        one.open_high or two.open_high,
    )


def _multiply(ranges: Ranges, node: Node, depth: int) -> Range:
    left, right = operands(node)
    one, two = ranges.of(left, depth), ranges.of(right, depth)
    if left is right and isinstance(left, Node):
        return NOT_NEGATIVE if 0 in one else POSITIVE
    corners = [
        0.0 if 0.0 in (a, b) else a * b for a in (one.low, one.high) for b in (two.low, two.high)
    ]
    never = 0 not in one and 0 not in two
    low, high = min(corners), max(corners)
    return Range(low, high, never and low == 0, never and high == 0)


def _divide(ranges: Ranges, node: Node, depth: int) -> Range:
    left, right = operands(node)
    one, two = ranges.of(left, depth), ranges.of(right, depth)
    if two.number and one.low >= 0 < two.number:
        return Range(one.low / two.number, one.high / two.number, one.open_low, one.open_high)
    if one.low >= 0 and two.low >= 0:
        return NOT_NEGATIVE if 0 in one else POSITIVE
    return ANY


def _power(ranges: Ranges, node: Node, depth: int) -> Range:
    left, right = operands(node)
    base, exponent = ranges.of(left, depth), ranges.of(right, depth).number
    if exponent is None or exponent <= 0:
        return POSITIVE if base.low >= 0 and 0 not in base else ANY
    if base.low >= 0 or exponent % 2 == 0:
        return NOT_NEGATIVE if 0 in base else POSITIVE
    return ANY


def _maximum(ranges: Ranges, node: Node, depth: int) -> Range:
    one, two = (ranges.of(v, depth) for v in operands(node))
    low, open_low = max((one.low, one.open_low), (two.low, two.open_low))
    return Range(low, max(one.high, two.high), open_low)


def _minimum(ranges: Ranges, node: Node, depth: int) -> Range:
    one, two = (ranges.of(v, depth) for v in operands(node))
    high, closed = min((one.high, not one.open_high), (two.high, not two.open_high))
    return Range(min(one.low, two.low), high, False, not closed)


def _clip(ranges: Ranges, node: Node, depth: int) -> Range:
    values = arguments(node)
    if len(values) < 3:
        return ANY
    low, high = ranges.of(values[1], depth).low, ranges.of(values[2], depth).high
    return _clamped(ranges.of(first_operand(node), depth), Range(low, high))


def _uniform(ranges: Ranges, node: Node, depth: int) -> Range:
    low = node.given.get("minval", node.given.get("low", Const(0.0)))
    high = node.given.get("maxval", node.given.get("high", Const(1.0)))
    return Range(ranges.of(low, depth).low, ranges.of(high, depth).high, open_high=True)


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
    return given[0].high <= bounds.low or given[0].low >= bounds.high


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

Handler = Callable[[Ranges, Node, int], Range]

_HANDLERS: Final[dict[str, Handler]] = {
    "zeros": _fixed(Range(0.0, 0.0)),
    "zeros_like": _fixed(Range(0.0, 0.0)),
    "ones": _fixed(Range(1.0, 1.0)),
    "ones_like": _fixed(Range(1.0, 1.0)),
    "sigmoid": _fixed(SHARE),
    "softmax": _fixed(SHARE),
    "softplus": _fixed(POSITIVE),
    "tanh": _fixed(Range(-1.0, 1.0, open_low=True, open_high=True)),
    "sin": _fixed(_UNIT),
    "cos": _fixed(_UNIT),
    "epsilon": _fixed(Range(1e-12, 0.01)),
    "one_hot": _fixed(Range(0.0, 1.0)),
    "norm": _fixed(NOT_NEGATIVE),
    "global_norm": _fixed(NOT_NEGATIVE),
    "reduce_euclidean_norm": _fixed(NOT_NEGATIVE),
    "reduce_std": _fixed(NOT_NEGATIVE),
    "reduce_variance": _fixed(NOT_NEGATIVE),
    "squared_difference": _fixed(NOT_NEGATIVE),
    "std": _fixed(NOT_NEGATIVE),
    "var": _fixed(NOT_NEGATIVE),
    "relu": _relu,
    "relu6": _limited(Range(0.0, 6.0)),
    "square": _square,
    "abs": _abs,
    "absolute": _abs,
    "neg": _negative,
    "negative": _negative,
    "exp": _exp,
    "sqrt": _root,
    "reduce_sum": _sum,
    "sum": _sum,
    "Add": _add,
    "add": _add,
    "Sub": _subtract,
    "subtract": _subtract,
    "Mult": _multiply,
    "multiply": _multiply,
    "Div": _divide,
    "divide": _divide,
    "truediv": _divide,
    "true_divide": _divide,
    "Pow": _power,
    "pow": _power,
    "power": _power,
    "maximum": _maximum,
    "minimum": _minimum,
    "clip_by_value": _clip,
    "clip": _clip,
    "uniform": _uniform,
    "fill": lambda ranges, node, depth: ranges.of(node.given.get("value"), depth),
    **dict.fromkeys(
        (
            "cast",
            "identity",
            "stop_gradient",
            "constant",
            "convert_to_tensor",
            "getitem",
            "expand_dims",
            "squeeze",
            "reshape",
            "transpose",
            "tile",
            "repeat",
            "broadcast_to",
            "gather",
            "reverse",
            "flip",
            "sort",
            "reduce_mean",
            "reduce_max",
            "reduce_min",
            "mean",
            "max",
            "min",
            "amax",
            "amin",
        ),
        _same,
    ),
}
