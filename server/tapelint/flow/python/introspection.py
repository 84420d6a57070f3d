"""What Python tells about objects: their classes, their attributes, ``super`` and properties."""

from __future__ import annotations

from collections import abc
from typing import Final

from tapelint.flow.containers import SLICE, Dict, Lazy, Seq, Union
from tapelint.flow.graph import FALSE, NONE, TRUE, Const, Node, Value
from tapelint.flow.machine import LOST, MEMBER
from tapelint.flow.places import Place
from tapelint.flow.python.containers import Containers
from tapelint.flow.python.imports import is_dtype
from tapelint.flow.python.instances import instance_kind
from tapelint.flow.python.truth import truth
from tapelint.flow.values import (
    MISSING,
    Bound,
    Class,
    Function,
    Lib,
    Method,
    Obj,
    Partial,
    Super,
    Var,
)
from tapelint.ops.table import attributes, is_module, lookup

Args = list[Value]
Kwargs = dict[str, Value]


class Introspection(Containers):
    """Builtin functions that ask an object what it is and has."""

    def _isinstance(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        if len(args) != 2:
            return NONE
        found = self._is_instance(args[0], args[1], place)
        return self.data(place, "python", "bool") if found is None else Const(found)

    def _is_instance(self, value: Value, cls: Value, place: Place) -> bool | None:
        if isinstance(cls, Seq):
            found = [self._is_instance(value, c, place) for c in cls.items]
            return True if True in found else None if None in found else False
        if isinstance(cls, Class):
            meta = cls.meta
            hook = self.class_member(meta, "__instancecheck__") if isinstance(meta, Class) else None
            if hook is not None:
                bound = self.bound_member(hook, cls, place)
                return truth(self, self.call(bound, [value], {}, place))
            if any(isinstance(b, Lib) and b.path in _ABSTRACT for b in cls.mro()):
                return None
            if isinstance(value, Obj) and value.cls is not None:
                return any(base is cls for base in value.cls.mro())
            if isinstance(value, Class):
                return isinstance(value.meta, Class) and any(b is cls for b in value.meta.mro())
            return (
                None if isinstance(value, (Node, Union)) and value_may_be_object(value) else False
            )
        if not isinstance(cls, Lib):
            return None
        return _instance_of_library(value, cls.path)

    def _issubclass(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        found = self._is_subclass(args[0], args[1]) if len(args) == 2 else None
        return self.data(place, "python", "bool") if found is None else Const(found)

    def _is_subclass(self, cls: Value, base: Value) -> bool | None:
        if isinstance(base, Seq):
            found = [self._is_subclass(cls, b) for b in base.items]
            return True if True in found else None if None in found or base.rest else False
        if not isinstance(cls, Class):
            return None
        order = cls.mro()
        if any(b is base or (isinstance(b, Lib) and same_symbol(b, base)) for b in order):
            return True
        if isinstance(base, Class) and not any(
            isinstance(b, Lib) and b.path in _ABSTRACT for b in base.mro()
        ):
            return None if any(isinstance(b, Node) for b in order) else False
        return None

    def _type(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        value = args[0] if args else NONE
        if len(args) > 1:
            return self.unknown("type", place, args)
        if isinstance(value, Seq) and value.kind in ("list", "tuple", "set"):
            return Lib(f"builtins.{value.kind}")
        if isinstance(value, Dict):
            return Lib("builtins.dict")
        if isinstance(value, Obj) and value.cls is not None:
            return value.cls
        if isinstance(value, Class) and isinstance(value.meta, Class):
            return value.meta
        if isinstance(value, Obj) and value.path and not isinstance(value, Var):
            return Lib(value.path)
        if isinstance(value, Lib) and value.path in (*_PLAIN_CLASSES, "np.ndarray", "tf.Tensor"):
            return Lib("builtins.type")
        if isinstance(value, Const) and f"builtins.{type(value.value).__name__}" in _PLAIN_CLASSES:
            return Lib(f"builtins.{type(value.value).__name__}")
        made = isinstance(value, Node) and value.kind == "op" and value.op not in _PARTS
        made = made or (isinstance(value, Node) and value.op in _ONE_TENSOR)
        if isinstance(value, Node) and made and value.home == "tensor":
            return Lib(TENSOR_CLASS)
        return self.unknown("type", place, [value])

    def _getattr(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        if len(args) >= 2 and isinstance(args[1], Const) and isinstance(args[1].value, str):
            name = args[1].value
            if len(args) == 3 and self._has_attribute(args[0], name) is False:
                return args[2]
            return self.attribute(args[0], name, place)
        out = self.unknown("getattr", place, args)
        if args:
            out.fact = (MEMBER, args[0])
        return out

    def _has(self, owner: Obj, name: str) -> bool | None:
        if name in owner.fields:
            return owner.fields[name] is not MISSING
        if owner.cls is not None and self.class_member(owner.cls, name) is not None:
            return True
        if owner.cls is not None and self.class_member(owner.cls, "__getattr__") is not None:
            return None  # it may find any
        if owner.cls is None and owner.path.startswith(_LINEAR) and name in attributes(_LINEAR):
            return True
        return False if owner.kind == "object" or is_none_of_module(owner, name) else None

    def _has_attribute(self, owner: Value, name: str) -> bool | None:
        """Whether an object, a function or a tensor has an attribute."""
        if isinstance(owner, Var) and not owner.is_keras and name not in owner.fields:
            return _surely_has("tf.Variable", name)
        if isinstance(owner, Obj):
            return self._has(owner, name)
        if isinstance(owner, Function) and not (owner.graph or owner.role):
            return name in owner.fields or hasattr(instance_kind, name)
        if isinstance(owner, Lib) and owner.path.startswith("tf."):
            return False if _is_plain_function(owner.path, name) else None
        if isinstance(owner, Node) and _is_made_tensor(owner, _MAX_WAYS):
            return _surely_has("tf.Tensor", name)
        return None

    def _dir(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        """The names of what a class has, where they are known."""
        names = attributes(args[0].path) if args and isinstance(args[0], Lib) else frozenset()
        if not names:
            return self.data(place)
        return Seq("list", tuple(Const(name) for name in sorted(names)))

    def _hasattr(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        if len(args) == 2 and isinstance(args[1], Const):
            found = self._has_attribute(args[0], str(args[1].value))
            if found is not None:
                return Const(found)
        asked = args[1] if len(args) == 2 else NONE
        if len(args) != 2 or not isinstance(asked, Const):
            return self.data(place, "python", "bool")
        if isinstance(args[0], Const):
            return Const(hasattr(args[0].value, str(asked.value)))
        known = self.has_member(args[0], str(asked.value)) if isinstance(args[0], Obj) else None
        if known is not None:
            return Const(known)
        if isinstance(args[0], Lib) and is_dtype(args[0].path):
            return Const(str(asked.value) in attributes("tf.DType"))
        if isinstance(args[0], Lib) and _has_in_numpy(args[0], str(asked.value)) is not None:
            return Const(_has_in_numpy(args[0], str(asked.value)))
        if isinstance(args[0], (Dict, Seq)):
            plain = dict if isinstance(args[0], Dict) else _CONTAINERS[args[0].kind]
            return Const(hasattr(plain, str(asked.value)))
        typed = isinstance(args[0], Var) or is_tensor(args[0])
        if asked.value in ("dtype", "shape") and typed:
            return TRUE
        if asked.value == "numpy" and isinstance(args[0], Node):
            return FALSE if self.is_symbolic(args[0]) else self.data(place, "python", "bool")
        return self.data(place, "python", "bool")

    def _setattr(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        if len(args) == 3 and isinstance(args[1], Const) and isinstance(args[1].value, str):
            self.set_attribute(args[0], args[1].value, args[2], place)
        elif len(args) == 3 and isinstance(args[0], Obj):
            # Under a name of its own, and whatever else it holds may be another thing now.
            self.seq += 1
            self.set_attribute(args[0], f"attribute {self.seq}", args[2], place)
            self.heap.put(args[0].fields, LOST, TRUE)
        return NONE

    def _super(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        func = self.frame.function
        env = self.frame.env
        while func is not None and func.cls is None and env.outer is not None:
            env = env.outer
            break
        owner: Value | None = None
        if args[1:]:
            owner = args[1]
        elif func is not None and func.node.args.args:
            owner = self.frame.env.find(func.node.args.args[0].arg)
        cls = args[0] if args and isinstance(args[0], Class) else (func.cls if func else None)
        if cls is None or owner is None:
            return self.unknown("super", place)
        return Super(cls, owner)

    def _callable(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        if args and isinstance(args[0], (Function, Bound, Class, Lib, Method, Partial)):
            return Const(True)
        if args and isinstance(args[0], (Const, Seq, Dict)):
            return Const(False)
        if args and isinstance(args[0], Union):
            found = [self._callable([option], {}, place) for option in args[0].options]
            known = {one.value for one in found if isinstance(one, Const)}
            if len(known) == 1 and all(isinstance(one, Const) for one in found):
                return Const(known.pop())
        return self.data(place, "python", "bool")

    def _property(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        """``property(get, set)`` written as a call."""
        given = dict(zip(("fget", "fset"), args, strict=False)) | kwargs
        getter = given.get("fget")
        if not isinstance(getter, Function):
            return self.unknown("property", place, args)
        made = Function(
            getter.node,
            getter.unit,
            getter.env,
            getter.name,
            getter.defaults,
            getter.kw_defaults,
            getter.cls,
        )
        made.binding = "property"
        if "fset" in given:
            made.fields["%setter"] = given["fset"]
        return made

    def _maker(self, name: str, args: Args, kwargs: Kwargs, place: Place) -> Value:
        """What ``object`` and ``type`` themselves do when a class or an instance is made."""
        cls = args[0] if args else NONE
        if name == "object.__new__" and isinstance(cls, Class):
            if instance_kind(cls)[0] != "opaque":
                return self.bare_instance(cls, place)
        elif name == "type.__new__":
            return self.finish_class(args, kwargs, place)
        elif name == "type.__call__" and isinstance(cls, Class):
            return self.make_instance(cls, args[1:], kwargs, place)
        elif name == "type.__init__":
            return NONE
        return self.unknown(name, place, [*args, *kwargs.values()])

    def _py_object(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        self.seq += 1
        return Obj("object", "object", None, place, self.seq)


TENSOR_CLASS: Final = "tf.python.framework.ops.EagerTensor"
"""What a tensor's class is called; ``tf.Tensor`` is only its base."""

_MAX_WAYS: Final = 4  # how many nested meetings of branches are looked through
_ONE_TENSOR: Final = frozenset({"tf.constant", "tf.convert_to_tensor"})
_NUMBERS: Final = frozenset({"builtins.int", "builtins.float", "builtins.str", "np.generic"})
_PARTS: Final = frozenset({"getitem", "element", "input"})
"""Operations that may have given a list: nobody says what was put there."""

# Classes that others can join without inheriting from them.
_ABSTRACT: Final = frozenset({"typing.Protocol", "abc.ABC", "typing_extensions.Protocol"})
_LIBRARY_BASES: Final = {
    "keras.Loss": "loss",
    "keras.Metric": "metric",
    "keras.Optimizer": "optimizer",
    "tf.Module": "module",
}
_BASE_LAYERS: Final = frozenset({"keras.layers.RNN", "keras.layers.Wrapper"})


def _is_plain_function(path: str, name: str) -> bool:
    """Whether a symbol of TensorFlow is a function, which has no attribute of that name."""
    row = lookup(path)
    written = path.rpartition(".")[2]
    return row is not None and written.islower() and not name.startswith("_") and not is_dtype(path)


def same_symbol(one: Lib, other: Value) -> bool:
    """Whether both name the same symbol of a library."""
    return isinstance(other, Lib) and one.path == other.path


def is_none_of_module(owner: Obj, name: str) -> bool:
    """Whether no base outside the program gives a ``tf.Module`` of the program an attribute."""
    if owner.cls is None or owner.kind != "module" or name.startswith("_self_"):
        return False
    bases = [base for base in owner.cls.mro() if not isinstance(base, Class)]
    return all(isinstance(b, Lib) and _is_without(b.path, name) for b in bases)


def _is_without(path: str, name: str) -> bool:
    """Whether a class of a library has no such attribute."""
    known = attributes(path)
    return name not in known if known else path in ("builtins.object", "abc.ABC")


def is_tensor(value: Value) -> bool:
    """Whether a value surely is a tensor or an array."""
    if not isinstance(value, Node) or value.opaque or value.kind == "phi":
        return False
    return value.home in ("tensor", "numpy", "symbolic")


def _is_made_tensor(node: Node, ways: int) -> bool:
    """Whether an operation surely made this tensor, whichever way the program went."""
    if node.kind == "phi":
        inner = [edge.to for edge in node.edges]
        return ways > 0 and all(isinstance(n, Node) and _is_made_tensor(n, ways - 1) for n in inner)
    return node.kind in ("op", "data", "read") and node.home == "tensor"


def value_may_be_object(value: Value) -> bool:
    """Whether an unknown value could be an instance of a class of the program."""
    if isinstance(value, Node):
        return value.kind in ("opaque", "phi")
    return True


def _instance_of_library(value: Value, path: str, ways: int = _MAX_WAYS) -> bool | None:
    if isinstance(value, Union):
        found = {_instance_of_library(option, path) for option in value.options}
        return found.pop() if len(found) == 1 else None
    if isinstance(value, Node) and value.kind == "phi" and ways:
        inner = [edge.to for edge in value.edges if isinstance(edge.to, Node)]
        found = {_instance_of_library(node, path, ways - 1) for node in inner}
        return found.pop() if len(found) == 1 else None
    if path in _PLAIN_CLASSES:
        kind = _plain_class(value)
        return None if kind is None else issubclass(kind, _PLAIN_CLASSES[path])
    if isinstance(value, (Const, Seq, Dict)):
        # Numbers, texts, lists and dictionaries are Python's own.
        return False if path.startswith(("tf.", "keras.", "np.")) and "types." not in path else None
    if isinstance(value, Var):
        if path in ("tf.Variable", "keras.Variable"):
            return (path == "keras.Variable") == value.is_keras
        return False if path.startswith("builtins.") else None
    if isinstance(value, Obj):
        return _object_is(value, path)
    if path == "tf.TensorShape" and isinstance(value, Node) and value.op == path:
        return True
    if isinstance(value, Node) and not value.opaque and value.kind != "phi":
        if path in ("tf.Tensor", "np.ndarray"):
            return value.home == ("tensor" if path == "tf.Tensor" else "numpy")
        if path.startswith("keras.") or path in ("tf.Variable", "tf.Module"):
            return False
        if path in _NUMBERS and value.home == "tensor":
            return False
    return None


def _plain_class(value: Value) -> type | None:
    """The class of a value, seen from Python's own classes; ``object`` for none of them."""
    if isinstance(value, Const):
        return type(value.value)
    if isinstance(value, Seq):
        return {"list": list, "tuple": tuple, "set": set}.get(value.kind)
    if isinstance(value, Dict):
        return dict
    if isinstance(value, Lazy) and value.form == SLICE:
        return slice
    if isinstance(value, Function) and value.binding == "property":
        return property
    if isinstance(value, (Function, Bound, Partial, Class)):
        return object
    if isinstance(value, Lib):
        return object if is_module(value.path) or lookup(value.path) is not None else None
    if isinstance(value, Obj):
        known = value.kind in ("layer", "model", "module", "loss", "optimizer")
        plain = value.kind == "object" and value.cls is not None and _bare(value.cls)
        return object if known or plain or isinstance(value, Var) else None
    tensor = isinstance(value, Node) and value.home == "tensor" and value.kind != "phi"
    return object if tensor else None


def _bare(cls: Class) -> bool:
    """Whether a class stands on nothing outside the program."""
    return all(isinstance(base, Class) for base in cls.mro())


def _object_is(value: Obj, path: str) -> bool | None:
    if value.kind not in ("layer", "model", "module", "object", "loss", "optimizer"):
        return None
    paths = {value.path}
    if value.cls is not None:
        paths |= {b.path for b in value.cls.mro() if isinstance(b, Lib)}
    if value.kind in ("layer", "model"):
        paths.add("keras.Layer")
    if value.kind == "model":
        paths.add("keras.Model")
    if path.startswith(_LINEAR) and value.cls is None and value.path.startswith(_LINEAR):
        return path in (value.path, _LINEAR)
    if path in paths or _LIBRARY_BASES.get(path) == value.kind:
        return True
    if path in _LIBRARY_BASES:
        return False if value.kind in _LIBRARY_BASES.values() else None
    concrete = value.cls is None and path.startswith("keras.layers.") and path not in _BASE_LAYERS
    return False if concrete or path.startswith("builtins.") else None


_LINEAR: Final = "tf.linalg.LinearOperator"
_CONTAINERS: Final[dict[str, type]] = {"list": list, "tuple": tuple, "set": set}
_ABCS: Final = (abc.Sequence, abc.MutableSequence, abc.Mapping, abc.MutableMapping, abc.Set)
_PLAIN_CLASSES: Final[dict[str, type]] = {
    "builtins.int": int,
    "builtins.float": float,
    "builtins.str": str,
    "builtins.bytes": bytes,
    "builtins.bool": bool,
    "builtins.complex": complex,
    "builtins.list": list,
    "builtins.tuple": tuple,
    "builtins.set": set,
    "builtins.dict": dict,
    "builtins.slice": slice,
    "builtins.property": property,
    **{f"{home}.{cls.__name__}": cls for home in ("collections.abc", "typing") for cls in _ABCS},
}


def _has_in_numpy(kind: Lib, name: str) -> bool | None:
    """Whether one of NumPy's kinds of numbers, such as ``np.int32``, has an attribute."""
    row = lookup(kind.path)
    is_number = row is not None and row.kind == "dtype" and kind.path.startswith("np.")
    return _surely_has("np.generic", name) if is_number else None


def _surely_has(base: str, name: str) -> bool | None:
    """Whether whatever is of a class has an attribute, of which not all kinds have the same."""
    if name in attributes(base):
        return True
    return None if name in attributes(f"{base}, any kind") else False
