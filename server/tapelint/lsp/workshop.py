"""The part of the protocol that can wait: lightbulb, hovers, settings, folders; built on pygls."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import Any, Protocol, TypeVar

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer

from tapelint.config import Config
from tapelint.lsp.actions import Lightbulb
from tapelint.lsp.desk import PACKAGE, Desk
from tapelint.lsp.documents import Document
from tapelint.lsp.hover import hover
from tapelint.lsp.jsonrpc import Code, Message, RefusedError
from tapelint.lsp.transport import Outbox
from tapelint.ops.project import project_rows
from tapelint.syntax import Parser

_WATCHED = ("**/pyproject.toml", "**/*.py")

Handler = TypeVar("Handler", bound=Callable[..., Any])


class _Server(LanguageServer):
    """pygls' server; what it can't handle goes into the log, where pygls would show a pop-up."""

    def report_server_error(self, error: Exception, _source: Any) -> None:
        logging.getLogger(PACKAGE).error("The server met an error and goes on: %s", error)


class _On(Protocol):
    """Registers a handler for a method."""

    def __call__(self, method: str) -> Callable[[Handler], Handler]: ...


class Workshop:
    """A pygls server that shares the desk's documents and settings."""

    def __init__(self, desk: Desk, outbox: Outbox, greeting: Any) -> None:
        self.desk = desk
        self._parser = Parser()
        self._server = _Server(PACKAGE, "", max_workers=1)
        self._server.protocol.set_writer(outbox)
        _register(self, self._on)
        self._introduce(outbox, greeting)

    def _on(self, method: str) -> Callable[[Handler], Handler]:
        register: Callable[[Handler], Handler] = self._server.feature(method)
        return register

    def _introduce(self, outbox: Outbox, greeting: Any) -> None:
        """The client was greeted already; pygls learns of it and its answer isn't sent."""
        bare: Message = {"processId": None, "rootUri": None, "capabilities": {}}
        outbox.muted = True
        try:
            self._initialize(greeting)
        except RefusedError:
            self._initialize(bare)
        finally:
            outbox.muted = False

    def _initialize(self, params: Any) -> None:
        self.handle({"jsonrpc": "2.0", "id": 0, "method": types.INITIALIZE, "params": params})

    def handle(self, message: Message) -> None:
        """Let pygls answer a message; refuses what it couldn't read."""
        method = message.get("method")
        protocol = self._server.protocol
        if method is not None:
            known = protocol.get_message_type(method) or method in protocol.fm.features
            if not known:
                raise RefusedError(Code.METHOD_NOT_FOUND, f"there is no method {method}")
            message.setdefault("params", None)
        try:
            typed = protocol.structure_message(message)
        except JsonRpcException:
            what = f"the parameters of {method}" if method else "the answer"
            raise RefusedError(Code.INVALID_PARAMS, f"{what} are malformed") from None
        protocol.handle_message(typed)

    def actions(self, params: types.CodeActionParams) -> list[types.CodeAction]:
        """What can be done at a place of an open document."""
        document = self.desk.documents.get(params.text_document.uri)
        if document is None or document.analysis is None or not document.analysis.result.findings:
            return []
        bulb = Lightbulb(
            document,
            self.desk.positions(document, document.analysis, params.text_document.uri),
            self.desk.documents.checker_for(document.uri),
            self._parser,
            versioned=self.desk.client.versions_edits,
        )
        return list(bulb.actions(params))

    def hover(self, params: types.HoverParams) -> types.Hover | None:
        """What is known about the place under the pointer."""
        document = self.desk.documents.get(params.text_document.uri)
        if document is None or document.analysis is None or not document.is_python:
            return None
        positions = self.desk.positions(document, document.analysis, params.text_document.uri)
        place = positions.place(params.position.line, params.position.character)
        findings = document.analysis.result.findings
        checker = self.desk.documents.checker_for(document.uri)
        config = document.analysis.config or Config()
        ask, rows = partial(checker.reach, config=config), project_rows(config.ops)
        seen = self._seen(document, place[0])
        return hover(document.text, place, findings, positions, self._parser, ask, rows, seen)

    def _seen(self, document: Document, line: int) -> str:
        """What a trace has seen of a line."""
        seen = self.desk.seen(document)
        if seen is None:
            return ""
        from tapelint.lsp.tracing.words import markdown

        return markdown(line, seen)

    def watch_files(self) -> None:
        """Ask the client to tell of changes of settings files and modules."""
        if not self.desk.client.watches:
            return
        watchers = [types.FileSystemWatcher(glob_pattern=pattern) for pattern in _WATCHED]
        registration = types.Registration(
            id="tapelint-files",
            method=types.WORKSPACE_DID_CHANGE_WATCHED_FILES,
            register_options=types.DidChangeWatchedFilesRegistrationOptions(watchers=watchers),
        )
        self._server.client_register_capability(types.RegistrationParams([registration]))

    def ask_settings(self) -> None:
        """Ask the editor for its settings, one set per folder; the answer comes as a message."""
        if not self.desk.client.configures:
            return
        scopes: list[str | None] = [None, *self.desk.settings.roots]
        items = [types.ConfigurationItem(scope_uri=scope, section=PACKAGE) for scope in scopes]

        def answered(answer: Future[Any]) -> None:
            if answer.cancelled() or answer.exception():
                return
            result = answer.result()
            values = result if isinstance(result, (list, tuple)) else ()
            if self.desk.configure(dict(zip(scopes, values, strict=False))):
                self.refresh()

        asked = self._server.protocol.send_request(
            types.WORKSPACE_CONFIGURATION, types.ConfigurationParams(items)
        )
        asked.add_done_callback(answered)

    def refresh(self) -> None:
        """The settings have changed: a client that asks must ask again."""
        self.desk.refresh()


def _register(workshop: Workshop, on: _On) -> None:
    """What changes the settings was taken in by the desk already; here the client is asked more."""

    @on(types.INITIALIZED)
    def initialized(_params: types.InitializedParams) -> None:
        workshop.watch_files()
        workshop.ask_settings()

    @on(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    def configuration(_params: types.DidChangeConfigurationParams) -> None:
        if workshop.desk.client.configures:
            workshop.ask_settings()
        else:
            workshop.refresh()

    @on(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    def folders(_params: types.DidChangeWorkspaceFoldersParams) -> None:
        workshop.ask_settings()
        workshop.refresh()

    @on(types.TEXT_DOCUMENT_CODE_ACTION)
    def code_action(params: types.CodeActionParams) -> list[types.CodeAction]:
        return workshop.actions(params)

    @on(types.TEXT_DOCUMENT_HOVER)
    def point(params: types.HoverParams) -> types.Hover | None:
        return workshop.hover(params)
