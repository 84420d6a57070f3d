"""One line per finding, as editors and ``grep`` like it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tapelint.report.checked import CheckedFile


def concise(files: Iterable[CheckedFile]) -> Iterator[str]:
    """``file:row:column: severity[rule] message`` for each finding."""
    for file in files:
        for finding in file.findings:
            what = f"{finding.severity.value}[{finding.rule}]"
            yield f"{file.name}:{file.place(finding.span)}: {what} {finding.message}"
