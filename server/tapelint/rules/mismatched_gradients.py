"""Gradients and variables are paired wrongly in `apply_gradients`.

## What it does
Reports `zip(variables, grads)`, which is the wrong way round, gradients that are paired with other
variables than those they were computed for, and `grads = tf.clip_by_global_norm(grads, 1.0)`, which
holds the norm, too. Where TensorFlow is known to bring Keras 3, also
an optimizer that gets variables which weren't among its first ones.

## Why it breaks the gradient
`apply_gradients` takes (gradient, variable) pairs. Swapped, it raises; paired with
the wrong variables, it changes those by numbers that have nothing to do with them. An optimizer of
Keras 3 keeps its state for the variables of the first call, and raises `ValueError` for others.

## Example
```python
import tensorflow as tf

w = tf.Variable(2.0)
optimizer = tf.keras.optimizers.SGD(0.1)

with tf.GradientTape() as tape:
    loss = tf.square(w * 3.0)
grads = tape.gradient(loss, [w])
try:
    optimizer.apply_gradients(zip([w], grads))  # error: [mismatched-gradients]
except (TypeError, AttributeError) as error:
    print(error)
```

## Use instead
```python
import tensorflow as tf

w = tf.Variable(2.0)
optimizer = tf.keras.optimizers.SGD(0.1)

with tf.GradientTape() as tape:
    loss = tf.square(w * 3.0)
grads = tape.gradient(loss, [w])
optimizer.apply_gradients(zip(grads, [w]))
print(w)
```

## Fix safety
Swapping the two is safe: the call raised before. Which other list was meant is shown only.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable
from typing import Final

from tapelint.diagnostic import Applicability, Fix
from tapelint.fix.lazy import cst
from tapelint.fix.names import dotted
from tapelint.fix.tree import Tree, minimal
from tapelint.flow.proof import Proof
from tapelint.rules.base import Rule, Site, fact
from tapelint.rules.fragment import Fragment
from tapelint.rules.phrases import code
from tapelint.text import Edit, Span

_FORMS: Final = {"lists": "zip({}, {})", "single": "[({}, {})]"}


class MismatchedGradients(Rule):
    """The wrong pairs."""

    code = "TL303"
    name = "mismatched-gradients"
    kinds = ("pairs",)

    def message(self, proof: Proof) -> str:
        """Say what is paired with what."""
        if fact(proof, "reason") == "swapped":
            return (
                "`apply_gradients` takes (gradient, variable) pairs, and here the variables come "
                "first: it raises an exception."
            )
        if fact(proof, "reason") == "unpaired":
            return "`apply_gradients` takes (gradient, variable) pairs, and here are no pairs."
        if fact(proof, "reason") == "two":
            return (
                "`apply_gradients` takes one list of (gradient, variable) pairs, and gets two "
                "arguments here: it raises TypeError."
            )
        if fact(proof, "reason") == "norm":
            return _with_the_norm(proof)
        wrong = fact(proof, "wrong")
        if fact(proof, "reason") == "tensor":
            return (
                f"{code(wrong)} is a tensor, and an optimizer changes variables only: this raises "
                "AttributeError."
            )
        if fact(proof, "reason") == "unknown":
            return (
                f"This optimizer already works for other variables, and takes no new ones such as "
                f"{code(wrong or 'these')}: this raises ValueError. Each set of variables needs "
                "an optimizer of its own."
            )
        if wrong:
            return f"Here {code(wrong)} gets a gradient that was computed for another variable."
        return "These gradients were computed for other variables than they are paired with here."

    def hover(self, proof: Proof) -> str:
        """Show the right form."""
        return (
            "**Pairs**: `optimizer.apply_gradients(zip(grads, variables))`, with the very list of "
            "variables that the gradients were asked for, in the same order."
        )

    def narrow(self, proof: Proof, piece: Fragment) -> Span | None:
        """The pairs, or what gives the list that isn't taken out."""
        if fact(proof, "reason") == "norm":
            return piece.place(piece.node.func) if isinstance(piece.node, ast.Call) else None
        places = [piece.place(call) for call in piece.all(ast.Call) if _is_zip(call)]
        return places[0] if places and places[0].line == proof.span.line else None

    def fixes(self, site: Site) -> Iterable[Fix]:
        """Swap the two, or take the list that the gradients were asked for."""
        if fact(site.proof, "reason") == "two":
            yield from _paired(site)
        if fact(site.proof, "reason") == "norm":
            yield from _taken_out(site)
        if fact(site.proof, "reason") in ("unknown", "two", "tensor", "norm"):
            return
        found = site.here(cst.Call)
        pairs = _pairs(*found) if found is not None else None
        if found is None or pairs is None:
            return
        first, second = (arg.value for arg in pairs.args)
        tree = found[0]
        if fact(site.proof, "reason") == "swapped":
            edits = tree.replace(first, tree.bare(second)), tree.replace(second, tree.bare(first))
            yield Fix("Swap gradients and variables", Applicability.SAFE, edits)
        elif sources := _asked_for(site, first):
            edit = minimal(site.source.index, Edit(tree.span(second), sources))
            yield Fix(f"Pair the gradients with {code(sources)}", Applicability.DISPLAY, (edit,))


