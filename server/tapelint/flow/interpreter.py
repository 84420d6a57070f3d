"""The interpreter: all its parts together, and the order in which a module is run."""

from __future__ import annotations

import ast
from collections.abc import Container, Iterable
from contextlib import suppress
from functools import partial

from tapelint.flow.changes import changes_in
from tapelint.flow.containers import Dict, Seq
from tapelint.flow.frames import BudgetSpentError, Flow, Frame, ProgramRaisedError
from tapelint.flow.graph import Binding, Const, Node, Value
from tapelint.flow.joining import Joining
from tapelint.flow.keras.contracts import Contracts, attributes_set
from tapelint.flow.keras.symbols import Keras
from tapelint.flow.keras.untracked import Untracked
from tapelint.flow.places import CallPath, Place
from tapelint.flow.python.access import Access
from tapelint.flow.python.builtins import PythonLibrary
from tapelint.flow.python.calls import Calls
from tapelint.flow.python.cases import Case, cases_of
from tapelint.flow.python.changing import Changing, is_empty
from tapelint.flow.python.decorators import Decorators
from tapelint.flow.python.expressions import Expressions
from tapelint.flow.python.instances import Instances, is_test_case
from tapelint.flow.python.iterators import Iterators
from tapelint.flow.python.managers import Managers
from tapelint.flow.python.modules import Modules, ModuleSource
from tapelint.flow.python.statements import Statements
from tapelint.flow.repeats import Repeats
from tapelint.flow.tf.discarded import Discards
from tapelint.flow.tf.graphs import Graphs
from tapelint.flow.tf.kept import KeptTraces
from tapelint.flow.tf.library import Library
from tapelint.flow.tf.lost import LostUpdates
from tapelint.flow.tf.slices import Slices
from tapelint.flow.tf.tapes import Tapes
from tapelint.flow.tf.tensors import Tensors
from tapelint.flow.values import Bound, Class, Env, Function, Obj, Var
from tapelint.syntax import Unit


