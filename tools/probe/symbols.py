"""Finds the public symbols of TensorFlow and Keras, and which spellings mean the same one."""

from __future__ import annotations

import inspect
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

import numpy as np

from tools.probe.tried import LEFT_OUT

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
# Where layers stood before Keras 3; what was imported from there is the same layer.
_OLD_MODULES = (
    "advanced_activations",
    "convolutional",
    "convolutional_recurrent",
    "core",
    "embeddings",
    "experimental.preprocessing",
    "local",
    "merge",
    "noise",
    "normalization",
    "pooling",
    "recurrent",
    "wrappers",
)
for _module in _OLD_MODULES:
    for _root in ("keras", "tf.keras", "tensorflow.keras"):
        ROOTS[f"{_root}.layers.{_module}"] = "keras.layers"

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


def other_in_version_1(found: Census) -> list[str]:
    """The spellings in ``tf`` that mean another object in ``tf.compat.v1``."""
    import tensorflow as tf

    others = []
    for path, obj in found.paths.items():
        root, _, inside = path.partition(".")
        if root == "tf":
            old: Any = tf.compat.v1
            for name in inside.split("."):
                old = getattr(old, name, None)
            if old is not None and old is not obj:
                others.append(path)
    return sorted(others)


def like_in_version_1(found: Census) -> dict[str, list[Any]]:
    """Functions of ``tf.compat.v1`` that do what one of TensorFlow 2 does, by their own names.

    Each with that one's name and with how many arguments both take alike by position; -1 is all.
    What is the very same under the same name isn't among them.
    """
    import tensorflow as tf

    now = {f"tf.{path}": obj for path, obj in _functions(tf, "", 0) if f"tf.{path}" in found.paths}
    renamed = {_body(obj): [path, -1] for path, obj in reversed(now.items())}
    old = dict(_functions(tf.compat.v1, "", 0))
    for path, obj in old.items():
        mine = now.get(f"tf.{path}")
        if mine is not None and not path.startswith(_APART):
            shared, whole = _shared(mine, obj)
            if shared:
                renamed[_body(obj)] = [f"tf.{path}", -1 if whole else shared]
    others = {path: obj for path, obj in old.items() if now.get(f"tf.{path}") is not obj}
    like = {path: renamed[_body(obj)] for path, obj in others.items() if _body(obj) in renamed}
    return {"Variable": ["tf.Variable", 2], **like}


# What works in graphs of version 1 alone, or stands for something else there.
_APART = (
    "gradients", "hessians", "image.draw_bounding_boxes", "saved_model.", "summary.", "test.",
    "train.", "variable_creator",
)  # fmt: skip


def _body(obj: Any) -> Any:
    """What tells functions apart, whatever they are wrapped in."""
    while hasattr(obj, "__wrapped__"):
        obj = obj.__wrapped__
    return obj if obj.__closure__ else obj.__code__


# What version 1 calls by another name.
_RENAMED = frozenset([("filters", "filter"), ("input", "value")])


def _shared(now: Any, old: Any) -> tuple[int, bool]:
    """How many leading parameters two functions have in common, and whether these are all."""
    names, known = (list(inspect.signature(each).parameters) for each in (now, old))
    shared = 0
    for pair in zip(names, known, strict=False):
        if pair[0] != pair[1] and pair not in _RENAMED:
            break
        shared += 1
    return shared, shared == len(names)


def _functions(module: Any, path: str, depth: int) -> Iterator[tuple[str, Any]]:
    """The functions of version 1, those of its modules too."""
    for name, obj in _members(module):
        inner = f"{path}{name}"
        if inspect.ismodule(obj) and not type(obj).__name__.endswith("LazyLoader"):
            if depth < 3 and f"tf.{inner}" not in LEFT_OUT and not f"{inner}.".startswith(_APART):
                yield from _functions(obj, f"{inner}.", depth + 1)
        elif inspect.isfunction(obj):
            yield inner, obj


_ABSTRACT = frozenset(
    [
        "np.generic",
        "np.number",
        "np.integer",
        "np.inexact",
        "np.floating",
        "np.complexfloating",
        "np.signedinteger",
        "np.unsignedinteger",
        "np.character",
        "np.flexible",
        "np.void",
        "np.object_",
    ]
)


# Of some 1,400 raw operations those that have a name people know, and one row for all uses.
_RAW = """
    Abs Acos Add AddN AddV2 ArgMax ArgMin Asin Atan AvgPool BatchMatMulV2 BiasAdd Bucketize Ceil
    ClipByValue ConcatV2 Cos Cumsum Div DivNoNan Elu Equal Erf Exp ExpandDims Floor FloorDiv
    FloorMod Gather GatherV2 Greater GreaterEqual Identity InTopKV2 LeakyRelu Less LessEqual Log
    Log1p LogSoftmax MatMul Max MaxPool Maximum Mean Min Minimum Mod Mul Multinomial Neg
    NotEqual OneHot Pack Pow Prod RandomShuffle RealDiv Reciprocal Relu Relu6 Reshape Rint Round
    Rsqrt SelectV2 Selu Sigmoid Sign Sin Softmax Softplus Softsign Sqrt Square SquaredDifference
    Squeeze Sub Sum Tanh Tile TopKV2 Transpose TruncateDiv TruncateMod UnsortedSegmentSum
"""


