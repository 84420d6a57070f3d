"""An interpreter that remembers what every expression was worth, and who else holds the value."""

from __future__ import annotations

import ast
import sys
from collections import defaultdict
from dataclasses import dataclass

from tapelint.flow.analysis import RECURSION
from tapelint.flow.interpreter import Interpreter
from tapelint.flow.values import Node, Place, Seq, Value
from tapelint.syntax import Parsed

Key = tuple[int, int]
_MAKES = (ast.Call, ast.BinOp, ast.UnaryOp, ast.Subscript)


@dataclass(frozen=True, slots=True)
class Made:
    """A value that an expression made each time it ran: the expression and all the results."""

    place: Place
    results: tuple[Value, ...]

    def nodes(self) -> list[Node]:
        """The tensors among the results, those inside a written-out tuple too."""
        return [node for result in self.results for node in _nodes(result)]


class Watching(Interpreter):
    """Runs a program as the checker does, and keeps what each expression made."""

    def __init__(self) -> None:
        super().__init__()
        self._results: defaultdict[Key, list[Value]] = defaultdict(list)
        self._places: dict[Key, Place] = {}
        self._old: set[Key] = set()
        self._kept: set[int] = set()
        self._ends: dict[tuple[Key, int], int] = {}

    def evaluate(self, node: ast.expr) -> Value:
        """The value of an expression; one that it made itself is remembered."""
        before = self.seq
        value = super().evaluate(node)
        if isinstance(node, _MAKES):
            place = self.place(node)
            key = place.key()
            self._places.setdefault(key, place)
            self._results[key].append(value)
            if not _is_new(value, before):
                self._old.add(key)
            for result in _nodes(value):
                self._ends[key, id(result)] = self.seq
        return value

    def set_attribute(self, owner: Value, name: str, value: Value, place: Place) -> None:
        """Store an attribute: the value can be reached from elsewhere now."""
        self._kept.add(id(value))
        super().set_attribute(owner, name, value, place)

    def note_appended(self, owner: Seq, value: Node, place: Place) -> None:
        """A value was put into a list, where others may find it."""
        self._kept.add(id(value))
        super().note_appended(owner, value, place)

    def made(self) -> dict[Key, Made]:
        """Each expression whose value is new whenever it runs, and held by nobody else."""
        made = {
            key: Made(self._places[key], tuple(results))
            for key, results in self._results.items()
            if key not in self._old
        }
        used = self._first_uses()
        return {key: one for key, one in made.items() if self._held_alone(one, used)}

    def _held_alone(self, made: Made, used: dict[int, int]) -> bool:
        return not any(
            id(node) in self._kept
            or used.get(id(node), self.seq) <= self._ends[made.place.key(), id(node)]
            for node in made.nodes()
        )

    def _first_uses(self) -> dict[int, int]:
        """When each value was first used: a callee may use what it returns afterwards."""
        used: dict[int, int] = {}
        for node in self.nodes:
            for edge in node.edges:
                used.setdefault(id(edge.to), node.seq)
        for request in self.requests:
            for target in request.targets:
                used[id(target)] = min(used.get(id(target), request.seq), request.seq)
        return used


def watch(parsed: Parsed) -> Watching:
    """Run a parsed text."""
    machine = Watching()
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(max(limit, RECURSION))
    try:
        machine.run(parsed.units)
    except RecursionError:
        machine.requests.clear()
    finally:
        sys.setrecursionlimit(limit)
    return machine


def _nodes(value: Value) -> list[Node]:
    items = value.items if isinstance(value, Seq) and value.exact else (value,)
    return [item for item in items if isinstance(item, Node)]


def _is_new(value: Value, before: int) -> bool:
    if isinstance(value, Seq):
        return value.exact and all(_is_new(item, before) for item in value.items)
    return isinstance(value, Node) and value.seq > before and value.kind != "read"
