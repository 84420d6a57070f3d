"""Fixes for functions that forget to return what they computed."""

from __future__ import annotations

from collections.abc import Iterator

from tapelint.diagnostic import Applicability, Fix
from tapelint.fix.lazy import cst
from tapelint.fix.names import dotted
from tapelint.fix.source import Source
from tapelint.fix.statements import insert_after
from tapelint.fix.tree import Tree
from tapelint.flow.proof import Proof
from tapelint.text import Edit, Span

_TELLS = ("loss", "cost", "error", "objective", "total", "nll", "elbo", "energy")


def returned(source: Source, proof: Proof) -> Iterator[Fix]:
    """A last line ``return loss``, or ``return`` before the value that is computed last."""
    tree = source.tree(proof.span)
    if tree is None:
        return
    last = tree.at(proof.span, cst.Assign, cst.AugAssign, cst.AnnAssign, cst.Expr, cst.Return)
    if last is None:
        return
    holder = tree.parent(last)
    function = next((n for n in tree.ancestors(last) if isinstance(n, cst.FunctionDef)), None)
    if function is None or not isinstance(holder, cst.SimpleStatementLine):
        return
    if isinstance(last, cst.Expr) and proof.facts.get("value"):
        start = tree.span(last)
        edit = Edit(Span(start.line, start.col, start.line, start.col), "return ")
        yield Fix("Return this value", Applicability.UNSAFE, (edit,))
        return
    name = _computed_last(tree, function, last)
    if not name:
        return
    if isinstance(last, cst.Return):
        edit = tree.replace(last, f"return {name}")
    else:
        edit = insert_after(tree, function.body.body[-1], f"return {name}")
    yield Fix(f"Return `{name}`", Applicability.UNSAFE, (edit,))


def _computed_last(tree: Tree, function: cst.FunctionDef, last: cst.CSTNode) -> str:
    """The name that the last assignment gives; before another last statement, that of a loss."""
    names = [
        name
        for node in tree.walk(function)
        for target in _targets(node)
        if (name := dotted(target)).isidentifier()
    ]
    if not names:
        return ""
    assigned = isinstance(last, (cst.Assign, cst.AugAssign, cst.AnnAssign))
    plain = names[-1].lower()
    return names[-1] if assigned or any(word in plain for word in _TELLS) else ""


def _targets(node: cst.CSTNode) -> list[cst.BaseExpression]:
    if isinstance(node, cst.Assign):
        return [target.target for target in node.targets]
    return [node.target] if isinstance(node, (cst.AugAssign, cst.AnnAssign)) else []
