"""How long the last axis of a value is, as far as the text says so.

Shapes aren't followed, but one length decides about gradients: what is computed along an axis of
one entry (a softmax, a deviation) has the same result whatever the entry is.
"""

from __future__ import annotations

from typing import Final

from tapelint.flow.graph import Const, Node, Value
from tapelint.flow.numbers.identities import first_operand, operands

_DEEP: Final = 12
WIDTH: Final = "width"
"""Marks the fact of a layer's result: the number of its units or filters."""


def last_axis(value: Value | None, depth: int = 0) -> int | None:
    """The length of the last axis; None where it isn't known."""
    if not isinstance(value, Node) or depth > _DEEP:
        return None
    fact = value.fact
    if isinstance(fact, tuple) and fact[0] == WIDTH:
        return int(fact[1])
    if value.kind == "phi":
        found = {last_axis(edge.to, depth + 1) for edge in value.edges}
        return found.pop() if len(found) == 1 else None
    if value.kind != "op":
        return None
    name = value.op.rpartition(".")[2]
    if name in _PAIRS:
        return _broadcast(*operands(value), depth)
    if name in _KEEPS:
        return last_axis(first_operand(value), depth + 1)
    if name == "expand_dims" and along_last(value):
        return 1
    return None


def single(value: Value | None) -> bool:
    """Whether the last axis surely has one entry."""
    return last_axis(value) == 1


def along_last(node: Node) -> bool:
    """Whether an operation works along the last axis, by its argument or (a softmax) by default."""
    axis = node.given.get("axis")
    if axis is None:
        return node.op.rpartition(".")[2] in SHARES
    last = (-1, None) if node.op.rpartition(".")[2] in SHARES else (-1,)
    return isinstance(axis, Const) and axis.value in last


def one_share(node: Node) -> bool:
    """Whether a softmax shares out one entry: it gives 1 for whatever gets there."""
    return along_last(node) and single(first_operand(node))


def _broadcast(left: Value | None, right: Value | None, depth: int) -> int | None:
    if isinstance(left, Const):
        return last_axis(right, depth + 1)
    if isinstance(right, Const):
        return last_axis(left, depth + 1)
    one, two = last_axis(left, depth + 1), last_axis(right, depth + 1)
    return max(one, two) if one is not None and two is not None else None


SHARES: Final = frozenset({"softmax", "log_softmax"})
_PAIRS: Final = frozenset(
    {"Add", "Sub", "Mult", "Div", "add", "subtract", "multiply", "divide", "truediv"}
)
_KEEPS: Final = frozenset(
    {
        *("abs", "cast", "exp", "identity", "log", "neg", "negative", "square", "stop_gradient"),
        *("elu", "gelu", "leaky_relu", "linear", "relu", "selu", "sigmoid", "softplus", "tanh"),
        *("convert_to_tensor", "Activation", "Dropout", "BatchNormalization", "LayerNormalization"),
    }
)
