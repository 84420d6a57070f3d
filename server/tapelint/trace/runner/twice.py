"""Lists of weights that two optimizers train in turns, while nothing trains what lies before."""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING, NamedTuple

from . import evidence, graphs
from .held import handle_id

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from typing import Any

    from .facts import Facts
    from .frames import Chain
    from .recording import Recording
    from .report import Report

_MOST = 200
_MOST_USERS = 50
_MOST_TOLD = 20


class Place(NamedTuple):
    """Where a list is asked for: as what, in which graph, and what comes before its variables.

    ``apart`` is whether they are also used on what doesn't come from there, as a judge of real data
    and of made ones is. Of those variables and of the graph there are weak references: nothing
    lives on because of us.
    """

    site: Chain
    kind: str
    graph: Any
    before: dict[Any, Any]
    apart: bool


class Twice:
    """Compares the requests for one list with each other when the program is over."""

    def __init__(self, recording: Recording, report: Report) -> None:
        self._recording = recording
        self._report = report
        self._values: dict[Any, bytes] = {}  # what tells the first value of a variable from others
        self._places: dict[tuple[Any, ...], dict[Chain, Place]] = {}
        self._turns: dict[tuple[Any, ...], list[Chain]] = {}
        self._optimizers: dict[Chain, int] = {}

    def asked(self, tape: Any, facts: Facts, value: Callable[[Any], bytes]) -> None:
        """A tape was asked for some variables; ``value`` tells the numbers in one from others."""
        numbers = tuple(map(handle_id, facts.raw))
        if len(numbers) < 2 or not all(hasattr(v, "assign") for v in facts.raw):
            return
        if numbers not in self._places and len(self._places) >= _MOST:
            return  # a program that makes its variables anew each time
        site, turns = facts.asked.site, self._turns.setdefault(numbers, [])
        if turns[-1:] != [site] and len(turns) < _MOST:
            turns.append(site)
        places = self._places.setdefault(numbers, {})
        if site not in places and len(places) < _MOST:
            own = (v for v in tape.watched_variables() if v.trainable and v.dtype.is_floating)
            read = {handle_id(v): v for v in own if handle_id(v) not in numbers}
            behind = list(self._behind(facts, frozenset(numbers))) if read else []
            ahead = read.keys() & set().union(*behind)
            apart = any(ahead.isdisjoint(one) for one in behind)
            before = {number: weakref.ref(read[number]) for number in ahead}
            graph = facts.info.graph
            graph = None if graph is None else weakref.ref(graph)
            places[site] = Place(site, facts.asked.kind, graph, before, apart)
            if len(places) == 2:
                for each in places.values():
                    held = ((number, variable()) for number, variable in each.before.items())
                    self._values.update((n, value(v)) for n, v in held if v is not None)

    def _behind(self, facts: Facts, numbers: frozenset[Any]) -> Iterator[set[Any]]:
        """What each operation that uses some variables is computed from."""
        graph = facts.info.graph
        if graph is None:
            ops, outer = self._recording.since(facts.info.start), {}
        else:
            ops = graphs.operations(graph)
            outer = {inner._id: handle._id for handle, inner in graph.captures}
        reads = [op for op in ops if op.name == "ReadVariableOp" and op.ins]
        used = {
            out for op in reads if outer.get(op.ins[0], op.ins[0]) in numbers for out in op.outs
        }
        users = [op for op in ops if not used.isdisjoint(op.ins)]
        for op in users[:_MOST_USERS]:
            yield {outer.get(number, number) for number in evidence.history(ops, op.ins)}

    def applied(self, optimizer: Any, sites: Collection[Chain]) -> None:
        """An optimizer got what was asked for at some places."""
        for site in sites:
            self._optimizers.setdefault(site, id(optimizer))

    def tell(self, asked_for: Collection[Any], value: Callable[[Any], bytes]) -> None:
        """Tell of weights that no request has ever asked for, and that nothing else has changed."""
        for numbers, places in self._places.items():
            for wrong, right, left in self._pairs(numbers, list(places.values()), asked_for):
                if any(self._values.get(n, b"") not in (b"", value(v)) for n, v in left):
                    continue
                for _, variable in left[:_MOST_TOLD]:
                    name, site = str(getattr(variable, "path", variable.name)), wrong.site
                    self._report.beside(site, wrong.kind, "twice", name, site, right.site)

    def _pairs(
        self, numbers: tuple[Any, ...], places: list[Place], asked_for: Collection[Any]
    ) -> Iterator[tuple[Place, Place, list[tuple[Any, Any]]]]:
        """Two places with an optimizer each, and what the first leaves without one."""
        known = [p for p in places if p.site in self._optimizers]
        held = [[(n, v()) for n, v in p.before.items() if n not in asked_for] for p in known]
        left = [[(n, v) for n, v in each if v is not None] for each in held]
        if len(known) != 2 or len({self._optimizers[p.site] for p in known}) != 2:
            return
        in_turns = len(self._turns[numbers]) > 2 or None is not known[0].graph == known[1].graph
        one, two = left
        if one and (not two or (in_turns and known[1].apart)):
            yield known[0], known[1], one
        elif two and not one:
            yield known[1], known[0], two
