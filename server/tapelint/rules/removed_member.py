"""Something is used that Keras 3 took away: a member of an object, or a name of a module.

## What it does
Reports members and arguments of optimizers that Keras 3 (TensorFlow 2.16 and later) no longer has:
`minimize`, `get_gradients`, `lr`, `get_weights`, `Adam(lr=…)`, … It is silent where the version
isn't known or is older; only `minimize` with a loss that is computed already raises everywhere.
Also `reset_states` of metrics; `fit_generator` of models and its like; the optimizers of
`keras.optimizers.legacy`; `add_loss` of a functional model; what the base class of own optimizers
has no more (`_set_hyper`, `add_slot`), or never calls (`_resource_apply_dense`); what only
TensorFlow's tensors and variables have (`inputs.shape.as_list()`, `kernel.read_value()`); modules
and functions that are gone
(`keras.layers.experimental`, `keras.layers.core`, `keras.utils.np_utils`,
`keras.backend.learning_phase`, and with `import keras` all functions of `keras.backend`); and what
TensorFlow 1 offers for graphs and is called outside of them: `tf.gradients`, and its optimizers
with a loss that is computed already.

## Why it breaks the gradient
Most of them raise `AttributeError`, `TypeError` or `ValueError`, so that nothing is trained.
`optimizer.lr = 0.01` is worse: it sets an attribute that nothing reads, and the learning rate
stays what it was.

## Example
```python
import tensorflow as tf

w = tf.Variable(2.0)
optimizer = tf.keras.optimizers.SGD(0.1)

try:
    optimizer.minimize(lambda: tf.square(w), [w])
except AttributeError as error:
    print(error)
optimizer.minimize(lambda: tf.square(w), [w])  # error: [removed-member]
```

## Use instead
```python
import tensorflow as tf

w = tf.Variable(2.0)
optimizer = tf.keras.optimizers.SGD(0.1)

with tf.GradientTape() as tape:
    loss = tf.square(w)
optimizer.apply_gradients(zip(tape.gradient(loss, [w]), [w]))
```

## Fix safety
Writing `learning_rate` for `lr` in a constructor or where it is read is safe, as the program raised
there; `decay`, which Keras 3 ignores, becomes the schedule that it was. Everything else changes
what is trained, which is the point: unsafe.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable

from tapelint.diagnostic import Fix
from tapelint.flow.proof import Proof
from tapelint.rules.base import Rule, Site, fact
from tapelint.rules.fragment import Fragment
from tapelint.rules.phrases import code
from tapelint.text import Span

_ADDING = "add_loss"
_OWNERS = {
    "layer": "Layers",
    "metric": "Metrics",
    "model": "Models",
    "variable": "Variables",
}
_LEGACY = "legacy."


class RemovedMember(Rule):
    """``optimizer.minimize`` and its like."""

    code = "TL305"
    name = "removed-member"
    kinds = ("removed-member",)

    def message(self, proof: Proof) -> str:
        """Say what is gone, what happens, and what to use."""
        member = fact(proof, "member") or "this"
        instead = f"; use {fact(proof, 'instead')} instead" if fact(proof, "instead") else ""
        if fact(proof, "graph"):
            return (
                f"{code(member)} works in graphs only, and nothing builds one here: this raises "
                "RuntimeError; use `tf.GradientTape` instead."
            )
        if fact(proof, "loss") == "function":
            return (
                f"Outside of graphs, {code(member)} of an optimizer of TensorFlow 1 takes a "
                "function that computes the loss, not the loss itself: this raises RuntimeError."
            )
        if fact(proof, "loss"):
            return (
                f"{code(member)} needs the tape of a loss that is computed already, so this "
                "raises an exception."
            )
        if member == _ADDING:
            return (
                "Functional models of Keras 3 have no `add_loss`: this raises NotImplementedError; "
                "add the loss in the `call` of a layer instead."
            )
        if member.startswith(_LEGACY):
            return (
                f"Keras 3 has no `keras.optimizers.legacy`: this raises {fact(proof, 'error')}; "
                f"use {code(f'keras.optimizers.{member.removeprefix(_LEGACY)}')} instead."
            )
        if fact(proof, "hook"):
            return (
                f"Keras 3 never calls {code(member)}, and this optimizer has no `update_step`: "
                f"applying gradients raises {fact(proof, 'error')}."
            )
        if fact(proof, "list"):
            return f"In Keras 3 {code(member)} is a list, so calling it raises TypeError."
        if fact(proof, "argument"):
            return (
                f"Keras 3 doesn't know the argument {code(member)}: "
                f"this raises {fact(proof, 'error')}{instead}."
            )
        if not proof.whole:
            return (
                f"Nothing reads {code(member)} in Keras 3, so setting it changes nothing{instead}."
            )
        if fact(proof, "kind") == "name":
            return f"Keras 3 has no {code(member)}: this raises {fact(proof, 'error')}{instead}."
        if fact(proof, "kind") == "tensor":
            return f"A KerasTensor has no {code(member)}: this raises AttributeError{instead}."
        if fact(proof, "kind") == "shape":
            return (
                f"The shape of a KerasTensor is a tuple and has no {code(member)}: "
                f"this raises AttributeError{instead}."
            )
        owners = _OWNERS.get(fact(proof, "kind"), "Optimizers")
        return (
            f"{owners} of Keras 3 have no {code(member)}: "
            f"this raises {fact(proof, 'error') or 'AttributeError'}{instead}."
        )

    def hover(self, proof: Proof) -> str:
        """Say since when, and how it is written now."""
        if fact(proof, "member") == _ADDING:
            return (
                "**Gone since Keras 3** from models made of inputs and outputs. A layer of your "
                "own, through which the values go, calls `self.add_loss(…)` in its `call`; so does "
                "a model that is a subclass."
            )
        if fact(proof, "graph") or fact(proof, "loss") == "function":
            return (
                "**Of TensorFlow 1**, where every program builds a graph first. Here operations "
                "run at once, and only a tape remembers them: `with tf.GradientTape() as tape:` "
                "around the loss, then `tape.gradient(loss, variables)`. Both work in a "
                "`tf.function`, too."
            )
        gone = "**Gone since Keras 3**, which `tf.keras` is from TensorFlow 2.16 on."
        if fact(proof, "kind") in ("name", "tensor", "shape", "variable", "layer"):
            return gone
        if fact(proof, "kind") in ("metric", "model"):
            return f"{gone} What took its place does the same."
        return (
            f"{gone} A step of training is written out: "
            "`with tf.GradientTape() as tape:` around the loss, "
            "then `optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))`."
        )

    def narrow(self, proof: Proof, piece: Fragment) -> Span | None:
        """The member after its dot, or the argument with its value."""
        node = piece.node
        if isinstance(node, ast.FunctionDef):
            start = piece.place(node)
            return Span(start.line, start.col, start.line, start.col + len(f"def {node.name}"))
        if isinstance(node, ast.Call):
            for keyword in node.keywords:
                if keyword.arg == fact(proof, "argument"):
                    return piece.place(keyword)
            return piece.place(node.func)
        return piece.rest(node.value, node) if isinstance(node, ast.Attribute) else None

    def fixes(self, site: Site) -> Iterable[Fix]:
        """The new name, or the step written out."""
        from tapelint.fix.optimizers import renewed
        from tapelint.fix.refused import of_today

        if site.name("kind") in ("name", "shape", "tensor", "variable"):
            return of_today(site.source, site.proof)
        return renewed(site.source, site.proof)
