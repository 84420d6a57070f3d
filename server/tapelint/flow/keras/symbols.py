"""Keras as structure: layers own weights, models are graphs of layers, ``fit`` is a request."""

from __future__ import annotations

import collections
import collections.abc
from typing import Final

from tapelint.flow.containers import Dict, Seq
from tapelint.flow.frames import Misuse
from tapelint.flow.graph import FALSE, LIVE, NONE, TRUE, Const, Edge, Node, Value
from tapelint.flow.keras.arguments import RefusedArguments
from tapelint.flow.keras.fit import KerasFit
from tapelint.flow.keras.freezing import Freezing
from tapelint.flow.keras.layers import KerasLayers
from tapelint.flow.keras.losses import CompiledLosses
from tapelint.flow.keras.methods import LayerMethods
from tapelint.flow.keras.models import OWN_ENDS, KerasModels
from tapelint.flow.keras.refused import Refused
from tapelint.flow.keras.untracked import HELD_AT, may_hide_layers
from tapelint.flow.keras.weights import SET_TRAINABLE, KerasWeights
from tapelint.flow.machine import LOST
from tapelint.flow.places import Place
from tapelint.flow.python.imports import HUB_LAYER
from tapelint.flow.python.instances import BASE_KINDS
from tapelint.flow.python.introspection import is_none_of_module
from tapelint.flow.python.mappings import DICT
from tapelint.flow.python.named_tuples import names_of
from tapelint.flow.tf.linear_operators import is_linear_operator
from tapelint.flow.values import Bound, Class, Function, Lib, Method, Obj, Var
from tapelint.ops.table import Row, lookup

Args = list[Value]
Kwargs = dict[str, Value]

# Weights that can't be set, from the first TensorFlow on whose Keras is surely such a one.
_NO_SETTERS: Final = (2, 18)
_READ_ONLY: Final = {
    "keras.layers.Dense": "kernel",
    "keras.layers.EinsumDense": "kernel",
    "keras.layers.Embedding": "embeddings",
}

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


