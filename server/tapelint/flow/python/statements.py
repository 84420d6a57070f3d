"""Running statements: assignments, branches, loops by pass, ``with``, definitions."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, Final

from tapelint.flow.containers import Content, Dict, Lazy, Seq
from tapelint.flow.frames import Flow, Misuse, ProgramRaisedError
from tapelint.flow.graph import NONE, Const, Node, Value
from tapelint.flow.machine import HOLE, STAR
from tapelint.flow.nodes import free_names, makes_parts, nodes, says_none
from tapelint.flow.places import Place
from tapelint.flow.python.definitions import Definitions
from tapelint.flow.python.imports import canonical, import_from, import_module, is_surely_there
from tapelint.flow.python.iterators import goes_through
from tapelint.flow.python.operators import SYMBOLS
from tapelint.flow.python.targets import Targets
from tapelint.flow.python.truth import truth
from tapelint.flow.values import MISSING, Lib, Obj, Tape, Var
from tapelint.ops.table import members

LOOP_PASSES: Final = 2
MAX_UNROLL: Final = 6
MAX_WORK: Final = 40

# What TensorFlow's variables refuse to do in place.
_REFUSED: Final = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Pow)

_COMPUTATIONS: Final = (ast.Call, ast.BinOp, ast.ListComp)

Statement = Callable[[ast.AST], int]


class Statements(Targets, Definitions):
    """The statement half of the interpreter."""

    builtins: dict[str, Value]

    def block(self, body: Iterable[ast.stmt]) -> int:
        """Run statements in order until one leaves the block."""
        handlers = self._statement_handlers
        for statement in body:
            self.tick()
            handler = handlers.get(type(statement))
            flow = handler(self, statement) if handler is not None else self._skip(statement)
            if flow != Flow.NEXT:
                return flow
        return Flow.NEXT

    def _skip(self, statement: ast.stmt) -> int:
        self.holes += 1
        self.frame.result = self.unknown(HOLE, None)  # it may be the return
        for name in getattr(statement, "assigned", ()):
            self.bind_name(name, self.unknown(HOLE, None))
        return Flow.NEXT

    # ------------------------------------------------------------------ names

    # ------------------------------------------------------------------ simple statements

    def _expr(self, s: ast.Expr) -> int:
        value = self.evaluate(s.value)
        if isinstance(value, Node) and isinstance(s.value, ast.BinOp):
            self._note_effect(value)
        if isinstance(value, Node):
            self.dropped[id(value)] = (value, self.place(s.value))
        if isinstance(value, (Node, Seq, Dict, Obj)) and isinstance(s.value, _COMPUTATIONS):
            self.note_discarded(value, s.value)
        return Flow.NEXT

    def _note_effect(self, made: Node) -> None:
        """``gate | register``, and nobody takes the result: it is there for what it changes."""
        operands = [e.to for e in made.edges]
        for one in operands:
            if isinstance(one, Node):
                self.keep(one, [other for other in operands if other is not one])

    def _assign(self, s: ast.Assign) -> int:
        value = self.evaluate(s.value)
        for target in s.targets:
            if isinstance(target, ast.Name):
                self._note_overwritten(target, value, s)
                if isinstance(value, Node) and target.id in free_names(s.value):
                    self.note_lost(target.id, self.frame.env.find(target.id), value, s)
            self.assign(target, value)
            self._note_value(target, value, s.value)
        return Flow.NEXT

    def _note_overwritten(self, target: ast.Name, value: Value, s: ast.Assign) -> None:
        old = self.frame.env.names.get(target.id)
        if isinstance(old, Node) and old is not value:
            self.overwritten[id(old)] = (old, self.place(s.value))

    def _note_value(self, target: ast.expr, value: Value, expr: ast.expr) -> None:
        if isinstance(target, ast.Name):
            self.note_binding(value, target.id, "name", expr)
        elif isinstance(target, ast.Attribute):
            self.note_binding(value, ast.unparse(target), "attribute", expr)
        elif isinstance(target, ast.Subscript):
            self.note_binding(value, ast.unparse(target), "item", expr)
        elif isinstance(target, (ast.Tuple, ast.List)):
            if isinstance(expr, (ast.Tuple, ast.List)) and len(expr.elts) == len(target.elts):
                for part, sub in zip(target.elts, expr.elts, strict=False):
                    bound = self._bound_value(part)
                    if bound is not None:
                        self._note_value(part, bound, sub)
            else:
                for part in target.elts:
                    bound = self._bound_value(part)
                    if bound is not None:
                        self._note_value(part, bound, expr)

    def _bound_value(self, target: ast.expr) -> Value | None:
        return self.frame.env.find(target.id) if isinstance(target, ast.Name) else None

    def _ann_assign(self, s: ast.AnnAssign) -> int:
        if self.frame.env.is_class and isinstance(s.target, ast.Name):
            order = self.frame.env.names.get("%annotations")
            known = order.items if isinstance(order, Seq) else ()
            names = Seq("tuple", (*known, Const(s.target.id)))
            self.heap.put(self.frame.env.names, "%annotations", names)
        if s.value is not None:
            value = self.evaluate(s.value)
            self.assign(s.target, value)
            self._note_value(s.target, value, s.value)
        return Flow.NEXT

    def _aug_assign(self, s: ast.AugAssign) -> int:
        target = s.target
        place = self.place(s)
        owner = key = None
        if isinstance(target, ast.Name):
            old = self.evaluate(ast.copy_location(ast.Name(target.id, ast.Load()), target))
        elif isinstance(target, ast.Attribute):
            owner = self.evaluate(target.value)
            old = self.attribute(owner, target.attr, place)
        else:
            owner = self.evaluate(target.value)
            key = self.evaluate(target.slice)
            old = self.item(owner, key, place)
        right = self.evaluate(s.value)
        if isinstance(old, Var) and not old.is_keras and isinstance(s.op, _REFUSED):
            self.refused_in_place(old, s, place)
        value = self.in_place(type(s.op).__name__, old, right, place)
        if isinstance(target, ast.Name):
            if isinstance(value, Node):
                self.note_lost(target.id, old, value, s)
            self.bind_name(target.id, value)
            self.note_binding(value, target.id, "name", s)
        elif isinstance(target, ast.Attribute) and owner is not None:
            self.set_attribute(owner, target.attr, value, place)
            self.note_binding(value, ast.unparse(target), "attribute", s)
        elif owner is not None and key is not None:
            self.set_item(owner, key, value, place)
        return Flow.NEXT

    def refused_in_place(self, var: Var, s: ast.AugAssign, place: Place) -> None:
        """TensorFlow refuses ``w -= step`` on its variables."""
        facts: dict[str, object] = {"name": ast.unparse(s.target)}
        facts["symbol"] = f"{SYMBOLS[type(s.op).__name__]}="
        self.surely_raises(Misuse("replaced", place, None, facts))

    def _return(self, s: ast.Return) -> int:
        value: Value = self.evaluate(s.value) if s.value is not None else NONE
        self.frame.result = value
        self.frame.path.returned = self.place(s)
        return Flow.RETURN

    def _raise(self, s: ast.Raise) -> int:
        if s.exc is not None:
            self.raised.append(self.evaluate(s.exc))
        return Flow.RAISE

    def _assert(self, s: ast.Assert) -> int:
        asked = len(self.requests)
        self.evaluate(s.test)
        if says_none(s.test):
            for request in self.requests[asked:]:
                request.expects_none = True
            read = (n.id for n in nodes(s.test) if isinstance(n, ast.Name))
            self.expect_none([v for name in read if (v := self.frame.env.find(name)) is not None])
        return Flow.NEXT

    def _break(self, s: ast.Break) -> int:
        return Flow.BREAK

    def _continue(self, s: ast.Continue) -> int:
        return Flow.CONTINUE

    def _pass(self, s: ast.Pass) -> int:
        return Flow.NEXT

    def _delete(self, s: ast.Delete) -> int:
        for target in s.targets:
            if isinstance(target, ast.Name):
                self.bind_name(target.id, MISSING)
            elif isinstance(target, ast.Subscript):
                owner, key = self.evaluate(target.value), self.evaluate(target.slice)
                if isinstance(owner, Dict) and isinstance(key, Const):
                    self.heap.put(owner.data, key.value, MISSING)
        return Flow.NEXT

    def _global(self, s: ast.Global) -> int:
        env = self.frame.env
        top = env
        while top.outer is not None:
            top = top.outer
        for name in s.names:
            env.redirect[name] = top
        return Flow.NEXT

    def _nonlocal(self, s: ast.Nonlocal) -> int:
        env = self.frame.env
        for name in s.names:
            outer = env.outer
            while outer is not None and name not in outer.names:
                outer = outer.outer
            if outer is not None:
                env.redirect[name] = outer
        return Flow.NEXT

    def _import(self, s: ast.Import) -> int:
        for alias in s.names:
            if alias.asname:
                self.bind_name(alias.asname, import_module(self, alias.name, self.place(s)))
            else:
                top = alias.name.partition(".")[0]
                self.bind_name(top, import_module(self, top, self.place(s)))
                if top != alias.name:
                    import_module(self, alias.name, self.place(s))  # runs it, binds nothing here
        return Flow.NEXT

    def _import_from(self, s: ast.ImportFrom) -> int:
        place = self.place(s)
        for alias in s.names:
            if alias.name == "*":
                self._star_import(s.module or "", s.level, place)
            else:
                value = import_from(self, s.module or "", s.level, alias.name, place)
                self.bind_name(alias.asname or alias.name, value)
        return Flow.NEXT

    def _star_import(self, module: str, level: int, place: Place) -> None:
        """``from module import *``: where nothing is known of it, any name may come from there."""
        found = self.project_module(module, level, place)
        if found is not None:
            self.loaded(found)
        if found is None and not level:
            self.note_import(f"{module}.*", place)
        path = "" if level else canonical(module)
        if found is not None and found.whole:
            for name, value in list(found.env.names.items()):
                if not name.startswith("_"):
                    self.bind_name(name, value)
        elif found is None and members(path):
            self._bind_library(path, place)
        else:
            self.make_opaque()

    def _bind_library(self, path: str, place: Place) -> None:
        """All names of a library module; some leave out those that Python has itself."""
        for name in members(path):
            found = self.library_attribute(Lib(path), name)
            self.bind_name(name, self.unknown(STAR, place) if name in self.builtins else found)

    # ------------------------------------------------------------------ branches

    def _if(self, s: ast.If) -> int:
        test = truth(self, self.evaluate(s.test), s.test)
        if test is True:
            return self.block(s.body)
        if test is False:
            return self.block(s.orelse)
        return self.fork(lambda: self.block(s.body), lambda: self.block(s.orelse))

    def _match(self, s: ast.Match) -> int:
        subject = self.evaluate(s.subject)
        return self._cases(subject, s.cases, 0, self.place(s))

    def _cases(self, subject: Value, cases: list[ast.match_case], start: int, place: Place) -> int:
        for i in range(start, len(cases)):
            case = cases[i]
            fits = self._fits(subject, case.pattern, place)
            if fits is False:
                continue
            if case.guard is not None:
                guard = truth(self, self.evaluate(case.guard), case.guard)
                if guard is False:
                    continue
                fits = fits if guard is True else None
            if fits is True:
                return self.block(case.body)
            return self.fork(
                partial(self.block, case.body), partial(self._cases, subject, cases, i + 1, place)
            )
        return Flow.NEXT

    def _fits(self, subject: Value, pattern: ast.pattern, place: Place) -> bool | None:
        if isinstance(pattern, ast.MatchValue):
            wanted = self.evaluate(pattern.value)
            if isinstance(wanted, Const) and isinstance(subject, Const):
                return bool(wanted.value == subject.value)
            if isinstance(wanted, Obj) and isinstance(subject, Obj) and wanted.kind == "enum":
                return wanted is subject
            return None
        if isinstance(pattern, ast.MatchSingleton):
            return subject.value is pattern.value if isinstance(subject, Const) else None
        if isinstance(pattern, ast.MatchAs):
            fits = True if pattern.pattern is None else self._fits(subject, pattern.pattern, place)
            if pattern.name is not None:
                self.bind_name(pattern.name, subject)
            return fits
        if isinstance(pattern, ast.MatchOr):
            found = [self._fits(subject, p, place) for p in pattern.patterns]
            return True if True in found else None if None in found else False
        for sub in ast.walk(pattern):
            name = getattr(sub, "name", None)
            if isinstance(name, str):
                self.bind_name(name, self.unknown("match", place, [subject]))
        return None

    def _try(self, s: ast.Try) -> int:
        frame = self.frame
        self.guards += bool(s.handlers)
        frame.guards += bool(s.handlers)
        carried = len(self.raised)
        try:
            flow = self.attempt(partial(self.block, s.body)) if s.handlers else self.block(s.body)
        finally:
            self.guards -= bool(s.handlers)
            frame.guards -= bool(s.handlers)
        if flow == Flow.RAISE and s.handlers:
            self._name_exception(s.handlers[0], carried)
            flow = self.block(s.handlers[0].body)
        elif flow == Flow.NEXT:
            thrown = len(self.raised) > carried
            safe = not thrown and self._only_imports(s.body)
            ways = [h for h in s.handlers if thrown or (_leaves_mark(h) and not safe)]
            flow = self._try_ways(s.orelse, ways, carried)
            if flow == Flow.RAISE and s.handlers:
                # The code after would be out of reach, so the body is there to raise.
                flow = self._handle(s.handlers[0], carried)
        final = self.block(s.finalbody)
        return final if final != Flow.NEXT else flow

    def _only_imports(self, body: list[ast.stmt]) -> bool:
        """Whether a block does nothing but import what is there wherever TensorFlow is."""
        return all(
            all(map(is_surely_there, _imported_by(statement)))
            if isinstance(statement, (ast.Import, ast.ImportFrom))
            else isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Constant)
            for statement in body
        )

    def _try_ways(
        self, orelse: list[ast.stmt], handlers: list[ast.ExceptHandler], carried: int
    ) -> int:
        """Go on where nothing was raised, or through one of the handlers that leave a mark."""
        if not handlers:
            return self.block(orelse)
        return self.fork(
            partial(self._try_ways, orelse, handlers[1:], carried),
            partial(self._handle, handlers[0], carried),
        )

    def _handle(self, handler: ast.ExceptHandler, carried: int) -> int:
        """Run a handler; what it returns counts only where something is known to raise."""
        self._name_exception(handler, carried)
        thrown = len(self.raised) > carried
        flow = self.block(handler.body)
        return Flow.RAISE if flow == Flow.RETURN and not thrown else flow

    def _name_exception(self, handler: ast.ExceptHandler, carried: int) -> None:
        if handler.name:
            thrown = self.raised[carried:]
            self.bind_name(handler.name, self.unknown("exception", None, thrown))

    # ------------------------------------------------------------------ loops

    def _for(self, s: ast.For) -> int:
        iterable = self.evaluate(s.iter)
        place = self.place(s.iter)
        if goes_through(s.body) and self.takes_all(iterable, place):
            return self.block(s.orelse)

        def one(value: Value) -> int:
            self.assign(s.target, value)
            if not (isinstance(value, Node) and value.bind is not None):
                self._note_target(s.target, value)
            return self.block(s.body)

        self.loops.append("settings" if is_settings(iterable) else "data")
        steps = self.written_out(iterable) if makes_parts(s) and not self.tapes else iterable
        flow = self.loop(lambda body: self.each(steps, place, body), one, s)
        self.loops.pop()
        if flow == Flow.NEXT and s.orelse:
            return self.block(s.orelse)
        return flow

    def loop(
        self,
        drive: Callable[[Callable[[Value], int]], int],
        one: Callable[[Value], int],
        statement: ast.AST,
    ) -> int:
        """Run a loop's passes; ways that break or continue join where they arrive."""
        frame = self.frame
        entry = self.heap.mark()
        frame.marks.append(entry)
        left = Flow.NEXT

        def pass_(value: Value) -> int:
            nonlocal left
            flow = one(value)
            if flow in (Flow.NEXT, Flow.CONTINUE):
                self.arrive(Flow.CONTINUE, entry)
                return Flow.NEXT
            if any(p.arrives(Flow.CONTINUE, frame) for p in frame.pending):
                self._resume_continue(flow, entry)
                return Flow.NEXT
            if flow in (Flow.RETURN, Flow.RAISE):
                left = flow
            return Flow.BREAK

        try:
            drive(pass_)
        except ProgramRaisedError:
            left = Flow.RAISE
        if left == Flow.NEXT or any(p.arrives(Flow.BREAK, frame) for p in frame.pending):
            if left == Flow.RETURN:
                self._leave(Flow.RETURN)
                self._resume(Flow.BREAK, entry)
            self.arrive(Flow.BREAK, entry)
            left = Flow.NEXT
        frame.marks.pop()
        return left

    def _resume_continue(self, flow: int, entry: int) -> None:
        if flow != Flow.RAISE:
            self._leave(flow)
        self._resume(Flow.CONTINUE, entry)
        self.arrive(Flow.CONTINUE, entry)

    def _resume(self, flow: int, entry: int) -> None:
        """Go on from a way that left early, since the way that was run ends here."""
        frame = self.frame
        way = next(p for p in frame.pending if p.arrives(flow, frame))
        frame.pending.remove(way)
        frame.result = None
        self.heap.rollback(entry)
        self._apply(way.delta)

    def _while(self, s: ast.While) -> int:
        def drive(body: Callable[[Value], int]) -> int:
            mark, pops, passes = entry, self.pops, 0
            while True:
                test = truth(self, self.evaluate(s.test), s.test)
                if test is False:
                    return Flow.NEXT
                # What is known to go on, such as a list worked off or a chain, is followed.
                exact = test is True and not isinstance(s.test, ast.Constant)
                if passes >= (MAX_WORK if exact else LOOP_PASSES):
                    break
                mark = self.heap.mark()
                passes += 1
                if body(NONE) == Flow.BREAK:
                    return Flow.BREAK
                if self.pops == pops:
                    self.forget_counters(entry, _NUMBERS)
            self.forget_counters(entry, STATES)
            self.forget_lengths(mark)
            self.forget_depths(mark)
            if self.pops > pops:
                self._forget_lists(s)
            return Flow.NEXT

        entry = self.heap.mark()
        flow = self.loop(drive, lambda _: self.block(s.body), s)
        if flow == Flow.NEXT and s.orelse:
            return self.block(s.orelse)
        return flow

    def forget_counters(self, mark: int, kinds: dict[type, str]) -> None:
        """Forget the exact value of what the passes since a mark changed and counts or names."""
        for (_, key), (cells, old) in self.heap.before(mark).items():
            new = cells.get(key, MISSING)
            if new is old or not isinstance(new, Const) or not isinstance(old, Const):
                continue
            kind = kinds.get(type(new.value))
            if kind is not None:
                self.heap.put(cells, key, self.data(None, "python", kind))

    def _forget_lists(self, s: ast.While) -> None:
        """Lists of a loop that works one off may still get anything that is in any of them."""
        named = [self.frame.env.find(name) for name in free_names(s)]
        containers = [v for v in named if isinstance(v, (Seq, Dict))]
        self.havoc(containers, self.place(s))

    def forget_lengths(self, mark: int) -> None:
        """A list that the last pass still grew may be of any length."""
        for (_, key), (cells, old) in self.heap.before(mark).items():
            new = cells.get(key, MISSING)
            if not isinstance(new, Content) or not isinstance(old, Content):
                continue
            if len(new.items) > len(old.items) and new.rest is None:
                rest: Value = MISSING
                for item in new.items[len(old.items) :]:
                    rest = self.phi(rest, item)
                    for tape in tapes_in(item):
                        tape.fields["summary"] = True  # it stands for those of further passes
                self.heap.put(cells, key, Content(new.items, rest))

    def forget_depths(self, mark: int) -> None:
        """What the last pass took out of a list, or put into one more, may lie at any depth."""
        for (_, key), (cells, old) in self.heap.before(mark).items():
            new = cells.get(key, MISSING)
            depths = (_nesting(old), _nesting(new))
            if None not in depths and depths[0] != depths[1]:
                self.heap.put(cells, key, self.unknown("nesting", None, [old, new]))

    # ------------------------------------------------------------------ with

    def _with(self, s: ast.With) -> int:
        return self._with_items(s, 0)

    def _with_items(self, s: ast.With, i: int) -> int:
        if i == len(s.items):
            return self.block(s.body)
        item = s.items[i]
        manager = self.evaluate(item.context_expr)

        def inside(value: Value) -> int:
            if item.optional_vars is not None:
                self.assign(item.optional_vars, value)
                self._note_target(item.optional_vars, value)
            return self._with_items(s, i + 1)

        return self.managed(manager, inside, self.place(item.context_expr), s)

    _statement_handlers: Final[dict[type, Callable[[Any, Any], int]]] = {
        ast.Expr: _expr,
        ast.Assign: _assign,
        ast.AnnAssign: _ann_assign,
        ast.AugAssign: _aug_assign,
        ast.Return: _return,
        ast.Raise: _raise,
        ast.Assert: _assert,
        ast.Break: _break,
        ast.Continue: _continue,
        ast.Pass: _pass,
        ast.Delete: _delete,
        ast.Global: _global,
        ast.Nonlocal: _nonlocal,
        ast.Import: _import,
        ast.ImportFrom: _import_from,
        ast.If: _if,
        ast.Match: _match,
        ast.Try: _try,
        getattr(ast, "TryStar", ast.Try): _try,
        ast.For: _for,
        ast.AsyncFor: _for,
        ast.While: _while,
        ast.With: _with,
        ast.AsyncWith: _with,
        ast.FunctionDef: Definitions.define_function,
        ast.AsyncFunctionDef: Definitions.define_function,
        ast.ClassDef: Definitions.define_class,
    }


