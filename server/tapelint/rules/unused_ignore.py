"""A comment ignores a finding that isn't there.

## What it does
Hints at `# tapelint: ignore[...]` where the named rule reports nothing on that line.

## Why it breaks the gradient
It doesn't. But it would hide the next break on that line without anybody having looked at it.

## Example
```python
import tensorflow as tf

w = tf.Variable(3.0)

with tf.GradientTape() as tape:
    loss = tf.square(w) / 2.0  # tapelint: ignore[floor-division]  # hint: [unused-ignore]
print(tape.gradient(loss, w))
```

## Use instead
```python
import tensorflow as tf

w = tf.Variable(3.0)

with tf.GradientTape() as tape:
    loss = tf.square(w) / 2.0
print(tape.gradient(loss, w))
```

## Fix safety
Take the comment away; it has no effect.
"""

from __future__ import annotations

from tapelint.diagnostic import Severity
from tapelint.flow.proof import Proof
from tapelint.rules.base import Rule
from tapelint.rules.phrases import code


class UnusedIgnore(Rule):
    """An ignore comment without effect; found where the comments are read, not by a proof."""

    code = "TL901"
    name = "unused-ignore"
    kinds = ()
    levels = (Severity.HINT,)

    def severity(self, proof: Proof) -> Severity:
        """Nothing is wrong."""
        return Severity.HINT

    def message(self, proof: Proof) -> str:
        """Say that nothing is reported here."""
        return f"{code(proof.symbol)} has no effect: nothing is reported on this line."

    def hover(self, proof: Proof) -> str:
        """Say why it matters."""
        return "**Without effect**: it would only hide the next finding on this line."
