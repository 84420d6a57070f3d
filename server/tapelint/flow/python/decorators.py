"""What decorators make of functions and classes."""

from __future__ import annotations

from typing import Final

from tapelint.flow.graph import Node, Value
from tapelint.flow.machine import Machine
from tapelint.flow.places import Place
from tapelint.flow.python.cases import CASES
from tapelint.flow.values import Class, Function, Lib, Method, Obj, Partial

_STANDS_FOR: Final = "abstract"  # the fact of what stands for an abstract method
_BINDINGS: Final = {
    "builtins.staticmethod": "static",
    "builtins.classmethod": "class",
    "builtins.property": "property",
    "functools.cached_property": "cached",
}
_ROLES: Final = {
    "functools.lru_cache": "memo",
    "functools.cache": "memo",
    "contextlib.contextmanager": "manager",
    "tf.custom_gradient": "custom_gradient",
    "keras.ops.custom_gradient": "custom_gradient",
}
_ABSTRACT: Final = frozenset({"abc.abstractmethod", "abc.abstractproperty"})
_HARMLESS_DECORATORS: Final = ("pytest", "typing", "numba", "tf.tools.docs.doc_controls.")
_TRANSPARENT: Final = frozenset(
    {
        "functools.wraps",
        "functools.total_ordering",
        "tf.autograph.experimental.do_not_convert",
        "tf.Module.with_name_scope",
        "keras.saving.register_keras_serializable",
        "keras.utils.register_keras_serializable",
        "tf.no_gradient",
        "tf.recompute_grad",
        "atexit.register",
    }
)


class Decorators(Machine):
    """Decorators, which are calls for all but those that are known."""

    def decorated(self, decorator: Value, value: Value, place: Place) -> Value:
        """What a decorator makes of a function or class."""
        path = decorator.path if isinstance(decorator, Lib) else ""
        if isinstance(value, Class):
            if path == "dataclasses.dataclass" or (
                isinstance(decorator, Partial)
                and _is_library(decorator.func, "dataclasses.dataclass")
            ):
                value.dataclass = True
                return value
            if isinstance(decorator, Partial) and _is_library(decorator.func, "six.add_metaclass"):
                value.meta = self.metaclass_of(decorator.args[0], value, place)
                return self.make_class(value, {}, place)
            if isinstance(decorator, (Lib, Method, Node, Partial, Obj)):
                return value
        if isinstance(value, Function):
            role = _ROLES.get(path)
            if path in _ABSTRACT:
                # What runs is a subclass's own, and that may stand anywhere.
                abstract = self.unknown("abstract method", place)
                abstract.fact = (_STANDS_FOR, value)
                return abstract
            if path in _BINDINGS:
                value.binding = _BINDINGS[path]
                return value
            if role is not None:
                value.role = role
                return value
            if path in _TRANSPARENT or path.startswith(_HARMLESS_DECORATORS):
                return value
        if isinstance(decorator, Method) and decorator.name in ("setter", "deleter"):
            if isinstance(decorator.owner, Function):
                decorator.owner.fields[f"%{decorator.name}"] = value
            return decorator.owner
        if isinstance(decorator, Obj) and decorator.kind == "decorator":
            if isinstance(value, Function) and decorator.path == "memo":
                value.role = "memo"
            elif isinstance(value, Function) and decorator.path == CASES:
                self.note_cases(value, decorator)
            return value
        return self.call(decorator, [value], {}, place)


def abstract_body(value: Value) -> Function | None:
    """The function under ``abstractmethod``, which an overriding one may call."""
    fact = value.fact if isinstance(value, Node) else None
    return fact[1] if isinstance(fact, tuple) and fact[0] == _STANDS_FOR else None


def _is_library(value: Value, path: str) -> bool:
    """Whether a value is a certain symbol of a library."""
    return isinstance(value, Lib) and value.path == path
