"""What the value of one expression is computed from: which sources reach it, and how.

The program is run once more for each question, and the value is looked at when it is there; nothing
is remembered for it while a program is checked.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from tapelint.diagnostic import Role, Step, Verdict
from tapelint.flow.analysis import allow
from tapelint.flow.asking.judge import CutSearch
from tapelint.flow.asking.query import Query, history
from tapelint.flow.asking.trail import ENDS, passed, steps
from tapelint.flow.callers import acquaint, deep_recursion
from tapelint.flow.containers import Dict, Seq
from tapelint.flow.graph import ABSENT, CUT, LIVE, MAYBE, Edge, Node, NoneGradient, Token, Value
from tapelint.flow.interpreter import Interpreter
from tapelint.flow.memory import Slices
from tapelint.flow.naming import source_name, source_names
from tapelint.flow.places import Place
from tapelint.flow.proofs.asked import asked_of
from tapelint.flow.python.modules import Finder
from tapelint.flow.requests import Cut, Request, Source
from tapelint.flow.values import Var
from tapelint.ops.project import NO_ROWS, ProjectRows
from tapelint.syntax import Parsed

_MOST_RUNS: Final = 12
_VERDICTS: Final = {
    LIVE: Verdict.FLOWS,
    MAYBE: Verdict.UNKNOWN,
    CUT: Verdict.CUT,
    ABSENT: Verdict.CUT,
}


@dataclass(frozen=True, slots=True)
class Origin:
    """A source that a value is computed from.

    ``made`` is where it begins, ``way`` the lines from there to the value, ``cut`` the one of them
    from which no gradient comes back.
    """

    name: str
    verdict: Verdict
    made: Step | None
    way: tuple[Step, ...]
    cut: Step | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """A request that asks for the gradient of a source, and where that is cut."""

    text: str
    asked: Step
    flowing: tuple[str, ...]
    dead: tuple[str, ...]
    cuts: tuple[Step, ...]


class Kind(Enum):
    """What a value is to the tapes."""

    SOURCE = "source"
    GRADIENT = "gradient"
    RECORDED = "recorded"
    UNRECORDED = "unrecorded"


@dataclass(frozen=True, slots=True)
class Reach:
    """What is known of a value.

    ``tape`` is the line of the tape that records it, where one stands in the text. ``variables``
    are the sources that the value itself is or holds, or whose gradients it is; ``questions`` ask
    for those. ``because`` names unknown values that it may come from.
    """

    kind: Kind
    origins: tuple[Origin, ...] = ()
    tape: Step | None = None
    variables: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
    because: tuple[str, ...] = ()


def reach(
    parsed: Parsed,
    wanted: ast.expr,
    target: tuple[int, int] | None = None,
    finder: Finder | None = None,
    rows: ProjectRows = NO_ROWS,
) -> Reach | None:
    """What reaches an expression of a text; None where nothing is known of it.

    The arguments are those of :func:`tapelint.flow.analyse`.
    """
    machine = _Watching(wanted)
    acquaint(machine, parsed.units, target, finder, rows)
    with deep_recursion(), suppress(RecursionError):
        machine.run_module(parsed.units, Slices(parsed.units).mentioned())
        while (func := machine.next_uncalled()) is not None:
            allow(machine, func, asking=True)
            machine.run_uncalled(func)
    return machine.told()


class _Watching(Interpreter):
    """An interpreter that looks at the values of one expression."""

    def __init__(self, wanted: ast.expr) -> None:
        super().__init__()
        self._expression = wanted
        self._runs = 0
        self._origins: dict[int, tuple[Value, Origin]] = {}
        self._kind: Kind | None = None
        self._recorder: Step | None = None
        self._tensors: dict[int, Node] = {}
        self._because: tuple[str, ...] = ()
        self._sources: dict[int, Value] = {}

    def evaluate(self, node: ast.expr) -> Value:
        """The value of an expression, with its effects."""
        value = super().evaluate(node)
        if node is self._expression:
            self._look(value)
        return value

    def assign(self, target: ast.expr, value: Value) -> None:
        """Bind a target pattern to a value."""
        super().assign(target, value)
        if target is self._expression:
            self._look(value)

    def note_binding(self, value: Value, name: str, form: str, node: ast.AST) -> None:
        """Remember what last named a value; ``x += …`` binds without an assignment."""
        super().note_binding(value, name, form, node)
        if isinstance(node, ast.AugAssign) and node.target is self._expression:
            self._look(value)

    def _look(self, value: Value) -> None:
        self._runs += 1
        if self._runs > _MOST_RUNS:
            return
        nodes: list[Node] = []
        for part in _parts(value):
            if isinstance(part, NoneGradient):
                self._found(Kind.GRADIENT, part.source)
            elif isinstance(part, Node) and id(part) in self.gradient_of:
                self._found(Kind.GRADIENT, self.gradient_of[id(part)][1])
            elif isinstance(part, Var):
                self._found(Kind.SOURCE, part)
            elif isinstance(part, Node) and part.home != "python" and not _is_foreign(part):
                nodes.append(part)
        if nodes:
            self._judge(nodes)

    def _found(self, kind: Kind, source: Value) -> None:
        self._kind = kind
        self._sources[id(source)] = source

    def _judge(self, nodes: list[Node]) -> None:
        past = history(nodes)
        self._because = _unknowns(past)
        self._tensors.update((id(node), node) for node in nodes)
        token = next((t for n in nodes for t in reversed((*n.tapes, *self.tapes))), None)
        place = self.place(self._expression)
        self._kind = self._kind or (Kind.UNRECORDED if token is None else Kind.RECORDED)
        if token is None:
            for var in _variables(past):
                way = tuple(_between(var, past, CUT))
                self._put(var, Verdict.CUT, way, place, None)
            return
        tape = token.tape
        if tape.with_place is not None:
            (self._recorder,) = steps(self, [(0, tape.with_place, Role.RECORDS, tape.name)])
        sources = [Source(value, True) for value in (*_variables(past), *_watched(past, token))]
        request = Request(place, "gradient", tape, token, nodes, sources)
        query = Query(token, nodes, sources)
        for i, (source, state) in enumerate(zip(sources, query.states(), strict=True)):
            source.state = state
            verdict = _VERDICTS[state]
            cut = CutSearch(query, i).find(request) if state == CUT else None
            if cut is not None:
                way = cut.way
            else:
                way = tuple(_between(source.value, past, min(state, MAYBE)))
            self._put(source.value, verdict, way, place, cut)

    def _put(
        self,
        value: Value,
        verdict: Verdict,
        way: tuple[Node, ...],
        place: Place,
        cut: Cut | None,
    ) -> None:
        made = self._made(value)
        lines = tuple(
            step
            for step in steps(self, passed(way, place.path))
            if made is None or (step.span, step.line) != (made.span, made.line)
        )
        at = None if cut is None else self._cut_step(cut)
        self._origins[id(value)] = value, Origin("", verdict, made, lines, at)

    def _cut_step(self, cut: Cut) -> Step:
        return steps(self, [(0, cut.place, Role.CUT, ENDS.get(cut.kind, ""))])[0]

    def _made(self, value: Value) -> Step | None:
        place = value.place if isinstance(value, (Var, Node)) else None
        if isinstance(value, Node) and value.bind is not None:
            place = value.bind.place
        return None if place is None else steps(self, [(0, place, Role.SOURCE, "")])[0]

    def told(self) -> Reach | None:
        """What was seen."""
        asked = {id(s.value): s.value for r in self.requests for s in r.sources}
        for key in self._tensors.keys() & asked.keys():
            self._found(Kind.SOURCE, asked[key])
        if self._kind is None:
            return None
        values = [*self._sources.values(), *(value for value, _ in self._origins.values())]
        naming = Request(self.place(self._expression), "", None, None, [], [])
        naming.sources = [Source(value, True) for value in values]
        names = source_names(naming.sources[: len(self._sources)], naming)
        origins = tuple(
            replace(origin, name=source_name(Source(value, True), naming))
            for value, origin in sorted(self._origins.values(), key=lambda found: _moment(found[0]))
            if id(value) not in self._sources
        )
        questions = tuple(self._questions())
        return Reach(self._kind, origins, self._recorder, names, questions, self._because)

    def _questions(self) -> Iterator[Question]:
        seen: set[tuple[int, int]] = set()
        for request in self.requests:
            own = [s for s in request.sources if id(s.value) in self._sources]
            if not own or request.place.key() in seen:
                continue
            seen.add(request.place.key())
            dead = [s for s in own if s.cut is not None]
            (asked,) = steps(self, [(0, request.place, Role.ASKS, "")])
            cuts = dict.fromkeys(self._cut_step(s.cut) for s in dead if s.cut is not None)
            yield Question(
                asked_of(request).text,
                asked,
                source_names((s for s in own if s.state == LIVE), request),
                source_names(dead, request),
                tuple(cuts),
            )


def _is_foreign(node: Node) -> bool:
    """Whether this is something of an unknown library itself, such as a function."""
    return node.opaque and all(
        part.opaque
        and not part.op.startswith("argument")
        and all(isinstance(edge.to, Node) for edge in part.edges)
        for part in history([node])
    )


def _moment(value: Value) -> int:
    return value.seq if isinstance(value, (Var, Node)) else 0


def _parts(value: Value, depth: int = 0) -> Iterator[Value]:
    """A value, or what a container holds."""
    if isinstance(value, (Seq, Dict)) and depth < 4:
        items = value.items if isinstance(value, Seq) else tuple(value.data.values())
        for item in items if value.rest is None else (*items, value.rest):
            yield from _parts(item, depth + 1)
    else:
        yield value


def _variables(past: Iterable[Node]) -> list[Var]:
    found = {id(n.fact): n.fact for n in past if n.kind == "read" and isinstance(n.fact, Var)}
    return list(found.values())


def _watched(past: Iterable[Node], token: Token) -> list[Node]:
    watched = token.tape.fields.get("watched", {})
    return [node for node in past if id(node) in watched]


def _unknowns(past: Iterable[Node]) -> tuple[str, ...]:
    roots = (n for n in past if n.opaque and not any(_is_opaque(e) for e in n.edges))
    return tuple(dict.fromkeys(node.op for node in roots))


def _is_opaque(edge: Edge) -> bool:
    return isinstance(edge.to, Node) and edge.to.opaque


def _between(start: Value, past: Iterable[Node], least: int) -> Iterator[Node]:
    """Every value on a way from a source on which no operand is less alive than ``least``."""
    after: set[int] = {id(start)}
    for node in past:
        if any(id(edge.to) in after and edge.state >= least for edge in node.edges):
            after.add(id(node))
            yield node
