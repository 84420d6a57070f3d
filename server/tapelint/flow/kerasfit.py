"""Keras training: ``compile``, ``fit``, losses, metrics, optimizers."""

from __future__ import annotations

import ast
from typing import Final

from tapelint.flow.machine import CUT, LIVE, Machine, Misuse
from tapelint.flow.requests import Request
from tapelint.flow.tensors import reads_gradient
from tapelint.flow.values import (
    NONE,
    TRUE,
    Bound,
    Class,
    Const,
    Content,
    Dict,
    Edge,
    Function,
    Lib,
    Node,
    NoneGradient,
    Obj,
    Place,
    Seq,
    Super,
    Tape,
    Value,
    Var,
)
from tapelint.ops.table import lookup

Args = list[Value]
Kwargs = dict[str, Value]


_BEFORE: Final = ("on_train_begin", "on_epoch_begin", "on_train_batch_begin", "on_batch_begin")
_AFTER: Final = ("on_train_batch_end", "on_batch_end", "on_epoch_end", "on_train_end")


class KerasFit(Machine):
    """Training with Keras, and the objects it uses."""

    # ------------------------------------------------------------------ objects

    def call_object(self, owner: Obj, args: Args, kwargs: Kwargs, place: Place) -> Value:
        """Call an instance."""
        if owner.cls is not None:
            method = self.class_member(owner.cls, "__call__")
            if isinstance(method, Function):
                return self.call(Bound(method, owner), args, kwargs, place)
        if owner.kind in ("layer", "model"):
            return self.call_layer(owner, args, kwargs, place)
        if owner.kind == "loss":
            return self._call_loss(owner, args, kwargs, place)
        if owner.kind == "metric":
            self._update_metric(owner, args, kwargs, place)
            return self._metric_result(owner, place)
        if owner.kind == "decorator":
            return args[0] if args else NONE
        if owner.kind == "namedtuple class":
            return self._make_namedtuple(owner, args, kwargs, place)
        if owner.kind in ("schedule", "initializer"):
            return self.data(place, "tensor", "float")
        if owner.kind == "regularizer":
            leaves = [n for a in args for n in self.leaves(a, place)]
            return self.node(
                "op", owner.path, [Edge(n, LIVE) for n in leaves], place, "tensor", "float"
            )
        return self.unknown(
            owner.path or "call of an object", place, [owner, *args, *kwargs.values()]
        )

    def _make_namedtuple(self, owner: Obj, args: Args, kwargs: Kwargs, place: Place) -> Value:
        names = [str(n.value) for n in owner.fields["names"].items]
        self.seq += 1
        out = Obj("namedtuple", "", None, place, self.seq)
        for i, name in enumerate(names):
            value = args[i] if i < len(args) else kwargs.get(name)
            if value is None:
                value = self.item(owner.fields["defaults"], Const(i - len(names)), place)
            out.fields[name] = value if value is not None else self.unknown("field", place)
        return out

    def object_items(self, owner: Obj, place: Place) -> tuple[list[Value], Value | None]:
        """The items of an instance."""
        if owner.kind == "namedtuple":
            return list(owner.fields.values()), None
        if owner.kind == "dataset":
            return [], owner.fields["element"]
        if owner.cls is not None and self.class_member(owner.cls, "__iter__") is not None:
            made = self.call(self.attribute(owner, "__iter__", place), [], {}, place)
            if made is not owner:
                return self.items_of(made, place)
            method = self.attribute(owner, "__next__", place)
            return [], self.call(method, [], {}, place)
        if owner.cls is not None and any(
            isinstance(b, Lib) and b.path == "typing.NamedTuple" for b in owner.cls.mro()
        ):
            return [v for v in owner.fields.values() if isinstance(v, Value)], None
        if owner.cls is not None and self.class_member(owner.cls, "__getitem__") is not None:
            return [], self.object_item(owner, self.data(place, "python", "int"), place)
        return [], self.unknown("iteration", place, [owner])

    def object_item(self, owner: Obj, key: Value, place: Place) -> Value:
        """``owner[key]`` of an instance."""
        if owner.cls is not None:
            method = self.class_member(owner.cls, "__getitem__")
            if isinstance(method, Function):
                return self.call(Bound(method, owner), [key], {}, place)
        items = owner.kind == "namedtuple" and list(owner.fields.values())
        if (
            items
            and isinstance(key, Const)
            and isinstance(key.value, int)
            and key.value < len(items)
        ):
            found: Value = items[key.value]
            return found
        return self.unknown("item", place, [owner, key])

    def call_object_method(
        self, owner: Obj, name: str, args: Args, kwargs: Kwargs, place: Place
    ) -> Value:
        """A method of an instance of a library class."""
        if owner.kind in ("layer", "model", "module"):
            return self._layer_method(owner, name, args, kwargs, place)
        if owner.kind == "optimizer":
            return self._optimizer_method(owner, name, args, kwargs, place)
        if owner.kind == "metric":
            return self._metric_method(owner, name, args, kwargs, place)
        if owner.kind == "loss" and name in ("call", "__call__"):
            return self._call_loss(owner, args, kwargs, place)
        if owner.kind == "dataset":
            return self.dataset_method(owner, name, args, kwargs, place)
        if owner.kind == "tensorarray":
            return self.tensor_array_method(owner, name, [*args, *kwargs.values()], place)
        if owner.kind == "random":
            return self.sampled(name, [*args, *kwargs.values()], place)
        if owner.kind == "namedtuple" and name == "_replace":
            self.seq += 1
            out = Obj("namedtuple", "", None, place, self.seq)
            out.fields.update({**owner.fields, **kwargs})
            return out
        return self.unknown(f"{owner.path}.{name}", place, [owner, *args, *kwargs.values()])

    def call_super_method(
        self, owner: Super, name: str, args: Args, kwargs: Kwargs, place: Place
    ) -> Value:
        """A method of the library class behind ``super()``."""
        target = owner.owner
        if not isinstance(target, Obj):
            return self.unknown(f"super().{name}", place, [target, *args])
        if name == "__init__":
            self.init_library_base(target, args, kwargs, place)
            return NONE
        if name == "__call__" and target.kind in ("layer", "model"):
            return self.call_layer(target, args, kwargs, place)
        if name == "call" and target.kind in ("layer", "model"):
            return self.library_call(target, args, kwargs, place)
        if name == "__setattr__" and len(args) == 2 and isinstance(args[0], Const):
            self.heap.put(target.fields, args[0].value, args[1])
            return NONE
        return self.call_object_method(target, name, args, kwargs, place)

    # ------------------------------------------------------------------ losses and metrics

    def _call_loss(self, owner: Obj, args: Args, kwargs: Kwargs, place: Place) -> Value:
        if owner.cls is not None:
            method = self.class_member(owner.cls, "call")
            if isinstance(method, Function):
                made = self.call(
                    Bound(method, owner),
                    args[:2],
                    {k: v for k, v in kwargs.items() if k != "sample_weight"},
                    place,
                )
                return self._reduced(made, place, "loss")
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
        return self.node("op", owner.path, edges, place, "tensor", "float", name)

    def _metric_method(
        self, owner: Obj, name: str, args: Args, kwargs: Kwargs, place: Place
    ) -> Value:
        if name == "update_state":
            self._update_metric(owner, args, kwargs, place)
            return NONE
        if name == "result":
            return self._metric_result(owner, place)
        if name == "add_weight":
            return self.make_variable(
                "keras", [], {"initializer": NONE, "trainable": Const(False), **kwargs}, place
            )
        return self.data(place)

    # ------------------------------------------------------------------ optimizers

    def _optimizer_method(
        self, owner: Obj, name: str, args: Args, kwargs: Kwargs, place: Place
    ) -> Value:
        if name == "apply_gradients":
            pairs = args[0] if args else kwargs.get("grads_and_vars", NONE)
            self._apply_pairs(pairs, place)
            return NONE
        if name in ("apply", "stateless_apply"):
            grads = args[0] if args else kwargs.get("grads", NONE)
            variables = args[1] if len(args) > 1 else kwargs.get("trainable_variables", NONE)
            if variables is not NONE:
                from tapelint.flow.values import Lazy

                self._apply_pairs(Lazy("zip", (grads, variables)), place)
            return NONE
        if name == "scale_loss":
            return self._reduced(args[0] if args else NONE, place, "scale_loss")
        if name in ("build", "finalize_variable_values", "assign"):
            return NONE
        return self.unknown(f"optimizer.{name}", place, [*args, *kwargs.values()])

    def _apply_pairs(self, pairs: Value, place: Place) -> None:
        items, rest = self.items_of(pairs, place)
        place = argument_place(place)
        if len(items) == 2 and all(isinstance(i, Seq) for i in items):
            first = items[0]
            assert isinstance(first, Seq)
            if first.items and all(isinstance(g, Node) and reads_gradient(g) for g in first.items):
                self.misuses.append(Misuse("pairs", place, None, {"reason": "unpaired"}))
                return
        wrong: list[tuple[Value | None, Value]] = []
        swapped = 0
        given = [p.items[1] for p in items if isinstance(p, Seq) and len(p.items) == 2]
        if items and all(isinstance(p, Node) and p.kind == "grad" for p in items):
            self.misuses.append(Misuse("pairs", place, None, {"reason": "unpaired"}))
        for pair in items:
            if not isinstance(pair, Seq) or len(pair.items) != 2:
                continue
            grad, var = pair.items
            if isinstance(grad, Seq) and isinstance(var, Var):
                self.misuses.append(Misuse("pairs", place, None, {"reason": "different"}))
                return
            self._mark_applied(grad, place)
            if isinstance(grad, Var) and isinstance(var, Node) and reads_gradient(var):
                swapped += 1
                continue
            source = self.gradient_source(grad)
            if self._misplaced(grad, source, var, given):
                if isinstance(grad, NoneGradient):
                    self._note_misapplied(grad)
                else:
                    wrong.append((source, var))
            if isinstance(var, Var):
                self._updated(var, grad, place)
        if isinstance(rest, Seq) and len(rest.items) == 2:
            self._mark_applied(rest.items[0], place)
            if isinstance(rest.items[1], Var):
                self._updated(rest.items[1], rest.items[0], place)
        if swapped and swapped == len(items):
            self.misuses.append(Misuse("pairs", place, None, {"reason": "swapped"}))
        elif wrong:
            self.misuses.append(
                Misuse("pairs", place, None, {"reason": "different", "wrong": wrong[0]})
            )

    def _note_misapplied(self, grad: NoneGradient) -> None:
        """A None that goes to another variable: the list that was asked for is the wrong one."""
        for request in self.requests:
            if any(s.value is grad.source for s in request.sources):
                request.misapplied = True

    def _misplaced(self, grad: Value, source: Value | None, var: Value, given: list[Value]) -> bool:
        """Whether a gradient goes to another variable than the one it was asked for.

        Moving gradients to the same weights of a copy is done on purpose (first-order MAML).
        """
        if not isinstance(source, Var) or not isinstance(var, Var) or source is var:
            return False
        return source in given or not alike(source, var) or self._computed_from(grad, var)

    def _computed_from(self, grad: Value, var: Var) -> bool:
        """Whether the target that this gradient is of was computed from a variable."""
        known = self.gradient_of.get(id(grad))
        if known is None:
            return False
        stack: list[Node] = list(known[2].targets)
        seen: set[int] = set()
        while stack:
            node = stack.pop()
            if id(node) in seen:
                continue
            seen.add(id(node))
            if node.fact is var:
                return True
            stack.extend(
                e.to for e in node.edges if isinstance(e.to, Node) and e.why != "state-write"
            )
        return False

    def gradient_source(self, grad: Value, depth: int = 6) -> Value | None:
        """For which source a gradient (or what was computed from it alone) was asked."""
        if isinstance(grad, NoneGradient):
            return grad.source
        if not isinstance(grad, Node):
            return None
        known = self.gradient_of.get(id(grad))
        if known is not None:
            return known[1]
        if depth == 0 or grad.kind != "op":
            return None
        found: list[Value] = []
        # A gradient clipped by the norm of all is still the gradient of its own source.
        edges = grad.edges[:1] if grad.op == "tf.clip_by_global_norm" else grad.edges
        for edge in edges:
            if isinstance(edge.to, Node) and edge.to.kind in ("op", "grad"):
                source = self.gradient_source(edge.to, depth - 1)
                if source is None:
                    if edge.to.kind == "grad":
                        return None
                    continue
                if not any(source is f for f in found):
                    found.append(source)
        return found[0] if len(found) == 1 else None

    def _mark_applied(self, grad: Value, place: Place) -> None:
        request: Request | None = None
        if isinstance(grad, Node) and id(grad) in self.gradient_of:
            request = self.gradient_of[id(grad)][2]
        elif isinstance(grad, NoneGradient):
            request = next(
                (
                    r
                    for r in reversed(self.requests)
                    if any(s.value is grad.source for s in r.sources)
                ),
                None,
            )
        if request is not None and request.applied is None:
            request.applied = place

    def _updated(self, var: Var, grad: Value, place: Place) -> None:
        content = self.node("data", "optimizer step", (), place, "tensor", var.dtype)
        self.heap.put(var.fields, "content", content)
        self.trained(var, place)

    # ------------------------------------------------------------------ layers and models

    def _layer_method(
        self, owner: Obj, name: str, args: Args, kwargs: Kwargs, place: Place
    ) -> Value:
        if name in ("add_weight", "add_variable"):
            return self.add_weight(owner, args, kwargs, place)
        if name in ("call", "__call__"):
            return self.call_layer(owner, args, kwargs, place)
        if name == "compile":
            return self._compile(owner, args, kwargs, place)
        if name in ("fit", "train_on_batch", "fit_generator"):
            return self._fit(owner, name, args, kwargs, place)
        if name == "build":
            if not owner.fields.get("%built") and not self._symbolically_built(owner, place):
                self.heap.put(owner.fields, "%built", True)
            return NONE
        if name == "add" and "%layers" in owner.fields:
            return self._add_layer(owner, args, place)
        if name == "pop" and isinstance(owner.fields.get("%layers"), Seq):
            layers = owner.fields["%layers"]
            self.heap.put(layers.data, "content", Content(layers.items[:-1], layers.rest))
            return NONE
        if name == "add_loss":
            self._add_loss(owner, args, place)
            return NONE
        if name in ("predict", "predict_on_batch", "evaluate", "test_on_batch", "get_weights"):
            return self._leaves_keras(owner, name, args, place)
        if name == "set_weights":
            self._set_weights(owner, args[0] if args else NONE, place)
            return NONE
        if name == "get_layer":
            return self._get_layer(owner, args, kwargs, place)
        if name == "compute_loss":
            return self._compute_loss(owner, args, kwargs, place)
        if name in ("compiled_loss", "loss"):
            return self._compute_loss(owner, [NONE, *args], {"x": NONE, **kwargs}, place)
        if name == "train_step":
            data = args[0] if args else NONE
            self._default_step(owner, data, place)
            return Dict()
        if name in (
            "summary",
            "save",
            "save_weights",
            "load_weights",
            "reset_states",
            "reset_metrics",
            "export",
        ):
            return NONE
        if name in (
            "compute_metrics",
            "test_step",
            "predict_step",
            "get_config",
            "count_params",
            "compute_output_shape",
            "get_metrics_result",
            "compute_mask",
            "to_json",
        ):
            return self.opaque_data(name, place)
        if name == "with_name_scope" or name == "name_scope":
            return self._object("object", "scope", place)
        self.unknowns[f"{owner.path}.{name}"] += 1
        return self.unknown(f".{name}", place, [owner, *args, *kwargs.values()])

    def _symbolically_built(self, owner: Obj, place: Place) -> bool:
        row = lookup(owner.path) if owner.cls is None else None
        if row is not None and row.kind == "layer":
            self.build_library_layer(owner, row, place)
            return True
        self.build_by_call(owner, place)
        return True

    def _add_layer(self, owner: Obj, args: Args, place: Place) -> Value:
        layers = owner.fields["%layers"]
        if isinstance(layers, Seq) and args:
            self.heap.put(layers.data, "content", Content((*layers.items, args[0]), layers.rest))
            first = layers.items[0]
            shaped = isinstance(first, Node) or (
                isinstance(first, Obj)
                and any(
                    f"%arg:{n}" in first.fields
                    for n in ("input_shape", "input_dim", "batch_input_shape")
                )
            )
            if shaped:
                self.build_by_call(owner, place)
        return NONE

    def _add_loss(self, owner: Obj, args: Args, place: Place) -> None:
        losses = owner.fields.get("%losses")
        if isinstance(losses, Seq) and args:
            value = args[0]
            if isinstance(value, (Function, Bound)):
                value = self.call(value, [], {}, place)
            self.heap.put(losses.data, "content", Content((*losses.items, value), losses.rest))

    def _leaves_keras(self, owner: Obj, name: str, args: Args, place: Place) -> Value:
        weights = self.variables_of(owner, "weights", place)
        leaves = [n for a in args[:1] for n in self.leaves(a, place)]
        if (
            name != "get_weights"
            and owner.cls is not None
            and weights.rest is None
            and not weights.items
        ):
            self.call_layer(owner, args[:1], {}, place)
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
            return Seq("list", tuple(made), rest)
        edges = [Edge(n, CUT, "leaves") for n in (*leaves, *reads)]
        python = ("evaluate", "test_on_batch", "train_on_batch")
        home = "python" if name in python else "numpy"
        node = self.node("op", f"keras.Model.{name}", edges, place, home, "float", f".{name}()")
        if weights.rest is not None:
            node.edges = (*node.edges, *(Edge(o, CUT, "leaves") for o in self.reach([owner])[:40]))
        return node

    def _set_weights(self, owner: Obj, value: Value, place: Place) -> None:
        weights = self.variables_of(owner, "weights", place)
        items, rest = self.items_of(value, place)
        for i, var in enumerate(weights.items):
            new = items[i] if i < len(items) else rest
            if isinstance(var, Var):
                self.write(var, new if new is not None else NONE, place, False)

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
        layer.fields["%output"] = node
        layer.fields["%input"] = inputs
        return layer

    # ------------------------------------------------------------------ compile and fit

    def _compile(self, owner: Obj, args: Args, kwargs: Kwargs, place: Place) -> Value:
        given = (
            dict(zip(("optimizer", "loss", "loss_weights", "metrics"), args, strict=False)) | kwargs
        )
        optimizer = given.get("optimizer")
        if not isinstance(optimizer, Obj):
            optimizer = self._object("optimizer", "keras.Optimizer", place)
        self.heap.put(owner.fields, "optimizer", optimizer)
        self.heap.put(owner.fields, "%loss", given.get("loss", NONE))
        self.heap.put(owner.fields, "%compiled", place)
        return NONE

    def _fit(self, owner: Obj, name: str, args: Args, kwargs: Kwargs, place: Place) -> Value:
        given = dict(zip(("x", "y"), args, strict=False)) | kwargs
        data = self._fit_data(given.get("x", NONE), given.get("y", NONE), place)
        step = self.class_member(owner.cls, "train_step") if owner.cls is not None else None
        tapes, self.tapes = self.tapes, ()
        self.graph_depth += 1
        self.training.append(TRUE)
        try:
            if isinstance(step, Function):
                for self.retracing in (False, True):
                    self.call(Bound(step, owner), [data], {}, place)
            elif isinstance(owner.fields.get("%compiled"), Place):
                self._default_step(owner, data, place)
        finally:
            self.retracing = False
            self.training.pop()
            self.graph_depth -= 1
            self.tapes = tapes
        self._callbacks(owner, kwargs, _BEFORE + _AFTER, place)
        history = self._object("object", "keras.callbacks.History", place)
        history.fields["history"] = Dict()
        history.fields["history"].extra["rest"] = Seq(
            "list", (), self.data(place, "python", "float")
        )
        return history if name == "fit" else self._leaves_keras(owner, name, args, place)

    def _callbacks(self, owner: Obj, kwargs: Kwargs, names: tuple[str, ...], place: Place) -> None:
        """Run what the program's own callbacks do at these moments."""
        items, _ = self.items_of(kwargs.get("callbacks", Seq("list", ())), place)
        for callback in items:
            if not isinstance(callback, Obj) or callback.cls is None:
                continue
            self.heap.put(callback.fields, "model", owner)
            for name in names:
                method = self.class_member(callback.cls, name)
                if isinstance(method, Function):
                    count = len(method.node.args.args) - 1
                    step = self.data(place, "python", "int")
                    first: Value = Dict() if name.startswith("on_train_begin") else step
                    given: Args = [first, Dict()][:count]
                    self.call(Bound(method, callback), given, {}, place)

    def _fit_data(self, x: Value, y: Value, place: Place) -> Value:
        if isinstance(x, Obj) and x.kind == "dataset":
            element: Value = x.fields["element"]
            return element
        if isinstance(x, (Obj,)) and x.cls is not None:
            return self.unknown("fit data", place)
        if y is NONE:
            return self._batch_of(x, place)
        return Seq("tuple", (self._batch_of(x, place), self._batch_of(y, place)))

    def _batch_of(self, value: Value, place: Place) -> Value:
        if isinstance(value, Seq):
            return Seq(value.kind, tuple(self._batch_of(v, place) for v in value.items))
        if isinstance(value, Dict):
            out = Dict()
            for key, item in value.data.items():
                out.data[key] = self._batch_of(item, place)
            return out
        return self.data(place, "tensor", self.dtype_of(value))

    def _default_step(self, owner: Obj, data: Value, place: Place) -> None:
        x: Value = data
        y: Value = NONE
        if isinstance(data, Seq) and data.kind == "tuple" and len(data.items) >= 2:
            x, y = data.items[0], data.items[1]
        elif isinstance(data, Seq) and len(data.items) == 1:
            x = data.items[0]
        self.seq += 1
        tape = Tape(place, self.seq, False, True)
        self.tapes = (*self.tapes, tape.token)
        prediction = self.call(owner, [x], {"training": TRUE}, place)
        loss = self._fit_loss(owner, x, y, prediction, place)
        self.tapes = tuple(t for t in self.tapes if t is not tape.token)
        sources = self.variables_of(owner, "trainable_variables", place)
        request = Request(
            place,
            "fit",
            tape,
            tape.token,
            self.leaves(loss, place),
            self.flat_sources(sources, place),
        )
        request.label = "fit"
        if not sources.items and sources.rest is None:
            return
        self.answer(request, sources, False)
        for var in sources.items:
            if isinstance(var, Var):
                for _ in range(2):
                    self._updated(var, NONE, place)

    def _fit_loss(self, owner: Obj, x: Value, y: Value, prediction: Value, place: Place) -> Value:
        compute = self.class_member(owner.cls, "compute_loss") if owner.cls is not None else None
        if isinstance(compute, Function):
            spec = {a.arg for a in compute.node.args.args}
            given = {"x": x, "y": y, "y_pred": prediction, "sample_weight": NONE, "training": TRUE}
            keep = (
                given if compute.node.args.kwarg else {k: v for k, v in given.items() if k in spec}
            )
            return self.call(Bound(compute, owner), [], keep, place)
        return self._compiled_loss(owner, y, prediction, place)

    def _compute_loss(self, owner: Obj, args: Args, kwargs: Kwargs, place: Place) -> Value:
        given = kwargs | dict(zip(("x", "y", "y_pred", "sample_weight"), args, strict=False))
        given = {"y": given.get("y_true", NONE)} | given
        return self._compiled_loss(owner, given.get("y", NONE), given.get("y_pred", NONE), place)

    def _compiled_loss(self, owner: Obj, y: Value, prediction: Value, place: Place) -> Value:
        loss = owner.fields.get("%loss", NONE)
        parts = self._loss_parts(loss, y, prediction, place)
        added: list[Value] = []
        self._gather_losses(owner, added, set())
        leaves = [n for v in (*parts, *added) for n in self.leaves(v, place)]
        total = self.node(
            "op", "loss", [Edge(n, LIVE) for n in leaves], place, "tensor", "float", "loss"
        )
        total.curve = "linear"
        if any(n.dtype == "unknown" for n in leaves):
            total.dtype = "unknown"
        if self._regularized(owner):
            total.edges = (
                *total.edges,
                *(e for e in self.unknown("regularizers", place, [owner]).edges),
            )
        return total

    def _regularized(self, owner: Obj) -> bool:
        stack: list[Value] = [owner]
        seen: set[int] = set()
        while stack:
            value = stack.pop()
            if id(value) in seen:
                continue
            seen.add(id(value))
            if isinstance(value, Obj):
                for name, item in value.fields.items():
                    if name.startswith("%arg:") and "regularizer" in name and item is not NONE:
                        return True
                    if isinstance(item, (Obj, Seq)) and name not in ("%losses", "%weights"):
                        stack.append(item)
                if value.fields.get("%outputs") is not None:
                    stack.extend(self.functional_layers(value))
            elif isinstance(value, Seq):
                stack.extend(value.items)
        return False

    def _loss_parts(self, loss: Value, y: Value, prediction: Value, place: Place) -> list[Value]:
        if isinstance(loss, Seq):
            outs = prediction.items if isinstance(prediction, Seq) else (prediction,)
            wanted = y.items if isinstance(y, Seq) else (y,) * len(outs)
            return [
                part
                for one, t, p in zip(loss.items, wanted, outs, strict=False)
                for part in self._loss_parts(one, t, p, place)
            ]
        if isinstance(loss, Dict):
            return self._loss_dict(loss, y, prediction, place)
        if isinstance(prediction, Seq) and not isinstance(loss, (Seq, Dict)):
            wanted = y.items if isinstance(y, Seq) else (y,) * len(prediction.items)
            return [
                part
                for t, p in zip(wanted, prediction.items, strict=False)
                for part in self._loss_parts(loss, t, p, place)
            ]
        if loss is NONE:
            return []
        if isinstance(loss, Const):
            leaves = self.leaves(prediction, place)
            node = self.node(
                "op",
                f"loss {loss.value}",
                [Edge(n, LIVE) for n in leaves],
                place,
                "tensor",
                "float",
            )
            node.curve = "curved"
            return [node]
        if isinstance(loss, (Class, Lib)) and _is_loss_class(loss):
            loss = self.call(loss, [], {}, place)
        return [self.call(loss, [y, prediction], {}, place)]

    def _loss_dict(self, loss: Dict, y: Value, prediction: Value, place: Place) -> list[Value]:
        if isinstance(prediction, Dict):
            return [
                part
                for key, one in loss.data.items()
                if key in prediction.data
                for part in self._loss_parts(
                    one,
                    y.data.get(key, NONE) if isinstance(y, Dict) else NONE,
                    prediction.data[key],
                    place,
                )
            ]
        outs = prediction.items if isinstance(prediction, Seq) else (prediction,)
        parts: list[Value] = []
        for one, p in zip(loss.data.values(), outs, strict=False):
            parts.extend(self._loss_parts(one, self.data(place, "tensor", "unknown"), p, place))
        if len(loss.data) != len(outs):
            parts.append(self.unknown("loss", place, [prediction]))
        return parts


def argument_place(place: Place) -> Place:
    """The pairs that ``apply_gradients`` gets, where they are made right there."""
    node = place.node
    if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], (ast.Call, ast.List)):
        return Place(place.unit, node.args[0], place.path)
    return place


def alike(one: Var, two: Var) -> bool:
    """Whether two variables could be the same weight of two copies of one network."""
    if one.place is not None and two.place is not None and one.place.key() == two.place.key():
        return True
    a, b = one.owner, two.owner
    if a is None or b is None or "%foreign" in a.fields or "%foreign" in b.fields:
        return True
    if a.path != b.path:
        return False
    sizes = ("%arg:units", "%arg:filters", "%arg:kernel_size", "%arg:output_dim")
    return all(_constant(a.fields.get(s)) == _constant(b.fields.get(s)) for s in sizes)


def _constant(value: object) -> object:
    return value.value if isinstance(value, Const) else None


def _is_loss_class(value: Value) -> bool:
    if isinstance(value, Class):
        return True
    return isinstance(value, Lib) and value.path.rpartition(".")[2][:1].isupper()
