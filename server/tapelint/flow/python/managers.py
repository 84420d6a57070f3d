"""Blocks under context managers."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from tapelint.flow.containers import Generator
from tapelint.flow.frames import Flow
from tapelint.flow.graph import MAYBE, NONE, Edge, Node, Value
from tapelint.flow.machine import Machine
from tapelint.flow.places import Place
from tapelint.flow.python.instances import EXIT_STACK
from tapelint.flow.values import Method, Obj, Partial, Tape

_EXPECTS: Final = frozenset({"assertRaises", "assertRaisesRegex", "raises"})
"""Methods of tests that pass only if their block raises."""
_ENTERED: Final = "%entered"
_NAME_SCOPES: Final = frozenset({"tf.name_scope", "keras.name_scope"})


Args = Sequence[Value]
Kwargs = dict[str, Value]


class Managers(Machine):
    """``with`` of tapes, of the program's managers and of the libraries'."""

    def managed(
        self, manager: Value, inside: Callable[[Value], int], place: Place, statement: ast.With
    ) -> int:
        """Run a block under a context manager."""
        called = _method_called(place.node)
        if called in _EXPECTS:
            return self._expected(partial(inside, self.unknown("with", place)))
        if called == "gradient_override_map":
            return self._overridden(partial(inside, manager))
        if isinstance(manager, Tape):
            return self.under_tape(manager, inside, place.at(statement))
        if isinstance(manager, Method) and isinstance(manager.owner, Tape):
            return self.stopped_recording(manager.owner, inside)
        if isinstance(manager, Obj) and manager.kind == "manager":
            return self._under_generator(manager, inside)
        if isinstance(manager, Obj) and manager.kind == EXIT_STACK:
            return self._under_stack(manager, inside, place)
        if isinstance(manager, Obj) and manager.cls is not None:
            enter = self.class_attribute(manager, "__enter__", place)
            leave = self.class_attribute(manager, "__exit__", place)
            value = self.call(enter, [], {}, place) if enter is not None else manager
            flow = inside(value)
            if leave is not None:
                self.call(leave, [NONE, NONE, NONE], {}, place)
            return flow
        if isinstance(manager, Obj) and manager.path == "contextlib.suppress":
            return self._suppressed(inside)
        value = manager
        if isinstance(manager, Node):
            value = self.unknown("with", place, [manager])
            if manager.op in _NAME_SCOPES:
                value = self.data(place, "python", "string")
            if manager.op == "tf.init_scope":
                lifted: int = self.outside_graph(partial(inside, value))
                return lifted
        return inside(value)

    def _expected(self, inside: Callable[[], int]) -> int:
        """Run a block of a test that is to raise; what is wrong in there is meant to be."""
        noted = (self.requests, self.misuses, self.discarded, self.untracked, self.applied)
        before = [(found, len(found)) for found in noted]
        self._suppressed(lambda _: inside())
        for found, length in before:
            del found[length:]
        return Flow.NEXT

    def _overridden(self, inside: Callable[[], int]) -> int:
        """Run a block whose operations have other gradients than usual."""
        first = len(self.nodes)
        flow = inside()
        for node in self.nodes[first:]:
            if node.kind == "op":
                node.kind = "opaque"
                node.edges = tuple(Edge(edge.to, MAYBE) for edge in node.edges)
        return flow

    def exit_stack_method(
        self, owner: Obj, name: str, args: Args, kwargs: Kwargs, place: Place
    ) -> Value | None:
        """What an exit stack does itself; None for anything else."""
        entered = owner.fields.get(_ENTERED, ())
        if name == "enter_context" and args:
            self.heap.put(owner.fields, _ENTERED, (*entered, args[0]))
            return self._entered(args[0], place)
        if name == "callback" and args:
            later = Partial(args[0], tuple(args[1:]), kwargs)
            self.heap.put(owner.fields, _ENTERED, (*entered, later))
            return args[0]
        if name in ("close", "__exit__"):
            self.heap.put(owner.fields, _ENTERED, ())
            for manager in reversed(entered):
                self._left(manager, place)
            return NONE
        return owner if name == "__enter__" else None

    def _under_stack(self, stack: Obj, inside: Callable[[Value], int], place: Place) -> int:
        value = self._entered(stack, place)
        try:
            return inside(value)
        finally:
            self._left(stack, place)

    def _entered(self, manager: Value, place: Place) -> Value:
        if isinstance(manager, (Tape, Obj)):
            return self.call(self.attribute(manager, "__enter__", place), [], {}, place)
        return self.unknown("with", place, [manager])

    def _left(self, manager: Value, place: Place) -> None:
        if isinstance(manager, Partial):
            self.call(manager, [], {}, place)
        if isinstance(manager, (Tape, Obj)):
            leave = self.attribute(manager, "__exit__", place)
            self.call(leave, [NONE, NONE, NONE], {}, place)

    def manager_of(self, gen: Generator, place: Place) -> Obj:
        """The context manager that a generator function under ``contextmanager`` makes."""
        self.seq += 1
        manager = Obj("manager", "contextlib", None, place, self.seq)
        manager.fields["generator"] = gen
        return manager

    def _suppressed(self, inside: Callable[[Value], int]) -> int:
        """Run a block to its end, or not at all, as its first line may have raised."""

        def runs() -> int:
            self.guards += 1
            try:
                return self.attempt(partial(inside, NONE))
            finally:
                self.guards -= 1

        flow = self.fork(runs, lambda: Flow.NEXT)
        return Flow.NEXT if flow == Flow.RAISE else flow

    def _under_generator(self, manager: Obj, inside: Callable[[Value], int]) -> int:
        gen = manager.fields["generator"]
        flows: list[int] = []

        def body(value: Value) -> int:
            if not flows:
                flows.append(inside(value))
            return Flow.NEXT

        self.run_generator(gen, body)
        return flows[0] if flows else inside(self.unknown("with", gen.call, [gen]))


def _method_called(node: ast.AST) -> str:
    """The name of the method or of the module's function that a context manager is made by."""
    called = node.func if isinstance(node, ast.Call) else None
    return called.attr if isinstance(called, ast.Attribute) else ""
