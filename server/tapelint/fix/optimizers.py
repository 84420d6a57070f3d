"""Fixes that write for Keras 3 what optimizers of Keras 2 did."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tapelint.diagnostic import Applicability, Fix
from tapelint.fix.arguments import without
from tapelint.fix.expressions import repeatable
from tapelint.fix.imports import tensorflow
from tapelint.fix.lazy import cst
from tapelint.fix.names import dotted, free
from tapelint.fix.source import Source
from tapelint.fix.statements import indent
from tapelint.fix.tree import Tree
from tapelint.flow.proof import Proof
from tapelint.text import Edit, Span

_RENAMED = {
    "lr": "learning_rate",
    "weights": "variables",
    "_create_all_weights": "build",
    "reset_states": "reset_state",
}


def renewed(source: Source, proof: Proof) -> Iterator[Fix]:
    """Rename what has a new name, and write ``minimize`` out."""
    tree = source.tree(proof.span)
    if tree is None:
        return
    node = tree.at(proof.span, cst.Call, cst.Attribute)
    if isinstance(node, cst.Call):
        yield from _argument(tree, node, proof)
        yield from _of_today(tree, node, proof)
        if proof.facts.get("list") and not node.args:
            edit = tree.replace(node, tree.code(node.func))
            yield Fix("Read the list without calling it", Applicability.SAFE, (edit,))
    elif isinstance(node, cst.Attribute):
        yield from _member(source, tree, node, proof)


def _argument(tree: Tree, call: cst.Call, proof: Proof) -> Iterator[Fix]:
    """``Adam(lr=0.1)`` as ``Adam(learning_rate=0.1)``, ``apply_gradients`` without ``name``."""
    name = proof.facts.get("argument")
    given = [arg for arg in call.args if arg.keyword is not None and arg.keyword.value == name]
    if len(given) != 1 or given[0].keyword is None:
        return
    if name == "lr":
        yield from _as_schedule(tree, call, given[0])
        edit = tree.replace(given[0].keyword, "learning_rate")
        yield Fix("Write `learning_rate`", Applicability.SAFE, (edit,))
    elif not proof.facts.get("instead"):
        yield Fix(f"Remove `{name}`", Applicability.SAFE, (without(tree, call, given[0]),))


def _of_today(tree: Tree, call: cst.Call, proof: Proof) -> Iterator[Fix]:
    """``keras.optimizers.legacy.Adam(0.1)`` without ``legacy``."""
    library, dot, name = dotted(call.func).rpartition(".legacy.")
    names = {arg.keyword.value for arg in call.args if arg.keyword is not None}
    if proof.facts.get("member") == f"legacy.{name}" and dot and not names & {"lr", "decay"}:
        edit = tree.replace(call.func, f"{library}.{name}")
        yield Fix(f"Use `{library}.{name}`", Applicability.UNSAFE, (edit,))


def _as_schedule(tree: Tree, call: cst.Call, rate: cst.Arg) -> Iterator[Fix]:
    """``decay``, which Keras 3 ignores, as the schedule that it was."""
    names = [arg.keyword.value if arg.keyword is not None else "" for arg in call.args]
    library = dotted(call.func).rpartition(".")[0]
    if "decay" not in names or not library:
        return
    at = names.index("decay")
    decay, start = tree.bare(call.args[at].value), tree.bare(rate.value)
    schedule = f"{library}.schedules.InverseTimeDecay({start}, 1, {decay})"
    here = tree.span(call.args[at])
    if at:
        before = tree.span(call.args[at - 1])
        gone = Span(before.end_line, before.end_col, here.end_line, here.end_col)
    else:
        after = tree.span(call.args[1])
        gone = Span(here.line, here.col, after.line, after.col)
    edits = (tree.replace(rate, f"learning_rate={schedule}"), Edit(gone, ""))
    title = "Write `learning_rate`, and `decay` as the schedule that it was"
    yield Fix(title, Applicability.SAFE, edits)


def _member(source: Source, tree: Tree, node: cst.Attribute, proof: Proof) -> Iterator[Fix]:
    name = node.attr.value
    if name in _RENAMED:
        worth = Applicability.SAFE if proof.whole else Applicability.UNSAFE
        edit = tree.replace(node.attr, _RENAMED[name])
        yield Fix(f"Write `{_RENAMED[name]}`", worth, (edit,))
    call = tree.parent(node)
    if not isinstance(call, cst.Call) or call.func is not node:
        return
    if name == "_decayed_lr":
        code = f"{tree.code(node.value)}.learning_rate"
        yield Fix("Write `learning_rate`", Applicability.SAFE, (tree.replace(call, code),))
    elif name == "minimize":
        yield from _written_out(source, tree, call, tree.code(node.value))


def _written_out(source: Source, tree: Tree, call: cst.Call, optimizer: str) -> Iterator[Fix]:
    """``minimize(loss, variables)`` as a tape and ``apply_gradients``."""
    given = _arguments(call)
    loss, variables = given.get("loss"), given.get("var_list")
    if loss is None or variables is None or not _is_list(variables):
        return
    listed = tree.bare(variables)
    if "tape" in given:
        asked = f"{tree.bare(given['tape'])}.gradient({tree.bare(loss)}, {listed})"
        edit = tree.replace(call, f"{optimizer}.apply_gradients(zip({asked}, {listed}))")
        yield Fix("Apply the gradients of the tape", Applicability.UNSAFE, (edit,))
        return
    holder = tree.parent(call)
    line = tree.parent(holder) if isinstance(holder, cst.Expr) else None
    computed = _computed(source, tree, loss)
    made = tensorflow(source, "GradientTape")
    if not computed or made is None or not isinstance(line, cst.SimpleStatementLine):
        return
    if len(line.body) != 1:
        return
    tape, value = (free(source.statements(), name, "step") for name in ("tape", "loss"))
    margin = indent(tree, line)
    code = (
        f"with {made[0]}() as {tape}:\n"
        f"{margin}    {value} = {computed}\n"
        f"{margin}{optimizer}.apply_gradients("
        f"zip({tape}.gradient({value}, {listed}), {listed}))"
    )
    edits: tuple[Edit, ...] = (*made[1], tree.replace(call, code))
    yield Fix("Write the step out, with a tape", Applicability.UNSAFE, edits)


def _is_list(variables: cst.BaseExpression) -> bool:
    """Whether it can be written twice, and isn't a function that gives the list."""
    kinds = (cst.Name, cst.Attribute, cst.List, cst.Tuple, cst.BinaryOperation)
    return isinstance(variables, kinds) and repeatable(variables)


