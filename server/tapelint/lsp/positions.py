"""Spans of ours to ranges of the client's and back: the only place where columns are converted."""

from __future__ import annotations

from typing import get_args

from lsprotocol import types

from tapelint.text import Columns, LineIndex, Span

DEFAULT_COLUMNS: Columns = "utf-16"
"""What the protocol prescribes where client and server didn't agree on something else."""


def negotiate(capabilities: types.ClientCapabilities) -> Columns:
    """The client's favourite among the column units that we know."""
    offered = capabilities.general.position_encodings if capabilities.general else None
    known: dict[str, Columns] = {columns: columns for columns in get_args(Columns)}
    return next((known[name] for name in offered or () if name in known), DEFAULT_COLUMNS)


class Positions:
    """Converts places of one text for one client."""

    __slots__ = ("_columns", "_index")

    def __init__(self, index: LineIndex, columns: Columns) -> None:
        self._index = index
        self._columns = columns

    def range(self, span: Span) -> types.Range:
        """Where ``span`` stands, in the client's coordinates."""
        return types.Range(
            self._position(span.line, span.col), self._position(span.end_line, span.end_col)
        )

    def _position(self, line: int, col: int) -> types.Position:
        return types.Position(max(line - 1, 0), self._index.column(line, col, self._columns))

    def place(self, position: types.Position) -> tuple[int, int]:
        """The line (from 1) and the column in bytes of a position of the client's."""
        line = min(position.line + 1, self._index.line_count)
        return line, self._index.byte_column(line, position.character, self._columns)

    def span(self, where: types.Range) -> Span:
        """The span of a range of the client's."""
        return Span(*self.place(where.start), *self.place(where.end))
