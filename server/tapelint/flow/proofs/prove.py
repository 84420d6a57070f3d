"""From judged requests to proofs: one finding per cause, one place per request."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import replace

from tapelint.flow.asking.apart import target_binding
from tapelint.flow.asking.judge import raising_operation, traced_call
from tapelint.flow.asking.query import history
from tapelint.flow.asking.trail import trail
from tapelint.flow.containers import Lazy, Seq
from tapelint.flow.frames import Misuse
from tapelint.flow.graph import CUT, Node, Value
from tapelint.flow.keras.untracked import untracked_variables
from tapelint.flow.machine import Machine
from tapelint.flow.naming import source_names, written_there
from tapelint.flow.places import Place, statement_span
from tapelint.flow.proof import Proof
from tapelint.flow.proofs.asked import asked_of, asking, related_places
from tapelint.flow.proofs.facts import (
    added_facts,
    beside_proof,
    name_bound_anew,
    operand_text,
    operation_facts,
    outside_facts,
    symbol,
    taken_away,
    written_variable,
)
from tapelint.flow.proofs.fresh import fresh_variables
from tapelint.flow.proofs.lists import (
    asks_for_nothing,
    empty_list,
    is_unbuilt,
    lacking,
    outdated,
    twice,
)
from tapelint.flow.proofs.misused import misuse_proof
from tapelint.flow.proofs.neglected import neglected
from tapelint.flow.proofs.slopes import may_be_restored
from tapelint.flow.requests import ADDED, CONTRACT, TRAINING, Cut, Request, Source
from tapelint.flow.tf.discarded import discarded_results
from tapelint.flow.tf.tensors import reads_gradient
from tapelint.flow.values import TRAINED, Var
from tapelint.text import Span

_RAISED = frozenset({"graph-value", "replaced"})
_ABSENCES = frozenset({"unused", "unrelated", "foreign"})


def proofs_of(machine: Machine) -> tuple[Proof, ...]:
    """Every proven break of a run."""
    asked = told_once([p for r in machine.requests if (p := _request_proof(machine, r))])
    asked += [p for r in machine.requests if (p := _zero_proof(machine, r))]
    dead = {id(s.value) for r in machine.requests for s in r.sources if s.cut is not None}
    # What a request before it shows already is one cause, and one finding.
    own = (m for m in machine.misuses if id(m.facts.get("tensor")) not in dead and _matters(m))
    lost = () if machine.holes else [m for m in machine.lost.values() if m is not None]
    misused = [misuse_proof(machine, m) for m in (*own, *lost)]
    hidden = {p.facts["hidden"] for p in asked if "hidden" in p.facts}
    misused = [p for p in misused if p.kind != "reused" or p.span not in hidden]
    # Where the program certainly raises, that is what is seen, and no gradient is asked for.
    raised = {p.span: p for p in misused if p.kind in _RAISED}
    found = [*raised.values(), *(p for p in asked if p.span not in raised), *misused]
    untracked = list(untracked_variables(machine, asked_of))
    empty = {r.place.span for r, proof in untracked if proof.whole}
    found = [p for p in found if not (is_unbuilt(p) and p.asked and p.asked.span in empty)]
    found.extend(proof for _, proof in untracked)
    found.extend(p for r in machine.requests for p in lacking(machine, r))
    found.extend(p for r in machine.requests for p in outdated(machine, r))
    found.extend(twice(machine))
    found.extend(neglected(machine))
    found.extend(fresh_variables(machine))
    found.extend(discarded_results(machine, {p.span for p in found}))
    return joined(_told_from_here(machine, found))


def _matters(misuse: Misuse) -> bool:
    """Whether what is used up are gradients: of anything else, others may tell."""
    iterator = misuse.facts.get("iterator")
    parts = iterator.parts if isinstance(iterator, Lazy) else ()
    items = [v for part in parts for v in (part.items if isinstance(part, Seq) else (part,))]
    return iterator is None or any(isinstance(v, Node) and reads_gradient(v) for v in items)


def _told_from_here(machine: Machine, proofs: list[Proof]) -> list[Proof]:
    """A break in another file is told with the place there, and mended there."""
    return [p for p in proofs if p.facts.get("elsewhere") != "all"]


def told_once(proofs: list[Proof]) -> list[Proof]:
    """Of several passes at one request, the one that shows a cut tells more than an absence."""
    shown: dict[Span, set[str]] = {}
    for proof in proofs:
        if proof.kind not in _ABSENCES and proof.asked is not None:
            shown.setdefault(proof.asked.span, set()).update(proof.dead)
    return [
        p
        for p in proofs
        if p.kind not in _ABSENCES
        or p.asked is None
        or p.asked.span not in shown
        or not set(p.dead) <= shown[p.asked.span]
    ]


def joined(proofs: Iterable[Proof]) -> tuple[Proof, ...]:
    """Each cause once, in the order of the text."""
    found: dict[tuple[str, Span], Proof] = {}
    for proof in proofs:
        _add(found, proof)
    return tuple(sorted(found.values(), key=lambda p: (p.span, p.kind)))


def _add(found: dict[tuple[str, Span], Proof], proof: Proof) -> None:
    key = (proof.kind, proof.span)
    known = found.get(key)
    if known is None or (proof.whole and not known.whole):
        found[key] = proof
    elif proof.dead != known.dead:
        dead = tuple(dict.fromkeys((*known.dead, *proof.dead)))
        found[key] = replace(known, dead=dead)


# ---------------------------------------------------------------------- one request


def _request_proof(machine: Machine, request: Request) -> Proof | None:
    raising = raising_operation(request) if machine.raising else None
    if raising is not None and request.sources:
        return _raising_proof(machine, request, raising)
    for source in request.sources:
        cut = source.cut
        if cut is not None and cut.instead is not None and _is_asked(machine, cut.dropped):
            source.cut = cut.instead  # another request has it as its target
    dead = [s for s in request.sources if s.certain and s.state <= CUT and s.cut is not None]
    if dead and request.place.key() in machine.none_expected:
        alive = _alive_in_other_runs(machine, request)
        dead = [s for s in dead if not (_is_absent(s) and id(s.value) in alive)]
    if asks_for_nothing(request) and not machine.holes:
        return empty_list(machine, request)
    if not dead or request.expects_none:
        return None
    whole = len(dead) == len(request.sources)
    cut = _main_cut(dead)
    if whole and cut.dropped is not None and _is_asked(machine, cut.dropped):
        # The value isn't lost: another request has it as its target.
        place = target_binding(request)
        cut = cut if place is None else Cut("unrelated", place, None, "", cut.operand)
    if request.misapplied and whole and request.sources_place is not None:
        cut = Cut("foreign", request.sources_place, None, "foreign", cut.operand)
    if whole and cut.kind == "unrelated" and _asks_for_anothers(machine, request):
        assert request.sources_place is not None
        cut = Cut("foreign", request.sources_place, None, "foreign", cut.operand)
    others = [s for s in dead if s.cut is not None and s.cut.place.key() != cut.place.key()]
    source = next((s for s in dead if s not in others), dead[0])
    names = source_names((s for s in dead if s not in others), request)
    return _proof(machine, request, cut, source, names, whole, others)


def _asks_for_anothers(machine: Machine, request: Request) -> bool:
    """Whether another request has the gradients of this list, and none those of this target."""
    here, wanted = request.place.key(), {id(s.value) for s in request.sources}
    others = [r for r in machine.requests if r.place.key() != here]
    alive = [{id(s.value) for s in r.sources if s.state > CUT} for r in others]
    asked = {id(s.value) for r in machine.requests for s in r.sources}
    reads = (n.fact for n in history(request.targets) if n.kind == "read")
    left = (v for v in reads if isinstance(v, Var) and v.listed and id(v) not in asked)
    return request.sources_place is not None and wanted in alive and any(left)


def _is_absent(source: Source) -> bool:
    return source.cut is not None and source.cut.kind in _ABSENCES


def _alive_in_other_runs(machine: Machine, request: Request) -> set[int]:
    """What gets a gradient when the program comes here another time, as it does in phases."""
    others = (r for r in machine.requests if r.place.key() == request.place.key())
    return {id(s.value) for r in others for s in r.sources if s.state > CUT or not s.certain}


def _zero_proof(machine: Machine, request: Request) -> Proof | None:
    """The sources whose gradient exists and is zero."""
    _forget_what_moves(machine, request)
    flat = [replace(s, cut=s.zero) for s in request.sources if s.zero is not None]
    if not flat:
        return None
    cut = _main_cut(flat)
    others = [s for s in flat if s.cut is not None and s.cut.place.key() != cut.place.key()]
    names = source_names((s for s in flat if s not in others), request)
    source = next(s for s in flat if s not in others)
    whole = len(flat) == len(request.sources)
    return _proof(machine, request, cut, source, names, whole, others)


def _forget_what_moves(machine: Machine, request: Request) -> None:
    """Zeros that keep each other's gradient zero do so only as long as nothing else moves them."""
    idle = [s for s in request.sources if s.zero is not None and s.zero.why == "idle"]
    if not idle:
        return
    restored = may_be_restored(machine, {id(s.value) for s in idle}, request.seq)
    if restored or not all(_stays_as_it_is(machine, request, s.value) for s in idle):
        for source in idle:
            source.zero = None


