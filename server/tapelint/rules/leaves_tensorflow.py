"""The value leaves TensorFlow on its way from a source to the target.

## What it does
Reports the place where a value that carries a gradient becomes a NumPy array or a Python number:
`.numpy()`, `np.sqrt(z)`, `float(z)`, `math.exp(z)`, `model.predict(x)`. Doing so for a log line
or a metric is fine and not reported. A `tf.py_function` whose function reads variables that aren't
in its list is reported as well.

## Why it breaks the gradient
The tape records TensorFlow operations only. A NumPy value is a copy of the numbers: putting it
back into a tensor makes a constant that nobody knows the origin of. A function under
`tf.py_function` is recorded as one operation of the tensors in its list, whatever else it reads.

## Example
```python
import numpy as np
import tensorflow as tf

w = tf.Variable(4.0)

with tf.GradientTape() as tape:
    z = w * 9.0
    loss = tf.constant(np.sqrt(z)) * 2.0  # error: [leaves-tensorflow]
print(tape.gradient(loss, w))  # None
```

## Use instead
```python
import tensorflow as tf

w = tf.Variable(4.0)

with tf.GradientTape() as tape:
    z = w * 9.0
    loss = tf.sqrt(z) * 2.0
print(tape.gradient(loss, w))
```

## Fix safety
Replacing a NumPy function by the TensorFlow function of the same meaning, and dropping a detour
through NumPy, keep every value and are safe. Taking `.numpy()` away elsewhere, calling the
model instead of `predict`, and a function itself instead of `tf.py_function`, change what later
lines get and are unsafe.
"""

from __future__ import annotations

from collections.abc import Iterable

from tapelint.diagnostic import Fix
from tapelint.flow.proof import STORE, Proof
from tapelint.ops.table import lookup
from tapelint.rules.base import Rule, Site
from tapelint.rules.phrases import code, outcome, path, unreached

_NUMBERS = ("float", "int", "bool", ".item()", ".evaluate()", ".train_on_batch()")
_OPERATORS = ("+", "-", "*", "/", "@", "%", "**")
_RETURNING = (".predict()", ".evaluate()", ".get_weights()", ".train_on_batch()", ".result()")


class LeavesTensorflow(Rule):
    """NumPy, Python numbers and ``predict`` on the path."""

    code = "TL103"
    name = "leaves-tensorflow"
    kinds = ("leaves", "captured")

    def message(self, proof: Proof) -> str:
        """Say what the value becomes."""
        if proof.kind == "captured":
            function = code(proof.operand) if proof.operand else "its function"
            return (
                f"{code(proof.symbol)} sends a gradient back to the tensors in its list alone, and "
                f"{function} reads more than these: {outcome(proof)}."
            )
        return f"{_becomes(proof)}, which the tape can't follow: {unreached(proof)}."

    def hover(self, proof: Proof) -> str:
        """Explain what the tape records."""
        text = (
            "**Out of the tape's sight**: only TensorFlow operations are recorded. What comes back "
            "into a tensor afterwards is a constant, with the right value and no history."
        )
        advice = ""
        if proof.kind == "captured":
            text = (
                "**One operation**: that is what a function under `tf.py_function` is to the tape, "
                "with the listed tensors as its inputs. What it reads besides, a layer's weights "
                "for one, gets no gradient. List these as well, or call the function itself."
            )
        if proof.facts.get("replacement"):
            advice = f"`{proof.facts['replacement']}` does the same and passes the gradient."
        return "\n\n".join(part for part in (text, advice, path(proof)) if part)

    def fixes(self, site: Site) -> Iterable[Fix]:
        """Stay in TensorFlow."""
        from tapelint.fix.detour import directly, stay

        if site.proof.kind == "captured":
            return directly(site.source, site.proof)
        return stay(site.source, site.proof)


def _becomes(proof: Proof) -> str:
    if proof.op == STORE:
        return f"{code(proof.symbol)} puts a tensor's numbers into a NumPy array"
    symbol = proof.op if proof.op.startswith("tf.") else proof.symbol
    if symbol in _RETURNING or symbol.startswith("tf."):
        return f"{code(symbol)} returns {_home(proof)}"
    if symbol in _OPERATORS:
        return f"{code(symbol)} gives {_home(proof)} here"
    operand = code(proof.operand) if proof.operand else "this value"
    return f"{code(symbol)} turns {operand} into {_home(proof)}"


def _home(proof: Proof) -> str:
    row = lookup(proof.op) if proof.op else None
    home = row.home if row is not None else ""
    if home == "python" or proof.symbol in _NUMBERS or proof.symbol.startswith("math."):
        return "a Python number"
    return "a NumPy value"
