"""What is asked of a source whose gradient isn't as it should be, and what the answer is."""

from __future__ import annotations

from dataclasses import dataclass

from tapelint.trace.evidence import Chain, Evidence, Line, SourceFacts
from tapelint.trace.sources import Sources


@dataclass(frozen=True, slots=True)
class Note:
    """A further place that explains a cut."""

    line: Line
    message: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Where a gradient ends: the line and operation, the reason in words, the rule about it."""

    line: Line | None
    op: str
    reason: str
    rule: str | None
    related: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """One source of a request that isn't as it should be."""

    evidence: Evidence
    position: int
    name: str
    state: str
    target: str
    site: Chain
    texts: Sources
    others_flow: bool
    zeros: frozenset[int] = frozenset()  # the positions of the sources whose gradient is zero

    @property
    def source(self) -> SourceFacts:
        """The source that is asked about."""
        return self.evidence.sources[self.position]
