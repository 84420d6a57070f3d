"""Binding: what an assignment, an unpacking or a loop gives to names, attributes and items."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from tapelint.flow.containers import Dict, Seq
from tapelint.flow.graph import Binding, Const, Node, Value
from tapelint.flow.machine import Machine
from tapelint.flow.places import Place
from tapelint.flow.values import Obj, Tape, Var


class Targets(Machine):
    """What names, attributes and items mean from here on."""

    def bind_name(self, name: str, value: Value) -> None:
        """Give a name in the current scope a value."""
        env = self.frame.env
        target = env.redirect.get(name, env)
        self.heap.put(target.names, name, value)

    def note_binding(self, value: Value, name: str, form: str, node: ast.AST) -> None:
        """Remember the statement that last named a value: that is where a user looks for it."""
        if isinstance(value, Node):
            self._bind_node(value, name, form, node)
        elif isinstance(value, Var):
            value.name = value.name or name
        elif isinstance(value, Obj) and value.kind in ("layer", "model"):
            value.fields.setdefault("%label", name.rpartition(".")[2])
        elif isinstance(value, Seq) and len(value.items) <= 8:
            for i, item in enumerate(value.items):
                if isinstance(item, Node):
                    self._bind_node(item, name, "item", node)
                elif isinstance(item, Var):
                    item.name = item.name or f"{name}[{i}]"
        elif isinstance(value, Dict):
            for key, item in value.data.items():
                if isinstance(item, Node):
                    self._bind_node(item, name, "item", node)
                elif isinstance(item, Var) and isinstance(key, str):
                    item.name = item.name or f'{name}["{key}"]'
        elif isinstance(value, Tape):
            value.name = name

    def _bind_node(self, value: Node, name: str, form: str, node: ast.AST) -> None:
        """A name given under a recording that didn't see the value is a reader, not its origin."""
        if self.tapes and any(t not in value.tapes for t in self.tapes):
            return
        if form == "attribute" and self._comes_from_a_caller(value):
            return
        value.bind = Binding(name, form, self.place(node), self.seq, value.bind)

    def _comes_from_a_caller(self, value: Node) -> bool:
        """Whether a value was given to the function that keeps it: its origin is out there."""
        made = value.place.path if value.place is not None else None
        here = self.frame.path
        return made is not None and made is not here and made in here.chain()

    def assign(self, target: ast.expr, value: Value) -> None:
        """Bind a target pattern to a value."""
        if isinstance(target, ast.Name):
            self.bind_name(target.id, value)
        elif isinstance(target, ast.Attribute):
            owner = self.evaluate(target.value)
            self.set_attribute(owner, target.attr, value, self.place(target))
        elif isinstance(target, ast.Subscript):
            self._assign_item(target, value)
        elif isinstance(target, (ast.Tuple, ast.List)):
            self._unpack(target.elts, value)
        elif isinstance(target, ast.Starred):
            self.assign(target.value, value)

    def _assign_item(self, target: ast.Subscript, value: Value) -> None:
        owner = self.evaluate(target.value)
        key = self.evaluate(target.slice)
        self.set_item(owner, key, value, self.place(target))

    def _unpack(self, targets: Sequence[ast.expr], value: Value) -> None:
        place = self.place(targets[0]) if targets else None
        if place is None:
            return
        star = next((i for i, t in enumerate(targets) if isinstance(t, ast.Starred)), None)
        for i, part in enumerate(self.unpacked(value, len(targets), star, place)):
            self.assign(targets[i], part)
            self._note_target(targets[i], part)

    def unpacked(self, value: Value, count: int, star: int | None, place: Place) -> list[Value]:
        """The parts that ``count`` targets get from a value."""
        if isinstance(value, Node):
            return [self.item(value, Const(i), place) for i in range(count)]
        items, rest = self.items_of(value, place)
        if star is not None:
            after = count - star - 1
            if rest is None and len(items) >= count - 1:
                middle = tuple(items[star : len(items) - after])
                tail = items[len(items) - after :] if after else []
                return [*items[:star], Seq("list", middle), *tail]
        elif rest is None and len(items) == count:
            return items
        if rest is not None:
            return [*items[:count], *[rest] * (count - len(items))]
        return [self.unknown("unpacking", place, [value]) for _ in range(count)]

    def _note_target(self, target: ast.expr, value: Value) -> None:
        if isinstance(target, ast.Name):
            self.note_binding(value, target.id, "name", target)
        elif isinstance(target, ast.Attribute):
            self.note_binding(value, target.attr, "attribute", target)
