"""Lists of variables that hold nothing yet, or lack those of a model."""

from __future__ import annotations

from collections.abc import Iterator

from tapelint.diagnostic import Related
from tapelint.flow.asking.query import Query
from tapelint.flow.machine import Machine
from tapelint.flow.naming import source_names
from tapelint.flow.places import statement_span
from tapelint.flow.proof import Proof
from tapelint.flow.proofs.asked import asked_of, asking
from tapelint.flow.proofs.facts import written_there
from tapelint.flow.requests import Request, Source
from tapelint.flow.values import LIVE, Place, Var
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
        "frozen": "" if frozen is None else str(frozen.line),
        "suggestion": origin.source() if _same_names(origin, place) else "",
    }
    if origin.home is not None:  # told where the other file is given a model without weights
        facts["elsewhere"] = "part"
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
