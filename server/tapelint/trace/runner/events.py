"""What the runner has to say, as lines of JSON in a file that only Tapelint reads."""

from __future__ import annotations

import json
import os
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

_LOCK = threading.Lock()


class Events:
    """Writes events; a fork of the program writes none."""

    at_once = False  # whether what has happened must be there as soon as the program goes on

    def __init__(self, path: str) -> None:
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_CLOEXEC", 0)
        self._file = os.open(path, flags, 0o600)
        self._owner = os.getpid()
        self._inode = os.fstat(self._file).st_ino

    def send(self, event: str, **fields: Any) -> None:
        """Write one event, whole or not at all."""
        if os.getpid() != self._owner or not self._is_open():
            return
        text = json.dumps(dict(fields, event=event), default=str, separators=(",", ":"))
        data = (text + "\n").encode("utf-8", "replace")
        with _LOCK:
            while data:
                data = data[os.write(self._file, data) :]

    def _is_open(self) -> bool:
        """Whether the file is still ours: a program may close every file that it didn't open."""
        try:
            return os.fstat(self._file).st_ino == self._inode
        except OSError:
            return False


class Kept:
    """Keeps events in memory, for a trace inside the program itself."""

    at_once = True

    def __init__(self) -> None:
        self.events: list[dict[str, Any]] = []

    def send(self, event: str, **fields: Any) -> None:
        """Keep one event as it would be read from a file."""
        self.events.append(json.loads(json.dumps(dict(fields, event=event), default=str)))