def _stays_as_it_is(machine: Machine, request: Request, value: Value) -> bool:
    """Whether only this request's gradients could change a variable."""
    if not isinstance(value, Var) or (id(value) in machine.written and TRAINED not in value.fields):
        return False
    others = (r for r in machine.requests if r.place.key() != request.place.key())
    asked = (s for r in others for s in r.sources if s.value is value)
    return all(s.zero is not None or s.state == CUT for s in asked)


def _raising_proof(machine: Machine, request: Request, cut: Cut) -> Proof | None:
    """An operation whose gradient raises: nobody gets one, whatever other ways there are."""
    names = source_names(request.sources, request)
    proof = _proof(machine, request, cut, request.sources[0], names, True, [])
    call = traced_call(machine, cut.place, request.place.path)
    if proof is None or call is None or call.home is not None:
        return proof
    function = ast.unparse(call.node.func) if isinstance(call.node, ast.Call) else call.source()
    called = f"`{function}(…)` on line {call.span.line}"
    return replace(proof, facts={**proof.facts, "called": called})


def _is_asked(machine: Machine, node: Node | None) -> bool:
    return any(node is part for r in machine.requests for part in history(r.targets))


def _main_cut(dead: list[Source]) -> Cut:
    groups: dict[tuple[str, tuple[int, int]], list[Cut]] = {}
    for source in dead:
        cut = source.cut
        assert cut is not None
        groups.setdefault((cut.kind, cut.place.key()), []).append(cut)
    return max(groups.values(), key=len)[0]


