"""What layers and models do that no row of the table says: ``build``, ``add``, ``get_layer``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from tapelint.flow.containers import Content, Dict, Seq
from tapelint.flow.frames import Misuse
from tapelint.flow.graph import CUT, LIVE, NONE, Const, Edge, Value
from tapelint.flow.keras.fit import KerasFit
from tapelint.flow.keras.freezing import FITTED
from tapelint.flow.keras.layers import KerasLayers
from tapelint.flow.keras.losses import CompiledLosses
from tapelint.flow.keras.models import Inside
from tapelint.flow.keras.removed import SINCE
from tapelint.flow.keras.weights import KerasWeights
from tapelint.flow.places import Place
from tapelint.flow.tf.objects import Objects
from tapelint.flow.values import CONTENT, Bound, Function, Obj, Var
from tapelint.ops.table import lookup

Args = list[Value]
Kwargs = dict[str, Value]


class LayerMethods(Objects):
    """The methods of layers and models."""

    def _layer_method(
        self, owner: Obj, name: str, args: Args, kwargs: Kwargs, place: Place
    ) -> Value:
        self.refuses_method(owner, name, args, kwargs, place)
        method = _METHODS.get(name)
        made = method(self, owner, args, kwargs, place) if method is not None else None
        if made is not None:
            return made
        if name in ("fit", "train_on_batch", "fit_generator"):
            return self._fit(owner, name, args, kwargs, place)
        if name in ("predict", "predict_on_batch", "evaluate", "test_on_batch", "get_weights"):
            return self._leaves_keras(owner, name, args or _named_input(kwargs), place)
        if name in _NOTHING:
            return NONE
        if name in _OPAQUE:
            return self.opaque_data(name, place)
        if name == "_no_dependency" and args:
            return args[0]  # what TensorFlow is not to track, but keeps as it is
        if name in ("with_name_scope", "name_scope"):
            return self._object("object", "scope", place)
        self.unknowns[f"{owner.path}.{name}"] += 1
        return self.unknown(f".{name}", place, [owner, *args, *kwargs.values()])

    def _make_train_function(self, owner: Obj, args: Args, kwargs: Kwargs, place: Place) -> Value:
        self.heap.put(owner.fields, FITTED, None)
        return NONE

    def _build(self, owner: Obj, args: Args, kwargs: Kwargs, place: Place) -> Value:
        if owner.cls is not None:
            self.build_base(owner, place)
        elif not owner.fields.get("%built") and not self._symbolically_built(owner, place):
            self.heap.put(owner.fields, "%built", True)
        return NONE

    def _pop_layer(self, owner: Obj, args: Args, kwargs: Kwargs, place: Place) -> Value | None:
        layers = owner.fields.get("%layers")
        if not isinstance(layers, Seq):
            return None
        self.heap.put(layers.data, "content", Content(layers.items[:-1], layers.rest))
        return NONE

    def _called_loss(self, owner: Obj, args: Args, kwargs: Kwargs, place: Place) -> Value:
        """``compiled_loss`` of Keras 2, and ``loss``, take no inputs."""
        return self._compute_loss(owner, [NONE, *args], {"x": NONE, **kwargs}, place)

    def _train_step(self, owner: Obj, args: Args, kwargs: Kwargs, place: Place) -> Value:
        self._default_step(owner, args[0] if args else NONE, place)
        return Dict()

    def build_base(self, owner: Obj, place: Place) -> None:
        """``super().build(…)``: the weights of the library layer that a class extends."""
        row = lookup(owner.path)
        if row is not None and row.kind == "layer":
            self.build_library_layer(owner, row, place)
        elif not owner.fields.get("%built") and not self._no_layer_build(owner):
            self.heap.put(owner.fields, "%built", True)
        elif not owner.fields.get("%built"):
            if self._build_makes_nothing(owner):
                self.heap.put(owner.fields, "%empty build", True)
            else:
                self._symbolically_built(owner, place)
            self.heap.put(owner.fields, "%built", True)

    def _build_makes_nothing(self, owner: Obj) -> bool:
        """Keras 3 builds no layer of a class that has no ``build`` of its own, and warns."""
        if self.target is None or self.target < (2, 16):
            return False
        return "%layers" not in owner.fields and owner.fields.get("%outputs") is None

    def _no_layer_build(self, owner: Obj) -> bool:
        return owner.cls is not None and self.class_member(owner.cls, "build") is None

    def _symbolically_built(self, owner: Obj, place: Place) -> bool:
        row = lookup(owner.path) if owner.cls is None else None
        if row is not None and row.kind == "layer":
            self.build_library_layer(owner, row, place)
            return True
        self.build_by_call(owner, place)
        return True

    def _add_layer(self, owner: Obj, args: Args, kwargs: Kwargs, place: Place) -> Value | None:
        if "%layers" not in owner.fields:
            return None
        layers = owner.fields["%layers"]
        if isinstance(layers, Seq) and args:
            self.heap.put(layers.data, "content", Content((*layers.items, args[0]), layers.rest))
            self._try_build(owner, place)
        return NONE

    def _refused_loss(self, owner: Obj, place: Place) -> None:
        """A functional model of Keras 3 takes no loss beside that of ``compile``."""
        functional = owner.cls is None and owner.path == "keras.Model"
        if functional and self.target is not None and self.target >= SINCE:
            self.surely_raises(Misuse("removed-member", place, None, {"member": "add_loss"}))

    def _add_loss(self, owner: Obj, args: Args, kwargs: Kwargs, place: Place) -> Value:
        self._refused_loss(owner, place)
        losses = owner.fields.get("%losses")
        if isinstance(losses, Seq) and args:
            value = args[0]
            if isinstance(value, (Function, Bound)):
                value = self.call(value, [], {}, place)
            self.judge_added(value, place)
            self.added.update((id(n), (n, place)) for n in self.leaves(value, place))
            self.heap.put(losses.data, "content", Content((*losses.items, value), losses.rest))
        return NONE

    def _leaves_keras(self, owner: Obj, name: str, args: Args, place: Place) -> Value:
        leaves = [n for a in args[:1] for n in self.leaves(a, place)]
        if name != "get_weights":
            self.compiled.pop(owner, None)
            self._run_once(owner, args[0] if args else NONE, place)
        weights = self.variables_of(owner, "weights", place)
        reads = [self.read(v, place) for v in weights.items if isinstance(v, Var)]
        if name == "get_weights":
            made = [
                self.node(
                    "op", name, [Edge(r, CUT, "leaves")], place, "numpy", "float", ".get_weights()"
                )
                for r in reads
            ]
            rest = self.unknown(name, place, [owner]) if weights.rest is not None else None
            arrays = Seq("list", tuple(made), rest)
            arrays.origin = place
            return arrays
        edges = [Edge(n, CUT, "leaves") for n in (*leaves, *reads)]
        python = ("evaluate", "test_on_batch", "train_on_batch")
        home = "python" if name in python else "numpy"
        node = self.node("op", f"keras.Model.{name}", edges, place, home, "float", f".{name}()")
        if weights.rest is not None:
            node.edges = (*node.edges, *(Edge(o, CUT, "leaves") for o in self.reach([owner])[:40]))
        return node

    def _run_once(self, owner: Obj, given: Value, place: Place) -> None:
        """Run a model of the program that nothing has run yet: from then on it has its weights."""
        if owner.cls is None or owner.fields.get("%called"):
            return
        data = self._fit_data(given, NONE, place)
        if isinstance(given, Obj) and isinstance(data, Seq) and data.items:
            data = data.items[0]  # a dataset has the labels in it
        tapes, self.tapes = self.tapes, ()
        self.call_layer(owner, [data], {}, place)
        self.tapes = tapes

    def _set_weights(self, owner: Obj, args: Args, kwargs: Kwargs, place: Place) -> Value:
        value = args[0] if args else NONE
        weights = self.variables_of(owner, "weights", place)
        items, rest = self.items_of(value, place)
        for i, var in enumerate(weights.items):
            new = items[i] if i < len(items) else rest
            if isinstance(var, Var):
                self.write(var, new if new is not None else NONE, place, False)
        return NONE

    def _load_weights(self, owner: Obj, args: Args, kwargs: Kwargs, place: Place) -> Value:
        """Weights from a file: of what they began with nothing is left."""
        weights = self.variables_of(owner, "weights", place).items
        self.restored |= not weights  # those are made later, as far as we see
        for var in weights:
            if isinstance(var, Var):
                content = self.node("data", "loaded", (), place, "tensor", var.dtype)
                self.heap.put(var.fields, CONTENT, content)
        return NONE

    def _get_layer(self, owner: Obj, args: Args, kwargs: Kwargs, place: Place) -> Value:
        layers = self._layers_list(owner, place)
        wanted = kwargs.get(
            "name",
            args[0]
            if args and isinstance(args[0], Const) and isinstance(args[0].value, str)
            else NONE,
        )
        index = kwargs.get("index", args[1] if len(args) > 1 else NONE)
        assert isinstance(layers, Seq)
        if isinstance(index, Const) and isinstance(index.value, int) and layers.exact:
            return self.item(layers, index, place)
        for layer in layers.items:
            if isinstance(layer, Obj) and isinstance(wanted, Const):
                name = layer.fields.get("name")
                if isinstance(name, Const) and name.value == wanted.value:
                    return layer
        if owner.fields.get("%foreign"):
            return self._foreign_layer(owner, place)
        return self.unknown("get_layer", place, [owner])

    def _foreign_layer(self, owner: Obj, place: Place) -> Obj:
        layer = self._object("layer", "foreign", place)
        inputs = owner.fields["%inputs"]
        atom = self._own_variables(owner)[0]
        edges = [Edge(inputs, LIVE), Edge(self.read(atom, place), LIVE)]
        node = self.node("op", "layer", edges, place, "symbolic", "float")
        node.curve = "curved"
        node.fact = Inside(owner)
        self.heap.put(owner.fields, "%inside", (*owner.fields.get("%inside", ()), node))
        layer.fields["%output"] = node
        layer.fields["%input"] = inputs
        return layer


def _named_input(kwargs: Kwargs) -> Args:
    return [kwargs["x"]] if "x" in kwargs else []


_Handler = Callable[[Any, Obj, Args, Kwargs, Place], Value | None]
_METHODS: Final[dict[str, _Handler]] = {
    "add_weight": KerasWeights.add_weight,
    "add_variable": KerasWeights.add_weight,
    "call": KerasLayers.call_layer,
    "__call__": KerasLayers.call_layer,
    "make_train_function": LayerMethods._make_train_function,
    "compile": KerasFit._compile,
    "build": LayerMethods._build,
    "add": LayerMethods._add_layer,
    "pop": LayerMethods._pop_layer,
    "add_loss": LayerMethods._add_loss,
    "set_weights": LayerMethods._set_weights,
    "load_weights": LayerMethods._load_weights,
    "get_layer": LayerMethods._get_layer,
    "compute_loss": CompiledLosses._compute_loss,
    "compiled_loss": LayerMethods._called_loss,
    "loss": LayerMethods._called_loss,
    "train_step": LayerMethods._train_step,
}
_NOTHING: Final = frozenset(
    {
        "summary",
        "save",
        "save_weights",
        "reset_states",
        "reset_metrics",
        "export",
    }
)
_OPAQUE: Final = frozenset(
    {
        "compute_metrics",
        "test_step",
        "predict_step",
        "get_config",
        "count_params",
        "compute_output_shape",
        "get_metrics_result",
        "compute_mask",
        "to_json",
    }
)
