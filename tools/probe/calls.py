"""Finds arguments with which a public function runs, and measures it with them."""

from __future__ import annotations

import inspect
import itertools
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from tools.probe import measure, singular
from tools.probe.samples import (
    CHOICES,
    DTYPE_NAMES,
    DTYPES,
    GENERIC,
    NAMED,
    PERMITTED,
    PLAIN,
    Fixed,
    Several,
    is_tensor,
    unit,
)  # fmt: skip

SECONDS = 8.0
SPREADS = ("mixed", "unit", "big")


@dataclass(slots=True)
class Bound:
    """A callable with the samples that made it run."""

    call: measure.Call
    samples: dict[str, Any]
    spread: str = "mixed"


class UnreachedError(Exception):
    """No sampled arguments made the function run."""


def measured(function: Any, by_hand: dict[str, Any] | None) -> dict[str, Any]:
    """The numeric part of a function's row."""
    bound, reading = search(candidates(function, by_hand), by_hand is not None)
    return described(function, bound, reading)


def described(function: Any, bound: Bound, reading: measure.Reading) -> dict[str, Any]:
    """Measures a call that runs: over ranges, optional tensors, dtypes, constant arguments."""
    reading = _over_ranges(bound, reading)
    extended = _add_optional(function, bound, reading)
    cell: dict[str, Any] = {
        "effects": dict(reading.effects),
        "output": measure.output_class(bound.call, bound.samples, reading.dtypes),
        "structure": reading.structure,
        "home": reading.home,
    }
    if reading.parts:
        cell["parts"] = reading.parts
    if reading.output == "none":
        cell["output"] = "none"
    _add_curves(cell, bound, extended)
    conditions = _conditions(function, bound, cell)
    if conditions:
        cell["conditions"] = conditions
    each = _each_result(bound, cell)
    joint = {name: effect for name, effect in reading.effects.items() if name in bound.samples}
    if any(effects != joint for effects in each):
        cell["each"] = each
    if any(name in bound.samples for name in DTYPE_NAMES) and "," not in cell["output"]:
        cell["output"] = "dtype"
    _add_whole_numbers(bound, cell)
    if cell.get("curve") in ("curved", "once", "unknown"):
        points = singular.singular(bound.call, bound.samples, cell["effects"])
        if points:
            cell["singular"] = points
    return cell


def _each_result(bound: Bound, cell: dict[str, Any]) -> list[dict[str, str]]:
    """The effects on each of several results; empty where there is one, or none to follow."""
    kind, _, count = cell["structure"].partition(":")
    if kind != "tuple" or cell["home"] != "tf":
        return []
    parts = [tried(bound.call, bound.samples, part) for part in range(int(count))]
    return [dict(measure.merged(readings).effects) for readings in parts if readings]


def _add_curves(cell: dict[str, Any], bound: Bound, extended: dict[str, Any]) -> None:
    found = {}
    for name, effect in cell["effects"].items():
        if effect == "flows":
            samples = {**bound.samples, **({name: extended[name]} if name in extended else {})}
            found[name] = measure.curve(bound.call, samples, bound.spread, name)
    if found:
        cell["curve"] = measure.overall(found)
    if len(set(found.values())) > 1:
        cell["curves"] = found


def search(choices: Iterator[Bound], any_will_do: bool) -> tuple[Bound, measure.Reading]:
    """Tries combinations of samples until one runs, best one with a float tensor in it."""
    fallback = None
    deadline = time.monotonic() + SECONDS
    last: Exception | None = None
    for bound in choices:
        if time.monotonic() > deadline:
            break
        for spread in SPREADS[:2]:
            try:
                reading = measure.run(bound.call, bound.samples, spread)
            except Exception as error:
                last = error
                continue
            bound.spread = spread
            if reading.effects or any_will_do:
                return bound, reading
            fallback = fallback or (bound, reading)
            break
        if fallback and time.monotonic() > deadline - SECONDS * 0.7:
            break
    if fallback is None:
        raise UnreachedError(f"{type(last).__name__}: {str(last).splitlines()[:1]}")
    return fallback


