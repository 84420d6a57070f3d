"""Which cut takes the gradient of a line: the one that the line's value goes into.

A trace knows of each line whether a gradient came, not where it went astray. The names in the
text say that: what a statement binds, and who reads it up to the statement that cuts.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tapelint.lsp.tracing.store import Seen
from tapelint.syntax import Parsed
from tapelint.trace.seen import Cut, State

_Function = (ast.FunctionDef, ast.AsyncFunctionDef)


class Ways:
    """Knows the statements of one text."""

    def __init__(self, parsed: Parsed) -> None:
        self._statements: list[tuple[int, ast.stmt, ast.AST | None]] = []
        for unit in parsed.units:
            for statement in unit.body:
                self._add(statement, unit.line, None)

    def _add(self, node: ast.AST, above: int, scope: ast.AST | None) -> None:
        if isinstance(node, ast.stmt) and not _has_body(node):
            self._statements.append((above, node, scope))
        inner = node if isinstance(node, _Function) else scope
        for child in ast.iter_child_nodes(node):
            if isinstance(child, (ast.stmt, ast.ExceptHandler, ast.match_case)):
                self._add(child, above, inner)

    def cut_of(self, line: int, seen: Seen) -> Cut | None:
        """The cut behind a line that got no gradient; None where the text doesn't say."""
        if (known := seen.lines.get(line)) is None or known.state is not State.NONE:
            return None
        for broken in seen.broken:
            for end in self._ends(broken.line, broken.cut, seen):
                if line == end or self._reaches(line, end):
                    return broken.cut
        return None

    @staticmethod
    def _ends(line: int, cut: Cut, seen: Seen) -> Iterator[int]:
        """The line of a cut, and those of the calls that led there."""
        yield line
        for note in cut.related:
            if note.message.startswith("calls") and (call := seen.now(note.place)) is not None:
                yield call

    def _reaches(self, line: int, end: int) -> bool:
        """Whether what a line binds is read, by way of other names too, on another line below."""
        names: set[str] = set()
        scope: ast.AST | None = None
        for above, statement, around in self._statements:
            first, last = above + statement.lineno, above + (statement.end_lineno or 0)
            if first <= line <= last and not names:
                names, scope = _bound(statement), around
            elif names and around is scope and names & _read(statement):
                if first <= end <= last:
                    return True
                names |= _bound(statement)
        return False


def _has_body(node: ast.stmt) -> bool:
    return hasattr(node, "body")


def _bound(statement: ast.stmt) -> set[str]:
    return {
        node.id
        for node in ast.walk(statement)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }


def _read(statement: ast.stmt) -> set[str]:
    return {
        node.id
        for node in ast.walk(statement)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }
