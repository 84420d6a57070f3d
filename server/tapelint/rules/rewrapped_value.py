"""A value is wrapped again into a variable or a constant on the way to the target.

## What it does
Reports `tf.Variable(h)` and `tf.constant(v)` where `h` was computed from the source, and the
result is on the way to the loss.

## Why it breaks the gradient
A new variable, or a constant, starts with a copy of the numbers. What they were computed from is
not part of it.

## Example
```python
import tensorflow as tf

w = tf.Variable(2.0)

with tf.GradientTape() as tape:
    h = tf.Variable(w * 3.0)  # error: [rewrapped-value]
    loss = tf.square(h - 1.0)
print(tape.gradient(loss, w))  # None
```

## Use instead
```python
import tensorflow as tf

w = tf.Variable(2.0)

with tf.GradientTape() as tape:
    h = w * 3.0
    loss = tf.square(h - 1.0)
print(tape.gradient(loss, w))
```

## Fix safety
`tf.convert_to_tensor` instead of `tf.constant` keeps the value and is safe. Using the value
without the new variable is unsafe: a tensor can't be assigned to later.
"""

from __future__ import annotations

from collections.abc import Iterable

from tapelint.diagnostic import Applicability, Fix
from tapelint.fix.expressions import put
from tapelint.fix.lazy import cst
from tapelint.fix.tree import Tree
from tapelint.flow.proof import Proof
from tapelint.rules.base import Rule, Site, fact
from tapelint.rules.phrases import code, outcome, path, unreached


class RewrappedValue(Rule):
    """``tf.Variable(tensor)`` and ``tf.constant(variable)`` on the path."""

    code = "TL106"
    name = "rewrapped-value"
    kinds = ("rewrap",)

    def message(self, proof: Proof) -> str:
        """Say that the copy doesn't know where it comes from."""
        operand = code(proof.operand) if proof.operand else "the value"
        if fact(proof, "graph"):
            return (
                f"{code(proof.symbol)} needs values, and while {code(fact(proof, 'graph'))} is "
                "traced a tensor has none: this raises TypeError."
            )
        if _short(proof.symbol) == "constant":
            if proof.operand.startswith(("[", "(")):
                return f"{code(proof.symbol)} can't be made of tensors: this raises an exception."
            return f"{code(proof.symbol)} copies {operand} without its history: {unreached(proof)}."
        return (
            f"{code(proof.symbol)} copies {operand} and forgets how it was computed, "
            f"so {outcome(proof)}."
        )

    def hover(self, proof: Proof) -> str:
        """Explain the copy."""
        text = (
            f"**A copy without a past**: {code(proof.symbol)} takes the numbers only. Use the "
            "tensor itself; create variables once, before the tape."
        )
        return "\n\n".join(part for part in (text, path(proof)) if part)

    def fixes(self, site: Site) -> Iterable[Fix]:
        """Use the value, or the conversion that keeps its history."""
        found = site.here(cst.Call)
        if found is None:
            return
        tree, call = found
        if _short(site.proof.symbol) == "Variable":
            yield from _value_itself(site, tree, call)
        elif _short(site.proof.symbol) == "constant":
            yield from _conversion(site, tree, call)


def _short(symbol: str) -> str:
    return symbol.rpartition(".")[2]


def _value_itself(site: Site, tree: Tree, call: cst.Call) -> Iterable[Fix]:
    if len(call.args) != 1 or call.args[0].star or call.args[0].keyword:
        return
    value = call.args[0].value
    if isinstance(value, (cst.List, cst.Tuple)):
        return
    title = f"Use the value without {code(site.proof.symbol)} (no new variable)"
    edit = put(tree, call, tree.code(value), bare=value)
    yield Fix(title, Applicability.UNSAFE, (edit,))


def _conversion(site: Site, tree: Tree, call: cst.Call) -> Iterable[Fix]:
    names = [arg.keyword.value if arg.keyword else "" for arg in call.args]
    named = [name for name in names if name]
    if len(names) > 2 or any(name not in ("value", "dtype") for name in named):
        return
    function = call.func.attr if isinstance(call.func, cst.Attribute) else None
    if function is None or any(arg.star for arg in call.args):
        return
    title = f"Replace {code(site.proof.symbol)} with `tf.convert_to_tensor`"
    edit = tree.replace(function, "convert_to_tensor")
    yield Fix(title, Applicability.SAFE, (edit,))
