"""Attributes, items and iteration over every kind of value."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from tapelint.flow.containers import (
    SLICE,
    Content,
    Delayed,
    Dict,
    Generator,
    Lazy,
    Seq,
    Union,
    stands_for_many,
)
from tapelint.flow.frames import Flow, Misuse
from tapelint.flow.graph import CUT, LIVE, NONE, Const, Edge, Node, Value
from tapelint.flow.machine import Machine
from tapelint.flow.places import Place
from tapelint.flow.python.imports import VERSION_1, canonical, is_dtype, is_known
from tapelint.flow.python.named_tuples import names_of
from tapelint.flow.python.statements import LOOP_PASSES, MAX_UNROLL, STATES
from tapelint.flow.values import (
    MISSING,
    Bound,
    Class,
    Function,
    Lib,
    Method,
    Module,
    Obj,
    Partial,
    Super,
    Var,
    resolved,
)
from tapelint.ops.table import attributes

OPERATORS: Final = "tf.Tensor.OVERLOADABLE_OPERATORS"
MAX_EXACT: Final = 48
MAX_PARTS: Final = 24  # how many layers a loop may make, one by one

# What an attribute of a tensor or array is, where it isn't a method.
_SHAPE_ATTRIBUTES: Final = frozenset({"shape", "ndim", "dtype", "device", "size", "name", "rank"})


class Access(Machine):
    """Attributes, items, iteration."""

    # ------------------------------------------------------------------ attributes

    def attribute(self, owner: Value, name: str, place: Place) -> Value:
        """``owner.name``."""
        if isinstance(owner, Lib):
            self.note_name(owner, name, place)
            return self.library_attribute(owner, name)
        if isinstance(owner, Module):
            return self.module_attribute(owner, name, place)
        if isinstance(owner, Var):
            return self.variable_attribute(owner, name, place)
        if isinstance(owner, Obj):
            return self.object_attribute(owner, name, place)
        if isinstance(owner, Node):
            return self.node_attribute(owner, name, place)
        if isinstance(owner, Seq) and name in _FIELDS and _FIELDS[name] < len(owner.items):
            return owner.items[_FIELDS[name]]
        if isinstance(owner, Seq) and owner.kind == "tuple" and name not in ("index", "count"):
            return self.unknown(f".{name}", place, [owner])
        if isinstance(owner, Const) and isinstance(owner.value, str) and name in _DTYPE_KINDS:
            known = dtype_attribute(Lib(f"tf.{owner.value}"), name)  # a dtype as a name
            return known or self.data(place, "python", "bool")
        if isinstance(owner, Const) and not hasattr(owner.value, name):
            self.may_raise()
        if isinstance(owner, Lazy) and owner.form == SLICE and name in _OF_SLICES:
            return owner.parts[_OF_SLICES.index(name)]
        if isinstance(owner, (Seq, Dict, Const, Lazy, Generator, Delayed)):
            return Method(owner, name)
        if isinstance(owner, Class):
            return self._static_attribute(owner, name, place)
        if isinstance(owner, Super):
            found = self.super_member(owner, name, place)
            if found is None and isinstance(owner.owner, Obj):
                self.note_member(owner.owner, name, place)
            return found if found is not None else Method(owner, name)
        if isinstance(owner, (Function, Bound, Partial)):
            return self._function_attribute(owner, name, place)
        if isinstance(owner, Union):
            out: Value = MISSING
            for option in owner.options:
                if isinstance(option, Const) and option.value is None:
                    continue
                out = self.phi(out, self.attribute(option, name, place))
            return self.unknown(name, place, [owner]) if out is MISSING else out
        return self.unknown(name, place, [owner])

    def library_attribute(self, owner: Lib, name: str) -> Value:
        """An attribute of a library's symbol."""
        path = canonical(f"{owner.path}.{name}")
        if path in self.replaced:
            return self.replaced[path]
        told = dtype_attribute(owner, name) if is_dtype(owner.path) else None
        if told is not None:
            return told
        if path in _LIBRARY_CONSTANTS:
            return Const(_LIBRARY_CONSTANTS[path])
        if path == OPERATORS:
            return Seq("set", tuple(Const(name) for name in sorted(attributes(OPERATORS))))
        if path.startswith("?"):
            return self.unknown(path[1:], None)
        if owner.path in self.rows.modules and not is_known(path) and not self.rows.knows(path):
            return self.unknown(path, None)
        return Lib(path, VERSION_1 if owner.path == VERSION_1 else owner.root)

    def _static_attribute(self, owner: Class, name: str, place: Place) -> Value:
        value = self.class_member(owner, name)
        if value is None and name == "_fields":
            value = names_of(owner)
        if value is None and isinstance(owner.meta, Class):
            inherited = self.class_member(owner.meta, name)
            if inherited is not None:
                return self.bound_member(inherited, owner, place)
        if value is None:
            if name in ("__name__", "__qualname__"):
                return Const(owner.name)
            if name == "__module__":
                return self.name_of_module(owner)
            return Method(owner, name)
        if isinstance(value, Function) and value.binding == "class":
            return Bound(value, owner)
        return value

    def _function_attribute(self, owner: Value, name: str, place: Place) -> Value:
        func = owner.func if isinstance(owner, (Bound, Partial)) else owner
        if name == "__name__" and isinstance(func, Function):
            return Const(func.name)
        if isinstance(func, Function) and name in func.fields:
            known: Value = func.fields[name]
            return known
        if name == "__call__":
            return owner
        if name == "python_function" and isinstance(owner, Function) and owner.graph:
            plain = owner.copy()
            plain.graph = False
            return plain
        return Method(owner, name)

    def node_attribute(self, owner: Node, name: str, place: Place) -> Value:
        """An attribute of a tensor, an array or an unknown value."""
        if name == "_keras_history":
            return self.layers_behind(owner, place)
        if owner.opaque:
            out = self.node(
                "opaque", f"{owner.op}.{name}"[:80], [Edge(owner, LIVE)], place, "unknown"
            )
            out.fact = ("attribute", name)
            return out
        self.note_tensor_member(owner, name, place)
        if name in _SHAPE_ATTRIBUTES:
            return self.shape_of(owner, name)
        if name in ("T", "values", "flat_values", "real", "imag", "H", "mT"):
            out = self.node(
                "op", name, [Edge(owner, LIVE)], place, owner.home, owner.dtype, f".{name}"
            )
            out.curve = "linear"
            return out
        if name in ("indices", "dense_shape"):
            return self.data(place, "tensor", "int")
        return Method(owner, name)

    def shape_of(self, owner: Node, name: str) -> Value:
        """What ``x.shape`` and its like give: no gradient goes through."""
        if name == "dtype":
            if owner.dtype in _DTYPES:
                return Const(_DTYPES[owner.dtype])
            made = self.data(None)
            made.fact = True  # a dtype counts as true, whichever it is
            return made
        made = self.data(None, "python", "string" if name in ("name", "device") else "int")
        if name == "shape":
            self.symbolic_shape(owner, made)
        return made

    def set_attribute(self, owner: Value, name: str, value: Value, place: Place) -> None:
        """``owner.name = value``."""
        if isinstance(owner, Obj):
            if owner.cls is not None:
                member = self.class_member(owner.cls, name)
                if isinstance(member, Function) and member.binding == "property":
                    setter = member.fields.get("%setter")
                    if setter is not None:
                        self.call(setter, [owner, value], {}, place)
                    return
                if isinstance(member, Obj) and member.cls is not None:
                    setter = self.class_member(member.cls, "__set__")
                    if setter is not None:
                        self.call(Bound(setter, member), [owner, value], {}, place)
                        return
            setter = None
            if owner.cls is not None and not isinstance(owner, Var):
                setter = self.class_member(owner.cls, "__setattr__")
            if setter is not None:
                self.call(Bound(setter, owner), [Const(name), value], {}, place)
                return
            if self.set_refused(owner, name, place):
                return
            self.heap.put(owner.fields, name, value)
            self.attribute_set(owner, name, value, place)
        elif isinstance(owner, (Class, Function)):
            self.heap.put(owner.fields, name, value)
        elif isinstance(owner, Module):
            self.heap.put(self.loaded(owner).env.names, name, value)
        elif isinstance(owner, Lib):
            self.heap.put(self.replaced, canonical(f"{owner.path}.{name}"), value)
        elif isinstance(owner, Node) and owner.opaque:
            self.keep(owner, [value])
            self.havoc([value], place)  # whoever has it may change it from now on
        elif isinstance(owner, Union):
            for option in owner.options:
                self.set_attribute(option, name, value, place)
        elif isinstance(owner, Method):
            self._put_into_part(owner, [value], place)

    # ------------------------------------------------------------------ items

    def item(self, owner: Value, key: Value, place: Place) -> Value:
        """``owner[key]``."""
        if isinstance(owner, Seq):
            return self._sequence_item(owner, key, place)
        if isinstance(owner, Dict):
            return self._dict_item(owner, key, place)
        if isinstance(owner, (Node, Var)):
            return self._tensor_item(owner, key, place)
        if isinstance(owner, Const):
            return self._constant_item(owner, key)
        if isinstance(owner, Obj):
            return self.object_item(owner, key, place)
        if isinstance(owner, (Lazy, Generator, Delayed)):
            items, rest = self.items_of(owner, place)
            return self._sequence_item(Seq("list", tuple(items), rest), key, place)
        if isinstance(owner, Union):
            out: Value = MISSING
            for option in owner.options:
                if not isinstance(option, Const):
                    out = self.phi(out, self.item(option, key, place))
            return self.unknown("item", place, [owner]) if out is MISSING else out
        if isinstance(owner, Class) and isinstance(owner.meta, Class):
            method = self.class_member(owner.meta, "__getitem__")
            if method is not None:
                return self.call(Bound(method, owner), [key], {}, place)
        if isinstance(owner, Class) and self.class_member(owner, "__class_getitem__"):
            return self.unknown("item of a class", place, [owner, key])
        if isinstance(owner, (Lib, Class)):
            return owner  # a generic alias such as list[int]
        return self.unknown("item", place, [owner, key])

    def _constant_item(self, owner: Const, key: Value) -> Value:
        try:
            if isinstance(key, Const):
                return Const(owner.value[key.value])
            if isinstance(key, Lazy):
                return Const(owner.value[self._slice_of(key)])
        except (TypeError, IndexError, KeyError, ValueError):
            pass
        return self.data(None, "python", "string")

    def _slice_of(self, key: Lazy) -> slice:
        parts = [p.value if isinstance(p, Const) else _UNKNOWN_BOUND for p in key.parts]
        if _UNKNOWN_BOUND in parts:
            raise ValueError
        return slice(*parts)

    def _sequence_item(self, owner: Seq, key: Value, place: Place) -> Value:
        items, rest = owner.items, owner.rest
        if isinstance(key, Const) and isinstance(key.value, int):
            index = key.value
            if rest is None and -len(items) <= index < len(items):
                return items[index]
            if rest is not None and 0 <= index < len(items):
                return items[index]
            if rest is not None:
                return self._any_of((*items, rest) if index < 0 else (rest,), place)
            return self.unknown("index out of range", place, [owner])
        if isinstance(key, Lazy) and key.form == SLICE:
            try:
                wanted = self._slice_of(key)
            except ValueError:
                return Seq(owner.kind, (), self._any_of(self._all(owner), place))
            if rest is None:
                return Seq(owner.kind, items[wanted])
            return Seq(owner.kind, (), self._any_of(self._all(owner), place))
        return self._any_of(self._all(owner), place)

    def _all(self, owner: Seq) -> tuple[Value, ...]:
        return owner.items if owner.rest is None else (*owner.items, owner.rest)

    def _any_of(self, values: tuple[Value, ...], place: Place) -> Value:
        out: Value = MISSING
        for value in values:
            out = self.phi(out, value)
        return self.unknown("empty", place) if out is MISSING else out

    def _dict_item(self, owner: Dict, key: Value, place: Place) -> Value:
        name, maybe = self.equal_keys(owner, key, place)
        if maybe:
            return self._any_of(tuple(owner.data[k] for k in maybe), place)
        if name is not None and name in owner.data:
            return resolved(owner.data[name])
        if name is not None:
            factory = owner.extra.get("factory")
            if factory is not None:
                made = self.call(factory, [], {}, place)
                self.heap.put(owner.data, name, made)
                return made
            if owner.rest is not None:
                return owner.rest
            self.may_raise()
            return self.unknown("missing key", place, [owner])
        values = tuple(owner.data.values())
        return self._any_of(values if owner.rest is None else (*values, owner.rest), place)

    def _tensor_item(self, owner: Node | Var, key: Value, place: Place) -> Value:
        node = self.leaf(owner, place)
        assert node is not None
        if node.opaque:
            return self.node("opaque", f"{node.op}[…]"[:80], [Edge(node, LIVE)], place, "unknown")
        if node.kind == "data" and node.home == "python":
            return self.data(place, "python", node.dtype)
        edges = [Edge(node, LIVE)]
        edges.extend(Edge(n, CUT, "op") for n in self._index_leaves(key, place))
        out = self.node("op", "getitem", edges, place, node.home, node.dtype, "[…]")
        out.curve = "linear"
        out.given = {"value": owner, "key": key}
        if isinstance(owner, Var):
            out.fact = ("slice", owner)
        return out

    def _index_leaves(self, key: Value, place: Place) -> list[Node]:
        parts = (
            key.parts if isinstance(key, Lazy) else key.items if isinstance(key, Seq) else (key,)
        )
        found: list[Node] = []
        for part in parts:
            if isinstance(part, Lazy):
                found.extend(self._index_leaves(part, place))
            else:
                found.extend(n for n in self.leaves(part, place) if n.kind != "data")
        return found

    def set_item(self, owner: Value, key: Value, value: Value, place: Place) -> None:
        """``owner[key] = value``."""
        if isinstance(owner, Seq):
            items = owner.items
            if isinstance(key, Const) and isinstance(key.value, int):
                index = key.value
                if -len(items) <= index < len(items):
                    changed = list(items)
                    changed[index] = value
                    self.heap.put(owner.data, "content", Content(tuple(changed), owner.rest))
                    return
            rest = value if owner.rest is None else self.phi(owner.rest, value)
            merged = tuple(self.phi(i, value) for i in items)
            self.heap.put(owner.data, "content", Content(merged, rest))
        elif isinstance(owner, Dict):
            self.dict_put(owner, key, value, place)
        elif isinstance(owner, Node):
            self.tensor_item_set(owner, key, value, place)
        elif isinstance(owner, Var):
            self.surely_raises(Misuse("tensor-assign", place, None, {"variable": "item"}))
        elif isinstance(owner, Obj) and owner.cls is not None:
            method = self.attribute(owner, "__setitem__", place)
            self.call(method, [key, value], {}, place)
        elif isinstance(owner, Union):
            takes = any(isinstance(o, (Seq, Dict, Obj)) for o in owner.options)
            for option in owner.options:
                if not (takes and _takes_none(option)):  # a list may be meant, and not a tensor
                    self.set_item(option, key, value, place)
        elif isinstance(owner, Method):
            self._put_into_part(owner, [key, value], place)

    def _put_into_part(self, part: Method, values: list[Value], place: Place) -> None:
        """Something is put into an attribute of what may be a tensor or anything else."""
        if isinstance(part.owner, Node):
            self.keep(part.owner, values)
            self.havoc(values, place)

    # ------------------------------------------------------------------ iteration

    def each(self, iterable: Value, place: Place, body: Callable[[Value], int]) -> int:
        """Hand each item to ``body`` until it breaks; unknown numbers take two passes."""
        if isinstance(iterable, Generator):
            return self.run_generator(iterable, body)
        if isinstance(iterable, Lazy) and iterable.form == "range":
            return self._each_range(iterable, body)
        if isinstance(iterable, Lazy) and iterable.form in ("enumerate", "wrap"):
            inner = iterable.parts[0]
            if isinstance(inner, (Generator, Obj)):
                return self._each_enumerated(iterable, inner, place, body)
        if self._has_iter(iterable):
            made = self.call(self.attribute(iterable, "__iter__", place), [], {}, place)
            if made is not iterable:
                return self.each(made, place, body)
        items, rest = self.items_of(iterable, place)
        if len(items) > MAX_EXACT:
            rest = self._any_of(tuple(items), place)
            items = []
        for item in items:
            self.tick()
            if body(item) == Flow.BREAK:
                return Flow.BREAK
        if rest is None:
            return Flow.NEXT
        stands_for_many(rest)
        return self._passes(lambda: self._of_one_pass(rest), body)

    def _of_one_pass(self, item: Value) -> Value:
        """Data that a data set hands out in one pass: something else than in the next one."""
        if isinstance(item, Node) and item.kind == "data" and not item.op:
            return self.data(item.place, item.home, item.dtype)
        if isinstance(item, Seq) and item.exact and item.kind == "tuple":
            return Seq("tuple", tuple(self._of_one_pass(part) for part in item.items))
        return item

    def _has_iter(self, value: Value) -> bool:
        return (
            isinstance(value, Obj)
            and value.cls is not None
            and self.class_member(value.cls, "__iter__") is not None
        )

    def _each_enumerated(
        self, lazy: Lazy, inner: Value, place: Place, body: Callable[[Value], int]
    ) -> int:
        def numbered(value: Value) -> int:
            if lazy.form == "wrap":
                return body(value)
            return body(Seq("tuple", (self.data(None, "python", "int"), value)))

        return self.each(inner, place, numbered)

    def _each_range(self, lazy: Lazy, body: Callable[[Value], int]) -> int:
        span = known_range(lazy)
        if span is not None and len(span) <= MAX_UNROLL:
            for i in span:
                if body(Const(i)) == Flow.BREAK:
                    return Flow.BREAK
            return Flow.NEXT
        return self._passes(lambda: self.data(None, "python", "int"), body)

    def written_out(self, iterable: Value) -> Value:
        """The numbers of a range, one by one, if they are few."""
        ranged = isinstance(iterable, Lazy) and iterable.form == "range"
        span = known_range(iterable) if isinstance(iterable, Lazy) and ranged else None
        if span is None or len(span) > MAX_PARTS:
            return iterable
        return Seq("list", tuple(Const(i) for i in span))

    def _passes(self, make: Callable[[], Value], body: Callable[[Value], int]) -> int:
        mark = start = self.heap.mark()
        for _ in range(LOOP_PASSES):
            mark = self.heap.mark()
            if body(make()) == Flow.BREAK:
                return Flow.BREAK
            self.forget_counters(start, STATES)
        self.forget_lengths(mark)
        self.forget_depths(mark)
        return Flow.NEXT

    def items_of(self, iterable: Value, place: Place) -> tuple[list[Value], Value | None]:
        """The items of an iterable: those known one by one, and what further ones are like."""
        if isinstance(iterable, Seq):
            return list(iterable.items), iterable.rest
        if isinstance(iterable, Delayed):
            made = iterable.run()
            return list(made.items), made.rest
        if isinstance(iterable, Dict):
            keys = [constant_of(k) for k in iterable.data]
            return keys, (self.data(None, "python", "string") if iterable.rest else None)
        if isinstance(iterable, Const) and isinstance(iterable.value, (str, bytes)):
            return [Const(c) for c in iterable.value[:MAX_EXACT]], None
        if isinstance(iterable, Lazy):
            return self._lazy_items(iterable, place)
        if isinstance(iterable, Generator):
            return self._collect(iterable)
        if isinstance(iterable, (Node, Var)):
            return [], self._tensor_item(iterable, self.data(None, "python", "int"), place)
        if isinstance(iterable, Obj):
            return self.object_items(iterable, place)
        if isinstance(iterable, Union):
            return self._items_of_any(iterable, place)
        return [], self.unknown("iteration", place, [iterable])

    def _items_of_any(self, union: Union, place: Place) -> tuple[list[Value], Value | None]:
        """The items of one of several: as many as all of them have, else any number."""
        options = [o for o in union.options if not isinstance(o, Const)]
        found = [self.items_of(option, place) for option in options]
        lengths = {len(items) for items, _ in found}
        if len(lengths) == 1 and all(rest is None for _, rest in found):
            columns = zip(*(items for items, _ in found), strict=True)
            return [self._any_of(column, place) for column in columns], None
        every = [v for items, rest in found for v in (*items, rest) if v is not None]
        return [], self._any_of(tuple(every), place)

    def _collect(self, gen: Generator) -> tuple[list[Value], Value | None]:
        items: list[Value] = []

        def take(value: Value) -> int:
            items.append(value)
            return Flow.NEXT if len(items) < MAX_EXACT else Flow.BREAK

        depth = self.heap.mark()
        self.run_generator(gen, take)
        del depth
        return items, None

    def _lazy_items(self, lazy: Lazy, place: Place) -> tuple[list[Value], Value | None]:
        if lazy.form == "range":
            return self._range_items(lazy)
        if lazy.form == "zip":
            return self._zip_items(lazy, place)
        if lazy.form in ("enumerate", "reversed", "wrap"):
            items, rest = self.items_of(lazy.parts[0], place)
            if lazy.form == "reversed":
                return (
                    (items[::-1], rest)
                    if rest is None
                    else ([], self._any_of((*items, rest), place))
                )
            if lazy.form == "wrap":
                return items, rest
            number = self.data(None, "python", "int")
            start = lazy.parts[1] if len(lazy.parts) > 1 else Const(0)
            first = start.value if isinstance(start, Const) else None
            pairs: list[Value] = [
                Seq("tuple", (Const(first + i) if first is not None else number, v))
                for i, v in enumerate(items)
            ]
            return pairs, None if rest is None else Seq("tuple", (number, rest))
        if lazy.form == "map":
            return self._map_items(lazy, place)
        return [], self.unknown(lazy.form, place, [lazy])

    def _range_items(self, lazy: Lazy) -> tuple[list[Value], Value | None]:
        span = known_range(lazy)
        if span is not None and len(span) <= MAX_EXACT:
            return [Const(i) for i in span], None
        return [], self.data(None, "python", "int")

    def _zip_items(self, lazy: Lazy, place: Place) -> tuple[list[Value], Value | None]:
        columns = [self.items_of(p, place) for p in lazy.parts]
        exact = [len(items) for items, rest in columns if rest is None]
        known = min(len(items) for items, _ in columns) if columns else 0
        rows: list[Value] = [
            Seq("tuple", tuple(items[i] for items, _ in columns)) for i in range(known)
        ]
        if exact and min(exact) == known:
            return rows, None
        rest: list[Value] = []
        for items, extra in columns:
            more = items[known:] if extra is None else [*items[known:], extra]
            if not more:
                return rows, None
            rest.append(self._any_of(tuple(more), place))
        return rows, Seq("tuple", tuple(rest))

    def _map_items(self, lazy: Lazy, place: Place) -> tuple[list[Value], Value | None]:
        func, *sources = lazy.parts
        rows, rest = self._zip_items(Lazy("zip", tuple(sources)), place)
        out = [self.call(func, list(r.items), {}, place) for r in rows if isinstance(r, Seq)]
        if isinstance(rest, Seq):
            return out, self.call(func, list(rest.items), {}, place)
        return out, None


