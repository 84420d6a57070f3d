"""Whether a trace tells of the break that TensorFlow showed in a program."""

from __future__ import annotations

from collections.abc import Iterator

from tapelint.trace.seen import Place, State, Trace
from tests.programs.catalog import Program


def named(trace: Trace, file: str) -> tuple[set[int], set[int]]:
    """The lines of a file that a trace blames, and those that it names beside them."""
    main = {place.line for place in _main(trace) if place.file == file}
    beside = {place.line for place in _beside(trace) if place.file == file}
    return main, beside


def wanted(program: Program) -> set[int]:
    """The lines where the break of a program may be told."""
    places = [place for flag in program.flags for place in (flag.place, *flag.others)]
    return {place.line for place in places}


def names_a_right_line(program: Program, trace: Trace) -> bool:
    """Whether a trace names one of them, as the place or as a related one."""
    main, beside = named(trace, str(program.path))
    return bool((main | beside) & wanted(program))


def flows(trace: Trace) -> bool:
    """Whether a trace says that every gradient flows."""
    cut = any(source.cut is not None for g in trace.gradients for source in g.sources)
    return bool(trace.gradients) and trace.flows and not cut


def _main(trace: Trace) -> Iterator[Place]:
    for gradient in trace.gradients:
        for source in gradient.sources:
            if source.cut is not None:
                yield source.cut.place
    for error in trace.errors:
        yield error.place


def _beside(trace: Trace) -> Iterator[Place]:
    for gradient in trace.gradients:
        for source in gradient.sources:
            if source.cut is not None:
                yield from (note.place for note in source.cut.related)
    for error in trace.errors:
        yield error.raised_at


def states(trace: Trace) -> set[str]:
    """The states of all sources, in one word each."""
    return {s.state.value for g in trace.gradients for s in g.sources if s.state is not State.FLOWS}
