"""Places: a piece of syntax together with the calls that led there, and the statement around it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from tapelint.text import Span

if TYPE_CHECKING:
    from tapelint.flow.graph import Node
    from tapelint.flow.values import Obj
    from tapelint.syntax import Unit


class CallPath:
    """How execution got to a place: the chain of calls from the module down."""

    __slots__ = (
        "call",
        "caller",
        "closes_over",
        "depth",
        "function",
        "given",
        "name",
        "objects",
        "returned",
    )

    def __init__(
        self, caller: CallPath | None, call: Place | None, name: str, function: object = None
    ) -> None:
        self.caller = caller
        self.call = call
        self.name = name
        self.function = function
        self.returned: Place | None = None
        self.given: list[Node] = []  # the tensors among its arguments
        self.objects: list[Obj] = []  # the objects that it can reach
        self.closes_over = False  # whether it reads tensors that it wasn't given
        self.depth: int = 0 if caller is None else caller.depth + 1

    def chain(self) -> Iterator[CallPath]:
        """This path and its callers, innermost first."""
        path: CallPath | None = self
        while path is not None:
            yield path
            path = path.caller


class Place:
    """A piece of syntax, in its unit, together with the calls that led there.

    In another file than the one that is checked, ``home`` is the call or import there that led to
    it: that is what is underlined.
    """

    __slots__ = ("home", "node", "path", "unit")

    def __init__(
        self, unit: Unit, node: ast.AST, path: CallPath, home: Place | None = None
    ) -> None:
        self.unit = unit
        self.node = node
        self.path = path
        self.home = home

    def at(self, node: ast.AST) -> Place:
        """Another piece of syntax, reached in the same way."""
        return Place(self.unit, node, self.path, self.home)

    @property
    def span(self) -> Span:
        """Where this stands in the checked text."""
        shown = self.home or self
        return span_of(shown.unit, shown.node)

    @property
    def line(self) -> int:
        """The line in its own text, counted from 1."""
        return int(self.unit.line + getattr(self.node, "lineno", 1))

    def source(self) -> str:
        """The text that stands here, on one line and not overlong."""
        node: Any = self.node
        lines = self.unit.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        wanted = lines[node.lineno - 1 : node.end_lineno]
        encoded = [line.encode("utf-8") for line in wanted]
        encoded[-1] = encoded[-1][: node.end_col_offset]
        encoded[0] = encoded[0][node.col_offset :]
        text = " ".join(b" ".join(encoded).decode("utf-8", "replace").split())
        return text if len(text) <= 60 else text[:57] + "…"

    def seen_from(self, here: CallPath) -> Place:
        """The call in ``here``, or in what called that, that led to this place."""
        around = {id(path) for path in here.chain()}
        place = self
        for path in self.path.chain():
            if id(path) in around:
                break
            place = path.call or place
        return place

    def key(self) -> tuple[int, int]:
        """What identifies the syntax, whoever called it."""
        return (id(self.unit), id(self.node))


def span_of(unit: Unit, node: Any) -> Span:
    """The absolute span of a node of this unit."""
    return Span(
        unit.line + node.lineno,
        node.col_offset,
        unit.line + (node.end_lineno or node.lineno),
        node.end_col_offset if node.end_col_offset is not None else node.col_offset,
    )


def statement_of(place: Place) -> ast.stmt | None:
    """The innermost statement around a place."""
    node = place.node
    if isinstance(node, ast.stmt):
        return node
    best: ast.stmt | None = None
    body: list[ast.stmt] = list(place.unit.body)
    line = getattr(node, "lineno", 0)
    column = getattr(node, "col_offset", 0)
    while body:
        inner = None
        for statement in body:
            start = (statement.lineno, statement.col_offset)
            end = (statement.end_lineno or statement.lineno, statement.end_col_offset or 0)
            if start <= (line, column) < end:
                inner = statement
        if inner is None:
            break
        best = inner
        body = [c for c in ast.iter_child_nodes(inner) if isinstance(c, ast.stmt)]
        for handler in getattr(inner, "handlers", ()):
            body.extend(handler.body)
        for case in getattr(inner, "cases", ()):
            body.extend(case.body)
    return best


def statement_span(place: Place) -> Span:
    """The whole statement around a place."""
    shown = place.home or place
    statement = statement_of(shown)
    return shown.span if statement is None else span_of(shown.unit, statement)