_NUMBERS: Final[dict[type, str]] = {int: "int", float: "float"}
STATES: Final[dict[type, str]] = {**_NUMBERS, str: "string"}


def _leaves_mark(handler: ast.ExceptHandler) -> bool:
    return any(isinstance(n, ast.Assign) for n in handler.body)


def _imported_by(statement: ast.Import | ast.ImportFrom) -> list[str]:
    """The full names that an import asks for; one of the program's own is nothing here."""
    if isinstance(statement, ast.Import):
        return [alias.name for alias in statement.names]
    above = "." * statement.level + (statement.module or "")
    return [f"{above}.{alias.name}" for alias in statement.names]


def _nesting(value: object) -> int | None:
    """How deep the tensors in a value lie in lists, if that is known."""
    if isinstance(value, Node):
        return None if value.opaque or value.home != "tensor" else 0
    if not isinstance(value, Seq):
        return None
    inside = _nesting(value.items[0] if value.items else value.rest)
    return None if inside is None else inside + 1


def tapes_in(value: Value) -> list[Tape]:
    """The tapes that an item of a list is or holds."""
    if isinstance(value, Seq):
        return [t for item in value.items for t in tapes_in(item)]
    if isinstance(value, Dict):
        return [t for item in value.data.values() for t in tapes_in(item)]
    return [value] if isinstance(value, Tape) else []


def is_settings(iterable: Value) -> bool:
    """Whether a loop goes over a handful of written-out settings and not over steps or data."""
    if isinstance(iterable, Lazy) and iterable.form in ("zip", "enumerate", "wrap"):
        return any(is_settings(p) for p in iterable.parts)
    if isinstance(iterable, Dict):
        return bool(iterable.data)
    if not isinstance(iterable, Seq) or not iterable.exact:
        return False
    return not any(isinstance(item, (Node, Var)) for item in iterable.items)
