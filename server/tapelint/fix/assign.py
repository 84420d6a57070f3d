"""Fixes between changing a variable in place and binding a name to a new value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tapelint.diagnostic import Applicability, Fix
from tapelint.fix.expressions import repeatable, summand
from tapelint.fix.lazy import cst
from tapelint.fix.names import dotted
from tapelint.fix.source import Source
from tapelint.fix.statements import indent
from tapelint.fix.tree import Tree
from tapelint.flow.proof import Proof
from tapelint.text import Edit

_METHODS = {"assign": "", "assign_add": " + ", "assign_sub": " - "}
_TARGET = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*|\[[\w.'\"]+\])*")


def in_place(source: Source, proof: Proof) -> Iterator[Fix]:
    """``w = w - step`` and ``w -= step`` as ``w.assign_sub(step)``, for all that is asked for."""
    tree = source.tree(proof.statement)
    if tree is None:
        return
    statement = tree.at(proof.statement, cst.Assign) or tree.at(proof.statement, cst.AugAssign)
    if isinstance(statement, cst.Assign) and isinstance(statement.value, cst.Tuple):
        yield from _one_by_one(tree, statement)
        return
    code = _update(tree, statement)
    if statement is None or not code:
        return
    method = code.partition("(")[0].rpartition(".")[2]
    title = f"Change the variable in place with `{method}`"
    edits = tree.replace(statement, code), *_companions(tree, statement, proof)
    yield Fix(title, Applicability.UNSAFE, edits)


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
    title = f"Bind `{target}` to the new value"
    yield Fix(title, Applicability.DISPLAY, (tree.replace(call, code),))


def entry(source: Source, proof: Proof) -> Iterator[Fix]:
    """``w[0] = value`` as ``w[0].assign(value)``, and ``w[0] += step`` likewise."""
    tree = source.tree(proof.statement)
    if tree is None:
        return
    statement = tree.at(proof.statement, cst.Assign) or tree.at(proof.statement, cst.AugAssign)
    if isinstance(statement, cst.Assign) and len(statement.targets) == 1:
        target, value = statement.targets[0].target, tree.bare(statement.value)
    elif isinstance(statement, cst.AugAssign) and repeatable(statement.target):
        target = statement.target
        operator = tree.code(statement.operator).strip().removesuffix("=")
        step = tree.bare(statement.value)
        step = summand(statement.value, step) if operator in ("+", "-") else f"({step})"
        value = f"{tree.code(target)} {operator} {step}"
    else:
        return
    if isinstance(target, cst.Subscript):
        code = f"{tree.code(target)}.assign({value})"
        yield Fix(
            "Change the entry with `assign`", Applicability.UNSAFE, (tree.replace(statement, code),)
        )


def _companions(tree: Tree, statement: cst.CSTNode, proof: Proof) -> Iterator[Edit]:
    """The same change for the other sources that the same block updates by hand."""
    asked = proof.asked.sources if proof.asked is not None else ""
    block = tree.parent(tree.parent(statement) or statement)
    lines: Sequence[cst.CSTNode] = getattr(block, "body", ())
    for line in lines if isinstance(lines, (list, tuple)) else ():
        small = line.body[0] if isinstance(line, cst.SimpleStatementLine) else None
        if small is None or small is statement or len(line.children) == 0:
            continue
        code = _update(tree, small)
        name, _, method = code.partition("(")[0].rpartition(".")
        if method in ("assign_sub", "assign_add") and _reads(asked, name):
            yield tree.replace(small, code)


def _one_by_one(tree: Tree, statement: cst.Assign) -> Iterator[Fix]:
    """``w, b = w - x, b - y`` as two statements, if no step reads what another one changes."""
    holder, target = tree.parent(statement), statement.targets[0].target
    alone = isinstance(holder, cst.SimpleStatementLine) and len(holder.body) == 1
    if not alone or len(statement.targets) != 1 or not isinstance(target, cst.Tuple):
        return
    values = statement.value.elements if isinstance(statement.value, cst.Tuple) else ()
    names = [_target(tree, element.value) for element in target.elements]
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
    return re.search(rf"(?<![\w.]){re.escape(name)}(?!\w)", code) is not None


def _target(tree: Tree, node: cst.CSTNode) -> str:
    """The code of a name, an attribute or an item that can be read again without harm."""
    code = tree.code(node)
    return code if _TARGET.fullmatch(code) and repeatable(node) else ""


def _update(tree: Tree, statement: cst.CSTNode | None) -> str:
    if isinstance(statement, cst.AugAssign):
        return _augmented(tree, statement)
    if isinstance(statement, cst.Assign) and len(statement.targets) == 1:
        target = _target(tree, statement.targets[0].target)
        return _assigned(tree, target, statement.value) if target else ""
    return ""


def _augmented(tree: Tree, statement: cst.AugAssign) -> str:
    target, value = _target(tree, statement.target), tree.bare(statement.value)
    if not target:
        return ""
    if isinstance(statement.operator, cst.SubtractAssign):
        return f"{target}.assign_sub({value})"
    if isinstance(statement.operator, cst.AddAssign):
        return f"{target}.assign_add({value})"
    return ""


def _assigned(tree: Tree, target: str, value: cst.BaseExpression) -> str:
    """``assign_sub`` where the value is the variable less something, else ``assign``."""
    if isinstance(value, cst.BinaryOperation) and tree.code(value.left) == target:
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


def kept(source: Source, proof: Proof) -> Iterator[Fix]:
    """``tf.clip_by_value(x, …)`` alone as ``x = tf.clip_by_value(x, …)``."""
    tree = source.tree(proof.span)
    node = tree.at(proof.span, cst.Call, cst.ListComp) if tree is not None else None
    if tree is None or node is None or not isinstance(tree.parent(node), cst.Expr):
        return
    name = _changed(tree, node, proof)
    if not name or not _is_read_later(tree, node, name):
        return
    more = ", _" if proof.op == "tf.clip_by_global_norm" else ""
    edit = tree.replace(node, f"{name}{more} = {tree.code(node)}")
    yield Fix(f"Keep the result: `{name} = …`", Applicability.UNSAFE, (edit,))


def into_list(source: Source, proof: Proof) -> Iterator[Fix]:
    """``total += grad`` in a loop over ``totals`` as ``totals[i] = total + grad``."""
    tree, listed = source.tree(proof.statement), str(proof.facts.get("list", ""))
    if tree is None or not _TARGET.fullmatch(listed):
        return
    statement = tree.at(proof.statement, cst.Assign, cst.AugAssign)
    if statement is None:
        return
    loop = next((n for n in tree.ancestors(statement) if isinstance(n, cst.For)), None)
    value = _whole_value(tree, statement)
    if loop is None or not value:
        return
    index, edits = _counted(tree, loop)
    if index:
        edit = tree.replace(statement, f"{listed}[{index}] = {value}")
        yield Fix(f"Put it into `{listed}`", Applicability.UNSAFE, (*edits, edit))


def _whole_value(tree: Tree, statement: cst.CSTNode | None) -> str:
    """The new value that an assignment gives, written out."""
    if isinstance(statement, cst.Assign):
        return tree.code(statement.value)
    if not isinstance(statement, cst.AugAssign):
        return ""
    operator = tree.code(statement.operator).strip().removesuffix("=")
    step = tree.bare(statement.value)
    step = summand(statement.value, step) if operator in ("+", "-") else f"({step})"
    return f"{tree.code(statement.target)} {operator} {step}"


def _counted(tree: Tree, loop: cst.For) -> tuple[str, tuple[Edit, ...]]:
    """The name that counts the passes of a loop, and what makes it count them."""
    target, values = tree.bare(loop.target), tree.code(loop.iter)
    if isinstance(loop.iter, cst.Call) and tree.code(loop.iter.func) == "enumerate":
        pair = loop.target.elements if isinstance(loop.target, cst.Tuple) else ()
        plain = len(pair) == 2 and len(loop.iter.args) == 1
        return (tree.code(pair[0].value) if plain else ""), ()
    taken = {n.value for n in tree.walk(loop) if isinstance(n, cst.Name)}
    index = next((name for name in ("i", "j", "k", "index") if name not in taken), "")
    many = isinstance(loop.target, cst.Tuple)
    inner = f"({target})" if many and not target.startswith("(") else target
    edits = (
        tree.replace(loop.target, f"{index}, {inner}"),
        tree.replace(loop.iter, f"enumerate({values})"),
    )
    return index, edits


def _is_read_later(tree: Tree, node: cst.BaseExpression, name: str) -> bool:
    """Whether anything reads a name after a statement: the target of a loop is bound anew."""
    if not name.isidentifier():
        return True
    own = tree.span(node)
    lines = tree.index.text.split("\n")
    first, last = own.end_line, len(lines)
    for above in tree.ancestors(node):
        bound = isinstance(above, cst.For) and _reads(tree.code(above.target), name)
        if bound or isinstance(above, cst.FunctionDef):
            last = tree.span(above).end_line
            break
        if isinstance(above, (cst.For, cst.While)):
            first = min(first, tree.span(above).line - 1)
    after = (*lines[first : own.line - 1], *lines[own.end_line : last])
    return any(_reads(line, name) for line in after)


def _changed(tree: Tree, node: cst.BaseExpression, proof: Proof) -> str:
    """The name that was meant to stand for the result."""
    if isinstance(node, cst.ListComp):
        loop = node.for_in
        plain = loop.inner_for_in is None and not loop.ifs
        return _target(tree, loop.iter) if plain else ""
    if proof.facts.get("array"):
        return str(proof.facts["array"]) if _TARGET.fullmatch(str(proof.facts["array"])) else ""
    first = node.args[0] if isinstance(node, cst.Call) and node.args else None
    plain = first is not None and first.keyword is None and not first.star
    return _target(tree, first.value) if plain and first is not None else ""
