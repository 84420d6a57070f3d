"""Spans of ours to ranges of the client's and back: the only place where columns are converted.

A text is one document of the client's here; ``cells`` has the same for a notebook, whose text is
made of many.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from tapelint.lsp.jsonrpc import Message
from tapelint.text import Columns, Edit, LineIndex, Span

Range = dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True)
class Change:
    """An edit as the client makes it: in which document, of which version, where and what."""

    uri: str
    version: int | None
    range: Range
    text: str


class Positions:
    """Converts places of one text for one client."""

    __slots__ = ("_columns", "_index", "_uri", "_version")

    def __init__(
        self, index: LineIndex, columns: Columns, uri: str, version: int | None = None
    ) -> None:
        self._index = index
        self._columns = columns
        self._uri = uri
        self._version = version

    def range(self, span: Span) -> Range:
        """Where ``span`` stands, in the client's coordinates."""
        return {
            "start": self.position(span.line, span.col),
            "end": self.position(span.end_line, span.end_col),
        }

    def position(self, line: int, col: int) -> dict[str, int]:
        """Where a line and a column in bytes stand, in the client's coordinates."""
        column = self._index.column(line, col, self._columns)
        return {"line": max(line - 1, 0), "character": column}

    def location(self, span: Span) -> Message:
        """The document of a span, and where it stands there."""
        return {"uri": self._uri, "range": self.range(span)}

    def place(self, line: int, character: int) -> tuple[int, int]:
        """The line (from 1) and the column in bytes of a position of the client's."""
        number = min(line + 1, self._index.line_count)
        return number, self._index.byte_column(number, character, self._columns)

    def span(self, where: Any) -> Span:
        """The span of a range of the client's (an ``lsprotocol`` one)."""
        start = self.place(where.start.line, where.start.character)
        return Span(*start, *self.place(where.end.line, where.end.character))

    def offset(self, line: int, character: int) -> int:
        """The place in the text (a code point index) of a position of the client's."""
        if line >= self._index.line_count:
            return len(self._index.text)
        return self._index.offset(*self.place(line, character))

    def holds(self, _line: int) -> bool:
        """Whether a line of the text stands in the document that the client asks about."""
        return True

    def numbered(self, span: Span) -> list[int]:
        """A span in numbers that stay the same while only other documents change."""
        return [span.line, span.col, span.end_line, span.end_col]

    def told(self, said: str, _line: int | None = None) -> str:
        """A sentence with the numbers of lines as they are seen from one of them."""
        return said

    def changes(self, edits: Iterable[Edit]) -> list[Change] | None:
        """Edits of the text as edits of documents; None where they can't be made there."""
        newline = self._index.newline
        return [
            Change(self._uri, self._version, self.range(edit.span), with_breaks(edit.text, newline))
            for edit in edits
        ]


def with_breaks(text: str, newline: str) -> str:
    """A text with one kind of line break."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", newline)
