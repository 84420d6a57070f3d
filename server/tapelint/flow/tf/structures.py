"""``tf.nest``: lists, tuples, named tuples and dictionaries taken apart and put together again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tapelint.flow.containers import SLICE, Dict, Lazy, Seq, Union
from tapelint.flow.graph import FALSE, NONE, TRUE, Const, Node, Value
from tapelint.flow.machine import Machine
from tapelint.flow.places import Place
from tapelint.flow.python.named_tuples import is_namedtuple, named_fields
from tapelint.flow.values import Class, Function, Lib, Obj, Var

Args = list[Value]
Kwargs = dict[str, Value]


@dataclass(frozen=True, slots=True)
class _Nest:
    """What a structure holds, in the order of ``tf.nest``, each part under its key."""

    parts: dict[object, Value]
    rest: Value | None  # what further parts are like

    @property
    def exact(self) -> bool:
        return self.rest is None


class Structures(Machine):
    """Functions of ``tf.nest``."""

    def _map_structure(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        if len(args) < 2:
            return self.unknown("map_structure", place, [*args, *kwargs.values()])
        return self._map_nested(args[0], args[1:], place)

    def _map_nested(self, func: Value, parts: list[Value], place: Place) -> Value:
        first = parts[0]
        if isinstance(first, Seq) and all(
            isinstance(p, Seq) and len(p.items) == len(first.items) for p in parts
        ):
            rows = zip(*(p.items for p in parts if isinstance(p, Seq)), strict=False)
            items = tuple(self._map_nested(func, list(row), place) for row in rows)
            rests = [p.rest for p in parts if isinstance(p, Seq)]
            rest = None
            if all(r is not None for r in rests):
                rest = self._map_nested(func, [r for r in rests if r is not None], place)
            return Seq(first.kind, items, rest)
        if isinstance(first, Dict):
            out = Dict()
            for key in first.data:
                row = [p.data[key] for p in parts if isinstance(p, Dict) and key in p.data]
                out.data[key] = self._map_nested(func, row, place)
            return out
        made = self.call(func, parts, {}, place)
        if all(map(_may_hold_others, parts)):  # where one is no structure, none is
            return self.unknown("map_structure", place, [made])
        return made

    def _map_up_to(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        """``nest.map_structure_up_to(shallow, func, *inputs)``: as deep as ``shallow`` goes."""
        return self._mapped_up_to(args, kwargs, place, lambda path: [])

    def _map_paths_up_to(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        """``nest.map_structure_with_tuple_paths_up_to``: the function also gets where it is."""
        return self._mapped_up_to(args, kwargs, place, lambda path: [path])

    def _mapped_up_to(
        self, args: Args, kwargs: Kwargs, place: Place, first: Callable[[Seq], Args]
    ) -> Value:
        shallow, func, *inputs = args if len(args) > 2 else (NONE, NONE)
        made = None
        if inputs and self._reaches_down(shallow, inputs, place):

            def each(path: Seq, parts: Args) -> Value:
                return self.call(func, [*first(path), *parts], {}, place)

            made = self._down(shallow, inputs, Seq("tuple", ()), each)
        return made or self.unknown("map_structure_up_to", place, [*args, *kwargs.values()])

    def _reaches_down(self, shallow: Value, inputs: Args, place: Place) -> bool:
        """Whether each of the inputs surely goes as deep as another structure."""
        nest = _nest(shallow)
        if nest is None:
            return self._is_nested([shallow], {}, place) is FALSE
        others = [_nest(each) for each in inputs]
        if not nest.exact or any(o is None or o.parts.keys() != nest.parts.keys() for o in others):
            return False
        return all(
            self._reaches_down(part, [o.parts[key] for o in others if o is not None], place)
            for key, part in nest.parts.items()
        ) and all(o.exact for o in others if o is not None)

    def _down(
        self, shallow: Value, inputs: Args, path: Seq, each: Callable[[Seq, Args], Value]
    ) -> Value:
        nest = _nest(shallow)
        if nest is None:
            return each(path, inputs)
        others = [other for other in map(_nest, inputs) if other is not None]
        parts = [
            self._down(
                part,
                [other.parts[key] for other in others],
                Seq("tuple", (*path.items, Const(key))),
                each,
            )
            for key, part in nest.parts.items()
        ]
        return self._like_structure(shallow, iter(parts))

    def _flatten_up_to(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        """``nest.flatten_up_to(shallow, value)``: what stands where ``shallow`` has its leaves."""
        if len(args) == 2 and args[0] is args[1]:
            return self._nest_flatten(args[:1], {}, place)
        if len(args) != 2 or not self._reaches_down(args[0], args[1:], place):
            return self.unknown("flatten_up_to", place, [*args, *kwargs.values()])
        found: Args = []

        def keep(path: Seq, parts: Args) -> Value:
            found.extend(parts)
            return NONE

        self._down(args[0], args[1:], Seq("tuple", ()), keep)
        return Seq("list", tuple(found))

    def _is_nested(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        """``tf.nest.is_nested``: whether a value is a list, a tuple or a dictionary."""
        value = args[0] if args else NONE
        if _nest(value) is not None:
            return TRUE
        if isinstance(value, (Const, Lib, Var, Function, Class)):
            return FALSE
        if isinstance(value, Lazy) and value.form == SLICE:
            return FALSE
        if isinstance(value, Obj) and value.kind in ("layer", "model", "module"):
            return FALSE
        if isinstance(value, Node) and not _may_hold_others(value):
            return FALSE
        return self.data(place, "python", "bool")

    def _nest_flatten(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        items: list[Value] = []
        rest: list[Value] = []

        def walk(value: Value) -> None:
            nest = _nest(value)
            if nest is not None:
                for part in nest.parts.values():
                    walk(part)
                if nest.rest is not None:
                    rest.append(nest.rest)
            elif isinstance(value, Union) and any(map(_nest, value.options)):
                found = [self._nest_flatten([option], {}, place) for option in value.options]
                each, more = self.items_of(Union(tuple(found)), place)
                items.extend(each)
                rest.extend([] if more is None else [more])
            elif _may_hold_others(value):
                rest.append(value)
            else:
                items.append(value)

        walk(args[0] if args else NONE)
        return Seq("list", tuple(items), self._join(rest))

    def _paths(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        """``nest.flatten_with_tuple_paths``: each part with where it is."""
        structure = args[0] if args else NONE
        found: Args = []

        def keep(path: Seq, parts: Args) -> Value:
            found.append(Seq("tuple", (path, *parts)))
            return NONE

        if not self._reaches_down(structure, [structure], place):
            return self.unknown("flatten_with_tuple_paths", place, [*args, *kwargs.values()])
        self._down(structure, [structure], Seq("tuple", ()), keep)
        return Seq("list", tuple(found))

    def _pack(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        """``tf.nest.pack_sequence_as``: a structure like another one, of what a list holds."""
        given = dict(zip(("structure", "flat_sequence"), args, strict=False)) | kwargs
        structure, flat = given.get("structure", NONE), given.get("flat_sequence", NONE)
        items, rest = self.items_of(flat, place)
        leaves = self._nest_flatten([structure], {}, place)
        count = len(leaves.items) if isinstance(leaves, Seq) and leaves.exact else None
        if rest is None and count == len(items):
            return self._filled(structure, iter(items), None, place)
        every = self._join([*items, *([] if rest is None else [rest])])
        if every is None or (rest is None and count is not None):
            return self.unknown("tf.nest.pack_sequence_as", place, items)  # it raises
        return self._filled(structure, iter(()), every, place)

    def _filled(
        self, structure: Value, items: Iterator[Value], every: Value | None, place: Place
    ) -> Value:
        """A structure filled in order; ``every`` is what stands where the order isn't known."""
        nest = _nest(structure)
        if nest is None and every is not None and _may_hold_others(structure):
            return self.unknown("tf.nest.pack_sequence_as", place, [every])
        if nest is None:
            return next(items, every or NONE)
        parts = [self._filled(part, items, every, place) for part in nest.parts.values()]
        return self._like_structure(structure, iter(parts), None if nest.exact else every)

    def _like_structure(
        self, structure: Value, parts: Iterator[Value], rest: Value | None = None
    ) -> Value:
        """A structure of the same kind that holds other parts."""
        if isinstance(structure, Seq):
            return Seq(structure.kind, tuple(parts), rest)
        filled = dict(zip(_keys(structure), parts, strict=True))
        if isinstance(structure, Dict):
            out = Dict()
            out.data.update((key, filled[key]) for key in structure.data)
            out.extra["rest"] = rest
            return out
        assert isinstance(structure, Obj)
        self.seq += 1
        made = Obj(structure.kind, structure.path, structure.cls, structure.place, self.seq)
        made.fields.update((name, filled.get(name, v)) for name, v in structure.fields.items())
        return made


def _nest(value: Value) -> _Nest | None:
    """What a structure holds; None for a value that isn't one."""
    if isinstance(value, Seq):
        return _Nest(dict(enumerate(value.items)), value.rest) if value.kind != "set" else None
    if isinstance(value, Dict):
        return _Nest({key: value.data[key] for key in _keys(value)}, value.rest)
    if isinstance(value, Obj) and is_namedtuple(value):
        return _Nest(dict(named_fields(value).items()), None)
    return None


def _keys(structure: Value) -> list[object]:
    """The keys of a dictionary or a named tuple as ``tf.nest`` orders them."""
    if isinstance(structure, Obj):
        return list(named_fields(structure))
    assert isinstance(structure, Dict)
    keys = list(structure.data)
    return sorted(keys) if all(isinstance(key, str) for key in keys) else keys


def _may_hold_others(value: Value) -> bool:
    """Whether a value of which nothing is known may be a structure."""
    return isinstance(value, Node) and value.opaque and value.home == "unknown"
