"""A call of Keras or of TensorFlow, or an operator, is given what it refuses.

## What it does
Reports what Keras 2 took and Keras 3 (TensorFlow 2.16 and later) raises for:

* a function of TensorFlow that is given a KerasTensor outside of any layer;
* what isn't a tensor where a layer is called with it by position: `block(x, True)`;
* `add_weight("kernel", shape)`, whose first argument is the shape now; a number as a shape:
  `Input(8)`; a name with a slash;
* arguments that are gone (`batch_input_shape`, `weights`, `dynamic`, `workers`,
  `sample_weight_mode`, …), and those of a base class by position: `super().__init__(name)`;
* files whose ending isn't one of Keras 3: `model.save("folder")`, `model.save_weights("w.h5")`.

Whatever the version, also a number that an operator of Python combines with the gradient of an
embedding: `0.5 * grad`, where the loss only looks up rows of the variable.

It is silent where the version isn't known or is older, and under a condition that asks for it.

## Why it breaks the gradient
All of this raises where it is reached: `ValueError` or `TypeError`, mostly before there is a model
or a loss, so nothing is trained; where weights are saved, what was trained is lost. A KerasTensor,
which `keras.Input` and each layer called on one give, has a shape and no values: it goes through
layers, `keras.ops` and Python's operators, and functions of TensorFlow can't compute with it.
Inside the `call` of a layer or in a `Lambda` they get tensors, and work. The gradient of a table
whose rows are looked up is a `tf.IndexedSlices`: the rows and where they belong. Optimizers take
it, and so do functions of TensorFlow; Python's operators raise `TypeError` for it and a number.

## Example
```python
import tensorflow as tf

inputs = tf.keras.Input((4,))
hidden = tf.keras.layers.Dense(8)(inputs)
hidden = tf.nn.tanh(hidden)  # error: [refused-argument]
model = tf.keras.Model(inputs, tf.keras.layers.Dense(1)(hidden))
```

## Use instead
```python
import tensorflow as tf

inputs = tf.keras.Input((4,))
hidden = tf.keras.layers.Dense(8)(inputs)
hidden = tf.keras.ops.tanh(hidden)
model = tf.keras.Model(inputs, tf.keras.layers.Dense(1)(hidden))
```

## Fix safety
The function of `keras.ops` is offered where it means the same with the arguments that are given,
and an argument gets the name that it has in the layer's `call` or in `add_weight`. As the program
raised there, these are safe, and so are a shape with its comma and a call without an argument that
did nothing for the values. Another name for a layer or a file is unsafe: something else may look
for the old one.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from typing import Final

from tapelint.diagnostic import Fix, Severity
from tapelint.flow.proof import Proof
from tapelint.rules.base import Rule, Site, fact
from tapelint.rules.fragment import Fragment
from tapelint.rules.phrases import code
from tapelint.text import Span

_INSTEAD: Final = {
    "W_regularizer": "`kernel_regularizer`",
    "b_regularizer": "`bias_regularizer`",
    "batch_input_shape": "`keras.Input(batch_shape=…)`",
    "bias": "`use_bias`",
    "border_mode": "`padding`",
    "dim_ordering": "`data_format`",
    "dynamic": "`compile(run_eagerly=True)`",
    "generator": "`x`",
    "init": "`kernel_initializer`",
    "inner_activation": "`recurrent_activation`",
    "input_dtype": "`dtype`",
    "nb_epoch": "`epochs`",
    "nb_filter": "`filters`",
    "output_dim": "`units`",
    "p": "`rate`",
    "period": "`save_freq`",
    "reset_metrics": "the method `reset_metrics`",
    "samples_per_epoch": "`steps_per_epoch`",
    "save_format": "the ending of the file",
    "subsample": "`strides`",
    "weights": "`set_weights`",
}
_ALLOWED: Final = {
    "constructor": "base classes take their arguments by name: `super().__init__(name=name)`.",
    "ending": (
        "the ending of a file decides how it is written. Whole models end in `.keras` (or `.h5`), "
        "weights alone in `.weights.h5`; `model.export` writes a folder for serving."
    ),
    "keyword": "what is gone has another place now, or no use any more.",
    "named": "`add_weight(shape, initializer, dtype)`, and all else by name.",
    "shape": "a shape is a tuple or a list, of one size too: `(8,)`.",
    "slash": "names of layers, models and weights are parts of paths, which slashes separate.",
}


def _name_first(proof: Proof) -> str:
    return (
        "The first argument of `add_weight` is the shape in Keras 3, and the name is given by "
        f"keyword: this raises {fact(proof, 'error')}."
    )


def _no_shape(proof: Proof) -> str:
    given = fact(proof, "given")
    instead = f"; write {code(f'({given},)')}" if given.isdecimal() else ""
    return (
        f"{code(given)} is no shape for Keras 3, which takes a tuple or a list: "
        f"this raises ValueError{instead}."
    )


def _gone_keyword(proof: Proof) -> str:
    name, owner = fact(proof, "argument"), fact(proof, "of")
    instead = f"; use {_INSTEAD[name]} instead" if name in _INSTEAD else ""
    return (
        f"{code(owner)} of Keras 3 doesn't take the argument {code(name)}: "
        f"this raises {fact(proof, 'error')}{instead}."
    )


def _by_position(proof: Proof) -> str:
    base = fact(proof, "base")
    more = " but inputs and outputs" if base == "keras.Model" else ""
    return (
        f"The constructor of {code(base)} takes nothing{more} by position: "
        "this raises TypeError; give it by name."
    )


def _slash(proof: Proof) -> str:
    return "A name has no `/` in Keras 3: this raises ValueError."


def _sliced(proof: Proof) -> str:
    operand, table = code(fact(proof, "operand") or "this gradient"), code(fact(proof, "of"))
    return (
        f"{operand} is a `tf.IndexedSlices`, since the loss only looks up rows of {table}, and "
        "Python's operators don't take it with a number: this raises TypeError."
    )


def _ending(proof: Proof) -> str:
    ends = [code(end) for end in fact(proof, "ends").split()]
    what = fact(proof, "of")
    what = "a `ModelCheckpoint` of weights" if what.startswith("checkpoint") else code(what)
    return (
        f"The file of {what} must end in {' or '.join(ends)} with Keras 3: this raises ValueError."
    )


_TOLD: Final[dict[str, Callable[[Proof], str]]] = {
    "constructor": _by_position,
    "ending": _ending,
    "keyword": _gone_keyword,
    "named": _name_first,
    "shape": _no_shape,
    "slash": _slash,
    "sliced": _sliced,
}


class RefusedArgument(Rule):
    """``tf.nn.tanh(inputs)`` and ``block(x, True)``."""

    code = "TL306"
    name = "refused-argument"
    kinds = ("refused-argument",)
    levels = (Severity.ERROR,)

    def message(self, proof: Proof) -> str:
        """Say what is refused, what happens, and how it is written now."""
        told = _TOLD.get(fact(proof, "reason"))
        if told is not None:
            return told(proof)
        if fact(proof, "reason") == "position":
            name = _parameter(proof)
            instead = f"give it by name, as {code(f'{name}=…')}" if name else "give it by name"
            if fact(proof, "index") == "0":
                instead = "give it a tensor"
            return (
                f"{code(fact(proof, 'given'))} isn't a tensor, and Keras 3 takes only tensors by "
                f"position: this raises ValueError; {instead}."
            )
        return (
            f"{code(proof.symbol)} is given a KerasTensor, which has no values yet: this raises "
            f"{fact(proof, 'error')}; use `keras.ops`, or call it in a layer."
        )

    def hover(self, proof: Proof) -> str:
        """Tell what is allowed instead."""
        if fact(proof, "reason") == "sliced":
            return (
                "**Rows and their indices**: that is the gradient of what is looked up. An "
                "optimizer takes it as it is; `tf.convert_to_tensor(grad)` makes a tensor of it, "
                "with zeros for all other rows."
            )
        if fact(proof, "reason") in _TOLD:
            return (
                "**Refused since Keras 3**, which `tf.keras` is from TensorFlow 2.16 on: "
                f"{_ALLOWED[fact(proof, 'reason')]}"
            )
        if fact(proof, "reason") == "position":
            return (
                "**Only tensors by position**: a layer of Keras 3 looks through its positional "
                "arguments, also into lists. Tensors, arrays and None are allowed there; flags, "
                "numbers and texts are given by their name: `layer(x, training=True)`."
            )
        return (
            "**A KerasTensor stands for what a model will be given**: what builds a model from "
            "`keras.Input` may use layers, `keras.ops` and Python's operators. Functions of "
            "TensorFlow belong into the `call` of a layer of your own, or into a `Lambda` layer."
        )

    def narrow(self, proof: Proof, piece: Fragment) -> Span | None:
        """The argument that isn't a tensor, or the function that can't take one."""
        node = piece.node
        if not isinstance(node, ast.Call):
            return None
        if fact(proof, "reason") in _TOLD:
            return _refused_part(node, proof, piece)
        index = fact(proof, "index")
        if index and int(index) < len(node.args):
            return piece.place(node.args[int(index)])
        return piece.place(node.func)

    def fixes(self, site: Site) -> Iterable[Fix]:
        """The same operation of Keras, or the argument by its name."""
        from tapelint.fix.refused import as_tensor, by_name, mended, of_keras

        if site.name("reason") == "sliced":
            return as_tensor(site.source, site.proof)
        if site.name("reason") in _TOLD:
            return mended(site.source, site.proof)
        if site.name("reason") == "position":
            return by_name(site.source, site.proof)
        return of_keras(site.source, site.proof)


def _refused_part(node: ast.Call, proof: Proof, piece: Fragment) -> Span:
    """The argument that is refused, where it is written in this call."""
    name = fact(proof, "argument")
    keyword = next((k for k in node.keywords if name and k.arg == name), None)
    if keyword is None and fact(proof, "reason") == "ending":
        keyword = next((k for k in node.keywords if k.arg == "filepath"), None)
    if keyword is not None:
        return piece.place(keyword)
    index = 1 if fact(proof, "of") == "save_model" else 0
    by_position = fact(proof, "reason") in ("constructor", "ending", "named", "shape")
    if by_position and index < len(node.args):
        return piece.place(node.args[index])
    return piece.place(node.func)


def _parameter(proof: Proof) -> str:
    """The name of the parameter that the refused argument is for; empty where it has none."""
    names, index = fact(proof, "names").split(), int(fact(proof, "index"))
    return names[index] if index < len(names) else ""
