"""Weights that were frozen or thawed too late: Keras goes on with the step that it traced before.

``fit`` traces a step once, with the variables that are trainable then, and uses it again until the
model is compiled anew. Where none is trainable then, nothing is trained.
"""

from __future__ import annotations

import functools
import sys
import weakref
from typing import TYPE_CHECKING, NamedTuple

from . import frames
from .awaited import Awaited

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    from .asked import Asked
    from .care import Care
    from .frames import Chain
    from .report import Report

_LAYER = "keras.src.layers.layer"
_TRAINER = "keras.src.backend.tensorflow.trainer"
_MOST_TOLD = 20
_AT_THE_ENDS = frozenset({"on_train_begin", "on_train_end"})


class Traced(NamedTuple):
    """A step of a model when it was traced: the request in it and what is trained."""

    site: Chain
    kind: str
    trained: frozenset[int]


class Change(NamedTuple):
    """What isn't trained as it is set: the step in use, and where it was set and used."""

    model: Any
    step: Traced
    variables: tuple[tuple[str, Chain], ...]
    fit: Chain


class Unheard:
    """Compares what ``trainable`` says when a step is used again with what the step was made of."""

    def __init__(self, report: Report, care: Care) -> None:
        self._report = report
        self._care = care
        self._set: weakref.WeakKeyDictionary[Any, Chain] = weakref.WeakKeyDictionary()
        self._steps: weakref.WeakKeyDictionary[Any, Traced] = weakref.WeakKeyDictionary()
        self._changes: list[Change] = []
        self._empty: set[Chain] = set()  # where nothing was asked for
        self._undo: list[tuple[Any, str, Any]] = []
        self._awaited = (Awaited(_LAYER, self._layers), Awaited(_TRAINER, self._trainers))

    def install(self) -> None:
        """Watch as soon as there is Keras."""
        for awaited in self._awaited:
            awaited.begin()

    def uninstall(self) -> None:
        """Leave Keras as it was."""
        for awaited in self._awaited:
            awaited.end()
        for owner, name, original in self._undo:
            setattr(owner, name, original)
        self._undo = []

    def _replace(self, owner: Any, name: str, new: Callable[[Any], Any]) -> None:
        original = vars(owner)[name]
        self._undo.append((owner, name, original))
        setattr(owner, name, new(original))

    def _layers(self) -> None:
        with self._care:
            self._replace(sys.modules[_LAYER].Layer, "trainable", self._setting)

    def _trainers(self) -> None:
        with self._care:
            trainer = sys.modules[_TRAINER].TensorFlowTrainer
            self._replace(trainer, "make_train_function", self._making)

    def _setting(self, original: Any) -> Any:
        @functools.wraps(original.fset)
        def set_trainable(layer: Any, value: Any) -> None:
            with self._care:
                chain = self._set[layer] = frames.chain(3)
            original.fset(layer, value)
            with self._care:
                self._look_at_fits(chain)

        return property(original.fget, set_trainable)

    def _look_at_fits(self, chain: Chain) -> None:
        """Something was set, perhaps by a callback of a ``fit`` that goes on with its step."""
        at_an_end = any(function in _AT_THE_ENDS for _, _, function in chain)
        for model, step in () if at_an_end else list(self._steps.items()):
            under_way = step.kind == "fit" and step.site and step.site[0] in chain[1:]
            if under_way and not model.run_eagerly:
                self._changes = [one for one in self._changes if one.model is not model]
                self._compare(model, step.site)

    def _making(self, original: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(original)
        def make_train_function(model: Any, force: bool = False) -> Any:
            with self._care:
                self.tell()
                if model.train_function is None:
                    self._look_for_frozen(model, frames.chain(3))
                elif not force and not model.run_eagerly:
                    self._compare(model, frames.chain(3))
            return original(model, force)

        return make_train_function

    def traced(self, asked: Asked, models: Iterable[Any]) -> None:
        """A step that asks for the weights of some models was traced."""
        for model in models:
            self._steps[model] = Traced(asked.site, asked.kind, _trained(model))

    def _look_for_frozen(self, model: Any, fit: Chain) -> None:
        """A model is trained for the first time: tell of it if it is frozen as a whole."""
        if not type(model).train_step.__module__.startswith("keras.") or model.trainable_variables:
            return  # a step of the program's own may train anything
        self._tell_frozen(fit, "fit", [model])

    def _tell_frozen(self, site: Chain, kind: str, models: Iterable[Any]) -> None:
        """Tell of weights that are asked for and frozen, if it is known where that was done."""
        layers = [layer for model in models for layer in model._flatten_layers()]
        frozen = (layer for layer in layers if layer in self._set and not layer.trainable)
        set_at = next((self._set[layer] for layer in frozen), ())
        names = [str(v.path) for layer in layers for v in layer._trainable_variables]
        if set_at and names:
            self._report.frozen(site, kind, names[:_MOST_TOLD], set_at)

    def asked_for_none(self, asked: Asked, models: Iterable[Any]) -> None:
        """A tape is asked for all that can be trained of some models, and that is nothing."""
        if asked.wanted and asked.site not in self._empty:
            self._empty.add(asked.site)
            self._tell_frozen(asked.site, asked.kind, models)

    def _compare(self, model: Any, fit: Chain) -> None:
        """A step is used again: note what is meant to be trained now and isn't, or still is."""
        step = self._steps.get(model)
        changed = frozenset() if step is None else step.trained ^ _trained(model)
        if step is None or not changed:
            return
        found = [
            (str(variable.path), self._set[layer])
            for layer in model._flatten_layers()
            if layer in self._set
            for variable in layer._trainable_variables
            if id(variable) in changed
        ]
        if found:
            self._changes.append(Change(model, step, tuple(found[:_MOST_TOLD]), fit))

    def tell(self) -> None:
        """Tell of what was noted, unless the step was traced anew for inputs of another shape."""
        changes, self._changes = self._changes, []
        for change in changes:
            step = change.step
            if self._steps.get(change.model) is step:
                for name, chain in change.variables:
                    rule = "late-trainable"
                    self._report.beside(step.site, step.kind, rule, name, chain, change.fit)


def _trained(model: Any) -> frozenset[int]:
    return frozenset(map(id, model.trainable_variables))
