"""Python's standard library, where it hands values on."""

from __future__ import annotations

import ast
from typing import Final

from tapelint.flow.containers import Dict, Seq
from tapelint.flow.frames import ProgramRaisedError
from tapelint.flow.graph import NONE, Const, Node, Value
from tapelint.flow.machine import Machine
from tapelint.flow.places import Place
from tapelint.flow.python.imports import import_module
from tapelint.flow.python.instances import EXIT_STACK
from tapelint.flow.values import Bound, Class, Env, Function, Lib, Method, Obj, Partial, Var

Args = list[Value]
Kwargs = dict[str, Value]


class StandardLibrary(Machine):
    """Python's standard library, where it hands values on."""

    def _exit_program(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        """``sys.exit`` and its like: what the program still does then isn't followed."""
        raise ProgramRaisedError

    def _as_dict(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        """``dataclasses.asdict``, which copies what the fields hold."""
        owner = args[0] if args else NONE
        if not isinstance(owner, Obj) or owner.cls is None or not owner.cls.dataclass:
            return self.unknown("dataclasses.asdict", place, args)
        out = Dict()
        for name in self.field_names(owner.cls):
            value = owner.fields.get(name)
            nested = isinstance(value, Obj) and value.cls is not None and value.cls.dataclass
            copied = self._as_dict if nested else self._deepcopy
            out.data[name] = copied([value if isinstance(value, Value) else NONE], {}, place)
        return out

    def _operator(self, path: str, args: Args, place: Place) -> Value:
        name = path.rpartition(".")[2].strip("_")
        op = _OPERATORS.get(name)
        if op is not None and len(args) == 2:
            return self.binary(op, args[0], args[1], place)
        if name == "neg" and args:
            return self.binary("Mult", Const(-1), args[0], place)
        if name == "getitem" and len(args) == 2:
            return self.item(args[0], args[1], place)
        return self.unknown(path, place, args)

    def _import_module(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        """``importlib.import_module("a.b")``: what ``import a.b as c`` binds."""
        given = dict(zip(("name", "package"), args, strict=False)) | kwargs
        name = given.get("name", NONE)
        if not (isinstance(name, Const) and isinstance(name.value, str)) or name.value[:1] == ".":
            return self.unknown("importlib.import_module", place, [*args, *kwargs.values()])
        return import_module(self, name.value, place)

    def _drawn(self, path: str, values: Value, place: Place) -> Value:
        items, rest = self.items_of(values, place)
        one: Value | None = rest
        for item in items:
            one = item if one is None else self.phi(one, item)
        if one is None:
            return self.opaque_data(path, place)
        return one if path == "random.choice" else Seq("list", (), one)

    def _accumulate(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        items, rest = self.items_of(args[0], place) if args else ([], None)
        func = kwargs.get("func", args[1] if len(args) > 1 else Lib("operator.add"))
        totals: list[Value] = []
        for item in items:
            total = item if not totals else self.call(func, [totals[-1], item], {}, place)
            totals.append(total)
        if rest is not None:
            last = totals[-1] if totals else rest
            return Seq("list", tuple(totals), self.call(func, [last, rest], {}, place))
        return Seq("list", tuple(totals))

    def _starmap(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        rows, rest = self.items_of(args[1], place) if len(args) > 1 else ([], None)
        made = [self.call(args[0], self.items_of(r, place)[0], {}, place) for r in rows]
        if rest is not None:
            return Seq("list", tuple(made), self.unknown("starmap", place, args))
        return Seq("list", tuple(made))

    def _returns_first(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        return args[0] if args else next(iter(kwargs.values()), NONE)

    def _decorator(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        """A decorator that changes nothing a gradient would see, called with options."""
        if args and isinstance(args[0], (Function, Class, Bound)):
            return args[0]
        self.seq += 1
        return Obj("decorator", "", None, place, self.seq)

    def _some_text(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        """Some text."""
        return self.data(place, "python", "string")

    def _transparent(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        """A call that makes a decorator which leaves its function as it is."""
        self.seq += 1
        return Obj("decorator", "", None, place, self.seq)

    def _memo(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        """``functools.lru_cache(maxsize=…)``."""
        if args and isinstance(args[0], Function):
            args[0].role = "memo"
            return args[0]
        self.seq += 1
        return Obj("decorator", "memo", None, place, self.seq)

    def _dataclass(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        if args and isinstance(args[0], Class):
            args[0].dataclass = True
            return args[0]
        return Partial(Lib("dataclasses.dataclass"), (), {})

    def _field(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        self.seq += 1
        out = Obj("field", "dataclasses.field", None, place, self.seq)
        out.fields.update(kwargs)
        return out

    def _fields(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        """``dataclasses.fields``: of each field, what its name is."""
        owner = args[0] if args else NONE
        cls = owner.cls if isinstance(owner, Obj) else owner
        if not isinstance(cls, Class) or not cls.dataclass:
            return self.unknown("dataclasses.fields", place, args)
        made: list[Value] = []
        for name in self.field_names(cls):
            self.seq += 1
            field = Obj("object", "dataclasses.Field", None, place, self.seq)
            field.fields["name"] = Const(name)
            made.append(field)
        return Seq("tuple", tuple(made))

    def _replace(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        source = args[0] if args else NONE
        if not isinstance(source, Obj):
            return self.unknown("replace", place, args)
        out = self._shallow(source, place)
        out.fields.update(kwargs)
        post = self.class_member(source.cls, "__post_init__") if source.cls else None
        if isinstance(post, Function):
            self.call(Bound(post, out), [], {}, place)
        return out

    def _shallow(self, source: Obj, place: Place) -> Obj:
        self.seq += 1
        out = Obj(source.kind, source.path, source.cls, place, self.seq)
        out.fields.update(source.fields)
        return out

    def _copy(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        value = args[0] if args else NONE
        if isinstance(value, Seq):
            return Seq(value.kind, value.items, value.rest)
        if isinstance(value, Dict):
            out = Dict()
            out.data.update(value.data)
            out.extra.update(value.extra)
            return out
        if isinstance(value, (Const, Lib)):
            return value
        return self.unknown("copy", place, [value])

    def _deepcopy(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        value = args[0] if args else NONE
        if isinstance(value, Seq):
            items = tuple(self._deepcopy([v], {}, place) for v in value.items)
            rest = None if value.rest is None else self.unknown("copy", place, [value.rest])
            return Seq(value.kind, items, rest)
        if isinstance(value, Dict):
            out = Dict()
            out.data.update({k: self._deepcopy([v], {}, place) for k, v in value.data.items()})
            out.extra.update(value.extra)
            return out
        if isinstance(value, Var):
            flag = Const(value.trainable)
            return self.make_variable("tf", [self.read(value, place)], {"trainable": flag}, place)
        return self._copy([value], {}, place) if not isinstance(value, Node) else value

    def _partial(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        return Partial(args[0], tuple(args[1:]), kwargs) if args else NONE

    def _reduce(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        if len(args) < 2:
            return self.refused()
        func = args[0]
        known, rest = self.items_of(args[1], place)
        total = args[2] if len(args) > 2 else None
        for item in [*known, *(() if rest is None else (rest, rest))]:
            total = item if total is None else self.call(func, [total, item], {}, place)
        return total if total is not None else NONE

    def _chain(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        items: list[Value] = []
        rest: Value | None = None
        for arg in args:
            more, extra = self.items_of(arg, place)
            items.extend(more)
            if extra is not None:
                rest = extra if rest is None else self.phi(rest, extra)
        return Seq("list", tuple(items), rest)

    def _chain_nested(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        items, rest = self.items_of(args[0], place) if args else ([], None)
        return self._chain([*items, *(() if rest is None else (rest,))], {}, place)

    def _repeat_forever(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        items, rest = self.items_of(args[0], place) if args else ([], None)
        out: Value | None = rest
        for item in items:
            out = item if out is None else self.phi(out, item)
        return Seq("list", (), out if out is not None else self.data(place, "python", "int"))

    def _ordered(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        return self.call_builtin("dict", args, kwargs, place)

    def _defaultdict(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        out = Dict()
        if args and args[0] is not NONE:
            out.extra["factory"] = args[0]
        return out

    def _deque(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        return self.call_builtin("list", args[:1], {}, place)

    def _suppress(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        self.seq += 1
        return Obj("object", "contextlib.suppress", None, place, self.seq)

    def _exit_stack(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        """``contextlib.ExitStack()``: managers that end when it does."""
        self.seq += 1
        return Obj(EXIT_STACK, "contextlib.ExitStack", None, place, self.seq)

    def _namespace(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        self.seq += 1
        out = Obj("object", "types.SimpleNamespace", None, place, self.seq)
        out.fields.update(kwargs)
        return out

    def _six_items(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        """``six.iteritems(d)``."""
        return self._view("items", args, place)

    def _six_keys(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        """``six.iterkeys(d)``."""
        return self._view("keys", args, place)

    def _six_values(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        """``six.itervalues(d)``."""
        return self._view("values", args, place)

    def _view(self, name: str, args: Args, place: Place) -> Value:
        if not args:
            return self.unknown(name, place)
        return self.call(self.attribute(args[0], name, place), [], {}, place)

    def _add_metaclass(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        """``six.add_metaclass(meta)``, which decorates a class."""
        if not args:
            return self._transparent(args, kwargs, place)
        return Partial(Lib("six.add_metaclass"), tuple(args), {})

    def _with_metaclass(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        """``six.with_metaclass(meta, *bases)``: a base that brings a metaclass along."""
        node = ast.ClassDef("temporary", [], [], [], [])
        cls = Class("temporary", tuple(args[1:]), ast.copy_location(node, place.node), place.unit)
        cls.meta = self.metaclass_of(args[0], cls, place) if args else None
        return cls

    def _function_type(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        """``types.FunctionType(f.__code__, …)``: a copy of ``f``."""
        code = kwargs.get("code", args[0] if args else NONE)
        func = code.owner if isinstance(code, Method) and code.name == "__code__" else None
        if not isinstance(func, Function):
            return self.unknown("types.FunctionType", place, [*args, *kwargs.values()])
        return func.copy()

    def _mock_attribute(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        """``mock.patch.object(owner, name, …)``: what stands there is anything from now on."""
        if len(args) > 1 and isinstance(args[1], Const):
            self._set_unknown(args[0], str(args[1].value), place)
        return self.unknown("mock.patch", place, [*args, *kwargs.values()])

    def _mock_path(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        """``mock.patch("module.name", …)``."""
        if args and isinstance(args[0], Const):
            path, _, name = str(args[0].value).rpartition(".")
            self._set_unknown(import_module(self, path, place), name, place)
        return self.unknown("mock.patch", place, [*args, *kwargs.values()])

    def _set_unknown(self, owner: Value, name: str, place: Place) -> None:
        self.set_attribute(owner, name, self.unknown(f"mock of {name}", place), place)

    def _decorator_of(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        """``decorator.decorator(caller)``: calls of what it decorates go through ``caller``."""
        if len(args) == 2:
            return self.called_through(args[0], args[1], place)
        return Partial(Lib("decorator.decorator"), tuple(args), {})

    def _wrapt_decorator(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        """``wrapt.decorator(caller)``, of functions: their calls go through ``caller``."""
        if kwargs or not args or self.frame.env.is_class:
            return self.unknown("wrapt.decorator", place, [*args, *kwargs.values()])
        if len(args) == 2:
            return self.called_through(args[0], args[1], place, "func, None, args, kwargs")
        return Partial(Lib("wrapt.decorator"), tuple(args), {})

    def called_through(
        self, caller: Value, func: Value, place: Place, given: str = "func, *args, **kwargs"
    ) -> Value:
        """A function that hands itself and its arguments to ``caller``, as ``given`` writes it."""
        node = ast.parse(f"lambda *args, **kwargs: caller({given})", mode="eval").body
        assert isinstance(node, ast.Lambda)
        for part in ast.walk(node):
            ast.copy_location(part, place.node)
        env = Env(None)
        env.names.update(caller=caller, func=func)
        name = func.name if isinstance(func, Function) else "wrapped"
        cls = func.cls if isinstance(func, Function) else None
        return Function(node, place.unit, env, name, (), {}, cls)


_OPERATORS: Final = {
    "add": "Add",
    "iadd": "Add",
    "sub": "Sub",
    "mul": "Mult",
    "imul": "Mult",
    "truediv": "Div",
    "floordiv": "FloorDiv",
    "mod": "Mod",
    "pow": "Pow",
    "matmul": "MatMult",
}
