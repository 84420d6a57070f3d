"""Workflow commands that GitHub turns into annotations of a pull request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tapelint.diagnostic import Finding, Severity
from tapelint.report.checked import CheckedFile

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning"}


def github(files: Iterable[CheckedFile]) -> Iterator[str]:
    """One workflow command per finding."""
    for file in files:
        for finding in file.findings:
            yield _command(file, finding)


def _command(file: CheckedFile, finding: Finding) -> str:
    place = file.place(finding.span)
    properties = {
        "title": f"Tapelint ({finding.rule})",
        "file": file.name,
        "line": place.row,
        "endLine": place.end_row,
    }
    if place.row == place.end_row:
        # GitHub drops annotations whose columns span lines.
        properties |= {"col": place.column, "endColumn": place.end_column}
    listed = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    where = f"{file.name}:{place}: " if place.cell is not None else ""
    command = _COMMANDS.get(finding.severity, "notice")
    return f"::{command} {listed}::{_data(where + finding.message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
