"""Models as graphs of layers: sequential, functional, ready-made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from tapelint.flow.asking.query import history
from tapelint.flow.containers import Dict, Seq
from tapelint.flow.graph import CUT, LIVE, MAYBE, NONE, Edge, Node, Value
from tapelint.flow.keras.removed import SINCE
from tapelint.flow.machine import Machine
from tapelint.flow.places import Place
from tapelint.flow.values import REBUILT, Obj

OWN_ENDS: Final = "%own ends"  # of a Sequential, whatever it is called on: input and output

Args = list[Value]
Kwargs = dict[str, Value]


class KerasModels(Machine):
    """Models as graphs of layers: sequential, functional, ready-made."""

    def functional_layers(self, owner: Obj) -> list[Obj]:
        """The layers between a functional model's inputs and outputs, in order of creation."""
        layers: dict[int, Obj] = {}
        seen: set[int] = set()
        stack: list[Node] = [
            *self.leaves(owner.fields["%outputs"], None),
        ]
        while stack:
            node = stack.pop()
            if id(node) in seen:
                continue
            seen.add(id(node))
            if isinstance(node.fact, LayerCall):
                layers[node.fact.seq] = node.fact.layer
                stack.extend(node.fact.inputs)
            stack.extend(
                e.to for e in node.edges if isinstance(e.to, Node) and e.to.home == "symbolic"
            )
        return [layers[k] for k in sorted(layers)]

    def opens_another(self, owner: Obj) -> bool:
        """Whether a model goes through the inside of one that isn't seen, as of an application."""
        nodes = history(self.leaves(owner.fields["%outputs"], None))
        return any(_is_inside(n) for n in nodes if n.kind == "op" and n.home == "symbolic")

    def layers_behind(self, value: Node, place: Place) -> Value:
        """``_keras_history`` of a tensor: leads to layers, and to all that went into them."""
        nodes = history([value])
        layers = [node.fact.layer for node in nodes if isinstance(node.fact, LayerCall)]
        return self.unknown("_keras_history", place, [*nodes, *layers])

    def _run_sequential(self, owner: Obj, args: Args, kwargs: Kwargs, place: Place) -> Value:
        layers = owner.fields["%layers"]
        value = args[0] if args else next(iter(kwargs.values()), NONE)
        training = {k: v for k, v in kwargs.items() if k == "training"}
        if not isinstance(layers, Seq) or layers.rest is not None:
            return self.unknown("keras.Sequential", place, [owner, value])
        self.heap.put(owner.fields, "%built", True)
        if "training" in kwargs:
            self.training.append(kwargs["training"])
        try:
            for layer in layers.items:
                if isinstance(layer, Node) and layer.kind == "input":
                    continue
                more = training if isinstance(layer, Obj) and layer.cls is not None else {}
                value = self.call(layer, [value], dict(more), place)
        finally:
            if "training" in kwargs:
                self.training.pop()
        return value

    def _try_build(self, owner: Obj, place: Place) -> None:
        """A Sequential that knows its input's shape builds at once."""
        layers = owner.fields.get("%layers")
        if not isinstance(layers, Seq) or not layers.items or layers.rest is not None:
            return
        first = layers.items[0]
        known = isinstance(first, Node) and first.kind == "input"
        if isinstance(first, Obj):
            known = any(
                f"%arg:{n}" in first.fields
                for n in ("input_shape", "input_dim", "batch_input_shape")
            )
            known = (
                known or first.path == "keras.layers.InputLayer" or bool(first.fields.get("%built"))
            )
        if known and len(layers.items) >= 1:
            self.build_by_call(owner, place)

    def is_keras_3(self) -> bool:
        """Whether the version is known, and one whose Keras is Keras 3."""
        return self.target is not None and self.target >= SINCE

    def build_by_call(self, owner: Obj, place: Place) -> None:
        """Build a model by calling it on a symbolic input, outside every tape."""
        layers = owner.fields.get("%layers")
        first = layers.items[0] if isinstance(layers, Seq) and layers.items else None
        inputs: Value = self.node("input", "keras.Input", (), place, "symbolic", "float")
        if isinstance(first, Node) and first.kind == "input":
            inputs = first
        if isinstance(layers, Seq) and OWN_ENDS in owner.fields and self.is_keras_3():
            inputs = owner.fields[OWN_ENDS][0]
            for layer in layers.items[:-1]:
                if isinstance(layer, Obj):
                    self.heap.put(layer.fields, REBUILT, True)
        tapes, self.tapes = self.tapes, ()
        # A Sequential's layers are called one by one, so that each knows its output.
        direct = "%layers" not in owner.fields
        self.replaying += direct
        try:
            out = self._layer_result(owner, [inputs], {}, place)
        finally:
            self.replaying -= direct
            self.tapes = tapes
        self.heap.put(owner.fields, OWN_ENDS, (inputs, out))
        self.heap.put(owner.fields, "%input", inputs)
        self.heap.put(owner.fields, "%output", out)

    def _run_foreign(self, owner: Obj, args: Args, place: Place) -> Value:
        leaves = [n for a in args for n in self.leaves(a, place)]
        edges = [Edge(n, LIVE if n.dtype != "int" else CUT, "op") for n in leaves]
        edges.extend(Edge(self.read(v, place), LIVE) for v in self._own_variables(owner))
        home = "symbolic" if any(n.home == "symbolic" for n in leaves) else "tensor"
        node = self.node("op", owner.path, edges, place, home, "float", owner.path)
        node.curve = "curved"
        return node

    def replay(self, owner: Obj, args: Args, place: Place) -> Value:
        """Run a functional model's graph on real inputs."""
        inputs = self._input_leaves(owner.fields["%inputs"])
        given: list[Value] = []
        for arg in args[:1]:
            if isinstance(arg, Seq) and len(inputs) > 1:
                given.extend(arg.items)
            elif isinstance(arg, Dict) and len(inputs) > 1:
                given.extend(arg.data.values())
            else:
                given.append(arg)
        known: dict[int, Value] = {}
        for i, node in enumerate(inputs):
            value = given[i] if i < len(given) else (given[0] if given else NONE)
            known[id(node)] = self.as_tensor(value, place, "input")
        results: dict[int, Value] = {}
        return self._replayed(owner.fields["%outputs"], known, results, place, True)

    def _input_leaves(self, inputs: Value) -> list[Node]:
        return list(self.leaves(inputs, None))

    def _replayed(
        self,
        value: Value,
        known: dict[int, Value],
        results: dict[int, Value],
        place: Place,
        outer: bool = False,
    ) -> Value:
        if isinstance(value, Seq):
            items = tuple(self._replayed(v, known, results, place, outer) for v in value.items)
            rest = value.rest
            if rest is not None:
                rest = self._replayed(rest, known, results, place, outer)
            return Seq(value.kind, items, rest)
        if isinstance(value, Dict):
            out = Dict()
            for key, item in value.data.items():
                out.data[key] = self._replayed(item, known, results, place, outer)
            if value.rest is not None:
                out.extra["rest"] = self._replayed(value.rest, known, results, place, outer)
            return out
        if not isinstance(value, Node) or value.home != "symbolic":
            parts = [value] if isinstance(value, Node) else self.leaves(value, place)
            behind = [n for part in parts for n in symbolic_behind(part)]
            if not outer and not behind:
                return value
            again = [self._replayed(n, known, results, place) for n in behind]
            given = list(known.values()) if outer else []
            return self.unknown("functional model", place, [value, *again, *given])
        found = known.get(id(value))
        if found is None:
            found = self._replay_node(value, known, results, place)
            known[id(value)] = found
        return found

    def _replay_node(
        self, node: Node, known: dict[int, Value], results: dict[int, Value], place: Place
    ) -> Value:
        if isinstance(node.fact, LayerCall):
            call = node.fact
            made = results.get(id(call))
            if made is None:
                args = [self._replayed(a, known, results, place) for a in call.args]
                kwargs = {
                    k: self._replayed(v, known, results, place) for k, v in call.kwargs.items()
                }
                known_here = call.place.home is None or call.place.home is not self.program_home
                at = call.place if known_here else place
                made = self.call_layer(call.layer, args, kwargs, at)
                results[id(call)] = made
                inside = call.layer.fields.get("%inside", ())
                self._join_inside(self.leaves(made, place), inside, known, results, place)
            return pick(made, call.ways.get(id(node), ()), self, place)
        if node.kind == "input":
            return self.unknown("another model's input", place, list(known.values()))
        edges = []
        for edge in node.edges:
            to = edge.to
            if isinstance(to, Node) and to.home == "symbolic":
                value = self._replayed(to, known, results, place)
                to = value if isinstance(value, Node) else self.unknown("replay", place, [value])
            edges.append(Edge(to, edge.state, edge.why))
        home = (
            "tensor"
            if all(not isinstance(e.to, Node) or e.to.home != "symbolic" for e in edges)
            else "symbolic"
        )
        out = self.node(node.kind, node.op, edges, node.place, home, node.dtype, node.symbol)
        out.curve = node.curve
        if isinstance(node.fact, Inside):
            out.fact, known[id(node)] = node.fact, out
            others = [n for n in node.fact.model.fields.get("%inside", ()) if n is not node]
            self._join_inside([out], [n for n in others if id(n) in known], known, results, place)
        return out

    def _join_inside(
        self,
        made: list[Node],
        inside: Iterable[Node],
        known: dict[int, Value],
        results: dict[int, Value],
        place: Place,
    ) -> None:
        """What comes out of a ready-made model may be computed from what any layer in it gives."""
        for inner in inside:
            value = self._replayed(inner, known, results, place)
            for one in made:
                if isinstance(value, Node) and value is not one:
                    one.held = (*one.held, Edge(value, MAYBE))
                    if isinstance(one.fact, Inside):
                        value.held = (*value.held, Edge(one, MAYBE))


