"""From judged requests to proofs: one finding per cause, one place per request."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from tapelint.diagnostic import Related, RequestReport, Verdict
from tapelint.flow.asking.apart import target_binding
from tapelint.flow.asking.judge import raising_operation, traced_call
from tapelint.flow.asking.query import Query, history
from tapelint.flow.asking.trail import trail
from tapelint.flow.frames import Misuse
from tapelint.flow.keras.untracked import untracked_variables
from tapelint.flow.machine import Machine
from tapelint.flow.naming import source_names, told
from tapelint.flow.places import statement_span
from tapelint.flow.proof import Asked, Proof
from tapelint.flow.proofs.fresh import fresh_variables
from tapelint.flow.requests import ADDED, CONTRACT, TRAINING, ByHand, Cut, Request, Source
from tapelint.flow.tf.discarded import discarded_results
from tapelint.flow.values import CUT, LIVE, CallPath, Node, Place, Tape, Var
from tapelint.ops.table import lookup
from tapelint.text import Span

MAX_RELATED = 5
_LONGEST = 40
_RAISED = frozenset({"graph-value", "replaced"})
_USED_UP = "the first request used the tape up here"
_FIRST = {
    "pairs": "the optimizer gets its variables here",
    "late-trainable": "`fit` is traced here",
}
_ABSENCES = frozenset({"unused", "unrelated", "foreign"})


def proofs_of(machine: Machine) -> tuple[Proof, ...]:
    """Every proven break of a run."""
    asked = told_once([p for r in machine.requests if (p := _request_proof(machine, r))])
    asked += [p for r in machine.requests if (p := _zero_proof(machine, r))]
    dead = {id(s.value) for r in machine.requests for s in r.sources if s.cut is not None}
    # What a request before it shows already is one cause, and one finding.
    own = (m for m in machine.misuses if id(m.facts.get("tensor")) not in dead)
    misused = [_misuse_proof(machine, m) for m in own]
    # Where the program certainly raises, that is what is seen, and no gradient is asked for.
    raised = {p.span: p for p in misused if p.kind in _RAISED}
    found = [*raised.values(), *(p for p in asked if p.span not in raised), *misused]
    untracked = list(untracked_variables(machine, asked_of))
    empty = {r.place.span for r, proof in untracked if proof.whole}
    found = [p for p in found if not (_is_unbuilt(p) and p.asked and p.asked.span in empty)]
    found.extend(proof for _, proof in untracked)
    found.extend(p for r in machine.requests for p in _lacking(machine, r))
    found.extend(fresh_variables(machine))
    found.extend(discarded_results(machine, {p.span for p in found}))
    return joined(_told_from_here(machine, found))


def _is_unbuilt(proof: Proof) -> bool:
    """Whether a proof is that a list of weights is empty."""
    return proof.kind == "foreign" and proof.facts.get("reason") == "unbuilt"


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
    dead = [s for s in request.sources if s.certain and s.state <= CUT and s.cut is not None]
    if _asks_for_nothing(request) and not machine.holes:
        return _empty_list(request)
    if not dead:
        return None
    whole = len(dead) == len(request.sources)
    if not whole and request.none_checked:
        return None
    cut = _main_cut(dead)
    if whole and cut.dropped is not None and _is_asked(machine, cut.dropped):
        # The value isn't lost: another request has it as its target.
        place = target_binding(request)
        cut = cut if place is None else Cut("unrelated", place, None, "", cut.operand)
    if request.misapplied and whole and request.sources_place is not None:
        cut = Cut("foreign", request.sources_place, None, "foreign", cut.operand)
    others = [s for s in dead if s.cut is not None and s.cut.place.key() != cut.place.key()]
    source = next((s for s in dead if s not in others), dead[0])
    names = source_names((s for s in dead if s not in others), request)
    return _proof(machine, request, cut, source, names, whole, others)


def _zero_proof(machine: Machine, request: Request) -> Proof | None:
    """The sources whose gradient exists and is zero."""
    flat = [replace(s, cut=s.zero) for s in request.sources if s.zero is not None]
    if not flat:
        return None
    cut = _main_cut(flat)
    others = [s for s in flat if s.cut is not None and s.cut.place.key() != cut.place.key()]
    names = source_names((s for s in flat if s not in others), request)
    source = next(s for s in flat if s not in others)
    whole = len(flat) == len(request.sources)
    return _proof(machine, request, cut, source, names, whole, others)


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


def _is_asked(machine: Machine, node: Node) -> bool:
    return any(node is part for r in machine.requests for part in history(r.targets))


def _asks_for_nothing(request: Request) -> bool:
    given = request.given
    return given is not None and given.exact and not request.sources


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
        _outside_facts(request, cut, facts)
        recorded = facts["reason"] == "other-tape" and cut.node in request.targets
        if recorded and cut.node is not None and cut.node.kind == "op":
            place, facts["recorder"] = request.place, cut.node.tapes[-1].tape.name
        if facts["reason"] == "reset" and tape is not None:
            place = tape.fields["reset"]
    elif kind == "foreign" and cut.why != "swapped":
        place = _source_place(request, cut)
        if isinstance(cut.operand, Node):
            facts["tensor"] = "yes"
    if kind in ("foreign", "unused", "zero"):
        facts["reason"] = cut.why
    if cut.why == "cancelled":
        facts["taken"] = _taken_away(cut)
    if cut.why == "added" and cut.dropped is not None:
        _added_facts(request, machine.added[id(cut.dropped)][1], facts)
    if kind == "custom":
        facts["reason"] = "zeros" if cut.why == "zero" else "none"
    if isinstance(cut.operand, Var):
        facts["variable"] = facts["source"] = cut.operand.name
    elif names:
        facts["source"] = names[0]
    if kind == "state-write" and isinstance(cut.node, Node):
        facts["variable"] = _written_variable(cut)
    _operation_facts(cut, facts)
    _elsewhere(machine, request, place, facts)
    raised = _raised(request)
    if raised:
        facts["shows"] = raised
    elif _in_graph_loop(machine, cut.place):
        facts["shows"] = "zeros or None"
    return Proof(
        kind=kind,
        span=place.span,
        statement=statement_span(place),
        symbol=_symbol(cut, place),
        op=cut.node.op if cut.node is not None else "",
        operand=_operand_text(cut),
        asked=asked_of(request, machine),
        dead=names,
        whole=whole,
        related=_related(request, place, others),
        way=tuple(trail(machine, request, source, cut, (kind, place), asking(request))),
        facts=facts,
        beside=tuple(_beside(each) for each in cut.beside),
    )


def _added_facts(request: Request, place: Place, facts: dict[str, str | Span]) -> None:
    """What `add_loss` was given, and whose losses are to be added to the target."""
    if place.home is None:
        facts["added"] = place.span
    asked = request.sources_place
    if asked is not None and isinstance(asked.node, ast.Attribute):
        facts["model"] = asked.at(asked.node.value).source()


def _taken_away(cut: Cut) -> str:
    """What a difference takes away from what holds it, as it is written or by its name."""
    written = cut.place.node
    if isinstance(written, ast.BinOp):
        return cut.place.at(written.right).source()
    value = cut.operand
    owner = value.fact if isinstance(value, Node) and value.kind == "read" else value
    if isinstance(owner, Var):
        return owner.name
    return owner.bind.name if isinstance(owner, Node) and owner.bind is not None else ""


def _beside(cut: Cut) -> Proof:
    """A further cut of the kind that is told, as far as a fix needs to know it."""
    facts: dict[str, str | Span] = {}
    _operation_facts(cut, facts)
    return Proof(
        kind=cut.kind,
        span=cut.place.span,
        statement=statement_span(cut.place),
        symbol=_symbol(cut, cut.place),
        op=cut.node.op if cut.node is not None else "",
        operand=_operand_text(cut),
        facts=facts,
    )


def _elsewhere(
    machine: Machine, request: Request, place: Place, facts: dict[str, str | Span]
) -> None:
    """Note what stands in another file: nothing can be mended from here."""
    asked = request.place.home
    if place.home is not None:
        name = file_name(machine, place)
        facts["there"] = f"`{name}`, line {place.line}: `{place.source()}`"
    if place.home is not None or asked is not None:
        facts["elsewhere"] = "part"
    if place.home is not None and asked is not None and place.home.key() == asked.key():
        facts["elsewhere"] = "all"  # the other file's own affair


def _raised(request: Request) -> str:
    """What a tape raises where it is asked about something that is no tensor."""
    if request.label in (TRAINING, CONTRACT, ADDED):
        return ""
    sources = {s.value.home for s in request.sources if isinstance(s.value, Node)}
    targets = {t.home for t in request.targets}
    if sources & {"numpy", "python", "symbolic"} or "numpy" in targets:
        return "AttributeError"
    return "an exception" if "python" in targets else ""


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


def _empty_list(request: Request) -> Proof | None:
    place = request.sources_place
    origin = request.given.origin if request.given is not None else None
    if place is None:
        return None
    origin = origin or place
    frozen = request.given.frozen if request.given is not None else None
    others = [] if frozen is None else [Related(frozen.span, "frozen here")]
    if origin.line != place.line:
        others.append(Related(place.span, "used as the sources here"))
    return Proof(
        kind="foreign",
        span=origin.span,
        statement=statement_span(origin),
        symbol=origin.source(),
        asked=asked_of(request),
        whole=True,
        related=tuple(others),
        facts={
            "reason": "unbuilt",
            "frozen": "" if frozen is None else str(frozen.line),
            "suggestion": origin.source() if _same_names(origin, place) else "",
        },
    )


def _lacking(machine: Machine, request: Request) -> Iterator[Proof]:
    """Models whose variables were listed, beside those of others, before there were any."""
    if request.given is None or not request.sources or machine.holes:
        return
    asked = {id(s.value) for r in machine.requests for s in r.sources}
    for owner, place in request.given.lacks:
        weights = machine.variables_of(owner, "trainable_variables", None)
        made = [v for v in weights.items if isinstance(v, Var) and id(v) not in asked]
        if made and len(made) == len(weights.items) and _would_be_trained(request, made[0]):
            yield _left_out(machine, request, place, source_names([Source(made[0], True)], request))


def _would_be_trained(request: Request, var: Var) -> bool:
    """Whether a gradient would come to a variable that isn't asked for."""
    if request.token is None:
        return False
    return Query(request.token, request.targets, [Source(var, True)]).states() == [LIVE]


