"""Breaks a text in several ways, checks each, and says what became of it."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from tapelint.check import Checker
from tapelint.diagnostic import CheckResult, Finding, RequestReport, Severity, Verdict
from tapelint.project import Project
from tapelint.syntax import Parser
from tapelint.text import LineIndex, Span
from tools.mutate.breaks import KINDS, Break
from tools.mutate.sites import Site, sites
from tools.mutate.texts import Text


class Outcome(Enum):
    """Where the finding of a break stands."""

    ON_LINE = "on its line"
    ELSEWHERE = "elsewhere"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Trial:
    """One break, and what the checker said of it."""

    kind: str
    verdict: Verdict
    place: str
    outcome: Outcome
    detail: str = ""
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Measured:
    """One text as it is: findings and requests; the requests that could be broken; the breaks."""

    text: Text
    findings: tuple[Finding, ...]
    requests: tuple[RequestReport, ...]
    broken: frozenset[tuple[Span, Verdict]]
    trials: tuple[Trial, ...]


def measure(text: Text, per_request: int, seed: int, project: Project) -> Measured:
    """Put breaks into a text of a project, at most so many for each of its requests."""
    finder = project.finder(text.path)
    checker = Checker().beside(finder)
    before = checker.check(text.text)
    if not before.requests:
        return Measured(text, before.findings, (), frozenset(), ())
    found = sites(Parser().parse(text.text), finder)
    chosen = list(_chosen(found, per_request, seed))
    trials = tuple(
        trial for site in chosen if (trial := _try(text, before, site, checker)) is not None
    )
    broken = frozenset((site.request, site.verdict) for site in found)
    return Measured(text, before.findings, before.requests, broken, trials)


def _chosen(found: list[Site], per_request: int, seed: int) -> Iterator[Site]:
    """A few breaks of each request, of as many kinds as there are; each break once."""
    taken: set[Break] = set()
    requests: defaultdict[object, list[Site]] = defaultdict(list)
    for site in found:
        requests[site.request].append(site)
    for span, mine in requests.items():
        luck = random.Random(f"{seed} {span}")
        fresh = [site for site in mine if site.broken not in taken]
        for site in list(_in_turn(fresh, luck))[:per_request]:
            taken.add(site.broken)
            yield site


def _in_turn(found: list[Site], luck: random.Random) -> Iterator[Site]:
    piles = [[site for site in found if site.broken.kind == kind] for kind in KINDS]
    for pile in piles:
        luck.shuffle(pile)
    while any(piles):
        for pile in piles:
            if pile:
                yield pile.pop()


def _try(text: Text, before: CheckResult, site: Site, checker: Checker) -> Trial | None:
    broken = site.broken
    changed = broken.applied(text.text)
    after = checker.check(changed)
    if len(after.broken_lines) != len(before.broken_lines):
        return None
    fresh = _fresh(before, text.text, after, changed)
    on_line = [f for f in fresh if broken.first <= f.span.line <= broken.last]
    place = text.place(broken.first)
    if on_line:
        return Trial(broken.kind, site.verdict, place, Outcome.ON_LINE, on_line[0].rule)
    if fresh:
        other = fresh[0]
        said = f"line {other.span.line} instead of {broken.first}: {other.rule}"
        return Trial(broken.kind, site.verdict, place, Outcome.ELSEWHERE, said)
    report = _same_request(after.requests, site, broken)
    verdict = report.verdict.value if report is not None else "no request there"
    why = report.unknown_because if report is not None else ()
    asked = f"{verdict}: {report.text if report else ''} on line {site.request.line}"
    return Trial(broken.kind, site.verdict, place, Outcome.SILENT, asked, why)


def _fresh(before: CheckResult, old: str, after: CheckResult, new: str) -> list[Finding]:
    """The errors and warnings that the text without the break didn't have."""
    known = Counter(_marks(before.findings, old))
    fresh = []
    for finding, mark in zip(after.findings, _marks(after.findings, new), strict=True):
        if finding.severity not in (Severity.ERROR, Severity.WARNING):
            continue
        if known[mark]:
            known[mark] -= 1
        else:
            fresh.append(finding)
    return fresh


def _marks(findings: Iterable[Finding], text: str) -> list[tuple[str, str]]:
    index = LineIndex(text)
    return [(f.code, index.line(f.span.line).strip()) for f in findings]


def _same_request(
    requests: tuple[RequestReport, ...], site: Site, broken: Break
) -> RequestReport | None:
    """The request in the broken text; a hoisted statement pushes it down by a line."""
    down = 1 if broken.kind == "hoisted" else 0
    for report in requests:
        if report.span.line == site.request.line + down:
            return report
    return None
