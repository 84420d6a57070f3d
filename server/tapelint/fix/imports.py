"""What TensorFlow is called in a file, and the import for a file that has no name for it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tapelint.fix.source import Source
from tapelint.text import Edit, Span

_TENSORFLOW = ("tensorflow", "tensorflow.compat.v2")
_KERAS = ("keras", "tensorflow.keras")


def tensorflow(source: Source, symbol: str) -> tuple[str, tuple[Edit, ...]] | None:
    """How to write ``tf.<symbol>`` in this file, with the import it needs, if any."""
    name = module_name(source)
    if name is not None:
        return f"{name}.{symbol}", ()
    if "tf" in _bound_names(source):
        return None
    line = _import_line(source)
    return f"tf.{symbol}", (Edit(Span(line, 0, line, 0), "import tensorflow as tf\n"),)


def keras(source: Source, symbol: str) -> tuple[str, tuple[Edit, ...]] | None:
    """How to write ``keras.<symbol>`` in this file, with the import it needs, if any."""
    for statement in source.statements():
        for name, alias in _imported_keras(statement):
            if name in _KERAS:
                return f"{alias}.{symbol}", ()
    return tensorflow(source, f"keras.{symbol}")


def module_name(source: Source) -> str | None:
    """The name under which the module's body imports TensorFlow."""
    for statement in source.statements():
        for name, alias in _imported(statement):
            if name in _TENSORFLOW:
                return alias
    return None


def names_of(source: Source, module: str) -> frozenset[str]:
    """The names under which the file imports ``module``, wherever it does."""
    return frozenset(
        alias
        for statement in source.statements()
        for inner in ast.walk(statement)
        if isinstance(inner, ast.Import)
        for name, alias in _imported(inner)
        if name == module
    )


def _imported(statement: ast.AST) -> Iterator[tuple[str, str]]:
    if isinstance(statement, ast.Import):
        for alias in statement.names:
            yield alias.name, alias.asname or alias.name


def _imported_keras(statement: ast.AST) -> Iterator[tuple[str, str]]:
    if isinstance(statement, ast.Import):
        for alias in statement.names:
            if alias.asname or "." not in alias.name:
                yield alias.name, alias.asname or alias.name
    elif isinstance(statement, ast.ImportFrom):
        for alias in statement.names:
            yield f"{statement.module}.{alias.name}", alias.asname or alias.name


def _bound_names(source: Source) -> set[str]:
    names: set[str] = set()
    for statement in source.statements():
        for node in ast.walk(statement):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                names.add(node.id)
            elif isinstance(node, ast.arg):
                names.add(node.arg)
            elif isinstance(node, ast.alias):
                names.add(node.asname or node.name.partition(".")[0])
    return names


def _import_line(source: Source) -> int:
    """The line below the first run of imports, or below the module's docstring."""
    line = 1
    for above, statement in source.units():
        if not (_is_import(statement) or _is_docstring(statement)):
            break
        line = above + (statement.end_lineno or statement.lineno) + 1
    return line


def _is_import(statement: ast.stmt) -> bool:
    return isinstance(statement, (ast.Import, ast.ImportFrom))


def _is_docstring(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
