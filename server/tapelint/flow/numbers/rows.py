"""Rows of nothing but zeros: written down in a constant, or put into an array later on.

What a product with a matrix makes of such a row is zero as well, whatever the matrix is.
"""

from __future__ import annotations

from typing import Final

from tapelint.flow.containers import SLICE, Lazy, Seq
from tapelint.flow.graph import Const, Node, Value
from tapelint.flow.numbers.identities import arguments, first_operand, operands

_DEEP: Final = 10
_MANY: Final = 8

ZEROED: Final = "%zeroed"
"""Among what a node was given: which items of an array were set to zero."""
BATCHED: Final = "%batched"
"""Among what a node was given: the array of which ``fit`` hands out the items."""

Path = tuple[int, ...]


class Zeroed(Value):
    """The items of an array that were set to zero, each with the time from which on it is.

    They stand in a cell, so that a branch can be undone and joined like anything else.
    """

    __slots__ = ("cells",)

    def __init__(self) -> None:
        self.cells: dict[str, Value] = {}

    @property
    def items(self) -> tuple[tuple[Path, int], ...]:
        """The items, as far as all ways agree on them."""
        known = self.cells.get(ZEROED)
        return known.value if isinstance(known, Const) else ()


def zeroed(before: Zeroed, key: Value, value: Value, seq: int, certain: bool) -> Const:
    """What is known of the zeros in an array after one more write."""
    zero = isinstance(value, Const) and value.value in (0, 0.0)
    if not zero:
        return Const(())  # it may be what was zero that is written anew
    path = _path(key)
    more = ((path, seq),) if path is not None and certain else ()
    return Const((*before.items, *more)[:_MANY])


def has_zero_row(value: Value | None, seq: int, at: Path = (), depth: int = 0) -> bool:
    """Whether ``value[at]`` surely has a row of zeros at a time, if it has rows at all."""
    if isinstance(value, Seq):
        return _written_row(value, at)
    if not isinstance(value, Node) or depth > _DEEP:
        return False
    known = value.given.get(ZEROED)
    if isinstance(known, Zeroed):
        rows = (path for path, since in known.items if since < seq)
        return any(path[:-1] == at for path in rows)
    if value.kind == "data":
        batched = value.given.get(BATCHED)
        of = batched.rest if isinstance(batched, Seq) else value.given.get("value")
        return has_zero_row(of, min(seq, value.seq), at, depth + 1)
    name = value.op.rpartition(".")[2]
    seq = min(seq, value.seq)
    if name == "getitem":
        key = value.given.get("key")
        path = _path(key) if isinstance(key, Const) else None
        inner = value.given.get("value")
        return path is not None and has_zero_row(inner, seq, (*path, *at), depth + 1)
    if name in ("Mult", "multiply"):
        return any(has_zero_row(side, seq, at, depth + 1) for side in operands(value))
    return name in _KEEP and has_zero_row(first_operand(value), seq, at, depth + 1)


def multiplied(node: Node) -> Value | None:
    """The left side of a product with a matrix: its rows decide about those of the result."""
    name = node.op.rpartition(".")[2]
    if name == "Dense" and node.layer is not None:
        fields = node.layer.fields
        bias, activation = fields.get("%arg:use_bias"), fields.get("%arg:activation")
        named = activation.value if isinstance(activation, Const) else None
        without = isinstance(bias, Const) and bias.value is False
        steady = activation is None or (isinstance(activation, Const) and named in _STAY)
        return next(iter(arguments(node)), None) if without and steady else None
    if name == "MatMult":
        return operands(node)[0]
    plain = not any(k.startswith(("transpose_a", "adjoint_a")) for k in node.given)
    return operands(node)[0] if name == "matmul" and plain else None


def _path(key: Value | None) -> Path | None:
    """The place of an item, told by numbers that are written down; what follows is whole."""
    parts = key.items if isinstance(key, Seq) and key.rest is None else (key,)
    numbers: list[int] = []
    for i, part in enumerate(parts):
        if isinstance(part, Const) and type(part.value) is int:
            numbers.append(part.value)
        elif isinstance(part, Const) and part.value is Ellipsis and i == len(parts) - 1:
            break
        elif not _is_whole(part) or not all(map(_is_whole, parts[i:])):
            return None
    return tuple(numbers) if numbers else None


def _is_whole(part: Value | None) -> bool:
    ends = part.parts if isinstance(part, Lazy) and part.form == SLICE else (part,)
    return isinstance(part, Lazy) and all(isinstance(p, Const) and p.value is None for p in ends)


def _written_row(value: Seq, at: Path) -> bool:
    """Whether one of the rows that are written down holds nothing but zeros."""
    if value.rest is not None or not value.items:
        return False
    if at:
        inside = -len(value.items) <= at[0] < len(value.items)
        item = value.items[at[0]] if inside else None
        return isinstance(item, Seq) and _written_row(item, at[1:])
    if not all(isinstance(item, Seq) for item in value.items):
        return False
    rows = [item for item in value.items if isinstance(item, Seq)]
    return any(_is_zero(row) or _written_row(row, ()) for row in rows)


def _is_zero(row: Seq) -> bool:
    items = [item for item in row.items if isinstance(item, Const) and item.value in (0, 0.0)]
    return row.rest is None and bool(items) and len(items) == len(row.items)


_KEEP: Final = frozenset(
    {"constant", "convert_to_tensor", "cast", "identity", "asarray", "array", "abs", "absolute"}
    | {"square", "neg", "negative", "sqrt", "relu", "tanh", "sign"}
)
_STAY: Final = (None, "linear", "relu", "leaky_relu", "tanh", "elu", "selu", "gelu", "softsign")
