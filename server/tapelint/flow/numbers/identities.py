"""Which values are surely the same, and what an operation was given."""

from __future__ import annotations

from functools import cache
from typing import Final

from tapelint.flow.containers import Lazy, Seq
from tapelint.flow.graph import Const, Node, Value
from tapelint.flow.values import Var

_DRAWN: Final = (
    *("random", "dropout", "shuffle", "sample", "fractional", "nce_loss", "multinomial"),
    *("stateful", "rng", "dequeue", "timestamp", "distorted"),
)
_STEADY: Final = frozenset(
    f"keras.layers.{name}"
    for name in (
        *("Dense", "EinsumDense", "Embedding", "Conv1D", "Conv2D", "Conv3D", "DepthwiseConv2D"),
        *("SeparableConv1D", "SeparableConv2D", "Conv1DTranspose", "Conv2DTranspose"),
        *("Conv3DTranspose", "LayerNormalization", "GroupNormalization", "UnitNormalization"),
        *("Activation", "ReLU", "LeakyReLU", "ELU", "PReLU", "Softmax", "Rescaling", "Flatten"),
        *("Reshape", "Permute", "RepeatVector", "Concatenate", "Add", "Subtract", "Multiply"),
        *("Average", "Maximum", "Minimum", "Dot", "ZeroPadding1D", "ZeroPadding2D", "Cropping1D"),
        *("Cropping2D", "UpSampling1D", "UpSampling2D", "MaxPooling1D", "MaxPooling2D"),
        *("AveragePooling1D", "AveragePooling2D", "GlobalAveragePooling1D"),
        *("GlobalAveragePooling2D", "GlobalMaxPooling1D", "GlobalMaxPooling2D"),
    )
)
"""Layers that compute the same from the same inputs, whether they are training or not."""


class Identities:
    """Numbers for values; two computations of the same thing from the same values share one."""

    def __init__(self) -> None:
        self._of_node: dict[int, int] = {}
        self._of_key: dict[object, int] = {}
        self._loose: set[int] = set()
        self._kept: list[Node] = []  # as long as they live no other node has their id

    def of(self, node: Node) -> int:
        """The number of a node; operands have theirs before what is computed from them."""
        known = self._of_node.get(id(node))
        if known is not None:
            return known
        key = self._key(node)
        number = self._of_key.setdefault(key, len(self._of_key))
        self._of_node[id(node)] = number
        parts = (*arguments(node), *(e.to for e in node.edges))
        if node.many or any(self._of_node.get(id(v)) in self._loose for v in parts):
            self._loose.add(number)
        self._kept.append(node)
        return number

    def is_loose(self, node: Node) -> bool:
        """Whether two values with this node's number may differ: parts and items share one."""
        return self.of(node) in self._loose

    def written_alike(self, one: Value | None, two: Value | None) -> bool:
        """Whether two values are the same numbers, as the text has them."""
        first, second = self._part(_as_written(one)), self._part(_as_written(two))
        return first is not None and first == second

    def _key(self, node: Node) -> object:
        own = ("node", id(node))
        if node.kind not in ("op", "data") or is_drawn(node.op):
            return own
        if not node.given and (node.layer is None or node.op not in _STEADY):
            return own
        parts = [self._part(v) for v in arguments(node)]
        return own if None in parts else (node.op, id(node.layer), *node.given, *parts)

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


@cache
def is_drawn(op: str) -> bool:
    """Whether an operation may give something else each time."""
    return any(word in op.lower() for word in _DRAWN)


def arguments(node: Node) -> list[Value]:
    """What an operation was given, names aside; for a variable what was read of it."""
    if not node.given:
        return [e.to for e in node.edges if isinstance(e.to, Node)]
    return [
        _read(node, value) if isinstance(value, Var) else value
        for name, value in node.given.items()
        if name != "name"
    ]


def _as_written(value: Value | None) -> Value | None:
    """What a constant tensor was given."""
    made = isinstance(value, Node) and value.op in ("tf.constant", "tf.convert_to_tensor")
    return value.given.get("value") if made and isinstance(value, Node) else value


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
