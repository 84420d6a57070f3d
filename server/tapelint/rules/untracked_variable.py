"""A layer, model or module uses a variable that its own list leaves out, so it is never trained.

## What it does
Reports a `tf.Variable` that is an attribute of a Keras layer or model, also in a list, a dictionary
or a `tf.Module`, if the loss depends on it and whoever trains asks for the weights that Keras
knows; and a `Lambda` layer whose function uses variables, or layers, that no other layer of the
model holds; and layers in an object that is no Keras layer, such as a data class or a `tf.Module`,
in an attribute of the class itself, or taken from the module or a closure by `call`. Of a
`tf.Module` whose variables are asked for: layers of Keras in it, variables of Keras, and what
plain objects hold. What is set by hand (`assign`), made with `trainable=False` or asked for by
itself is fine and not reported.

## Why it breaks the gradient
Keras 3 tracks its own variables only. A `tf.Variable` isn't among `trainable_variables`: the
gradient would come to it, but nobody asks, `fit` says nothing, and its value stays what it was.
Layers are found in attributes, lists, tuples, dictionaries and sets, not in the attributes of
other objects. A `tf.Module` knows its own variables and modules only.

## Example
```python
import numpy as np
import tensorflow as tf


class Scaled(tf.keras.layers.Layer):
    def __init__(self):
        super().__init__()
        self.scale = tf.Variable(1.0)  # warning: [untracked-variable]
        self.dense = tf.keras.layers.Dense(1)

    def call(self, inputs):
        return self.scale * self.dense(inputs)


layer = Scaled()
model = tf.keras.Sequential([tf.keras.Input((3,)), layer])
model.compile("sgd", "mse")
model.fit(np.ones((4, 3)), np.zeros((4, 1)), verbose=0)
assert float(layer.scale) != 1.0, "never trained"
```

## Use instead
```python
import numpy as np
import tensorflow as tf


class Scaled(tf.keras.layers.Layer):
    def __init__(self):
        super().__init__()
        self.scale = self.add_weight(shape=(), initializer="ones")
        self.dense = tf.keras.layers.Dense(1)

    def call(self, inputs):
        return self.scale * self.dense(inputs)


layer = Scaled()
model = tf.keras.Sequential([tf.keras.Input((3,)), layer])
model.compile("sgd", "mse")
model.fit(np.ones((4, 3)), np.zeros((4, 1)), verbose=0)
assert float(layer.scale) != 1.0
with tf.GradientTape() as tape:
    loss = tf.reduce_sum(model(np.ones((4, 3))))
print(tape.gradient(loss, model.trainable_variables))
```

## Fix safety
A weight of the layer is trained from then on, which changes the model: unsafe.
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

_BORROWERS = {
    "lambda": "A `Lambda` layer doesn't track the variables that its function uses",
    "call": "The layer called here isn't an attribute of what calls it",
    "loss": "Keras doesn't track the variables that a loss uses",
}
_HOLDERS = {
    "layers": "Keras doesn't look for layers in objects like this {}",
    "class": "Keras doesn't look for layers in what belongs to the class {} itself",
    "module": "A `tf.Module` doesn't look into layers of Keras",
}


class UntrackedVariable(Rule):
    """``self.w = tf.Variable(…)`` in a Keras layer."""

    code = "TL209"
    name = "untracked-variable"
    kinds = ("untracked",)
    levels = (Severity.ERROR, Severity.WARNING, Severity.INFO)

    def severity(self, proof: Proof) -> Severity:
        """An info for a loss, where a variable may stand for a number that is only set by hand.

        Unless the text says `trainable=True`.
        """
        unclear = fact(proof, "kind") == "loss" and not fact(proof, "meant")
        return Severity.INFO if unclear else super().severity(proof)

    def message(self, proof: Proof) -> str:
        """Say what doesn't know the variable, and that it isn't trained."""
        kind = fact(proof, "kind")
        if kind in _BORROWERS:
            return f"{_BORROWERS[kind]}, so {self._never(proof)} {fact(proof, 'name')}."
        if kind in _HOLDERS:
            why = _HOLDERS[kind].format(code(fact(proof, "holder") or "object"))
            return f"{why}, so {self._never(proof)} the weights of {fact(proof, 'name')}."
        name = code(fact(proof, "name") or "this variable")
        why = "Keras doesn't track a `tf.Variable`"
        if fact(proof, "owner") == "module":
            made = "a variable of Keras" if kind == "keras" else "what a plain object holds"
            why = f"A `tf.Module` doesn't track {made}"
        elif kind == "keras":
            why = "Keras doesn't look for variables in here"
        return f"{why}, so {self._never(proof)} {name}."

    def hover(self, proof: Proof) -> str:
        """Name the ways to a weight."""
        if "module" in (fact(proof, "owner"), fact(proof, "kind")):
            return (
                "**Not among the variables**: a `tf.Module` lists each `tf.Variable` that is kept "
                "in an attribute, a list or a dictionary of it, and those of the modules that are "
                "kept so. What Keras made has lists of its own, to be asked for beside it."
            )
        return (
            "**Not among the weights**: `trainable_variables` lists what was made with "
            "`self.add_weight(…)` or `tf.keras.Variable(…)` and kept in an attribute, a list or a "
            "dictionary of the layer, and the weights of the layers that are kept so. Everything "
            "else keeps its initial value, without a warning."
        )

    def narrow(self, proof: Proof, piece: Fragment) -> Span | None:
        """The function that creates the variable."""
        call = piece.node
        return piece.place(call.func) if isinstance(call, ast.Call) else None

    def fixes(self, site: Site) -> Iterable[Fix]:
        """Make it a weight, or a variable that the module lists."""
        from tapelint.fix.weights import as_weight, in_module

        fix = in_module if fact(site.proof, "owner") == "module" else as_weight
        return fix(site.source, site.proof)

    @staticmethod
    def _never(proof: Proof) -> str:
        asked = proof.asked
        if asked is None:
            return "no training of the layer's weights changes"
        if asked.method == "fit":
            return f"`fit` {asked.where} never trains"
        return f"{code(asked.text)} {asked.where} leaves out"
