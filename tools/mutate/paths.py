"""Which sources of a request lose their gradient when certain values no longer pass one on."""

from __future__ import annotations

from collections.abc import Iterable, Set

from tapelint.flow.asking.query import Query
from tapelint.flow.graph import CUT, Node
from tapelint.flow.values import Obj, Var


class LivePaths:
    """The part of a request's graph along which a gradient comes back, or might."""

    def __init__(self, query: Query) -> None:
        self._query = query
        self._all = (1 << len(query.sources)) - 1
        self._sure = sum(1 << i for i, source in enumerate(query.sources) if source.certain)
        self.on_way = {
            id(node) for node in query.order if query.masks[id(node)][0] or query.masks[id(node)][1]
        }

    def killed_by(self, values: Iterable[Node]) -> tuple[bool, bool]:
        """Whether some, and whether all, of the sources surely lose their gradient without these.

        What may be asked for, or had none before, loses nothing.
        """
        gone = {id(value) for value in values}
        if any(id(source.value) in gone for source in self._query.sources):
            return False, False
        had = self._reached(frozenset()) & self._sure
        lost = had & ~self._reached(gone)
        return lost != 0, lost != 0 and lost == had

    def _reached(self, gone: Set[int]) -> int:
        reached, seen = 0, set(gone)
        stack = [target for target in self._query.targets if id(target) not in gone]
        while stack:
            node = stack.pop()
            if id(node) in seen:
                continue
            seen.add(id(node))
            reached |= self._own(node)
            if not (self._query.recorded(node) or node.opaque):
                continue
            for edge in node.edges:
                if edge.state == CUT:
                    continue
                if isinstance(edge.to, Node):
                    stack.append(edge.to)
                else:
                    reached |= self._held(edge.to)
        return reached

    def _own(self, node: Node) -> int:
        """The sources that a value is, or may hold where nothing is known of it."""
        index = self._query.index.get(id(node))
        own = 0 if index is None else 1 << index
        if node.opaque or not node.edges:
            live, maybe, _ = self._query.masks.get(id(node), (0, 0, 0))
            own |= live | maybe
        return own

    def _held(self, owner: Obj) -> int:
        if not isinstance(owner, Var):
            return self._all
        index = self._query.index.get(id(owner))
        return self._query.opaque_bits if index is None else 1 << index