def dtype_attribute(dtype: Lib, name: str) -> Value | None:
    """What is known of one of TensorFlow's dtypes by its name."""
    own = dtype.path.removeprefix("tf.")
    if name == "base_dtype":
        return dtype
    if name == "as_numpy_dtype":
        return dtype if own.startswith(("bfloat", "string")) else Lib(f"np.{own}")
    if name in _DTYPE_KINDS:
        return Const(own.rstrip("0123456789") in _DTYPE_KINDS[name])
    return Const(own) if name == "name" else None


def _takes_none(value: Value) -> bool:
    """Whether a value is a tensor or a variable, into which nothing can be put."""
    return isinstance(value, Var) or (isinstance(value, Node) and value.home == "tensor")


def known_range(lazy: Lazy) -> range | None:
    """The numbers of ``range(…)`` where its arguments are known."""
    numbers: list[int] = []
    for part in lazy.parts:
        if not isinstance(part, Const) or not isinstance(part.value, int):
            return None
        numbers.append(part.value)
    start, stop, step = numbers
    return range(start, stop, step) if step else None


def constant_of(key: Any) -> Value:
    """The value that a dictionary key stands for."""
    if isinstance(key, tuple):
        if key == ("none",):
            return NONE
        if len(key) == 2 and key[0] == "lib":
            return Lib(key[1])
        if len(key) == 3 and key[0] == "object":
            owner: Value = key[2]
            return owner
        return Seq("tuple", tuple(constant_of(k) for k in key))
    return Const(key)


_UNKNOWN_BOUND = object()
# The named fields of TensorFlow's result tuples: top_k, moments, unique.
_FIELDS: Final = {"values": 0, "indices": 1, "mean": 0, "variance": 1, "y": 0, "idx": 1}
_DTYPES: Final = {"float": "float32", "int": "int32", "bool": "bool", "string": "string"}
_DTYPE_KINDS: Final = {
    "is_floating": frozenset({"float", "bfloat"}),
    "is_integer": frozenset({"int", "uint"}),
    "is_complex": frozenset({"complex"}),
    "is_bool": frozenset({"bool"}),
}
_OF_SLICES: Final = ("start", "stop", "step")
_LIBRARY_CONSTANTS: Final = {
    "math.pi": 3.141592653589793,
    "math.e": 2.718281828459045,
    "math.inf": float("inf"),
    "math.nan": float("nan"),
    "np.pi": 3.141592653589793,
    "np.e": 2.718281828459045,
    "np.inf": float("inf"),
    "np.nan": float("nan"),
    "np.newaxis": None,
    "tf.newaxis": None,
    "typing.TYPE_CHECKING": False,
}
