"""What layers and models own: weights made, listed, frozen."""

from __future__ import annotations

from typing import Final

from tapelint.flow.containers import Dict, Seq, Union, Weights
from tapelint.flow.graph import NONE, TRUE, Const, Node, Value
from tapelint.flow.keras.removed import SINCE
from tapelint.flow.machine import LOST, Machine
from tapelint.flow.places import Place
from tapelint.flow.tf.tensors import filled
from tapelint.flow.values import CONTENT, Function, Method, Obj, Var
from tapelint.ops.table import Row, lookup

Args = list[Value]
Kwargs = dict[str, Value]

SET_TRAINABLE: Final = "%set trainable"  # when and where ``trainable`` was set last


class KerasWeights(Machine):
    """What layers and models own: weights made, listed, frozen."""

    def add_weight(self, owner: Obj, args: Args, kwargs: Kwargs, place: Place) -> Value:
        """``self.add_weight(…)`` in a layer of the program."""
        self.refuses_weight(args, kwargs, place)
        given = (
            dict(zip(("shape", "initializer", "dtype", "trainable"), args, strict=False)) | kwargs
        )
        given.setdefault("initializer", NONE)
        if self.restored:
            given["initializer"] = NONE
        key = (owner, len(self._own_variables(owner)), place.key())
        var = self.weights_made.get(key)
        if var is None or not self.made_again(var):
            made = self.make_variable("keras", [], given, place, owner)
            assert isinstance(made, Var)
            made.owner = owner
            var = self.weights_made[key] = made
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
            key = (owner, len(self._own_variables(owner)), weight.name)
            var = self.weights_made.get(key)
            if var is None or var.trainable != trainable or not self.made_again(var):
                var = Var("keras", "float", trainable, weight.name, where, self.seq)
                var.owner = owner
                var.fields[CONTENT] = self._begins_with(owner, weight.name, where)
                self.created(var, where)
                self.weights_made[key] = var
            self._own(owner, var)

    def _begins_with(self, owner: Obj, weight: str, where: Place) -> Node:
        """What a weight begins with: a number that its initializer fills it with, if one does."""
        given = owner.fields.get(f"%arg:{weight}_initializer")
        number = filled(given) if given is not None and not self.restored else None
        if isinstance(number, Const) and isinstance(number.value, float):
            return self.initial_value(number, where)
        return self.node("data", "initial", (), where, "tensor", "float")

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
        used = owner.fields.get("%called") or owner.fields.get("%given")
        if used and not found and not rest and self._has_more(owner, set()):
            rest.append(self.unknown("a model that was called", place, [owner]))
        unique: list[Var] = []
        for var in found:
            if not any(var is u for u in unique):
                unique.append(var)
        more: Value | None = None
        for value in rest:
            more = value if more is None else self.phi(more, value)
        out = Seq("list", tuple(unique), more)
        out.origin = place
        if place is not None:
            out.content.lists = ((owner, place),)
        if not unique and more is None and which.startswith("trainable"):
            out.frozen = self._frozen_at(owner, set())
            if out.frozen is None and place is not None:
                out.content.lacks = ((owner, place),)
        return out

    def thawed_since(self, listed: Seq) -> list[Var]:
        """The weights of listed models that were frozen when they were listed, and aren't now."""
        known = {id(item) for item in listed.items}
        return [
            var
            for owner, place in (listed.content.lists if listed.exact else ())
            if place.source().rpartition(".")[2].startswith("trainable")
            for var in self._trained_weights(owner)
            if isinstance(var, Var) and id(var) not in known and var in self.thawed
        ]

    def set_trainable(self, owner: Obj, value: Value, place: Place) -> None:
        """``owner.trainable = value``, which may let weights train that were frozen."""
        before = {id(item) for item in self._trained_weights(owner)}
        self._freeze(owner, value, set())
        later = (var for var in self._trained_weights(owner) if id(var) not in before)
        self.thawed.update((var, place) for var in later if isinstance(var, Var))

    def _trained_weights(self, owner: Obj) -> tuple[Value, ...]:
        items: tuple[Value, ...] = self.variables_of(owner, "trainable_variables", None).items
        return items

    def _frozen_at(self, owner: Obj, seen: set[int]) -> Place | None:
        """Where a model, or the first frozen layer in it, was frozen."""
        seen.add(id(owner))
        if frozen(owner):
            when = owner.fields.get(SET_TRAINABLE)
            return when[1] if isinstance(when, tuple) else None
        found = (self._frozen_at(p, seen) for p in self._layers_in(owner) if id(p) not in seen)
        return next((place for place in found if place is not None), None)

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
        outermost = not seen
        seen.add(id(owner))
        trainable = which.startswith("trainable")
        flag = owner.fields.get("trainable", TRUE)
        if trainable and owner.kind != "module":
            if isinstance(flag, Const) and not flag.value:
                # What was thawed again in a frozen part: Keras 3 looks at the weights alone.
                inner = () if outermost or not self.is_keras_3() else self._layers_in(owner)
                for layer in inner:
                    self._gather(layer, which, found, rest, seen, place)
                return
            if not isinstance(flag, Const):
                if self._weightless(owner):
                    return
                rest.append(self.unknown("trainable", place, [owner]))
                return
        if LOST in owner.fields:
            rest.append(self.unknown("what a large call left", place, [owner]))
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

    def _has_more(self, owner: Obj, seen: set[int]) -> bool:
        """Whether a model holds layers that make weights; if none are known after its call, the
        call wasn't understood.
        """
        seen.add(id(owner))
        layers = self._layers_in(owner)
        return any(self._makes_weights(p, seen) for p in layers if id(p) not in seen)

    def _layers_in(self, owner: Obj) -> list[Obj]:
        """The layers that a model holds itself."""
        parts = [
            p for v in owner.fields.values() for p in (v.items if isinstance(v, Seq) else (v,))
        ]
        if owner.fields.get("%outputs") is not None:
            parts.extend(self.functional_layers(owner))
        return [p for p in parts if isinstance(p, Obj) and p.kind in ("layer", "model")]

    def _makes_weights(self, layer: Obj, seen: set[int]) -> bool:
        if frozen(layer):
            return False
        row = lookup(layer.path)
        makes = row is not None and bool(row.weights)
        if layer.cls is not None:
            makes = makes or isinstance(self.class_member(layer.cls, "build"), Function)
        return makes or self._has_more(layer, seen)

    @staticmethod
    def _weightless(owner: Obj) -> bool:
        """Whether a library layer never has weights, its own or those of a layer inside."""
        row = lookup(owner.path) if owner.cls is None else None
        if row is None or row.weights or owner.kind != "layer":
            return False
        return not any(isinstance(value, Obj) for value in owner.fields.values())

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
                if value.listed is None:
                    rest.append(value)
                else:
                    found.append(value)
        elif isinstance(value, Obj):
            # A tf.Module doesn't look into layers of Keras 3, nor they into a tf.Module.
            alike = (value.kind == "module") == (owner.kind == "module") or self._is_keras_2()
            if alike and value.kind in ("layer", "model", "module"):
                self._gather(value, which, found, rest, seen, place)
        elif isinstance(value, Seq):
            for item in value.items:
                self._gather_value(owner, item, which, found, rest, seen, place)
            if value.rest is not None:
                self._gather_rest(owner, value.rest, which, rest, place)
        elif isinstance(value, Dict):
            for item in list(value.data.values()):
                self._gather_value(owner, item, which, found, rest, seen, place)
        elif isinstance(value, Union):
            rest.extend(
                self.unknown("one of several layers", place, [option])
                for option in value.options
                if isinstance(option, Obj)
            )
        elif isinstance(value, Method) or (
            isinstance(value, Node) and value.opaque and value.edges
        ):
            rest.append(self.unknown("unknown attribute", place, [value]))
        elif isinstance(value, Node) and value.opaque and value.fact is None:
            rest.append(value)

    def _gather_rest(
        self, owner: Obj, value: Value, which: str, rest: list[Value], place: Place | None
    ) -> None:
        """What stands for all the further items of a list."""
        if isinstance(value, Var):
            if self._tracks(owner, value) and self._wanted(value, which):
                rest.append(self.unknown("variables in a list", place, [value]))
            return
        unknown = isinstance(value, Node) and (value.opaque or value.home == "unknown")
        if unknown or isinstance(value, (Obj, Union)):
            rest.append(self.unknown("layers in a list", place, [value]))

    def _tracks(self, owner: Obj, var: Var) -> bool:
        if self._is_keras_2():
            return True
        if owner.kind in ("layer", "model"):
            return var.is_keras
        return owner.kind != "module" or not var.is_keras

    def _is_keras_2(self) -> bool:
        """Whether the version is known, and one whose layers are modules of TensorFlow."""
        return self.target is not None and self.target < SINCE

    @staticmethod
    def _wanted(var: Var, which: str) -> bool:
        if which.startswith("trainable"):
            return var.listed is not False
        if which.startswith("non_trainable"):
            return var.listed is False
        return True

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

    def _own_variables(self, owner: Obj) -> list[Var]:
        weights = owner.fields.get("%weights")
        return [v for v in weights.items if isinstance(v, Var)] if isinstance(weights, Seq) else []

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


# Constructor arguments of library layers that can be layers themselves.
_HOLDING: Final = frozenset(
    {"layer", "layers", "cell", "cells", "forward_layer", "backward_layer", "activation", "0"}
)


_NOT_TRACKED: Final = frozenset(
    {
        LOST,
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
