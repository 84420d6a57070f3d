"""The way of a finding: from the source over the line where it is cut to the request, in rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from rich.cells import cell_len
from rich.text import Text

from tapelint.diagnostic import Finding, Role, Step
from tapelint.report.checked import CheckedFile
from tapelint.report.excerpt import cells_of, cropped, printable, window
from tapelint.report.steps import near, words

_QUIET = "bright_black"
_DEAD, _LIVE = "red", "green"
_GAP = 3
_RUN, _KEPT = 5, 2  # of more lines in a row that only pass the value on, so many at both ends


@dataclass(frozen=True, slots=True)
class Signs:
    """What stands beside the lines: a rail that is broken where no gradient comes back."""

    source: str = "●"
    dead: str = "┊"
    cut: str = "✗"
    live: str = "│"
    asks: str = "◆"


ASCII = Signs("o", ":", "x", "|", "*")


class Explanation:
    """Lays out the way of one finding."""

    def __init__(
        self, file: CheckedFile, finding: Finding, style: str, width: int, signs: Signs
    ) -> None:
        self._file = file
        self._finding = finding
        self._style = style
        self._signs = signs
        self.margin = max(len(self._number(step)) for step in finding.way)
        self._room = width - self.margin - 5
        labels = {self._label(step): step for step in finding.way if self._label(step)}
        free = self._room - max(map(cell_len, labels), default=0) - _GAP
        codes = [cell_len(self._code(step)) for step in labels.values()]
        self._column = max((width for width in codes if width <= free), default=0)

    def rows(self) -> Iterator[Text]:
        """The lines in the order in which the value passes them."""
        before, rail = "", self._signs.dead
        pieces = list(_shortened(self._finding.way))
        for position, piece in enumerate(pieces):
            if isinstance(piece, int):
                yield self._gutter(rail).append(f" {piece} more lines", _QUIET)
                continue
            if piece.file != before:
                yield Text(
                    f"{'':>{self.margin}}::: {near(piece.file) if piece.file else self._file.name}",
                    _QUIET,
                )
                before = piece.file
            is_last = position + 1 == len(pieces)
            yield from self._row(piece, " " if is_last else rail)
            if piece.role is Role.CUT:
                rail = self._signs.live
                yield from self._mark(piece, " " if is_last else rail)

    def _row(self, step: Step, rail: str) -> Iterator[Text]:
        """A line with its label behind it, or below where there is no room."""
        row = Text.assemble((f"{self._number(step):>{self.margin}} | ", _QUIET))
        row.append(self._sign(step, rail)).append(" ")
        code, label = self._code(step), self._label(step)
        gap = max(self._column - cell_len(code), 0) + _GAP
        if cell_len(code) + gap + cell_len(label) <= self._room:
            yield row.append(code).append(" " * gap if label else "").append(label, _QUIET)
            return
        first = self._first(step) if step.role is Role.CUT else 0
        yield row.append(cropped(code, first, self._room))
        if label:
            indent = len(code) - len(code.lstrip()) + _GAP
            yield self._below(label, indent, rail, _QUIET)

    def _below(self, said: str, start: int, rail: str, style: str) -> Text:
        """Words in a row of their own, as far to the right as there is room for them."""
        start = max(min(start, self._room - cell_len(said)), 0)
        return self._gutter(rail).append(" " * (start + 1)).append(said, style)

    def _gutter(self, rail: str) -> Text:
        return Text.assemble((f"{'':>{self.margin}} | ", _QUIET), self._rail(rail))

    def _mark(self, step: Step, rail: str) -> Iterator[Text]:
        first = self._first(step)
        start, end = (min(cell - first, self._room - 1) for cell in self._marked(step))
        marks = "^" * max(end - start, 1)
        row = self._gutter(rail).append(" " * (start + 1)).append(marks, self._style)
        said = words(step)
        if start + len(marks) + 1 + cell_len(said) <= self._room:
            yield row.append(f" {said}", self._style)
        else:
            yield row
            yield self._below(said, start, rail, self._style)

    def _first(self, step: Step) -> int:
        """The first cell to show of a line, so that what is marked can be seen."""
        return window(cell_len(self._code(step)), [self._marked(step)], self._room)

    def _marked(self, step: Step) -> tuple[int, int]:
        """The cells of a line to point at."""
        if step.span is None:
            start, end = (cell_len(printable(step.text[:at])) for at in step.columns)
            return start, end
        same = self._finding.span.line == step.span.line
        span = self._finding.span if same else step.span
        return cells_of(self._file, self._file.index.line(span.line), span)

    def _sign(self, step: Step, rail: str) -> Text:
        signs = self._signs
        if step.role is Role.CUT:
            return Text(signs.cut, self._style)
        if step.role is Role.SOURCE:
            return Text(signs.source, _DEAD)
        if step.role is Role.ASKS:
            return Text(signs.asks, _LIVE)
        return self._rail(rail)

    def _rail(self, rail: str) -> Text:
        return Text(rail, _DEAD if rail == self._signs.dead else _LIVE)

    @staticmethod
    def _label(step: Step) -> str:
        """What stands behind a line; what is said of a cut stands below."""
        return "" if step.role is Role.CUT else words(step)

    def _code(self, step: Step) -> str:
        text = step.text if step.span is None else self._file.index.line(step.span.line)
        return printable(text.rstrip())

    def _number(self, step: Step) -> str:
        return str(step.line) if step.span is None else self._file.line_label(step.span.line)


def _shortened(way: tuple[Step, ...]) -> Iterator[Step | int]:
    """The steps; where many in a row only pass the value on, how many are left out."""
    for (role, _), group in groupby(way, lambda step: (step.role, step.file)):
        run = list(group)
        if role is not Role.PASSES or len(run) <= _RUN:
            yield from run
            continue
        yield from run[:_KEPT]
        yield len(run) - 2 * _KEPT
        yield from run[-_KEPT:]
