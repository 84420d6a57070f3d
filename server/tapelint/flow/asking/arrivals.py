"""Whether a gradient other than zero comes back to a zero among the entries of a value.

The kernels of ``sqrt``, ``norm`` and the deviations give zero where zero comes back to them, though
their slope is infinite there: at zero ``tf.sqrt(x) ** 2`` has a gradient, ``1 - tf.sqrt(x)`` has
none. The walk goes from the value to the target with the number that stands where the zero was.
Where it can't tell whether the slope of an operation is zero there, it claims nothing.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

from tapelint.flow.asking.query import Query
from tapelint.flow.containers import Seq
from tapelint.flow.graph import LIVE, Const, Node, Value
from tapelint.flow.numbers.identities import arguments, operands
from tapelint.flow.numbers.ranges import Ranges
from tapelint.flow.numbers.zeros import PARTS, Zero, with_new_axis

_STEPS: Final = 200
_SMALL: Final = 50.0  # the exponential function of that is a number yet

# What stands there: a number, one that nothing fixes to zero (NaN), or nobody knows what (None).
Number = float | None
_SOME: Final = math.nan


class Arrivals:
    """Follows zeros to the targets of a request, along the operations that are ``alive``."""

    def __init__(self, query: Query, ranges: Ranges, alive: set[int]) -> None:
        self.targets = {id(t) for t in query.targets}
        self.ranges = ranges
        self.entry: tuple[int, int] | None = None
        self.users: dict[int, list[Node]] = {}
        for node in query.order:
            if id(node) in alive and node.kind == "op":
                for edge in node.edges:
                    if edge.state == LIVE:
                        self.users.setdefault(id(edge.to), []).append(node)

    def at(self, root: Node, zero: Zero) -> bool:
        """Whether what comes back to the zeros of ``root`` surely isn't zero."""
        self.entry = _entry_of(zero)
        todo: list[tuple[Node, Number]] = [(root, 0.0)]
        seen: set[int] = set()
        while todo and len(seen) < _STEPS:
            node, number = todo.pop()
            if id(node) in self.targets:
                return True
            if id(node) in seen:
                continue
            seen.add(id(node))
            for user in self.users.get(id(node), ()):
                if number == 0 and _divides_by(user, node):
                    return True  # even zero times the slope there is NaN
                steep, result = self._through(user, node, number, zero)
                if steep:
                    todo.append((user, result))
        return False

    def _through(self, user: Node, node: Node, number: Number, zero: Zero) -> tuple[bool, Number]:
        """Whether the slope of an operation surely isn't zero there, and what it makes of it."""
        name = user.op.rpartition(".")[2]
        if name in _VIEWS or with_new_axis(user) or (zero.everywhere and name in PARTS):
            return True, number
        if name in ("neg", "negative"):
            return True, None if number is None else -number
        if name in _SUMS:
            return True, number if zero.everywhere else _SOME
        if name in _EXTREMES:
            return zero.everywhere or (number == 0 and name in _LEAST), number
        if name in _MIXED:
            return True, _SOME
        if name in _STEEP:
            if number is None or math.isnan(number):
                return True, number
            return True, _STEEP[name](number) if abs(number) < _SMALL else None
        if _compares(user):
            # What was mixed with weights on the way is no label by chance.
            return number is not None and math.isnan(number), _SOME
        if name in _EVEN:
            return _not_zero(number), _SOME
        if name in _LIMITS:
            return self._limited(name, user, node, number), number
        if name in _BINARY:
            return self._binary(_BINARY[name], user, node, number)
        return False, None

    def _limited(self, name: str, user: Node, node: Node, number: Number) -> bool:
        """Whether a number lies on the side of a limit from which a gradient comes back."""
        if number is None:
            return False
        if name == "relu":
            return len(arguments(user)) == 1 and number > 0
        one, two = operands(user)
        limit = self._constant(two if one is node else one)
        if limit is None:
            return False
        return number > limit if name == "maximum" else number < limit

    def _binary(self, sign: str, user: Node, node: Node, number: Number) -> tuple[bool, Number]:
        one, two = operands(user)
        if one is two:
            return sign == "*" and _not_zero(number), _SOME
        first = one is node
        other = two if first else one
        constant = self._constant(other)
        if sign == "**":
            flat = constant is None or constant == 0 or (constant > 1 and not _not_zero(number))
            return first and not flat, _SOME
        if sign in "+-":
            if number is None or constant is None:
                return True, _SOME if number is not None and math.isnan(number) else None
            if sign == "+":
                return True, number + constant
            return True, number - constant if first else constant - number
        if constant is None:
            divided = sign == "/" and first
            steep = divided or 0.0 not in self.ranges.of(other) or _is_drawn(other)
            return steep, 0.0 if number == 0 and (sign == "*" or divided) else None
        if number is None or constant == 0 or (sign == "/" and not first):
            return constant != 0, None
        return True, number * constant if sign == "*" else number / constant

    def _constant(self, value: Value | None) -> float | None:
        number = self.ranges.of(value).number
        if number is None and self.entry is not None:
            at, length = self.entry
            items = _written_numbers(value)
            return items[at] if len(items) == length else None
        return number


