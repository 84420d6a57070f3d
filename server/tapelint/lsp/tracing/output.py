"""What a traced program prints, for the editor's log: whole lines, and not without end."""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_LONGEST = 1000
_MOST = 2000
_PIECE = 1 << 16
_PATIENCE = 1.0
_TERMINAL = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]|[\x00-\x08\x0b-\x1f\x7f]")
"""Colours and the like, which a log can't show."""

Tell = Callable[[list[str]], None]


class Lines:
    """Cuts what arrives into lines; of a line that is drawn anew, the last state counts."""

    def __init__(self) -> None:
        self._rest = b""
        self._told = 0

    def take(self, data: bytes) -> list[str]:
        """The lines that are whole now; no ``data`` is the end."""
        *whole, self._rest = (self._rest + data).split(b"\n")
        if not data and self._rest:
            whole.append(self._rest)
        # Nobody breaks this line any more.
        self._rest = self._rest[-_PIECE:] if data else b""
        left = _MOST - self._told
        self._told += len(whole)
        lines = [_readable(line) for line in whole[: max(left, 0)]]
        if 0 < left < len(whole):
            lines.append("… and more, which is left out.")
        return lines


def _readable(line: bytes) -> str:
    drawn = line.rstrip(b"\r").rpartition(b"\r")[2]
    text = _TERMINAL.sub("", drawn.decode("utf-8", "replace"))
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


@contextmanager
def pipe(tell: Tell) -> Iterator[int]:
    """A stream to write to whose lines are told, from a thread, as they come."""
    source, sink = os.pipe()
    reader = threading.Thread(
        target=_read, args=(source, tell), name="tapelint-output", daemon=True
    )
    reader.start()
    try:
        yield sink
    finally:
        os.close(sink)
        # Something that left the program's family may keep its end open for ever.
        reader.join(_PATIENCE)


def _read(source: int, tell: Tell) -> None:
    lines = Lines()
    data = b"-"
    while data:
        try:
            data = os.read(source, _PIECE)
        except OSError:
            data = b""
        if told := lines.take(data):
            tell(told)
    os.close(source)
