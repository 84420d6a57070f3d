"""What stands at the ends of lines after a trace: ``∇ 0.031``, ``∇ none: cut at line 18``."""

from __future__ import annotations

from collections.abc import Iterator

from tapelint.lsp.jsonrpc import Message
from tapelint.lsp.positions import Positions
from tapelint.lsp.tracing import words
from tapelint.lsp.tracing.store import Seen, flows, worst
from tapelint.lsp.tracing.ways import Ways
from tapelint.syntax import Parsed
from tapelint.trace.seen import State


def hints(seen: Seen, parsed: Parsed, positions: Positions, first: int, last: int) -> list[Message]:
    """The inlay hints of the lines from ``first`` to ``last`` in the document that is asked for."""
    ways = Ways(parsed)
    lines = {*seen.lines, *seen.asked, *(broken.line for broken in seen.broken)}
    found: list[Message] = []
    for line in sorted(n for n in lines if first <= n <= last and positions.holds(n)):
        label = words.at_end(line, seen, ways.cut_of(line, seen)) or _asked(line, seen)
        if label:
            end = len(parsed.index.line(line).encode("utf-8", "surrogatepass"))
            where = positions.position(line, end)
            found.append(_hint(line, where, positions.told(label, line), seen))
    return found


def _hint(line: int, where: dict[str, int], label: str, seen: Seen) -> Message:
    hint: Message = {
        "position": where,
        "label": label,
        "paddingLeft": True,
        "data": {"trace": seen.digest},
    }
    if tooltip := words.markdown(line, seen):
        hint["tooltip"] = {"kind": "markdown", "value": tooltip}
    return hint


def _asked(line: int, seen: Seen) -> str:
    """At a request: which sources got nothing, and where they were cut."""
    return "; ".join(_without(line, seen))


def _without(line: int, seen: Seen) -> Iterator[str]:
    sources = worst(seen.asked.get(line, ()))
    groups: dict[str, list[str]] = {}
    for source in sources:
        if not flows(source) and source.state is not State.FLOWS:
            where = "" if source.cut is None else seen.spelled(source.cut.place)
            fate = words.size(None, source.state).removeprefix("∇ ")
            groups.setdefault(f"{fate}: cut at {where}" if where else fate, []).append(source.name)
    for how, names in groups.items():
        whole = len(names) == len(sources)
        yield f"∇ {how}" if whole else f"∇ {words.listed(names)} {how}"
