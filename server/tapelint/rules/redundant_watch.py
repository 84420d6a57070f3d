"""A trainable variable is watched by hand.

## What it does
Hints at `tape.watch(w)` where the tape watches `w` anyway.

## Why it breaks the gradient
It doesn't: trainable variables are watched automatically when they are read. The line is noise,
and makes readers believe that it is needed.

## Example
```python
import tensorflow as tf

w = tf.Variable(3.0)

with tf.GradientTape() as tape:
    tape.watch(w)  # hint: [redundant-watch]
    loss = tf.square(w)
print(tape.gradient(loss, w))
```

## Use instead
```python
import tensorflow as tf

w = tf.Variable(3.0)

with tf.GradientTape() as tape:
    loss = tf.square(w)
print(tape.gradient(loss, w))
```

## Fix safety
Safe: nothing changes without the line.
"""

from __future__ import annotations

from collections.abc import Iterable

from tapelint.diagnostic import Fix, Severity
from tapelint.flow.proof import Proof
from tapelint.rules.base import Rule, Site, fact
from tapelint.rules.fragment import Fragment
from tapelint.rules.phrases import code
from tapelint.text import Span


class RedundantWatch(Rule):
    """``tape.watch(variable)``."""

    code = "TL401"
    name = "redundant-watch"
    kinds = ("redundant-watch",)
    levels = (Severity.HINT,)

    def severity(self, proof: Proof) -> Severity:
        """Nothing is wrong."""
        return Severity.HINT

    def message(self, proof: Proof) -> str:
        """Say that it is done already."""
        source = fact(proof, "source") or proof.operand
        if not source:
            return "These are trainable variables, and the tape watches those by itself."
        source = code(source)
        return f"{source} is a trainable variable, and the tape watches those by itself."

    def hover(self, proof: Proof) -> str:
        """Say when a watch is needed."""
        return (
            "**Not needed**: `tape.watch` is for tensors, for variables with `trainable=False`, "
            "and for tapes with `watch_accessed_variables=False`."
        )

    def narrow(self, proof: Proof, piece: Fragment) -> Span | None:
        """The whole call: all of it can go."""
        return None

    def fixes(self, site: Site) -> Iterable[Fix]:
        """Take the line away."""
        from tapelint.fix.watch import remove

        return remove(site.source, site.proof)
