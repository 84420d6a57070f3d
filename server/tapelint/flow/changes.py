"""What the functions of a module change of its state: flags, settings, counters."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from tapelint.flow.nodes import asked_once, nodes

_FUNCTIONS: Final = (ast.FunctionDef, ast.AsyncFunctionDef)
_MUTATORS: Final = frozenset(
    {"add", "append", "clear", "extend", "insert", "pop", "remove", "setdefault", "update"}
)


@dataclass(frozen=True, slots=True)
class Changes:
    """The module's names that functions rebind, whose items and whose attributes they set."""

    names: frozenset[str] = frozenset()
    items: frozenset[str] = frozenset()
    attributes: frozenset[tuple[str, str]] = frozenset()

    def __or__(self, other: Changes) -> Changes:
        return Changes(
            self.names | other.names,
            self.items | other.items,
            self.attributes | other.attributes,
        )

    @property
    def roots(self) -> frozenset[str]:
        """The names through which anything is changed."""
        return self.names | self.items | {name for name, _ in self.attributes}


def changes_in(body: Iterable[ast.stmt]) -> Changes:
    """What the functions below some statements change of their module's state."""
    found = Changes()
    for func, owner in _functions(body, ""):
        found |= _changes_of(func)
        if owner and _takes_its_class(func):
            found |= _of_class(func, owner)
    return found


def _functions(body: Iterable[ast.AST], owner: str) -> Iterator[tuple[ast.AST, str]]:
    """The outermost functions below some statements, each with the name of its class."""
    for statement in body:
        if isinstance(statement, _FUNCTIONS):
            yield statement, owner
        elif isinstance(statement, ast.ClassDef):
            yield from _functions(statement.body, statement.name)
        else:
            for block in ("body", "orelse", "finalbody", "handlers"):
                yield from _functions(getattr(statement, block, ()), owner)


@asked_once
def _changes_of(func: ast.AST) -> Changes:
    inside = nodes(func)
    shared = {name for n in inside if isinstance(n, ast.Global) for name in n.names}
    stored = {n.id for n in inside if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load)}
    own = (stored | {n.arg for n in inside if isinstance(n, ast.arg)}) - shared
    items, attributes = set(), set()
    for node in inside:
        if isinstance(node, ast.Subscript) and _is_stored(node):
            items.add(_name(node.value))
        elif isinstance(node, ast.Attribute) and _is_stored(node):
            attributes.add((_name(node.value), node.attr))
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if node.func.attr in _MUTATORS:
                items.add(_name(node.func.value))
        elif isinstance(node, ast.Call) and _name(node.func) == "setattr":
            attributes |= _set_by(node)
    return Changes(
        frozenset(shared & stored),
        frozenset(items - own - {""}),
        frozenset((name, attribute) for name, attribute in attributes if name not in {"", *own}),
    )


def _set_by(call: ast.Call) -> set[tuple[str, str]]:
    """What ``setattr`` with a name in its text sets."""
    match call.args:
        case [owner, ast.Constant(value=str(name)), _]:
            return {(_name(owner), name)}
    return set()


def _takes_its_class(func: ast.AST) -> bool:
    given = func.args.args if isinstance(func, _FUNCTIONS) else []
    return bool(given) and given[0].arg == "cls"


def _of_class(func: ast.AST, owner: str) -> Changes:
    """The attributes of its class that a class method sets."""
    stored = (n for n in nodes(func) if isinstance(n, ast.Attribute) and _is_stored(n))
    return Changes(attributes=frozenset((owner, n.attr) for n in stored if _name(n.value) == "cls"))


def _is_stored(node: ast.Attribute | ast.Subscript) -> bool:
    return not isinstance(node.ctx, ast.Load)


def _name(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else ""
