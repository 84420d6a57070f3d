"""A TensorFlow function is called and its result is thrown away.

## What it does
Reports a statement that is a computation alone, such as `tf.clip_by_value(x, 0.0, 1.0)`, while `x`
itself goes on to the loss or, as a gradient, to the optimizer; `array.write(…)` of a
`TensorArray` in a graph; and `total += grad` in a loop over a list of tensors, where nobody reads
`total` afterwards; and gradients in a `zip` that something goes through before they are applied,
as nothing is left of it then. A function of your own that gives a result and does nothing else
counts as well, also where it gives variables with their update. Checks, printing and functions
that change something are fine and not reported.

## Why it breaks the gradient
Tensors don't change: every function returns a new one. What isn't kept has no effect, so the loss
is computed, and the gradient applied, as if the line weren't there. A `TensorArray` does keep what
is written eagerly, but in a graph `write` returns another array, and the old one stays empty.

## Example
```python
import tensorflow as tf

w = tf.Variable(2.0)
optimizer = tf.keras.optimizers.SGD(1.0)

with tf.GradientTape() as tape:
    loss = 100.0 * w
grads = tape.gradient(loss, [w])
tf.clip_by_global_norm(grads, 1.0)  # warning: [discarded-result]
optimizer.apply_gradients(zip(grads, [w]))
assert abs(float(w) - 1.0) < 1e-5, "not clipped"
```

## Use instead
```python
import tensorflow as tf

w = tf.Variable(2.0)
optimizer = tf.keras.optimizers.SGD(1.0)

with tf.GradientTape() as tape:
    loss = 100.0 * w
grads = tape.gradient(loss, [w])
grads, _ = tf.clip_by_global_norm(grads, 1.0)
optimizer.apply_gradients(zip(grads, [w]))
assert abs(float(w) - 1.0) < 1e-5
```

## Fix safety
Keeping the result changes what is computed, which is the point: unsafe.
"""

from __future__ import annotations

from collections.abc import Iterable

from tapelint.diagnostic import Applicability, Fix, Severity
from tapelint.fix.tree import minimal
from tapelint.flow.proof import Proof
from tapelint.rules.base import Rule, Site, fact
from tapelint.rules.phrases import code
from tapelint.text import Edit


class DiscardedResult(Rule):
    """``tf.clip_by_value(x, 0.0, 1.0)`` alone on a line."""

    code = "TL210"
    name = "discarded-result"
    kinds = ("discarded",)
    levels = (Severity.WARNING,)

    def severity(self, proof: Proof) -> Severity:
        """Something is computed otherwise than meant; gradients may flow all the same."""
        return Severity.WARNING

    def message(self, proof: Proof) -> str:
        """Say that nothing changes."""
        array = fact(proof, "array")
        if array:
            return (
                f"In a graph {code(proof.symbol)} returns another array: this one is thrown away, "
                f"and {code(array)} doesn't hold the value."
            )
        if fact(proof, "reason") == "lost":
            name, kept = code(fact(proof, "name")), fact(proof, "list")
            end = f"{code(kept)} stays as it is" if kept else "nothing is changed"
            return f"Only the name {name} is bound anew, and nothing reads it afterwards: {end}."
        if fact(proof, "reason") == "used up":
            first, again = fact(proof, "line"), fact(proof, "again")
            return (
                f"{code(f'{proof.symbol}(…)')} can be gone through once: line {first} does so, "
                f"and nothing is left for line {again}."
            )
        operand = f"{code(proof.operand)} stays as it is" if proof.operand else "nothing changes"
        return f"The result of {code(proof.symbol)} is thrown away, so {operand}."

    def hover(self, proof: Proof) -> str:
        """Say how a result is kept."""
        return (
            "**Nothing is changed in place**: TensorFlow functions return new tensors. Bind the "
            "result to a name, `x = tf.clip_by_value(x, …)`, and go on with that."
        )

    def fixes(self, site: Site) -> Iterable[Fix]:
        """Bind the name to the result, or put it into the list that it belongs to, if it may."""
        from tapelint.fix.assign import into_list, kept

        if fact(site.proof, "reason") == "used up":
            return (_listed(site),)
        if fact(site.proof, "reason") == "lost":
            return into_list(site.source, site.proof)
        if fact(site.proof, "update"):
            return ()  # the name of the variables would stand for tensors
        return kept(site.source, site.proof)


def _listed(site: Site) -> Fix:
    """Keep what the iterator gives in a list."""
    span = site.proof.span
    text = site.source.index.slice(span)
    edit = minimal(site.source.index, Edit(span, f"list({text})"))
    return Fix("Keep the pairs in a list", Applicability.SAFE, (edit,))
