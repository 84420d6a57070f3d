"""Library symbols that need more than a row: those that make objects or call back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from tapelint.flow.imports import HARMLESS
from tapelint.flow.machine import CUT, LIVE, MAYBE, Machine
from tapelint.flow.tensors import dtype_class
from tapelint.flow.truth import truth
from tapelint.flow.values import (
    NONE,
    Bound,
    Class,
    Const,
    Content,
    Delayed,
    Dict,
    Edge,
    Function,
    Generator,
    Lazy,
    Lib,
    Node,
    Obj,
    Partial,
    Place,
    Seq,
    Super,
    Tape,
    Union,
    Value,
    Var,
)
from tapelint.ops.table import lookup

Args = list[Value]
Kwargs = dict[str, Value]
Handler = Callable[[Any, Args, Kwargs, Place], Value]


class Library(Machine):
    """Calls of library symbols."""

    def call_library(self, path: str, args: Args, kwargs: Kwargs, place: Place) -> Value:
        """Call a library symbol."""
        if path.startswith("builtins."):
            return self.call_builtin(path[9:], args, kwargs, place)
        handler = HANDLERS.get(path)
        if handler is not None:
            return handler(self, args, kwargs, place)
        top = path.partition(".")[0]
        if top == "keras":
            made = self.call_keras(path, args, kwargs, place)
            if made is not None:
                return made
        if top == "np":
            return self.call_numpy(path, args, kwargs, place)
        row = lookup(path)
        values = [*args, *kwargs.values()]
        if row is not None and any(self._calls_back(v) for v in values):
            # It may call what it is given, in any way.
            self.havoc(values, place)
            return self.unknown(path, place, values)
        if row is not None:
            return self.call_row(row, args, kwargs, place, written(path))
        if top in HARMLESS:
            return self._harmless(path, args, kwargs, place)
        self.unknowns[path] += 1
        return self.unknown(path, place, [*args, *kwargs.values()])

    def _calls_back(self, value: Value) -> bool:
        """Whether there is a function of the program in a value."""
        if isinstance(value, Seq):
            return any(self._calls_back(v) for v in value.items)
        if isinstance(value, Dict):
            return any(self._calls_back(v) for v in value.data.values())
        return isinstance(value, (Function, Bound, Partial))

    def _switch(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        """``tf.switch_case``, ``tf.case``, ``keras.ops.switch``: any of the branches."""
        out: Value | None = None
        operands = args[2:] if args[2:] and not self._calls_back(args[2]) else []
        chosen = self._chosen_branch(args)
        if chosen is not None:
            return self.call(chosen, list(operands), {}, place)
        for branch in self._branches([*args[:2], *kwargs.values(), *args[2:]]):
            made = self.call(branch, list(operands), {}, place)
            out = made if out is None else self.phi(out, made)
        return out if out is not None else self.unknown("switch", place, args)

    def _chosen_branch(self, args: Args) -> Value | None:
        """The branch of a known number, where there is one."""
        if len(args) < 2 or not isinstance(args[1], (Seq, Dict)):
            return None
        index = args[0].fact if isinstance(args[0], Node) and args[0].kind == "data" else None
        if isinstance(args[0], Const):
            index = args[0].value
        if isinstance(index, bool) or not isinstance(index, int):
            return None
        branches = args[1]
        if isinstance(branches, Dict):
            found: Value | None = branches.data.get(index)
            return found
        plain = branches.exact and all(self._calls_back(b) for b in branches.items)
        return branches.items[index] if plain and 0 <= index < len(branches.items) else None

    def _branches(self, values: Args) -> Args:
        found: Args = []
        for value in values:
            if isinstance(value, (Function, Bound, Partial)):
                found.append(value)
            elif isinstance(value, Seq):
                found.extend(self._branches(list(value.items)))
            elif isinstance(value, Dict):
                found.extend(self._branches(list(value.data.values())))
        return found

    def _fori_loop(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        given = dict(zip(("lower", "upper", "body_fun", "init_val"), args, strict=False)) | kwargs
        state = given.get("init_val", NONE)
        for _ in range(2):
            step = self.data(place, "tensor", "int")
            state = self.call(given.get("body_fun", NONE), [step, state], {}, place)
        return state

    def _harmless(self, path: str, args: Args, kwargs: Kwargs, place: Place) -> Value:
        row = lookup(path)
        if row is not None:
            return self.call_row(row, args, kwargs, place, path)
        top = path.partition(".")[0]
        leaves = [n for a in (*args, *kwargs.values()) for n in self.leaves(a, place)]
        live = [n for n in leaves if n.kind != "data"]
        if top == "operator":
            return self._operator(path, args, place)
        if top in ("math", "cmath", "statistics") and live:
            edges = [
                Edge(n, CUT if n.home in ("tensor", "unknown") else LIVE, "leaves") for n in live
            ]
            return self.node("op", path, edges, place, "python", "float", path)
        if top == "tqdm":
            return Lazy("wrap", (args[0],)) if args else self.data(place)
        if live and top in ("scipy", "sklearn", "pandas", "cv2", "PIL", "skimage"):
            edges = [
                Edge(n, CUT if n.home in ("tensor", "unknown") else LIVE, "leaves") for n in live
            ]
            return self.node("op", path, edges, place, "numpy", "unknown", path)
        if path in ("random.choice", "random.sample", "random.choices") and args:
            return self._drawn(path, args[0], place)
        values = [*args, *kwargs.values()]
        if live or any(callable_or_object(v) for v in values) or self._reaches(values):
            out = self.unknown(path, place, values)
            if top in _MUTATING:
                self.havoc(values, place)
            return out
        return self.opaque_data(path, place)

    def _reaches(self, values: Args) -> bool:
        """Whether anything that a gradient could pass is reachable from these."""
        return any(not isinstance(v, Node) or v.kind != "data" for v in self.reach(values))

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

    def _drawn(self, path: str, values: Value, place: Place) -> Value:
        items, rest = self.items_of(values, place)
        one: Value | None = rest
        for item in items:
            one = item if one is None else self.phi(one, item)
        if one is None:
            return self.opaque_data(path, place)
        return one if path == "random.choice" else Seq("list", (), one)

    def opaque_data(self, path: str, place: Place) -> Value:
        """The result of a function that knows no tensors: nothing to differentiate."""
        out = self.node("opaque", path, (), place, "unknown", "unknown")
        out.fact = ("data", path)
        return out

    # ------------------------------------------------------------------ NumPy

    def call_numpy(self, path: str, args: Args, kwargs: Kwargs, place: Place) -> Value:
        """A NumPy function: what comes from TensorFlow leaves it here."""
        if path in ("np.random.default_rng", "np.random.RandomState"):
            return self._generator(place)
        if path.startswith("np.random."):
            return self.sampled(path, [*args, *kwargs.values()], place)
        name = path[3:]
        row = lookup(path)
        values = [*args, *kwargs.values()]
        leaves = [n for a in values for n in self.leaves(a, place)]
        if any(is_object_dtype(v) for v in values):
            return self.unknown("array of objects", place, values)
        dtype = self._numpy_dtype(name, row, args, kwargs, leaves)
        if not leaves:
            if name in _SCALARS and len(args) == 1 and isinstance(args[0], Const):
                number = args[0].value
                if isinstance(number, (int, float)):
                    return Const(float(number)) if name.startswith("float") else args[0]
                return self.data(place)
            return self.data(place, "numpy", dtype)
        edges = []
        for n in leaves:
            dead = n.home in ("tensor", "unknown") and n.kind != "data"
            edges.append(Edge(n, CUT if dead else LIVE, "leaves" if dead else ""))
        if any(n.opaque for n in leaves):
            edges = [Edge(e.to, e.state, e.why) for e in edges]
        node = self.node("op", path, edges, place, "numpy", dtype, path)
        if row is not None and row.structure.startswith("tuple:"):
            return Seq("tuple", tuple(node for _ in range(int(row.structure[6:]))))
        return node

    def sampled(self, path: str, values: Args, place: Place) -> Value:
        """A NumPy sample: its parameters lose their gradient on the way."""
        dtype = "int" if path.endswith(_INTEGER_SAMPLES) else "float"
        if path.endswith(("choice", "permutation")) and values:
            counts = isinstance(values[0], Const) and isinstance(values[0].value, int)
            dtype = "int" if counts else self.dtype_of(values[0])
        leaves = [n for v in values for n in self.leaves(v, place) if n.kind != "data"]
        if not leaves:
            return self.data(place, "numpy", dtype)
        edges = [Edge(n, CUT if n.home == "tensor" else LIVE, "leaves") for n in leaves]
        return self.node("op", path, edges, place, "numpy", dtype, path)

    def _generator(self, place: Place) -> Value:
        self.seq += 1
        return Obj("random", "np.random.Generator", None, place, self.seq)

    def _numpy_dtype(
        self, name: str, row: Any, args: Args, kwargs: Kwargs, leaves: list[Node]
    ) -> str:
        given = kwargs.get("dtype")
        if (
            given is None
            and name in ("array", "asarray", "zeros", "ones", "empty")
            and len(args) > 1
        ):
            given = args[1]
        if given is not None and given is not NONE:
            return dtype_class(given)
        if name in ("float32", "float64", "float16"):
            return "float"
        if name in ("int32", "int64", "uint8", "int8"):
            return "int"
        for n in leaves:
            if n.dtype == "float" and (row is None or row.output in ("same", "dtype", "unknown")):
                return "float"
        if not leaves and name in _LIKE_ARGUMENTS:
            values = args[1:2] if name == "full" else args
            return (
                self.dtype_of(Seq("list", tuple(values)))
                if name == "arange"
                else self.dtype_of(values[0])
                if values
                else "float"
            )
        if row is not None and row.output not in ("same", "dtype", "unknown"):
            return str(row.output).partition(",")[0]
        if leaves:
            mixed = any(isinstance(a, Const) and isinstance(a.value, float) for a in args)
            return "float" if mixed else leaves[0].dtype
        return "float" if row is None or row.output != "int" else "int"

    # ------------------------------------------------------------------ methods

    def call_method(
        self, owner: Value, name: str, args: Args, kwargs: Kwargs, place: Place
    ) -> Value:
        """A modelled method, by what it belongs to."""
        if isinstance(owner, Tape):
            return self.call_tape_method(owner, name, args, kwargs, place)
        if isinstance(owner, Var):
            return self.call_variable_method(owner, name, args, kwargs, place)
        if isinstance(owner, Node):
            return self.call_node_method(owner, name, args, kwargs, place)
        if isinstance(owner, Obj):
            return self.call_object_method(owner, name, args, kwargs, place)
        if isinstance(owner, Super):
            return self.call_super_method(owner, name, args, kwargs, place)
        if isinstance(owner, (Function, Bound, Partial)):
            return self._function_method(owner, name, args, kwargs, place)
        if isinstance(owner, Class):
            return self._class_method(owner, name, args, kwargs, place)
        return self.call_container(owner, name, args, kwargs, place)

    def _function_method(
        self, owner: Value, name: str, args: Args, kwargs: Kwargs, place: Place
    ) -> Value:
        if name == "get_concrete_function":
            return owner
        if name == "python_function":
            return self.call(owner, args, kwargs, place)
        return self.unknown(f".{name}", place, [owner, *args])

    def _class_method(
        self, owner: Class, name: str, args: Args, kwargs: Kwargs, place: Place
    ) -> Value:
        base = next((b for b in owner.mro() if isinstance(b, Lib)), None)
        if base is not None and args:
            # keras.Layer.__init__(self, …) written out.
            return self.call_super_method(Super(owner, args[0]), name, args[1:], kwargs, place)
        return self.unknown(f"{owner.name}.{name}", place, [owner, *args])

    # ------------------------------------------------------------------ handlers: tensors

    def _variable(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        return self.make_variable("tf", args, kwargs, place)

    def _keras_variable(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        return self.make_variable("keras", args, kwargs, place)

    def _tape(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        return self.make_tape(args, kwargs, place)

    def _tf_constant(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        value = args[0] if args else kwargs.get("value", NONE)
        dtype = kwargs.get("dtype", args[1] if len(args) > 1 else None)
        kind = dtype_class(dtype) if dtype is not None and dtype is not NONE else ""
        symbol = "tf.constant"
        if isinstance(value, Var):
            read = self.read(value, place)
            return self.node(
                "op", symbol, [Edge(read, CUT, "rewrap")], place, "tensor", value.dtype, symbol
            )
        if isinstance(value, Node):
            state = MAYBE if self.graph_depth or value.opaque else LIVE
            out = self.node(
                "op", symbol, [Edge(value, state)], place, "tensor", kind or value.dtype, symbol
            )
            out.curve = "linear"
            return out
        leaves = self.leaves(value, place)
        if not leaves:
            return self.as_tensor(value, place, symbol, kind)
        edges = [Edge(n, CUT if n.home == "tensor" else LIVE, "rewrap") for n in leaves]
        return self.node("op", symbol, edges, place, "tensor", kind or self.dtype_of(value), symbol)

    def _convert(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        value = args[0] if args else kwargs.get("value", kwargs.get("x", NONE))
        dtype = kwargs.get("dtype", args[1] if len(args) > 1 else None)
        kind = dtype_class(dtype) if dtype is not None and dtype is not NONE else ""
        if isinstance(value, Node) and value.home == "tensor":
            return value
        return self.as_tensor(value, place, "tf.convert_to_tensor", kind)

    def _cast(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        value = args[0] if args else kwargs.get("x", NONE)
        dtype = kwargs.get("dtype", args[1] if len(args) > 1 else NONE)
        kind = dtype_class(dtype)
        if isinstance(dtype, Const) and isinstance(dtype.value, str) and kind == "unknown":
            kind = "unknown"
        node = self.as_tensor(value, place, "tf.cast")
        state = LIVE if kind in ("float", "complex") else CUT if kind in ("int", "bool") else MAYBE
        if state == MAYBE and node.dtype == "float":
            state = MAYBE
        if kind == "unknown" and self._follows_float(dtype):
            kind, state = "float", LIVE
        out = self.node(
            "op",
            "tf.cast",
            [Edge(node, state, "op" if state == CUT else "")],
            place,
            node.home if node.home == "symbolic" else "tensor",
            kind,
            "tf.cast",
        )
        out.curve = "linear"
        return out

    @staticmethod
    def _follows_float(dtype: Value) -> bool:
        return isinstance(dtype, Const) and dtype.value in ("float32", "float64", "float16")

    def _identity(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        value = args[0] if args else kwargs.get("input", NONE)
        node = self.as_tensor(value, place, "tf.identity")
        out = self.node(
            "op", "tf.identity", [Edge(node, LIVE)], place, node.home, node.dtype, "tf.identity"
        )
        out.curve = "linear"
        return out

    def _tf_random(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        leaves = [n for a in (*args, *kwargs.values()) for n in self.leaves(a, place)]
        dtype = dtype_class(kwargs["dtype"]) if "dtype" in kwargs else "float"
        return (
            self.node("data", "tf.random", (), place, "tensor", dtype)
            if not leaves
            else self.unknown("tf.random", place, leaves)
        )

    # ------------------------------------------------------------------ handlers: call back

    def _tf_function(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        func = args[0] if args else kwargs.get("func")
        if func is None or func is NONE:
            return Partial(Lib("tf.function"), (), kwargs)
        return self._in_graph(func)

    def _in_graph(self, func: Value) -> Value:
        if isinstance(func, Function):
            copy = Function(
                func.node, func.unit, func.env, func.name, func.defaults, func.kw_defaults, func.cls
            )
            copy.role = func.role
            copy.fields = func.fields
            copy.graph = True
            return copy
        if isinstance(func, Bound):
            return Bound(self._in_graph(func.func), func.owner)
        return func

    def _returns_first(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        return args[0] if args else next(iter(kwargs.values()), NONE)

    def _decorator(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        """A decorator that changes nothing a gradient would see, called with options."""
        if args and isinstance(args[0], (Function, Class, Bound)):
            return args[0]
        self.seq += 1
        return Obj("decorator", "", None, place, self.seq)

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

    def _replace(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        source = args[0] if args else NONE
        if not isinstance(source, Obj):
            return self.unknown("replace", place, args)
        out = self._shallow(source, place)
        for key, value in kwargs.items():
            out.fields[key] = value
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
        func, items = args[0], args[1]
        known, rest = self.items_of(items, place)
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
        items, rest = self.items_of(args[0], place)
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

    def _namespace(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        self.seq += 1
        out = Obj("object", "types.SimpleNamespace", None, place, self.seq)
        out.fields.update(kwargs)
        return out

    def _namedtuple(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        fields = args[1] if len(args) > 1 else NONE
        names: list[str] = []
        if isinstance(fields, Const) and isinstance(fields.value, str):
            names = fields.value.replace(",", " ").split()
        elif isinstance(fields, Seq):
            names = [str(i.value) for i in fields.items if isinstance(i, Const)]
        self.seq += 1
        made = Obj("namedtuple class", "collections.namedtuple", None, place, self.seq)
        made.fields["names"] = Seq("tuple", tuple(Const(n) for n in names))
        made.fields["defaults"] = kwargs.get("defaults", Seq("tuple", ()))
        return made

    def _exit(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        return NONE

    # ------------------------------------------------------------------ handlers: control flow

    def _cond(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        names = ("pred", "true_fn", "false_fn")
        given = dict(zip(names, args, strict=False)) | kwargs
        yes, no = given.get("true_fn", NONE), given.get("false_fn", NONE)
        test = truth(self, given.get("pred", NONE))
        if test is True:
            return self.call(yes, [], {}, place)
        if test is False:
            return self.call(no, [], {}, place)
        results: list[Value] = []

        def way(func: Value) -> Callable[[], int]:
            def run() -> int:
                results.append(self.call(func, [], {}, place))
                return 0

            return run

        self.fork(way(yes), way(no))
        out: Value = self.phi(results[0], results[1])
        return out

    def _while_loop(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        names = ("cond", "body", "loop_vars")
        given = dict(zip(names, args, strict=False)) | kwargs
        body = given.get("body", NONE)
        start = given.get("loop_vars", NONE)
        items, rest = self.items_of(start, place) if isinstance(start, Seq) else ([start], None)
        if rest is not None:
            return self.unknown("tf.while_loop", place, [body, start])
        state: list[Value] = [self._loop_value(v, place) for v in items]
        for _ in range(2):
            if "cond" in given:
                self.call(given["cond"], list(state), {}, place)
            made = self.call(body, list(state), {}, place)
            if isinstance(made, Seq) and made.exact and len(made.items) == len(state):
                state = list(made.items)
            elif len(state) == 1:
                state = [made]
            else:
                state = [self.unknown("tf.while_loop", place, [made])] * len(state)
        if not isinstance(start, Seq):
            return state[0]
        return Seq("list", tuple(state))

    def _loop_value(self, value: Value, place: Place) -> Value:
        if isinstance(value, Const) and isinstance(value.value, (int, float)):
            return self.data(place, "tensor", self.dtype_of(value))
        return value

    def _element(self, value: Value, place: Place) -> Value:
        """One slice along the first axis of a tensor or of each in a structure."""
        if isinstance(value, Seq):
            return Seq(value.kind, tuple(self._element(v, place) for v in value.items))
        node = self.as_tensor(value, place, "element")
        out = self.node("op", "element", [Edge(node, LIVE)], place, node.home, node.dtype)
        out.curve = "linear"
        return out

    def _stacked(self, value: Value, place: Place, symbol: str) -> Value:
        if isinstance(value, Seq):
            return Seq(value.kind, tuple(self._stacked(v, place, symbol) for v in value.items))
        return self.as_tensor(value, place, symbol)

    def _map_fn(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        given = dict(zip(("fn", "elems"), args, strict=False)) | kwargs
        func = given.get("fn", given.get("f", NONE))
        elems = given.get("elems", given.get("xs", NONE))
        made = self.call(func, [self._element(elems, place)], {}, place)
        return self._stacked(made, place, "tf.map_fn")

    def _vectorized_map(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        return self._map_fn(args, kwargs, place)

    def _scan(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        given = dict(zip(("fn", "elems", "initializer"), args, strict=False)) | kwargs
        func, elems = given.get("fn", NONE), given.get("elems", NONE)
        element = self._element(elems, place)
        state = given.get("initializer")
        if state is None or state is NONE:
            state = element
        for _ in range(2):
            state = self.call(func, [state, element], {}, place)
        return self._stacked(state, place, "tf.scan")

    def _keras_scan(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        given = dict(zip(("f", "init", "xs"), args, strict=False)) | kwargs
        func, state = given.get("f", NONE), given.get("init", NONE)
        xs = given.get("xs", NONE)
        element = NONE if xs is NONE else self._element(xs, place)
        out: Value = NONE
        for _ in range(2):
            made = self.call(func, [state, element], {}, place)
            if not isinstance(made, Seq) or len(made.items) != 2:
                return self.unknown("keras.ops.scan", place, [made])
            state, out = made.items
        return Seq("tuple", (state, out if out is NONE else self._stacked(out, place, "scan")))

    def _recompute(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        return args[0] if args else NONE

    def _py_function(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        given = dict(zip(("func", "inp", "Tout"), args, strict=False)) | kwargs
        inp = given.get("inp", Seq("list", ()))
        items, _ = self.items_of(inp, place)
        made = self.call(given.get("func", NONE), items, {}, place)
        leaves = self.leaves(made, place)
        edges = [Edge(n, MAYBE if n.home != "tensor" else LIVE) for n in leaves]
        return self.node("op", "tf.py_function", edges, place, "tensor", "float", "tf.py_function")

    def _numpy_function(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        given = dict(zip(("func", "inp", "Tout"), args, strict=False)) | kwargs
        leaves = self.leaves(given.get("inp", NONE), place)
        edges = [Edge(n, CUT, "leaves") for n in leaves]
        dtype = dtype_class(given.get("Tout", NONE))
        return self.node(
            "op", "tf.numpy_function", edges, place, "tensor", dtype, "tf.numpy_function"
        )

    def _map_structure(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        func, *structures = args
        if not structures:
            return self.unknown("map_structure", place, [*args, *kwargs.values()])
        return self._map_nested(func, structures, place)

    def _activation(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        value = args[0] if args else kwargs.get("identifier", NONE)
        if value is NONE:
            return Lib("keras.activations.linear")
        if isinstance(value, Const) and isinstance(value.value, str):
            return Lib(f"keras.activations.{value.value}")
        return value

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
        return self.call(func, parts, {}, place)

    def _nest_flatten(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        items: list[Value] = []
        rest: list[Value] = []

        def walk(value: Value) -> None:
            if isinstance(value, Seq):
                for item in value.items:
                    walk(item)
                if value.rest is not None:
                    rest.append(value.rest)
            elif isinstance(value, Dict):
                for item in value.data.values():
                    walk(item)
            else:
                items.append(value)

        walk(args[0] if args else NONE)
        extra: Value | None = None
        for value in rest:
            extra = value if extra is None else self.phi(extra, value)
        return Seq("list", tuple(items), extra)

    def _clip_by_global_norm(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        given = dict(zip(("t_list", "clip_norm", "use_norm"), args, strict=False)) | kwargs
        items, rest = self.items_of(given.get("t_list", NONE), place)
        leaves = [n for v in items for n in self.leaves(v, place)]
        symbol = "tf.clip_by_global_norm"
        norm = self.node("op", "tf.linalg.global_norm", [Edge(n, LIVE) for n in leaves], place)
        norm.dtype = "float"
        clipped = tuple(self._clipped(v, norm, place, symbol) for v in items)
        more = None if rest is None else self._clipped(rest, norm, place, symbol)
        return Seq("tuple", (Seq("list", clipped, more), norm))

    def _clipped(self, value: Value, norm: Node, place: Place, symbol: str) -> Value:
        if isinstance(value, Const):
            return value
        edges = [Edge(n, LIVE) for n in (*self.leaves(value, place), norm)]
        return self.node("op", symbol, edges, place, "tensor", "float", symbol)

    def _tensor_array(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        self.seq += 1
        out = Obj("tensorarray", "tf.TensorArray", None, place, self.seq)
        dtype = args[0] if args else kwargs.get("dtype", NONE)
        out.fields["dtype"] = Const(dtype_class(dtype))
        out.fields["values"] = Seq("list", ())
        return out

    def tensor_array_method(self, owner: Obj, name: str, args: Args, place: Place) -> Value:
        """A method of a ``tf.TensorArray``."""
        values = owner.fields["values"]
        assert isinstance(values, Seq)
        dtype = owner.fields["dtype"].value
        if name in ("write", "scatter", "split", "unstack"):
            added = args[-1] if args else NONE
            if name != "write":
                added = self._element(added, place)
            if values.rest is None:
                content = Content((*values.items, added), None)
            else:
                content = Content(values.items, self.phi(values.rest, added))
            self.heap.put(values.data, "content", content)
            return owner
        leaves = self.leaves(values, place)
        edges = [Edge(n, LIVE) for n in leaves]
        if name in ("read", "stack", "concat", "gather"):
            out = self.node(
                "op", f"TensorArray.{name}", edges, place, "tensor", dtype, f".{name}()"
            )
            out.curve = "linear"
            return out
        return owner if name in ("mark_used", "identity") else self.data(place, "python", "int")

    def call_custom_gradient(
        self, func: Function, args: Args, kwargs: Kwargs, place: Place
    ) -> Value:
        """A function under ``tf.custom_gradient``: its own backward function says what flows."""
        plain = Function(
            func.node, func.unit, func.env, func.name, func.defaults, func.kw_defaults, func.cls
        )
        made = self.call_function_plain(plain, args, kwargs, place)
        inputs = [n for a in args for n in self.leaves(a, place)]
        if not (isinstance(made, Seq) and len(made.items) == 2):
            return self.unknown("tf.custom_gradient", place, [made, *args])
        result, backward = made.items
        upstream = self.data(place, "tensor", "float")
        back = self.call(backward, [upstream], {}, place)
        given = list(back.items) if isinstance(back, Seq) else [back]
        edges: list[Edge] = []
        for i, n in enumerate(inputs):
            one = given[i] if i < len(given) else None
            dead = isinstance(one, Const) and one.value is None
            known = isinstance(one, Node) and not one.opaque
            edges.append(Edge(n, CUT if dead else LIVE if known else MAYBE, "op"))
        for n in self.leaves(result, place):
            edges.extend(
                Edge(e.to, MAYBE)
                for e in n.edges
                if isinstance(e.to, Node) and e.to.kind == "read" and e.to not in inputs
            )
        outs = [
            self.node("op", "tf.custom_gradient", edges, place, "tensor", "float", func.name)
            for _ in self.leaves(result, place)
        ]
        if isinstance(result, Seq):
            return Seq(result.kind, tuple(outs))
        return outs[0] if outs else self.unknown("tf.custom_gradient", place, args)

    # ------------------------------------------------------------------ handlers: data sets

    def _dataset(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        value = args[0] if args else kwargs.get("tensors", NONE)
        return self.make_dataset(self._data_like(value, place), place)

    def make_dataset(self, element: Value, place: Place) -> Obj:
        """A data set whose elements are all like ``element``."""
        self.seq += 1
        out = Obj("dataset", "tf.data.Dataset", None, place, self.seq)
        out.fields["element"] = element
        return out

    def _mapped(self, value: Value, place: Place) -> Value:
        """What a mapped data set hands out: computed before any tape, so data for all of them."""
        if isinstance(value, Seq):
            return Seq(value.kind, tuple(self._mapped(v, place) for v in value.items))
        if isinstance(value, Node) and value.kind == "op" and value.home == "tensor":
            return value
        return self._data_like(value, place)

    def _data_like(self, value: Value, place: Place) -> Value:
        """What a data set hands out for a structure: tensors of data."""
        if isinstance(value, Seq) and value.kind == "tuple":
            return Seq("tuple", tuple(self._data_like(v, place) for v in value.items))
        if isinstance(value, Dict):
            out = Dict()
            for key, item in value.data.items():
                out.data[key] = self._data_like(item, place)
            return out
        return self.data(place, "tensor", self.dtype_of(value))

    def _dataset_range(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        return self.make_dataset(self.data(place, "tensor", "int"), place)

    def _dataset_zip(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        parts = list(args[0].items) if args and isinstance(args[0], Seq) else list(args)
        found = [
            p.fields["element"]
            if isinstance(p, Obj) and p.kind == "dataset"
            else self.data(place, "tensor")
            for p in parts
        ]
        return self.make_dataset(Seq("tuple", tuple(found)), place)

    def _dataset_generator(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        signature = kwargs.get(
            "output_signature", kwargs.get("output_types", args[1] if len(args) > 1 else NONE)
        )
        return self.make_dataset(self._from_signature(signature, place), place)

    def _from_signature(self, value: Value, place: Place) -> Value:
        if isinstance(value, Seq):
            return Seq("tuple", tuple(self._from_signature(v, place) for v in value.items))
        kind = dtype_class(value)
        if kind == "unknown" and isinstance(value, Node):
            kind = value.dtype
        return self.data(place, "tensor", kind)

    def dataset_method(
        self, owner: Obj, name: str, args: Args, kwargs: Kwargs, place: Place
    ) -> Value:
        """A method of a ``tf.data.Dataset``."""
        element = owner.fields["element"]
        if name == "map" and args:
            tapes, self.tapes = self.tapes, ()
            given = list(element.items) if isinstance(element, Seq) else [element]
            made = self.call(args[0], given, {}, place)
            self.tapes = tapes
            return self.make_dataset(self._mapped(made, place), place)
        if name in _SAME_DATASET:
            return owner
        if name == "enumerate":
            number = self.data(place, "tensor", "int")
            return self.make_dataset(Seq("tuple", (number, element)), place)
        if name == "as_numpy_iterator":
            return Seq("list", (), element)
        if name in ("cardinality", "__len__"):
            return self.data(place, "tensor", "int")
        if name == "element_spec":
            return self.data(place)
        return self.unknown(f"Dataset.{name}", place, args)


def is_object_dtype(value: Value) -> bool:
    """Whether a dtype argument makes an array that keeps any objects."""
    if isinstance(value, Lib):
        return value.path in ("builtins.object", "np.object_")
    return isinstance(value, Const) and value.value in ("O", "object")


def callable_or_object(value: Value) -> bool:
    """Whether a value could do something of its own when a library function gets it."""
    return isinstance(value, (Function, Bound, Partial, Class, Obj))


def written(path: str) -> str:
    """How a canonical name is usually written."""
    return path


# Of the packages that keep what they are given, those that may change it or run it later.
_MUTATING: Final = frozenset(
    {
        "atexit",
        "bisect",
        "collections",
        "concurrent",
        "contextlib",
        "functools",
        "heapq",
        "itertools",
        "multiprocessing",
        "queue",
        "random",
        "threading",
    }
)
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
_INTEGER_SAMPLES: Final = ("randint", "choice", "permutation", "integers", "binomial", "poisson")
_LIKE_ARGUMENTS: Final = frozenset(
    ["array", "asarray", "arange", "full", "stack", "concatenate", "tile", "repeat"]
)
_SAME_DATASET: Final = frozenset(
    [
        "batch",
        "shuffle",
        "repeat",
        "prefetch",
        "cache",
        "take",
        "skip",
        "shard",
        "padded_batch",
        "with_options",
        "unbatch",
        "filter",
        "concatenate",
        "ignore_errors",
        "apply",
        "rebatch",
    ]
)
_SCALARS: Final = frozenset(
    ["float32", "float64", "float16", "int32", "int64", "uint8", "int8", "bool_"]
)

HANDLERS: Final[dict[str, Handler]] = {
    "tf.Variable": Library._variable,
    "keras.Variable": Library._keras_variable,
    "tf.GradientTape": Library._tape,
    "tf.constant": Library._tf_constant,
    "tf.convert_to_tensor": Library._convert,
    "keras.ops.convert_to_tensor": Library._convert,
    "tf.cast": Library._cast,
    "tf.dtypes.cast": Library._cast,
    "keras.ops.cast": Library._cast,
    "tf.saturate_cast": Library._cast,
    "tf.identity": Library._identity,
    "tf.function": Library._tf_function,
    "tf.autograph.experimental.do_not_convert": Library._decorator,
    "tf.keras.utils.register_keras_serializable": Library._decorator,
    "keras.saving.register_keras_serializable": Library._decorator,
    "keras.utils.register_keras_serializable": Library._decorator,
    "functools.lru_cache": Library._memo,
    "functools.wraps": Library._transparent,
    "functools.partial": Library._partial,
    "functools.reduce": Library._reduce,
    "itertools.chain": Library._chain,
    "itertools.chain.from_iterable": Library._chain_nested,
    "itertools.accumulate": Library._accumulate,
    "itertools.starmap": Library._starmap,
    "itertools.cycle": Library._repeat_forever,
    "itertools.repeat": Library._repeat_forever,
    "itertools.count": Library._repeat_forever,
    "itertools.islice": Library._repeat_forever,
    "dataclasses.dataclass": Library._dataclass,
    "dataclasses.field": Library._field,
    "dataclasses.replace": Library._replace,
    "copy.copy": Library._copy,
    "copy.deepcopy": Library._deepcopy,
    "collections.OrderedDict": Library._ordered,
    "collections.defaultdict": Library._defaultdict,
    "collections.deque": Library._deque,
    "collections.namedtuple": Library._namedtuple,
    "types.SimpleNamespace": Library._namespace,
    "contextlib.contextmanager": Library._decorator,
    "contextlib.nullcontext": Library._returns_first,
    "tf.cond": Library._cond,
    "keras.ops.cond": Library._cond,
    "tf.switch_case": Library._switch,
    "tf.case": Library._switch,
    "keras.ops.switch": Library._switch,
    "keras.ops.fori_loop": Library._fori_loop,
    "tf.while_loop": Library._while_loop,
    "keras.ops.while_loop": Library._while_loop,
    "tf.map_fn": Library._map_fn,
    "keras.ops.map": Library._map_fn,
    "keras.ops.vectorized_map": Library._vectorized_map,
    "tf.vectorized_map": Library._vectorized_map,
    "tf.scan": Library._scan,
    "tf.foldl": Library._scan,
    "tf.foldr": Library._scan,
    "keras.ops.scan": Library._keras_scan,
    "tf.recompute_grad": Library._recompute,
    "tf.py_function": Library._py_function,
    "tf.numpy_function": Library._numpy_function,
    "keras.activations.get": Library._activation,
    "tf.nest.map_structure": Library._map_structure,
    "keras.tree.map_structure": Library._map_structure,
    "tf.nest.flatten": Library._nest_flatten,
    "tf.TensorArray": Library._tensor_array,
    "tf.clip_by_global_norm": Library._clip_by_global_norm,
    "tf.data.Dataset.from_tensor_slices": Library._dataset,
    "tf.data.Dataset.from_tensors": Library._dataset,
    "tf.data.Dataset.range": Library._dataset_range,
    "tf.data.Dataset.zip": Library._dataset_zip,
    "tf.data.Dataset.from_generator": Library._dataset_generator,
}

__all__ = ["HANDLERS", "Delayed", "Generator", "Library", "Union"]
