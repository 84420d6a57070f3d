"""A checked file as the reports see it: findings with places as people and tools count them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from tapelint.diagnostic import CheckResult, Finding, Severity, Verdict
from tapelint.syntax.notebook import Notebook
from tapelint.text import LineIndex, Span

_FLAGS = (Severity.ERROR, Severity.WARNING)
_CODE_OR_LINE = re.compile(r"``.*?``|`[^`]*`(?:, line \d+)?|(?P<on>\bon )?\bline (?P<line>\d+)\b")


@dataclass(frozen=True, slots=True)
class Place:
    """Rows and columns from 1, columns in characters; the end is exclusive.

    In a notebook, rows count within the cell, and ``cell`` is its number from 1.
    """

    row: int
    column: int
    end_row: int
    end_column: int
    cell: int | None = None

    def __str__(self) -> str:
        """As editors and terminals make it clickable."""
        cell = "" if self.cell is None else f"cell {self.cell}:"
        return f"{cell}{self.row}:{self.column}"


@dataclass(frozen=True)
class CheckedFile:
    """What was found in one file; ``name`` is what the user calls it."""

    name: str
    text: str
    result: CheckResult
    notebook: Notebook | None = None

    @cached_property
    def index(self) -> LineIndex:
        """Finds places in the text."""
        return LineIndex(self.text)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """The findings, in whose words a line has the number that people see beside it."""
        if self.notebook is None:
            return self.result.findings
        return tuple(map(self._retold, self.result.findings))

    def _retold(self, finding: Finding) -> Finding:
        related = tuple(replace(r, message=self.told(r.message)) for r in finding.related)
        fixes = tuple(replace(fix, title=self.told(fix.title)) for fix in finding.fixes)
        message = self.told(finding.message)
        return replace(finding, message=message, related=related, fixes=fixes)

    def told(self, said: str) -> str:
        """A sentence about the text, with each line outside of code counted within its cell."""
        return said if self.notebook is None else _CODE_OR_LINE.sub(self._counted, said)

    def _counted(self, found: re.Match[str]) -> str:
        if self.notebook is None or found["line"] is None:
            return found.group()
        place = self.notebook.place(int(found["line"]))
        if found["on"]:
            return f"in cell {place.cell} on line {place.line}"
        return f"cell {place.cell}, line {place.line}"

    def place(self, span: Span) -> Place:
        """A span as people count it."""
        column = self.index.column(span.line, span.col, "utf-32") + 1
        end_column = self.index.column(span.end_line, span.end_col, "utf-32") + 1
        if self.notebook is None:
            return Place(span.line, column, span.end_line, end_column)
        start, end = self.notebook.place(span.line), self.notebook.place(span.end_line)
        return Place(start.line, column, end.line, end_column, start.cell)

    def line_label(self, line: int) -> str:
        """The number to print beside a line of the text."""
        if self.notebook is None:
            return str(line)
        place = self.notebook.place(line)
        return f"{place.cell}:{place.line}"


@dataclass(frozen=True, slots=True)
class Totals:
    """What a run understood."""

    files: int
    with_tensorflow: int
    requests: int
    flowing: int
    cut: int
    unknown: int
    rows: int
    flagged: bool
    by_severity: tuple[tuple[Severity, int], ...]


def totals(files: Iterable[CheckedFile]) -> Totals:
    """Count what a run understood."""
    checked = list(files)
    verdicts = [request.verdict for file in checked for request in file.result.requests]
    severities = [finding.severity for file in checked for finding in file.result.findings]
    return Totals(
        files=len(checked),
        with_tensorflow=sum(file.result.mentions_tensorflow for file in checked),
        requests=len(verdicts),
        flowing=verdicts.count(Verdict.FLOWS),
        cut=verdicts.count(Verdict.CUT),
        unknown=verdicts.count(Verdict.UNKNOWN),
        rows=len({row for file in checked for row in file.result.rows}),
        flagged=any(severity in _FLAGS for severity in severities),
        by_severity=tuple((s, severities.count(s)) for s in Severity if s in severities),
    )
