"""The picture of a request: its sources, the lines between, its target, and what joins them."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from tapelint.trace.seen import Gradient, Place, Source, State, Trouble

# A source by its position, a line, or None for the target: as in a step of the gradient's way.
_Node = int | Place | None
_Pair = tuple[_Node, _Node]
_Flow = tuple[State, float | None]
_DEAD: Final[_Flow] = (State.NONE, None)


@dataclass(frozen=True, slots=True)
class Edge:
    """Nodes are numbered: first the sources, then the lines, last the target.

    ``cut`` says that the gradient ends on this edge.
    """

    start: int
    end: int
    state: State
    norm: float | None
    cut: bool


@dataclass(frozen=True, slots=True)
class Way:
    """The lines of a picture, and the edges between its nodes."""

    lines: tuple[Place, ...]
    edges: tuple[Edge, ...]


def way_of(gradient: Gradient) -> Way:
    """The picture of a request at one step."""
    return _Picture(gradient).way()


class _Picture:
    def __init__(self, gradient: Gradient) -> None:
        self._gradient = gradient
        self._dying = any(source.state is State.ZERO for source in gradient.sources)
        self._flows: dict[_Pair, _Flow] = {}
        self._after: dict[_Node, list[_Pair]] = defaultdict(list)
        for step in gradient.way:
            self._put((step.start, step.end), self._flow(step.norm))
        self._crossed: set[_Pair] = set()
        self._silence()
        self._lead_on()
        self._passed = {node for pair in self._flows for node in pair}
        for position, source in enumerate(gradient.sources):
            self._join(position, source)

    def way(self) -> Way:
        """What was found, with its nodes numbered."""
        sources: list[_Node] = list(range(len(self._gradient.sources)))
        ends = dict.fromkeys(node for pair in self._flows for node in pair)
        lines = [node for node in ends if isinstance(node, Place)]
        number = {node: at for at, node in enumerate([*sources, *lines, None])}
        edges = [
            Edge(number[start], number[end], state, norm, (start, end) in self._crossed)
            for (start, end), (state, norm) in self._flows.items()
        ]
        return Way(tuple(lines), tuple(edges))

    def _put(self, pair: _Pair, flow: _Flow) -> None:
        if pair not in self._flows:
            self._after[pair[0]].append(pair)
        self._flows[pair] = flow

    def _flow(self, norm: float | None) -> _Flow:
        if norm is None:
            return _DEAD
        if norm < 0:
            return (State.FLOWS, None)
        if math.isnan(norm):
            return (State.NAN, norm)
        if math.isinf(norm):
            return (State.INF, norm)
        # Where no source is said to get zeros, a zero is one that the step's values bring about.
        return (State.ZERO if norm == 0 and self._dying else State.FLOWS, norm)

    # ------------------------------------------------------------------ the lines

    def _is_dead(self, pair: _Pair) -> bool:
        return self._flows[pair][0] is State.NONE

    def _gets_any(self, node: _Node) -> bool:
        return node is None or not all(self._is_dead(pair) for pair in self._after[node])

    def _silence(self) -> None:
        """What gets a gradient from one line gets none from another that has none to pass on."""
        deaf = {end for _, end in self._flows if self._after[end] and not self._gets_any(end)}
        waiting = [pair for pair in self._flows if pair[1] in deaf and not self._is_dead(pair)]
        while waiting:
            pair = waiting.pop()
            start = pair[0]
            if any(other != pair and not self._is_dead(other) for other in self._after[start]):
                self._flows[pair] = _DEAD

    def _lead_on(self) -> None:
        """Lines at which a way that was too long to be told ends lead to the target somehow."""
        starts = {start for start, _ in self._flows}
        for (_, end), flow in list(self._flows.items()):
            if end is not None and end not in starts:
                self._put((end, None), flow)

    # ------------------------------------------------------------------ the sources

    def _join(self, position: int, source: Source) -> None:
        """Give a source a way, and the line of its cut a place on it."""
        if source.trouble is Trouble.SPOILED:
            return  # it stands for the target
        if source.trouble is not None and self._after[position]:
            return  # its gradient comes all the way
        cut = self._cut_node(source)
        broken = source.state is State.NONE
        passed = self._pairs_after(position, only_dead=broken)
        last = {pair for pair in passed if pair[1] == cut}
        if (cut is not None and not last) or not self._after[position]:
            last = {(position, cut)}
            lost = source.trouble is not None
            self._put((position, cut), _DEAD if lost else (source.state, source.norm))
            broken = broken or lost
        elif cut is None:
            last = {pair for pair in passed if self._gets_any(pair[1])}
        if broken:
            self._crossed |= last

    def _cut_node(self, source: Source) -> Place | None:
        """The line of a cut; the target's box stands for the line that asks, if it has no other."""
        if source.cut is None:
            return None
        place = source.cut.place
        return place if place != self._gradient.place or place in self._passed else None

    def _pairs_after(self, node: _Node, *, only_dead: bool) -> set[_Pair]:
        found: set[_Pair] = set()
        waiting = [node]
        while waiting:
            for pair in self._after[waiting.pop()]:
                if pair not in found and not (only_dead and not self._is_dead(pair)):
                    found.add(pair)
                    waiting.append(pair[1])
        return found
