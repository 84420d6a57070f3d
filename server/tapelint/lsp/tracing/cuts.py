"""What a trace underlines: the places where gradients were cut, as plain JSON.

Where the checker has a finding about the same cut, that one stays, since it is more exact and has
fixes; it is told there that the cut was seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tapelint.config import OFF, Config
from tapelint.diagnostic import Finding, Severity
from tapelint.lsp.diagnostics import SEVERITIES, rule_page
from tapelint.lsp.jsonrpc import Message
from tapelint.lsp.positions import Positions
from tapelint.lsp.tracing import words
from tapelint.lsp.tracing.lenses import code_of
from tapelint.lsp.tracing.store import Broken, Seen, flows
from tapelint.syntax import Parsed
from tapelint.syntax.pragmas import pragmas
from tapelint.text import Span
from tapelint.trace.seen import Cut, Place, State

SOURCE = "tapelint trace"


@dataclass(slots=True)
class _Mark:
    """Everything that was cut at one place for one reason."""

    line: int
    cut: Cut
    broken: list[Broken] = field(default_factory=list)

    @property
    def names(self) -> list[str]:
        """The sources that are concerned."""
        return list(dict.fromkeys(one.source.name for one in self.broken))

    @property
    def severity(self) -> Severity:
        """An error where some request got nothing at all; zeros may come and go."""
        numbers = all(one.source.state in (State.ZERO, State.FLOWS) for one in self.broken)
        whole = any(not any(flows(s) for s in one.asked.sources) for one in self.broken)
        return Severity.ERROR if whole and not numbers else Severity.WARNING


class Cuts:
    """Adds what was seen to the diagnostics of one document."""

    def __init__(self, seen: Seen, parsed: Parsed, positions: Positions, config: Config) -> None:
        self._seen = seen
        self._parsed = parsed
        self._positions = positions
        self._config = config

    def joined(
        self, findings: Iterable[Finding], items: list[Message]
    ) -> list[tuple[int, Message]]:
        """The checker's diagnostics and the trace's with their lines; no cut underlined twice."""
        known = list(zip(findings, items, strict=True))
        added: list[tuple[int, Message]] = []
        underlined: set[int] = set()
        for mark in self._marks():
            same = [item for finding, item in known if _is_about(finding, mark, self._seen)]
            if same:
                same[0]["message"] += f" Seen in the trace: {_fates(mark)}."
                underlined.add(mark.line)
            elif (level := self._level(mark)) is not None:
                added.append((mark.line, self._diagnostic(mark, level)))
                underlined.add(mark.line)
        added += self._raised(underlined)
        return [*((finding.span.line, item) for finding, item in known), *added]

    def _marks(self) -> list[_Mark]:
        found: dict[tuple[int, str, str | None], _Mark] = {}
        for one in self._seen.broken:
            place = one.line, one.cut.reason, one.cut.rule
            found.setdefault(place, _Mark(one.line, one.cut)).broken.append(one)
        return list(found.values())

    def _level(self, mark: _Mark) -> Severity | None:
        """How bad it is; None where the settings or a comment silence it."""
        name, code = mark.cut.rule or "", rule_page(mark.cut.rule)[0]
        level = self._config.level(name, code) if name else ""
        if level == OFF or self._is_silenced(mark.line, name, code):
            return None
        return Severity(level) if level else mark.severity

    def _is_silenced(self, line: int, name: str, code: str) -> bool:
        where = Span(line, 0, line, 0)
        return any(
            comment.covers(where)
            and (not comment.names or name in comment.names or code in comment.names)
            for comment in pragmas(self._parsed)
        )

    def _diagnostic(self, mark: _Mark, severity: Severity) -> Message:
        reason = mark.cut.reason
        message = f"{reason[:1].upper()}{reason[1:]}: {_fates(mark)}."
        diagnostic = self._underlined(mark.line, severity, message, mark.cut.rule)
        asked = {one.asked.place: "the gradient is asked for here" for one in mark.broken}
        noted = mark.cut.related
        places = [(note.place, note.message) for note in noted if note.place not in asked]
        places += asked.items()
        diagnostic["relatedInformation"] = list(self._related(places))
        return diagnostic

    def _underlined(self, line: int, severity: Severity, message: str, rule: str | None) -> Message:
        diagnostic: Message = {
            "range": self._positions.range(code_of(line, self._parsed.index)),
            "severity": SEVERITIES[severity],
            "source": SOURCE,
            "message": message,
            "data": {"trace": self._seen.digest},
        }
        if rule is not None:
            diagnostic["code"] = rule
            if url := rule_page(rule)[1]:
                diagnostic["codeDescription"] = {"href": url}
        return diagnostic

    def _related(self, places: Iterable[tuple[Place, str]]) -> Iterator[Message]:
        for place, message in places:
            line = self._seen.now(place)
            if line is not None:
                location = self._positions.location(code_of(line, self._parsed.index))
                yield {"location": location, "message": message}
            elif not self._seen.spelled(place).startswith("line") and self._seen.spelled(place):
                start = {"line": place.line - 1, "character": 0}
                uri = Path(place.file).resolve().as_uri()
                location = {"uri": uri, "range": {"start": start, "end": start}}
                yield {"location": location, "message": message}

    def _raised(self, underlined: set[int]) -> Iterator[tuple[int, Message]]:
        """What was raised; an exception that a cut explains has its underline already."""
        for line, error in self._seen.errors:
            if line not in underlined:
                reason = f" {error.reason[:1].upper()}{error.reason[1:]}." if error.reason else ""
                message = f"{error.type}: {error.message}{reason}"
                diagnostic = self._underlined(line, Severity.ERROR, message, error.rule)
                places = [(note.place, note.message) for note in error.related]
                if error.raised_at != error.place:
                    places.insert(0, (error.raised_at, "it is raised here"))
                if places:
                    diagnostic["relatedInformation"] = list(self._related(places))
                yield line, diagnostic


def _is_about(finding: Finding, mark: _Mark, seen: Seen) -> bool:
    """Whether the checker speaks of the cut that was seen: of the same rule, at a place of its."""
    if mark.cut.rule not in (None, finding.rule):
        return False
    lines = range(finding.span.line, finding.span.end_line + 1)
    if mark.line in lines:
        return True
    related = {place.span.line for place in finding.related}
    noted = {seen.now(note.place) for note in mark.cut.related}
    return mark.cut.rule is not None and (
        mark.line in related or any(line in noted for line in lines)
    )


def _fates(mark: _Mark) -> str:
    """What became of the sources: ``w``, ``b`` got no gradient."""
    groups: dict[str, list[str]] = {}
    for one in mark.broken:
        names = groups.setdefault(words.fate(one.source), [])
        if one.source.name not in names:
            names.append(one.source.name)
    return "; ".join(f"{words.listed(names, '`')} {fate}" for fate, names in groups.items())
