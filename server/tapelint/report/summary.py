"""The last lines of a run: what was found, and what of the program was understood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from tapelint.diagnostic import Applicability, Verdict
from tapelint.report.checked import CheckedFile, Totals, totals

_MOST_UNKNOWNS = 15
_MOST_NAMES = 3


def summary(files: Iterable[CheckedFile]) -> list[str]:
    """What was found, which fixes wait, and what was understood."""
    checked = list(files)
    total = totals(checked)
    return [*_found(total), *_fixable(checked), understood(total)]


def understood(total: Totals) -> str:
    """One line about the reach of the run, so that silence can't be taken for a promise."""
    if not total.files:
        return "no Python files found"
    if not total.with_tensorflow:
        return "no file here imports tensorflow or keras"
    counted = f"{_count(total.files, 'file')}, {_count(total.requests, 'gradient request')}"
    if not total.requests:
        return counted
    parts = (
        f"{total.flowing} flow",
        f"{total.cut} cut",
        f"{total.unknown} unknown",
    )
    shown = [part for part in parts if not part.startswith("0 ")]
    rows = f"; {_count(total.rows, 'project row')}" if total.rows else ""
    return f"{counted}: {', '.join(shown)}{rows}"


def statistics(files: Iterable[CheckedFile]) -> list[str]:
    """Every request with its verdict, and the symbols that keep most of them unknown."""
    checked = list(files)
    lines = [line for file in checked for line in _requests(file)]
    causes = Counter(
        symbol
        for file in checked
        for request in file.result.requests
        if request.verdict is Verdict.UNKNOWN
        for symbol in set(request.unknown_because)
    )
    if causes:
        lines += ["", "what keeps requests unknown:"]
        lines += [f"{count:5}  {symbol}" for symbol, count in causes.most_common(_MOST_UNKNOWNS)]
    return lines


def _requests(file: CheckedFile) -> Iterator[str]:
    for request in file.result.requests:
        details = {
            Verdict.FLOWS: "",
            Verdict.CUT: f" ({_some(request.dead)})" if request.dead else "",
            Verdict.UNKNOWN: f" (because of {', '.join(request.unknown_because)})"
            if request.unknown_because
            else "",
        }[request.verdict]
        place = file.place(request.span)
        yield f"{file.name}:{place}: {request.text}: {request.verdict.value}{details}"


def _some(names: Sequence[str]) -> str:
    more = len(names) - _MOST_NAMES
    return ", ".join([*names[:_MOST_NAMES], *([f"{more} more"] if more > 0 else [])])


def _found(total: Totals) -> list[str]:
    if not total.by_severity:
        return []
    counts = [_count(number, severity.value) for severity, number in total.by_severity]
    return [f"found {', '.join(counts)}"]


def _fixable(files: list[CheckedFile]) -> list[str]:
    best = Counter(
        min((fix.applicability for fix in finding.fixes), key=list(Applicability).index)
        for file in files
        for finding in file.findings
        if finding.fixes
    )
    safe, unsafe = best[Applicability.SAFE], best[Applicability.UNSAFE]
    parts = [f"{safe} with `--fix`"] if safe else []
    if unsafe:
        parts.append(f"{unsafe}{' more' if safe else ''} with `--fix --unsafe-fixes`")
    return [f"fixable: {', '.join(parts)}"] if parts else []


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
