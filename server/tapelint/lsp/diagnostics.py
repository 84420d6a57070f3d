"""Findings as the protocol wants them, in plain JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tapelint.diagnostic import Finding, Related, Severity
from tapelint.lsp.jsonrpc import Message
from tapelint.lsp.positions import Positions
from tapelint.text import Span

SOURCE = "tapelint"

SEVERITIES = {Severity.ERROR: 1, Severity.WARNING: 2, Severity.INFO: 3, Severity.HINT: 4}
_SUPERFLUOUS = frozenset({"redundant-watch", "unused-ignore"})
_UNNECESSARY = 1


def diagnostics(findings: Iterable[Finding], positions: Positions) -> list[Message]:
    """What the editor underlines."""
    return [_diagnostic(finding, positions) for finding in findings]


def _diagnostic(finding: Finding, positions: Positions) -> Message:
    # Where there is a finding the rules are loaded; the greeting doesn't wait for them.
    from tapelint.rules import url

    diagnostic: Message = {
        "range": positions.range(finding.span),
        "severity": SEVERITIES[finding.severity],
        "code": finding.rule,
        "codeDescription": {"href": url(finding.code)},
        "source": SOURCE,
        "message": positions.told(finding.message, finding.span.line),
        "data": key(finding, positions),
    }
    if finding.rule in _SUPERFLUOUS:
        diagnostic["tags"] = [_UNNECESSARY]
    if finding.related:
        diagnostic["relatedInformation"] = [
            _related(place, finding, positions) for place in finding.related
        ]
    return diagnostic


def _related(place: Related, finding: Finding, positions: Positions) -> Message:
    message = positions.told(place.message, finding.span.line)
    return {"location": positions.location(place.span), "message": message}


def rule_page(name: str | None) -> tuple[str, str]:
    """The code of a rule and where its page is; empty where there is no such rule."""
    from tapelint.rules import registry, url

    code = next((rule.code for rule in registry() if rule.name == name), "")
    return code, url(code)


def key(finding: Finding, positions: Positions) -> dict[str, Any]:
    """What finds a finding again when the lightbulb asks about its diagnostic."""
    return {
        "rule": finding.rule,
        "code": finding.code,
        "span": positions.numbered(finding.span),
    }


def result_id(items: list[Message]) -> str:
    """Names an answer by its content, so that the same answer has the same name after a restart."""
    # Few need it, and it takes a while to load.
    from hashlib import blake2b

    return blake2b(repr(items).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def overlaps(one: Span, other: Span) -> bool:
    """Whether two places touch; an empty one (a cursor) touches what it stands at."""
    return (one.line, one.col) <= (other.end_line, other.end_col) and (other.line, other.col) <= (
        one.end_line,
        one.end_col,
    )
