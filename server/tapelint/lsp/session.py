"""The conversation with one client: what is done now, what waits, what is out of date.

One thread does all the work. Messages that change the state (open, change, settings) are taken in
as soon as they arrive, between two pieces of work; whatever needs an analysis waits until then.
So a burst of a hundred keystrokes costs one analysis, of the newest text, and there is no timer
that could be too long or too short. An analysis that was overtaken by a newer text is dropped.
"""

from __future__ import annotations

import gc
import json
import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tapelint.lsp.desk import Desk
from tapelint.lsp.jsonrpc import (
    VERSION,
    Code,
    Message,
    MessageId,
    RefusedError,
    answered,
    field,
    find,
    refused,
)
from tapelint.lsp.transport import Inbox, Job, Outbox, claim_standard_streams

if TYPE_CHECKING:
    from tapelint.lsp.tracing.bench import Bench
    from tapelint.lsp.workshop import Workshop

_log = logging.getLogger(__name__)

_DIAGNOSTIC = "textDocument/diagnostic"
_ABOUT_A_PLACE = frozenset({"textDocument/codeAction", "textDocument/hover"})
_COMMAND = "workspace/executeCommand"
_LENSES, _HINTS = "textDocument/codeLens", "textDocument/inlayHint"
_ANALYSED = frozenset({_DIAGNOSTIC, _LENSES, _HINTS}) | _ABOUT_A_PLACE
_PATIENCE = 5
_MOMENT, _PAUSE, _LONG_PAUSE = 0.005, 0.2, 2.0
_MOST_UNTIDY = 32


@dataclass(eq=False, slots=True)
class _Waiting:
    """A request that needs an analysis."""

    message: Message
    uri: str
    edition: int
    overtaken: int = 0


def serve(*, allow_trace: bool = False) -> int:
    """Serve one client over standard input and output; returns the exit code."""
    stdin, stdout = claim_standard_streams()
    return Session(Inbox(stdin), Outbox(stdout), allow_trace=allow_trace).run()


