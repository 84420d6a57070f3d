"""Values that hold an exact zero, with what shows it in the text."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from tapelint.flow.containers import SLICE, Lazy, Seq
from tapelint.flow.graph import Const, Node, Value
from tapelint.flow.numbers.identities import arguments, first_operand, operands
from tapelint.flow.numbers.masks import masks_rows
from tapelint.flow.numbers.ranges import Ranges
from tapelint.flow.numbers.rows import has_zero_row, multiplied
from tapelint.flow.numbers.starts import IDLE, first_value, starting_number
from tapelint.flow.numbers.written import numbers_in

_DEEP: Final = 16


@dataclass(frozen=True, slots=True)
class Zero:
    """A zero among the entries of a value.

    ``cause`` is ``difference`` (of a value with itself), ``start`` (of a variable), ``constant``,
    ``row`` (of zeros, times a matrix), ``rows`` (that a mask drops), ``clamp``, ``single`` (the
    deviation of one entry) or ``masked`` (the share of what a mask leaves out of a softmax);
    ``node`` is the operation that makes it.
    ``everywhere`` means all entries. ``flat`` means that the way to the zero has the slope zero,
    too: infinity times that is NaN. ``rows`` means all along the last axis, somewhere,
    and ``items`` all of an item of the first axis.
    """

    cause: str
    node: Node
    everywhere: bool
    flat: bool = False
    rows: bool = False
    items: bool = False


class Zeros:
    """Finds zeros in values; what isn't proved to be one is None."""

    def __init__(self, ranges: Ranges) -> None:
        self.identities = ranges.identities
        self.ranges = ranges
        self._known: dict[int, Zero | None] = {}

    def of(self, value: Value | None, depth: int = 0) -> Zero | None:
        """The zero that a value certainly holds."""
        if not isinstance(value, Node) or depth > _DEEP:
            return None
        if id(value) not in self._known:
            self._known[id(value)] = None  # what is under way
            self._known[id(value)] = _written(value) or self._found(value, depth + 1)
        return self._known[id(value)]

    def of_all(self, values: Sequence[Value], depth: int = 0) -> Zero | None:
        """The zero that all of several values are."""
        found = [self.of(value, depth) for value in values]
        return found[0] if found and all(f is not None and f.everywhere for f in found) else None

    def _found(self, node: Node, depth: int) -> Zero | None:
        if node.kind == "read":
            first = first_value(node)
            entries = _holds_zero(self.ranges, first)
            if entries is None and has_zero_row(first, node.seq):
                return Zero("start", node, False, items=True)
            return None if entries is None else Zero("start", node, entries)
        if isinstance(idle := node.given.get(IDLE), Node):
            return Zero("start", idle, True)
        name = node.op.rpartition(".")[2]
        if name in _MOSTLY_ZERO:
            return Zero("constant", node, False) if _has_several(node) else None
        if node.kind == "data" or name in _CONSTANTS:
            return self._constant(node) or self._converted(node, depth)
        if node.kind != "op":
            return None
        if name in ("Sub", "subtract", "squared_difference"):
            found = self._difference(node) or self._of_zeros(node, depth)
            return found and replace(found, flat=name == "squared_difference")
        if name in ("Add", "add"):
            return self._of_zeros(node, depth)
        if name in _PRODUCTS:
            factors = (self.of(factor, depth) for factor in operands(node)[: len(node.edges)])
            whole = next((f for f in factors if f is not None and f.everywhere), None)
            if whole is not None and name != "Dense":
                return whole
            row = has_zero_row(multiplied(node), node.seq)
            return Zero("row", node, False, True, rows=True) if row else None
        if name == "relu":
            found = self.of(first_operand(node), depth)
            whole = found if found is not None and found.everywhere else None
            return whole or self._of_row(node, depth) or self._clamped(node)
        if name in ("Mult", "multiply"):
            return self._product(node, depth)
        if name in ("Div", "divide", "truediv"):
            dividend, divisor = operands(node)
            return self.of(dividend, depth) if self._is_not_zero(divisor) else None
        if name == "einsum":
            found = self._squared(node, depth)
            return found and replace(found, flat=True)
        if name in _SPREADS:
            found = self._reduced(node, depth)
            return found and replace(found, flat=True)
        if name in _FLAT or (name in ("Pow", "pow", "power") and self._steep_power(node)):
            found = self.of(first_operand(node), depth)
            return found and replace(found, flat=True)
        if name in _REDUCTIONS:
            return self._reduced(node, depth)
        if name in _KEEPS or (name in _CLIPS and self._lets_zero_through(node)):
            return self.of(first_operand(node), depth)
        if name in _VIEWS:
            found = self.of(first_operand(node), depth)
            return found and replace(found, rows=False, items=False)
        if name in PARTS:
            found = self.of(first_operand(node), depth)
            return found if found is not None and found.everywhere else None
        return None

    def _is_not_zero(self, value: Value | None) -> bool:
        return bool(starting_number(value)) or 0.0 not in self.ranges.of(value)

    def _constant(self, node: Node) -> Zero | None:
        given = node.given.get("value", node if node.op.endswith(("zeros", "zeros_like")) else None)
        found = _holds_zero(self.ranges, given)
        return None if found is None else Zero("constant", node, found)

    def _converted(self, node: Node, depth: int) -> Zero | None:
        """What a variable was when it was made a tensor."""
        read = first_operand(node) if node.op == "tf.convert_to_tensor" else None
        return self.of(read, depth) if isinstance(read, Node) and read.kind == "read" else None

    def _difference(self, node: Node) -> Zero | None:
        left, right = operands(node)
        if not isinstance(left, Node) or not isinstance(right, Node):
            return None
        if self.identities.is_loose(left) and not _reads_one_name(node):
            return None
        if self._same(left, right):
            return None if left.opaque else Zero("difference", node, True)
        if self._starts_as(left, right) or self._starts_as(right, left):
            return Zero("start", node, True)
        one, two = with_new_axis(left), with_new_axis(right)
        if one is None or two is None or one[1] == two[1]:
            return None
        return Zero("difference", node, False) if self._same(one[0], two[0]) else None

    def _of_zeros(self, node: Node, depth: int) -> Zero | None:
        """The sum or difference of values that are zero everywhere."""
        return self.of_all([v for v in operands(node) if v is not None], depth)

    def _starts_as(self, read: Node, other: Node) -> bool:
        """Whether what was read of a variable is still the value that it was made from."""
        first = first_value(read) if read.kind == "read" else None
        loose = isinstance(first, Node) and self.identities.is_loose(first)
        same = self._same(first, other) or self.identities.written_alike(first, other)
        return same and not loose

    def _same(self, one: Value | None, two: Value | None) -> bool:
        if not isinstance(one, Node) or not isinstance(two, Node):
            return False
        return self.identities.of(one) == self.identities.of(two)

    def _product(self, node: Node, depth: int) -> Zero | None:
        left, right = operands(node)
        if self._same(left, right):
            found = self.of(left, depth)
            return found and replace(found, flat=True)
        for side, other in ((left, right), (right, left)):
            if isinstance(other, Const) and other.value not in (0, 0.0):
                return self.of(side, depth)
        for factor in (left, right):
            found = self.of(factor, depth)
            if found is not None and found.cause in ("constant", "row"):
                return replace(found, flat=True)
            if found is not None and found.everywhere:
                return found
            if masks_rows(factor):
                return Zero("rows", node, False, True, rows=True)
        return None

    def _steep_power(self, node: Node) -> bool:
        exponent = operands(node)[1]
        value = exponent.value if isinstance(exponent, Const) else None
        return isinstance(value, (int, float)) and value > 1

    def _clamped(self, node: Node) -> Zero | None:
        """What a relu made zero: its slope there is zero, too. Others leave a gradient out."""
        operand = first_operand(node)
        below = isinstance(operand, Node) and self.ranges.of(operand).low < 0
        return Zero("clamp", node, False, True) if below and len(arguments(node)) == 1 else None

    def _lets_zero_through(self, node: Node) -> bool:
        """Whether zero is within the limits of a clip, where a gradient still passes."""
        limits = [self.ranges.of(limit).number for limit in arguments(node)[1:3]]
        low, high = limits if len(limits) == 2 else (None, None)
        return low is not None and high is not None and low <= 0 <= high

    def _reduced(self, node: Node, depth: int) -> Zero | None:
        """A reduction keeps a zero if all entries are zero, or along the last axis."""
        found = self.of(first_operand(node), depth)
        if found is None or found.everywhere:
            return found
        if (found.rows and has_last_axis(node)) or (found.items and has_second_axis(node)):
            return replace(found, rows=False, items=False)
        return found if found.cause == "difference" and along_last_axis(node) else None

    def _squared(self, node: Node, depth: int) -> Zero | None:
        """The zeros of a value that ``einsum`` multiplies with itself, over its last axes."""
        equation, inputs = operands(node)
        given = inputs.items if isinstance(inputs, Seq) else ()
        text = str(equation.value).replace(" ", "") if isinstance(equation, Const) else ""
        terms, _, kept = text.partition("->")
        one, _, two = terms.partition(",")
        if one != two or not one.startswith(kept or " ") or len(given) != 2:
            return None
        found = self.of(given[0], depth) if self._same(given[0], given[1]) else None
        over_one = len(one) == len(kept) + 1
        if found is None or found.everywhere:
            return found
        return found if found.cause == "difference" and over_one and len(kept) == 2 else None

    def _of_row(self, node: Node, depth: int) -> Zero | None:
        """The zeros of a row that a relu leaves as they are."""
        found = self.of(first_operand(node), depth)
        return found if found is not None and found.rows and len(arguments(node)) == 1 else None


