"""The project's own modules: what is imported is run where it is imported, as Python does.

Values of another file are values like any other. What is found in them is told at the call (or the
import) in the checked file that led there: each place knows its home.

A project may import hundreds of modules for the few that a program uses. So only the first ones are
run when they are imported; a later one waits until something in it is asked for. Each has a budget
of its own, and what it sets up stays, wherever it was first needed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from itertools import chain
from typing import Final

from tapelint.flow.containers import Dict, Lazy
from tapelint.flow.frames import BudgetSpentError, Flow, Frame
from tapelint.flow.graph import Const, Value
from tapelint.flow.heap import Heap
from tapelint.flow.machine import LOST, Machine
from tapelint.flow.nodes import bound_names
from tapelint.flow.places import CallPath, Place
from tapelint.flow.values import Class, Deferred, Env, Found, Function, Module, Obj
from tapelint.syntax import Unit

MAX_MODULES: Final = 40  # run when they are imported
MAX_FOUND: Final = 400  # for a file that could ask for a gradient; else the first ones
MAX_STEPS_MODULE: Final = 20_000
MAX_STEPS_VISIT: Final = 20_000


# What a program starts with, whoever runs now.
_AT_THE_START: Final[dict[str, Callable[[], object]]] = {
    "heap": Heap,
    "limit": lambda: MAX_STEPS_MODULE,
    "longest_visit": lambda: MAX_STEPS_VISIT,
    **dict.fromkeys(("steps", "forks", "guards", "graph_depth", "lifted"), int),
    **dict.fromkeys(("unconverted", "auto_building"), int),
    **dict.fromkeys(("loops", "making", "kept_graphs"), list),
    "tapes": tuple,
    "retracing": bool,
}


@dataclass(frozen=True, slots=True)
class ModuleSource:
    """A module of the project: its full name, its file and its text; ``parse`` reads the text."""

    name: str
    file: str
    package: bool
    text: str
    parse: Callable[[], tuple[Unit, ...]]


Finder = Callable[[str, int, str], "ModuleSource | None"]
"""Finds a module by its name as an import gives it, its leading dots, and the file that imports."""


@dataclass(frozen=True, slots=True)
class Caller:
    """A program that uses the checked file, which it knows as ``shown``, and what it imports.

    ``overtaken`` says whether nobody wants to know any more, which ends its run.
    """

    source: ModuleSource
    finder: Finder
    shown: str
    overtaken: Callable[[], bool] = bool


Callers = Callable[[], Iterable[Caller]]
"""Finds the programs that use the checked file, if somebody wants to know."""


class OvertakenError(BaseException):
    """Nobody wants to know any more what a program shows; nothing in the engine catches this."""


def looked_up_once(finder: Finder | None) -> Finder | None:
    """A finder for one run, during which files stay as they are: it asks the disk once a module."""
    if finder is None:
        return None
    ask = cache(finder)
    # Only a relative import depends on the file that it stands in.
    return lambda name, level, importer: ask(name, level, importer if level else "")


class Modules(Machine):
    """Runs the modules that a program imports."""

    finder: Finder | None = None
    most_modules = MAX_MODULES
    longest_visit = MAX_STEPS_VISIT
    shown = ""  # the file that is checked, where it isn't the program that runs

    def project_module(self, name: str, level: int, place: Place) -> Module | None:
        """A module of the project; None where it isn't one. It may not have been run yet."""
        if self.finder is None:
            return None
        importer = self.file_of(place)
        source = self.finder(name, level, importer)
        if source is None:
            return None
        known = self.modules.get(source.file)
        if known is None and len(self.modules) < self.most_modules:
            found = Found(name, level, importer, source.file, source.text)
            known = self._add_module(source, found, place)
            if len(self.modules) <= MAX_MODULES:
                self._run_module(known)
        return known

    def _add_module(self, source: ModuleSource, found: Found, place: Place) -> Module:
        env = Env(None)
        env.names["__name__"] = Const(source.name)
        module = Module(source.name, source.file, source.package, source.text, env)
        self.modules[source.file] = module
        self.found[source.file] = found
        self.waiting[source.file] = (source.parse, place)
        return module

    def found_again(self, known: tuple[Found, ...], place: Place) -> bool:
        """Whether modules that a function led to before are still there as they were.

        If so, they are known from here on as if that function had been run.
        """
        if self.finder is None or not known:
            return not known
        sources = [self.finder(each.name, each.level, each.importer) for each in known]
        for found, source in zip(known, sources, strict=True):
            if source is None or (source.file, source.text) != (found.file, found.text):
                return False
        for found, source in zip(known, sources, strict=True):
            if source is not None and source.file not in self.modules:
                self._add_module(source, found, self.homes.get(found.importer, place))
        return True

    def file_of(self, place: Place) -> str:
        """The file that a place stands in; empty for the one that is checked."""
        return self.foreign.get(id(place.unit), ("", None))[0]

    def loaded(self, module: Module) -> Module:
        """A module that was run; where it is running already, with what is there by then."""
        if module.file in self.waiting:
            noted = (self.requests, self.misuses, self.discarded, self.untracked, self.applied)
            before = [(found, len(found)) for found in noted]
            self._run_module(module)
            # Who asks first is chance; what is wrong in it is said when that file is checked.
            for found, length in before:
                del found[length:]
        return module

    def _run_module(self, module: Module) -> None:
        """Run a module's units in a scope of its own."""
        parse, place = self.waiting.pop(module.file)
        home = self.homes[module.file] = place.home or place
        units = parse()
        shown = module.file == self.shown
        for unit in () if shown else units:
            self.foreign[id(unit)] = (module.file, unit)
        path = CallPath(place.path, place, module.name)
        with self._by_itself():
            try:
                for unit in units:
                    self.frame = Frame(module.env, path, unit, None, None if shown else home)
                    self.frame.marks.append(self.heap.mark())
                    if self.attempt(partial(self.block, unit.body)) == Flow.RAISE:
                        break
            except BudgetSpentError:
                module.whole = False
        self.note_state(module.env, (s for unit in units for s in unit.body), place)

    @contextmanager
    def _by_itself(self) -> Iterator[None]:
        """As at the start of a program, whatever runs now; nothing that happens is undone."""
        kept = {name: getattr(self, name) for name in ("frame", *_AT_THE_START)}
        for name, first in _AT_THE_START.items():
            setattr(self, name, first())
        try:
            yield
        finally:
            for name, value in kept.items():
                setattr(self, name, value)

    def visit(
        self, func: Function, args: list[Value], kwargs: dict[str, Value], place: Place
    ) -> Value:
        """Run a function of another file; one that is too large is unknown, and we go on.

        It may spend half of what is left at most, so that the rest is still read.
        """
        if func.node in self.too_large:
            return self._not_followed(func, args, kwargs, place)
        frame, tapes, limit, graph = self.frame, self.tapes, self.limit, self.graph_depth
        marks, loops = len(frame.marks), len(self.loops)
        self.limit = self.steps + min((limit - self.steps) // 2, self.longest_visit)
        try:
            return self.run_function(func, args, kwargs, place, None)
        except BudgetSpentError:
            self.frame, self.tapes, self.graph_depth = frame, tapes, graph
            del frame.marks[marks:]
            del self.loops[loops:]
            self.too_large.add(func.node)
            return self._not_followed(func, args, kwargs, place)
        finally:
            self.limit = limit

    def _not_followed(
        self, func: Function, args: list[Value], kwargs: dict[str, Value], place: Place
    ) -> Value:
        self.unknowns["call too large"] += 1
        every = (*args, *kwargs.values())
        for given in every:
            if isinstance(given, Obj):
                kept = (*every, given.fields[LOST]) if LOST in given.fields else every
                self.heap.put(given.fields, LOST, Lazy("kept", kept))
        return self.call_unknown(func, args, kwargs, place)

    def name_of_module(self, cls: Class) -> Const:
        """The full name of the module that a class was defined in."""
        file = self.foreign.get(id(cls.unit), ("", None))[0]
        return Const(self.modules[file].name if file else "__main__")

    def is_abroad(self, func: Function) -> bool:
        """Whether a call leaves the checked file."""
        return self.frame.home is None and id(func.unit) in self.foreign

    def module_attribute(self, module: Module, name: str, place: Place) -> Value:
        """``module.name``: what the module binds, or a module of its package."""
        value = self.loaded(module).env.find(name)
        if value is not None:
            return value
        if name == "__dict__":
            return self._names_of(module, place)
        inner = self.project_module(f"{module.name}.{name}", 0, place) if module.package else None
        return inner or self.unknown(f"{module.name}.{name}", place)

    def _names_of(self, module: Module, place: Place) -> Dict:
        """What a module binds; names that wait for another module stay there."""
        out, names = Dict(), module.env.names
        if not any(isinstance(v, Deferred) for v in names.values()):
            out.data = names  # the very dictionary: what is put there is bound
            return out
        out.data = {k: v for k, v in names.items() if not isinstance(v, Deferred)}
        if len(out.data) < len(names):
            out.extra["rest"] = self.unknown(f"{module.name}.__dict__", place)
        return out

    def imported(self, module: Module, name: str, path: str, level: int, place: Place) -> Value:
        """What ``from module import name`` binds: what is in it, or its own module ``path``."""
        waiting = self.waiting.get(module.file)
        if waiting is None:
            return self._imported_now(module, name, path, level, place)
        bound = names_bound(waiting[0]()) if module.package else None
        inner = None
        if bound is not None and name not in bound:
            inner = self.project_module(path, level, place)
        return inner or Deferred(partial(self._imported_now, module, name, path, level, place))

    def _imported_now(
        self, module: Module, name: str, path: str, level: int, place: Place
    ) -> Value:
        value = self.loaded(module).env.find(name) or self.project_module(path, level, place)
        return value or self.unknown(f"{module.name}.{name}", place)


def names_bound(units: Iterable[Unit]) -> frozenset[str] | None:
    """The names that a module may bind; None where a star import may bind any."""
    names = [bound_names(statement) for unit in units for statement in unit.body]
    found = frozenset(chain.from_iterable(names))
    return None if "*" in found else found
