"""Fixes that change the arguments of a call."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tapelint.diagnostic import Applicability, Fix
from tapelint.fix.lazy import cst
from tapelint.fix.names import dotted
from tapelint.fix.source import Source
from tapelint.fix.tree import Tree
from tapelint.flow.proof import Proof
from tapelint.text import Edit, Span


def trainable(source: Source, proof: Proof) -> Iterator[Fix]:
    """Create the variable without ``trainable=False``."""
    tree = source.tree(proof.span)
    if tree is None:
        return
    calls = [node for node in within(tree, proof.span) if isinstance(node, cst.Call)]
    found = [(call, arg) for call in calls for arg in call.args if _says_no(call, arg)]
    if len(found) == 1:
        edit = without(tree, *found[0])
        yield Fix("Remove `trainable=False` (it is then trained)", Applicability.UNSAFE, (edit,))


def without(tree: Tree, call: cst.Call, arg: cst.Arg) -> Edit:
    """The call without one of its arguments; the comma goes with it."""
    kept = [each for each in call.args if each is not arg]
    if kept and arg is call.args[-1]:
        kept[-1] = kept[-1].with_changes(
            comma=arg.comma, whitespace_after_arg=arg.whitespace_after_arg
        )
    return _with_arguments(tree, call, kept)


def add_argument(tree: Tree, call: cst.Call, code: str) -> Edit:
    """Write one more argument: after the last one, or right after the opening parenthesis."""
    if call.args:
        place = tree.span(call.args[-1])
        end = (place.end_line, place.end_col)
        return Edit(Span(*end, *end), f", {code}")
    name = tree.span(call.func)
    opening = tree.index.text.index("(", tree.index.offset(name.end_line, name.end_col)) + 1
    start = tree.index.position(opening)
    return Edit(Span(*start, *start), code)


def within(tree: Tree, span: Span) -> Iterator[cst.CSTNode]:
    """The nodes that stand inside ``span``."""
    start, end = (span.line, span.col), (span.end_line, span.end_col)
    for node in tree.walk():
        if isinstance(node, (cst.BaseExpression, cst.BaseSmallStatement, cst.Arg)):
            place = tree.span(node)
            inside = start <= (place.line, place.col)
            if inside and (place.end_line, place.end_col) <= end:
                yield node


def _with_arguments(tree: Tree, call: cst.Call, args: Sequence[cst.Arg]) -> Edit:
    plain = call.with_changes(args=args, lpar=(), rpar=())
    return tree.replace(call, tree.code(plain))


def _says_no(call: cst.Call, arg: cst.Arg) -> bool:
    if not (isinstance(arg.value, cst.Name) and arg.value.value == "False"):
        return False
    if arg.keyword is not None:
        return arg.keyword.value == "trainable"
    variable = dotted(call.func).rpartition(".")[2] == "Variable"
    return variable and len(call.args) == 2 and arg is call.args[1]
