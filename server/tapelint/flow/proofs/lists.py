"""Lists of variables that hold nothing yet, lack those of a model, or are asked for twice."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from tapelint.diagnostic import Related
from tapelint.flow.asking.query import Query, history
from tapelint.flow.graph import LIVE, Node
from tapelint.flow.machine import Machine
from tapelint.flow.naming import source_names, written_there
from tapelint.flow.nodes import loops_around
from tapelint.flow.places import Place, statement_span
from tapelint.flow.proof import Proof
from tapelint.flow.proofs.asked import asked_of, asking
from tapelint.flow.requests import Request, Source
from tapelint.flow.values import TRAINED, Var
from tapelint.text import Span


def asks_for_nothing(request: Request) -> bool:
    """Whether a request is given a list that surely holds nothing."""
    given = request.given
    return given is not None and given.exact and not request.sources


def is_unbuilt(proof: Proof) -> bool:
    """Whether a proof is that a list of weights is empty."""
    return proof.kind == "foreign" and proof.facts.get("reason") == "unbuilt"


def empty_list(machine: Machine, request: Request) -> Proof | None:
    """That nothing can be asked for, told where the list was taken."""
    place = request.sources_place
    origin = request.given.origin if request.given is not None else None
    if place is None:
        return None
    origin = origin or place
    frozen = request.given.frozen if request.given is not None else None
    others = [] if frozen is None else [Related(frozen.span, "frozen here")]
    facts: dict[str, str | Span] = {
        "reason": "unbuilt",
        "frozen": "" if frozen is None else str(frozen.span.line),
        "suggestion": origin.source() if _same_names(origin, place) else "",
    }
    if origin.home is not None:  # told where the other file is given a model without weights
        facts["elsewhere"] = "all" if id(origin.unit) in machine.program else "part"
        facts["there"] = written_there(machine, origin)
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
        facts=facts,
    )


def lacking(machine: Machine, request: Request) -> Iterator[Proof]:
    """Models whose variables were listed, beside those of others, before there were any."""
    if request.given is None or not request.sources or machine.holes:
        return
    asked = {id(s.value) for r in machine.requests for s in r.sources}
    for owner, place in request.given.content.lacks:
        weights = machine.variables_of(owner, "trainable_variables", None)
        made = [v for v in weights.items if isinstance(v, Var) and id(v) not in asked]
        if made and len(made) == len(weights.items) and _would_be_trained(request, made[:1]):
            yield _left_out(machine, request, place, source_names([Source(made[0], True)], request))


def outdated(machine: Machine, request: Request) -> Iterator[Proof]:
    """A list that was taken before parts of its model were thawed: those aren't trained."""
    given, thawed = request.given, request.thawed
    if given is None or not thawed or machine.holes:
        return
    asked = {id(s.value) for r in machine.requests for s in r.sources}
    if any(id(var) in asked or TRAINED in var.fields for var in thawed):
        return
    trained = request.optimizer is not None or any(
        isinstance(s.value, Var) and TRAINED in s.value.fields for s in request.sources
    )
    flows = all(s.state == LIVE for s in request.sources)
    if trained and flows and _would_be_trained(request, thawed):
        names = source_names([Source(var, True) for var in thawed], request)
        taken = given.content.lists[0][1]
        proof = _left_out(machine, request, taken, names)
        line = str(machine.thawed[thawed[0]].span.line)
        yield replace(proof, facts={**proof.facts, "reason": "thawed", "line": line})


def twice(machine: Machine) -> Iterator[Proof]:
    """A list that two optimizers are given, while nothing ever trains another model.

    The generator of a GAN isn't trained by what it is to fool, if the list is the same again.
    """
    asked = {id(s.value) for r in machine.requests for s in r.sources}
    for one, other in () if machine.holes else _of_two_optimizers(machine.requests):
        # Of two that are alike, the second is the copy.
        both = [(_reached(machine, r, asked), r) for r in (other, one)]
        (left, wrong), (none, right) = sorted(both, key=_weight)
        if not left or (none and not _is_fed_otherwise(right, none)):
            continue
        if not none or _is_one_step(one.place, other.place):
            yield _asked_twice(machine, wrong, right, left)


