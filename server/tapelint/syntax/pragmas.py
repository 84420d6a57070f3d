"""Comments that silence findings.

``# tapelint: ignore[floor-division] -- reason`` speaks for its line, or alone on a line for the
next line of code; ``# tapelint: ignore-file[…]`` speaks for the whole file. Without brackets they
silence every rule. ``# noqa: TL102`` is understood too, so that a project can keep one style, but
other tools may strip codes that they don't know: Tapelint itself never writes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tapelint.syntax.parser import Parsed
from tapelint.syntax.split import comments
from tapelint.text import Edit, Span

_OURS = re.compile(
    r"#\s*tapelint:\s*(?P<scope>ignore-file|ignore)\b(?:\s*\[(?P<names>[^\]\n]*)\])?"
    r"(?:\s*--[^#\n]*)?"
)
_NOQA = re.compile(r"#\s*noqa\s*:(?P<names>\s*[A-Z]+[0-9]+(?:[,\s]+[A-Z]+[0-9]+)*)", re.IGNORECASE)
_WORD = re.compile(r"[\w-]+")
_CODE = re.compile(r"TL\d+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Pragma:
    """One comment that silences rules; no names mean every rule, no line the whole file."""

    span: Span
    names: tuple[str, ...]
    line: int | None
    ours: bool

    def covers(self, span: Span) -> bool:
        """Whether a finding at ``span`` stands where this comment speaks."""
        return self.line is None or span.line <= self.line <= span.end_line


def pragmas(parsed: Parsed) -> tuple[Pragma, ...]:
    """Every such comment of a text, in its order."""
    if "tapelint" not in parsed.text and "noqa" not in parsed.text.lower():
        return ()
    return tuple(_found(parsed))


def removal(parsed: Parsed, pragma: Pragma, useless: tuple[str, ...]) -> Edit | None:
    """The edit that takes ``useless`` names (or, if none stay, the comment) out of the text."""
    if not pragma.ours:
        return None
    line = pragma.span.line
    content = parsed.index.line(line).encode("utf-8", "surrogatepass")
    kept = [name for name in pragma.names if name not in useless]
    if kept:
        written = content[pragma.span.col : pragma.span.end_col].decode()
        shortened = re.sub(r"\[[^\]]*\]", f"[{', '.join(kept)}]", written, count=1)
        return Edit(pragma.span, shortened)
    before, after = content[: pragma.span.col], content[pragma.span.end_col :]
    if not before.strip() and not after.strip():
        return Edit(Span(line, 0, line + 1, 0), "")
    start = len(before.rstrip()) if not after.strip() else pragma.span.col
    return Edit(Span(line, start, line, len(content.rstrip())), after.decode().strip())


def _found(parsed: Parsed) -> Iterator[Pragma]:
    for unit in parsed.units:
        if "tapelint" not in unit.text and "noqa" not in unit.text.lower():
            continue
        for place, comment in comments(unit.text):
            above = unit.text.count("\n", 0, place)
            start = unit.text.rfind("\n", 0, place) + 1
            column = len(unit.text[start:place].encode())
            yield from _in_comment(parsed, comment, unit.line + above + 1, column)


def _in_comment(parsed: Parsed, comment: str, line: int, column: int) -> Iterator[Pragma]:
    for found in _OURS.finditer(comment):
        names = tuple(_WORD.findall(found["names"] or ""))
        scope = None if found["scope"] == "ignore-file" else _line_meant(parsed, line, column)
        yield Pragma(_place(comment, found, line, column), names, scope, ours=True)
    for found in _NOQA.finditer(comment):
        names = tuple(name.upper() for name in _CODE.findall(found["names"]))
        if names:
            yield Pragma(_place(comment, found, line, column), names, line, ours=False)


def _place(comment: str, found: re.Match[str], line: int, column: int) -> Span:
    start = column + len(comment[: found.start()].encode())
    return Span(line, start, line, start + len(found.group().rstrip().encode()))


def _line_meant(parsed: Parsed, line: int, column: int) -> int:
    """A comment alone on its line speaks for the next line that holds code."""
    index = parsed.index
    if index.line(line).encode("utf-8", "surrogatepass")[:column].strip():
        return line
    below = range(line + 1, index.line_count + 1)
    return next((n for n in below if index.line(n).strip()[:1] not in ("", "#")), line)
