"""A layer or a TensorFlow function is given an argument that Keras 3 refuses.

## What it does
Reports two things that Keras 2 took and Keras 3 (TensorFlow 2.16 and later) raises for: a function
of TensorFlow that is given a KerasTensor outside of any layer, and what isn't a tensor where a
layer is called with it by position: `block(x, True)`. It is silent where the version isn't known or
is older.

## Why it breaks the gradient
Both raise `ValueError` before there is a model or a loss, so nothing is trained. A KerasTensor,
which `keras.Input` and each layer called on one give, has a shape and no values: it goes through
layers, `keras.ops` and Python's operators, and functions of TensorFlow can't compute with it.
Inside the `call` of a layer or in a `Lambda` they get tensors, and work.

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
and an argument gets the name that it has in the layer's `call`. As the program raised there, both
are safe.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable

from tapelint.diagnostic import Fix, Severity
from tapelint.flow.proof import Proof
from tapelint.rules.base import Rule, Site, fact
from tapelint.rules.fragment import Fragment
from tapelint.rules.phrases import code
from tapelint.text import Span


class RefusedArgument(Rule):
    """``tf.nn.tanh(inputs)`` and ``block(x, True)``."""

    code = "TL306"
    name = "refused-argument"
    kinds = ("refused-argument",)
    levels = (Severity.ERROR,)

    def message(self, proof: Proof) -> str:
        """Say what is refused, what happens, and how it is written now."""
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
        index = fact(proof, "index")
        if index and int(index) < len(node.args):
            return piece.place(node.args[int(index)])
        return piece.place(node.func)

    def fixes(self, site: Site) -> Iterable[Fix]:
        """The same operation of Keras, or the argument by its name."""
        from tapelint.fix.refused import by_name, of_keras

        if site.name("reason") == "position":
            return by_name(site.source, site.proof)
        return of_keras(site.source, site.proof)


def _parameter(proof: Proof) -> str:
    """The name of the parameter that the refused argument is for; empty where it has none."""
    names, index = fact(proof, "names").split(), int(fact(proof, "index"))
    return names[index] if index < len(names) else ""
