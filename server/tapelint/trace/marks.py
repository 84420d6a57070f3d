"""Which part of a line a cut is: the operator, the function that is called, else its value."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tapelint.text import Span
from tapelint.trace.seen import Cut
from tapelint.trace.sources import Text

_OPERATORS: dict[type[ast.AST], tuple[str, ...]] = {
    ast.Add: ("Add", "AddV2", "ConcatV2"),
    ast.Sub: ("Sub",),
    ast.Mult: ("Mul",),
    ast.Div: ("RealDiv", "Div", "DivNoNan"),
    ast.FloorDiv: ("FloorDiv", "TruncateDiv", "Floor"),
    ast.Mod: ("FloorMod", "Mod", "TruncateMod"),
    ast.Pow: ("Pow", "Square"),
    ast.MatMult: ("MatMul", "BatchMatMul", "BatchMatMulV2", "BatchMatMulV3"),
    ast.Lt: ("Less",),
    ast.LtE: ("LessEqual",),
    ast.Gt: ("Greater",),
    ast.GtE: ("GreaterEqual",),
    ast.Eq: ("Equal",),
    ast.NotEq: ("NotEqual",),
}
_CALLED: dict[str, tuple[str, ...]] = {
    "assign": ("assign", "assign_add", "assign_sub", "Variable", "add_weight"),
    "EagerPyFunc": ("py_function",),
    "PyFunc": ("numpy_function", "py_function"),
    "PyFuncStateless": ("numpy_function", "py_function"),
    "Select": ("where",),
    "SelectV2": ("where",),
    "Range": ("range", "arange"),
    "LinSpace": ("linspace",),
    "RandomShuffle": ("shuffle",),
    "HSVToRGB": ("hsv_to_rgb",),
}
"""What an operation is called by, where that isn't its own name."""
_OF_OPERATIONS = frozenset(
    {"non-differentiable-op", "floor-division", "leaves-tensorflow", "stop-gradient"}
    | {"state-write", "rewrapped-value", "integer-dtype", "zero-gradient"}
)
"""The rules that speak of an operation; others speak of a request, or the value of a statement."""
_REQUESTS = ("gradient", "jacobian", "batch_jacobian", "fit")
_TOKEN = re.compile(rb"[\s)\\]*([^\s(\\#]+)")
_VERSION = re.compile(r"V\d+$")


def mark(text: Text, cut: Cut) -> Span:
    """What to underline of a cut's line; columns are bytes, as in every span."""
    line = cut.place.line
    statement = text.statement(line)
    if statement is not None:
        of_operation = cut.rule is None or cut.rule in _OF_OPERATIONS
        ops = (cut.op,) if of_operation else _REQUESTS
        found = {span for op in ops for span in _operations(statement, op, line, text)}
        if len(found) == 1:
            return found.pop()
        if (value := _value(statement, line)) is not None:
            return value
    return _code(text, line)


def _operations(statement: ast.stmt, op: str, line: int, text: Text) -> Iterator[Span]:
    """Where an operation that is called ``op`` stands on a line of a statement."""
    for node in ast.walk(statement):
        if isinstance(node, ast.BinOp) and op in _OPERATORS.get(type(node.op), ()):
            yield from _between(node.left, node.right, line, text)
        elif isinstance(node, ast.AugAssign) and op in _OPERATORS.get(type(node.op), ()):
            yield from _between(node.target, node.value, line, text)
        elif isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            for left, sign, right in zip(sides, node.ops, sides[1:], strict=False):
                if op in _OPERATORS.get(type(sign), ()):
                    yield from _between(left, right, line, text)
        elif isinstance(node, ast.Call) and _is_called(node.func, op):
            yield from _callee(node.func, op, line)


def _between(left: ast.expr, right: ast.expr, line: int, text: Text) -> Iterator[Span]:
    """The operator between two operands, which has no node of its own."""
    if left.end_lineno != line or left.end_col_offset is None:
        return
    content = text.lines[line - 1].encode("utf-8", "surrogatepass")
    found = _TOKEN.match(content, left.end_col_offset)
    if found is not None:
        yield Span(line, found.start(1), line, found.end(1))


def _callee(function: ast.expr, op: str, line: int) -> Iterator[Span]:
    end_line, end = function.end_lineno or 0, function.end_col_offset or 0
    if end_line != line:
        return
    start = function.col_offset if function.lineno == line else 0
    named = op.startswith(".") or getattr(function, "attr", "").startswith("assign")
    if isinstance(function, ast.Attribute) and named:
        start = end - len(f".{function.attr}".encode())  # a method: its object is fine
    yield Span(line, start, line, end)


def _is_called(function: ast.expr, op: str) -> bool:
    name = getattr(function, "attr", getattr(function, "id", ""))
    bare = op.removeprefix("np.").strip("._()")
    known = _CALLED.get(op, (bare, _VERSION.sub("", bare)))
    return _plain(name) in map(_plain, known)


def _plain(name: str) -> str:
    return name.replace("_", "").lower()


def _value(statement: ast.stmt, line: int) -> Span | None:
    """The value that a statement binds, gives back or works out, as far as it is on a line."""
    value = getattr(statement, "value", None)
    if not isinstance(value, ast.expr) or not value.lineno == value.end_lineno == line:
        return None
    return Span(line, value.col_offset, line, value.end_col_offset or 0)


def _code(text: Text, line: int) -> Span:
    """What stands on a line, without its indentation."""
    content = text.lines[line - 1] if 0 < line <= len(text.lines) else ""
    start = len(content) - len(content.lstrip())
    return Span(line, start, line, len(content.rstrip().encode("utf-8", "surrogatepass")))
