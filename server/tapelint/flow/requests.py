"""Gradient requests: what was asked, of which tape, and how each source fared."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from tapelint.flow.containers import Seq
from tapelint.flow.graph import Node, Token, Value
from tapelint.flow.numbers.zeros import Zero
from tapelint.flow.places import Place
from tapelint.flow.values import Obj, Tape, Var

TRAINING: Final = "fit"
"""The label of a request that a library's training makes, with a tape of its own."""

CONTRACT: Final = "contract"
"""The label of a request that nobody makes here, but whoever uses what stands here will."""

ADDED: Final = "add_loss"
"""The label of what is asked of a loss that a layer adds: whether it trains anything by itself."""


@dataclass(frozen=True, slots=True)
class ByHand:
    """A gradient that a program gives itself: its function, and the place of each part of it.

    ``parts`` are the gradients for the operands, None where one isn't known. They were computed
    since the moment ``since``; whoever asks for a gradient computes them once more.
    """

    function: str
    places: tuple[Place, ...]
    parts: tuple[Value | None, ...] = ()
    since: int = 0


@dataclass(slots=True)
class Source:
    """One thing that a gradient is asked for."""

    value: Value
    certain: bool
    state: int = 0
    cut: Cut | None = None
    zero: Cut | None = None  # where its gradient becomes zero


@dataclass(slots=True)
class Cut:
    """Why a source gets no gradient, and where."""

    kind: str
    place: Place
    node: Node | None = None
    why: str = ""
    operand: Value | None = None
    dropped: Node | None = None  # what was computed from the source and then not used
    way: tuple[Node, ...] = ()  # from the target back to the source, over the cut
    beside: tuple[Cut, ...] = ()  # of the same kind, in the same statement, on other ways
    instead: Cut | None = None  # what is to be told where the dropped value isn't lost after all


@dataclass(frozen=True, slots=True)
class Hazard:
    """An operation whose gradient isn't finite at some entries.

    ``kind`` is ``masked-nan``, ``endless-slope``, ``rounded-log`` or ``nan-product``. ``guard`` is
    the ``tf.where``, ``operand`` the value that is out of its range (of a product with infinity the
    other factor), ``zero`` what shows that it is there (None if only its range says that it may
    be), ``bits`` the sources that get it, ``result`` NaN or infinite, ``far`` whether what the
    guard lets through ends far from such a point, ``data`` whether the operand isn't learned.
    """

    kind: str
    node: Node
    operand: Value
    bits: int
    guard: Node | None = None
    zero: Zero | None = None
    result: str = "NaN"
    far: bool = False
    data: bool = False
    chosen: bool = True  # whether it stands in the branch for the condition that holds


@dataclass(slots=True)
class Request:
    """One run of a call that asks for gradients."""

    place: Place
    method: str
    tape: Tape | None
    token: Token | None
    targets: list[Node]
    sources: list[Source]
    target_place: Place | None = None
    sources_place: Place | None = None
    given: Seq | None = None
    applied: Place | None = None
    optimizer: Obj | None = None  # which applied them
    seeds: list[Node] = field(default_factory=list)  # what output_gradients are given
    expects_none: bool = False  # the program itself says that a gradient is None
    misapplied: bool = False  # its gradients went to other variables than those asked for
    label: str = ""
    layer_names: dict[int, str] = field(default_factory=dict)
    seq: int = 0
    reasons: set[str] = field(default_factory=set)
    history: int = 0
    thawed: list[Var] = field(default_factory=list)  # what its list would hold by now, too
    hazards: list[Hazard] = field(default_factory=list)  # where its gradients aren't finite


@dataclass(frozen=True, slots=True)
class Borrower:
    """A function that Keras calls and that can hold no variables: ``ran`` is what it did.

    ``kind`` is ``lambda``, of a Lambda layer, or ``loss``, given to ``compile``.
    """

    kind: str
    place: Place
    ran: range


@dataclass(frozen=True, slots=True)
class Holder:
    """What hides layers from who lists the weights of a layer or module.

    ``kind`` is ``layers`` for an object of the class ``name`` in an attribute, ``class`` for an
    attribute of the class itself, and ``module`` for one of a ``tf.Module``.
    """

    name: str
    place: Place
    kind: str = "layers"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A variable that the target of a request depends on, and that Keras doesn't know of.

    ``name`` is the attribute that holds it, or what a message calls it, ``owner`` the layer or
    module that should know it. ``user`` is what uses it without holding it, or hides the layer that
    has it; None for a variable of a layer.
    """

    request: Request
    variable: Var
    name: str
    owner: Obj | None = None
    user: Borrower | Holder | None = None
