"""A bounded memory in which what was asked for again outlives what wasn't.

Typing makes a new text at each keystroke, and hardly any of these is ever seen again; the texts
around it are seen at every keystroke, and those of the other open files whenever one goes back.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class Recent(Generic[Key, Value]):
    """Remembers values, each kind up to a number: those asked for again, and the newest others."""

    def __init__(self, most: int, most_new: int) -> None:
        self._most = most
        self._most_new = most_new
        self._kept: OrderedDict[Key, Value] = OrderedDict()
        self._new: OrderedDict[Key, Value] = OrderedDict()

    def __len__(self) -> int:
        return len(self._kept) + len(self._new)

    def get(self, key: Key) -> Value | None:
        """What is remembered under a key, which is now worth keeping."""
        if key in self._kept:
            self._kept.move_to_end(key)
        elif key in self._new:
            self._kept[key] = self._new.pop(key)
        return self._kept.get(key)

    def put(self, key: Key, value: Value) -> None:
        """Remember something new."""
        self._new[key] = value

    def pop(self, key: Key) -> Value | None:
        """Forget a key."""
        return self._new.pop(key, None) or self._kept.pop(key, None)

    def forget_oldest(self, in_use: int) -> list[Key]:
        """Forget what is too much, but nothing of the ``in_use`` last ones; the forgotten keys."""
        forgotten = []
        for part, most in ((self._new, self._most_new), (self._kept, self._most)):
            while len(part) > most + in_use:
                forgotten.append(part.popitem(last=False)[0])
        return forgotten

    def forget_one(self, in_use: int) -> Key | None:
        """Forget the oldest of what nobody asked for again, else of all."""
        part = self._new if len(self._new) > in_use else self._kept
        return part.popitem(last=False)[0] if part else None
