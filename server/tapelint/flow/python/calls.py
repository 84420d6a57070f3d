"""Calling: functions of the program run with their effects, or as generators, as often as pays."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from typing import Final

from tapelint.flow.containers import Dict, Generator, Rest, Seq, Union
from tapelint.flow.frames import Flow, Frame, GeneratorStoppedError, ProgramRaisedError
from tapelint.flow.graph import NONE, Const, Node, Nothing, Value
from tapelint.flow.machine import MAX_DEPTH, MEMBER, Machine, captured
from tapelint.flow.nodes import (
    end_without_return,
    gates_of_requests,
    is_half_typed,
    is_placeholder,
    own_yields,
)
from tapelint.flow.places import CallPath, Place
from tapelint.flow.values import MISSING, Bound, Class, Env, Function, Lib, Method, Obj, Partial

MAX_RECURSION: Final = 6
MAX_BLIND: Final = 2  # with data of which nothing is known
MOST_ABROAD: Final = 2  # how many functions, of which one is called, are followed in other files
MAX_RERUNS: Final = 100  # of a function below itself: a walk through a tree branches at each step


class Calls(Machine):
    """Calls of any value: a function runs, unless it is too deep or shows nothing new."""

    def call(self, func: Value, args: list[Value], kwargs: dict[str, Value], place: Place) -> Value:
        """Call any value."""
        self.tick()
        if isinstance(func, Lib):
            self.refuses_symbolic(func.path, args, kwargs, place)
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
        if isinstance(func, Node) and func.op.startswith("keras.optimizers.legacy."):
            self.legacy_optimizer_made(func.op.removeprefix("keras.optimizers.legacy."), place)
        if isinstance(func, Node) and func.fact == ("attribute", "compile") and "loss" in kwargs:
            self.compiled_losses.append((kwargs["loss"], place))
        if isinstance(func, Node) and func.op.endswith("assertIsNone"):
            self.expect_none(args[:1])
        if isinstance(func, Node) and func.fact == ("attribute", "setattr"):
            self._set_by_another(args, place)
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

    def _set_by_another(self, args: list[Value], place: Place) -> None:
        """``monkeypatch.setattr(owner, "name", value)``."""
        match args:
            case [owner, Const(value=str(name)), value, *_]:
                self.set_attribute(owner, name, value, place)

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
            return self.unknown("call of None", place, [*args, *kwargs.values()])
        if len(options) > MOST_ABROAD and self.frame.home is not None:
            return self.call_unknown(func, args, kwargs, place)
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
            return self.manager_of(made, place) if func.role == "manager" else made
        if func.role == "memo":
            return self._remembered(func, args, kwargs, place)
        watches = func.graph or func.role == "custom_gradient"
        if watches and self.refuses_symbolic_call(func, args, kwargs, place):
            return self.unknown("a KerasTensor", place, [*args, *kwargs.values()])
        if func.role == "custom_gradient":
            return self.call_custom_gradient(func, args, kwargs, place)
        if func.graph and not self.graph_depth:
            # What is traced gets tensors in the place of arrays.
            args = [self._traced(a, place) for a in args]
            kwargs = {name: self._traced(a, place) for name, a in kwargs.items()}
            self.note_trace(func, args, kwargs, place)
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

    def too_deep(self, func: Function, args: list[Value], kwargs: dict[str, Value]) -> bool:
        """Whether this function already runs too often below the current call.

        Where nothing is known of what it is given, a third run ends no more than the first two.
        """
        path = self.frame.path
        if path.depth >= MAX_DEPTH:
            return True
        running = sum(1 for p in path.chain() if p.function is func.node)
        self.reruns[func.node] = self.reruns.get(func.node, 0) + 1 if running else 0
        if running >= MAX_BLIND and _is_blind([*args, *kwargs.values()]):
            return True
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
        if self.too_deep(func, args, kwargs):
            return self.unknown(f"recursion {func.name}", place, [func, *args, *kwargs.values()])
        self.holes += is_half_typed(func.node)
        env = Env(func.env)
        self.bind_arguments(func, env, args, kwargs, place)
        path = CallPath(self.frame.path, place, func.name, func.node)
        home = self.home_of(func.unit, place)
        frame = Frame(env, path, func.unit, func, home)
        frame.yielded = yielded
        caller, self.frame = self.frame, frame
        mark = self.heap.mark()
        frame.marks.append(mark)
        if func.graph and not self.graph_depth:
            given = [*args, *kwargs.values()]
            self.enter_graph(func.name, given, func, *filter(_has_own_trace, given))
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
        return frame.result if frame.result is not None else self._nothing(func, path, home)

    @staticmethod
    def _nothing(func: Function, path: CallPath, home: Place | None) -> Value:
        end = end_without_return(func.node)
        return NONE if end is None else Nothing(func.name, Place(func.unit, end, path, home))

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
        more = args[-1].value if args and isinstance(args[-1], Rest) else None
        args = args if more is None else args[:-1]
        extra = args[len(names) :]
        # Run by itself, for callers that aren't known: what may be left out may be given as well.
        unasked = isinstance(place.node, (ast.FunctionDef, ast.AsyncFunctionDef))
        if spec.vararg is not None:
            rest = self.unknown(f"arguments {spec.vararg.arg}", place) if unasked else more
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


def is_generator(func: Function) -> bool:
    """Whether a function's body yields."""
    return "yield" in func.unit.text and own_yields(func.node)


def _has_own_trace(given: Value) -> bool:
    """Whether ``tf.function`` traces again for this object: one of the program, or of Keras."""
    return isinstance(given, Obj) and given.kind in ("object", "model", "layer", "optimizer")


def _is_blind(given: Sequence[Value]) -> bool:
    """Whether all that is given is data of which nothing is known, and settings beside it."""
    return any(isinstance(v, Node) for v in given) and all(map(_tells_nothing, given))


def _tells_nothing(value: Value) -> bool:
    if isinstance(value, Node):
        return value.kind == "data" or value.home == "unknown"
    if isinstance(value, Const):
        return value.value is None or isinstance(value.value, bool)
    if isinstance(value, Union):
        return all(map(_tells_nothing, value.options))
    return isinstance(value, Lib)


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


def _is_open(default: Value, name: str, func: Function) -> bool:
    """Whether nobody can tell what a parameter is from what it is where it is left out.

    None stands for whatever may be given. So does what decides whether a gradient is asked for:
    whoever wrote the request meant it to be reached.
    """
    if not isinstance(default, Const):
        return False
    return default.value is None or name in gates_of_requests(func.node)
