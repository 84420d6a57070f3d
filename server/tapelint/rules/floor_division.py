"""A floor division stands between a source and the target.

## What it does
Reports `//` where its result is on the way to a loss. `//` on Python numbers, shapes and
counters is fine and not reported.

## Why it breaks the gradient
`x // y` is a staircase: it is flat, and jumps. TensorFlow returns `None` for both operands.

## Example
```python
import tensorflow as tf

x = tf.Variable(5.0)

with tf.GradientTape() as tape:
    y = x**2
    z = y // 2.0  # error: [floor-division]
print(tape.gradient(z, x))  # None
```

## Use instead
```python
import tensorflow as tf

x = tf.Variable(5.0)

with tf.GradientTape() as tape:
    y = x**2
    z = y / 2.0
print(tape.gradient(z, x))
```

## Fix safety
Both fixes are unsafe and offered for floating point operands only (`/` makes float64 of
integers). `/` changes the value: it is no longer rounded. The straight-through form keeps the
value and takes the gradient of `/`.
"""

from __future__ import annotations

from collections.abc import Iterable

from tapelint.diagnostic import Applicability, Fix
from tapelint.fix.expressions import put_sum, repeatable
from tapelint.fix.imports import tensorflow
from tapelint.fix.lazy import cst
from tapelint.fix.tree import Tree
from tapelint.flow.proof import Proof
from tapelint.rules.base import Rule, Site, fact
from tapelint.rules.phrases import code, outcome, path

_REPLACE = "Replace // with / (the value is no longer rounded)"
_KEEP = "Keep the rounding, use the gradient of / (straight-through)"


class FloorDivision(Rule):
    """``//`` on the path."""

    code = "TL102"
    name = "floor-division"
    kinds = ("floor",)

    def message(self, proof: Proof) -> str:
        """Say that the operator has no gradient."""
        return f"{code(proof.symbol or '//')} has no gradient, so {outcome(proof)}."

    def hover(self, proof: Proof) -> str:
        """Explain the staircase."""
        text = (
            "**Floor division**: backward it gives None for both operands, the result is a "
            "staircase. `/` passes the gradient."
        )
        return "\n\n".join(part for part in (text, path(proof)) if part)

    def fixes(self, site: Site) -> Iterable[Fix]:
        """True division, or the same value with the gradient of true division."""
        if "float" not in (fact(site.proof, "left_dtype"), fact(site.proof, "right_dtype")):
            return
        augmented = site.here(cst.AugAssign)
        if augmented is not None and isinstance(augmented[1].operator, cst.FloorDivideAssign):
            tree, statement = augmented
            edit = tree.replace(statement.operator, "/=")
            yield Fix(_REPLACE, Applicability.UNSAFE, (edit,))
        found = site.here(cst.BinaryOperation)
        if found is not None and isinstance(found[1].operator, cst.FloorDivide):
            yield from _of_operator(site, *found)


def _of_operator(site: Site, tree: Tree, division: cst.BinaryOperation) -> Iterable[Fix]:
    edit = tree.replace(division.operator, "/")
    yield Fix(_REPLACE, Applicability.UNSAFE, (edit,))
    stop = tensorflow(site.source, "stop_gradient")
    if stop is None or not repeatable(division):
        return
    name, edits = stop
    value = tree.bare(division)
    slope = tree.code(division.with_changes(operator=cst.Divide(), lpar=(), rpar=()))
    edit = put_sum(tree, division, f"{slope} + {name}({value} - {slope})")
    yield Fix(_KEEP, Applicability.UNSAFE, (*edits, edit))
