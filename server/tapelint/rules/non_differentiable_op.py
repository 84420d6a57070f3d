"""An operation without a gradient stands between a source and the target.

## What it does
Follows each value from the variables to the loss and reports an operation on that way through
which no gradient passes: `tf.argmax`, `tf.round`, `tf.floor`, a comparison, `tf.one_hot`, a
histogram, … The same operation in an accuracy metric or a log line is fine and not reported.

## Why it breaks the gradient
The result of such an operation is an index, a count or a staircase: it doesn't change when its
input changes a little, so there is no slope to follow. TensorFlow returns `None` for everything
behind it (a few operations have no gradient function at all and raise `LookupError`). Casting
the result back to a float doesn't bring the gradient back. Some operations have a gradient that
has none itself, such as `tf.nn.local_response_normalization` and a bicubic resize: a penalty on a
gradient that passes there raises `LookupError`, too.

## Example
```python
import tensorflow as tf

w = tf.Variable([[0.2, 0.5], [0.4, 0.1]])
x = tf.constant([[1.0, 2.0]])
labels = tf.constant([1.0])

with tf.GradientTape() as tape:
    logits = tf.matmul(x, w)
    predicted = tf.cast(tf.argmax(logits, axis=1), tf.float32)  # error: [non-differentiable-op]
    loss = tf.reduce_mean(tf.square(predicted - labels))
print(tape.gradient(loss, w))  # None
```

## Use instead
```python
import tensorflow as tf

w = tf.Variable([[0.2, 0.5], [0.4, 0.1]])
x = tf.constant([[1.0, 2.0]])
labels = tf.constant([1])

with tf.GradientTape() as tape:
    logits = tf.matmul(x, w)
    loss = tf.reduce_mean(
        tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits)
    )
print(tape.gradient(loss, w))
```

## Fix safety
For roundings the fix keeps the value and passes the gradient straight through. That changes what
is trained, so it is unsafe: it is never applied without being asked for.
"""

from __future__ import annotations

from collections.abc import Iterable

from tapelint.diagnostic import Fix
from tapelint.fix.lazy import cst
from tapelint.fix.straight import rounding
from tapelint.flow.proof import Proof
from tapelint.ops.table import lookup
from tapelint.rules.base import Rule, Site, fact
from tapelint.rules.phrases import code, outcome, path

_TOLD = ("gradient", "fit")
_ROUNDINGS = ("round", "floor", "ceil", "rint")
_ADVICE = (
    (
        ("argmax", "argmin", "one_hot", "argsort"),
        "Put the loss on the scores themselves: a softmax, or a cross entropy on the logits.",
    ),
    (
        ("greater", "less", "greater_equal", "less_equal", "equal", "not_equal"),
        "A soft step has a gradient: `tf.sigmoid((a - b) / temperature)`.",
    ),
    (
        ("histogram_fixed_width", "histogram_fixed_width_bins", "bincount"),
        "A histogram counts. A soft one, with kernels for bins, has a gradient.",
    ),
)


class NonDifferentiableOp(Rule):
    """``tf.argmax`` and its like on the path."""

    code = "TL101"
    name = "non-differentiable-op"
    kinds = ("op",)

    def message(self, proof: Proof) -> str:
        """Say that the operation has no gradient."""
        once = bool(fact(proof, "order"))
        if (once or _raises(proof)) and proof.asked is not None and proof.asked.method in _TOLD:
            asked = proof.asked
            raises = fact(proof, "called") or f"{code(asked.text)} {asked.where}"
            what = f"the gradient of {code(proof.symbol)}" if once else code(proof.symbol)
            return f"TensorFlow has no gradient for {what}: {raises} raises LookupError."
        if proof.op.startswith("keras.metrics."):
            metric = f"{code(proof.symbol)} gives the result of a metric"
            return f"{metric}, which has no gradient, so {outcome(proof)}."
        what = "This result of " if _flows(proof) else ""
        return f"{what}{code(proof.symbol)} has no gradient, so {outcome(proof)}."

    def hover(self, proof: Proof) -> str:
        """Say what the tape does with the operation, and what people use instead."""
        if fact(proof, "order"):
            return (
                f"**Once only**: {code(proof.symbol)} has a gradient, and what computes that one "
                "has none. A gradient of a gradient, as a penalty needs it, can't pass here."
            )
        row = lookup(proof.op) if proof.op else None
        note = row.note if row is not None else ""
        parts = [
            f"**No gradient**: backward, {code(proof.symbol)} gives nothing to what goes into it. "
            "Beside the path to the loss, in a metric for instance, it does no harm.",
            note,
            _advice(proof),
            path(proof),
        ]
        return "\n\n".join(part for part in parts if part)

    def fixes(self, site: Site) -> Iterable[Fix]:
        """For a rounding: keep the value, take the gradient of the operand; a loss for a metric."""
        if site.place("made") is not None:
            from tapelint.fix.losses import as_loss

            yield from as_loss(site.source, site.proof)
            return
        found = site.here(cst.Call)
        if found is None or site.proof.op.rpartition(".")[2] not in _ROUNDINGS:
            return
        fix = rounding(site.source, *found, site.proof.op)
        if fix is not None:
            yield fix


def _flows(proof: Proof) -> bool:
    """Whether another result of the operation has a gradient, such as the values of ``top_k``."""
    row = lookup(proof.op) if proof.op else None
    return row is not None and bool(row.effects) and set(row.effects.values()) == {"flows"}


def _raises(proof: Proof) -> bool:
    row = lookup(proof.op) if proof.op else None
    return row is not None and "raises" in row.effects.values()


def _advice(proof: Proof) -> str:
    short = proof.op.rpartition(".")[2]
    return next((advice for names, advice in _ADVICE if short in names), "")
