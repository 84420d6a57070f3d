"""Walking over syntax: every unit is looked through several times, so this has to be fast."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from typing import Final

# Fields that hold a word, a number or an operator, and never a node that matters.
_WORDS: Final = frozenset(
    {"arg", "asname", "attr", "conversion", "ctx", "id", "is_async", "kind", "level", "module"}
    | {"n", "op", "ops", "s", "simple", "type_comment", "type_ignores"}
)
_FIELDS: Final[dict[type[ast.AST], tuple[str, ...]]] = {}


def nodes(tree: ast.AST) -> list[ast.AST]:
    """A node and all below it, from the outside in, without contexts and operators."""
    found = [tree]
    known = _FIELDS
    for node in found:  # which grows meanwhile
        kind = type(node)
        for field in known[kind] if kind in known else _fields(kind):
            value = getattr(node, field, None)
            if type(value) is list:
                found += [item for item in value if isinstance(item, ast.AST)]
            elif isinstance(value, ast.AST):
                found.append(value)
    return found


def functions(body: Iterable[ast.AST]) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function defined in some statements or in what they hold, in order."""
    found: list[ast.FunctionDef | ast.AsyncFunctionDef] = []
    for statement in body:
        if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef)):
            found.append(statement)
        for block in ("body", "handlers", "cases", "orelse", "finalbody"):
            inner = getattr(statement, block, None)
            if inner:
                found += functions(inner)
    return found


def own_yields(func: ast.AST) -> bool:
    """Whether a function yields by itself, and not only a function inside it."""
    inner = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)
    body = func.body if isinstance(func, inner) else []
    todo: list[ast.AST] = list(body) if isinstance(body, list) else [body]
    for node in todo:  # which grows meanwhile
        if isinstance(node, (ast.Yield, ast.YieldFrom)):
            return True
        if not isinstance(node, inner):
            todo += ast.iter_child_nodes(node)
    return False


def _fields(kind: type[ast.AST]) -> tuple[str, ...]:
    known = _FIELDS[kind] = tuple(field for field in kind._fields if field not in _WORDS)
    return known