# Functions that only version 1 of the interface has, and that programs still call.
_VERSION_1 = """
    batch_gather clip_by_average_norm div multinomial placeholder_with_default to_bfloat16
    to_double to_float to_int32 to_int64 losses.absolute_difference losses.compute_weighted_loss
    losses.hinge_loss losses.huber_loss losses.log_loss
    losses.mean_pairwise_squared_error losses.mean_squared_error losses.sigmoid_cross_entropy
    losses.softmax_cross_entropy losses.sparse_softmax_cross_entropy nn.fused_batch_norm
    nn.relu_layer nn.softmax_cross_entropy_with_logits_v2 nn.xw_plus_b image.resize_area
    image.resize_bicubic image.resize_bilinear image.resize_nearest_neighbor
"""


def census() -> Census:
    """Walks ``tf``, ``keras``, what only ``tf.keras`` still exports, and some of the rest."""
    import keras
    import tensorflow as tf

    found = Census()
    for root, module in (("tf", tf), ("keras", keras), ("keras", tf.keras)):
        _walk(module, root, found, depth=0)
    found.modules.add("tf.raw_ops")
    for name in _RAW.split():
        found.paths.setdefault(f"tf.raw_ops.{name}", getattr(tf.raw_ops, name))
    for name in _VERSION_1.split():
        found.paths[f"tf.compat.v1.{name}"] = attrgetter(name)(tf.compat.v1)
    _walk_arrays(found)
    return found


def _walk_arrays(found: Census) -> None:
    """NumPy and ``math``: what takes a tensor out of TensorFlow."""
    modules = {"np": np, "np.linalg": np.linalg, "np.random": np.random, "np.fft": np.fft}
    for path, module in {**modules, "math": math}.items():
        found.modules.add(path)
        for name, obj in _members(module):
            inner = f"{path}.{name}"
            if inspect.isclass(obj):
                if issubclass(obj, np.generic) and inner not in _ABSTRACT:
                    found.constants[inner] = np.dtype(obj).name
            elif callable(obj):
                found.paths.setdefault(inner, obj)
            elif _is_plain(obj):
                found.constants[inner] = obj


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


# Known by name and signature only: they touch files, settings or other machines, or are no maths.
_NOT_RUN = [
    "tf.config.",
    "tf.summary.",
    "tf.saved_model.",
    "tf.train.",
    "tf.test.",
    "tf.io.gfile.",
    "tf.io.write",
    "tf.io.read",
    "tf.io.matching",
    "tf.io.TFRecord",
    "tf.xla.",
    "tf.experimental.extension_type.",
    "tf.experimental.tensorrt",
    "tf.debugging.enable",
    "tf.debugging.disable",
    "tf.debugging.experimental.",
    "tf.debugging.set",
    "tf.load_",
    "tf.import_graph",
    "tf.quantization.experimental.",
    "tf.random.set_",
    "tf.random.create_rng",
    "tf.random.get_global",
    "tf.experimental.dispatch",
    "tf.experimental.unregister",
    "tf.experimental.register",
    "tf.experimental.enable",
    "tf.experimental.async",
    "tf.experimental.numpy.random.seed",
    "tf.experimental.numpy.experimental",
    "tf.experimental.function",
    "tf.register",
    "tf.init_scope",
    "tf.device",
    "tf.name_scope",
    "tf.variable_creator",
    "tf.control_dep",
    "tf.gradients",
    "tf.hessians",
    "tf.nondifferentiable_batch",
    "tf.no_gradient",
    "tf.print",
    "tf.function",
    "tf.custom_gradient",
    "tf.recompute_grad",
    "keras.config.",
    "keras.utils.",
    "keras.applications.",
    "keras.mixed_precision.",
    "keras.models.",
    "keras.preprocessing.",
    "keras.backend.clear",
    "keras.backend.set_",
    "keras.backend.manual",
    "keras.backend.get_uid",
    "keras.distillation.",
    "keras.Input",
    "keras.activations.get",
    "keras.activations.serial",
    "keras.activations.deserial",
    "np.load",
    "np.save",
    "np.gen",
    "np.from",
    "np.memmap",
    "np.set",
    "np.show",
    "np.test",
    "np.info",
    "np.get",
    "np.print",
    "np.random.seed",
    "np.random.set_",
    "np.random.get_",
    "np.busday",
    "np.datetime",
    "np.nested",
    "np.error",
    "np.linalg.test",
    "np.fft.test",
    "np.random.test",
    "np.is_busday",
    "np.byte",
    "np.can",
    "np.array_repr",
    "np.array_str",
    "np.nditer",
    "keras.optimizers.",
    "keras.device",
    "keras.name_scope",
    "keras.version",
    "keras.remat",
    "keras.ops.custom_gradient",
]
_NOT_RUN_ENDS = (".get", ".serialize", ".deserialize", ".decode_predictions")
# Classes whose objects are tensors to whoever differentiates through them.
_TENSOR_LIKE = frozenset(("tf.SparseTensor", "tf.IndexedSlices"))


def probed(symbol: Symbol) -> bool:
    """Whether the symbol can be run to see what the tape does with it."""
    if symbol.kind in ("class", "model", "application", "optimizer"):
        return symbol.name.startswith("tf.linalg.LinearOperator") or symbol.name in _TENSOR_LIKE
    if symbol.kind == "schedule":
        return True
    left_out = symbol.name.startswith(tuple(_NOT_RUN)) or symbol.name.endswith(_NOT_RUN_ENDS)
    runs = symbol.name.endswith((".preprocess_input", "utils.to_categorical", "utils.normalize"))
    return runs or not left_out
