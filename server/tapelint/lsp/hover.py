"""What the pointer shows: the finding under it; what tapes do with the op or value under it."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from lsprotocol import types

from tapelint.diagnostic import Finding
from tapelint.lsp.actions import typed_range
from tapelint.lsp.diagnostics import overlaps
from tapelint.lsp.names import aliases, dotted_name, expression_at, span_of
from tapelint.lsp.positions import Positions
from tapelint.text import Span

if TYPE_CHECKING:
    from tapelint.flow.reach import Reach
    from tapelint.ops.project import ProjectRows
    from tapelint.syntax import Parsed, Parser


AskReach = Callable[["Parsed", ast.expr], "Reach | None"]
"""What is known of the value of an expression of a parsed text."""


def hover(
    text: str,
    place: tuple[int, int],
    findings: Iterable[Finding],
    positions: Positions,
    parser: Parser,
    ask: AskReach,
    rows: ProjectRows,
    seen: str = "",
) -> types.Hover | None:
    """The findings first, since they are why somebody looks; then the op or the value; then a
    trace's words.
    """
    here = Span(*place, *place)
    under = [finding for finding in findings if overlaps(finding.span, here)]
    parts = [(finding.span, finding.hover or finding.message) for finding in under]
    parts += _pointed(parser.parse(text), place, ask, rows)
    if seen:
        parts.append((here, seen))
    if not parts:
        return None
    value = "\n\n---\n\n".join(positions.told(words, place[0]) for _, words in parts)
    content = types.MarkupContent(kind=types.MarkupKind.Markdown, value=value)
    return types.Hover(contents=content, range=typed_range(positions.range(parts[0][0])))


def _pointed(
    parsed: Parsed, place: tuple[int, int], ask: AskReach, rows: ProjectRows
) -> Iterator[tuple[Span, str]]:
    """What there is to say of the name under the pointer."""
    line, col = place
    above = [unit for unit in parsed.units if unit.line < line]
    for statement in above[-1].body if above else ():
        node = expression_at(statement, line - above[-1].line, col)
        if node is not None and (said := _op(parsed, node, rows) or _value(parsed, node, ask)):
            yield span_of(node, above[-1].line), said


def _op(parsed: Parsed, node: ast.expr, rows: ProjectRows) -> str:
    from tapelint.ops.table import lookup
    from tapelint.ops.words import describe_markdown

    known = aliases(statement for unit in parsed.units for statement in unit.body)
    dotted = dotted_name(node, known)
    row = (rows.get(dotted) or lookup(dotted)) if dotted else None
    return "" if row is None else describe_markdown(row)


def _value(parsed: Parsed, node: ast.expr, ask: AskReach) -> str:
    from tapelint.lsp.values import value_markdown

    found = ask(parsed, node)
    return "" if found is None else value_markdown(ast.unparse(node), found)
