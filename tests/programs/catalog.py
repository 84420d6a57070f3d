"""Reads the programs: what the marks in their comments expect, and how findings compare to that."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tapelint.config import Config

FOLDER = Path(__file__).resolve().parent
HEADER = "# outcome:"
GAP = "# gap:"
MARK = re.compile(r"(?P<severity>error|warning|info|hint|or):\s*\[(?P<rule>[a-z-]+)\]")
COMMENT = re.compile(r"#\s*(?:error|warning|info|hint|or):\s*\[")
FLAGS = ("error", "warning")
WITNESS = Config(target_tensorflow="2.21")
"""The TensorFlow that the marks were witnessed with; a few hold for some versions only."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A rule at a line."""

    line: int
    rule: str


@dataclass(frozen=True, slots=True)
class Expected:
    """One break: where it must be underlined, and the other places that are equally right."""

    severity: str
    place: Place
    others: tuple[Place, ...] = ()

    def allows(self, place: Place) -> bool:
        """Whether a finding there tells of this break."""
        return place == self.place or place in self.others

    def stands_at(self, line: int) -> bool:
        """Whether a finding of any rule at this line points at this break."""
        return line == self.place.line or any(line == other.line for other in self.others)


@dataclass(frozen=True, slots=True)
class Program:
    """A program and what must be said of it."""

    path: Path
    text: str
    expected: tuple[Expected, ...]

    @property
    def gap(self) -> str:
        """Why the engine doesn't see this break yet; empty where it must."""
        lines = (line for line in self.text.splitlines()[:3] if line.startswith(GAP))
        return next(lines, "").removeprefix(GAP).strip()

    @property
    def label(self) -> str:
        """The file's name below this folder, without its ending."""
        return self.path.relative_to(FOLDER).with_suffix("").as_posix()

    @property
    def cause(self) -> str:
        """The folder that the program stands in."""
        return self.path.parent.name

    @property
    def flags(self) -> tuple[Expected, ...]:
        """The breaks that are errors or warnings."""
        return tuple(e for e in self.expected if e.severity in FLAGS)


@dataclass(frozen=True, slots=True)
class Found:
    """A finding of the checker, in the terms of the marks."""

    severity: str
    place: Place


def programs() -> list[Program]:
    """All programs, sorted by their path."""
    every = map(of_file, sorted(FOLDER.rglob("*.py")))
    return [program for program in every if program.text.startswith(HEADER)]


def missed(program: Program, found: Iterable[Found]) -> list[Expected]:
    """The marked breaks, of any severity, that no finding tells of with that severity."""
    given = list(found)
    return [
        expected
        for expected in program.expected
        if not any(f.severity == expected.severity and expected.allows(f.place) for f in given)
    ]


def surplus(program: Program, found: Iterable[Found]) -> list[Found]:
    """Errors and warnings that no mark asks for."""
    return [
        f
        for f in found
        if f.severity in FLAGS and not any(e.allows(f.place) for e in program.expected)
    ]


def of_file(path: Path) -> Program:
    """What a file holds, and what its marks ask for."""
    text = path.read_text(encoding="utf-8")
    return Program(path, text, _expected(text))


def _expected(text: str) -> tuple[Expected, ...]:
    marks = list(_marks(text))
    primaries = [(severity, place) for severity, place in marks if severity != "or"]
    others: dict[int, list[Place]] = {}
    for severity, place in marks:
        if severity == "or":
            others.setdefault(_nearest(place, [p for _, p in primaries]), []).append(place)
    return tuple(
        Expected(severity, place, tuple(others.get(at, ())))
        for at, (severity, place) in enumerate(primaries)
    )


def _marks(text: str) -> Iterable[tuple[str, Place]]:
    for number, line in enumerate(text.split("\n"), start=1):
        comment = COMMENT.search(line)
        for mark in MARK.finditer(line, comment.start()) if comment else ():
            yield mark["severity"], Place(number, mark["rule"])


def _nearest(place: Place, primaries: list[Place]) -> int:
    """The primary that an ``or`` mark belongs to: same rule before others, then the closest."""
    if not primaries:
        raise ValueError(f"line {place.line}: an `or:` needs an error, warning or hint beside it")

    def distance(at: int) -> tuple[bool, int]:
        return primaries[at].rule != place.rule, abs(primaries[at].line - place.line)

    return min(range(len(primaries)), key=distance)