class Session:
    """Runs until the client says goodbye or its pipe closes."""

    def __init__(self, inbox: Inbox, outbox: Outbox, *, allow_trace: bool = False) -> None:
        self._inbox = inbox
        self._outbox = outbox
        self._desk = Desk(outbox, may_run=allow_trace)
        self._bench: Bench | None = None
        self._greeting: Any = None
        self._leaving = False
        self._waiting: list[_Waiting] = []
        self._for_workshop: list[Message] = []
        self._workshop: Workshop | None = None
        self._tidied = 0
        self._restless = False
        self._settings: dict[str, Callable[[Any], None]] = {
            "workspace/didChangeConfiguration": self._desk.did_change_configuration,
            "workspace/didChangeWorkspaceFolders": self._desk.did_change_folders,
        }
        self._at_once: dict[str, Callable[[Any], Any]] = {
            "textDocument/didOpen": self._desk.did_open,
            "textDocument/didChange": self._desk.did_change,
            "textDocument/didClose": self._desk.did_close,
            "notebookDocument/didOpen": self._desk.did_open_notebook,
            "notebookDocument/didChange": self._desk.did_change_notebook,
            "notebookDocument/didClose": self._desk.did_close_notebook,
            "notebookDocument/didSave": lambda _params: None,
            "workspace/didChangeWatchedFiles": self._desk.did_change_files,
            "$/cancelRequest": self._cancel,
            "window/workDoneProgress/cancel": self._cancel_progress,
            "initialize": self._greet,
            "shutdown": self._shut_down,
            "exit": self._leave,
        }

    def run(self) -> int:
        """Serve; the exit code is 0 only after an orderly shutdown."""
        try:
            while True:
                arrived = list(self._inbox.wait(self._spare_time()))
                if not arrived:
                    self._use_pause()
                self._take(arrived)
                self._take(self._inbox.poll())
                self._work()
        except SystemExit as leaving:
            return int(leaving.code or 0)
        except (BrokenPipeError, ConnectionError):
            return 1
        finally:
            if self._bench is not None:
                self._bench.stop()

    # Taking messages in

    def _take(self, arrived: Iterable[bytes | Job | None]) -> None:
        for one in arrived:
            if one is None:
                raise SystemExit(0 if self._leaving else 1)
            if isinstance(one, bytes):
                self._receive(one)
            else:
                with self._answering(None):
                    one()

    def _receive(self, body: bytes) -> None:
        try:
            message = _message(body)
        except RefusedError as why:
            self._outbox.send(refused(None, why))
            return
        request = message.get("id") if "method" in message else None
        with self._answering(request):
            self._handle(message)

    @contextmanager
    def _answering(self, request: MessageId) -> Iterator[None]:
        """Whatever happens, the client isn't left without an answer, and the server lives on."""
        try:
            yield
        except RefusedError as why:
            self._refuse(request, why)
        except (BrokenPipeError, ConnectionError):
            raise
        except Exception as error:
            _log.exception("A message could not be handled")
            self._refuse(request, RefusedError(Code.INTERNAL_ERROR, f"the server failed: {error}"))

    def _refuse(self, request: MessageId, why: RefusedError) -> None:
        """Nobody waits for the fate of a notification."""
        if request is not None:
            self._outbox.send(refused(request, why))

    def _handle(self, message: Message) -> None:
        method, params = message.get("method"), message.get("params")
        if method is None:
            if not self._desk.take_answer(message):
                self._pass_on(message)
            return
        self._check_order(method)
        if method in _ANALYSED:
            self._defer(message)
        elif method == _COMMAND:
            self._open_bench().execute(message)
        elif method in self._at_once:
            result = self._at_once[method](params)
            if "id" in message:
                self._outbox.send(answered(message["id"], result))
        else:
            if method in self._settings:
                self._settings[method](params)
            self._pass_on(message)

    def _defer(self, message: Message) -> None:
        uri = field(message.get("params"), "textDocument", "uri")
        if "id" in message:
            self._waiting.append(_Waiting(message, uri, self._desk.documents.edition(uri)))

    def _check_order(self, method: str) -> None:
        """Nothing before the greeting, nothing after the goodbye, and only one of each."""
        if method == "exit":
            return
        if self._leaving:
            raise RefusedError(Code.INVALID_REQUEST, "the server is leaving")
        if self._greeting is None and method != "initialize":
            raise RefusedError(Code.NOT_INITIALIZED, "initialize comes first")
        if self._greeting is not None and method == "initialize":
            raise RefusedError(Code.INVALID_REQUEST, "the server is initialized already")

    def _greet(self, params: Any) -> Message:
        result = self._desk.greet(params)
        self._greeting = params
        return result

    def _shut_down(self, _params: Any) -> None:
        self._leaving = True
        if self._bench is not None:
            self._bench.cancel_all()

    def _leave(self, _params: Any) -> None:
        raise SystemExit(0 if self._leaving else 1)

    def _cancel(self, params: Any) -> None:
        request = find(params, "id")
        for waiting in self._waiting:
            if waiting.message["id"] == request:
                self._waiting.remove(waiting)
                self._refuse(request, RefusedError(Code.CANCELLED, "cancelled by the client"))
                return
        if self._bench is not None:
            self._bench.cancel_request(request)

    def _cancel_progress(self, params: Any) -> None:
        if self._bench is not None:
            self._bench.cancel_progress(find(params, "token"))

    # Traces

    def _open_bench(self) -> Bench:
        """The part about traces, loaded when somebody first asks for one, or for a lens."""
        if self._bench is None:
            from tapelint.lsp.tracing.bench import Bench

            self._bench = Bench(self._desk, self._inbox.post)
        return self._bench

    def _shown(self, method: str, params: Any) -> list[Message]:
        """Lenses or hints of the newest text."""
        uri = field(params, "textDocument", "uri")
        document = self._desk.documents.get(uri)
        if document is None or not document.is_python:
            return []
        if method == _LENSES:
            return self._open_bench().lenses(document, uri)
        return self._open_bench().hints(document, uri, field(params, "range", kind=dict))

    # The part of the protocol that can wait for pygls

    def _pass_on(self, message: Message) -> None:
        """Hand a message to pygls, which is loaded for a request, else when there is time."""
        if self._workshop is None and "id" not in message:
            self._for_workshop.append(message)
        elif self._workshop is not None or "method" in message:
            self._open_workshop().handle(message)

    def _open_workshop(self) -> Workshop:
        if self._workshop is None:
            from tapelint.lsp.workshop import Workshop

            self._workshop = Workshop(self._desk, self._outbox, self._greeting)
            for message in self._for_workshop:
                with self._answering(None):
                    self._workshop.handle(message)
            self._for_workshop.clear()
        return self._workshop

    # Pauses

    def _spare_time(self) -> float | None:
        """How long the client must be quiet before something is done that can wait."""
        documents = self._desk.documents
        if self._greeting is None or self._restless:
            return None
        if not documents.ready:
            return _MOMENT
        if self._workshop is None:
            return _PAUSE if documents.analyses else _LONG_PAUSE
        if documents.may_need_fixes or documents.may_look_further:
            return _PAUSE
        return _PAUSE if documents.analyses > self._tidied else None

    def _use_pause(self) -> None:
        try:
            if not self._desk.documents.ready:
                self._desk.documents.prepare()
            elif self._workshop is None:
                self._open_workshop()
            elif self._desk.documents.may_need_fixes:
                self._desk.documents.prepare_fixes()
            elif self._desk.documents.may_look_further:
                self._desk.documents.look_further(self._inbox.has_mail)
            else:
                self._tidy()
        except Exception:
            _log.exception("A part of the server could not be loaded")
            self._restless = True  # it would fail again in every pause

    def _tidy(self) -> None:
        """Collect garbage when nobody waits; in the middle of a check it makes for hiccups."""
        self._tidied = self._desk.documents.analyses
        gc.collect()

    # Doing what needs an analysis

    def _work(self) -> None:
        """Answer and publish until nothing is left to do; new messages are taken in between."""
        while True:
            if self._waiting:
                self._answer(self._waiting[0])
            elif (uri := self._desk.documents.next_to_publish()) is not None:
                if self._analyse(uri):
                    with self._answering(None):
                        self._desk.publish(uri)
            else:
                return
            if self._desk.documents.analyses - self._tidied > _MOST_UNTIDY:
                self._tidy()
            self._take(self._inbox.poll())

    def _answer(self, waiting: _Waiting) -> None:
        if not self._analyse(waiting.uri):
            waiting.overtaken += 1
        elif waiting in self._waiting:
            self._waiting.remove(waiting)
            self._reply(waiting)
        if waiting.overtaken > _PATIENCE and waiting in self._waiting:
            self._waiting.remove(waiting)
            again = {"retriggerRequest": True}
            why = RefusedError(Code.SERVER_CANCELLED, "the text keeps changing", again)
            self._refuse(waiting.message["id"], why)

    def _analyse(self, uri: str) -> bool:
        """Analyse the newest text; False where an even newer one arrived in the meantime."""
        documents = self._desk.documents
        documents.analyse(uri)
        self._take(self._inbox.poll())
        return documents.is_analysed(uri)

    def _reply(self, waiting: _Waiting) -> None:
        message = waiting.message
        with self._answering(message["id"]):
            if message["method"] == _DIAGNOSTIC:
                result = self._desk.diagnostic(message["params"])
                self._outbox.send(answered(message["id"], result))
            elif message["method"] in (_LENSES, _HINTS):
                shown = self._shown(message["method"], message["params"])
                self._outbox.send(answered(message["id"], shown))
            elif waiting.edition != self._desk.documents.edition(waiting.uri):
                raise RefusedError(Code.CONTENT_MODIFIED, "the text has changed since")
            else:
                self._open_workshop().handle(message)


def _message(body: bytes) -> Message:
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        raise RefusedError(Code.PARSE_ERROR, "this is not JSON") from None
    if not isinstance(data, dict) or data.get("jsonrpc") != VERSION:
        raise RefusedError(Code.INVALID_REQUEST, "this is not a JSON-RPC 2.0 message")
    if "method" in data and not isinstance(data["method"], str):
        raise RefusedError(Code.INVALID_REQUEST, "the method is malformed")
    if "id" in data and (isinstance(data["id"], bool) or not isinstance(data["id"], (int, str))):
        raise RefusedError(Code.INVALID_REQUEST, "the id is malformed")
    if "method" not in data and "id" not in data:
        raise RefusedError(Code.INVALID_REQUEST, "this is neither a request nor an answer")
    return data
