"""Whether two calls are given values of one shape, for which ``tf.function`` keeps one graph."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from tapelint.flow.containers import SLICE, Dict, Lazy, Seq
from tapelint.flow.graph import Const, Node, Value
from tapelint.flow.nodes import nodes

_DEEP: Final = 12


def are_alike(one: tuple[Value, ...], two: tuple[Value, ...]) -> bool:
    """Whether two calls were surely given what ``tf.function`` takes for the same."""
    return len(one) == len(two) and _Likeness(_DEEP, True).all(one, two)


@dataclass(frozen=True, slots=True)
class _Likeness:
    """How far to look back, and whether the lengths of arrays matter."""

    depth: int
    sized: bool

    def all(self, one: Iterable[Value], two: Iterable[Value]) -> bool:
        return all(self.of(a, b) for a, b in zip(one, two, strict=True))

    def of(self, one: Value, two: Value) -> bool:
        if one is two:
            return True
        if self.depth == 0 or type(one) is not type(two):
            return False
        inner = _Likeness(self.depth - 1, self.sized)
        if isinstance(one, Const) and isinstance(two, Const):
            return type(one.value) is type(two.value) and bool(one.value == two.value)
        if isinstance(one, Seq) and isinstance(two, Seq):
            return one.kind == two.kind and inner.items(_parts(one), _parts(two))
        if isinstance(one, Lazy) and isinstance(two, Lazy):
            return one.form == two.form and inner.items(one.parts, two.parts)
        if isinstance(one, Dict) and isinstance(two, Dict):
            closed = one.rest is None and two.rest is None and list(one.data) == list(two.data)
            return closed and inner.all(one.data.values(), two.data.values())
        return isinstance(one, Node) and isinstance(two, Node) and inner.made(one, two)

    def items(self, one: tuple[Value, ...], two: tuple[Value, ...]) -> bool:
        return len(one) == len(two) and self.all(one, two)

    def made(self, one: Node, two: Node) -> bool:
        """Whether two values come out of the same steps, with the same numbers in them."""
        if (one.kind, one.op, one.home, one.dtype) != (two.kind, two.op, two.home, two.dtype):
            return False
        if one.place is None or two.place is None or one.place.key() != two.place.key():
            return False
        if list(one.given) != list(two.given) or len(one.edges) != len(two.edges):
            return False
        if one.op == "getitem":
            return self.taken(one, two)
        if not one.edges:
            return not self.sized or _is_constant(one.place.node)
        known = self.all(one.given.values(), two.given.values())
        ends = [(a.to, b.to) for a, b in zip(one.edges, two.edges, strict=True)]
        return known and one.kind == "op" and all(self.of(a, b) for a, b in ends)

    def taken(self, one: Node, two: Node) -> bool:
        """Whether two parts are equally long: what a slice counts is so whatever it is of."""
        if "value" not in one.given or "key" not in one.given:
            return not self.sized and self.of(one.edges[0].to, two.edges[0].to)
        key, other = one.given["key"], two.given["key"]
        length, another = _length(key), _length(other)
        if length is not None and another is not None:
            rest = _Likeness(self.depth, False)
            return self.of(length, another) and rest.of(one.given["value"], two.given["value"])
        return self.of(key, other) and self.of(one.given["value"], two.given["value"])


def _parts(held: Seq) -> tuple[Value, ...]:
    return (*held.items, *(() if held.rest is None else (Const("rest"), held.rest)))


def _length(key: Value) -> Value | None:
    """How much ``start : start + length`` takes, wherever that is."""
    if not isinstance(key, Lazy) or key.form != SLICE or len(key.parts) < 2:
        return None
    start, end = key.parts[:2]
    if isinstance(start, Const) and isinstance(end, Const):
        plain = isinstance(start.value, int) and isinstance(end.value, int)
        return Const(end.value - start.value) if plain else None
    if not isinstance(end, Node) or end.op != "Add" or end.given.get("left") is not start:
        return None
    return end.given.get("right")


def _is_constant(made: ast.AST) -> bool:
    """Whether a call gets nothing but numbers: what it makes is always of one shape."""
    if not isinstance(made, ast.Call):
        return False
    given = [*made.args, *(keyword.value for keyword in made.keywords)]
    return not any(isinstance(n, ast.Name) for arg in given for n in nodes(arg))
