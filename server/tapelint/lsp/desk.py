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

if TYPE_CHECKING:
    from tapelint.lsp.tracing.store import Seen, Traces

PACKAGE = "tapelint"
CODE_ACTION_KINDS = ("quickfix", "source.fixAll.tapelint")
COMMANDS = (
    "tapelint.trace",
    "tapelint.cancelTrace",
    "tapelint.clearTrace",
    "tapelint.traceReport",
)
_ERROR, _WARNING = 1, 2
_FULL_TEXTS = 1


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
        self._noted: set[str] = set()
        self.client = Client()
        self.settings = Settings()
        self.documents = Documents(self.settings.config_for)
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
            "diagnosticProvider": {
                "identifier": PACKAGE,
                "interFileDependencies": False,
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
        self.documents.close(uri)
        self._statuses.pop(uri, None)
        self._noted.discard(uri)
        if self.documents.push:
            self._publish(uri, [], None)

    def did_change_folders(self, params: Any) -> None:
        """Folders were added to the workspace or removed from it."""
        event = find(params, "event")
        self.settings.change_roots(_uris(find(event, "added")), _uris(find(event, "removed")))
        self.documents.reconsider()

    def did_change_files(self, _params: Any) -> None:
        """Settings files have changed."""
        self.settings.forget()
        self.documents.reconsider()

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
        items = self._items(field(params, "textDocument", "uri"))
        name = result_id(items)
        if find(params, "previousResultId") == name:
            return {"kind": "unchanged", "resultId": name}
        return {"kind": "full", "resultId": name, "items": items}

    def publish(self, uri: str) -> None:
        """Send the findings to a client that can't ask for them."""
        self.documents.published(uri)
        if document := self.documents.get(uri):
            self._publish(uri, self._items(uri), document.version)

    def positions(self, analysis: Analysis) -> Positions:
        """Converts places of an analysed text for this client."""
        return Positions(analysis.index, self.client.columns)

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
        if self.client.pulls and self.client.refreshes:
            self.ask("workspace/diagnostic/refresh")
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

    def _items(self, uri: str) -> list[Message]:
        document = self.documents.get(uri)
        if document is None or document.analysis is None:
            return []
        analysis = document.analysis
        positions = self.positions(analysis)
        items = diagnostics(analysis.result.findings, uri, positions)
        seen = self.seen(document)
        if seen is None or self.traces is None or analysis.config is None:
            return items
        from tapelint.lsp.tracing.cuts import Cuts

        parsed = self.traces.parser.parse(document.text)
        cuts = Cuts(uri, seen, parsed, positions, analysis.config)
        return cuts.joined(analysis.result.findings, items)

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
        line = self._status(document, result)
        if self._statuses.get(document.uri) == line:
            return
        self._statuses[document.uri] = line
        self._outbox.send(notification(STATUS, {"uri": document.uri, "text": line}))

    def _status(self, document: Document, result: CheckResult) -> str:
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
            self._tell(logging.WARNING, f"{document.uri}: {result.notes[0]}")


def _roots(params: Any) -> list[str]:
    return _uris(find(params, "workspaceFolders")) or _uris([{"uri": find(params, "rootUri")}])


def _uris(folders: Any) -> list[str]:
    uris = [find(folder, "uri") for folder in folders] if isinstance(folders, list) else []
    return [uri for uri in uris if isinstance(uri, str)]
