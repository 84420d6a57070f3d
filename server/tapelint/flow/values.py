"""Values of the abstract program: constants, graph nodes, containers, objects, functions.

Whatever can change while a program runs is kept in plain dictionaries (an object's ``fields``, a
list's ``data``, a frame's names) that are written only through :class:`~tapelint.flow.heap.Heap`,
so that a branch can be undone and merged.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from tapelint.text import Span

if TYPE_CHECKING:
    from tapelint.syntax import Unit

# How a source reaches a value; the order is the one in which parallel paths combine.
ABSENT: Final = 0
CUT: Final = 1
MAYBE: Final = 2
LIVE: Final = 3


# Cells of a variable, and what its content is after an optimizer updated it.
CONTENT: Final = "content"
TRAINED: Final = "trained"
FORMER: Final = "%former"  # the variable that the same place made before
VALUE_TAKEN: Final = "%value"  # somebody has asked a keras.Variable for its tensor
CALLED: Final = "%called on symbols"  # a layer that was called while a model was put together
REBUILT: Final = "%rebuilt"  # a layer of a Sequential that was built again when it grew
OPTIMIZER_STEP: Final = "optimizer step"


class Value:
    """Anything a name can stand for."""

    __slots__ = ()


class CallPath:
    """How execution got to a place: the chain of calls from the module down."""

    __slots__ = (
        "call",
        "caller",
        "closes_over",
        "depth",
        "function",
        "given",
        "name",
        "objects",
        "returned",
    )

    def __init__(
        self, caller: CallPath | None, call: Place | None, name: str, function: object = None
    ) -> None:
        self.caller = caller
        self.call = call
        self.name = name
        self.function = function
        self.returned: Place | None = None
        self.given: list[Node] = []  # the tensors among its arguments
        self.objects: list[Obj] = []  # the objects that it can reach
        self.closes_over = False  # whether it reads tensors that it wasn't given
        self.depth: int = 0 if caller is None else caller.depth + 1

    def chain(self) -> Iterator[CallPath]:
        """This path and its callers, innermost first."""
        path: CallPath | None = self
        while path is not None:
            yield path
            path = path.caller


class Place:
    """A piece of syntax, in its unit, together with the calls that led there.

    In another file than the one that is checked, ``home`` is the call or import there that led to
    it: that is what is underlined.
    """

    __slots__ = ("home", "node", "path", "unit")

    def __init__(
        self, unit: Unit, node: ast.AST, path: CallPath, home: Place | None = None
    ) -> None:
        self.unit = unit
        self.node = node
        self.path = path
        self.home = home

    def at(self, node: ast.AST) -> Place:
        """Another piece of syntax, reached in the same way."""
        return Place(self.unit, node, self.path, self.home)

    @property
    def span(self) -> Span:
        """Where this stands in the checked text."""
        shown = self.home or self
        return span_of(shown.unit, shown.node)

    @property
    def line(self) -> int:
        """The line in its own text, counted from 1."""
        return int(self.unit.line + getattr(self.node, "lineno", 1))

    def source(self) -> str:
        """The text that stands here, on one line and not overlong."""
        node: Any = self.node
        lines = self.unit.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        wanted = lines[node.lineno - 1 : node.end_lineno]
        encoded = [line.encode("utf-8") for line in wanted]
        encoded[-1] = encoded[-1][: node.end_col_offset]
        encoded[0] = encoded[0][node.col_offset :]
        text = " ".join(b" ".join(encoded).decode("utf-8", "replace").split())
        return text if len(text) <= 60 else text[:57] + "…"

    def seen_from(self, here: CallPath) -> Place:
        """The call in ``here``, or in what called that, that led to this place."""
        around = {id(path) for path in here.chain()}
        place = self
        for path in self.path.chain():
            if id(path) in around:
                break
            place = path.call or place
        return place

    def key(self) -> tuple[int, int]:
        """What identifies the syntax, whoever called it."""
        return (id(self.unit), id(self.node))


def span_of(unit: Unit, node: Any) -> Span:
    """The absolute span of a node of this unit."""
    return Span(
        unit.line + node.lineno,
        node.col_offset,
        unit.line + (node.end_lineno or node.lineno),
        node.end_col_offset if node.end_col_offset is not None else node.col_offset,
    )


class Const(Value):
    """A Python scalar whose value is known."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value

    def __repr__(self) -> str:
        return repr(self.value)


