"""Objects, functions, classes and scopes of the abstract program.

Whatever can change while a program runs is kept in plain dictionaries (an object's ``fields``, a
list's ``data``, a frame's names) that are written only through :class:`~tapelint.flow.heap.Heap`,
so that a branch can be undone and merged.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from tapelint.flow.graph import Const, Token, Value

if TYPE_CHECKING:
    from collections.abc import Callable

    from tapelint.flow.places import Place
    from tapelint.syntax import Unit

# Cells of a variable, and what its content is after an optimizer updated it.
CONTENT: Final = "content"
TRAINED: Final = "trained"
FORMER: Final = "%former"  # the variable that the same place made before
VALUE_TAKEN: Final = "%value"  # somebody has asked a keras.Variable for its tensor
CALLED: Final = "%called on symbols"  # a layer that was called while a model was put together
REBUILT: Final = "%rebuilt"  # a layer of a Sequential that was built again when it grew
OPTIMIZER_STEP: Final = "optimizer step"


class Lib(Value):
    """A symbol of a known library, by its canonical dotted name."""

    __slots__ = ("path", "root")

    def __init__(self, path: str, root: str = "") -> None:
        self.path = path
        # Under which other root than TensorFlow 2's it was found: they don't all have the same.
        self.root = root

    def __repr__(self) -> str:
        return self.path


class Method(Value):
    """A method of a value that the engine itself models."""

    __slots__ = ("name", "owner")

    def __init__(self, owner: Value, name: str) -> None:
        self.owner = owner
        self.name = name


class Function(Value):
    """A function of the program, with the names it closes over."""

    __slots__ = (
        "binding",
        "cls",
        "defaults",
        "env",
        "fields",
        "graph",
        "kw_defaults",
        "name",
        "node",
        "role",
        "unit",
    )

    def __init__(
        self,
        node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda,
        unit: Unit,
        env: Env,
        name: str,
        defaults: tuple[Value, ...],
        kw_defaults: dict[str, Value],
        cls: Class | None,
    ) -> None:
        self.node = node
        self.unit = unit
        self.env = env
        self.name = name
        self.defaults = defaults
        self.kw_defaults = kw_defaults
        self.cls = cls
        self.graph = False
        self.binding = ""  # static | class | property | cached
        self.role = ""  # memo | manager | custom_gradient
        self.fields: dict[Any, Any] = {}

    def copy(self) -> Function:
        """Another function of the same definition, with attributes of its own."""
        made = Function(
            self.node, self.unit, self.env, self.name, self.defaults, self.kw_defaults, self.cls
        )
        made.binding, made.role, made.graph = self.binding, self.role, self.graph
        return made


class Bound(Value):
    """A function of the program together with its first argument."""

    __slots__ = ("func", "owner")

    def __init__(self, func: Value, owner: Value) -> None:
        self.func = func
        self.owner = owner


class Partial(Value):
    """A callable with some arguments already given."""

    __slots__ = ("args", "func", "kwargs")

    def __init__(self, func: Value, args: tuple[Value, ...], kwargs: dict[str, Value]) -> None:
        self.func = func
        self.args = args
        self.kwargs = kwargs


class Class(Value):
    """A class of the program."""

    __slots__ = ("bases", "dataclass", "fields", "meta", "name", "node", "order", "unit")

    def __init__(self, name: str, bases: tuple[Value, ...], node: ast.ClassDef, unit: Unit) -> None:
        self.name = name
        self.bases = bases
        self.node = node
        self.unit = unit
        self.fields: dict[Any, Any] = {}
        self.dataclass = False
        self.meta: Value | None = None  # what made it: a class of the program, or unknown
        self.order: list[Value] | None = None

    def mro(self) -> list[Value]:
        """This class and its bases, depth first, each once."""
        if self.order is None:
            self.order = self._linear()
        return self.order

    def _linear(self) -> list[Value]:
        seen: list[Value] = []

        def walk(cls: Value) -> None:
            if any(cls is s for s in seen):
                return
            seen.append(cls)
            if isinstance(cls, Class):
                for base in cls.bases:
                    walk(base)

        walk(self)
        return seen


class Obj(Value):
    """An instance: of a class of the program, or of a library class the engine models."""

    __slots__ = ("cls", "fields", "kind", "path", "place", "seq")

    def __init__(
        self, kind: str, path: str, cls: Class | None, place: Place | None, seq: int
    ) -> None:
        self.kind = kind  # object | layer | model | module | loss | optimizer | metric | …
        self.path = path
        self.cls = cls
        self.place = place
        self.seq = seq
        self.fields: dict[Any, Any] = {}

    def __repr__(self) -> str:
        return f"<{self.kind} {self.cls.name if self.cls else self.path}>"


class Var(Obj):
    """A variable; ``content`` is the node last written to it."""

    __slots__ = ("dtype", "name", "owner", "trainable")

    def __init__(
        self,
        kind: str,
        dtype: str,
        trainable: bool | None,
        name: str,
        place: Place | None,
        seq: int,
    ) -> None:
        super().__init__("variable", kind, None, place, seq)
        self.dtype = dtype
        self.trainable = trainable
        self.name = name
        self.owner: Obj | None = None

    @property
    def listed(self) -> bool | None:
        """Whether lists of trainable variables hold it: a keras.Variable can be set so later on.

        A tape watches it all the same.
        """
        flag = self.fields.get("trainable")
        if flag is None or not self.is_keras:
            return self.trainable
        return bool(flag.value) if isinstance(flag, Const) else None

    @property
    def is_keras(self) -> bool:
        """Whether this is a keras.Variable, which isn't a tf.Variable."""
        return self.path == "keras"


