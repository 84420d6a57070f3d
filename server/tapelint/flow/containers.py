"""Containers: lists, dictionaries, generators, and what runs only when it is consumed.

What they hold is kept in plain dictionaries that are written only through
:class:`~tapelint.flow.heap.Heap`, so that a branch can be undone and merged.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from tapelint.flow.graph import Node, Value

if TYPE_CHECKING:
    from tapelint.flow.places import Place
    from tapelint.flow.values import Function, Obj

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


class Rest(Value):
    """Any number of further arguments of a call, each like ``value``."""

    __slots__ = ("value",)

    def __init__(self, value: Value) -> None:
        self.value = value


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
