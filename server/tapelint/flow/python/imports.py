"""From what an import says to the canonical name of a library symbol."""

from __future__ import annotations

import sys
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from tapelint.flow.graph import Value
from tapelint.flow.places import Place
from tapelint.flow.values import Lib
from tapelint.ops.table import is_module, is_same_in_version_1, like_in_version_1, lookup

if TYPE_CHECKING:
    from tapelint.flow.machine import Machine

# Python packages whose functions never keep, change or differentiate what they are given.
HARMLESS: Final = frozenset(
    [
        "os",
        "sys",
        "time",
        "datetime",
        "json",
        "csv",
        "re",
        "logging",
        "warnings",
        "argparse",
        "pathlib",
        "random",
        "string",
        "typing",
        "typing_extensions",
        "types",
        "enum",
        "abc",
        "math",
        "cmath",
        "statistics",
        "itertools",
        "functools",
        "operator",
        "collections",
        "copy",
        "contextlib",
        "dataclasses",
        "gc",
        "glob",
        "shutil",
        "tempfile",
        "pickle",
        "io",
        "struct",
        "hashlib",
        "uuid",
        "platform",
        "pprint",
        "textwrap",
        "traceback",
        "inspect",
        "unittest",
        "pytest",
        "threading",
        "queue",
        "concurrent",
        "multiprocessing",
        "subprocess",
        "heapq",
        "bisect",
        "builtins",
        "absl",
        "tqdm",
        "matplotlib",
        "seaborn",
        "pandas",
        "PIL",
        "cv2",
        "imageio",
        "sklearn",
        "skimage",
        "scipy",
        "requests",
        "yaml",
        "psutil",
        "zipfile",
        "tarfile",
        "gzip",
        "urllib",
        "signal",
        "socket",
        "codecs",
        "locale",
        "rich",
        "plotly",
        "IPython",
        "__future__",
        "numbers",
        "fractions",
        "decimal",
        "calendar",
        "secrets",
        "timeit",
        "atexit",
        "gym",
        "gymnasium",
        "six",
        "decorator",
    ]
)

# All that is modelled of other packages; the rest of these is unknown.
HUB_LAYER: Final = "tensorflow_hub.KerasLayer"
PARTLY_KNOWN: Final = frozenset({"importlib", "tensorflow_hub", "tree", "wrapt", "weakref"})

_RENAMED: Final = {
    "tensorflow": "tf",
    "tensorflow.compat.v2": "tf",
    "tf.compat.v2": "tf",
    "numpy": "np",
    "np.np": "np",
    "tf.keras": "keras",
    "tf.losses": "keras.losses",
    "tf.metrics": "keras.metrics",
    "tf.optimizers": "keras.optimizers",
    "tf.initializers": "keras.initializers",
    "tf.experimental.numpy": "tf.experimental.numpy",
    "keras.models.Model": "keras.Model",
    "keras.models.Sequential": "keras.Sequential",
    "keras.layers.Layer": "keras.Layer",
    "keras.layers.Input": "keras.Input",
    "keras.losses.Loss": "keras.Loss",
    "keras.metrics.Metric": "keras.Metric",
    "keras.optimizers.Optimizer": "keras.Optimizer",
    "keras.backend.Variable": "keras.Variable",
    "tf.python.keras": "?tf.python.keras",
    "tf.python.framework.composite_tensor.CompositeTensor": "tf.__internal__.CompositeTensor",
    "tf.python.util.nest": "tf.nest",
    "tree.flatten": "tf.nest.flatten",
    "tree.flatten_up_to": "tf.nest.flatten_up_to",
    "tree.is_nested": "tf.nest.is_nested",
    "tree.map_structure": "tf.nest.map_structure",
    "tree.map_structure_up_to": "tf.nest.map_structure_up_to",
    "tree.map_structure_with_path_up_to": "tf.nest.map_structure_with_tuple_paths_up_to",
    "tree.unflatten_as": "tf.nest.pack_sequence_as",
    "tf.python.util.tf_inspect": "inspect",
    "six.moves.range": "builtins.range",
    "six.moves.xrange": "builtins.range",
    "six.moves.zip": "builtins.zip",
    "six.moves.map": "builtins.map",
    "six.moves.filter": "builtins.filter",
    "six.moves.input": "builtins.input",
    "six.moves.reduce": "functools.reduce",
    "six.moves.urllib": "urllib",
    "six.moves.cPickle": "pickle",
    "six.moves.queue": "queue",
    "six.moves.builtins": "builtins",
    "six.string_types": "builtins.str",
    "six.text_type": "builtins.str",
    "six.binary_type": "builtins.bytes",
    "six.integer_types": "builtins.int",
    "six.wraps": "functools.wraps",
    "six.next": "builtins.next",
    "tf.compat.v1": "tf1",
    "tf1.gradients": "tf.gradients",
    "keras.src": "?keras.src",
    "keras.engine": "?keras.engine",
    "keras.optimizers.legacy": "?keras.optimizers.legacy",
    "keras.optimizers.experimental": "keras.optimizers",
}