def candidates(function: Any, by_hand: dict[str, Any] | None) -> Iterator[Bound]:
    """Ways to call a function: the one given by hand, or combinations of samples."""
    signature = inspect.signature(function)
    if by_hand is not None:
        yield Bound(_caller(function, signature, set(by_hand)), dict(by_hand))
        return
    parameters = list(signature.parameters.values())
    required = [p for p in parameters if p.default is p.empty and p.kind.value in (0, 1, 3)]
    if not required:
        required = [p for p in parameters if p.kind is p.VAR_POSITIONAL]
    names = [p.name for p in required]
    call = _caller(function, signature, set(names))
    if not names:
        yield Bound(call, {})
    for generic, limit in ((False, 150), (True, 250)):
        choices = [_choices(name, generic) for name in names]
        for combination in _combinations(choices, limit):
            yield Bound(call, dict(zip(names, combination, strict=True)))


def _choices(name: str, generic: bool) -> tuple[Any, ...]:
    own = NAMED.get(name, ())
    return (*own, *GENERIC) if generic or not own else own


def _combinations(choices: list[tuple[Any, ...]], limit: int) -> Iterator[tuple[Any, ...]]:
    """Same position in every list first, then from the front of the lists outwards."""
    if not choices:
        return
    longest = max(map(len, choices))
    for i in range(longest):
        yield tuple(samples[min(i, len(samples) - 1)] for samples in choices)
    indexes = itertools.islice(itertools.product(*(range(len(c)) for c in choices)), 20000)
    for positions in sorted(indexes, key=sum)[:limit]:
        yield tuple(samples[i] for samples, i in zip(choices, positions, strict=True))


def _caller(function: Any, signature: inspect.Signature, names: set[str]) -> measure.Call:
    """A callable that takes every argument by keyword, whatever the signature asks for."""
    parameters = signature.parameters.values()
    starred = next((p.name for p in parameters if p.kind is p.VAR_POSITIONAL), "")
    first = [p.name for p in parameters if p.kind is p.POSITIONAL_ONLY]
    if starred in names:
        first = list(itertools.takewhile(lambda n: n != starred, signature.parameters))

    def call(**values: Any) -> Any:
        rest = values.pop(starred, ()) if starred else ()
        rest = rest if isinstance(rest, list) else [rest] if starred in names else []
        leading = [values.pop(name) for name in first if name in values]
        return function(*leading, *rest, **values)

    return call


def _over_ranges(bound: Bound, reading: measure.Reading) -> measure.Reading:
    readings = [reading]
    for seed, spread in enumerate((*SPREADS, "mixed"), 1):
        try:
            readings.append(measure.run(bound.call, bound.samples, spread, seed))
        except Exception:
            continue
    return measure.merged(readings)


def _add_optional(function: Any, bound: Bound, reading: measure.Reading) -> dict[str, Any]:
    """Looks which optional parameters pass the gradient of a tensor too.

    That one doesn't is no proof: another argument may decide whether it is used at all.
    """
    found: dict[str, Any] = {}
    for parameter in inspect.signature(function).parameters.values():
        if parameter.name in bound.samples or parameter.name in PLAIN:
            continue
        if parameter.default is parameter.empty or isinstance(parameter.default, bool | str):
            continue
        own = [s for s in NAMED.get(parameter.name, ()) if is_tensor(s)]
        for sample in own or PERMITTED:
            readings = tried(bound.call, {**bound.samples, parameter.name: sample})
            if readings:
                effect = measure.merged(readings).effects.get(parameter.name)
                if effect in ("flows", "raises"):
                    reading.effects[parameter.name] = effect
                    found[parameter.name] = sample
                break
    return found


def tried(
    call: measure.Call, samples: dict[str, Any], part: int | None = None
) -> list[measure.Reading]:
    """The readings of all ranges in which this call runs."""
    readings = []
    for spread in SPREADS:
        try:
            readings.append(measure.run(call, samples, spread, part=part))
        except Exception:
            continue
    return readings


