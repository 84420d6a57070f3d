"""Proofs of what is wrong by itself, whatever gradient is asked for."""

from __future__ import annotations

import ast

from tapelint.diagnostic import Related
from tapelint.flow.frames import Misuse
from tapelint.flow.machine import Machine
from tapelint.flow.naming import written_there
from tapelint.flow.places import Place, statement_span
from tapelint.flow.proof import Proof
from tapelint.flow.values import Tape, Var
from tapelint.text import Span

_FIRST = {
    "custom": "the variable is read here",
    "pairs": "the optimizer gets its variables here",
    "late-trainable": "`fit` is traced here",
}
_USED_UP = "the first request used the tape up here"


def _where_it_matters(machine: Machine, misuse: Misuse) -> Place | None:
    """The training, or the place in a graph, for which something is wrong; None of others."""
    if misuse.other is not None:
        return misuse.other
    inside = misuse.place
    for path in misuse.place.path.chain():
        if id(path.function) in machine.traced and misuse.kind == "fresh":
            return inside
        inside = path.call or inside
    return None


def misuse_proof(machine: Machine, misuse: Misuse) -> Proof:
    """What a misuse is told with."""
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
    matters = _where_it_matters(machine, misuse)
    if place.home is not None:
        # What is wrong in the other file alone is told there.
        facts["elsewhere"] = "part" if matters is not None and matters.home is None else "all"
        facts["there"] = written_there(machine, place)
    elif matters is not None and id(matters.unit) in machine.program:
        facts["elsewhere"] = "all"  # told in the program that trains
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
