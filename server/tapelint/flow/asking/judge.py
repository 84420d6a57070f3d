"""From a dead source to the one place whose repair mends it."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from tapelint.flow.asking.apart import absent, left_out, machine_reads
from tapelint.flow.asking.cancelling import Meeting, cancelled
from tapelint.flow.asking.idle import idle
from tapelint.flow.asking.query import STOPS, Query
from tapelint.flow.graph import ABSENT, CUT, LIVE, MAYBE, Const, Edge, Node, Value
from tapelint.flow.nodes import nodes
from tapelint.flow.places import CallPath, Place, statement_of, statement_span
from tapelint.flow.requests import CONTRACT, ByHand, Cut, Request, Source
from tapelint.flow.values import CONTENT, Var

if TYPE_CHECKING:
    from tapelint.flow.machine import Machine

_FAR = 10**6
_Price = tuple[int, bool, int]
_FREE: _Price = (0, False, 0)
_NO_WAY: _Price = (_FAR, False, 0)
_NOTHING_SPENT: Mapping[int, Meeting] = {}
_WRITTEN_DOWN = frozenset({"constant", "convert_to_tensor", "range", "ones", "zeros", "fill"})
_CASTS = ("tf.cast", "keras.ops.cast")
_VIEWS = frozenset({"reshape", "expand_dims", "squeeze", "transpose"})
_MIXES = frozenset({"Add", "Mult", "Sub", "tf.add", "tf.multiply", "tf.subtract"})
_DIFFERENCES = frozenset({"Sub", "tf.subtract"})
_SUMS = frozenset({"Add", "tf.add"})
_NEAR = 100
_ALIKE = frozenset({"op", "floor", "leaves", "integer-cast"})
"""What is mended with all of its like in the statement: half of it trains half of the loss."""

_HANDS_ON = frozenset(
    {"identity", "Identity", "linear", "Activation", "convert_to_tensor", "Dropout"}
)
"""What may give the tensor itself that it gets."""

_SEEN = frozenset({"op", "floor", "leaves", "rewrap", "integer-cast", "custom", "captured"})
"""What the cut itself shows; everything else could be mended, or meant, by what isn't read."""


def judge(machine: Machine, request: Request, query: Query) -> None:
    """Give every source that surely gets no gradient its cut."""
    _judge(machine, request, query)
    if machine.holes:
        for source in request.sources:
            cut = source.cut
            unknown = cut is not None and isinstance(cut.operand, Node) and cut.operand.opaque
            if cut is not None and (unknown or cut.kind not in _SEEN):
                source.cut = None  # what isn't read may say what a comparison of it is


def _judge(machine: Machine, request: Request, query: Query) -> None:
    for i, source in enumerate(request.sources):
        if not source.certain:
            continue
        if source.state == CUT:
            search = CutSearch(query, i)
            source.cut = search.find(request)
            if _is_doubtful(search, source.cut):
                source.cut = _wrong_list(request, query, source, source.cut) or source.cut
            elif source.cut is not None and source.cut.kind == "stop" and not machine.holes:
                source.cut = _left_out(machine, request, query, source, source.cut)
        elif source.state == ABSENT and not machine.holes:
            source.cut = absent(machine, request, query, source)
        watched = query.tape.fields.get("watched", {})
        if source.cut is None and _is_array(source.value) and id(source.value) not in watched:
            source.state = CUT  # whatever the target is: no tape knows an array
            source.cut = source_cut(query, source, None, request)


def _is_array(value: Value) -> bool:
    return isinstance(value, Node) and value.kind in ("op", "data") and value.home == "numpy"


def judge_zeros(machine: Machine, request: Request, query: Query) -> None:
    """Find the sources whose gradient is surely zero.

    All their ways lead through a flat operation, or what comes back on them cancels out.
    """
    # What isn't read may change a variable.
    spent = {} if machine.holes else {**idle(query), **cancelled(query)}
    if not spent and not any(e.why == "zero" for n in query.order for e in n.edges):
        return
    flat = Query(query.token, request.targets, request.sources, flat=True, spent=spent)
    for i, (source, state) in enumerate(zip(request.sources, flat.states(), strict=True)):
        if source.state >= MAYBE and state == CUT and source.certain:
            cut = CutSearch(flat, i, spent).find(request)
            if cut is None or cut.kind not in ("zero", "custom"):
                continue
            if not _may_be_bypassed(cut, request, query):
                source.zero = cut
    if any(s.zero is None and s.cut is None for s in request.sources):
        # The second derivative by a bias is zero behind each relu, and nobody minds.
        for source in request.sources:
            if source.zero is not None and source.zero.why == "bend":
                source.zero = None


