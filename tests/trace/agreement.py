"""Whether a trace tells of the break that TensorFlow showed in a program."""

from __future__ import annotations

from collections.abc import Iterator

from tapelint.diagnostic import CheckResult, Verdict
from tapelint.trace.seen import Gradient, Place, State, Trace
from tests.programs.catalog import Program


def named(trace: Trace, file: str) -> tuple[set[int], set[int]]:
    """The lines of a file that a trace blames, and those that it names beside them."""
    main = {place.line for place in _main(trace) if place.file == file}
    beside = {place.line for place in _beside(trace) if place.file == file}
    return main, beside


def wanted(program: Program) -> set[int]:
    """The lines where the break of a program may be told."""
    told = program.flags or [e for e in program.expected if e.severity == "info"]
    places = [place for one in told for place in (one.place, *one.others)]
    return {place.line for place in places}


def names_a_right_line(program: Program, trace: Trace) -> bool:
    """Whether a trace names one of them, as the place or as a related one."""
    main, beside = named(trace, str(program.path))
    return bool((main | beside) & wanted(program))


def flows(trace: Trace) -> bool:
    """Whether a trace says that every gradient flows."""
    return accuses_nothing(trace) and not trace.errors


def accuses_nothing(trace: Trace) -> bool:
    """Whether a trace says that every gradient flows, whatever the program asserts about it."""
    sources = [source for gradient in trace.gradients for source in gradient.sources]
    whole = all(source.state is State.FLOWS and source.cut is None for source in sources)
    return bool(trace.gradients) and whole and {e.type for e in trace.errors} <= {"AssertionError"}


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
        yield from (note.place for note in error.related)


def contradictions(result: CheckResult, trace: Trace) -> list[str]:
    """Requests of which the checker proved something else than the trace saw."""
    by_line: dict[int, list[Gradient]] = {}
    for gradient in trace.gradients:
        if gradient.place.file == trace.file:
            by_line.setdefault(gradient.place.line, []).append(gradient)
    found = []
    for request in result.requests:
        lines = range(request.span.line, request.span.end_line + 1)
        seen = [gradient for line in lines for gradient in by_line.get(line, ())]
        none = any(s.state is State.NONE for g in seen for s in g.sources)
        sources = [s for g in seen for s in g.sources]
        cut = any(s.state is not State.FLOWS or s.cut or s.norm == 0 for s in sources)
        empty = any(not g.sources for g in seen)
        if request.verdict is Verdict.FLOWS and none:
            found.append(f"line {request.span.line}: proved to flow, seen to be None")
        if seen and request.verdict is Verdict.CUT and not (cut or empty or trace.errors):
            found.append(f"line {request.span.line}: proved to be cut, seen to flow")
    return found
