"""A variable's name is bound to a plain tensor.

## What it does
Reports `w = w - rate * grad` where the next pass asks for the gradient of `w`: from then on `w`
is a tensor. Also what raises at once: `w -= …` on a variable, and a new value for the `kernel` of a
`Dense` or the `embeddings` of an `Embedding` of Keras 3. And `p = p - rate * g` in a loop over
variables, or in a function that was given one, where nobody reads `p` afterwards.

## Why it breaks the gradient
The result of an operation is a tensor, and tensors aren't watched automatically. The first pass
works, the second one gets `None`. Where the name is only that of a loop, the variable keeps its
value, and nothing is trained.

## Example
```python
import tensorflow as tf

w = tf.Variable(3.0)

for step in range(2):
    with tf.GradientTape() as tape:
        loss = tf.square(w - 1.0)
    grad = tape.gradient(loss, w)
    print(grad)  # None in the second pass
    if grad is not None:
        w = w - 0.1 * grad  # error: [replaced-variable]
```

## Use instead
```python
import tensorflow as tf

w = tf.Variable(3.0)

for step in range(2):
    with tf.GradientTape() as tape:
        loss = tf.square(w - 1.0)
    grad = tape.gradient(loss, w)
    print(grad)
    w.assign_sub(0.1 * grad)
```

## Fix safety
`assign_sub` changes the variable in place, and every other name of it sees the change: unsafe.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from tapelint.diagnostic import Fix
from tapelint.flow.proof import Proof
from tapelint.rules.base import Rule, Site, fact
from tapelint.rules.fragment import Fragment
from tapelint.rules.phrases import code, outcome
from tapelint.text import Span


class ReplacedVariable(Rule):
    """``w = w - lr * g``."""

    code = "TL207"
    name = "replaced-variable"
    kinds = ("replaced",)

    def message(self, proof: Proof) -> str:
        """Say what the name stands for from now on."""
        name = code(fact(proof, "name") or fact(proof, "source") or proof.operand or "variable")
        if fact(proof, "reason") == "property":
            layer = code(proof.symbol)
            return f"{name} of a {layer} can't be set in Keras 3: this raises AttributeError."
        if fact(proof, "reason") == "lost":
            return (
                f"Only the name {name} is bound anew here, and nothing reads it afterwards: the "
                "variable keeps its value."
            )
        if fact(proof, "reason") == "applied":
            line = fact(proof, "line")
            return (
                f"From here on {name} is a plain tensor, not the variable, and the optimizer "
                f"trains variables only: `apply_gradients` on line {line} raises AttributeError."
            )
        if proof.symbol.endswith("="):
            operator = code(proof.symbol)
            return f"{operator} can't change the variable {name}: this raises RuntimeError."
        missing = outcome(_without_optimizer(proof))
        return f"From here on {name} is a plain tensor, not the variable, so {missing}."

    def hover(self, proof: Proof) -> str:
        """Name the methods that change a variable."""
        return (
            "**Replaced, not changed**: an operation on a variable gives a new tensor. "
            "`assign`, `assign_add` and `assign_sub` change the variable itself, and an "
            "optimizer's `apply_gradients` does it for you."
        )

    def narrow(self, proof: Proof, piece: Fragment) -> Span | None:
        """The whole statement: its two sides together are the mistake."""
        return None

    def fixes(self, site: Site) -> Iterable[Fix]:
        """Change the variable in place."""
        from tapelint.fix.assign import in_place

        return in_place(site.source, site.proof)


def _without_optimizer(proof: Proof) -> Proof:
    """An optimizer that gets a tensor in place of a variable raises before it misses gradients."""
    asked = proof.asked
    return proof if asked is None else replace(proof, asked=replace(asked, applied=None))
