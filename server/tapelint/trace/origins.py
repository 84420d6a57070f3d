"""Where what stands on a line comes from, by the user's text: bindings, arguments, functions."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from typing import Final, TypeGuard

from tapelint.trace.evidence import Chain, Line
from tapelint.trace.sources import Function, Sources, Text

_MOST: Final = 8
_OWNERS: Final = ("self", "cls")
_SEVERAL: Final = frozenset({"clip_by_global_norm", "moments", "top_k", "unique"})
"""Functions of TensorFlow that give several values, of which a name can have all by mistake."""


def origins(texts: Sources, name: str, chain: Chain) -> list[Line]:
    """Where a name that is read got its value, and the names that this was made of, nearest first.

    A parameter has the value of what the call hands over that led here.
    """
    found: list[Line] = []
    for _ in range(_MOST):
        if not chain:
            break
        text = texts.text(chain[0].file)
        bound = _bound(text, name, chain[0].line)
        if bound is None:
            given, chain = _given(texts, name, chain), chain[1:]
        else:
            line = Line(chain[0].file, bound.lineno, chain[0].function)
            found.append(line)
            given, chain = _made_of(text, bound), (line, *chain[1:])
        if given is None:
            break
        name = given
    return found


def _bound(text: Text, name: str, before: int) -> ast.stmt | None:
    """The last statement before a line that binds a name, as the line's function sees it."""
    scope = text.scope(before)
    found = [s for s in _binding(text, name) if text.scope(s.lineno) is scope]
    above = [s for s in found if s.lineno < before]
    if not above and scope is not None and name not in _parameters(scope):
        above = [s for s in _binding(text, name) if text.scope(s.lineno) is None]
    return max(above, key=lambda s: s.lineno, default=None)


def _binding(text: Text, name: str) -> Iterator[ast.stmt]:
    for statement in text.statements:
        targets: Sequence[ast.expr] = ()
        if isinstance(statement, ast.Assign):
            targets = statement.targets
        elif isinstance(statement, (ast.AnnAssign, ast.AugAssign, ast.For)):
            targets = [statement.target]
        names = (n for target in targets for n in ast.walk(target) if isinstance(n, ast.Name))
        if any(n.id == name and isinstance(n.ctx, ast.Store) for n in names):
            yield statement


def _made_of(text: Text, bound: ast.stmt) -> str | None:
    """The one name that a value is made of; None where there are none, or several."""
    value = bound.iter if isinstance(bound, ast.For) else getattr(bound, "value", None)
    if value is None:
        return None
    called = {n.func for n in ast.walk(value) if isinstance(n, ast.Call)}
    names = {
        n.id
        for n in ast.walk(value)
        if isinstance(n, ast.Name) and n not in called and n.id not in text.libraries
    }
    return names.pop() if len(names) == 1 else None


def _given(texts: Sources, name: str, chain: Chain) -> str | None:
    """The name of what a call hands over as a parameter of the function that a line is in."""
    scope = texts.text(chain[0].file).scope(chain[0].line)
    if scope is None or name not in _parameters(scope) or len(chain) < 2:
        return None
    names = _parameters(scope)
    for call in calls(texts, chain[1]):
        if _named(call.func) != scope.name:
            continue
        given = [k.value for k in call.keywords if k.arg == name]
        at = names.index(name) - (names[0] in _OWNERS and isinstance(call.func, ast.Attribute))
        given += call.args[at : at + 1] if at >= 0 else []
        return given[0].id if given and isinstance(given[0], ast.Name) else None
    return None


def _parameters(scope: Function) -> list[str]:
    return [one.arg for one in (*scope.args.posonlyargs, *scope.args.args, *scope.args.kwonlyargs)]


def calls(texts: Sources, line: Line) -> list[ast.Call]:
    """The calls in the statement of a line."""
    statement = texts.text(line.file).statement(line.line)
    if statement is None or hasattr(statement, "body"):
        return []
    return [node for node in ast.walk(statement) if isinstance(node, ast.Call)]


def _named(value: ast.expr) -> str:
    return getattr(value, "attr", getattr(value, "id", ""))


def _called(texts: Sources, file: str, call: ast.expr | None) -> Function | None:
    """The one function of a file that a call names."""
    name = _named(call.func) if isinstance(call, ast.Call) else ""
    found = [scope for scope in texts.text(file).scopes if scope.name == name]
    return found[0] if len(found) == 1 else None


