"""Reads Markdown tests: headings name them, marks on lines say what is found there.

A block with the word ``fixed`` shows the text after a fix of the block above; the line ``Fix: …``
between them begins the title of that fix.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from tapelint.rules import registry

FOLDER = Path(__file__).resolve().parent
_HEADING = re.compile(r"#+ (?P<title>.+)")
_FIX = re.compile(r"Fix: (?P<title>.+)")
_OUTCOME = re.compile(r"Outcome: (?P<words>.+)")
_COMMENT = re.compile(r"\s*#\s*(?:error|warning|info|hint):\s*\[.*")
_MARK = re.compile(r"(?P<severity>error|warning|info|hint):\s*\[(?P<rule>[a-z-]+)\]")


@dataclass(frozen=True, slots=True)
class Fixed:
    """What a fix makes of a program."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Case:
    """One program under one heading."""

    label: str
    text: str
    outcome: str = ""
    fixed: tuple[Fixed, ...] = ()

    @property
    def marks(self) -> list[tuple[int, str, str]]:
        """Line, severity and rule of everything that must be found, and nothing else may be."""
        return sorted(
            (number, mark["severity"], mark["rule"])
            for number, line in enumerate(self.text.split("\n"), start=1)
            if (comment := _COMMENT.search(line))
            for mark in _MARK.finditer(line, comment.start())
        )


def unmarked(text: str) -> str:
    """A program without its marks, as fixed blocks show it."""
    return "\n".join(_COMMENT.sub("", line) for line in text.split("\n"))


def cases() -> list[Case]:
    """Every program of the Markdown files and of the rules' own pages."""
    found = [case for path in sorted(FOLDER.glob("*.md")) for case in _read(path.stem, path)]
    return [*found, *_examples()]


def _examples() -> Iterator[Case]:
    for rule in registry():
        yield from _parse(f"docs/{rule.name}", rule.docs())


def _read(name: str, path: Path) -> Iterator[Case]:
    return _parse(name, path.read_text(encoding="utf-8"))


def _parse(name: str, text: str) -> Iterator[Case]:
    heading, fix, outcome = "", "", ""
    case: Case | None = None
    for info, content in _pieces(text):
        if info == "text":
            heading = _last(_HEADING, content) or heading
            fix, outcome = _last(_FIX, content), _last(_OUTCOME, content)
        elif info == "python fixed" and case is not None:
            case = replace(case, fixed=(*case.fixed, Fixed(fix, content)))
        elif info == "python":
            if case is not None:
                yield case
            case = Case(f"{name}: {heading}", content, outcome)
    if case is not None:
        yield case


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """The text between blocks as ``text``, each block under the words behind its fence."""
    inside, held = "text", list[str]()
    for line in text.split("\n"):
        if line.startswith("```"):
            yield inside, "\n".join([*held, ""])
            inside, held = (line[3:].strip() if inside == "text" else "text"), []
        else:
            held.append(line)
    yield inside, "\n".join([*held, ""])


def _last(pattern: re.Pattern[str], text: str) -> str:
    found = [match[1] for line in text.split("\n") if (match := pattern.fullmatch(line))]
    return found[-1] if found else ""
