"""The cells of a notebook, whose texts run as one: in which of them a line is."""

from __future__ import annotations

import linecache
import traceback
from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class Cells:
    """The text of a notebook; ``starts`` are the first line of each cell and its number."""

    def __init__(self, file: str, starts: Sequence[Sequence[int]]) -> None:
        self._file = file
        self._starts = [start for start, _ in starts]
        self._numbers = [number for _, number in starts]

    def show(self, text: str) -> None:
        """Have Python and AutoGraph find this text, and not what the file really contains."""
        lines = [line + "\n" for line in text.split("\n")]
        linecache.cache[self._file] = (len(text), None, lines, self._file)

    def retell(self, told: traceback.TracebackException) -> None:
        """Count the lines of a traceback within their cells."""
        frames = [self._in_cell(frame) for frame in told.stack]
        told.stack = traceback.StackSummary.from_list(frames)
        if getattr(told, "filename", None) == self._file and told.lineno:
            told.filename, line = self._place(int(told.lineno))
            told.lineno = str(line)
            if hasattr(told, "end_lineno"):
                told.end_lineno = told.lineno

    def named(self, error: SyntaxError) -> str:
        """What is wrong with a text, and in which line of which cell."""
        if error.filename != self._file or not error.lineno:
            return str(error)
        file, line = self._place(error.lineno)
        return str(SyntaxError(error.msg, (file, line, None, None)))

    def _in_cell(self, frame: traceback.FrameSummary) -> traceback.FrameSummary:
        if frame.filename != self._file or not frame.lineno:
            return frame
        file, line = self._place(frame.lineno)
        return traceback.FrameSummary(file, line, frame.name, lookup_line=False, line=frame.line)

    def _place(self, line: int) -> tuple[str, int]:
        at = bisect_right(self._starts, line) - 1
        if at < 0:
            return self._file, line
        return "%s, cell %d" % (self._file, self._numbers[at]), line - self._starts[at] + 1