class Interpreter(
    Statements,
    Expressions,
    Calls,
    Instances,
    Decorators,
    Managers,
    Iterators,
    Repeats,
    Access,
    PythonLibrary,
    Tensors,
    Tapes,
    Untracked,
    Discards,
    LostUpdates,
    KeptTraces,
    Slices,
    Graphs,
    Keras,
    Library,
    Modules,
    Changing,
    Contracts,
    Joining,
):
    """Runs a module abstractly, then the functions that nobody called."""

    def run(self, units: Iterable[Unit]) -> None:
        """Run a module, then everything in it that was defined and never called."""
        self.run_module(units)
        while (func := self.next_uncalled()) is not None:
            self.run_uncalled(func)

    def run_module(self, units: Iterable[Unit], mentioned: frozenset[str] = frozenset()) -> None:
        """Run a module's units in order; ``mentioned`` are the names that anything in it uses."""
        units = tuple(units)
        self.module_body = [statement for unit in units for statement in unit.body]
        self.mentioned = mentioned | _CALLED_BY_KERAS
        self.eager = self.may_run_eagerly(mentioned)
        self.module = Env(None)
        self.path = CallPath(None, None, "module")
        self.builtins = self.builtin_names()
        self.decorated_classes = []
        self.methods: dict[int, Class] = {}
        self.behind_decorators: dict[int, Class] = {}
        self.changed_attributes: dict[Class, set[str]] = {}
        for unit in units:
            self.frame = self._module_frame(unit)
            try:
                if self.attempt(partial(self.block, unit.body)) == Flow.RAISE:
                    break
            except BudgetSpentError:
                self.unknowns["program too large"] += 1
                break
            self.heap.log.clear()
        else:
            self.judge_compiled()
        self.written_by_module = dict(self.written)
        self.states.append((self.module, changes_in(self.module_body)))
        for value in list(self.module.names.values()):
            if isinstance(value, Class):
                self._note_methods(value)
        for cls in self.decorated_classes:
            self._note_methods(cls)
        cases = self._test_cases()
        for cls in cases.values():
            self._note_inherited(cls, cases)

    def run_around(
        self, source: ModuleSource, units: tuple[Unit, ...], home: Place, mentioned: frozenset[str]
    ) -> None:
        """Run a program for what it shows of another file; all of its own stands at ``home``."""
        self.foreign.update((id(unit), (source.file, unit)) for unit in units)
        self.program_home, self.program = home, frozenset(map(id, units))
        self.run_module(units, mentioned)

    def _module_frame(self, unit: Unit) -> Frame:
        frame = Frame(self.module, self.path, unit, None, self.program_home)
        frame.marks.append(self.heap.mark())
        return frame

    def _note_methods(self, cls: Class) -> None:
        for member in cls.fields.values():
            if isinstance(member, Function):
                self.methods.setdefault(id(member.node), cls)
        for statement in cls.node.body:
            if isinstance(statement, ast.FunctionDef) and first_argument(statement) == "self":
                self.behind_decorators.setdefault(id(statement), cls)

    def _test_cases(self) -> dict[int, Class]:
        """The classes of the checked module that are there to be run as tests, by id."""
        named = [v for v in self.module.names.values() if isinstance(v, Class)]
        own = (c for c in (*named, *self.decorated_classes) if id(c.unit) not in self.foreign)
        return {id(cls): cls for cls in own if is_test_case(cls)}

    def _note_inherited(self, cls: Class, cases: Container[int]) -> None:
        """The tests that a case takes from classes that are none themselves run on the case."""
        for base in cls.mro()[1:]:
            if not isinstance(base, Class) or id(base.unit) in self.foreign or id(base) in cases:
                continue
            for member in base.fields.values():
                if isinstance(member, Function):
                    self._inherited(self.methods, id(member.node), base, cls)
            for statement in base.node.body:
                if isinstance(statement, ast.FunctionDef) and first_argument(statement) == "self":
                    self._inherited(self.behind_decorators, id(statement), base, cls)

    @staticmethod
    def _inherited(known: dict[int, Class], key: int, base: Class, case: Class) -> None:
        if known.get(key, base) is base:
            known[key] = case

    def unit_of_receiver(self, func: Function) -> list[Unit]:
        """The text of the class on whose instance a method runs, where it is another one."""
        cls = self._class_of(func)
        is_other = cls is not None and cls.unit is not func.unit
        return [cls.unit] if cls is not None and is_other else []

    def _class_of(self, func: Function) -> Class | None:
        return self.methods.get(id(func.node)) or self.behind_decorators.get(id(func.node))

    # ------------------------------------------------------------------ what nobody calls

    def next_uncalled(self) -> Function | None:
        """The next function that was defined and that nothing has run: entry points first.

        What an entry point calls is run with what it is given there, and needs no run of its own.
        """
        for func in self.functions:
            if id(func.node) not in self.executed and not self._is_mentioned(func):
                return func
        for func in self.functions:
            if id(func.node) not in self.executed:
                return func
        return None

    def _is_mentioned(self, func: Function) -> bool:
        name = func.name.rpartition(".")[2]
        cls = self.methods.get(id(func.node))
        if name == "call" and cls is not None and cls.name not in self.mentioned:
            return False  # what uses it here is judged with it, so the outermost goes first
        return name in self.mentioned or (name.startswith("__") and name.endswith("__"))

    def run_uncalled(self, func: Function) -> None:
        """Run a function with unknown arguments, and leave no trace of it in the state."""
        self.tapes = ()
        self.loops = []
        self.steps = self.forks = 0
        self.compiled, self.compiled_losses = {}, []
        self.too_large = set()
        self.frame = self._module_frame(func.unit)
        mark = self.heap.mark()
        place = Place(func.unit, func.node, self.path)
        self.forget_changed(place)
        self.executed[id(func.node)] = func.node
        inner = len(self.functions)
        try:
            if not self.run_contract(func, self.methods.get(id(func.node)), place):
                self._run_cases(func, place)
            self.judge_compiled()
        except BudgetSpentError:
            self.unknowns["program too large"] += 1
        except ProgramRaisedError:
            pass  # it ends here, with what was found before
        for nested in self.functions[inner:]:
            if id(nested.node) not in self.executed:
                self.run_uncalled(nested)  # now, as what it closes over is undone below
        del self.functions[inner:]
        self.heap.rollback(mark)

    def _run_cases(self, func: Function, place: Place) -> None:
        """Call a function with what its decorators say, each time from the same state."""
        mark = self.heap.mark()
        for case in cases_of(func):
            self.heap.rollback(mark)
            self.attempt(partial(self._run_case, func, case, place))

    def _run_case(self, func: Function, case: Case, place: Place) -> int:
        self.call(func, [*self._receiver(func, place), *case.args], case.kwargs, place)
        return Flow.NEXT

    def _receiver(self, func: Function, place: Place) -> list[Value]:
        cls = self._class_of(func)
        if cls is None or func.binding == "static":
            return []
        if func.binding == "class":
            return [cls]
        return [self._instance(cls, place)]

    def _instance(self, cls: Class, place: Place) -> Value:
        """An instance as its constructor leaves it, less what its other methods may change."""
        made: Value | None = None
        with suppress(ProgramRaisedError):  # which it does for defaults that nobody uses
            made = self.instantiate(cls, [], {}, place)
        if not isinstance(made, Obj):
            return self.unknown(f"argument self of {cls.name}", place)
        prepare = self.class_member(cls, "setUp") if is_test_case(cls) else None
        if prepare is not None:
            self.call(Bound(prepare, made), [], {}, place)  # each test gets an instance of its own
            return made
        changed = self._changed_attributes(cls)
        for name, value in list(made.fields.items()):
            if name.startswith("%") or not isinstance(value, Value):
                continue
            open_ended = isinstance(value, (Seq, Dict, Const)) and not isinstance(value, Var)
            if name in changed or open_ended:
                unknown = self.unknown(f"argument self.{name} of {cls.name}", place, [value])
                self.heap.put(made.fields, name, unknown)
            elif isinstance(value, Obj):
                self._forget_counts(value, place, {id(made)})
        return made

    def _forget_counts(self, part: Obj, place: Place, seen: set[int]) -> None:
        """What a part of an instance counts and collects has gone on since it was made."""
        if part.cls is None or id(part) in seen:
            return
        seen.add(id(part))
        changed = self._changed_attributes(part.cls)
        for name, value in list(part.fields.items()):
            counts = isinstance(value, Const) and name in changed
            collects = isinstance(value, (Seq, Dict)) and is_empty(value)
            if isinstance(value, Obj):
                self._forget_counts(value, place, seen)
            elif not name.startswith("%") and (counts or collects):
                unknown = self.unknown(f"argument self.{name} of {part.cls.name}", place, [value])
                self.heap.put(part.fields, name, unknown)

    def _changed_attributes(self, cls: Class) -> set[str]:
        known = self.changed_attributes.get(cls)
        if known is None:
            known = self.changed_attributes[cls] = attributes_set(cls)
        return known

    def note_appended(self, owner: Seq, value: Node, place: Place) -> None:
        """A value was put into a list: that is the statement a user looks for."""
        call = place.node
        added = call.args[0] if isinstance(call, ast.Call) and call.args else call
        value.bind = Binding(ast.unparse(added)[:40], "item", place.at(added), self.seq)

    def call_function_plain(
        self, func: Function, args: list[Value], kwargs: dict[str, Value], place: Place
    ) -> Value:
        """Run a function's body."""
        return self.run_function(func, args, kwargs, place, None)


def first_argument(func: ast.FunctionDef) -> str:
    """The name of a function's first argument; empty where it has none."""
    given = (*func.args.posonlyargs, *func.args.args)
    return given[0].arg if given else ""


# Methods that Keras calls by itself: those of a class are run by what uses the class.
_CALLED_BY_KERAS = frozenset({"call", "build", "get_config", "update_state", "result"})
