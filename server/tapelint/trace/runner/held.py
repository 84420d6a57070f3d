"""What a layer or module holds, or uses, where nobody looks who lists its weights."""

from __future__ import annotations

import ast
import contextlib
import dis
import linecache
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
    by: str = ""  # what hides it; empty for a variable of a Keras layer itself
    holder: str = ""  # for a weight of a layer: the class of the object that hides the layer
    stored: Chain = ()  # where the layer gets what holds or uses it

    def told(self, made: Chain) -> dict[str, Any]:
        """What is told of it beside what is told of every source; ``made`` is where it was made."""
        by = self.by or ("layers" if self.holder else "")
        return {
            "variable": self.number,
            "attribute": self.attribute,
            "by": by or ("keras" if is_keras(self.variable) else "tf"),
            "holder": self.holder,
            "made": frames.spelled(self.stored or made),
        }


def handle_id(variable: Any) -> Any:
    """The id of the handle of a variable, of TensorFlow's or of Keras'."""
    return getattr(getattr(variable, "handle", variable), "_id", None)


def is_keras(thing: Any) -> bool:
    """Whether something is Keras' own, or of a class of the user's that extends what is."""
    return any(base.__module__.startswith("keras.") for base in type(thing).__mro__)


def held(layer: Any) -> Iterator[Left]:
    """The variables in the attributes of a layer or module, of its class, and those it borrows."""
    path = getattr(layer, "path", None) or layer.name
    if isinstance(getattr(layer, "function", None), types.FunctionType):
        for name, value in captured(layer.function):
            at = Left(None, None, name, name, by="lambda", stored=_lambda(layer.function))
            yield from _inside(value, at, _DEEPEST)
            yield from _inside(getattr(value, "trainable_variables", None), at, _DEEPEST)
    module = "" if is_keras(layer) else "module"
    for name, value in _attributes(layer):
        at = Left(None, None, "%s/%s" % (path, name), name, holder=module)
        for left in _inside(value, at, _DEEPEST):
            left = left._replace(by=_hidden_by(left)) if module else left
            yield left._replace(stored=_stored(type(layer), name)) if left.holder else left
    yield from _of_class(layer, path)
    if not module:
        yield from _borrowed(layer)


def _hidden_by(left: Left) -> str:
    """Why a module doesn't list a variable: it is a layer's, one of Keras, or an object's."""
    if left.holder:
        return "layer in module"
    return "keras in module" if is_keras(left.variable) else "object in module"


def _of_class(layer: Any, path: str) -> Iterator[Left]:
    """What belongs to the class of a layer or module itself."""
    for kind in type(layer).__mro__:
        if not _is_written_by_user(kind):
            continue
        for name, value in list(vars(kind).items()):
            if name.startswith("__") or name in layer.__dict__:
                continue
            at = Left(None, None, "%s/%s" % (path, name), name, "class", kind.__name__)
            for left in _inside(value, at, _DEEPEST):
                stored = _assigned(kind, name) if left.holder else ()
                yield left._replace(holder=kind.__name__, stored=stored)


def _borrowed(layer: Any) -> Iterator[Left]:
    """The weights of layers that the call of a layer takes from elsewhere."""
    call = vars(type(layer)).get("call")
    if not isinstance(call, types.FunctionType) or not frames.is_users(call.__code__.co_filename):
        return
    found = list(captured(call))
    for name, value in _attributes(layer):
        if isinstance(value, types.FunctionType):
            found += [(name, inner) for _, inner in captured(value)]
    for name, value in found:
        if hasattr(value, "_flatten_layers"):
            at = Left(None, None, name, name, "call", "call", _loaded(call.__code__, name))
            yield from _inside(value, at, _DEEPEST)


def _loaded(code: types.CodeType, name: str) -> Chain:
    """The line where a function first takes something by its name."""
    line = code.co_firstlineno
    starts = dict(dis.findlinestarts(code))
    for instruction in dis.get_instructions(code):
        line = starts.get(instruction.offset) or line
        if instruction.opname.startswith("LOAD") and instruction.argval == name:
            return ((code.co_filename, line, code.co_name),)
    return ()


def _lambda(function: types.FunctionType) -> Chain:
    """Where a lambda is written: in the call that makes the layer; of other functions nothing."""
    code = function.__code__
    if code.co_name != "<lambda>" or not frames.is_users(code.co_filename):
        return ()
    return ((code.co_filename, code.co_firstlineno, code.co_name),)


def captured(function: types.FunctionType) -> Iterator[tuple[str, Any]]:
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
        holder = type(value).__name__ if not at.by else at.holder
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
    return _is_written_by_user(kind)


def _is_written_by_user(kind: type) -> bool:
    module = sys.modules.get(kind.__module__)
    if kind.__module__ == "__main__" or kind is types.SimpleNamespace:
        return True
    return module is not None and frames.is_users(getattr(module, "__file__", None) or "<")


def _assigned(kind: type, attribute: str) -> Chain:
    """The line in a class where an attribute of the class itself is set."""
    codes = (getattr(part, "__code__", None) for part in vars(kind).values())
    code = next((c for c in codes if c is not None and frames.is_users(c.co_filename)), None)
    if code is None:
        return ()
    try:
        tree = ast.parse("".join(linecache.getlines(code.co_filename)))
    except SyntaxError:  # of a notebook's cell, as it is written
        return ()
    for cls in ast.walk(tree):
        if isinstance(cls, ast.ClassDef) and cls.name == kind.__name__:
            for part in cls.body:
                targets = part.targets if isinstance(part, ast.Assign) else ()
                if any(isinstance(t, ast.Name) and t.id == attribute for t in targets):
                    return ((code.co_filename, part.lineno, cls.name),)
    return ()


def _stored(kind: type, attribute: str) -> Chain:
    """The line where a class gives its objects an attribute, or puts something into the list in it.

    It is empty where none of the user's does. A layer in an object is built when it is first
    called, which says nothing of the object.
    """
    stored: Chain = ()
    functions = (part for base in kind.__mro__ for part in vars(base).values())
    for function in functions:
        code = getattr(function, "__code__", None)
        if code is None or not frames.is_users(code.co_filename):
            continue
        starts, line, before = dict(dis.findlinestarts(code)), code.co_firstlineno, None
        for instruction in dis.get_instructions(code):
            line = starts.get(instruction.offset) or line
            here = ((code.co_filename, line, code.co_name),)
            if instruction.opname == "STORE_ATTR" and instruction.argval == attribute:
                stored = stored or here
            elif before == attribute and instruction.argval == "append":
                return here
            before = instruction.argval
    return stored
