"""Parsing a statement that may be half-typed: what can't be read becomes a hole."""

from __future__ import annotations

import ast
import keyword
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tapelint.syntax.split import HARD_START, without_strings

_NAME = re.compile(r"(?<![\w.])[^\W\d]\w*")
_BOUND = re.compile(
    r"(?:\b(?:as|def|class|del|global|nonlocal|import)\s+|\bfor\s+\(?)((?:[*\w.]+\s*,\s*)*[*\w.]+)"
)
_EQUALS = re.compile(r"(?<![=!<>])=(?!=)")
_PLAIN_TARGET = re.compile(r"\s*[\w.]+\s*")
_WALRUS = re.compile(r"([^\W\d]\w*)\s*:=")
_CLAUSE = re.compile(r"(?:else|elif|except|finally|case)\b")
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
_MARK = "_tapelint_hole_"
_MOST_ATTEMPTS = 80
_FAR = 60


class Hole(ast.stmt):
    """A statement that doesn't parse; anything may happen to the names that it mentions.

    Attributes:
        names: the identifiers that stand in it.
        assigned: those of them that it may bind.
    """

    _fields = ("names", "assigned")

    def __init__(
        self, *, names: tuple[str, ...] = (), assigned: tuple[str, ...] = (), **place: int
    ) -> None:
        super().__init__(**place)
        self.names = names
        self.assigned = assigned


def is_hole(name: str) -> bool:
    """Whether a name stands for lines inside an expression that couldn't be read."""
    return name.startswith(_MARK)


@dataclass(frozen=True, slots=True)
class Broken:
    """Lines that don't parse (from 1, both inclusive) and CPython's reason."""

    first: int
    last: int
    reason: str


@dataclass(frozen=True, slots=True)
class Tree:
    """The statements of a piece of text and the places in it that couldn't be read."""

    body: tuple[ast.stmt, ...]
    broken: tuple[Broken, ...] = ()


@dataclass(frozen=True, slots=True)
class _Failure:
    line: int
    reason: str
    indent: bool


@dataclass(frozen=True, slots=True)
class _Step:
    """The lines with one more range blanked, and what CPython says of them now."""

    lines: list[str]
    hole: Broken
    outcome: ast.Module | _Failure


def parse_statement(text: str) -> Tree:
    """Parse a piece of text that begins at column 0; never raises."""
    parsed = _attempt(text)
    if isinstance(parsed, ast.Module):
        return Tree(tuple(parsed.body))
    return _Recovery(text).run(parsed)


def bound_names(text: str) -> tuple[str, ...]:
    """The names that a piece of text binds in its own scope, or may bind where it can't be read."""
    found: dict[str, None] = {}
    waiting: list[ast.AST] = list(reversed(parse_statement(text).body))
    while waiting:
        node = waiting.pop()
        found.update(dict.fromkeys(_bound_by(node)))
        if not isinstance(node, _SCOPES):
            waiting.extend(reversed(list(ast.iter_child_nodes(node))))
    return tuple(found)


def _bound_by(node: ast.AST) -> Iterable[str]:
    """The names that a node binds by itself."""
    match node:
        case ast.Name(id=name, ctx=ast.Store() | ast.Del()):
            return (name,)
        case ast.alias(name=path, asname=alias):
            return (alias or path.partition(".")[0],) if path != "*" else ()
        case Hole(assigned=names):
            return names
        case ast.MatchMapping(rest=str(name)):
            return (name,)
        case (
            ast.FunctionDef(name=str(name))
            | ast.AsyncFunctionDef(name=str(name))
            | ast.ClassDef(name=str(name))
            | ast.ExceptHandler(name=str(name))
            | ast.MatchAs(name=str(name))
            | ast.MatchStar(name=str(name))
        ):
            return (name,)
    return ()


def _attempt(text: str) -> ast.Module | _Failure:
    try:
        return ast.parse(text)
    except SyntaxError as error:
        indent = isinstance(error, IndentationError) and "unexpected" in (error.msg or "")
        return _Failure(error.lineno or 1, error.msg or "invalid syntax", indent)
    except (RecursionError, MemoryError):
        return _Failure(0, "nested too deeply", indent=False)
    except ValueError as error:
        return _Failure(0, str(error), indent=False)


