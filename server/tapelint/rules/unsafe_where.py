"""`tf.where` keeps a value out, but not its gradient.

## What it does
Reports an operation in a branch of `tf.where` whose slope is infinite for the very values that
the condition leaves out: the logarithm of zero, a division by zero, an `exp` that overflows.

## Why it breaks the gradient
Both branches are computed, and both get a gradient: zero for the entries that weren't chosen.
Zero times infinity is NaN, and one NaN entry spreads to every variable behind it. The forward
value looks fine.

## Example
```python
import tensorflow as tf

x = tf.Variable([0.0, 2.0])

with tf.GradientTape() as tape:
    y = tf.where(x > 0.0, tf.math.log(x), 0.0)  # warning: [unsafe-where]
print(tape.gradient(y, x))  # [nan, 0.5]
```

## Use instead
```python
import tensorflow as tf

x = tf.Variable([0.0, 2.0])

with tf.GradientTape() as tape:
    y = tf.where(x > 0.0, tf.math.log(tf.where(x > 0.0, x, 1.0)), 0.0)
print(tape.gradient(y, x))
```

## Fix safety
Safe: a harmless number takes the place of what isn't used anyway, so no value changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tapelint.diagnostic import Applicability, Fix, Severity
from tapelint.fix.expressions import put, repeatable
from tapelint.fix.lazy import cst
from tapelint.flow.proof import Proof
from tapelint.rules.base import Rule, Site, fact
from tapelint.rules.phrases import asked_for, code


class UnsafeWhere(Rule):
    """An infinite slope behind ``tf.where``."""

    code = "TL501"
    name = "unsafe-where"
    kinds = ("masked-nan",)
    levels = (Severity.WARNING, Severity.INFO)

    def severity(self, proof: Proof) -> Severity:
        """An info where the condition ends far from the values that do the harm."""
        return Severity.INFO if fact(proof, "far") else Severity.WARNING

    def message(self, proof: Proof) -> str:
        """Say that both branches are computed, and what that gives."""
        operand = code(proof.operand or "its operand")
        where = code(fact(proof, "where") or "tf.where")
        if fact(proof, "far"):
            return (
                f"If {operand} ever holds a value at which {code(proof.symbol)} has no finite "
                f"slope, {where} hides it and turns the gradient into NaN."
            )
        condition = code(fact(proof, "shown")) if fact(proof, "shown") else "the condition"
        return (
            f"{where} computes both branches: where {condition} leaves {operand} out, the slope "
            f"of {code(proof.symbol)} is infinite, and 0 times infinity is NaN in "
            f"{asked_for(proof)}."
        )

    def hover(self, proof: Proof) -> str:
        """Explain the double where."""
        return (
            "**Both branches get a gradient**: zero where a branch wasn't chosen. That times an "
            "infinite slope is NaN. Give the operation a harmless number where its result isn't "
            "used, with a second `tf.where` inside."
        )

    def fixes(self, site: Site) -> Iterable[Fix]:
        """A second ``tf.where``, around the operand."""
        operand = site.expression("operand")
        condition = site.expression("condition")
        if operand is None or condition is None:
            return
        tree, value = operand
        where, harmless = site.name("where"), site.name("harmless")
        test = condition[0].bare(condition[1])
        if not (_plain(condition[1]) and _plain(value)) or "\n" in test:
            return
        kept = tree.bare(value)
        pair = f"{kept}, {harmless}" if site.name("branch") == "true" else f"{harmless}, {kept}"
        call = f"{where}({test}, {pair})"
        edit = put(tree, value, call, bare=cst.Call(func=cst.Name("where")))
        title = f"Use {harmless} for {code(kept)} where the result is left out (double where)"
        yield Fix(title, Applicability.SAFE, (edit,))


def _plain(node: cst.CSTNode) -> bool:
    """Whether an expression may be written twice, calls of a library's functions included."""
    if isinstance(node, cst.Call):
        named = isinstance(node.func, cst.Attribute)
        return named and all(_plain(arg.value) for arg in node.args)
    if isinstance(node, (cst.Name, cst.Attribute, cst.BaseNumber)):
        return True
    return repeatable(node) or all(_plain(child) for child in _parts(node))


def _parts(node: cst.CSTNode) -> Sequence[cst.CSTNode]:
    composed = (cst.Comparison, cst.ComparisonTarget, cst.BinaryOperation, cst.UnaryOperation)
    return node.children if isinstance(node, composed) else (cst.Yield(),)
