"""The breaks that can be put into a text, each as edits with the lines where it must show."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from tapelint.flow.places import Place, span_of
from tapelint.text import Edit, LineIndex, Span, apply_edits

WRAPPED = {
    "round": ("{tf}.round(", ")"),
    "stop_gradient": ("{tf}.stop_gradient(", ")"),
    "cast to int": ("{tf}.cast({tf}.cast(", ", {tf}.int32), {tf}.float32)"),
}
KINDS = ("//", *WRAPPED, ".numpy()", "hoisted")


@dataclass(frozen=True, slots=True)
class Break:
    """One change of a text that surely cuts a gradient; ``first`` to ``last`` are its lines."""

    kind: str
    edits: tuple[Edit, ...]
    first: int
    last: int

    def applied(self, text: str) -> str:
        """The text with this break in it."""
        return apply_edits(text, self.edits)


def breaks_at(place: Place, index: LineIndex, alias: str | None) -> Iterator[Break]:
    """The breaks of the value of one expression."""
    span, node = place.span, place.node
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
        slash = _slash(place, node, index)
        if slash is not None:
            yield Break("//", (Edit(slash, "//"),), span.line, span.end_line)
    for kind, (before, after) in WRAPPED.items():
        if alias is not None:
            yield _around(kind, span, before.format(tf=alias), after.format(tf=alias))
    bare = isinstance(node, (ast.Call, ast.Subscript))
    yield _around(".numpy()", span, "" if bare else "(", ".numpy()" if bare else ").numpy()")


def _around(kind: str, span: Span, before: str, after: str) -> Break:
    start = Span(span.line, span.col, span.line, span.col)
    end = Span(span.end_line, span.end_col, span.end_line, span.end_col)
    return Break(kind, (Edit(start, before), Edit(end, after)), span.line, span.end_line)


def _slash(place: Place, node: ast.BinOp, index: LineIndex) -> Span | None:
    left, right = span_of(place.unit, node.left), span_of(place.unit, node.right)
    between = Span(left.end_line, left.end_col, right.line, right.col)
    written = index.slice(between)
    if written.count("/") != 1 or "#" in written:
        return None
    line, col = index.position(index.offset(between.line, between.col) + written.index("/"))
    return Span(line, col, line, col + 1)


def hoisted(block: Place, statement: ast.Assign, index: LineIndex, alone: bool) -> Break | None:
    """A plain assignment moved above the ``with`` whose body it stands in."""
    outer, inner = block.span, span_of(block.unit, statement)
    if not _has_own_lines(index, inner) or index.line(outer.line)[: outer.col].strip():
        return None
    indent = index.line(outer.line)[: outer.col]
    above = Span(outer.line, 0, outer.line, 0)
    here = Span(inner.line, inner.col, inner.end_line, inner.end_col)
    edits = (
        Edit(above, f"{indent}{index.slice(here)}\n"),
        # The line stays as an empty one, so that the lines below keep their numbers but one.
        Edit(here, "pass" if alone else ""),
    )
    height = inner.end_line - inner.line
    return Break("hoisted", edits, outer.line, outer.line + height)


def _has_own_lines(index: LineIndex, span: Span) -> bool:
    before = index.line(span.line).encode()[: span.col]
    after = index.line(span.end_line).encode()[span.end_col :].strip()
    return not before.strip() and (not after or after.startswith(b"#"))
