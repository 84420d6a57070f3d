"""Fixes for arguments that Keras 3 refuses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from tapelint.diagnostic import Applicability, Fix
from tapelint.fix.arguments import without
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
        edits.append(tree.replace(arg, f"{name}={tree.code(arg.value)}"))
    yield Fix(f"Give `{names[first]}` by its name", Applicability.SAFE, tuple(edits))


def as_tensor(source: Source, proof: Proof) -> Iterator[Fix]:
    """``0.5 * grad`` as ``0.5 * tf.convert_to_tensor(grad)``."""
    tree = source.tree(proof.span)
    node = tree.at(proof.span, cst.BinaryOperation) if tree is not None else None
    written = tensorflow(source, "convert_to_tensor")
    if tree is None or node is None or written is None or proof.facts.get("both"):
        return
    operand = node.left if proof.facts.get("side") == "left" else node.right
    edit = tree.replace(operand, f"{written[0]}({tree.bare(operand)})")
    yield Fix("Make a tensor of the gradient", Applicability.SAFE, (*written[1], edit))


# ---------------------------------------------------------------------- what is refused by itself

# How ``add_weight`` of Keras 2 took its arguments by position.
_OF_WEIGHTS: Final = ("name", "shape", "dtype", "initializer", "regularizer", "trainable")
_USELESS: Final = frozenset(
    [
        *("experimental_run_tf_function", "fused", "max_queue_size", "partitioner", "pickle_safe"),
        *("synchronization", "use_multiprocessing", "use_resource", "workers"),
    ]
)
_RENAMED: Final = {
    "W_regularizer": "kernel_regularizer",
    "b_regularizer": "bias_regularizer",
    "border_mode": "padding",
    "init": "kernel_initializer",
    "nb_epoch": "epochs",
    "nb_filter": "filters",
    "subsample": "strides",
}


def mended(source: Source, proof: Proof) -> Iterator[Fix]:
    """The call as Keras 3 takes it."""
    tree = source.tree(proof.span)
    call = tree.at(proof.span, cst.Call) if tree is not None else None
    if tree is None or call is None:
        return
    maker = _MENDED.get(str(proof.facts.get("reason")))
    if maker is not None:
        yield from maker(tree, call, proof)


def _weight(tree: Tree, call: cst.Call, proof: Proof) -> Iterator[Fix]:
    """``add_weight("w", (3,))`` as ``add_weight(name="w", shape=(3,))``."""
    given = [arg for arg in call.args if arg.keyword is None]
    if any(arg.star for arg in call.args) or len(given) > len(_OF_WEIGHTS):
        return
    names = zip(_OF_WEIGHTS, given, strict=False)
    edits = tuple(tree.replace(arg, f"{n}={tree.code(arg.value)}") for n, arg in names)
    yield Fix("Give the name by keyword", Applicability.SAFE, edits)


def _shape(tree: Tree, call: cst.Call, proof: Proof) -> Iterator[Fix]:
    """``Input(8)`` as ``Input((8,))``."""
    name = proof.facts.get("argument")
    given = [a for a in call.args if (a.keyword.value if a.keyword else "") == name]
    if given and str(proof.facts.get("given")).isdecimal() and not given[0].star:
        code = f"({tree.bare(given[0].value)},)"
        yield Fix(f"Write `{code}`", Applicability.SAFE, (tree.replace(given[0].value, code),))


def _keyword(tree: Tree, call: cst.Call, proof: Proof) -> Iterator[Fix]:
    """Without what did nothing for the values, and with the present name of what has one."""
    name = str(proof.facts.get("argument"))
    given = [a for a in call.args if a.keyword is not None and a.keyword.value == name]
    if len(given) != 1 or given[0].keyword is None:
        return
    if name in _USELESS:
        yield Fix(f"Remove `{name}`", Applicability.SAFE, (without(tree, call, given[0]),))
    elif name in _RENAMED:
        edit = tree.replace(given[0].keyword, _RENAMED[name])
        yield Fix(f"Write `{_RENAMED[name]}`", Applicability.SAFE, (edit,))


def _slash(tree: Tree, call: cst.Call, proof: Proof) -> Iterator[Fix]:
    """``name="block/conv"`` as ``name="block_conv"``."""
    given = [a.value for a in call.args if a.keyword is not None and a.keyword.value == "name"]
    if given and isinstance(given[0], cst.SimpleString):
        edit = tree.replace(given[0], given[0].value.replace("/", "_"))
        yield Fix("Write `_` for the slash", Applicability.UNSAFE, (edit,))


def _ending(tree: Tree, call: cst.Call, proof: Proof) -> Iterator[Fix]:
    """``save_weights("w.h5")`` as ``save_weights("w.weights.h5")``."""
    wanted = str(proof.facts.get("ends")).split()[0]
    index = int(proof.facts.get("of") == "save_model")
    named = [a.value for a in call.args if a.keyword and a.keyword.value == "filepath"]
    given = named or [a.value for a in call.args if a.keyword is None][index : index + 1]
    text = given[0] if given else None
    if not isinstance(text, cst.SimpleString) or not isinstance(text.evaluated_value, str):
        return
    _, dot, last = text.evaluated_value.rpartition(".")
    old = f".{last}" if dot and last in ("h5", "hdf5", "ckpt", "tf", "keras", "model") else ""
    inner = text.raw_value.removesuffix(old)
    if text.prefix or not inner or inner.endswith("/"):
        return
    code = f"{text.quote}{inner}{wanted}{text.quote}"
    yield Fix(f"Write {code}", Applicability.UNSAFE, (tree.replace(text, code),))


_MENDED: Final = {
    "ending": _ending,
    "keyword": _keyword,
    "named": _weight,
    "shape": _shape,
    "slash": _slash,
}

# Modules whose names stand in another one now, and members that are called no more.
_MOVED: Final = {
    "keras.layers.experimental.preprocessing": "keras.layers",
    "keras.initializations": "keras.initializers",
    "keras.objectives": "keras.losses",
}


def of_today(source: Source, proof: Proof) -> Iterator[Fix]:
    """What Keras 3 has in the place of a name that is gone."""
    tree = source.tree(proof.span)
    if tree is None:
        return
    node = tree.at(proof.span, cst.Attribute, cst.ImportFrom)
    if isinstance(node, cst.Attribute):
        yield from _attribute(tree, node, proof)
    elif isinstance(node, cst.ImportFrom):
        yield from _import(tree, node, proof)


def _attribute(tree: Tree, node: cst.Attribute, proof: Proof) -> Iterator[Fix]:
    """``x.shape.as_list()`` as ``list(x.shape)``, ``x.get_shape()`` as ``x.shape``."""
    member, call = node.attr.value, tree.parent(node)
    called = isinstance(call, cst.Call) and call.func is node and not call.args
    if member == "as_list" and called and call is not None:
        code = f"list({tree.code(node.value)})"
        yield Fix(f"Write `{code}`", Applicability.SAFE, (tree.replace(call, code),))
    elif member == "get_shape" and called and call is not None:
        edit = tree.replace(call, f"{tree.code(node.value)}.shape")
        yield Fix("Write `shape`", Applicability.SAFE, (edit,))
    elif member in ("ndims", "rank") and proof.facts.get("kind") == "shape":
        code = f"len({tree.code(node.value)})"
        yield Fix(f"Write `{code}`", Applicability.SAFE, (tree.replace(node, code),))
    elif member == "experimental" and isinstance(call, cst.Attribute):
        inner = call.attr.value == "preprocessing" and tree.code(node.value).endswith("layers")
        if inner:
            edit = tree.replace(call, tree.code(node.value))
            yield Fix("Write `layers`", Applicability.SAFE, (edit,))


def _import(tree: Tree, node: cst.ImportFrom, proof: Proof) -> Iterator[Fix]:
    """``from keras.layers.core import Dense`` as ``from keras.layers import Dense``."""
    if node.module is None or isinstance(node.names, cst.ImportStar):
        return
    written = tree.code(node.module)
    root, dot, rest = written.rpartition("keras.")
    old = f"keras.{rest}"
    instead = str(proof.facts.get("instead")).strip("`")
    new = _MOVED.get(old, instead if old == proof.facts.get("member") else "")
    if not dot or not new.startswith("keras."):
        return
    names = [alias.name.value for alias in node.names]
    if all(lookup(f"{new}.{name}") is not None for name in names):
        module = f"{root}{new}"
        edit = tree.replace(node.module, module)
        yield Fix(f"Import from `{module}`", Applicability.SAFE, (edit,))
