"""Putting an expression where another one stands, without changing how the rest is read."""

from __future__ import annotations

from collections.abc import Iterator

from tapelint.fix.lazy import cst
from tapelint.fix.tree import Tree
from tapelint.text import Edit, Span


def put(tree: Tree, old: cst.BaseExpression, code: str, *, bare: cst.CSTNode | None = None) -> Edit:
    """Replace ``old`` by ``code``, in parentheses where the place needs them.

    ``bare`` is the node that ``code`` comes from, where it is one: a name or a call needs none.
    """
    loose = not (bare is not None and _binds_tightly(bare))
    if loose and not old.lpar and _needs_parentheses(tree, old, code):
        code = f"({code})"
    return tree.replace(old, code)


def put_sum(tree: Tree, old: cst.BaseExpression, code: str) -> Edit:
    """Replace ``old`` by a sum: as the first summand of another one it needs no parentheses."""
    parent = tree.parent(old)
    first = isinstance(parent, cst.BinaryOperation) and parent.left is old
    sums = (cst.Add, cst.Subtract)
    if first and isinstance(getattr(parent, "operator", None), sums) and "\n" not in code:
        return tree.replace(old, code)
    return put(tree, old, code)


def put_between(tree: Tree, outer: cst.BaseExpression, inner: cst.BaseExpression) -> Iterator[Edit]:
    """Replace ``outer`` by ``inner``, which is a part of it, touching only what is around."""
    around, kept = tree.span(outer), tree.span(inner)
    parent_of = tree.parent(outer)
    alone = _stands_alone(parent_of) and kept.line == kept.end_line
    bare = _binds_tightly(inner.with_changes(lpar=(), rpar=()))
    opening, closing = ("", "") if alone or bare or outer.lpar else ("(", ")")
    yield Edit(Span(around.line, around.col, kept.line, kept.col), opening)
    yield Edit(Span(kept.end_line, kept.end_col, around.end_line, around.end_col), closing)


def repeatable(node: cst.CSTNode) -> bool:
    """Whether writing ``node`` twice neither runs anything twice nor breaks the layout."""
    if isinstance(node, _effects()):
        return False
    return all(repeatable(child) for child in node.children)


def first_summand(tree: Tree, node: cst.BaseExpression) -> str:
    """How ``node`` is written so that something can be added to it."""
    loose = (cst.IfExp, cst.Lambda, cst.Comparison, cst.BooleanOperation, cst.NamedExpr)
    written = tree.code(node)
    return f"({written})" if isinstance(node, loose) and not node.lpar else written


def summand(node: cst.BaseExpression, code: str) -> str:
    """``code``, which ``node`` is written as, so that it can stand behind a minus."""
    return code if _binds_tightly(node) or _is_product(node) else f"({code})"


def _binds_tightly(node: cst.CSTNode) -> bool:
    if isinstance(node, cst.BaseExpression) and node.lpar:
        return True
    return isinstance(node, (cst.Name, cst.Attribute, cst.Call, cst.Subscript, cst.List, cst.Dict))


def _is_product(node: cst.BaseExpression) -> bool:
    products = (
        cst.Multiply,
        cst.Divide,
        cst.FloorDivide,
        cst.Modulo,
        cst.MatrixMultiply,
        cst.Power,
    )
    return isinstance(node, cst.BinaryOperation) and isinstance(node.operator, products)


def _needs_parentheses(tree: Tree, old: cst.BaseExpression, code: str) -> bool:
    """Inside a call, an index or brackets, and as a whole value, an expression stands alone."""
    parent = tree.parent(old)
    if isinstance(parent, (cst.Arg, cst.Index, cst.Element, cst.BaseSimpleComp)):
        return False
    return "\n" in code or not _stands_alone(parent)


def _stands_alone(parent: cst.CSTNode | None) -> bool:
    """Whether nothing beside it can bind tighter than what stands in ``parent``."""
    return isinstance(
        parent,
        (
            cst.Arg,
            cst.Index,
            cst.Element,
            cst.Assign,
            cst.AnnAssign,
            cst.AugAssign,
            cst.Return,
            cst.Expr,
        ),
    )


def _effects() -> tuple[type[cst.CSTNode], ...]:
    return (
        cst.Call,
        cst.Await,
        cst.Yield,
        cst.NamedExpr,
        cst.Lambda,
        cst.Comment,
        cst.ParenthesizedWhitespace,
        cst.BaseComp,
    )
