"""Fixes for arguments that Keras 3 refuses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from tapelint.diagnostic import Applicability, Fix
from tapelint.fix.imports import tensorflow
from tapelint.fix.lazy import cst
from tapelint.fix.source import Source
from tapelint.fix.tree import Tree
from tapelint.flow.proof import Proof
from tapelint.ops.table import lookup
from tapelint.text import Edit

_X: Final = {"x": "x"}
_FEATURES: Final = {"features": "x"}
_LOGITS: Final = {"logits": "x", "axis": "axis"}
_PAIR: Final = {"x": "x1", "y": "x2"}
_REDUCED: Final = {"input_tensor": "x", "axis": "axis", "keepdims": "keepdims"}

# For a function of TensorFlow the one of ``keras.ops`` that does the same, and the names that its
# arguments have there; those that aren't named it doesn't have, or means otherwise.
OF_KERAS: Final[Mapping[str, tuple[str, Mapping[str, str]]]] = {
    "tf.cast": ("cast", {"x": "x", "dtype": "dtype"}),
    "tf.clip_by_value": ("clip", {"t": "x", "clip_value_min": "x_min", "clip_value_max": "x_max"}),
    "tf.concat": ("concatenate", {"values": "xs", "axis": "axis"}),
    "tf.expand_dims": ("expand_dims", {"input": "x", "axis": "axis"}),
    "tf.linalg.matmul": ("matmul", {"a": "x1", "b": "x2"}),
    "tf.math.abs": ("abs", _X),
    "tf.math.add": ("add", _PAIR),
    "tf.math.cos": ("cos", _X),
    "tf.math.divide": ("divide", _PAIR),
    "tf.math.exp": ("exp", _X),
    "tf.math.log": ("log", _X),
    "tf.math.maximum": ("maximum", _PAIR),
    "tf.math.minimum": ("minimum", _PAIR),
    "tf.math.multiply": ("multiply", _PAIR),
    "tf.math.negative": ("negative", _X),
    "tf.math.reduce_max": ("max", _REDUCED),
    "tf.math.reduce_mean": ("mean", _REDUCED),
    "tf.math.reduce_min": ("min", _REDUCED),
    "tf.math.reduce_prod": ("prod", _REDUCED),
    "tf.math.reduce_std": ("std", _REDUCED),
    "tf.math.reduce_sum": ("sum", _REDUCED),
    "tf.math.reduce_variance": ("var", _REDUCED),
    "tf.math.rsqrt": ("rsqrt", _X),
    "tf.math.sin": ("sin", _X),
    "tf.math.sqrt": ("sqrt", _X),
    "tf.math.square": ("square", _X),
    "tf.math.subtract": ("subtract", _PAIR),
    "tf.nn.elu": ("elu", _FEATURES),
    "tf.nn.leaky_relu": ("leaky_relu", {"features": "x", "alpha": "negative_slope"}),
    "tf.nn.log_softmax": ("log_softmax", _LOGITS),
    "tf.nn.relu": ("relu", _FEATURES),
    "tf.nn.relu6": ("relu6", _FEATURES),
    "tf.nn.sigmoid": ("sigmoid", _X),
    "tf.nn.softmax": ("softmax", _LOGITS),
    "tf.nn.softplus": ("softplus", _FEATURES),
    "tf.nn.swish": ("silu", _FEATURES),
    "tf.nn.tanh": ("tanh", _X),
    "tf.ones_like": ("ones_like", {"input": "x"}),
    "tf.pad": ("pad", {"tensor": "x", "paddings": "pad_width"}),
    "tf.reshape": ("reshape", {"tensor": "x", "shape": "newshape"}),
    "tf.reverse": ("flip", {"tensor": "x", "axis": "axis"}),
    "tf.squeeze": ("squeeze", {"input": "x", "axis": "axis"}),
    "tf.stack": ("stack", {"values": "x", "axis": "axis"}),
    "tf.stop_gradient": ("stop_gradient", {"input": "variable"}),
    "tf.tile": ("tile", {"input": "x", "multiples": "repeats"}),
    "tf.transpose": ("transpose", {"a": "x", "perm": "axes"}),
    "tf.zeros_like": ("zeros_like", {"input": "x"}),
}


def of_keras(source: Source, proof: Proof) -> Iterator[Fix]:
    """``tf.reduce_sum(x, 1)`` as ``tf.keras.ops.sum(x, 1)``."""
    tree = source.tree(proof.span)
    call = tree.at(proof.span, cst.Call) if tree is not None else None
    op = str(proof.facts.get("op"))
    written = tensorflow(source, f"keras.ops.{OF_KERAS[op][0]}") if op in OF_KERAS else None
    if tree is None or call is None or written is None:
        return
    arguments = _renamed(tree, call, op)
    if arguments is not None:
        edit = tree.replace(call, f"{written[0]}({', '.join(arguments)})")
        yield Fix(f"Use `{written[0]}`", Applicability.SAFE, (*written[1], edit))


def _renamed(tree: Tree, call: cst.Call, op: str) -> list[str] | None:
    """The arguments as the function of Keras takes them; None where it doesn't take them all."""
    name, names = OF_KERAS[op]
    here, there = lookup(op), lookup(f"keras.ops.{name}")
    if here is None or there is None or any(arg.star for arg in call.args):
        return None
    old, new = ([p.name for p in row.params] for row in (here, there))
    arguments: list[str] = []
    for i, arg in enumerate(call.args):
        given = arg.keyword.value if arg.keyword is not None else old[i]
        if given == "name":
            continue  # a name in a graph that isn't built any more
        if given not in names:
            return None
        value = tree.bare(arg.value)
        same = arg.keyword is None and new[i] == names[given]
        arguments.append(value if same else f"{names[given]}={value}")
    return arguments


def by_name(source: Source, proof: Proof) -> Iterator[Fix]:
    """``block(x, True)`` as ``block(x, training=True)``, and whatever comes behind it alike."""
    tree = source.tree(proof.span)
    call = tree.at(proof.span, cst.Call) if tree is not None else None
    names, first = str(proof.facts["names"]).split(), int(str(proof.facts["index"]))
    if tree is None or call is None or first == 0:
        return
    given = [arg for arg in call.args if arg.keyword is None]
    if len(given) > len(names) or any(arg.star for arg in call.args):
        return
    edits: list[Edit] = []
    for name, arg in list(zip(names, given, strict=False))[first:]:
        edits.append(tree.replace(arg.value, f"{name}={tree.bare(arg.value)}"))
    yield Fix(f"Give `{names[first]}` by its name", Applicability.SAFE, tuple(edits))