def _may_be_bypassed(cut: Cut, request: Request, query: Query) -> bool:
    """Whether a loss of Keras may take what went into a softmax: crossentropies look for it.

    In a graph they also recognise the softmax of TensorFlow itself, where they are given it.
    """
    op = cut.node.op if cut.node is not None else ""
    if not op.lower().endswith("softmax"):
        return False
    if not op.startswith("keras."):
        return any(
            "categorical" in n.op.lower() and any(e.to is cut.node for e in n.edges)
            for n in query.order
        )
    return request.label == CONTRACT or _comes_to_a_crossentropy(cut.node, query)


def _comes_to_a_crossentropy(shares: Node | None, query: Query) -> bool:
    """Whether a loss, or what isn't known, gets the very tensor that a softmax gives."""
    same = {id(shares)}
    for node in query.order:
        if not any(id(edge.to) in same for edge in node.edges):
            continue
        if node.opaque or _is_crossentropy(node):
            return True
        if node.kind == "phi" or node.op.rpartition(".")[2] in _HANDS_ON:
            same.add(id(node))
    return False


def _is_crossentropy(node: Node) -> bool:
    return any(part in node.op.lower() for part in ("crossentropy", "bce", "loss b"))


def _left_out(machine: Machine, request: Request, query: Query, source: Source, stop: Cut) -> Cut:
    """What was computed of a source as well, without a ``stop_gradient``, and then forgotten."""
    reads = machine_reads(machine, source.value, query) if isinstance(source.value, Var) else []
    node = left_out(machine, reads, request, query)
    if node is None or node.bind is None:
        return stop
    gone = machine.overwritten.get(id(node))
    if gone is not None and gone[0] is node:
        return Cut("unused", gone[1], None, "overwritten", source.value, node, instead=stop)
    return Cut("unused", node.bind.place, None, "unread", source.value, node, instead=stop)


def _is_doubtful(search: CutSearch, cut: Cut | None) -> bool:
    """Whether a value was kept from its variable on purpose: twice, or the variable is a copy."""
    if cut is None:
        return False
    if cut.kind == "stop" and search.cuts > 1:
        return True
    return cut.kind in ("outside", "stop") and is_copy(search.source)


def is_copy(value: Value) -> bool:
    """Whether a variable was set from another one, or drawn near it, as a target network's are."""
    content = value.fields.get(CONTENT) if isinstance(value, Var) else None
    stores = isinstance(content, Node) and (content.op == "assign" or content.kind == "phi")
    todo = [content] if isinstance(content, Node) and stores else []
    for node in todo:  # which grows meanwhile
        if node.kind == "read" and node.fact is not value:
            return True
        if len(todo) < _NEAR:
            mixed = node.kind == "phi" or node.op in _MIXES
            nearer = (e.to for e in node.edges if e.state == CUT or mixed)
            todo += [n for n in nearer if isinstance(n, Node)]
    return False


def _wrong_list(request: Request, query: Query, source: Source, cut: Cut | None) -> Cut | None:
    """All that was asked for is cut off on purpose, while other variables would train."""
    if any(s.state > CUT for s in request.sources) or request.sources_place is None:
        return None
    asked = {id(s.value) for s in request.sources}
    others = [
        n.fact
        for n in query.order
        if n.kind == "read" and isinstance(n.fact, Var) and id(n.fact) not in asked
    ]
    unasked = Query(query.token, request.targets, [Source(v, True) for v in others])
    if LIVE not in unasked.states():
        return None
    stop = cut.node if cut is not None and cut.kind == "stop" else None
    why = "foreign" if stop is None else "kept"
    return Cut("foreign", request.sources_place, stop, why, source.value)


