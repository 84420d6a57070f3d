"""The conversation with one client: what is done now, what waits, what is out of date.

One thread does all the work. Messages that change the state (open, change, settings) are taken in
as soon as they arrive, between two pieces of work; whatever needs an analysis waits until then.
So a burst of a hundred keystrokes costs one analysis, of the newest text, and there is no timer
that could be too long or too short. An analysis that was overtaken by a newer text is dropped.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from lsprotocol import types

from tapelint.lsp.features import register
from tapelint.lsp.protocol import MessageId, Protocol
from tapelint.lsp.server import TapelintServer
from tapelint.lsp.transport import Inbox, Outbox, claim_standard_streams

_ABOUT_A_PLACE = frozenset({types.TEXT_DOCUMENT_CODE_ACTION, types.TEXT_DOCUMENT_HOVER})
_NEEDS_ANALYSIS = _ABOUT_A_PLACE | {types.TEXT_DOCUMENT_DIAGNOSTIC}
_PATIENCE = 5


@dataclass(eq=False, slots=True)
class _Waiting:
    """A request that needs an analysis."""

    message: Any
    uri: str
    edition: int
    overtaken: int = 0

    @property
    def about_a_place(self) -> bool:
        return self.message.method in _ABOUT_A_PLACE


def serve() -> int:
    """Serve one client over standard input and output; returns the exit code."""
    stdin, stdout = claim_standard_streams()
    inbox = Inbox(stdin)  # reads on while what follows is set up
    server = TapelintServer()
    server.protocol.set_writer(Outbox(stdout))
    register(server)
    return Session(server, inbox).run()


class Session:
    """Runs until the client says goodbye or its pipe closes."""

    def __init__(self, server: TapelintServer, inbox: Inbox) -> None:
        self._server = server
        self._protocol: Protocol = server.protocol
        self._inbox = inbox
        self._waiting: list[_Waiting] = []

    def run(self) -> int:
        """Serve; the exit code is 0 only after an orderly shutdown."""
        try:
            while True:
                self._take([self._inbox.wait()])
                self._take(self._inbox.poll())
                self._work()
        except SystemExit as leaving:
            return int(leaving.code or 0)
        except (BrokenPipeError, ConnectionError):
            return 1

    def _take(self, bodies: Iterable[bytes | None]) -> None:
        for body in bodies:
            if body is None:
                raise SystemExit(0 if self._protocol.leaving else 1)
            self._receive(body)

    def _receive(self, body: bytes) -> None:
        try:
            data = json.loads(body)
        except (ValueError, RecursionError):
            self._protocol.refuse(None, types.ErrorCodes.ParseError, "this is not JSON")
            return
        message = self._protocol.read(data)
        if message is None:
            return
        method = getattr(message, "method", "")
        if method in _NEEDS_ANALYSIS:
            uri = message.params.text_document.uri
            self._waiting.append(_Waiting(message, uri, self._server.documents.edition(uri)))
        elif method != types.CANCEL_REQUEST or not self._cancel(message.params.id):
            self._protocol.handle_message(message)

    def _cancel(self, request: MessageId) -> bool:
        for waiting in self._waiting:
            if waiting.message.id == request:
                self._waiting.remove(waiting)
                code = types.LSPErrorCodes.RequestCancelled
                self._protocol.refuse(request, code, "cancelled by the client")
                return True
        return False

    def _work(self) -> None:
        """Answer and publish until nothing is left to do; new messages are taken in between."""
        while True:
            if self._waiting:
                self._answer(self._waiting[0])
            elif (uri := self._server.documents.next_to_publish()) is not None:
                self._publish(uri)
            else:
                return
            self._take(self._inbox.poll())

    def _answer(self, waiting: _Waiting) -> None:
        if not self._analyse(waiting.uri):
            waiting.overtaken += 1
        elif waiting in self._waiting:
            self._waiting.remove(waiting)
            self._reply(waiting)
        if waiting.overtaken > _PATIENCE and waiting in self._waiting:
            self._waiting.remove(waiting)
            code = types.LSPErrorCodes.ServerCancelled
            again = {"retriggerRequest": True}
            self._protocol.refuse(waiting.message.id, code, "the text keeps changing", again)

    def _reply(self, waiting: _Waiting) -> None:
        outdated = waiting.edition != self._server.documents.edition(waiting.uri)
        if outdated and waiting.about_a_place:
            code = types.LSPErrorCodes.ContentModified
            self._protocol.refuse(waiting.message.id, code, "the text has changed since")
        else:
            self._protocol.handle_message(waiting.message)

    def _publish(self, uri: str) -> None:
        if self._analyse(uri):
            self._server.publish(uri)

    def _analyse(self, uri: str) -> bool:
        """Analyse the newest text; False where an even newer one arrived in the meantime."""
        documents = self._server.documents
        documents.analyse(uri)
        self._take(self._inbox.poll())
        return documents.is_analysed(uri)
