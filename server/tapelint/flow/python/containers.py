"""Methods of Python's own containers and texts."""

from __future__ import annotations

from typing import Final

from tapelint.flow.containers import Content, Delayed, Dict, Generator, Lazy, Seq
from tapelint.flow.graph import NONE, Const, Node, Value
from tapelint.flow.machine import Machine
from tapelint.flow.places import Place
from tapelint.flow.values import MISSING, resolved

Args = list[Value]
Kwargs = dict[str, Value]


class Containers(Machine):
    """Methods of Python's own containers and texts."""

    def call_container(
        self, owner: Value, name: str, args: Args, kwargs: Kwargs, place: Place
    ) -> Value:
        """A method of a list, dictionary, string or other plain Python value."""
        if isinstance(owner, Seq):
            return self._sequence_method(owner, name, args, place)
        if isinstance(owner, Dict):
            return self._dict_method(owner, name, args, kwargs, place)
        if isinstance(owner, Const):
            return self._constant_method(owner, name, args, place)
        if isinstance(owner, (Generator, Lazy, Delayed)) and name == "__next__":
            return self._next([owner], {}, place)
        return self.unknown(f".{name}", place, [owner, *args, *kwargs.values()])

    def _constant_method(self, owner: Const, name: str, args: Args, place: Place) -> Value:
        if isinstance(owner.value, str):
            values = [a.value for a in args if isinstance(a, Const)]
            if name in _STRING_METHODS and len(values) == len(args):
                try:
                    result = getattr(owner.value, name)(*values)
                except Exception:
                    return self.data(place, "python", "string")
                if isinstance(result, list):
                    return Seq("list", tuple(Const(r) for r in result[:64]))
                return Const(result)
            return self.data(place, "python", "string")
        return self.data(place)

    def text_method(self, name: str, place: Place) -> Value:
        """A method of a text that isn't known."""
        if name in ("split", "rsplit", "splitlines", "partition", "rpartition"):
            return Seq("list", (), self.data(place, "python", "string"))
        if name.startswith(("is", "starts", "ends")):
            return self.data(place, "python", "bool")
        if name in ("find", "rfind", "index", "rindex", "count"):
            return self.data(place, "python", "int")
        return self.data(place, "python", "unknown" if name == "encode" else "string")

    def _set_content(self, owner: Seq, items: tuple[Value, ...], rest: Value | None) -> None:
        self.heap.put(owner.data, "content", Content(items, rest))

    def _sequence_method(self, owner: Seq, name: str, args: Args, place: Place) -> Value:
        items, rest = owner.items, owner.rest
        if name in ("append", "add", "appendleft") and args:
            if rest is not None:
                self._set_content(owner, items, self._either(rest, args[0]))
            elif name == "appendleft":
                self._set_content(owner, (args[0], *items), None)
            elif name == "add" and any(i is args[0] for i in items):
                return NONE
            else:
                self._set_content(owner, (*items, args[0]), None)
            if isinstance(args[0], Node):
                self.note_appended(owner, args[0], place)
            return NONE
        if name in ("extend", "update") and args:
            more, extra = self.items_of(args[0], place)
            before = owner.content
            if rest is not None:
                for item in (*more, *(() if extra is None else (extra,))):
                    rest = self._either(rest, item)
                self._set_content(owner, items, rest)
            else:
                self._set_content(owner, (*items, *more), extra)
            owner.content.take_from(before, args[0].content if isinstance(args[0], Seq) else None)
            return NONE
        if name == "insert" and len(args) == 2:
            if isinstance(args[0], Const) and isinstance(args[0].value, int) and rest is None:
                changed = list(items)
                changed.insert(args[0].value, args[1])
                self._set_content(owner, tuple(changed), None)
            else:
                self._set_content(owner, (), self._either(self._merged(owner, place), args[1]))
            return NONE
        if name in ("pop", "popleft"):
            return self._pop(owner, name, args, place)
        if name == "clear":
            self._set_content(owner, (), None)
            return NONE
        if name == "copy":
            return Seq(owner.kind, items, rest)
        if name == "reverse":
            if rest is None:
                self._set_content(owner, items[::-1], None)
            return NONE
        if name in ("remove", "discard", "sort"):
            if name == "sort" or not (rest is None and args and any(i is args[0] for i in items)):
                self._set_content(owner, (), self._merged(owner, place) if items or rest else None)
            else:
                self._set_content(owner, tuple(i for i in items if i is not args[0]), None)
            return NONE
        if name in ("index", "count"):
            return self.data(place, "python", "int")
        if name in ("difference", "difference_update", "intersection", "intersection_update"):
            return self._chosen(owner, name, args, place)
        if name in ("union", "__add__"):
            more, extra = self.items_of(args[0], place) if args else ([], None)
            return Seq(owner.kind, (*items, *more), rest if rest is not None else extra)
        if name == "_replace":
            return self.unknown("_replace", place, [owner, *args])
        return self._unknown_method(owner, name, args, place)

    def _chosen(self, owner: Seq, name: str, args: Args, place: Place) -> Value:
        """The items of a set that are, or aren't, in another one."""
        other = args[0] if len(args) == 1 else NONE
        wanted = name.startswith("intersection")
        found = [(item, self._contains(item, other, place)) for item in owner.items]
        if not owner.exact or any(inside is None for _, inside in found):
            return self._unknown_method(owner, name, args, place)
        kept = tuple(item for item, inside in found if inside is wanted)
        if not name.endswith("_update"):
            return Seq(owner.kind, kept)
        self._set_content(owner, kept, None)
        return NONE

    def _unknown_method(self, owner: Value, name: str, args: Args, place: Place) -> Value:
        """A method nothing is known of: the container may hold anything afterwards."""
        out = self.unknown(f".{name}", place, [owner, *args])
        self.havoc([owner, *args], place)
        return out

    def _merged(self, owner: Seq, place: Place) -> Value:
        out: Value = MISSING
        for item in (*owner.items, *(() if owner.rest is None else (owner.rest,))):
            out = self.phi(out, item)
        return self.unknown("empty", place) if out is MISSING else out

    def _pop(self, owner: Seq, name: str, args: Args, place: Place) -> Value:
        self.pops += 1
        items, rest = owner.items, owner.rest
        index = 0 if name == "popleft" else -1
        if args and isinstance(args[0], Const) and isinstance(args[0].value, int):
            index = args[0].value
        if rest is None and -len(items) <= index < len(items):
            changed = list(items)
            value = changed.pop(index)
            self._set_content(owner, tuple(changed), None)
            return value
        return self._merged(owner, place)

    def _dict_method(
        self, owner: Dict, name: str, args: Args, kwargs: Kwargs, place: Place
    ) -> Value:
        if name in ("values", "items", "keys"):
            return self._dict_view(owner, name)
        if name in ("get", "pop", "setdefault") and args:
            return self._dict_get(owner, name, args, place)
        if name == "update":
            if args:
                if isinstance(args[0], Dict):
                    self.dict_update(owner, args[0], place)
                else:
                    self._dict_pairs(owner, args[0], place)
            for key, value in kwargs.items():
                self.heap.put(owner.data, key, value)
            return NONE
        if name == "copy":
            out = Dict()
            out.data.update(owner.data)
            out.extra.update(owner.extra)
            return out
        if name == "clear":
            for key in list(owner.data):
                self.heap.put(owner.data, key, MISSING)
            return NONE
        return self._unknown_method(owner, name, args, place)

    def _dict_view(self, owner: Dict, name: str) -> Value:
        from tapelint.flow.python.access import constant_of

        keys = [constant_of(k) for k in owner.data]
        values = [resolved(value) for value in owner.data.values()]
        rest = owner.rest
        some = self.data(None, "python", "string")
        if name == "keys":
            return Seq("list", tuple(keys), None if rest is None else some)
        if name == "values":
            return Seq("list", tuple(values), rest)
        pairs = tuple(Seq("tuple", (k, v)) for k, v in zip(keys, values, strict=False))
        return Seq("list", pairs, None if rest is None else Seq("tuple", (some, rest)))

    def _dict_get(self, owner: Dict, name: str, args: Args, place: Place) -> Value:
        key, maybe = self.equal_keys(owner, args[0], place)
        default = args[1] if len(args) > 1 else NONE
        if maybe and name != "pop":
            value: Value = default
            for other in maybe:
                value = self._either(value, owner.data[other])
            if name == "setdefault":
                self.heap.put(owner.data, key, value)
            return value
        if key is not None and key in owner.data:
            value = resolved(owner.data[key])
            if name == "pop":
                self.heap.put(owner.data, key, MISSING)
            return value
        if owner.rest is None and (key is not None or not owner.data):
            if name == "setdefault":
                self.dict_put(owner, args[0], default, place)
            return default
        return self._either(self.item(owner, args[0], place), default)


_STRING_METHODS: Final = frozenset(
    [
        "lower",
        "upper",
        "strip",
        "lstrip",
        "rstrip",
        "split",
        "startswith",
        "endswith",
        "replace",
        "join",
        "title",
        "capitalize",
        "find",
        "isdigit",
        "count",
        "partition",
        "rpartition",
        "format",
    ]
)
