"""The project's own modules: what is imported is run where it is imported, as Python does.

Values of another file are values like any other. What is found in them is told at the call (or the
import) in the checked file that led there: each place knows its home.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

from tapelint.flow.frames import BudgetSpentError, Flow, Frame
from tapelint.flow.machine import Machine
from tapelint.flow.values import TRUE, CallPath, Const, Env, Function, Module, Obj, Place, Value
from tapelint.syntax import Unit

MAX_MODULES: Final = 40
MAX_STEPS_MODULE: Final = 20_000
MAX_STEPS_VISIT: Final = 10_000


@dataclass(frozen=True, slots=True)
class ModuleSource:
    """A module of the project: its full name, its file and its text, parsed."""

    name: str
    file: str
    package: bool
    text: str
    units: tuple[Unit, ...]


Finder = Callable[[str, int, str], "ModuleSource | None"]
"""Finds a module by its name as an import gives it, its leading dots, and the file that imports."""


class Modules(Machine):
    """Runs the modules that a program imports."""

    finder: Finder | None = None

    def project_module(self, name: str, level: int, place: Place) -> Module | None:
        """A module of the project, run when it is first imported; None where it isn't one."""
        if self.finder is None:
            return None
        source = self.finder(name, level, self.file_of(place))
        if source is None:
            return None
        known = self.modules.get(source.file)
        if known is None and len(self.modules) < MAX_MODULES:
            known = self._run_module(source, place)
        return known

    def file_of(self, place: Place) -> str:
        """The file that a place stands in; empty for the one that is checked."""
        return self.foreign.get(id(place.unit), ("", None))[0]

    def _run_module(self, source: ModuleSource, place: Place) -> Module:
        """Run a module's units in a scope of its own; a cycle sees what is there by then."""
        env = Env(None)
        env.names["__name__"] = Const(source.name)
        module = self.modules[source.file] = Module(
            source.name, source.file, source.package, source.text, env
        )
        for unit in source.units:
            self.foreign[id(unit)] = (source.file, unit)
        caller, tapes, limit = self.frame, self.tapes, self.limit
        self.tapes = ()
        self.limit = min(limit, self.steps + MAX_STEPS_MODULE)
        path = CallPath(caller.path, place, source.name)
        home = caller.home or place
        try:
            for unit in source.units:
                self.frame = Frame(env, path, unit, None, home)
                self.frame.marks.append(self.heap.mark())
                if self.attempt(partial(self.block, unit.body)) == Flow.RAISE:
                    break
        except BudgetSpentError:
            if self.steps > limit:
                raise
            module.whole = False
        finally:
            self.frame, self.tapes, self.limit = caller, tapes, limit
        return module

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
        self.limit = self.steps + min((limit - self.steps) // 2, MAX_STEPS_VISIT)
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
        for given in (*args, *kwargs.values()):
            if isinstance(given, Obj):
                self.heap.put(given.fields, "%lost", TRUE)
        return self.call_unknown(func, args, kwargs, place)

    def is_abroad(self, func: Function) -> bool:
        """Whether a call leaves the checked file."""
        return self.frame.home is None and id(func.unit) in self.foreign

    def module_attribute(self, module: Module, name: str, place: Place) -> Value:
        """``module.name``: what the module binds, or a module of its package."""
        value = module.env.find(name)
        if value is not None:
            return value
        inner = self.project_module(f"{module.name}.{name}", 0, place) if module.package else None
        return inner or self.unknown(f"{module.name}.{name}", place)