def _written(node: Node) -> Zero | None:
    """The zeros that come of numbers which the text has."""
    numbers = numbers_in(node) if node.kind == "op" else None
    if numbers is None or 0.0 not in numbers.items:
        return None
    return Zero("constant", node, set(numbers.items) == {0.0})


def _has_several(node: Node) -> bool:
    """Whether an identity matrix or a one-hot code has more than the entry that is one."""
    size = node.given.get("num_rows", node.given.get("depth"))
    off = node.given.get("on_value") is None and node.given.get("off_value") is None
    return off and not (isinstance(size, Const) and size.value == 1)


def along_last_axis(node: Node) -> bool:
    """Whether a reduction leaves the axes in front, along which pairs are formed."""
    axis = node.given.get("axis")
    return isinstance(axis, Const) and axis.value in (-1, 2)


def has_last_axis(node: Node) -> bool:
    """Whether a reduction is along the last axis, whatever the shape."""
    axis = node.given.get("axis")
    return isinstance(axis, Const) and axis.value == -1


def has_second_axis(node: Node) -> bool:
    """Whether a reduction is within each item of the first axis."""
    axis = node.given.get("axis")
    return isinstance(axis, Const) and axis.value == 1


def _holds_zero(ranges: Ranges, value: Value | None) -> bool | None:
    """Whether all entries are zero (True), some (False), or perhaps none (None)."""
    if isinstance(value, Seq) and value.rest is None:
        found = [_holds_zero(ranges, v) for v in value.items]
        if any(f is not None for f in found):
            return all(f is True for f in found)
        return None
    if isinstance(value, (Const, Node)) and ranges.of(value).number == 0:
        return True
    if isinstance(value, Node) and value.op in ("tf.constant", "tf.convert_to_tensor"):
        return _holds_zero(ranges, value.given.get("value"))
    return None


