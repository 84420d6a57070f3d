"""Findings as SARIF 2.1.0, the format that code scanning services read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import quote

from tapelint import __version__
from tapelint.diagnostic import Applicability, Finding, Fix, Related, Severity, Step
from tapelint.report.checked import CheckedFile, Place
from tapelint.report.steps import near, words
from tapelint.rules import url

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning"}


def sarif(files: Iterable[CheckedFile], summaries: Mapping[str, str]) -> str:
    """One run with all findings; ``summaries`` has a line about each rule, by its name."""
    checked = list(files)
    results = [_result(file, finding) for file in checked for finding in file.findings]
    rules = {finding.code: finding for file in checked for finding in file.findings}
    driver = {
        "name": "Tapelint",
        "version": __version__,
        "rules": [_rule(rules[code], summaries) for code in sorted(rules)],
    }
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2)


def _rule(finding: Finding, summaries: Mapping[str, str]) -> dict[str, object]:
    summary = summaries.get(finding.rule) or finding.rule
    return {
        "id": finding.code,
        "name": finding.rule,
        "shortDescription": {"text": summary},
        "helpUri": url(finding.code),
    }


def _result(file: CheckedFile, finding: Finding) -> dict[str, object]:
    result: dict[str, object] = {
        "ruleId": finding.code,
        "level": _LEVELS.get(finding.severity, "note"),
        "message": {"text": finding.message},
        "locations": [_location(file, file.place(finding.span))],
    }
    if finding.related:
        result["relatedLocations"] = [_related(file, related) for related in finding.related]
    if finding.way:
        result["codeFlows"] = [{"threadFlows": [{"locations": _flow(file, finding.way)}]}]
    fixes = [fix for fix in finding.fixes if fix.applicability is not Applicability.DISPLAY]
    if fixes and file.notebook is None:
        result["fixes"] = [_fix(file, fix) for fix in fixes]
    return result


def _related(file: CheckedFile, related: Related) -> dict[str, object]:
    located = _location(file, file.place(related.span))
    return {**located, "message": {"text": related.message}}


def _flow(file: CheckedFile, way: Iterable[Step]) -> list[dict[str, object]]:
    """The lines from the source over the cut to the request."""
    return [{"location": {**_step(file, step), "message": {"text": _said(step)}}} for step in way]


def _step(file: CheckedFile, step: Step) -> dict[str, object]:
    if step.span is not None:
        return _location(file, file.place(step.span))
    start, end = step.columns
    region = _region(Place(step.line, start + 1, step.line, end + 1))
    return {"physicalLocation": {"artifactLocation": _artifact(near(step.file)), "region": region}}


def _said(step: Step) -> str:
    return words(step) or "passes the value on"


def _location(file: CheckedFile, place: Place) -> dict[str, object]:
    located: dict[str, object] = {
        "physicalLocation": {"artifactLocation": _artifact(file.name), "region": _region(place)}
    }
    if place.cell is not None:
        located["logicalLocations"] = [{"name": f"cell {place.cell}", "kind": "module"}]
    return located


def _region(place: Place) -> dict[str, int]:
    return {
        "startLine": place.row,
        "startColumn": place.column,
        "endLine": place.end_row,
        "endColumn": place.end_column,
    }


def _artifact(name: str) -> dict[str, str]:
    path = Path(name)
    return {"uri": path.as_uri() if path.is_absolute() else quote(path.as_posix())}


def _fix(file: CheckedFile, fix: Fix) -> dict[str, object]:
    replacements = [
        {
            "deletedRegion": _region(file.place(edit.span)),
            "insertedContent": {"text": edit.text},
        }
        for edit in fix.edits
    ]
    change = {"artifactLocation": _artifact(file.name), "replacements": replacements}
    return {"description": {"text": fix.title}, "artifactChanges": [change]}
