"""What the checker says and what a trace saw, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from tapelint.diagnostic import CheckResult, RequestReport, Verdict
from tapelint.lsp.tracing import words
from tapelint.lsp.tracing.lenses import asked_at
from tapelint.lsp.tracing.store import Seen, flows, worst
from tapelint.trace.seen import Gradient, State, Stopped


def settled(result: CheckResult, seen: Seen) -> tuple[CheckResult, int]:
    """The checker's answer with each unknown request as a trace saw it; how many these are."""
    requests: list[RequestReport] = []
    count = 0
    for request in result.requests:
        gradients = asked_at(request.span, seen)
        if request.verdict is Verdict.UNKNOWN and gradients:
            whole = all(flows(source) for source in worst(gradients))
            request = replace(request, verdict=Verdict.FLOWS if whole else Verdict.CUT)
            count += 1
        requests.append(request)
    return replace(result, requests=tuple(requests)), count


def contradictions(requests: Iterable[RequestReport], seen: Seen) -> Iterator[str]:
    """Where the checker is sure of something that the trace saw otherwise: a defect of ours."""
    # What is cut in a later pass doesn't show in a program that was stopped before.
    trace = seen.ran.trace
    to_the_end = trace.stopped is Stopped.FINISHED and not trace.errors
    for request in requests:
        gradients = asked_at(request.span, seen)
        saw = _otherwise(request, gradients, to_the_end=to_the_end) if gradients else ""
        if saw:
            yield (
                f"{seen.file}:{request.span.line}: {saw}. This is a defect of Tapelint, please "
                "report it with the program."
            )


def _otherwise(request: RequestReport, gradients: Sequence[Gradient], *, to_the_end: bool) -> str:
    sources = worst(gradients)
    if request.verdict is Verdict.FLOWS:
        without = [source.name for source in sources if source.state is State.NONE]
        if without:
            return (
                f"the checker says that every source of `{request.text}` gets a gradient, but the "
                f"trace saw none for {words.listed(without, '`')}"
            )
    dead = request.verdict is Verdict.CUT and bool(request.dead)
    # A gradient of zero may be what the checker means: it exists, and nothing comes of it.
    arrived = [flows(source) and source.norm != 0 for source in sources]
    if dead and to_the_end and sources and all(arrived):
        return (
            f"the checker says that `{request.text}` can't have a gradient for "
            f"{words.listed(request.dead, '`')}, but the trace saw one for every source"
        )
    return ""
