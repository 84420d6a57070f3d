"""Class statements: the body, the hooks of bases and members, and a metaclass of the program.

A metaclass is run as Python runs it: ``__new__`` gets the name, the bases and what the body bound,
and ``type.__new__`` makes the class of these; then ``__init__``. Its ``__call__`` makes instances.
One that does anything else to its classes is unknown, and so are they.
"""

from __future__ import annotations

import ast
from typing import Final

from tapelint.flow.containers import Dict, Seq
from tapelint.flow.frames import Flow
from tapelint.flow.graph import Const, Value
from tapelint.flow.machine import Machine
from tapelint.flow.places import Place
from tapelint.flow.python.decorators import abstract_body
from tapelint.flow.values import MISSING, Bound, Class, Env, Function, Lib, Obj


class Classes(Machine):
    """Defining classes."""

    decorated_classes: list[Class]  # those of the checked module that something was made of

    def define_class(self, s: ast.ClassDef) -> int:
        """A ``class``: its body runs, its metaclass makes it, and it gets its name."""
        bases = tuple(base for written in s.bases for base in self._bases(written))
        cls = Class(s.name, bases, s, self.frame.unit)
        cls.meta = self._metaclass(cls, s)
        self._run_body(cls, s)
        keywords = [(k.arg, k.value) for k in s.keywords if k.arg and k.arg != "metaclass"]
        given = {name: self.evaluate(value) for name, value in keywords}
        value = self.make_class(cls, given, self.place(s))
        for decorator in reversed(s.decorator_list):
            value = self.decorated(self.evaluate(decorator), value, self.place(decorator))
        if value is not cls and self.frame.env is self.module:
            self.decorated_classes.append(cls)  # its methods run on instances of it all the same
        self.bind_name(s.name, value)
        return Flow.NEXT

    def _bases(self, written: ast.expr) -> list[Value]:
        """The bases that stand at one place of the statement: with a star there may be several."""
        if not isinstance(written, ast.Starred):
            return [self.evaluate(written)]
        items, rest = self.items_of(self.evaluate(written.value), self.place(written))
        return items if rest is None else [*items, rest]

    def _run_body(self, cls: Class, s: ast.ClassDef) -> None:
        """Run the body in a scope of its own: what it binds are the members."""
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
            func = abstract_body(member) or member
            if isinstance(func, Function) and func.cls is None:
                func.cls = cls
                func.name = f"{s.name}.{func.name}" if func.name == name else func.name
                func.binding = func.binding or _IMPLIED_BINDINGS.get(name, "")
            cls.fields[name] = member

    def _enum_member(self, cls: Class, name: str, value: Value, s: ast.ClassDef) -> Obj:
        self.seq += 1
        member = Obj("enum", "", cls, self.place(s), self.seq)
        member.fields.update(name=Const(name), value=value)
        return member

    # ------------------------------------------------------------------ metaclasses

    def _metaclass(self, cls: Class, s: ast.ClassDef) -> Value | None:
        """What makes a class: as its statement says, or as its bases were made; None for type."""
        for keyword in s.keywords:
            if keyword.arg == "metaclass":
                return self.metaclass_of(self.evaluate(keyword.value), cls, self.place(s))
        inherited = (b.meta for b in cls.bases if isinstance(b, Class))
        return next((meta for meta in inherited if meta is not None), None)

    def metaclass_of(self, meta: Value, cls: Class, place: Place) -> Value | None:
        """A metaclass as far as it is understood: None is ``type``."""
        if isinstance(meta, Lib) and meta.path in _PLAIN:
            return None
        if isinstance(meta, Class) and is_plain_metaclass(meta):
            return meta
        return self.unknown(f"metaclass of {cls.name}", place, [cls, meta])

    def make_class(self, cls: Class, keywords: dict[str, Value], place: Place) -> Value:
        """The class that a body gives, as its metaclass makes it."""
        meta = cls.meta
        if meta is None:
            self._class_hooks(cls, keywords, place)
            return cls
        if not isinstance(meta, Class):
            return meta
        self.making.append(cls)
        body = Dict()
        body.data.update(cls.fields)
        args: list[Value] = [Const(cls.name), Seq("tuple", cls.bases), body]
        new, init = self.class_member(meta, "__new__"), self.class_member(meta, "__init__")
        made: Value = cls
        if new is not None:
            made = self.call(new, [meta, *args], keywords, place)
        if cls in self.making:
            self.finish_class(args, keywords, place)
        if init is not None and isinstance(made, Class):
            self.call(Bound(init, made), args, keywords, place)
        return made

    def finish_class(self, args: list[Value], kwargs: dict[str, Value], place: Place) -> Value:
        """``type.__new__(meta, name, bases, members)``, of the class whose metaclass runs now."""
        body = args[-1] if args else None
        if not self.making or not isinstance(body, Dict) or body.rest is not None:
            return self.unknown("type.__new__", place, args)
        cls = self.making.pop()
        for name in [name for name in cls.fields if name not in body.data]:
            self.heap.put(cls.fields, name, MISSING)
        for name, member in body.data.items():
            self.heap.put(cls.fields, name, member)
        self._class_hooks(cls, kwargs, place)
        return cls

    def _class_hooks(self, cls: Class, keywords: dict[str, Value], place: Place) -> None:
        """What members and bases do when a class is made."""
        for name, member in list(cls.fields.items()):
            if isinstance(member, Obj) and member.cls is not None:
                hook = self.class_member(member.cls, "__set_name__")
                if hook is not None:
                    self.call(Bound(hook, member), [cls, Const(name)], {}, place)
        for base in cls.bases:
            hook = self.class_member(base, "__init_subclass__") if isinstance(base, Class) else None
            if hook is not None:
                self.call(Bound(hook, cls), [], keywords, place)


def is_plain_metaclass(meta: Class) -> bool:
    """Whether a metaclass only makes its classes and their instances, and gives them methods."""
    for base in meta.mro():
        if isinstance(base, Lib) and base.path not in (*_PLAIN, "builtins.object"):
            return False
        if not isinstance(base, (Class, Lib)):
            return False
        if isinstance(base, Class) and not all(
            name in _MODELLED or not (name.startswith("__") and name.endswith("__"))
            for name in base.fields
        ):
            return False
    return is_metaclass(meta)


def is_metaclass(cls: Class) -> bool:
    """Whether the instances of a class are classes."""
    return any(isinstance(base, Lib) and base.path in _PLAIN for base in cls.mro())


def is_enum(cls: Class) -> bool:
    """Whether the plain attributes of a class become its members."""
    return any(isinstance(b, Lib) and b.path.startswith("enum.") for b in cls.mro())


_PLAIN: Final = frozenset({"builtins.type", "abc.ABCMeta"})
# What a metaclass may define and is understood.
_MODELLED: Final = frozenset(
    {"__new__", "__init__", "__call__", "__getitem__", "__instancecheck__"}
    | {"__repr__", "__str__", "__doc__"}
)
_IMPLIED_BINDINGS: Final = {"__new__": "static"}
