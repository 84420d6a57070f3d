"""The straight-through form: the value of a rounding with the gradient of what is rounded."""

from __future__ import annotations

from tapelint.diagnostic import Applicability, Fix
from tapelint.fix.expressions import put_sum, repeatable, summand
from tapelint.fix.imports import tensorflow
from tapelint.fix.lazy import cst
from tapelint.fix.names import goes_by
from tapelint.fix.source import Source
from tapelint.fix.statements import insert_before, line_of
from tapelint.fix.tree import Tree
from tapelint.text import Edit

_NAMES = {
    "rounding": ("unrounded", "unrounded_value", "value_before_rounding"),
    "sign": ("raw", "raw_value", "value_before_sign"),
}


def rounding(
    source: Source, tree: Tree, call: cst.Call, op: str, kept: str = "rounding"
) -> Fix | None:
    """``x + stop_gradient(round(x) - x)`` for ``round(x)``; a call gets a name first."""
    stop = _stop_gradient(source, call, op) if goes_by(call.func, op) else None
    if stop is None or len(call.args) != 1 or call.args[0].star or call.args[0].keyword:
        return None
    name, edits = stop
    value = call.args[0].value
    if repeatable(value):
        shown, operand, first = tree.code(value), summand(value, tree.code(value)), None
        rounded = tree.bare(call)
    else:
        shown = operand = next((each for each in _NAMES[kept] if each not in tree.index.text), "")
        first = _named(tree, call, value, operand)
        rounded = f"{tree.code(call.func)}({operand})"
        if first is None:
            return None
    edit = put_sum(tree, call, f"{operand} + {name}({rounded} - {operand})")
    title = f"Keep the {kept}, use the gradient of `{shown}` (straight-through)"
    made = (*edits, first, edit) if first is not None else (*edits, edit)
    return Fix(title, Applicability.UNSAFE, made)


def _named(tree: Tree, call: cst.Call, value: cst.BaseExpression, name: str) -> Edit | None:
    """A line above that gives the operand a name, where it runs exactly as often."""
    statement = line_of(tree, call)
    alone = isinstance(statement, cst.SimpleStatementLine) and len(statement.body) == 1
    if not alone or statement is None or not name or "\n" in tree.code(value):
        return None
    once = not any(isinstance(above, _sometimes()) for above in tree.ancestors(call))
    return insert_before(tree, statement, f"{name} = {tree.bare(value)}") if once else None


def _sometimes() -> tuple[type[cst.CSTNode], ...]:
    """What is in these may run another number of times than the statement around."""
    return (cst.Lambda, cst.BaseComp, cst.IfExp, cst.BooleanOperation, cst.FormattedString)


def _stop_gradient(source: Source, call: cst.Call, op: str) -> tuple[str, tuple[Edit, ...]] | None:
    if op.startswith("keras.ops.") and isinstance(call.func, cst.Attribute):
        return f"{cst.Module([]).code_for_node(call.func.value)}.stop_gradient", ()
    return tensorflow(source, "stop_gradient")
