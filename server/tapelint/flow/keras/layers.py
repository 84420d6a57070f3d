"""Calling layers: the program's own and those of the library."""

from __future__ import annotations

import ast
from functools import reduce
from typing import Any, Final

from tapelint.flow.containers import Dict, Seq, Union, Weights
from tapelint.flow.frames import KeptGraph
from tapelint.flow.graph import CUT, FALSE, LIVE, MAYBE, NONE, Binding, Const, Edge, Node, Value
from tapelint.flow.keras.models import LayerCall
from tapelint.flow.keras.optimizers import written_argument
from tapelint.flow.machine import LOST, Machine
from tapelint.flow.numbers.widths import SHARES, WIDTH, single
from tapelint.flow.places import Place
from tapelint.flow.requests import Borrower
from tapelint.flow.values import CALLED, Bound, Function, Obj, Partial
from tapelint.ops.table import Row, lookup

Args = list[Value]
Kwargs = dict[str, Value]


class KerasLayers(Machine):
    """Calling layers: the program's own and those of the library."""

    def call_layer(self, owner: Obj, args: Args, kwargs: Kwargs, place: Place) -> Value:
        """``layer(inputs, …)``."""
        for token in self.tapes:
            self.layer_calls.add((owner, token))
        inputs = [n for a in (*args, *kwargs.values()) for n in self.leaves(a, place)]
        if any(n.home == "symbolic" for n in inputs) and not self.replaying:
            return self._symbolic_call(owner, args, kwargs, inputs, place)
        return self._layer_result(owner, args, kwargs, place)

    def _symbolic_call(
        self, owner: Obj, args: Args, kwargs: Kwargs, inputs: list[Node], place: Place
    ) -> Value:
        tapes, self.tapes = self.tapes, ()
        self.replaying += 1
        try:
            made = self._layer_result(owner, args, kwargs, place)
        finally:
            self.replaying -= 1
            self.tapes = tapes
        self.seq += 1
        symbolic = [n for n in inputs if n.home == "symbolic"]
        call = LayerCall(owner, args, kwargs, symbolic, place, self.seq)
        out = self._symbolic_outputs(made, call, (), place)
        if CALLED in owner.fields and self.is_keras_3():
            return out  # what it gave when it was first called stays its output
        self.heap.put(owner.fields, CALLED, True)
        self.heap.put(owner.fields, "%output", out)
        if args:
            self.heap.put(owner.fields, "%input", args[0])
        return out

    def _symbolic_outputs(
        self, made: Value, call: LayerCall, way: tuple[Any, ...], place: Place
    ) -> Value:
        if isinstance(made, Seq):
            items = (
                self._symbolic_outputs(v, call, (*way, i), place) for i, v in enumerate(made.items)
            )
            return Seq(made.kind, tuple(items))
        if isinstance(made, Dict):
            out = Dict()
            for key, value in made.data.items():
                out.data[key] = self._symbolic_outputs(value, call, (*way, key), place)
            return out
        dtype = made.dtype if isinstance(made, Node) else "unknown"
        edges = [Edge(n, LIVE) for n in call.inputs]
        node = self.node("op", "layer", edges, place, "symbolic", dtype)
        node.fact = call
        call.ways[id(node)] = way
        if isinstance(made, Node) and made.kind == "op" and made.home in ("tensor", "symbolic"):
            call.tensors.add(id(node))
        return node

    def _layer_result(self, owner: Obj, args: Args, kwargs: Kwargs, place: Place) -> Value:
        replaced = owner.fields.get("call")
        if replaced is None and (of_class := self.replaced.get(f"{owner.path}.call")) is not None:
            replaced = Bound(of_class, owner)
        if isinstance(replaced, Value) and owner not in self.calls_replaced:
            self.calls_replaced.append(owner)  # what it calls may be what was there before
            try:
                return self.call(replaced, args, _without_modes(kwargs, replaced), place)
            finally:
                self.calls_replaced.pop()
        if owner.cls is not None:
            method = self.class_member(owner.cls, "call")
            self._build_own(owner, args, place)
            if isinstance(method, Function):
                return self._call_own(owner, method, args, kwargs, place)
            if method is not None and not isinstance(method, Const):
                return self.call(self.bound_member(method, owner, place), args, kwargs, place)
        return self.library_call(owner, args, kwargs, place)

    def _build_own(self, owner: Obj, args: Args, place: Place) -> None:
        if owner.fields.get("%built") or owner.cls is None:
            return
        self.heap.put(owner.fields, "%built", True)
        build = self.class_member(owner.cls, "build")
        if isinstance(build, Function):
            tapes, self.tapes = self.tapes, ()
            shape = self.data(place, "python", "int")
            self.call(Bound(build, owner), [shape], {}, place)
            self.tapes = tapes
        elif isinstance(build, Node):
            own = owner.fields.get("%weights")
            if isinstance(own, Seq):
                rest = self.unknown("build", place, [owner])
                self.heap.put(own.data, "content", Weights(own.items, rest))
        elif (row := lookup(owner.path)) is not None and row.kind == "layer":
            self.build_library_layer(owner, row, place)

    def _call_own(
        self, owner: Obj, method: Function, args: Args, kwargs: Kwargs, place: Place
    ) -> Value:
        kwargs = _without_modes(kwargs, method)
        names = _parameters(method)
        if "training" in names and "training" not in kwargs and len(args) < 2 and self.training:
            kwargs = {**kwargs, "training": self.training[-1]}
        given = kwargs.get("training")
        if given is not None:
            self.training.append(given)
        # Keras builds a model without ``build`` by tracing ``call``: frozen layers built then
        # get variables that no tape watches.
        before = owner.fields.get("%called") or owner.fields.get("%empty build")
        automatic = not before and self._no_build(owner)
        self.heap.put(owner.fields, "%called", True)
        self.auto_building += automatic
        self.heap.put(owner.fields, "%losses", Seq("list", ()))
        kept = self._kept_graph(owner, method, automatic, place)
        if kept is not None:
            self.kept_graphs.append(kept)
        start = self.seq
        self.inside += 1
        try:
            made: Value = self.library_calls(
                lambda: self.call(Bound(method, owner), args, kwargs, place)
            )
            return made
        finally:
            self.inside -= 1
            if self.tapes and not self.inside:
                self.outermost.append((owner, place.path, range(start + 1, self.seq + 1)))
            self.auto_building -= automatic
            if kept is not None:
                self.kept_graphs.pop()
                kept.until = kept.until or self.seq
            if given is not None:
                self.training.pop()

    def _kept_graph(
        self, owner: Obj, method: Function, automatic: bool, place: Place
    ) -> KeptGraph | None:
        """The graph that a ``call`` under ``tf.function`` runs in; Keras 3 keeps the first."""
        if not method.graph or self.target is None or self.target < (2, 16):
            return None
        known = owner.fields.get("%kept graph")
        if automatic and not self.replaying and self._has_unbuilt_part(owner):
            known = KeptGraph(self.seq, self._graph_decorator(method, place))
            self.heap.put(owner.fields, "%kept graph", known)
        return known if isinstance(known, KeptGraph) else None

    def _has_unbuilt_part(self, owner: Obj) -> bool:
        """Whether Keras 3 runs ``call`` to build a layer: only for what its own parts lack."""
        return any(
            not part.fields.get("%built") and part.fields.get("%outputs") is None
            for part in self._layers_in(owner)
            if part.cls is not None or (row := lookup(part.path)) is None or row.weights
        )

    def _graph_decorator(self, method: Function, place: Place) -> Place:
        written = getattr(method.node, "decorator_list", [])
        shown = next((d for d in written if "function" in ast.unparse(d)), method.node)
        return Place(method.unit, shown, self.frame.path, self.home_of(method.unit, place))

    def _no_build(self, owner: Obj) -> bool:
        return owner.cls is None or self.class_member(owner.cls, "build") is None

    def _told_at(self, place: Place, made: Value) -> Value:
        """What a model of several layers gives, as made where it was called."""
        for node in self.leaves(made, place):
            if node.bind is None:
                node.bind = Binding("output", "item", place, self.seq)
        return made

    def _note_replayed(self, owner: Obj, made: Value, place: Place) -> None:
        if owner.place is not None:
            told = written_argument(owner.place, 1, "outputs") or owner.place
            self.replayed.update((id(n), (n, told)) for n in self.leaves(made, place))

    def library_call(self, owner: Obj, args: Args, kwargs: Kwargs, place: Place) -> Value:
        """What a library layer or model computes."""
        if not args and "inputs" in kwargs:
            kwargs = dict(kwargs)
            args = [kwargs.pop("inputs")]
        if owner.fields.get("%outputs") is not None:
            made = self._told_at(place, self.replay(owner, args, place))
            self._note_replayed(owner, made, place)
            return made
        if "%layers" in owner.fields:
            return self._told_at(place, self._run_sequential(owner, args, kwargs, place))
        if owner.fields.get("%foreign"):
            return self._run_foreign(owner, args, place)
        if LOST in owner.fields:
            return self.unknown(owner.path, place, [owner, *args, *kwargs.values()])
        path = owner.path
        special = _SPECIAL.get(path)
        if special is None and isinstance(self.argument(owner, "layer"), Obj):
            special = KerasLayers._wrapper
        if special is not None:
            result: Value = special(self, owner, args, kwargs, place)
            return result
        row = lookup(path)
        if row is None or row.kind != "layer":
            return self.unknown(path or "layer", place, [owner, *args, *kwargs.values()])
        self.build_library_layer(owner, row, place)
        return self._run_row(owner, row, args, kwargs, place)

    def _run_row(self, owner: Obj, row: Row, args: Args, kwargs: Kwargs, place: Place) -> Value:
        edges: list[Edge] = []
        names = [p.name for p in row.call_params]
        given = list(zip(names, args, strict=False)) + list(kwargs.items())
        given += [(f"%{i}", a) for i, a in enumerate(args[len(names) :])]
        effects = self.layer_effects(owner, row)
        for name, value in given:
            effect = effects.get(name, effects.get("*", ""))
            edges.extend(self.layer_edge(effect, leaf) for leaf in self.leaves(value, place))
        edges.extend(Edge(self.read(v, place), LIVE) for v in self._own_variables(owner))
        home = (
            "symbolic"
            if any(isinstance(e.to, Node) and e.to.home == "symbolic" for e in edges)
            else "tensor"
        )
        dtype = row.output if row.output in ("float", "int", "bool", "string") else "float"
        if all(e.state == LIVE for e in edges) and row.output in ("same", "dtype", "unknown"):
            dtype = "float"
        node = self.node("op", row.name, edges, place, home, dtype, row.name.rpartition(".")[2])
        node.curve = self._curve(owner, row)
        node.layer = owner
        width = self._width(owner)
        if width is not None:
            node.fact = (WIDTH, width)
        if row.name == "keras.layers.Softmax":
            self._softmax_layer(owner, node)
        out = self._activated(owner, node, place)
        return self._layer_structure(owner, row, kwargs, out, place)

    def layer_effects(self, owner: Obj, row: Row) -> dict[str, str]:
        """What a layer does with its inputs, given its constructor's arguments."""
        effects = dict(row.effects)
        for condition in row.conditions:
            if condition.on_call:
                continue
            value = owner.fields.get(f"%arg:{condition.param}")
            constant = value.value if isinstance(value, Const) else None
            known = value is None or isinstance(value, Const)
            if known and constant in condition.values:
                effects.update(condition.effects)
            elif not known:
                effects.update(dict.fromkeys(condition.effects, "unknown"))
        return effects

    @staticmethod
    def layer_edge(effect: str, leaf: Node) -> Edge:
        """The edge from one input of a layer to its output."""
        if leaf.dtype in ("int", "bool", "string") and effect != "flows":
            return Edge(leaf, CUT, "op")
        if effect == "none":
            return Edge(leaf, CUT, "op")
        return Edge(leaf, LIVE if effect == "flows" else MAYBE)

    def _activated(self, owner: Obj, node: Node, place: Place) -> Node:
        where = _written(owner.place or place, "activation")
        return self._activated_by(self.argument(owner, "activation"), node, where)

    def _activated_by(self, activation: Value, node: Node, where: Place) -> Node:
        if isinstance(activation, Union):
            ways = [self._activated_by(option, node, where) for option in activation.options]
            joined = reduce(self.phi, ways)
            return joined if isinstance(joined, Node) else node
        if isinstance(activation, Const):
            return self._named_activation(activation.value, node, where)
        if isinstance(activation, Node):
            return node
        made = self.call(activation, [node], {}, where)
        return made if isinstance(made, Node) else node

    def _named_activation(self, name: object, node: Node, place: Place) -> Node:
        """An activation by its name; only one that can stop a gradient is a step of its own."""
        row = lookup(f"keras.activations.{name}") if isinstance(name, str) else None
        once = row is not None and row.curve == "once"
        if not (once or name in _BENT or (name in SHARES and single(node))):
            return node
        made = self.call_row(row, [node], {}, place, str(name)) if row is not None else node
        return made if isinstance(made, Node) else node

    def _curve(self, owner: Obj, row: Row) -> str:
        """How a layer's result bends with its inputs and its weights."""
        activation = self.argument(owner, "activation")
        named = activation.value if isinstance(activation, Const) else None
        if row.name in _BENT_LAYERS:
            return "piecewise"
        if self._bends_once(owner, row):
            return "once"
        if row.name in _PRODUCTS and (named is None or named in ("linear", *_BENT)):
            return "bilinear"
        if row.name == "keras.layers.Activation":
            return "linear" if named is None or named in ("linear", *_BENT) else "curved"
        curved = row.curve == "unknown" or bool(row.weights) or row.name == "keras.layers.ELU"
        return "curved" if curved else row.curve

    def _bends_once(self, owner: Obj, row: Row) -> bool:
        """Whether what it was made with gives a layer no second derivative.

        An activation is a step of its own.
        """
        for condition in row.conditions:
            given = owner.fields.get(f"%arg:{condition.param}")
            known = isinstance(given, Const) and given.value in condition.values
            if condition.curve == "once" and known and condition.param != "activation":
                return not condition.on_call
        return row.curve == "once"

    def _softmax_layer(self, owner: Obj, node: Node) -> None:
        axis = self.argument(owner, "axis")
        last = isinstance(axis, Const) and axis.value in (None, -1)
        if last and len(node.edges) == 1 and single(node.edges[0].to):
            node.edges[0].state, node.edges[0].why = MAYBE, "zero"

    def _width(self, owner: Obj) -> int | None:
        """The length of the last axis of what a layer gives."""
        if self.argument(owner, "data_format") is not NONE:
            return None
        sizes = (self.argument(owner, name) for name in ("units", "filters"))
        known = [s.value for s in sizes if isinstance(s, Const) and isinstance(s.value, int)]
        return known[0] if known else None

    def _layer_structure(
        self, owner: Obj, row: Row, kwargs: Kwargs, node: Node, place: Place
    ) -> Value:
        count = _RECURRENT.get(row.name)
        if count is not None:
            state = self.argument(owner, "return_state")
            if state is NONE or (isinstance(state, Const) and not state.value):
                return node
            if isinstance(state, Const):
                return Seq("list", tuple(node for _ in range(count)))
            return self.unknown(row.name, place, [node])
        if row.name in _CELLS:
            return Seq("tuple", (node, Seq("list", tuple(node for _ in range(_CELLS[row.name])))))
        if row.name == "keras.layers.MultiHeadAttention":
            wanted = kwargs.get("return_attention_scores", FALSE)
            if isinstance(wanted, Const) and wanted.value:
                return Seq("tuple", (node, node))
        return node

    def _lambda_layer(self, owner: Obj, args: Args, kwargs: Kwargs, place: Place) -> Value:
        before = self.seq
        made = self.call(self.argument(owner, "function"), args[:1], {}, place)
        if self.tapes and owner.place is not None:
            ran = range(before + 1, self.seq + 1)
            self.borrowers.append(Borrower("lambda", owner.place, ran))
        return made

    def _wrapper(self, owner: Obj, args: Args, kwargs: Kwargs, place: Place) -> Value:
        inner = self.argument(owner, "layer")
        if owner.path == "keras.layers.Bidirectional":
            return self._bidirectional(owner, inner, args, kwargs, place)
        if not isinstance(inner, Obj):
            return self.unknown(owner.path, place, [owner, *args])
        return self.call(inner, args[:1], {}, place)

    def _bidirectional(
        self, owner: Obj, inner: Value, args: Args, kwargs: Kwargs, place: Place
    ) -> Value:
        if not isinstance(inner, Obj):
            return self.unknown(owner.path, place, [owner, *args])
        back = owner.fields.get("%backward")
        if back is None:
            self.seq += 1
            back = Obj(inner.kind, inner.path, inner.cls, inner.place, self.seq)
            back.fields.update(inner.fields)
            self.prepare_object(back)
            self.heap.put(owner.fields, "%backward", back)
        one = self.call(inner, args[:1], {}, place)
        two = self.call(back, args[:1], {}, place)
        leaves = [*self.leaves(one, place), *self.leaves(two, place)]
        node = self.node(
            "op",
            owner.path,
            [Edge(n, LIVE) for n in leaves],
            place,
            "tensor",
            "float",
            "Bidirectional",
        )
        if any(n.home == "symbolic" for n in leaves):
            node.home = "symbolic"
        node.curve = "linear"
        return Seq("list", (node,) * 5) if isinstance(one, Seq) else node

    def _rnn(self, owner: Obj, args: Args, kwargs: Kwargs, place: Place) -> Value:
        cell = self.argument(owner, "cell")
        if isinstance(cell, Obj) and cell.path == "keras.layers.StackedRNNCells":
            cell = self.argument(cell, "cells")
        cells = list(cell.items) if isinstance(cell, Seq) else [cell]
        value: Value = args[0] if args else NONE
        sequence = self.argument(owner, "return_state")
        if not (sequence is NONE or (isinstance(sequence, Const) and not sequence.value)):
            return self.unknown(owner.path, place, [owner, *args])
        for one in cells:
            if not isinstance(one, Obj):
                return self.unknown(owner.path, place, [owner, *args])
            state: Value = Seq("list", tuple(self.data(place, "tensor", "float") for _ in range(2)))
            for _ in range(2):
                made = self.call(one, [value, state], {}, place)
                if not (isinstance(made, Seq) and len(made.items) == 2):
                    return self.unknown(owner.path, place, [owner, *args])
                out, state = made.items
            value = out
        return value

    def _input_layer(self, owner: Obj, args: Args, kwargs: Kwargs, place: Place) -> Value:
        return args[0] if args else NONE


