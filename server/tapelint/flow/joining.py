"""Where two ways of a program meet: forks, early exits, what raises, and the values joined."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from tapelint.flow.containers import Content, Seq, Union, Weights
from tapelint.flow.frames import Flow, Misuse, Pending, ProgramRaisedError
from tapelint.flow.graph import LIVE, Const, Edge, Node, NoneGradient, Value
from tapelint.flow.heap import Delta
from tapelint.flow.machine import Machine
from tapelint.flow.values import MISSING, Var

MAX_OPTIONS: Final = 4


class Joining(Machine):
    """Runs ways from one state and joins what they leave."""

    def fork(self, first: Callable[[], int], second: Callable[[], int]) -> int:
        """Run two ways from the same state and join them; the flow that goes on is returned."""
        heap, frame = self.heap, self.frame
        mark = heap.mark()
        tapes = self.tapes
        self.forks += 1
        one = self.attempt(first)
        delta = heap.written(mark)
        if one not in (Flow.NEXT, Flow.RAISE):
            self._leave(one)
        heap.rollback(mark)
        self.tapes, tapes = tapes, self.tapes
        value, frame.result = frame.result, None
        two = self.attempt(second)
        self.forks -= 1
        if two == Flow.RAISE:
            if one == Flow.NEXT:
                heap.rollback(mark)
                self._apply(delta)
                return Flow.NEXT
            if one != Flow.RAISE:
                heap.rollback(mark)
                self._apply(delta)
                frame.result = value
                self._forget_pending(one)
            return one
        if one == Flow.NEXT and two == Flow.NEXT:
            heap.merge(delta, mark, self.phi)
            return Flow.NEXT
        if one == Flow.NEXT:
            self._leave(two)
            heap.rollback(mark)
            self._apply(delta)
            frame.result = None
            return Flow.NEXT
        return two

    def may_raise(self) -> None:
        """The program raises here; under a ``try`` that catches, this way ends."""
        if self.guards:
            raise ProgramRaisedError

    def surely_raises(self, misuse: Misuse) -> None:
        """Note what raises here, unless a ``try`` right around it expects that."""
        if not self.frame.guards:
            self.misuses.append(misuse)
        self.may_raise()

    def refused(self, dtype: str = "unknown") -> Value:
        """What Python's own operation on known values gives where it raises."""
        self.may_raise()
        return self.data(None, "python", dtype)

    def attempt(self, way: Callable[[], int]) -> int:
        """Run a way; where the program raises in it, go back to the frame that we are in."""
        frame, tapes = self.frame, self.tapes
        marks, loops = len(frame.marks), len(self.loops)
        try:
            return way()
        except ProgramRaisedError:
            self.frame, self.tapes = frame, tapes
            del frame.marks[marks:]
            del self.loops[loops:]
            return Flow.RAISE

    def _leave(self, flow: int) -> None:
        frame = self.frame
        base = frame.marks[0] if flow == Flow.RETURN or len(frame.marks) == 1 else frame.marks[-1]
        delta = self.heap.written(base)
        frame.pending.append(Pending(flow, delta, frame.result, len(frame.marks)))

    def _forget_pending(self, flow: int) -> None:
        pending = self.frame.pending
        for i in range(len(pending) - 1, -1, -1):
            if pending[i].flow == flow:
                del pending[i]
                return

    def _apply(self, delta: Delta) -> None:
        for (_, key), (cells, value) in delta.items():
            self.heap.put(cells, key, value)

    def arrive(self, flow: int, mark: int) -> None:
        """Join the ways that left early and arrive here."""
        frame = self.frame
        rest: list[Pending] = []
        for way in frame.pending:
            if not way.arrives(flow, frame):
                rest.append(way)
                continue
            self.heap.merge(way.delta, mark, self.phi)
            if flow == Flow.RETURN and way.value is not None:
                now = frame.result
                frame.result = way.value if now is None else self.phi(now, way.value)
        frame.pending = rest

    def phi(self, one: Any, two: Any) -> Any:
        """The value where two ways meet."""
        if one is two:
            return one
        if isinstance(one, Missing_):
            return two
        if isinstance(two, Missing_):
            return one
        if not isinstance(one, Value) or not isinstance(two, Value):
            return self._phi_state(one, two)
        if isinstance(one, Const) and isinstance(two, Const):
            return self._phi_const(one, two)
        if isinstance(one, Seq) and isinstance(two, Seq):
            return self._phi_seq(one, two)
        numeric = (Node, Var)
        if isinstance(one, (*numeric, Const)) and isinstance(two, (*numeric, Const)):
            return self._phi_nodes(one, two)
        return self._phi_union(one, two)

    def _phi_state(self, one: Any, two: Any) -> Any:
        if isinstance(one, Content) and isinstance(two, Content):
            return self._phi_content(one, two)
        if one == two:
            return one
        return two if one is None else one

    def _phi_content(self, one: Content, two: Content) -> Content:
        if isinstance(one, Weights) or isinstance(two, Weights):
            return one if len(one.items) >= len(two.items) else two
        common = min(len(one.items), len(two.items))
        items = tuple(self.phi(a, b) for a, b in zip(one.items, two.items, strict=False))
        rest: Any = MISSING
        for extra in (*one.items[common:], *two.items[common:], one.rest, two.rest):
            if extra is not None:
                rest = self.phi(rest, extra)
        joined = Content(items, None if rest is MISSING else rest)
        joined.lists = tuple(dict.fromkeys((*one.lists, *two.lists)))
        joined.lacks = tuple(lack for lack in one.lacks if lack in two.lacks)
        return joined

    def _phi_const(self, one: Const, two: Const) -> Value:
        if type(one.value) is type(two.value) and one.value == two.value:
            return one
        if one.value is None or two.value is None:
            return Union((one, two))
        return self.data(None, "python", dtype_of_constant(one.value))

    def _phi_seq(self, one: Seq, two: Seq) -> Value:
        if one.kind != two.kind:
            return self._phi_union(one, two)
        if one.kind == "tuple" and one.exact and two.exact and len(one.items) == len(two.items):
            return Seq(
                "tuple", tuple(self.phi(a, b) for a, b in zip(one.items, two.items, strict=False))
            )
        return self._phi_union(one, two)

    def _phi_nodes(self, one: Value, two: Value) -> Value:
        if isinstance(one, Var) or isinstance(two, Var):
            return self._phi_union(one, two)  # a variable is read where it is used, not here
        for a, b in ((one, two), (two, one)):
            if isinstance(a, Const) and a.value is None:
                return Union((a, b))
        a = self.leaf(one, None) or self.constant_node(one)
        b = self.leaf(two, None) or self.constant_node(two)
        home = next((h for h in ("symbolic", "tensor") if h in (a.home, b.home)), "unknown")
        home = a.home if a.home == b.home else home
        dtype = a.dtype if a.dtype == b.dtype else "unknown"
        node = self.node("phi", "phi", (Edge(a, LIVE), Edge(b, LIVE)), a.place, home, dtype)
        node.bind = b.bind or a.bind
        return node

    def _phi_union(self, one: Value, two: Value) -> Value:
        options: list[Value] = []
        for value in (one, two):
            parts = value.options if isinstance(value, Union) else (value,)
            for part in parts:
                if not any(part is o or same_constant(part, o) for o in options):
                    options.append(part)
        if len(options) > MAX_OPTIONS:
            return self.unknown("one of many values", None, options)
        return options[0] if len(options) == 1 else Union(tuple(options))

    def constant_node(self, value: Value) -> Node:
        """A Python constant seen as a node."""
        constant = value.value if isinstance(value, Const) else None
        node = self.data(None, "python", dtype_of_constant(constant))
        node.fact = constant
        return node


Missing_ = type(MISSING)


def same_constant(one: Value, two: Value) -> bool:
    """Whether both are the same known scalar."""
    return (
        isinstance(one, Const)
        and isinstance(two, Const)
        and not isinstance(one, NoneGradient)
        and type(one.value) is type(two.value)
        and bool(one.value == two.value)
    )


def dtype_of_constant(value: object) -> str:
    """The dtype class of a Python scalar."""
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, int):
        return "int"
    if isinstance(value, float):
        return "float"
    if isinstance(value, complex):
        return "complex"
    if isinstance(value, (str, bytes)):
        return "string"
    return "unknown"
