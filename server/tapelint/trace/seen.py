"""What a trace found: requests with their sources, lines with their gradients, errors."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Final

DISCARDED: Final = "discarded-result"


class State(Enum):
    """What became of the gradient of one source."""

    FLOWS = "flows"
    NONE = "none"
    ZERO = "zero"
    NAN = "nan"
    INF = "inf"


class Trouble(Enum):
    """What is wrong with a source although a gradient comes to it."""

    UNLEARNED = "never learns"
    UNUSED = "not as meant"
    SPOILED = "not finite"


class Stopped(Enum):
    """Why a traced program ended."""

    FINISHED = "finished"
    LIMIT = "limit"
    TIMEOUT = "timeout"
    CANCELLED = "cancelled"
    CRASHED = "crashed"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A line of a file, counted from 1."""

    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Note:
    """A further place that explains a cut."""

    place: Place
    message: str


@dataclass(frozen=True, slots=True)
class Cut:
    """Where a gradient ends: the operation there, why, and the rule whose page is about it."""

    place: Place
    op: str
    reason: str
    rule: str | None = None
    related: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A source of a request: what became of its gradient, and where it was cut."""

    name: str
    state: State
    norm: float | None = None
    cut: Cut | None = None
    dtype: str = ""
    shape: str = ""

    @property
    def trouble(self) -> Trouble | None:
        """Why a gradient that comes isn't what was wanted: the place of its cut says more.

        Of a target that is NaN or infinite while all gradients are fine, it is the target itself.
        """
        if self.state is not State.FLOWS or self.cut is None:
            return None
        if self.cut.rule is None:
            return Trouble.SPOILED
        return Trouble.UNUSED if self.cut.rule == DISCARDED else Trouble.UNLEARNED

    @property
    def is_idle(self) -> bool:
        """Whether a gradient comes that is zero in all of its entries, and needn't stay so."""
        return self.state is State.FLOWS and self.norm == 0


@dataclass(frozen=True, slots=True)
class Step:
    """A piece of the gradient's way: a value that goes from a source or line to a line or target.

    ``start`` is the position of a source among the request's, or a place; ``end`` is a place, or
    None for the target. ``norm`` is that of the target's gradient at the value; None for no
    gradient, a negative one for a gradient whose size isn't known.
    """

    start: int | Place
    end: Place | None
    norm: float | None


@dataclass(frozen=True, slots=True)
class Gradient:
    """One request at one step: of each call chain the first, the last and the worst are kept.

    ``call`` is gradient, jacobian, batch_jacobian, fit or train_step; ``mode`` eager or graph.
    ``steps`` is how often this chain asked; ``chain`` are the calls that led to it; ``way`` is that
    of the step shown, or of one that looked the same.
    """

    place: Place
    call: str
    step: int
    mode: str
    target: str
    sources: tuple[Source, ...]
    steps: int = 1
    chain: tuple[Place, ...] = ()
    history: tuple[tuple[int, tuple[float | None, ...]], ...] = ()
    way: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class LineSeen:
    """The last operation of a line under a tape, and the gradient of the target there."""

    place: Place
    op: str
    dtype: str
    shape: str
    norm: float | None
    state: State


@dataclass(frozen=True, slots=True)
class ErrorSeen:
    """An exception that has to do with gradients: the line that caused it, and that raised it.

    ``related`` are further places that explain it; ``reason`` says what is wrong with the line that
    caused it, and ``rule`` has a page about that: empty and None where the message must do.
    """

    place: Place
    type: str
    message: str
    raised_at: Place
    related: tuple[Note, ...] = ()
    reason: str = ""
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class Trace:
    """One traced run of a program."""

    file: str
    python: str = ""
    tensorflow: str = ""
    program_exit: int | None = None
    gradients: tuple[Gradient, ...] = ()
    lines: tuple[LineSeen, ...] = ()
    errors: tuple[ErrorSeen, ...] = ()
    stopped: Stopped = Stopped.FINISHED
    notes: tuple[str, ...] = field(default=())

    @property
    def flows(self) -> bool:
        """Whether every source of every request got a gradient of use, and nothing went wrong."""
        sources = [source for gradient in self.gradients for source in gradient.sources]
        whole = all(source.state is State.FLOWS and source.trouble is None for source in sources)
        return whole and not self.errors

    @property
    def files(self) -> list[str]:
        """Every file that the trace speaks of, the traced one first."""
        places: list[Place | int | None] = [seen.place for seen in self.lines]
        for gradient in self.gradients:
            places.append(gradient.place)
            places += (end for step in gradient.way for end in (step.start, step.end))
            for cut in (source.cut for source in gradient.sources if source.cut is not None):
                places += (cut.place, *(note.place for note in cut.related))
        for error in self.errors:
            places += (error.place, error.raised_at, *(note.place for note in error.related))
        named = (place.file for place in places if isinstance(place, Place))
        return list(dict.fromkeys([self.file, *named]))

    def label(self, cut: Cut) -> str:
        """What is to be said at the place of a cut: a gradient that comes isn't cut there."""
        sources = (s for g in self.gradients for s in g.sources if s.cut == cut)
        return "here" if all(source.trouble for source in sources) else "cut here"
