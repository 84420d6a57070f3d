"""Which names a statement reads and binds, and what a dotted expression is called."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from tapelint.fix.lazy import cst


def bound(statement: ast.AST) -> frozenset[str]:
    """The names that ``statement`` may bind; an attribute of a name counts as ``self.x``."""
    return frozenset(name for node in ast.walk(statement) for name in _bound_by(node))


def read(statement: ast.AST) -> frozenset[str]:
    """The names that ``statement`` reads, with attributes of names as ``self.x``."""
    return frozenset(name for node in ast.walk(statement) for name in _read_by(node))


def free(statements: Iterable[ast.stmt], name: str, prefix: str) -> str:
    """A name that nothing in a file binds: ``name``, behind as many prefixes as that takes."""
    taken = frozenset(each for statement in statements for each in bound(statement))
    while name in taken:
        name = f"{prefix}_{name}"
    return name


def dotted(node: cst.CSTNode) -> str:
    """``tf.math.sqrt`` for a name and its attributes; empty for anything else."""
    if isinstance(node, cst.Name):
        return node.value
    if isinstance(node, cst.Attribute):
        owner = dotted(node.value)
        return f"{owner}.{node.attr.value}" if owner else ""
    return ""


def goes_by(function: cst.CSTNode, op: str) -> bool:
    """Whether a function is written as the operation ``op``, not as a name that may mean others."""
    return not isinstance(function, cst.Name) or function.value == op.rpartition(".")[2]


def _bound_by(node: ast.AST) -> Iterable[str]:
    if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
        yield node.id
    elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        yield node.name
    elif isinstance(node, ast.alias):
        yield node.asname or node.name.partition(".")[0]
    elif isinstance(node, ast.Attribute) and not isinstance(node.ctx, ast.Load):
        yield _attribute(node)
    elif isinstance(node, ast.ExceptHandler) and node.name:
        yield node.name


def _read_by(node: ast.AST) -> Iterable[str]:
    if isinstance(node, ast.AugAssign):
        yield _attribute(node.target)
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        yield node.id
    elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
        yield _attribute(node)


def _attribute(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return f"{node.value.id}.{node.attr}"
    return ""
