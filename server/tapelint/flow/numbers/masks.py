"""Factors that are one where something holds and zero where it doesn't."""

from __future__ import annotations

from typing import Final

from tapelint.flow.containers import SLICE, Lazy, Seq
from tapelint.flow.graph import Const, Node, Value
from tapelint.flow.numbers.identities import first_operand

_DEEP: Final = 8


def masks_rows(value: Value | None) -> bool:
    """Whether a factor is a condition with one more axis at its end: it keeps or drops whole rows.

    Nobody multiplies by a condition on data that always holds: some rows become zero.
    """
    widened = False
    for _ in range(_DEEP):
        if not isinstance(value, Node):
            return False
        name = value.op.rpartition(".")[2]
        if name in _CONDITIONS:
            return widened and value.kind == "op"
        if name == "expand_dims":
            axis = value.given.get("axis")
            widened |= isinstance(axis, Const) and axis.value == -1
        elif name == "getitem":
            if not _widens_last(value.given.get("key")):
                return False
            widened = True
        elif name not in _KEEP:
            return False
        value = first_operand(value)
    return False


def _widens_last(key: Value | None) -> bool:
    """Whether an index only adds one axis at the end."""
    parts = key.items if isinstance(key, Seq) and key.rest is None else ()
    last = parts[-1] if parts else None
    if not isinstance(last, Const) or last.value is not None:
        return False
    return all(_is_whole(part) for part in parts[:-1])


def _is_whole(part: Value) -> bool:
    if isinstance(part, Const):
        return part.value is Ellipsis
    ends = part.parts if isinstance(part, Lazy) and part.form == SLICE else (part,)
    return all(isinstance(end, Const) and end.value is None for end in ends)


_KEEP: Final = frozenset({"cast", "convert_to_tensor", "identity", "stop_gradient", "astype"})
_CONDITIONS: Final = frozenset(
    {"Eq", "NotEq", "Lt", "Gt", "LtE", "GtE", "equal", "not_equal", "less", "greater"}
    | {"less_equal", "greater_equal", "logical_and", "logical_or", "logical_not"}
    | {"BitAnd", "BitOr", "invert", "Invert", "sequence_mask"}
)
