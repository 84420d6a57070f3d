"""What is known of each place that asks for gradients, for whoever wants an overview."""

from __future__ import annotations

from collections.abc import Callable

from tapelint.diagnostic import RequestReport, Verdict
from tapelint.flow.asking.query import history
from tapelint.flow.graph import CUT, LIVE, Node
from tapelint.flow.machine import Machine
from tapelint.flow.naming import source_names
from tapelint.flow.proofs.asked import asked_of
from tapelint.flow.proofs.lists import asks_for_nothing
from tapelint.flow.requests import ADDED, CONTRACT, Request, Source
from tapelint.text import Span


def reports_of(machine: Machine) -> tuple[RequestReport, ...]:
    """What is known of each place that asks for gradients."""
    by_place: dict[Span, list[Request]] = {}
    for request in machine.requests:
        if request.place.home is None and request.label not in (ADDED, CONTRACT):
            by_place.setdefault(request.place.span, []).append(request)
    return tuple(_report(runs) for _, runs in sorted(by_place.items()))


def _report(runs: list[Request]) -> RequestReport:
    states = [s for r in runs for s in r.sources]
    empty = any(asks_for_nothing(r) for r in runs)
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
