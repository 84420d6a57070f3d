"""One line on what the checker understood of a file."""

from __future__ import annotations

from collections import Counter

from tapelint.diagnostic import CheckResult, Verdict

STATUS = "tapelint/status"
"""The notification that carries the line: ``{"uri": …, "text": …}``."""


def status_line(result: CheckResult, seen: int = 0) -> str:
    """Such as ``2 requests: 1 flow, 1 cut; 3 project rows``, with what couldn't be read.

    ``seen`` counts the requests that a trace has settled, where the checker knew nothing.
    """
    told = f" ({seen} seen in a trace)" if seen else ""
    return "; ".join([_understood(result) + told, *_rows(result), *result.notes[:1]])


def _rows(result: CheckResult) -> list[str]:
    """How much of the answer rests on what the project says of its ops."""
    count = len(result.rows)
    return [f"{count} project row{'' if count == 1 else 's'}"] if count else []


def _understood(result: CheckResult) -> str:
    if not result.mentions_tensorflow:
        return "no TensorFlow or Keras here"
    if not result.requests:
        return "no gradient requests"
    counts = Counter(request.verdict for request in result.requests)
    words = {Verdict.FLOWS: "flow", Verdict.CUT: "cut", Verdict.UNKNOWN: "unknown"}
    parts = [f"{counts[verdict]} {word}" for verdict, word in words.items() if counts[verdict]]
    noun = "request" if len(result.requests) == 1 else "requests"
    return f"{len(result.requests)} {noun}: {', '.join(parts)}"
