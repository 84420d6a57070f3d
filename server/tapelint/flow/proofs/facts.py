"""What a cut is told with: how it is written, and what a message or a fix needs to know."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from tapelint.flow.graph import Node, Token
from tapelint.flow.nodes import nodes
from tapelint.flow.places import Place, statement_span
from tapelint.flow.proof import Proof
from tapelint.flow.requests import ByHand, Cut, Request
from tapelint.flow.values import Tape, Var
from tapelint.ops.table import lookup
from tapelint.text import Span

_LONGEST = 40


def symbol(cut: Cut, place: Place) -> str:
    """What is underlined, as the message names it: a function, an operator, or the code itself."""
    node = place.node
    if isinstance(node, (ast.BinOp, ast.AugAssign)):
        return cut.node.symbol if cut.node is not None else ""
    if isinstance(node, ast.Call):
        if (handed := _handed_over(cut, node)) is not None:
            return handed
        if isinstance(node.func, ast.Attribute) and cut.kind == "leaves":
            owner = ast.unparse(node.func)
            return owner if owner.startswith(("np.", "math.", "numpy.")) else f".{node.func.attr}()"
        if isinstance(node.func, ast.Name) and _goes_by_another_name(cut, node.func.id):
            return cut.node.op if cut.node is not None else node.func.id
        return ast.unparse(node.func) if not isinstance(node.func, ast.Call) else "this call"
    return cut.node.symbol if cut.node is not None and cut.node.symbol else place.source()


def _handed_over(cut: Cut, call: ast.Call) -> str | None:
    """The operation, where it is given to what calls it: ``functools.reduce(np.minimum, xs)``."""
    name = (cut.node.op if cut.node is not None else "").rpartition(".")[2]
    func, *given = (ast.unparse(each) for each in (call.func, *call.args))
    if not name or func.rpartition(".")[2] == name:
        return None
    return next((each for each in given if each.rpartition(".")[2] == name), None)


def _goes_by_another_name(cut: Cut, name: str) -> bool:
    """Whether a function of a library is called by a name of the program's own."""
    library, dot, own = (cut.node.op if cut.node is not None else "").rpartition(".")
    return bool(dot) and library.startswith(("tf", "np", "keras.ops")) and own != name


def operand_text(cut: Cut) -> str:
    """What a call or an operator is given, as it is written."""
    node = cut.place.node
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and not node.args:
        return ast.unparse(node.func.value)[:40]
    if isinstance(node, ast.Call) and node.args:
        first, *more = map(ast.unparse, node.args)
        return (more[0] if more and first == _handed_over(cut, node) else first)[:40]
    if isinstance(node, ast.BinOp):
        return ast.unparse(node.left)[:40]
    return ""


def operation_facts(cut: Cut, facts: dict[str, str | Span]) -> None:
    """Note what is known of the operation that cuts."""
    node = cut.node
    if node is None:
        return
    if isinstance(node.fact, ByHand):
        facts["function"] = node.fact.function
    if cut.kind == "floor" and isinstance(node.fact, tuple):
        facts["left_dtype"], facts["right_dtype"] = node.fact[1], node.fact[2]
    if isinstance(node.fact, Place) and node.fact.home is None:
        facts["made"] = node.fact.span
    if cut.why == "once":
        facts["order"] = "second"
    if cut.kind == "stop" and "=" in node.symbol:
        facts["told"] = node.symbol
    if cut.kind == "leaves":
        row = lookup(node.op)
        if row is not None and row.replacement:
            facts["replacement"] = row.replacement
    operand = cut.operand
    if isinstance(operand, Node):
        facts["dtype"] = operand.dtype


