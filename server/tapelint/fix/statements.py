"""Inserting, removing and finding statements, whatever form their block has."""

from __future__ import annotations

from tapelint.fix.lazy import cst
from tapelint.fix.tree import Tree
from tapelint.text import Edit, Span


def line_of(tree: Tree, node: cst.CSTNode) -> cst.CSTNode | None:
    """The statement of a block that holds ``node``: a whole line, or a compound statement."""
    for above in (node, *tree.ancestors(node)):
        if isinstance(above, (cst.SimpleStatementLine, cst.BaseCompoundStatement)):
            return above
    return None


def indent(tree: Tree, node: cst.CSTNode) -> str:
    """The blanks before the line on which ``node`` begins."""
    line = tree.index.line(tree.span(node).line)
    return line[: len(line) - len(line.lstrip(" \t\f"))]


def insert_before(tree: Tree, statement: cst.CSTNode, code: str) -> Edit:
    """A new line with ``code`` above ``statement``, below the comments that stand there."""
    first = first_line(tree, statement)
    return Edit(Span(first, 0, first, 0), f"{indent(tree, statement)}{code}\n")


def insert_after(tree: Tree, statement: cst.CSTNode, code: str) -> Edit:
    """A new line with ``code`` below ``statement``."""
    end = tree.span(statement).end_line
    text = f"{indent(tree, statement)}{code}"
    return below(tree, end, text)


def below(tree: Tree, line: int, text: str) -> Edit:
    """``text`` as a new line below ``line``, which may be the last one of the file or a cell."""
    if tree.index.ends_cell(line):
        return Edit(Span(*_end_of(tree, line), *_end_of(tree, line)), f"\n{text}")
    if line < tree.index.line_count:
        return Edit(Span(line + 1, 0, line + 1, 0), f"{text}\n")
    end = tree.index.position(len(tree.index.text))
    return Edit(Span(*end, *end), f"\n{text}")


def _end_of(tree: Tree, line: int) -> tuple[int, int]:
    return line, len(tree.index.line(line).encode("utf-8", "surrogatepass"))


def insert_first(tree: Tree, block: cst.BaseSuite, code: str) -> Edit | None:
    """``code`` as the first statement of a block, on a line of its own if the others are."""
    if isinstance(block, cst.IndentedBlock) and block.body:
        first = block.body[0]
        line = first_line(tree, first) - len(getattr(first, "leading_lines", ()))
        return Edit(Span(line, 0, line, 0), f"{indent(tree, first)}{code}\n")
    if isinstance(block, cst.SimpleStatementSuite) and block.body:
        start = tree.span(block.body[0])
        return Edit(Span(start.line, start.col, start.line, start.col), f"{code}; ")
    return None


def first_line(tree: Tree, statement: cst.CSTNode) -> int:
    """The line on which ``statement`` begins, with its decorators."""
    decorators = getattr(statement, "decorators", ())
    return min(tree.span(node).line for node in (statement, *decorators))


def remove(tree: Tree, small: cst.BaseSmallStatement) -> Edit:
    """Take a small statement away: its line, its part of a line, or ``pass`` in its place."""
    holder = tree.parent(small)
    if not isinstance(holder, (cst.SimpleStatementLine, cst.SimpleStatementSuite)):
        return tree.replace(small, "pass")
    if len(holder.body) > 1:
        return _remove_part(tree, holder, small)
    block = tree.parent(holder)
    alone = isinstance(holder, cst.SimpleStatementSuite) or (
        isinstance(block, cst.IndentedBlock) and len(block.body) == 1
    )
    if alone:
        return tree.replace(small, "pass")
    return Edit(whole_lines(tree, tree.span(holder)), "")


def _remove_part(
    tree: Tree,
    holder: cst.SimpleStatementLine | cst.SimpleStatementSuite,
    small: cst.BaseSmallStatement,
) -> Edit:
    position = next(i for i, part in enumerate(holder.body) if part is small)
    here = tree.span(small)
    if position + 1 < len(holder.body):
        following = tree.span(holder.body[position + 1])
        return Edit(Span(here.line, here.col, following.line, following.col), "")
    before = tree.span(holder.body[position - 1])
    return Edit(Span(before.end_line, before.end_col, here.end_line, here.end_col), "")


def whole_lines(tree: Tree, span: Span) -> Span:
    """The lines of ``span``, with the line break of the last one; that of a cell stays."""
    if tree.index.ends_cell(span.end_line):
        return Span(span.line, 0, *_end_of(tree, span.end_line))
    if span.end_line < tree.index.line_count:
        return Span(span.line, 0, span.end_line + 1, 0)
    return Span(span.line, 0, *tree.index.position(len(tree.index.text)))