def _is_inside(node: Node) -> bool:
    """Whether a layer within a model that isn't seen gave a tensor, perhaps its last one."""
    if not isinstance(node.fact, LayerCall):
        return True
    layer = node.fact.layer
    own = layer.fields.get("%inputs")
    return bool(layer.fields.get("%foreign")) and any(i is own for i in node.fact.inputs)


@dataclass(frozen=True, slots=True)
class Inside:
    """What marks the output of a layer inside a ready-made model."""

    model: Obj


class LayerCall:
    """A layer applied to symbolic inputs, to be done again on real ones."""

    __slots__ = ("args", "inputs", "kwargs", "layer", "place", "seq", "tensors", "ways")

    def __init__(
        self, layer: Obj, args: Args, kwargs: Kwargs, inputs: list[Node], place: Place, seq: int
    ) -> None:
        self.layer = layer
        self.args = args
        self.kwargs = kwargs
        self.inputs = inputs
        self.place = place
        self.seq = seq
        self.ways: dict[int, tuple[Any, ...]] = {}
        self.tensors: set[int] = set()  # which of its results are surely tensors


def symbolic_behind(value: Node) -> list[Node]:
    """The symbolic tensors that something unknown was made of: a layer of another package."""
    found: list[Node] = []
    seen: set[int] = set()
    todo = [value]
    while todo:
        node = todo.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if node.home == "symbolic":
            found.append(node)
        else:
            todo.extend(e.to for e in node.edges if isinstance(e.to, Node))
    return found


def pick(value: Value, way: tuple[Any, ...], machine: Machine, place: Place) -> Value:
    """The part of a structure at the end of a way of indices and keys."""
    for step in way:
        if isinstance(value, Seq) and isinstance(step, int) and step < len(value.items):
            value = value.items[step]
        elif isinstance(value, Dict) and step in value.data:
            value = value.data[step]
        else:
            return machine.unknown("part", place, [value])
    return value
