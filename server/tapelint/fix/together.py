"""One fix for several places that are broken alike."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from tapelint.diagnostic import Fix
from tapelint.text import Edit


def together(fix: Fix, *others: Fix) -> Fix:
    """A fix that does at the other places what it does at its own; itself, where they overlap."""
    edits = tuple(dict.fromkeys(edit for each in (fix, *others) for edit in each.edits))
    unlike = any(each.applicability is not fix.applicability for each in others)
    if not others or unlike or _overlap(edits):
        return fix
    what, mark, note = fix.title.partition(" (")
    title = f"{what}, and {len(others)} more{mark}{note}"
    return replace(fix, title=title, edits=edits)


def _overlap(edits: Iterable[Edit]) -> bool:
    spans = sorted(edit.span for edit in edits)
    return any(
        (two.line, two.col) < (one.end_line, one.end_col) or one == two
        for one, two in pairwise(spans)
    )
