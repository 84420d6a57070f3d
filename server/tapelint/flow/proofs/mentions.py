"""Where a text speaks of a variable: whether all that it does there is to compute with it.

A variable that is put into lists, handed to objects, bound again or compared may be trained, set or
left alone on purpose in ways that no run of ours sees.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Iterator
from itertools import pairwise
from typing import Final

from tapelint.flow.nodes import asked_once, nodes

_READ: Final = frozenset({"dtype", "name", "numpy", "read_value", "shape", "value"})
_BUILT_IN: Final = frozenset(
    {"abs", "all", "any", "float", "len", "max", "min", "print", "str", "sum"}
)
_CALLS_BACK: Final = frozenset({"numpy_function", "py_func", "py_function"})
_FUNCTIONS: Final = (ast.FunctionDef, ast.AsyncFunctionDef)
_ENDS: Final = (ast.AnnAssign, ast.Assert, ast.Assign, ast.AugAssign, ast.Expr, ast.Return)

Way = tuple[ast.AST, ...]
"""A mention, and what is around it, from the inside out."""


def only_computes_with(body: Iterable[ast.stmt], name: str) -> bool:
    """Whether a text binds ``name``, or ``owner.name``, once and else only computes with it."""
    word = name.rpartition(".")[2]
    body = list(body)
    callees = _BUILT_IN.union(*map(_callees, body))
    ways = [way for statement in body for way in _mentions(statement) if _word(way[0]) == word]
    bound = [way for way in ways if not isinstance(getattr(way[0], "ctx", None), ast.Load)]
    return len(bound) == 1 and all(_computes(way, callees) for way in ways if way is not bound[0])


@asked_once
def _mentions(statement: ast.AST) -> list[Way]:
    """All names and attributes in a statement."""
    return list(_below(statement, ()))


def _below(node: ast.AST, around: Way) -> Iterator[Way]:
    way = (node, *around)
    if isinstance(node, (ast.Name, ast.Attribute, ast.arg, ast.Global, ast.Nonlocal)):
        yield way
    for child in ast.iter_child_nodes(node):
        yield from _below(child, way)


def _word(node: ast.AST) -> str:
    match node:
        case ast.Name(id=word) | ast.Attribute(attr=word) | ast.arg(arg=word):
            return word
    return ""


@asked_once
def _callees(statement: ast.AST) -> frozenset[str]:
    """The names of functions that a statement defines, and of what it imports."""
    found = set()
    for node in nodes(statement):
        if isinstance(node, _FUNCTIONS):
            found.add(node.name)
        elif isinstance(node, ast.alias):
            found.add((node.asname or node.name).partition(".")[0])
    return frozenset(found)


def _computes(way: Way, callees: Collection[str]) -> bool:
    """Whether a mention goes into a computation, a function of the text, or onto the screen."""
    held = True  # as it is, or in a list
    for inner, node in pairwise(way):
        match node:
            case ast.Call(func=func) if func is not inner:
                if not _is_callee(func, callees):
                    return False
                held = False
            case ast.Attribute(attr=word):
                if word not in _READ:
                    return False
                held = False
            case ast.Compare(ops=ops):
                if any(isinstance(op, (ast.Eq, ast.Is, ast.In)) for op in ops):
                    return False  # who compares it expects it to stay, or looks for it
                held = False
            case ast.BinOp() | ast.UnaryOp() | ast.FormattedValue():
                held = False
            case ast.Call() | ast.keyword() | ast.Subscript() | ast.JoinedStr():
                pass
            case ast.List() | ast.Tuple():
                held = True
            case ast.comprehension(iter=each, ifs=[]) if each is inner:
                pass
            case ast.GeneratorExp(elt=made) | ast.ListComp(elt=made):
                if isinstance(made, (ast.Name, ast.Tuple)):
                    return False
                held = False
            case _:
                return isinstance(node, _ENDS) and not held
    return False


def _is_callee(func: ast.AST, callees: Collection[str]) -> bool:
    if isinstance(func, ast.Attribute) and func.attr in _CALLS_BACK:
        return False
    while isinstance(func, ast.Attribute):
        func = func.value
    return isinstance(func, ast.Name) and (func.id in callees or func.id == "self")
