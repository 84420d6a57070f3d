"""Measures classes whose objects are called: layers, losses, metrics, regularizers and so on."""

from __future__ import annotations

import inspect
import itertools
from collections.abc import Iterator
from typing import Any

import numpy as np

from tools.probe import calls, measure
from tools.probe.samples import (
    DTYPE_NAMES,
    NAMED,
    Setting,
    cplx,
    ints,
    make,
    real,
    several,
    text,
    unit,
)  # fmt: skip

METHODS = {
    "layer": "call",
    "loss": "__call__",
    "metric": "update_state",
    "regularizer": "__call__",
    "constraint": "__call__",
    "initializer": "__call__",
    "schedule": "__call__",
}
_LAYER_INPUTS: tuple[Any, ...] = (
    unit(2, 4), unit(2, 5, 4), unit(2, 8, 8, 3), several(real(2, 4), real(2, 4)),
    real(1, 4, 8, 8, 3), ints([[1, 2], [0, 3]]), unit(2, 3, 8, 8, 3),
    several(real(2, 3, 4), real(2, 3, 4)), several(*[real(2, 3, 4)] * 3), cplx(2, 4),
    text(["a", "b"]),
)  # fmt: skip
_PAIRS: tuple[tuple[Any, Any], ...] = (
    (unit(2, 4), unit(2, 4)), (ints([0, 1]), unit(2, 4)), (unit(2), unit(2)),
    (unit(2, 8, 8, 3), unit(2, 8, 8, 3)), (ints([[1, 2]]), unit(1, 5, 4)),
)  # fmt: skip
_NOW = Setting("unit", np.random.default_rng(0))


def measured(cls: Any, kind: str, by_hand: dict[str, Any] | None) -> dict[str, Any]:
    """The numeric part of a class's row: what calling one of its objects does."""
    hand = by_hand or {}
    found = None
    for arguments in _constructions(cls, hand.get("init")):
        try:
            cls(**_made(arguments))
        except Exception:
            continue
        try:
            found = calls.search(_candidates(cls, kind, arguments, hand.get("call")), False)
        except calls.UnreachedError:
            continue
        break
    if found is None:
        raise calls.UnreachedError("no constructor arguments or inputs worked")
    bound, reading = found
    cell = calls.described(_signed(bound.call, cls, kind), bound, reading)
    if kind == "layer":
        cell.pop("singular", None)  # one number all over a picture says little of pictures
    for condition in cell.get("conditions", ()):
        condition["on_call"] = True
    if cell["output"] == "dtype" and kind != "initializer":
        cell["output"] = "same"
    conditions = cell.get("conditions", []) + _built_otherwise(cls, kind, arguments, bound, cell)
    if conditions:
        cell["conditions"] = conditions
    if kind == "layer":
        weights = _weights(cls, kind, arguments, bound)
        if weights:
            cell["weights"] = weights
    return cell


def seen_through(cls: Any, method: str, by_hand: dict[str, Any] | None) -> dict[str, Any]:
    """What happens to a class's constructor arguments, judged by one method of the object."""

    def opened(**values: Any) -> Any:
        return getattr(cls(**values), method)()

    opened.__signature__ = inspect.signature(cls)  # type: ignore[attr-defined]
    return {**calls.measured(opened, by_hand), "home": "object"}


def _constructions(cls: Any, by_hand: dict[str, Any] | None) -> Iterator[dict[str, Any]]:
    if by_hand is not None:
        yield by_hand
        return
    parameters = inspect.signature(cls).parameters.values()
    names = [p.name for p in parameters if p.default is p.empty and p.kind.value in (1, 3)]
    choices = [NAMED.get(name, (2, 0.5)) for name in names]
    yield from (
        dict(zip(names, combination, strict=True))
        for combination in itertools.islice(itertools.product(*choices), 24)
    )


def _made(arguments: dict[str, Any]) -> dict[str, Any]:
    return {name: make(sample, _NOW) for name, sample in arguments.items()}


