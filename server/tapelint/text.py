"""Places in a text: the one coordinate system that every layer shares.

Lines count from 1 and columns are UTF-8 bytes counted from 0, exactly as CPython's ``ast`` reports
them; editors' and terminals' columns are converted once, at the edge.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of a text: from (line, col) up to, not including, (end_line, end_col)."""

    line: int
    col: int
    end_line: int
    end_col: int


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace what stands at ``span`` by ``text``; an empty span inserts."""

    span: Span
    text: str
