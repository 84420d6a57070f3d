"""A client with an open notebook, in plain JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tests.lsp.raw import Message
from tests.lsp.traced import Client

BOOK = "file:///nowhere/book.ipynb"
SCHEME = "vscode-notebook-cell:"


def cell_uri(name: str, book: str = BOOK) -> str:
    """The URI of a cell as VS Code makes it."""
    return f"{SCHEME}{book.removeprefix('file://')}#{name}"


class Book:
    """A notebook as an editor keeps it; each cell has a name."""

    def __init__(self, client: Client, uri: str = BOOK) -> None:
        self.client = client
        self.uri = uri
        self.version = 0
        self.cells: list[str] = []
        self.texts: dict[str, str] = {}
        self.versions: dict[str, int] = {}

    def cell(self, name: str) -> str:
        return cell_uri(name, self.uri)

    def _item(self, name: str, text: str, language: str = "python") -> Message:
        self.texts[name] = text
        self.versions[name] = 1
        return {"uri": self.cell(name), "languageId": language, "version": 1, "text": text}

    def open(self, *cells: tuple[str, ...]) -> None:
        """Open the notebook with cells: name, text, and perhaps the language."""
        self.cells = [name for name, *_ in cells]
        told = [self._told(name, *more) for name, _, *more in cells]
        book = {"uri": self.uri, "notebookType": "jupyter-notebook", "version": 0, "cells": told}
        items = [self._item(*one) for one in cells]
        params = {"notebookDocument": book, "cellTextDocuments": items}
        self.client.notify("notebookDocument/didOpen", params)

    def _told(self, name: str, language: str = "python") -> Message:
        return {"kind": 1 if language == "markdown" else 2, "document": self.cell(name)}

    def _change(self, **cells: Any) -> None:
        self.version += 1
        book = {"uri": self.uri, "version": self.version}
        params = {"notebookDocument": book, "change": {"cells": cells}}
        self.client.notify("notebookDocument/didChange", params)

    def edit(self, name: str, *changes: str | Message) -> None:
        """Replace the text of a cell, or make changes in it."""
        self.versions[name] += 1
        document = {"uri": self.cell(name), "version": self.versions[name]}
        told = [{"text": one} if isinstance(one, str) else one for one in changes]
        self._change(textContent=[{"document": document, "changes": told}])

    def splice(self, start: int, count: int, *cells: tuple[str, ...]) -> None:
        """Put new cells in the place of some others."""
        gone = self.cells[start : start + count]
        array = {"start": start, "deleteCount": count}
        new = [self._told(name, *more) for name, _, *more in cells]
        self.cells[start : start + count] = [name for name, *_ in cells]
        self._change(
            structure={
                "array": {**array, "cells": new},
                "didOpen": [self._item(*one) for one in cells],
                "didClose": [{"uri": self.cell(name)} for name in gone],
            }
        )

    def move(self, start: int, to: int) -> None:
        """Move a cell, as VS Code tells it: the cells between are put anew, no text is opened."""
        cell = self.cells.pop(start)
        self.cells.insert(to, cell)
        first, last = min(start, to), max(start, to)
        new = [self._told(name) for name in self.cells[first : last + 1]]
        array = {"start": first, "deleteCount": len(new), "cells": new}
        self._change(structure={"array": array})

    def ran(self, name: str) -> None:
        """A cell was executed."""
        data = {**self._told(name), "executionSummary": {"executionOrder": 1, "success": True}}
        self._change(data=[data])

    def close(self) -> None:
        documents = [{"uri": self.cell(name)} for name in self.cells]
        book = {"notebookDocument": {"uri": self.uri}, "cellTextDocuments": documents}
        self.client.notify("notebookDocument/didClose", book)

    # What the server says

    def ask(self, method: str, name: str, **more: Any) -> Any:
        document = {"textDocument": {"uri": self.cell(name)}}
        return self.client.ask(f"textDocument/{method}", {**document, **more})["result"]

    def pulled(self, name: str) -> list[Message]:
        return list(self.ask("diagnostic", name)["items"])

    def pushed(self, name: str, **fields: Any) -> list[Message]:
        """What is pushed for a cell, once that is so."""
        uri = self.cell(name)
        told = self.client.until("textDocument/publishDiagnostics", uri=uri, **fields)
        return list(told["params"]["diagnostics"])

    def pushes(self) -> list[str]:
        """The cells for which something was pushed, in that order."""
        return [
            one["params"]["uri"].partition("#")[2]
            for one in self.client.told
            if one["method"] == "textDocument/publishDiagnostics"
        ]

    def actions(
        self, name: str, line: int, character: int = 0, only: str = "quickfix"
    ) -> list[Message]:
        place = {"line": line, "character": character}
        context = {"diagnostics": self.pulled(name), "only": [only]}
        where = {"start": place, "end": place}
        return list(self.ask("codeAction", name, range=where, context=context) or [])

    def applied(self, action: Message) -> dict[str, str]:
        """The texts of the cells after a code action."""
        texts = dict(self.texts)
        edit = action["edit"]
        changes = dict(edit.get("changes") or {})
        for one in edit.get("documentChanges") or ():
            uri = one["textDocument"]["uri"]
            assert one["textDocument"]["version"] == self.versions[uri.partition("#")[2]]
            changes[uri] = one["edits"]
        for uri, edits in changes.items():
            book, _, name = uri.partition("#")
            assert self.cell(name) == uri, book
            texts[name] = edited(texts[name], edits)
        return texts


def edited(text: str, edits: Iterable[Message]) -> str:
    """A text after edits, for texts whose columns are the same in every unit."""
    lines = text.splitlines(keepends=True) or [""]
    starts = [sum(map(len, lines[:number])) for number in range(len(lines) + 1)]

    def offset(place: Message) -> int:
        assert place["line"] <= len(lines)
        return starts[place["line"]] + int(place["character"])

    def places(edit: Message) -> tuple[int, int]:
        return offset(edit["range"]["start"]), offset(edit["range"]["end"])

    for edit in sorted(edits, key=places, reverse=True):
        start, end = places(edit)
        text = text[:start] + edit["newText"] + text[end:]
    return text
