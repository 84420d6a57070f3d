"""Where the lines of a text that ran stand in the text of now."""

from __future__ import annotations

import re
from collections import defaultdict

from tapelint.syntax.split import readable, split

_BETWEEN = re.compile(r"(?:\n(?:[ \t\f]*|#[^\n]*))+\Z")
"""Empty lines and comments that stand between a unit and the next one."""


def moves(before: str, after: str) -> dict[int, int]:
    """The lines of ``before`` whose unit stands unchanged in ``after``, and their lines there.

    Units that occur several times keep their order; where one of them is gone, none is known.
    """
    then, now = _units(before), _units(after)
    found: dict[int, int] = {}
    for text, places in then.items():
        others = now.get(text, [])
        if len(others) != len(places):
            continue
        for one, other in zip(places, others, strict=True):
            lines = range(1, text.count("\n") + 2)
            found.update((one + line, other + line) for line in lines)
    return found


def _units(text: str) -> dict[str, list[int]]:
    """The units of a text, each with the numbers of lines above it."""
    found: dict[str, list[int]] = defaultdict(list)
    for chunk in split(readable(text)):
        found[_BETWEEN.sub("", f"\n{chunk.text}")[1:]].append(chunk.line)
    return found
