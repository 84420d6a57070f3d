"""A run trace as one page that needs nothing else: no network, no other file.

The page's script and style are built from ``client/trace-page``. What the user's program is called
and contains goes into a block of JSON that no browser runs, and from there into the page as text.
"""

from __future__ import annotations

import html
import json
import math
import secrets
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from importlib import resources
from pathlib import PurePath
from string import Template
from typing import Final

from tapelint.report.way import Way, way_of
from tapelint.trace.seen import Cut, Gradient, LineSeen, Note, Place, Source, Trace

_ASSETS: Final = resources.files("tapelint.report") / "assets"
_DIGITS: Final = 4

# What could end the block of data, or a line of it in an older reader of scripts.
_ESCAPES: Final = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


def page(trace: Trace, texts: Mapping[str, str]) -> str:
    """The page for a trace; ``texts`` are the user's files, by the names that the trace uses."""
    name = PurePath(trace.file.replace("\\", "/")).name
    return Template(_asset("page.html")).substitute(
        nonce=secrets.token_urlsafe(18),
        title=html.escape(f"{name} · Tapelint trace").encode("ascii", "xmlcharrefreplace").decode(),
        style=_asset("trace.css"),
        script=_asset("trace.js"),
        data=_inert(_data(trace, texts)),
    )


def _asset(name: str) -> str:
    return (_ASSETS / name).read_text(encoding="utf-8")


def _inert(data: Json) -> str:
    """JSON that stays inside its block whatever the texts in it contain."""
    written = json.dumps(data, allow_nan=False, separators=(",", ":"))
    return written.translate(_ESCAPES)


# ---------------------------------------------------------------------- what the page is given


def _data(trace: Trace, texts: Mapping[str, str]) -> Json:
    shown = {file: texts[file] for file in trace.files if file in texts}
    return {
        "version": 1,
        "file": trace.file,
        "python": trace.python,
        "tensorflow": trace.tensorflow,
        "exit": trace.program_exit,
        "stopped": trace.stopped.value,
        "notes": list(trace.notes),
        "texts": dict(shown),
        "requests": [_request(group) for group in _chains(trace.gradients)],
        "lines": [_line(seen) for seen in trace.lines],
        "errors": [
            {
                "place": _place(error.place),
                "type": error.type,
                "message": error.message,
                "reason": error.reason,
                "rule": error.rule,
                "raisedAt": _place(error.raised_at),
                "related": _notes(error.related),
            }
            for error in trace.errors
        ],
    }


def _chains(gradients: Iterable[Gradient]) -> list[list[Gradient]]:
    """The gradients that were asked for by one call chain, together: they share a history."""
    groups: dict[tuple[Place, str, tuple[Place, ...]], list[Gradient]] = defaultdict(list)
    for gradient in gradients:
        groups[gradient.place, gradient.call, gradient.chain].append(gradient)
    return list(groups.values())


def _request(group: Sequence[Gradient]) -> Json:
    last = group[-1]
    return {
        "place": _place(last.place),
        "call": last.call,
        "chain": [_place(place) for place in last.chain],
        "steps": last.steps,
        "history": [[step, [_number(norm) for norm in norms]] for step, norms in last.history],
        "moments": [
            {
                "step": gradient.step,
                "mode": gradient.mode,
                "target": gradient.target,
                "sources": [_source(source) for source in gradient.sources],
                "way": _way(way_of(gradient)),
            }
            for gradient in group
        ],
    }


def _source(source: Source) -> Json:
    return {
        "name": source.name,
        "state": (source.trouble.name.lower() if source.trouble else source.state.value),
        "norm": _number(source.norm),
        "dtype": source.dtype,
        "shape": source.shape,
        "cut": None if source.cut is None else _cut(source.cut),
    }


def _cut(cut: Cut) -> Json:
    return {
        "place": _place(cut.place),
        "op": cut.op,
        "reason": cut.reason,
        "rule": cut.rule,
        "related": _notes(cut.related),
    }


def _notes(notes: Iterable[Note]) -> Json:
    return [{"place": _place(note.place), "message": note.message} for note in notes]


def _way(way: Way) -> Json:
    return {
        "lines": [_place(place) for place in way.lines],
        "edges": [
            {
                "from": edge.start,
                "to": edge.end,
                "state": edge.state.value,
                "norm": _number(edge.norm),
                "cut": edge.cut,
            }
            for edge in way.edges
        ],
    }


def _line(seen: LineSeen) -> Json:
    return {
        "place": _place(seen.place),
        "op": seen.op,
        "dtype": seen.dtype,
        "shape": seen.shape,
        "norm": _number(seen.norm),
        "state": seen.state.value,
    }


def _place(place: Place) -> Json:
    return [place.file, place.line]


def _number(norm: float | None) -> float | None:
    """A norm as precise as the page can show it; 400 steps of 200 sources add up."""
    if norm is None or not math.isfinite(norm):
        return None
    return float(f"{norm:.{_DIGITS}g}")
