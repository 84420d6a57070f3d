"""The whole list of sources belongs to something else, or was taken too early.

## What it does
Reports a request whose variables are all another model's, a list of variables that was taken
before the model was built, when it was still empty, or before parts of it were thawed, a list
that two optimizers train, while nothing ever trains the other model that one of their losses
depends on, and a list that leaves out what the loss depends on and what nothing else trains or
sets: zeros, or a weight of the model whose parts it lists.

## Why it breaks the gradient
The loss never read those variables. And `model.trainable_variables` of a model that hasn't been
called yet is an empty list: the optimizer gets nothing and raises `ValueError`.

## Example
```python
import tensorflow as tf

w = tf.Variable(2.0)
other = [tf.Variable(1.0), tf.Variable(0.5)]

with tf.GradientTape() as tape:
    loss = tf.square(w * 3.0)
print(tape.gradient(loss, other))  # [None, None]  # error: [foreign-sources]
print(w)
```

## Use instead
```python
import tensorflow as tf

w = tf.Variable(2.0)

with tf.GradientTape() as tape:
    loss = tf.square(w * 3.0)
print(tape.gradient(loss, [w]))
```

## Fix safety
Asking for the variables of the model that the loss was computed with trains something else than
before, so it is unsafe.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from tapelint.diagnostic import Applicability, Fix
from tapelint.fix.arguments import within
from tapelint.fix.lazy import cst
from tapelint.fix.names import dotted
from tapelint.fix.statements import line_of
from tapelint.fix.tree import Tree, minimal
from tapelint.flow.proof import Asked, Proof
from tapelint.rules.base import Rule, Site, assigned_value, fact
from tapelint.rules.fragment import Fragment
from tapelint.rules.phrases import code, listing, outcome
from tapelint.text import Edit, Span

_LISTS = ("trainable_variables", "trainable_weights", "variables", "weights")


class ForeignSources(Rule):
    """The wrong variables, or none yet."""

    code = "TL205"
    name = "foreign-sources"
    kinds = ("foreign",)

    def message(self, proof: Proof) -> str:
        """Say whose variables these are, or that there are none yet."""
        asked = proof.asked
        if fact(proof, "reason") == "unbuilt":
            line = fact(proof, "frozen")
            why = f", as all that it would hold was frozen on line {line}" if line else ""
            return f"{code(proof.symbol or 'this')} is an empty list here{why}: {_empty(proof)}."
        tell = _TOLD.get(fact(proof, "reason"))
        if tell is not None and asked is not None:
            return tell(proof, asked)
        sources = code(asked.sources) if asked and asked.sources else "this list"
        if asked is not None and proof.symbol != asked.sources and proof.span < asked.span:
            sources += ", which is taken here"
        target = code(asked.target) if asked and asked.target else "The target"
        if behind := fact(proof, "behind"):
            return f"Only behind {behind} does {target} use {sources}: {outcome(proof)}."
        part = "" if proof.whole else "some of "
        return f"{target} was computed without {part}{sources}: {outcome(proof)}."

    def hover(self, proof: Proof) -> str:
        """Name the list that fits."""
        text = "**Other variables**: a gradient exists only for variables that the target read."
        if fact(proof, "reason") == "unbuilt":
            text = (
                "**Nothing in it**: a Keras model creates its weights at the first call, or in "
                "`build`; a list that was taken before that stays empty. A model whose layers are "
                "all frozen has no trainable variables either."
            )
        if fact(proof, "reason") == "neglected":
            text = (
                "**Left out**: only the variables in the list get a gradient, and an optimizer "
                "changes no others."
            )
        asked, better = proof.asked, fact(proof, "suggestion")
        if asked is not None and better == asked.sources:
            return text
        return f"{text} The list to ask for here: {code(better)}." if better else text

    def narrow(self, proof: Proof, piece: Fragment) -> Span | None:
        """The whole list."""
        return assigned_value(piece)

    def fixes(self, site: Site) -> Iterable[Fix]:
        """Ask for the variables that the target was computed with."""
        better, asked = site.name("suggestion") or _model(site), site.proof.asked
        place = asked.sources_span if asked is not None else None
        if site.name("reason") == "swapped" and asked is not None:
            if asked.span == site.proof.span:
                yield from _swapped(site, asked.target_span, place)
            return
        if not better or place is None or site.name("tensor"):
            return  # who asks for an input or a layer's output doesn't want the weights
        reason = site.name("reason")
        if reason == "neglected" and site.proof.span != place:
            places = [site.proof.span]  # the list has a name, which stands where it is used
        elif reason in ("neglected", "twice"):
            places = [place, *_applied(site)]
        else:
            places = [place, *_read_again(site, place)]
        edits = tuple(minimal(site.source.index, Edit(each, better)) for each in places)
        yield Fix(f"Ask for {code(better)}", Applicability.UNSAFE, edits)


def _swapped(site: Site, target: Span | None, sources: Span | None) -> Iterable[Fix]:
    if target is None or sources is None:
        return
    index = site.source.index
    edits = (Edit(target, index.slice(sources)), Edit(sources, index.slice(target)))
    yield Fix("Swap target and sources", Applicability.SAFE, edits)


def _model(site: Site) -> str:
    """The list of the one model that the block calls; empty if there are several, or none."""
    block, asked = site.place("with_span"), site.proof.asked
    tree = site.source.tree(block) if block is not None else None
    owner, _, last = asked.sources.rpartition(".") if asked is not None else ("", "", "")
    if tree is None or block is None or (owner and last not in _LISTS):
        return ""
    called = {dotted(node.func) for node in within(tree, block) if isinstance(node, cst.Call)}
    text = site.source.index.text
    models = [name for name in called - {"", owner} if _is_model(name, text)]
    list_name = last if owner else _LISTS[0]
    return f"{models[0]}.{list_name}" if len(models) == 1 else ""


def _is_model(name: str, text: str) -> bool:
    """Whether the file makes a model of that name, or asks for its variables elsewhere."""
    written = re.escape(name)
    made = rf"(?<![\w.]){written} = [\w.]*(Sequential|Model|clone_model)\("
    return re.search(rf"{made}|(?<![\w.]){written}\.trainable_", text) is not None


def _read_again(site: Site, place: Span) -> Iterable[Span]:
    """Where the same list is read later in the block of the request, to apply the gradients."""
    tree, asked = site.source.tree(place), site.proof.asked
    if tree is None or asked is None:
        return
    first = next((node for node in within(tree, place) if dotted(node) == asked.sources), None)
    statement = line_of(tree, first) if first is not None else None
    block = tree.parent(statement) if statement is not None else None
    for node in within(tree, tree.span(block)) if isinstance(block, cst.IndentedBlock) else ():
        if dotted(node) == asked.sources and tree.span(node) > place and _is_read(tree, node):
            yield tree.span(node)


def _applied(site: Site) -> Iterable[Span]:
    """Where the same list is read to apply the gradients of this very request."""
    asked = site.proof.asked
    place = asked.applied if asked is not None else None
    tree = site.source.tree(place) if place is not None else None
    if tree is None or asked is None or place is None:
        return
    for node in within(tree, place):
        if dotted(node) == asked.sources and _is_read(tree, node):
            yield tree.span(node)


def _is_read(tree: Tree, node: cst.CSTNode) -> bool:
    return not isinstance(tree.parent(node), (cst.AssignTarget, cst.Attribute))


def _is_swapped(proof: Proof, asked: Asked) -> str:
    return (
        f"{code(asked.sources)} was computed from {code(asked.target)}, and not the other "
        f"way round: the target comes first, then the sources. As it is, {outcome(proof)}."
    )


def _is_asked_twice(proof: Proof, asked: Asked) -> str:
    return (
        f"{code(asked.sources)} is asked for on line {fact(proof, 'line')}, too, for "
        f"another optimizer, and nothing ever trains {listing(proof.dead)}, which "
        f"{code(asked.target)} depends on."
    )


def _is_too_short(proof: Proof, asked: Asked) -> str:
    left, they = listing(proof.dead), "it" if len(proof.dead) == 1 else "them"
    stay = f"{they} stays" if they == "it" else "they stay"
    return (
        f"{code(proof.symbol)} leaves out {left}, which {code(asked.target)} depends on, too. "
        f"Nothing else trains or sets {they}, so {stay} as at the start."
    )


def _is_outdated(proof: Proof, asked: Asked) -> str:
    line = fact(proof, "line")
    return (
        f"{code(proof.symbol)} is taken here, before line {line} sets `trainable`, so it leaves "
        f"out {listing(proof.dead)}: the optimizer doesn't train what was thawed."
    )


_TOLD = {
    "thawed": _is_outdated,
    "swapped": _is_swapped,
    "twice": _is_asked_twice,
    "neglected": _is_too_short,
}


def _empty(proof: Proof) -> str:
    asked = proof.asked
    if not proof.whole:
        return "the weights that are made later get no gradients and aren't trained"
    if asked is None:
        return "nothing is trained"
    if asked.applied is not None:
        applied = f"`apply_gradients` on line {asked.applied.line}"
        return f"{applied} gets an empty list and raises ValueError"
    return f"{code(asked.text)} {asked.where} returns an empty list"