def _entry_of(zero: Zero) -> tuple[int, int] | None:
    """Which of how many entries is zero, where they are written down in one row."""
    items = _written_numbers(zero.node) if zero.cause == "constant" else []
    return (items.index(0.0), len(items)) if 0.0 in items else None


def _written_numbers(value: Value | None) -> list[float]:
    """The numbers of a constant that is one row of them."""
    row = value.given.get("value") if isinstance(value, Node) and value.kind == "data" else None
    if not isinstance(row, Seq) or row.rest is not None:
        return []
    items = [item.value for item in row.items if isinstance(item, Const)]
    known = [float(item) for item in items if isinstance(item, (int, float))]
    return known if len(known) == len(row.items) else []


def _divides_by(user: Node, node: Node) -> bool:
    sign = _BINARY.get(user.op.rpartition(".")[2])
    return sign == "/" and operands(user)[0] is not node


def _is_drawn(value: Value | None) -> bool:
    """Whether numbers were drawn of which none is zero."""
    name = value.op.rpartition(".")[2] if isinstance(value, Node) else ""
    return name.endswith(("normal", "uniform"))


def _compares(node: Node) -> bool:
    """Whether a loss of a library compares predictions with labels."""
    compares = node.op.startswith(_LOSSES) or "cross_entropy" in node.op
    return compares and "hinge" not in node.op.lower()  # which is flat once a margin is kept


def _not_zero(number: Number) -> bool:
    return number is not None and number != 0


_LOSSES: Final = ("loss ", "keras.losses.", "tf.keras.losses.")
_VIEWS: Final = frozenset(
    {"expand_dims", "squeeze", "reshape", "transpose", "cast", "identity"}
    | {"convert_to_tensor", "stack", "concat", "concatenate"}
    | {"Concatenate", "Flatten", "Permute", "RepeatVector", "Reshape"}
)
_SUMS: Final = frozenset({"reduce_sum", "sum", "reduce_mean", "mean", "cumsum"})
_LEAST: Final = frozenset({"reduce_min", "min"})
_EXTREMES: Final = frozenset({"reduce_max", "max"}) | _LEAST
_MIXED: Final = frozenset(
    {"softmax", "log_softmax", "reduce_logsumexp", "logsumexp", "matmul", "MatMult", "Dense"}
    | {"EinsumDense", "Conv1D", "Conv2D", "Conv3D", "einsum", "tensordot", "loss"}
)
_STEEP: Final[dict[str, Callable[[float], Number]]] = {
    "exp": math.exp,
    "expm1": math.expm1,
    "tanh": math.tanh,
    "sigmoid": lambda x: 1 / (1 + math.exp(-x)),
    "softplus": lambda x: math.log1p(math.exp(x)),
    **dict.fromkeys(("sqrt", "log", "log1p"), lambda _: None),
}
_EVEN: Final = frozenset({"square", "abs", "absolute"})
_LIMITS: Final = frozenset({"relu", "maximum", "minimum"})
_BINARY: Final = {
    **dict.fromkeys(("Add", "add"), "+"),
    **dict.fromkeys(("Sub", "subtract"), "-"),
    **dict.fromkeys(("Mult", "multiply"), "*"),
    **dict.fromkeys(("Div", "divide", "truediv", "true_divide"), "/"),
    **dict.fromkeys(("Pow", "pow", "power"), "**"),
}
