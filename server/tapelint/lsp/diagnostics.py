"""Findings as the protocol wants them."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from typing import Any

from lsprotocol import types

from tapelint.diagnostic import Finding, Related, Severity
from tapelint.lsp.positions import Positions
from tapelint.text import Span

SOURCE = "tapelint"
_PAGES = "https://tapelint.readthedocs.io/rules/"

_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFO: types.DiagnosticSeverity.Information,
    Severity.HINT: types.DiagnosticSeverity.Hint,
}
_SUPERFLUOUS = frozenset({"redundant-watch", "unused-ignore"})


def diagnostics(
    findings: Iterable[Finding], uri: str, positions: Positions
) -> list[types.Diagnostic]:
    """What the editor underlines."""
    return [_diagnostic(finding, uri, positions) for finding in findings]


def _diagnostic(finding: Finding, uri: str, positions: Positions) -> types.Diagnostic:
    return types.Diagnostic(
        range=positions.range(finding.span),
        severity=_SEVERITIES[finding.severity],
        code=finding.rule,
        code_description=types.CodeDescription(href=_PAGES + finding.rule),
        source=SOURCE,
        message=finding.message,
        tags=[types.DiagnosticTag.Unnecessary] if finding.rule in _SUPERFLUOUS else None,
        related_information=[_related(place, uri, positions) for place in finding.related] or None,
        data=key(finding),
    )


def _related(place: Related, uri: str, positions: Positions) -> types.DiagnosticRelatedInformation:
    location = types.Location(uri=uri, range=positions.range(place.span))
    return types.DiagnosticRelatedInformation(location=location, message=place.message)


def key(finding: Finding) -> dict[str, Any]:
    """What finds a finding again when the lightbulb asks about its diagnostic."""
    span = finding.span
    return {
        "rule": finding.rule,
        "code": finding.code,
        "span": [span.line, span.col, span.end_line, span.end_col],
    }


def result_id(items: list[types.Diagnostic]) -> str:
    """Names an answer by its content, so that the same answer has the same name after a restart."""
    return blake2b(repr(items).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def overlaps(one: Span, other: Span) -> bool:
    """Whether two places touch; an empty one (a cursor) touches what it stands at."""
    return (one.line, one.col) <= (other.end_line, other.end_col) and (other.line, other.col) <= (
        one.end_line,
        one.end_col,
    )
