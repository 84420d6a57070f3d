"""Whether a function of the program only computes its result, as far as its text tells."""

from __future__ import annotations

import ast
import builtins
from typing import Final

from tapelint.flow.nodes import nodes
from tapelint.flow.values import Bound, Env, Function, Lib

_LIBRARIES: Final = frozenset({"tf", "keras", "numpy", "math", "functools", "itertools"})
_DO_SOMETHING: Final = frozenset(
    {"print", "open", "setattr", "delattr", "exec", "eval", "next", "input"}
)
EFFECTS: Final = tuple(
    f"tf.{name}"
    for name in (
        *("debugging.", "io.", "summary.", "raw_ops.", "test.", "profiler.", "distribute."),
        *("py_function", "numpy_function", "print", "ensure_shape"),
    )
)
"""Functions that are called for what they do, or to see whether they raise."""
_SETTINGS: Final = ("tf.config.", "tf.function", "tf.keras.backend.set_", "tf.random.set_")
_OF_VALUES: Final = frozenset({"items", "keys", "values", "get", "numpy", "astype", "reshape"})
_OF_OWN_LISTS: Final = frozenset({"append", "extend", "insert", "update", "add", "setdefault"})
_NO_COMPUTATION: Final = (
    *(ast.Raise, ast.Assert, ast.Global, ast.Nonlocal, ast.Delete, ast.With, ast.AsyncWith),
    *(ast.Try, ast.Import, ast.ImportFrom, ast.Await, ast.Yield, ast.YieldFrom, ast.ClassDef),
)
_DEEP: Final = 3


def only_computes(function: Function, depth: int = _DEEP) -> bool:
    """Whether running a function can have no other effect than the result that it gives."""
    node = function.node
    if depth == 0 or node.args.kwarg is not None or getattr(node, "decorator_list", False):
        return False
    inner = nodes(node)
    own = _own_containers(inner)
    given = {arg.arg for arg in inner if isinstance(arg, ast.arg)}
    return all(_is_harmless(one, function.env, own, given, depth) for one in inner)


def _own_containers(inner: list[ast.AST]) -> set[str]:
    """The names that stand for nothing but lists and dictionaries that are made right there."""
    bound: dict[str, bool] = {}
    for node in inner:
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    bound[target.id] = bound.get(target.id, True) and _is_made_here(node.value)
    return {name for name, made_here in bound.items() if made_here}


def _is_made_here(value: ast.expr) -> bool:
    called = value.func if isinstance(value, ast.Call) else None
    if isinstance(called, ast.Name) and called.id in ("list", "dict", "set"):
        return True
    return isinstance(value, (ast.List, ast.Dict, ast.ListComp, ast.DictComp))


def _is_harmless(node: ast.AST, env: Env, own: set[str], given: set[str], depth: int) -> bool:
    if isinstance(node, _NO_COMPUTATION):
        return False
    if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
        return node.target.id not in given  # a list that was given would grow
    if isinstance(node, (ast.Attribute, ast.Subscript)) and isinstance(node.ctx, ast.Store):
        return isinstance(node, ast.Subscript) and _root(node) in own
    return not isinstance(node, ast.Call) or _is_computation(node, env, own, depth)


def _is_computation(call: ast.Call, env: Env, own: set[str], depth: int) -> bool:
    func = call.func
    if isinstance(func, ast.Name) and func.id == "print":
        return all(isinstance(one, ast.Constant) for one in call.args)  # nobody calls it for that
    value = env.find(_root(func))
    if isinstance(value, Lib) and value.path.split(".")[0] in _LIBRARIES:
        path = ".".join((value.path, *ast.unparse(func).split(".")[1:]))
        return not path.startswith((*EFFECTS, *_SETTINGS))
    if isinstance(func, ast.Attribute):
        return func.attr in _OF_VALUES or (func.attr in _OF_OWN_LISTS and _root(func) in own)
    if isinstance(value, Bound):
        value = value.func
    if isinstance(value, Function):
        return only_computes(value, depth - 1)
    name = _root(func)
    return value is None and hasattr(builtins, name) and name not in _DO_SOMETHING


def _root(node: ast.expr) -> str:
    """The name that attributes and items are looked up from."""
    while isinstance(node, (ast.Attribute, ast.Subscript)):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""
