"""A traced cell to look at: HTML where the frontend shows it, plain text elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from html import escape
from io import StringIO
from typing import Final

from tapelint.live.cells import LiveSources, label
from tapelint.report.excerpt import printable
from tapelint.trace.seen import Cut, Gradient, LineSeen, Note, Place, Source, State, Trace

_RED, _GREEN, _AMBER, _GREY = "#d1383d", "#2c974b", "#b07d1a", "#8a8a8a"
_COLOURS: Final = {State.FLOWS: _GREEN, State.ZERO: _AMBER}
_WORDS: Final = {State.NONE: "none", State.ZERO: "zero", State.NAN: "NaN", State.INF: "Inf"}
# Frontends stripe, centre and colour tables; ours looks like code.
_TABLE: Final = "border-collapse:collapse;margin:0;color:inherit"
_LINE: Final = "background:transparent"
_CUT_LINE: Final = "background:rgba(209,56,61,.16)"
_CODE: Final = "padding:0 .6em;border:0;white-space:pre;vertical-align:top"
_MONO: Final = "font-family:monospace;font-size:13px;line-height:1.45"
_AROUND: Final = 1
_NAMED: Final = 3


@dataclass(frozen=True)
class CellView:
    """A trace of the cell that was compiled under the name ``file``, as it stands in the editor."""

    trace: Trace
    file: str
    text: str

    def __repr__(self) -> str:
        from rich.console import Console

        from tapelint.report.traced import print_trace

        out = StringIO()
        texts = {label(file): "\n".join(lines) for file, lines in self._texts().items()}
        # In a notebook rich would show each line by itself instead of writing it.
        console = Console(file=out, width=100, color_system=None, force_jupyter=False)
        print_trace(console, _labelled(self.trace), texts)
        return out.getvalue().rstrip("\n")

    def _repr_html_(self) -> str:
        trace = self.trace
        parts = [self._table(file, lines) for file, lines in self._texts().items()]
        parts += [_request(gradient) for gradient in _different(trace.gradients)]
        for error in trace.errors:
            told = f"<b>{_text(error.type)}</b>: {_prose(error.message)}"
            reason = f": {_prose(error.reason)}{_rule(error.rule)}" if error.reason else ""
            cause = f"caused at {_place(error.place)}{reason}"
            raised = f"raised at {_place(error.raised_at)}"
            further = (f"{_place(n.place)}: {_prose(n.message)}" for n in error.related)
            parts.append(_paragraph("<br>".join((told, cause, raised, *further))))
        parts += [_paragraph(_prose(note)) for note in trace.notes]
        return f'<div style="{_MONO}">{"".join(parts)}</div>'

    # ------------------------------------------------------------------ the source

    def _texts(self) -> dict[str, list[str]]:
        """The cell, and of other cells and files those that something is said of."""
        found = {self.file: self.text.rstrip("\n").split("\n")}
        places = [seen.place for seen in self.trace.lines]
        places += [cut.place for cut in _cuts(self.trace)]
        for place in places:
            if place.file not in found:
                lines = LiveSources().text(place.file).lines
                found[place.file] = lines[:-1] if lines[-1:] == [""] else lines
        return found

    def _table(self, file: str, lines: list[str]) -> str:
        seen = {one.place.line: one for one in self.trace.lines if one.place.file == file}
        reasons: dict[int, dict[tuple[str, str], None]] = {}
        for cut in _cuts(self.trace):
            if cut.place.file == file:
                reasons.setdefault(cut.place.line, {})[self.trace.label(cut), cut.reason] = None
        numbers: Iterable[int] = range(1, len(lines) + 1)
        if file != self.file:
            marked = {*seen, *reasons}
            near = {n for at in marked for n in range(at - _AROUND, at + _AROUND + 1)}
            numbers = sorted(n for n in near if 1 <= n <= len(lines))
        rows = "".join(
            _row(number, lines[number - 1], seen.get(number), list(reasons.get(number, ())))
            for number in numbers
        )
        head = f'<div style="color:{_GREY}">{_text(label(file))}</div>'
        return f'{head}<table style="{_TABLE};{_MONO}">{rows}</table>'


def _row(number: int, code: str, seen: LineSeen | None, reasons: list[tuple[str, str]]) -> str:
    cells = [
        f'<td style="{_CODE};text-align:right">{"" if seen is None else _margin(seen)}</td>',
        f'<td style="{_CODE};text-align:right;color:{_GREY}">{number}</td>',
        f'<td style="{_CODE};text-align:left">{_text(code)}</td>',
    ]
    style = _CUT_LINE if reasons else _LINE
    rows = [f'<tr style="{style}">{"".join(cells)}</tr>']
    for head, reason in reasons:
        told = f'<span style="color:{_RED}">↑ {head}:</span> {_prose(reason)}'
        wide = f'<td style="{_CODE};text-align:left">{told}</td>'
        rows.append(f'<tr style="{_CUT_LINE}"><td></td><td></td>{wide}</tr>')
    return "".join(rows)


def _margin(seen: LineSeen) -> str:
    about = f"{seen.op} {seen.dtype} {seen.shape}".rstrip()
    colour = _COLOURS.get(seen.state, _RED)
    return (
        f'<span style="color:{colour}" title="{_text(about)}">'
        f"{_size(seen.norm, seen.state) or '∇'}</span>"
    )


def _size(norm: float | None, state: State) -> str:
    if state is not State.FLOWS:
        return f"∇ {_WORDS[state]}"
    return "" if norm is None else f"∇ {norm:.3g}"


# ---------------------------------------------------------------------- the verdict


def _different(gradients: Iterable[Gradient]) -> Iterator[Gradient]:
    """The steps of a place that differ in more than sizes."""
    known: set[object] = set()
    for one in gradients:
        states = tuple((source.name, source.state) for source in one.sources)
        key = (one.chain, one.call, states)
        if key not in known:
            known.add(key)
            yield one


def _request(gradient: Gradient) -> str:
    head = f"<b>{_text(gradient.call)} of {_text(gradient.target)}</b> at {_place(gradient.place)}"
    if gradient.steps > 1:
        head += f", step {max(gradient.step, 0) + 1} of {gradient.steps}"
    whole = [s for s in gradient.sources if s.state is State.FLOWS and s.trouble is None]
    items = [_good(source) for source in (whole if len(whole) <= _NAMED + 1 else whole[:_NAMED])]
    if len(whole) > _NAMED + 1:
        items.append(f'<span style="color:{_GREEN}">✓</span> {len(whole) - _NAMED} more')
    groups: dict[tuple[str, Cut | None], list[str]] = {}
    for source in gradient.sources:
        if source not in whole:
            word = source.trouble.value if source.trouble else _WORDS[source.state]
            groups.setdefault((word, source.cut), []).append(source.name)
    items += [_bad(word, cut, names) for (word, cut), names in groups.items()]
    if not gradient.sources:
        items.append(f'<span style="color:{_RED}">✗ it asks for no source at all</span>')
    return _paragraph("<br>".join([head, *items]))


def _good(source: Source) -> str:
    size = "" if source.norm is None else f"{source.norm:.3g}"
    colour, mark = (_AMBER, "○") if source.is_idle else (_GREEN, "✓")
    return (
        f'<span style="color:{colour}">{mark}</span> {_text(source.name)} '
        f'<span style="color:{_GREY}">{size}</span>'
    )


def _bad(word: str, cut: Cut | None, names: list[str]) -> str:
    shown = ", ".join(names[:_NAMED])
    if len(names) > _NAMED:
        shown += f" and {len(names) - _NAMED} more"
    lines = [f'<span style="color:{_RED}">✗ {_text(shown)} <b>{word}</b></span>']
    if cut is not None:
        lines.append(f"&emsp;{_place(cut.place)}: {_prose(cut.reason)}{_rule(cut.rule)}")
        lines += [
            f'<span style="color:{_GREY}">&emsp;{_place(note.place)}: {_prose(note.message)}</span>'
            for note in cut.related
        ]
    return "<br>".join(lines)


# ---------------------------------------------------------------------- words


def _text(value: str) -> str:
    """Text of the user's, which may be anything."""
    return escape(printable(value), quote=True)


