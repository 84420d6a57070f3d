"""Which requests are told, where the user pointed at one tape of a program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import frames

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from .frames import Chain


class Within:
    """Some tapes of one file, by the lines on which they start or that lead to a request."""

    def __init__(self, settings: Mapping[str, Any]) -> None:
        self._file: str = settings["file"]
        self._starts = frozenset(settings["starts"])
        self._calls = frozenset(settings["calls"])

    def holds(self, made: Chain, site: Chain) -> bool:
        """Whether a request of a tape that was made somewhere is meant."""
        starts, calls = frames.spelled(made[:1]), frames.spelled(site)
        found = any(file == self._file and line in self._starts for file, line, _ in starts)
        return found or any(file == self._file and line in self._calls for file, line, _ in calls)
