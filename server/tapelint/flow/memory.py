"""What was found in a function that nobody calls, kept as long as nothing it reads changes.

A function that the module's own run never calls is judged by itself, with unknown arguments. What
is found there depends on the text of the units that it can reach through names, and on nothing
else; so the finding is kept under those texts and moved along when lines above are edited.
"""

from __future__ import annotations

import ast
import bisect
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any, Final

from tapelint.diagnostic import RequestReport
from tapelint.flow.changes import changes_in
from tapelint.flow.nodes import nodes
from tapelint.flow.proof import Proof
from tapelint.flow.values import Found
from tapelint.syntax import Unit
from tapelint.syntax.recent import Recent
from tapelint.text import Span

MAX_RECORDS: Final = 2048
_MOST_NEW: Final = 128
_REQUESTS: Final = (
    *("gradient(", "custom_gradient", ".jacobian(", "batch_jacobian", "Tape", ".fit", "train_"),
    *("minimize", "def call(", ".compile("),
)
_TRAINING: Final = (".fit(", ".compile(", ".minimize(")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one run found, which functions it ran, which rows and modules of the project it used."""

    proofs: tuple[Proof, ...] = ()
    reports: tuple[RequestReport, ...] = ()
    unknowns: Counter[str] = field(default_factory=Counter)
    executed: tuple[ast.AST, ...] = ()
    rows: tuple[str, ...] = ()
    modules: tuple[Found, ...] = ()  # those that it was the first to lead to


@dataclass(frozen=True, slots=True)
class Record:
    """An outcome, with what it depends on: units, by their trees and the lines above each.

    A tree that was parsed again has other nodes than those that the outcome calls executed.
    """

    outcome: Outcome
    trees: tuple[tuple[ast.stmt, ...], ...]
    lines: tuple[int, ...]


class Memory:
    """Outcomes by the texts that they depend on, the oldest forgotten first."""

    def __init__(self) -> None:
        self._records = Recent[tuple[Any, ...], Record](MAX_RECORDS, _MOST_NEW)
        self._in_use = 0

    def recall(self, key: tuple[Any, ...], units: list[Unit]) -> Outcome | None:
        """What is known under a key, moved to where its units stand now."""
        record = self._records.get(key)
        if record is None or any(u.body is not t for u, t in zip(units, record.trees, strict=True)):
            return None
        self._in_use += 1
        return moved(record, [u.line for u in units])

    def keep(self, key: tuple[Any, ...], units: list[Unit], outcome: Outcome) -> None:
        """Remember an outcome."""
        self._in_use += 1
        self._records.pop(key)
        trees, lines = tuple(u.body for u in units), tuple(u.line for u in units)
        self._records.put(key, Record(outcome, trees, lines))

    def forget_oldest(self) -> None:
        """Forget what is too much, but nothing that was of use since the last time."""
        self._records.forget_oldest(self._in_use)
        self._in_use = 0


def moved(record: Record, lines: list[int]) -> Outcome:
    """An outcome whose units now have other numbers of lines above them."""
    if list(record.lines) == lines:
        return record.outcome

    def shift(span: Span) -> Span:
        i = max(bisect.bisect_left(record.lines, span.line) - 1, 0)
        by = lines[i] - record.lines[i]
        return Span(span.line + by, span.col, span.end_line + by, span.end_col)

    outcome = record.outcome
    return replace(
        outcome,
        proofs=tuple(_shifted(p, shift) for p in outcome.proofs),
        reports=tuple(_shifted(r, shift) for r in outcome.reports),
    )


def _shifted(value: Any, shift: Callable[[Span], Span]) -> Any:
    """A copy of a value with every span in it moved."""
    if isinstance(value, Span):
        return shift(value)
    if isinstance(value, tuple):
        return tuple(_shifted(v, shift) for v in value)
    if isinstance(value, dict):
        return {k: _shifted(v, shift) for k, v in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        changed = {f.name: _shifted(getattr(value, f.name), shift) for f in fields(value)}
        return replace(value, **changed)
    return value


# ---------------------------------------------------------------------- what a unit depends on


@dataclass(frozen=True, slots=True)
class Names:
    """The names that a unit reads and those that it gives to the module."""

    reads: frozenset[str]
    binds: frozenset[str]
    defines: bool  # a function or class: running it changes nothing but its name
    imports: bool
    asks: bool  # whether anything here could ask for a gradient
    attributes: frozenset[str]
    changed: frozenset[str]  # names of the module through which its functions change something


class Slices:
    """For each unit, the units whose text what is found in it depends on."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self.units = list(units)
        self.places = {id(unit): i for i, unit in enumerate(self.units)}
        self.names = [_names(u) for u in self.units]
        self.binders: dict[str, list[int]] = {}
        self.readers: dict[str, list[int]] = {}
        self.data: set[str] = set()
        for i, names in enumerate(self.names):
            for name in names.binds:
                self.binders.setdefault(name, []).append(i)
                if not names.defines and not names.imports:
                    self.data.add(name)
        changed = frozenset[str]().union(*(names.changed for names in self.names))
        self.data |= changed
        libraries = {n for names in self.names if names.imports for n in names.binds} - changed
        for i, names in enumerate(self.names):
            for name in names.reads - libraries:
                if name in self.binders:
                    self.readers.setdefault(name, []).append(i)

    def mentioned(self) -> frozenset[str]:
        """Every name that anything in the text uses, also as an attribute."""
        parts = [part for n in self.names for part in (n.reads, n.attributes)]
        return frozenset().union(*parts)

    def of(self, *units: Unit) -> list[Unit]:
        """The units that some units depend on, themselves among them, in order."""
        found = {self.places[id(unit)] for unit in units}
        todo = list(found)
        seen: set[str] = set()
        while todo:
            for name in self.names[todo.pop()].reads - seen:
                seen.add(name)
                near = self.binders.get(name, []) + [
                    i
                    for i in self.readers.get(name, ())
                    # Statements may change what a name stands for; so may functions, where
                    # it stands for data.
                    if not self.names[i].defines or name in self.data
                ]
                for i in near:
                    if i not in found:
                        found.add(i)
                        todo.append(i)
        return [self.units[i] for i in sorted(found)]


