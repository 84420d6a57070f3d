"""An interpreter that remembers what every expression was worth, and who else holds the value."""

from __future__ import annotations

import ast
import sys
from dataclasses import dataclass, field

from tapelint.flow.callers import RECURSION
from tapelint.flow.containers import Seq
from tapelint.flow.graph import Node, Value
from tapelint.flow.interpreter import Interpreter
from tapelint.flow.places import Place
from tapelint.flow.python.modules import Finder
from tapelint.syntax import Parsed

Key = tuple[int, int]
_MAKES = (ast.Call, ast.BinOp, ast.UnaryOp, ast.Subscript)


@dataclass(slots=True)
class Made:
    """What an expression made, over all the times it ran."""

    place: Place
    nodes: list[Node] = field(default_factory=list)
    single: bool = True
    """Whether each result is one value, and not a tuple of some."""


class Watching(Interpreter):
    """Runs a program as the checker does, and keeps what each expression made."""

    def __init__(self) -> None:
        super().__init__()
        self._made: dict[Key, Made] = {}
        self._old: set[Key] = set()
        self._kept: set[int] = set()
        self._ends: dict[tuple[Key, int], int] = {}

    def evaluate(self, node: ast.expr) -> Value:
        """The value of an expression; one that it made itself is remembered."""
        before = self.seq
        value = super().evaluate(node)
        if isinstance(node, _MAKES):
            self._remember(self.place(node), value, before)
        return value

    def _remember(self, place: Place, value: Value, before: int) -> None:
        key = place.key()
        results = _parts(value)
        made = self._made.setdefault(key, Made(place))
        made.nodes += results
        made.single = made.single and isinstance(value, Node)
        if not results or any(node.seq <= before or node.kind == "read" for node in results):
            self._old.add(key)
        for node in results:
            self._ends[key, id(node)] = self.seq

    def set_attribute(self, owner: Value, name: str, value: Value, place: Place) -> None:
        """Store an attribute: the value can be reached from elsewhere now."""
        self._kept.add(id(value))
        super().set_attribute(owner, name, value, place)

    def note_appended(self, owner: Seq, value: Node, place: Place) -> None:
        """A value was put into a list, where others may find it."""
        self._kept.add(id(value))
        super().note_appended(owner, value, place)

    def made(self) -> dict[Key, Made]:
        """Each expression of the text whose value is always new, and held by nobody else."""
        used = self._first_uses()
        return {
            key: made
            for key, made in self._made.items()
            if made.place.home is None and key not in self._old and self._held_alone(made, used)
        }

    def _held_alone(self, made: Made, used: dict[int, int]) -> bool:
        return not any(
            id(node) in self._kept
            or used.get(id(node), self.seq) <= self._ends[made.place.key(), id(node)]
            for node in made.nodes
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


def watch(parsed: Parsed, finder: Finder | None = None) -> Watching:
    """Run a parsed text that can import the modules which ``finder`` finds."""
    machine = Watching()
    machine.finder = finder
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(max(limit, RECURSION))
    try:
        machine.run(parsed.units)
    except RecursionError:
        machine.requests.clear()
    finally:
        sys.setrecursionlimit(limit)
    return machine


def _parts(value: Value) -> list[Node]:
    """The value, or the parts of a tuple; nothing where not every part is known."""
    if isinstance(value, Node):
        return [value]
    if isinstance(value, Seq) and value.kind == "tuple" and value.exact:
        parts = [item for item in value.items if isinstance(item, Node)]
        return parts if len(parts) == len(value.items) else []
    return []
