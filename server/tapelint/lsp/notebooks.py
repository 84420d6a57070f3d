"""Notebooks as the client tells of them: their cells, and how these change; in plain JSON."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final

from tapelint.lsp.cells import Cell, Cells
from tapelint.lsp.documents import Documents, without_surrogates
from tapelint.lsp.jsonrpc import field, find
from tapelint.lsp.positions import Positions
from tapelint.text import Columns, LineIndex

_CODE: Final = 2


class _Open:
    """An open notebook: the order of its cells, code or not, and the documents of them."""

    def __init__(self) -> None:
        self.order: list[str] = []
        self.code: set[str] = set()
        self.cells: dict[str, Cell] = {}

    def splice(self, start: int, count: int, told: Iterable[Any]) -> None:
        """Put cells in the place of some others."""
        uris = [self._learn(cell) for cell in told]
        self.order[start : start + count] = uris

    def _learn(self, told: Any) -> str:
        uri: str = field(told, "document")
        if find(told, "kind") in (_CODE, None):
            self.code.add(uri)
        else:
            self.code.discard(uri)
        return uri

    def update(self, told: Iterable[Any]) -> None:
        """Cells whose kind or whose data have changed."""
        for cell in told:
            self._learn(cell)

    def open(self, items: Iterable[Any]) -> None:
        """Texts of cells."""
        for item in items:
            uri, text = field(item, "uri"), without_surrogates(field(item, "text"))
            language = str(find(item, "languageId"))
            self.cells[uri] = Cell(text, uri, language, find(item, "version"))

    def close(self, items: Iterable[Any]) -> None:
        """Cells that are gone."""
        for item in items:
            self.cells.pop(field(item, "uri"), None)

    def change(self, told: Any, columns: Columns) -> None:
        """The text of a cell has changed, here and there or as a whole."""
        cell = self.cells.get(field(told, "document", "uri"))
        if cell is None:
            return
        text = cell.text
        for change in field(told, "changes", kind=list):
            text = _changed(text, change, columns)
        version = find(told, "document", "version")
        self.cells[cell.uri] = replace(cell, version=version, text=without_surrogates(text))

    def python(self) -> Cells:
        """The cells that are checked."""
        present = (self.cells.get(uri) for uri in self.order if uri in self.code)
        return Cells(cell for cell in present if cell is not None)


class Notebooks:
    """Keeps the open notebooks, and gives their texts to the documents."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents
        self._open: dict[str, _Open] = {}

    def did_open(self, params: Any) -> None:
        """A notebook was opened."""
        told = field(params, "notebookDocument", kind=dict)
        opened = _Open()
        opened.splice(0, 0, field(told, "cells", kind=list))
        opened.open(field(params, "cellTextDocuments", kind=list))
        self._open[field(told, "uri")] = opened
        self._put(field(told, "uri"))

    def did_change(self, params: Any, columns: Columns) -> None:
        """Cells were edited, inserted, removed or moved."""
        uri = field(params, "notebookDocument", "uri")
        opened, cells = self._open.get(uri), find(params, "change", "cells")
        if opened is None or cells is None:
            return
        if structure := find(cells, "structure"):
            opened.close(find(structure, "didClose") or ())
            opened.open(find(structure, "didOpen") or ())
            array = field(structure, "array", kind=dict)
            start, count = field(array, "start", kind=int), field(array, "deleteCount", kind=int)
            opened.splice(start, count, find(array, "cells") or ())
        opened.update(find(cells, "data") or ())
        for told in find(cells, "textContent") or ():
            opened.change(told, columns)
        self._put(uri)

    def did_close(self, params: Any) -> tuple[str, ...]:
        """A notebook was closed; the cells that were checked."""
        uri = field(params, "notebookDocument", "uri")
        opened = self._open.pop(uri, None)
        if opened is None:
            return ()
        self._documents.close(uri)
        return tuple(cell.uri for cell in opened.python().code)

    def _put(self, uri: str) -> None:
        self._documents.put_notebook(uri, self._open[uri].python())


def _changed(text: str, change: Any, columns: Columns) -> str:
    """A text after one change; clients may send parts even where wholes were asked for."""
    new: str = field(change, "text")
    where = find(change, "range")
    if where is None:
        return new
    positions = Positions(LineIndex(text), columns, "")
    start, end = (
        positions.offset(
            field(where, end, "line", kind=int), field(where, end, "character", kind=int)
        )
        for end in ("start", "end")
    )
    return text[:start] + new + text[max(start, end) :]
