"""An operation whose gradient is zero everywhere stands on the only way.

## What it does
Reports `tf.sign` and its like, a softmax over an axis of one entry, and a `relu`, clip, maximum or
minimum that holds everything that can get there at one number, where the loss depends on a source
through nothing else. So it does with a difference that takes away again what was added before, or
that subtracts a second computation of the same thing; and with two variables that are multiplied
with each other and both start as zeros.

## Why it breaks the gradient
The result is flat, or the gradients of both sides of a difference cancel out, or each of two zeros
makes the other's gradient zero. TensorFlow returns
zeros instead of None: nothing complains, training runs, and the weights stay as they are.

## Example
```python
import tensorflow as tf

w = tf.Variable([0.5, -2.0])

with tf.GradientTape() as tape:
    loss = tf.reduce_sum(tf.sign(w))  # error: [zero-gradient]
print(tape.gradient(loss, w))  # zeros
```

## Use instead
```python
import tensorflow as tf

w = tf.Variable([0.5, -2.0])

with tf.GradientTape() as tape:
    loss = tf.reduce_sum(w + tf.stop_gradient(tf.sign(w) - w))
print(tape.gradient(loss, w))
```

## Fix safety
Unsafe: the straight-through form keeps the value and takes the gradient of the operand, which may
not be what is meant, and so does a `tf.stop_gradient` around one side of a difference. A sigmoid
instead of the softmax of one unit changes what the model gives.
"""

from __future__ import annotations

from collections.abc import Iterable

from tapelint.diagnostic import Applicability, Fix
from tapelint.fix.expressions import put_between, repeatable, summand
from tapelint.fix.imports import tensorflow
from tapelint.fix.lazy import cst
from tapelint.fix.straight import rounding
from tapelint.flow.proof import Proof
from tapelint.rules.base import Rule, Site, fact
from tapelint.rules.phrases import code, path, zeros

_SIGNS = ("sign",)
_DIFFERENCES = ("cancelled", "copied")


class ZeroGradient(Rule):
    """``tf.sign`` on the only path."""

    code = "TL108"
    name = "zero-gradient"
    kinds = ("zero",)

    def message(self, proof: Proof) -> str:
        """Say that the gradient exists and is zero."""
        if fact(proof, "reason") in _DIFFERENCES:
            return f"{code(proof.symbol)} {_difference(proof)}, so {zeros(proof)}."
        if fact(proof, "reason") == "idle":
            return (
                "This starts as zeros, and so does what it is multiplied with: each keeps the "
                f"other's gradient at zero, so {zeros(proof)}."
            )
        flat = "is flat for all that gets here" if _clamps(proof) else "is flat everywhere"
        if _shares(proof):
            flat = "has one entry to share out here and always gives the same"
        elif fact(proof, "reason") == "bend":
            flat = "is straight on both sides of its bend and has no second derivative"
        return f"{code(proof.symbol)} {flat}, so {zeros(proof)}."

    def hover(self, proof: Proof) -> str:
        """Say why nothing complains."""
        text = (
            "**Zero, not None**: the gradient exists, so nothing complains; and it is zero, so "
            "nothing is learned through here."
        )
        return "\n\n".join(part for part in (text, path(proof)) if part)

    def fixes(self, site: Site) -> Iterable[Fix]:
        """For a sign: keep the value, take the gradient of the operand; a sigmoid for one unit."""
        named = site.here(cst.SimpleString)
        if named is not None and _shares(site.proof):
            tree, name = named
            edit = tree.replace(name, name.value.replace("softmax", "sigmoid"))
            yield Fix("Use a sigmoid for the one unit", Applicability.UNSAFE, (edit,))
        if site.name("reason") in _DIFFERENCES:
            yield from _held(site)
        found = site.here(cst.Call)
        if found is None or site.proof.op.rpartition(".")[2] not in _SIGNS:
            return
        fix = rounding(site.source, *found, site.proof.op, kept="sign")
        if fix is not None:
            yield fix


def _difference(proof: Proof) -> str:
    if fact(proof, "reason") == "copied":
        return "subtracts two computations of the same thing, and their gradients cancel out"
    name = fact(proof, "taken")
    taken = code(name) if name else "what was added"
    return f"takes {taken} away again, and its two gradients cancel out"


def _held(site: Site) -> Iterable[Fix]:
    """Keep the gradient away from one side of a difference, which keeps its value."""
    found = site.here(cst.BinaryOperation)
    stop = tensorflow(site.source, "stop_gradient")
    if found is None or stop is None or not isinstance(found[1].operator, cst.Subtract):
        return
    tree, difference = found
    name, imports = stop
    left, right = difference.left, difference.right
    if site.name("reason") == "copied":
        held = tree.replace(right, f"{name}({tree.bare(right)})")
        title = f"Take `{tree.code(right)}` as a constant"
        yield Fix(title, Applicability.UNSAFE, (*imports, held))
        return
    stopped = _stopped(left)
    if stopped is not None and repeatable(right):
        value, taken = stopped.args[0].value, summand(right, tree.code(right))
        moved = tree.replace(value, f"{summand(value, tree.code(value))} - {taken}")
        title = f"Subtract `{tree.code(right)}` inside the `stop_gradient` (straight-through)"
        yield Fix(title, Applicability.UNSAFE, (moved, *put_between(tree, difference, left)))


def _stopped(total: cst.BaseExpression) -> cst.Call | None:
    """The ``tf.stop_gradient(…)`` among two summands."""
    if not isinstance(total, cst.BinaryOperation) or not isinstance(total.operator, cst.Add):
        return None
    for side in (total.left, total.right):
        if isinstance(side, cst.Call) and _stops(side.func):
            return side if len(side.args) == 1 and not side.args[0].keyword else None
    return None


def _stops(func: cst.BaseExpression) -> bool:
    named = func.attr if isinstance(func, cst.Attribute) else func
    return isinstance(named, cst.Name) and named.value == "stop_gradient"


def _shares(proof: Proof) -> bool:
    return proof.op.rpartition(".")[2].lower() in ("softmax", "log_softmax")


def _clamps(proof: Proof) -> bool:
    return proof.op.rpartition(".")[2] in (
        "relu",
        "relu6",
        "clip",
        "clip_by_value",
        "maximum",
        "minimum",
    )