NONE = Const(None)
TRUE = Const(True)
FALSE = Const(False)


class NoneGradient(Const):
    """The None that a gradient request was proved to return; remembers for which source."""

    __slots__ = ("source",)

    def __init__(self, source: Value) -> None:
        super().__init__(None)
        self.source = source


class Nothing(Const):
    """The None that a function gives because it ends without ``return``; knows where it ends."""

    __slots__ = ("function", "place")

    def __init__(self, function: str, place: Place) -> None:
        super().__init__(None)
        self.function = function
        self.place = place


class Edge:
    """One operand of a node: the value it reads and whether a gradient comes back to it."""

    __slots__ = ("state", "to", "why")

    def __init__(self, to: Node | Var | Obj, state: int, why: str = "") -> None:
        self.to = to
        self.state = state
        self.why = why


class Token:
    """One recording of a tape: from its start to its end or reset."""

    __slots__ = ("tape",)

    def __init__(self, tape: Tape) -> None:
        self.tape = tape


_NOTHING_GIVEN: Final[Mapping[str, Value]] = {}


class Node(Value):
    """A tensor, array or number in the graph, or a value nothing is known of (``opaque``).

    ``home`` tells what kind of object it is: tensor, numpy, python, symbolic (a Keras input not yet
    fed) or unknown. ``tapes`` are the recordings that were on when the operation ran. ``many`` says
    that it stands for each of several values, such as the parts that an operation gives. ``layer``
    is the library's layer that computed it.
    """

    __slots__ = (
        "bind",
        "curve",
        "dtype",
        "edges",
        "fact",
        "given",
        "held",
        "home",
        "kind",
        "layer",
        "many",
        "op",
        "place",
        "seq",
        "symbol",
        "tapes",
    )

    def __init__(
        self,
        seq: int,
        kind: str,
        op: str,
        edges: tuple[Edge, ...],
        place: Place | None,
        tapes: tuple[Token, ...],
        home: str,
        dtype: str,
    ) -> None:
        self.seq = seq
        self.kind = kind  # op | data | read | phi | opaque | grad | input
        self.op = op
        self.edges = edges
        self.place = place
        self.tapes = tapes
        self.home = home
        self.dtype = dtype
        self.symbol = ""
        self.curve = "unknown"
        self.bind: Binding | None = None
        self.fact: Any = None
        self.given: Mapping[str, Value] = _NOTHING_GIVEN  # arguments by parameter, numbers too
        self.many = False
        self.layer: Obj | None = None
        self.held: tuple[Edge, ...] = ()  # what an unknown object was given later on

    @property
    def opaque(self) -> bool:
        """Whether nothing is known of this value."""
        return self.kind == "opaque"

    def __repr__(self) -> str:
        return f"<{self.seq} {self.kind} {self.op} {self.home}/{self.dtype}>"


class Binding:
    """The last statement that gave a value a name."""

    __slots__ = ("form", "former", "name", "place", "seq")

    def __init__(
        self, name: str, form: str, place: Place, seq: int, former: Binding | None = None
    ) -> None:
        self.name = name
        self.form = form  # name | attribute | item
        self.place = place
        self.seq = seq
        if former is not None and former.place.node is place.node:
            former = former.former  # the same statement again
        self.former: Binding | None = former


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


Lists = tuple[tuple["Obj", "Place"], ...]
"""Models whose variables were listed, each with the place where that was."""


