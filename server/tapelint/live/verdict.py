"""What is said of the gradients of one request, source by source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from tapelint.live.cells import label

State = Literal["flows", "none", "zero", "nan", "inf"]

_WORDS = {"none": "none", "zero": "zero", "nan": "NaN", "inf": "Inf"}


@dataclass(frozen=True, slots=True)
class Related:
    """A further line that explains why a gradient doesn't come."""

    file: str
    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of the gradient of one source.

    Attributes:
        name: what the program calls the source.
        state: ``flows``, ``none``, ``zero``, ``nan`` or ``inf``.
        norm: how large the gradient is; None where there is none or its size isn't known.
        reason: why it isn't as it should be; empty where it flows.
        rule: the rule that has a page about this, such as ``stop-gradient``.
        file, line, code, op: where the gradient ends, as far as it is known.
        related: further lines that explain it.
    """

    name: str
    state: State
    norm: float | None = None
    reason: str = ""
    rule: str | None = None
    file: str | None = None
    line: int | None = None
    code: str = ""
    op: str = ""
    related: tuple[Related, ...] = ()

    def __str__(self) -> str:
        return "\n".join(_lines(self, self.name))


@dataclass(frozen=True, slots=True)
class Explanation:
    """What became of each gradient of a request; ``str`` of it is meant to be read.

    Attributes:
        target: what the program calls the target.
        sources: a verdict for each source, in the order in which they were given.
        lines_known: whether the tape recorded while Tapelint watched; else only what TensorFlow
            itself remembers of a tape could be told.
    """

    target: str
    sources: tuple[Verdict, ...]
    lines_known: bool = True

    @property
    def flows(self) -> bool:
        """Whether every source has a gradient that is neither zero, NaN nor infinite."""
        return all(source.state == "flows" for source in self.sources)

    def __str__(self) -> str:
        lines = [f"Gradient of {self.target}"]
        alike: dict[Verdict, list[str]] = {}
        for source in self.sources:
            alike.setdefault(replace(source, name=""), []).append(source.name)
        for source, names in alike.items():
            lines += [f"  {line}" for line in _lines(source, ", ".join(names))]
        if not self.lines_known and not self.flows:
            lines.append(
                "The tape recorded while nobody watched, so no lines are known. To see them, put "
                "`with tapelint.watching():` around its `with` block and this call."
            )
        return "\n".join(lines)


def _lines(verdict: Verdict, names: str) -> Iterator[str]:
    if verdict.state == "flows":
        yield f"✓ {names}" + ("" if verdict.norm is None else f"  {verdict.norm:.3g}")
        return
    yield f"✗ {names}  {_WORDS[verdict.state]}"
    where = "" if verdict.file is None else f"{label(verdict.file)}:{verdict.line}: "
    if verdict.reason:
        yield f"    {where}{verdict.reason}" + (f"  [{verdict.rule}]" if verdict.rule else "")
    if verdict.code:
        yield f"      | {verdict.code}"
    for note in verdict.related:
        yield f"    {label(note.file)}:{note.line}: {note.message}"
