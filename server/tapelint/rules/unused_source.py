"""A source, or what was computed from it, is never used by the target.

## What it does
Reports a variable among the sources that the loss doesn't read, a value that is overwritten
before anything uses it, a function that ignores what it is given, losses that `add_loss` was given
and that the target leaves out, and the output of a layer that its model doesn't compute with: since
Keras 3 a `Sequential` calls its layers anew whenever it grows.

## Why it breaks the gradient
The other sources get their gradients; for this one there is no path, so its gradient is `None`
and it stays as it was initialised.

## Example
```python
import tensorflow as tf

w = tf.Variable(2.0)
b = tf.Variable(0.5)  # warning: [unused-source]

with tf.GradientTape() as tape:
    loss = tf.square(w * 3.0)
print(tape.gradient(loss, [w, b]))  # the second one is None
```

## Use instead
```python
import tensorflow as tf

w = tf.Variable(2.0)
b = tf.Variable(0.5)

with tf.GradientTape() as tape:
    loss = tf.square(w * 3.0 + b)
print(tape.gradient(loss, [w, b]))
```

## Fix safety
What layers gave to `add_loss` is added to the target; that changes its value, so it is unsafe. For
the others there is no automatic fix: the value has to be used, or the variable to leave the list.
"""

from __future__ import annotations

from collections.abc import Iterable

from tapelint.diagnostic import Applicability, Fix
from tapelint.fix.expressions import first_summand, put_sum
from tapelint.fix.lazy import cst
from tapelint.flow.proof import Proof
from tapelint.rules.base import Rule, Site, assigned_value, fact
from tapelint.rules.fragment import Fragment
from tapelint.rules.phrases import code, listing, outcome
from tapelint.text import Span


class UnusedSource(Rule):
    """Never read, overwritten or ignored."""

    code = "TL206"
    name = "unused-source"
    kinds = ("unused",)

    def message(self, proof: Proof) -> str:
        """Say what becomes of the value."""
        source = listing(proof.dead) if proof.dead else code(fact(proof, "source") or "this source")
        reason = fact(proof, "reason")
        if reason == "overwritten":
            return (
                f"This overwrites what was computed from {source} before anything uses it, "
                f"so {outcome(proof, named=True)}."
            )
        if reason == "ignored":
            return (
                f"This leaves out what was computed from {source}, so {outcome(proof, named=True)}."
            )
        if reason == "added":
            given = proof.facts.get("added")
            line = f" (line {given.line})" if isinstance(given, Span) else ""
            return (
                f"This leaves out the losses that `add_loss` was given{line}, "
                f"so {outcome(proof, named=True)}."
            )
        if reason == "unread":
            return (
                f"What is computed here from {source} doesn't reach the target, "
                f"so {outcome(proof, named=True)}."
            )
        if reason == "rebuilt":
            return (
                f"Each `add` builds this Sequential anew, and the output of a layer stays that of "
                f"the build in which it came in: {source} and the target are computed apart here, "
                f"so {outcome(proof, named=True)}."
            )
        if reason == "again":
            return (
                f"This runs the layers behind {source} once more and doesn't use {source} itself: "
                f"{outcome(proof, named=True)}."
            )
        suffers = outcome(proof, named=True)
        return f"Nothing that the target is computed from reads {source}, so {suffers}."

    def hover(self, proof: Proof) -> str:
        """Name the two ways out."""
        if fact(proof, "reason") == "rebuilt":
            return (
                "**Computed apart**: since Keras 3 a `Sequential` that knows the shape of its "
                "input calls all its layers anew at each `add`, and `layer.output` stays what the "
                "first of these calls gave. Give it its layers as a list, "
                "`keras.Sequential([…])`: then they are called once."
            )
        return (
            "**Never used**: without a path from the variable to the loss it isn't trained. Use "
            "it in the computation, or leave it out of the sources."
        )

    def fixes(self, site: Site) -> Iterable[Fix]:
        """Add what `add_loss` was given."""
        model, found = site.name("model"), site.at(site.proof.statement, cst.Assign)
        if fact(site.proof, "reason") != "added" or not model or found is None:
            return
        tree, statement = found
        losses = f"sum({model}.losses)"
        edit = put_sum(tree, statement.value, f"{first_summand(tree, statement.value)} + {losses}")
        yield Fix(f"Add {code(losses)}", Applicability.UNSAFE, (edit,))

    def narrow(self, proof: Proof, piece: Fragment) -> Span | None:
        """The value of an assignment or a return."""
        return assigned_value(piece)
