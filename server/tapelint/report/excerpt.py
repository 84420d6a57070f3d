"""A finding's lines of source with marks below, laid out in terminal cells.

Tabs are expanded, wide characters and emoji count the cells they take, and control characters
(which could steer the terminal) become visible signs. Lines that don't fit are cut around the
marks.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size

from tapelint.report.checked import CheckedFile
from tapelint.text import Span

_TAB = 4
_CUT = "…"


@dataclass(frozen=True, slots=True)
class Mark:
    """A place to mark; the one the finding stands at is the main one."""

    span: Span
    label: str
    main: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A printed line: what stands in the margin, then the code or, below it, a mark."""

    margin: str
    code: str
    mark: Mark | None = None
    start: int = 0
    width: int = 0


def excerpt(file: CheckedFile, marks: Iterable[Mark], width: int) -> list[Row]:
    """The marked lines in their order, each with its marks below; ``width`` is for the code."""
    by_line: dict[int, list[Mark]] = {}
    for mark in marks:
        by_line.setdefault(mark.span.line, []).append(mark)
    rows: list[Row] = []
    last = 0
    for line in sorted(by_line):
        if last and line > last + 1:
            rows.append(Row("…", ""))
        rows += _line(file, line, sorted(by_line[line], key=_order), width)
        last = line
    return rows


def _order(mark: Mark) -> tuple[bool, Span]:
    return not mark.main, mark.span


def _line(file: CheckedFile, line: int, marks: list[Mark], width: int) -> Iterator[Row]:
    content = file.index.line(line)
    places = [cells_of(file, content, mark.span) for mark in marks]
    shown = printable(content)
    first = window(cell_len(shown), places, width)
    yield Row(file.line_label(line), cropped(shown, first, width))
    for mark, (start, end) in zip(marks, places, strict=True):
        left = max(start - first, 0)
        room = max(min(end - first, width) - left, 1)
        yield Row("", "", mark, left, room)


def cells_of(file: CheckedFile, content: str, span: Span) -> tuple[int, int]:
    """The cells where a span begins and, on its first line, ends."""
    start = file.index.column(span.line, span.col, "utf-32")
    end = len(content.rstrip())
    if span.end_line == span.line:
        end = file.index.column(span.line, span.end_col, "utf-32")
    before, marked = content[:start], content[start : max(end, start)]
    begin = cell_len(printable(before))
    return begin, max(cell_len(printable(before + marked)), begin + 1)


def window(length: int, places: list[tuple[int, int]], width: int) -> int:
    """The first cell to show of a line, so that the marks can be seen."""
    if length <= width:
        return 0
    start, end = places[0][0], max(end for _, end in places)
    if end <= width - len(_CUT):
        return 0
    return max(0, min(start - width // 4, length - width))


def cropped(shown: str, first: int, width: int) -> str:
    """The part of a printable line that fits into ``width`` cells, from cell ``first`` on."""
    if first:
        shown = _CUT + _from_cell(shown, first + len(_CUT))
    return set_cell_size(shown, width - 1) + _CUT if cell_len(shown) > width else shown


def _from_cell(shown: str, first: int) -> str:
    """The text from a cell on; half of a wide character becomes a space."""
    taken = 0
    for position, character in enumerate(shown):
        if taken >= first:
            return " " * (taken - first) + shown[position:]
        taken += cell_len(character)
    return ""


def printable(content: str) -> str:
    """A line as a terminal can show it: tabs expanded, control characters as visible signs."""
    shown: list[str] = []
    cells = 0
    for character in content:
        piece = _piece(character, cells)
        shown.append(piece)
        cells += cell_len(piece)
    return "".join(shown)


def _piece(character: str, cells: int) -> str:
    if character == "\t":
        return " " * (_TAB - cells % _TAB)
    if character < " " or character == "\x7f":
        return chr(0x2400 + ord(character)) if character < " " else "␡"
    if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp") and character != "\u200d":
        return "\ufffd"
    return character
