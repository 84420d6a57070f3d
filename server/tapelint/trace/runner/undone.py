"""Updates that are overwritten before anybody reads what was learned by them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any

    from .frames import Chain
    from .recording import Op, Recording

_STORE = "assign:AssignVariableOp"
_ENOUGH = 3  # how often an update is undone before nothing else is likely
_MOST = 200


class Update(NamedTuple):
    """When an optimizer began and ended to change some variables."""

    start: int
    end: int
    variables: frozenset[Any]


class Undone:
    """Looks at what happens to variables between the updates of an optimizer."""

    def __init__(self, recording: Recording, tell: Callable[[Any, Chain], None]) -> None:
        self._recording = recording
        self._tell = tell
        self._updates: list[Update] = []
        # What a function that was traced changes when it is called, by its graph.
        self._inside: dict[Any, set[Any]] = defaultdict(set)

    def updated(self, start: int, variables: Iterable[Any]) -> None:
        """An optimizer has changed some variables, by their ids, or does so in a graph."""
        from tensorflow.python.framework import ops

        graph: Any = ops.get_default_graph()
        if not graph.building_function:
            if len(self._updates) < _MOST:
                update = Update(start, self._recording.moment, frozenset(variables))
                self._updates.append(update)
            return
        while getattr(graph.outer_graph, "building_function", False):
            graph = graph.outer_graph
        self._inside[graph].update(variables)

    def look(self) -> None:
        """Tell of updates that were overwritten each time, whole, and never read."""
        updates, self._updates = self._updates, []
        updates = sorted([*self._known(updates), *self._called()])
        lost: dict[Any, list[Chain]] = defaultdict(list)
        for number in {number for update in updates for number in update.variables}:
            own = [update for update in updates if number in update.variables]
            for at in range(1, len(own)):
                end, start = own[at - 1].end, own[at].start
                between = self._recording.since(end)[: max(0, start - end)]
                lost[number].append(_overwritten(number, between))
        undone = {n for n, chains in lost.items() if len(chains) >= _ENOUGH and all(chains)}
        for update in updates:
            if update.variables <= undone:  # else it may be tied to what is learned beside it
                for number in update.variables:
                    self._tell(number, lost[number][0])

    def _known(self, updates: Iterable[Update]) -> list[Update]:
        oldest = max(self._recording.first, self._recording.blind)
        return [update for update in updates if update.start >= oldest]

    def _called(self) -> Iterable[Update]:
        """The calls of functions that change variables."""
        recording = self._recording
        if not self._inside:
            return
        start = max(recording.first, recording.blind)
        for moment, op in enumerate(recording.since(start), start):
            graph = getattr(op.body, "graph", None) if op.name == "tf.function" else None
            if graph in self._inside:
                yield Update(moment, moment + 1, frozenset(self._inside[graph]))


def _overwritten(number: Any, ops: Sequence[Op]) -> Chain:
    """Where a variable is given another value before it is read; empty if it isn't."""
    for op in ops:
        if number in op.ins:
            return ()
        if number in op.outs:
            return op.chain if op.name == _STORE else ()
    return ()
