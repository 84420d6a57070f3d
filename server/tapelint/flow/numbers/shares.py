"""Shares of logits: between zero and one on paper, and at the ends as soon as they are rounded."""

from __future__ import annotations

from typing import Final

from tapelint.flow.graph import Const, Node, Value
from tapelint.flow.numbers.identities import arguments, first_operand, operands
from tapelint.flow.numbers.widths import SHARES, single

_DEEP: Final = 6


def last_function(node: Node) -> str:
    """The function that made a value, also where it is the activation of a layer.

    Activations that can stop a gradient are steps of their own, so no layer ends in them.
    """
    name = node.op.rpartition(".")[2]
    if node.layer is None:
        return name
    if name not in ACTIVATED:
        return name.lower()
    given = node.layer.fields.get("%arg:activation")
    written = str(given.value).lower() if isinstance(given, Const) else ""
    return "" if written in SHARES and single(node) else written


def share(value: Value | None) -> str:
    """The function that made shares of logits, also at the end of a layer; else nothing."""
    name = last_function(value) if isinstance(value, Node) else ""
    return name if name in ("softmax", "sigmoid") else ""


def rounds_to_zero(value: Value | None, depth: int = 0) -> bool:
    """Whether a share, or what is missing to one, is never zero on paper, only when rounded."""
    if not isinstance(value, Node) or depth > _DEEP:
        return False
    if share(value):
        return True
    name = value.op.rpartition(".")[2]
    if name in ("Sub", "subtract"):
        left, right = operands(value)
        one = isinstance(left, Const) and left.value == 1
        return one and rounds_to_zero(right, depth + 1)
    if name == "where" and len(value.given) > 2:
        return any(rounds_to_zero(v, depth + 1) for v in arguments(value)[1:3])
    return name in _VIEWS and rounds_to_zero(first_operand(value), depth + 1)


ACTIVATED: Final = frozenset(
    {"Activation", "Dense", "EinsumDense", "Conv1D", "Conv2D", "Conv3D", "Conv2DTranspose"}
)
_VIEWS: Final = frozenset(
    {"getitem", "gather", "gather_nd", "boolean_mask", "cast", "identity", "squeeze", "reshape"}
    | {"expand_dims", "transpose"}
)
