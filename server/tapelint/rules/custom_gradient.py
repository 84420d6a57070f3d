"""A function under `tf.custom_gradient` gives back no gradient.

## What it does
Reports a gradient that is written by hand as `None` or as zeros where a source depends on it, a
function for the gradient that returns nothing or the wrong number of gradients, and one that can't
take the `variables` which the forward function reads.

## Why it breaks the gradient
Under `tf.custom_gradient`, TensorFlow doesn't look at the operations inside: what the second
function returns is the gradient, one for each argument, in their order. A function without
`return` gives `None`. Too few or too many raise an exception, but only when a gradient is asked
for.

## Example
```python
import tensorflow as tf


@tf.custom_gradient
def round_through(x):
    def grad(upstream):  # error: [custom-gradient]
        upstream * 1.0

    return tf.round(x), grad


w = tf.Variable(2.4)

with tf.GradientTape() as tape:
    loss = tf.square(round_through(w) - 1.0)
print(tape.gradient(loss, w))  # None
```

## Use instead
```python
import tensorflow as tf


@tf.custom_gradient
def round_through(x):
    def grad(upstream):
        return upstream * 1.0

    return tf.round(x), grad


w = tf.Variable(2.4)

with tf.GradientTape() as tape:
    loss = tf.square(round_through(w) - 1.0)
print(tape.gradient(loss, w))
```

## Fix safety
There is no automatic fix: only a person knows the gradient that is meant.
"""

from __future__ import annotations

from tapelint.diagnostic import Severity
from tapelint.flow.proof import Proof
from tapelint.rules.base import Rule, fact
from tapelint.rules.fragment import Fragment
from tapelint.rules.phrases import code, outcome, zeros
from tapelint.text import Span


class CustomGradient(Rule):
    """What ``tf.custom_gradient`` is given."""

    code = "TL109"
    name = "custom-gradient"
    kinds = ("custom",)

    def severity(self, proof: Proof) -> Severity:
        """A warning for zeros and for what nobody calls: somebody may have meant it so."""
        meant = fact(proof, "reason") == "zeros" or _is_uncalled(proof)
        return Severity.WARNING if meant else super().severity(proof)

    def message(self, proof: Proof) -> str:
        """Say what comes back, and for whom."""
        function = code(fact(proof, "function") or "the function")
        reason = fact(proof, "reason")
        if reason == "pair":
            return (
                f"{function} is under `tf.custom_gradient` and must return two things, its result "
                "and a function for the gradient: calling it raises an exception."
            )
        if reason == "variables":
            return (
                f"{function} reads variables, so the function for its gradient must accept "
                "`variables`: calling it raises TypeError."
            )
        if reason == "wrapped":
            return (
                f"{function} is given a Keras variable, which TensorFlow takes for one that it "
                "reads by itself: unless the function for its gradient accepts `variables`, "
                "calling it raises TypeError. Give it `tf.convert_to_tensor(…)` of the variable."
            )
        if reason == "count":
            given, expected = int(fact(proof, "given")), int(fact(proof, "expected"))
            return (
                f"Here {_counted(given, 'gradient')} {'is' if given == 1 else 'are'} given back, "
                f"but {function} is called with {_counted(expected, 'argument')}: asking for a "
                "gradient raises an exception."
            )
        if reason == "zeros":
            return f"Zeros are given back here as the gradient of {function}, so {zeros(proof)}."
        return f"Nothing is given back here as the gradient of {function}, so {outcome(proof)}."

    def hover(self, proof: Proof) -> str:
        """Say what the second function has to do."""
        return (
            "**A gradient given by hand**: `tf.custom_gradient` takes a function that returns its "
            "result and a second function. That one gets the upstream gradient of each result and "
            "returns a gradient for each argument; what it returns is all that comes back."
        )

    def narrow(self, proof: Proof, piece: Fragment) -> Span | None:
        """The whole of what is given back."""
        return None


def _is_uncalled(proof: Proof) -> bool:
    return proof.asked is not None and proof.asked.method == "contract"


def _counted(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
