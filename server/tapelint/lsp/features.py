"""The messages that the server understands, each handed to the part that can answer it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, Protocol, TypeVar

from lsprotocol import types

from tapelint.lsp.actions import KINDS
from tapelint.lsp.diagnostics import result_id
from tapelint.lsp.server import TapelintServer

_SECTION = "tapelint"
_WATCHED = "**/pyproject.toml"

Handler = TypeVar("Handler", bound=Callable[..., Any])
Report = types.RelatedFullDocumentDiagnosticReport | types.RelatedUnchangedDocumentDiagnosticReport


class _On(Protocol):
    """Registers a handler for a method."""

    def __call__(self, method: str, options: Any = None) -> Callable[[Handler], Handler]: ...


def register(server: TapelintServer) -> None:
    """Teach ``server`` every message that it understands."""

    def on(method: str, options: Any = None) -> Callable[[Handler], Handler]:
        decorate: Callable[[Handler], Handler] = server.feature(method, options)
        return decorate

    _register_lifecycle(server, on)
    _register_documents(server, on)
    _register_answers(server, on)


def _register_lifecycle(server: TapelintServer, on: _On) -> None:
    @on(types.INITIALIZE)
    def initialize(params: types.InitializeParams) -> None:
        server.meet(params)

    @on(types.INITIALIZED)
    def initialized(_params: types.InitializedParams) -> None:
        if server.client.watches:
            _watch_settings(server)
        _ask_settings(server)

    @on(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    def configuration(params: types.DidChangeConfigurationParams) -> None:
        if server.client.configures:
            _ask_settings(server)
        else:
            server.settings.set_editor(_section(params.settings))
            server.refresh()

    @on(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def watched_files(_params: types.DidChangeWatchedFilesParams) -> None:
        server.settings.forget()
        server.refresh()

    @on(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    def folders(params: types.DidChangeWorkspaceFoldersParams) -> None:
        gone = [folder.uri for folder in params.event.removed]
        server.settings.change_roots([folder.uri for folder in params.event.added], gone)
        _ask_settings(server)
        server.refresh()


def _register_documents(server: TapelintServer, on: _On) -> None:
    @on(types.TEXT_DOCUMENT_DID_OPEN)
    def did_open(params: types.DidOpenTextDocumentParams) -> None:
        item = params.text_document
        server.documents.put(item.uri, item.language_id, item.version, item.text)

    @on(types.TEXT_DOCUMENT_DID_CHANGE)
    def did_change(params: types.DidChangeTextDocumentParams) -> None:
        if params.content_changes:
            text = params.content_changes[-1].text
            server.documents.change(params.text_document.uri, params.text_document.version, text)

    @on(types.TEXT_DOCUMENT_DID_CLOSE)
    def did_close(params: types.DidCloseTextDocumentParams) -> None:
        server.forget(params.text_document.uri)


def _register_answers(server: TapelintServer, on: _On) -> None:
    pull = types.DiagnosticOptions(
        inter_file_dependencies=False, workspace_diagnostics=False, identifier=_SECTION
    )

    @on(types.TEXT_DOCUMENT_DIAGNOSTIC, pull)
    def diagnostic(params: types.DocumentDiagnosticParams) -> Report:
        items = server.items(params.text_document.uri)
        name = result_id(items)
        if params.previous_result_id == name:
            return types.RelatedUnchangedDocumentDiagnosticReport(result_id=name)
        return types.RelatedFullDocumentDiagnosticReport(items=items, result_id=name)

    @on(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(code_action_kinds=KINDS))
    def code_action(params: types.CodeActionParams) -> list[types.CodeAction]:
        return server.actions(params)

    @on(types.TEXT_DOCUMENT_HOVER)
    def hover(params: types.HoverParams) -> types.Hover | None:
        return server.hover(params)


def _watch_settings(server: TapelintServer) -> None:
    options = types.DidChangeWatchedFilesRegistrationOptions(
        watchers=[types.FileSystemWatcher(glob_pattern=_WATCHED)]
    )
    registration = types.Registration(
        id="tapelint-settings",
        method=types.WORKSPACE_DID_CHANGE_WATCHED_FILES,
        register_options=options,
    )
    server.client_register_capability(types.RegistrationParams([registration]))


def _ask_settings(server: TapelintServer) -> None:
    """Ask the editor for its settings, one set per folder; the answer comes as a message."""
    if not server.client.configures:
        return
    scopes: list[str | None] = [None, *server.settings.roots]
    items = [types.ConfigurationItem(scope_uri=scope, section=_SECTION) for scope in scopes]

    def answered(answer: Future[Any]) -> None:
        if answer.cancelled() or answer.exception():
            return
        values = answer.result()
        given = dict(zip(scopes, values if isinstance(values, (list, tuple)) else (), strict=False))
        if server.settings.set_editor_by_scope(given):
            server.refresh()

    asked = server.protocol.send_request(
        types.WORKSPACE_CONFIGURATION, types.ConfigurationParams(items)
    )
    asked.add_done_callback(answered)


def _section(settings: Any) -> Any:
    return settings.get(_SECTION, settings) if isinstance(settings, dict) else settings
