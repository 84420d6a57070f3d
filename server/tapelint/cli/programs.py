"""What fixes change: the text of a Python file, or the sources of the cells in a notebook's JSON.

A notebook isn't written anew from what was read of it: only the characters that a fix changes are
replaced in the very text of the file, between the quotes of a source.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from json import decoder as json_decoder
from json import scanner as json_scanner
from typing import Any, Protocol

from tapelint.flow.callers import deep_recursion
from tapelint.syntax.cells import CellText, edits_by_cell
from tapelint.syntax.notebook import Notebook, joined, python_cells
from tapelint.text import Edit, Span, apply_edits, located

_CHARACTER = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|.", re.DOTALL
)
_SEPARATOR = re.compile(r'",\s*"')
_READER: Any = json_decoder
_SCANNER: Any = json_scanner
_SURROGATES = ("\ud800", "\udfff")


class Program(Protocol):
    """Something that is checked as one text and that fixes can change."""

    @property
    def text(self) -> str:
        """What is checked."""

    @property
    def content(self) -> str:
        """What stands in the file."""

    @property
    def notebook(self) -> Notebook | None:
        """Where the cells of a notebook begin in the text."""

    def changed(self, edits: Iterable[Edit]) -> Program | None:
        """The program after some edits of its text; None where they can't be made."""

    def parts(self) -> list[tuple[str, str]]:
        """What a person reads of it, piece by piece: what is added to the file's name, the text."""


@dataclass(frozen=True)
class Script:
    """A Python file."""

    text: str
    notebook: None = None

    @property
    def content(self) -> str:
        """The text itself."""
        return self.text

    def changed(self, edits: Iterable[Edit]) -> Script:
        """The file after some edits."""
        return Script(apply_edits(self.text, edits))

    def parts(self) -> list[tuple[str, str]]:
        """The text as a whole."""
        return [("", self.text)]


@dataclass(frozen=True)
class Book:
    """A notebook of format 3 or later, given as JSON.

    Raises:
        NotebookError: from any of its members, when the content isn't a notebook.
    """

    content: str

    @cached_property
    def _cells(self) -> list[_Cell]:
        """The Python cells, with the places of their sources in the file."""
        return [
            _Cell("".join(parts), number, tuple(p for p in parts if isinstance(p, _Placed)))
            for number, parts in python_cells(self.content, _decoded_with_places)
        ]

    @cached_property
    def notebook(self) -> Notebook:
        """Where the cells begin in the text."""
        cells = python_cells(self.content, json.loads)
        sources = ((number, CellText("".join(parts))) for number, parts in cells)
        return joined((number, cell.text, cell.code) for number, cell in sources)

    @property
    def text(self) -> str:
        """The code of all cells as one text."""
        return self.notebook.text

    def changed(self, edits: Iterable[Edit]) -> Book | None:
        """The notebook after some edits of its text, in which nothing else has changed."""
        cells = self._cells
        by_cell = edits_by_cell(edits, self.notebook, cells)
        if by_cell is None:
            return None
        found: list[tuple[int, int, str]] = []
        expected: list[str] = []
        for position, cell in enumerate(cells):
            own = [_within(e, self.notebook.above(n)) for n, e in by_cell if n == position]
            expected.append(apply_edits(cell.text, own))
            found += cell.replacements(own, self.content) if own else ()
        book = Book(_replaced(self.content, found))
        # Whatever odd way a source is written in: another one than expected isn't handed out.
        return book if [cell.text for cell in book._cells] == expected else None

    def parts(self) -> list[tuple[str, str]]:
        """The source of each cell."""
        return [(f":cell {cell.number}", cell.text) for cell in self._cells]


class _Placed(str):
    """A string of a JSON text that knows where it stands there, without its quotes."""

    __slots__ = ("end", "start")
    start: int
    end: int


def _decoded_with_places(content: str) -> object:
    """What JSON means, with strings that know their places (names of members don't)."""

    def string(text: str, start: int, strict: bool = True) -> tuple[_Placed, int]:
        value, after = _READER.scanstring(text, start, strict)
        placed = _Placed(value)
        placed.start, placed.end = start, after - 1
        return placed, after

    decoder: Any = json.JSONDecoder()
    decoder.parse_string = string
    decoder.scan_once = _SCANNER.py_make_scanner(decoder)  # the one in C reads strings by itself
    with deep_recursion():
        decoded: object = decoder.decode(content)
    return decoded


