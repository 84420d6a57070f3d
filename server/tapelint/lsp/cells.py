"""A notebook as the client has it, a document for each cell, and the one text that is checked."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from tapelint.lsp.jsonrpc import Message
from tapelint.lsp.positions import Change, Positions, with_breaks
from tapelint.syntax.notebook import Notebook, cell_code, joined
from tapelint.text import Columns, Edit, LineIndex, Span

_CODE_OR_LINE = re.compile(r"``.*?``|`[^`]*`(?:, line \d+)?|\bline (?P<line>\d+)\b")
"""Code, with the line of another file behind that file's name; or a line of this text."""

_PYTHON = "python"


@dataclass(frozen=True)
class Cell:
    """The text document of a cell."""

    uri: str
    language: str
    version: int | None
    text: str

    @cached_property
    def code(self) -> str:
        """What of it is checked."""
        return cell_code(self.text)

    @cached_property
    def index(self) -> LineIndex:
        """Finds places in its text."""
        return LineIndex(self.text)

    @cached_property
    def masked(self) -> frozenset[int]:
        """The lines (from 1) of which something else is checked than stands there."""
        code = LineIndex(self.code)
        lines = range(1, self.index.line_count + 1)
        return frozenset(n for n in lines if code.line(n) != self.index.line(n))

    @property
    def is_magic(self) -> bool:
        """Whether a magic takes the whole cell, which must stay its first line."""
        return self.text.lstrip().startswith("%%")


class Cells:
    """The Python cells of a notebook, in their order."""

    def __init__(self, cells: Iterable[Cell]) -> None:
        self.code = tuple(cell for cell in cells if cell.language == _PYTHON)

    @cached_property
    def notebook(self) -> Notebook:
        """The one text that they make."""
        return joined((number, cell.code) for number, cell in enumerate(self.code, start=1))

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
        return max(bisect_right(self.notebook.starts, line) - 1, 0)

    def above(self, number: int) -> int:
        """How many lines of the text stand above a cell."""
        return self.notebook.starts[number] - 1


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
        made: list[Change] = []
        for edit in edits:
            parts = list(self._parts(edit))
            if not parts or any(self._spoils(number, part) for number, part in parts):
                return None
            made += (self._change(number, part) for number, part in parts)
        return made

    def _parts(self, edit: Edit) -> Iterator[tuple[int, Edit]]:
        """An edit cell by cell; lines that are inserted above a magic go below the cell before."""
        span, cells = edit.span, self._cells
        first, last = cells.at(span.line), cells.at(span.end_line)
        at_top = span.line == cells.above(first) + 1 and span.col == 0
        if first == last and at_top and cells.code[first].is_magic and _inserts_lines(edit):
            if first > 0:
                end = self._end(first - 1)
                yield first - 1, Edit(Span(*end, *end), f"\n{edit.text.removesuffix(chr(10))}")
        elif first == last:
            yield first, edit
        elif last == first + 1 and (span.end_line, span.end_col) == (cells.above(last) + 1, 0):
            whole = Span(span.line, span.col, *self._end(first))
            yield first, Edit(whole, edit.text.removesuffix("\n"))

    def _end(self, number: int) -> tuple[int, int]:
        """The end of a cell's last line."""
        line = self._cells.above(number) + self._cells.code[number].index.line_count
        return line, len(self._index.line(line).encode("utf-8", "surrogatepass"))

    def _spoils(self, number: int, edit: Edit) -> bool:
        """Whether an edit changes a line that isn't what was checked."""
        span, above = edit.span, self._cells.above(number)
        if span.col == 0 and _inserts_lines(edit):
            return False
        last = span.end_line - (span.end_col == 0 and span.end_line > span.line)
        masked = self._cells.code[number].masked
        return any(line - above in masked for line in range(span.line, last + 1))

    def _change(self, number: int, edit: Edit) -> Change:
        cell = self._cells.code[number]
        text = with_breaks(edit.text, cell.index.newline)
        return Change(cell.uri, cell.version, self.range(edit.span), text)


def _inserts_lines(edit: Edit) -> bool:
    span = edit.span
    empty = (span.line, span.col) == (span.end_line, span.end_col)
    return empty and edit.text.endswith("\n")
