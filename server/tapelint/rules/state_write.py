"""The only link between a source and the target is a value written into a variable.

## What it does
Reports `v.assign(h)` where the loss reads `v` afterwards and `h` was to carry the gradient of a
source. Updates after the tape, moving averages and target networks are fine and not reported.

## Why it breaks the gradient
`assign` stores numbers. Reading the variable later is a new beginning for the tape: it doesn't
know what the stored numbers were computed from. The same holds for `set_weights`.

## Example
```python
import tensorflow as tf

v = tf.Variable(2.0)
state = tf.Variable(0.0)

with tf.GradientTape() as tape:
    state.assign(v * 2.0)  # error: [state-write]
    loss = tf.square(state * 3.0)
print(tape.gradient(loss, v))  # None
```

## Use instead
```python
import tensorflow as tf

v = tf.Variable(2.0)
state = tf.Variable(0.0)

with tf.GradientTape() as tape:
    fresh = v * 2.0
    loss = tf.square(fresh * 3.0)
state.assign(fresh)
print(tape.gradient(loss, v))
```

## Fix safety
There is no automatic fix: which later reads shall use the computed value is for a person to say.
"""

from __future__ import annotations

from tapelint.flow.proof import Proof
from tapelint.rules.base import Rule, fact
from tapelint.rules.phrases import code, outcome, path


class StateWrite(Rule):
    """``v.assign(...)`` as the only link."""

    code = "TL107"
    name = "state-write"
    kinds = ("state-write",)

    def message(self, proof: Proof) -> str:
        """Say that what is stored isn't followed."""
        variable = fact(proof, "variable")
        where = f"in {code(variable)} " if variable else ""
        return (
            f"{code(proof.symbol)} stores numbers {where}and the tape doesn't follow them back: "
            f"{outcome(proof)}."
        )

    def hover(self, proof: Proof) -> str:
        """Explain what reading a variable means."""
        text = (
            "**Stored, not computed**: the tape starts anew where a variable is read. Compute the "
            "loss from the tensor that is being stored, and store it afterwards."
        )
        return "\n\n".join(part for part in (text, path(proof)) if part)
