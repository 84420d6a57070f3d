"""Which requests a line of a program is about: those of the tape around it, or that it leads to."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from tapelint.trace.sources import Sources

_REQUESTS = frozenset({"gradient", "jacobian", "batch_jacobian"})


@dataclass(frozen=True, slots=True)
class Within:
    """The requests that are looked at; all others are answered and not told.

    Attributes:
        line: the line that was pointed at.
        starts: lines on which a tape starts whose requests are meant.
        calls: lines of which the requests are meant that they make, directly or through calls.
    """

    line: int
    starts: tuple[int, ...]
    calls: tuple[int, ...]


def within(text: str, line: int) -> Within | None:
    """What a line of a text points at; None where that is neither a tape nor a call."""
    known = Sources({"": text}).text("")
    statement = known.statement(line)
    if statement is None:
        return None
    starts = [start for block in _tapes(known.statements, line) for start in _header(block)]
    calls = [] if hasattr(statement, "body") else _calls(statement)
    if calls:
        scope = known.scope(line)
        for name in _asked(statement):
            blocks = [
                block
                for block in known.statements
                if isinstance(block, (ast.With, ast.AsyncWith))
                and block.lineno <= line
                and known.scope(block.lineno) is scope
                and name in _names(block)
            ]
            starts += _header(max(blocks, key=lambda b: b.lineno)) if blocks else []
    return Within(line, tuple(starts), tuple(calls)) if starts or calls else None


def _tapes(statements: list[ast.stmt], line: int) -> list[ast.With]:
    """The innermost block around a line that makes a tape, as far as it says so."""
    around = [
        block
        for block in statements
        if isinstance(block, ast.With)
        and block.lineno <= line <= (block.end_lineno or 0)
        and any("Tape" in ast.unparse(item.context_expr) for item in block.items)
    ]
    return [max(around, key=lambda block: block.lineno)] if around else []


def _header(block: ast.With | ast.AsyncWith) -> Iterator[int]:
    """The lines on which a block begins, before what stands in it."""
    yield from range(block.lineno, max(block.body[0].lineno, block.lineno + 1))


def _calls(statement: ast.stmt) -> list[int]:
    if not any(isinstance(node, ast.Call) for node in ast.walk(statement)):
        return []
    return list(range(statement.lineno, (statement.end_lineno or statement.lineno) + 1))


def _asked(statement: ast.stmt) -> Iterator[str]:
    """The names of the tapes that a statement asks."""
    for node in ast.walk(statement):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            if node.func.attr in _REQUESTS and isinstance(owner, ast.Name):
                yield owner.id


def _names(block: ast.With | ast.AsyncWith) -> set[str]:
    return {
        node.id
        for item in block.items
        if item.optional_vars is not None
        for node in ast.walk(item.optional_vars)
        if isinstance(node, ast.Name)
    }
