"""Fixes that make a variable one that its Keras layer, or its module, lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tapelint.diagnostic import Applicability, Fix
from tapelint.fix.imports import keras, tensorflow
from tapelint.fix.lazy import cst
from tapelint.fix.names import dotted
from tapelint.fix.source import Source
from tapelint.fix.statements import insert_first
from tapelint.fix.tree import Tree
from tapelint.flow.proof import Proof
from tapelint.text import Edit

# Functions that fill a shape, and the Keras initializer that does the same.
_FILLS = {"zeros": '"zeros"', "ones": '"ones"'}
_KEPT = ("name", "dtype", "trainable")


def as_weight(source: Source, proof: Proof) -> Iterator[Fix]:
    """``self.w = tf.Variable(tf.zeros(shape))`` as ``self.w = self.add_weight(…)``."""
    tree = source.tree(proof.span)
    call = tree.at(proof.span, cst.Call) if tree is not None else None
    if tree is None or call is None or proof.facts.get("kind") != "tf" or not call.args:
        return
    first, others = call.args[0], call.args[1:]
    plain = first.star == "" and (first.keyword is None or first.keyword.value == "initial_value")
    if not plain or any(a.keyword is None or a.keyword.value not in _KEPT for a in others):
        return
    added = _added(tree, call, first.value, others)
    if added is not None:
        title = "Make it a weight of the layer with `add_weight`"
        yield Fix(title, Applicability.UNSAFE, (added,))
        return
    written = keras(source, "Variable")
    if written is None or _is_number(first.value):
        return
    edits = [*written[1], tree.replace(call.func, written[0])]
    if first.keyword is not None:
        edits.append(tree.replace(first.keyword, "initializer"))
    title = f"Make it a variable that Keras tracks: `{written[0]}`"
    yield Fix(title, Applicability.UNSAFE, tuple(edits))


def in_module(source: Source, proof: Proof) -> Iterator[Fix]:
    """A variable of TensorFlow for one of Keras, or a ``tf.Module`` for the object that has it."""
    tree = source.tree(proof.span)
    call = tree.at(proof.span, cst.Call) if tree is not None else None
    if tree is None or call is None:
        return
    if proof.facts.get("kind") == "keras":
        written = tensorflow(source, "Variable")
        plain = bool(call.args) and call.args[0].keyword is None and call.args[0].star == ""
        if written is not None and plain and _all_kept(call.args[1:]):
            edits = (*written[1], tree.replace(call.func, written[0]))
            yield Fix(f"Make it a `{written[0]}`", Applicability.UNSAFE, edits)
        return
    holder = next((n for n in tree.ancestors(call) if isinstance(n, cst.ClassDef)), None)
    written = tensorflow(source, "Module")
    if holder is None or written is None or holder.bases or holder.keywords:
        return
    init = next((n for n in tree.ancestors(call) if isinstance(n, cst.FunctionDef)), None)
    if init is None or init.name.value != "__init__":
        return
    begun = insert_first(tree, init.body, "super().__init__()")
    begins = "super().__init__(" in tree.code(init)
    extends = tree.replace(holder.name, f"{holder.name.value}({written[0]})")
    edits = (*written[1], extends, *((begun,) if begun is not None and not begins else ()))
    title = f"Make `{holder.name.value}` a `{written[0]}`, which lists its variables"
    yield Fix(title, Applicability.UNSAFE, edits)


def _all_kept(others: Sequence[cst.Arg]) -> bool:
    return all(a.keyword is not None and a.keyword.value in _KEPT for a in others)


def _added(
    tree: Tree, call: cst.Call, value: cst.BaseExpression, others: Sequence[cst.Arg]
) -> Edit | None:
    """``self.add_weight(shape=…, initializer=…)``, where the value is one that Keras can fill."""
    owner = _attribute_owner(tree, call)
    filled = _filled(tree, value)
    if not owner or filled is None:
        return None
    shape, initializer = filled
    kept = "".join(f", {a.keyword.value}={tree.code(a.value)}" for a in others if a.keyword)
    code = f"{owner}.add_weight(shape={shape}, initializer={initializer}{kept})"
    return tree.replace(call, code)


def _attribute_owner(tree: Tree, call: cst.Call) -> str:
    """``self`` of ``self.w = …``: a plain attribute, so that the layer itself makes the weight."""
    statement = tree.parent(call)
    targets = statement.targets if isinstance(statement, cst.Assign) else ()
    if len(targets) != 1 or not isinstance(targets[0].target, cst.Attribute):
        return ""
    owner = dotted(targets[0].target.value)
    return owner if owner == "self" else ""


def _filled(tree: Tree, value: cst.BaseExpression) -> tuple[str, str] | None:
    """The shape and the initializer of ``tf.zeros(shape)``, ``tf.ones(shape)``, 0.0 and 1.0."""
    if isinstance(value, cst.Float) and float(value.value) in (0.0, 1.0):
        return "()", _FILLS["ones" if float(value.value) else "zeros"]
    if not isinstance(value, cst.Call) or len(value.args) != 1 or value.args[0].star:
        return None
    root, _, name = dotted(value.func).rpartition(".")
    argument = value.args[0]
    named = argument.keyword is None or argument.keyword.value == "shape"
    if not root or name not in _FILLS or not named:
        return None
    return tree.code(argument.value), _FILLS[name]


def _is_number(value: cst.BaseExpression) -> bool:
    """An integer has no gradient, whoever tracks it."""
    return isinstance(value, cst.Integer)
