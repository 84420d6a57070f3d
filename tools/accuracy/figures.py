"""Rows of the accuracy tables, in Markdown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from tapelint.diagnostic import Finding, Severity, Verdict
from tools.mutate.recall import Measured, Outcome, Trial

HEADER = (
    "| repository | files that ask | requests | flow | cut | unknown | with a verdict"
    " | errors, warnings | breaks found where it flows | where it is unknown |",
    "|--|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
)
MOST_UNKNOWNS = 10


def row(name: str, measured: Sequence[Measured]) -> str:
    """One repository: how much of it is understood, and how many breaks put into it are found."""
    verdicts = Counter(report.verdict for one in measured for report in one.requests)
    asked = sum(verdicts.values())
    known = verdicts[Verdict.FLOWS] + verdicts[Verdict.CUT]
    cells = [
        name,
        sum(bool(one.requests) for one in measured),
        asked,
        *(verdicts[verdict] for verdict in (Verdict.FLOWS, Verdict.CUT, Verdict.UNKNOWN)),
        f"{100 * known / asked:.0f} %" if asked else "-",
        sum(1 for one in measured for _ in _flags(one)),
        _found(measured, Verdict.FLOWS),
        _found(measured, Verdict.UNKNOWN),
    ]
    return f"| {' | '.join(str(cell) for cell in cells)} |"


def findings(measured: Iterable[Measured]) -> Iterator[str]:
    """Every error and warning with its place."""
    for one in measured:
        for flag in _flags(one):
            said = f"{flag.severity.value}[{flag.rule}] {flag.message}"
            yield f"- {one.text.place(flag.span.line)}: {said}"


def unknowns(measured: Iterable[Measured]) -> Iterator[str]:
    """What most of the unknown requests are unknown because of, and how many."""
    causes = Counter(
        symbol
        for one in measured
        for report in one.requests
        if report.verdict is Verdict.UNKNOWN
        for symbol in set(report.unknown_because)
    )
    for symbol, count in causes.most_common(MOST_UNKNOWNS):
        yield f"- {symbol}: {count}"


def _flags(one: Measured) -> Iterator[Finding]:
    return (f for f in one.findings if f.severity in (Severity.ERROR, Severity.WARNING))


def _found(measured: Iterable[Measured], verdict: Verdict) -> str:
    trials = [trial for one in measured for trial in one.trials if trial.verdict is verdict]
    return _share(trials)


def _share(trials: Sequence[Trial]) -> str:
    found = sum(trial.outcome is Outcome.ON_LINE for trial in trials)
    return f"{found} of {len(trials)}" if trials else "-"
