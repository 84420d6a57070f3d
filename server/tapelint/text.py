"""Places in a text: the one coordinate system that every layer shares.

Lines count from 1 and columns are UTF-8 bytes counted from 0, exactly as CPython's ``ast`` reports
them; editors' and terminals' columns are converted once, at the edge, by :class:`LineIndex`.

Only ``\\n``, ``\\r\\n`` and ``\\r`` break a line, as they do for Python and for LSP.
``str.splitlines`` also breaks at form feeds and at U+2028, which would shift every line below.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

Columns = Literal["utf-8", "utf-16", "utf-32"]
"""What a column counts: bytes, UTF-16 code units or code points (the names that LSP uses)."""

CELL_END = "\f\t\f"
"""What stands before the line break behind a cell in a notebook's text: part of that break."""

_BREAK = re.compile(r"\r\n?|\n")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of a text: from (line, col) up to, not including, (end_line, end_col)."""

    line: int
    col: int
    end_line: int
    end_col: int


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace what stands at ``span`` by ``text``; an empty span inserts."""

    span: Span
    text: str


class LineIndex:
    """Finds lines in a text and converts columns; places beyond the text are clamped to it."""

    __slots__ = ("_starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts: list[int] | None = None

    def _line_starts(self) -> list[int]:
        if self._starts is None:
            self._starts = _line_starts(self.text)
        return self._starts

    @property
    def line_count(self) -> int:
        """How many lines the text has; an empty text has one."""
        return len(self._line_starts())

    def line(self, number: int) -> str:
        """The text of a line (from 1) without its line break."""
        starts = self._line_starts()
        if not 1 <= number <= len(starts):
            return ""
        end = starts[number] if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end].rstrip("\r\n").removesuffix(CELL_END)

    def ends_cell(self, number: int) -> bool:
        """Whether a line is the last one of a cell of a notebook, and another cell follows."""
        starts = self._line_starts()
        if not 1 <= number < len(starts):
            return False
        return self.text.endswith(f"{CELL_END}\n", starts[number - 1], starts[number])

    def column(self, line: int, col: int, unit: Columns) -> int:
        """Convert a column in bytes to one in ``unit``."""
        content = self.line(line)
        if content.isascii():
            return min(max(col, 0), len(content))
        return _length(_prefix(content, col), unit)

    def byte_column(self, line: int, column: int, unit: Columns) -> int:
        """Convert a column in ``unit`` to one in bytes; inside a character means before it."""
        content = self.line(line)
        if content.isascii():
            return min(max(column, 0), len(content))
        if unit == "utf-8":
            return _length(_prefix(content, column), "utf-8")
        if unit == "utf-32":
            return _length(content[: max(column, 0)], "utf-8")
        return _length(_utf16_prefix(content, column), "utf-8")

    def offset(self, line: int, col: int) -> int:
        """The place in ``text`` (a code point index) of a line and a column in bytes."""
        starts = self._line_starts()
        if line < 1:
            return 0
        if line > len(starts):
            return len(self.text)
        return starts[line - 1] + self.column(line, col, "utf-32")

    def position(self, offset: int) -> tuple[int, int]:
        """The line and the column in bytes of a code point index."""
        starts = self._line_starts()
        line = bisect_right(starts, max(offset, 0))
        return line, _length(self.text[starts[line - 1] : offset], "utf-8")

    def slice(self, span: Span) -> str:
        """What stands at ``span``."""
        start = self.offset(span.line, span.col)
        return self.text[start : self.offset(span.end_line, span.end_col)]

    @property
    def newline(self) -> str:
        """The line break that the text uses (its first), ``\\n`` where it has none."""
        first = _BREAK.search(self.text)
        return first.group() if first else "\n"


def _line_starts(text: str) -> list[int]:
    if "\r" in text:
        return [0, *(found.end() for found in _BREAK.finditer(text))]
    # This is done at every keystroke, and it is several times faster.
    return list(accumulate((len(line) + 1 for line in text.split("\n")[:-1]), initial=0))


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Apply edits that were all computed on ``text``; inserted lines take its line breaks.

    Raises:
        ValueError: when two edits overlap, since their result would depend on an order.
    """
    pieces: list[str] = []
    done = 0
    for start, end, replacement in sorted(located(text, edits), key=lambda place: place[:2]):
        if start < done:
            raise ValueError("edits overlap")
        pieces += [text[done:start], replacement]
        done = end
    return "".join([*pieces, text[done:]])


def located(text: str, edits: Iterable[Edit]) -> Iterator[tuple[int, int, str]]:
    """Edits as places in ``text`` (code point indices), with the line breaks that it uses."""
    index = LineIndex(text)
    newline = index.newline
    for edit in edits:
        span = edit.span
        start = index.offset(span.line, span.col)
        end = max(start, index.offset(span.end_line, span.end_col))
        yield start, end, _BREAK.sub(newline, edit.text)


def _prefix(content: str, col: int) -> str:
    """The characters that lie wholly within the first ``col`` bytes."""
    taken = 0
    for position, character in enumerate(content):
        taken += len(character.encode("utf-8", "surrogatepass"))
        if taken > col:
            return content[:position]
    return content


def _utf16_prefix(content: str, column: int) -> str:
    taken = 0
    for position, character in enumerate(content):
        taken += 2 if ord(character) > 0xFFFF else 1
        if taken > column:
            return content[:position]
    return content


def _length(part: str, unit: Columns) -> int:
    if unit == "utf-32":
        return len(part)
    if unit == "utf-16":
        return len(part) + sum(character > "\uffff" for character in part)
    return len(part.encode("utf-8", "surrogatepass"))
