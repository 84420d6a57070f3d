"""One lens above each request for gradients: what the checker proves, or what a trace saw."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tapelint.diagnostic import CheckResult, Finding, RequestReport, Verdict
from tapelint.lsp.jsonrpc import Message
from tapelint.lsp.positions import Positions
from tapelint.lsp.tracing import words
from tapelint.lsp.tracing.store import Seen
from tapelint.text import LineIndex, Span
from tapelint.trace.seen import Gradient

RUN, CANCEL = "tapelint.trace", "tapelint.cancelTrace"
OFF, TRACE = "off", "trace"
_LINE = re.compile(r"\bline (\d+)\b")
_HERE = re.compile(rf"{_LINE.pattern}(?! of code cell)")


@dataclass(frozen=True, slots=True)
class Lenses:
    """Makes the lenses of one document.

    Attributes:
        uri: what a lens runs.
        mode: ``all``, ``trace`` (nothing but traces) or ``off``.
        runnable: whether the document is a file, which can be run.
        running: whether that is being done.
    """

    uri: str
    positions: Positions
    mode: str
    runnable: bool
    running: bool

    def of(self, result: CheckResult, seen: Seen | None, index: LineIndex) -> list[Message]:
        """One per request, whether the checker knows it or only a trace has seen it."""
        if self.mode == OFF:
            return []
        known = [(one.span, self._known(one, result.findings, seen)) for one in result.requests]
        if seen is not None:
            spans = [span for span, _ in known]
            known += [
                (code_of(line, index), _seen(gradients, seen))
                for line, gradients in seen.asked.items()
                if not any(span.line <= line <= span.end_line for span in spans)
            ]
        here = [(span, said) for span, said in sorted(known) if self.positions.holds(span.line)]
        lenses = [self._lens(span, self._told(said, span.line)) for span, said in here]
        return [lens for lens in lenses if lens]

    def _known(self, request: RequestReport, findings: Sequence[Finding], seen: Seen | None) -> str:
        gradients = asked_at(request.span, seen)
        # Of a text that has changed since, a proof knows more than a memory.
        if seen is not None and gradients and (seen.fresh or request.verdict is Verdict.UNKNOWN):
            return _seen(gradients, seen)
        return "" if self.mode == TRACE else proved(request, findings)

    def _told(self, said: str, line: int) -> str:
        """There is little room above a line: lines are told by their numbers alone."""
        return _HERE.sub(r"\1", self.positions.told(said, line))

    def _lens(self, span: Span, said: str) -> Message:
        where = self.positions.range(span)
        title, name = ("tracing… Cancel", CANCEL) if self.running else ("Run trace", RUN)
        command: Message = {"title": said, "command": ""}
        if self.runnable:
            argument: Message = {"uri": self.uri, "position": where["start"]}
            if (shown := self.positions.location(span)["uri"]) != self.uri:
                argument["cell"] = shown
            command = {
                "title": f"{said} | {title}" if said else title,
                "command": name,
                "arguments": [argument],
            }
        return {"range": where, "command": command} if command["title"] else {}


def asked_at(span: Span, seen: Seen | None) -> list[Gradient]:
    """What was seen of the requests on the lines of a span."""
    if seen is None:
        return []
    lines = range(span.line, span.end_line + 1)
    return [gradient for line in lines for gradient in seen.asked.get(line, ())]


def proved(request: RequestReport, findings: Sequence[Finding]) -> str:
    """What the checker knows of a request: ``∇ reaches w, b · emb cut at line 41``."""
    dead = list(request.dead)
    flowing = [name for name in request.flowing if name not in dead]
    parts = [f"reaches {words.listed(flowing)}"] if flowing else []
    if request.verdict is Verdict.UNKNOWN:
        parts.append("the rest is unknown until it runs" if parts else "unknown until it runs")
    elif request.verdict is Verdict.CUT:
        where = ", ".join(f"line {line}" for line in _cut_lines(request, findings))
        told = f"{words.listed(dead)} cut" if dead else "cut"
        parts.append(f"{told} at {where}" if where else told)
    return f"∇ {' · '.join(parts)}" if parts else "∇ flows"


def _cut_lines(request: RequestReport, findings: Sequence[Finding]) -> list[int]:
    """The lines of the findings that speak of a request."""
    lines = range(request.span.line, request.span.end_line + 1)
    return sorted({one.span.line for one in findings if any(n in lines for n in _about(one))})


def _about(finding: Finding) -> list[int]:
    """The lines that a finding speaks of."""
    told = [int(number) for number in _LINE.findall(finding.message)]
    return [finding.span.line, *told, *(place.span.line for place in finding.related)]


def _seen(gradients: Sequence[Gradient], seen: Seen) -> str:
    since = "" if seen.fresh else " before the last edits"
    return f"{words.request(gradients, seen)} · {words.times(gradients)}{since}"


def code_of(line: int, index: LineIndex) -> Span:
    """What stands on a line, without its indentation."""
    content = index.line(line)
    start = len(content) - len(content.lstrip())
    end = len(content.rstrip().encode("utf-8", "surrogatepass"))
    return Span(line, len(content[:start].encode()), line, max(end, start))
