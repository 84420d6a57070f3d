"""Graphs that are kept: a ``tf.function`` goes on with the models that its first call met."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tapelint.flow.frames import Misuse
from tapelint.flow.graph import Value
from tapelint.flow.machine import Machine
from tapelint.flow.nodes import asks_itself, free_names, nodes
from tapelint.flow.places import Place
from tapelint.flow.tf.likeness import are_alike
from tapelint.flow.values import Function, Obj

_TRACES: Final = "%traces"
_KINDS: Final = ("model", "layer", "optimizer", "variable")


@dataclass(frozen=True, slots=True)
class Trace:
    """A first call: what it was given, and which models its names stood for."""

    function: Function
    given: tuple[Value, ...]
    named: dict[str, Obj]


class KeptTraces(Machine):
    """Notes calls of a ``tf.function`` whose names stand for other models than in its graph."""

    def note_trace(
        self, func: Function, args: list[Value], kwargs: dict[str, Value], place: Place
    ) -> None:
        """A function under ``tf.function`` is called, and isn't part of another graph."""
        if self.eager or not asks_itself(func.node):
            return
        named = dict(self._names_met(func, args))
        if not named:
            return
        given = (*args, *(kwargs[name] for name in sorted(kwargs)))
        known = func.fields.get(_TRACES, ())
        traces: tuple[Trace, ...] = known if isinstance(known, tuple) else ()
        for trace in traces:
            if trace.function is func and are_alike(trace.given, given):
                self._compare_trace(trace, named, place)
                return
        self.heap.put(func.fields, _TRACES, (*traces, Trace(func, given, named)))

    def _names_met(self, func: Function, args: list[Value]) -> Iterator[tuple[str, Obj]]:
        """The models, optimizers and variables that a function finds by names outside."""
        own = {arg.arg for arg in (*func.node.args.posonlyargs, *func.node.args.args)}
        bound = {
            n.id for n in nodes(func.node) if isinstance(n, ast.Name) and type(n.ctx) is ast.Store
        }
        for name in sorted(free_names(func.node) - own - bound):
            value = func.env.find(name)
            if isinstance(value, Obj) and value.kind in _KINDS:
                yield name, value
        first = func.node.args.args[0].arg if func.node.args.args else ""
        owner = args[0] if args else None
        if not isinstance(owner, Obj) or owner.cls is None:
            return
        for node in nodes(func.node):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                value = owner.fields.get(node.attr)
                if node.value.id == first and isinstance(value, Obj) and value.kind in _KINDS:
                    yield f"{first}.{node.attr}", value

    def _compare_trace(self, trace: Trace, named: dict[str, Obj], place: Place) -> None:
        for name, now in named.items():
            before = trace.named.get(name)
            if before is None or before is now or before.kind != now.kind or self.holes:
                continue
            func = trace.function
            written = getattr(func.node, "decorator_list", [])
            shown = next((d for d in written if "function" in ast.unparse(d)), None)
            home = self.home_of(func.unit, place)
            at = place if shown is None else Place(func.unit, shown, self.frame.path, home)
            facts: dict[str, object] = {"reason": "named", "name": name, "raises": "no"}
            facts |= {"function": func.name, "line": str(place.span.line)}
            facts["made"] = str(now.place.span.line) if now.place is not None else ""
            self.misuses.append(Misuse("kept-objects", at, None, facts))
            return