class Keras(
    KerasWeights,
    KerasLayers,
    KerasModels,
    LayerMethods,
    KerasFit,
    CompiledLosses,
    Freezing,
    Refused,
    RefusedArguments,
):
    """Layers and models."""

    # ------------------------------------------------------------------ making

    def call_keras(self, path: str, args: Args, kwargs: Kwargs, place: Place) -> Value | None:
        """A Keras symbol that makes an object; None for a plain function."""
        self.refuses_file(path, args, kwargs, place)
        if path == "keras.Input":
            self.refuses_input(args, kwargs, place)
            return self._input(kwargs, place)
        if path in ("keras.Sequential", "keras.Model", "keras.Layer"):
            owner = self._object(BASE_KINDS[path], path, place)
            self.init_library_base(owner, args, kwargs, place)
            return owner
        if path == HUB_LAYER:
            return self._hub_layer(args, kwargs, place)
        if path in _LOADERS:
            return self._foreign_model(path, args, kwargs, place)
        if path == "keras.models.clone_model":
            return self._foreign_model(path, args, kwargs, place)
        if path == "keras.optimizers.get":
            return self._object("optimizer", "keras.Optimizer", place)
        if path in _GETTERS:
            return self._got(path, args[0] if args else kwargs.get("identifier", NONE), place)
        row = lookup(path)
        kind = row.kind if row is not None else _kind_by_name(path)
        if kind == "layer":
            owner = self._object("layer", path, place)
            self.refuses_construction(path, args, kwargs, place)
            self._init_layer(owner, row, args, kwargs, place)
            return owner
        if kind in _OBJECT_KINDS:
            owner = self._object(kind, row.name if row is not None else path, place)
            self.fill_arguments(owner, row, args, kwargs)
            if kind == "optimizer":
                self.optimizer_made(owner, row, kwargs, place)
            if kind in ("optimizer", "metric") and path.startswith("keras.") and self.is_keras_3():
                self.created(Var("keras", "float", False, "", place, self.seq), place)
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

    def _got(self, getter: str, identifier: Value, place: Place) -> Value | None:
        """What ``keras.….get`` finds: by a name or a class an instance, else what it was given."""
        named = identifier.value if isinstance(identifier, Const) else None
        if isinstance(named, str):
            identifier = Lib(f"{getter.removesuffix('get')}{named}")
        if isinstance(identifier, Lib):
            row = lookup(identifier.path)
            made = row is not None and row.kind in _OBJECT_KINDS
            return self.call(identifier, [], {}, place) if made else identifier
        if identifier is NONE or isinstance(identifier, (Obj, Function, Bound)):
            return identifier
        if getter == "keras.initializers.get":
            return self._object("initializer", "keras.Initializer", place)
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
        if owner.kind in ("layer", "model") and self.extends_one(owner):
            self.refuses_construction(path, args, kwargs, place)
        if owner.kind not in ("layer", "model"):
            self.fill_arguments(owner, lookup(path), args, kwargs)
            if args and owner.cls is not None and any(map(_is_module_type, owner.cls.mro())):
                self.heap.put(owner.fields, "__name__", args[0])
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
        from tapelint.flow.tf.tensors import dtype_class

        dtype = dtype_class(kwargs["dtype"]) if "dtype" in kwargs else "float"
        return self.node("input", "keras.Input", (), place, "symbolic", dtype, "keras.Input")

    def _hub_layer(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        """``hub.KerasLayer``: a model of somebody else's, frozen unless one says so."""
        layer = self._foreign_model(HUB_LAYER, args, kwargs, place)
        given = kwargs.get("trainable", args[1] if len(args) > 1 else FALSE)
        self.heap.put(layer.fields, "trainable", given)
        return layer

    def _foreign_model(self, path: str, args: Args, kwargs: Kwargs, place: Place) -> Obj:
        owner = self._object("model", path, place)
        self.seq += 1
        atom = Var("keras", "float", True, f"weights of {path.rpartition('.')[2]}", place, self.seq)
        atom.owner = owner
        owner.fields["%weights"] = Seq("list", (atom,))
        owner.fields["%foreign"] = TRUE
        inputs = self.node("input", "keras.Input", (), place, "symbolic", "float", "keras.Input")
        owner.fields["%inputs"] = inputs
        return owner

    # ------------------------------------------------------------------ attributes

    def object_attribute(self, owner: Obj, name: str, place: Place) -> Value:
        """An attribute of an instance."""
        value = owner.fields.get(name)
        if isinstance(value, Value):
            member = self.class_member(owner.cls, name) if owner.cls is not None else None
            if not (isinstance(member, Function) and member.binding == "property"):
                return value
        found = self.class_attribute(owner, name, place)
        if found is not None:
            return found
        if name == "_fields" and (names := names_of(owner)) is not None:
            return names
        if is_linear_operator(owner):
            told = self.linear_operator_attribute(owner, name, place)
            if told is not None:
                return told
        hook = self.class_member(owner.cls, "__getattr__") if owner.cls is not None else None
        if isinstance(hook, Function) and is_none_of_module(owner, name):
            return self.call(Bound(hook, owner), [Const(name)], {}, place)
        if name == "__dict__" and owner.kind not in ("layer", "model"):
            out = Dict()
            out.data = owner.fields  # the very dictionary: what is put there is an attribute
            return out
        if owner.kind in ("layer", "model", "module"):
            return self._layer_attribute(owner, name, place)
        if owner.cls is not None and owner.kind == "object" and owner.path in ("", DICT):
            if isinstance(hook, Function):
                return self.call(Bound(hook, owner), [Const(name)], {}, place)
            if name == "__class__":
                return owner.cls
            if inherits(owner.cls, name) or (owner.path == DICT and hasattr(dict, name)):
                return Method(owner, name)
            return self.unknown(f"attribute {name}", place, [owner])
        if owner.kind == "dataset" and name == "element_spec":
            return self.data(place)
        self.note_member(owner, name, place)
        if owner.kind == "optimizer" and name in _RATES:
            return self.opaque_data(f"optimizer.{name}", place)
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
            given = owner.fields.get("%arg:name")
            if name == "name" and isinstance(given, Const) and isinstance(given.value, str):
                return given
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
        self.note_member(owner, name, place)
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
            if self.opens_another(owner):
                return Seq("list", (), self.unknown("layers", place, [owner]))
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
        own = _own_end(owner, one) if name.endswith("s") else None
        if own is not None:
            return Seq("list", (own,))
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

    def added_losses(self, owner: Obj) -> list[Value]:
        """What ``add_loss`` was given in a layer and in those inside it."""
        added: list[Value] = []
        self._gather_losses(owner, added, set())
        return added

    def _losses(self, owner: Obj, place: Place) -> Value:
        added = self.added_losses(owner)
        if not added:
            added.extend(self._penalties(owner, place))
        return Seq(
            "list", tuple(added), self.unknown("losses", place, [owner]) if not added else None
        )

    def _penalties(self, owner: Obj, place: Place) -> list[Value]:
        """What the regularizers of library layers give; nothing where any of it isn't known."""
        penalties: list[Value] = []
        for layer in self._library_layers(owner):
            weights = {var.name: var for var in self._own_variables(layer)}
            for key, given in layer.fields.items():
                if not str(key).endswith("_regularizer") or given is NONE:
                    continue
                var = weights.get(key.removeprefix("%arg:").removesuffix("_regularizer"))
                if var is None or var.trainable is not True or not _is_regularizer(given):
                    return []
                edges = [Edge(self.read(var, place), LIVE)]
                penalties.append(self.node("op", "penalty", edges, place, "tensor", "float"))
        return penalties

    def _library_layers(self, owner: Obj) -> list[Obj]:
        """The layers of a model, all of them the library's own and trainable; else nothing."""
        inner = owner.fields.get("%layers")
        if owner.fields.get("%outputs") is not None:
            layers = self.functional_layers(owner)
        else:
            known = inner.items if isinstance(inner, Seq) and inner.rest is None else ()
            layers = [v for v in known if isinstance(v, Obj)]
        trainable = (each.fields.get("trainable") for each in (owner, *layers))
        plain = all(isinstance(one, Const) and one.value is True for one in trainable)
        plain = plain and all(each.kind == "layer" for each in layers)
        plain = plain and all(each.cls is None for each in (owner, *layers))
        return layers if plain else []

    def _gather_losses(self, owner: Obj, added: list[Value], seen: set[int]) -> None:
        if id(owner) in seen:
            return
        seen.add(id(owner))
        own = owner.fields.get("%losses")
        if isinstance(own, Seq):
            added.extend(own.items)
        if LOST in owner.fields:
            added.append(self.unknown("what a large call left", None, [owner]))
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

    def set_refused(self, owner: Obj, name: str, place: Place) -> bool:
        """Whether this is a weight that can't be set: in Keras 3 some are properties."""
        if owner.cls is not None or self.target is None or self.target < _NO_SETTERS:
            return False
        if name != _READ_ONLY.get(owner.path):
            return False
        facts: dict[str, object] = {"symbol": owner.path.rpartition(".")[2], "reason": "property"}
        self.surely_raises(Misuse("replaced", place, None, {**facts, "name": place.source()}))
        return True

    def attribute_set(self, owner: Obj, name: str, value: Value, place: Place) -> None:
        """What a library object does when one of its attributes is set."""
        if isinstance(value, Var) and owner.kind in ("layer", "model", "module"):
            if value.owner is None:
                value.owner = owner
            if not value.name:
                value.name = name
        if may_hide_layers(owner, value):
            self.heap.put(owner.fields, HELD_AT + name, place)
        if name == "trainable" and owner.kind in ("layer", "model"):
            self.set_trainable(owner, value, place)
            self.heap.put(owner.fields, SET_TRAINABLE, (self.seq, place))
            self._note_set_while_fitting(owner, value, place)
        if owner.kind == "layer" and owner.cls is None and isinstance(value, Node):
            self.heap.put(owner.fields, LOST, TRUE)  # it may stand for one of its weights
        if owner.kind == "optimizer":
            self.optimizer_set(owner, name, place)


def _is_module_type(base: Value) -> bool:
    return isinstance(base, Lib) and base.path == "types.ModuleType"


def _is_regularizer(value: Value) -> bool:
    """Whether this is a regularizer of the library, or the name of one."""
    if isinstance(value, Obj):
        return value.cls is None and value.path.startswith("keras.regularizers.")
    return isinstance(value, Const) and isinstance(value.value, str)


def is_application(path: str) -> bool:
    """Whether a symbol makes one of Keras' ready models."""
    return path.startswith("keras.applications.") and path.rpartition(".")[2][:1].isupper()


def inherits(cls: Class, name: str) -> bool:
    """Whether a base in Python's ``collections`` gives a class this method."""
    for base in cls.mro():
        if isinstance(base, Lib) and base.path.startswith("collections."):
            kept = getattr(collections, base.path.rpartition(".")[2], None)
            kept = kept or getattr(collections.abc, base.path.rpartition(".")[2], None)
            if callable(getattr(kept, name, None)):
                return True
    return False


def _own_end(owner: Obj, one: str) -> Node | None:
    """What a Sequential begins or ends with, whatever else it was called on."""
    ends = owner.fields.get(OWN_ENDS) if "%layers" in owner.fields else None
    end = ends[one == "output"] if isinstance(ends, tuple) else None
    return end if isinstance(end, Node) else None


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
_RATES: Final = frozenset({"learning_rate", "lr", "iterations", "variables"})
_GETTERS: Final = frozenset(
    {
        "keras.constraints.get",
        "keras.initializers.get",
        "keras.losses.get",
        "keras.regularizers.get",
    }
)
_LOADERS: Final = frozenset(
    {"keras.models.load_model", "keras.saving.load_model", "keras.models.model_from_json"}
)
