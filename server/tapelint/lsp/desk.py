"""What decides how soon a squiggle appears: greeting, texts, diagnostics, in plain JSON.

pygls and its types take a third of a second to import, longer than checking a large file. Nothing
here needs them, so the first findings don't wait; the rest of the protocol is in ``workshop``.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from itertools import count
from typing import TYPE_CHECKING, Any

from tapelint.diagnostic import CheckResult
from tapelint.lsp.client import Client
from tapelint.lsp.complaints import Complaints
from tapelint.lsp.diagnostics import diagnostics, result_id
from tapelint.lsp.documents import Analysis, Document, Documents
from tapelint.lsp.jsonrpc import Message, field, find, notification, request
from tapelint.lsp.positions import Positions
from tapelint.lsp.settings import Settings
from tapelint.lsp.status import STATUS, status_line
from tapelint.lsp.transport import Outbox
from tapelint.lsp.uris import to_path
from tapelint.text import Span

if TYPE_CHECKING:
    from tapelint.lsp.cells import Cells
    from tapelint.lsp.notebooks import Notebooks
    from tapelint.lsp.tracing.store import Seen, Traces

PACKAGE = "tapelint"
CODE_ACTION_KINDS = ("quickfix", "source.fixAll.tapelint", "notebook.source.fixAll.tapelint")
COMMANDS = (
    "tapelint.trace",
    "tapelint.cancelTrace",
    "tapelint.clearTrace",
    "tapelint.traceReport",
)
_ERROR, _WARNING = 1, 2
_FULL_TEXTS = 1
_MODULE = ".py"
_WRITTEN = 2
_PYTHON_CELLS = {"notebook": "*", "cells": [{"language": "python"}]}

Sent = tuple[int | None, list[Message]]
"""The version of a cell and what the client was told of it."""


class Desk:
    """The state of one session, and the messages that everything else waits for.

    Attributes:
        may_run: whether somebody who may say so has allowed to run programs: the client in its
            greeting, or who started the server. No project can.
        traces: what traces have seen, once there is a place for it.
    """

    def __init__(self, outbox: Outbox, *, may_run: bool = False) -> None:
        self._outbox = outbox
        self._numbers = count(1)
        self._asked: dict[str, Callable[[Message], None]] = {}
        self.may_run = may_run
        self.traces: Traces | None = None
        self._statuses: dict[str, str] = {}
        self._sent: dict[str, dict[str, Sent]] = {}
        self._pulled: dict[str, tuple[str, str]] = {}
        self._shown: dict[str, tuple[str, object]] = {}
        self._noted: set[str] = set()
        self.client = Client()
        self.settings = Settings()
        self.documents = Documents(self.settings.config_for, self.settings.folders)
        self._notebooks: Notebooks | None = None
        self.documents.on_analysed = self._tell_about
        logging.getLogger(PACKAGE).addHandler(Complaints(self._tell))

    def greet(self, params: Any) -> Message:
        """Learn what the client can do and wants; tell what we can do."""
        self.client = Client.introduced(field(params, "capabilities", kind=dict))
        self.documents.push = not self.client.pulls
        self.settings.set_roots(_roots(params))
        options = find(params, "initializationOptions")
        self.may_run = self.may_run or find(options, "trusted") is True
        self.settings.set_editor({None: options})
        self.settings.set_lenses({None: options})
        return {"capabilities": self._capabilities(), "serverInfo": {"name": PACKAGE}}

    def _capabilities(self) -> Message:
        return {
            "positionEncoding": self.client.columns,
            "textDocumentSync": {"openClose": True, "change": _FULL_TEXTS},
            "notebookDocumentSync": {"notebookSelector": [_PYTHON_CELLS], "save": False},
            "diagnosticProvider": {
                "identifier": PACKAGE,
                "interFileDependencies": True,
                "workspaceDiagnostics": False,
            },
            "codeActionProvider": {"codeActionKinds": list(CODE_ACTION_KINDS)},
            "hoverProvider": True,
            "codeLensProvider": {"resolveProvider": False},
            "inlayHintProvider": True,
            "executeCommandProvider": {"commands": list(COMMANDS), "workDoneProgress": True},
            "workspace": {"workspaceFolders": {"supported": True, "changeNotifications": True}},
        }

    def did_open(self, params: Any) -> None:
        """A document was opened."""
        item = field(params, "textDocument", kind=dict)
        uri, text, version = field(item, "uri"), field(item, "text"), find(item, "version")
        self.documents.put(uri, find(item, "languageId"), version, text)

    def did_change(self, params: Any) -> None:
        """The text of a document was replaced."""
        item = field(params, "textDocument", kind=dict)
        changes = field(params, "contentChanges", kind=list)
        if changes:
            text = field(changes[-1], "text")
            self.documents.change(field(item, "uri"), find(item, "version"), text)

    def did_close(self, params: Any) -> None:
        """A document was closed: nothing of it stays on the client's list."""
        uri = field(params, "textDocument", "uri")
        if self.documents.is_cell(uri):
            return
        self.documents.close(uri)
        self._forget(uri)
        self._noted.discard(uri)
        if self.documents.push:
            self._publish(uri, [], None)

    def _forget(self, uri: str) -> None:
        self._statuses.pop(uri, None)
        self._pulled.pop(uri, None)
        self._shown.pop(uri, None)

    @property
    def notebooks(self) -> Notebooks:
        """The open notebooks; what reads them is loaded with the first."""
        if self._notebooks is None:
            from tapelint.lsp.notebooks import Notebooks

            self._notebooks = Notebooks(self.documents)
        return self._notebooks

    def did_open_notebook(self, params: Any) -> None:
        """A notebook was opened."""
        self.notebooks.did_open(params)

    def did_change_notebook(self, params: Any) -> None:
        """Cells of a notebook were edited, inserted, removed or moved."""
        self.notebooks.did_change(params, self.client.columns)

    def did_close_notebook(self, params: Any) -> None:
        """A notebook was closed: nothing of its cells stays on the client's list."""
        uri = field(params, "notebookDocument", "uri")
        sent = self._sent.pop(uri, {})
        self._shown.pop(uri, None)
        for cell in (*self.notebooks.did_close(params), *sent):
            self._forget(cell)
        self._noted.discard(uri)
        for cell, (_, items) in sent.items():
            if items:
                self._publish(cell, [], None)

    def did_change_folders(self, params: Any) -> None:
        """Folders were added to the workspace or removed from it."""
        event = find(params, "event")
        self.settings.change_roots(_uris(find(event, "added")), _uris(find(event, "removed")))
        self.documents.reconsider()

    def did_change_files(self, params: Any) -> None:
        """Watched files have changed: settings, or modules that a program may import."""
        told = field(params, "changes", kind=list)
        modules = {
            path: find(one, "type")
            for one in told
            if (path := to_path(field(one, "uri"))) is not None and path.suffix == _MODULE
        }
        if modules:
            written = [path for path, kind in modules.items() if kind == _WRITTEN]
            self.documents.did_change_on_disk(written, modules.keys() - set(written))
        if any(not field(one, "uri").endswith(_MODULE) for one in told):
            self.settings.forget()
            self.documents.reconsider()
            self.refresh()

    def did_change_configuration(self, params: Any) -> None:
        """The editor's settings have changed; a client that can be asked sends nothing of use."""
        if not self.client.configures:
            given = find(params, "settings")
            self.configure({None: find(given, PACKAGE) or given})

    def configure(self, by_scope: Mapping[str | None, Any]) -> bool:
        """Take the editor's settings, for everything (None) and folder by folder.

        Returns whether anything is different now.
        """
        if self.settings.set_lenses(by_scope):
            self.refresh_lenses()
        changed = self.settings.set_editor(by_scope)
        if changed:
            self.documents.reconsider()
        return changed

    def diagnostic(self, params: Any) -> Message:
        """The diagnostics of a document that was analysed."""
        uri = field(params, "textDocument", "uri")
        document = self.documents.get(uri)
        items = [] if document is None else self._items(document).get(uri, [])
        name = result_id(items)
        if document is not None:
            self._pulled[uri] = document.text_of(uri), name
        if find(params, "previousResultId") == name:
            return {"kind": "unchanged", "resultId": name}
        return {"kind": "full", "resultId": name, "items": items}

    def publish(self, uri: str) -> None:
        """Send the findings to a client that can't ask for them, or have it ask again."""
        self.documents.published(uri)
        document = self.documents.get(uri)
        if document is None:
            return
        items = self._items(document)
        if not self.documents.push:
            if any(self._is_outdated(one, document, items) for one in document.uris):
                self._refresh_diagnostics()
        elif document.cells is None:
            self._publish(uri, items[uri], document.version)
        else:
            self._publish_cells(uri, document.cells, items)

    def _compare(self, document: Document) -> None:
        """Have lenses and hints asked for again where they tell something else now.

        Clients ask by themselves after an edit of a text, not after one of another cell or file.
        """
        if document.depends_on_others and self.client.refreshes_lenses:
            text = document.text if document.cells is None else ""
            before, now = self._shown.get(document.uri), (text, self._outlook(document))
            self._shown[document.uri] = now
            if before is not None and before[0] == text and before != now:
                self._refresh_shown()

    def _outlook(self, document: Document) -> object:
        """What lenses and hints tell: an edit of one cell changes it in others, too."""
        analysis, seen = document.analysis, self.seen(document)
        if analysis is None:
            return None
        positions = self.positions(document, analysis, document.uri)
        moved = {} if seen is None else seen.moved
        return (
            [
                (positions.location(one.span), one.verdict, one.flowing, one.dead)
                for one in analysis.result.requests
            ],
            [positions.location(one.span) for one in analysis.result.findings],
            [(old, positions.location(Span(new, 0, new, 0))) for old, new in moved.items()],
        )

    def _publish_cells(self, uri: str, cells: Cells, items: Mapping[str, list[Message]]) -> None:
        """Send what has changed since, cell by cell; of cells that are gone nothing stays."""
        before = self._sent.get(uri, {})
        now = self._sent[uri] = {one.uri: (one.version, items[one.uri]) for one in cells.code}
        for cell, (version, told) in now.items():
            if before.get(cell) != (version, told):
                self._publish(cell, told, version)
        for cell in before.keys() - now.keys():
            self._forget(cell)
            self._publish(cell, [], None)

    def _is_outdated(
        self, uri: str, document: Document, items: Mapping[str, list[Message]]
    ) -> bool:
        """Whether the client has other diagnostics of a text and no reason to ask again."""
        text, name = self._pulled.get(uri, ("", ""))
        if not name or text != document.text_of(uri) or name == result_id(items[uri]):
            return False
        self._pulled.pop(uri)  # one word is enough
        return True

    def positions(self, document: Document, analysis: Analysis, uri: str) -> Positions:
        """Converts places of an analysed text for this client, which asks about a URI."""
        if document.cells is None:
            return Positions(analysis.index, self.client.columns, document.uri, document.version)
        from tapelint.lsp.cells import CellPositions

        return CellPositions(document.cells, analysis.index, self.client.columns, uri)

    # What is asked and told

    def send(self, message: Message) -> None:
        """Send a message."""
        self._outbox.send(message)

    def ask(
        self, method: str, params: Any = None, then: Callable[[Message], None] = lambda _: None
    ) -> None:
        """Ask the client something; what it answers is taken in between two pieces of work."""
        number = f"{PACKAGE}-{next(self._numbers)}"
        self._asked[number] = then
        self.send(request(number, method, params))

    def take_answer(self, message: Message) -> bool:
        """Take the answer to a question; False where it is the answer to somebody else's."""
        then = self._asked.pop(str(message.get("id")), None)
        if then is not None:
            then(message)
        return then is not None

    def log(self, kind: int, text: str) -> None:
        """Write a line into the editor's log."""
        self.send(notification("window/logMessage", {"type": kind, "message": text}))

    def refresh(self) -> None:
        """Something else than a text has changed: whoever asks for answers must ask again."""
        self._refresh_diagnostics()
        self._refresh_shown()

    def _refresh_diagnostics(self) -> None:
        if self.client.pulls and self.client.refreshes:
            self.ask("workspace/diagnostic/refresh")

    def _refresh_shown(self) -> None:
        self.refresh_lenses()
        if self.client.refreshes_hints:
            self.ask("workspace/inlayHint/refresh")

    def refresh_lenses(self) -> None:
        """What stands above requests is another."""
        if self.client.refreshes_lenses:
            self.ask("workspace/codeLens/refresh")

    # Traces

    def seen(self, document: Document) -> Seen | None:
        """What a trace has seen of a document."""
        return None if self.traces is None else self.traces.seen(document)

    def reconsider_traces(self) -> None:
        """There are other traces now, so there is something else to show."""
        self.documents.publish_again()
        for document in self.documents.all():
            if document.analysis is not None:
                self._tell_about(document, document.analysis.result)
        self.refresh()

    def _items(self, document: Document) -> dict[str, list[Message]]:
        """The diagnostics of an analysed document; of a notebook, cell by cell."""
        found: dict[str, list[Message]] = {uri: [] for uri in document.uris}
        for line, item in self._diagnostics(document):
            found[document.uri_of(line)].append(item)
        return found

    def _diagnostics(self, document: Document) -> list[tuple[int, Message]]:
        """The diagnostics of an analysed document with their lines."""
        analysis = document.analysis
        if analysis is None:
            return []
        findings = analysis.result.findings
        positions = self.positions(document, analysis, document.uri)
        items = diagnostics(findings, positions)
        seen = self.seen(document)
        if seen is None or self.traces is None or analysis.config is None:
            return [(one.span.line, item) for one, item in zip(findings, items, strict=True)]
        from tapelint.lsp.tracing.cuts import Cuts

        parsed = self.traces.parser.parse(document.text)
        return Cuts(seen, parsed, positions, analysis.config).joined(findings, items)

    def _publish(self, uri: str, items: list[Message], version: int | None) -> None:
        params: Message = {"uri": uri, "diagnostics": items}
        if version is not None:
            params["version"] = version
        self._outbox.send(notification("textDocument/publishDiagnostics", params))

    def _tell(self, level: int, text: str) -> None:
        kind = _ERROR if level >= logging.ERROR else _WARNING
        self.log(kind, text)

    def _tell_about(self, document: Document, result: CheckResult) -> None:
        self._tell_note(document, result)
        self._compare(document)
        line = self._told(document, self._status(document, result))
        for uri in document.uris:
            if self._statuses.get(uri) != line:
                self._statuses[uri] = line
                self._outbox.send(notification(STATUS, {"uri": uri, "text": line}))

    def _told(self, document: Document, said: str) -> str:
        analysis = document.analysis
        if analysis is None:
            return said
        return self.positions(document, analysis, document.uri).told(said)

    def _status(self, document: Document, result: CheckResult) -> str:
        if document.analysis is not None and document.analysis.unsaid:
            return document.analysis.unsaid
        seen = self.seen(document)
        if seen is None:
            return status_line(result)
        from tapelint.lsp.tracing.joined import settled

        return status_line(*settled(result, seen))

    def _tell_note(self, document: Document, result: CheckResult) -> None:
        """Into the log once per document; an edit above would otherwise repeat it with each key."""
        if not result.notes:
            self._noted.discard(document.uri)
        elif document.uri not in self._noted:
            self._noted.add(document.uri)
            note = self._told(document, result.notes[0])
            self._tell(logging.WARNING, f"{document.uri}: {note}")


def _roots(params: Any) -> list[str]:
    return _uris(find(params, "workspaceFolders")) or _uris([{"uri": find(params, "rootUri")}])


def _uris(folders: Any) -> list[str]:
    uris = [find(folder, "uri") for folder in folders] if isinstance(folders, list) else []
    return [uri for uri in uris if isinstance(uri, str)]
