"""Whether a program asks which version it runs with before it gets to a place."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Final

from tapelint.flow.places import Place

# What names a version, or asks whether something is there, in a condition.
_ASKS: Final = re.compile(
    r"version|hasattr|getattr|callable|legacy|compat|keras_?[23]|keras|tf_?[12]|v[12]\b"
    r"|executing_eagerly|tensorflow|backend|__dict__|\bdir\(",
    re.IGNORECASE,
)
_LEAVES: Final = (ast.Return, ast.Raise, ast.Continue, ast.Break)


def asks_version(place: Place) -> bool:
    """Whether a condition on the way here, call by call, looks like one about versions."""
    calls = (path.call for path in place.path.chain())
    return any(_is_guarded(at.unit.body, at.node) for at in (place, *calls) if at is not None)


@lru_cache(maxsize=4096)  # the same calls lead to many places
def _is_guarded(body: tuple[ast.stmt, ...], wanted: ast.AST) -> bool:
    way: list[ast.AST] = []
    if not any(_find(node, wanted, way) for node in body):
        return False
    return any(_ASKS.search(ast.unparse(test)) for test in _tests(way))


def _find(node: ast.AST, wanted: ast.AST, way: list[ast.AST]) -> bool:
    """Collect what a node stands in, innermost first."""
    found = node is wanted or any(_find(n, wanted, way) for n in ast.iter_child_nodes(node))
    if found:
        way.append(node)
    return found


def _tests(way: list[ast.AST]) -> Iterator[ast.expr]:
    for inner, outer in pairwise(way):
        if isinstance(outer, (ast.If, ast.IfExp, ast.While)) and inner is not outer.test:
            yield outer.test
        if isinstance(outer, ast.BoolOp) and isinstance(inner, ast.expr):
            yield from outer.values[: outer.values.index(inner)]
        for block in ("body", "orelse", "finalbody"):
            yield from _left_before(getattr(outer, block, None), inner)


def _left_before(block: object, inner: ast.AST) -> Iterator[ast.expr]:
    """The conditions under which the statements before this one leave."""
    if not isinstance(block, list) or inner not in block:
        return
    for statement in block[: block.index(inner)]:
        if isinstance(statement, ast.If) and isinstance(statement.body[-1], _LEAVES):
            yield statement.test
