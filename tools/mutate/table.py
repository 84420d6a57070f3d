"""The tables that the measurement prints, in Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tapelint.diagnostic import Verdict
from tools.mutate.breaks import KINDS
from tools.mutate.recall import Measured, Outcome, Trial


def rows(measured: Sequence[Measured]) -> Iterator[str]:
    """What was broken, and what of it was underlined, per kind and in total."""
    for verdict in (Verdict.FLOWS, Verdict.UNKNOWN):
        yield from _table(measured, verdict)
        yield ""


def _table(measured: Sequence[Measured], verdict: Verdict) -> Iterator[str]:
    reports = [report for one in measured for report in one.requests]
    trials = [trial for one in measured for trial in one.trials if trial.verdict is verdict]
    asked = sum(report.verdict is verdict for report in reports)
    broken = sum(known is verdict for one in measured for _, known in one.broken)
    said = "flow" if verdict is Verdict.FLOWS else "are unknown"
    yield f"{asked} of {len(reports)} gradient requests {said}; {broken} of them were broken"
    yield ""
    yield "| break | inserted | on its line | elsewhere | silent | recall |"
    yield "|--|--:|--:|--:|--:|--:|"
    for kind in KINDS:
        yield _row(kind, [trial for trial in trials if trial.kind == kind])
    yield _row("all", trials)


def recall(trials: Iterable[Trial]) -> str:
    """The share of the breaks that are underlined on their line."""
    outcomes = [trial.outcome for trial in trials]
    if not outcomes:
        return "-"
    return f"{100 * outcomes.count(Outcome.ON_LINE) / len(outcomes):.0f} %"


def _row(name: str, trials: list[Trial]) -> str:
    outcomes = [trial.outcome for trial in trials]
    counts = [str(outcomes.count(outcome)) for outcome in Outcome]
    return f"| {name} | {len(trials)} | {' | '.join(counts)} | {recall(trials)} |"
