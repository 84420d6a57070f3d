"""Code that TensorFlow traces: while a graph is built, its tensors have no values yet."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from tapelint.flow.containers import Dict, Seq
from tapelint.flow.frames import Misuse
from tapelint.flow.graph import Node, Value
from tapelint.flow.machine import Machine
from tapelint.flow.places import CallPath, Place
from tapelint.flow.values import Var

# What makes a ``tf.function`` run like plain Python, for a test or for debugging.
_EAGER: Final = frozenset({"run_functions_eagerly", "experimental_run_functions_eagerly"})

# Names that no program uses without graphs of TensorFlow 1, or those it builds by hand.
_OLDER: Final = frozenset(
    {
        *("Graph", "FuncGraph", "wrap_function", "as_default", "init_scope", "Session"),
        *("InteractiveSession", "placeholder", "placeholder_with_default", "contrib"),
        *("global_variables_initializer", "initialize_all_variables", "disable_eager_execution"),
        *("disable_v2_behavior", "enable_eager_execution"),
    }
)

# NumPy functions that look at the type or the shape of what they get, not at its values.
_SHAPES: Final = frozenset({"shape", "ndim", "iterable", "isscalar", "iscomplexobj", "isrealobj"})


class Graphs(Machine):
    """Entering and leaving graphs, and asking for values inside them."""

    def may_run_eagerly(self, mentioned: frozenset[str]) -> bool:
        """Whether a program switches graphs off somewhere."""
        return bool(_EAGER & mentioned)

    def surely_eager(self, place: Place) -> bool:
        """Whether a call runs outside of every graph: the module itself leads to it, call by call.

        What a library calls, or somebody who isn't seen, may run in a graph.
        """
        if (
            self.graph_depth
            or self.replaying
            or self.holes
            or not _OLDER.isdisjoint(self.mentioned)
        ):
            return False
        return place.home is None and all(_is_plain_call(path) for path in place.path.chain())

    def enter_graph(self, name: str, given: Iterable[Value], *key: Value) -> None:
        """A trace begins: what it is given and what it computes is symbolic.

        Its key are the function and the objects of the program that each have a trace of their own.
        """
        self.graph_key = key
        self.graph_name = name
        self.graph_start = self.seq
        self.graph_given = {id(n) for value in given for n in _tensors(value)}

    def outside_graph(self, inside: Callable[[], Any]) -> Any:
        """What TensorFlow calls when the graph runs, or lifts out of it, sees values."""
        depth, self.graph_depth = self.graph_depth, 0
        self.lifted += 1
        try:
            return inside()
        finally:
            self.lifted -= 1
            self.graph_depth = depth

    def library_calls(self, inside: Callable[[], Any]) -> Any:
        """Run what a library calls: AutoGraph doesn't convert it."""
        self.unconverted += 1
        try:
            return inside()
        finally:
            self.unconverted -= 1

    def is_symbolic(self, value: Value) -> bool:
        """Whether a tensor stands for values that a graph gets only when it runs."""
        if not self.graph_depth or self.eager:
            return False
        if isinstance(value, Var):
            return True
        if not isinstance(value, Node) or value.kind == "phi" or value.opaque:
            return False
        if id(value) in self.graph_given:
            return True
        return value.home == "tensor" and value.seq > self.graph_start

    def takes_value(self, value: Value, error: str, place: Place) -> None:
        """Note that the program asks for the value of a tensor while it is traced."""
        self._takes("graph-value", value, error, place)

    def _takes(self, kind: str, value: Value, error: str, place: Place) -> None:
        if not self.is_symbolic(value) or self.holes:
            return  # a half-typed line may say that nothing runs in graphs
        facts: dict[str, object] = {"error": error, "graph": self.graph_name}
        facts["dtype"] = self.dtype_of(value)
        self.surely_raises(Misuse(kind, place, None, facts))

    def constant_takes(self, value: Value, place: Place) -> None:
        """The same for ``tf.constant``, which needs values."""
        for part in _parts(value):
            if not isinstance(part, Var):
                self._takes("rewrap", part, "TypeError", place)

    def numpy_takes(self, name: str, values: Iterable[Value], place: Place) -> None:
        """The same for a NumPy function, which makes arrays of its arguments."""
        if self.graph_depth and name.rpartition(".")[2] not in _SHAPES:
            for value in values:
                for part in _parts(value):
                    self.takes_value(part, "NotImplementedError", place)


def _is_plain_call(path: CallPath) -> bool:
    """Whether the program calls a function by its name, or this is the module."""
    if path.call is None:
        return path.caller is None
    call = path.call.node
    if not isinstance(call, ast.Call) or not isinstance(call.func, (ast.Name, ast.Attribute)):
        return False
    name = call.func.id if isinstance(call.func, ast.Name) else call.func.attr
    return name == path.name.rpartition(".")[2]


def _tensors(value: Value) -> Iterator[Node]:
    """The tensors that a graph makes of an argument, also in lists and dictionaries."""
    homes = ("tensor", "numpy")
    return (v for v in _parts(value) if isinstance(v, Node) and v.home in homes)


def _parts(value: Value) -> Iterator[Value]:
    if isinstance(value, Seq):
        for item in value.items:
            yield from _parts(item)
        if value.rest is not None:
            yield from _parts(value.rest)
    elif isinstance(value, Dict):
        for item in value.data.values():
            yield from _parts(item)
    else:
        yield value
