"""Keras training: ``compile``, ``fit`` and the step of it that Keras provides."""

from __future__ import annotations

from functools import partial
from typing import Final

from tapelint.flow.containers import Dict, Seq
from tapelint.flow.graph import NONE, TRUE, Const, Node, Value
from tapelint.flow.keras.freezing import TRAINED, Fitting
from tapelint.flow.keras.optimizers import Optimizers
from tapelint.flow.numbers.rows import BATCHED
from tapelint.flow.places import Place
from tapelint.flow.requests import TRAINING, Request
from tapelint.flow.values import Bound, Function, Obj, Tape, Var

Args = list[Value]
Kwargs = dict[str, Value]

_BEFORE: Final = ("on_train_begin", "on_epoch_begin", "on_train_batch_begin", "on_batch_begin")
_AFTER: Final = ("on_train_batch_end", "on_batch_end", "on_epoch_end", "on_train_end")


class KerasFit(Optimizers):
    """Training with Keras."""

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
        self.compiled.pop(owner, None)
        self._train(
            owner, "fit", self._fit_data(given[0] if len(given) == 1 else x, y, place), place
        )

    def _fit(self, owner: Obj, name: str, args: Args, kwargs: Kwargs, place: Place) -> Value:
        given = dict(zip(("x", "y"), args, strict=False)) | kwargs
        self.compiled.pop(owner, None)
        self._note_late_change(owner, name, place)
        data = self._fit_data(given.get("x", NONE), given.get("y", NONE), place)
        if "validation_split" in kwargs:
            for batch in self.leaves(data, place):
                batch.given = {}  # what is held back may be anything in it
        traced = self._train(owner, name, data, place)
        self._note_fitted(owner, name, traced, place)
        if self._own_step(owner) is None:  # one of the program's own may train anything
            self._note_nothing_trained(owner, name, place)
        self.heap.put(owner.fields, TRAINED, owner.fields.get("%compiled"))
        fitting = Fitting(owner, place) if traced and not self.holes else None
        self._callbacks(owner, kwargs, _BEFORE + _AFTER, place, fitting)
        history = self._object("object", "keras.callbacks.History", place)
        history.fields["history"] = Dict()
        history.fields["history"].extra["rest"] = Seq(
            "list", (), self.data(place, "python", "float")
        )
        return history if name == "fit" else self._leaves_keras(owner, name, args, place)

    def _own_step(self, owner: Obj) -> Function | None:
        """The ``train_step`` that the program itself defines."""
        step = self.class_member(owner.cls, "train_step") if owner.cls is not None else None
        return step if isinstance(step, Function) else None

    def _train(self, owner: Obj, name: str, data: Value, place: Place) -> bool | None:
        """A step of training with a batch; gives whether it is traced, None if never."""
        step = self._own_step(owner)
        tapes, self.tapes = self.tapes, ()
        traced = self._is_traced(owner)
        if not self.graph_depth:
            self.enter_graph(name, [data])
        eager, self.eager = self.eager, self.eager or traced is None
        self.graph_depth += traced is not False
        self.unconverted += 1
        self.training.append(TRUE)
        try:
            if step is not None:
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
        return traced

    def _is_traced(self, owner: Obj) -> bool | None:
        """Whether a model trains in a graph, as it does unless ``run_eagerly`` is set."""
        chosen = owner.fields.get("run_eagerly", NONE)
        return None if not isinstance(chosen, Const) else not chosen.value

    def _callbacks(
        self,
        owner: Obj,
        kwargs: Kwargs,
        names: tuple[str, ...],
        place: Place,
        fitting: Fitting | None = None,
    ) -> None:
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
                    hook = partial(self.call, Bound(method, callback), given, {}, place)
                    self._between_steps(fitting, name, hook)

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
        batch = self.data(place, "tensor", self.dtype_of(value))
        if isinstance(value, Node) and value.home == "numpy":
            batch.given = {BATCHED: Seq("list", (), value)}
        return batch

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
        if isinstance(optimizer := owner.fields.get("optimizer"), Obj):
            self.note_no_update(optimizer, place)
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
