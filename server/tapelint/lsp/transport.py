"""Bytes in and out: message framing that survives a client's mistakes.

The reader owns a private copy of standard input and the writer one of standard output; whatever
else prints goes to standard error, since one stray ``print`` would corrupt the protocol for good.
"""

from __future__ import annotations

import json
import os
import re
import threading
from collections.abc import Callable, Iterator
from queue import Empty, SimpleQueue
from typing import BinaryIO

from tapelint.lsp.jsonrpc import Message

Job = Callable[[], None]
"""Something that a thread wants done by the one that has the conversation."""

_LENGTH = re.compile(rb"\s*content-length\s*:\s*(\d{1,12})\s*", re.IGNORECASE)
_LONGEST_HEADER = 4096
_LONGEST_BODY = 512 * 1024 * 1024


def read_bodies(stream: BinaryIO) -> Iterator[bytes]:
    """The bodies of the messages in ``stream``; lines that are no header are stepped over."""
    length: int | None = None
    while line := stream.readline(_LONGEST_HEADER):
        if found := _LENGTH.fullmatch(line):
            length = min(int(found.group(1)), _LONGEST_BODY)
        elif not line.strip() and length is not None:
            body = _exactly(stream, length)
            if len(body) < length:
                return
            yield body
            length = None


def _exactly(stream: BinaryIO, length: int) -> bytes:
    # An absurd length must not allocate anything before the bytes are really there.
    pieces: list[bytes] = []
    while length > 0 and (piece := stream.read(min(length, 1 << 20))):
        pieces.append(piece)
        length -= len(piece)
    return b"".join(pieces)


class Inbox:
    """Messages as they arrive, read ahead by a thread so that the newest text is always known."""

    def __init__(self, stream: BinaryIO) -> None:
        self._queue: SimpleQueue[bytes | Job | None] = SimpleQueue()
        self._stream = stream
        threading.Thread(target=self._read, name="tapelint-reader", daemon=True).start()

    def _read(self) -> None:
        try:
            for body in read_bodies(self._stream):
                self._queue.put(body)
        except (OSError, ValueError):
            pass  # a closed pipe ends the conversation like an orderly end of the stream
        self._queue.put(None)

    def post(self, job: Job) -> None:
        """Have something done between two messages; any thread may ask for it."""
        self._queue.put(job)

    def has_mail(self) -> bool:
        """Whether something has arrived that nobody has taken yet."""
        return not self._queue.empty()

    def wait(self, seconds: float | None = None) -> Iterator[bytes | Job | None]:
        """The next body or job, where one comes in time; None once the client closed the pipe."""
        try:
            yield self._queue.get(timeout=seconds)
        except Empty:
            return

    def poll(self) -> Iterator[bytes | Job | None]:
        """What has arrived by now, without waiting for more."""
        while True:
            try:
                yield self._queue.get_nowait()
            except Empty:
                return


class Outbox:
    """Whole messages, flushed at once; ``write`` and ``close`` are what pygls asks of a writer."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.muted = False

    def send(self, message: Message) -> None:
        """Send one message."""
        body = json.dumps(message, separators=(",", ":")).encode("ascii")
        self.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))

    def write(self, data: bytes) -> None:
        """Send one framed message."""
        if not self.muted:
            self._stream.write(data)
            self._stream.flush()

    def close(self) -> None:
        """Nothing more will be said."""
        self._stream.close()


def claim_standard_streams() -> tuple[BinaryIO, BinaryIO]:
    """Take standard input and output for the protocol alone and point ``print`` at the log."""
    stdin = os.fdopen(os.dup(0), "rb", buffering=1 << 16)
    stdout = os.fdopen(os.dup(1), "wb", buffering=1 << 16)
    os.dup2(2, 1)
    nowhere = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nowhere, 0)
    os.close(nowhere)
    return stdin, stdout
