"""What a hover tells of a value: the sources that reach it, the lines between, where it is cut."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from tapelint.diagnostic import Step, Verdict
from tapelint.flow.reach import Kind

if TYPE_CHECKING:
    from tapelint.flow.reach import Origin, Question, Reach

_MOST_LINES = 8
_NAMED = 3


def value_markdown(written: str, found: Reach) -> str:
    """What is known of the value of an expression, as Markdown; empty for plain data."""
    lines = [*map(_question, found.questions), *_origins(found)]
    head = _head(found, told=bool(lines))
    listed = "\n".join(f"- {line}" for line in lines)
    return "\n\n".join(filter(None, [f"**`{written}`** · {head}", listed])) if head else ""


def _head(found: Reach, *, told: bool) -> str:
    if found.kind in (Kind.SOURCE, Kind.GRADIENT):
        what = "the gradient of" if found.kind is Kind.GRADIENT else "a source of gradients"
        several = len(found.variables) > 1
        if found.kind is Kind.SOURCE and several:
            what = f"{len(found.variables)} sources:"
        names = _listed(found.variables) if several or found.kind is Kind.GRADIENT else ""
        asked = "" if found.questions else "; its gradient isn't asked for here"
        return f"{what} {names}".strip() + asked
    if found.kind is Kind.UNRECORDED:
        return "no tape records this, so no gradient comes back from here" if told else ""
    if not told:
        because = [f"`{each}`" for each in found.because[:_NAMED]]
        known = "computed from nothing that the tape watches"
        return f"not known, because of {_and(because)}" if because else known
    if found.tape is None:
        return "recorded by the training"
    return f"recorded by `{found.tape.note}` ({_at(found.tape)})"


def _question(question: Question) -> str:
    parts = []
    if question.flowing:
        several = len(question.flowing) + len(question.dead) > 1
        who = f"{_listed(question.flowing)}: " if several else ""
        parts.append(f"{who}the gradient arrives")
    if question.dead:
        several = len(question.flowing) + len(question.dead) > 1
        who = f"{_listed(question.dead)}: " if several else ""
        where = _and([_cut(step) for step in question.cuts[:_NAMED]])
        parts.append(f"{who}no gradient: {where}")
    return f"`{question.text}` on {_at(question.asked)}: {'; '.join(parts) or 'not known'}"


def _origins(found: Reach) -> Iterator[str]:
    """A line for the sources that fare alike."""
    groups: dict[str, list[Origin]] = {}
    for origin in found.origins:
        groups.setdefault(_fate(origin, found), []).append(origin)
    for fate, origins in groups.items():
        (one, *others) = origins
        made = "" if others or one.made is None else f" ({_at(one.made)})"
        yield f"{_listed([origin.name for origin in origins])}{made}{fate}"


def _fate(origin: Origin, found: Reach) -> str:
    way = f", through {_lines(origin.way)}" if origin.way else ""
    if found.kind is Kind.UNRECORDED:
        return way
    if origin.verdict is Verdict.FLOWS:
        return f": the gradient comes back{way}"
    if origin.verdict is Verdict.UNKNOWN:
        because = [f"`{each}`" for each in found.because[:_NAMED]]
        return f": not known{f', because of {_and(because)}' if because else ''}"
    if origin.cut is None:
        return ": its value only, no gradient comes back"
    return f": **{_cut(origin.cut)}**{way}"


def _cut(step: Step) -> str:
    return f"{step.note} ({_at(step)})" if step.note else f"cut on {_at(step)}"


def _listed(names: Iterable[str]) -> str:
    named = [f"`{name}`" for name in dict.fromkeys(names)]
    more = len(named) - _NAMED
    return _and([*named[:_NAMED], f"{more} more"] if more > 0 else named)


def _and(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _at(step: Step) -> str:
    if step.span is not None:
        return f"line {step.span.line}"
    return f"`{Path(step.file).name}`, line {step.line}"


def _lines(steps: Iterable[Step]) -> str:
    named = list(dict.fromkeys(map(_at, steps)))
    more = len(named) - _MOST_LINES
    return _and([*named[:_MOST_LINES], f"{more} more"] if more > 0 else named)
