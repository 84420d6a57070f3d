"""Fixes between changing a variable in place and binding a name to a new value."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tapelint.diagnostic import Applicability, Fix
from tapelint.fix.lazy import cst
from tapelint.fix.names import dotted
from tapelint.fix.source import Source
from tapelint.fix.statements import indent
from tapelint.fix.tree import Tree
from tapelint.flow.proof import Proof

_METHODS = {"assign": "", "assign_add": " + ", "assign_sub": " - "}


def in_place(source: Source, proof: Proof) -> Iterator[Fix]:
    """``w = w - step`` and ``w -= step`` as ``w.assign_sub(step)``."""
    tree = source.tree(proof.statement)
    if tree is None:
        return
    assigned = tree.at(proof.statement, cst.Assign)
    if assigned is not None and isinstance(assigned.value, cst.Tuple):
        yield from _one_by_one(tree, assigned)
        return
    augmented = tree.at(proof.statement, cst.AugAssign)
    statement = assigned or augmented
    code = _whole(tree, assigned) if assigned else _augmented(tree, augmented)
    if statement is None or not code:
        return
    method = code.partition("(")[0].rpartition(".")[2]
    title = f"Change the variable in place with `{method}`"
    yield Fix(title, Applicability.UNSAFE, (tree.replace(statement, code),))


def _one_by_one(tree: Tree, statement: cst.Assign) -> Iterator[Fix]:
    """``w, b = w - x, b - y`` as two statements, if no step reads what another one changes."""
    holder, target = tree.parent(statement), statement.targets[0].target
    alone = isinstance(holder, cst.SimpleStatementLine) and len(holder.body) == 1
    if not alone or len(statement.targets) != 1 or not isinstance(target, cst.Tuple):
        return
    values = statement.value.elements if isinstance(statement.value, cst.Tuple) else ()
    names = [dotted(element.value) for element in target.elements]
    steps = [
        _assigned(tree, name, element.value) for name, element in zip(names, values, strict=False)
    ]
    if len(names) != len(values) or not all(names) or any(".assign(" in step for step in steps):
        return
    pairs = [(step, name) for i, step in enumerate(steps) for name in names if name != names[i]]
    if any(_reads(step, name) for step, name in pairs):
        return
    code = f"\n{indent(tree, statement)}".join(steps)
    title = f"Change {' and '.join(f'`{name}`' for name in names)} in place"
    yield Fix(title, Applicability.UNSAFE, (tree.replace(statement, code),))


def _reads(code: str, name: str) -> bool:
    return re.search(rf"(?<![\w.]){re.escape(name)}\b", code) is not None


def rebinding(source: Source, proof: Proof) -> Iterator[Fix]:
    """``y.assign(value)`` as ``y = value``."""
    tree = source.tree(proof.span)
    call = tree.at(proof.span, cst.Call) if tree is not None else None
    if tree is None or call is None or not isinstance(tree.parent(call), cst.Expr):
        return
    function = call.func
    if not isinstance(function, cst.Attribute) or function.attr.value not in _METHODS:
        return
    target = dotted(function.value)
    if not target or len(call.args) != 1 or call.args[0].star or call.args[0].keyword:
        return
    code = f"{target} = {_new_value(tree, target, function.attr.value, call.args[0].value)}"
    title = f"Bind `{target}` to the new value (other names keep the old one)"
    yield Fix(title, Applicability.UNSAFE, (tree.replace(call, code),))


def _augmented(tree: Tree, statement: cst.AugAssign | None) -> str:
    if statement is None:
        return ""
    target, value = dotted(statement.target), tree.bare(statement.value)
    if not target:
        return ""
    if isinstance(statement.operator, cst.SubtractAssign):
        return f"{target}.assign_sub({value})"
    if isinstance(statement.operator, cst.AddAssign):
        return f"{target}.assign_add({value})"
    return ""


def _whole(tree: Tree, statement: cst.Assign) -> str:
    target = dotted(statement.targets[0].target) if len(statement.targets) == 1 else ""
    return _assigned(tree, target, statement.value) if target else ""


def _assigned(tree: Tree, target: str, value: cst.BaseExpression) -> str:
    """``assign_sub`` where the value is the variable less something, else ``assign``."""
    if isinstance(value, cst.BinaryOperation) and dotted(value.left) == target:
        step = tree.bare(value.right)
        if isinstance(value.operator, cst.Subtract):
            return f"{target}.assign_sub({step})"
        if isinstance(value.operator, cst.Add):
            return f"{target}.assign_add({step})"
    return f"{target}.assign({tree.bare(value)})"


def _new_value(tree: Tree, target: str, method: str, value: cst.BaseExpression) -> str:
    code = tree.code(value)
    if method == "assign":
        return code
    if isinstance(value, (cst.BinaryOperation, cst.Comparison, cst.IfExp)) and not value.lpar:
        code = f"({code})"
    return f"{target}{_METHODS[method]}{code}"
