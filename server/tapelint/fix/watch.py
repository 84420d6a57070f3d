"""Fixes around a tape: watching a tensor, not watching a variable, letting it answer twice."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tapelint.diagnostic import Applicability, Fix
from tapelint.fix.arguments import add_argument
from tapelint.fix.lazy import cst
from tapelint.fix.names import free
from tapelint.fix.source import Source
from tapelint.fix.statements import insert_after, insert_first, line_of
from tapelint.fix.statements import remove as take_away
from tapelint.fix.tree import Tree
from tapelint.flow.proof import Proof
from tapelint.text import Edit, Span

_PLAIN = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*")


def add(source: Source, proof: Proof) -> Iterator[Fix]:
    """Watch the source as the first thing in the ``with``, or right after it is made there."""
    tape, tensor = _text(proof, "tape"), source_name(proof)
    block = recording(source, _place(proof, "with_span"))
    if block is None or not (_PLAIN.fullmatch(tape) and _PLAIN.fullmatch(tensor)):
        return
    if not _mentions(*block, tensor):
        return
    edit = _watching(*block, f"{tape}.watch({tensor})", _place(proof, "creation"))
    if edit is None:
        return
    edits = (edit, *_late_watch(source, _place(proof, "watch")))
    yield Fix(f"Watch `{tensor}`: insert `{tape}.watch({tensor})`", Applicability.SAFE, edits)


def source_name(proof: Proof) -> str:
    """What the source is called where the gradient is asked for, if that is a plain name."""
    asked = proof.asked.sources if proof.asked is not None else ""
    return asked if _PLAIN.fullmatch(asked) else _text(proof, "source")


def remove(source: Source, proof: Proof) -> Iterator[Fix]:
    """Take the watching statement away."""
    tree = source.tree(proof.span)
    call = tree.at(proof.span, cst.Call) if tree is not None else None
    statement = tree.parent(call) if tree is not None and call is not None else None
    if tree is None or call is None or not isinstance(statement, cst.Expr):
        return
    plain = (cst.Name, cst.Attribute, cst.List, cst.Tuple)
    if len(call.args) != 1 or not isinstance(call.args[0].value, plain):
        return
    needless = "needless" if _text(proof, "reason") else "redundant"
    title = f"Remove the {needless} `{tree.bare(call)}`"
    yield Fix(title, Applicability.SAFE, (take_away(tree, statement),))


def watch_value(source: Source, proof: Proof) -> Iterator[Fix]:
    """Watch the tensor that a ``keras.Variable`` holds, or those of a list of them."""
    tree = source.tree(proof.span)
    call = tree.at(proof.span, cst.Call) if tree is not None else None
    if tree is None or call is None or len(call.args) != 1 or call.args[0].keyword is not None:
        return
    given = call.args[0].value
    written = tree.bare(given)
    if _text(proof, "reason") == "many":
        code = f"[v.value for v in {written}]"
    elif isinstance(given, (cst.Name, cst.Attribute)):
        code = f"{written}.value"
    else:
        return
    yield Fix(f"Watch `{code}`", Applicability.SAFE, (tree.replace(given, code),))


def keep(source: Source, proof: Proof) -> Iterator[Fix]:
    """Take ``tape.reset()`` away."""
    tree = source.tree(proof.span)
    call = tree.at(proof.span, cst.Call) if tree is not None else None
    statement = tree.parent(call) if tree is not None and call is not None else None
    if tree is None or call is None or not isinstance(statement, cst.Expr):
        return
    title = f"Remove `{tree.bare(call)}` (what was recorded before it stays)"
    yield Fix(title, Applicability.UNSAFE, (take_away(tree, statement),))


def persistent(source: Source, proof: Proof) -> Iterator[Fix]:
    """Create the tape with ``persistent=True``."""
    block = recording(source, _place(proof, "with_span"))
    call = _constructor(block[1], _text(proof, "tape")) if block is not None else None
    if block is None or call is None:
        return
    edit = _with_argument(block[0], call)
    if edit is not None:
        yield Fix("Create the tape with `persistent=True`", Applicability.SAFE, (edit,))


def named_apart(source: Source, proof: Proof) -> Iterator[Fix]:
    """Give the inner tape a name of its own, from its ``with`` to the request of the other one."""
    name, asked = _text(proof, "tape"), _place(proof, "hidden")
    if asked is None or not name:
        return
    own = free(source.statements(), f"inner_{name}", "inner")
    edits = tuple(
        Edit(span, own)
        for span in _names(source, name)
        if proof.span <= span and (span.line, span.col) < (asked.line, asked.col)
    )
    yield Fix(f"Call the inner tape `{own}`", Applicability.SAFE, edits)


def _names(source: Source, name: str) -> Iterator[Span]:
    """Where a name is written."""
    for above, statement in source.units():
        for node in ast.walk(statement):
            if isinstance(node, ast.Name) and node.id == name:
                line, end = above + node.lineno, node.end_col_offset or node.col_offset
                yield Span(line, node.col_offset, line, end)


def recording(source: Source, span: Span | None) -> tuple[Tree, cst.With] | None:
    """The ``with`` statement at ``span``."""
    tree = source.tree(span) if span is not None else None
    if tree is None or span is None:
        return None
    block = tree.at(span, cst.With)
    return None if block is None else (tree, block)


def _watching(tree: Tree, block: cst.With, code: str, creation: Span | None) -> Edit | None:
    inside = tree.span(block.body)
    if creation is None or not inside.line <= creation.line <= inside.end_line:
        return insert_first(tree, block.body, code)
    for node in tree.walk(block.body):
        if isinstance(node, (cst.BaseSmallStatement, cst.BaseExpression)):
            place = tree.span(node)
            if (place.line, place.col) == (creation.line, creation.col):
                statement = line_of(tree, node)
                if isinstance(statement, cst.SimpleStatementLine):
                    return insert_after(tree, statement, code)
    return None


def _mentions(tree: Tree, block: cst.With, tensor: str) -> bool:
    """Whether the block can know the source by that name."""
    root = tensor.partition(".")[0]
    return any(isinstance(node, cst.Name) and node.value == root for node in tree.walk(block.body))


def _late_watch(source: Source, span: Span | None) -> tuple[Edit, ...]:
    tree = source.tree(span) if span is not None else None
    if tree is None or span is None:
        return ()
    call = tree.at(span, cst.Call)
    statement = tree.parent(call) if call is not None else tree.at(span, cst.Expr)
    return (take_away(tree, statement),) if isinstance(statement, cst.Expr) else ()


def _constructor(block: cst.With, tape: str) -> cst.Call | None:
    """The call that makes the tape of this name, among the items of the ``with``."""
    calls = [
        item.item
        for item in block.items
        if isinstance(item.item, cst.Call) and _is_tape(item.item) and _named(item, tape)
    ]
    return calls[0] if len(calls) == 1 else None


def _named(item: cst.WithItem, tape: str) -> bool:
    name = item.asname.name if item.asname is not None else None
    return not tape or (isinstance(name, cst.Name) and name.value == tape)


def _is_tape(call: cst.Call) -> bool:
    function = call.func
    name = function.attr if isinstance(function, cst.Attribute) else function
    return isinstance(name, cst.Name) and name.value == "GradientTape"


def _with_argument(tree: Tree, call: cst.Call) -> Edit | None:
    for arg in call.args:
        if arg.star == "**":
            return None
        if arg.keyword is not None and arg.keyword.value == "persistent":
            return tree.replace(arg.value, "True")
    if call.args and call.args[0].keyword is None:
        return tree.replace(call.args[0].value, "True")
    return add_argument(tree, call, "persistent=True")


def _text(proof: Proof, key: str) -> str:
    value = proof.facts.get(key, "")
    return value if isinstance(value, str) else ""


def _place(proof: Proof, key: str) -> Span | None:
    value = proof.facts.get(key)
    return value if isinstance(value, Span) else None
