"""A notebook as the client has it, a document for each cell, and the one text that is checked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from tapelint.lsp.jsonrpc import Message
from tapelint.lsp.positions import Change, Positions, with_breaks
from tapelint.syntax.cells import CellText, edits_by_cell
from tapelint.syntax.notebook import Notebook, joined
from tapelint.text import Columns, Edit, LineIndex, Span

_CODE_OR_LINE = re.compile(r"``.*?``|`[^`]*`(?:, line \d+)?|\bline (?P<line>\d+)\b")
"""Code, with the line of another file behind that file's name; or a line of this text."""

_PYTHON = "python"


@dataclass(frozen=True)
class Cell(CellText):
    """The text document of a cell."""

    uri: str
    language: str
    version: int | None


class Cells:
    """The Python cells of a notebook, in their order."""

    def __init__(self, cells: Iterable[Cell]) -> None:
        self.code = tuple(cell for cell in cells if cell.language == _PYTHON)

    @cached_property
    def notebook(self) -> Notebook:
        """The one text that they make."""
        return joined(
            (number, cell.text, cell.code) for number, cell in enumerate(self.code, start=1)
        )

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {cell.uri: number for number, cell in enumerate(self.code)}

    def number(self, uri: str) -> int | None:
        """Which of the cells has this URI, counted from 0."""
        return self._numbers.get(uri)

    def text_of(self, uri: str) -> str:
        """What the client has in a cell."""
        number = self.number(uri)
        return "" if number is None else self.code[number].text

    def at(self, line: int) -> int:
        """In which cell a line of the text stands, counted from 0."""
        return self.notebook.position(line)

    def above(self, number: int) -> int:
        """How many lines of the text stand above a cell."""
        return self.notebook.above(number)


class CellPositions(Positions):
    """Converts places of a notebook's text; what the client asks about is one of its cells."""

    __slots__ = ("_cells", "_here")

    def __init__(self, cells: Cells, index: LineIndex, columns: Columns, uri: str) -> None:
        super().__init__(index, columns, uri)
        self._cells = cells
        self._here = cells.number(uri)

    def position(self, line: int, col: int) -> dict[str, int]:
        """Where a line and a column in bytes stand in their cell."""
        if not self._cells.code:
            return super().position(line, col)
        return self._within(self._cells.at(line), line, col)

    def _within(self, number: int, line: int, col: int) -> dict[str, int]:
        """A place, in the coordinates of a cell; what lies below it is its end."""
        index = self._cells.code[number].index
        local = line - self._cells.above(number)
        if local > index.line_count:
            local, col = index.line_count, len(index.text.encode("utf-8", "surrogatepass"))
        return {"line": local - 1, "character": index.column(local, col, self._columns)}

    def location(self, span: Span) -> Message:
        """The cell of a span, and where it stands there."""
        if not self._cells.code:
            return super().location(span)
        number = self._cells.at(span.line)
        where = {
            "start": self._within(number, span.line, span.col),
            "end": self._within(number, span.end_line, span.end_col),
        }
        return {"uri": self._cells.code[number].uri, "range": where}

    def range(self, span: Span) -> dict[str, dict[str, int]]:
        """Where ``span`` stands in its cell."""
        where: dict[str, dict[str, int]] = self.location(span)["range"]
        return where

    def place(self, line: int, character: int) -> tuple[int, int]:
        """The place in the text of a position in the cell."""
        if self._here is None:
            return super().place(line, character)
        index = self._cells.code[self._here].index
        local = min(line + 1, index.line_count)
        column = index.byte_column(local, character, self._columns)
        return local + self._cells.above(self._here), column

    def holds(self, line: int) -> bool:
        """Whether a line of the text stands in the cell."""
        return self._here is not None and self._cells.at(line) == self._here

    def numbered(self, span: Span) -> list[int]:
        """A span with lines counted in its cell."""
        where = super().numbered(span)
        if not self._cells.code:
            return where
        above = self._cells.above(self._cells.at(span.line))
        return [where[0] - above, where[1], where[2] - above, where[3]]

    def told(self, said: str, line: int | None = None) -> str:
        """A sentence with lines counted in their cells; another cell than that of a line is named.

        Cells are counted as far as they are Python: the client tells of no others.
        """
        here = None if line is None else self._cells.at(line)

        def counted(found: re.Match[str]) -> str:
            if found["line"] is None or not self._cells.code:
                return found.group()
            number = self._cells.at(int(found["line"]))
            local = int(found["line"]) - self._cells.above(number)
            return f"line {local}" + ("" if number == here else f" of code cell {number + 1}")

        return _CODE_OR_LINE.sub(counted, said)

    def changes(self, edits: Iterable[Edit]) -> list[Change] | None:
        """Edits of the cells; None where one goes across cells or through what is masked."""
        found = edits_by_cell(edits, self._cells.notebook, self._cells.code)
        return None if found is None else [self._change(number, edit) for number, edit in found]

    def _change(self, number: int, edit: Edit) -> Change:
        cell = self._cells.code[number]
        text = with_breaks(edit.text, cell.index.newline)
        return Change(cell.uri, cell.version, self.range(edit.span), text)