def _proof(
    machine: Machine,
    request: Request,
    cut: Cut,
    source: Source,
    names: tuple[str, ...],
    whole: bool,
    others: list[Source],
) -> Proof | None:
    kind, place = cut.kind, cut.place
    facts: dict[str, str | Span] = {}
    tape = request.tape
    if tape is not None and tape.with_place is not None:
        facts["with_span"] = tape.with_place.span
        facts["tape"] = tape.name
    if cut.why == "array":
        facts["reason"] = "numpy"
    elif kind == "unwatched":
        kind, place = _unwatched(machine, request, cut, facts)
    elif kind == "outside" and _takes_the_place(cut, request):
        kind = "replaced"
        facts["name"] = names[0] if names else ""
    elif kind == "outside":
        outside_facts(request, cut, facts)
        recorded = facts["reason"] == "other-tape" and cut.node in request.targets
        if recorded and cut.node is not None and cut.node.kind == "op":
            place, facts["recorder"] = request.place, cut.node.tapes[-1].tape.name
            hidden = name_bound_anew(request, cut.node.tapes)
            if hidden is not None:
                place, facts["around"], facts["hidden"] = (
                    hidden[0],
                    hidden[1].span,
                    request.place.span,
                )
        if facts["reason"] == "reset" and tape is not None:
            place = tape.fields["reset"]
    elif kind == "foreign" and cut.why != "swapped":
        place = (_list_taken(request) if whole else None) or _source_place(request, cut)
        if cut.node is not None and cut.node.place is not None and cut.node.place.span.line:
            facts["behind"] = f"`{cut.node.op}` on line {cut.node.place.span.line}"
        if isinstance(cut.operand, Node):
            facts["tensor"] = "yes"
    if kind in ("foreign", "unused", "zero"):
        facts["reason"] = cut.why
    if cut.why == "cancelled":
        facts["taken"] = taken_away(cut)
    if cut.why == "added" and cut.dropped is not None:
        added_facts(request, machine.added[id(cut.dropped)][1], facts)
    if kind == "custom":
        facts["reason"] = "zeros" if cut.why == "zero" else "none"
    if isinstance(cut.operand, Var):
        facts["variable"] = facts["source"] = cut.operand.name
    elif names:
        facts["source"] = names[0]
    if kind == "state-write" and isinstance(cut.node, Node):
        facts["variable"] = written_variable(cut)
    operation_facts(cut, facts)
    _elsewhere(machine, request, place, facts)
    raised = (
        "RuntimeError" if "hidden" in facts and _used_up(machine, request) else _raised(request)
    )
    if raised:
        facts["shows"] = raised
    elif _in_graph_loop(machine, cut.place):
        facts["shows"] = "zeros or None"
    return Proof(
        kind=kind,
        span=place.span,
        statement=statement_span(place),
        symbol=place.source() if kind == "foreign" else symbol(cut, place),
        op=cut.node.op if cut.node is not None else "",
        operand=operand_text(cut),
        asked=asked_of(request, machine),
        dead=names,
        whole=whole,
        related=related_places(request, place, others),
        way=tuple(trail(machine, request, source, cut, (kind, place), asking(request))),
        facts=facts,
        beside=tuple(beside_proof(each) for each in cut.beside),
    )