class _Recovery:
    """Blanks the smallest range of lines that lets the rest parse, again and again."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = text.split("\n")
        self.indents = [_indent(line) for line in self.lines]
        # Each attempt parses the whole piece: a huge one gets few of them.
        self.attempts = max(8, min(_MOST_ATTEMPTS, 4_000_000 // (len(text) + 1)))

    def run(self, failure: _Failure) -> Tree:
        lines, broken = self.lines, list[Broken]()
        while failure.line:
            step = self._mend(lines, failure)
            if step is None:
                break
            lines = step.lines
            broken.append(step.hole)
            if isinstance(step.outcome, ast.Module):
                return Tree(tuple(self._with_holes(step.outcome.body, broken)), tuple(broken))
            failure = step.outcome
        whole = Broken(1, len(self.lines), failure.reason)
        return Tree((self._hole(whole),) if self.text.strip() else (), (whole,))

    def _mend(self, lines: list[str], failure: _Failure) -> _Step | None:
        """Blank one range: a narrow one that mends everything, else the first that gets further."""
        line = min(failure.line, len(lines))
        for ranges in (self._narrow(lines, line), self._enclosing(line)):
            further: _Step | None = None
            for first, last in dict.fromkeys(ranges):
                step = self._blanked(lines, first, last, failure)
                if step is None:
                    continue
                if isinstance(step.outcome, ast.Module):
                    return step
                further = further or step
            if further is not None:
                return further
        return None

    def _blanked(self, lines: list[str], first: int, last: int, failure: _Failure) -> _Step | None:
        """Try one range; None where it doesn't help to read further than it."""
        if first < 1 or self.attempts <= 0:
            return None
        self.attempts -= 1
        masked = self._masked(lines, first, last)
        outcome = _attempt("\n".join(masked))
        helps = isinstance(outcome, ast.Module) or (
            outcome.line > last and not self._orphaned(outcome, last)
        )
        return _Step(masked, Broken(first, last, failure.reason), outcome) if helps else None

    def _orphaned(self, failure: _Failure, last: int) -> bool:
        """Whether the failure is only the body that stood below a blanked header."""
        below = (n for n in range(last + 1, len(self.lines) + 1) if self.indents[n - 1] >= 0)
        return failure.indent and failure.line == next(below, 0)

    def _narrow(self, lines: list[str], line: int) -> Iterator[tuple[int, int]]:
        """Ranges around an error that leave the statement around it alone, likely ones first."""
        opener = self._opener(lines, line)
        yield opener, opener
        yield line, line
        yield self._logical(lines, line)
        yield line, self._block_end(line)
        for above in (1, 2):
            yield line - above, line - above
            yield self._logical(lines, line - above)
            yield line - above, line

    def _enclosing(self, line: int) -> Iterator[tuple[int, int]]:
        """The blocks around an error, the innermost first."""
        header = line
        while header := self._header(header):
            yield header, max(self._block_end(header), line)

    def _logical(self, lines: list[str], line: int) -> tuple[int, int]:
        """The lines of the bracketed statement around a line, as far as brackets can be trusted."""
        first = self._opener(lines, line)
        last, depth = first, _depth(lines[first - 1]) if first >= 1 else 0
        while depth > 0 and last < len(lines) and not self._restarts(last + 1, first):
            last += 1
            depth += _depth(lines[last - 1])
        return first, max(last, line)

    def _opener(self, lines: list[str], line: int) -> int:
        """The line above whose bracket is still open at a line, or that line itself."""
        opener = line
        while opener > 1 and not HARD_START.match(lines[opener - 1]):
            above = self._open_before(lines, opener)
            if above == 0:
                break
            opener = above
        return opener

    def _open_before(self, lines: list[str], line: int) -> int:
        """The nearest line above with a bracket that isn't closed before a line, or 0."""
        depth = 0
        for number in range(line - 1, max(line - _FAR, 0), -1):
            depth += _depth(lines[number - 1])
            if depth > 0:
                return number
            if HARD_START.match(lines[number - 1]):
                break
        return 0

    def _restarts(self, line: int, first: int) -> bool:
        text = self.lines[line - 1]
        if HARD_START.match(text):
            return True
        indent = self.indents[line - 1]
        return 0 <= indent <= self.indents[first - 1] and text.strip()[:1] not in ")]}#"

    def _block_end(self, line: int) -> int:
        """The last line of the block, with its other clauses, whose header stands on a line."""
        indent, last = self.indents[line - 1], line
        for number in range(line + 1, len(self.lines) + 1):
            other = self.indents[number - 1]
            if other < 0:
                continue
            clause = other == indent and _CLAUSE.match(self.lines[number - 1].strip())
            if other <= indent and not clause:
                break
            last = number
        return last

    def _header(self, line: int) -> int:
        """The nearest line above that is indented less, or 0; decorators belong to theirs."""
        indent = self.indents[line - 1]
        if indent < 0:
            indent = next((i for i in reversed(self.indents[: line - 1]) if i >= 0), 0) + 1
        found = line
        while found > 1:
            found -= 1
            if 0 <= self.indents[found - 1] < indent:
                return found
        return 0

    def _masked(self, lines: list[str], first: int, last: int) -> list[str]:
        indent = self._statement_indent(first)
        mark = f"{indent}{_MARK}{first}"
        return [*lines[: first - 1], mark, *[""] * (last - first), *lines[last:]]

    def _statement_indent(self, line: int) -> str:
        """The indentation that a statement needs there: its own, unless nothing shares it."""
        own = self.lines[line - 1]
        if self.indents[line - 1] < 0:
            own = next((t for t in reversed(self.lines[: line - 1]) if t.strip()), "")
        return own[: len(own) - len(own.lstrip(" \t\f"))]

    def _with_holes(self, body: list[ast.stmt], broken: list[Broken]) -> list[ast.stmt]:
        holes = {f"{_MARK}{hole.first}": hole for hole in broken}
        return [self._replaced(statement, holes) for statement in body]

    def _replaced(self, statement: ast.stmt, holes: dict[str, Broken]) -> ast.stmt:
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Name):
            hole = holes.get(statement.value.id)
            return statement if hole is None else self._hole(hole)
        for block in _blocks(statement):
            block[:] = [self._replaced(inner, holes) for inner in block]
        return statement

    def _hole(self, broken: Broken) -> Hole:
        written = self.lines[broken.first - 1 : broken.last]
        code = without_strings("\n".join(written))
        return Hole(
            names=tuple(dict.fromkeys(_identifiers(code))),
            assigned=tuple(dict.fromkeys(_bound(code))),
            lineno=broken.first,
            col_offset=max(self.indents[broken.first - 1], 0),
            end_lineno=broken.last,
            end_col_offset=len(written[-1].encode()),
        )


