"""A file as rules and fixes see it: its text, and the concrete syntax of the part they ask for."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tapelint.fix.lazy import available, cst
from tapelint.fix.tree import Tree
from tapelint.text import LineIndex, Span

if TYPE_CHECKING:
    from tapelint.syntax import Parsed, Unit


class Source:
    """Parses with LibCST only the unit that holds a finding."""

    def __init__(self, parsed: Parsed) -> None:
        self.index: LineIndex = parsed.index
        self._units = parsed.units
        self._trees: dict[int, Tree | None] = {}

    def statements(self) -> Iterator[ast.stmt]:
        """The statements of the module's body, with lines relative to their units."""
        for unit in self._units:
            yield from unit.body

    def units(self) -> Iterator[tuple[int, ast.stmt]]:
        """The statements of the module's body, each with the lines that stand above its unit."""
        for unit in self._units:
            for statement in unit.body:
                yield unit.line, statement

    def tree(self, span: Span) -> Tree | None:
        """The concrete syntax of the unit around ``span``, where it parses."""
        unit = self._unit(span.line)
        if unit is None or not available():
            return None
        if unit.line not in self._trees:
            self._trees[unit.line] = _unit_tree(unit, self.index)
        return self._trees[unit.line]

    def _unit(self, line: int) -> Unit | None:
        above = [unit for unit in self._units if unit.line < line]
        return above[-1] if above else None


def _unit_tree(unit: Unit, index: LineIndex) -> Tree | None:
    module = _parse(unit.text)
    return None if module is None else Tree(module, index, line=unit.line + 1)


def _parse(text: str) -> cst.Module | None:
    try:
        return cst.parse_module(text)
    except (cst.ParserSyntaxError, ValueError, RecursionError):
        return None
