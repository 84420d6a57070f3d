"""The interpreter: all its parts together, and the order in which a module is run."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from tapelint.flow.access import Access
from tapelint.flow.calls import Calls
from tapelint.flow.expressions import Expressions
from tapelint.flow.keras import Keras
from tapelint.flow.library import Library
from tapelint.flow.machine import BudgetSpentError, Flow, Frame
from tapelint.flow.pythonlib import PythonLibrary
from tapelint.flow.statements import Statements
from tapelint.flow.tapes import Tapes
from tapelint.flow.tensors import Tensors
from tapelint.flow.values import (
    Binding,
    Bound,
    CallPath,
    Class,
    Env,
    Function,
    Node,
    Obj,
    Place,
    Seq,
    Value,
)
from tapelint.syntax import Unit


class Interpreter(
    Statements,
    Expressions,
    Calls,
    Access,
    PythonLibrary,
    Tensors,
    Tapes,
    Keras,
    Library,
):
    """Runs a module abstractly, then the functions that nobody called."""

    def run(self, units: Iterable[Unit]) -> None:
        """Run a module's units in order, then what was defined and never called."""
        env = Env(None)
        path = CallPath(None, None, None, "module")
        self.builtins = self.builtin_names()
        try:
            for unit in units:
                self.frame = Frame(env, path, unit, None)
                self.frame.marks.append(self.heap.mark())
                flow = self.block(unit.body)
                if flow == Flow.RAISE:
                    break
                self.heap.log.clear()
            self._run_uncalled(env, path)
        except BudgetSpentError:
            self.unknowns["program too large"] += 1

    # ------------------------------------------------------------------ what nobody calls

    def _run_uncalled(self, env: Env, path: CallPath) -> None:
        methods = self._methods(env)
        done = 0
        while done < len(self.functions):
            func = self.functions[done]
            done += 1
            if id(func.node) in self.executed or (func.env.is_class and id(func.node) in methods):
                continue
            if not func.env.is_class:
                self._run_symbolic(func, env, path, None)
        for cls, func in methods.values():
            if id(func.node) not in self.executed:
                self._run_symbolic(func, env, path, cls)

    @staticmethod
    def _methods(env: Env) -> dict[int, tuple[Class, Function]]:
        found: dict[int, tuple[Class, Function]] = {}
        for value in list(env.names.values()):
            if isinstance(value, Class):
                for member in value.fields.values():
                    if isinstance(member, Function):
                        found.setdefault(id(member.node), (value, member))
        return found

    def _run_symbolic(self, func: Function, env: Env, path: CallPath, cls: Class | None) -> None:
        self.tapes = ()
        self.frame = Frame(env, path, func.unit, None)
        self.frame.marks.append(self.heap.mark())
        place = Place(func.unit, func.node, path)
        args: list[Value] = []
        if cls is not None and func.role != "static":
            args.append(cls if func.role == "class" else self._symbolic_instance(cls, place))
        mark = self.heap.mark()
        self.call(func, args, {}, place)
        self.heap.rollback(mark)

    def _symbolic_instance(self, cls: Class, place: Place) -> Value:
        return self.unknown(f"argument self of {cls.name}", place)

    def note_appended(self, owner: Seq, value: Node, place: Place) -> None:
        """A value was put into a list: that is the statement a user looks for."""
        value.bind = Binding("list", "item", place, self.seq)

    def call_function_plain(
        self, func: Function, args: list[Value], kwargs: dict[str, Value], place: Place
    ) -> Value:
        """Run a function's body."""
        return self.run_function(func, args, kwargs, place, None)


__all__ = ["Bound", "Interpreter", "Obj", "ast"]
