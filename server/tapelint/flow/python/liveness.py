"""Whether anybody reads a name after a statement, as far as the text alone tells."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence
from typing import Final

from tapelint.flow.nodes import bound_names, nodes, statements

_PASS: Final = 0  # the name is left alone
_READ: Final = 1
_BOUND: Final = 2  # it gets another value, or the scope is left, before anybody reads it

_BLOCKS: Final = ("body", "orelse", "finalbody")
_LOOPS: Final = (ast.For, ast.AsyncFor, ast.While)
_SCOPES: Final = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)
_COMPREHENSIONS: Final = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_ALL_NAMES: Final = frozenset({"locals", "vars", "globals", "eval", "exec", "dir"})


def is_read_after(
    scope: Sequence[ast.stmt], statement: ast.stmt, name: str, *, shown: bool = True
) -> bool:
    """Whether the value that a statement gives a name may be read by what runs after it.

    ``scope`` holds the statements of the function or module around it. Unless ``shown`` says that
    it counts, a ``print`` in the same block is none that reads.
    """
    if _is_shared(scope, name):
        return True
    way = _way_to(scope, statement)
    if way is not None and not shown:
        block, i = way[-1]
        kept = [s for s in block[i + 1 :] if not _is_shown(s)]
        if (state := _in_order(kept, name)) != _PASS:
            return state == _READ
        way[-1] = (block, len(block) - 1)
    return way is None or _leads_to_reader(way, name)


def _is_shown(statement: ast.stmt) -> bool:
    call = statement.value if isinstance(statement, ast.Expr) else None
    if not isinstance(call, ast.Call):
        return False
    function = call.func
    named = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    return named == "print"


def loop_around(scope: Sequence[ast.stmt], statement: ast.stmt, name: str) -> ast.For | None:
    """The innermost loop around a statement that gives a name its values."""
    for block, i in reversed(_way_to(scope, statement) or []):
        loop = block[i]
        if isinstance(loop, ast.For) and loop is not statement and binds(loop.target, name):
            return loop
    return None


def is_borrowed(scope: Sequence[ast.stmt], statement: ast.stmt, name: str) -> bool:
    """Whether a statement of the same pass took a name's value out of a container or an object."""
    way = _way_to(scope, statement) or []
    if not any(isinstance(block[i], _LOOPS) for block, i in way[:-1]):
        return False
    for block, i in reversed(way):
        for earlier in reversed(block[:i]):
            if name in bound_names(earlier):
                taken = isinstance(earlier, ast.Assign) and len(earlier.targets) == 1
                value = earlier.value if isinstance(earlier, ast.Assign) and taken else None
                return isinstance(value, (ast.Subscript, ast.Attribute))
    return False


def binds(target: ast.expr, name: str) -> bool:
    """Whether a pattern of targets gives this name a value."""
    names = (n for n in nodes(target) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store))
    return any(n.id == name for n in names)


def _is_shared(scope: Sequence[ast.stmt], name: str) -> bool:
    """Whether what is defined in a scope, or looks at all names, may read a name at any time."""
    for statement in scope:
        for node in nodes(statement):
            if isinstance(node, ast.Name) and node.id in _ALL_NAMES:
                return True
            if isinstance(node, (ast.Global, ast.Nonlocal)) and name in node.names:
                return True
            if isinstance(node, _SCOPES) and _reads(node, name):
                return True
    return False


_Way = list[tuple[Sequence[ast.stmt], int]]


def _way_to(scope: Sequence[ast.stmt], statement: ast.stmt) -> _Way | None:
    """The blocks around a statement, outermost first, each with where it goes on in it."""
    for i, one in enumerate(scope):
        if one is statement:
            return [(scope, i)]
        if isinstance(one, _SCOPES):
            continue
        for block in _blocks(one):
            if (inner := _way_to(block, statement)) is not None:
                return [(scope, i), *inner]
    return None


def _blocks(statement: ast.stmt) -> list[Sequence[ast.stmt]]:
    found = [getattr(statement, field, ()) for field in _BLOCKS]
    parts = (*getattr(statement, "handlers", ()), *getattr(statement, "cases", ()))
    return [block for block in (*found, *(part.body for part in parts)) if block]


