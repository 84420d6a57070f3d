"""Lists of weights that were taken before a layer had any, and that its weights never get into."""

from __future__ import annotations

import sys
import weakref
from typing import TYPE_CHECKING

from . import frames
from .held import handle_id

if TYPE_CHECKING:
    from collections.abc import Collection
    from typing import Any

    from .facts import Facts
    from .frames import Chain
    from .report import Report

_MOST = 100


class Early:
    """Notes who lists the weights of a layer that has none yet, and which are asked for later."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._empty: weakref.WeakKeyDictionary[Any, Chain] = weakref.WeakKeyDictionary()
        # Of each layer: the request that its weights went into, and the weights.
        self._used: dict[Chain, tuple[Any, str, frozenset[Any]]] = {}

    def given(self, layer: Any, depth: int) -> None:
        """An empty list was given out to the code that is ``depth`` frames up."""
        if len(self._empty) >= _MOST or getattr(layer, "built", True):
            return
        if frames.is_users(sys._getframe(depth).f_code.co_filename):
            self._empty.setdefault(layer, frames.chain(depth))

    def asked(self, tape: Any, facts: Facts) -> None:
        """A tape was asked for some variables."""
        waiting = [one for one in list(self._empty.items()) if one[1] not in self._used]
        if not waiting or not facts.raw:
            return
        read = {handle_id(variable) for variable in tape.watched_variables()}
        for layer, chain in waiting:
            own = frozenset(map(handle_id, layer.trainable_variables))
            if own and own <= read:
                self._used[chain] = (facts.asked, str(layer.name), own)

    def tell(self, asked_for: Collection[Any]) -> None:
        """Tell of weights that no request has ever asked for."""
        used, self._used = self._used, {}
        for chain, (asked, name, own) in used.items():
            if own.isdisjoint(asked_for):
                self._report.beside(asked.site, asked.kind, "early", name, chain, asked.site)
