"""The engine's one entry: from a parsed text to proofs and a report of each request."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Final

from tapelint.diagnostic import RequestReport, Verdict
from tapelint.flow.callers import (
    acquaint,
    deep_recursion,
    seen_from,
    told_by_callers,
    unrefuted,
)
from tapelint.flow.interpreter import Interpreter
from tapelint.flow.memory import Memory, Outcome, Slices, asks, trains
from tapelint.flow.nodes import asked_once, asks_itself, statements
from tapelint.flow.places import Place
from tapelint.flow.proof import Proof
from tapelint.flow.proofs.prove import joined, proofs_of
from tapelint.flow.proofs.reports import reports_of
from tapelint.flow.proofs.slopes import slope_proofs
from tapelint.flow.python.modules import MAX_STEPS_VISIT, Callers, Finder
from tapelint.flow.values import Function
from tapelint.ops.project import NO_ROWS, ProjectRows
from tapelint.syntax import Parsed, Unit
from tapelint.text import Span

# A function that nobody calls is judged within a budget of its own, by whether it asks for a
# gradient itself, or can reach what does at all.
MAX_STEPS_REQUEST: Final = 150_000
MAX_STEPS_ASKING: Final = 50_000
MAX_STEPS_SILENT: Final = 4_000
MAX_STEPS_VISIT_REQUEST: Final = 60_000


@dataclass(frozen=True, slots=True)
class Analysis:
    """All that the engine found in one text."""

    proofs: tuple[Proof, ...] = ()
    requests: tuple[RequestReport, ...] = ()
    unknowns: Counter[str] = field(default_factory=Counter)
    modules: tuple[str, ...] = ()  # the files of the project that were followed
    rows: tuple[str, ...] = ()  # the functions of which the project's own rows were used


def analyse(
    parsed: Parsed,
    memory: Memory | None = None,
    target: tuple[int, int] | None = None,
    finder: Finder | None = None,
    rows: ProjectRows = NO_ROWS,
    callers: Callers = tuple,
) -> Analysis:
    """Run a program abstractly and judge every gradient request in it.

    A memory makes the next analysis of a similar text faster and never changes its answer.
    ``target`` is the TensorFlow version that the program runs with, where it is known: what holds
    for some versions only is said for those alone. ``finder`` knows the modules of the project,
    ``rows`` what the project says of functions that nobody else knows. What stays unknown of a
    module is looked at as the programs run it that use it, the ``callers``.
    """
    run = _Run(parsed.units, memory if memory is not None else Memory())
    acquaint(run.machine, parsed.units, target, finder, rows)
    with deep_recursion():
        outcomes = list(run.outcomes())
    run.memory.forget_oldest()
    modules, known = dict.fromkeys(run.machine.modules), _reports(outcomes)
    certain = {report.span for report in outcomes[0].reports}
    unclear = any(report.span not in certain and not _is_live(report) for report in known)
    if unclear or (not known and trains(parsed.units)):
        for caller in callers():
            seen, others = seen_from(caller, parsed, target, rows)
            outcomes = [outcomes[0], *(unrefuted(o, seen) for o in outcomes[1:]), seen]
            modules |= dict.fromkeys(others)
            known = told_by_callers(_reports(outcomes), seen.reports)
            if known and all(map(_is_live, known)):
                break
    return Analysis(
        joined(p for o in outcomes for p in o.proofs),
        known,
        sum((o.unknowns for o in outcomes), Counter()),
        tuple(modules),
        tuple(dict.fromkeys(name for o in outcomes for name in o.rows)),
    )


def allow(machine: Interpreter, func: Function, asking: bool) -> None:
    """Give a machine the budget for a function that nobody calls."""
    itself = asks_itself(func.node)
    machine.limit = MAX_STEPS_ASKING if asking else MAX_STEPS_SILENT
    if itself:
        machine.limit = MAX_STEPS_REQUEST
    machine.longest_visit = MAX_STEPS_VISIT_REQUEST if itself else MAX_STEPS_VISIT


class _Run:
    """One analysis: the module first, then each function that it didn't call."""

    def __init__(
        self,
        units: tuple[Unit, ...],
        memory: Memory,
    ) -> None:
        self.units = units
        self.memory = memory
        self.machine = Interpreter()
        self.slices = Slices(units)

    def outcomes(self) -> Iterator[Outcome]:
        """What each part of the program shows."""
        machine = self.machine
        try:
            machine.run_module(self.units, self.slices.mentioned())
        except RecursionError:
            machine.unknowns["nested too deep"] += 1
        yield self._collect(set())
        while (func := machine.next_uncalled()) is not None:
            yield self._uncalled(func)

    def _uncalled(self, func: Function) -> Outcome:
        machine = self.machine
        near = self.slices.of(func.unit, *machine.unit_of_receiver(func))
        run = frozenset(i for i, n in enumerate(_functions(near)) if id(n) in machine.executed)
        texts = tuple(u.text for u in near)
        others = tuple((file, module.text) for file, module in machine.modules.items())
        key = (
            texts,
            func.node.lineno,
            func.name,
            run,
            machine.holes > 0,
            machine.target,
            machine.eager,
            machine.most_modules,
            machine.rows,
            others,
        )
        known = None if machine.is_opaque(machine.module) else self.memory.recall(key, near)
        here = Place(func.unit, func.node, machine.path)
        if known is not None and machine.found_again(known.modules, here):
            machine.executed.update((id(n), n) for n in known.executed)
            return known
        before, holes, found = set(machine.executed), machine.holes, len(machine.found)
        inner = len(machine.functions)
        run_before, opaque = set(machine.homes), set(machine.opaque_scopes)
        try:
            allow(machine, func, asks(near))
            machine.run_uncalled(func)
        except RecursionError:
            machine.unknowns["nested too deep"] += 1
        del machine.functions[inner:]
        scopes = {id(machine.modules[file].env) for file in run_before}
        machine.opaque_scopes -= scopes - opaque  # each function meets them as they were loaded
        outcome = replace(
            self._collect(before), modules=tuple(islice(machine.found.values(), found, None))
        )
        machine.holes = holes  # what was half-typed in here says nothing of other functions
        self.memory.keep(key, near, outcome)
        return outcome

    def _collect(self, before: set[int]) -> Outcome:
        """Take what has been found since the last time."""
        machine = self.machine
        outcome = Outcome(
            joined((*proofs_of(machine), *slope_proofs(machine))),
            reports_of(machine),
            machine.unknowns,
            tuple(n for i, n in machine.executed.items() if i not in before),
            tuple(machine.used_rows),
        )
        machine.forget_findings()
        return outcome


def _functions(units: Iterable[Unit]) -> list[ast.AST]:
    """Every function in some units, in order."""
    return [func for unit in units for statement in unit.body for func in _functions_in(statement)]


@asked_once
def _functions_in(statement: ast.AST) -> tuple[ast.AST, ...]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return tuple(s for s in statements((statement,)) if isinstance(s, kinds))


def _is_live(report: RequestReport) -> bool:
    return report.verdict is Verdict.FLOWS


def _reports(outcomes: Iterable[Outcome]) -> tuple[RequestReport, ...]:
    """One report per place: a break anywhere is a break, an unknown hides what flows."""
    order = [Verdict.FLOWS, Verdict.UNKNOWN, Verdict.CUT]
    found: dict[Span, RequestReport] = {}
    for report in (report for outcome in outcomes for report in outcome.reports):
        known = found.get(report.span)
        if known is None or order.index(report.verdict) > order.index(known.verdict):
            found[report.span] = report
    return tuple(found[span] for span in sorted(found))
