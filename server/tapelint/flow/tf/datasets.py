"""``tf.data``: what a data set hands out."""

from __future__ import annotations

from typing import Final

from tapelint.flow.containers import Dict, Seq
from tapelint.flow.graph import NONE, Node, Value
from tapelint.flow.machine import Machine
from tapelint.flow.places import Place
from tapelint.flow.tf.tensors import dtype_class
from tapelint.flow.values import Obj

Args = list[Value]
Kwargs = dict[str, Value]


class Datasets(Machine):
    """``tf.data``: what a data set hands out."""

    def _dataset(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        value = args[0] if args else kwargs.get("tensors", NONE)
        return self.make_dataset(self._data_like(value, place), place)

    def make_dataset(self, element: Value, place: Place) -> Obj:
        """A data set whose elements are all like ``element``."""
        self.seq += 1
        out = Obj("dataset", "tf.data.Dataset", None, place, self.seq)
        out.fields["element"] = element
        return out

    def _mapped(self, value: Value, place: Place) -> Value:
        """What a mapped data set hands out: computed before any tape, so data for all of them."""
        if isinstance(value, Seq):
            return Seq(value.kind, tuple(self._mapped(v, place) for v in value.items))
        if isinstance(value, Node) and value.kind == "op" and value.home == "tensor":
            return value
        return self._data_like(value, place)

    def _data_like(self, value: Value, place: Place) -> Value:
        """What a data set hands out for a structure: tensors of data."""
        if isinstance(value, Seq) and value.kind == "tuple":
            return Seq("tuple", tuple(self._data_like(v, place) for v in value.items))
        if isinstance(value, Dict):
            out = Dict()
            for key, item in value.data.items():
                out.data[key] = self._data_like(item, place)
            return out
        return self.data(place, "tensor", self.dtype_of(value))

    def _dataset_range(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        return self.make_dataset(self.data(place, "tensor", "int"), place)

    def _dataset_zip(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        parts = list(args[0].items) if args and isinstance(args[0], Seq) else list(args)
        found = [
            p.fields["element"]
            if isinstance(p, Obj) and p.kind == "dataset"
            else self.data(place, "tensor")
            for p in parts
        ]
        return self.make_dataset(Seq("tuple", tuple(found)), place)

    def _dataset_generator(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        signature = kwargs.get(
            "output_signature", kwargs.get("output_types", args[1] if len(args) > 1 else NONE)
        )
        return self.make_dataset(self._from_signature(signature, place), place)

    def _from_signature(self, value: Value, place: Place) -> Value:
        if isinstance(value, Seq):
            return Seq("tuple", tuple(self._from_signature(v, place) for v in value.items))
        kind = dtype_class(value)
        if kind == "unknown" and isinstance(value, Node):
            kind = value.dtype
        return self.data(place, "tensor", kind)

    def dataset_method(
        self, owner: Obj, name: str, args: Args, kwargs: Kwargs, place: Place
    ) -> Value:
        """A method of a ``tf.data.Dataset``."""
        element = owner.fields["element"]
        if name == "map" and args:
            tapes, self.tapes = self.tapes, ()
            given = list(element.items) if isinstance(element, Seq) else [element]
            made = self.call(args[0], given, {}, place)
            self.tapes = tapes
            return self.make_dataset(self._mapped(made, place), place)
        if name in _SAME_DATASET:
            return owner
        if name == "enumerate":
            number = self.data(place, "tensor", "int")
            return self.make_dataset(Seq("tuple", (number, element)), place)
        if name == "as_numpy_iterator":
            return Seq("list", (), element)
        if name in ("cardinality", "__len__"):
            return self.data(place, "tensor", "int")
        if name == "element_spec":
            return self.data(place)
        return self.unknown(f"Dataset.{name}", place, args)


_SAME_DATASET: Final = frozenset(
    [
        "batch",
        "shuffle",
        "repeat",
        "prefetch",
        "cache",
        "take",
        "skip",
        "shard",
        "padded_batch",
        "with_options",
        "unbatch",
        "filter",
        "concatenate",
        "ignore_errors",
        "apply",
        "rebatch",
    ]
)
