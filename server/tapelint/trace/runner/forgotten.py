"""Gradients of which something is made that could stand for an update, and that nothing takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from . import graphs
from .dropped import dropped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import Any

    from .frames import Chain
    from .recording import Op, Recording
    from .report import Request

_MOST_BETWEEN = 4000
_MOST_PLACES = 50
_MOST_TOLD = 20


class Given(NamedTuple):
    """The gradients that a request gave, by their ids: position and shape."""

    request: Request
    moment: int
    graph: Any  # in which they are; None outside of every one
    positions: Mapping[Any, int]
    shapes: Mapping[Any, Any]


class Forgotten:
    """Looks at what is made of gradients until the same place asks again."""

    def __init__(self, recording: Recording, tell: Callable[[Request, int, Chain], None]) -> None:
        self._recording = recording
        self._tell = tell
        self._latest: dict[Chain, Given] = {}
        self._looked: set[Chain] = set()

    def asked(self, request: Request, gradients: Sequence[Any]) -> None:
        """A request was answered with some gradients."""
        before = self._latest.pop(request.site, None)
        if before is not None and before.graph is None:
            self._look(before)
        if request.site in self._looked or len(self._latest) >= _MOST_PLACES:
            return
        known = {g._id: i for i, g in enumerate(gradients) if hasattr(g, "_id")}
        shapes = {g._id: _shape(g) for g in gradients if hasattr(g, "_id")}
        graph = next((getattr(g, "graph", None) for g in gradients if hasattr(g, "_id")), None)
        if known:
            moment = self._recording.moment
            self._latest[request.site] = Given(request, moment, graph, known, shapes)

    def flush(self) -> None:
        """Nothing more will be seen for a while."""
        latest, self._latest = self._latest, {}
        for given in latest.values():
            self._look(given)

    def _look(self, given: Given) -> None:
        recording = self._recording
        if given.graph is None:
            if given.moment < recording.blind or not recording.on:
                return
            ops = recording.since(given.moment)[:_MOST_BETWEEN]
        else:
            ops = graphs.operations(given.graph)
        self._looked.add(given.request.site)
        ops = [op for op in ops if op.name != "gradient"]
        if _is_applied(ops, given.positions):
            return
        for one in list(dropped(ops, given.positions, given.shapes))[:_MOST_TOLD]:
            self._tell(given.request, given.positions[one.value], one.chain)


def _is_applied(ops: Iterable[Op], gradients: Iterable[Any]) -> bool:
    """Whether a gradient goes into a variable, or into what may put it there."""
    reached = set(gradients)
    for op in ops:
        if not reached.isdisjoint(op.ins):
            if op.body is not None or op.name.startswith(("assign:", "ResourceApply")):
                return True
            reached.update(op.outs)
    return False


def _shape(gradient: Any) -> Any:
    shape = getattr(gradient, "shape", None)
    return None if shape is None or shape.rank is None else tuple(shape.as_list())