def _returns(scope: Function) -> list[ast.expr]:
    """What a function gives back; what functions in it give isn't it."""
    waiting: list[ast.AST] = [*scope.body]
    found = []
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Return) and node.value is not None:
            found.append(node.value)
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)):
            waiting += ast.iter_child_nodes(node)
    return found


# ---------------------------------------------------------------------- what a call gives


def _whole(texts: Sources, line: Line) -> Iterator[tuple[str, ast.stmt]]:
    """The names on a line whose value is all that one call gave, each with what bound it."""
    text = texts.text(line.file)
    statement = text.statement(line.line)
    if statement is None or hasattr(statement, "body"):
        return
    parts = {n.value for n in ast.walk(statement) if isinstance(n, ast.Subscript)}
    for node in ast.walk(statement):
        if not isinstance(node, ast.Name) or not isinstance(node.ctx, ast.Load) or node in parts:
            continue
        bound = _bound(text, node.id, line.line)
        if isinstance(bound, ast.Assign) and isinstance(bound.targets[0], ast.Name):
            yield node.id, bound


def nothing_given(texts: Sources, line: Line) -> tuple[str, Line, Line] | None:
    """A name on a line that stands for the result of a function that gives nothing back.

    With it come the end of that function, and where it was called.
    """
    for name, bound in _whole(texts, line):
        scope = _called(texts, line.file, getattr(bound, "value", None))
        if not isinstance(scope, ast.FunctionDef) or _returns(scope):
            continue
        if not any(isinstance(n, (ast.Yield, ast.YieldFrom)) for n in ast.walk(scope)):
            last = Line(line.file, scope.body[-1].lineno, scope.name)
            return name, last, Line(line.file, bound.lineno, line.function)
    return None


def silent_loss(texts: Sources, file: str) -> tuple[str, Line] | None:
    """A loss of the program that gives nothing back, and where it ends.

    It is a function that ``compile`` is given, or ``call`` of a class whose base is a ``…Loss``.
    """
    text = texts.text(file)
    calls = [n for s in text.statements for n in ast.walk(s) if isinstance(n, ast.Call)]
    compiled = [c for c in calls if isinstance(c.func, ast.Attribute) and c.func.attr == "compile"]
    given = [k.value for c in compiled for k in c.keywords if k.arg == "loss"]
    given += [part for c in compiled for part in c.args[1:2]]
    named = {part.id for part in given if isinstance(part, ast.Name)}
    losses = [(scope.name, scope) for scope in text.scopes if scope.name in named]
    for cls in (s for s in text.statements if isinstance(s, ast.ClassDef)):
        if any(_named(base).endswith("Loss") for base in cls.bases):
            inner = (m for m in cls.body if isinstance(m, ast.FunctionDef) and m.name == "call")
            losses += [(f"{cls.name}.call", method) for method in inner]
    for name, scope in losses:
        if not _returns(scope) and not isinstance(scope.body[-1], ast.Raise):
            return name, Line(file, scope.body[-1].lineno, scope.name)
    return None


def not_unpacked(texts: Sources, line: Line) -> tuple[str, Line, str] | None:
    """A name on a line that stands for several values which one call gave, and that call's name."""
    for name, bound in _whole(texts, line):
        value = getattr(bound, "value", None)
        inner = _called(texts, line.file, value)
        for given in (value, *(_returns(inner) if inner is not None else ())):
            function = _named(given.func) if isinstance(given, ast.Call) else ""
            if function in _SEVERAL:
                return name, Line(line.file, bound.lineno, line.function), function
    return None


def hidden_tape(texts: Sources, site: Chain) -> tuple[Line, Line] | None:
    """The ``with`` that takes the name of a tape around it for its own, and that outer one.

    It is the name of the tape that a request is asked of.
    """
    if not site:
        return None
    line, text = site[0], texts.text(site[0].file)
    scope, name = text.scope(line.line), texts.asked_tape(site)
    blocks = [
        block
        for block in text.statements
        if isinstance(block, ast.With) and block.lineno < line.line
        if text.scope(block.lineno) is scope and _gives(block, name)
    ]
    for outer in reversed(blocks):
        inside = [
            b
            for b in blocks
            if outer.lineno < b.lineno <= (outer.end_lineno or 0)
            and (b.end_lineno or 0) < line.line  # in its own block it is the one that is meant
        ]
        if inside:
            lines = (Line(line.file, b.lineno, line.function) for b in (inside[-1], outer))
            return next(lines), next(lines)
    return None


