"""Keras training: ``compile``, ``fit``, losses, metrics, optimizers."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from typing import Final

from tapelint.flow.frames import Misuse
from tapelint.flow.keras.models import Inside
from tapelint.flow.keras.optimizers import Optimizers, written_argument
from tapelint.flow.keras.removed import SINCE
from tapelint.flow.keras.weights import SET_TRAINABLE
from tapelint.flow.requests import TRAINING, Borrower, Request
from tapelint.flow.tf.objects import Objects
from tapelint.flow.values import (
    CUT,
    LIVE,
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
    Obj,
    Place,
    Seq,
    Tape,
    Value,
    Var,
)
from tapelint.ops.table import lookup

Args = list[Value]
Kwargs = dict[str, Value]


TRAINED: Final = "%trained"  # by which ``compile`` it was prepared for a training that ran
FITTED: Final = "%fitted"  # by which ``compile``, when, where, and which weights it trains

_BEFORE: Final = ("on_train_begin", "on_epoch_begin", "on_train_batch_begin", "on_batch_begin")
_AFTER: Final = ("on_train_batch_end", "on_batch_end", "on_epoch_end", "on_train_end")


class KerasFit(Optimizers, Objects):
    """Training with Keras, and the objects it uses."""

    # ------------------------------------------------------------------ objects

    # ------------------------------------------------------------------ losses and metrics

    # ------------------------------------------------------------------ optimizers

    # ------------------------------------------------------------------ layers and models

    def _layer_method(
        self, owner: Obj, name: str, args: Args, kwargs: Kwargs, place: Place
    ) -> Value:
        if name in ("add_weight", "add_variable"):
            return self.add_weight(owner, args, kwargs, place)
        if name in ("call", "__call__"):
            return self.call_layer(owner, args, kwargs, place)
        if name == "_no_dependency" and owner.kind == "module" and args:
            return args[0]  # only a checkpoint leaves it out
        if name == "make_train_function":
            self.heap.put(owner.fields, FITTED, None)
            return NONE
        if name == "compile":
            return self._compile(owner, args, kwargs, place)
        if name in ("fit", "train_on_batch", "fit_generator"):
            return self._fit(owner, name, args, kwargs, place)
        if name == "build" and owner.cls is not None:
            self.build_base(owner, place)
            return NONE
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
            self._refused_loss(owner, place)
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
        if name == "_no_dependency" and args:
            return args[0]  # what TensorFlow is not to track, but keeps as it is
        if name == "with_name_scope" or name == "name_scope":
            return self._object("object", "scope", place)
        self.unknowns[f"{owner.path}.{name}"] += 1
        return self.unknown(f".{name}", place, [owner, *args, *kwargs.values()])

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

    def _add_layer(self, owner: Obj, args: Args, place: Place) -> Value:
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

    def _add_loss(self, owner: Obj, args: Args, place: Place) -> None:
        losses = owner.fields.get("%losses")
        if isinstance(losses, Seq) and args:
            value = args[0]
            if isinstance(value, (Function, Bound)):
                value = self.call(value, [], {}, place)
            self.judge_added(value, place)
            self.heap.put(losses.data, "content", Content((*losses.items, value), losses.rest))

    def _leaves_keras(self, owner: Obj, name: str, args: Args, place: Place) -> Value:
        leaves = [n for a in args[:1] for n in self.leaves(a, place)]
        if name != "get_weights":
            self.compiled.pop(owner, None)
            self._run_once(owner, args[:1], place)
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

    def _run_once(self, owner: Obj, args: Args, place: Place) -> None:
        """Run a model of the program that nothing has run yet: from then on it has its weights."""
        if owner.cls is None or owner.fields.get("%called"):
            return
        tapes, self.tapes = self.tapes, ()
        self.call_layer(owner, args, {}, place)
        self.tapes = tapes

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
        node.fact = Inside(owner)
        self.heap.put(owner.fields, "%inside", (*owner.fields.get("%inside", ()), node))
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
        self.seq += 1  # what is frozen from here on is frozen later
        self.heap.put(owner.fields, "%compiled at", self.seq)
        self.compiled[owner] = place
        self.heap.put(owner.fields, "run_eagerly", given.get("run_eagerly", NONE))
        return NONE

    def train_compiled(self, owner: Obj, place: Place) -> None:
        """One step of the training that a compiled model was prepared for."""
        inputs = owner.fields.get("%inputs")
        known = self._input_leaves(inputs) if isinstance(inputs, Value) else []
        given = [self.data(place, "tensor", n.dtype) for n in known]
        x = Seq("list", tuple(given)) if len(given) > 1 else self._batch_of(NONE, place)
        y = self.data(place, "tensor")
        self._fit(owner, "fit", [given[0] if len(given) == 1 else x, y], {}, place)

    def _fit(self, owner: Obj, name: str, args: Args, kwargs: Kwargs, place: Place) -> Value:
        given = dict(zip(("x", "y"), args, strict=False)) | kwargs
        self.compiled.pop(owner, None)
        self._note_late_change(owner, name, place)
        data = self._fit_data(given.get("x", NONE), given.get("y", NONE), place)
        step = self.class_member(owner.cls, "train_step") if owner.cls is not None else None
        tapes, self.tapes = self.tapes, ()
        traced = self._is_traced(owner)
        if not self.graph_depth:
            self.enter_graph(name, [data])
        eager, self.eager = self.eager, self.eager or traced is None
        self.graph_depth += traced is not False
        self.unconverted += 1
        self.training.append(TRUE)
        try:
            if isinstance(step, Function):
                for self.retracing in (False, traced is True):
                    self.call(Bound(step, owner), [data], {}, place)
            elif isinstance(owner.fields.get("%compiled"), Place):
                self._default_step(owner, data, place)
        finally:
            self.retracing = False
            self.training.pop()
            self.graph_depth -= traced is not False
            self.unconverted -= 1
            self.eager = eager
            self.tapes = tapes
        self._note_fitted(owner, name, traced, place)
        if not isinstance(step, Function):  # one of the program's own may train anything
            self._note_nothing_trained(owner, name, place)
        self.heap.put(owner.fields, TRAINED, owner.fields.get("%compiled"))
        self._callbacks(owner, kwargs, _BEFORE + _AFTER, place)
        history = self._object("object", "keras.callbacks.History", place)
        history.fields["history"] = Dict()
        history.fields["history"].extra["rest"] = Seq(
            "list", (), self.data(place, "python", "float")
        )
        return history if name == "fit" else self._leaves_keras(owner, name, args, place)

    def _note_fitted(self, owner: Obj, name: str, traced: bool | None, place: Place) -> None:
        """What a first ``fit`` was traced with stays until the next ``compile``."""
        weights = self.variables_of(owner, "trainable_variables", place)
        compiled = owner.fields.get("%compiled")
        known = owner.fields.get(FITTED)
        if name != "fit" or not traced or weights.rest is not None:
            self.heap.put(owner.fields, FITTED, None)
        elif not isinstance(known, tuple) or known[0] is not compiled:
            ids = frozenset(id(v) for v in weights.items)
            self.heap.put(owner.fields, FITTED, (compiled, self.seq, place, ids))

    def _note_late_change(self, owner: Obj, name: str, place: Place) -> None:
        """Note a layer frozen or thawed after a ``fit``: the next one goes on as before."""
        known = owner.fields.get(FITTED)
        weights = self.variables_of(owner, "trainable_variables", place)
        unsure = weights.rest is not None or self.holes  # a half-typed line may compile it anew
        if name != "fit" or not isinstance(known, tuple) or unsure:
            return
        compiled, moment, first, ids = known
        changed = ids ^ {id(v) for v in weights.items}
        forced = "train_function" in owner.fields
        if self.holes or not changed or forced or owner.fields.get("%compiled") is not compiled:
            return
        for layer in self._parts_of_model(owner):
            when = layer.fields.get(SET_TRAINABLE)
            if not isinstance(when, tuple) or when[0] < moment:
                continue
            if changed & {id(v) for v in self.variables_of(layer, "weights", place).items}:
                facts: dict[str, object] = {"raises": "no", "line": str(place.line)}
                self.misuses.append(Misuse("late-trainable", when[1], first, facts))

    def _note_nothing_trained(self, owner: Obj, name: str, place: Place) -> None:
        """Note a model that is frozen as a whole when it is first trained.

        Up to Keras 2, what was trainable at ``compile`` was trained whatever came between.
        """
        weights = self.variables_of(owner, "trainable_variables", place)
        compiled, when = owner.fields.get("%compiled"), weights.frozen
        trained = owner.fields.get(TRAINED) is compiled
        if when is None or not isinstance(compiled, Place) or trained or self.holes:
            return
        moment = next((m for m, at in self._freezes(owner) if at is when), None)
        late = moment is None or moment >= owner.fields["%compiled at"]
        if late and (self.target is None or self.target < SINCE):
            return
        facts: dict[str, object] = {"raises": "no", "line": str(place.line), "call": name}
        func = place.node.func if isinstance(place.node, ast.Call) else None
        facts["model"] = ast.unparse(func.value) if isinstance(func, ast.Attribute) else ""
        facts["late"] = str(compiled.line) if late else ""
        self.misuses.append(Misuse("late-trainable", when, place, facts))

    def _freezes(self, owner: Obj) -> Iterator[tuple[int, Place]]:
        """When and where a model and the parts of it were frozen or thawed last."""
        for part in self._parts_of_model(owner):
            known = part.fields.get(SET_TRAINABLE)
            if isinstance(known, tuple):
                yield known

    def _parts_of_model(self, owner: Obj) -> list[Obj]:
        """A model and the layers in it, at any depth."""
        found: dict[int, Obj] = {}
        todo: list[object] = [owner]
        while todo:
            value = todo.pop()
            if isinstance(value, Seq):
                todo.extend(value.items)
            elif isinstance(value, Obj) and is_layer(value) and id(value) not in found:
                found[id(value)] = value
                todo.extend(v for v in value.fields.values() if isinstance(v, (Obj, Seq)))
                if value.fields.get("%outputs") is not None:
                    todo.extend(self.functional_layers(value))
        return list(found.values())

    def _is_traced(self, owner: Obj) -> bool | None:
        """Whether a model trains in a graph, as it does unless ``run_eagerly`` is set."""
        chosen = owner.fields.get("run_eagerly", NONE)
        return None if not isinstance(chosen, Const) else not chosen.value

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
        self._next_step(owner, x, tape, place)
        sources = self.variables_of(owner, "trainable_variables", place)
        request = Request(
            place,
            "fit",
            tape,
            tape.token,
            self.leaves(loss, place),
            self.flat_sources(sources, place),
        )
        request.label = TRAINING
        self.note_untracked(request)
        if not sources.items and sources.rest is None:
            return
        self.answer(request, sources, False)
        for var in sources.items:
            if isinstance(var, Var):
                for _ in range(2):
                    self._updated(var, NONE, place)

    def _next_step(self, owner: Obj, x: Value, first: Tape, place: Place) -> None:
        """Call a model once more if its first call made variables that it doesn't keep."""
        kept = self.variables_of(owner, "variables", place)
        known = {id(v) for v in kept.items}
        made = (v for group in self.allocations.values() for v in group)
        lost = (v for v in made if first.token in v.fields["born"] and id(v) not in known)
        if kept.rest is not None or next(lost, None) is None:
            return
        before, self.retracing = self.retracing, self.graph_depth > 0 and not self.eager
        self.seq += 1
        second = () if self.retracing else (Tape(place, self.seq, False, True).token,)
        tapes, self.tapes = self.tapes, (*self.tapes, *second)
        self.call(owner, [x], {"training": TRUE}, place)
        self.tapes, self.retracing = tapes, before

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
        parts = [*self._given_losses(owner, y, prediction, place), *self.added_losses(owner)]
        if not parts:  # nothing to train with: Keras says so itself
            parts = [self.unknown("no loss", place, [owner, y, prediction])]
        leaves = [n for v in parts for n in self.leaves(v, place)]
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

    def _given_losses(
        self, owner: Obj, y: Value, prediction: Value, place: Place
    ) -> Sequence[Value]:
        """What the loss that the model was compiled with gives; elsewhere, it may be any."""
        if "%loss" not in owner.fields:
            return [self.unknown("loss of compile", place, [owner, y, prediction])]
        if owner.fields.get("%outputs") is not None and owner.fields["%losses"].items:
            # Keras 3 raises NotImplementedError where a functional model is given a loss.
            return [self.unknown("add_loss of a functional model", place, [owner, y, prediction])]
        before, compiled = self.seq, owner.fields["%compiled"]
        parts = self._loss_parts(owner.fields["%loss"], y, prediction, place)
        given = written_argument(compiled, 1, "loss") if isinstance(compiled, Place) else None
        if given is not None:
            self.borrowers.append(Borrower("loss", given, range(before + 1, self.seq + 1)))
            self._note_unlisted(owner.fields["%loss"], prediction, given)
        return parts

    def _note_unlisted(self, loss: Value, prediction: Value, given: Place) -> None:
        """Outputs for which a dictionary of losses has none are lost where it is given."""
        if not isinstance(loss, Dict) or not isinstance(prediction, Dict) or loss.rest is not None:
            return
        for key, value in prediction.data.items():
            if loss.data.get(key, NONE) is NONE:
                for leaf in self.leaves(value, given):
                    self.dropped[id(leaf)] = (leaf, given)

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


def is_layer(value: Obj) -> bool:
    """Whether an instance has weights that Keras knows."""
    return value.kind in ("layer", "model")


def _is_loss_class(value: Value) -> bool:
    if isinstance(value, Class):
        return True
    if not isinstance(value, Lib):
        return False
    row = lookup(value.path)  # `MSE` is a function, whatever its name looks like
    return row.kind == "loss" if row is not None else value.path.rpartition(".")[2][:1].isupper()
