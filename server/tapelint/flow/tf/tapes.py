"""Gradient tapes: recording, watching, asking."""

from __future__ import annotations

import ast
from collections.abc import Callable
from functools import reduce
from typing import Final

from tapelint.flow.asking.hazards import hazards
from tapelint.flow.asking.judge import judge, judge_zeros
from tapelint.flow.asking.query import Query, history, is_bent, with_operands
from tapelint.flow.containers import Dict, Seq, Union
from tapelint.flow.frames import Misuse
from tapelint.flow.graph import (
    CUT,
    LIVE,
    MAYBE,
    NONE,
    Const,
    Edge,
    Node,
    NoneGradient,
    Nothing,
    Token,
    Value,
)
from tapelint.flow.machine import Machine
from tapelint.flow.numbers.starts import IDLE, idle_weight
from tapelint.flow.places import Place
from tapelint.flow.python.named_tuples import is_namedtuple, named_fields
from tapelint.flow.requests import ByHand, Request, Source
from tapelint.flow.tf.discarded import is_pure
from tapelint.flow.values import MISSING, VALUE_TAKEN, Lib, Obj, Tape, Var

Args = list[Value]
Kwargs = dict[str, Value]


class Tapes(Machine):
    """What a program does with tapes."""

    def make_tape(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        """``tf.GradientTape(persistent=False, watch_accessed_variables=True)``."""
        given = dict(zip(("persistent", "watch_accessed_variables"), args, strict=False)) | kwargs
        self.seq += 1
        return Tape(
            place,
            self.seq,
            _flag(given.get("persistent"), False),
            _flag(given.get("watch_accessed_variables"), True),
        )

    def under_tape(self, tape: Tape, inside: Callable[[Value], int], place: Place) -> int:
        """Run a block that a tape records."""
        tape.with_place = place
        if tape.fields.get("used_token") is tape.token:
            # Once asked, a tape that doesn't persist is empty: entering it starts a new recording.
            self.heap.put(tape.fields, "token", Token(tape))
        self._start(tape)
        self.heap.put(tape.fields, "began", self.seq)
        self.heap.put(tape.fields, "ended", MISSING)
        try:
            return inside(tape)
        finally:
            self._stop(tape)
            self.heap.put(tape.fields, "ended", self.seq + 1)

    def stopped_recording(self, tape: Tape, inside: Callable[[Value], int]) -> int:
        """Run a block that a tape doesn't record."""
        was = tape.token in self.tapes
        self._stop(tape)
        try:
            return inside(tape)
        finally:
            if was:
                self._start(tape)

    def _start(self, tape: Tape) -> None:
        if tape.token not in self.tapes:
            self.tapes = (*self.tapes, tape.token)

    def _stop(self, tape: Tape) -> None:
        self.tapes = tuple(t for t in self.tapes if t.tape is not tape)

    def call_tape_method(
        self, tape: Tape, name: str, args: Args, kwargs: Kwargs, place: Place
    ) -> Value:
        """A method of a tape."""
        if name == "watch":
            return self._watch(tape, args[0] if args else kwargs.get("tensor", NONE), place)
        if name in ("gradient", "jacobian", "batch_jacobian"):
            return self._ask(tape, name, args, kwargs, place)
        if name == "stop_recording":
            from tapelint.flow.values import Method

            return Method(tape, "stop_recording")
        if name == "reset":
            if tape.token not in self.tapes:
                self.surely_raises(Misuse("reused", place, None, {"tape": tape, "reason": "reset"}))
                return NONE
            self._stop(tape)
            self.heap.put(tape.fields, "token", Token(tape))
            self.heap.put(tape.fields, "watched", {})
            self.heap.put(tape.fields, "reset", place)
            self._start(tape)
            return NONE
        if name == "__enter__":
            self._start(tape)
            return tape
        if name == "__exit__":
            self._stop(tape)
            return NONE
        if name == "watched_variables":
            return Seq("tuple", (), self.unknown("watched_variables", place))
        return self.unknown(f"tape.{name}", place)

    def _watch(self, tape: Tape, value: Value, place: Place) -> Value:
        watched = dict(tape.fields.get("watched", {}))
        flat = self.flat_sources(value, place)
        self._impossible_watch(tape, flat, place)
        for source in flat:
            item = source.value
            if (isinstance(item, Node) and item.opaque) or (
                isinstance(item, (Node, Var)) and source.certain
            ):
                watched[id(item)] = (self.seq, place, item)
            else:
                self.heap.put(tape.fields, "watched_unknown", True)
        self.heap.put(tape.fields, "watched", watched)
        self._redundant(tape, flat, value, place)
        return NONE

    def _impossible_watch(self, tape: Tape, flat: list[Source], place: Place) -> None:
        """Watching before the tape records, or an array, raises."""
        argument = (
            place.node.args[0] if isinstance(place.node, ast.Call) and place.node.args else None
        )
        facts: dict[str, object] = {
            "source": ast.unparse(argument) if argument else "",
            "tape": tape,
        }
        if tape.token not in self.tapes and "began" not in tape.fields:
            self.misuses.append(Misuse("unwatched", place, None, {**facts, "reason": "early"}))
        elif any(_is_array(s.value) for s in flat if s.certain):
            self.misuses.append(Misuse("unwatched", place, None, {**facts, "reason": "array"}))
        elif any(_is_symbolic(s.value) for s in flat if s.certain):
            self.surely_raises(Misuse("unwatched", place, None, {**facts, "reason": "symbolic"}))
            refused = {*tape.fields.get("refused", ()), *(id(s.value) for s in flat)}
            self.heap.put(tape.fields, "refused", refused)
        elif self._are_of_keras(flat):
            facts["reason"] = "many" if len(flat) > 1 else "keras"
            facts["alone"] = "" if tape.watches_variables else "yes"
            self.surely_raises(Misuse("unwatched", place, None, facts))

    def _are_of_keras(self, flat: list[Source]) -> bool:
        """Whether one of them is a keras.Variable, and the version one that refuses those."""
        refused = self.target is not None and self.target >= _KERAS_3
        return refused and any(
            isinstance(s.value, Var)
            and s.value.is_keras
            and s.certain
            and VALUE_TAKEN not in s.value.fields
            for s in flat
        )

    def _redundant(self, tape: Tape, flat: list[Source], value: Value, place: Place) -> None:
        if tape.watches_variables is not True or tape.token not in self.tapes or not flat:
            return
        if all(
            isinstance(s.value, Var) and s.value.trainable and not s.value.is_keras and s.certain
            for s in flat
        ):
            self.misuses.append(Misuse("redundant-watch", place, None, {"source": value}))

    # ------------------------------------------------------------------ asking

    def flat_sources(self, value: Value, place: Place) -> list[Source]:
        """The things in a ``sources`` argument, with whether they are surely in it."""
        out: list[Source] = []
        self._flatten(value, place, True, out)
        return out

    def _flatten(self, value: Value, place: Place, certain: bool, out: list[Source]) -> None:
        if isinstance(value, (Node, Var, Const)):
            out.append(Source(value, certain))
        elif isinstance(value, Seq):
            for item in value.items:
                self._flatten(item, place, certain, out)
            if value.rest is not None:
                self._flatten(value.rest, place, False, out)
        elif isinstance(value, Dict):
            for item in value.data.values():
                self._flatten(item, place, certain, out)
            if value.rest is not None:
                self._flatten(value.rest, place, False, out)
        elif isinstance(value, Union):
            for option in value.options:
                self._flatten(option, place, False, out)
        elif isinstance(value, Obj) and is_namedtuple(value):
            for item in named_fields(value).values():
                self._flatten(item, place, certain, out)
        else:
            out.append(Source(self.unknown("sources", place, [value]), False))

    def _ask(self, tape: Tape, method: str, args: Args, kwargs: Kwargs, place: Place) -> Value:
        names: tuple[str, ...] = (
            "target",
            "sources",
            "output_gradients",
            "unconnected_gradients",
        )
        if method != "gradient":
            names = (
                "target",
                "sources" if method == "jacobian" else "source",
                "unconnected_gradients",
            )
        given = dict(zip(names, args, strict=False)) | kwargs
        target = given.get("target", NONE)
        sources = given.get("sources", given.get("source", NONE))
        self._count_use(tape, place)
        target_place, sources_place = self._argument_places(place, names)
        if isinstance(target, Obj) and target.kind == "tensorarray" and target_place is not None:
            name = target_place.source()
            self.surely_raises(Misuse("array-target", target_place, None, {"name": name}))
        told = isinstance(target, Nothing) and self.ends_without_return(target, target_place, place)
        request = Request(
            place,
            method,
            tape,
            tape.token,
            self._targets(tape, target, place),
            self.flat_sources(sources, place),
        )
        request.given = sources if isinstance(sources, Seq) else None
        if self.thawed and request.given is not None:
            request.thawed = self.thawed_since(request.given)
        request.seeds = self.leaves(given.get("output_gradients", NONE), place)
        request.target_place, request.sources_place = target_place, sources_place
        zero = given.get("unconnected_gradients")
        unconnected = zero is not None and not (
            (isinstance(zero, Lib) and zero.path.endswith(".NONE"))
            or (isinstance(zero, Const) and zero.value == "none")
        )
        self.note_untracked(request)
        result = self.answer(request, sources, unconnected)
        refused = tape.fields.get("refused", ())
        for source in request.sources:
            if told or id(source.value) in refused:
                source.cut = None  # that nothing connects them is only what follows
        return result

    def ends_without_return(self, given: Nothing, named: Place | None, asked: Place) -> bool:
        """Note that what should be a loss is None, since a function ends without ``return``."""
        end = given.place
        if end.home is not None:
            return True  # told in the file of that function
        if self.holes:
            return False
        facts: dict[str, object] = {"function": given.function, "line": str(asked.span.line)}
        facts["name"] = named.source() if named is not None else ""
        statement = end.node
        if isinstance(statement, ast.Expr):
            value = next((v for v, p in self.dropped.values() if p.node is statement.value), None)
            facts["value"] = "yes" if value is not None and is_pure(value.op) else ""
        self.surely_raises(Misuse("no-return", end, None, facts))
        return True

    def _targets(self, tape: Tape, target: Value, place: Place) -> list[Node]:
        """The target's tensors; a variable as target is read by the request itself."""
        tapes = self.tapes
        options = target.options if isinstance(target, Union) else (target,)
        variable = any(isinstance(option, Var) for option in options)
        if variable and tape.token not in tapes:
            self.tapes = (*tapes, tape.token)
        nodes = self.leaves(target, place)
        self.tapes = tapes
        if variable and len(nodes) == len(options):
            nodes = [reduce(self.phi, nodes)]  # it is one of them, not all
        return nodes

    @staticmethod
    def _argument_places(place: Place, names: tuple[str, ...]) -> tuple[Place | None, Place | None]:
        node = place.node
        if not isinstance(node, ast.Call):
            return None, None
        found: dict[str, ast.AST] = dict(zip(names, node.args, strict=False))
        for keyword in node.keywords:
            if keyword.arg:
                found[keyword.arg] = keyword.value

        def at(*keys: str) -> Place | None:
            for key in keys:
                if key in found:
                    return place.at(found[key])
            return None

        return at("target"), at("sources", "source")

    def _count_use(self, tape: Tape, place: Place) -> None:
        if tape.persistent is False and not tape.fields.get("summary"):
            first = tape.fields.get("used")
            if first is not None and not self.holes and tape.fields.get("used_token") is tape.token:
                self.misuses.append(Misuse("reused", place, first, {"tape": tape}))
            self.heap.put(tape.fields, "used", place)
            self.heap.put(tape.fields, "used_token", tape.token)

    def answer(self, request: Request, sources: Value, unconnected: bool) -> Value:
        """Judge a request and give its result, in the shape of its sources."""
        self.seq += 1
        request.seq = self.seq
        if request.token is None:
            return self.unknown("gradient", request.place, [sources])
        query = Query(request.token, request.targets, request.sources)
        for source, state in zip(request.sources, query.states(), strict=False):
            source.state = state
            if isinstance(source.value, Const) or _may_be_used(source.value, query):
                source.state = MAYBE
        judge(self, request, query)
        if unconnected:
            _keep_lost(request, query)
        judge_zeros(self, request, query)
        request.hazards = hazards(query)
        self.requests.append(request)
        shared = self._backward(request, query) if len(request.sources) > 3 else None
        results = iter(
            [
                self._result(request, query, s, i, shared, unconnected)
                for i, s in enumerate(request.sources)
            ]
        )
        return self._shape(sources, results, request)

    def _result(
        self,
        request: Request,
        query: Query,
        source: Source,
        index: int,
        shared: Node | None,
        unconnected: bool,
    ) -> Value:
        dead = source.state < MAYBE and source.certain
        if dead and not unconnected:
            return NoneGradient(source.value, request)
        if unconnected and source.state < LIVE:
            return self.data(request.place, "tensor", "float")
        back = shared if shared is not None else self._backward(request, query, 1 << index)
        # A gradient is linear in what stands for the gradient of the target.
        seeds = [Edge(seed, min(source.state, LIVE)) for seed in request.seeds]
        edges = [Edge(back, LIVE), *seeds]
        node = self.node("grad", "gradient", edges, request.place, "tensor", "float")
        node.fact = "maybe" if source.state < LIVE or not source.certain else None
        computed = isinstance(source.value, Node)  # and no weight: those are many
        idle = idle_weight(request.targets, source.value) if computed else None
        if idle is not None:
            node.given = {IDLE: idle}
        self.gradient_of[id(node)] = (node, source.value, request)
        return node

    def _backward(self, request: Request, query: Query, bits: int = -1) -> Node:
        """What the gradient itself was computed from: needed for gradients of gradients."""
        edges: dict[int, Edge] = {}
        for node in query.order:
            live, maybe, _ = query.masks[id(node)]
            own = 0
            for edge in node.edges:
                if isinstance(edge.to, Var) or edge.state == CUT:
                    continue
                i = query.index.get(id(edge.to))
                own |= 0 if i is None else 1 << i
            if not (live | maybe | own) & bits:
                continue
            if isinstance(node.fact, ByHand) and node.fact.parts:
                self._written_backward(node, node.fact, edges)
            else:
                self._once_only(node, edges, query, bits)
                self._backward_edges(node, edges, query, bits)
        back = self.node("grad", "backward", edges.values(), request.place, "tensor", "float")
        back.fact = {id(e.to): n for n in query.order if is_bent(n) for e in n.edges}
        return back

    def _once_only(self, node: Node, edges: dict[int, Edge], query: Query, bits: int) -> None:
        """The gradient of some operations is one that has none itself: asking for it raises."""
        if node.curve != "once" or node.kind != "op" or node.place is None:
            return
        carrying = [e for e in node.edges if e.state == LIVE and query.carries(e.to, bits)]
        if carrying:
            self.raising = True
            slopes = [Edge(e.to, MAYBE, "once") for e in carrying]
            slope = self.node("op", node.op, slopes, node.place, "tensor", "float", node.symbol)
            edges[id(slope)] = Edge(slope, LIVE)

    def _written_backward(self, node: Node, hand: ByHand, edges: dict[int, Edge]) -> None:
        """What a gradient by hand was computed from: its function runs under the tapes of now."""
        for edge, part in zip(node.edges, hand.parts, strict=True):
            if isinstance(part, Node) and edge.state != CUT:
                again = self._computed_again(part, hand.since)
                edges[id(again)] = Edge(again, LIVE)
            elif not isinstance(part, Const):
                edges[id(edge.to)] = Edge(edge.to, min(edge.state, MAYBE))

    def _computed_again(self, made: Node, since: int) -> Node:
        """What was computed since a moment, as if it ran now."""
        twins: dict[int, Node] = {}
        for node in history([made]):
            if node.seq > since:
                twins[id(node)] = twin = with_operands(node, twins)
                twin.tapes = self.tapes
                self.seq += 1
                twin.seq = self.seq
        return twins.get(id(made), made)

    @staticmethod
    def _backward_edges(node: Node, edges: dict[int, Edge], query: Query, bits: int) -> None:
        if node.curve == "linear" or node.kind in ("phi", "read", "data"):
            return
        state = LIVE if node.curve in ("curved", "bilinear") and node.kind == "op" else MAYBE
        if node.kind == "grad":
            state = MAYBE
        operands = [e for e in node.edges if isinstance(e.to, Node)]
        for edge in operands:
            if node.curve == "bilinear" and not _others_carry(edge, operands, query, bits):
                continue  # of a product, the slope of one factor is the other
            known = edges.get(id(edge.to))
            if known is None or known.state < state:
                edges[id(edge.to)] = Edge(
                    edge.to,
                    min(state, edge.state) if edge.state != CUT else CUT,
                    "zero" if is_bent(node) else "",
                )

    def _shape(self, sources: Value, results: object, request: Request) -> Value:
        it = results
        if isinstance(sources, Seq):
            items = tuple(self._shape(s, it, request) for s in sources.items)
            rest = self._shape(sources.rest, it, request) if sources.rest is not None else None
            out = Seq("list" if sources.kind == "set" else sources.kind, items, rest)
            self.gradient_lists[id(out)] = (out, sources, request)
            return out
        if isinstance(sources, Obj) and is_namedtuple(sources):
            return self._shape(Seq("tuple", tuple(named_fields(sources).values())), it, request)
        if isinstance(sources, Dict):
            made = Dict()
            for key, value in sources.data.items():
                made.data[key] = self._shape(value, it, request)
            if sources.rest is not None:
                made.extra["rest"] = self._shape(sources.rest, it, request)
            return made
        if isinstance(sources, Union):
            for option in sources.options:
                self._shape(option, it, request)
            return self.unknown("gradient", request.place, [sources])
        value = next(it)  # type: ignore[call-overload]
        assert isinstance(value, Value)
        if isinstance(sources, Node) and sources.opaque:
            return self.unknown("gradient", request.place, [value, sources])
        return value


def _others_carry(edge: Edge, operands: list[Edge], query: Query, bits: int) -> bool:
    """Whether what was asked about comes in through another operand, too."""
    return any(query.carries(other.to, bits) for other in operands if other is not edge)


def _may_be_used(source: Value, query: Query) -> bool:
    """Whether a source is one of several values, of which the target was computed from another.

    A loop over layers may keep the output of one of them, and goes on with each.
    """
    if not isinstance(source, Node) or source.kind != "phi":
        return False
    used = {id(n) for n in query.order}
    options = [source]
    for node in options:  # which grows meanwhile
        if node.kind == "phi":
            options += [e.to for e in node.edges if isinstance(e.to, Node)]
    return id(source) not in used and any(id(n) in used for n in options)


def _keep_lost(request: Request, query: Query) -> None:
    """Where zeros are asked for instead of None, only a gradient that is lost on its way is told.

    That a source isn't connected at all, or is left out on purpose, is what the zeros are for. A
    target of which the tape saw nothing gives zeros whatever is asked for.
    """
    unseen = bool(request.targets) and not any(map(query.recorded, request.targets))
    lost = _LOST | {"outside"} if unseen else _LOST
    for source in request.sources:
        if source.cut is not None and (source.state != CUT or source.cut.kind not in lost):
            source.cut = None


def _is_symbolic(value: Value) -> bool:
    """Whether a value stands for what a layer will give, and is no tensor."""
    return isinstance(value, Node) and value.home == "symbolic"


def _is_array(value: Value) -> bool:
    return isinstance(value, Node) and value.home == "numpy" and value.kind in ("data", "op")


def _flag(value: Value | None, default: bool) -> bool | None:
    if value is None:
        return default
    return bool(value.value) if isinstance(value, Const) else None


_KERAS_3: Final = (2, 16)  # the first TensorFlow whose `tf.keras` is Keras 3
_LOST: Final = frozenset({"op", "floor", "leaves", "rewrap", "integer-cast", "captured"})
