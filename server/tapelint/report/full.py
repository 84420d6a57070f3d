"""Findings for people: the message, the lines of source that explain it, and what to do."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from tapelint.diagnostic import Applicability, Finding, Severity
from tapelint.report.checked import CheckedFile
from tapelint.report.excerpt import Mark, Row, excerpt
from tapelint.report.explained import ASCII, Explanation, Signs
from tapelint.text import Span

_STYLES = {
    Severity.ERROR: "bold red",
    Severity.WARNING: "bold yellow",
    Severity.INFO: "bold blue",
    Severity.HINT: "bold cyan",
}
_QUIET = "bright_black"
_RELATED = "blue"
_NOTES = {
    Applicability.SAFE: "fix",
    Applicability.UNSAFE: "unsafe fix",
    Applicability.DISPLAY: "by hand",
}
_WIDEST = 120
_LABEL_ROOM = 24


def print_full(console: Console, files: Iterable[CheckedFile], *, explain: bool = False) -> None:
    """Print every finding with its excerpt; ``explain`` shows the whole way of the value there."""
    width = min(console.width, _WIDEST)
    signs = ASCII if console.options.ascii_only else Signs()
    for file in files:
        for finding in file.findings:
            way = signs if explain and finding.way else None
            for line in _finding(file, finding, width, way):
                console.print(line, soft_wrap=True)
            console.print()


def _finding(
    file: CheckedFile, finding: Finding, width: int, signs: Signs | None
) -> Iterator[Text]:
    style = _STYLES[finding.severity]
    head = Text.assemble((finding.severity.value, style), (f"[{finding.rule}]", "bold"), ": ")
    yield from _wrapped(head.append_text(_prose(finding.message)), width, "")
    if signs is not None:
        explanation = Explanation(file, finding, style, width, signs)
        margin, lines = explanation.margin, explanation.rows()
    else:
        rows = excerpt(file, _marks(finding), width - _margin(file, finding) - 3)
        margin = max(len(row.margin) for row in rows)
        lines = (line for row in rows for line in _row(row, margin, style, width))
    pad = " " * margin
    yield Text.assemble(pad, ("--> ", _QUIET), f"{file.name}:{file.place(finding.span)}")
    yield Text(f"{pad} |", _QUIET)
    yield from lines
    if finding.fixes:
        yield Text(f"{pad} |", _QUIET)
    for fix in finding.fixes:
        how = _NOTES[fix.applicability]
        note = Text.assemble(f"{pad} ", ("= ", _QUIET), (how, "bold"), ": ")
        yield from _wrapped(note.append_text(_prose(fix.title)), width, f"{pad}   ")


def _margin(file: CheckedFile, finding: Finding) -> int:
    lines = (finding.span.line, *(related.span.line for related in finding.related))
    return max(len(file.line_label(line)) for line in lines)


def _marks(finding: Finding) -> Iterator[Mark]:
    yield Mark(finding.span, "", main=True)
    labels: dict[Span, list[str]] = {}
    for related in finding.related:
        labels.setdefault(related.span, []).append(related.message)
    for span, said in labels.items():
        yield Mark(span, "; ".join(said), main=False)


def _row(row: Row, margin: int, style: str, width: int) -> Iterator[Text]:
    gutter = Text.assemble((f"{row.margin:>{margin}} | ", _QUIET))
    if row.mark is None:
        yield Text("…".rjust(margin), _QUIET) if row.margin == "…" else gutter + Text(row.code)
        return
    mark_style = style if row.mark.main else _RELATED
    mark = Text(("^" if row.mark.main else "-") * row.width, mark_style)
    inside = width - margin - 3
    label, end = row.mark.label, row.start + row.width + 1
    if end + cell_len(label) <= inside:
        yield gutter + Text(" " * row.start) + mark + Text(f" {label}".rstrip(), mark_style)
        return
    yield gutter + Text(" " * row.start) + mark
    # The label goes below, and to the left as far as it needs room.
    start = max(min(row.start, inside - max(cell_len(label), _LABEL_ROOM)), 0)
    for part in textwrap.wrap(label, max(inside - start, _LABEL_ROOM)):
        yield gutter + Text(" " * start) + Text(part, mark_style)


def _prose(message: str) -> Text:
    """Text with the pieces between backticks set apart; the backticks stay."""
    text = Text()
    if message.count("`") % 2:
        return text.append(message)
    for position, part in enumerate(message.split("`")):
        text.append(f"`{part}`" if position % 2 else part, "bold" if position % 2 else "")
    return text


def _wrapped(text: Text, width: int, indent: str) -> Iterator[Text]:
    """The text in lines of at most ``width`` cells; all but the first are indented."""
    first, *others = _folded(text, width)
    yield first
    if others:
        rest = text[len(first.plain) :]
        rest = rest[len(rest.plain) - len(rest.plain.lstrip()) :]
        yield from (Text(indent) + line for line in _folded(rest, width - len(indent)))


def _folded(text: Text, width: int) -> list[Text]:
    lines = list(text.wrap(Console(width=max(width, 20), color_system=None), max(width, 20)))
    for line in lines:
        line.rstrip()
    return lines
