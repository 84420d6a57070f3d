"""An operation whose gradient is zero everywhere stands on the only way.

## What it does
Reports `tf.sign` and its like, a softmax over an axis of one entry, and a `relu`, clip, maximum or
minimum that holds everything that can get there at one number, where the loss depends on a source
through nothing else.

## Why it breaks the gradient
The result is flat. TensorFlow returns zeros instead of None: nothing complains, training runs, and
the weights stay as they are.

## Example
```python
import tensorflow as tf

w = tf.Variable([0.5, -2.0])

with tf.GradientTape() as tape:
    loss = tf.reduce_sum(tf.sign(w))  # error: [zero-gradient]
print(tape.gradient(loss, w))  # zeros
```

## Use instead
```python
import tensorflow as tf

w = tf.Variable([0.5, -2.0])

with tf.GradientTape() as tape:
    loss = tf.reduce_sum(w + tf.stop_gradient(tf.sign(w) - w))
print(tape.gradient(loss, w))
```

## Fix safety
Unsafe: the straight-through form keeps the value and takes the gradient of the operand, which may
not be what is meant. A sigmoid instead of the softmax of one unit changes what the model gives.
"""

from __future__ import annotations

from collections.abc import Iterable

from tapelint.diagnostic import Applicability, Fix
from tapelint.fix.lazy import cst
from tapelint.fix.straight import rounding
from tapelint.flow.proof import Proof
from tapelint.rules.base import Rule, Site, fact
from tapelint.rules.phrases import code, path, zeros

_SIGNS = ("sign",)


class ZeroGradient(Rule):
    """``tf.sign`` on the only path."""

    code = "TL108"
    name = "zero-gradient"
    kinds = ("zero",)

    def message(self, proof: Proof) -> str:
        """Say that the gradient exists and is zero."""
        flat = "is flat for all that gets here" if _clamps(proof) else "is flat everywhere"
        if _shares(proof):
            flat = "has one entry to share out here and always gives the same"
        elif fact(proof, "reason") == "bend":
            flat = "is straight on both sides of its bend and has no second derivative"
        return f"{code(proof.symbol)} {flat}, so {zeros(proof)}."

    def hover(self, proof: Proof) -> str:
        """Say why nothing complains."""
        text = (
            "**Zero, not None**: the gradient exists, so nothing complains; and it is zero, so "
            "nothing is learned through here."
        )
        return "\n\n".join(part for part in (text, path(proof)) if part)

    def fixes(self, site: Site) -> Iterable[Fix]:
        """For a sign: keep the value, take the gradient of the operand; a sigmoid for one unit."""
        named = site.here(cst.SimpleString)
        if named is not None and _shares(site.proof):
            tree, name = named
            edit = tree.replace(name, name.value.replace("softmax", "sigmoid"))
            yield Fix("Use a sigmoid for the one unit", Applicability.UNSAFE, (edit,))
        found = site.here(cst.Call)
        if found is None or site.proof.op.rpartition(".")[2] not in _SIGNS:
            return
        fix = rounding(site.source, *found, site.proof.op, kept="sign")
        if fix is not None:
            yield fix


def _shares(proof: Proof) -> bool:
    return proof.op.rpartition(".")[2].lower() in ("softmax", "log_softmax")


def _clamps(proof: Proof) -> bool:
    return proof.op.rpartition(".")[2] in (
        "relu",
        "relu6",
        "clip",
        "clip_by_value",
        "maximum",
        "minimum",
    )
