"""An editor for the tests: it starts the server as an extension does and remembers what it says."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from lsprotocol import types
from pytest_lsp import LanguageClient, make_test_lsp_client

ROOT = Path(__file__).resolve().parents[2]
START = (sys.executable, "-I", "-S", "-X", "utf8")
SERVER = (*START, str(ROOT / "server" / "main.py"))
ODD_SERVER = (*START, str(Path(__file__).with_name("odd_server.py")))

BROKEN = """\
import tensorflow as tf

x = tf.Variable(5.0)
with tf.GradientTape() as tape:
    z = x // 2.0
print(tape.gradient(z, x))
"""
SOUND = BROKEN.replace("//", "/")
URI = "file:///nowhere/train.py"


def capabilities(
    *, pull: bool = False, encodings: Iterable[str] | None = None, modern: bool = True
) -> types.ClientCapabilities:
    """What the editor can do; a modern one watches files and has settings of its own."""
    text = types.TextDocumentClientCapabilities(
        publish_diagnostics=types.PublishDiagnosticsClientCapabilities(
            related_information=True, version_support=True
        ),
        diagnostic=types.DiagnosticClientCapabilities() if pull else None,
    )
    workspace = types.WorkspaceClientCapabilities(
        workspace_edit=types.WorkspaceEditClientCapabilities(document_changes=modern),
        did_change_watched_files=types.DidChangeWatchedFilesClientCapabilities(
            dynamic_registration=modern
        ),
        configuration=modern,
        diagnostics=types.DiagnosticWorkspaceClientCapabilities(refresh_support=pull),
        workspace_folders=True,
    )
    general = types.GeneralClientCapabilities(
        position_encodings=None if encodings is None else list(encodings)
    )
    return types.ClientCapabilities(text_document=text, workspace=workspace, general=general)


class Editor:
    """One session with the server."""

    def __init__(self, client: LanguageClient) -> None:
        self.client = client
        self.capabilities: types.ServerCapabilities
        self.published: list[types.PublishDiagnosticsParams] = []
        self.statuses: list[tuple[str, str]] = []
        self.registered: list[types.Registration] = []
        self.refreshes = 0
        self._listen()

    def _listen(self) -> None:
        def status(params: Any) -> None:
            self.statuses.append((params.uri, params.text))

        def register(params: types.RegistrationParams) -> None:
            self.registered.extend(params.registrations)

        def publish(params: types.PublishDiagnosticsParams) -> None:
            self.published.append(params)

        def refresh(_params: None) -> None:
            self.refreshes += 1

        self.client.feature("tapelint/status")(status)
        self.client.feature(types.CLIENT_REGISTER_CAPABILITY)(register)
        # What pytest-lsp listens to by itself it must not get twice.
        features = self.client.protocol.fm.features
        features[types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS] = publish
        features[types.WORKSPACE_DIAGNOSTIC_REFRESH] = refresh

    @property
    def logged(self) -> list[str]:
        """What the server wrote into the editor's log."""
        return [message.message for message in self.client.log_messages]

    def open(self, text: str, uri: str = URI, language: str = "python", version: int = 1) -> None:
        item = types.TextDocumentItem(uri, language, version, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))

    def change(self, text: str, version: int, uri: str = URI) -> None:
        self.client.text_document_did_change(
            types.DidChangeTextDocumentParams(
                types.VersionedTextDocumentIdentifier(version, uri),
                [types.TextDocumentContentChangeWholeDocument(text)],
            )
        )

    def close(self, uri: str = URI) -> None:
        document = types.TextDocumentIdentifier(uri)
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(document))

    def wrote(self, path: Path, kind: types.FileChangeType = types.FileChangeType.Changed) -> None:
        """Tell of a file that somebody else has written, made or removed."""
        event = types.FileEvent(path.as_uri(), kind)
        self.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([event]))

    async def until(self, met: Callable[[], bool], seconds: float = 20.0) -> None:
        """Wait for something that the server will say."""
        give_up = time.monotonic() + seconds
        while not met():
            assert time.monotonic() < give_up, f"waited in vain; the log says {self.logged}"
            await asyncio.sleep(0.005)

    async def pushed(self, uri: str = URI, version: int | None = 1) -> list[types.Diagnostic]:
        """The diagnostics that the server publishes for a version of a document."""

        def found() -> list[types.PublishDiagnosticsParams]:
            return [one for one in self.published if one.uri == uri and one.version == version]

        await self.until(lambda: bool(found()))
        return list(found()[-1].diagnostics)

    async def pull(self, uri: str = URI, previous: str | None = None) -> Any:
        """The report that the server answers with."""
        document = types.TextDocumentIdentifier(uri)
        params = types.DocumentDiagnosticParams(document, previous_result_id=previous)
        return await self.client.text_document_diagnostic_async(params)

    async def items(self, text: str, uri: str = URI) -> list[types.Diagnostic]:
        """Open a text and pull its diagnostics."""
        self.open(text, uri)
        report = await self.pull(uri)
        return list(report.items)

    async def actions(
        self,
        line: int,
        column: int,
        *,
        uri: str = URI,
        only: list[str] | None = None,
        diagnostics: Iterable[types.Diagnostic] = (),
    ) -> list[types.CodeAction]:
        """What the lightbulb offers at a place."""
        place = types.Position(line, column)
        context = types.CodeActionContext(list(diagnostics), only=list(only) if only else None)
        params = types.CodeActionParams(
            types.TextDocumentIdentifier(uri), types.Range(place, place), context
        )
        answer = await self.client.text_document_code_action_async(params)
        return [one for one in answer or [] if isinstance(one, types.CodeAction)]

    async def hover(self, line: int, column: int, uri: str = URI) -> str:
        """What the pointer shows at a place; empty for nothing."""
        params = types.HoverParams(types.TextDocumentIdentifier(uri), types.Position(line, column))
        answer = await self.client.text_document_hover_async(params)
        if answer is None:
            return ""
        assert isinstance(answer.contents, types.MarkupContent)
        return answer.contents.value


