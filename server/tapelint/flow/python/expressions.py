"""Evaluating expressions."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any, Final

from tapelint.flow.containers import SLICE, Delayed, Dict, Generator, Lazy, Rest, Seq
from tapelint.flow.frames import Flow, Frame, GeneratorStoppedError, ProgramRaisedError
from tapelint.flow.graph import CUT, LIVE, NONE, Const, Edge, Node, Value
from tapelint.flow.machine import HOLE, STAR, UNBOUND
from tapelint.flow.places import Place
from tapelint.flow.python.operators import Operators
from tapelint.flow.python.truth import truth
from tapelint.flow.values import Bound, Env, Function, Lib, Method, Obj, Var
from tapelint.syntax import is_hole


class Expressions(Operators):
    """The expression half of the interpreter."""

    builtins: dict[str, Value]

    def evaluate(self, node: ast.expr) -> Value:
        """The value of an expression, with its effects."""
        self.steps += 1
        handler = self._expression_handlers.get(type(node))
        if handler is None:
            return self.unknown(type(node).__name__, self.place(node))
        return handler(self, node)

    # ------------------------------------------------------------------ atoms

    def _constant(self, node: ast.Constant) -> Value:
        return NONE if node.value is None else Const(node.value)

    def _name(self, node: ast.Name) -> Value:
        value = self.frame.env.find(node.id)
        if value is not None:
            return value
        if self.opaque_scopes and self.is_opaque_here():
            return self.unknown(STAR, self.place(node))
        known = self.builtins.get(node.id)
        if known is not None:
            return known
        if is_hole(node.id):
            self.holes += 1
            return self.unknown(HOLE, self.place(node))
        return self.unknown(f"{UNBOUND}{node.id}", self.place(node))

    def _attribute(self, node: ast.Attribute) -> Value:
        owner = self.evaluate(node.value)
        if isinstance(owner, Lib):
            if owner.path.startswith("keras"):
                self.note_name(owner, node.attr, self.place(node))
            return self.library_attribute(owner, node.attr)
        return self.attribute(owner, node.attr, self.place(node))

    def _named(self, node: ast.NamedExpr) -> Value:
        value = self.evaluate(node.value)
        self.assign(node.target, value)
        return value

    def _starred(self, node: ast.Starred) -> Value:
        return self.evaluate(node.value)

    def _await(self, node: ast.Await) -> Value:
        return self.evaluate(node.value)

    def _lambda(self, node: ast.Lambda) -> Value:
        return self.make_function(node, "lambda", node.args)

    def _joined(self, node: ast.JoinedStr) -> Value:
        parts: list[str] | None = []
        values: list[Value] = []
        for part in node.values:
            value = self.evaluate(part.value if isinstance(part, ast.FormattedValue) else part)
            values.append(value)
            if isinstance(part, ast.FormattedValue) and part.format_spec is not None:
                self.takes_value(value, "TypeError", self.place(node))
            plain = not isinstance(part, ast.FormattedValue) or (
                part.format_spec is None and part.conversion == -1
            )
            if parts is not None and plain and isinstance(value, Const):
                parts.append(str(value.value))
            else:
                parts = None
        return Const("".join(parts)) if parts is not None else self._text(values, node)

    def _text(self, values: list[Value], node: ast.JoinedStr) -> Value:
        """A text that tensors were written into."""
        leaves = [v for v in values if isinstance(v, Node) and v.kind != "data"]
        if not leaves:
            return self.data(None, "python", "string")
        edges = [Edge(n, CUT if n.home == "tensor" else LIVE, "leaves") for n in leaves]
        return self.node("op", "format", edges, self.place(node), "python", "string", "f-string")

    # ------------------------------------------------------------------ containers

    def _items(self, elts: list[ast.expr]) -> tuple[tuple[Value, ...], Value | None]:
        items: list[Value] = []
        rest: Value | None = None
        for elt in elts:
            if isinstance(elt, ast.Starred):
                more, extra = self.items_of(self.evaluate(elt.value), self.place(elt))
                items.extend(more)
                if extra is not None:
                    rest = extra if rest is None else self.phi(rest, extra)
            else:
                items.append(self.evaluate(elt))
        return tuple(items), rest

    def _tuple(self, node: ast.Tuple) -> Value:
        return Seq("tuple", *self._items(node.elts))

    def _list(self, node: ast.List) -> Value:
        return Seq("list", *self._items(node.elts))

    def _set(self, node: ast.Set) -> Value:
        return Seq("set", *self._items(node.elts))

    def _dict(self, node: ast.Dict) -> Value:
        out = Dict()
        for key, expr in zip(node.keys, node.values, strict=False):
            value = self.evaluate(expr)
            if key is None:
                self.dict_update(out, value, self.place(expr))
            else:
                self.dict_put(out, self.evaluate(key), value)
        return out

    def dict_put(self, target: Dict, key: Value, value: Value, place: Place | None = None) -> None:
        """``target[key] = value``."""
        name, maybe = self.equal_keys(target, key, place)
        for other in maybe:
            self.heap.put(target.data, other, self.phi(target.data[other], value))
        if name is not None:
            self.heap.put(target.data, name, value)
        else:
            if target.data is self.frame.env.root().names:
                self.make_opaque()
            rest = target.rest
            self.heap.put(target.extra, "rest", value if rest is None else self.phi(rest, value))

    def dict_update(self, target: Dict, other: Value, place: Place) -> None:
        """``target.update(other)``."""
        if isinstance(other, Dict):
            for key, value in list(other.data.items()):
                self.heap.put(target.data, key, value)
            if other.rest is not None:
                self.heap.put(target.extra, "rest", other.rest)
        else:
            self.heap.put(target.extra, "rest", self.unknown("update", place, [other]))

    # ------------------------------------------------------------------ comprehensions

    def _comprehension(self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp) -> Value:
        if isinstance(node, ast.GeneratorExp):
            frame, env = self.frame, self.frame.env
            # The outermost iterable is evaluated where the expression stands.
            first = self.evaluate(node.generators[0].iter)
            return Delayed(lambda: self._delayed(frame, env, node, first))
        return self._collected(node)

    def _delayed(self, frame: Frame, env: Env, node: ast.GeneratorExp, first: Value) -> Seq:
        """Run a generator expression now, in the scope where it was written."""
        now, self.frame = self.frame, frame
        kept, frame.env = frame.env, env
        try:
            return self._collected(node, first)
        finally:
            frame.env = kept
            self.frame = now

    def _collected(
        self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp, first: Value | None = None
    ) -> Seq:
        kind = "set" if isinstance(node, ast.SetComp) else "list"
        items: list[Value] = []
        rest: list[Value] = []

        def element(certain: bool) -> None:
            value = self.evaluate(node.elt)
            (items if certain and not rest else rest).append(value)

        self._generators(node.generators, 0, True, element, first)
        return Seq(kind, tuple(items), self._join(rest))

    def _dict_comprehension(self, node: ast.DictComp) -> Value:
        out = Dict()

        def element(certain: bool) -> None:
            key, value = self.evaluate(node.key), self.evaluate(node.value)
            if certain:
                self.dict_put(out, key, value)
            else:
                self.dict_put(out, self.data(None), value)

        self._generators(node.generators, 0, True, element)
        return out

    def _join(self, values: list[Value]) -> Value | None:
        joined: Value | None = None
        for value in values:
            joined = value if joined is None else self.phi(joined, value)
        return joined

    def _generators(
        self,
        generators: list[ast.comprehension],
        i: int,
        certain: bool,
        element: Callable[[bool], None],
        first: Value | None = None,
    ) -> None:
        if i == len(generators):
            element(certain)
            return
        gen = generators[i]
        source = first if first is not None else self.evaluate(gen.iter)
        self.takes_all(source, self.place(gen.iter))
        items, rest = self.items_of(source, self.place(gen.iter))
        frame = self.frame
        outer = frame.env
        frame.env = Env(outer)
        try:
            for item, sure in [*((v, True) for v in items), *(((rest, False),) if rest else ())]:
                self.tick()
                self.assign(gen.target, item)
                keep = self._filters(gen.ifs)
                if keep is not False:
                    self._generators(generators, i + 1, certain and sure and keep is True, element)
        finally:
            frame.env = outer

    def _filters(self, tests: list[ast.expr]) -> bool | None:
        keep: bool | None = True
        for test in tests:
            found = truth(self, self.evaluate(test), test)
            if found is False:
                return False
            if found is None:
                keep = None
        return keep

    # ------------------------------------------------------------------ operators

    # ------------------------------------------------------------------ comparisons, choices

    def _boolop(self, node: ast.BoolOp) -> Value:
        is_and = isinstance(node.op, ast.And)
        value: Value = NONE
        maybe: Value | None = None
        for expr in node.values:
            value = self.evaluate(expr)
            known = truth(self, value, expr)
            if known is not None and known is not is_and:
                if isinstance(maybe, Node) and maybe.dtype == "bool" and isinstance(value, Const):
                    return Const(known)  # each of them counts as that
                break
            if known is None:
                maybe = value if maybe is None else self.phi(maybe, value)
        return value if maybe is None or maybe is value else self.phi(maybe, value)

    def _ifexp(self, node: ast.IfExp) -> Value:
        test = truth(self, self.evaluate(node.test), node.test)
        if test is True:
            return self.evaluate(node.body)
        if test is False:
            return self.evaluate(node.orelse)
        chosen: list[Value] = []

        def way(expr: ast.expr) -> Callable[[], int]:
            def run() -> int:
                chosen.append(self.evaluate(expr))
                return 0

            return run

        self.fork(way(node.body), way(node.orelse))
        if not chosen:
            raise ProgramRaisedError
        out = self.phi(chosen[0], chosen[-1])
        return out if isinstance(out, Value) else self.unknown("choice", self.place(node), chosen)

    # ------------------------------------------------------------------ items

    def _subscript(self, node: ast.Subscript) -> Value:
        owner = self.evaluate(node.value)
        return self.item(owner, self.evaluate(node.slice), self.place(node))

    def _slice(self, node: ast.Slice) -> Value:
        parts = [self.evaluate(p) if p else NONE for p in (node.lower, node.upper, node.step)]
        return Lazy(SLICE, tuple(parts))

    # ------------------------------------------------------------------ calls

    def _call(self, node: ast.Call) -> Value:
        func = self.evaluate(node.func)
        args: list[Value] = []
        spread: Value | None = None
        for arg in node.args:
            if isinstance(arg, ast.Starred):
                items, rest = self.items_of(self.evaluate(arg.value), self.place(arg))
                args.extend(items)
                spread = rest if rest is not None else spread
            else:
                args.append(self.evaluate(arg))
        kwargs: dict[str, Value] = {}
        for keyword in node.keywords:
            value = self.evaluate(keyword.value)
            if keyword.arg is not None:
                kwargs[keyword.arg] = value
            elif isinstance(value, Dict):
                kwargs.update({k: v for k, v in value.data.items() if isinstance(k, str)})
                spread = value.rest if value.rest is not None else spread
            else:
                spread = value
        place = self.place(node)
        if spread is not None:
            more = _further_arguments(func, node, len(args), kwargs, spread)
            if more is None:
                return self.call_spread(func, args, kwargs, spread, place)
            args, kwargs = [*args, *more[0]], {**kwargs, **more[1]}
        return self.call(func, args, kwargs, place)

    def call_spread(
        self, func: Value, args: list[Value], kwargs: dict[str, Value], spread: Value, place: Place
    ) -> Value:
        """A call with arguments of unknown number."""
        if isinstance(func, (Lib, Method)) or (isinstance(func, Obj) and not isinstance(func, Var)):
            if isinstance(spread, Const):  # for which argument, and whether for any, isn't known
                spread = self.unknown("call with *args", place)
            return self.call(func, [*args, spread], kwargs, place)
        return self.unknown("call with *args", place, [func, *args, *kwargs.values(), spread])

    # ------------------------------------------------------------------ generators

    def _yield(self, node: ast.Yield) -> Value:
        value = self.evaluate(node.value) if node.value is not None else NONE
        return self.yield_value(value)

    def yield_value(self, value: Value) -> Value:
        """Hand a value to whoever consumes this generator."""
        handler = self.frame.yielded
        if handler is not None and handler(value) == Flow.BREAK:
            raise GeneratorStoppedError
        return NONE

    def _yield_from(self, node: ast.YieldFrom) -> Value:
        consumer = self.frame

        def hand_on(value: Value) -> int:
            inner, self.frame = self.frame, consumer
            try:
                self.yield_value(value)
            finally:
                self.frame = inner
            return Flow.NEXT

        source = self.evaluate(node.value)
        if isinstance(source, Generator):
            return self.run_function(source.func, source.args, source.kwargs, source.call, hand_on)
        self.each(source, self.place(node), hand_on)
        return NONE

    _expression_handlers: Final[dict[type, Callable[[Any, Any], Value]]] = {
        ast.Constant: _constant,
        ast.Name: _name,
        ast.Attribute: _attribute,
        ast.NamedExpr: _named,
        ast.Starred: _starred,
        ast.Await: _await,
        ast.Lambda: _lambda,
        ast.JoinedStr: _joined,
        ast.Tuple: _tuple,
        ast.List: _list,
        ast.Set: _set,
        ast.Dict: _dict,
        ast.ListComp: _comprehension,
        ast.SetComp: _comprehension,
        ast.GeneratorExp: _comprehension,
        ast.DictComp: _dict_comprehension,
        ast.BinOp: Operators._binop,
        ast.UnaryOp: Operators._unary,
        ast.Compare: Operators._compare,
        ast.BoolOp: _boolop,
        ast.IfExp: _ifexp,
        ast.Subscript: _subscript,
        ast.Slice: _slice,
        ast.Call: _call,
        ast.Yield: _yield,
        ast.YieldFrom: _yield_from,
    }


def _ends_with_star(node: ast.Call) -> bool:
    """Whether the only arguments of unknown number are those at the end: ``f(x, *rest)``."""
    stars = [isinstance(arg, ast.Starred) for arg in node.args]
    return stars[-1:] == [True] and sum(stars) == 1 and all(k.arg for k in node.keywords)


def _further_arguments(
    func: Value, node: ast.Call, given: int, kwargs: dict[str, Value], spread: Value
) -> tuple[list[Value], dict[str, Value]] | None:
    """What arguments of unknown number give a function besides; None if that may vary."""
    if _ends_with_star(node):
        left = _parameters_left(func, given, kwargs)
        if left is not None:
            return [spread] * left, {}
        return ([Rest(spread)], {}) if _takes_more(func, given, kwargs) else None
    function = func.func if isinstance(func, Bound) else func
    named = not any(isinstance(arg, ast.Starred) for arg in node.args)
    if not named or not isinstance(function, Function) or function.node.args.kwarg:
        return None
    if function.defaults or function.kw_defaults:
        return None
    spec = function.node.args
    positional = [a.arg for a in (*spec.posonlyargs, *spec.args)][given + isinstance(func, Bound) :]
    wanted = (*positional, *(a.arg for a in spec.kwonlyargs))
    return [], {name: spread for name in wanted if name not in kwargs}


def _takes_more(func: Value, given: int, kwargs: dict[str, Value]) -> bool:
    """Whether a function's own names have what they need, and the rest goes into its ``*args``."""
    function = func.func if isinstance(func, Bound) else func
    if not isinstance(function, Function) or function.node.args.vararg is None:
        return False
    spec = function.node.args
    own = len(spec.posonlyargs) + len(spec.args)
    plain = not (function.role or function.graph)
    return plain and given + isinstance(func, Bound) >= own and not kwargs


def _parameters_left(func: Value, given: int, kwargs: dict[str, Value]) -> int | None:
    """How many arguments a function still has to be given; None if that may vary."""
    bound = isinstance(func, Bound)
    function = func.func if isinstance(func, Bound) else func
    if not isinstance(function, Function) or function.node.args.vararg or function.defaults:
        return None
    names = [a.arg for a in (*function.node.args.posonlyargs, *function.node.args.args)]
    left = names[given + bound :]
    return None if any(name in kwargs for name in left) else len(left)