class Tape(Obj):
    """A gradient tape; its state is in ``fields``."""

    __slots__ = ("name", "persistent", "watches_variables", "with_place")

    def __init__(
        self, place: Place | None, seq: int, persistent: bool | None, watches: bool | None
    ) -> None:
        super().__init__("tape", "tf.GradientTape", None, place, seq)
        self.persistent = persistent
        self.watches_variables = watches
        self.name = "tape"
        self.with_place: Place | None = None
        self.fields.update(token=Token(self), used=None, entered=False)

    @property
    def token(self) -> Token:
        """The recording under way, or the last one."""
        token: Token = self.fields["token"]
        return token


class Super(Value):
    """``super()`` inside a method."""

    __slots__ = ("cls", "owner")

    def __init__(self, cls: Class, owner: Value) -> None:
        self.cls = cls
        self.owner = owner


class Deferred(Value):
    """A name imported from a module that waits; who looks it up gets what it stands for."""

    __slots__ = ("resolve",)

    def __init__(self, resolve: Callable[[], Value]) -> None:
        self.resolve = resolve


def resolved(value: Value) -> Value:
    """What a name stands for, as who looks it up gets it."""
    return value.resolve() if isinstance(value, Deferred) else value


class Missing(Value):
    """A name or item that is not bound."""

    __slots__ = ()


MISSING = Missing()


class Module(Value):
    """A module of the project; ``whole`` is whether it was run to its end."""

    __slots__ = ("env", "file", "name", "package", "text", "whole")

    def __init__(self, name: str, file: str, package: bool, text: str, env: Env) -> None:
        self.name = name
        self.text = text
        self.file = file
        self.package = package
        self.env = env
        self.whole = True


@dataclass(frozen=True, slots=True)
class Found:
    """How a module was found: the words of the import, where they stood, and what was there."""

    name: str
    level: int
    importer: str
    file: str
    text: str


class Env:
    """The names of one scope, and the scope around it."""

    __slots__ = ("is_class", "names", "outer", "redirect")

    def __init__(self, outer: Env | None, is_class: bool = False) -> None:
        self.names: dict[str, Value] = {}
        self.outer = outer
        self.is_class = is_class
        self.redirect: dict[str, Env] = {}  # names declared global or nonlocal

    def root(self) -> Env:
        """The scope of the module."""
        env = self
        while env.outer is not None:
            env = env.outer
        return env

    def bound(self, name: str) -> Value | None:
        """What this scope itself binds a name to."""
        value = self.names.get(name)
        if isinstance(value, Deferred):
            value = self.names[name] = value.resolve()
        return value

    def find(self, name: str) -> Value | None:
        """The value of a name, looked up from here outward; None where it isn't bound."""
        env: Env | None = self
        first = True
        while env is not None:
            if first or not env.is_class:
                target = env.redirect.get(name)
                if target is not None:
                    env = target
                value = env.names.get(name)
                if value.__class__ is Deferred:
                    value = env.bound(name)
                if value is not None and value is not MISSING:
                    return value
            first = False
            env = env.outer
        return None
