"""Updates that are lost: a name gets a new tensor that nobody reads, and that is all.

What stands for a tensor is updated by a gradient; what stands for a variable by whatever is
computed from it, as a net is that follows another one.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Sequence
from typing import Final, TypeGuard

from tapelint.flow.containers import Seq
from tapelint.flow.frames import Misuse
from tapelint.flow.graph import Node, Value
from tapelint.flow.machine import Machine
from tapelint.flow.nodes import nodes
from tapelint.flow.python.liveness import is_borrowed, is_read_after, loop_around
from tapelint.flow.tf.discarded import is_pure
from tapelint.flow.tf.tensors import reads_gradient
from tapelint.flow.values import Lib, Var

_LIBRARIES: Final = frozenset({"tf", "keras", "numpy", "math"})


class LostUpdates(Machine):
    """Notes names that an update binds anew and that nobody reads afterwards."""

    def note_lost(
        self, name: str, old: Value | None, new: Node, statement: ast.Assign | ast.AugAssign
    ) -> None:
        """A statement gives a name a tensor that was computed from what it stood for."""
        place = self.place(statement)
        if place.home is not None or self.frame.guards or not _is_made_here(new, statement):
            return
        if not (isinstance(old, Var) or reads_gradient(new)):
            return
        key = place.key()
        # An array isn't changed in place by a tensor that is added to it, either.
        arrays = isinstance(old, Node) and old.home == "numpy" and new.home == "tensor"
        if (
            not self._is_lost(name, old, statement, arrays=arrays)
            or self.lost.get(key, place) is None
        ):
            self.lost[key] = None  # one pass in which it makes sense is enough
        elif key not in self.lost and old is not None:
            self.lost[key] = self._misuse(name, old, statement)

    def _is_lost(self, name: str, old: Value | None, statement: ast.stmt, *, arrays: bool) -> bool:
        tensor = arrays or (isinstance(old, Node) and old.home == "tensor")
        env = self.frame.env
        if not (tensor or isinstance(old, Var)) or env.is_class or name in env.redirect:
            return False
        scope = self._scope()
        return (
            self._is_from_outside(name, old, scope, statement)
            and not is_read_after(scope, statement, name, shown=tensor)
            and self._has_no_effect(statement)
        )

    def _scope(self) -> Sequence[ast.stmt]:
        function = self.frame.function
        if function is None:
            return self.module_body
        return function.node.body if isinstance(function.node.body, list) else ()

    def _is_from_outside(
        self, name: str, old: Value | None, scope: Sequence[ast.stmt], statement: ast.stmt
    ) -> bool:
        """Whether the name only borrows its value: from a list, a caller or an object."""
        if loop_around(scope, statement, name) is not None or is_borrowed(scope, statement, name):
            return True
        function = self.frame.function
        if function is None or isinstance(function.node, ast.Lambda):
            return False
        args = function.node.args
        if any(arg.arg == name for arg in (*args.posonlyargs, *args.args, *args.kwonlyargs)):
            return True
        made = old.place if isinstance(old, Var) else None
        return made is not None and self.frame.path not in made.path.chain()

    def _has_no_effect(self, statement: ast.stmt) -> bool:
        """Whether whatever the statement calls only computes something, of all that is known."""
        for node in nodes(statement):
            if isinstance(node, (ast.NamedExpr, ast.Await, ast.Yield, ast.YieldFrom)):
                return False
            if isinstance(node, ast.Call) and not self._only_computes(node):
                return False
        return True

    def _only_computes(self, call: ast.Call) -> bool:
        root: ast.expr = call.func
        while isinstance(root, ast.Attribute):
            root = root.value
        value = self.frame.env.find(root.id) if isinstance(root, ast.Name) else None
        if isinstance(value, Lib) and value.path.split(".")[0] in _LIBRARIES:
            return True
        builtin = value is None and isinstance(root, ast.Name) and hasattr(builtins, root.id)
        return builtin or not (call.args or call.keywords)

    def _misuse(self, name: str, old: Value, statement: ast.Assign | ast.AugAssign) -> Misuse:
        facts: dict[str, object] = {"name": name, "reason": "lost", "raises": "no"}
        kind = "replaced" if isinstance(old, Var) else "discarded"
        loop = loop_around(self._scope(), statement, name)
        listed = None if loop is None else iterated(loop, name)
        if kind == "discarded" and isinstance(listed, (ast.Name, ast.Attribute)):
            value = self.evaluate(listed)
            # What is made anew whenever it is looked at can't be changed.
            if isinstance(value, Seq) and value.kind == "list" and self.evaluate(listed) is value:
                facts["list"] = ast.unparse(listed)
        return Misuse(kind, self.place(statement), None, facts)


def iterated(loop: ast.For, name: str) -> ast.expr | None:
    """The list that a loop takes a name's values from, through ``zip`` and ``enumerate``."""
    target, values = loop.target, loop.iter
    if _calls(values, "enumerate") and isinstance(target, ast.Tuple) and len(target.elts) == 2:
        target, values = target.elts[1], values.args[0]
    if _calls(values, "zip") and isinstance(target, ast.Tuple):
        pairs = zip(target.elts, values.args, strict=False)
        found = [v for t, v in pairs if isinstance(t, ast.Name) and t.id == name]
        return found[0] if len(target.elts) == len(values.args) and len(found) == 1 else None
    return values if isinstance(target, ast.Name) and target.id == name else None


def _calls(node: ast.expr, name: str) -> TypeGuard[ast.Call]:
    """Whether this calls a builtin with plain arguments."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
        return False
    plain = not any(isinstance(arg, ast.Starred) for arg in node.args)
    return node.func.id == name and plain and bool(node.args)


def _is_made_here(new: Node, statement: ast.Assign | ast.AugAssign) -> bool:
    """Whether a statement itself computes a value, and does nothing else."""
    made = new.place.node if new.place is not None else None
    here = made is statement or made is statement.value
    return here and new.kind == "op" and is_pure(new.op)