@lru_cache(4096)
def canonical(path: str) -> str:
    """The one spelling of a library name that the engine and the op table use."""
    head, dot, tail = path.partition(".")
    path = _RENAMED.get(head, head) + dot + tail
    parts = path.split(".")
    done = parts[0]
    for part in parts[1:]:
        done = f"{done}.{part}"
        done = _RENAMED.get(done, done)
    return _of_version_1(done) if done.startswith("tf1.") else done


def _of_version_1(name: str) -> str:
    """A symbol of ``tf.compat.v1``: where it is that of TensorFlow 2, it is known as such."""
    inside = name.partition(".")[2]
    if is_same_in_version_1(f"tf.{inside}"):
        return f"tf.{inside}"
    if inside.partition(".")[0] in _SAME_MODULES:
        return canonical(f"tf.{inside}")
    like = like_in_version_1(inside)
    if like is not None and like[1] < 0:
        return like[0]
    if is_module(f"tf.{inside}"):
        return name
    old_optimizer = inside.startswith("train.") and inside.endswith("Optimizer")  # they still run
    modelled = old_optimizer or inside == "Dimension"
    known = modelled or like is not None or lookup(f"tf.compat.v1.{inside}") is not None
    return f"tf.compat.v1.{inside}" if known else f"?tf.compat.v1.{inside}"


_SAME_MODULES: Final = frozenset({"keras", "data"})


# Roots under which other names are found than under TensorFlow 2's ``tf``.
ALONE: Final = "keras"  # the package by its own name
VERSION_1: Final = "tf1"


def root_of(path: str) -> str:
    """Which such root an import takes a name from; empty: it's TensorFlow 2's."""
    top = path.partition(".")[0]
    return ALONE if top == "keras" else VERSION_1 if ".compat.v1" in path else ""


def is_known(path: str) -> bool:
    """Whether a canonical name belongs to a library that the engine knows."""
    top = path.partition(".")[0]
    return top in ("tf", "tf1", "keras", "np") or top in HARMLESS or top in PARTLY_KNOWN


def is_surely_there(path: str) -> bool:
    """Whether an import of this name works wherever TensorFlow is installed."""
    top = path.partition(".")[0]
    if top in sys.stdlib_module_names or top in _COME_ALONG or path in INNER_MODULES:
        return True
    name = canonical(path)
    return name in ("tf", "tf1", "np") or is_module(name) or lookup(name) is not None


# What TensorFlow itself needs, and modules of its own that every TensorFlow 2 has.
_COME_ALONG: Final = frozenset({"absl", "six", "wrapt"})
INNER_MODULES: Final = frozenset(
    {
        "tensorflow.python.eager.context",
        "tensorflow.python.framework.dtypes",
        "tensorflow.python.framework.ops",
        "tensorflow.python.framework.tensor_shape",
        "tensorflow.python.ops.array_ops",
        "tensorflow.python.ops.control_flow_ops",
        "tensorflow.python.ops.math_ops",
        "tensorflow.python.ops.nn_ops",
        "tensorflow.python.ops.random_ops",
        "tensorflow.python.util.nest",
    }
)


def is_dtype(path: str) -> bool:
    """Whether a symbol is one of TensorFlow's dtypes."""
    return path.startswith("tf.") and path[3:].rstrip("0123456789") in _DTYPE_STEMS


_DTYPE_STEMS: Final = frozenset({"float", "bfloat", "int", "uint", "bool", "complex", "string"})


def library(machine: Machine, path: str, place: Place) -> Value:
    """The value of a dotted library name; an unknown library gives an opaque value."""
    name = canonical(path)
    if name.startswith("?"):
        return machine.unknown(name[1:], place)
    if is_known(name) or machine.rows.knows(name):
        return Lib(name, root_of(path))
    return machine.unknown(path, place)


def import_module(machine: Machine, path: str, place: Place) -> Value:
    """``import path``."""
    found = machine.project_module(path, 0, place)
    if found is not None:
        return found
    machine.note_import(path, place)
    return library(machine, path, place)


def import_from(machine: Machine, module: str, level: int, name: str, place: Place) -> Value:
    """``from module import name``."""
    found = machine.project_module(module, level, place)
    if found is not None:
        return machine.imported(found, name, ".".join(filter(None, (module, name))), level, place)
    if level:
        return machine.unknown(f"{'.' * level}{module}", place)
    machine.note_import(f"{module}.{name}", place)
    return library(machine, f"{module}.{name}", place)