def _candidates(
    cls: Any, kind: str, arguments: dict[str, Any], by_hand: dict[str, Any] | None
) -> Iterator[calls.Bound]:
    """Calls of a fresh object each: a layer is bound to the shape it is first given."""
    names = _required(cls, kind)
    if by_hand is not None:
        first, *rest = by_hand
        samples = {names[0]: by_hand[first], **{name: by_hand[name] for name in rest}}
        yield calls.Bound(_caller(cls, kind, arguments), samples)
        return
    pairs = kind in ("loss", "metric") and len(names) == 2
    options = _PAIRS if pairs else [(sample,) * len(names) for sample in _inputs(kind)]
    for combination in options:
        samples = dict(zip(names, combination, strict=True))
        yield calls.Bound(_caller(cls, kind, arguments), samples)


def _inputs(kind: str) -> tuple[Any, ...]:
    if kind == "initializer":
        return ([3, 3], [3, 3, 3, 3])
    return _LAYER_INPUTS if kind in ("layer", "metric") else (unit(4, 4), unit(4), unit(), 3)


def _required(cls: Any, kind: str) -> list[str]:
    parameters = inspect.signature(getattr(cls, METHODS[kind])).parameters.values()
    found = [p.name for p in parameters if p.default is p.empty and p.kind.value in (0, 1)]
    return [name for name in found if name != "self"] or ["inputs"]


def _caller(cls: Any, kind: str, arguments: dict[str, Any]) -> measure.Call:
    target = cls(**_made(arguments))
    first = _required(cls, kind)[0]

    def call(**values: Any) -> Any:
        if kind == "metric":
            target.reset_state()
        return target(values.pop(first), **values)

    call.target = target  # type: ignore[attr-defined]
    return call


def _signed(call: measure.Call, cls: Any, kind: str) -> Any:
    """The call with the signature of the method behind it, for looking at its other parameters."""
    parameters = list(inspect.signature(getattr(cls, METHODS[kind])).parameters.values())[1:]

    def signed(**values: Any) -> Any:
        return call(**values)

    signed.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    return signed


def _built_otherwise(
    cls: Any, kind: str, arguments: dict[str, Any], bound: calls.Bound, cell: dict[str, Any]
) -> list[dict[str, Any]]:
    """What changes when a constructor argument is given another constant."""
    found: list[dict[str, Any]] = []
    for parameter in inspect.signature(cls).parameters.values():
        given = arguments.get(parameter.name, parameter.default)
        values = calls.choices_of(parameter, given)
        for value in () if parameter.name in DTYPE_NAMES else values:
            try:
                call = _caller(cls, kind, {**arguments, parameter.name: value})
            except Exception:
                continue
            readings = calls.tried(call, bound.samples)
            if readings:
                reading = measure.merged(readings)
                changed = calls.difference(cell, reading, call, bound.samples, typed=False)
                if changed:
                    calls.add_condition(found, parameter.name, value, changed)
    return found


def _weights(cls: Any, kind: str, arguments: dict[str, Any], bound: calls.Bound) -> list[str]:
    """The names of a layer's weights, with the flag that each of them depends on."""
    found = _named_weights(bound.call)
    needs: dict[str, str] = {}
    for parameter in inspect.signature(cls).parameters.values():
        if not isinstance(parameter.default, bool):
            continue
        try:
            call = _caller(cls, kind, {**arguments, parameter.name: not parameter.default})
            measure.run(call, bound.samples, "unit")
        except Exception:
            continue
        other = _named_weights(call)
        only_with = (
            found.keys() - other.keys() if parameter.default else other.keys() - found.keys()
        )
        needs.update({name: parameter.name for name in only_with if name not in needs})
        found = {**found, **other}
    return [
        name + ("" if trainable else "!") + (f"?{needs[name]}" if name in needs else "")
        for name, trainable in found.items()
    ]


def _named_weights(call: measure.Call) -> dict[str, bool]:
    target = call.target  # type: ignore[attr-defined]
    return {v.path.partition("/")[2] or v.name: bool(v.trainable) for v in target.weights}
