"""Where a gradient is no number: a call is run at points where functions tend to break.

Each float argument is filled with one number. Its gradient is asked for twice: with 1 sent back, as
where the result is used, and with 0, which is what ``tf.where`` sends to the side it didn't take.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from tools.probe.measure import Call, leaves_of, numbers_of, values_of
from tools.probe.samples import Real, Several
from tools.probe.tried import ALONE, TOGETHER

Point = tuple[float, ...]
Outcome = tuple[str, str, str]
"""What the result is; the gradient with 0 and with 1 sent back: finite, inf or nan."""
SMOOTH: Outcome = ("finite", "finite", "finite")


def singular(call: Call, samples: Mapping[str, Any], effects: Mapping[str, str]) -> list[Any]:
    """The points where the result or a gradient isn't finite, as cells of the table."""
    moved = [name for name, sample in samples.items() if _is_real(sample)]
    if len(moved) not in (1, 2) or "flows" not in effects.values():
        return []
    numbers = ALONE if len(moved) == 1 else TOGETHER
    seen: defaultdict[tuple[str, Outcome], list[Point]] = defaultdict(list)
    for point in itertools.product(numbers, repeat=len(moved)):
        filled = {n: _filled(samples[n], v) for n, v in zip(moved, point, strict=True)}
        for name, outcome in _outcomes(call, {**samples, **filled}):
            if outcome != SMOOTH and effects.get(name) == "flows":
                seen[name, outcome].append(point)
    return [
        _cell(name, outcome, at)
        for (name, outcome), points in seen.items()
        for at in _boxes(moved, points, numbers)
    ]


def _is_real(sample: Any) -> bool:
    if isinstance(sample, Several):
        return all(map(_is_real, sample.items))
    return isinstance(sample, Real)


def _filled(sample: Any, number: float) -> Any:
    if isinstance(sample, Several):
        return Several(tuple(_filled(item, number) for item in sample.items))
    return Real(sample.shape, fill=number)


def _outcomes(call: Call, samples: Mapping[str, Any]) -> Iterator[tuple[str, Outcome]]:
    """How each argument fares at one point; nothing where the call fails there."""
    values, tensors = values_of(samples, "unit", 0)
    keras.utils.set_random_seed(7)
    try:
        with tf.GradientTape(persistent=True) as tape:
            tape.watch(tensors)
            found = [leaf for leaf in leaves_of(call(**values)) if leaf.dtype.is_floating]
        value = _class(np.concatenate([np.ravel(leaf) for leaf in found]))
        for name, watched in tensors.items():
            sent = [[like(leaf) for leaf in found] for like in (tf.zeros_like, tf.ones_like)]
            back = [numbers_of(tape.gradient(found, watched, to)) for to in sent]
            if back[0] is not None and back[1] is not None:
                yield name, (value, _class(back[0]), _class(back[1]))
    except (LookupError, ValueError, TypeError, AttributeError, tf.errors.OpError):
        return


def _class(numbers: Any) -> str:
    if np.any(np.isnan(numbers)):
        return "nan"
    return "inf" if np.any(np.isinf(numbers)) else "finite"


def _boxes(names: list[str], points: list[Point], numbers: Point) -> Iterator[dict[str, Any]]:
    """The points as few products of sets; an argument whose value doesn't matter is left out."""
    if len(names) == 1:
        sides = [{names[0]: [point[0] for point in points]}]
    else:
        first, second = names
        rows: defaultdict[Point, list[float]] = defaultdict(list)
        for x in numbers:
            row = tuple(y for other, y in points if other == x)
            if row:
                rows[row].append(x)
        sides = [{first: xs, second: list(ys)} for ys, xs in rows.items()]
    for box in sides:
        yield {n: list(map(_short, at)) for n, at in box.items() if len(at) < len(numbers)}


def _short(number: float) -> float:
    return int(number) if number.is_integer() else number


def _cell(name: str, outcome: Outcome, at: dict[str, Any]) -> dict[str, Any]:
    words = zip(("value", "masked", "reached"), outcome, strict=True)
    return {"of": name, "at": at, **{key: word for key, word in words if word != "finite"}}
