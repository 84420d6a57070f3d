"""Keeps our own failures away from the program: they are told, and nothing more is watched."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from .report import Report


class Care:
    """``with care:`` around everything that is ours and not the program's."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self.stop: Callable[[], None] = _nothing
        self.aside = False

    def __enter__(self) -> None:
        pass

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        if not isinstance(error, Exception):
            return False  # nothing, or what ends the program
        self.step_aside(error)
        return True

    def step_aside(self, error: Exception) -> None:
        """Say what went wrong and watch no more; the program goes on as if it were alone."""
        if not self.aside:
            self.aside = True
            self._report.stepped_aside(error)
            self.stop()


def _nothing() -> None:
    """How watching is stopped before it began."""