def _prose(message: str) -> str:
    parts = message.split("`")
    if len(parts) % 2 == 0:
        return _text(message)
    return "".join(f"<b>{_text(p)}</b>" if i % 2 else _text(p) for i, p in enumerate(parts))


def _place(place: Place) -> str:
    return _text(f"{label(place.file)}:{place.line}")


def _rule(name: str | None) -> str:
    return f" <b>[{_text(name)}]</b>" if name else ""


def _paragraph(html: str) -> str:
    return f'<div style="margin-top:.6em">{html}</div>'


def _cuts(trace: Trace) -> list[Cut]:
    found = [s.cut for g in trace.gradients for s in g.sources if s.cut is not None]
    return list(dict.fromkeys(found))


def _labelled(trace: Trace) -> Trace:
    """A trace whose files go by the names that a reader knows."""

    def at(place: Place) -> Place:
        return Place(label(place.file), place.line)

    def notes(related: tuple[Note, ...]) -> tuple[Note, ...]:
        return tuple(Note(at(note.place), note.message) for note in related)

    def cut(one: Cut | None) -> Cut | None:
        if one is None:
            return None
        return replace(one, place=at(one.place), related=notes(one.related))

    gradients = tuple(
        replace(
            gradient,
            place=at(gradient.place),
            chain=tuple(map(at, gradient.chain)),
            sources=tuple(replace(s, cut=cut(s.cut)) for s in gradient.sources),
        )
        for gradient in trace.gradients
    )
    errors = tuple(
        replace(e, place=at(e.place), raised_at=at(e.raised_at), related=notes(e.related))
        for e in trace.errors
    )
    lines = tuple(replace(seen, place=at(seen.place)) for seen in trace.lines)
    file = label(trace.file)
    return replace(trace, file=file, gradients=gradients, lines=lines, errors=errors)
