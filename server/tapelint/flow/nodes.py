"""Walking over syntax: every unit is looked through several times, so this has to be fast."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Final, TypeVar

from tapelint.syntax import Hole

# Fields that hold a word, a number or an operator, and never a node that matters.
_WORDS: Final = frozenset(
    {"arg", "asname", "attr", "conversion", "ctx", "id", "is_async", "kind", "level", "module"}
    | {"n", "op", "ops", "s", "simple", "type_comment", "type_ignores"}
)
_BLOCKS: Final = ("body", "handlers", "cases", "orelse", "finalbody")
_Answer = TypeVar("_Answer")
_FIELDS: Final[dict[type[ast.AST], tuple[str, ...]]] = {}


def asked_once(ask: Callable[[ast.AST], _Answer]) -> Callable[[ast.AST], _Answer]:
    """Remember what was answered for a node as long as the node is there."""
    name = f"{ask.__module__}.{ask.__name__}"

    @wraps(ask)
    def answer(node: ast.AST) -> _Answer:
        known: dict[str, _Answer] = node.__dict__
        if name not in known:
            known[name] = ask(node)
        return known[name]

    return answer


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


def statements(body: Iterable[ast.AST]) -> list[ast.AST]:
    """Some statements and all those inside them, with clauses such as ``except`` and ``case``."""
    found = list(body)
    for statement in found:  # which grows meanwhile
        for block in _BLOCKS:
            found += getattr(statement, block, ())
    return found


def loops_around(body: Iterable[ast.AST], node: ast.AST) -> list[ast.AST]:
    """The loops of a text that a node stands in."""
    line = getattr(node, "lineno", 0)
    loops = (n for s in body for n in nodes(s) if isinstance(n, (ast.For, ast.While)))
    return [n for n in loops if n.lineno <= line <= (n.end_lineno or n.lineno)]


@asked_once
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


@asked_once
def is_half_typed(func: ast.AST) -> bool:
    """Whether a line in a function's body can't be read, even one that isn't reached."""
    body = [] if isinstance(func, ast.Lambda) else statements(getattr(func, "body", ()))
    return any(isinstance(statement, Hole) for statement in body)


@asked_once
def is_placeholder(func: ast.AST) -> bool:
    """Whether a function leaves its work to others.

    It says nothing but ``pass``, ``...`` or what it is for, or raises NotImplementedError whatever
    it is given.
    """
    body = [] if isinstance(func, ast.Lambda) else getattr(func, "body", [])
    if not body:
        return False
    if isinstance(body[-1], ast.Raise) and _is_not_implemented(body[-1].exc):
        return not any(isinstance(statement, ast.Return) for statement in statements(body))
    return all(
        isinstance(statement, ast.Pass)
        or (isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant))
        for statement in body
    )


@asked_once
def end_without_return(func: ast.AST) -> ast.stmt | None:
    """The last statement of a function that computes something and never returns a value."""
    if not isinstance(func, ast.FunctionDef) or is_placeholder(func) or own_yields(func):
        return None
    inner = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    todo: list[ast.AST] = list(func.body)
    for statement in todo:  # which grows meanwhile
        if isinstance(statement, ast.Return) and statement.value is not None:
            return None
        if not isinstance(statement, inner):
            for block in _BLOCKS:
                todo += getattr(statement, block, ())
    told = [statement for statement in func.body if not _only_tells(statement)]
    last: ast.stmt = (told or func.body)[-1]
    while inside := [b for f in ("finalbody", "orelse", "body") if (b := getattr(last, f, None))]:
        if isinstance(last, inner) or not isinstance(inside[0], list):
            break
        last = inside[0][-1]
    return last


def _only_tells(statement: ast.stmt) -> bool:
    """Whether a statement does nothing but print, perhaps under a condition."""
    if isinstance(statement, ast.If):
        return all(map(_only_tells, (*statement.body, *statement.orelse)))
    call = statement.value if isinstance(statement, ast.Expr) else None
    named = call.func if isinstance(call, ast.Call) else None
    return isinstance(named, ast.Name) and named.id == "print"


def _is_not_implemented(raised: ast.AST | None) -> bool:
    named = raised.func if isinstance(raised, ast.Call) else raised
    return isinstance(named, ast.Name) and named.id == "NotImplementedError"


@asked_once
def gates_of_requests(func: ast.AST) -> frozenset[str]:
    """The names that conditions read before a gradient is asked for in a function's body."""
    body = [] if isinstance(func, ast.Lambda) else statements(getattr(func, "body", ()))
    return frozenset(
        name
        for statement in body
        if isinstance(statement, ast.If) and any(map(_asks, nodes(statement)))
        for name in free_names(statement.test)
    )


def _asks(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in _GRADIENTS
    )


_GRADIENTS: Final = ("gradient", "jacobian", "batch_jacobian")


@asked_once
def asks_itself(func: ast.AST) -> bool:
    """Whether the body of a function asks for a gradient, or trains a model."""
    attributes = (node.attr for node in nodes(func) if isinstance(node, ast.Attribute))
    return any(name in (*_GRADIENTS, "fit", "minimize") for name in attributes)


@asked_once
def makes_parts(loop: ast.AST) -> bool:
    """Whether each pass of a loop makes an object, as models do that are put together in one."""
    return any(isinstance(node, ast.Call) and _makes_part(node) for node in nodes(loop))


def _makes_part(call: ast.Call) -> bool:
    """``model.add(Dense(8))``, ``layers.append(Dense(8))``, ``Dense(8)(x)``."""
    if isinstance(call.func, ast.Call):
        return _names_a_class(call.func.func)
    put = isinstance(call.func, ast.Attribute) and call.func.attr in ("add", "append")
    return put and any(isinstance(a, ast.Call) and _names_a_class(a.func) for a in call.args)


def _names_a_class(func: ast.AST) -> bool:
    name = func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "")
    return name[:1].isupper()


@asked_once
def free_names(node: ast.AST) -> frozenset[str]:
    """Names that a piece of syntax reads."""
    return frozenset(
        n.id for n in nodes(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)
    )


@asked_once
def bound_names(node: ast.AST) -> frozenset[str]:
    """The names that a statement may bind, in itself or in what it defines; ``*`` for any."""
    found: set[str] = set()
    for part in nodes(node):
        if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store):
            found.add(part.id)
        elif isinstance(part, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            found.add(part.name)
        elif isinstance(part, ast.alias):
            found.add(part.asname or part.name.partition(".")[0])
    return frozenset(found)


def _fields(kind: type[ast.AST]) -> tuple[str, ...]:
    known = _FIELDS[kind] = tuple(field for field in kind._fields if field not in _WORDS)
    return known


def says_none(test: ast.AST) -> bool:
    """Whether a test asks if something is None."""
    return any(
        isinstance(op, (ast.Is, ast.Eq)) and _is_none(to)
        for node in nodes(test)
        if isinstance(node, ast.Compare)
        for op, to in zip(node.ops, node.comparators, strict=True)
    )


def _is_none(node: ast.AST) -> bool:
    inside = node.elts if isinstance(node, (ast.List, ast.Tuple)) else [node]
    return any(isinstance(each, ast.Constant) and each.value is None for each in inside)
