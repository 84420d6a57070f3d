"""What goes wrong inside, told to the client once: a line in the editor's log, never a pop-up."""

from __future__ import annotations

import logging
from collections.abc import Callable

_MANY = 500


class Complaints(logging.Handler):
    """Forwards the package's warnings and errors; the same one is told a single time."""

    def __init__(self, tell: Callable[[int, str], None]) -> None:
        super().__init__(logging.WARNING)
        self._tell = tell
        self._told: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        """Tell the client, unless it knows already."""
        text = self.format(record)
        if text in self._told:
            return
        if len(self._told) >= _MANY:
            self._told.clear()
        self._told.add(text)
        self._tell(record.levelno, text)