def _left_out(machine: Machine, request: Request, place: Place, names: tuple[str, ...]) -> Proof:
    return Proof(
        kind="foreign",
        span=place.span,
        statement=statement_span(place),
        symbol=place.source(),
        asked=asked_of(request, machine),
        dead=names,
        whole=False,
        related=(Related(request.place.span, asking(request)),),
        facts={"reason": "unbuilt", **({"elsewhere": "all"} if place.home is not None else {})},
    )


def _same_names(one: Place, two: Place) -> bool:
    """Whether what is written at one place means the same at the other."""
    if one.path.caller is None or one.path.function is two.path.function:
        return True
    classes = {p.path.name.rpartition(".")[0] for p in (one, two)}
    return one.source().startswith("self.") and len(classes) == 1


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


def _outside_facts(request: Request, cut: Cut, facts: dict[str, str | Span]) -> None:
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
        elif node.tapes:
            reason = "other-tape"
        elif tape.with_place is not None and _is_below(cut.place, tape.with_place):
            inside = tape.with_place.span
            reason = "stopped" if cut.place.line <= inside.end_line else "after"
        if any(node.seq in ran for ran in tape.fields.get("threads", ())):
            reason = "thread"
    facts["reason"] = reason


def _short(text: str) -> str:
    """Code on one line, as much as a sentence bears."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def _is_below(one: Place, two: Place) -> bool:
    same = (one.home is None) == (two.home is None)
    return same and one.line > two.line


def _operation_facts(cut: Cut, facts: dict[str, str | Span]) -> None:
    node = cut.node
    if node is None:
        return
    if isinstance(node.fact, ByHand):
        facts["function"] = node.fact.function
    if cut.kind == "floor" and isinstance(node.fact, tuple):
        facts["left_dtype"], facts["right_dtype"] = node.fact[1], node.fact[2]
    if isinstance(node.fact, Place) and node.fact.home is None:
        facts["made"] = node.fact.span
    if cut.kind == "leaves":
        row = lookup(node.op)
        if row is not None and row.replacement:
            facts["replacement"] = row.replacement
    operand = cut.operand
    if isinstance(operand, Node):
        facts["dtype"] = operand.dtype


def _written_variable(cut: Cut) -> str:
    node = cut.place.node
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return ast.unparse(node.func.value)
    return ""


def _symbol(cut: Cut, place: Place) -> str:
    node = place.node
    if isinstance(node, (ast.BinOp, ast.AugAssign)):
        return cut.node.symbol if cut.node is not None else ""
    if isinstance(node, ast.Call):
        if isinstance(node.func, ast.Attribute) and cut.kind == "leaves":
            owner = ast.unparse(node.func)
            return owner if owner.startswith(("np.", "math.", "numpy.")) else f".{node.func.attr}()"
        if isinstance(node.func, ast.Name) and _goes_by_another_name(cut, node.func.id):
            return cut.node.op if cut.node is not None else node.func.id
        return ast.unparse(node.func) if not isinstance(node.func, ast.Call) else "this call"
    return cut.node.symbol if cut.node is not None and cut.node.symbol else place.source()


def _goes_by_another_name(cut: Cut, name: str) -> bool:
    """Whether a function of a library is called by a name of the program's own."""
    library, dot, own = (cut.node.op if cut.node is not None else "").rpartition(".")
    return bool(dot) and library.startswith(("tf", "np", "keras.ops")) and own != name


