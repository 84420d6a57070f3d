"""A function that nobody calls may run after others that changed what its module bound.

What a module binds holds when its text has run. What its functions set of that (a flag, a setting,
a counter) may be anything by the time that one of them is called from elsewhere.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable
from typing import Any

from tapelint.flow.changes import Changes, changes_in
from tapelint.flow.containers import Dict, Seq
from tapelint.flow.graph import Const, Node
from tapelint.flow.machine import Machine
from tapelint.flow.places import Place
from tapelint.flow.values import Class, Env, Module, Obj


class Changing(Machine):
    """Forgets what a module's functions may have changed before one of them runs."""

    def note_state(self, env: Env, body: Iterable[ast.stmt], place: Place) -> None:
        """A module has run; what is judged alone by now begins without what may change."""
        changes = changes_in(body)
        self.states.append((env, changes))
        if self.judges_alone:
            self._forget(env, changes, place)

    def forget_changed(self, place: Place) -> None:
        """Forget, of every module that has run, what its functions may have changed."""
        self.judges_alone = True
        for env, changes in self.states:
            self._forget(env, changes, place)

    def _forget(self, env: Env, changes: Changes, place: Place) -> None:
        for name in sorted(changes.names):
            self._forget_cell(env.names, name, place)
        for name in sorted(changes.items):
            value = env.names.get(name)
            if isinstance(value, Dict):
                for key in list(value.data):
                    self._forget_cell(value.data, key, place)
            self._forget_empty(env.names, name, place)
        for name, attribute in sorted(changes.attributes):
            owner = env.names.get(name)
            if isinstance(owner, Module):
                self._forget_cell(owner.env.names, attribute, place)
            elif isinstance(owner, (Class, Obj)):
                self._forget_cell(owner.fields, attribute, place)

    def _forget_cell(self, cells: dict[Any, Any], key: str, place: Place) -> None:
        value = cells.get(key)
        if isinstance(value, Const) and value.value is not None:
            self.heap.put(cells, key, self.opaque_data(key, place))
        elif isinstance(value, (Seq, Dict)):
            self._forget_empty(cells, key, place)
        elif value is not None and not isinstance(value, (Node, Obj, Module)):
            self.heap.put(cells, key, self.unknown(f"state {key}", place))

    def _forget_empty(self, cells: dict[Any, Any], key: str, place: Place) -> None:
        value = cells.get(key)
        if isinstance(value, (Seq, Dict)) and is_empty(value):
            self.heap.put(cells, key, self.unknown(f"state {key}", place))


def is_empty(value: Seq | Dict) -> bool:
    """Whether a container holds nothing as yet."""
    items = value.items if isinstance(value, Seq) else value.data
    return not items and value.rest is None
