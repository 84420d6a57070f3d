"""Python's own functions and the methods of its containers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from tapelint.flow.containers import SLICE, Dict, Generator, Lazy, Seq, Union
from tapelint.flow.graph import CUT, LIVE, NONE, Const, Edge, Node, Value
from tapelint.flow.machine import EVALUATED
from tapelint.flow.nodes import free_names
from tapelint.flow.places import Place
from tapelint.flow.python.introspection import Introspection
from tapelint.flow.python.iterators import TAKES_ALL
from tapelint.flow.python.named_tuples import is_namedtuple, named_fields
from tapelint.flow.python.truth import truth
from tapelint.flow.values import MISSING, Lib, Obj, Var

Args = list[Value]
Kwargs = dict[str, Value]


class PythonLibrary(Introspection):
    """Builtin functions and container methods."""

    def builtin_names(self) -> dict[str, Value]:
        """What names mean that nobody binds."""
        out: dict[str, Value] = {name: Lib(f"builtins.{name}") for name in _BUILTINS}
        out["__name__"] = Const("__main__")
        out["__file__"] = self.data(None, "python", "string")
        out["NotImplemented"] = NONE
        out["Ellipsis"] = Const(...)
        return out

    def call_builtin(self, name: str, args: Args, kwargs: Kwargs, place: Place) -> Value:
        """A builtin function."""
        handler = _BUILTINS.get(name)
        if name in TAKES_ALL and args:
            self.takes_all(args[0], place)
        if name == "object.__setattr__" and len(args) == 3 and isinstance(args[0], Obj):
            if isinstance(args[1], Const):
                self.heap.put(args[0].fields, args[1].value, args[2])
            return NONE
        if name in _MAKERS:
            return self._maker(name, args, kwargs, place)
        if name not in _BUILTINS or name in _EXCEPTIONS:
            return self.unknown(name, place, [*args, *kwargs.values()])
        if handler is None:
            return self._plain(name, args, kwargs, place)
        if len(args) < _LEAST.get(name, 0):
            return self.refused()
        return handler(self, args, kwargs, place)

    def _plain(self, name: str, args: Args, kwargs: Kwargs, place: Place) -> Value:
        if name in _EXACT and all(isinstance(a, Const) for a in args) and args and not kwargs:
            try:
                return Const(_EXACT[name](*(a.value for a in args if isinstance(a, Const))))
            except Exception:
                return self.refused()
        return self.data(place, "python", _PLAIN_DTYPES.get(name, "unknown"))

    # ------------------------------------------------------------------ conversions

    def _to_number(self, kind: str, args: Args, place: Place) -> Value:
        if not args:
            return Const(0 if kind == "int" else 0.0)
        value = args[0]
        if isinstance(value, Const):
            try:
                return Const({"int": int, "float": float, "bool": bool}[kind](value.value))
            except (TypeError, ValueError):
                return self.refused(kind)
        known = truth(self, value) if kind == "bool" else None
        if known is not None:
            return Const(known)
        node = self.leaf(value, place)
        if node is None or (node.kind == "data" and node.home != "tensor"):
            return self.data(place, "python", kind)
        if self.is_symbolic(value) and kind != "bool":
            if not self.unconverted:
                return self.cast_to(node, kind, place)  # AutoGraph makes a cast of it
            self.takes_value(value, "TypeError", place)
        edge = Edge(node, CUT, "leaves")
        return self.node("op", kind, [edge], place, "python", kind, f"{kind}()")

    def _int(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        return self._to_number("int", args, place)

    def _float(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        return self._to_number("float", args, place)

    def _bool(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        return self._to_number("bool", args, place)

    def _sequence(self, kind: str, args: Args, place: Place) -> Value:
        if not args:
            return Seq(kind, ())
        items, rest = self.items_of(args[0], place)
        out = Seq(kind, tuple(items), rest)
        if isinstance(args[0], Seq):
            out.origin = args[0].origin
            out.content.lists = args[0].content.lists
        return out

    def _py_list(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        return self._sequence("list", args, place)

    def _py_tuple(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        return self._sequence("tuple", args, place)

    def _py_set(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        return self._sequence("set", args, place)

    def _py_dict(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        out = Dict()
        if args:
            if isinstance(args[0], Dict):
                out.data.update(args[0].data)
                out.extra["rest"] = args[0].rest
            elif isinstance(args[0], Obj):
                out.extra["rest"] = self.unknown("dict", place, args)
            elif isinstance(args[0], Union):
                self._either_dict(out, args[0], place)
            else:
                self._dict_pairs(out, args[0], place)
        out.data.update(kwargs)
        return out

    def _either_dict(self, out: Dict, union: Union, place: Place) -> None:
        """A copy of one of several dictionaries that have the same keys."""
        options = [o for o in union.options if isinstance(o, Dict) and o.rest is None]
        keys = {frozenset(option.data) for option in options}
        if len(options) < len(union.options) or len(keys) != 1:
            out.extra["rest"] = self.unknown("dict", place, [union])
            return
        for key in options[0].data:
            value: Value = MISSING
            for option in options:
                value = self._either(value, option.data[key])
            out.data[key] = value

    def _dict_pairs(self, out: Dict, pairs: Value, place: Place) -> None:
        items, rest = self.items_of(pairs, place)
        for pair in items:
            if isinstance(pair, Seq) and len(pair.items) == 2:
                self.dict_put(out, *pair.items)
            else:
                out.extra["rest"] = self.unknown("dict", place, [pair])
        if rest is not None:
            value = rest.items[1] if isinstance(rest, Seq) and len(rest.items) == 2 else rest
            out.extra["rest"] = value

    # ------------------------------------------------------------------ iteration

    def _len(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        value = args[0] if args else NONE
        if isinstance(value, Seq) and value.exact:
            return Const(len(value.items))
        if isinstance(value, Dict) and value.rest is None:
            return Const(len(value.data))
        if isinstance(value, Const) and isinstance(value.value, str):
            return Const(len(value.value))
        if isinstance(value, Obj) and is_namedtuple(value):
            return Const(len(named_fields(value)))
        return self.data(place, "python", "int")

    def _range(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        if len(args) == 1:
            args = [Const(0), args[0], Const(1)]
        elif len(args) == 2:
            args = [*args, Const(1)]
        return Lazy("range", tuple(args[:3]))

    def _slice_of_parts(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        if len(args) == 1:
            args = [NONE, *args]
        return Lazy(SLICE, (*args, NONE, NONE)[:3])

    def _zip(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        return Lazy("zip", tuple(args), place)

    def _enumerate(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        given = dict(zip(("iterable", "start"), args, strict=False)) | kwargs
        if "iterable" not in given:
            return self.refused()
        return Lazy("enumerate", (given["iterable"], given.get("start", Const(0))), place)

    def _reversed(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        return Lazy("reversed", tuple(args))

    def _map(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        return Lazy("map", tuple(args), place)

    def _filter(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        items, rest = self.items_of(args[1], place)
        kept: list[Value] = []
        for item in items:
            test = item if args[0] is NONE else self.call(args[0], [item], {}, place)
            keep = truth(self, test)
            if keep is None:
                rest = item if rest is None else self._either(rest, item)
            elif keep:
                kept.append(item)
        return Seq("list", tuple(kept), rest)

    def _either(self, one: Value, two: Value) -> Value:
        out: Value = self.phi(one, two)
        return out

    def _sorted(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        items, rest = self.items_of(args[0], place)
        if len(items) <= 1 and rest is None:
            return Seq("list", tuple(items))
        constants = [i.value for i in items if isinstance(i, Const)]
        if rest is None and len(constants) == len(items) and "key" not in kwargs:
            try:
                return Seq("list", tuple(Const(v) for v in sorted(constants)))
            except TypeError:
                pass
        out: Value = MISSING
        for item in (*items, *(() if rest is None else (rest,))):
            out = self.phi(out, item)
        return Seq("list", (), out)

    def _iter(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        return Lazy("wrap", (args[0],)) if args else self.unknown("iter", place)

    def _next(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        value = args[0] if args else NONE
        if isinstance(value, Obj) and value.cls is not None:
            return self.call(self.attribute(value, "__next__", place), [], {}, place)
        items, rest = self.items_of(value, place)
        if isinstance(value, Generator):  # where it ends, the exception carries what it returns
            self.raised.append(self.unknown("StopIteration", place, [value]))
        out: Value = MISSING
        for item in (*items[:4], *(() if rest is None else (rest,))):
            out = self.phi(out, item)
        return self.unknown("next", place, [value]) if out is MISSING else out

    def _sum(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        if not args:
            return NONE
        if isinstance(args[0], (Node, Var)):
            node = self.leaf(args[0], place)
            assert node is not None
            out = self.node("op", "sum", [Edge(node, LIVE)], place, node.home, node.dtype, "sum")
            out.curve = "linear"
            return out
        items, rest = self.items_of(args[0], place)
        total: Value = kwargs.get("start", args[1] if len(args) > 1 else Const(0))
        for item in items:
            total = self.binary("Add", total, item, place)
        if rest is not None:
            total = self.binary("Add", total, rest, place)
        return total

    def _extreme(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        if len(args) == 1:
            items, rest = self.items_of(args[0], place)
            values = [*items, *(() if rest is None else (rest,))]
        else:
            values = list(args)
        if "default" in kwargs and not (len(args) == 1 and items):
            values.append(kwargs["default"])
        if values and all(isinstance(v, Const) for v in values):
            return self.data(place, "python", self.dtype_of(values[0]))
        out: Value = MISSING
        for value in values:
            out = self.phi(out, value)
        return self.unknown("max", place, args) if out is MISSING else out

    def _max(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        if all(isinstance(a, Const) for a in args) and len(args) > 1:
            return self._plain("max", args, kwargs, place)
        return self._extreme(args, kwargs, place)

    def _min(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        if all(isinstance(a, Const) for a in args) and len(args) > 1:
            return self._plain("min", args, kwargs, place)
        return self._extreme(args, kwargs, place)

    def _abs(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        if args and isinstance(args[0], Const):
            return self._plain("abs", args, kwargs, place)
        if args and isinstance(args[0], Obj) and not isinstance(args[0], Var):
            return self.call(self.attribute(args[0], "__abs__", place), [], {}, place)
        node = self.leaf(args[0], place) if args else None
        if node is None:
            return self.data(place)
        return self.node("op", "abs", [Edge(node, LIVE)], place, node.home, node.dtype, "abs")

    def _round(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        if args and isinstance(args[0], Obj) and not isinstance(args[0], Var):
            return self.call(self.attribute(args[0], "__round__", place), args[1:], {}, place)
        node = self.leaf(args[0], place) if args else None
        if node is None:
            return self._plain("round", args, kwargs, place)
        dead = node.home not in ("python", "numpy")
        edge = Edge(node, CUT if dead else LIVE, "op")
        return self.node("op", "round", [edge], place, node.home, node.dtype, "round")

    def _pow(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        return self.binary("Pow", args[0], args[1], place) if len(args) == 2 else NONE

    def _py_all(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        items, rest = self.items_of(args[0], place) if args else ([], None)
        known = [truth(self, i) for i in items]
        if False in known:
            return Const(False)
        return self.data(place, "python", "bool") if None in known or rest else Const(True)

    def _any(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        items, rest = self.items_of(args[0], place) if args else ([], None)
        known = [truth(self, i) for i in items]
        if True in known:
            return Const(True)
        return self.data(place, "python", "bool") if None in known or rest else Const(False)

    def _print(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        return NONE

    def _exit(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        return self.call_library("sys.exit", args, kwargs, place)

    def _globals(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        self.make_opaque()
        self.holes += 1
        return self.unknown(EVALUATED, place)

    def _py_globals(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        """The names of a module; in the checked file, any may be bound from here on."""
        if self.frame.home is None:
            return self._globals(args, kwargs, place)
        out = Dict()
        out.data = self.frame.env.root().names  # the very dictionary: what is put there is bound
        return out

    def _locals(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        """What the names of a function stand for now; elsewhere it is the scope itself."""
        env, func = self.frame.env, self.frame.function
        if func is None or env.is_class:
            return self._globals(args, kwargs, place)
        out = Dict()
        outer = env.outer
        while outer is not None and outer.outer is not None:
            inherited = {n: v for n, v in outer.names.items() if n in free_names(func.node)}
            out.data = {**inherited, **out.data}
            outer = outer.outer
        out.data.update(env.names)
        if self.is_opaque_here():
            out.extra["rest"] = self.unknown(EVALUATED, place)
        return out

    def _vars(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        if args:
            return self.attribute(args[0], "__dict__", place)
        return self._globals(args, kwargs, place)


_MAKERS: Final = frozenset({"object.__new__", "type.__new__", "type.__call__", "type.__init__"})
_EXACT: Final[dict[str, Callable[..., Any]]] = {
    "max": max,
    "min": min,
    "abs": abs,
    "round": round,
    "str": str,
    "len": len,
    "divmod": divmod,
    "chr": chr,
    "ord": ord,
    "repr": repr,
}
_PLAIN_DTYPES: Final = {
    "str": "string",
    "repr": "string",
    "format": "string",
    "input": "string",
    "max": "float",
    "min": "float",
    "round": "float",
    "id": "int",
    "hash": "int",
    "ord": "int",
}
_LEAST: Final = {"range": 1, "reversed": 1, "sorted": 1, "map": 2, "filter": 2}
"""How many arguments a function takes by position at least."""

_EXCEPTIONS: Final = frozenset(
    {
        "Exception",
        "ValueError",
        "TypeError",
        "RuntimeError",
        "KeyError",
        "IndexError",
        "AttributeError",
        "StopIteration",
        "NotImplementedError",
        "AssertionError",
        "KeyboardInterrupt",
        "ImportError",
        "ModuleNotFoundError",
        "FileNotFoundError",
        "OSError",
        "ArithmeticError",
        "ZeroDivisionError",
        "OverflowError",
        "LookupError",
        "BaseException",
        "Warning",
        "UserWarning",
        "DeprecationWarning",
        "FutureWarning",
        "RuntimeWarning",
        "SystemExit",
    }
)
_BUILTINS: Final[dict[str, Callable[[Any, Args, Kwargs, Place], Value] | None]] = {
    "int": PythonLibrary._int,
    "float": PythonLibrary._float,
    "bool": PythonLibrary._bool,
    "list": PythonLibrary._py_list,
    "tuple": PythonLibrary._py_tuple,
    "set": PythonLibrary._py_set,
    "frozenset": PythonLibrary._py_set,
    "dict": PythonLibrary._py_dict,
    "len": PythonLibrary._len,
    "range": PythonLibrary._range,
    "slice": PythonLibrary._slice_of_parts,
    "zip": PythonLibrary._zip,
    "enumerate": PythonLibrary._enumerate,
    "reversed": PythonLibrary._reversed,
    "map": PythonLibrary._map,
    "filter": PythonLibrary._filter,
    "sorted": PythonLibrary._sorted,
    "iter": PythonLibrary._iter,
    "next": PythonLibrary._next,
    "sum": PythonLibrary._sum,
    "max": PythonLibrary._max,
    "min": PythonLibrary._min,
    "abs": PythonLibrary._abs,
    "round": PythonLibrary._round,
    "pow": PythonLibrary._pow,
    "isinstance": PythonLibrary._isinstance,
    "issubclass": PythonLibrary._issubclass,
    "type": PythonLibrary._type,
    "getattr": PythonLibrary._getattr,
    "hasattr": PythonLibrary._hasattr,
    "setattr": PythonLibrary._setattr,
    "super": PythonLibrary._super,
    "callable": PythonLibrary._callable,
    "all": PythonLibrary._py_all,
    "any": PythonLibrary._any,
    "print": PythonLibrary._print,
    "exit": PythonLibrary._exit,
    "quit": PythonLibrary._exit,
    "dir": PythonLibrary._dir,
    "globals": PythonLibrary._py_globals,
    "locals": PythonLibrary._locals,
    "vars": PythonLibrary._vars,
    "property": PythonLibrary._property,
    "exec": PythonLibrary._globals,
    "eval": PythonLibrary._globals,
    "object": PythonLibrary._py_object,
    **dict.fromkeys(
        [
            "str",
            "repr",
            "format",
            "input",
            "id",
            "hash",
            "ord",
            "chr",
            "divmod",
            "open",
            "bytes",
            "complex",
            "bin",
            "hex",
            "memoryview",
            "bytearray",
            "help",
            "breakpoint",
            "delattr",
            "compile",
            "staticmethod",
            "classmethod",
        ]
    ),
    **dict.fromkeys(_EXCEPTIONS),
}
