"""Calls that would show nothing new: a step of training that is like the one before it.

A training loop calls the same step again and again, each time with other data and with weights
that have moved on. The first such calls are run; a further one from a state of the same make is
not: what it would compute, write and ask for is a copy of what is there.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from tapelint.flow.containers import Content, Delayed, Dict, Generator, Seq
from tapelint.flow.graph import Const, Node, NoneGradient, Value
from tapelint.flow.heap import Write
from tapelint.flow.machine import Machine
from tapelint.flow.nodes import free_names
from tapelint.flow.places import Place
from tapelint.flow.values import (
    CONTENT,
    MISSING,
    OPTIMIZER_STEP,
    TRAINED,
    Class,
    Env,
    Function,
    Obj,
    Tape,
)

MAX_HISTORY: Final = 40
MAX_NESTED: Final = 4
Cells = dict[Any, Any]


class Seen:
    """A call that was run: from what, between which writes, and with what result."""

    __slots__ = ("args", "cells", "func", "globals", "guarded", "kwargs", "log", "result", "span")

    def __init__(
        self,
        func: Function,
        args: list[Value],
        kwargs: dict[str, Value],
        guarded: bool,
    ) -> None:
        self.func = func
        self.args = args
        self.kwargs = kwargs
        self.guarded = guarded
        self.span = (0, 0)
        self.log: tuple[Write, ...] = ()  # the last write before it and the last in it
        self.result: Value = MISSING
        self.cells: dict[int, Cells] | None = None
        self.globals: frozenset[str] = frozenset()


class Repeats(Machine):
    """Recognizes the repeated call of a function."""

    def call_again(
        self, func: Function, args: list[Value], kwargs: dict[str, Value], place: Place
    ) -> Value:
        """Run a function of the program, unless the run before shows all that this one would."""
        if self.is_abroad(func):
            return self.visit(func, args, kwargs, place)
        if self.tapes or not self.heap.log:
            return self.run_function(func, args, kwargs, place, None)
        known = self.seen.get(func)
        if known is not None and self._is_repeated(known, args, kwargs):
            self._train_again(known)
            return known.result
        log = self.heap.log
        seen = Seen(func, args, kwargs, self.guards > 0)
        mark, before = len(log), self._side_effects()
        seen.result = self.run_function(func, args, kwargs, place, None)
        if self._side_effects() == before and _is_plain(seen.result):
            seen.span, seen.log = (mark, len(log)), (log[mark - 1], log[-1])
            self.seen[func] = seen
        return seen.result

    def _side_effects(self) -> tuple[int, ...]:
        """What a run that can be left out leaves alone, apart from the state."""
        made = sum(map(len, self.allocations.values()))
        return (made, self.holes, self.pops, len(self.raised))

    def _is_repeated(self, seen: Seen, args: list[Value], kwargs: dict[str, Value]) -> bool:
        log = self.heap.log
        if len(log) < seen.span[1] or any(
            log[i - 1] is not write for i, write in zip(seen.span, seen.log, strict=True)
        ):
            return False  # that run was undone
        if seen.guarded != (self.guards > 0) or kwargs.keys() != seen.kwargs.keys():
            return False
        pairs = [*_pairs(args, seen.args), *((kwargs[k], seen.kwargs[k]) for k in kwargs)]
        if len(args) != len(seen.args) or not all(_same_argument(a, b) for a, b in pairs):
            return False
        return self._is_unchanged(seen)

    def _train_again(self, seen: Seen) -> None:
        """The variables that the run trained are trained once more."""
        start, end = seen.span
        trained = {id(cells): cells for cells, key, _ in self.heap.log[start:end] if key == TRAINED}
        for cells in trained.values():
            self.heap.put(cells, TRAINED, (cells[TRAINED][0] + 1, self.seq))

    def _is_unchanged(self, seen: Seen) -> bool:
        """Whether all that the function can reach is as it was before that run, or of its make."""
        if seen.cells is None:
            reached = Reached(self.module, [seen.func, *seen.args, *seen.kwargs.values()])
            seen.cells, seen.globals = reached.cells, frozenset(reached.globals)
            if reached.tape:
                seen.cells = None
                del self.seen[seen.func]
                return False
        module, cells_reached = self.module.names, seen.cells
        checked: set[tuple[int, Any]] = set()
        for cells, key, old in self.heap.log[seen.span[0] :]:
            if key not in seen.globals if cells is module else id(cells) not in cells_reached:
                continue
            at = (id(cells), key)
            if at not in checked and not _is_alike(key, old, cells.get(key, MISSING)):
                return False
            checked.add(at)
        return True


class Reached:
    """All state that a call can come to through its function and its arguments."""

    def __init__(self, module: Env, roots: Iterable[Value]) -> None:
        self.module = module
        self.cells: dict[int, Cells] = {}
        self.globals: set[str] = set()
        self.tape = False  # a recording under way elsewhere may go on in the call
        seen: set[int] = set()
        self.todo: list[Any] = list(roots)
        while self.todo:
            value = self.todo.pop()
            if id(value) not in seen:
                seen.add(id(value))
                self._visit(value)

    def _visit(self, value: Any) -> None:
        if isinstance(value, (Tape, Delayed, Generator)):
            self.tape = True
        elif isinstance(value, (Const, Node)):
            pass
        elif isinstance(value, (Obj, Class)):
            self._take(value.fields)
            self.todo.extend(value.bases if isinstance(value, Class) else [value.cls])
        elif isinstance(value, Seq):
            self._take(value.data)
        elif isinstance(value, Dict):
            self._take(value.data)
            self._take(value.extra)
        elif isinstance(value, Content):
            self.todo += [*value.items, value.rest]
        elif isinstance(value, Function):
            self._function(value)
        elif isinstance(value, (tuple, list)):
            self.todo += value
        elif isinstance(value, Value):
            self.todo += Machine.parts_of(value)

    def _take(self, cells: Cells) -> None:
        self.cells[id(cells)] = cells
        self.todo += cells.values()

    def _function(self, func: Function) -> None:
        self._take(func.fields)
        self.todo += [*func.defaults, *func.kw_defaults.values()]
        names = free_names(func.node)
        env: Env | None = func.env
        while env is not None:
            found = [env.names[name] for name in names if name in env.names]
            if env is self.module:
                self.globals |= names
            else:
                self.cells[id(env.names)] = env.names
            self.todo += found
            env = env.outer


def _pairs(one: list[Value], two: list[Value]) -> Iterable[tuple[Value, Value]]:
    return zip(one, two, strict=False)


def _is_plain(value: Value) -> bool:
    """Whether a result can be handed out twice: nobody can change it or ask it anything."""
    if isinstance(value, Seq):
        return value.kind == "tuple" and all(_is_plain(i) for i in value.items) and value.exact
    if isinstance(value, Node):
        return value.home != "symbolic" and not value.held
    return isinstance(value, Const)


def _is_alike(key: Any, old: Any, now: Any) -> bool:
    """Whether a cell shows a function what it held before; a step of training changes nothing."""
    if key == TRAINED or (key == CONTENT and isinstance(now, Node) and now.op == OPTIMIZER_STEP):
        return True
    return _same(old, now)


def _same(one: Any, two: Any, depth: int = MAX_NESTED) -> bool:
    """Whether two values were made by the same piece of the program in the same way."""
    if one is two:
        return True
    if type(one) is not type(two) or depth == 0:
        return False
    if isinstance(one, Const):
        return type(one.value) is type(two.value) and bool(one.value == two.value)
    if isinstance(one, Node):
        return _same_node(one, two)
    if isinstance(one, Seq):
        return one.kind == two.kind and _same(one.data["content"], two.data["content"], depth)
    if isinstance(one, Content):
        return (
            len(one.items) == len(two.items)
            and _same(one.rest, two.rest, depth - 1)
            and all(_same(a, b, depth - 1) for a, b in zip(one.items, two.items, strict=True))
        )
    return isinstance(one, (bool, int, str)) and bool(one == two)


def _same_node(one: Node, two: Node) -> bool:
    if one.place is None or two.place is None or one.place.key() != two.place.key():
        return False
    return (one.kind, one.op, one.dtype, one.home) == (two.kind, two.op, two.dtype, two.home)


def _same_argument(one: Value, two: Value) -> bool:
    """Whether two arguments are alike: the same object, or other data of the same make."""
    if one is two:
        return True
    if isinstance(one, NoneGradient) or not _same(one, two):
        return False
    return all(_is_data(n) for value in (one, two) for n in _nodes(value))


def _nodes(value: Value) -> list[Node]:
    if isinstance(value, Seq):
        rest = () if value.rest is None else (value.rest,)
        return [node for item in (*value.items, *rest) for node in _nodes(item)]
    return [value] if isinstance(value, Node) else []


def _is_data(node: Node) -> bool:
    """Whether no variable and no gradient is in a value's history."""
    seen: set[int] = set()
    todo = [node]
    while todo:
        one = todo.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        unusual = one.tapes or one.held or one.home == "symbolic" or isinstance(one.fact, Value)
        if unusual or one.kind in ("grad", "read", "input") or len(seen) > MAX_HISTORY:
            return False
        for edge in one.edges:
            if not isinstance(edge.to, Node):
                return False
            todo.append(edge.to)
    return True
