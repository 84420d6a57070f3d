"""The way of a value from a source to where its gradient is asked for, line by line."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from tapelint.diagnostic import Role, Step
from tapelint.flow.asking.query import history
from tapelint.flow.graph import Node
from tapelint.flow.places import CallPath, Place
from tapelint.flow.requests import CONTRACT, Cut, Request, Source
from tapelint.flow.values import Var

if TYPE_CHECKING:
    from tapelint.flow.machine import Machine

_LAST: Final = 10**9
ENDS: Final = {
    "unwatched": "the tape doesn't watch this",
    "outside": "no tape records this",
    "nontrainable": "not trained, so not watched",
    "integer-source": "whole numbers have no gradient",
    "unused": "nothing of it gets further",
    "unrelated": "nothing here comes from the source",
    "foreign": "not what was used",
    "replaced": "this takes the variable's place",
    "zero": "from here on the gradient is zero",
    "kept-graph": "this graph knows the weights only as they were made",
}
"""What is to be said where it isn't an operation that the gradient can't pass."""
_HIDDEN: Final = frozenset({"read", "phi", "grad"})
_TOLD_WITH_THE_TAPE: Final = frozenset({"outside", "unwatched", "replaced"})
_RANK: Final = (Role.CUT, Role.ASKS, Role.SOURCE, Role.RECORDS, Role.CALLS, Role.PASSES)
_Mark = tuple[int, Place, Role, str]
"""When something happened, where, and what a reader is to know of it."""


def trail(
    machine: Machine,
    request: Request,
    source: Source,
    cut: Cut,
    proof: tuple[str, Place],
    asking: str,
) -> list[Step]:
    """The lines from a dead source over the place of a proof, with its kind, to the request."""
    kind, at = proof
    marks = [*_origin(source), *_recording(request, cut)]
    way = cut.way or tuple(_lost_way(request, source, cut))
    marks += passed(way, request.place.path)
    asked = request.place
    inside = cut.node is not None and (at.unit, at.line) != (asked.unit, asked.line)
    moment = cut.node.seq if inside and cut.node is not None else _LAST
    marks.append((moment, at, Role.CUT, ENDS.get(kind, "")))
    # What is judged by itself begins with its definition; other requests come after all the rest.
    begins = min((node.seq for node in way), default=moment) - 1
    marks.append((begins if request.label == CONTRACT else _LAST, asked, Role.ASKS, asking))
    return steps(machine, marks)


def through(
    machine: Machine, request: Request, source: Source, node: Node, note: str, asking: str
) -> list[Step]:
    """The lines from a source through an operation at which its gradient goes wrong."""
    assert node.place is not None
    onward = next(filter(None, (_between(target, node) for target in request.targets)), [])
    way = [*_between(node, source.value), *onward]
    marks = [*_origin(source), *passed(way, request.place.path)]
    marks.append((node.seq, node.place, Role.CUT, note))
    marks.append((_LAST, request.place, Role.ASKS, asking))
    return steps(machine, marks)


def steps(machine: Machine, marks: Iterable[_Mark]) -> list[Step]:
    """What happened, in its order, each line once with the most that is to be said of it."""
    found: dict[tuple[int, int], Step] = {}
    for _, place, role, note in sorted(marks, key=lambda mark: mark[0]):
        key = (id(place.unit), place.line)
        step = _step(machine, place, role, note)
        known = found.get(key)
        if known is None:
            found[key] = step
        elif role is Role.ASKS and known.role is not Role.CUT:
            del found[key]  # what is run by the request itself comes before its answer
            found[key] = step
        elif _RANK.index(role) < _RANK.index(known.role):
            found[key] = replace(step, note=step.note or known.note)
    return list(found.values())


def _step(machine: Machine, place: Place, role: Role, note: str) -> Step:
    if place.home is None:
        return Step(role, place.span, note=note)
    file, _ = machine.foreign[id(place.unit)]
    lines = place.unit.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    text = lines[place.line - place.unit.line - 1]
    return Step(role, None, file, place.line, text, _columns(text, place.node), note)


def _columns(text: str, node: Any) -> tuple[int, int]:
    """The characters of a line at which a node stands that begins there."""
    content = text.encode()
    start = len(content[: node.col_offset].decode(errors="replace"))
    if node.end_lineno != node.lineno:
        return start, len(text)
    return start, len(content[: node.end_col_offset].decode(errors="replace"))


def _origin(source: Source) -> Iterator[_Mark]:
    value = source.value
    if isinstance(value, Var) and value.place is not None:
        yield value.seq, value.place, Role.SOURCE, ""
    elif isinstance(value, Node):
        place = value.bind.place if value.bind is not None else value.place
        if place is not None:
            yield value.seq, place, Role.SOURCE, ""


def _recording(request: Request, cut: Cut) -> Iterator[_Mark]:
    tape = request.tape
    if tape is not None and tape.with_place is not None and cut.kind in _TOLD_WITH_THE_TAPE:
        began = tape.fields.get("began")
        if isinstance(began, int):
            # What runs first inside the block comes after the line that opens it.
            yield began, tape.with_place, Role.RECORDS, ""


def passed(way: Iterable[Node], here: CallPath) -> Iterator[_Mark]:
    """The lines that a value passes, and the calls that lead there from where we are."""
    inside = {id(path) for path in here.chain()}
    for node in sorted(way, key=lambda node: node.seq):
        place = node.place
        if place is None or node.kind in _HIDDEN:
            continue
        for path in reversed(list(place.path.chain())):
            if id(path) not in inside and path.call is not None:
                inside.add(id(path))
                if not isinstance(path.call.node, ast.FunctionDef):  # nothing in the text calls it
                    yield node.seq, path.call, Role.CALLS, path.name
        yield node.seq, place, Role.PASSES, ""


def _lost_way(request: Request, source: Source, cut: Cut) -> Iterator[Node]:
    """Where a value is dropped: the way to there; where a target is data: the way from there."""
    if cut.dropped is not None:
        yield from _between(cut.dropped, source.value)
    else:
        start = cut.place.key()
        for target in request.targets:
            first = (n for n in history([target]) if n.place and n.place.key() == start)
            if (found := next(first, None)) is not None:
                yield from _between(target, found)


def _between(end: Node, start: object) -> list[Node]:
    """The nodes of one way from a value to what was computed from it."""
    if end is start:
        return [end]
    way = [(end, iter(end.edges))]
    seen = {id(end)}
    while way:
        for edge in way[-1][1]:
            if edge.to is start:
                found = [node for node, _ in way]
                return [*found, edge.to] if isinstance(edge.to, Node) else found
            if isinstance(edge.to, Node) and id(edge.to) not in seen:
                seen.add(id(edge.to))
                way.append((edge.to, iter(edge.to.edges)))
                break
        else:
            way.pop()
    return []
