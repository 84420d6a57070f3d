"""A trace for programs: JSON, version 1."""

from __future__ import annotations

from typing import Any

from tapelint.trace.seen import Cut, Gradient, Place, Source, Trace

VERSION = 1


def trace_record(trace: Trace) -> dict[str, Any]:
    """A trace as plain data, as ``tapelint trace --output-format json`` prints it."""
    return {
        "version": VERSION,
        "file": trace.file,
        "python": trace.python,
        "tensorflow": trace.tensorflow,
        "program_exit": trace.program_exit,
        "gradients": [_gradient(gradient) for gradient in trace.gradients],
        "lines": [
            {
                **_place(seen.place),
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
                **_place(error.place),
                "type": error.type,
                "message": error.message,
                "raised_at": _place(error.raised_at),
            }
            for error in trace.errors
        ],
        "stopped": trace.stopped.value,
        "notes": list(trace.notes),
    }


def _gradient(gradient: Gradient) -> dict[str, Any]:
    return {
        **_place(gradient.place),
        "call": gradient.call,
        "step": gradient.step,
        "steps": gradient.steps,
        "mode": gradient.mode,
        "target": gradient.target,
        "chain": [_place(place) for place in gradient.chain],
        "sources": [_source(source) for source in gradient.sources],
    }


def _source(source: Source) -> dict[str, Any]:
    return {
        "name": source.name,
        "state": source.state.value,
        "norm": source.norm,
        "cut": None if source.cut is None else _cut(source.cut),
    }


def _cut(cut: Cut) -> dict[str, Any]:
    return {
        **_place(cut.place),
        "op": cut.op,
        "reason": cut.reason,
        "rule": cut.rule,
        "related": [{**_place(note.place), "message": note.message} for note in cut.related],
    }


def _place(place: Place) -> dict[str, Any]:
    return {"file": place.file, "line": place.line}
