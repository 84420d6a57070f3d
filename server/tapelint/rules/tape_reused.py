"""A tape that isn't persistent is asked a second time.

## What it does
Reports the second `gradient` or `jacobian` of a tape that was created without `persistent=True`,
and `tape.reset()` outside of the `with`, where a tape records nothing and raises `ValueError`.

## Why it breaks the gradient
Such a tape lets go of what it recorded with the first request; the second one raises
`RuntimeError`.

## Example
```python
import tensorflow as tf

w = tf.Variable(2.0)
b = tf.Variable(1.0)

with tf.GradientTape() as tape:
    loss = tf.square(w * 3.0 + b)
print(tape.gradient(loss, w))
try:
    print(tape.gradient(loss, b))  # error: [tape-reused]
except RuntimeError as error:
    print(error)
```

## Use instead
```python
import tensorflow as tf

w = tf.Variable(2.0)
b = tf.Variable(1.0)

with tf.GradientTape() as tape:
    loss = tf.square(w * 3.0 + b)
print(tape.gradient(loss, [w, b]))
```

## Fix safety
Safe: a persistent tape computes the same. It holds its memory until it is deleted.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable

from tapelint.diagnostic import Fix
from tapelint.flow.proof import Proof
from tapelint.rules.base import Rule, Site, fact
from tapelint.rules.fragment import Fragment
from tapelint.rules.phrases import code
from tapelint.text import Span


class TapeReused(Rule):
    """Two requests, one tape."""

    code = "TL301"
    name = "tape-reused"
    kinds = ("reused",)

    def message(self, proof: Proof) -> str:
        """Say which request came first, and what this one raises."""
        tape = code(fact(proof, "tape") or "the tape")
        if fact(proof, "reason") == "reset":
            return f"{tape} isn't recording here, outside of its `with`: this raises ValueError."
        first = proof.facts.get("first")
        where = ""
        if isinstance(first, Span):
            again = first.line == proof.span.line
            where = " in an earlier pass" if again else f" on line {first.line}"
        return (
            f"{tape} was already asked for gradients{where} and isn't persistent, so this "
            "raises RuntimeError."
        )

    def hover(self, proof: Proof) -> str:
        """Name the two ways out."""
        if fact(proof, "reason") == "reset":
            return (
                "**Recording**: a tape can be reset inside its `with` alone. A new tape, or the "
                "same one in another `with`, starts afresh."
            )
        return (
            "**One answer per tape**: a tape lets go of its recording with the first request. Ask "
            "for all gradients at once, or create it with `persistent=True` and delete it when "
            "you are done."
        )

    def narrow(self, proof: Proof, piece: Fragment) -> Span | None:
        """The tape and its method, without the arguments."""
        call = piece.node
        return piece.place(call.func) if isinstance(call, ast.Call) else None

    def fixes(self, site: Site) -> Iterable[Fix]:
        """Make the tape persistent."""
        from tapelint.fix.watch import persistent

        if fact(site.proof, "reason") == "reset":
            return ()
        return persistent(site.source, site.proof)
