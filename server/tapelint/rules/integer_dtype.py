"""A value becomes an integer on the way to the target, or the source itself is one.

## What it does
Reports a cast to integers or booleans between a source and a loss, and sources that hold
integers. Casting labels, masks and indices is fine and not reported.

## Why it breaks the gradient
A gradient is a small change, and integers have none. TensorFlow returns `None` behind the cast,
and `None` for a variable of whole numbers, without a word.

## Example
```python
import tensorflow as tf

w = tf.Variable(3)  # error: [integer-dtype]

with tf.GradientTape() as tape:
    loss = tf.square(tf.cast(w, tf.float32) - 1.0)
print(tape.gradient(loss, w))  # None
```

## Use instead
```python
import tensorflow as tf

w = tf.Variable(3.0)

with tf.GradientTape() as tape:
    loss = tf.square(w - 1.0)
print(tape.gradient(loss, w))
```

## Fix safety
All fixes change a dtype or a value and are unsafe: floats for the variable, or no cast to
integers.
"""

from __future__ import annotations

from collections.abc import Iterable

from tapelint.diagnostic import Fix
from tapelint.flow.proof import Proof
from tapelint.rules.base import Rule, Site, fact, keyword
from tapelint.rules.fragment import Fragment
from tapelint.rules.phrases import code, outcome, path
from tapelint.text import Span


class IntegerDtype(Rule):
    """A cast to int or bool on the path, or an integer source."""

    code = "TL105"
    name = "integer-dtype"
    kinds = ("integer-cast", "integer-source")

    def message(self, proof: Proof) -> str:
        """Say where the whole numbers come from."""
        if proof.kind == "integer-source":
            name = fact(proof, "variable") or (proof.dead[0] if proof.dead else proof.operand)
            shown = name if " " in name else code(name or "this source")
            return f"{shown} holds whole numbers, which get no gradient: {outcome(proof)}."
        operand = code(proof.operand) if proof.operand else "this value"
        return (
            f"{code(proof.symbol)} turns {operand} into whole numbers, which carry no gradient, "
            f"so {outcome(proof)}."
        )

    def narrow(self, proof: Proof, piece: Fragment) -> Span | None:
        """The argument that says so."""
        return keyword(piece, "dtype") if proof.kind == "integer-source" else None

    def hover(self, proof: Proof) -> str:
        """Explain integers."""
        text = (
            "**Integers have no gradient**: a gradient is a small change, and there is none "
            "between whole numbers. Casting back to a float doesn't bring it back."
        )
        return "\n\n".join(part for part in (text, path(proof)) if part)

    def fixes(self, site: Site) -> Iterable[Fix]:
        """Floats instead of integers."""
        from tapelint.fix.dtype import float_source, without_cast

        if site.proof.kind == "integer-source":
            return float_source(site.source, site.proof)
        return without_cast(site.source, site.proof)
