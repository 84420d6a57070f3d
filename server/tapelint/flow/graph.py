"""The graph of tensors, and the smallest values: what a name can stand for, constants, nodes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from tapelint.flow.places import Place
    from tapelint.flow.values import Obj, Tape, Var

# How a source reaches a value; the order is the one in which parallel paths combine.
ABSENT: Final = 0
CUT: Final = 1
MAYBE: Final = 2
LIVE: Final = 3


class Value:
    """Anything a name can stand for."""

    __slots__ = ()


class Const(Value):
    """A Python scalar whose value is known."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value

    def __repr__(self) -> str:
        return repr(self.value)


NONE = Const(None)
TRUE = Const(True)
FALSE = Const(False)


class NoneGradient(Const):
    """The None that a gradient request was proved to return; remembers for which source."""

    __slots__ = ("request", "source")

    def __init__(self, source: Value, request: Any) -> None:
        super().__init__(None)
        self.source = source
        self.request = request


class Nothing(Const):
    """The None that a function gives because it ends without ``return``; knows where it ends."""

    __slots__ = ("function", "place")

    def __init__(self, function: str, place: Place) -> None:
        super().__init__(None)
        self.function = function
        self.place = place


class Edge:
    """One operand of a node: the value it reads and whether a gradient comes back to it."""

    __slots__ = ("state", "to", "why")

    def __init__(self, to: Node | Var | Obj, state: int, why: str = "") -> None:
        self.to = to
        self.state = state
        self.why = why


class Token:
    """One recording of a tape: from its start to its end or reset."""

    __slots__ = ("tape",)

    def __init__(self, tape: Tape) -> None:
        self.tape = tape


_NOTHING_GIVEN: Final[Mapping[str, Value]] = {}


class Node(Value):
    """A tensor, array or number in the graph, or a value nothing is known of (``opaque``).

    ``home`` tells what kind of object it is: tensor, numpy, python, symbolic (a Keras input not yet
    fed) or unknown. ``tapes`` are the recordings that were on when the operation ran. ``many`` says
    that it stands for each of several values, such as the parts that an operation gives. ``layer``
    is the library's layer that computed it.
    """

    __slots__ = (
        "bind",
        "curve",
        "dtype",
        "edges",
        "fact",
        "given",
        "held",
        "home",
        "kind",
        "layer",
        "many",
        "op",
        "place",
        "seq",
        "symbol",
        "tapes",
    )

    def __init__(
        self,
        seq: int,
        kind: str,
        op: str,
        edges: tuple[Edge, ...],
        place: Place | None,
        tapes: tuple[Token, ...],
        home: str,
        dtype: str,
    ) -> None:
        self.seq = seq
        self.kind = kind  # op | data | read | phi | opaque | grad | input
        self.op = op
        self.edges = edges
        self.place = place
        self.tapes = tapes
        self.home = home
        self.dtype = dtype
        self.symbol = ""
        self.curve = "unknown"
        self.bind: Binding | None = None
        self.fact: Any = None
        self.given: Mapping[str, Value] = _NOTHING_GIVEN  # arguments by parameter, numbers too
        self.many = False
        self.layer: Obj | None = None
        self.held: tuple[Edge, ...] = ()  # what an unknown object was given later on

    @property
    def opaque(self) -> bool:
        """Whether nothing is known of this value."""
        return self.kind == "opaque"

    def __repr__(self) -> str:
        return f"<{self.seq} {self.kind} {self.op} {self.home}/{self.dtype}>"


class Binding:
    """The last statement that gave a value a name."""

    __slots__ = ("form", "former", "name", "place", "seq")

    def __init__(
        self, name: str, form: str, place: Place, seq: int, former: Binding | None = None
    ) -> None:
        self.name = name
        self.form = form  # name | attribute | item
        self.place = place
        self.seq = seq
        if former is not None and former.place.node is place.node:
            former = former.former  # the same statement again
        self.former: Binding | None = former
