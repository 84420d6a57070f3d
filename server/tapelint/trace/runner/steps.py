"""Which steps of a program the rows in a table come from."""

from __future__ import annotations

from .sampling import ALWAYS

_MOST = 16  # steps whose rows are taken together


class Steps:
    """Steps whose rows nobody took yet: one row each, unless it comes from a loop or a branch.

    As long as each step has written one row, they are taken now and then; else after each step.
    """

    def __init__(self) -> None:
        self._waiting: list[int] = []
        self._inside: int | None = None  # a step of which rows were taken while it ran
        self._count = 0
        self._is_regular = True

    def ended(self, step: int) -> bool:
        """A step is over; whether its rows are to be taken now."""
        if self._inside != step:
            self._waiting.append(step)
        self._inside = None
        self._count += 1
        return self._count <= ALWAYS or len(self._waiting) >= _MOST or not self._is_regular

    def of(self, rows: int, now: int) -> list[int]:
        """The steps of the rows that are taken, in the step ``now``."""
        steps, self._waiting = self._waiting, []
        if not steps or steps[-1] != now:
            steps, self._inside = [*steps, now], now  # in the midst of it
        self._is_regular = self._is_regular and rows == len(steps)
        return [steps[min(i, len(steps) - 1)] for i in range(rows)]

    def taken(self) -> None:
        """All rows were taken: steps that are still here have written none."""
        self._is_regular = self._is_regular and not self._waiting
        self._waiting = []