@dataclass(frozen=True)
class _Cell(CellText):
    """A cell with the strings that make its source: a single one, or by custom one a line."""

    number: int
    strings: tuple[_Placed, ...]

    def replacements(self, edits: Iterable[Edit], content: str) -> Iterator[tuple[int, int, str]]:
        """Edits of the source as places in the file and what is to stand there."""
        if self.strings:
            writing = _Writing(self, content)
            for start, end, text in _joined(located(self.text, edits)):
                yield writing.replacement(start, end, text)


class _Writing:
    """How a source is written in a file: where its characters stand, and how lines are parted."""

    def __init__(self, cell: _Cell, content: str) -> None:
        self._text = cell.text
        self._ascii = content.isascii()
        self._first, self._last = cell.strings[0].start, cell.strings[-1].end
        self._places = [
            (found.start(), found.end())
            for string in cell.strings
            for found in _CHARACTER.finditer(content, string.start, string.end)
        ]
        self._separator = _separator(cell.strings, content)

    def replacement(self, start: int, end: int, text: str) -> tuple[int, int, str]:
        """Where characters of the source stand, and what is written for the text instead of them.

        In a list, each line that is new becomes a string of its own.
        """
        begins = self._begins_string(start)
        before = "" if begins else self._text[start - 1]
        written = "".join(self._written(text, before))
        last = text[-1:] or before
        if start == end:
            at = self._start(start)
            return at, at, written + (self._separator if self._parted(last, end) else "")
        if end < len(self._places) and self._begins_string(end):
            if last == "\n" or (text and self._text[end - 1] != "\n"):
                return self._start(start), self._end(end), written
            return self._start(start), self._start(end), written
        if not text and begins and start and end == len(self._places):
            return self._end(start), self._end(end), ""  # no empty string stays behind
        parted = self._parted(last, end)
        return self._start(start), self._end(end), written + (self._separator if parted else "")

    def _written(self, text: str, before: str) -> Iterator[str]:
        for character in text:
            if before == "\n":
                yield self._separator
            escaped = self._ascii or _SURROGATES[0] <= character <= _SURROGATES[1]
            yield json.dumps(character, ensure_ascii=escaped)[1:-1]
            before = character

    def _parted(self, before: str, position: int) -> bool:
        """Whether what follows a new text begins a string of its own."""
        return before == "\n" and position < len(self._places)

    def _begins_string(self, position: int) -> bool:
        return position == 0 or (
            position < len(self._places) and self._start(position) != self._end(position)
        )

    def _start(self, position: int) -> int:
        """Where the character at a position begins in the file."""
        return self._places[position][0] if position < len(self._places) else self._last

    def _end(self, position: int) -> int:
        """Where the character before a position ends in the file."""
        return self._places[position - 1][1] if position else self._first


def _separator(strings: tuple[_Placed, ...], content: str) -> str:
    """What parts two strings of a list; nothing where the source is a single string."""
    for one, two in pairwise(strings):
        between = content[one.end : two.start]
        if _SEPARATOR.fullmatch(between):
            return between
    quote = strings[0].start - 1
    before = content[content.rfind("[", 0, quote) + 1 : quote]
    return "" if before.strip() else f'",{before or " "}"'


def _within(edit: Edit, above: int) -> Edit:
    """An edit on the lines of a cell."""
    span = edit.span
    return Edit(Span(span.line - above, span.col, span.end_line - above, span.end_col), edit.text)


def _joined(edits: Iterable[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """The edits in their order, those that touch as one."""
    waiting: tuple[int, int, str] | None = None
    for start, end, text in sorted(edits, key=lambda edit: edit[:2]):
        if waiting is not None and start <= waiting[1]:
            waiting = waiting[0], end, waiting[2] + text
            continue
        if waiting is not None:
            yield waiting
        waiting = start, end, text
    if waiting is not None:
        yield waiting


def _replaced(content: str, replacements: Iterable[tuple[int, int, str]]) -> str:
    done = 0
    pieces: list[str] = []
    for start, end, text in sorted(replacements):
        pieces += [content[done:start], text]
        done = end
    return "".join([*pieces, content[done:]])
