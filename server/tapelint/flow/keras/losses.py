"""What a model is trained with: the loss that it was compiled with, and those added to it."""

from __future__ import annotations

from collections.abc import Sequence

from tapelint.flow.containers import Dict, Seq
from tapelint.flow.graph import LIVE, NONE, TRUE, Const, Edge, Nothing, Value
from tapelint.flow.keras.optimizers import written_argument
from tapelint.flow.machine import Machine
from tapelint.flow.places import Place
from tapelint.flow.requests import Borrower
from tapelint.flow.values import Bound, Class, Function, Lib, Obj
from tapelint.ops.table import lookup

Args = list[Value]
Kwargs = dict[str, Value]


class CompiledLosses(Machine):
    """The loss of a training step."""

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
        given = written_argument(compiled, 1, "loss") if isinstance(compiled, Place) else None
        ready = given is not None and _is_ready_made(owner.fields["%loss"])
        at = given if ready and given is not None else place
        parts = self._loss_parts(owner.fields["%loss"], y, prediction, at)
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
        value = self.call(loss, [y, prediction], {}, place)
        if isinstance(value, Nothing) and self.ends_without_return(value, None, place):
            return [self.unknown("no loss", place, [y, prediction])]
        return [value]

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


def _is_ready_made(loss: Value) -> bool:
    """Whether a library's own function or object is the loss: what it does, its choice did."""
    return isinstance(loss, Lib) or (isinstance(loss, Obj) and loss.cls is None)


def _is_loss_class(value: Value) -> bool:
    if isinstance(value, Class):
        return True
    if not isinstance(value, Lib):
        return False
    row = lookup(value.path)  # `MSE` is a function, whatever its name looks like
    return row.kind == "loss" if row is not None else value.path.rpartition(".")[2][:1].isupper()