@asynccontextmanager
async def editor(
    *,
    can: types.ClientCapabilities | None = None,
    roots: Iterable[Path] = (),
    options: Any = None,
    command: tuple[str, ...] = SERVER,
    cwd: Path | None = None,
    env: dict[str, str] | None = None,
) -> AsyncIterator[Editor]:
    """A running server with an editor attached; it must leave in good order."""
    client = make_test_lsp_client()
    session = Editor(client)
    await client.start_io(*command, cwd=cwd, env=env)
    folders = [types.WorkspaceFolder(root.as_uri(), root.name) for root in roots]
    answer = await client.initialize_session(
        types.InitializeParams(
            capabilities=can or capabilities(),
            workspace_folders=folders or None,
            root_uri=None,
            initialization_options=options,
        )
    )
    session.capabilities = answer.capabilities
    try:
        yield session
    finally:
        await client.shutdown_session()
        await client.stop()  # type: ignore[no-untyped-call]


def applied(action: types.CodeAction, text: str, uri: str = URI) -> str:
    """The text after a code action, for texts whose columns are the same in every unit."""
    assert action.edit is not None
    if action.edit.changes is not None:
        edits = list(action.edit.changes[uri])
    else:
        (change,) = action.edit.document_changes or ()
        assert isinstance(change, types.TextDocumentEdit)
        edits = [edit for edit in change.edits if isinstance(edit, types.TextEdit)]
    lines = text.split("\n")
    for edit in sorted(edits, key=lambda e: (e.range.start.line, e.range.start.character))[::-1]:
        start, end = edit.range.start, edit.range.end
        before = "\n".join([*lines[: start.line], lines[start.line][: start.character]])
        after = "\n".join([lines[end.line][end.character :], *lines[end.line + 1 :]])
        lines = (before + edit.new_text + after).split("\n")
    return "\n".join(lines)
