"""Variables of zeros that a target is computed from, and that nothing trains or sets."""

from __future__ import annotations

import hashlib
import weakref
from typing import TYPE_CHECKING, NamedTuple

from . import evidence, graphs
from .held import handle_id

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from typing import Any

    from .facts import Facts
    from .frames import Chain
    from .recording import Recording
    from .report import Report

_MOST = 200
_MOST_VARIABLES = 50


class Seen(NamedTuple):
    """A variable, its handle's id, and what told its value from others when it was first seen."""

    variable: weakref.ref[Any]
    number: Any
    value: bytes

    def moved(self, value: Callable[[Any], bytes]) -> bool | None:
        """Whether it has another value now, which ``value`` tells from others; None if unknown."""
        held = self.variable()
        now = b"" if held is None else value(held)
        return None if b"" in (self.value, now) else now != self.value


class Place(NamedTuple):
    """Where variables are asked for: as what, which, and what else the target was computed from."""

    site: Chain
    kind: str
    sources: list[Seen]
    left: list[Seen]


class Neglected:
    """Compares what requests leave out with what it is when the program is over."""

    def __init__(self, recording: Recording, report: Report) -> None:
        self._recording = recording
        self._report = report
        self._places: dict[Chain, Place] = {}

    def asked(self, tape: Any, facts: Facts, value: Callable[[Any], bytes]) -> None:
        """A tape was asked for some variables, at a place for the first time."""
        site, sources = facts.asked.site, list(facts.raw)[:_MOST_VARIABLES]
        if site in self._places or len(self._places) >= _MOST:
            return
        if not sources or not all(hasattr(v, "assign") for v in sources):
            return
        numbers = set(map(handle_id, facts.raw))
        own = (v for v in tape.watched_variables() if v.trainable and v.dtype.is_floating)
        read = {handle_id(v): v for v in own if handle_id(v) not in numbers}
        used = self._used(facts) if read else set()
        left = [v for number, v in read.items() if number in used]
        groups = (sources, left) if 0 < len(left) <= _MOST_VARIABLES else ([], [])
        seen = ([_seen(variable, value) for variable in group] for group in groups)
        self._places[site] = Place(site, facts.asked.kind, *seen)

    def _used(self, facts: Facts) -> set[int]:
        """The values that the target is computed from."""
        graph = facts.info.graph
        if graph is None:
            return evidence.history(self._recording.since(facts.info.start), facts.targets())
        outer = {inner._id: handle._id for handle, inner in graph.captures}
        history = evidence.history(graphs.operations(graph), facts.targets())
        return {outer.get(number, number) for number in history}

    def tell(self, asked_for: Collection[Any], value: Callable[[Any], bytes]) -> None:
        """Tell of zeros that are left, where all that is left out began as zeros."""
        for place in self._places.values():
            left = [one for one in place.left if one.number not in asked_for]
            trained = any(one.moved(value) for one in place.sources)
            if trained and all(_is_zero(one) and one.moved(value) is False for one in left):
                for one in left:
                    self._tell(place, one)

    def _tell(self, place: Place, one: Seen) -> None:
        variable, made = one.variable(), self._recording.made.get(one.number, ())
        if variable is None:
            return
        name = str(getattr(variable, "path", variable.name)).removesuffix(":0")
        self._report.beside(place.site, place.kind, "neglected", name, place.site, made)


def _seen(variable: Any, value: Callable[[Any], bytes]) -> Seen:
    return Seen(weakref.ref(variable), handle_id(variable), value(variable))


def _is_zero(one: Seen) -> bool:
    """Whether the first value of a variable was zero everywhere."""
    variable = one.variable()
    if variable is None:
        return False
    size = (variable.shape.num_elements() or 0) * variable.dtype.size
    return bool(size) and one.value == hashlib.blake2b(bytes(size)).digest()
