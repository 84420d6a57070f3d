"""What the pointer shows: the finding under it, and what the tape does with the op under it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from lsprotocol import types

from tapelint.diagnostic import Finding
from tapelint.lsp.actions import typed_range
from tapelint.lsp.diagnostics import overlaps
from tapelint.lsp.names import aliases, dotted_name, expression_at, span_of
from tapelint.lsp.positions import Positions
from tapelint.text import Span

if TYPE_CHECKING:
    from tapelint.syntax import Parser


def hover(
    text: str,
    place: tuple[int, int],
    findings: Iterable[Finding],
    positions: Positions,
    parser: Parser,
    seen: str = "",
) -> types.Hover | None:
    """The findings first, since they are why somebody looks; then the op; then a trace's words."""
    here = Span(*place, *place)
    under = [finding for finding in findings if overlaps(finding.span, here)]
    parts = [(finding.span, finding.hover or finding.message) for finding in under]
    parts += _op(text, place, parser)
    if seen:
        parts.append((here, seen))
    if not parts:
        return None
    value = "\n\n---\n\n".join(positions.told(words, place[0]) for _, words in parts)
    content = types.MarkupContent(kind=types.MarkupKind.Markdown, value=value)
    return types.Hover(contents=content, range=typed_range(positions.range(parts[0][0])))


def _op(text: str, place: tuple[int, int], parser: Parser) -> Iterator[tuple[Span, str]]:
    from tapelint.ops.table import lookup
    from tapelint.ops.words import describe_markdown

    units = parser.parse(text).units
    line, col = place
    above = [unit for unit in units if unit.line < line]
    for statement in above[-1].body if above else ():
        node = expression_at(statement, line - above[-1].line, col)
        if node is None:
            continue
        known = aliases(statement for unit in units for statement in unit.body)
        dotted = dotted_name(node, known)
        row = lookup(dotted) if dotted else None
        if row is not None:
            yield span_of(node, above[-1].line), describe_markdown(row)
