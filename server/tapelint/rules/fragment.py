"""What a proof stands at, on its own: small enough to be parsed at every keystroke.

Python's own parser reads it, since importing LibCST takes longer than checking a file. Operators,
which ``ast`` has no places for, stand between their operands.
"""

from __future__ import annotations

import ast
import re
import warnings
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from tapelint.text import LineIndex, Span

Node = TypeVar("Node", bound=ast.AST)

# The end of the left operand may be followed by its parentheses, comments and broken lines.
_OPERATOR = re.compile(
    r"(?:[\s)\\]|#[^\r\n]*)*(?P<operator>is(?:\s|\\)+not\b|not(?:\s|\\)+in\b|[^\s(\\#]+)"
)


@dataclass(frozen=True, slots=True)
class Fragment:
    """An expression or a simple statement of a file.

    Attributes:
        node: its syntax.
        text: what was parsed, of which the first ``skipped`` lines don't stand in the file.
        span: where the rest stands there.
    """

    node: ast.AST
    text: str
    span: Span
    skipped: int

    def all(self, *kinds: type[Node]) -> list[Node]:
        """The nodes of some kinds, in text order, and what is around before what is inside."""
        found = [node for node in ast.walk(self.node) if isinstance(node, kinds)]
        return sorted(found, key=_start)

    def place(self, node: ast.AST) -> Span:
        """Where a node stands, without parentheses around it."""
        return self._in_file(_start(node), _end(node))

    def operator(self, left: ast.AST, right: ast.AST) -> Span:
        """Where the operator between two operands stands."""
        return self.token(left, _start(right))

    def rest(self, left: ast.AST, whole: ast.AST) -> Span:
        """Where the rest of ``whole`` stands, from the first token after ``left``."""
        token, place = self.token(left, _end(whole)), self.place(whole)
        return Span(token.line, token.col, place.end_line, place.end_col)

    def token(self, left: ast.AST, end: tuple[int, int]) -> Span:
        """Where the first token after ``left`` and its parentheses stands."""
        index = LineIndex(self.text)
        found = _OPERATOR.match(self.text, index.offset(*_end(left)), index.offset(*end))
        if found is None:
            return self.place(left)
        start, stop = found.span("operator")
        return self._in_file(index.position(start), index.position(stop))

    def _in_file(self, start: tuple[int, int], end: tuple[int, int]) -> Span:
        return Span(*self._moved(*start), *self._moved(*end))

    def _moved(self, line: int, col: int) -> tuple[int, int]:
        below = line - 1 - self.skipped
        return self.span.line + below, col + (0 if below else self.span.col)


def fragment(index: LineIndex, span: Span) -> Fragment | None:
    """What stands at ``span`` alone: an expression, else a simple statement."""
    written = index.slice(span)
    wrapped = f"(\n{written}\n)"
    expression = _parsed(wrapped)
    if isinstance(expression, ast.Expr):
        return Fragment(expression.value, wrapped, span, skipped=1)
    statement = _parsed(written)
    if statement is None or hasattr(statement, "body") or hasattr(statement, "cases"):
        return None
    return Fragment(statement, written, span, skipped=0)


@lru_cache(maxsize=1024)
def _parsed(text: str) -> ast.stmt | None:
    """The one statement of a text, where it is one."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            body = ast.parse(text).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    return body[0] if len(body) == 1 else None


def _start(node: ast.AST) -> tuple[int, int]:
    return getattr(node, "lineno", 0), getattr(node, "col_offset", 0)


def _end(node: ast.AST) -> tuple[int, int]:
    return getattr(node, "end_lineno", 0), getattr(node, "end_col_offset", 0)
