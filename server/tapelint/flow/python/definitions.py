"""Definitions of functions, with their defaults and decorators; those of classes lie beside."""

from __future__ import annotations

import ast

from tapelint.flow.frames import Flow
from tapelint.flow.graph import Value
from tapelint.flow.python.classes import Classes
from tapelint.flow.values import Function


class Definitions(Classes):
    """Makes functions and classes."""

    def define_function(self, s: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
        """A ``def``: the function, decorated, gets its name."""
        func = self.make_function(s, s.name, s.args)
        position = len(self.functions)
        if self.frame.home is None:
            self.functions.append(func)
        value: Value = func
        for decorator in reversed(s.decorator_list):
            value = self.decorated(self.evaluate(decorator), value, self.place(decorator))
        if self.frame.home is None and isinstance(value, Function) and value.node is s:
            self.functions[position] = value  # a ``tf.function`` is one when nobody calls it, too
        self.bind_name(s.name, value)
        return Flow.NEXT

    def make_function(
        self,
        node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda,
        name: str,
        args: ast.arguments,
    ) -> Function:
        """A function value with its defaults evaluated here."""
        defaults = tuple(self.evaluate(d) for d in args.defaults)
        kw = {
            a.arg: self.evaluate(d)
            for a, d in zip(args.kwonlyargs, args.kw_defaults, strict=False)
            if d is not None
        }
        return Function(node, self.frame.unit, self.frame.env, name, defaults, kw, None)
