"""Named tuples: what ``collections.namedtuple`` gives, classes on it or ``typing.NamedTuple``."""

from __future__ import annotations

from tapelint.flow.containers import Dict, Seq
from tapelint.flow.graph import NONE, Const, Value
from tapelint.flow.machine import Machine
from tapelint.flow.places import Place
from tapelint.flow.values import Class, Lib, Obj

Args = list[Value]
Kwargs = dict[str, Value]

NAMED_TUPLE = "namedtuple"  # the kind of an instance
_MADE = "namedtuple class"  # the kind of what ``collections.namedtuple`` gives


class NamedTuples(Machine):
    """Classes whose instances are tuples with names, and those instances."""

    def _namedtuple(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        fields = args[1] if len(args) > 1 else kwargs.get("field_names", NONE)
        names: list[str] = []
        if isinstance(fields, Const) and isinstance(fields.value, str):
            names = fields.value.replace(",", " ").split()
        elif isinstance(fields, Seq):
            names = [str(i.value) for i in fields.items if isinstance(i, Const)]
        self.seq += 1
        made = Obj(_MADE, "collections.namedtuple", None, place, self.seq)
        made.fields["names"] = Seq("tuple", tuple(Const(n) for n in names))
        made.fields["defaults"] = kwargs.get("defaults", Seq("tuple", ()))
        return made

    def make_named_tuple(
        self, made_of: Obj, cls: Class | None, args: Args, kwargs: Kwargs, place: Place
    ) -> Obj:
        """An instance of what ``collections.namedtuple`` gave, or of a class that extends it."""
        self.seq += 1
        out = Obj(NAMED_TUPLE, "", cls, place, self.seq)
        names = names_in(made_of)
        for i, name in enumerate(names):
            value = args[i] if i < len(args) else kwargs.get(name)
            if value is None:
                value = self.item(made_of.fields["defaults"], Const(i - len(names)), place)
            out.fields[name] = value
        return out

    def named_tuple_method(self, owner: Obj, name: str, kwargs: Kwargs) -> Value | None:
        """``_replace`` and ``_asdict``; None for any other method."""
        if name == "_asdict":
            out = Dict()
            out.data.update(named_fields(owner))
            return out
        if name != "_replace":
            return None
        self.seq += 1
        copy = Obj(owner.kind, owner.path, owner.cls, owner.place, self.seq)
        copy.fields.update({**owner.fields, **kwargs})
        return copy


def names_in(made: Obj) -> list[str]:
    """The names of what ``collections.namedtuple`` gave."""
    return [str(name.value) for name in made.fields["names"].items]


def made_from(cls: Class | None) -> Obj | None:
    """What ``collections.namedtuple`` gave, of a class that extends it; None for other classes."""
    bases = cls.mro() if cls is not None else ()
    return next((base for base in bases if isinstance(base, Obj) and base.kind == _MADE), None)


def is_named_tuple_class(value: Obj) -> bool:
    """Whether this is what ``collections.namedtuple`` gave."""
    return value.kind == _MADE


def is_namedtuple(value: Obj) -> bool:
    """Whether an instance is a named tuple, which TensorFlow takes apart like a tuple."""
    if value.kind == NAMED_TUPLE:
        return True
    bases = value.cls.mro() if value.cls is not None else ()
    return any(isinstance(b, Lib) and b.path == "typing.NamedTuple" for b in bases)


def named_fields(value: Obj) -> dict[str, Value]:
    """The items of a named tuple by name, in order."""
    made = made_from(value.cls)
    names = names_in(made) if made is not None else list(value.fields)
    found = ((name, value.fields.get(name)) for name in names)
    return {name: item for name, item in found if isinstance(item, Value)}


def names_of(owner: Value) -> Seq | None:
    """``_fields`` of a named tuple or its class; None for anything else."""
    if isinstance(owner, Class):
        made = made_from(owner)
        names = names_in(made) if made is not None else None
    elif isinstance(owner, Obj) and owner.kind == _MADE:
        names = names_in(owner)
    else:
        is_one = isinstance(owner, Obj) and is_namedtuple(owner)
        names = list(named_fields(owner)) if is_one and isinstance(owner, Obj) else None
    return None if names is None else Seq("tuple", tuple(map(Const, names)))