def _elsewhere(
    machine: Machine, request: Request, place: Place, facts: dict[str, str | Span]
) -> None:
    """Note what stands in another file: nothing can be mended from here."""
    asked = request.place.home
    if place.home is not None:
        facts["there"] = written_there(machine, place)
    if place.home is not None or asked is not None:
        facts["elsewhere"] = "part"
    if place.home is not None and asked is not None and place.home.key() == asked.key():
        facts["elsewhere"] = "all"  # the other file's own affair
    if id(place.unit) in machine.program:
        facts["elsewhere"] = "all"  # told there


def _raised(request: Request) -> str:
    """What a tape raises where it is asked about something that is no tensor."""
    if request.label in (TRAINING, CONTRACT, ADDED):
        return ""
    sources = {s.value.home for s in request.sources if isinstance(s.value, Node)}
    targets = {t.home for t in request.targets}
    if sources & {"numpy", "python", "symbolic"} or "numpy" in targets:
        return "AttributeError"
    return "an exception" if "python" in targets else ""


def _used_up(machine: Machine, request: Request) -> bool:
    """Whether the tape that is asked has answered before, and doesn't persist."""
    again = (m for m in machine.misuses if m.kind == "reused")
    return any(m.place.key() == request.place.key() for m in again)


def _in_graph_loop(machine: Machine, place: Place) -> bool:
    """Whether a loop of a ``tf.function`` stands around a place; such a loop fills in zeros."""
    node = place.node
    for path in place.path.chain():
        if id(path.function) in machine.traced and isinstance(path.function, ast.AST):
            loops = [n for n in ast.walk(path.function) if isinstance(n, (ast.For, ast.While))]
            if any(part is node for loop in loops for part in ast.walk(loop)):
                return True
        if path.call is None:
            break
        node = path.call.node
    return False


def _unwatched(
    machine: Machine, request: Request, cut: Cut, facts: dict[str, str | Span]
) -> tuple[str, Place]:
    value = cut.operand
    facts["creation"] = cut.place.span
    if isinstance(value, Node):
        if value.bind is not None:
            facts["name"] = value.bind.name
            facts["source"] = value.bind.name
        if _replaced(value, request):
            return "replaced", cut.place
        watched = request.tape.fields.get("watched", {}) if request.tape is not None else {}
        late = watched.get(id(value))
        if late is not None:
            facts["watch"] = late[1].span
            return "unwatched", late[1]
    place = _source_place(request, cut)
    return "unwatched", place


def _replaced(value: Node, request: Request) -> bool:
    """Whether a variable's name now stands for a tensor computed from its gradient."""
    past = history([value])
    taped = request.token is not None and request.token in value.tapes
    if not taped and any(n.kind == "grad" for n in past):
        return True
    if value.bind is None:
        return False
    name = value.bind.name.rpartition(".")[2]
    return any(isinstance(n.fact, Var) and n.fact.name == name for n in past if n.kind == "read")


def _takes_the_place(cut: Cut, request: Request) -> bool:
    """Whether a value computed outside was put where one of the asked variables stood."""
    bind = cut.node.bind if cut.node is not None else None
    if bind is None or bind.form != "attribute":
        return False
    name = bind.name.rpartition(".")[2]
    return any(isinstance(s.value, Var) and s.value.name == name for s in request.sources)


def _source_place(request: Request, cut: Cut) -> Place:
    """The source argument; in a list that is written out, the very element."""
    place = request.sources_place
    if place is None:
        return cut.place
    node = place.node
    if isinstance(node, (ast.List, ast.Tuple)) and len(node.elts) == len(request.sources):
        for element, source in zip(node.elts, request.sources, strict=False):
            if source.value is cut.operand:
                return place.at(element)
    return place


def _list_taken(request: Request) -> Place | None:
    """Where the function that asks took the list of a model's variables, and gave it a name."""
    asked = request.sources_place
    taken = request.given.origin if request.given is not None else None
    if asked is None or taken is None or not isinstance(asked.node, ast.Name):
        return None
    return taken if taken.path is asked.path else None
