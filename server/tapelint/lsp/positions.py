"""Spans of ours to ranges of the client's and back: the only place where columns are converted."""

from __future__ import annotations

from typing import Any

from tapelint.text import Columns, LineIndex, Span

Range = dict[str, dict[str, int]]


class Positions:
    """Converts places of one text for one client."""

    __slots__ = ("_columns", "_index")

    def __init__(self, index: LineIndex, columns: Columns) -> None:
        self._index = index
        self._columns = columns

    def range(self, span: Span) -> Range:
        """Where ``span`` stands, in the client's coordinates."""
        return {
            "start": self._position(span.line, span.col),
            "end": self._position(span.end_line, span.end_col),
        }

    def _position(self, line: int, col: int) -> dict[str, int]:
        column = self._index.column(line, col, self._columns)
        return {"line": max(line - 1, 0), "character": column}

    def place(self, line: int, character: int) -> tuple[int, int]:
        """The line (from 1) and the column in bytes of a position of the client's."""
        number = min(line + 1, self._index.line_count)
        return number, self._index.byte_column(number, character, self._columns)

    def span(self, where: Any) -> Span:
        """The span of a range of the client's (an ``lsprotocol`` one)."""
        start = self.place(where.start.line, where.start.character)
        return Span(*start, *self.place(where.end.line, where.end.character))
