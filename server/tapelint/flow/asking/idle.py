"""Products of two factors that start as zero: each keeps the other's gradient zero, for ever."""

from __future__ import annotations

from typing import Final

from tapelint.flow.asking.cancelling import Meeting
from tapelint.flow.asking.query import Query
from tapelint.flow.graph import LIVE, Node
from tapelint.flow.numbers.identities import Identities, operands
from tapelint.flow.numbers.ranges import Budget, Ranges
from tapelint.flow.numbers.starts import starting_number
from tapelint.flow.numbers.zeros import Zero, Zeros
from tapelint.flow.values import Var

_STEPS: Final = 2000
_PRODUCTS: Final = frozenset({"matmul", "MatMult", "Mult", "multiply"})


def idle(query: Query) -> dict[int, Meeting]:
    """The factors, by id, to which a product gives nothing but zeros, and where one was made."""
    products = [n for n in query.order if n.op.rpartition(".")[2] in _PRODUCTS and n.kind == "op"]
    if not any(_starts_as_zero(edge.to) for node in products for edge in node.edges):
        return {}
    zeros = Zeros(Ranges(Identities(), Budget(_STEPS)))
    users: dict[int, list[Node]] = {}
    for node in query.order:
        for edge in node.edges:
            users.setdefault(id(edge.to), []).append(node)
    asked = {id(source.value) for source in query.sources}
    found: dict[int, Meeting] = {}
    for node in products:
        factors = [n for n in operands(node) if isinstance(n, Node)]
        started = [_started(zeros.of(factor)) for factor in factors]
        first, second = started if len(started) == 2 else (None, None)
        if first is None or second is None or first is second or first.place is None:
            continue
        alone = all(_is_for(node, factor, zeros, users) for factor in factors)
        if alone and {id(first), id(second)} <= asked:
            meeting = Meeting(node, first.place, "idle")
            found.update((id(factor), meeting) for factor in factors)
    return found


def _is_for(product: Node, factor: Node, zeros: Zeros, users: dict[int, list[Node]]) -> bool:
    """Whether the zeros that a factor is made of go nowhere else: nothing can train them."""
    parts = [factor]
    for part in parts:  # which grows meanwhile
        below = (e.to for e in part.edges if e.state == LIVE and isinstance(e.to, Node))
        zero = (n for n in below if (found := zeros.of(n)) is not None and found.everywhere)
        parts += [n for n in zero if n not in parts]
    known = {id(product), *map(id, parts)}
    return all(id(user) in known for part in parts for user in users.get(id(part), ()))


def _started(zero: Zero | None) -> Var | None:
    """The variable by which a value is nothing but zeros when a program begins."""
    if zero is None or zero.cause != "start" or not zero.everywhere:
        return None
    var = zero.node.fact
    return var if isinstance(var, Var) and var.trainable and var.place is not None else None


def _starts_as_zero(value: object) -> bool:
    return isinstance(value, Node) and value.kind == "read" and starting_number(value) == 0