def _leads_to_reader(way: _Way, name: str) -> bool:
    for depth in range(len(way) - 1, -1, -1):
        block, i = way[depth]
        state = _in_order(block[i + 1 :], name)
        if state != _PASS:
            return state == _READ
        around = way[depth - 1][0][way[depth - 1][1]] if depth else None
        if around is not None and _read_around(around, block, name):
            return True
    return False


def _read_around(around: ast.stmt, block: Sequence[ast.stmt], name: str) -> bool:
    """Whether a compound statement reads a name after one of its blocks: the next pass, say."""
    if isinstance(around, _LOOPS) and block is around.body:
        again = isinstance(around, ast.While) or not binds(around.target, name)
        if again and _in_order(_pass_of(around), name) == _READ:
            return True
        return any(_reads(statement, name) for statement in around.orelse)
    if isinstance(around, ast.Try):
        others = [b for b in _blocks(around) if b is not block]
        return any(_reads(statement, name) for b in others for statement in b)
    return False


def _pass_of(loop: ast.For | ast.AsyncFor | ast.While) -> Sequence[ast.stmt]:
    if isinstance(loop, ast.While):
        return [ast.Expr(loop.test), *loop.body]
    return loop.body


def _in_order(block: Iterable[ast.stmt], name: str) -> int:
    """What some statements do with a name first."""
    for statement in block:
        state = _first(statement, name)
        if state != _PASS:
            return state
    return _PASS


def _first(statement: ast.stmt, name: str) -> int:
    if isinstance(statement, ast.Assign):
        if _reads(statement, name):
            return _READ
        return _BOUND if any(binds(t, name) for t in statement.targets) else _PASS
    if isinstance(statement, ast.AugAssign) and binds(statement.target, name):
        return _READ
    if isinstance(statement, ast.Return):
        return _READ if _reads(statement, name) else _BOUND
    if isinstance(statement, ast.If):
        return _branches(statement, name)
    if isinstance(statement, _LOOPS):
        return _in_loop(statement, name)
    if isinstance(statement, (ast.With, ast.AsyncWith)):
        return _in_with(statement, name)
    return _READ if _reads(statement, name) else _PASS


def _branches(statement: ast.If, name: str) -> int:
    if _reads(statement.test, name):
        return _READ
    both = _in_order(statement.body, name), _in_order(statement.orelse, name)
    return _READ if _READ in both else _BOUND if both == (_BOUND, _BOUND) else _PASS


def _in_loop(statement: ast.For | ast.AsyncFor | ast.While, name: str) -> int:
    """What a loop does with a name first, which may make no pass at all."""
    if any(_reads(s, name) for s in statement.orelse):
        return _READ
    if not isinstance(statement, ast.While):
        if _reads(statement.iter, name):
            return _READ
        if binds(statement.target, name):
            return _PASS
    return _READ if _in_order(_pass_of(statement), name) == _READ else _PASS


def _in_with(statement: ast.With | ast.AsyncWith, name: str) -> int:
    for item in statement.items:
        if _reads(item.context_expr, name):
            return _READ
        if item.optional_vars is not None and binds(item.optional_vars, name):
            return _BOUND
    return _in_order(statement.body, name)


def _reads(node: ast.AST, name: str) -> bool:
    """Whether a piece of syntax reads a name that it doesn't bind for itself alone."""
    if isinstance(node, ast.Name):
        return node.id == name and isinstance(node.ctx, ast.Load)
    if isinstance(node, _COMPREHENSIONS):
        if any(binds(loop.target, name) for loop in node.generators):
            return _reads(node.generators[0].iter, name)
    elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
        args = node.args
        outer = [*args.defaults, *(d for d in args.kw_defaults if d is not None)]
        if _is_local(node, name):
            return any(_reads(part, name) for part in outer)
    return any(_reads(child, name) for child in ast.iter_child_nodes(node))


def _is_local(func: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda, name: str) -> bool:
    args = func.args
    every = [*args.posonlyargs, *args.args, *args.kwonlyargs, args.vararg, args.kwarg]
    if any(arg is not None and arg.arg == name for arg in every):
        return True
    if isinstance(func, ast.Lambda):
        return False
    inside = statements(func.body)
    if any(isinstance(s, (ast.Global, ast.Nonlocal)) and name in s.names for s in inside):
        return False
    kinds = (ast.For, ast.AsyncFor)
    return any(
        any(binds(t, name) for t in s.targets)
        if isinstance(s, ast.Assign)
        else isinstance(s, kinds) and binds(s.target, name)
        for s in inside
    )
