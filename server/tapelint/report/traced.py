"""A trace for people: the source with its gradients in the margin, then the verdict per source."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from tapelint.report.excerpt import printable
from tapelint.text import Span
from tapelint.trace.marks import mark
from tapelint.trace.seen import Cut, Gradient, LineSeen, Place, Source, State, Trace
from tapelint.trace.sources import Sources
from tapelint.trace.words import MADE

_STYLES = {State.FLOWS: "green", State.ZERO: "yellow"}
_BROKEN = "bold red"
_QUIET = "bright_black"
_AROUND = 1
_NAMED = 3
_WORDS = {
    State.NONE: "none",
    State.ZERO: "zero",
    State.NAN: "NaN",
    State.INF: "Inf",
}


def print_trace(console: Console, trace: Trace, texts: Mapping[str, str]) -> None:
    """Print a trace; ``texts`` are the contents of the files that it speaks of."""
    for file in _files(trace, texts):
        for line in _excerpt(file, trace, texts[file].rstrip("\n").split("\n")):
            console.print(line, soft_wrap=True)
        console.print()
    for place, asked in _by_place(trace).items():
        for line in _request(place, asked):
            console.print(line, soft_wrap=True)
    for error in trace.errors:
        head = Text.assemble((error.type, _BROKEN), f": {printable(error.message)}")
        console.print(head, soft_wrap=True)
        cause = Text(f"  caused at {shown(error.place)}")
        if error.reason:
            rule = f"  [{error.rule}]" if error.rule else ""
            cause += Text.assemble(": ", *_prose(error.reason), (rule, "bold"))
        console.print(cause, soft_wrap=True)
        if error.raised_at != error.place:
            console.print(Text(f"  raised at {shown(error.raised_at)}"), soft_wrap=True)
        for other in error.related:
            told = f"  {shown(other.place)}: {printable(other.message)}"
            console.print(Text(told), soft_wrap=True)
    for note in trace.notes:
        console.print(Text(note), soft_wrap=True)


def shown(place: Place) -> str:
    """A place as a terminal makes a link of it, relative to where we are."""
    try:
        file = os.path.relpath(place.file)
    except ValueError:
        file = place.file
    return f"{place.file if file.startswith('..') else file}:{place.line}"


def spelled(norm: float | None, state: State) -> str:
    """A gradient in the margin."""
    if state is State.FLOWS:
        return "∇" if norm is None else f"∇ {norm:.3g}"
    return f"∇ {_WORDS[state]}"


# ---------------------------------------------------------------------- the source


def _files(trace: Trace, texts: Mapping[str, str]) -> list[str]:
    named = {seen.place.file for seen in trace.lines} | {cut.place.file for cut in cuts(trace)}
    named |= {error.place.file for error in trace.errors}
    first = str(Path(trace.file))
    return sorted((n for n in named if n in texts), key=lambda n: (n != first, _natural(n)))


def _natural(name: str) -> list[str | int]:
    """Cell 10 comes after cell 9."""
    return [int(part) if part.isdecimal() else part for part in re.split(r"(\d+)", name)]


def cuts(trace: Trace) -> list[Cut]:
    """Every cut of a trace, each once."""
    found = [s.cut for g in trace.gradients for s in g.sources if s.cut is not None]
    return list(dict.fromkeys(found))


def _excerpt(file: str, trace: Trace, lines: list[str]) -> Iterator[Text]:
    marked = {seen.place.line: seen for seen in trace.lines if seen.place.file == file}
    here = _told(file, trace, "\n".join(lines))
    asked = {g.place.line for g in trace.gradients if g.place.file == file}
    raised = {error.place.line for error in trace.errors if error.place.file == file}
    wanted = _near({*marked, *here, *asked, *raised}, len(lines))
    width = len(str(max(wanted, default=1)))
    margin = max([len(spelled(s.norm, s.state)) for s in marked.values()], default=1)
    yield Text.assemble((" " * (margin + 1), _QUIET), ("--> ", _QUIET), shown(Place(file, 1))[:-2])
    last = 0
    for number in wanted:
        if last and number > last + 1:
            yield Text(f"{'':>{margin}} {'…':>{width}}", _QUIET)
        last = number
        yield _line(number, lines[number - 1], marked.get(number), margin, width)
        for reason, (label, span) in here.get(number, {}).items():
            gutter = Text.assemble(f"{'':>{margin}} {'':>{width}}", (" | ", _QUIET))
            signs = _signs(lines[number - 1], span)
            yield gutter + Text.assemble((f"{signs} {label}: ", _BROKEN), *_prose(reason))


def _told(file: str, trace: Trace, content: str) -> dict[int, dict[str, tuple[str, Span]]]:
    """What is said of the lines of a file: each reason with its label and what it underlines."""
    text = Sources({file: content}).text(file)
    labelled = [(trace.label(cut), cut) for cut in cuts(trace)]
    raised = [error for error in trace.errors if error.reason]
    labelled += [("here", Cut(one.place, "", one.reason, one.rule)) for one in raised]
    found: dict[int, dict[str, tuple[str, Span]]] = {}
    for label, cut in labelled:
        if cut.place.file == file:
            known = found.setdefault(cut.place.line, {})
            known.setdefault(cut.reason, (label, mark(text, cut)))
    return found


def _signs(code: str, span: Span) -> str:
    """Signs that stand below a part of a line of code, in the cells of a terminal."""
    ends = [code.encode()[:column].decode(errors="ignore") for column in (span.col, span.end_col)]
    start, end = (cell_len(printable(before)) for before in ends)
    return " " * start + "^" * max(end - start, 1)


def _line(number: int, code: str, seen: LineSeen | None, margin: int, width: int) -> Text:
    note = Text(" " * margin)
    if seen is not None:
        style = _STYLES.get(seen.state, _BROKEN)
        note = Text(f"{spelled(seen.norm, seen.state):>{margin}}", style)
    return note + Text.assemble((f" {number:>{width}} | ", _QUIET), printable(code.rstrip("\r")))


def _near(lines: Iterable[int], last: int) -> list[int]:
    near = {n for line in lines for n in range(line - _AROUND, line + _AROUND + 1)}
    return sorted(n for n in near if 1 <= n <= last)


# ---------------------------------------------------------------------- the verdict


def _by_place(trace: Trace) -> dict[tuple[Place, ...], list[Gradient]]:
    found: dict[tuple[Place, ...], list[Gradient]] = {}
    for gradient in trace.gradients:
        found.setdefault(gradient.chain or (gradient.place,), []).append(gradient)
    return found


def _request(chain: tuple[Place, ...], asked: list[Gradient]) -> Iterator[Text]:
    """One request: what happened at its first, last and worst step."""
    first = asked[0]
    times = f", asked {first.steps} times" if first.steps > 1 else ""
    called = "".join(
        f", from line {place.line}" if place.file == first.place.file else f", from {shown(place)}"
        for place in chain[1:3]
    )
    asked_for = first.call if first.call == "fit" else f"{first.call} of {first.target}"
    yield Text.assemble((asked_for, "bold"), f" at {shown(first.place)}")
    yield Text(f"  {first.mode}{called}{times}", _QUIET)
    known: list[tuple[Source, ...]] = []
    for gradient in asked:
        if any(_alike(gradient.sources, sources) for sources in known):
            continue
        known.append(gradient.sources)
        if len(asked) > 1:
            yield Text(f"  step {max(gradient.step, 0)}:", _QUIET)
        yield from _sources(gradient)
    yield Text("")


def _alike(one: tuple[Source, ...], two: tuple[Source, ...]) -> bool:
    return [(s.name, s.state) for s in one] == [(s.name, s.state) for s in two]


def _sources(gradient: Gradient) -> Iterator[Text]:
    whole = [s for s in gradient.sources if s.state is State.FLOWS and s.trouble is None]
    if not gradient.sources:
        yield Text("  ✗ it asks for no source at all", _BROKEN)
    for source in whole[:_NAMED] if len(whole) > _NAMED + 1 else whole:
        size = "" if source.norm is None else f"  {source.norm:.3g}"
        mark = ("  ○ ", "yellow") if source.is_idle else ("  ✓ ", "green")
        yield Text.assemble(mark, source.name, (size, _QUIET))
    if len(whole) > _NAMED + 1:
        yield Text.assemble(("  ✓ ", "green"), f"{len(whole) - _NAMED} more")
    groups: dict[tuple[State, Place | None, str], list[Source]] = {}
    for source in gradient.sources:
        if source not in whole:
            cut = source.cut
            key = (source.state, None if cut is None else cut.place, cut.op if cut else "")
            groups.setdefault(key, []).append(source)
    for (state, _, _), sources in groups.items():
        yield from _broken(state, sources[0].cut, sources, gradient.place)


def _broken(state: State, cut: Cut | None, sources: list[Source], asked: Place) -> Iterator[Text]:
    names = ", ".join(source.name for source in sources[:_NAMED])
    if len(sources) > _NAMED:
        names += f" and {len(sources) - _NAMED} more"
    trouble = sources[0].trouble
    word = trouble.value if trouble else _WORDS[state]
    yield Text.assemble(("  ✗ ", _BROKEN), names, (f"  {word}", _BROKEN))
    if cut is None:
        return
    rule = f"  [{cut.rule}]" if cut.rule else ""
    at = "at" if state is State.FLOWS else "cut at"
    yield Text.assemble(f"      {at} {shown(cut.place)}: ", *_prose(cut.reason), (rule, "bold"))
    for note in cut.related:
        if note.place == asked:
            continue  # the headline says that
        if len(sources) > 1 and note.message.endswith(MADE):
            continue  # it is about the first of them only
        yield Text.assemble(f"      {shown(note.place)}: ", *_prose(note.message), style=_QUIET)


def _prose(message: str) -> list[tuple[str, str]]:
    parts = printable(message).split("`")
    if len(parts) % 2 == 0:
        return [(printable(message), "")]
    return [
        (f"`{part}`" if i % 2 else part, "bold" if i % 2 else "") for i, part in enumerate(parts)
    ]
