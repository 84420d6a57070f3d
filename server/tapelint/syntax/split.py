"""Cutting a module into its column-0 statements, without parsing it.

The cut has to be cheap (it runs over the whole text at each keystroke) and has to survive
half-typed code: an unclosed bracket ends at the next line that can only begin a statement, and an
unclosed triple quote doesn't swallow the definitions below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from tapelint.text import CELL_END

_STATEMENT = re.compile(r"\n(?=\f*[^ \t\f\n#)\]}])")
_TRIPLE_BODY = r"[^{q}\\]*(?:(?:\\.|{q}(?!{q}{q}))[^{q}\\]*)*{q}{q}{q}"
_DOUBLE, _SINGLE = _TRIPLE_BODY.replace("{q}", '"'), _TRIPLE_BODY.replace("{q}", "'")
_STRINGS_AND_COMMENTS = re.compile(
    rf'"""{_DOUBLE}'
    rf"|'''{_SINGLE}"
    r'|"(?!"")[^"\\\n]*(?:\\.[^"\\\n]*)*"'
    r"|'(?!'')[^'\\\n]*(?:\\.[^'\\\n]*)*'"
    r"|\#[^\n]*"
    r"|(?P<open>\"{3}|'{3})",
    re.DOTALL,
)
_CLOSING = {'"""': re.compile(_DOUBLE, re.DOTALL), "'''": re.compile(_SINGLE, re.DOTALL)}
_CLAUSE = re.compile(r"\f*(?:else|elif|except|finally)\b")
HARD_START = re.compile(
    r"\s*(?:@|(?:def|class|import|with|while|try|return|raise|del|global|nonlocal|assert|pass|break"
    r"|continue)\b|async\s+(?:def|with)\b|from\s+[\w.]+\s+import\b)"
)
"""Lines that begin a statement whatever stands above them: no expression can hold these."""

_HARD_LINE = re.compile(rf"\n{HARD_START.pattern}")
_DEFINITION = re.compile(r"\n(?:@\w|(?:async\s+def|def|class)\s+\w|import\s+\w|from\s+[\w.]+\s+im)")


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of the text that is parsed on its own, and the number of lines above it."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Shape:
    """What a piece leaves open: brackets, a triple quote (and its place in the piece), a line."""

    depth: int
    quote: str
    quote_at: int
    backslash: bool


