"""Instances of library classes: calls, items, losses, metrics."""

from __future__ import annotations

from tapelint.flow.containers import Seq
from tapelint.flow.frames import Flow
from tapelint.flow.graph import CUT, LIVE, NONE, Const, Edge, Node, Nothing, Value
from tapelint.flow.machine import Machine
from tapelint.flow.places import Place
from tapelint.flow.python.classes import is_metaclass
from tapelint.flow.python.instances import EXIT_STACK, is_test_case
from tapelint.flow.python.named_tuples import (
    is_named_tuple_class,
    is_namedtuple,
    made_from,
    named_fields,
)
from tapelint.flow.python.statements import MAX_UNROLL
from tapelint.flow.tf.linear_operators import is_linear_operator
from tapelint.flow.values import MISSING, Bound, Class, Function, Obj, Super
from tapelint.ops.table import lookup

Args = list[Value]
Kwargs = dict[str, Value]


class Objects(Machine):
    """Instances of library classes: calls, items, losses, metrics."""

    def call_object(self, owner: Obj, args: Args, kwargs: Kwargs, place: Place) -> Value:
        """Call an instance."""
        if owner.cls is not None:
            method = self.class_member(owner.cls, "__call__")
            if isinstance(method, Function):
                return self.call(Bound(method, owner), args, kwargs, place)
        if owner.kind in ("layer", "model"):
            self.refuses_position(owner, args, place)
            return self.call_layer(owner, args, kwargs, place)
        if owner.kind == "loss":
            return self._call_loss(owner, args, kwargs, place)
        if owner.kind == "metric":
            self._update_metric(owner, args, kwargs, place)
            return self._metric_result(owner, place)
        if owner.kind == "weak reference":
            return self.referent(owner)
        if owner.kind == "decorator":
            return args[0] if args else NONE
        if is_named_tuple_class(owner):
            return self.make_named_tuple(owner, None, args, kwargs, place)
        if owner.kind in ("schedule", "initializer"):
            return self.node("data", owner.path, (), place, "tensor", "float")
        if owner.kind == "regularizer":
            leaves = [n for a in args for n in self.leaves(a, place)]
            return self.node(
                "op", owner.path, [Edge(n, LIVE) for n in leaves], place, "tensor", "float"
            )
        return self.unknown(
            owner.path or "call of an object", place, [owner, *args, *kwargs.values()]
        )

    def object_items(self, owner: Obj, place: Place) -> tuple[list[Value], Value | None]:
        """The items of an instance."""
        if is_namedtuple(owner) and not self._iterates(owner):
            return list(named_fields(owner).values()), None
        if owner.kind == "dataset":
            return [], owner.fields["element"]
        if self._iterates(owner):
            made = self.call(self.attribute(owner, "__iter__", place), [], {}, place)
            if made is not owner:
                return self.items_of(made, place)
            return self._drain(owner, place)
        entries = self.entries_of(owner)
        if entries is not None:
            return self.items_of(entries, place)
        if owner.cls is not None and self.class_member(owner.cls, "__getitem__") is not None:
            return [], self.object_item(owner, self.data(place, "python", "int"), place)
        return [], self.unknown("iteration", place, [owner])

    def _iterates(self, owner: Obj) -> bool:
        return owner.cls is not None and self.class_member(owner.cls, "__iter__") is not None

    def _drain(self, owner: Obj, place: Place) -> tuple[list[Value], Value | None]:
        """What ``__next__`` hands out until it raises; where it goes on, any of what it gave."""
        method = self.attribute(owner, "__next__", place)
        items: list[Value] = []
        for _ in range(MAX_UNROLL):
            if self.attempt(lambda: self._append_call(items, method, place)) == Flow.RAISE:
                return items, None
        rest: Value = MISSING
        for item in items:
            rest = self.phi(rest, item)
        return [], rest

    def _append_call(self, items: list[Value], method: Value, place: Place) -> int:
        items.append(self.call(method, [], {}, place))
        return Flow.NEXT

    def object_item(self, owner: Obj, key: Value, place: Place) -> Value:
        """``owner[key]`` of an instance."""
        if owner.cls is not None:
            method = self.class_member(owner.cls, "__getitem__")
            if isinstance(method, Function):
                return self.call(Bound(method, owner), [key], {}, place)
        entries = self.entries_of(owner)
        if entries is not None:
            return self.mapped(owner, entries, key, place)
        if is_namedtuple(owner):
            return self.item(Seq("tuple", tuple(named_fields(owner).values())), key, place)
        return self.unknown("item", place, [owner, key])

    def call_object_method(
        self, owner: Obj, name: str, args: Args, kwargs: Kwargs, place: Place
    ) -> Value:
        """A method of an instance of a library class."""
        if is_linear_operator(owner):
            known = self.call_linear_operator(owner, name, args, kwargs, place)
            if known is not None:
                return known
        made = self.call_mapping(owner, name, args, kwargs, place)
        if made is not None:
            return made
        if owner.kind in ("layer", "model", "module"):
            return self._layer_method(owner, name, args, kwargs, place)
        if owner.kind == "optimizer":
            return self._optimizer_method(owner, name, args, kwargs, place)
        if owner.kind == "metric":
            return self._metric_method(owner, name, args, kwargs, place)
        if owner.kind == "loss" and name in ("call", "__call__"):
            return self._call_loss(owner, args, kwargs, place)
        if owner.kind == EXIT_STACK:
            done = self.exit_stack_method(owner, name, args, kwargs, place)
            if done is not None:
                return done
            self.havoc([*args, *kwargs.values()], place)
        if owner.kind == "dataset":
            return self.dataset_method(owner, name, args, kwargs, place)
        if owner.kind == "strategy":
            return self.strategy_method(owner, name, args, kwargs, place)
        if owner.kind in ("thread", "executor", "future"):
            return self.thread_method(owner, name, args, kwargs, place)
        if owner.kind == "tensorarray":
            return self.tensor_array_method(owner, name, [*args, *kwargs.values()], place)
        if owner.kind == "random":
            return self.sampled(name, [*args, *kwargs.values()], place)
        if is_namedtuple(owner):
            copy = self.named_tuple_method(owner, name, kwargs)
            if copy is not None:
                return copy
        if owner.cls is not None and name.startswith("assert") and is_test_case(owner.cls):
            if name == "assertIsNone":
                self.expect_none(args[:1])
            return NONE
        values = [owner, *args, *kwargs.values()]
        if owner.cls is not None:
            # A method that a base outside the program defines may change what the object holds.
            held = (v for v in owner.fields.values() if isinstance(v, Value))
            self.havoc([*values, *held], place)
        return self.unknown(f"{owner.path}.{name}", place, values)

    def call_super_method(
        self, owner: Super, name: str, args: Args, kwargs: Kwargs, place: Place
    ) -> Value:
        """A method of the library class behind ``super()``."""
        target = owner.owner
        made_of = made_from(target) if isinstance(target, Class) else None
        if made_of is not None and isinstance(target, Class) and name == "__new__":
            return self.make_named_tuple(made_of, target, args[1:], kwargs, place)
        if isinstance(target, Class) and name == "__new__" and not is_metaclass(owner.cls):
            return self.call_builtin("object.__new__", args, {}, place)
        if isinstance(target, Class) and name in ("__new__", "__init__", "__call__"):
            return self.call_builtin(f"type.{name}", [target, *args], kwargs, place)
        if not isinstance(target, Obj):
            return self.unknown(f"super().{name}", place, [target, *args])
        if name == "__init__":
            if self.call_mapping(target, name, args, kwargs, place) is None:
                self.init_library_base(target, args, kwargs, place)
            return NONE
        if name == "__call__" and target.kind == "weak reference":
            return self.referent(target)
        if name == "__call__" and target.kind in ("layer", "model"):
            return self.call_layer(target, args, kwargs, place)
        if name == "call" and target.kind in ("layer", "model"):
            return self.library_call(target, args, kwargs, place)
        if name == "call" and target.kind == "loss":
            return self._library_loss(target, args, kwargs, place)
        if name == "__setattr__" and len(args) == 2 and isinstance(args[0], Const):
            self.heap.put(target.fields, args[0].value, args[1])
            return NONE
        return self.call_object_method(target, name, args, kwargs, place)

    def _call_loss(self, owner: Obj, args: Args, kwargs: Kwargs, place: Place) -> Value:
        if owner.cls is not None:
            method = self.class_member(owner.cls, "call")
            if isinstance(method, Function):
                given = {k: v for k, v in kwargs.items() if k != "sample_weight"}
                made: Value = self.library_calls(
                    lambda: self.call(Bound(method, owner), args[:2], given, place)
                )
                if isinstance(made, Nothing):
                    return made
                return self._reduced(made, place, "loss")
        return self._library_loss(owner, args, kwargs, place)

    def _library_loss(self, owner: Obj, args: Args, kwargs: Kwargs, place: Place) -> Value:
        row = lookup(owner.path)
        if row is None:
            wrapped = owner.fields.get("%arg:fn")
            if isinstance(wrapped, Value):
                return self._reduced(self.call(wrapped, args[:2], {}, place), place, "loss")
            return self.unknown(owner.path, place, [owner, *args, *kwargs.values()])
        names = [p.name for p in row.call_params] or ["y_true", "y_pred", "sample_weight"]
        edges: list[Edge] = []
        for name, value in [*zip(names, args, strict=False), *kwargs.items()]:
            effect = row.effects.get(
                name, "flows" if name in ("y_true", "y_pred", "sample_weight") else ""
            )
            edges.extend(self.layer_edge(effect, leaf) for leaf in self.leaves(value, place))
        node = self.node(
            "op", row.name, edges, place, "tensor", "float", row.name.rpartition(".")[2]
        )
        node.curve = "curved"
        return node

    def _reduced(self, value: Value, place: Place, symbol: str) -> Node:
        leaves = self.leaves(value, place)
        node = self.node(
            "op", symbol, [Edge(n, LIVE) for n in leaves], place, "tensor", "float", symbol
        )
        if len(leaves) == 1 and leaves[0].dtype != "unknown":
            node.dtype = leaves[0].dtype
        node.curve = "linear"
        node.bind = leaves[0].bind if len(leaves) == 1 else None
        return node

    def _update_metric(self, owner: Obj, args: Args, kwargs: Kwargs, place: Place) -> None:
        if owner.cls is not None:
            method = self.class_member(owner.cls, "update_state")
            if isinstance(method, Function):
                self.call(Bound(method, owner), args, kwargs, place)
        seen = [n for a in (*args, *kwargs.values()) for n in self.leaves(a, place)]
        self.heap.put(owner.fields, "%seen", Seq("list", tuple(seen)))

    def _metric_result(self, owner: Obj, place: Place) -> Value:
        if owner.cls is not None:
            method = self.class_member(owner.cls, "result")
            if isinstance(method, Function):
                return self.call(Bound(method, owner), [], {}, place)
        seen = owner.fields.get("%seen")
        edges = (
            [Edge(n, CUT, "op") for n in seen.items if isinstance(n, Node)]
            if isinstance(seen, Seq)
            else []
        )
        name = owner.path.rpartition(".")[2]
        node = self.node("op", owner.path, edges, place, "tensor", "float", name)
        node.fact = owner.place
        return node

    def _metric_method(
        self, owner: Obj, name: str, args: Args, kwargs: Kwargs, place: Place
    ) -> Value:
        if name == "update_state":
            self._update_metric(owner, args, kwargs, place)
            return NONE
        if name == "result":
            return self._metric_result(owner, place)
        if name == "add_weight":
            self.refuses_weight(args, kwargs, place)
            return self.make_variable(
                "keras", [], {"initializer": NONE, "trainable": Const(False), **kwargs}, place
            )
        return self.data(place)
