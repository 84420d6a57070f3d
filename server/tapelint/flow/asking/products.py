"""Zero times infinity: a product that is NaN, and with it what is computed from it.

A mask times ``-inf`` is meant to leave entries out of a softmax; where the mask is zero it is NaN
instead, forward and backward.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cache
from typing import Final

from tapelint.flow.asking.query import Query
from tapelint.flow.graph import LIVE, Const, Node, Value
from tapelint.flow.numbers.identities import first_operand, operands
from tapelint.flow.numbers.widths import along_last
from tapelint.flow.numbers.zeros import Zero, Zeros
from tapelint.flow.requests import Hazard


def nan_products(query: Query, zeros: Zeros) -> Iterator[Hazard]:
    """The products with infinity in a request's history whose NaN surely gets to its target."""
    bits = sum(1 << i for i, state in enumerate(query.states()) if state == LIVE)
    for node in query.order:
        if not bits or not multiplies_infinity(node):
            continue
        one, two = operands(node)
        for masked, other in ((one, two), (two, one)):
            if not isinstance(masked, Node) or not _is_infinite(other):
                continue
            zero = _zero(masked, zeros)
            if (zero is not None or _is_mask(masked)) and _gets_there(node, masked, query):
                yield Hazard("nan-product", node, masked, bits, None, zero)


def multiplies_infinity(node: Node) -> bool:
    """Whether infinity, as a number that is written down, is one factor."""
    return _multiplies(node.op) and any(map(_is_infinite, node.given.values()))


@cache
def _multiplies(op: str) -> bool:
    return op.rpartition(".")[2] in ("Mult", "multiply")


@cache
def _passes_nan(op: str) -> bool:
    return op.rpartition(".")[2] in _PASSES


def _last(node: Node) -> str:
    return node.op.rpartition(".")[2]


def _is_infinite(value: Value | None) -> bool:
    if isinstance(value, Node) and value.kind == "data" and _last(value) in ("constant", "fill"):
        value = value.given.get("value")
    return isinstance(value, Const) and value.value in (math.inf, -math.inf)


def _zero(node: Node, zeros: Zeros) -> Zero | None:
    """The zeros that a value surely holds, by what it is made of."""
    name = _last(node)
    if name == "cast":
        inner = first_operand(node)
        return _zero(inner, zeros) if isinstance(inner, Node) else None
    if name == "diag" or (name == "band_part" and _leaves_out(node)):
        return Zero("constant", node, False)
    if name in ("Sub", "subtract"):
        one, two = operands(node)
        whole = isinstance(one, Const) and one.value == 1
        if whole and isinstance(two, Node) and _holds_ones(two):
            return Zero("constant", node, False)
    found = zeros.of(node)
    return found if found is not None and found.cause in ("constant", "difference") else None


def _leaves_out(node: Node) -> bool:
    limits = (node.given.get("num_lower"), node.given.get("num_upper"))
    return any(isinstance(limit, Const) and limit.value == 0 for limit in limits)


def _holds_ones(node: Node) -> bool:
    """An identity matrix, a one-hot code, a triangle of ones."""
    name = _last(node)
    if name == "band_part":
        inner = first_operand(node)
        return isinstance(inner, Node) and _last(inner) in ("ones", "ones_like")
    return name in ("eye", "one_hot") and "on_value" not in node.given


def _is_mask(node: Node) -> bool:
    """A condition as a number, or one minus whatever is a mask then."""
    if _last(node) == "cast":
        inner = first_operand(node)
        return isinstance(inner, Node) and inner.dtype == "bool"
    if _last(node) in ("Sub", "subtract"):
        one = operands(node)[0]
        return isinstance(one, Const) and one.value == 1
    return False


def _gets_there(product: Node, masked: Node, query: Query) -> bool:
    """Whether the NaN of some entries is passed on up to a target."""
    spoiled = {id(product)}
    all_spoiled: set[int] = set()
    for node in query.order:
        if node.kind != "op" or node.dtype in ("int", "bool"):
            continue
        below = {id(edge.to) for edge in node.edges}
        if below & spoiled and _passes_nan(node.op):
            spoiled.add(id(node))
            if _last(node) in _SPREADS and along_last(node) and _is_in_each_row(masked):
                all_spoiled.add(id(node))
        if below & all_spoiled and (_last(node) in _SELECTS or _passes_nan(node.op)):
            spoiled.add(id(node))
            all_spoiled.add(id(node))
    return any(id(target) in spoiled for target in query.targets)


def _is_in_each_row(masked: Node) -> bool:
    """Whether each row of a mask holds a zero."""
    if _last(masked) in ("Sub", "subtract"):
        two = operands(masked)[1]
        return isinstance(two, Node) and _last(two) in ("eye", "one_hot")
    return _last(masked) in ("eye", "one_hot")


_PASSES: Final = frozenset(
    {
        *("Add", "add", "Sub", "subtract", "Mult", "multiply", "Div", "divide", "truediv", "neg"),
        *("negative", "exp", "log", "square", "tanh", "sigmoid", "softplus", "Pow", "pow"),
        *("softmax", "log_softmax", "reduce_logsumexp", "logsumexp", "reduce_sum", "sum"),
        *("reduce_mean", "mean", "matmul", "MatMult", "einsum", "dot", "transpose", "reshape"),
        *("expand_dims", "squeeze", "concat", "concatenate", "stack", "identity", "cast"),
        *("convert_to_tensor", "add_n", "l2_loss", "squared_difference", "loss", "Dense"),
        *("sparse_softmax_cross_entropy_with_logits", "softmax_cross_entropy_with_logits"),
        *("sparse_categorical_crossentropy", "categorical_crossentropy", "Softmax"),
        *("SparseCategoricalCrossentropy", "CategoricalCrossentropy", "MeanSquaredError"),
        *("mse", "mean_squared_error", "LayerNormalization", "layer"),
    }
)
"""Operations that give NaN for NaN, and leave out no entry."""

_SPREADS: Final = frozenset({"softmax", "log_softmax"})
_SELECTS: Final = frozenset({"getitem", "gather", "gather_nd", "diag_part", "slice"})