def _add_whole_numbers(bound: Bound, cell: dict[str, Any]) -> None:
    """Arguments sampled as whole numbers, truth values or text: do they take floats as well?"""
    for name, sample in bound.samples.items():
        items = sample.items if isinstance(sample, Several) else (sample,)
        if name in cell["effects"] or not all(isinstance(item, Fixed) for item in items):
            continue
        floats = Several(tuple(map(_as_floats, items)))
        replaced = floats if isinstance(sample, Several) else floats.items[0]
        readings = tried(bound.call, {**bound.samples, name: replaced})
        measured = measure.merged(readings).effects.get(name) if readings else None
        cell["effects"][name] = measured or ("none" if cell["home"] == "tf" else "leaves")


def _as_floats(sample: Fixed) -> Any:
    return unit(*np.shape(sample.value)) if sample.dtype.startswith("int") else sample


def _conditions(function: Any, bound: Bound, cell: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for parameter in inspect.signature(function).parameters.values():
        for value in _alternatives(parameter, bound):
            changed = _changed(bound, cell, parameter.name, value)
            if changed:
                shown = measure.classes((value,))[0] if parameter.name in DTYPE_NAMES else value
                add_condition(found, parameter.name, shown, changed)
    return found


def _alternatives(parameter: inspect.Parameter, bound: Bound) -> tuple[Any, ...]:
    if parameter.name in DTYPE_NAMES:
        return DTYPES
    given = bound.samples.get(parameter.name, parameter.default)
    if is_tensor(given) and parameter.default is None:
        return (None,)
    return choices_of(parameter, given)


def choices_of(parameter: inspect.Parameter, given: Any) -> tuple[Any, ...]:
    """The other constants this parameter may have, as far as its name and default tell."""
    if isinstance(parameter.default, bool):
        return (not parameter.default,)
    if isinstance(given, str) or given is None or parameter.name == "ord":
        return CHOICES.get(parameter.name, ())
    return ()


def _changed(bound: Bound, cell: dict[str, Any], name: str, value: Any) -> dict[str, Any]:
    """What is different when this argument has that value; empty when nothing is."""
    samples = {**bound.samples, name: value}
    readings = tried(bound.call, samples)
    if not readings:
        return {}
    return difference(cell, measure.merged(readings), bound.call, samples, name in DTYPE_NAMES)


def difference(
    cell: dict[str, Any],
    reading: measure.Reading,
    call: measure.Call,
    samples: dict[str, Any],
    typed: bool,
) -> dict[str, Any]:
    """How this reading differs from the row; ``typed``: a dtype argument was changed."""
    changed: dict[str, Any] = {}
    known = cell["effects"]
    effects = {n: effect for n, effect in reading.effects.items() if effect != known.get(n, effect)}
    if effects:
        changed["effects"] = effects
    if typed:
        own = measure.classes(reading.dtypes)
        output = ",".join(own) if len(set(own)) > 1 else own[0] if own else "none"
    else:
        output = measure.output_class(call, samples, reading.dtypes)
    if output not in (cell["output"], "float" if typed else ""):
        changed["output"] = output
    if reading.structure != cell["structure"]:
        changed["structure"] = reading.structure
    names = [name for name in samples if reading.effects.get(name) == "flows"]
    curves = {name: measure.curve(call, samples, "unit", name) for name in names}
    if curves and measure.overall(curves) != cell.get("curve", "unknown"):
        changed["curve"] = measure.overall(curves)
    return changed


def add_condition(
    found: list[dict[str, Any]], param: str, value: Any, changed: dict[str, Any]
) -> None:
    """Adds a condition, or the value to one that says the same."""
    for condition in found:
        rest = {key: condition[key] for key in condition if key not in ("param", "values")}
        if condition["param"] == param and rest == changed:
            condition["values"].append(value)
            return
    found.append({"param": param, "values": [value], **changed})