def _operand_text(cut: Cut) -> str:
    node = cut.place.node
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and not node.args:
        return ast.unparse(node.func.value)[:40]
    if isinstance(node, ast.Call) and node.args:
        return ast.unparse(node.args[0])[:40]
    if isinstance(node, ast.BinOp):
        return ast.unparse(node.left)[:40]
    return ""


def asked_of(request: Request, machine: Machine | None = None) -> Asked:
    """A request as the user wrote it."""
    place = request.place
    target = request.target_place.source() if request.target_place else ""
    sources = request.sources_place.source() if request.sources_place else ""
    if request.label in (TRAINING, ADDED):
        text = place.source().partition("(")[0]
    elif request.label == CONTRACT:
        text, target = request.method, f"{request.method}(…)"
    else:
        tape = request.tape.name if request.tape is not None else "tape"
        node = place.node
        more = ""
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            tape = ast.unparse(node.func.value)
            zeros = [k for k in node.keywords if k.arg == "unconnected_gradients"]
            more = "".join(f", {ast.unparse(k)}" for k in zeros)
        text = f"{tape}.{request.method}({target}, {sources}{more})"
    return Asked(
        place.span,
        text,
        request.method if request.label == TRAINING else request.label or request.method,
        target,
        sources,
        request.applied.span if request.applied and place.home is None else None,
        request.target_place.span if request.target_place else None,
        request.sources_place.span if request.sources_place else None,
        "" if machine is None or place.home is None else file_name(machine, place),
    )


