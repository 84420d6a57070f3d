"""A trace for programs: JSON, version 1."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tapelint.syntax.notebook import Notebook
from tapelint.trace.seen import Cut, Gradient, Note, Place, Source, Trace

VERSION = 1


def trace_record(trace: Trace, notebook: Notebook | None = None) -> dict[str, Any]:
    """A trace as plain data, as ``tapelint trace --output-format json`` prints it.

    In a notebook, lines count within the cell, and ``cell`` is its number from 1.
    """
    return _Record(trace.file, notebook).of(trace)


class _Record:
    def __init__(self, file: str, notebook: Notebook | None) -> None:
        self._file = file
        self._notebook = notebook

    def of(self, trace: Trace) -> dict[str, Any]:
        return {
            "version": VERSION,
            "file": trace.file,
            "python": trace.python,
            "tensorflow": trace.tensorflow,
            "program_exit": trace.program_exit,
            "gradients": [self._gradient(gradient) for gradient in trace.gradients],
            "lines": [
                {
                    **self._place(seen.place),
                    "op": seen.op,
                    "shape": seen.shape,
                    "dtype": seen.dtype,
                    "norm": seen.norm,
                    "state": seen.state.value,
                }
                for seen in trace.lines
            ],
            "errors": [
                {
                    **self._place(error.place),
                    "type": error.type,
                    "message": error.message,
                    "reason": error.reason,
                    "rule": error.rule,
                    "raised_at": self._place(error.raised_at),
                    "related": self._notes(error.related),
                }
                for error in trace.errors
            ],
            "stopped": trace.stopped.value,
            "notes": list(trace.notes),
        }

    def _gradient(self, gradient: Gradient) -> dict[str, Any]:
        return {
            **self._place(gradient.place),
            "call": gradient.call,
            "step": gradient.step,
            "steps": gradient.steps,
            "mode": gradient.mode,
            "target": gradient.target,
            "chain": [self._place(place) for place in gradient.chain],
            "sources": [self._source(source) for source in gradient.sources],
        }

    def _source(self, source: Source) -> dict[str, Any]:
        return {
            "name": source.name,
            "state": source.state.value,
            "norm": source.norm,
            "cut": None if source.cut is None else self._cut(source.cut),
        }

    def _cut(self, cut: Cut) -> dict[str, Any]:
        return {
            **self._place(cut.place),
            "op": cut.op,
            "reason": cut.reason,
            "rule": cut.rule,
            "related": self._notes(cut.related),
        }

    def _notes(self, notes: Iterable[Note]) -> list[dict[str, Any]]:
        return [{**self._place(note.place), "message": note.message} for note in notes]

    def _place(self, place: Place) -> dict[str, Any]:
        if self._notebook is None or place.file != self._file:
            return {"file": place.file, "line": place.line}
        at = self._notebook.place(place.line)
        return {"file": place.file, "cell": at.cell, "line": at.line}