def _with_the_norm(proof: Proof) -> str:
    """Say what a list of gradients stands beside."""
    name, line = fact(proof, "name"), fact(proof, "line")
    both = f"{code(name)} holds both" if name else "both are given on"
    return (
        f"`tf.clip_by_global_norm` returns the clipped gradients and their norm, and {both}: "
        f"`apply_gradients` on line {line} gets the whole list for one variable, and raises an "
        "exception."
    )


def _taken_out(site: Site) -> Iterable[Fix]:
    """``grads, _ = tf.clip_by_global_norm(…)``, or its first result alone."""
    found = site.here(cst.Call)
    if found is None:
        return
    tree, call = found
    holder = tree.parent(call)
    alone = isinstance(holder, cst.Assign) and len(holder.targets) == 1
    if alone and isinstance(holder, cst.Assign) and isinstance(holder.targets[0].target, cst.Name):
        target = f"{holder.targets[0].target.value}, _"
        edit = tree.replace(holder.targets[0].target, target)
        yield Fix(f"Write `{target} = …`", Applicability.SAFE, (edit,))
    else:
        edit = tree.replace(call, f"{tree.code(call)}[0]")
        yield Fix("Take the gradients alone, `…[0]`", Applicability.SAFE, (edit,))


def _paired(site: Site) -> Iterable[Fix]:
    """The two arguments as pairs."""
    found, form = site.here(cst.Call), fact(site.proof, "form")
    if found is None or form not in _FORMS or len(found[1].args) != 2:
        return
    tree, call = found
    if any(arg.star or arg.keyword is not None for arg in call.args):
        return
    first, second = (arg.value for arg in call.args)
    start, end = tree.span(first), tree.span(second)
    span = Span(start.line, start.col, end.end_line, end.end_col)
    pairs = _FORMS[form].format(tree.code(first), tree.code(second))
    yield Fix("Give them as pairs", Applicability.SAFE, (Edit(span, pairs),))


def _asked_for(site: Site, gradients: cst.BaseExpression) -> str:
    """The sources that the gradients of this name were asked for, if the file says so once."""
    found = {
        ast.unparse(node.value.args[1])
        for statement in site.source.statements()
        for node in ast.walk(statement)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call)
        if isinstance(node.value.func, ast.Attribute) and node.value.func.attr == "gradient"
        if len(node.value.args) == 2 and isinstance(node.targets[0], ast.Name)
        if node.targets[0].id == dotted(gradients)
    }
    return found.pop() if len(found) == 1 else ""


def _pairs(tree: Tree, node: cst.CSTNode) -> cst.Call | None:
    """The ``zip`` of two plain arguments."""
    for inner in tree.walk(node):
        if isinstance(inner, cst.Call) and isinstance(inner.func, cst.Name):
            plain = all(not arg.star and arg.keyword is None for arg in inner.args)
            if inner.func.value == "zip" and len(inner.args) == 2 and plain:
                return inner
    return None


def _is_zip(call: ast.Call) -> bool:
    """Whether this is a ``zip`` of two plain arguments."""
    plain = not call.keywords and not any(isinstance(arg, ast.Starred) for arg in call.args)
    named = isinstance(call.func, ast.Name) and call.func.id == "zip"
    return named and plain and len(call.args) == 2
