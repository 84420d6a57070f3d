"""From the runner's events to a trace."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Final

from tapelint.trace import numeric, origins, words
from tapelint.trace.evidence import Chain, Line, read_chain, read_evidence
from tapelint.trace.explain import explain
from tapelint.trace.paths import GRADIENT
from tapelint.trace.question import Explanation, Question
from tapelint.trace.raised import UNTRACKED, Raised, first_telling, place_of
from tapelint.trace.seen import (
    DISCARDED,
    Cut,
    ErrorSeen,
    Gradient,
    LineSeen,
    Note,
    Place,
    Source,
    State,
    Step,
    Stopped,
    Trace,
)
from tapelint.trace.sources import Sources
from tapelint.trace.thrown import thrown_away

_WORST: Final = (State.NAN, State.INF, State.NONE, State.ZERO, State.FLOWS)
_MOST_HISTORY: Final = 400
_ENOUGH: Final = 3  # steps after which a unit that lets nothing through counts as dead
_NOTHING: Final = 1e-7  # a loss that is smaller is what keeps a root from zero, and no loss
_SCALED_DOWN: Final = 16  # steps after which nothing is left of the scale that Keras begins with
_LOST: Final = {
    DISCARDED: "this gives new values, which are thrown away: nothing is changed by it",
    "fresh-variable": "this makes a new variable each time, so it starts over and never learns",
    "late-trainable": "`fit` goes on with the step that it traced before, so this has no effect",
    "mismatched-gradients": "a variable gets a gradient that was computed for another one",
    "early": "a list is empty here, as its layers have no weights yet: those that are made later "
    "aren't in it, and aren't trained",
    "outdated": "this was traced with the model that had the name then, and goes on with that one: "
    "the model that has it now isn't trained",
    "emptied": "what was summed up is set back to zero here, before it is applied",
    "twice": "these weights are asked for elsewhere, too, for another optimizer, and nothing ever "
    "trains others that the target depends on",
    "neglected": "these leave out what the target depends on, too, and what nothing else trains or "
    "sets: it stays as at the start",
    "rebound": "this gives the loop's own name a new value, which the next round forgets: nothing "
    "is changed by it",
    "undone": "each time this overwrites what was learned just before, and nobody has read that",
}
_PAGES: Final = {
    "early": "foreign-sources",
    "emptied": "zero-gradient",
    "neglected": "foreign-sources",
    "outdated": "kept-graph",
    "rebound": DISCARDED,
    "twice": "foreign-sources",
    "undone": DISCARDED,
}
"""The rules that speak of what has no rule of its own."""
_ON_THE_WAY: Final = frozenset(
    {"floor-division", "integer-dtype", "leaves-tensorflow", "non-differentiable-op"}
    | {"rewrapped-value"}
)
"""Rules about what is lost on its way, which isn't what anybody means who asks for zeros."""

_ASKED: Final = words.spelled(GRADIENT)

_NONE_TRAINED: Final = "this says that nothing is trainable"
_FROZEN: Final = "this is frozen when the model is first trained, so nothing of it is trained"

Event = Mapping[str, Any]


def read_events(lines: Iterable[str]) -> list[Event]:
    """The events in a file; a last one that was cut short is left out."""
    found: list[Event] = []
    for line in lines:
        try:
            event = json.loads(line)
        except ValueError:
            continue
        if isinstance(event, dict):
            found.append(event)
    return found


def trace_of(file: str, events: Iterable[Event], texts: Sources | None = None) -> Trace:
    """What the events of a run say about a program."""
    reader = Reader(file, texts or Sources())
    for event in events:
        reader.take(event)
    return reader.trace()


