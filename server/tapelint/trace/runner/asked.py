"""A recording of a tape and a request to one, as far as we know them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType
    from typing import Any

    from .frames import Chain


class TapeInfo:
    """What we know of one recording of a tape."""

    def __init__(self, made: Chain, start: int, sampled: bool, graph: Any, tape: Any) -> None:
        self.made = made
        self.start = start
        self.sampled = sampled
        self.graph = graph  # the graph it was started in; None where it runs eagerly
        self.watched: dict[int, int] = {}  # id -> the moment of `watch`
        self.persistent = bool(tape._persistent)
        self.watches = bool(tape._watch_accessed_variables)


class Asked:
    """A request under way."""

    def __init__(
        self,
        tape: Any,
        info: TapeInfo | None,
        kind: str,
        site: Chain,
        sources: Any,
        target: Any,
        frame: FrameType | None,
        wanted: bool,
    ) -> None:
        self.tape = tape
        self.info = info
        self.kind = kind
        self.site = site
        self.sources = sources
        self.target = target
        self.frame = frame
        self.names: list[str] | None = None  # what the sources are called in that frame
        self.target_name = ""
        self.later: Callable[[list[Any]], None] | None = None  # told once its result is there
        self.wanted = wanted  # whether it is told
        self.zeros = False  # whether zeros are asked for in the place of None
        self.targets: list[int] | None = (
            None  # ids of the target where the one that is asked for is made of it
        )