class CutSearch:
    """The cheapest way from the target to one source, counted in cuts to mend."""

    def __init__(
        self, query: Query, index: int, spent: Mapping[int, Meeting] = _NOTHING_SPENT
    ) -> None:
        self.query = query
        self.spent = spent
        self.index = index
        self.bit = 1 << query.index.get(id(query.sources[index].value), index)
        self.source = query.sources[index].value
        self.cuts = 0
        self.cost: dict[int, _Price] = {}
        for node in query.order:
            self.cost[id(node)] = self._cost(node)

    def _present(self, node: Node) -> bool:
        live, maybe, cut = self.query.masks[id(node)]
        return bool((live | maybe | cut) & self.bit) or node is self.source

    def _cost(self, node: Node) -> _Price:
        if not self._present(node):
            return _NO_WAY
        if node.opaque and self.query.roots.get(id(node), 0) & self.bit:
            return _FREE
        return min((self._through(node, e) for e in node.edges), default=_NO_WAY)

    def _through(self, node: Node, edge: Edge) -> _Price:
        """Cuts on the way through one operand, and which is nearest the source.

        Of two ways with as many, the one that nobody cut on purpose; then the later one.
        """
        count, meant, tag = self._beyond(node, edge)
        stored = edge.why == "state-write" and node.kind == "read" and count > 0
        if count and isinstance(edge.to, Node) and edge.to.dtype == "int":
            return count, meant, tag  # what makes indices is the cut, not what looks them up
        if self.query.dead(edge) and count < _FAR and not stored:  # the store itself is the cut
            return (count + 1, meant, tag) if count else (1, self._is_meant(node), -node.seq)
        return count, meant, tag

    def _is_meant(self, node: Node) -> bool:
        """Whether a value is kept apart on purpose; an estimator is to let a gradient by."""
        if node.op not in STOPS:
            return False
        stopped = _operands(node)
        parts = (*stopped, *(part for n in stopped if n.op in _SUMS for part in _operands(n)))
        differences = [n for n in parts if n.op in _DIFFERENCES]
        by = [n for n in differences if sum(map(self._present, _operands(n))) > 1]
        return not by

    def _beyond(self, node: Node, edge: Edge) -> _Price:
        to = edge.to
        if to is self.source:
            return _FREE if self._watched(node, to) else (1, False, 0)
        if not isinstance(to, Node):
            unknown = not isinstance(to, Var) and self.bit & self.query.opaque_bits
            return _FREE if unknown else _NO_WAY
        if edge.why == "state-write" and self.query.token not in to.tapes:
            return _NO_WAY
        if self.query.left_unseen(node, edge):
            return _NO_WAY
        count, meant, tag = self.cost.get(id(to), _NO_WAY)
        if count >= _FAR:
            return _NO_WAY
        if not self.query.recorded(to) and self.query.recorded(node):
            return (count + 1, meant, tag) if count else (1, False, -to.seq)
        return count, meant, tag

    def _watched(self, node: Node, source: Value) -> bool:
        if isinstance(source, Var):
            return self.query.variable_state(source) != CUT
        assert isinstance(source, Node)
        if self.query.source_state(source, node) != CUT:
            return True
        return not self.query.recorded(node) and id(source) in self.query.tape.fields.get(
            "watched", {}
        )

    # ------------------------------------------------------------------ the way itself

    def find(self, request: Request) -> Cut | None:
        """The cut to mend: the only one on the way, else the one nearest the source."""
        way: list[Node] = []
        found = self._found(request, way)
        if found is not None:
            found.way = tuple(way)
            if found.kind in _ALIKE:
                found.beside = tuple(self._beside(found))
        return found

    def _beside(self, found: Cut) -> Iterator[Cut]:
        """The other cuts that end a way of their own where this one ends one."""
        statement = statement_span(found.place)
        for node in self.query.order:
            if node is found.node or node.place is None or node.place.path is not found.place.path:
                continue
            for edge in node.edges:
                if self.query.dead(edge) and self._through(node, edge)[0] == 1:
                    cut = self._dead_edge(node, edge)
                    if cut is None or cut.kind != found.kind:
                        continue
                    if statement_span(cut.place) == statement:
                        yield cut
                        break

    def _found(self, request: Request, way: list[Node]) -> Cut | None:
        starts = [
            t
            for t in request.targets
            if self.cost.get(id(t), _NO_WAY)[0] < _FAR or t is self.source
        ]
        if not starts:
            return None
        start = min(starts, key=lambda t: self.cost[id(t)])
        self.cuts = self.cost[id(start)][0]
        way.append(start)
        if start is self.source:
            return self._at_source(None, request)
        found: Cut | None = None
        if not self.query.recorded(start):
            found = self._outside(start, None, request)
        node = start
        for _ in range(len(self.query.order) + 1):
            edge = self._best(node)
            if edge is None:
                break
            if self.query.dead(edge):
                found = self._dead_edge(node, edge)
            to = edge.to
            if to is self.source or not isinstance(to, Node):
                if to is self.source and not self._watched(node, self.source):
                    found = self._at_source(node, request)
                break
            if not self.query.recorded(to) and self.query.recorded(node):
                found = self._outside(to, node, request)
            way.append(to)
            node = to
        return found

    def _best(self, node: Node) -> Edge | None:
        best: Edge | None = None
        price = _NO_WAY
        for edge in node.edges:
            cost = self._through(node, edge)
            if cost < price:
                best, price = edge, cost
        return best

    def _dead_edge(self, node: Node, edge: Edge) -> Cut | None:
        place = node.place
        if edge.why == "state-write" and node.kind == "read" and isinstance(edge.to, Node):
            node = edge.to
            place = node.place
        meeting = self.spent.get(id(edge.to))
        if meeting is not None and edge.state != CUT:
            return Cut("zero", meeting.place, meeting.node, meeting.why, edge.to)
        if place is None:
            return None
        if isinstance(node.fact, ByHand):
            return self._given_by_hand(node, edge, node.fact)
        if node.op == "backward" and edge.why == "zero":
            bent = node.fact.get(id(edge.to))
            known = bent is not None and bent.place is not None
            return Cut("zero", bent.place, bent, "bend", edge.to) if known else None
        why = {"op": "op", "floor": "floor", "leaves": "leaves", "rewrap": "rewrap", "raises": "op"}
        kind = why.get(edge.why, edge.why or "op")
        if kind == "op" and node.op in STOPS:
            kind = "stop"
        elif kind == "op" and node.op in _CASTS:
            kind = "integer-cast"
        return Cut(kind, place, node, edge.why, edge.to)

    def _given_by_hand(self, node: Node, edge: Edge, hand: ByHand) -> Cut | None:
        at = next((i for i, e in enumerate(node.edges) if e is edge), len(hand.places))
        place = hand.places[at] if at < len(hand.places) else None
        return None if place is None else Cut("custom", place, node, edge.why, edge.to)

    def _outside(self, node: Node, reader: Node | None, request: Request) -> Cut | None:
        place = node.place
        here = request.place.path
        bind = node.bind
        while bind is not None and _by_loop(bind.place):
            bind = bind.former  # what a loop names was computed before
        if bind is not None and (reader is None or bind.seq <= reader.seq):
            stays = bind.form != "name" or self._while_paused(node)
            stays = stays or _reads_from_around(reader, bind.place)
            stays = stays and not self._by_constructor(bind.place.path, here)
            place = bind.place if stays else lifted(bind.place, here)
        elif place is not None:
            place = lifted(place, here)
            if reader is None and request.target_place is not None:
                # What is written in the request itself may be made of what has a name.
                before = self._named_before(node, request.place)
                place = before or request.target_place
        return None if place is None else Cut("outside", place, node, "", node)

    def _named_before(self, node: Node, asked: Place) -> Place | None:
        """Where a gradient that an inline target is made of got its name, outside of the tape."""
        todo = [node]
        for one in todo:  # which grows meanwhile
            made = one.bind.place if one.bind is not None else None
            if made is not None and one.kind == "grad" and made.path is asked.path:
                return None if self.query.recorded(one) else made
            if made is None and len(todo) < _NEAR:
                ways = (e.to for e in one.edges if e.state != CUT and isinstance(e.to, Node))
                todo += [way for way in ways if self._present(way) and way.kind in ("op", "grad")]
        return None

    def _by_constructor(self, path: CallPath, here: CallPath) -> bool:
        """Whether the function that asks made the object that keeps this, of a given source."""
        call, made = path.call, getattr(self.source, "place", None)
        if call is None or call.path is not here or not path.name.endswith("__init__"):
            return False
        return made is not None and all(step is not path for step in made.path.chain())

    def _while_paused(self, node: Node) -> bool:
        """Whether this ran inside the tape's block, while the tape wasn't recording."""
        state = self.query.tape.fields
        return bool(state.get("began", _FAR) < node.seq < state.get("ended", _FAR))

    def _at_source(self, reader: Node | None, request: Request) -> Cut | None:
        return source_cut(self.query, self.query.sources[self.index], reader, request)


