"""Wires the checker to the protocol: which message gets which answer."""

from __future__ import annotations

import logging
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from tapelint.diagnostic import CheckResult
from tapelint.lsp.actions import Lightbulb
from tapelint.lsp.complaints import Complaints
from tapelint.lsp.diagnostics import diagnostics
from tapelint.lsp.documents import Analysis, Document, Documents
from tapelint.lsp.hover import hover
from tapelint.lsp.positions import DEFAULT_COLUMNS, Positions, negotiate
from tapelint.lsp.protocol import Protocol
from tapelint.lsp.settings import Settings
from tapelint.lsp.status import STATUS, StatusParams, status_line
from tapelint.syntax import Parser
from tapelint.text import Columns

_PACKAGE = "tapelint"


class TapelintServer(LanguageServer):
    """The state of one client's session."""

    protocol: Protocol

    def __init__(self) -> None:
        super().__init__(
            _PACKAGE,
            _own_version(),
            text_document_sync_kind=types.TextDocumentSyncKind.Full,
            protocol_cls=Protocol,
            max_workers=1,
        )
        self.settings = Settings()
        self.documents = Documents(self.settings.config_for)
        self.documents.on_analysed = self._tell_status
        self.parser = Parser()
        self.columns: Columns = DEFAULT_COLUMNS
        self.client = Client(types.ClientCapabilities())
        self._statuses: dict[str, str] = {}
        logging.getLogger(_PACKAGE).addHandler(Complaints(self.tell))

    def meet(self, params: types.InitializeParams) -> None:
        """Learn what the client can do and what it wants."""
        self.client = Client(params.capabilities)
        self.columns = negotiate(params.capabilities)
        self.documents.push = not self.client.pulls
        self.settings.set_roots(_roots(params))
        self.settings.set_editor(params.initialization_options)

    def positions(self, analysis: Analysis) -> Positions:
        """Converts places of an analysed text for this client."""
        return Positions(analysis.index, self.columns)

    def items(self, uri: str) -> list[types.Diagnostic]:
        """The diagnostics of an open document's newest text."""
        document = self.documents.get(uri)
        if document is None or document.analysis is None:
            return []
        analysis = document.analysis
        return diagnostics(analysis.result.findings, uri, self.positions(analysis))

    def actions(self, params: types.CodeActionParams) -> list[types.CodeAction]:
        """What can be done at a place of an open document."""
        uri = params.text_document.uri
        document = self.documents.get(uri)
        if document is None or document.analysis is None or not document.analysis.result.findings:
            return []
        bulb = Lightbulb(
            document,
            self.positions(document.analysis),
            self.documents.checker,
            versioned=self.client.versions_edits,
        )
        return list(bulb.actions(params))

    def hover(self, params: types.HoverParams) -> types.Hover | None:
        """What is known about the place under the pointer."""
        document = self.documents.get(params.text_document.uri)
        if document is None or document.analysis is None or not document.is_python:
            return None
        analysis = document.analysis
        positions = self.positions(analysis)
        place = positions.place(params.position)
        return hover(document.text, place, analysis.result.findings, positions, self.parser)

    def publish(self, uri: str) -> None:
        """Send the findings to a client that can't ask for them."""
        self.documents.published(uri)
        if document := self.documents.get(uri):
            self.text_document_publish_diagnostics(
                types.PublishDiagnosticsParams(uri, self.items(uri), document.version)
            )

    def refresh(self) -> None:
        """The settings have changed: check everything that is open again."""
        self.documents.reconsider()
        if self.client.pulls and self.client.refreshes:
            self.workspace_diagnostic_refresh(None)

    def forget(self, uri: str) -> None:
        """A document was closed: nothing of it stays on the client's list."""
        self.documents.close(uri)
        self._statuses.pop(uri, None)
        if self.documents.push:
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    def tell(self, level: int, text: str) -> None:
        """A line in the editor's log."""
        kind = types.MessageType.Error if level >= logging.ERROR else types.MessageType.Warning
        self.window_log_message(types.LogMessageParams(kind, text))

    def report_server_error(self, error: Exception, _source: Any) -> None:
        """What pygls couldn't handle: a line in the log, where pygls would show a pop-up."""
        logging.getLogger(_PACKAGE).error("The server met an error and goes on: %s", error)

    def _tell_status(self, document: Document, result: CheckResult) -> None:
        line = status_line(result)
        if self._statuses.get(document.uri) == line:
            return
        self._statuses[document.uri] = line
        self.protocol.notify(STATUS, StatusParams(document.uri, line))
        for note in result.notes:
            logging.getLogger(_PACKAGE).warning("%s: %s", document.uri, note)


class Client:
    """What the client said it can do."""

    def __init__(self, capabilities: types.ClientCapabilities) -> None:
        text, workspace = capabilities.text_document, capabilities.workspace
        self.pulls = bool(text and text.diagnostic)
        diagnostics_ = workspace.diagnostics if workspace else None
        self.refreshes = bool(diagnostics_ and diagnostics_.refresh_support)
        edit = workspace.workspace_edit if workspace else None
        self.versions_edits = bool(edit and edit.document_changes)
        watched = workspace.did_change_watched_files if workspace else None
        self.watches = bool(watched and watched.dynamic_registration)
        self.configures = bool(workspace and workspace.configuration)


def _roots(params: types.InitializeParams) -> list[str]:
    if params.workspace_folders:
        return [folder.uri for folder in params.workspace_folders]
    if params.root_uri:
        return [params.root_uri]
    return []


def _own_version() -> str:
    try:
        return version(_PACKAGE)
    except PackageNotFoundError:
        return "0"
