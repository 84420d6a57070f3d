"""The rows that a project gives to functions that the table doesn't know."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType

from tapelint.config import OpRow, spelled_row
from tapelint.ops.table import Param, Row, canonical_name, lookup, rerooted

PROJECT = "project"
_FUNCTIONS = ("function", "activation")
_Written = tuple[str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True, slots=True, eq=False)
class ProjectRows:
    """Rows by canonical name; the same settings always give the same object."""

    rows: Mapping[str, Row] = field(default_factory=lambda: MappingProxyType({}))
    modules: frozenset[str] = frozenset()

    def get(self, name: str) -> Row | None:
        """The project's row for a symbol, given by any of its public names."""
        return self.rows.get(_canonical(name)) if self.rows else None

    def knows(self, name: str) -> bool:
        """Whether a canonical name is that of a row, or of a module that holds one."""
        return name in self.rows or name in self.modules


NO_ROWS = ProjectRows()


def project_rows(ops: Mapping[str, OpRow]) -> ProjectRows:
    """The rows that settings give."""
    if not ops:
        return NO_ROWS
    return _built(tuple((name, tuple(row.effects.items())) for name, row in ops.items()))


def row_faults(ops: Mapping[str, OpRow]) -> Iterator[str]:
    """A line for each row that would take the place of a built-in one, unless it says so."""
    for name, row in ops.items():
        known = lookup(name)
        if known is None or known.provenance == "signature":
            continue
        if known.kind not in _FUNCTIONS:
            yield f"{spelled_row(name)}: rows are for functions, and this is a {known.kind}"
        elif not row.override:
            yield (
                f"{spelled_row(name)}: Tapelint has a row for it (`tapelint op {name}` shows it);"
                " add `override = true` to use yours instead"
            )


@lru_cache(maxsize=64)
def _built(written: tuple[_Written, ...]) -> ProjectRows:
    rows = {_canonical(name): _row(_canonical(name), effects) for name, effects in written}
    modules = {
        name.rsplit(".", above)[0] for name in rows for above in range(1, name.count(".") + 1)
    }
    return ProjectRows(MappingProxyType(rows), frozenset(modules))


def _row(name: str, effects: tuple[tuple[str, str], ...]) -> Row:
    """The arguments are in the order in which they are written; the result is one tensor."""
    leaves = any(effect == "leaves" for _, effect in effects)
    return Row(
        name=name,
        kind="function",
        params=tuple(Param(param) for param, _ in effects),
        effects=MappingProxyType(dict(effects)),
        structure="tensor",
        home="numpy" if leaves else "tf",
        provenance=PROJECT,
    )


def _canonical(name: str) -> str:
    return canonical_name(name) or rerooted(name)
