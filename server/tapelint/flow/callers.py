"""What the programs that use a module show of it: each is run as it runs, and told where it stands.

A trainer, a loss or a layer in a file of its own gets models, functions and data from whoever uses
it, and without those little is known of it. So the program is run from its first line. Of that run
only what happens in the module is told, in the module; its own text and what else it imports stand
nowhere in there, and what is wrong with those alone is their own affair.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

from tapelint.diagnostic import RequestReport, Verdict
from tapelint.flow.interpreter import Interpreter
from tapelint.flow.memory import Outcome, Slices, asks
from tapelint.flow.places import CallPath, Place
from tapelint.flow.proof import Proof
from tapelint.flow.proofs.prove import joined, proofs_of
from tapelint.flow.proofs.reports import reports_of
from tapelint.flow.proofs.slopes import slope_proofs
from tapelint.flow.python.modules import (
    MAX_FOUND,
    Caller,
    Finder,
    ModuleSource,
    OvertakenError,
    looked_up_once,
)
from tapelint.flow.requests import Request
from tapelint.ops.project import ProjectRows
from tapelint.syntax import Parsed, Unit
from tapelint.text import Span

RECURSION: Final = 8000
MAX_STEPS_CALLER: Final = 40_000
_LOOKS_UP: Final = 64
_OF_EVERY_USE: Final = frozenset({"redundant-watch"})
"""What holds only if it does whoever uses the module."""
_LINES: Final = ("line", "frozen", "made", "late")
_NOWHERE: Final = Place(
    Unit("", 0, ()),
    ast.Pass(lineno=0, col_offset=0, end_lineno=0, end_col_offset=0),
    CallPath(None, None, ""),
)
"""Where in a module the program stands that uses it."""


class _Interpreter(Interpreter):
    """Runs a program for as long as somebody wants to know what it shows."""

    def __init__(self, caller: Caller) -> None:
        super().__init__()
        self._overtaken = caller.overtaken
        self._statements = 0
        self.in_branches: list[Request] = []

    def fork(self, first: Callable[[], int], second: Callable[[], int]) -> int:
        """Run two ways; what is wrong in one that the program may never take isn't told."""
        if self.frame.home is not self.program_home:
            return super().fork(first, second)
        noted = (self.misuses, self.discarded, self.untracked, self.applied)
        before, asked = [(found, len(found)) for found in noted], len(self.requests)
        flow = super().fork(first, second)
        for found, length in before:
            del found[length:]
        self.in_branches += self.requests[asked:]
        del self.requests[asked:]
        return flow

    def tick(self) -> None:
        """Count a step of the budget, and look up now and then."""
        super().tick()
        self._statements += 1
        if self._statements % _LOOKS_UP == 0 and self._overtaken():
            raise OvertakenError


def acquaint(
    machine: Interpreter,
    units: tuple[Unit, ...],
    target: tuple[int, int] | None,
    finder: Finder | None,
    rows: ProjectRows,
) -> None:
    """Let a machine know what surrounds the program that it is going to run."""
    machine.target, machine.rows = target, rows
    machine.finder = looked_up_once(finder)
    if asks(units):
        machine.most_modules = MAX_FOUND


def seen_from(
    caller: Caller, parsed: Parsed, target: tuple[int, int] | None, rows: ProjectRows
) -> tuple[Outcome, tuple[str, ...]]:
    """What a run of a program shows of a module that it uses, and the files that it followed."""
    machine = _Interpreter(caller)
    units = caller.source.parse()
    acquaint(machine, units, target, _finder(caller, parsed), rows)
    machine.shown, machine.limit = caller.shown, MAX_STEPS_CALLER
    mentioned = Slices(units).mentioned() | Slices(parsed.units).mentioned()
    with deep_recursion(), suppress(RecursionError):
        machine.run_around(caller.source, units, _NOWHERE, mentioned)
    machine.requests = [r for r in machine.requests if r.place.home is not _NOWHERE]
    proofs = [
        seen
        for proof in joined((*proofs_of(machine), *slope_proofs(machine)))
        if (seen := _seen_here(proof, caller)) is not None
    ]
    return (
        Outcome(
            tuple(proofs),
            _reports(machine),
            machine.unknowns,
            (),
            tuple(machine.used_rows),
        ),
        (caller.source.file, *(file for file in machine.modules if file != caller.shown)),
    )


def _reports(machine: _Interpreter) -> tuple[RequestReport, ...]:
    """What is known of each request; of one in a branch that the program may take, if it flows."""
    certain = reports_of(machine)
    known = {report.span for report in certain}
    machine.requests = machine.in_branches
    others = (r for r in reports_of(machine) if r.verdict is Verdict.FLOWS)
    return (*certain, *(report for report in others if report.span not in known))


def unrefuted(judged: Outcome, seen: Outcome) -> Outcome:
    """What was found of functions by themselves, without what a program shows to be otherwise.

    It may have changed what the module starts with: a flag, a function, a class attribute.
    """
    flows = {report.span for report in seen.reports if report.verdict is Verdict.FLOWS}
    if flows.isdisjoint(report.span for report in judged.reports):
        return judged
    return replace(
        judged,
        proofs=tuple(p for p in judged.proofs if p.asked is None or p.asked.span not in flows),
        reports=tuple(report for report in judged.reports if report.span not in flows),
    )


def told_by_callers(
    known: Iterable[RequestReport], seen: Iterable[RequestReport]
) -> tuple[RequestReport, ...]:
    """What is known of each request, where a program that leads to it may know more."""
    by_span = {report.span: report for report in seen}
    return tuple(_surer(report, by_span.get(report.span, report)) for report in known)


def _surer(known: RequestReport, seen: RequestReport) -> RequestReport:
    unsaid = known.verdict is Verdict.UNKNOWN
    return seen if unsaid or seen.verdict is Verdict.CUT else known


def _finder(caller: Caller, parsed: Parsed) -> Finder:
    """What a program finds, with the module as it is checked for the one on the disk."""

    def find(name: str, level: int, importer: str) -> ModuleSource | None:
        source = caller.finder(name, level, importer or caller.shown)
        if source is None or source.file != caller.shown:
            return source
        return replace(source, text=parsed.text, parse=lambda: parsed.units)

    return find


def _seen_here(proof: Proof, caller: Caller) -> Proof | None:
    """A proof without what stands nowhere in the module; None where that is all.

    What a third file does to what is asked for here is told where it is asked for.
    """
    if proof.kind in _OF_EVERY_USE:
        return None
    if not proof.span.line:
        if proof.asked is None or "there" not in proof.facts:
            return None
        proof = replace(proof, span=proof.asked.span, statement=proof.asked.span)
        if not proof.span.line:
            return None
    if any(proof.facts.get(key) == "0" for key in _LINES):
        return None  # it can't be told without a line of the program
    asked = proof.asked
    if asked is not None and not asked.span.line:
        return None
    if asked is not None and asked.applied is not None and not asked.applied.line:
        asked = replace(asked, applied=None)
    facts = {k: v for k, v in proof.facts.items() if not isinstance(v, Span) or v.line}
    return replace(
        proof,
        asked=asked,
        related=tuple(place for place in proof.related if place.span.line),
        facts={**facts, "caller": Path(caller.source.file).name},
    )


@contextmanager
def deep_recursion() -> Iterator[None]:
    """Room for programs that are nested deeply."""
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(max(limit, RECURSION))
    try:
        yield
    finally:
        sys.setrecursionlimit(limit)
