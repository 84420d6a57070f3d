"""The source is a tensor that the tape doesn't watch.

## What it does
Reports a request for the gradient of a tensor (a constant, an input batch, something computed)
that was never given to `tape.watch`, or only after it had been used. Also a `watch` that raises:
of an array, of a `keras.Variable`, before the tape records.

## Why it breaks the gradient
Trainable variables are watched automatically, tensors are not. Of what isn't watched, the tape
keeps no history.

## Example
```python
import tensorflow as tf

x = tf.constant(3.0)

with tf.GradientTape() as tape:
    y = x**2
print(tape.gradient(y, x))  # None  # error: [unwatched-source]
```

## Use instead
```python
import tensorflow as tf

x = tf.constant(3.0)

with tf.GradientTape() as tape:
    tape.watch(x)
    y = x**2
print(tape.gradient(y, x))
```

## Fix safety
Safe: `tape.watch` changes no value.
"""

from __future__ import annotations

from collections.abc import Iterable

from tapelint.diagnostic import Fix
from tapelint.fix.watch import source_name
from tapelint.flow.proof import Proof
from tapelint.rules.base import Rule, Site, assigned_value, fact
from tapelint.rules.fragment import Fragment
from tapelint.rules.phrases import code, outcome
from tapelint.text import Span

_OF_KERAS = ("keras", "many")


class UnwatchedSource(Rule):
    """A tensor as source, without ``tape.watch`` in time."""

    code = "TL202"
    name = "unwatched-source"
    kinds = ("unwatched",)

    def message(self, proof: Proof) -> str:
        """Say what isn't watched, or too late."""
        source, tape = _source(proof), code(fact(proof, "tape") or "the tape")
        if fact(proof, "reason") == "early":
            return f"{tape} isn't recording yet, so watching {source} here raises AttributeError."
        if fact(proof, "reason") == "array":
            return f"{source} is a NumPy array, so watching it raises ValueError."
        if fact(proof, "reason") == "symbolic":
            return (
                f"{source} is symbolic: it stands for what a layer will give and isn't a tensor, "
                "so watching it raises ValueError."
            )
        if fact(proof, "reason") == "numpy" and proof.asked is not None:
            asked = code(proof.asked.text)
            return (
                f"{source} is a NumPy array, and a tape follows tensors only: {asked} raises "
                "AttributeError."
            )
        if fact(proof, "reason") in _OF_KERAS:
            one = fact(proof, "reason") == "keras"
            what = "is a `keras.Variable`" if one else "holds Keras variables"
            return f"{source} {what}, which `watch` refuses: this raises ValueError."
        watch = proof.facts.get("watch")
        if isinstance(watch, Span):
            return f"{tape} watches {source} only after it was used, so {outcome(proof)}."
        if fact(proof, "variable"):
            return (
                f"{tape} doesn't watch {source} (`watch_accessed_variables=False`), "
                f"so {outcome(proof)}."
            )
        return f"{tape} doesn't watch {source}, which is a tensor, so {outcome(proof)}."

    def hover(self, proof: Proof) -> str:
        """Explain who is watched."""
        tape, source = fact(proof, "tape") or "tape", source_name(proof) or "x"
        if fact(proof, "reason") == "numpy":
            return (
                "**Not a tensor**: a tape follows tensors from operation to operation. Before the "
                f"`with`: `{source} = tf.convert_to_tensor({source})`; first thing in it: "
                f"`{tape}.watch({source})`."
            )
        return (
            "**Not watched**: trainable variables are watched automatically, tensors aren't. "
            f"`{tape}.watch({source})`, first thing in the `with`, makes it a source."
        )

    def narrow(self, proof: Proof, piece: Fragment) -> Span | None:
        """The value of an assignment; a call of ``watch`` that comes too late."""
        return assigned_value(piece)

    def fixes(self, site: Site) -> Iterable[Fix]:
        """Watch it, before anything uses it."""
        from tapelint.fix.watch import add, remove, watch_value

        if fact(site.proof, "reason") in _OF_KERAS:
            needed = bool(fact(site.proof, "alone"))
            change = watch_value if needed else remove
            return change(site.source, site.proof)
        if site.proof.asked is None or fact(site.proof, "reason") == "numpy":
            return ()
        return add(site.source, site.proof)


def _source(proof: Proof) -> str:
    return code(source_name(proof) or proof.operand or "this source")
