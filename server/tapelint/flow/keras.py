"""Keras as structure: layers own weights, models are graphs of layers, ``fit`` is a request."""

from __future__ import annotations

from typing import Any, Final

from tapelint.flow.calls import BASE_KINDS
from tapelint.flow.kerasfit import KerasFit
from tapelint.flow.machine import CUT, LIVE, MAYBE
from tapelint.flow.values import (
    FALSE,
    NONE,
    TRUE,
    Binding,
    Bound,
    Const,
    Dict,
    Edge,
    Function,
    Lib,
    Method,
    Node,
    Obj,
    Place,
    Seq,
    Super,
    Union,
    Value,
    Var,
    Weights,
)
from tapelint.ops.table import Row, lookup

Args = list[Value]
Kwargs = dict[str, Value]

_OBJECT_KINDS: Final = frozenset(
    [
        "loss",
        "metric",
        "optimizer",
        "schedule",
        "initializer",
        "regularizer",
        "constraint",
        "callback",
    ]
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


class Keras(KerasFit):
    """Layers and models."""

    # ------------------------------------------------------------------ making

    def call_keras(self, path: str, args: Args, kwargs: Kwargs, place: Place) -> Value | None:
        """A Keras symbol that makes an object; None for a plain function."""
        if path == "keras.Input":
            return self._input(kwargs, place)
        if path in ("keras.Sequential", "keras.Model", "keras.Layer"):
            owner = self._object(BASE_KINDS[path], path, place)
            self.init_library_base(owner, args, kwargs, place)
            return owner
        if path in _LOADERS:
            return self._foreign_model(path, args, kwargs, place)
        if path == "keras.models.clone_model":
            return self._foreign_model(path, args, kwargs, place)
        if path == "keras.optimizers.get":
            return self._object("optimizer", "keras.Optimizer", place)
        row = lookup(path)
        kind = row.kind if row is not None else _kind_by_name(path)
        if kind == "layer":
            owner = self._object("layer", path, place)
            self._init_layer(owner, row, args, kwargs, place)
            return owner
        if kind in _OBJECT_KINDS:
            owner = self._object(kind, row.name if row is not None else path, place)
            self.fill_arguments(owner, row, args, kwargs)
            return owner
        if kind == "application" or is_application(path):
            return self._foreign_model(path, args, kwargs, place)
        if path.startswith(
            (
                "keras.utils.",
                "keras.callbacks.",
                "keras.preprocessing.",
                "keras.datasets.",
                "keras.config.",
                "keras.backend.clear",
                "keras.mixed_precision.",
                "keras.saving.",
            )
        ) and not (row is not None and row.kind == "function" and row.effects):
            return self._utility(path, args, kwargs, place)
        return None

    def _utility(self, path: str, args: Args, kwargs: Kwargs, place: Place) -> Value:
        if path == "keras.datasets" or ".datasets." in path:
            pair = Seq("tuple", (self.data(place, "numpy"), self.data(place, "numpy")))
            return Seq("tuple", (pair, pair))
        if path.startswith("keras.callbacks."):
            return self._object("callback", path, place)
        return self.data(
            place,
            "numpy" if path.startswith("keras.utils.to_") else "unknown",
            "float" if path.startswith("keras.utils.to_") else "unknown",
        )

    def _object(self, kind: str, path: str, place: Place) -> Obj:
        self.seq += 1
        owner = Obj(kind, path, None, place, self.seq)
        self.prepare_object(owner)
        return owner

    def prepare_object(self, owner: Obj) -> None:
        """Give a new instance what its library base has from the start."""
        if owner.kind in ("layer", "model"):
            owner.fields["trainable"] = TRUE
            owner.fields["%weights"] = Seq("list", ())
            owner.fields["%losses"] = Seq("list", ())

    def fill_arguments(self, owner: Obj, row: Row | None, args: Args, kwargs: Kwargs) -> None:
        """Keep a library object's constructor arguments by name."""
        names = [p.name for p in row.params] if row is not None else []
        for i, value in enumerate(args):
            owner.fields[f"%arg:{names[i] if i < len(names) else i}"] = value
        for name, value in kwargs.items():
            owner.fields[f"%arg:{name}"] = value

    def argument(self, owner: Obj, name: str) -> Value:
        """A constructor argument of a library object; None where it wasn't given."""
        value: Value = owner.fields.get(f"%arg:{name}", NONE)
        return value

    def _init_layer(
        self, owner: Obj, row: Row | None, args: Args, kwargs: Kwargs, place: Place
    ) -> None:
        self.fill_arguments(owner, row, args, kwargs)
        if "trainable" in kwargs:
            owner.fields["trainable"] = kwargs["trainable"]
        if "name" in kwargs:
            owner.fields["name"] = kwargs["name"]

    def init_library_base(self, owner: Obj, args: Args, kwargs: Kwargs, place: Place) -> None:
        """Run the constructor of the library class that this one extends."""
        path = owner.path
        if owner.kind not in ("layer", "model"):
            self.fill_arguments(owner, lookup(path), args, kwargs)
            return
        if "trainable" in kwargs:
            self.heap.put(owner.fields, "trainable", kwargs["trainable"])
        if "name" in kwargs:
            self.heap.put(owner.fields, "name", kwargs["name"])
        if path == "keras.Sequential":
            layers = args[0] if args else kwargs.get("layers", NONE)
            items, rest = self.items_of(layers, place) if layers is not NONE else ([], None)
            self.heap.put(owner.fields, "%layers", Seq("list", tuple(items), rest))
            self._try_build(owner, place)
        elif path == "keras.Model":
            inputs = args[0] if args else kwargs.get("inputs")
            outputs = args[1] if len(args) > 1 else kwargs.get("outputs")
            if inputs is not None and outputs is not None:
                self.heap.put(owner.fields, "%inputs", inputs)
                self.heap.put(owner.fields, "%outputs", outputs)
        else:
            self._init_layer(owner, lookup(path), args, kwargs, place)

    def _input(self, kwargs: Kwargs, place: Place) -> Value:
        from tapelint.flow.tensors import dtype_class

        dtype = dtype_class(kwargs["dtype"]) if "dtype" in kwargs else "float"
        return self.node("input", "keras.Input", (), place, "symbolic", dtype, "keras.Input")

    def _foreign_model(self, path: str, args: Args, kwargs: Kwargs, place: Place) -> Value:
        owner = self._object("model", path, place)
        self.seq += 1
        atom = Var("keras", "float", True, f"weights of {path.rpartition('.')[2]}", place, self.seq)
        atom.owner = owner
        owner.fields["%weights"] = Seq("list", (atom,))
        owner.fields["%foreign"] = TRUE
        inputs = self.node("input", "keras.Input", (), place, "symbolic", "float", "keras.Input")
        owner.fields["%inputs"] = inputs
        return owner

    # ------------------------------------------------------------------ weights

    def add_weight(self, owner: Obj, args: Args, kwargs: Kwargs, place: Place) -> Value:
        """``self.add_weight(…)`` in a layer of the program."""
        given = (
            dict(zip(("shape", "initializer", "dtype", "trainable"), args, strict=False)) | kwargs
        )
        given.setdefault("initializer", NONE)
        var = self.make_variable("keras", [], given, place, owner)
        assert isinstance(var, Var)
        var.owner = owner
        self._own(owner, var)
        return var

    def _own(self, owner: Obj, var: Var) -> None:
        weights = owner.fields.get("%weights")
        if isinstance(weights, Seq):
            content = Weights((*weights.items, var), weights.rest)
            self.heap.put(weights.data, "content", content)

    def build_library_layer(self, owner: Obj, row: Row, place: Place) -> None:
        """Create the weights that a library layer has, by its row."""
        if owner.fields.get("%library built"):
            return
        self.heap.put(owner.fields, "%library built", True)
        self.heap.put(owner.fields, "%built", True)
        where = owner.place or place
        for weight in row.weights:
            if weight.when and self._flag_off(owner, row, weight.when):
                continue
            self.seq += 1
            trainable: bool | None = weight.trainable
            if trainable and self.auto_building and frozen(owner):
                trainable = self._frozen_weights_watched()
            var = Var("keras", "float", trainable, weight.name, where, self.seq)
            var.owner = owner
            var.fields["content"] = self.node("data", "initial", (), where, "tensor", "float")
            self.created(var, where)
            self._own(owner, var)

    def _frozen_weights_watched(self) -> bool | None:
        """Whether a tape watches the weights of a layer that was frozen before a trace built it."""
        if self.target is None:
            return None
        return self.target < (2, 16)

    def _flag_off(self, owner: Obj, row: Row, name: str) -> bool:
        value = owner.fields.get(f"%arg:{name}")
        if value is None:
            param = next((p for p in row.params if p.name == name), None)
            return param is not None and param.default in ("False", "None")
        return isinstance(value, Const) and not value.value

    def variables_of(self, owner: Obj, which: str, place: Place | None) -> Seq:
        """``trainable_variables`` and its like, as they are now."""
        found: list[Var] = []
        rest: list[Value] = []
        self._gather(owner, which, found, rest, set(), place)
        unique: list[Var] = []
        for var in found:
            if not any(var is u for u in unique):
                unique.append(var)
        more: Value | None = None
        for value in rest:
            more = value if more is None else self.phi(more, value)
        out = Seq("list", tuple(unique), more)
        out.origin = place
        return out

    def _gather(
        self,
        owner: Obj,
        which: str,
        found: list[Var],
        rest: list[Value],
        seen: set[int],
        place: Place | None,
    ) -> None:
        if id(owner) in seen:
            return
        seen.add(id(owner))
        trainable = which.startswith("trainable")
        flag = owner.fields.get("trainable", TRUE)
        if trainable and owner.kind != "module":
            if isinstance(flag, Const) and not flag.value:
                return
            if not isinstance(flag, Const):
                rest.append(self.unknown("trainable", place, [owner]))
                return
        own = owner.fields.get("%weights")
        parts: list[Value] = []
        if isinstance(own, Seq):
            parts.append(own)
        for name, value in owner.fields.items():
            if not isinstance(value, Value) or name in _NOT_TRACKED or name == "%weights":
                continue
            if name.startswith("%arg:") and name[5:] not in _HOLDING:
                continue
            parts.append(value)
        functional = owner.fields.get("%outputs")
        if functional is not None:
            parts.extend(self.functional_layers(owner))
            if not self._wholly_symbolic(owner):
                rest.append(self.unknown("functional model", place, [owner]))
        for value in parts:
            self._gather_value(owner, value, which, found, rest, seen, place)

    def _gather_value(
        self,
        owner: Obj,
        value: Value,
        which: str,
        found: list[Var],
        rest: list[Value],
        seen: set[int],
        place: Place | None,
    ) -> None:
        if isinstance(value, Var):
            if self._tracks(owner, value) and self._wanted(value, which):
                if value.trainable is None:
                    rest.append(value)
                else:
                    found.append(value)
        elif isinstance(value, Obj):
            # A tf.Module doesn't look into Keras layers, nor a Keras layer into a tf.Module.
            alike = (value.kind == "module") == (owner.kind == "module")
            if alike and value.kind in ("layer", "model", "module"):
                self._gather(value, which, found, rest, seen, place)
        elif isinstance(value, Seq):
            for item in value.items:
                self._gather_value(owner, item, which, found, rest, seen, place)
            if value.rest is not None:
                self._gather_rest(value.rest, rest, place)
        elif isinstance(value, Dict):
            for item in list(value.data.values()):
                self._gather_value(owner, item, which, found, rest, seen, place)
        elif isinstance(value, Union):
            rest.extend(
                self.unknown("one of several layers", place, [option])
                for option in value.options
                if isinstance(option, Obj)
            )
        elif isinstance(value, Node) and value.opaque and value.edges:
            rest.append(self.unknown("unknown attribute", place, [value]))
        elif isinstance(value, Node) and value.opaque and value.fact is None:
            rest.append(value)

    def _gather_rest(self, value: Value, rest: list[Value], place: Place | None) -> None:
        if isinstance(value, (Obj, Union)) or (isinstance(value, Node) and value.opaque):
            rest.append(self.unknown("layers in a list", place, [value]))

    @staticmethod
    def _tracks(owner: Obj, var: Var) -> bool:
        if owner.kind in ("layer", "model"):
            return var.is_keras
        return owner.kind != "module" or not var.is_keras

    @staticmethod
    def _wanted(var: Var, which: str) -> bool:
        if which.startswith("trainable"):
            return var.trainable is not False
        if which.startswith("non_trainable"):
            return var.trainable is False
        return True

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

    def _wholly_symbolic(self, owner: Obj) -> bool:
        """Whether every step from a functional model's outputs back to its inputs is known."""
        seen: set[int] = set()
        stack = self.leaves(owner.fields["%outputs"], None)
        while stack:
            node = stack.pop()
            if id(node) in seen:
                continue
            seen.add(id(node))
            if node.home != "symbolic" and (node.opaque or node.kind == "phi"):
                return False
            stack.extend(e.to for e in node.edges if isinstance(e.to, Node))
        return True

    # ------------------------------------------------------------------ calling layers

    def call_layer(self, owner: Obj, args: Args, kwargs: Kwargs, place: Place) -> Value:
        """``layer(inputs, …)``."""
        for token in self.tapes:
            self.layer_calls.add((id(owner), id(token)))
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
        return node

    def _layer_result(self, owner: Obj, args: Args, kwargs: Kwargs, place: Place) -> Value:
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
        elif (row := lookup(owner.path)) is not None and row.kind == "layer":
            self.build_library_layer(owner, row, place)

    def _call_own(
        self, owner: Obj, method: Function, args: Args, kwargs: Kwargs, place: Place
    ) -> Value:
        spec = method.node.args
        names = {a.arg for a in (*spec.posonlyargs, *spec.args, *spec.kwonlyargs)}
        if spec.kwarg is None:
            kwargs = {
                k: v for k, v in kwargs.items() if k in names or k not in ("training", "mask")
            }
        if "training" in names and "training" not in kwargs and len(args) < 2 and self.training:
            kwargs = {**kwargs, "training": self.training[-1]}
        given = kwargs.get("training")
        if given is not None:
            self.training.append(given)
        # Keras builds a model without ``build`` by tracing ``call``: frozen layers built then
        # get variables that no tape watches.
        automatic = not owner.fields.get("%called") and self._no_build(owner)
        self.heap.put(owner.fields, "%called", True)
        self.auto_building += automatic
        self.heap.put(owner.fields, "%losses", Seq("list", ()))
        try:
            return self.call(Bound(method, owner), args, kwargs, place)
        finally:
            self.auto_building -= automatic
            if given is not None:
                self.training.pop()

    def _no_build(self, owner: Obj) -> bool:
        return owner.cls is None or self.class_member(owner.cls, "build") is None

    def library_call(self, owner: Obj, args: Args, kwargs: Kwargs, place: Place) -> Value:
        """What a library layer or model computes."""
        if owner.fields.get("%outputs") is not None:
            return self.replay(owner, args, place)
        if "%layers" in owner.fields:
            return self._run_sequential(owner, args, kwargs, place)
        if owner.fields.get("%foreign"):
            return self._run_foreign(owner, args, place)
        path = owner.path
        special = _SPECIAL.get(path)
        if special is None and isinstance(self.argument(owner, "layer"), Obj):
            special = Keras._wrapper
        if special is not None:
            made: Value = special(self, owner, args, kwargs, place)
            return made
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
        node.curve = row.curve if row.curve != "unknown" else "curved"
        if node.curve == "linear" and row.weights:
            node.curve = "bilinear"
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

    def _own_variables(self, owner: Obj) -> list[Var]:
        weights = owner.fields.get("%weights")
        return [v for v in weights.items if isinstance(v, Var)] if isinstance(weights, Seq) else []

    def _activated(self, owner: Obj, node: Node, place: Place) -> Node:
        activation = self.argument(owner, "activation")
        if isinstance(activation, (Const, Node)) or activation is NONE:
            return node
        made = self.call(activation, [node], {}, owner.place or place)
        return made if isinstance(made, Node) else node

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

    # ------------------------------------------------------------------ models

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

    def build_by_call(self, owner: Obj, place: Place) -> None:
        """Build a model by calling it on a symbolic input, outside every tape."""
        layers = owner.fields.get("%layers")
        first = layers.items[0] if isinstance(layers, Seq) and layers.items else None
        inputs: Value = self.node("input", "keras.Input", (), place, "symbolic", "float")
        if isinstance(first, Node) and first.kind == "input":
            inputs = first
        tapes, self.tapes = self.tapes, ()
        # A Sequential's layers are called one by one, so that each knows its output.
        direct = "%layers" not in owner.fields
        self.replaying += direct
        try:
            out = self._layer_result(owner, [inputs], {}, place)
        finally:
            self.replaying -= direct
            self.tapes = tapes
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
        made = self._replay(owner, args, place)
        for node in self.leaves(made, place):
            if node.bind is None:
                node.bind = Binding("output", "item", place, self.seq)
        return made

    def _replay(self, owner: Obj, args: Args, place: Place) -> Value:
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
            return self.unknown("functional model", place, [value]) if outer else value
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
                made = self.call_layer(call.layer, args, kwargs, call.place)
                results[id(call)] = made
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
        return out

    # ------------------------------------------------------------------ special layers

    def _lambda_layer(self, owner: Obj, args: Args, kwargs: Kwargs, place: Place) -> Value:
        return self.call(self.argument(owner, "function"), args[:1], {}, place)

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

    # ------------------------------------------------------------------ attributes

    def object_attribute(self, owner: Obj, name: str, place: Place) -> Value:
        """An attribute of an instance."""
        value = owner.fields.get(name)
        if isinstance(value, Value):
            member = self.class_member(owner.cls, name) if owner.cls is not None else None
            if not (isinstance(member, Function) and member.role == "property"):
                return value
        found = self.class_attribute(owner, name, place)
        if found is not None:
            return found
        if owner.kind in ("layer", "model", "module"):
            return self._layer_attribute(owner, name, place)
        if owner.cls is not None and owner.kind == "object" and not owner.path:
            hook = self.class_member(owner.cls, "__getattr__")
            if isinstance(hook, Function):
                return self.call(Bound(hook, owner), [Const(name)], {}, place)
            if name == "__dict__":
                out = Dict()
                out.data = owner.fields  # the very dictionary: what is put there is an attribute
                return out
            if name == "__class__":
                return owner.cls
            return self.unknown(f"attribute {name}", place, [owner])
        if owner.kind == "dataset" and name == "element_spec":
            return self.data(place)
        if owner.kind == "optimizer" and name in ("learning_rate", "lr", "iterations", "variables"):
            return self.opaque_data(name, place)
        return Method(owner, name)

    def _layer_attribute(self, owner: Obj, name: str, place: Place) -> Value:
        if name in _LISTS:
            return self.variables_of(owner, name, place)
        if name == "layers":
            return self._layers_list(owner, place)
        if name in ("input", "inputs", "output", "outputs"):
            return self._model_ends(owner, name, place)
        if name == "losses":
            return self._losses(owner, place)
        if name in ("name", "path"):
            return self.data(place, "python", "string")
        if name == "built":
            return Const(bool(owner.fields.get("%built")))
        if name in ("metrics", "metrics_names"):
            return Seq("list", (), self.opaque_data("metrics", place))
        if name in ("input_shape", "output_shape", "dtype", "compute_dtype", "stateful", "units"):
            arg = owner.fields.get(f"%arg:{name}")
            return arg if isinstance(arg, Value) else self.data(place, "python", "int")
        for var in self._own_variables(owner):
            if var.name == name:
                return var
        arg = owner.fields.get(f"%arg:{name}")
        if name == "activation":
            return self.call_library("keras.activations.get", [arg or NONE], {}, place)
        if isinstance(arg, Value):
            return arg
        if name == "optimizer":
            return self._object("optimizer", "keras.Optimizer", place)
        if name in ("layer", "forward_layer", "cell"):
            return self.argument(owner, "layer")
        return Method(owner, name)

    def _layers_list(self, owner: Obj, place: Place) -> Value:
        layers = owner.fields.get("%layers")
        if isinstance(layers, Seq):
            return Seq("list", tuple(v for v in layers.items if isinstance(v, Obj)), layers.rest)
        if owner.fields.get("%outputs") is not None:
            inputs: list[Value] = []
            for node in self._input_leaves(owner.fields["%inputs"]):
                layer = self._object("layer", "keras.layers.InputLayer", place)
                layer.fields["%output"] = node
                inputs.append(layer)
            return Seq("list", (*inputs, *self.functional_layers(owner)))
        if owner.fields.get("%foreign"):
            return Seq("list", (), self.unknown("layers", place, [owner]))
        found: list[Value] = []
        for value in owner.fields.values():
            if isinstance(value, Obj) and value.kind in ("layer", "model"):
                found.append(value)
            elif isinstance(value, Seq):
                found.extend(
                    v for v in value.items if isinstance(v, Obj) and v.kind in ("layer", "model")
                )
        return Seq("list", tuple(found))

    def _model_ends(self, owner: Obj, name: str, place: Place) -> Value:
        one = name.rstrip("s")
        ends = owner.fields.get(
            "%inputs" if one == "input" else "%outputs", owner.fields.get(f"%{one}")
        )
        if not isinstance(ends, Value):
            if one == "output" and owner.fields.get("%foreign"):
                made = self.call_layer(owner, [owner.fields["%inputs"]], {}, place)
                self.heap.put(owner.fields, "%output", made)
                return made
            return self.unknown(name, place, [owner])
        if name.endswith("s") and not isinstance(ends, Seq):
            return Seq("list", (ends,))
        if not name.endswith("s") and isinstance(ends, Seq) and len(ends.items) == 1:
            return ends.items[0]
        return ends

    def _losses(self, owner: Obj, place: Place) -> Value:
        added: list[Value] = []
        self._gather_losses(owner, added, set())
        return Seq(
            "list", tuple(added), self.unknown("losses", place, [owner]) if not added else None
        )

    def _gather_losses(self, owner: Obj, added: list[Value], seen: set[int]) -> None:
        if id(owner) in seen:
            return
        seen.add(id(owner))
        own = owner.fields.get("%losses")
        if isinstance(own, Seq):
            added.extend(own.items)
        if owner.fields.get("%outputs") is not None:
            for layer in self.functional_layers(owner):
                self._gather_losses(layer, added, seen)
        for name, value in list(owner.fields.items()):
            if isinstance(value, Obj) and value.kind in ("layer", "model"):
                self._gather_losses(value, added, seen)
            elif isinstance(value, Seq) and name != "%losses":
                for item in value.items:
                    if isinstance(item, Obj) and item.kind in ("layer", "model"):
                        self._gather_losses(item, added, seen)

    def attribute_set(self, owner: Obj, name: str, value: Value, place: Place) -> None:
        """What a library object does when one of its attributes is set."""
        if isinstance(value, Var) and owner.kind in ("layer", "model", "module"):
            if value.owner is None:
                value.owner = owner
            if not value.name:
                value.name = name
        if name == "trainable" and owner.kind in ("layer", "model"):
            self._freeze(owner, value, set())

    def _freeze(self, owner: Obj, value: Value, seen: set[int]) -> None:
        if id(owner) in seen:
            return
        seen.add(id(owner))
        self.heap.put(owner.fields, "trainable", value)
        parts: list[Value] = [v for v in owner.fields.values() if isinstance(v, (Obj, Seq))]
        if owner.fields.get("%outputs") is not None:
            parts.extend(self.functional_layers(owner))
        for part in parts:
            items = part.items if isinstance(part, Seq) else (part,)
            for item in items:
                if isinstance(item, Obj) and item.kind in ("layer", "model"):
                    self._freeze(item, value, seen)


def frozen(owner: Obj) -> bool:
    """Whether a layer's ``trainable`` is off."""
    flag = owner.fields.get("trainable")
    return isinstance(flag, Const) and not flag.value


class LayerCall:
    """A layer applied to symbolic inputs, to be done again on real ones."""

    __slots__ = ("args", "inputs", "kwargs", "layer", "place", "seq", "ways")

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


def pick(value: Value, way: tuple[Any, ...], machine: Keras, place: Place) -> Value:
    """The part of a structure at the end of a way of indices and keys."""
    for step in way:
        if isinstance(value, Seq) and isinstance(step, int) and step < len(value.items):
            value = value.items[step]
        elif isinstance(value, Dict) and step in value.data:
            value = value.data[step]
        else:
            return machine.unknown("part", place, [value])
    return value


def is_application(path: str) -> bool:
    """Whether a symbol makes one of Keras' ready models."""
    return path.startswith("keras.applications.") and path.rpartition(".")[2][:1].isupper()


def _kind_by_name(path: str) -> str:
    for prefix, kind in (
        ("keras.losses.", "loss"),
        ("keras.metrics.", "metric"),
        ("keras.optimizers.schedules.", "schedule"),
        ("keras.optimizers.", "optimizer"),
        ("keras.initializers.", "initializer"),
        ("keras.regularizers.", "regularizer"),
    ):
        name = path.rpartition(".")[2]
        if path.startswith(prefix) and name[:1].isupper():
            return kind
    return ""


_LISTS: Final = frozenset(
    {
        "trainable_variables",
        "trainable_weights",
        "variables",
        "weights",
        "non_trainable_variables",
        "non_trainable_weights",
    }
)
_LOADERS: Final = frozenset(
    {"keras.models.load_model", "keras.saving.load_model", "keras.models.model_from_json"}
)
# Constructor arguments of library layers that can be layers themselves.
_HOLDING: Final = frozenset(
    {"layer", "layers", "cell", "cells", "forward_layer", "backward_layer", "activation", "0"}
)
_NOT_TRACKED: Final = frozenset(
    {
        "%inputs",
        "%outputs",
        "%input",
        "%output",
        "%losses",
        "trainable",
        "optimizer",
        "name",
        "%optimizer",
        "%loss",
        "%metrics",
    }
)
_SPECIAL: Final[dict[str, Any]] = {
    "keras.layers.Lambda": Keras._lambda_layer,
    "keras.layers.TimeDistributed": Keras._wrapper,
    "keras.layers.Bidirectional": Keras._wrapper,
    "keras.layers.RNN": Keras._rnn,
    "keras.layers.InputLayer": Keras._input_layer,
}

__all__ = ["Keras", "LayerCall", "Lib", "Super"]