def _of_two_optimizers(requests: Sequence[Request]) -> Iterator[tuple[Request, Request]]:
    """Requests for one list at two places, each for another optimizer, that have all gradients."""
    same: dict[tuple[int, ...], dict[object, Request]] = {}
    for request in requests:
        flows = len(request.sources) > 1 and all(s.state == LIVE for s in request.sources)
        if flows and request.optimizer is not None:
            places = same.setdefault(tuple(id(s.value) for s in request.sources), {})
            places.setdefault(request.place.key(), request)
    for places in same.values():
        for one, other in combinations(places.values(), 2):
            if one.optimizer is not other.optimizer:
                yield one, other


def _is_one_step(one: Place, other: Place) -> bool:
    """Whether both are run in turns: one after the other in a function, or in a loop of it.

    Who trains one part in two phases, each with its own optimizer, may leave the rest as it is.
    """
    if one.path is not other.path or one.unit is not other.unit:
        return False
    body = one.unit.body
    return loops_around(body, one.node) == loops_around(body, other.node)


def _is_fed_otherwise(request: Request, left: list[Node]) -> bool:
    """Whether what is asked for also runs on what doesn't come from the model that is left out.

    A judge sees real data as well as made ones; a head sees nothing but what its body gives.
    """
    models = {id(node.fact) for node in left}
    return any(
        all(id(n.fact) not in models for n in history([user]) if n.kind == "read")
        for user in _users(request)
    )


def _weight(reached: tuple[Sequence[Node], Request]) -> tuple[bool, int]:
    """Small where variables wait for a request, and little else is in the target."""
    left, request = reached
    return not left, len(history(request.targets))


def _reached(machine: Machine, request: Request, asked: Collection[int]) -> list[Node]:
    """Where it reads other models' variables that a gradient would come to and nothing asks for.

    These models come before the one that is asked for: what is behind that, as the features of a
    perceptual loss, is often left as it is.
    """
    reads = {id(n.fact): n for n in _before(request) if n.kind == "read"}
    left = {n: n.fact for key, n in reads.items() if isinstance(n.fact, Var) and key not in asked}
    left = {n: v for n, v in left.items() if v.trainable}
    models = {id(s.value.owner) for s in request.sources if isinstance(s.value, Var)}
    for var in left.values():
        if var.owner is None or id(var.owner) in models or id(var) in machine.written:
            return []
    return list(left) if _would_be_trained(request, list(left.values())) else []


def _before(request: Request) -> list[Node]:
    """What the operations that use the sources of a request are computed from."""
    return history(_users(request))


def _users(request: Request) -> list[Node]:
    """The operations that use the sources of a request."""
    sources = {id(s.value) for s in request.sources}
    return [
        node
        for node in history(request.targets)
        for edge in node.edges
        if isinstance(edge.to, Node) and edge.to.kind == "read" and id(edge.to.fact) in sources
    ]


def _asked_twice(machine: Machine, wrong: Request, right: Request, left: list[Node]) -> Proof:
    place = wrong.sources_place or wrong.place
    calls = [n.place.seen_from(wrong.place.path).node for n in left if n.place is not None]
    models = {ast.unparse(c.func) for c in calls if isinstance(c, ast.Call)}
    names = source_names([Source(n.fact, True) for n in left if isinstance(n.fact, Var)], wrong)
    model = models.pop() if len(models) == 1 else ""
    listed = place.source().rpartition(".")[2]
    return Proof(
        kind="foreign",
        span=place.span,
        statement=statement_span(place),
        symbol=place.source(),
        asked=asked_of(wrong, machine),
        dead=(model,) if model else names,
        whole=False,
        related=(Related((right.sources_place or right.place).span, "asked for here, too"),),
        facts={
            "reason": "twice",
            "line": str(right.place.span.line),
            "suggestion": f"{model}.{listed}" if model else "",
        },
    )


def _would_be_trained(request: Request, variables: Sequence[Var]) -> bool:
    """Whether a gradient would come to all of some variables that aren't asked for."""
    if request.token is None:
        return False
    sources = [Source(var, True) for var in variables]
    return set(Query(request.token, request.targets, sources).states()) == {LIVE}


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