def outside_facts(request: Request, cut: Cut, facts: dict[str, str | Span]) -> None:
    """Note how a value escaped the tape: before it, after it, by another one, while it paused."""
    node = cut.node
    assert node is not None
    facts["text"] = _short(cut.place.source())
    kept = node.bind is not None and node.bind.form != "name"
    by_constructor = kept and node.bind is not None and cut.place is not node.bind.place
    if node.bind is not None and not by_constructor:
        facts["name"] = node.bind.name
        if node.bind.form == "attribute":
            facts["attribute"] = "yes"
    tape = request.tape
    reason = "before"
    if tape is not None:
        if tape.fields.get("reset") is not None and any(t.tape is tape for t in node.tapes):
            reason = "reset"
        elif node.tapes and not _before_an_inner_tape(node, tape, request):
            reason = "other-tape"
        elif tape.with_place is not None and _is_below(cut.place, tape.with_place):
            inside = tape.with_place.span
            reason = "stopped" if cut.place.line <= inside.end_line else "after"
        if any(node.seq in ran for ran in tape.fields.get("threads", ())):
            reason = "thread"
    facts["reason"] = reason


def name_bound_anew(request: Request, recorders: Iterable[Token]) -> tuple[Place, Place] | None:
    """The name that an inner ``with`` gives its tape, and the tape around it of the same name."""
    call, tape = request.place.node, request.tape
    asked = call.func if isinstance(call, ast.Call) else None
    inner = tape.with_place if tape is not None else None
    if inner is None or not (
        isinstance(asked, ast.Attribute) and isinstance(asked.value, ast.Name)
    ):
        return None
    name = _tape_name(inner, asked.value.id)
    for outer in (r.tape.with_place for r in recorders):
        if outer is None or outer.node is inner.node or name is None:
            continue
        known = _tape_name(outer, asked.value.id)
        if known is not None and any(part is inner.node for part in nodes(outer.node)):
            return inner.at(name), outer.at(known)
    return None


def _tape_name(block: Place, name: str) -> ast.Name | None:
    """A name among those that a ``with`` binds."""
    items = block.node.items if isinstance(block.node, ast.With) else []
    bound = (item.optional_vars for item in items)
    return next((n for n in bound if isinstance(n, ast.Name) and n.id == name), None)


def _before_an_inner_tape(node: Node, tape: Tape, request: Request) -> bool:
    """Whether the tapes that recorded a value are still on around one that began after it."""
    on = all(other.tape.fields.get("ended", request.seq) >= request.seq for other in node.tapes)
    return on and node.seq < tape.fields.get("began", 0)


def added_facts(request: Request, place: Place, facts: dict[str, str | Span]) -> None:
    """What `add_loss` was given, and whose losses are to be added to the target."""
    if place.home is None:
        facts["added"] = place.span
    asked = request.sources_place
    if asked is not None and isinstance(asked.node, ast.Attribute):
        facts["model"] = asked.at(asked.node.value).source()


def taken_away(cut: Cut) -> str:
    """What a difference takes away from what holds it, as it is written or by its name."""
    written = cut.place.node
    if isinstance(written, ast.BinOp):
        return cut.place.at(written.right).source()
    value = cut.operand
    owner = value.fact if isinstance(value, Node) and value.kind == "read" else value
    if isinstance(owner, Var):
        return owner.name
    return owner.bind.name if isinstance(owner, Node) and owner.bind is not None else ""


def written_variable(cut: Cut) -> str:
    """The variable that an `assign` stores into."""
    node = cut.place.node
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return ast.unparse(node.func.value)
    return ""


def _short(text: str) -> str:
    """Code on one line, as much as a sentence bears."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def _is_below(one: Place, two: Place) -> bool:
    same = (one.home is None) == (two.home is None)
    return same and one.line > two.line


def beside_proof(cut: Cut) -> Proof:
    """A further cut of the kind that is told, as far as a fix needs to know it."""
    facts: dict[str, str | Span] = {}
    operation_facts(cut, facts)
    return Proof(
        kind=cut.kind,
        span=cut.place.span,
        statement=statement_span(cut.place),
        symbol=symbol(cut, cut.place),
        op=cut.node.op if cut.node is not None else "",
        operand=operand_text(cut),
        facts=facts,
    )