def _reads_from_around(reader: Node | None, bound: Place) -> bool:
    """Whether a function reads a name that the function around it has bound."""
    inner = reader.place.path.function if reader is not None and reader.place is not None else None
    outer = bound.path.function
    if not isinstance(inner, ast.AST) or not isinstance(outer, ast.AST) or inner is outer:
        return False
    return any(node is inner for node in nodes(outer))


def raising_operation(request: Request) -> Cut | None:
    """The operation on a live way to the target whose missing gradient raises LookupError.

    Or one that was differentiated on the way there, whose gradient has none itself.

    A tape goes back through everything that it watched, whatever was asked for.
    """
    if request.token is None:
        return None
    query = Query(request.token, request.targets, request.sources)
    seen: set[int] = set()
    todo = [t for t in request.targets if query.recorded(t)]
    while todo:
        node = todo.pop()
        if id(node) in seen or node.kind == "phi" or node.opaque:
            continue
        seen.add(id(node))
        for edge in node.edges:
            to = edge.to
            if not isinstance(to, Node):
                continue
            if (
                edge.why in ("raises", "once")
                and node.place is not None
                and query.tracked.get(id(to)) == LIVE
            ):
                return Cut("op", node.place, node, edge.why, to)
            if edge.state == LIVE and query.recorded(to):
                todo.append(to)
    return None


