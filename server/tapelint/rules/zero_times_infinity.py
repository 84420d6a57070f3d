"""A product of a mask with infinity.

## What it does
Reports a product of infinity with something that holds zeros (an identity matrix, a one-hot code, a
triangle), where the NaN gets to the loss. That is a warning. For a mask that a comparison made, or
for one minus a mask, it is an info.

## Why it breaks the gradient
Zero times infinity is NaN, so the entries that the mask leaves alone become NaN, and with them the
softmax of their row, the loss and the gradients. A large number does what is meant: a softmax makes
zero of `-1e9` as well.

## Example
```python
import tensorflow as tf

w = tf.Variable([[0.3, 0.5, 0.1], [0.2, 0.4, 0.6], [0.9, 0.7, 0.8]])

with tf.GradientTape() as tape:
    scores = w - tf.eye(3) * float("inf")  # warning: [zero-times-infinity]
    loss = -tf.reduce_mean(tf.nn.softmax(scores)[:, 0])
print(tape.gradient(loss, w))  # nan
```

## Use instead
```python
import tensorflow as tf

w = tf.Variable([[0.3, 0.5, 0.1], [0.2, 0.4, 0.6], [0.9, 0.7, 0.8]])

with tf.GradientTape() as tape:
    scores = w - tf.eye(3) * 1e9
    loss = -tf.reduce_mean(tf.nn.softmax(scores)[:, 0])
print(tape.gradient(loss, w))
```

## Fix safety
Unsafe: another number is added to what is left out, and float16 can't hold it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from tapelint.diagnostic import Applicability, Fix, Severity
from tapelint.fix.expressions import put
from tapelint.fix.lazy import cst
from tapelint.flow.proof import Proof
from tapelint.rules.base import Rule, Site, fact
from tapelint.rules.phrases import asked_for, code

_LARGE: Final = "1e9"


class ZeroTimesInfinity(Rule):
    """A mask times infinity."""

    code = "TL504"
    name = "zero-times-infinity"
    kinds = ("nan-product",)
    levels = (Severity.WARNING, Severity.INFO)

    def severity(self, proof: Proof) -> Severity:
        """A warning where the text shows the zeros, an info where it is only a mask."""
        return Severity.WARNING if fact(proof, "zero") else Severity.INFO

    def message(self, proof: Proof) -> str:
        """Say what is zero, and how far the NaN gets."""
        masked = code(proof.operand or "the mask")
        if not fact(proof, "zero"):
            return (
                f"Where {masked} is zero, its product with infinity is NaN, which gets to "
                f"{asked_for(proof)}."
            )
        return (
            f"{masked} holds zeros, and zero times infinity is NaN, which gets to "
            f"{asked_for(proof)}."
        )

    def hover(self, proof: Proof) -> str:
        """Say what leaves out as well."""
        return (
            "**Zero times infinity is NaN**, and the entries that the mask leaves alone are those "
            f"that become NaN. A softmax makes zero of a large number such as `-{_LARGE}` as well."
        )

    def fixes(self, site: Site) -> Iterable[Fix]:
        """A large number in the place of infinity."""
        infinite = site.expression("infinite")
        if infinite is None:
            return
        tree, value = infinite
        large = f"-{_LARGE}" if site.name("below") else _LARGE
        edit = put(tree, value, large, bare=cst.Name("number"))
        yield Fix(f"Use `{large}` instead of infinity", Applicability.UNSAFE, (edit,))
