"""The one place where state is written: every write is logged, so branches undo and merge."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tapelint.flow.values import MISSING

Cell = tuple[int, Any]
Write = tuple[dict[Any, Any], Any, Any]
Delta = dict[Cell, tuple[dict[Any, Any], Any]]


class Heap:
    """A log of writes to dictionaries; a mark is a position in it."""

    def __init__(self) -> None:
        self.log: list[Write] = []

    def put(self, cells: dict[Any, Any], key: Any, value: Any) -> None:
        """Write one cell; writing ``MISSING`` removes it."""
        self.log.append((cells, key, cells.get(key, MISSING)))
        if value is MISSING:
            cells.pop(key, None)
        else:
            cells[key] = value

    def mark(self) -> int:
        """The position to come back to."""
        return len(self.log)

    def written(self, mark: int) -> Delta:
        """The cells written since a mark, with the values they hold now."""
        delta: Delta = {}
        for cells, key, _ in self.log[mark:]:
            delta[(id(cells), key)] = (cells, cells.get(key, MISSING))
        return delta

    def before(self, mark: int) -> Delta:
        """The cells written since a mark, with the values they had at it."""
        delta: Delta = {}
        for cells, key, old in self.log[mark:]:
            delta.setdefault((id(cells), key), (cells, old))
        return delta

    def rollback(self, mark: int) -> None:
        """Undo every write since a mark."""
        log = self.log
        while len(log) > mark:
            cells, key, old = log.pop()
            if old is MISSING:
                cells.pop(key, None)
            else:
                cells[key] = old

    def merge(self, other: Delta, mark: int, phi: Callable[[Any, Any], Any]) -> None:
        """Join the state now with that of another way from the same mark."""
        before = self.before(mark)
        for cell, (cells, theirs) in other.items():
            ours = cells.get(cell[1], MISSING)
            if ours is not theirs:
                self.put(cells, cell[1], phi(ours, theirs))
        for cell, (cells, old) in before.items():
            if cell in other:
                continue
            ours = cells.get(cell[1], MISSING)
            if ours is not old:
                self.put(cells, cell[1], phi(ours, old))