class Reader:
    """Takes events one after the other and makes a trace of them."""

    def __init__(self, file: str, texts: Sources) -> None:
        self._file = file
        self._texts = texts
        self._groups: dict[tuple[Chain, str], _Group] = {}
        self._cuts: dict[tuple[Chain, str, str, Any], Cut | None] = {}
        self._lines: dict[Place, LineSeen] = {}
        self._ways: dict[Any, tuple[Step, ...]] = {}
        self._latest: dict[int, Event] = {}
        self._errors: list[ErrorSeen] = []
        self._raised = Raised(file, texts, self._shown)
        self._trained: set[int] = set()
        self._frozen_at: dict[tuple[Chain, str], tuple[Source, ...]] = {}
        self._start: Event = {}
        self._end: Event = {}
        self._notes: list[str] = []

    @property
    def tested(self) -> bool:
        """Whether the program's TensorFlow is one that traces are tested with."""
        return bool(self._start.get("tested", True))

    def take(self, event: Event) -> None:
        """Take the next event."""
        kind = event.get("event")
        if kind == "start":
            self._start = {**event, **self._start}
        elif kind == "tensorflow":
            self._start = {**self._start, "tensorflow": event["version"], "tested": event["tested"]}
        elif kind == "end":
            self._end = event
        elif kind == "request":
            self._latest[event["number"]] = event
            self._request(event)
        elif kind == "again":
            self._again(event)
        elif kind == "lost":
            self._lost(event)
        elif kind == "beside":
            self._beside(event)
        elif kind == "frozen":
            self._frozen(event)
        elif kind == "scaled":
            self._groups[read_chain(event["site"]), event["kind"]].is_scaled = True
        elif kind == "trained":
            self._trained.add(event["variable"])
        elif kind == "note":
            self._notes.append(event["message"])
        elif kind == "aside":
            self._notes.append(f"The trace gave up after a failure of its own: {event['message']}")
        elif kind == "error":
            self._error(event)

    def trace(self) -> Trace:
        """What is known so far."""
        stopped = self._end.get("stopped", "crashed")
        return Trace(
            file=self._file,
            python=self._start.get("python", ""),
            tensorflow=self._start.get("tensorflow", ""),
            program_exit=self._end.get("program_exit"),
            gradients=tuple(self._gradients()),
            lines=tuple(sorted(self._lines.values(), key=lambda seen: seen.place)),
            errors=first_telling(self._errors),
            stopped=Stopped(stopped),
            notes=(*self._notes, *self._at_rest(), *self._idle()),
        )

    def _at_rest(self) -> Iterator[str]:
        """What is said where every gradient is zero because the loss is."""
        for gradient in filter(None, (group.at_rest() for group in self._groups.values())):
            yield (
                f"Each time that was looked at, `{gradient.target}` on line {gradient.place.line} "
                "was 0, and so was every gradient: of what was seen, nothing is left to learn."
            )

    def _idle(self) -> Iterator[str]:
        """What is said of zeros that the numbers of each step brought about, beside others."""
        for idle in (idle for group in self._groups.values() for idle in group.idle()):
            at = idle.cut.place
            where = f"line {at.line}" + ("" if at.file == self._file else f" of {at.file}")
            yield (
                f"Each time that was looked at, the gradient of {words.named(idle.names)} on line "
                f"{idle.asked.line} was 0 and `{idle.target}` wasn't: nothing came back from "
                f"{where} (`{idle.cut.op}`)."
            )

    def _gradients(self) -> Iterator[Gradient]:
        asks = any(group.asks for group in self._groups.values())
        for key, shown in zip(self._groups, self._shown(), strict=True):
            frozen = () if asks else self._frozen_at.get(key, ())  # else it is the turn of others
            yield from (replace(one, sources=(*one.sources, *frozen)) for one in shown)

    def _shown(self) -> list[list[Gradient]]:
        return [group.shown(self._trained) for group in self._groups.values()]

    # ------------------------------------------------------------------ requests

    def _request(self, event: Event) -> None:
        site = read_chain(event["site"])
        sources = tuple(self._source(s, i, event, site) for i, s in enumerate(event["sources"]))
        gradient = Gradient(
            place=place_of(site[0]) if site else Place(self._file, 1),
            call=event["kind"],
            step=event["step"],
            mode=event["mode"],
            target=event["target"],
            sources=sources,
            chain=tuple(place_of(line) for line in site),
            way=self._way(event, site, sources),
        )
        group = self._groups.setdefault((site, event["kind"]), _Group())
        group.add(gradient, self._left(event, site), event.get("loss"))
        if event.get("unfit"):
            self._target(event, site, group)
        if event["evidence"] is not None:
            group.trains = all(source["variable"] for source in event["evidence"]["sources"])
        for file, line, op, dtype, shape, norm, state in event["lines"]:
            place = Place(file, line)
            self._lines[place] = LineSeen(place, op, dtype, shape, norm, State(state))

    def _again(self, event: Event) -> None:
        """Further runs of a graph, of which nothing is new but the numbers."""
        full = self._latest.get(event["number"])
        if full is None:
            return
        for step, (sizes, lines, loss) in zip(event["steps"], event["rows"], strict=True):
            sources = zip(full["sources"], sizes, strict=True)
            told = {
                "step": step,
                "sources": [dict(source, norm=size) for source, size in sources],
                "lines": [
                    [*line[:-2], size, "flows" if size else "zero"]
                    for line, size in zip(full["lines"], lines, strict=True)
                ],
                "evidence": None,
                "unfit": "",
                "loss": loss,
                "way": None,
            }
            self._request({**full, **told})

    def _way(self, event: Event, site: Chain, sources: tuple[Source, ...]) -> tuple[Step, ...]:
        """The way of a request; one that looks the same as another has the same."""
        looks = tuple((source.name, source.state) for source in sources)
        if event.get("way") is not None:
            self._ways[site, looks] = tuple(
                Step(
                    start if isinstance(start, int) else Place(*start),
                    None if end is None else Place(*end),
                    norm,
                )
                for start, end, norm in event["way"]
            )
        return self._ways.get((site, looks), ())

    def _source(self, data: Event, position: int, event: Event, site: Chain) -> Source:
        state = State(data["state"])
        cut = None
        if state is not State.FLOWS and "left" not in data:
            key = (site, data["name"], data["state"], event.get("look"))
            if event["evidence"] is not None and self._cuts.get(key) is None:
                self._cuts[key] = self._explained(data, position, event, site)
            cut = self._cuts.get(key)
        norm = data["norm"]
        if state is State.NONE and event["zeros"] and not _is_lost_on_the_way(cut):
            state, norm, cut = State.FLOWS, 0.0, None  # what isn't connected was to get zeros
        return Source(data["name"], state, norm, cut, data["dtype"], data["shape"])

    def _explained(self, data: Event, position: int, event: Event, site: Chain) -> Cut | None:
        question = Question(
            evidence=read_evidence(event["evidence"]),
            position=position,
            name=data["name"],
            state=data["state"],
            target=event["target"],
            site=site,
            texts=self._texts,
            others_flow=any(s["state"] == "flows" for s in event["sources"]),
            zeros=frozenset(i for i, s in enumerate(event["sources"]) if s["state"] == "zero"),
        )
        return _cut(explain(question))

    def _left(self, event: Event, site: Chain) -> dict[int, _Left]:
        """What nobody asks for stands behind the sources: by its position, and as it is told."""
        found: dict[int, _Left] = {}
        for position, data in enumerate(event["sources"]):
            told = data.get("left")
            if told is None:
                continue
            made = read_chain(told["made"])
            cut = None
            is_set = self._texts.sets(told["attribute"], [*made[:1], *site])
            if not is_set and not self._stays_zero(data, position, event, site):
                cut = _untracked(event["kind"], told, made, site)
            found[position] = _Left(told["variable"], cut)
        return found

    def _stays_zero(self, data: Event, position: int, event: Event, site: Chain) -> bool:
        """Whether a gradient is zero for another reason than the numbers of this step."""
        if data["state"] != "zero" or event["evidence"] is None:
            return False
        cut = self._explained(data, position, event, site)
        return cut is not None and cut.rule is not None

    def _target(self, event: Event, site: Chain, group: _Group) -> None:
        """A target that isn't finite while its gradients are, as it was when first explained."""
        target = event["target"]
        known = group.beside.get(target)
        is_explained = known is not None and known.cut is not None and known.cut.op
        if event["evidence"] is not None and not is_explained:
            evidence = read_evidence(event["evidence"])
            cut = _cut(numeric.of_target(evidence, target, site, max(event["step"], 0)))
            group.beside[target] = Source(target, State.FLOWS, None, cut)

    # ------------------------------------------------------------------ errors

    def _error(self, event: Event) -> None:
        told = [self._latest[number]["sources"][at] for number, at in event["plain"] if number]
        self._errors.append(self._raised.seen(event, [source["name"] for source in told]))

    def _lost(self, event: Event) -> None:
        """A gradient that came and is of no use."""
        group = self._groups.get((read_chain(event["site"]), event["kind"]))
        chain = read_chain(event["chain"])
        reads = [read_chain(read) for read in event["reads"]]
        used = any(not read or not self._texts.is_for_a_log(read[0]) for read in reads)
        if group is None or not chain or used:
            return
        rule = event["rule"]
        if rule in (DISCARDED, "rebound"):
            thrown = thrown_away(self._texts, chain)
            if thrown is not None:
                rule, chain = DISCARDED, chain[chain.index(thrown) :]
            elif rule == DISCARDED or not origins.is_forgotten(self._texts, chain[0]):
                return
        notes = [*self._texts.made_of(chain), *chain[1:3], *read_chain(event["related"])]
        paired = self._texts.paired(chain[0]) if rule == "mismatched-gradients" else None
        cut = Cut(
            place=place_of(paired or chain[0]),
            op="",
            reason=_LOST[rule],
            rule=_PAGES.get(rule, rule),
            related=tuple(Note(place_of(line), "reached from here") for line in notes),
        )
        group.lost[event["source"]] = cut

    def _beside(self, event: Event) -> None:
        """A variable that a request wrongly asks for, or doesn't ask for."""
        group = self._groups.get((read_chain(event["site"]), event["kind"]))
        chain, rule = read_chain(event["chain"]), event["rule"]
        if group is None or not chain:
            return
        if rule == "fresh-variable" and self._texts.makes_by_hand(chain):
            return  # numbers that are meant to be new each time, perhaps
        if rule == "early" and not self._is_asked_for(read_chain(event["site"]), chain[0]):
            return
        if rule == "neglected":
            if not self._texts.adds_weight(read_chain(event["related"])):
                return
            chain = (*self._texts.sources_taken(chain)[:1], *chain)
        bound = self._texts.made_of(chain) if rule == "fresh-variable" else []
        notes = (*bound, *chain[1:3], *read_chain(event["related"])[:2])
        cut = Cut(
            place=place_of(chain[0]),
            op="",
            reason=_LOST[rule],
            rule=_PAGES.get(rule, rule),
            related=tuple(Note(place_of(line), "reached from here") for line in notes),
        )
        group.beside[event["name"]] = Source(event["name"], State.FLOWS, None, cut)

    def _is_asked_for(self, site: Chain, line: Line) -> bool:
        """Whether a request takes its sources from what a line has bound."""
        taken = {(at.file, at.line) for at in (*self._texts.sources_taken(site), *site[:1])}
        return (line.file, line.line) in taken

    def _frozen(self, event: Event) -> None:
        """A model is trained of which nothing is trainable: no gradient is asked for."""
        site, chain, kind = read_chain(event["site"]), read_chain(event["chain"]), event["kind"]
        if not site or not chain or (kind == "fit" and (site, kind) in self._groups):
            return
        note = Note(place_of(site[0]), "trained here")
        calls = (Note(place_of(o), words.calls(i.function)) for i, o in pairwise(chain[:3]))
        cut = Cut(place_of(chain[0]), "", _FROZEN, "late-trainable", (note, *calls))
        if kind != "fit":
            taken = [*self._texts.sources_taken(site), site[0]]
            notes = (Note(cut.place, _NONE_TRAINED), replace(note, message="asked for here"))
            cut = Cut(place_of(taken[0]), "", words.EMPTY, "foreign-sources", notes)
        sources = tuple(Source(name, State.NONE, None, cut) for name in event["names"])
        if kind != "fit":
            self._frozen_at[site, kind] = sources
            return
        ways = tuple(place_of(line) for line in site)
        asked = Gradient(place_of(site[0]), "fit", 0, "graph", "loss", sources, chain=ways)
        self._groups.setdefault((site, "fit"), _Group()).add(asked, {})


