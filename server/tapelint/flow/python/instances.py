"""Making instances of the program's classes, and what is seen through them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tapelint.flow.containers import Seq, Union
from tapelint.flow.graph import NONE, Const, Node, Value
from tapelint.flow.machine import Machine
from tapelint.flow.places import Place
from tapelint.flow.python.decorators import abstract_body
from tapelint.flow.python.imports import PARTLY_KNOWN
from tapelint.flow.python.mappings import mapping_kind
from tapelint.flow.python.named_tuples import made_from
from tapelint.flow.values import MISSING, Bound, Class, Function, Lib, Obj, Super, Var

# Library classes that a program's class can extend, and what its instances are then.
EXIT_STACK: Final = "exit stack"
BASE_KINDS: Final = {
    "keras.Layer": "layer",
    "keras.Model": "model",
    "keras.Sequential": "model",
    "keras.Loss": "loss",
    "keras.Metric": "metric",
    "keras.Optimizer": "optimizer",
    "tf.Module": "module",
    "keras.callbacks.Callback": "callback",
    "contextlib.ExitStack": EXIT_STACK,
}
_PLAIN_BASES: Final = frozenset({"builtins.object", "builtins.Exception"})
_RECORDS: Final = frozenset(
    {"typing.NamedTuple", "tf.experimental.ExtensionType", "tf.experimental.BatchableExtensionType"}
)


class Instances(Machine):
    """Instances, and the members that they take from their classes."""

    def instantiate(
        self, cls: Class, args: list[Value], kwargs: dict[str, Value], place: Place
    ) -> Value:
        """Call a class of the program: its metaclass may do more than make an instance."""
        meta = cls.meta
        maker = self.class_member(meta, "__call__") if isinstance(meta, Class) else None
        if maker is not None:
            return self.call(Bound(maker, cls), args, kwargs, place)
        return self.make_instance(cls, args, kwargs, place)

    def make_instance(
        self, cls: Class, args: list[Value], kwargs: dict[str, Value], place: Place
    ) -> Value:
        """``type.__call__``: make an instance of a class of the program."""
        kind, _ = instance_kind(cls)
        if self.class_member(cls, "__getattribute__") is not None:
            kind = "opaque"
        init = self.class_member(cls, "__init__")
        if kind == "opaque" or isinstance(init, Node):  # nobody knows what a decorator makes of it
            return self.unknown(f"kind of class {cls.name}", place, [cls, *args, *kwargs.values()])
        new = self.class_member(cls, "__new__")
        made_of = made_from(cls)
        if new is None and made_of is not None:
            owner = self.make_named_tuple(made_of, cls, args, kwargs, place)
        elif new is None:
            owner = self.bare_instance(cls, place, args)
        else:
            made = self.call(new, [cls, *args], kwargs, place)
            if isinstance(made, Union):
                sources = [cls, made, *args, *kwargs.values()]
                return self.unknown(f"kind of class {cls.name}", place, sources)
            if not (isinstance(made, Obj) and made.cls and any(b is cls for b in made.cls.mro())):
                return made
            owner = made
            init = self.class_member(made.cls, "__init__")
        if isinstance(init, Function):
            self.call(Bound(init, owner), args, kwargs, place)
        elif any(map(_is_record, cls.mro())):
            self._fill_dataclass(owner, cls, args, kwargs, place)
        else:
            self.init_library_base(owner, args, kwargs, place)
        return owner

    def bare_instance(self, cls: Class, place: Place, args: Sequence[Value] = ()) -> Obj:
        """``object.__new__``: an instance before its constructor has run."""
        self.seq += 1
        owner = Obj(*instance_kind(cls), cls, place, self.seq)
        self.prepare_object(owner)
        self.prepare_builtin(owner, args)
        return owner

    def _fill_dataclass(
        self, owner: Obj, cls: Class, args: list[Value], kwargs: dict[str, Value], place: Place
    ) -> None:
        for i, field in enumerate(self.field_names(cls)):
            if i < len(args):
                value = args[i]
            elif field in kwargs:
                value = kwargs[field]
            else:
                value = self._default_field(self.class_member(cls, field), place)
            if isinstance(value, Var) and not value.name:
                value.name = field
            self.heap.put(owner.fields, field, value)
        post = self.class_member(cls, "__post_init__")
        if isinstance(post, Function):
            self.call(Bound(post, owner), [], {}, place)

    @staticmethod
    def field_names(cls: Class) -> list[str]:
        """The fields of a data class, those of its bases first."""
        names: list[str] = []
        for base in reversed(list(cls.mro())):
            order = base.fields.get("%annotations") if isinstance(base, Class) else None
            if isinstance(order, Seq):
                for name in order.items:
                    if isinstance(name, Const) and name.value not in names:
                        names.append(name.value)
        return names

    def _default_field(self, default: Value | None, place: Place) -> Value:
        if default is None:
            return self.unknown("field", place)
        if isinstance(default, Obj) and default.kind == "field":
            factory = default.fields.get("default_factory")
            if factory is not None:
                return self.call(factory, [], {}, place)
            value: Value = default.fields.get("default", NONE)
            return value
        return default

    def class_member(self, cls: Class, name: str) -> Value | None:
        """An attribute that a class or one of its bases in the program defines."""
        for base in cls.mro():
            if isinstance(base, Class):
                value = base.fields.get(name)
                if value is not None and value is not MISSING:
                    found: Value = value
                    return found
        return None

    def class_attribute(self, owner: Obj, name: str, place: Place) -> Value | None:
        """A class attribute seen through an instance: methods are bound, properties run."""
        if owner.cls is None:
            return None
        value = self.class_member(owner.cls, name)
        if value is None:
            return None
        return self.bound_member(value, owner, place)

    def bound_member(self, value: Value, owner: Value, place: Place) -> Value:
        """A member as seen through an instance."""
        if isinstance(value, Function):
            if value.binding == "static":
                return value
            if value.binding == "property":
                return self.call(value, [owner], {}, place)
            if value.binding == "cached" and isinstance(owner, Obj):
                made = self.call(value, [owner], {}, place)
                name = value.name.rpartition(".")[2]
                self.heap.put(owner.fields, name, made)
                self.note_binding(made, name, "name", place.node)
                return made
            if value.binding == "class":
                cls = owner.cls if isinstance(owner, Obj) else owner
                return Bound(value, cls if cls is not None else owner)
            return Bound(value, owner)
        if isinstance(value, Node) and value.opaque:
            return self.unknown(value.op, place, [value, owner])
        if isinstance(value, Obj) and value.cls is not None and isinstance(owner, Obj):
            getter = self.class_member(value.cls, "__get__")
            if isinstance(getter, Function):
                given: list[Value] = [owner, owner.cls or NONE]
                return self.call(
                    Bound(getter, value), given[: argument_count(getter) - 1], {}, place
                )
        return value

    def super_member(self, sup: Super, name: str, place: Place) -> Value | None:
        """A member of the classes after ``sup.cls`` in the instance's order."""
        start = _class_of(sup)
        after = False
        for base in start.mro():
            if after and isinstance(base, Class):
                value = base.fields.get(name)
                if value is not None and value is not MISSING:
                    return self.bound_member(abstract_body(value) or value, sup.owner, place)
            if base is sup.cls:
                after = True
        return None


