"""The concrete syntax of a piece of a file, with places in the coordinates of that file."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from tapelint.fix.lazy import cst
from tapelint.text import Edit, LineIndex, Span

if TYPE_CHECKING:
    from libcst.metadata import CodeRange

Node = TypeVar("Node", bound="cst.CSTNode")


class Tree:
    """Some parsed lines of a file; ``line`` is the first of them."""

    def __init__(self, module: cst.Module, index: LineIndex, *, line: int) -> None:
        self.module = module
        self.index = index
        self._line = line

    @cached_property
    def _ranges(self) -> Any:
        metadata = importlib.import_module("libcst.metadata")
        wrapper = metadata.MetadataWrapper(self.module, unsafe_skip_copy=True)
        return wrapper.resolve(metadata.PositionProvider)

    @cached_property
    def _by_range(self) -> dict[tuple[int, int, int, int], list[cst.CSTNode]]:
        found: dict[tuple[int, int, int, int], list[cst.CSTNode]] = {}
        for node, place in self._ranges.items():
            found.setdefault(_corners(place), []).append(node)
        return found

    @cached_property
    def _parents(self) -> dict[cst.CSTNode, cst.CSTNode]:
        parents: dict[cst.CSTNode, cst.CSTNode] = {}
        waiting: list[cst.CSTNode] = [self.module]
        while waiting:
            node = waiting.pop()
            for child in node.children:
                parents[child] = node
                waiting.append(child)
        return parents

    def parent(self, node: cst.CSTNode) -> cst.CSTNode | None:
        """The node that directly holds ``node``."""
        return self._parents.get(node)

    def ancestors(self, node: cst.CSTNode) -> Iterator[cst.CSTNode]:
        """The nodes around ``node``, from the inside out."""
        above = self.parent(node)
        while above is not None:
            yield above
            above = self.parent(above)

    def walk(self, start: cst.CSTNode | None = None) -> Iterator[cst.CSTNode]:
        """``start`` (the whole tree without one) and every node below it, in text order."""
        waiting = [start or self.module]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.children))

    def span(self, node: cst.CSTNode) -> Span:
        """Where ``node`` stands, without the parentheses and the blanks around it."""
        line, column, end_line, end_column = _corners(self._ranges[node])
        start = self._position(line, column)
        return Span(*start, *self._position(end_line, end_column))

    def at(self, span: Span, *kinds: type[Node]) -> Node | None:
        """The outermost node of one of ``kinds`` that stands exactly at ``span``."""
        found = self._outermost(span, kinds)
        return found if isinstance(found, kinds) else None

    def expression(self, span: Span) -> cst.BaseExpression | None:
        """The whole expression that stands exactly at ``span``."""
        found = self._outermost(span, (cst.BaseExpression,))
        return found if isinstance(found, cst.BaseExpression) else None

    def _outermost(self, span: Span, kinds: tuple[type[cst.CSTNode], ...]) -> cst.CSTNode | None:
        start = self._inner(span.line, span.col)
        found = self._by_range.get((*start, *self._inner(span.end_line, span.end_col)), [])
        fitting = [node for node in found if isinstance(node, kinds)]
        inner = set(fitting)
        for node in fitting:
            if not any(above in inner for above in self.ancestors(node)):
                return node
        return None

    def code(self, node: cst.CSTNode) -> str:
        """``node`` as it is written, with its own parentheses."""
        return self.module.code_for_node(node)

    def bare(self, node: cst.CSTNode) -> str:
        """``node`` as it is written, without parentheses around it."""
        return self.index.slice(self.span(node))

    def replace(self, node: cst.CSTNode, code: str) -> Edit:
        """Put ``code`` where ``node`` stands; only what differs is touched."""
        return minimal(self.index, Edit(self.span(node), code))

    def _position(self, line: int, column: int) -> tuple[int, int]:
        absolute = self._line + line - 1
        return absolute, self.index.byte_column(absolute, column, "utf-32")

    def _inner(self, line: int, col: int) -> tuple[int, int]:
        return line - self._line + 1, self.index.column(line, col, "utf-32")


def minimal(index: LineIndex, edit: Edit) -> Edit:
    """The same change, without the characters at both ends that stay as they are."""
    old, new = index.slice(edit.span), edit.text
    limit = min(len(old), len(new))
    head = next((i for i in range(limit) if old[i] != new[i]), limit)
    tail = next((i for i in range(limit - head) if old[-1 - i] != new[-1 - i]), limit - head)
    start = index.offset(edit.span.line, edit.span.col) + head
    end = start + len(old) - head - tail
    span = Span(*index.position(start), *index.position(end))
    return Edit(span, new[head : len(new) - tail])


def _corners(place: CodeRange) -> tuple[int, int, int, int]:
    return place.start.line, place.start.column, place.end.line, place.end.column