def asks(units: Iterable[Unit]) -> bool:
    """Whether any of these units could ask for a gradient."""
    return any(_names(u).asks for u in units)


def trains(units: Iterable[Unit]) -> bool:
    """Whether any of these units may have a library ask for gradients."""
    return any(word in unit.text for unit in units for word in _TRAINING)


_NAMES: OrderedDict[str, Names] = OrderedDict()


def _names(unit: Unit) -> Names:
    known = _NAMES.get(unit.text)
    if known is not None:
        return known
    reads: set[str] = set()
    binds: set[str] = set()
    attributes: set[str] = set()
    for node in (n for statement in unit.body for n in nodes(statement)):
        if isinstance(node, ast.Attribute):
            attributes.add(node.attr)
        elif isinstance(node, ast.Name):
            (reads if isinstance(node.ctx, ast.Load) else binds).add(node.id)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            binds.add(node.name)
        elif isinstance(node, ast.alias):
            binds.add((node.asname or node.name).partition(".")[0])
        else:
            # Half-typed statements name what they might bind.
            binds.update(getattr(node, "assigned", ()))
            reads.update(n for n in getattr(node, "names", ()) if isinstance(n, str))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    defines = all(isinstance(s, kinds) for s in unit.body)
    if defines:
        binds = {s.name for s in unit.body if isinstance(s, kinds)}
    imports = all(isinstance(s, (ast.Import, ast.ImportFrom)) for s in unit.body)
    asks = any(word in unit.text for word in _REQUESTS)
    changed = changes_in(unit.body).roots
    reads |= changed
    made = Names(
        frozenset(reads),
        frozenset(binds),
        defines,
        imports,
        asks,
        frozenset(attributes),
        changed,
    )
    _NAMES[unit.text] = made
    while len(_NAMES) > MAX_RECORDS:
        _NAMES.popitem(last=False)
    return made
