"""Calling: functions run with their effects, classes make instances, managers guard blocks."""

from __future__ import annotations

import ast
from collections.abc import Callable
from functools import partial
from typing import Final

from tapelint.flow.frames import Flow, Frame, GeneratorStoppedError, ProgramRaisedError
from tapelint.flow.machine import MAX_DEPTH, MEMBER, Machine, captured
from tapelint.flow.nodes import gates_of_requests, is_half_typed, is_placeholder, own_yields
from tapelint.flow.values import (
    MISSING,
    NONE,
    Bound,
    CallPath,
    Class,
    Const,
    Dict,
    Env,
    Function,
    Generator,
    Lib,
    Method,
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

ABSTRACT: Final = "abstract"  # the fact of what stands for an abstract method
MAX_RECURSION: Final = 6
MAX_RERUNS: Final = 100  # of a function below itself: a walk through a tree branches at each step

# Library classes that a program's class can extend, and what its instances are then.
BASE_KINDS: Final = {
    "keras.Layer": "layer",
    "keras.Model": "model",
    "keras.Sequential": "model",
    "keras.Loss": "loss",
    "keras.Metric": "metric",
    "keras.Optimizer": "optimizer",
    "tf.Module": "module",
    "keras.callbacks.Callback": "callback",
}


class Calls(Machine):
    """The calling half of the interpreter."""

    def call(self, func: Value, args: list[Value], kwargs: dict[str, Value], place: Place) -> Value:
        """Call any value."""
        self.tick()
        if isinstance(func, Lib):
            return self.call_library(func.path, args, kwargs, place)
        if isinstance(func, Method):
            return self.call_method(func.owner, func.name, args, kwargs, place)
        if isinstance(func, Function):
            return self.call_function(func, args, kwargs, place)
        if isinstance(func, Bound):
            self._note_build(func)
            return self.call(func.func, [func.owner, *args], kwargs, place)
        if isinstance(func, Class):
            return self.instantiate(func, args, kwargs, place)
        if isinstance(func, Partial):
            return self.call(func.func, [*func.args, *args], {**func.kwargs, **kwargs}, place)
        if isinstance(func, Obj):
            return self.call_object(func, args, kwargs, place)
        if isinstance(func, Union):
            return self._call_union(func, args, kwargs, place)
        return self.call_unknown(func, args, kwargs, place)

    def _note_build(self, func: Bound) -> None:
        """A layer whose own ``build`` was called by hand isn't built again."""
        owner, method = func.owner, func.func
        if not isinstance(owner, Obj) or owner.kind not in ("layer", "model"):
            return
        if isinstance(method, Function) and method.name.endswith(".build"):
            self.heap.put(owner.fields, "%built", True)

    def call_unknown(
        self, func: Value, args: list[Value], kwargs: dict[str, Value], place: Place
    ) -> Value:
        """Call something nothing is known of."""
        values = [func, *args, *kwargs.values()]
        if isinstance(func, Node) and func.fact == ("data", "optimizer.variables"):
            self.optimizer_called("variables", place)
        if isinstance(func, Node) and func.fact == ("attribute", "compile") and "loss" in kwargs:
            self.compiled_losses.append((kwargs["loss"], place))
        if isinstance(func, Node):
            values += self.callable_behind(func)  # with what they have captured by now
        self.havoc([*_owner_of(func), *args, *kwargs.values()], place)
        if isinstance(func, Node) and isinstance(func.fact, tuple):
            self._hold(func, [*args, *kwargs.values()])
        reason = func.op if isinstance(func, Node) else type(func).__name__
        out = self.unknown(reason, place, values)
        self._may_be_built(out)
        if isinstance(func, Node) and args:
            out.fact = ("call", func)
        return out

    def _hold(self, method: Node, values: list[Value]) -> None:
        """An unknown object may keep what its method is given, and hand it out later."""
        owner = method.edges[0].to if method.edges else None
        if isinstance(owner, Node):
            self.keep(owner, values)

    def _may_be_built(self, made: Node) -> None:
        """Whoever was given a model may have called it, and then it has its weights."""
        for one in (edge.to for edge in made.edges):
            if not isinstance(one, Obj) or one.kind not in ("layer", "model"):
                continue
            if not (one.fields.get("%called") or one.fields.get("%given")):
                self.heap.put(one.fields, "%given", True)

    def _call_union(
        self, func: Union, args: list[Value], kwargs: dict[str, Value], place: Place
    ) -> Value:
        options = [o for o in func.options if not isinstance(o, Const)]
        if not options:
            return self.unknown("call of None", place)
        out = MISSING
        before = len(self.misuses)
        wrong: list[int] = []

        def way(option: Value) -> Callable[[], int]:
            def run() -> int:
                nonlocal out
                noted = len(self.misuses)
                try:
                    out = self.phi(out, self.call(option, args, kwargs, place))
                finally:
                    wrong.append(len(self.misuses) - noted)
                return Flow.NEXT

            return run

        def chain(rest: list[Value]) -> int:
            if len(rest) == 1:
                return way(rest[0])()
            return self.fork(way(rest[0]), lambda: chain(rest[1:]))

        chain(options)
        if 0 in wrong:
            # It may be another one that is called, so nothing is wrong with the call itself.
            kept = [m for m in self.misuses[before:] if m.place.key() != place.key()]
            self.misuses[before:] = kept
        return out

    # ------------------------------------------------------------------ functions

    def call_function(
        self, func: Function, args: list[Value], kwargs: dict[str, Value], place: Place
    ) -> Value:
        """Run a function of the program."""
        self.executed[id(func.node)] = func.node
        if func.cls is not None and is_placeholder(func.node):
            # What runs is a subclass's own, and that may stand anywhere.
            return self.unknown("abstract method", place, [*args, *kwargs.values()])
        if is_generator(func):
            made = Generator(func, args, kwargs, place)
            return manager_of(made, self, place) if func.role == "manager" else made
        if func.role == "memo":
            return self._remembered(func, args, kwargs, place)
        if func.role == "custom_gradient":
            return self.call_custom_gradient(func, args, kwargs, place)
        if func.graph and not self.graph_depth:
            # What is traced gets tensors in the place of arrays.
            args = [self._traced(a, place) for a in args]
            kwargs = {name: self._traced(a, place) for name, a in kwargs.items()}
            if id(func.node) not in self.traced:
                return self._first_trace(func, args, kwargs, place)
        result = self.call_again(func, args, kwargs, place)
        if isinstance(result, Const) and _is_abstract(func.cls, args):
            return self.unknown("abstract method", place, [*args, *kwargs.values()])
        return result

    def _remembered(
        self, func: Function, args: list[Value], kwargs: dict[str, Value], place: Place
    ) -> Value:
        """A cached function runs once for the same arguments."""
        given = (*args, *kwargs.values())
        key = ("%memo", *(v.value if isinstance(v, Const) else v for v in given))
        known = func.fields.get(key)
        if known is None:
            known = self.run_function(func, args, kwargs, place, None)
            self.heap.put(func.fields, key, known)
        return known

    def _traced(self, given: Value, place: Place) -> Value:
        is_array = isinstance(given, Node) and given.home == "numpy"
        return self.as_tensor(given, place, "argument") if is_array else given

    def _first_trace(
        self, func: Function, args: list[Value], kwargs: dict[str, Value], place: Place
    ) -> Value:
        """``tf.function`` traces again after a first trace that made variables; then it may not."""
        self.traced.add(id(func.node))
        made = sum(map(len, self.allocations.values()))
        result = self.call_again(func, args, kwargs, place)
        if sum(map(len, self.allocations.values())) > made:
            mark = self.heap.mark()
            before, self.retracing = self.retracing, True
            try:
                self.run_function(func, args, kwargs, place, None)
            finally:
                self.retracing = before
            self.heap.rollback(mark)
        return result

    def too_deep(self, func: Function) -> bool:
        """Whether this function already runs too often below the current call."""
        path = self.frame.path
        if path.depth >= MAX_DEPTH:
            return True
        running = sum(1 for p in path.chain() if p.function is func.node)
        self.reruns[func.node] = self.reruns.get(func.node, 0) + 1 if running else 0
        return running >= MAX_RECURSION or self.reruns[func.node] > MAX_RERUNS

    def run_function(
        self,
        func: Function,
        args: list[Value],
        kwargs: dict[str, Value],
        place: Place,
        yielded: Callable[[Value], int] | None,
    ) -> Value:
        """Run a function's body in a frame of its own."""
        if self.too_deep(func):
            return self.unknown(f"recursion {func.name}", place, [func, *args, *kwargs.values()])
        self.holes += is_half_typed(func.node)
        env = Env(func.env)
        self.bind_arguments(func, env, args, kwargs, place)
        path = CallPath(self.frame.path, place, func.name, func.node)
        home = (self.frame.home or place) if id(func.unit) in self.foreign else None
        frame = Frame(env, path, func.unit, func, home)
        frame.yielded = yielded
        caller, self.frame = self.frame, frame
        mark = self.heap.mark()
        frame.marks.append(mark)
        if func.graph and not self.graph_depth:
            self.enter_graph(func.name, [*args, *kwargs.values()])
        unconverted = self.unconverted
        if func.graph:
            self.unconverted = int(id(func.node) in self.plain_graphs)
        self.graph_depth += func.graph
        for arg in (*args, *kwargs.values()):
            if isinstance(arg, Node):
                self.passed[id(arg)] = (arg, path)
                path.given.append(arg)
            elif isinstance(arg, (Seq, Dict)):
                path.given.extend(self.leaves(arg, None)[:16])
            elif isinstance(arg, Obj):
                path.objects.append(arg)
        for value in captured(func):
            if isinstance(value, Obj):
                path.objects.append(value)
            path.closes_over = path.closes_over or isinstance(value, Node)
        try:
            if isinstance(func.node, ast.Lambda):
                frame.result = self.evaluate(func.node.body)
                flow = Flow.RETURN
            else:
                flow = self.block(func.node.body)
            self._finish(frame, flow, mark)
        finally:
            self.graph_depth -= func.graph
            self.unconverted = unconverted
            self.frame = caller
        if flow == Flow.RAISE and frame.result is None:
            raise ProgramRaisedError
        return frame.result if frame.result is not None else NONE

    def _finish(self, frame: Frame, flow: int, mark: int) -> None:
        returns = [p for p in frame.pending if p.flow == Flow.RETURN]
        if flow == Flow.RAISE and returns:
            way = returns.pop()
            frame.pending = list(returns)
            self.heap.rollback(mark)
            self._apply(way.delta)
            frame.result = way.value
        elif flow == Flow.NEXT and returns:
            frame.result = NONE
        self.arrive(Flow.RETURN, mark)

    def bind_arguments(
        self,
        func: Function,
        env: Env,
        args: list[Value],
        kwargs: dict[str, Value],
        place: Place,
    ) -> None:
        """Give the parameters their values; what isn't given and has no default is unknown."""
        spec = func.node.args
        names = [a.arg for a in (*spec.posonlyargs, *spec.args)]
        values = env.names
        given = dict(kwargs)
        for name, value in zip(names, args, strict=False):
            values[name] = value
        extra = args[len(names) :]
        # Run by itself, for callers that aren't known: what may be left out may be given as well.
        unasked = isinstance(place.node, (ast.FunctionDef, ast.AsyncFunctionDef))
        if spec.vararg is not None:
            rest = self.unknown(f"arguments {spec.vararg.arg}", place) if unasked else None
            values[spec.vararg.arg] = Seq("tuple", tuple(extra), rest)
        first_default = len(names) - len(func.defaults)
        for i, name in enumerate(names):
            if i < len(args):
                continue
            if name in given:
                values[name] = given.pop(name)
            elif i >= first_default and not (
                unasked and _is_open(func.defaults[i - first_default], name, func)
            ):
                values[name] = func.defaults[i - first_default]
            else:
                values[name] = self.unknown(f"argument {name}", place)
        for arg in spec.kwonlyargs:
            if arg.arg in given:
                values[arg.arg] = given.pop(arg.arg)
            elif arg.arg in func.kw_defaults and not (
                unasked and _is_open(func.kw_defaults[arg.arg], arg.arg, func)
            ):
                values[arg.arg] = func.kw_defaults[arg.arg]
            else:
                values[arg.arg] = self.unknown(f"argument {arg.arg}", place)
        if spec.kwarg is not None:
            more = Dict()
            more.data.update(given)
            values[spec.kwarg.arg] = more

    # ------------------------------------------------------------------ generators

    def run_generator(self, gen: Generator, body: Callable[[Value], int]) -> int:
        """Run a generator; each value it yields goes to ``body`` at once."""
        consumer = self.frame
        left = Flow.NEXT

        def take(value: Value) -> int:
            nonlocal left
            inner, self.frame = self.frame, consumer
            try:
                left = body(value)
            finally:
                self.frame = inner
            return left

        try:
            self.run_function(gen.func, gen.args, gen.kwargs, gen.call, take)
        except GeneratorStoppedError:
            self.frame = consumer
        return left

    # ------------------------------------------------------------------ classes

    def instantiate(
        self, cls: Class, args: list[Value], kwargs: dict[str, Value], place: Place
    ) -> Value:
        """Call a class of the program: its metaclass may do more than make an instance."""
        meta = cls.meta
        maker = self.class_member(meta, "__call__") if isinstance(meta, Class) else None
        if maker is not None:
            return self.call(Bound(maker, cls), args, kwargs, place)
        return self.make_instance(cls, args, kwargs, place)

    def make_instance(
        self, cls: Class, args: list[Value], kwargs: dict[str, Value], place: Place
    ) -> Value:
        """``type.__call__``: make an instance of a class of the program."""
        kind, _ = instance_kind(cls)
        if self.class_member(cls, "__getattribute__") is not None:
            kind = "opaque"
        init = self.class_member(cls, "__init__")
        if kind == "opaque" or isinstance(init, Node):  # nobody knows what a decorator makes of it
            return self.unknown(f"kind of class {cls.name}", place, [cls, *args, *kwargs.values()])
        new = self.class_member(cls, "__new__")
        if new is None:
            owner = self.bare_instance(cls, place)
        else:
            made = self.call(new, [cls, *args], kwargs, place)
            if isinstance(made, Union):
                sources = [cls, made, *args, *kwargs.values()]
                return self.unknown(f"kind of class {cls.name}", place, sources)
            if not (isinstance(made, Obj) and made.cls and any(b is cls for b in made.cls.mro())):
                return made
            owner = made
            init = self.class_member(made.cls, "__init__")
        if isinstance(init, Function):
            self.call(Bound(init, owner), args, kwargs, place)
        elif any(map(_is_record, cls.mro())):
            self._fill_dataclass(owner, cls, args, kwargs, place)
        else:
            self.init_library_base(owner, args, kwargs, place)
        return owner

    def bare_instance(self, cls: Class, place: Place) -> Obj:
        """``object.__new__``: an instance before its constructor has run."""
        self.seq += 1
        owner = Obj(*instance_kind(cls), cls, place, self.seq)
        self.prepare_object(owner)
        return owner

    def _fill_dataclass(
        self, owner: Obj, cls: Class, args: list[Value], kwargs: dict[str, Value], place: Place
    ) -> None:
        for i, field in enumerate(self.field_names(cls)):
            if i < len(args):
                value = args[i]
            elif field in kwargs:
                value = kwargs[field]
            else:
                value = self._default_field(self.class_member(cls, field), place)
            if isinstance(value, Var) and not value.name:
                value.name = field
            self.heap.put(owner.fields, field, value)
        post = self.class_member(cls, "__post_init__")
        if isinstance(post, Function):
            self.call(Bound(post, owner), [], {}, place)

    @staticmethod
    def field_names(cls: Class) -> list[str]:
        """The fields of a data class, those of its bases first."""
        names: list[str] = []
        for base in reversed(list(cls.mro())):
            order = base.fields.get("%annotations") if isinstance(base, Class) else None
            if isinstance(order, Seq):
                for name in order.items:
                    if isinstance(name, Const) and name.value not in names:
                        names.append(name.value)
        return names

    def _default_field(self, default: Value | None, place: Place) -> Value:
        if default is None:
            return self.unknown("field", place)
        if isinstance(default, Obj) and default.kind == "field":
            factory = default.fields.get("default_factory")
            if factory is not None:
                return self.call(factory, [], {}, place)
            value: Value = default.fields.get("default", NONE)
            return value
        return default

    def class_member(self, cls: Class, name: str) -> Value | None:
        """An attribute that a class or one of its bases in the program defines."""
        for base in cls.mro():
            if isinstance(base, Class):
                value = base.fields.get(name)
                if value is not None and value is not MISSING:
                    found: Value = value
                    return found
        return None

    def class_attribute(self, owner: Obj, name: str, place: Place) -> Value | None:
        """A class attribute seen through an instance: methods are bound, properties run."""
        if owner.cls is None:
            return None
        value = self.class_member(owner.cls, name)
        if value is None:
            return None
        return self.bound_member(value, owner, place)

    def bound_member(self, value: Value, owner: Value, place: Place) -> Value:
        """A member as seen through an instance."""
        if isinstance(value, Function):
            if value.binding == "static":
                return value
            if value.binding == "property":
                return self.call(value, [owner], {}, place)
            if value.binding == "cached" and isinstance(owner, Obj):
                made = self.call(value, [owner], {}, place)
                name = value.name.rpartition(".")[2]
                self.heap.put(owner.fields, name, made)
                self.note_binding(made, name, "name", place.node)
                return made
            if value.binding == "class":
                cls = owner.cls if isinstance(owner, Obj) else owner
                return Bound(value, cls if cls is not None else owner)
            return Bound(value, owner)
        if isinstance(value, Node) and value.opaque:
            return self.unknown(value.op, place, [value, owner])
        if isinstance(value, Obj) and value.cls is not None and isinstance(owner, Obj):
            getter = self.class_member(value.cls, "__get__")
            if isinstance(getter, Function):
                given: list[Value] = [owner, owner.cls or NONE]
                return self.call(
                    Bound(getter, value), given[: argument_count(getter) - 1], {}, place
                )
        return value

    def super_member(self, sup: Super, name: str, place: Place) -> Value | None:
        """A member of the classes after ``sup.cls`` in the instance's order."""
        start = _class_of(sup)
        after = False
        for base in start.mro():
            if after and isinstance(base, Class):
                value = base.fields.get(name)
                if value is not None and value is not MISSING:
                    return self.bound_member(abstract_body(value) or value, sup.owner, place)
            if base is sup.cls:
                after = True
        return None

    # ------------------------------------------------------------------ decorators

    def decorated(self, decorator: Value, value: Value, place: Place) -> Value:
        """What a decorator makes of a function or class."""
        path = decorator.path if isinstance(decorator, Lib) else ""
        if isinstance(value, Class):
            if path == "dataclasses.dataclass" or (
                isinstance(decorator, Partial)
                and is_library(decorator.func, "dataclasses.dataclass")
            ):
                value.dataclass = True
                return value
            if isinstance(decorator, Partial) and is_library(decorator.func, "six.add_metaclass"):
                value.meta = self.metaclass_of(decorator.args[0], value, place)
                return self.make_class(value, {}, place)
            if isinstance(decorator, (Lib, Method, Node, Partial, Obj)):
                return value
        if isinstance(value, Function):
            role = _ROLES.get(path)
            if path in _ABSTRACT:
                # What runs is a subclass's own, and that may stand anywhere.
                abstract = self.unknown("abstract method", place)
                abstract.fact = (ABSTRACT, value)
                return abstract
            if path in _BINDINGS:
                value.binding = _BINDINGS[path]
                return value
            if role is not None:
                value.role = role
                return value
            if path in _TRANSPARENT or path.startswith(_HARMLESS_DECORATORS):
                return value
        if isinstance(decorator, Method) and decorator.name in ("setter", "deleter"):
            if isinstance(decorator.owner, Function):
                decorator.owner.fields[f"%{decorator.name}"] = value
            return decorator.owner
        if isinstance(decorator, Obj) and decorator.kind == "decorator":
            if isinstance(value, Function) and decorator.path == "memo":
                value.role = "memo"
            return value
        return self.call(decorator, [value], {}, place)

    # ------------------------------------------------------------------ context managers

    def managed(
        self, manager: Value, inside: Callable[[Value], int], place: Place, statement: ast.With
    ) -> int:
        """Run a block under a context manager."""
        if isinstance(manager, Tape):
            return self.under_tape(manager, inside, place.at(statement))
        if isinstance(manager, Method) and isinstance(manager.owner, Tape):
            return self.stopped_recording(manager.owner, inside)
        if isinstance(manager, Obj) and manager.kind == "manager":
            return self._under_generator(manager, inside)
        if isinstance(manager, Obj) and manager.cls is not None:
            enter = self.class_attribute(manager, "__enter__", place)
            leave = self.class_attribute(manager, "__exit__", place)
            value = self.call(enter, [], {}, place) if enter is not None else manager
            flow = inside(value)
            if leave is not None:
                self.call(leave, [NONE, NONE, NONE], {}, place)
            return flow
        if isinstance(manager, Obj) and manager.path == "contextlib.suppress":
            return self._suppressed(inside)
        value = manager
        if isinstance(manager, Node):
            value = self.unknown("with", place, [manager])
            if manager.op in _NAME_SCOPES:
                value = self.data(place, "python", "string")
            if manager.op == "tf.init_scope":
                lifted: int = self.outside_graph(partial(inside, value))
                return lifted
        return inside(value)

    def _suppressed(self, inside: Callable[[Value], int]) -> int:
        """Run a block to its end, or not at all, as its first line may have raised."""

        def runs() -> int:
            self.guards += 1
            try:
                return self.attempt(partial(inside, NONE))
            finally:
                self.guards -= 1

        flow = self.fork(runs, lambda: Flow.NEXT)
        return Flow.NEXT if flow == Flow.RAISE else flow

    def _under_generator(self, manager: Obj, inside: Callable[[Value], int]) -> int:
        gen = manager.fields["generator"]
        flows: list[int] = []

        def body(value: Value) -> int:
            if not flows:
                flows.append(inside(value))
            return Flow.NEXT

        self.run_generator(gen, body)
        return flows[0] if flows else inside(self.unknown("with", gen.call, [gen]))


def manager_of(gen: Generator, machine: Machine, place: Place) -> Obj:
    """The context manager that a generator function under ``contextmanager`` makes."""
    machine.seq += 1
    manager = Obj("manager", "contextlib", None, place, machine.seq)
    manager.fields["generator"] = gen
    return manager


_BINDINGS: Final = {
    "builtins.staticmethod": "static",
    "builtins.classmethod": "class",
    "builtins.property": "property",
    "functools.cached_property": "cached",
}
_ROLES: Final = {
    "functools.lru_cache": "memo",
    "functools.cache": "memo",
    "contextlib.contextmanager": "manager",
    "tf.custom_gradient": "custom_gradient",
    "keras.ops.custom_gradient": "custom_gradient",
}
_NAME_SCOPES: Final = frozenset({"tf.name_scope", "keras.name_scope"})
_RECORDS: Final = frozenset(
    {"typing.NamedTuple", "tf.experimental.ExtensionType", "tf.experimental.BatchableExtensionType"}
)
_ABSTRACT: Final = frozenset({"abc.abstractmethod", "abc.abstractproperty"})
_HARMLESS_DECORATORS: Final = ("pytest", "typing", "numba", "tf.tools.docs.doc_controls.")
_TRANSPARENT: Final = frozenset(
    {
        "functools.wraps",
        "functools.total_ordering",
        "tf.autograph.experimental.do_not_convert",
        "tf.Module.with_name_scope",
        "keras.saving.register_keras_serializable",
        "keras.utils.register_keras_serializable",
        "tf.no_gradient",
        "tf.recompute_grad",
        "atexit.register",
    }
)


def abstract_body(value: Value) -> Function | None:
    """The function under ``abstractmethod``, which an overriding one may call."""
    fact = value.fact if isinstance(value, Node) else None
    return fact[1] if isinstance(fact, tuple) and fact[0] == ABSTRACT else None


def is_library(value: Value, path: str) -> bool:
    """Whether a value is a certain symbol of a library."""
    return isinstance(value, Lib) and value.path == path


def is_generator(func: Function) -> bool:
    """Whether a function's body yields."""
    return "yield" in func.unit.text and own_yields(func.node)


def _is_record(base: Value) -> bool:
    """Whether a class gives its instances a constructor that takes their fields."""
    if isinstance(base, Class):
        return base.dataclass
    return isinstance(base, Lib) and base.path in _RECORDS


def _is_abstract(cls: Class | None, args: list[Value]) -> bool:
    """Whether a method was called of a class that is only there for its subclasses."""
    owner = args[0] if args else None
    if cls is None or not isinstance(owner, Obj) or owner.cls is not cls:
        return False
    return any(isinstance(base, Lib) and base.path == "abc.ABC" for base in cls.mro())


def _owner_of(func: Value) -> list[Value]:
    """What a method belongs to whose name isn't known."""
    fact = func.fact if isinstance(func, Node) else None
    return [fact[1]] if isinstance(fact, tuple) and fact[0] == MEMBER else []


_PLAIN_BASES: Final = frozenset({"builtins.object", "builtins.Exception"})


def _class_of(sup: Super) -> Class:
    """The class whose order ``super()`` follows; of a metaclass, its instances are classes."""
    owner = sup.owner
    if isinstance(owner, Obj) and owner.cls is not None:
        return owner.cls
    if isinstance(owner, Class):
        if any(base is sup.cls for base in owner.mro()):
            return owner
        if isinstance(owner.meta, Class):
            return owner.meta
    return sup.cls


def argument_count(func: Function) -> int:
    """How many arguments a function takes by position."""
    return len(func.node.args.posonlyargs) + len(func.node.args.args)


def _is_open(default: Value, name: str, func: Function) -> bool:
    """Whether nobody can tell what a parameter is from what it is where it is left out.

    None stands for whatever may be given. So does what decides whether a gradient is asked for:
    whoever wrote the request meant it to be reached.
    """
    if not isinstance(default, Const):
        return False
    return default.value is None or name in gates_of_requests(func.node)


def is_test_case(cls: Class) -> bool:
    """Whether a class is one of ``unittest``: each test runs on an instance that ``setUp`` saw."""
    return any(isinstance(base, Lib) and base.path.endswith(".TestCase") for base in cls.mro())


def instance_kind(cls: Class) -> tuple[str, str]:
    """What instances of a class are, by the library class it extends."""
    for base in cls.mro():
        if isinstance(base, Class) and isinstance(base.meta, Node):
            return "opaque", base.name
        if isinstance(base, Lib):
            kind = BASE_KINDS.get(base.path)
            if kind is not None:
                return kind, base.path
            if base.path.startswith("keras.layers."):
                return "layer", base.path
            if base.path.startswith("keras.losses."):
                return "loss", base.path
            if base.path.startswith("keras.metrics."):
                return "metric", base.path
            if base.path.startswith("keras.optimizers.schedules."):
                return "schedule", base.path
            if base.path.startswith("keras.optimizers."):
                return "optimizer", base.path
            if base.path.startswith("builtins.") and base.path not in _PLAIN_BASES:
                return "opaque", base.path
            if base.path.startswith("tensorflow_hub."):
                return "opaque", base.path
            if base.path.startswith(("tf.", "keras.", "np.")):
                return "object", base.path
        elif isinstance(base, Node):
            return "opaque", base.op
    return "object", ""
