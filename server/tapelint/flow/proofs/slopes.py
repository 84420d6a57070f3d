"""From hazards to proofs: what a rule needs to speak of a gradient that isn't finite."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Set
from typing import Final

from tapelint.diagnostic import Related
from tapelint.flow.asking.points import short
from tapelint.flow.asking.trail import through
from tapelint.flow.graph import Const, Node, Value
from tapelint.flow.machine import Machine
from tapelint.flow.naming import source_names
from tapelint.flow.nodes import nodes
from tapelint.flow.numbers.identities import operands
from tapelint.flow.places import Place, statement_span
from tapelint.flow.proof import Proof
from tapelint.flow.proofs.asked import asked_of, asking
from tapelint.flow.requests import Hazard, Request
from tapelint.text import Span

# A number at which the operation and its slope are finite.
_HARMLESS: Final = {
    "log1p": "0.0",
    "acos": "0.0",
    "asin": "0.0",
    "arccos": "0.0",
    "arcsin": "0.0",
    "atanh": "0.0",
    "arctanh": "0.0",
    "erfinv": "0.0",
    "exp": "0.0",
    "expm1": "0.0",
    "sinh": "0.0",
    "cosh": "0.0",
    "acosh": "2.0",
    "arccosh": "2.0",
}
_LOOKS: Final = frozenset({"is_finite", "is_inf", "is_nan", "isfinite", "isinf", "isnan"})
_CHOOSES: Final = frozenset({"boolean_mask", "cond", "where"})


def slope_proofs(machine: Machine) -> Iterator[Proof]:
    """The gradients of a run that are NaN or infinite.

    Those that the text shows come first: of a function that several values go through, the line
    is told once.
    """
    found = [(request, hazard) for request in machine.requests for hazard in request.hazards]
    mended = _mended(machine) if found else set()
    for request, hazard in sorted(found, key=lambda pair: pair[1].zero is None):
        place = hazard.node.place
        here = place is not None and place.home is None and request.place.home is None
        expected = request.place.key() in mended
        if place is not None and here and not expected and not _may_be_restored(machine, hazard):
            yield _proof(machine, request, hazard, place)


def _mended(machine: Machine) -> set[object]:
    """The requests of which the program looks whether the gradients are finite, and acts by it."""
    asked = {id(n): request.place.key() for n, _, request in machine.gradient_of.values()}
    looks = (n for n in machine.nodes if n.kind == "op" and short(n) in _LOOKS)
    return {
        asked[id(edge.to)]
        for node in looks
        for edge in node.edges
        if id(edge.to) in asked and node.place is not None and _decides(node.place)
    }


def _decides(place: Place) -> bool:
    """Whether what is computed at a place is in a condition, or chooses between values."""
    for node in (n for statement in place.unit.body for n in nodes(statement)):
        if isinstance(node, (ast.If, ast.IfExp, ast.While)):
            chosen = node.test
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if node.func.attr not in _CHOOSES:
                continue
            chosen = node
        else:
            continue
        if any(inner is place.node for inner in nodes(chosen)):
            return True
    return False


def _may_be_restored(machine: Machine, hazard: Hazard) -> bool:
    """Whether something unknown got the variable first and may have written into it."""
    if hazard.zero is None or hazard.zero.cause != "start":
        return False
    shown = (hazard.zero.node, *operands(hazard.zero.node))
    began = {id(n.fact) for n in shown if isinstance(n, Node) and n.kind == "read"}
    return may_be_restored(machine, began, hazard.node.seq)


def may_be_restored(machine: Machine, variables: Set[int], moment: int) -> bool:
    """Whether something unknown got one of some variables, by id, before a moment."""
    if machine.holes:
        return True  # a half-typed line may write into it
    reads = {id(n) for n in machine.nodes if n.kind == "read" and id(n.fact) in variables}
    return any(
        id(edge.to) in variables or id(edge.to) in reads
        for node in machine.nodes
        if node.opaque and node.seq < moment
        for edge in node.edges
    )


def _proof(machine: Machine, request: Request, hazard: Hazard, place: Place) -> Proof:
    facts: dict[str, str | Span] = {"result": hazard.result, "function": short(hazard.node)}
    related = [Related(request.place.span, "the gradient is asked for here")]
    written = _written(hazard.node, hazard.operand)
    if written is not None:
        facts["operand"] = place.at(written).span
    if hazard.data:
        facts["data"] = "yes"
    if hazard.kind == "rounded-log" and isinstance(hazard.operand, Node):
        facts["share"] = hazard.operand.op
    if hazard.kind == "nan-product":
        facts |= _factor_facts(hazard.node, hazard.operand, place)
    if hazard.guard is not None and hazard.guard.place is not None:
        facts |= _guard_facts(hazard, hazard.guard.place)
        related.insert(0, Related(hazard.guard.place.span, "leaves it out too late"))
    if hazard.zero is not None:
        facts |= _zero_facts(hazard)
        origin = hazard.zero.node.place
        if origin is not None and origin.home is None and origin.key() != place.key():
            told = "the mask" if hazard.zero.cause == "masked" else "zero"
            related.insert(0, Related(origin.span, told))
    reached = [s for i, s in enumerate(request.sources) if hazard.bits & (1 << i)]
    note = f"{hazard.result} from here back"
    return Proof(
        kind=hazard.kind,
        span=place.span,
        statement=statement_span(place),
        symbol=_symbol(place, hazard.node),
        op=hazard.node.op,
        operand=place.at(written).source() if written is not None else "",
        asked=asked_of(request, machine),
        dead=source_names(reached, request),
        whole=False,
        related=tuple(related),
        facts=facts,
        way=tuple(through(machine, request, reached[0], hazard.node, note, asking(request))),
    )


def _symbol(place: Place, node: Node) -> str:
    call = place.node
    return ast.unparse(call.func) if isinstance(call, ast.Call) else node.symbol


def _factor_facts(node: Node, masked: Value, place: Place) -> dict[str, str | Span]:
    """The infinite factor: where it is written, and its sign."""
    other = next((v for v in node.given.values() if v is not masked), None)
    written = None if other is None else _written(node, other)
    if other is None or written is None:
        return {}
    number = other.given.get("value") if isinstance(other, Node) else other
    below = isinstance(number, Const) and number.value < 0
    return {"infinite": place.at(written).span, "below": "yes" if below else ""}


def _written(node: Node, operand: Value) -> ast.expr | None:
    """An operand as it is written."""
    syntax = node.place.node if node.place is not None else None
    names = list(node.given)
    read = operand.fact if isinstance(operand, Node) else None
    index = next((i for i, v in enumerate(node.given.values()) if v is operand or v is read), None)
    if index is None:
        return None
    if isinstance(syntax, ast.BinOp):
        return (syntax.left, syntax.right)[index] if index < 2 else None
    if not isinstance(syntax, ast.Call):
        return None
    if any(isinstance(a, ast.Starred) for a in syntax.args):
        return None
    if index < len(syntax.args):
        return syntax.args[index]
    return next((k.value for k in syntax.keywords if k.arg == names[index]), None)


def _guard_facts(hazard: Hazard, place: Place) -> dict[str, str | Span]:
    call = place.node
    facts: dict[str, str | Span] = {"guard": place.span}
    if not isinstance(call, ast.Call) or len(call.args) != 3:
        return facts
    assert hazard.guard is not None
    facts["condition"] = place.at(call.args[0]).span
    facts["where"] = ast.unparse(call.func)
    facts["shown"] = place.at(call.args[0]).source()
    facts["branch"] = "true" if hazard.chosen else "false"
    facts["far"] = "yes" if hazard.far else ""
    facts["harmless"] = _HARMLESS.get(short(hazard.node), "1.0")
    return facts


def _zero_facts(hazard: Hazard) -> dict[str, str | Span]:
    zero = hazard.zero
    assert zero is not None
    facts: dict[str, str | Span] = {"zero": zero.cause}
    facts["everywhere"] = "yes" if zero.everywhere else ""
    facts["in part"] = "yes" if zero.items else ""
    operand = hazard.operand
    facts["gradient"] = "yes" if isinstance(operand, Node) and operand.kind == "grad" else ""
    if zero.cause == "start" and zero.node.kind == "read":
        facts["name"] = getattr(zero.node.fact, "name", "")
    elif zero.cause == "constant" and zero.node.bind is not None:
        facts["name"] = zero.node.bind.name
    elif zero.node.place is not None:
        facts["name"] = zero.node.place.source()
    return facts
