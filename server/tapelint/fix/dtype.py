"""Fixes that make floats of integers, where a gradient is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tapelint.diagnostic import Applicability, Fix
from tapelint.fix.arguments import add_argument, within
from tapelint.fix.expressions import put_between
from tapelint.fix.imports import names_of, tensorflow
from tapelint.fix.lazy import cst
from tapelint.fix.names import dotted
from tapelint.fix.source import Source
from tapelint.fix.tree import Tree
from tapelint.flow.proof import Proof
from tapelint.text import Edit

_INTEGER = re.compile(r"u?int(8|16|32|64)$")
_DECIMAL = re.compile(r"[0-9][0-9_]*$")
_MAKERS = ("Variable", "constant")


def float_source(source: Source, proof: Proof) -> Iterator[Fix]:
    """Create the source from floats: its dtype where one is written, else its literals."""
    tree = source.tree(proof.span)
    if tree is None:
        return
    dtypes = [node for node in within(tree, proof.span) if _is_integer_dtype(node)]
    if len(dtypes) == 1:
        written = tree.bare(dtypes[0])
        name = _INTEGER.sub("float32", written.strip("\"'"))
        edit = tree.replace(dtypes[0], written.replace(written.strip("\"'"), name))
        yield Fix(f"Use `{name}` (the values become floats)", Applicability.UNSAFE, (edit,))
    elif not dtypes:
        edits = tuple(_literals(tree, proof)) or tuple(_added_dtype(source, tree, proof))
        if edits:
            title = "Make it of floats (the dtype becomes float32)"
            yield Fix(title, Applicability.UNSAFE, edits)


def without_cast(source: Source, proof: Proof) -> Iterator[Fix]:
    """``cast(cast(x, int), float)`` without the inner cast."""
    tree = source.tree(proof.span)
    call = tree.at(proof.span, cst.Call) if tree is not None else None
    if tree is None or call is None or not call.args or not _is_cast(call):
        return
    arg = tree.parent(call)
    outer = tree.parent(arg) if isinstance(arg, cst.Arg) else None
    back = isinstance(outer, cst.Call) and _is_cast(outer) and outer.args[0] is arg
    if not back or call.args[0].keyword is not None or call.args[0].star:
        return
    title = "Drop the cast to integers (the value is no longer truncated)"
    edits = tuple(put_between(tree, call, call.args[0].value))
    yield Fix(title, Applicability.UNSAFE, edits)


def _is_cast(call: cst.Call) -> bool:
    return dotted(call.func).rpartition(".")[2] == "cast" and len(call.args) == 2


def _is_integer_dtype(node: cst.CSTNode) -> bool:
    if isinstance(node, cst.SimpleString):
        return _INTEGER.fullmatch(node.value.strip("\"'")) is not None
    name = dotted(node)
    return "." in name and _INTEGER.fullmatch(name.rpartition(".")[2]) is not None


def _literals(tree: Tree, proof: Proof) -> Iterator[Edit]:
    """``.0`` behind each number of the value that the source is made of."""
    makers = [
        node
        for node in within(tree, proof.span)
        if isinstance(node, cst.Call) and dotted(node.func).rpartition(".")[2] in _MAKERS
    ]
    if len(makers) != 1 or not makers[0].args or makers[0].args[0].star:
        return
    value = makers[0].args[0].value
    if dotted(makers[0].func).endswith("constant") and not isinstance(value, cst.Integer):
        return  # a list of whole numbers is more often indices
    numbers = list(_numbers(value))
    if all(isinstance(number, cst.Integer) for number in numbers):
        for number in numbers:
            yield tree.replace(number, f"{tree.bare(number)}.0")


def _added_dtype(source: Source, tree: Tree, proof: Proof) -> Iterator[Edit]:
    """A dtype for a variable that is made of a NumPy array."""
    call = next((node for node in within(tree, proof.span) if isinstance(node, cst.Call)), None)
    written = tensorflow(source, "float32")
    if call is None or written is None or dotted(call.func).rpartition(".")[2] != "Variable":
        return
    value = call.args[0].value if len(call.args) == 1 and not call.args[0].star else None
    arrays = names_of(source, "numpy")
    if isinstance(value, cst.Call) and dotted(value.func).partition(".")[0] in arrays:
        yield from written[1]
        yield add_argument(tree, call, f"dtype={written[0]}")


def _numbers(value: cst.BaseExpression) -> Iterator[cst.BaseExpression]:
    """The decimal integers of a literal; the first thing that is something else, as it is."""
    if isinstance(value, (cst.List, cst.Tuple)):
        for element in value.elements:
            yield from _numbers(element.value)
    elif isinstance(value, cst.UnaryOperation) and isinstance(value.operator, cst.Minus):
        yield from _numbers(value.expression)
    elif isinstance(value, cst.Integer) and not _DECIMAL.fullmatch(value.value):
        yield cst.Name("other")
    else:
        yield value
