"""A layer is frozen or thawed between two calls of `fit`, without compiling again.

## What it does
Reports `layer.trainable = …` after a `fit`, if the same model is trained by another `fit` and not
compiled in between. Setting it before the first `fit` is fine and not reported, unless the whole
model is frozen when it is first trained: then nothing of it is. Reports a callback that sets
`trainable = True` while `fit` runs.

## Why it breaks the gradient
The first `fit` traces a step of training, with the variables that were trainable then. The next one
uses that same graph: a layer that was frozen stays frozen, and one that was trained is trained on,
whatever `trainable` says by now. `compile` throws the old graph away.

Up to Keras 2, `compile` noted what was trainable. A GAN that compiles its discriminator and then
freezes it, for the model that trains the generator, never trains the discriminator with Keras 3.

## Example
```python
import numpy as np
import tensorflow as tf

base = tf.keras.layers.Dense(3)
model = tf.keras.Sequential([tf.keras.Input((2,)), base, tf.keras.layers.Dense(1)])
x, y = np.ones((4, 2)), np.ones((4, 1))

base.trainable = False
model.compile("sgd", "mse")
model.fit(x, y, verbose=0)
before = base.kernel.numpy()
base.trainable = True  # warning: [late-trainable]
model.fit(x, y, verbose=0)
assert not np.allclose(before, base.kernel), "still frozen"
```

## Use instead
```python
import numpy as np
import tensorflow as tf

base = tf.keras.layers.Dense(3)
model = tf.keras.Sequential([tf.keras.Input((2,)), base, tf.keras.layers.Dense(1)])
x, y = np.ones((4, 2)), np.ones((4, 1))

base.trainable = False
model.compile("sgd", "mse")
model.fit(x, y, verbose=0)
before = base.kernel.numpy()
base.trainable = True
model.compile("sgd", "mse")
model.fit(x, y, verbose=0)
assert not np.allclose(before, base.kernel)
with tf.GradientTape() as tape:
    loss = tf.reduce_mean((model(x) - y) ** 2)
print(tape.gradient(loss, model.trainable_variables))
```

## Fix safety
There is no fix: which optimizer and which rate go on from here is for a person to say.
"""

from __future__ import annotations

from tapelint.diagnostic import Severity
from tapelint.flow.proof import Proof
from tapelint.rules.base import Rule, fact
from tapelint.rules.phrases import code


class LateTrainable(Rule):
    """``trainable`` changed between two ``fit``."""

    code = "TL211"
    name = "late-trainable"
    kinds = ("late-trainable",)
    levels = (Severity.WARNING,)

    def severity(self, proof: Proof) -> Severity:
        """Training goes on, with other variables than meant."""
        return Severity.WARNING

    def message(self, proof: Proof) -> str:
        """Say that nothing changes, and what would make it."""
        line = fact(proof, "line")
        where = f" on line {line}" if line else ""
        if fact(proof, "call"):
            return self._nothing_trained(proof, where)
        if fact(proof, "hook"):
            return (
                f"`fit`{where} keeps the graph of its first step, so this has no effect while it "
                "runs. Train in two calls of `fit`, with `compile` in between."
            )
        return (
            f"This has no effect on `fit`{where}, which goes on with the graph of the `fit` before "
            "it. Call `compile` in between."
        )

    @staticmethod
    def _nothing_trained(proof: Proof, where: str) -> str:
        model, call = fact(proof, "model"), fact(proof, "call")
        frozen = f"{code(model)} is" if model else "The whole model is"
        found = f"{frozen} frozen when {code(call)}{where} first trains it, so that trains nothing"
        compiled = fact(proof, "late")
        if compiled:
            then = f"what was trainable at `compile` (line {compiled})"
            return f"{found}: Keras 3 no longer keeps {then}."
        return f"{found}."

    def hover(self, proof: Proof) -> str:
        """Explain when the list of trained variables is taken."""
        return (
            "**Traced once**: `fit` builds its graph at the first call, with the variables that "
            "are trainable then, and keeps it until `compile` (or "
            "`make_train_function(force=True)`). What is frozen by then isn't trained. Of a model "
            "that is trained by itself and frozen inside another one, as the discriminator of a "
            "GAN, set `trainable = True` before it is trained and `False` before the other one is."
        )
