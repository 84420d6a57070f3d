"""Results that nobody takes, by the user's text: a statement that only computes something."""

from __future__ import annotations

import ast
import builtins
from itertools import pairwise
from typing import Final

from tapelint.trace.evidence import Chain, Line
from tapelint.trace.sources import Function, Sources, Text

_EFFECTS: Final = frozenset(
    {"debugging", "io", "summary", "raw_ops", "test", "profiler", "random", "distribute", "print"}
    | {"py_function", "numpy_function", "ensure_shape", "layers", "utils", "saved_model", "config"}
)
"""What is called for what it does, or to see whether it raises."""
_DO_SOMETHING: Final = frozenset({"open", "exec", "eval", "setattr", "delattr", "next", "input"})
_HELPERS: Final = 3
_OF_VALUES: Final = frozenset({"append", "extend", "items", "keys", "values", "get", "numpy"})


def thrown_away(texts: Sources, chain: Chain) -> Line | None:
    """The statement that computes something and drops it, and not to try it.

    It calls TensorFlow, or a function of the user's that gives a result and does nothing else.
    """
    if not chain:
        return None
    if _drops(texts.text(chain[0].file), chain[0]):
        return chain[0]
    for inner, line in pairwise(chain[:_HELPERS]):
        helper = texts.text(inner.file).scope(inner.line)
        if helper is None or not _only_computes(texts.text(inner.file), helper):
            return None
        call = _alone(texts.text(line.file), line)
        if isinstance(call, ast.Call):
            called = getattr(call.func, "attr", getattr(call.func, "id", ""))
            return line if called == helper.name else None
    return None


def _drops(text: Text, line: Line) -> bool:
    value = _alone(text, line)
    if isinstance(value, ast.Call):
        parts = ast.unparse(value.func).split(".")
        return parts[0] in text.libraries and not _EFFECTS.intersection(parts)
    return isinstance(value, (ast.BinOp, ast.UnaryOp))


def _alone(text: Text, line: Line) -> ast.expr | None:
    """The expression that a line's statement consists of, outside of any ``try``."""
    tried = (s for s in text.statements if isinstance(s, ast.Try))
    if any(s.lineno <= line.line <= (s.end_lineno or s.lineno) for s in tried):
        return None
    statement = text.statement(line.line)
    value = statement.value if isinstance(statement, ast.Expr) else None
    return value.elt if isinstance(value, ast.ListComp) else value


def _only_computes(text: Text, helper: Function, depth: int = _HELPERS) -> bool:
    """Whether a function gives something, and has nothing in it that is there for an effect."""
    inner = list(ast.walk(helper))
    gives = any(isinstance(n, ast.Return) and n.value is not None for n in inner)
    decorated = bool(getattr(helper, "decorator_list", ()))
    return gives and not decorated and not any(_has_effect(text, n, depth) for n in inner)


def _has_effect(text: Text, node: ast.AST, depth: int) -> bool:
    if isinstance(node, ast.Attribute):
        return isinstance(node.ctx, ast.Store)
    if isinstance(node, ast.Call):
        return not _is_computation(text, node, depth)
    return isinstance(node, (ast.Assert, ast.Raise, ast.Yield, ast.YieldFrom, ast.Global))


def _is_computation(text: Text, call: ast.Call, depth: int) -> bool:
    """Whether a call does nothing but compute, as far as its name says."""
    parts = ast.unparse(call.func).split(".")
    if parts[0] in text.libraries:
        return (_EFFECTS - {"random"}).isdisjoint(parts)
    if isinstance(call.func, ast.Attribute):
        return call.func.attr in _OF_VALUES
    if parts == ["print"]:
        return all(isinstance(one, ast.Constant) for one in call.args)  # nobody calls it for that
    called = next((scope for scope in text.scopes if scope.name == parts[0]), None)
    if called is not None:
        return depth > 0 and _only_computes(text, called, depth - 1)
    return hasattr(builtins, parts[0]) and parts[0] not in _DO_SOMETHING
