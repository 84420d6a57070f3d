"""Iterators that can be gone through once: who does so again gets nothing."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from typing import Final

from tapelint.flow.containers import Lazy
from tapelint.flow.frames import Misuse
from tapelint.flow.graph import TRUE, Value
from tapelint.flow.machine import Machine
from tapelint.flow.nodes import nodes
from tapelint.flow.places import Place

_ONCE: Final = frozenset({"enumerate", "map", "zip"})
TAKES_ALL: Final = frozenset({"dict", "list", "max", "min", "set", "sorted", "sum", "tuple"})
"""Builtins that go through all of what they are given."""


class Iterators(Machine):
    """Notes what goes through an iterator that has been gone through."""

    def takes_all(self, value: Value, place: Place) -> bool:
        """All of a value is taken at a place; whether there was nothing left of it."""
        if not isinstance(value, Lazy) or value.form not in _ONCE or value.place is None:
            return False
        _, first = self.gone_through.setdefault(id(value), (value, place))
        if self.used_up.get(id(value)) is TRUE:
            facts: dict[str, object] = {"reason": "used up", "iterator": value, "raises": "no"}
            facts |= {"line": str(first.span.line), "again": str(place.span.line)}
            self.misuses.append(Misuse("discarded", value.place, None, facts))
            return True
        self.heap.put(self.used_up, id(value), TRUE)
        return False


def goes_through(body: Iterable[ast.stmt]) -> bool:
    """Whether a loop with this body goes on to the end, as far as its text says."""
    leaves = (ast.Break, ast.Return, ast.Raise)
    return not any(isinstance(node, leaves) for s in body for node in nodes(s))
