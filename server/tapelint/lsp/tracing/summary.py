"""One sentence on a whole trace, for the log and for whoever asked for it."""

from __future__ import annotations

from collections import Counter

from tapelint.lsp.tracing.store import flows, worst
from tapelint.trace.seen import Gradient, Place, Stopped, Trace

_ENDINGS = {
    Stopped.LIMIT: "stopped when enough was seen",
    Stopped.TIMEOUT: "stopped when the time was over",
    Stopped.CANCELLED: "cancelled",
    Stopped.CRASHED: "the program failed",
}


def summary(trace: Trace) -> str:
    """Such as ``2 requests: 1 flows, 1 cut; the program failed: ValueError: …``."""
    ending = _ENDINGS.get(trace.stopped, "")
    errors = [f"{error.type}: {error.message}" for error in trace.errors[:1]]
    parts = [_requests(trace), ": ".join(part for part in (ending, *errors) if part)]
    return "; ".join(part for part in (*parts, *(note.rstrip(".") for note in trace.notes)) if part)


def _requests(trace: Trace) -> str:
    by_place: dict[Place, list[Gradient]] = {}
    for gradient in trace.gradients:
        by_place.setdefault(gradient.place, []).append(gradient)
    if not by_place:
        return "no gradient requests"
    counts = Counter(
        all(flows(source) for source in worst(gradients)) for gradients in by_place.values()
    )
    words = {True: "flow", False: "cut"}
    parts = [f"{counts[whole]} {word}" for whole, word in words.items() if counts[whole]]
    return f"{len(by_place)} request{'s' if len(by_place) > 1 else ''}: {', '.join(parts)}"
