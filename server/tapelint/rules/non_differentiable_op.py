"""An operation without a gradient stands between a source and the target.

## What it does
Follows each value from the variables to the loss and reports an operation on that way through
which no gradient passes: `tf.argmax`, `tf.round`, `tf.floor`, a comparison, `tf.one_hot`, a
histogram, … The same operation in an accuracy metric or a log line is fine and not reported.

## Why it breaks the gradient
The result of such an operation is an index, a count or a staircase: it doesn't change when its
input changes a little, so there is no slope to follow. TensorFlow returns `None` for everything
behind it (a few operations have no gradient function at all and raise `LookupError`). Casting
the result back to a float doesn't bring the gradient back.

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

from tapelint.diagnostic import Applicability, Fix
from tapelint.fix.expressions import put, repeatable, summand
from tapelint.fix.imports import tensorflow
from tapelint.fix.lazy import cst
from tapelint.flow.proof import Proof
from tapelint.ops.table import lookup
from tapelint.rules.base import Rule, Site
from tapelint.rules.phrases import code, outcome, path
from tapelint.text import Edit

_ROUNDINGS = ("round", "floor", "ceil", "rint")


class NonDifferentiableOp(Rule):
    """``tf.argmax`` and its like on the path."""

    code = "TL101"
    name = "non-differentiable-op"
    kinds = ("op",)

    def message(self, proof: Proof) -> str:
        """Say that the operation has no gradient."""
        if _raises(proof) and proof.asked is not None and proof.asked.method == "gradient":
            return (
                f"TensorFlow has no gradient for {code(proof.symbol)}: "
                f"{code(proof.asked.text)} on line {proof.asked.span.line} raises LookupError."
            )
        return f"{code(proof.symbol)} has no gradient, so {outcome(proof)}."

    def hover(self, proof: Proof) -> str:
        """Say what the tape does with the operation, and what people use instead."""
        row = lookup(proof.op) if proof.op else None
        note = row.note if row is not None else ""
        parts = [
            f"**No gradient**: the tape gets nothing back through {code(proof.symbol)}, and "
            "casting its result to a float doesn't change that. Outside the path to the loss, "
            "in a metric for instance, it does no harm.",
            note,
            _advice(proof),
            path(proof),
        ]
        return "\n\n".join(part for part in parts if part)

    def fixes(self, site: Site) -> Iterable[Fix]:
        """For a rounding: keep the value, take the gradient of the operand."""
        found = site.here(cst.Call)
        if found is None or site.proof.op.rpartition(".")[2] not in _ROUNDINGS:
            return
        tree, call = found
        if len(call.args) != 1 or call.args[0].star or not repeatable(call.args[0].value):
            return
        operand, whole = tree.code(call.args[0].value), tree.bare(call)
        stop = _stop_gradient(site, call)
        if stop is None:
            return
        name, edits = stop
        operand = summand(call.args[0].value, operand)
        edit = put(tree, call, f"{operand} + {name}({whole} - {operand})")
        yield Fix(
            f"Keep the rounding, use the gradient of {code(operand)} (straight-through)",
            Applicability.UNSAFE,
            (*edits, edit),
        )


def _stop_gradient(site: Site, call: cst.Call) -> tuple[str, tuple[Edit, ...]] | None:
    if site.proof.op.startswith("keras.ops.") and isinstance(call.func, cst.Attribute):
        module = cst.Module([]).code_for_node(call.func.value)
        return f"{module}.stop_gradient", ()
    return tensorflow(site.source, "stop_gradient")


def _raises(proof: Proof) -> bool:
    row = lookup(proof.op) if proof.op else None
    return row is not None and "raises" in row.effects.values()


def _advice(proof: Proof) -> str:
    short = proof.op.rpartition(".")[2]
    if short in ("argmax", "argmin", "one_hot", "top_k", "argsort"):
        return (
            "An index can't be learned from. Put the loss on the scores themselves: a softmax or "
            "a cross entropy on the logits."
        )
    if short in _ROUNDINGS:
        return "A rounding is a staircase: flat nearly everywhere, so its slope is of no use."
    if short in ("greater", "less", "greater_equal", "less_equal", "equal", "not_equal"):
        return "A comparison is a step. `tf.sigmoid((a - b) / temperature)` is a soft one."
    if "histogram" in short:
        return "A histogram counts. A soft one, with kernels for bins, has a gradient."
    return ""
