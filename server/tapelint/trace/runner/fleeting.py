"""Variables that a model makes while it is called, and that nobody holds on to."""

from __future__ import annotations

import gc
import weakref
from typing import TYPE_CHECKING, NamedTuple

from . import evidence

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from typing import Any

    from .facts import Facts
    from .frames import Chain
    from .recording import Recording
    from .report import Report

_MOST = 200


class Made(NamedTuple):
    """A variable that was made while a tape recorded, and the request of that tape."""

    variable: weakref.ref[Any]
    number: Any
    name: str
    site: Chain
    kind: str


class Fleeting:
    """Notes variables that are made under a tape, left out of the sources, and gone later on."""

    def __init__(self, recording: Recording, report: Report) -> None:
        self._recording = recording
        self._report = report
        self._made: list[Made] = []

    def note(self, facts: Facts, read: Mapping[Any, Any]) -> None:
        """A tape was asked; ``read`` are the variables that it watched and nobody asked for."""
        if facts.info.graph is not None or len(self._made) > _MOST:
            return
        ops = self._recording.since(facts.info.start)
        made = {op.outs[0] for op in ops if op.name == "VarHandleOp" and op.outs}
        made &= read.keys()
        history = evidence.history(ops, facts.targets()) if made else set()
        for number in made & history:
            variable, asked = read[number], facts.asked
            name = str(variable.name).removesuffix(":0")
            known = Made(weakref.ref(variable), number, name, asked.site, asked.kind)
            self._made.append(known)

    def tell(self, asked_for: Collection[Any]) -> None:
        """Tell of those that are gone: no later request can have trained them."""
        made, self._made = self._made, []
        if made:
            gc.collect()  # layers know of each other
        for one in made:
            if one.variable() is None and one.number not in asked_for:
                chain = self._recording.made.get(one.number, ())
                self._report.beside(one.site, one.kind, "fresh-variable", one.name, chain, one.site)
