"""What a Keras layer holds where Keras doesn't look: variables of others, objects of the user's."""

from __future__ import annotations

import contextlib
import dis
import sys
import types
from typing import TYPE_CHECKING, NamedTuple

from . import frames

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from .frames import Chain

_DEEPEST = 3


class Left(NamedTuple):
    """A variable that nobody asks for, and as what the layer holds it."""

    variable: Any
    number: Any  # the id of its handle
    name: str  # the path of the layer, and where in it the variable is
    attribute: str  # the attribute that has it, or the container that it is in
    used: bool = False  # by the function of a Lambda layer, which holds nothing
    holder: str = ""  # for a weight of a layer: the class of the object that hides the layer
    stored: Chain = ()  # where the layer gets what holds or uses it

    def told(self, made: Chain) -> dict[str, Any]:
        """What is told of it beside what is told of every source; ``made`` is where it was made."""
        is_keras = type(self.variable).__module__.startswith("keras.")
        by = "lambda" if self.used else "keras" if is_keras else "tf"
        return {
            "variable": self.number,
            "attribute": self.attribute,
            "by": "layers" if self.holder else by,
            "holder": self.holder,
            "made": frames.spelled(self.stored or made),
        }


def handle_id(variable: Any) -> Any:
    """The id of the handle of a variable, of TensorFlow's or of Keras'."""
    return getattr(getattr(variable, "handle", variable), "_id", None)


def held(layer: Any) -> Iterator[Left]:
    """The variables in the attributes of a layer."""
    path = getattr(layer, "path", None) or layer.name
    if isinstance(getattr(layer, "function", None), types.FunctionType):
        for name, value in _captured(layer.function):
            at = Left(None, None, name, name, used=True, stored=_lambda(layer.function))
            yield from _inside(value, at, _DEEPEST)
            yield from _inside(getattr(value, "trainable_variables", None), at, _DEEPEST)
    for name, value in _attributes(layer):
        for left in _inside(value, Left(None, None, "%s/%s" % (path, name), name), _DEEPEST):
            yield left._replace(stored=_stored(type(layer), name)) if left.holder else left


def _lambda(function: types.FunctionType) -> Chain:
    """Where a lambda is written: in the call that makes the layer; of other functions nothing."""
    code = function.__code__
    if code.co_name != "<lambda>" or not frames.is_users(code.co_filename):
        return ()
    return ((code.co_filename, code.co_firstlineno, code.co_name),)


def _captured(function: types.FunctionType) -> Iterator[tuple[str, Any]]:
    """What a function finds in the scopes around it, by its names."""
    cells = zip(function.__code__.co_freevars, function.__closure__ or ())
    for name, cell in cells:
        with contextlib.suppress(ValueError):  # of a name that isn't bound yet
            yield name, cell.cell_contents
    for name in function.__code__.co_names:
        if name in function.__globals__:
            yield name, function.__globals__[name]


def _inside(value: Any, at: Left, depth: int) -> Iterator[Left]:
    """A variable, and those in containers, modules and plain objects of the user's."""
    if hasattr(value, "handle") and hasattr(value, "trainable"):
        yield at._replace(variable=value, number=handle_id(value), holder="")
    elif at.holder and hasattr(value, "_flatten_layers"):
        for one in value.trainable_variables:
            name = "%s.%s" % (at.name, one.path.partition("/")[2] or one.name)
            yield at._replace(variable=one, number=handle_id(one), name=name)
    elif depth == 0:
        return
    elif isinstance(value, (list, tuple, dict)):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for key, item in list(items):
            yield from _inside(item, at._replace(name="%s[%r]" % (at.name, key)), depth - 1)
    elif _is_users(type(value)):
        holder = type(value).__name__
        for key, item in _attributes(value):
            inner = at._replace(name="%s.%s" % (at.name, key), attribute=key, holder=holder)
            yield from _inside(item, inner, depth - 1)


def _attributes(owner: Any) -> list[tuple[str, Any]]:
    """What the user's code put there, and not TensorFlow's own lists of what it saves."""
    fields = getattr(owner, "__dict__", {})
    return [(name, value) for name, value in fields.items() if not name.startswith("_self_")]


def _is_users(kind: type) -> bool:
    """Whether objects of a class are plain ones of the user's, and nothing that Keras tracks."""
    if any(base.__module__.startswith("keras.") for base in kind.__mro__):
        return False
    module = sys.modules.get(kind.__module__)
    if kind.__module__ == "__main__" or kind is types.SimpleNamespace:
        return True
    return module is not None and frames.is_users(getattr(module, "__file__", None) or "<")


def _stored(kind: type, attribute: str) -> Chain:
    """The line where a class gives its objects an attribute; empty where none of the user's does.

    A layer in an object is built when it is first called, which says nothing of the object.
    """
    functions = (part for base in kind.__mro__ for part in vars(base).values())
    for function in functions:
        code = getattr(function, "__code__", None)
        if code is None or not frames.is_users(code.co_filename):
            continue
        starts, line = dict(dis.findlinestarts(code)), code.co_firstlineno
        for instruction in dis.get_instructions(code):
            line = starts.get(instruction.offset) or line
            if instruction.opname == "STORE_ATTR" and instruction.argval == attribute:
                return ((code.co_filename, line, code.co_name),)
    return ()