def traced_call(machine: Machine, place: Place, here: CallPath) -> Place | None:
    """The call of a ``tf.function`` through which a place was reached from ``here``, if any."""
    around = {id(p) for p in here.chain()}
    found: Place | None = None
    for path in place.path.chain():
        if id(path) in around:
            break
        if id(path.function) in machine.traced:
            found = path.call
    return found


def source_cut(query: Query, source: Source, reader: Node | None, request: Request) -> Cut | None:
    """Why a source isn't followed at all: dtype, trainable, not watched, replaced."""
    value = source.value
    if isinstance(value, Var):
        if value.place is None:
            return None
        if value.dtype in ("int", "bool", "string"):
            return Cut("integer-source", value.place, None, "", value)
        if value.trainable is False:
            return Cut("nontrainable", _in_a_list_of_all(request, value), None, "", value)
        return Cut("unwatched", value.place, None, "variable", value)
    if isinstance(value, Node):
        bind = value.bind.place if value.bind else value.place
        if bind is None:
            return None
        if value.dtype in ("int", "bool", "string"):
            return Cut("integer-source", _watched_at(query, value) or bind, value, "", value)
        if _is_array(value) and request.sources_place is not None:
            return Cut("unwatched", request.sources_place, value, "array", value)
        if value.home not in ("tensor", "unknown"):
            return None
        return Cut("unwatched", bind, value, "", value)
    return None


def _in_a_list_of_all(request: Request, var: Var) -> Place:
    """The list of sources where it is ``model.variables``, of which a layer never trains some."""
    asked, made, layer = request.sources_place, var.place, var.owner
    assert made is not None
    if asked is not None and isinstance(asked.node, ast.Name) and request.given is not None:
        lists = request.given.content.lists
        own = [place for owner, place in lists if owner is layer or len(lists) == 1]
        asked = own[0] if own else None
    flag = layer.fields.get("trainable") if layer is not None else None
    frozen = isinstance(flag, Const) and not flag.value
    if asked is None or layer is None or frozen:
        return made
    listed = isinstance(asked.node, ast.Attribute) and asked.node.attr in ("variables", "weights")
    return asked if listed else made


def _watched_at(query: Query, value: Node) -> Place | None:
    """Where a tape was told to watch whole numbers that were computed, and not written down."""
    watch = query.tape.fields.get("watched", {}).get(id(value))
    seen = value
    while seen.op.rpartition(".")[2] in _VIEWS:
        viewed = next(iter(_operands(seen)), None)
        if viewed is None:
            return None  # a list that is written down
        seen = viewed
    if watch is None or seen.op.rpartition(".")[2] in _WRITTEN_DOWN:
        return None
    if seen.op in _CASTS and any(n.dtype == "float" for n in _operands(seen)):
        return None  # what made whole numbers of others is to be left out
    place: Place = watch[1]
    return place


def _operands(node: Node) -> list[Node]:
    return [e.to for e in node.edges if isinstance(e.to, Node)]


def lifted(place: Place, here: CallPath) -> Place:
    """The place as seen from ``here``: what a helper did that has returned is its call."""
    ancestors = {id(p) for p in here.chain()}
    below: CallPath | None = None
    path: CallPath | None = place.path
    while path is not None and id(path) not in ancestors:
        below, path = path, path.caller
    if below is None:
        return place
    return below.call or place


def _by_loop(place: Place) -> bool:
    """Whether a loop, or a comprehension, named a value, which was computed elsewhere."""
    statement = statement_of(place)
    inner = nodes(statement) if statement is not None else ()
    loops = (n for n in inner if isinstance(n, (ast.For, ast.AsyncFor, ast.comprehension)))
    return any(n is place.node for loop in loops for n in ast.walk(loop.target))
