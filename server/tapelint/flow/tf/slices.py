"""Gradients of what is only looked up: rows and their indices, which Python's operators refuse."""

from __future__ import annotations

import ast
from typing import Final

from tapelint.flow.asking.query import history
from tapelint.flow.frames import Misuse
from tapelint.flow.graph import LIVE, Const, Edge, Node, Value
from tapelint.flow.machine import Machine
from tapelint.flow.nodes import nodes
from tapelint.flow.places import CallPath, Place
from tapelint.flow.requests import Request
from tapelint.flow.values import Var

_REFUSED: Final = frozenset({"Add", "Sub", "Mult", "Div", "Pow", "FloorDiv", "Mod"})
# Which rows these take decides about the gradient; along another axis it is a plain tensor.
_LOOKUPS: Final = {
    "tf.gather": frozenset({"params", "indices", "name"}),
    "tf.nn.embedding_lookup": frozenset({"params", "ids", "name"}),
}
_EMBEDDING: Final = "keras.layers.Embedding"


class Slices(Machine):
    """Notes arithmetic with the gradient of a table that is only read by its rows."""

    def note_sliced(self, op: str, left: Value, right: Value, place: Place) -> None:
        """``2.0 * grad`` raises where the gradient is a ``tf.IndexedSlices``."""
        if op not in _REFUSED or not (_is_gradient(left) or _is_gradient(right)):
            return
        names = [self._sliced(side) for side in (left, right)]
        if not any(names) or not all(
            name or _is_number(side) for name, side in zip(names, (left, right), strict=True)
        ):
            return
        if any(_asks_for_kind(node) for part in self.module_body for node in nodes(part)):
            return
        facts: dict[str, object] = {"reason": "sliced", "of": names[0] or names[1] or ""}
        node = place.node
        if isinstance(node, ast.BinOp):
            facts["operand"] = ast.unparse(node.left if names[0] else node.right)
            facts["side"] = "left" if names[0] else "right"
            facts["both"] = "yes" if all(names) else ""
        self.surely_raises(Misuse("refused-argument", place, None, facts))

    def _sliced(self, value: Value) -> str:
        """The name of the variable whose gradient this is, if it surely is one of rows."""
        known = self.gradient_of.get(id(value))
        if known is None:
            return ""
        gradient, source, request = known
        if not isinstance(source, Var) or request.method != "gradient" or gradient.fact:
            return ""
        users = _users(source, request)
        certain = bool(users) and all(self._is_straight(user, request) for user in users)
        return (source.name or "the table") if certain else ""

    def _is_straight(self, node: Node, request: Request) -> bool:
        """Whether the gradient surely comes back as it is: loops of graphs make a tensor of it."""
        for path in node.place.path.chain() if node.place is not None else ():
            function = path.function
            if not isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
                return path.caller is None
            in_graph = bool(self.graph_depth or function.decorator_list)
            if in_graph and any(isinstance(n, (ast.For, ast.While)) for n in nodes(function)):
                return False
            if path is request.place.path:
                return True
            if not _is_called_by_name(path):
                return False
        return False


def _asks_for_kind(node: ast.AST) -> bool:
    """Whether a program knows of such gradients: then it may tell them from tensors."""
    if isinstance(node, ast.Attribute):
        return node.attr in ("IndexedSlices", "indices")
    if isinstance(node, (ast.alias, ast.Name)):
        return (node.name if isinstance(node, ast.alias) else node.id) == "IndexedSlices"
    return isinstance(node, ast.Constant) and node.value in ("values", "indices")


def _is_gradient(value: Value) -> bool:
    return isinstance(value, Node) and value.kind == "grad"


def _is_number(value: Value) -> bool:
    if isinstance(value, Const):
        return isinstance(value.value, (int, float))
    return isinstance(value, Node) and value.home == "python" and value.dtype in ("int", "float")


def _users(source: Var, request: Request) -> list[Node]:
    """What takes rows of a variable for the target; nothing where something takes all of it."""
    if any(target.fact is source for target in request.targets):
        return []
    users = [(n, e) for n in history(request.targets) for e in n.edges if _reads(e, source)]
    certain = all(e.state == LIVE and _is_lookup(n) for n, e in users)
    return [n for n, _ in users] if certain else []


def _is_called_by_name(path: CallPath) -> bool:
    """Whether a call names the function that runs, and no library calls it back."""
    call = path.call.node if path.call is not None else None
    name = path.name.rpartition(".")[2]
    if not isinstance(call, ast.Call):
        return False
    written = call.func.attr if isinstance(call.func, ast.Attribute) else ast.unparse(call.func)
    return written == name or name in ("call", "__call__")


def _reads(edge: Edge, source: Var) -> bool:
    return isinstance(edge.to, Node) and edge.to.kind == "read" and edge.to.fact is source


def _is_lookup(node: Node) -> bool:
    if node.op == _EMBEDDING:
        return True
    return node.op in _LOOKUPS and set(node.given) <= _LOOKUPS[node.op]
