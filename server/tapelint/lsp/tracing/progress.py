"""How far a trace is, in the editor's own way of showing it, with a button that cancels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tapelint.lsp.jsonrpc import Message, notification

if TYPE_CHECKING:
    from tapelint.lsp.desk import Desk

Token = int | str


class Progress:
    """One progress: the client's own, else one that it is asked to show, where it can."""

    def __init__(self, desk: Desk, token: Token | None, own: str, title: str) -> None:
        self._desk = desk
        self._title = title
        self._shown = False
        self._over = False
        self._count = 0
        self.token: Token = own if token is None else token
        if token is not None:
            self._begin()
        elif desk.client.shows_progress:
            desk.ask("window/workDoneProgress/create", {"token": own}, self._created)

    def _created(self, answer: Message) -> None:
        if "error" not in answer and not self._over:
            self._begin()

    def _begin(self) -> None:
        self._shown = True
        self._tell({"kind": "begin", "title": self._title, "cancellable": True})
        self._report()

    def seen(self, count: int) -> None:
        """So many requests were seen."""
        self._count = count
        if self._shown and not self._over:
            self._report()

    def _report(self) -> None:
        if self._count:
            told = f"{self._count} request{'s' if self._count > 1 else ''} seen"
            self._tell({"kind": "report", "message": told})

    def end(self, message: str) -> None:
        """It is over."""
        if self._shown and not self._over:
            self._tell({"kind": "end", "message": message})
        self._over = True

    def _tell(self, value: dict[str, Any]) -> None:
        self._desk.send(notification("$/progress", {"token": self.token, "value": value}))
