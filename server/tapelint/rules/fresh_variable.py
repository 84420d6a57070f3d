"""A variable is created anew on every pass, so what is trained is lost.

## What it does
Reports `tf.Variable(...)` in a loop, a branch or a tape if what a pass trains isn't what the
next pass reads. Building a list of variables once, in a loop, is fine and not reported.

## Why it breaks the gradient
The gradient itself flows. But the next pass makes a new variable that starts at the initial
value, and the update is lost. Inside `tf.function` TensorFlow refuses: variables may be created
in the first call only.

## Example
```python
import tensorflow as tf

x = tf.constant(2.0)

for step in range(3):
    v = tf.Variable(3.0)  # warning: [fresh-variable]
    with tf.GradientTape() as tape:
        loss = tf.square(v * x - 1.0)
    grad = tape.gradient(loss, v)
    v.assign_sub(0.1 * grad)
    print(float(loss))  # the same number each time
```

## Use instead
```python
import tensorflow as tf

x = tf.constant(2.0)
v = tf.Variable(3.0)

for step in range(3):
    with tf.GradientTape() as tape:
        loss = tf.square(v * x - 1.0)
    grad = tape.gradient(loss, v)
    v.assign_sub(0.01 * grad)
    print(float(loss))
```

## Fix safety
Moving the creation before the loop changes what the later passes compute, which is the point:
unsafe.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable

from tapelint.diagnostic import Fix, Severity
from tapelint.flow.proof import Proof
from tapelint.rules.base import Rule, Site, fact
from tapelint.rules.fragment import Fragment
from tapelint.rules.phrases import code
from tapelint.text import Span


class FreshVariable(Rule):
    """A variable that starts again and again."""

    code = "TL208"
    name = "fresh-variable"
    kinds = ("fresh",)

    def severity(self, proof: Proof) -> Severity:
        """Gradients flow, so it is a warning; inside ``tf.function`` it raises."""
        return Severity.ERROR if fact(proof, "graph") else Severity.WARNING

    def message(self, proof: Proof) -> str:
        """Say what is lost."""
        if not proof.symbol.endswith(("Variable", "add_weight", "lambda")):
            return self._weights(proof)
        name = fact(proof, "name")
        new = f"a new {code(name)}" if name else "a new variable"
        if fact(proof, "graph"):
            return (
                f"This creates {new} on every call, which `tf.function` refuses: it raises "
                '"tf.function only supports singleton tf.Variables".'
            )
        return f"This creates {new} on every pass, so it starts over each time and never learns."

    def _weights(self, proof: Proof) -> str:
        what = "weights" if fact(proof, "name") else "variables"
        made = f"{code(proof.symbol)} creates new {what} on every"
        if fact(proof, "graph"):
            return (
                f"{made} call, which `tf.function` refuses: it raises "
                '"tf.function only supports singleton tf.Variables".'
            )
        return f"{made} pass, so they start over each time and never learn."

    def hover(self, proof: Proof) -> str:
        """Say what happens to the update."""
        return (
            "**The update is lost**: the gradient itself flows, but the next pass makes a new "
            "variable with the initial value. Create variables once, before the loop or in "
            "`__init__` or `build`."
        )

    def narrow(self, proof: Proof, piece: Fragment) -> Span | None:
        """The function that creates the variable."""
        value = getattr(piece.node, "value", None)
        call = value if isinstance(value, ast.Call) else piece.node
        return piece.place(call.func) if isinstance(call, ast.Call) else None

    def fixes(self, site: Site) -> Iterable[Fix]:
        """Create it once."""
        from tapelint.fix.move import before_loop

        return before_loop(site.source, site.proof)
