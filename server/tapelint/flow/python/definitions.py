"""Definitions: functions with their defaults and decorators, classes with their hooks."""

from __future__ import annotations

import ast

from tapelint.flow.frames import Flow
from tapelint.flow.machine import Machine
from tapelint.flow.values import (
    Bound,
    Class,
    Const,
    Env,
    Function,
    Lib,
    Obj,
    Seq,
    Value,
)


class Definitions(Machine):
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

    def define_class(self, s: ast.ClassDef) -> int:
        """A ``class``: its body runs, its hooks too, and it gets its name."""
        bases = tuple(self.evaluate(b) for b in s.bases if not isinstance(b, ast.Starred))
        cls = Class(s.name, bases, s, self.frame.unit)
        frame = self.frame
        outer = frame.env
        frame.env = Env(outer, is_class=True)
        try:
            self.block(s.body)
        finally:
            names, frame.env = frame.env.names, outer
        members = is_enum(cls)
        for name, member in list(names.items()):
            if (
                members
                and isinstance(member, (Const, Seq, Lib))
                and not name.startswith(("_", "%"))
            ):
                names[name] = self._enum_member(cls, name, member, s)
        for name, member in names.items():
            if isinstance(member, Function) and member.cls is None:
                member.cls = cls
                member.name = f"{s.name}.{member.name}" if member.name == name else member.name
            cls.fields[name] = member
        self._class_hooks(cls, s)
        value: Value = cls
        if has_metaclass(cls):
            made = [self.evaluate(k.value) for k in s.keywords]
            value = self.unknown(f"metaclass of {s.name}", self.place(s), [cls, *made])
        for decorator in reversed(s.decorator_list):
            value = self.decorated(self.evaluate(decorator), value, self.place(decorator))
        self.bind_name(s.name, value)
        return Flow.NEXT

    def _enum_member(self, cls: Class, name: str, value: Value, s: ast.ClassDef) -> Obj:
        self.seq += 1
        member = Obj("enum", "", cls, self.place(s), self.seq)
        member.fields.update(name=Const(name), value=value)
        return member

    def _class_hooks(self, cls: Class, s: ast.ClassDef) -> None:
        """What members and bases do when a class is made."""
        place = self.place(s)
        for name, member in list(cls.fields.items()):
            if isinstance(member, Obj) and member.cls is not None:
                hook = self.class_member(member.cls, "__set_name__")
                if hook is not None:
                    self.call(Bound(hook, member), [cls, Const(name)], {}, place)
        for base in cls.bases:
            hook = self.class_member(base, "__init_subclass__") if isinstance(base, Class) else None
            if hook is not None:
                keywords = {k.arg: self.evaluate(k.value) for k in s.keywords if k.arg}
                self.call(Bound(hook, cls), [], keywords, place)


def has_metaclass(cls: Class) -> bool:
    """Whether calling a class may do anything else than make an instance."""
    return any(
        k.arg == "metaclass" and not ast.unparse(k.value).endswith("ABCMeta")
        for k in cls.node.keywords
    )


def is_enum(cls: Class) -> bool:
    """Whether the plain attributes of a class become its members."""
    return any(isinstance(b, Lib) and b.path.startswith("enum.") for b in cls.mro())
