"""The cells of a notebook as texts of their own: which edits of the one text they can take."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from tapelint.syntax.notebook import Notebook, cell_code
from tapelint.text import Edit, LineIndex, Span


@dataclass(frozen=True)
class CellText:
    """The text of a Python cell, as it stands in the notebook."""

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
    def _checked(self) -> LineIndex:
        return LineIndex(self.code)

    def is_masked(self, line: int, col: int = 0) -> bool:
        """Whether something else is checked, from a column on, than stands in a line (from 1)."""
        both = (self.index.line(line), self._checked.line(line))
        stands, checked = (text.encode("utf-8", "surrogatepass") for text in both)
        return len(stands) != len(checked) or stands[col:] != checked[col:]

    @property
    def is_magic(self) -> bool:
        """Whether a magic takes the whole cell, which must stay its first line."""
        return self.text.lstrip().startswith("%%")


def edits_by_cell(
    edits: Iterable[Edit], notebook: Notebook, cells: Sequence[CellText]
) -> list[tuple[int, Edit]] | None:
    """Edits of the one text, each with the cell (from 0) that it changes, on lines of that text.

    None where one goes across cells or through what is masked.
    """
    found: list[tuple[int, Edit]] = []
    for edit in edits:
        parts = list(_parts(edit, notebook, cells)) if cells else []
        if not parts or any(_spoils(edit, notebook.above(n), cells[n]) for n, edit in parts):
            return None
        found += parts
    return found


def _parts(edit: Edit, notebook: Notebook, cells: Sequence[CellText]) -> Iterator[tuple[int, Edit]]:
    """An edit cell by cell; lines that are inserted above a magic go below the cell before."""
    span = edit.span
    first, last = notebook.position(span.line), notebook.position(span.end_line)
    at_top = span.line == notebook.above(first) + 1 and span.col == 0
    if first == last and at_top and cells[first].is_magic and _inserts_lines(edit):
        if first > 0:
            end = _end(notebook.above(first - 1), cells[first - 1])
            yield first - 1, Edit(Span(*end, *end), f"\n{edit.text.removesuffix(chr(10))}")
    elif first == last:
        yield first, edit
    elif last == first + 1 and (span.end_line, span.end_col) == (notebook.above(last) + 1, 0):
        whole = Span(span.line, span.col, *_end(notebook.above(first), cells[first]))
        yield first, Edit(whole, edit.text.removesuffix("\n"))


def _end(above: int, cell: CellText) -> tuple[int, int]:
    """The end of a cell's last line."""
    last = cell.index.line_count
    return above + last, len(cell.index.line(last).encode("utf-8", "surrogatepass"))


def _spoils(edit: Edit, above: int, cell: CellText) -> bool:
    """Whether an edit changes what isn't checked as it stands there."""
    span = edit.span
    if span.col == 0 and _inserts_lines(edit):
        return False
    if span.line == span.end_line:
        return cell.is_masked(span.line - above, span.col)
    last = span.end_line - (span.end_col == 0)
    return any(cell.is_masked(line - above) for line in range(span.line, last + 1))


def _inserts_lines(edit: Edit) -> bool:
    span = edit.span
    empty = (span.line, span.col) == (span.end_line, span.end_col)
    return empty and edit.text.endswith("\n")
