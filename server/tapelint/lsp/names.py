"""What a name in a file stands for, read off the file's imports; enough for a hover."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from tapelint.text import Span

Aliases = dict[str, str]
"""Local names and the dotted names that they stand for."""


def aliases(trees: Iterable[ast.AST]) -> Aliases:
    """The imported names of a file, with plain renamings such as ``layers = tf.keras.layers``."""
    known: Aliases = {}
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                known.update(_imported(node))
            elif isinstance(node, ast.ImportFrom):
                known.update(_imported_from(node))
            elif isinstance(node, ast.Assign):
                known.update(_renamed(node, known))
    return known


def _imported(node: ast.Import) -> Iterator[tuple[str, str]]:
    for alias in node.names:
        top = alias.name.partition(".")[0]
        yield (alias.asname, alias.name) if alias.asname else (top, top)


def _imported_from(node: ast.ImportFrom) -> Iterator[tuple[str, str]]:
    if node.level or not node.module:
        return
    for alias in node.names:
        yield alias.asname or alias.name, f"{node.module}.{alias.name}"


def _renamed(node: ast.Assign, known: Aliases) -> Iterator[tuple[str, str]]:
    match node.targets:
        case [ast.Name(id=name)] if isinstance(node.value, ast.Attribute):
            if dotted := dotted_name(node.value, known):
                yield name, dotted


def dotted_name(node: ast.expr, known: Aliases) -> str | None:
    """The full name of ``tf.math.argmax``; None for anything but an imported name's attribute."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name) or node.id not in known:
        return None
    return ".".join([known[node.id], *reversed(parts)])


def expression_at(tree: ast.AST, line: int, col: int) -> ast.expr | None:
    """The name or attribute whose last part stands at a place (in the tree's own lines)."""
    for node in ast.walk(tree):
        if not isinstance(node, (ast.Name, ast.Attribute)) or not _within(node, line, col):
            continue
        if isinstance(node, ast.Name) or not _within(node.value, line, col):
            return node
    return None


def _within(node: ast.expr, line: int, col: int) -> bool:
    span = span_of(node)
    return (span.line, span.col) <= (line, col) <= (span.end_line, span.end_col)


def span_of(node: ast.expr, above: int = 0) -> Span:
    """Where an expression stands, given how many lines are above its tree."""
    return Span(
        node.lineno + above,
        node.col_offset,
        (node.end_lineno or node.lineno) + above,
        node.end_col_offset or node.col_offset,
    )
