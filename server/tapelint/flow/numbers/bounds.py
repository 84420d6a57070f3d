"""The range of what an operation gives, from those of its operands: a row each."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from tapelint.flow.graph import Const, Node, Value
from tapelint.flow.numbers.identities import arguments, first_operand, operands
from tapelint.flow.numbers.interval import (
    ANY,
    NOT_NEGATIVE,
    NOTHING,
    POSITIVE,
    SHARE,
    Range,
    clamped,
    plus,
)
from tapelint.flow.numbers.shares import ACTIVATED, last_function

if TYPE_CHECKING:
    from tapelint.flow.numbers.ranges import Ranges

    Handler = Callable[[Ranges, Node, int], Range]

_UNIT: Final = Range(-1.0, 1.0)


def _fixed(known: Range) -> Handler:
    return lambda ranges, node, depth: known


def _same(ranges: Ranges, node: Node, depth: int) -> Range:
    return ranges.of(first_operand(node), depth)


def _limited(known: Range) -> Handler:
    """An operation that moves what lies outside to the nearest end."""

    def handler(ranges: Ranges, node: Node, depth: int) -> Range:
        return clamped(ranges.of(first_operand(node), depth), known)

    return handler


def _relu(ranges: Ranges, node: Node, depth: int) -> Range:
    slope = node.given.get("negative_slope", node.given.get("alpha"))
    if slope is not None or len(node.given) > 2:
        return ANY
    return clamped(ranges.of(first_operand(node), depth), NOT_NEGATIVE)


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
        found = found.join(plus(case.of(left, depth), case.of(right, depth)))
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
    return [
        case
        for holds in (True, False)
        for narrowed in ranges.where(_condition(counted), holds)
        if not (case := narrowed.under({number: Range(float(holds), float(holds))})).impossible
    ]


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
    return plus(ranges.of(left, depth), ranges.of(right, depth).mirrored)


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
    if base.low >= 0 and (0 not in base or (exponent is not None and exponent <= 0)):
        return POSITIVE
    if exponent is None or exponent <= 0:
        return NOT_NEGATIVE if base.low >= 0 else ANY
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
    return clamped(ranges.of(first_operand(node), depth), Range(low, high))


def _uniform(ranges: Ranges, node: Node, depth: int) -> Range:
    low = node.given.get("minval", node.given.get("low", Const(0.0)))
    high = node.given.get("maxval", node.given.get("high", Const(1.0)))
    return Range(ranges.of(low, depth).low, ranges.of(high, depth).high, open_high=True)


def _activated(ranges: Ranges, node: Node, depth: int) -> Range:
    """What a layer gives that ends in an activation."""
    return _ENDS.get(last_function(node), ANY)


def _sign(ranges: Ranges, node: Node, depth: int) -> Range:
    """What may grow, and keeps its sign."""
    value = ranges.of(first_operand(node), depth)
    return NOT_NEGATIVE if value.low >= 0 else ANY


_ENDS: Final = {
    "sigmoid": SHARE,
    "softmax": SHARE,
    "hard_sigmoid": Range(0.0, 1.0),
    "tanh": Range(-1.0, 1.0, open_low=True, open_high=True),
    "softsign": Range(-1.0, 1.0, open_low=True, open_high=True),
    "softplus": POSITIVE,
    "exponential": POSITIVE,
}
"""What the activations give that bend everywhere."""

BOUNDS: Final[dict[str, Handler]] = {
    **{name: _fixed(known) for name, known in _ENDS.items()},
    **dict.fromkeys(sorted(ACTIVATED), _activated),
    "Softmax": _fixed(SHARE),
    "Dropout": _sign,
    "dropout": _sign,
    "zeros": _fixed(Range(0.0, 0.0)),
    "zeros_like": _fixed(Range(0.0, 0.0)),
    "ones": _fixed(Range(1.0, 1.0)),
    "ones_like": _fixed(Range(1.0, 1.0)),
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
            "Flatten",
            "Reshape",
            "MaxPooling1D",
            "MaxPooling2D",
            "AveragePooling1D",
            "AveragePooling2D",
            "GlobalMaxPooling1D",
            "GlobalMaxPooling2D",
            "GlobalAveragePooling1D",
            "GlobalAveragePooling2D",
        ),
        _same,
    ),
}
