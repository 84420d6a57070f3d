"""Statements around places."""

from __future__ import annotations

import ast

from tapelint.flow.values import Place, span_of
from tapelint.text import Span


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
