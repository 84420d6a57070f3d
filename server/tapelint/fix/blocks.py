"""The blocks of a file as lists of statements with their lines, for moving whole statements."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from tapelint.fix.source import Source
from tapelint.syntax import Hole
from tapelint.text import Edit, Span


@dataclass(frozen=True, slots=True)
class Placed:
    """A statement and its lines in the file, decorators and the comment above it included."""

    statement: ast.stmt
    above: int
    first: int
    last: int

    @property
    def line(self) -> int:
        """The line on which the statement itself begins."""
        return self.above + self.statement.lineno


@dataclass(frozen=True, slots=True)
class Level:
    """A block, and which of its statements is meant."""

    block: tuple[Placed, ...]
    position: int

    @property
    def here(self) -> Placed:
        """The statement that is meant."""
        return self.block[self.position]


def chain(source: Source, span: Span) -> list[Level]:
    """The blocks around the place where ``span`` begins, from the module to the innermost."""
    levels: list[Level] = []
    block = _placed(source, list(source.units()))
    while block:
        level = _at(block, span.line)
        if level is None:
            break
        levels.append(level)
        block = _inner(source, level.here, span.line)
    return levels


def to_statement(levels: list[Level], line: int, kinds: tuple[type[ast.stmt], ...]) -> list[Level]:
    """The part of a chain down to the statement of one of ``kinds`` that begins on ``line``."""
    for depth, level in enumerate(levels):
        if level.here.line == line and isinstance(level.here.statement, kinds):
            return levels[: depth + 1]
    return []


def body(source: Source, placed: Placed) -> tuple[Placed, ...]:
    """The first block of a compound statement."""
    statements = getattr(placed.statement, "body", [])
    return _placed(source, [(placed.above, statement) for statement in statements])


def movable(source: Source, placed: Placed, block: tuple[Placed, ...]) -> bool:
    """Whether the statement has its lines for itself, and none of them is inside a string."""
    if isinstance(placed.statement, Hole) or _holds_long_string(placed.statement):
        return False
    others = (other for other in block if other is not placed)
    if any(other.line <= placed.last and placed.line <= other.last for other in others):
        return False
    before = source.index.line(placed.line)
    return before[: placed.statement.col_offset].strip(" \t\f") == ""


def indent(source: Source, placed: Placed) -> str:
    """The blanks before a statement."""
    line = source.index.line(placed.line)
    return line[: len(line) - len(line.lstrip(" \t\f"))]


def moved_text(source: Source, placed: Placed, to: str) -> str:
    """The lines of a statement with another indentation."""
    old = indent(source, placed)
    lines = [source.index.line(number) for number in range(placed.first, placed.last + 1)]
    return "".join(f"{to}{line.removeprefix(old)}\n" if line.strip() else "\n" for line in lines)


def removal(source: Source, placed: Placed, *, alone: bool) -> Edit:
    """Take the lines of a statement away; where it is alone in its block, ``pass`` remains."""
    text = f"{indent(source, placed)}pass\n" if alone else ""
    return Edit(Span(placed.first, 0, *_below(source, placed.last)), text)


def removal_of_lines(source: Source, first: int, end: int) -> Edit:
    """Take the lines from ``first`` up to, not including, ``end`` away."""
    return Edit(Span(first, 0, *_below(source, end - 1)), "")


def insertion(source: Source, line: int, text: str) -> Edit:
    """``text``, which ends with a line break, above ``line``.

    What belongs to a block that ends with a cell of a notebook can't begin the next cell.
    """
    if text[:1].isspace() and source.index.ends_cell(line - 1):
        end = _end_of(source, line - 1)
        return Edit(Span(*end, *end), f"\n{text[:-1]}")
    if line <= source.index.line_count:
        return Edit(Span(line, 0, line, 0), text)
    end = source.index.position(len(source.index.text))
    broken = source.index.text.endswith(("\n", "\r"))
    return Edit(Span(*end, *end), text if broken else f"\n{text[:-1]}")


def start_of_body(source: Source, placed: Placed) -> int:
    """The line below the head of a compound statement."""
    first = body(source, placed)[0].line
    while first - 1 > placed.line and _is_comment(source.index.line(first - 1)):
        first -= 1
    return first


def _end_of(source: Source, line: int) -> tuple[int, int]:
    return line, len(source.index.line(line).encode("utf-8", "surrogatepass"))


def _below(source: Source, line: int) -> tuple[int, int]:
    if source.index.ends_cell(line):
        return _end_of(source, line)
    if line < source.index.line_count:
        return line + 1, 0
    return source.index.position(len(source.index.text))


def _at(block: tuple[Placed, ...], line: int) -> Level | None:
    for position, placed in enumerate(block):
        if placed.first <= line <= placed.last:
            return Level(block, position)
    return None


def _inner(source: Source, placed: Placed, line: int) -> tuple[Placed, ...]:
    for statements in _blocks(placed.statement):
        block = _placed(source, [(placed.above, statement) for statement in statements])
        if _at(block, line) is not None:
            return block
    return ()


def _blocks(node: ast.AST) -> Iterator[list[ast.stmt]]:
    for name in ("body", "orelse", "finalbody"):
        statements = getattr(node, name, [])
        if isinstance(statements, list) and statements:
            yield statements
    for name in ("handlers", "cases"):
        for part in getattr(node, name, []):
            yield part.body


def _placed(source: Source, statements: list[tuple[int, ast.stmt]]) -> tuple[Placed, ...]:
    found: list[Placed] = []
    for above, statement in statements:
        decorators = getattr(statement, "decorator_list", [])
        line = above + min([statement.lineno, *(each.lineno for each in decorators)])
        last = above + (statement.end_lineno or statement.lineno)
        floor = found[-1].last if found else 0
        found.append(Placed(statement, above, _with_comment(source, line, floor), last))
    return tuple(found)


def _with_comment(source: Source, line: int, floor: int) -> int:
    """The first line of the comment that stands right above ``line``, at its indentation."""
    blanks = re.match(r"[ \t\f]*", source.index.line(line))
    start = f"{blanks.group() if blanks else ''}#"
    while line - 1 > floor and source.index.line(line - 1).startswith(start):
        line -= 1
    return line


def _is_comment(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


def _holds_long_string(statement: ast.stmt) -> bool:
    return any(
        node.end_lineno != node.lineno
        for node in ast.walk(statement)
        if isinstance(node, ast.JoinedStr)
        or (isinstance(node, ast.Constant) and isinstance(node.value, (str, bytes)))
    )