def _is_record(base: Value) -> bool:
    """Whether a class gives its instances a constructor that takes their fields."""
    if isinstance(base, Class):
        return base.dataclass
    return isinstance(base, Lib) and base.path in _RECORDS


def _class_of(sup: Super) -> Class:
    """The class whose order ``super()`` follows; of a metaclass, its instances are classes."""
    owner = sup.owner
    if isinstance(owner, Obj) and owner.cls is not None:
        return owner.cls
    if isinstance(owner, Class):
        if any(base is sup.cls for base in owner.mro()):
            return owner
        if isinstance(owner.meta, Class):
            return owner.meta
    return sup.cls


def argument_count(func: Function) -> int:
    """How many arguments a function takes by position."""
    return len(func.node.args.posonlyargs) + len(func.node.args.args)


def is_test_case(cls: Class) -> bool:
    """Whether a class is one of ``unittest``: each test runs on an instance that ``setUp`` saw."""
    return any(isinstance(base, Lib) and base.path.endswith(".TestCase") for base in cls.mro())


def instance_kind(cls: Class) -> tuple[str, str]:
    """What instances of a class are, by the library class it extends."""
    own = mapping_kind(cls)
    if own is not None:
        return own
    for base in cls.mro():
        if isinstance(base, Class) and isinstance(base.meta, Node):
            return "opaque", base.name
        if isinstance(base, Lib):
            kind = BASE_KINDS.get(base.path)
            if kind is not None:
                return kind, base.path
            if base.path.startswith("keras.layers."):
                return "layer", base.path
            if base.path.startswith("keras.losses."):
                return "loss", base.path
            if base.path.startswith("keras.metrics."):
                return "metric", base.path
            if base.path.startswith("keras.optimizers.schedules."):
                return "schedule", base.path
            if base.path.startswith("keras.optimizers."):
                return "optimizer", base.path
            if base.path.startswith("builtins.") and base.path not in _PLAIN_BASES:
                return "opaque", base.path
            if base.path.partition(".")[0] in PARTLY_KNOWN:
                return "opaque", base.path
            if base.path.startswith(("tf.", "keras.", "np.")):
                return "object", base.path
        elif isinstance(base, Node):
            return "opaque", base.op
    return "object", ""
