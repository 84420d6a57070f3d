"""Taking a class apart, so that a change in one of its methods leaves the others' trees alone."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass

from tapelint.syntax.holes import Broken, Tree, parse_statement
from tapelint.syntax.split import shape, split, without_strings

_CLASS = re.compile(r"^class\b", re.MULTILINE)
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_FIRST = re.compile(r"(?P<indent>[ \t]+)[^ \t\f\n#]")
_WRAPPER = "class _:"
# A member is parsed below as many empty lines as stand above it.
_MOST_EMPTY_LINES = 2_000_000


@dataclass(frozen=True, slots=True)
class Member:
    """A statement in the body of a class, with the number of the class's lines above it."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Parts:
    """A class: its decorators and its first line, then its members."""

    header: str
    indent: str
    members: tuple[Member, ...]


def taken_apart(text: str) -> Parts | None:
    """The parts of a class that begins at column 0; None for anything else."""
    if not text.startswith(("class", "@")):
        return None
    found = _CLASS.search(text)
    header = None if found is None else _header(text, found.start())
    first = None if header is None else _FIRST.match(text, len(header))
    if header is None or first is None:
        return None
    indent = first["indent"]
    parts = Parts(header, indent, _members(text, header, indent))
    lines = text.count("\n")
    return parts if len(parts.members) * lines <= _MOST_EMPTY_LINES else None


def _header(text: str, start: int) -> str | None:
    """Everything above the first statement in the class, if that stands on a line of its own."""
    end, opened = start, start
    for line in _LINE.finditer(text, start):
        if end > start and _FIRST.match(line.group()):
            left = shape(text[opened:end])
            if left.depth <= 0 and not left.quote:
                ends = without_strings(text[opened:end]).rstrip().endswith(":")
                return text[:end] if ends else None
        end = line.end()
    return None


def _members(text: str, header: str, indent: str) -> tuple[Member, ...]:
    """Cut the body as if it stood at column 0; only the places of the cuts count."""
    lines = _LINE.findall(text[len(header) :])
    flat = "".join(line.removeprefix(indent) for line in lines)
    above, done = header.count("\n"), 0
    members = []
    for chunk in split(flat):
        count = len(_LINE.findall(chunk.text))
        members.append(Member(above + chunk.line, "".join(lines[done : done + count])))
        done += count
    return tuple(members)


def parse_header(parts: Parts) -> ast.ClassDef | None:
    """The class without its members; None where its header can't be read."""
    tree = parse_statement(f"{parts.header}{parts.indent}pass\n")
    known = not tree.broken and len(tree.body) == 1
    return tree.body[0] if known and isinstance(tree.body[0], ast.ClassDef) else None


def parse_member(member: Member) -> Tree | None:
    """The statements of a member, at their lines in the class; None where nothing is left of it."""
    padding = "\n" * member.line
    try:
        (wrapper,) = ast.parse(f"{_WRAPPER}{padding}{member.text}").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return _recovered(member)
    return Tree(tuple(wrapper.body)) if isinstance(wrapper, ast.ClassDef) else None


def _recovered(member: Member) -> Tree | None:
    tree = parse_statement(f"{_WRAPPER}\n{member.text.rstrip()}")
    wrapper = tree.body[0] if len(tree.body) == 1 else None
    if not isinstance(wrapper, ast.ClassDef):
        return None
    by = member.line - 1
    ast.increment_lineno(wrapper, by)
    broken = (Broken(hole.first + by, hole.last + by, hole.reason) for hole in tree.broken)
    return Tree(tuple(wrapper.body), tuple(broken))


def put_together(header: ast.ClassDef, members: list[Tree]) -> Tree:
    """The whole class; its members keep their nodes."""
    body = [statement for tree in members for statement in tree.body]
    header.body = body
    header.end_lineno, header.end_col_offset = body[-1].end_lineno, body[-1].end_col_offset
    return Tree((header,), tuple(hole for tree in members for hole in tree.broken))