def _blocks(statement: ast.stmt) -> Iterator[list[ast.stmt]]:
    """The statement lists directly inside a statement."""
    for holder in (
        statement,
        *getattr(statement, "handlers", ()),
        *getattr(statement, "cases", ()),
    ):
        for name in ("body", "orelse", "finalbody"):
            block = getattr(holder, name, None)
            if isinstance(block, list):
                yield block


def _indent(line: str) -> int:
    """The width of a line's indentation in characters; -1 where it holds no code."""
    code = line.lstrip(" \t\f")
    return -1 if not code or code.startswith("#") else len(line) - len(code)


def _depth(line: str) -> int:
    code = without_strings(line)
    return sum(map(code.count, "([{")) - sum(map(code.count, ")]}"))


def _identifiers(code: str) -> Iterator[str]:
    return (name for name in _NAME.findall(code) if not keyword.iskeyword(name))


def _bound(code: str) -> Iterator[str]:
    for line in code.split("\n"):
        yield from _targets(_EQUALS.split(line)[:-1])
    for found in (*_BOUND.finditer(code), *_WALRUS.finditer(code)):
        yield from _identifiers(found.group(1))


def _targets(sides: list[str]) -> Iterator[str]:
    """The names that ``a, b = c = …`` binds, given what stands left of each ``=``."""
    for position, side in enumerate(sides):
        if position and not _PLAIN_TARGET.fullmatch(side):
            return
        yield from _identifiers(side)
