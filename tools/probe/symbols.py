"""Finds the public symbols of TensorFlow and Keras, and which spellings mean the same one."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

# What nobody differentiates through, or what must not be touched from a probe.
LEFT_OUT = (
    "tf.__internal__ tf.compat tf.raw_ops tf.distribute tf.lite tf.mlir tf.tpu tf.profiler "
    "tf.feature_column tf.sysconfig tf.types tf.queue tf.graph_util tf.dtensor tf.errors "
    "tf.security tf.lookup tf.autograph tf.estimator tf.version tf.data tf.keras tf.losses "
    "tf.metrics tf.optimizers tf.initializers tf.python tf.core tf.compiler tf.tools tf.pywrap_tfe "
    "tf.experimental.dtensor tf.experimental.dlpack keras.src keras.api keras._tf_keras keras._legacy "
    "keras.legacy keras.datasets keras.distribution keras.dtype_policies keras.export keras.tree "
    "keras.visualization keras.wrappers keras.saving keras.callbacks keras.quantizers keras.layers.experimental"
).split()
# Lazily loaded modules of tf that are modules of Keras under another name.
ROOTS = {
    "tensorflow": "tf",
    "tf.keras": "keras",
    "tensorflow.keras": "keras",
    "tf.compat.v2": "tf",
    "tf.compat.v2.keras": "keras",
    "tensorflow.compat.v2": "tf",
    "tensorflow.compat.v2.keras": "keras",
    "keras.api": "keras",
    "tf.losses": "keras.losses",
    "tf.metrics": "keras.metrics",
    "tf.optimizers": "keras.optimizers",
    "tf.initializers": "keras.initializers",
    "numpy": "np",
}
for _module in ("losses", "metrics", "optimizers", "initializers"):
    ROOTS[f"tensorflow.{_module}"] = f"keras.{_module}"
    ROOTS[f"tensorflow.compat.v2.{_module}"] = f"keras.{_module}"

# Where two modules export one object, the spelling people know it by.
_HOMES = ("tf.nn.", "tf.math.", "tf.linalg.", "tf.image.", "tf.signal.")


@dataclass(frozen=True, slots=True)
class Symbol:
    """One object and every public path that leads to it."""

    name: str
    kind: str
    obj: Any
    spellings: tuple[str, ...]


@dataclass(slots=True)
class Census:
    """All that a walk over the public modules found."""

    modules: set[str] = field(default_factory=set)
    constants: dict[str, Any] = field(default_factory=dict)
    paths: dict[str, Any] = field(default_factory=dict)

    def symbols(self) -> list[Symbol]:
        """The objects, each once, in the order of their names."""
        spellings: dict[int, list[str]] = {}
        for path, obj in self.paths.items():
            spellings.setdefault(id(obj), []).append(path)
        found = []
        for paths in spellings.values():
            obj = self.paths[paths[0]]
            name = min(paths, key=lambda path: _preference(path, obj))
            others = tuple(sorted(path for path in paths if path != name))
            found.append(Symbol(name, kind_of(name, obj), obj, others))
        return sorted(found, key=lambda symbol: symbol.name)


def census() -> Census:
    """Walks ``tf``, ``keras`` and what only ``tf.keras`` still exports."""
    import keras
    import tensorflow as tf

    found = Census()
    for root, module in (("tf", tf), ("keras", keras), ("keras", tf.keras)):
        _walk(module, root, found, depth=0)
    return found


def _walk(module: Any, path: str, found: Census, depth: int) -> None:
    found.modules.add(path)
    for name, obj in _members(module):
        inner = f"{path}.{name}"
        if inner in LEFT_OUT:
            continue
        if inspect.ismodule(obj) or type(obj).__name__.endswith("LazyLoader"):
            if depth < 5:
                _walk(obj, inner, found, depth + 1)
        elif _is_enumeration(obj):
            found.modules.add(inner)
            for key, value in vars(obj).items():
                if not key.startswith("_") and _is_plain(value):
                    found.constants[f"{inner}.{key}"] = value
        elif type(obj).__name__ == "DType":
            found.constants[inner] = obj.name
        elif callable(obj):
            found.paths.setdefault(inner, obj)
        elif _is_plain(obj):
            found.constants[inner] = obj


def _members(module: Any) -> Iterator[tuple[str, Any]]:
    for name in sorted(dir(module)):
        if name.startswith("_"):
            continue
        try:
            yield name, getattr(module, name)
        except (AttributeError, ImportError):
            continue


def _is_plain(value: Any) -> bool:
    return isinstance(value, str | int | float | bool)


def _is_enumeration(obj: Any) -> bool:
    """Whether this is a class that only holds names for constants, like ``ResizeMethod``."""
    if not inspect.isclass(obj) or obj.__module__.split(".")[0] not in ("tensorflow", "keras"):
        return False
    own = {key: value for key, value in vars(obj).items() if not key.startswith("_")}
    plain = [value for value in own.values() if _is_plain(value)]
    return bool(plain) and len(plain) >= len(own) - 2


def _preference(path: str, obj: Any) -> tuple[Any, ...]:
    home = next((i for i, home in enumerate(_HOMES) if path.startswith(home)), len(_HOMES))
    last = path.rpartition(".")[2]
    return (
        ".experimental." in path,
        path.startswith("keras.metrics") and not inspect.isclass(obj),
        home,
        last != getattr(obj, "__name__", last),
        path.count("."),
        len(path),
        path,
    )


_KINDS = {
    "Layer": "layer",
    "Loss": "loss",
    "Metric": "metric",
    "Optimizer": "optimizer",
    "LearningRateSchedule": "schedule",
    "Initializer": "initializer",
    "Regularizer": "regularizer",
    "Constraint": "constraint",
}


def kind_of(name: str, obj: Any) -> str:
    """What sort of thing a symbol is, in the table's words."""
    if not inspect.isclass(obj):
        if name.startswith("keras.activations."):
            return "activation"
        if name.startswith("keras.applications.") and name.rpartition(".")[2][0].isupper():
            return "application"
        return "function"
    bases = {base.__name__ for base in obj.__mro__}
    if "Model" in bases:
        return "model"
    return next((kind for base, kind in _KINDS.items() if base in bases), "class")
