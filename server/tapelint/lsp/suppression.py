"""The comment that silences a finding, put where it changes nothing else."""

from __future__ import annotations

import ast
import re

from tapelint.syntax import Parser
from tapelint.text import Edit, LineIndex, Span, apply_edits

_OURS = re.compile(r"#\s*tapelint:\s*ignore\[(?P<names>[^\]]*)\]")


def ignore_line(text: str, index: LineIndex, finding: Span, rule: str) -> Edit | None:
    """The edit that adds ``rule`` to the comment of a line; None where no comment can stand."""
    content = index.line(finding.line)
    if present := _OURS.search(content):
        edit = _insertion(finding.line, content, present.end("names"), f", {rule}")
    else:
        written = content.rstrip()
        edit = _insertion(finding.line, content, len(written), f"  # tapelint: ignore[{rule}]")
    return edit if _same_program(text, apply_edits(text, [edit])) else None


def _insertion(line: int, content: str, at: int, text: str) -> Edit:
    col = len(content[:at].encode())
    return Edit(Span(line, col, line, col), text)


def _same_program(before: str, after: str) -> bool:
    """Inside a string, or after a backslash, what looks like a comment would change the program."""
    parser = Parser()
    return _shape(parser, before) == _shape(parser, after)


def _shape(parser: Parser, text: str) -> list[str]:
    return [ast.dump(statement) for unit in parser.parse(text).units for statement in unit.body]
