"""The programs of this folder, each with its twin, and what their marks expect."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from tests.programs.catalog import COMMENT, MARK

PROGRAMS = Path(__file__).parent / "programs.md"
_BLOCK = re.compile(
    r"^## (?P<name>[^\n]+)$|^```python\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)

Finding = tuple[int, str, str]
"""A line, a severity and a rule."""


@dataclass(frozen=True, slots=True)
class Base:
    """A program, whose marks say what must be found, and whether it is the clean twin."""

    name: str
    text: str
    clean: bool


def bases(path: Path = PROGRAMS) -> list[Base]:
    """All programs of a file, each broken one before its twin."""
    found: list[Base] = []
    name = ""
    for block in _BLOCK.finditer(path.read_text(encoding="utf-8")):
        if block["name"]:
            name = block["name"]
        else:
            clean = any(base.name == name for base in found)
            found.append(Base(f"{name}, clean" if clean else name, block["text"], clean))
    return found


def marks(text: str) -> set[Finding]:
    """The findings that the comments of a text ask for."""
    found = set()
    for number, line in enumerate(text.split("\n"), start=1):
        comment = COMMENT.search(line)
        for mark in MARK.finditer(line, comment.start()) if comment else ():
            found.add((number, mark["severity"], mark["rule"]))
    return found
