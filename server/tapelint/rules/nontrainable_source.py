"""The source is a variable that was created as not trainable.

## What it does
Reports a request for the gradient of a variable with `trainable=False`, moving statistics of a
normalisation layer included.

## Why it breaks the gradient
A tape watches trainable variables only. (Setting `layer.trainable = False` later is another
matter: it changes the lists of variables, not what the tape watches.)

## Example
```python
import tensorflow as tf

scale = tf.Variable(2.0, trainable=False)  # error: [non-trainable-source]

with tf.GradientTape() as tape:
    loss = tf.square(scale * 3.0)
print(tape.gradient(loss, scale))  # None
```

## Use instead
```python
import tensorflow as tf

scale = tf.Variable(2.0)

with tf.GradientTape() as tape:
    loss = tf.square(scale * 3.0)
print(tape.gradient(loss, scale))
```

## Fix safety
Watching a `tf.Variable` changes no value and is safe. Removing `trainable=False` is unsafe: other
code may rely on the variable staying as it is.
"""

from __future__ import annotations

from collections.abc import Iterable

from tapelint.diagnostic import Fix
from tapelint.flow.proof import Proof
from tapelint.rules.base import Rule, Site, assigned_value, fact, keyword
from tapelint.rules.fragment import Fragment
from tapelint.rules.phrases import listing, outcome
from tapelint.text import Span


class NontrainableSource(Rule):
    """``trainable=False`` at creation."""

    code = "TL203"
    name = "non-trainable-source"
    kinds = ("nontrainable",)

    def message(self, proof: Proof) -> str:
        """Say that the tape doesn't watch it."""
        if len(proof.dead) > 1:
            return (
                f"{listing(proof.dead)} aren't trainable, so the tape doesn't watch them: "
                f"{outcome(proof, named=True)}."
            )
        source = listing(proof.dead) if proof.dead else "This variable"
        return (
            f"{source} isn't trainable, so the tape doesn't watch it: {outcome(proof, named=True)}."
        )

    def hover(self, proof: Proof) -> str:
        """Name the two ways out."""
        source = fact(proof, "source") or "v"
        return (
            "**Not trainable**: only trainable variables are watched automatically. Create it "
            f"without `trainable=False`; or, for a `tf.Variable`, call `tape.watch({source})`."
        )

    def narrow(self, proof: Proof, piece: Fragment) -> Span | None:
        """The argument that says so."""
        return keyword(piece, "trainable") or assigned_value(piece)

    def fixes(self, site: Site) -> Iterable[Fix]:
        """Watch it, or create it trainable."""
        from tapelint.fix.arguments import trainable
        from tapelint.fix.watch import add

        # A tape refuses to watch Keras's own variables.
        if site.proof.symbol in ("tf.Variable", "Variable"):
            yield from add(site.source, site.proof)
        yield from trainable(site.source, site.proof)