def readable(text: str) -> str:
    """The text with what CPython refuses replaced by something of the same width.

    Line numbers and byte columns stay: a byte order mark becomes form feeds (which CPython allows
    before the first statement), NUL and lone surrogates become characters that are errors outside
    of strings and comments only.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.startswith("\ufeff"):
        text = "\f\f\f" + text[1:]
    if "\0" in text:
        text = text.replace("\0", "\x01")
    if not text.isascii():
        text = re.sub("[\ud800-\udfff]", "\ufffd", text)
    return text


def without_strings(text: str) -> str:
    """The text without its strings and comments; what follows an unclosed triple quote stays."""
    return _STRINGS_AND_COMMENTS.sub("", text)


def comments(text: str) -> Iterator[tuple[int, str]]:
    """Every comment of a text with its place (a code point index)."""
    for found in _STRINGS_AND_COMMENTS.finditer(text):
        if found.group().startswith("#"):
            yield found.start(), found.group()


def split(text: str) -> list[Chunk]:
    """Cut a readable text into pieces that begin with a statement at column 0.

    Nothing goes on from one cell of a notebook to the next, whatever was left open; so no edit of
    a cell changes the pieces of another one.
    """
    if CELL_END not in text:
        return _cut(text)
    chunks: list[Chunk] = []
    above = 0
    for cell in text.split(f"{CELL_END}\n"):
        chunks += (Chunk(above + chunk.line, chunk.text) for chunk in _cut(cell))
        above += cell.count("\n") + 1
    return chunks


def _cut(text: str) -> list[Chunk]:
    try:
        return list(_chunks(text, trust_quotes=True))
    except _UnclosedQuoteError:
        return list(_chunks(text, trust_quotes=False))


class _UnclosedQuoteError(Exception):
    """A triple quote runs to the end of the text: some quote above may be half-typed."""


def _chunks(text: str, *, trust_quotes: bool) -> Iterator[Chunk]:
    starts = _statement_starts(text)
    line, at, following = 0, 0, 0
    while at < len(text):
        while following < len(starts) and starts[following] <= at:
            following += 1
        following = _chunk_end(text, starts, at, following, trust_quotes)
        end = starts[following] if following < len(starts) else len(text)
        piece = text[at:end]
        yield Chunk(line, piece)
        line += piece.count("\n")
        at = end


def _statement_starts(text: str) -> list[int]:
    return [found.end() for found in _STATEMENT.finditer(text)]


def _chunk_end(text: str, starts: list[int], at: int, following: int, trust_quotes: bool) -> int:
    """The index in ``starts`` of the first statement that is no part of the one at ``at``."""
    begin, depth = at, 0
    decorator = False
    while True:
        following = _past_strings(text, starts, begin, following, trust_quotes)
        if following >= len(starts):
            return following
        place = starts[following]
        if depth <= 0:
            depth, decorator = 0, text[begin:place].lstrip("\f").startswith("@")
        left = shape(text[begin:place])
        depth += left.depth
        if depth > 0:
            depth = _depth_at_end(text[begin:place], depth)
        if not _continues(text, place, left.backslash, depth, decorator=decorator):
            return following
        begin = place
        following += 1


def _depth_at_end(piece: str, depth: int) -> int:
    """The brackets that are open after a piece: a hard start in it shows that none was above."""
    code = without_strings(piece)
    restarts = [found.start() for found in _HARD_LINE.finditer(code)]
    return _brackets(code[restarts[-1] :]) if restarts else depth


def _past_strings(
    text: str, starts: list[int], begin: int, following: int, trust_quotes: bool
) -> int:
    """The first start from ``following`` on that lies in no string opened since ``begin``."""
    while True:
        end = starts[following] if following < len(starts) else len(text)
        left = shape(text[begin:end])
        if not left.quote:
            return following
        closed = _after_quote(text, begin + left.quote_at, left.quote, trust_quotes)
        if closed is None:
            return following
        while following < len(starts) and starts[following] < closed:
            following += 1


def _after_quote(text: str, opened: int, quote: str, trust_quotes: bool) -> int | None:
    """Where the triple-quoted string closes that opens there, if that can be trusted."""
    closing = _CLOSING[quote].match(text, opened + 3)
    if closing is None:
        if trust_quotes:
            raise _UnclosedQuoteError
        return None
    if not trust_quotes and _DEFINITION.search(text, opened, closing.end()):
        return None
    return closing.end()


def _continues(text: str, place: int, backslash: bool, depth: int, *, decorator: bool) -> bool:
    """Whether the line at ``place`` goes on with the statement that ends before it."""
    if backslash:
        return True
    if depth > 0:
        return HARD_START.match(text, place) is None
    return decorator or _CLAUSE.match(text, place) is not None


@lru_cache(maxsize=8192)
def shape(piece: str) -> Shape:
    """What a piece leaves open."""
    opened = _open_quote(piece)
    code = without_strings(piece if opened is None else piece[: opened.start()])
    depth = _brackets(code)
    if opened is not None:
        return Shape(depth, opened.group(), opened.start(), backslash=False)
    return Shape(depth, "", 0, code.rstrip("\n").endswith("\\"))


def _brackets(code: str) -> int:
    return sum(map(code.count, "([{")) - sum(map(code.count, ")]}"))


def _open_quote(piece: str) -> re.Match[str] | None:
    if '"""' not in piece and "'''" not in piece:
        return None
    found = _STRINGS_AND_COMMENTS.finditer(piece)
    return next((place for place in found if place.lastgroup == "open"), None)