def file_name(machine: Machine, place: Place) -> str:
    """The name of the file that a place in another file stands in."""
    return machine.foreign[id(place.unit)][0].replace("\\", "/").rpartition("/")[2]


def _related(request: Request, place: Place, others: list[Source]) -> tuple[Related, ...]:
    out: list[Related] = []
    ancestors = {id(p) for p in request.place.path.chain()}
    path: CallPath = place.path
    while id(path) not in ancestors and path.caller is not None:
        call = path.call
        if call is not None and path.name not in ("", "module") and not _is_root(call, request):
            out.append(Related(call.span, f"`{path.name}` is called here"))
        path = path.caller
    if request.place.key() != place.key():
        out.append(Related(request.place.span, asking(request)))
    out += _other_cuts(request, others)
    unique = {(r.span, r.message): r for r in out}
    return tuple(unique.values())[:MAX_RELATED]


def _other_cuts(request: Request, others: list[Source]) -> Iterator[Related]:
    """Where else sources of the request are cut off, each place once."""
    groups: dict[Span, list[Source]] = {}
    for source in others:
        if source.cut is not None:
            groups.setdefault(source.cut.place.span, []).append(source)
    for span, sources in groups.items():
        names = source_names(sources, request)
        verb = "gets" if len(names) == 1 else "get"
        yield Related(span, f"{told(names)} {verb} no gradient because of this")