class Content:
    """What a sequence holds at one moment.

    ``lists`` are the lists of variables that went into it, ``lacks`` those of models that had none
    yet.
    """

    __slots__ = ("items", "lacks", "lists", "rest")

    def __init__(self, items: tuple[Value, ...], rest: Value | None) -> None:
        self.items = items
        self.rest = rest
        self.lists: Lists = ()
        self.lacks: Lists = ()
        if rest is not None:
            stands_for_many(rest)
        elif len(items) > 1 and items[0] is items[1]:
            stands_for_many(items[0])

    def take_from(self, one: Content, other: Content | None) -> None:
        """Both together are what it is made of."""
        self.lists = one.lists + (other.lists if other is not None else ())
        self.lacks = one.lacks + (other.lacks if other is not None else ())


def stands_for_many(value: Value) -> None:
    """Note that a value is each of several: the items of a list, or of the passes of a loop."""
    if isinstance(value, Node):
        value.many = True
    elif isinstance(value, Seq) and value.exact:
        for item in value.items:
            stands_for_many(item)


class Weights(Content):
    """The weights of a layer: once built on one way, they are what the layer has."""

    __slots__ = ()


class Seq(Value):
    """A list, tuple or set: exact items, then perhaps any number like ``rest``.

    Of a model's list of variables ``origin`` is where it was read, and ``frozen``, if it is empty,
    where what it would hold was frozen.
    """

    __slots__ = ("data", "frozen", "kind", "origin")

    def __init__(self, kind: str, items: tuple[Value, ...], rest: Value | None = None) -> None:
        self.kind = kind
        self.data: dict[str, Content] = {"content": Content(items, rest)}
        self.origin: Place | None = None
        self.frozen: Place | None = None

    @property
    def content(self) -> Content:
        """What it holds now."""
        return self.data["content"]

    @property
    def models(self) -> tuple[Obj, ...]:
        """The models whose variables it lists."""
        return tuple(owner for owner, _ in self.content.lists)

    @property
    def items(self) -> tuple[Value, ...]:
        """The items known one by one."""
        return self.data["content"].items

    @property
    def rest(self) -> Value | None:
        """What any further items are like; None when there are none."""
        return self.data["content"].rest

    @property
    def exact(self) -> bool:
        """Whether every item is known."""
        return self.data["content"].rest is None


class Dict(Value):
    """A dictionary with constant keys; ``rest`` is what a value under any other key is like."""

    __slots__ = ("data", "extra")

    def __init__(self) -> None:
        self.data: dict[Any, Any] = {}
        self.extra: dict[str, Any] = {"rest": None}

    @property
    def rest(self) -> Value | None:
        """What a value under an unknown key is like; None when there is none."""
        rest: Value | None = self.extra["rest"]
        return rest


class Generator(Value):
    """A generator that has not been consumed: a call still to run."""

    __slots__ = ("args", "call", "func", "kwargs")

    def __init__(
        self, func: Function, args: list[Value], kwargs: dict[str, Value], call: Place
    ) -> None:
        self.func = func
        self.args = args
        self.kwargs = kwargs
        self.call = call


SLICE: Final = "slice"


class Lazy(Value):
    """An iterable over others that runs when consumed: zip, enumerate, map, a comprehension.

    A slice is one, too: its parts are where it starts, where it stops, and its step. Of a ``zip``
    it is known where it was written.
    """

    __slots__ = ("form", "parts", "place")

    def __init__(self, form: str, parts: tuple[Value, ...], place: Place | None = None) -> None:
        self.form = form
        self.parts = parts
        self.place = place


class Delayed(Value):
    """A generator expression: it runs when consumed, under the tapes that are on then."""

    __slots__ = ("run",)

    def __init__(self, run: Callable[[], Seq]) -> None:
        self.run = run


class Union(Value):
    """One of a few values that are not tensors; which one isn't known."""

    __slots__ = ("options",)

    def __init__(self, options: tuple[Value, ...]) -> None:
        self.options = options


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
