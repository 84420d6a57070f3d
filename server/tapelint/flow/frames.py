"""The frames of calls in progress, how blocks end, and what is noted beside the graph."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from tapelint.flow.graph import Value
from tapelint.flow.heap import Delta
from tapelint.flow.places import CallPath, Place
from tapelint.flow.values import Env, Function, Var

if TYPE_CHECKING:
    from tapelint.syntax import Unit


class BudgetSpentError(Exception):
    """The program is larger than the budget; what was proved so far stands."""


class GeneratorStoppedError(Exception):
    """The consumer of a generator needs no more of it."""


class ProgramRaisedError(Exception):
    """The program certainly raises here; what catches it goes on."""


class Flow:
    """How a block of statements ended."""

    NEXT: Final = 0
    RETURN: Final = 1
    BREAK: Final = 2
    CONTINUE: Final = 3
    RAISE: Final = 4


class Pending:
    """A way that left a block early on one side of a branch, to be merged where it arrives."""

    __slots__ = ("delta", "flow", "level", "value")

    def __init__(self, flow: int, delta: Delta, value: Value | None, level: int) -> None:
        self.flow = flow
        self.delta = delta
        self.value = value
        self.level = level  # how deep in loops: a break leaves its own loop alone

    def arrives(self, flow: int, frame: Frame) -> bool:
        """Whether this way joins where a frame is now."""
        return self.flow == flow and (flow == Flow.RETURN or self.level == len(frame.marks))


class Frame:
    """One call in progress."""

    __slots__ = (
        "env",
        "function",
        "guards",
        "home",
        "marks",
        "path",
        "pending",
        "result",
        "unit",
        "yielded",
    )

    def __init__(
        self,
        env: Env,
        path: CallPath,
        unit: Unit,
        function: Function | None,
        home: Place | None = None,
    ) -> None:
        self.home = home  # where in the checked file this was called, if it is in another one
        self.env = env
        self.path = path
        self.unit = unit
        self.function = function
        self.result: Value | None = None
        self.pending: list[Pending] = []
        self.marks: list[int] = []
        self.yielded: Callable[[Value], int] | None = None
        self.guards = 0  # how many ``try`` blocks with handlers of this call are under way


class Misuse:
    """Something that is wrong at a place whatever is asked for."""

    __slots__ = ("facts", "kind", "other", "place")

    def __init__(
        self, kind: str, place: Place, other: Place | None, facts: dict[str, object]
    ) -> None:
        self.kind = kind
        self.place = place
        self.other = other
        self.facts = facts


class KeptGraph:
    """A ``call`` under ``tf.function`` that Keras traced to build the layers in it.

    The weights made between ``since`` and ``until`` are in that first graph as they were made. It
    surely serves the call that it was traced in, and others with inputs of the same shape.
    """

    __slots__ = ("place", "since", "until")

    def __init__(self, since: int, place: Place) -> None:
        self.since = since
        self.until = 0  # as long as it is being traced
        self.place = place

    def holds(self, var: Var) -> bool:
        """Whether this graph knows a variable only as it was made."""
        return self.since < var.seq and not (self.until and self.until < var.seq)
