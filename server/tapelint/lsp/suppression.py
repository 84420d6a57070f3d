"""The comment that silences a finding, put where it changes nothing else."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tapelint.syntax import Parsed, Parser, Unit
from tapelint.text import Edit, LineIndex, Span, apply_edits

_OURS = re.compile(r"#\s*tapelint:\s*ignore\[(?P<names>[^\]]*)\]")


def ignore_line(parser: Parser, index: LineIndex, finding: Span, rule: str) -> Edit | None:
    """The edit that adds a comment for ``rule`` at a finding; None where no comment can stand."""
    before = parser.parse(index.text)
    for edit in _places(index, finding, rule):
        if _same_program(before, parser.parse(apply_edits(index.text, [edit]))):
            return edit
    return None


def _places(index: LineIndex, finding: Span, rule: str) -> Iterator[Edit]:
    """At the end of the finding's first line, else of its last, else alone on the line above."""
    comment = f"# tapelint: ignore[{rule}]"
    for line in dict.fromkeys((finding.line, finding.end_line)):
        content = index.line(line)
        if present := _OURS.search(content):
            yield _insertion(line, content, present.end("names"), f", {rule}")
        yield _insertion(line, content, len(content.rstrip()), f"  {comment}")
    content = index.line(finding.line)
    indent = content[: len(content) - len(content.lstrip())]
    yield _insertion(finding.line, content, 0, f"{indent}{comment}\n")


def _insertion(line: int, content: str, at: int, text: str) -> Edit:
    col = len(content[:at].encode())
    return Edit(Span(line, col, line, col), text)


def _same_program(before: Parsed, after: Parsed) -> bool:
    """Inside a string, or after a backslash, what looks like a comment would change the program."""
    if len(before.units) != len(after.units):
        return False
    pairs = zip(before.units, after.units, strict=True)
    return all(_shape(one) == _shape(other) for one, other in pairs if one.text != other.text)


def _shape(unit: Unit) -> list[str]:
    return [ast.dump(statement) for statement in unit.body]