def _reads_one_name(node: Node) -> bool:
    """Whether both operands are written with the same names, and no item is picked by number."""
    written = node.place.node if node.place is not None else None
    if not isinstance(written, ast.BinOp):
        return False
    sides = [list(ast.walk(side)) for side in (written.left, written.right)]
    left, right = ({n.id for n in side if isinstance(n, ast.Name)} for side in sides)
    picked = [p.slice for side in sides for p in side if isinstance(p, ast.Subscript)]
    numbered = any(isinstance(p, ast.UnaryOp) or _is_number(p) for p in picked)
    return left == right and not numbered


def _is_number(written: ast.expr) -> bool:
    return isinstance(written, ast.Constant) and isinstance(written.value, int)


def with_new_axis(node: Node) -> tuple[Node, object] | None:
    """A value with one more axis: the value itself, and where the axis stands."""
    name = node.op.rpartition(".")[2]
    inner = first_operand(node)
    if not isinstance(inner, Node):
        return None
    if name == "expand_dims":
        axis = node.given.get("axis")
        return (inner, ("axis", axis.value)) if isinstance(axis, Const) else None
    if name == "getitem":
        key = node.given.get("key")
        parts = key.items if isinstance(key, Seq) else (key,)
        shape = tuple(_index(p) for p in parts)
        return (inner, shape) if "new" in shape and None not in shape else None
    return None


def _index(part: Value | None) -> str | None:
    if isinstance(part, Const) and part.value is None:
        return "new"
    if isinstance(part, Const) and part.value is Ellipsis:
        return "rest"
    if isinstance(part, Lazy) and part.form == SLICE:
        whole = all(isinstance(p, Const) and p.value is None for p in part.parts)
        return "all" if whole else None
    return None


_CONSTANTS: Final = frozenset({"zeros", "zeros_like", "constant", "convert_to_tensor"})
_MOSTLY_ZERO: Final = frozenset({"eye", "one_hot"})
_PRODUCTS: Final = frozenset({"Dense", "matmul", "MatMult"})
_FLAT: Final = frozenset({"square"})
_SPREADS: Final = frozenset({"norm", "reduce_euclidean_norm"})
_REDUCTIONS: Final = frozenset({"reduce_sum", "sum", "reduce_mean", "mean", "reduce_max", "max"})
_KEEPS: Final = frozenset(
    {"abs", "absolute", "neg", "negative", "cast", "identity", "tf.cast", "sqrt", "tanh", "sin"}
)
PARTS: Final = frozenset({"getitem", "gather", "boolean_mask", "slice", "split", "unstack", "part"})
"""Operations that give some of the entries of a value."""
_CLIPS: Final = frozenset({"clip_by_value", "clip"})
_VIEWS: Final = frozenset({"expand_dims", "squeeze", "reshape", "transpose"})
