"""`tf.stop_gradient` stands on the only way from a source to the target.

## What it does
Reports a `tf.stop_gradient` that leaves a requested variable without any gradient. Where another
path carries the gradient (straight-through estimators, targets, advantages), nothing is
reported. `back_prop=False`, which loops such as `tf.scan` and `tf.while_loop` take, does the same
in a graph; eagerly it does nothing.

## Why it breaks the gradient
That is its purpose: forward it returns its argument, backward it returns nothing.

## Example
```python
import tensorflow as tf

w = tf.Variable(2.0)

with tf.GradientTape() as tape:
    features = tf.stop_gradient(w * 3.0)  # error: [stop-gradient]
    loss = tf.square(features - 1.0)
print(tape.gradient(loss, w))  # None
```

## Use instead
```python
import tensorflow as tf

w = tf.Variable(2.0)

with tf.GradientTape() as tape:
    features = w * 3.0
    loss = tf.square(features - 1.0)
print(tape.gradient(loss, w))
```

## Fix safety
Taking the call away is unsafe: somebody wrote it, and other variables may start to train. If it
is meant, leave the variable out of the request instead.
"""

from __future__ import annotations

from collections.abc import Iterable

from tapelint.diagnostic import Applicability, Fix
from tapelint.fix.arguments import without
from tapelint.fix.expressions import put
from tapelint.fix.lazy import cst
from tapelint.fix.tree import Tree
from tapelint.flow.proof import Proof
from tapelint.rules.base import Rule, Site, fact
from tapelint.rules.phrases import code, listing, outcome, path


class StopGradient(Rule):
    """``tf.stop_gradient`` on the only path."""

    code = "TL104"
    name = "stop-gradient"
    kinds = ("stop",)

    def message(self, proof: Proof) -> str:
        """Say which way is blocked."""
        told = fact(proof, "told")
        stops = f"{code(told)} in {code(proof.symbol)}" if told else code(proof.symbol)
        goal = f" to {listing(proof.dead)}" if proof.dead else ""
        return f"{stops} blocks the only way back{goal}, so {outcome(proof, named=True)}."

    def hover(self, proof: Proof) -> str:
        """Explain when it is meant."""
        text = (
            f"**Stopped on purpose?** {code(proof.symbol)} returns its argument and hides where it "
            "came from. It is right for targets and for parts that shall not learn; then leave "
            "those variables out of the request."
        )
        return "\n\n".join(part for part in (text, path(proof)) if part)

    def fixes(self, site: Site) -> Iterable[Fix]:
        """Use the argument itself."""
        found = site.here(cst.Call)
        if found is None:
            return
        tree, call = found
        if fact(site.proof, "told"):
            yield from _untold(tree, call)
            return
        if len(call.args) != 1 or call.args[0].star:
            return
        title = f"Remove {code(site.proof.symbol)} (the gradient then flows through here)"
        edit = put(tree, call, tree.code(call.args[0].value), bare=call.args[0].value)
        yield Fix(title, Applicability.UNSAFE, (edit,))


def _untold(tree: Tree, call: cst.Call) -> Iterable[Fix]:
    for arg in call.args:
        if arg.keyword is not None and arg.keyword.value == "back_prop":
            title = "Remove `back_prop=False` (the gradient then flows through the loop)"
            yield Fix(title, Applicability.UNSAFE, (without(tree, call, arg),))