@dataclass(frozen=True, slots=True)
class _Left:
    """A variable that a request leaves out: its number, and where it was made, if that is lost."""

    variable: int
    cut: Cut | None


@dataclass(frozen=True, slots=True)
class _Idle:
    """Sources whose gradient was zero each time, for all that is known because of the numbers."""

    names: tuple[str, ...]
    target: str
    asked: Place
    cut: Cut


def _is_lost_on_the_way(cut: Cut | None) -> bool:
    """Whether a gradient is None for another reason than that nothing is connected."""
    if cut is None:
        return False
    return cut.rule in _ON_THE_WAY or (cut.rule == "outside-tape" and cut.op == _ASKED)


def _untracked(kind: str, told: Event, made: Chain, site: Chain) -> Cut | None:
    """What is said of a variable that Keras doesn't track, where it is made."""
    lines = [*made, *site][:1]
    notes = tuple(Note(place_of(line), "asked for here") for line in site[:1] if made)
    reason = words.untracked(kind, told["by"], told["holder"])
    return next((Cut(place_of(line), "", reason, UNTRACKED, notes) for line in lines), None)


class _Group:
    """The requests of one call chain."""

    def __init__(self) -> None:
        self.lost: dict[int, Cut] = {}
        self.beside: dict[str, Source] = {}
        self.trains = False  # whether only variables are asked for
        self.is_scaled = False  # whether an optimizer scales the loss, as little as it takes
        self._left: dict[int, _Left] = {}
        self._zeroed: dict[int, set[str]] = {}  # what made the gradient of a source zero
        self._losses: set[bool] = set()  # whether the target was zero
        self._finite = False  # whether the last one was a number
        self._first: Gradient | None = None
        self._last: Gradient | None = None
        self._worst: Gradient | None = None
        self._history: list[tuple[int, tuple[float | None, ...]]] = []
        self._names: list[tuple[str, ...]] = []  # of what was asked for, each time
        self._steps = 0

    def add(self, gradient: Gradient, left: Mapping[int, _Left], loss: float | None = None) -> None:
        """One more request, with what it leaves out, and how large its target was."""
        self._finite = loss is not None
        if loss is not None:
            self._losses.add(abs(loss) < _NOTHING)
        self._left.update(left)
        for position, source in enumerate(gradient.sources):
            if source.state is State.ZERO and source.cut is not None:
                self._zeroed.setdefault(position, set()).add(source.cut.op)
        if gradient.step < 0 and self._last is not None and self._last.step >= 0:
            return  # a function that is traced once more says nothing new of sizes
        if self._last is not None and self._last.step < 0 <= gradient.step:
            # What was known before the first run is of no use any more.
            self._first = self._worst = None
            self._history.clear()
            self._names.clear()
        self._first = self._first or gradient
        self._last = gradient
        if self._worst is None or self._badness(gradient) < self._badness(self._worst):
            self._worst = gradient
        self._steps = max(self._steps, gradient.step + 1, 1)
        self._history.append((gradient.step, tuple(s.norm for s in gradient.sources)))
        self._names.append(tuple(s.name for s in gradient.sources))
        if len(self._history) > _MOST_HISTORY:
            del self._history[1::2], self._names[1::2]

    @property
    def asks(self) -> bool:
        """Whether anything was ever asked for."""
        return any(one is not None and one.sources for one in (self._first, self._last))

    def shown(self, trained: Set[int]) -> list[Gradient]:
        """The first, the last and the worst; ``trained`` is of what is left out."""
        found: list[Gradient] = []
        for one in (self._first, self._worst, self._last):
            if one is not None and all(one is not known for known in found):
                same = [k for k in found if k.step == one.step]
                if not same:
                    found.append(one)
        found.sort(key=lambda gradient: gradient.step)
        return [self._with_steps(gradient, trained) for gradient in found]

    def _with_steps(self, gradient: Gradient, trained: Set[int]) -> Gradient:
        judged = [self._judged(i, source) for i, source in enumerate(gradient.sources)]
        kept = [i for i in range(len(judged)) if self._is_told(i, gradient.sources[i], trained)]
        now = {position: at for at, position in enumerate(kept)}
        beside = [one for name, one in self.beside.items() if all(s.name != name for s in judged)]
        unknown = [None] * len(beside)  # nobody asked how large they are
        judged = [self._named_beside(source) for source in judged]
        return replace(
            gradient,
            steps=self._steps,
            history=tuple(
                (step, (*(sizes[i] if i < len(sizes) else None for i in kept), *unknown))
                for step, sizes in self._history
            ),
            sources=(*(judged[i] for i in kept), *beside),
            way=tuple(
                replace(step, start=now[step.start]) if isinstance(step.start, int) else step
                for step in gradient.way
                if not isinstance(step.start, int) or step.start in now
            ),
        )

    def _named_beside(self, source: Source) -> Source:
        """A source that is asked for and shouldn't be is told as that, if nothing else is wrong."""
        known = self.beside.get(source.name)
        if known is None or source.state is not State.FLOWS or source.cut is not None:
            return source
        return replace(source, cut=known.cut)

    def _is_told(self, position: int, source: Source, trained: Set[int]) -> bool:
        """Whether it was asked for, or should have been: a gradient comes to it, and it is lost."""
        left = self._left.get(position)
        if left is None:
            return True
        sizes = self._sizes(position, source)
        sized = any(size is not None for size in sizes)
        comes = sized or (source.state is State.FLOWS and source.norm is None)
        return comes and left.cut is not None and left.variable not in trained

    def _badness(self, gradient: Gradient) -> int:
        own = (s for i, s in enumerate(gradient.sources) if i not in self._left)
        return min((_WORST.index(source.state) for source in own), default=len(_WORST))

    def _judged(self, position: int, source: Source) -> Source:
        """A zero that the values of a step bring about isn't a break; one that has to come is."""
        if position in self._left:
            return replace(source, state=State.FLOWS, cut=self._left[position].cut)
        if self.is_scaled and self._is_excess(position, source):
            source = replace(source, state=State.FLOWS, cut=None)
        if source.state is State.ZERO and not self._is_dead(position, source):
            source = replace(source, state=State.FLOWS, norm=0.0, cut=None)
        lost = self.lost.get(position)
        if lost is None or source.state is State.FLOWS:
            return source if lost is None else replace(source, cut=lost)
        if lost.rule == DISCARDED and source.cut is not None:
            related = (Note(lost.place, lost.reason), *source.cut.related)
            return replace(source, cut=replace(source.cut, related=related))
        return source

    def _is_dead(self, position: int, source: Source) -> bool:
        sizes = self._sizes(position, source)
        if any(size for size in sizes) or source.cut is None:
            return False
        if source.cut.rule is not None:
            return True
        if self._is_at_rest():
            return False
        enough = len(sizes) >= _ENOUGH or source.cut.op != "custom_gradient"  # it may be a schedule
        if enough and self.trains and self._losses == {False} and self._is_all_zero():
            return True  # a loss that isn't zero, and nothing that could change it
        if self._zeroed[position] <= words.SATURATING and len(sizes) >= _ENOUGH:
            return True
        at_minimum = len(self._zeroed) == 1 and source.cut.op in words.BOWLS
        learns_nothing = self.trains and len(sizes) >= _ENOUGH and not at_minimum
        return (learns_nothing or source.cut.op in words.CLIPPING) and self._is_all_zero()

    def _is_excess(self, position: int, source: Source) -> bool:
        """Whether a gradient isn't finite because the scale of the loss is too large as yet."""
        if source.state not in (State.NAN, State.INF):
            return False
        last = self._sizes(position, source)[-1:] != [None]  # what isn't finite has no size
        young = self._steps < _SCALED_DOWN and self._finite
        return last or (young and source.cut is not None and source.cut.op not in words.STEEP)

    def at_rest(self) -> Gradient | None:
        """A request that shows it, if the target was zero each time, and so was every gradient."""
        is_told = any(source.cut for one in (self._last,) if one for source in one.sources)
        rests = is_told and self._is_at_rest() and self._is_all_zero()
        return self._last if rests else None

    def idle(self) -> list[_Idle]:
        """What got nothing but zeros each time, though something is left to learn for others."""
        last = self._last
        if last is None or self._losses != {False}:
            return []
        found: dict[Cut, list[str]] = {}
        for position, source in enumerate(last.sources):
            if source.cut is not None and self._is_idle(position, source):
                found.setdefault(source.cut, []).append(source.name)
        return [_Idle(tuple(names), last.target, last.place, cut) for cut, names in found.items()]

    def _is_idle(self, position: int, source: Source) -> bool:
        sizes = self._sizes(position, source)
        still = len(sizes) >= _ENOUGH and all(size == 0 for size in sizes)
        return still and position not in self._left and self._judged(position, source).cut is None

    def _sizes(self, position: int, source: Source) -> list[float | None]:
        """How large the gradient of a source was, each time that was looked at.

        A loop over the layers of a model asks for others each time.
        """
        rows = zip(self._history, self._names, strict=True)
        same = (
            sizes for (_, sizes), names in rows if source.name in names[position : position + 1]
        )
        return [sizes[position] for sizes in same]

    def _is_at_rest(self) -> bool:
        """Whether the target was zero each time, and may be so because nothing is left to learn."""
        made_by = set().union(*self._zeroed.values())
        return self._losses == {True} and made_by <= words.AT_REST

    def _is_all_zero(self) -> bool:
        """Whether nothing that was asked for ever got a gradient but zero."""
        asked = [
            size
            for _, sizes in self._history
            for position, size in enumerate(sizes)
            if position not in self._left
        ]
        return all(size == 0 for size in asked)


def _cut(explanation: Explanation) -> Cut | None:
    if explanation.line is None:
        return None
    return Cut(
        place=place_of(explanation.line),
        op=explanation.op,
        reason=explanation.reason,
        rule=explanation.rule,
        related=tuple(Note(place_of(n.line), n.message) for n in explanation.related),
    )
