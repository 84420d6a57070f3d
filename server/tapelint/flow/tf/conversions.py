"""TensorFlow functions that make tensors and variables of values, or make them anew."""

from __future__ import annotations

from tapelint.flow.containers import Dict, Seq
from tapelint.flow.graph import CUT, LIVE, MAYBE, NONE, Const, Edge, Node, Value
from tapelint.flow.machine import Machine
from tapelint.flow.places import Place
from tapelint.flow.tf.tensors import dtype_class
from tapelint.flow.values import Lib, Var
from tapelint.ops.table import lookup

Args = list[Value]
Kwargs = dict[str, Value]


class Conversions(Machine):
    """TensorFlow functions that make tensors and variables of values, or make them anew."""

    def _variable(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        return self.make_variable("tf", args, kwargs, place)

    def _keras_variable(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        return self.make_variable("keras", args, kwargs, place)

    def _tape(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        return self.make_tape(args, kwargs, place)

    def _tf_constant(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        value = args[0] if args else kwargs.get("value", NONE)
        dtype = kwargs.get("dtype", args[1] if len(args) > 1 else None)
        kind = dtype_class(dtype) if dtype is not None and dtype is not NONE else ""
        symbol = "tf.constant"
        if isinstance(value, Var):
            read = self.read(value, place)
            return self.node(
                "op", symbol, [Edge(read, CUT, "rewrap")], place, "tensor", value.dtype, symbol
            )
        if isinstance(value, (Node, Seq)):
            self.constant_takes(value, place)
        if isinstance(value, Node):
            state = MAYBE if self.graph_depth or value.opaque else LIVE
            out = self.node(
                "op", symbol, [Edge(value, state)], place, "tensor", kind or value.dtype, symbol
            )
            out.curve = "linear"
            return out
        leaves = self.leaves(value, place)
        if not leaves:
            return self.as_tensor(value, place, symbol, kind)
        edges = [Edge(n, CUT if n.home == "tensor" else LIVE, "rewrap") for n in leaves]
        return self.node("op", symbol, edges, place, "tensor", kind or self.dtype_of(value), symbol)

    def _convert(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        value = args[0] if args else kwargs.get("value", kwargs.get("x", NONE))
        dtype = kwargs.get("dtype", args[1] if len(args) > 1 else None)
        kind = dtype_class(dtype) if dtype is not None and dtype is not NONE else ""
        if isinstance(value, Node) and value.kind == "grad":
            return self._identity([value], {}, place)  # of rows it makes a tensor
        if isinstance(value, Node) and value.home == "tensor":
            return value
        return self.as_tensor(value, place, "tf.convert_to_tensor", kind)

    def _static_value(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        """``tf.get_static_value``: what isn't a tensor stays what it is, a variable has none."""
        value = args[0] if args else kwargs.get("tensor", NONE)
        if isinstance(value, Var):
            return NONE
        plain = isinstance(value, Node) and value.home in ("python", "numpy") and not value.opaque
        row = lookup("tf.get_static_value")
        if plain or row is None or isinstance(value, (Const, Lib, Seq, Dict)):
            return value
        return self.call_row(row, args, kwargs, place, row.name)

    def _cast(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        value = args[0] if args else kwargs.get("x", NONE)
        dtype = kwargs.get("dtype", args[1] if len(args) > 1 else NONE)
        kind = dtype_class(dtype)
        if isinstance(dtype, Const) and isinstance(dtype.value, str) and kind == "unknown":
            kind = "unknown"
        node = self.as_tensor(value, place, "tf.cast")
        state = LIVE if kind in ("float", "complex") else CUT if kind in ("int", "bool") else MAYBE
        if state == MAYBE and node.dtype == "float":
            state = MAYBE
        if kind == "unknown" and self._follows_float(dtype):
            kind, state = "float", LIVE
        out = self.node(
            "op",
            "tf.cast",
            [Edge(node, state, "op" if state == CUT else "")],
            place,
            node.home if node.home == "symbolic" else "tensor",
            kind,
            "tf.cast",
        )
        out.curve = "linear"
        return out

    def cast_to(self, node: Node, kind: str, place: Place) -> Node:
        """A cast to float or int."""
        edge = Edge(node, CUT, "op") if kind == "int" else Edge(node, LIVE)
        out = self.node("op", "tf.cast", [edge], place, "tensor", kind, f"{kind}()")
        out.curve = "linear"
        return out

    @staticmethod
    def _follows_float(dtype: Value) -> bool:
        return isinstance(dtype, Const) and dtype.value in ("float32", "float64", "float16")

    def _identity(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        value = args[0] if args else kwargs.get("input", NONE)
        node = self.as_tensor(value, place, "tf.identity")
        out = self.node(
            "op", "tf.identity", [Edge(node, LIVE)], place, node.home, node.dtype, "tf.identity"
        )
        out.curve = "linear"
        return out

    def _clip_by_global_norm(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        given = dict(zip(("t_list", "clip_norm", "use_norm"), args, strict=False)) | kwargs
        items, rest = self.items_of(given.get("t_list", NONE), place)
        leaves = [n for v in items for n in self.leaves(v, place)]
        symbol = "tf.clip_by_global_norm"
        norm = self.node("op", "tf.linalg.global_norm", [Edge(n, LIVE) for n in leaves], place)
        norm.dtype = "float"
        clipped = tuple(self._clipped(v, norm, place, symbol) for v in items)
        more = None if rest is None else self._clipped(rest, norm, place, symbol)
        return Seq("tuple", (Seq("list", clipped, more), norm))

    def _clipped(self, value: Value, norm: Node, place: Place, symbol: str) -> Value:
        if isinstance(value, Const):
            return value
        edges = [Edge(n, LIVE) for n in (*self.leaves(value, place), norm)]
        return self.node("op", symbol, edges, place, "tensor", "float", symbol)

    def _activation(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        value = args[0] if args else kwargs.get("identifier", NONE)
        if value is NONE:
            return Lib("keras.activations.linear")
        if isinstance(value, Const) and isinstance(value.value, str):
            return Lib(f"keras.activations.{value.value}")
        return value
