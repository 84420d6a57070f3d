"""Runs one call under a tape and reports, argument by argument, what the tape did."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from tools.probe.samples import Setting, is_tensor, make

Call = Callable[..., Any]
Arguments = Mapping[str, Any]

_COMPOSITE = (tf.SparseTensor, tf.RaggedTensor, tf.IndexedSlices)
_RANKS = ("flows", "zero", "raises", "none", "unknown", "leaves")
_CURVE_RANKS = ("curved", "once", "unknown", "piecewise", "bilinear", "linear")


@dataclass(slots=True)
class Reading:
    """What one run showed."""

    effects: dict[str, str] = field(default_factory=dict)
    curves: dict[str, str] = field(default_factory=dict)
    output: str = "unknown"
    structure: str = "unknown"
    parts: list[str] = field(default_factory=list)
    home: str = "tf"
    dtypes: tuple[str, ...] = ()


def run(
    call: Call, arguments: Arguments, spread: str, seed: int = 0, part: int | None = None
) -> Reading:
    """Executes the call with fresh values and asks the tape for each argument's gradient.

    With ``part`` it asks for one of several results alone.
    """
    values, tensors = values_of(arguments, spread, seed)
    keras.utils.set_random_seed(7)
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(tensors)
        result = call(**values)
        leaves = leaves_of(result if part is None else result[part])
        total = _weigh(leaves)
    reading = _shape_of(result, leaves)
    for name, watched in tensors.items():
        reading.effects[name] = _effect(tape, leaves, total, watched)
    return reading


def values_of(
    arguments: Arguments, spread: str, seed: int, dtype: str = "float32"
) -> tuple[dict[str, Any], dict[str, list[Any]]]:
    """The arguments made from their samples, and the float tensors in each of them."""
    values: dict[str, Any] = {}
    for position, (name, sample) in enumerate(arguments.items()):
        rng = np.random.default_rng(1000 * seed + position)
        values[name] = make(sample, Setting(spread, rng, dtype))
    tensors = {
        name: [t for t in leaves_of(value) if _is_float(t)] for name, value in values.items()
    }
    return values, {name: found for name, found in tensors.items() if found}


def leaves_of(value: Any) -> list[Any]:
    """The tensors in a value."""
    flat = tf.nest.flatten(value, expand_composites=True)
    opened = [item.value if isinstance(item, keras.Variable) else item for item in flat]
    return [item for item in opened if isinstance(item, tf.Tensor | tf.Variable)]


def _is_float(tensor: Any) -> bool:
    return bool(tensor.dtype.is_floating or tensor.dtype.is_complex)


def _weigh(leaves: list[Any]) -> Any:
    """A scalar in which every number of every float result has a weight of its own."""
    parts = []
    for tensor in leaves:
        if not _is_float(tensor):
            continue
        pieces = (
            [tf.math.real(tensor), tf.math.imag(tensor)] if tensor.dtype.is_complex else [tensor]
        )
        for index, piece in enumerate(pieces):
            rng = np.random.default_rng(index)
            weights = tf.constant(rng.uniform(0.5, 1.5, piece.shape), tf.float64)
            parts.append(tf.reduce_sum(tf.cast(piece, tf.float64) * weights))
    return tf.add_n(parts) if parts else None


def _effect(tape: tf.GradientTape, leaves: list[Any], total: Any, watched: list[Any]) -> str:
    if not leaves:
        return "leaves"
    if total is None:
        return "none"
    if not any(_is_float(leaf) and tf.size(leaf) > 0 for leaf in leaves):
        return "unknown"
    try:
        gradients = tape.gradient(total, watched)
    except LookupError:
        return "raises"
    except Exception:
        return "unknown"
    numbers = numbers_of(gradients)
    if numbers is None:
        return "none"
    if np.any(np.isfinite(numbers) & (numbers != 0)):
        return "flows"
    return "zero" if not np.any(np.isnan(numbers)) else "unknown"


def numbers_of(gradients: list[Any]) -> Any:
    """All gradients in one array, or None where every one of them is None."""
    found = []
    for gradient in gradients:
        if gradient is not None:
            dense = tf.convert_to_tensor(gradient)
            wide = tf.complex128 if dense.dtype.is_complex else tf.float64
            found.append(np.ravel(tf.cast(dense, wide).numpy()))
    return np.concatenate(found) if found else None


def _shape_of(result: Any, leaves: list[Any]) -> Reading:
    reading = Reading(structure=_structure(result))
    if reading.structure == "nested" and isinstance(result, tuple):
        reading.parts = [_structure(item) for item in result]
    reading.dtypes = tuple(_dtype_of(leaf) for leaf in _parts(result))
    if leaves:
        return reading
    reading.home = "numpy" if isinstance(result, np.ndarray | np.generic) else "python"
    if result is None:
        reading.structure = reading.output = "none"
    elif reading.home == "python" and not isinstance(
        result, bool | int | float | str | list | tuple
    ):
        reading.home, reading.structure = "object", "unknown"
    return reading


def _parts(result: Any) -> list[Any]:
    return list(tf.nest.flatten(result, expand_composites=False))


def _structure(result: Any) -> str:
    if isinstance(result, tf.Tensor | tf.Variable | keras.Variable | np.ndarray | np.generic):
        return "tensor"
    if isinstance(result, (*_COMPOSITE, bool, int, float, str)):
        return "tensor"
    if not isinstance(result, list | tuple | dict):
        return "unknown"
    if isinstance(result, dict) or any(isinstance(item, list | tuple | dict) for item in result):
        return "nested"
    return "list" if isinstance(result, list) else f"tuple:{len(result)}"


def _dtype_of(value: Any) -> str:
    if isinstance(value, bool | int | float | str) and not isinstance(value, np.generic):
        return {bool: "bool", int: "int32", float: "float32", str: "string"}[type(value)]
    dtype = getattr(value, "dtype", None)
    if dtype is None and hasattr(value, "values"):
        dtype = value.values.dtype
    return "none" if dtype is None else str(getattr(dtype, "name", dtype))


def classes(dtypes: tuple[str, ...]) -> list[str]:
    """The dtype class of each result: float, int, bool, string, complex."""
    return [_class(dtype) for dtype in dtypes]


def _class(dtype: str) -> str:
    for prefix, name in (
        ("float", "float"), ("bfloat", "float"), ("int", "int"), ("uint", "int"), ("q", "int"),
        ("bool", "bool"), ("str", "string"), ("complex", "complex"),
    ):  # fmt: skip
        if dtype.startswith(prefix):
            return name
    return "unknown"


def merged(readings: list[Reading]) -> Reading:
    """The reading of several runs: the most a gradient ever did counts."""
    best = readings[0]
    for name in best.effects:
        seen = [r.effects[name] for r in readings if name in r.effects]
        best.effects[name] = min(seen, key=_RANKS.index)
    return best


def retyped(call: Call, arguments: Arguments, dtype: str) -> tuple[str, ...] | None:
    """The dtypes of the results when the float arguments have this dtype; None if it fails."""
    try:
        values, _ = values_of(arguments, "unit", 0, dtype)
        return tuple(_dtype_of(part) for part in _parts(call(**values)))
    except Exception:
        return None


def output_class(call: Call, arguments: Arguments, base: tuple[str, ...]) -> str:
    """Whether the results have a dtype of their own or follow the arguments."""
    own = classes(base)
    if any(map(is_tensor, arguments.values())):
        double = retyped(call, arguments, "float64")
        whole = retyped(call, arguments, "int32")
        own = ["same" if _follows(i, base, double, whole) else name for i, name in enumerate(own)]
    return ",".join(own) if len(set(own)) > 1 else own[0] if own else "none"


def _follows(
    index: int, base: tuple[str, ...], double: tuple[str, ...] | None, whole: tuple[str, ...] | None
) -> bool:
    if double is None or len(double) <= index or _class(base[index]) not in ("float", "complex"):
        return False
    if double[index] == base[index]:
        return False
    same_length = whole is not None and len(whole) > index
    return not same_length or _class(whole[index]) == "int"  # type: ignore[index]


def curve(call: Call, arguments: Arguments, spread: str, name: str) -> str:
    """How the gradient of one argument depends on the values."""
    try:
        return _curve(call, arguments, spread, name)
    except LookupError:
        return "once"  # the operation that is its gradient has none itself
    except Exception:
        return "unknown"


def _curve(call: Call, arguments: Arguments, spread: str, name: str) -> str:
    values, tensors = values_of(arguments, spread, 0)
    gradient, own, cross = _second_order(call, values, tensors, name)
    if own:
        return "curved"
    for seed, other in ((1, "mixed"), (2, spread), (3, "big")):
        moved, found = values_of({name: arguments[name]}, other, seed)
        try:
            again, own, _ = _second_order(call, {**values, **moved}, {**tensors, **found}, name)
        except (ValueError, tf.errors.OpError):
            continue
        if own:
            return "curved"
        if again.shape != gradient.shape or not np.allclose(again, gradient, 1e-4, 1e-5):
            return "piecewise"
    return "bilinear" if cross else "linear"


def _second_order(
    call: Call, values: dict[str, Any], tensors: dict[str, list[Any]], name: str
) -> tuple[Any, bool, bool]:
    """The gradient of an argument, and whether it depends on that argument, or on another one."""
    keras.utils.set_random_seed(7)
    with tf.GradientTape(persistent=True) as outer:
        outer.watch(tensors)
        with tf.GradientTape() as inner:
            inner.watch(tensors)
            total = _weigh(leaves_of(call(**values)))
        first = [g for g in inner.gradient(total, tensors[name]) if g is not None]
        slope = _weigh([tf.convert_to_tensor(g) for g in first])
    others = [t for other, found in tensors.items() if other != name for t in found]
    own = _depends(outer, slope, tensors[name])
    return numbers_of(first), own, bool(others) and _depends(outer, slope, others)


def _depends(tape: tf.GradientTape, slope: Any, tensors: list[Any]) -> bool:
    numbers = numbers_of(tape.gradient(slope, tensors))
    return numbers is not None and bool(np.any(np.abs(numbers) > 1e-7))


def overall(found: Mapping[str, str]) -> str:
    """One word for an operation with several arguments."""
    return min(found.values(), key=_CURVE_RANKS.index) if found else "unknown"
