"""Findings as JSON, in the shape that tools already read from ruff, with a few fields more."""

from __future__ import annotations

import json
from collections.abc import Iterable

from tapelint.diagnostic import Finding, Fix, Related
from tapelint.report.checked import CheckedFile, Place
from tapelint.rules import url
from tapelint.text import Span


def records(files: Iterable[CheckedFile]) -> str:
    """A JSON array with one object per finding."""
    found = [_record(file, finding) for file in files for finding in file.findings]
    return json.dumps(found, indent=2, ensure_ascii=False)


def _record(file: CheckedFile, finding: Finding) -> dict[str, object]:
    place = file.place(finding.span)
    return {
        "cell": place.cell,
        "code": finding.code,
        "name": finding.rule,
        "severity": finding.severity.value,
        "message": finding.message,
        "filename": file.name,
        **_location(place),
        "fix": _fix(file, finding.fixes[0]) if finding.fixes else None,
        "related": [_related(file, related) for related in finding.related],
        "url": url(finding.code),
    }


def _location(place: Place) -> dict[str, object]:
    return {
        "location": {"row": place.row, "column": place.column},
        "end_location": {"row": place.end_row, "column": place.end_column},
    }


def _fix(file: CheckedFile, fix: Fix) -> dict[str, object]:
    return {
        "applicability": fix.applicability.value,
        "message": fix.title,
        "edits": [_edit(file, edit.span, edit.text) for edit in fix.edits],
    }


def _edit(file: CheckedFile, span: Span, content: str) -> dict[str, object]:
    return {"content": content, **_location(file.place(span))}


def _related(file: CheckedFile, related: Related) -> dict[str, object]:
    place = file.place(related.span)
    return {"message": related.message, "filename": file.name, **_location(place)}
