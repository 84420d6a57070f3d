"""What is frozen or thawed when, and what a training makes of it."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from tapelint.flow.asking.judge import lifted
from tapelint.flow.containers import Seq
from tapelint.flow.frames import Misuse
from tapelint.flow.graph import Const, Value
from tapelint.flow.keras.removed import SINCE
from tapelint.flow.keras.weights import SET_TRAINABLE
from tapelint.flow.machine import Machine
from tapelint.flow.places import Place
from tapelint.flow.values import Obj

Args = list[Value]
Kwargs = dict[str, Value]

TRAINED: Final = "%trained"  # by which ``compile`` it was prepared for a training that ran
FITTED: Final = "%fitted"  # by which ``compile``, when, where, and which weights it trains


# Whether a hook surely runs after the first step of a ``fit``, or perhaps.
_HOOKS: Final = {
    **dict.fromkeys(("on_train_batch_end", "on_batch_end", "on_epoch_end"), True),
    **dict.fromkeys(("on_train_batch_begin", "on_batch_begin", "on_epoch_begin"), False),
}


@dataclass(frozen=True, slots=True)
class Fitting:
    """A ``fit`` under way in which a callback runs: surely after the first step, or perhaps."""

    model: Obj
    place: Place
    late: bool = False
    forks: int = 0


class Freezing(Machine):
    """Models that train something else than the program says."""

    fitting: Fitting | None = None

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
                facts: dict[str, object] = {"raises": "no", "line": str(place.span.line)}
                changed_at = lifted(when[1], place.path)  # a helper may thaw at other times as well
                self.misuses.append(Misuse("late-trainable", changed_at, first, facts))

    def _between_steps(self, fit: Fitting | None, hook: str, run: Callable[[], object]) -> None:
        """Run a callback's hook: after the first step, the graph of a ``fit`` stays as it is.

        Before it, a hook may still decide what is trained; one that depends on the epoch means
        a later one.
        """
        if fit is None or hook not in _HOOKS:
            run()
            return
        owner = fit.model
        compiled, noted = owner.fields.get("%compiled"), len(self.misuses)
        self.fitting = replace(fit, late=_HOOKS[hook], forks=self.forks)
        try:
            run()
        finally:
            self.fitting = None
        if owner.fields.get("%compiled") is not compiled or "train_function" in owner.fields:
            late = [m for m in self.misuses[noted:] if m.kind != "late-trainable"]
            self.misuses[noted:] = late

    def _note_set_while_fitting(self, layer: Obj, value: Value, place: Place) -> None:
        """Note a layer that is thawed while a ``fit`` goes on with the graph that it has."""
        fit = self.fitting
        if fit is None or not isinstance(value, Const) or value.value is not True:
            return
        if (fit.late or self.forks > fit.forks) and layer in self._parts_of_model(fit.model):
            facts: dict[str, object] = {
                "raises": "no",
                "line": str(fit.place.span.line),
                "hook": "yes",
            }
            self.misuses.append(Misuse("late-trainable", place, fit.place, facts))

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
        facts: dict[str, object] = {"raises": "no", "line": str(place.span.line), "call": name}
        func = place.node.func if isinstance(place.node, ast.Call) else None
        facts["model"] = ast.unparse(func.value) if isinstance(func, ast.Attribute) else ""
        facts["late"] = str(compiled.span.line) if late else ""
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


def is_layer(value: Obj) -> bool:
    """Whether an instance has weights that Keras knows."""
    return value.kind in ("layer", "model")