def _arguments(call: cst.Call) -> dict[str, cst.BaseExpression]:
    """The arguments by name; empty where a star hides some."""
    names = ("loss", "var_list", "grad_loss", "name", "tape")
    given: dict[str, cst.BaseExpression] = {}
    for position, arg in enumerate(call.args):
        if arg.star or position >= len(names):
            return {}
        given[arg.keyword.value if arg.keyword is not None else names[position]] = arg.value
    return given


def _computed(source: Source, tree: Tree, loss: cst.BaseExpression) -> str:
    """The loss as an expression that computes it there: a function is called."""
    if isinstance(loss, cst.Lambda):
        plain = not loss.params.params and "\n" not in tree.bare(loss.body)
        return tree.bare(loss.body) if plain else ""
    name = dotted(loss)
    return f"{name}()" if name.rpartition(".")[2] in _functions(source) else ""


def _functions(source: Source) -> frozenset[str]:
    """The functions of the file that can be called without arguments, methods among them."""
    nodes = [node for statement in source.statements() for node in ast.walk(statement)]
    lambdas = {
        target.id
        for node in nodes
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Lambda)
        for target in node.targets
        if isinstance(target, ast.Name) and not node.value.args.args
    }
    plain = {
        node.name
        for node in nodes
        if isinstance(node, ast.FunctionDef)
        if [arg.arg for arg in node.args.args] in ([], ["self"])
    }
    return frozenset(lambdas | plain)