_BENT: Final = ("relu", "relu6", "leaky_relu")
_BENT_LAYERS: Final = ("keras.layers.ReLU", "keras.layers.LeakyReLU")
_PRODUCTS: Final = tuple(
    f"keras.layers.{name}"
    for name in (
        *("Dense", "EinsumDense", "Conv1D", "Conv2D", "Conv3D"),
        *("Conv1DTranspose", "Conv2DTranspose", "Conv3DTranspose"),
        *("DepthwiseConv1D", "DepthwiseConv2D", "SeparableConv1D", "SeparableConv2D"),
    )
)

_RECURRENT: Final = {
    "keras.layers.LSTM": 3,
    "keras.layers.GRU": 2,
    "keras.layers.SimpleRNN": 2,
    "keras.layers.ConvLSTM1D": 3,
    "keras.layers.ConvLSTM2D": 3,
}


_CELLS: Final = {
    "keras.layers.LSTMCell": 2,
    "keras.layers.GRUCell": 1,
    "keras.layers.SimpleRNNCell": 1,
}


_SPECIAL: Final[dict[str, Any]] = {
    "keras.layers.Lambda": KerasLayers._lambda_layer,
    "keras.layers.TimeDistributed": KerasLayers._wrapper,
    "keras.layers.Bidirectional": KerasLayers._wrapper,
    "keras.layers.RNN": KerasLayers._rnn,
    "keras.layers.InputLayer": KerasLayers._input_layer,
}


def _written(place: Place, keyword: str) -> Place:
    """The argument of a call, where it is given by keyword: what is done with it shows there."""
    node = place.node
    found = (
        [k.value for k in node.keywords if k.arg == keyword] if isinstance(node, ast.Call) else []
    )
    return place.at(found[0]) if found else place


def _parameters(func: Function) -> set[str]:
    spec = func.node.args
    return {a.arg for a in (*spec.posonlyargs, *spec.args, *spec.kwonlyargs)}


def _without_modes(kwargs: Kwargs, called: Value) -> Kwargs:
    """What Keras hands on to ``call``: the mode and the mask only if it knows them."""
    func = called.func if isinstance(called, (Bound, Partial)) else called
    if not isinstance(func, Function) or func.node.args.kwarg is not None:
        return kwargs
    names = _parameters(func)
    return {k: v for k, v in kwargs.items() if k in names or k not in ("training", "mask")}
