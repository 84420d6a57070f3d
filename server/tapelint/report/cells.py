"""A trace of a notebook, told cell by cell: its lines ran as one text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tapelint.syntax.notebook import Notebook
from tapelint.text import CELL_END
from tapelint.trace.seen import Cut, ErrorSeen, Gradient, Note, Place, Source, Step, Trace


def in_cells(trace: Trace, notebook: Notebook) -> tuple[Trace, dict[str, str]]:
    """The trace with each cell as a file of its own, called ``….ipynb:cell 3``; their texts."""
    lines = notebook.shown.split("\n")
    texts: dict[str, str] = {}
    ends = [*(start - 1 for start in notebook.starts[1:]), len(lines)]
    for (start, number), end in zip(notebook.numbered, ends, strict=True):
        texts[_called(trace, number)] = "\n".join(lines[start - 1 : end]).removesuffix(CELL_END)

    def place(at: Place) -> Place:
        if at.file != trace.file:
            return at
        cell = notebook.place(at.line)
        return Place(_called(trace, cell.cell), cell.line)

    return _moved(trace, place), texts


def _called(trace: Trace, number: int) -> str:
    return f"{trace.file}:cell {number}"


def _moved(trace: Trace, place: Callable[[Place], Place]) -> Trace:
    def notes(related: tuple[Note, ...]) -> tuple[Note, ...]:
        return tuple(replace(note, place=place(note.place)) for note in related)

    def error(one: ErrorSeen) -> ErrorSeen:
        at, raised_at = place(one.place), place(one.raised_at)
        return replace(one, place=at, raised_at=raised_at, related=notes(one.related))

    def cut(one: Cut | None) -> Cut | None:
        if one is None:
            return None
        return replace(one, place=place(one.place), related=notes(one.related))

    def source(one: Source) -> Source:
        return replace(one, cut=cut(one.cut))

    def step(one: Step) -> Step:
        start = place(one.start) if isinstance(one.start, Place) else one.start
        return replace(one, start=start, end=None if one.end is None else place(one.end))

    def gradient(one: Gradient) -> Gradient:
        return replace(
            one,
            place=place(one.place),
            chain=tuple(map(place, one.chain)),
            sources=tuple(map(source, one.sources)),
            way=tuple(map(step, one.way)),
        )

    return replace(
        trace,
        gradients=tuple(map(gradient, trace.gradients)),
        lines=tuple(replace(seen, place=place(seen.place)) for seen in trace.lines),
        errors=tuple(map(error, trace.errors)),
    )
