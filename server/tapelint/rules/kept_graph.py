"""A graph of `tf.function` is kept, and doesn't know the weights, or the model, of now.

## What it does
Reports a `call` under `tf.function` whose layers are built by its first run. It needs to know that
the program runs with Keras 3 (TensorFlow 2.16 or newer), and speaks of that first run only: later
ones with inputs of the same shape go the same way, others don't. Also a step under `tf.function`
that finds a model, an optimizer or a variable by a name outside, and is called again when that name
stands for a new one.

## Why it breaks the gradient
A model without a `build` of its own is built by running `call` once. Under `tf.function` that run
leaves a graph, in which the new weights are the numbers that they were made with. The call itself,
and all with inputs of that shape, use this graph: they don't read the weights, so there is no
gradient to them, and training changes nothing. A step that is called with arguments of the same
kind runs its first graph again, with the model that it met then: the new one is never trained.

## Example
```python
import keras
import tensorflow as tf


class Net(keras.Model):
    def __init__(self):
        super().__init__()
        self.dense = keras.layers.Dense(1)

    @tf.function  # error: [kept-graph]
    def call(self, x):
        return self.dense(x)


net = Net()
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(net(tf.ones([8, 3])))
print(tape.gradient(loss, net.trainable_variables))  # [None, None]
```

## Use instead
```python
import keras
import tensorflow as tf


class Net(keras.Model):
    def __init__(self):
        super().__init__()
        self.dense = keras.layers.Dense(1)

    def call(self, x):
        return self.dense(x)


net = Net()
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(net(tf.ones([8, 3])))
print(tape.gradient(loss, net.trainable_variables))
```

## Fix safety
Unsafe: the values stay, but what was a graph runs line by line. Put `@tf.function` on the training
step instead; `fit` makes a graph by itself.
"""

from __future__ import annotations

from collections.abc import Iterable

from tapelint.diagnostic import Applicability, Fix
from tapelint.flow.proof import Proof
from tapelint.rules.base import Rule, Site, fact
from tapelint.rules.phrases import code, outcome, path
from tapelint.text import Edit, Span


class KeptGraphRule(Rule):
    """A ``call`` under ``tf.function`` that builds its layers."""

    code = "TL212"
    name = "kept-graph"
    kinds = ("kept-graph", "kept-objects")

    def message(self, proof: Proof) -> str:
        """Say what Keras, or a later call, does with the first graph."""
        if proof.kind == "kept-objects":
            name = code(fact(proof, "name") or "model")
            function = code(fact(proof, "function") or "tf.function")
            made, line = fact(proof, "made"), fact(proof, "line") or "…"
            now = f"the one made on line {made}" if made else "another one"
            return (
                f"{function} keeps the graph of its first call, and works for what {name} was "
                f"then. When line {line} calls it again, {name} is {now}, which it doesn't know."
            )
        return (
            "Keras 3 builds these layers by running `call`, and `tf.function` keeps that graph, in "
            f"which the weights are fixed numbers, so {outcome(proof)}."
        )

    def hover(self, proof: Proof) -> str:
        """Say where the decorator belongs."""
        if proof.kind == "kept-objects":
            return (
                "**A graph that was kept too long**: `tf.function` runs the Python code once for "
                "arguments of the same kind. What it finds by name outside is fixed then. Make a "
                "new `tf.function` for each model, or give the model as an argument."
            )
        text = (
            "**A graph that was kept too long**: put `@tf.function` on the training step, not on "
            "`call`; `fit` makes a graph by itself. Or build the layers before the first call."
        )
        return "\n\n".join(part for part in (text, path(proof)) if part)

    def fixes(self, site: Site) -> Iterable[Fix]:
        """Take the decorator away, with its line."""
        at = site.proof.span
        text = site.source.index.slice(Span(at.line, 0, at.end_line + 1, 0))
        if text.strip().startswith("@") and text.strip().count("\n") == at.end_line - at.line:
            edit = Edit(Span(at.line, 0, at.end_line + 1, 0), "")
            function = "call" if site.proof.kind == "kept-graph" else site.name("function")
            yield Fix(f"Remove `@tf.function` from `{function}`", Applicability.UNSAFE, (edit,))