def _is_root(call: Place, request: Request) -> bool:
    """Whether this call is our own, of something that nothing in the text calls."""
    return request.label == CONTRACT and isinstance(call.node, ast.FunctionDef)


def asking(request: Request) -> str:
    """What happens at the place of a request, in a few words."""
    if request.label == ADDED:
        return "it is added to the loss here"
    if request.label == CONTRACT:
        return f"`{request.method}` is judged by itself, whoever calls it"
    if request.method == "compile":
        return "the model is compiled here"
    return "the gradient is asked for here"


# ---------------------------------------------------------------------- misuse


def _misuse_proof(machine: Machine, misuse: Misuse) -> Proof:
    facts: dict[str, str | Span] = {}
    place = misuse.place
    for key, value in misuse.facts.items():
        if isinstance(value, Tape):
            facts["tape"] = value.name
            if value.with_place is not None:
                facts["with_span"] = value.with_place.span
        elif isinstance(value, str):
            facts[key] = value
        elif isinstance(value, Var):
            facts[key] = value.name
    if place.home is not None:
        facts["elsewhere"] = "all"
    if misuse.other is not None:
        facts["first"] = misuse.other.span
    related: tuple[Related, ...] = ()
    if misuse.other is not None and misuse.other.key() != place.key():
        label = "this trains nothing" if "call" in facts else _FIRST.get(misuse.kind, _USED_UP)
        related = (Related(misuse.other.span, label),)
    node = place.node
    written = ast.unparse(node.func) if isinstance(node, ast.Call) else place.source()
    return Proof(
        kind=misuse.kind,
        span=place.span,
        statement=statement_span(place),
        symbol=str(facts.pop("symbol", written)),
        whole=facts.pop("raises", "") != "no",
        related=related,
        facts=facts,
    )


# ---------------------------------------------------------------------- reports


def reports_of(machine: Machine) -> tuple[RequestReport, ...]:
    """What is known of each place that asks for gradients."""
    by_place: dict[Span, list[Request]] = {}
    for request in machine.requests:
        if request.place.home is None and request.label not in (ADDED, CONTRACT):
            by_place.setdefault(request.place.span, []).append(request)
    return tuple(_report(runs) for _, runs in sorted(by_place.items()))


def _report(runs: list[Request]) -> RequestReport:
    states = [s for r in runs for s in r.sources]
    empty = any(_asks_for_nothing(r) for r in runs)
    if empty or any(map(_is_cut, states)):
        verdict = Verdict.CUT
    elif states and all(s.state == LIVE for s in states):
        verdict = Verdict.FLOWS
    else:
        verdict = Verdict.UNKNOWN
    asked = asked_of(runs[0])
    because: set[str] = set()
    if verdict is Verdict.UNKNOWN:
        for request in runs:
            because |= _unknown_reasons(request)
        because = because or {"a condition that isn't known"}
    return RequestReport(
        asked.span,
        asked.text,
        verdict,
        _names(runs, lambda source: source.state == LIVE),
        _names(runs, _is_cut),
        tuple(sorted(because)[:8]),
    )


def _is_cut(source: Source) -> bool:
    """Whether it is proved that a source gets no gradient, or one that is zero."""
    dead = source.state <= CUT and source.cut is not None
    return source.certain and (dead or source.zero is not None)


def _names(runs: list[Request], wanted: Callable[[Source], bool]) -> tuple[str, ...]:
    found = (name for run in runs for name in source_names(filter(wanted, run.sources), run))
    return tuple(dict.fromkeys(found))


def _unknown_reasons(request: Request) -> set[str]:
    found: set[str] = set()
    for source in request.sources:
        if isinstance(source.value, Node) and source.value.opaque:
            found.add(source.value.op)
    for node in history(request.targets):
        if node.opaque and not any(isinstance(e.to, Node) and e.to.opaque for e in node.edges):
            found.add(node.op)
    return found