def _gives(block: ast.With, name: str) -> bool:
    """Whether a ``with`` binds a name."""
    return any(item.optional_vars and _is_name(item.optional_vars, name) for item in block.items)


def by_hand(texts: Sources, line: Line) -> Line | None:
    """Of a function that a line calls and that gives its gradient by hand: where that is given."""
    for call in calls(texts, line):
        scope = _called(texts, line.file, call)
        decorators = scope.decorator_list if scope is not None else []
        if scope is None or not any(_named(one) == "custom_gradient" for one in decorators):
            continue
        given = [v.elts[-1] for v in _returns(scope) if isinstance(v, ast.Tuple) and v.elts]
        for one in given:
            inner = [s for s in ast.walk(scope) if isinstance(s, ast.FunctionDef)]
            starts = [s.lineno for s in inner if s.name == _named(one)]
            at = one.lineno if isinstance(one, ast.Lambda) else max(starts, default=0)
            if at:
                return Line(line.file, at, scope.name)
    return None


def factors(texts: Sources, line: Line) -> list[Line]:
    """Where the functions that the products of a line call give what they give, and its names."""
    text = texts.text(line.file)
    statement = text.statement(line.line)
    if statement is None or hasattr(statement, "body"):
        return []
    products = [n for n in ast.walk(statement) if isinstance(n, ast.BinOp)]
    parts = [p for n in products if isinstance(n.op, ast.Mult) for p in (n.left, n.right)]
    found = []
    for part in parts:
        inner = _called(texts, line.file, part)
        if inner is not None:
            found += [value.lineno for value in _returns(inner)]
        elif isinstance(part, ast.Name) and (bound := _bound(text, part.id, line.line)):
            found.append(bound.lineno)
    return [Line(line.file, number) for number in dict.fromkeys(found)]


def what_a_fit_learns(texts: Sources, site: Chain) -> list[Line]:
    """Where ``compile`` says what a ``fit`` makes the loss of: nothing for an output, perhaps."""
    for call in calls(texts, site[0]) if site else ():
        if not isinstance(call.func, ast.Attribute) or call.func.attr != "fit":
            continue
        owner, text = ast.unparse(call.func.value), texts.text(site[0].file)
        nodes = (n for s in text.statements if isinstance(s, ast.Expr) for n in ast.walk(s))
        compiled = [
            one
            for one in nodes
            if isinstance(one, ast.Call) and ast.unparse(one.func) == owner + ".compile"
        ]
        given = [k.value for one in compiled for k in one.keywords if k.arg == "loss"]
        if given:
            none = [n for n in ast.walk(given[-1]) if isinstance(n, ast.Constant) and not n.value]
            return [Line(site[0].file, n.lineno) for n in (none or given[-1:])]
    return []


# ---------------------------------------------------------------------- what nobody reads


def is_forgotten(texts: Sources, line: Line) -> bool:
    """Whether a line gives the name of the loop around it a value that nothing reads any more."""
    text = texts.text(line.file)
    statement, scope = text.statement(line.line), text.scope(line.line)
    if isinstance(statement, ast.Assign):
        target = statement.targets[0] if len(statement.targets) == 1 else None
    else:
        target = statement.target if isinstance(statement, ast.AugAssign) else None
    if statement is None or not isinstance(target, ast.Name):
        return False
    loops = (s for s in text.statements if isinstance(s, (ast.For, ast.While)))
    loop = max((s for s in loops if _is_in(statement, s)), key=lambda s: s.lineno, default=None)
    if not isinstance(loop, ast.For) or not any(
        _is_name(n, target.id) for n in ast.walk(loop.target)
    ):
        return False
    around = [s for s in text.statements if scope is None or text.scope(s.lineno) is scope]
    reads = (n for s in around for n in ast.walk(s) if _is_name(n, target.id))
    after = statement.end_lineno or statement.lineno
    elsewhere = (
        n.lineno > after or text.scope(n.lineno) is not scope for n in reads if _is_read(n)
    )
    return not any(elsewhere)


def _is_read(node: ast.Name) -> bool:
    return isinstance(node.ctx, ast.Load)


def _is_in(statement: ast.stmt, loop: ast.For | ast.While) -> bool:
    return loop.lineno < statement.lineno <= (loop.end_lineno or loop.lineno)


def _is_name(node: ast.AST, name: str) -> TypeGuard[ast.Name]:
    return isinstance(node, ast.Name) and node.id == name
