"""The target doesn't depend on any of the sources.

## What it does
Reports a loss that was computed without the variables whose gradient is asked for: from the
wrong value, from data alone, or from another model. It speaks only when nothing unknown could
connect them. Also a `tf.TensorArray` as a target, which isn't a tensor yet, and a loss that is None
because the function that computes it ends without `return`.

## Why it breaks the gradient
There is no path to follow, so every gradient is `None`, and an optimizer has nothing to apply.

## Example
```python
import tensorflow as tf

w = tf.Variable(2.0)
x = tf.constant(3.0)
baseline = tf.constant(1.0)

with tf.GradientTape() as tape:
    pred = w * x
    loss = tf.square(baseline - 5.0)  # error: [unrelated-target]
print(tape.gradient(loss, w))  # None
```

## Use instead
```python
import tensorflow as tf

w = tf.Variable(2.0)
x = tf.constant(3.0)

with tf.GradientTape() as tape:
    pred = w * x
    loss = tf.square(pred - 5.0)
print(tape.gradient(loss, w))
```

## Fix safety
Where exactly one output of the model is never used, it is shown as the likely operand. Only a
person can say whether it is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from tapelint.diagnostic import Applicability, Fix
from tapelint.fix.arguments import within
from tapelint.fix.lazy import cst
from tapelint.fix.names import dotted
from tapelint.fix.tree import Tree
from tapelint.flow.proof import Proof
from tapelint.rules.base import Rule, Site, assigned_value, fact
from tapelint.rules.fragment import Fragment
from tapelint.rules.phrases import code, listing, outcome
from tapelint.text import Span

_LISTS = ("trainable_variables", "trainable_weights", "variables", "weights")
_LABELS = ("y", "y_true", "label", "labels", "target", "targets", "y_batch", "y_train", "true")


class UnrelatedTarget(Rule):
    """Nothing connects the target with the sources."""

    code = "TL204"
    name = "unrelated-target"
    kinds = ("unrelated", "array-target", "no-return")

    def message(self, proof: Proof) -> str:
        """Say what doesn't depend on what."""
        if proof.kind == "array-target":
            name = code(fact(proof, "name") or "this")
            return (
                f"{name} is a `tf.TensorArray`, not a tensor, so asking for its gradient raises an "
                "exception; ask for what its `.stack()` gives under the tape."
            )
        if proof.kind == "no-return":
            return _without_return(proof)
        asked = proof.asked
        target = code(asked.target) if asked and asked.target else "The target"
        return f"{target} doesn't depend on {_sources(proof)}: {outcome(proof)}."

    def hover(self, proof: Proof) -> str:
        """Name the usual reasons."""
        if proof.kind == "array-target":
            return (
                "**Not a tensor yet**: a `tf.TensorArray` collects tensors, and only `.stack()` or "
                "`.concat()` makes one of them. Call it before the tape ends, so that it is "
                "recorded."
            )
        if proof.kind == "no-return":
            return (
                "**No result**: a function that ends without `return` gives None, whatever it has "
                "computed. Return the loss."
            )
        text = (
            "**Nothing connects them**: the loss is computed without reading the variables. Often "
            "the model's output was meant, and another name stands here."
        )
        unused = fact(proof, "candidate")
        return f"{text}\n\n{code(unused)} is computed and never used." if unused else text

    def narrow(self, proof: Proof, piece: Fragment) -> Span | None:
        """The expression that is assigned; of a function without a result, its last statement."""
        if proof.kind == "no-return":
            return None
        return assigned_value(piece)

    def fixes(self, site: Site) -> Iterable[Fix]:
        """Use the output that nothing uses, in place of the only other value there; return it."""
        from tapelint.fix.returns import returned

        if site.proof.kind == "array-target":
            return
        if site.proof.kind == "no-return":
            yield from returned(site.source, site.proof)
            return
        candidate = site.name("candidate") or _unused_output(site)
        wrong = _only_value(site)
        if not candidate or wrong is None:
            return
        tree, name = wrong
        title = f"Use {code(candidate)} instead of {code(name.value)}"
        yield Fix(title, Applicability.DISPLAY, (tree.replace(name, candidate),))


def _without_return(proof: Proof) -> str:
    """Say which function has no result, and what raises for it."""
    function, line = code(fact(proof, "function") or "This function"), fact(proof, "line") or "…"
    if not fact(proof, "name"):
        return (
            f"{function} ends here without `return`, so the loss of line {line} is `None`, and "
            "training raises an exception."
        )
    return (
        f"{function} ends here without `return`, so {code(fact(proof, 'name'))} on line {line} is "
        "`None`, and asking for its gradient raises an exception."
    )


def _sources(proof: Proof) -> str:
    asked = proof.asked
    if asked is not None and asked.sources:
        owner, _, last = asked.sources.rpartition(".")
        listed = last in ("trainable_variables", "trainable_weights", "variables", "weights")
        simple = owner if listed and owner else asked.sources
        if not simple.startswith(("[", "(", "{")):
            return code(simple)
    return listing(proof.dead, last="or") if proof.dead else "any of the sources"


def _unused_output(site: Site) -> str:
    """The one name that the block computes from the sources and nothing reads."""
    asked, block = site.proof.asked, site.place("with_span")
    tree = site.source.tree(block) if block is not None else None
    if tree is None or block is None or asked is None:
        return ""
    owner, _, last = asked.sources.rpartition(".")
    origin = owner if last in _LISTS else asked.sources
    found = [
        target.value
        for node in within(tree, block)
        if isinstance(node, cst.Assign) and len(node.targets) == 1
        if isinstance(target := node.targets[0].target, cst.Name)
        if any(dotted(inner) == origin for inner in tree.walk(node.value))
    ]
    unused = [name for name in found if len(re.findall(rf"\b{name}\b", _text(site))) == 1]
    return unused[0] if len(unused) == 1 else ""


def _text(site: Site) -> str:
    return "\n".join(line.partition("#")[0] for line in site.source.index.text.split("\n"))


def _only_value(site: Site) -> tuple[Tree, cst.Name] | None:
    tree = site.source.tree(site.proof.span)
    if tree is None:
        return None
    inside = [
        node for node in tree.walk() if isinstance(node, cst.Name) and _within(site, tree, node)
    ]
    values = [name for name in inside if _is_value(tree, name) and name.value not in _LABELS]
    return (tree, values[0]) if len({name.value for name in values}) == 1 and values else None


def _within(site: Site, tree: Tree, node: cst.Name) -> bool:
    place, around = tree.span(node), site.proof.span
    starts = (around.line, around.col) <= (place.line, place.col)
    return starts and (place.end_line, place.end_col) <= (around.end_line, around.end_col)


def _is_value(tree: Tree, name: cst.Name) -> bool:
    """Whether a name stands for data: not a function, an attribute, a keyword or a target."""
    parent = tree.parent(name)
    if isinstance(parent, (cst.Attribute, cst.AssignTarget)):
        return False
    if isinstance(parent, cst.Call):
        return parent.func is not name
    return not (isinstance(parent, cst.Arg) and parent.keyword is name)
