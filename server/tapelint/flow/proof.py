"""What the engine proves of a program, in terms that rules, fixes and messages can use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from tapelint.diagnostic import Related, Step
from tapelint.text import Span

STORE: Final = "[]="
"""The operation that puts a value into an array: ``array[key] = value``."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A gradient request as the user wrote it.

    ``method`` is gradient, jacobian, batch_jacobian, fit, compile, minimize, add_loss or
    contract: what nothing in the file uses is judged by what its users will ask of it. ``text``
    is what a message calls it, such as ``tape.gradient(loss, w)``. ``applied`` is the
    ``apply_gradients`` call that consumes the result, where one is known. ``file`` is the name of
    the file that asks, if it is another one; ``span`` is then the call that leads there.
    """

    span: Span
    text: str
    method: str
    target: str = ""
    sources: str = ""
    applied: Span | None = None
    target_span: Span | None = None
    sources_span: Span | None = None
    file: str = ""

    @property
    def where(self) -> str:
        """Where it is asked, as a message says it; in another file, the call that leads there."""
        line = f"line {self.span.line}"
        return f"in `{self.file}` (called on {line})" if self.file else f"on {line}"


@dataclass(frozen=True, slots=True)
class Proof:
    """A proven break, at the one place whose repair mends it.

    Attributes:
        kind: what happened; each kind belongs to exactly one rule.
        span: the expression (or statement) where it happened.
        statement: the whole statement around ``span``.
        symbol: the operation as written there: ``tf.argmax``, ``//``, ``.numpy()``.
        op: the operation's canonical name, such as ``tf.math.argmax``, or empty.
        operand: the value that dies there, as written, or empty.
        asked: the request that suffers; None where the place itself is wrong in any case.
        dead: names of the sources that get no gradient.
        whole: whether every source of the request is dead (or the program certainly raises).
        related: further places, at most five, nearest the cut first.
        way: the lines from a dead source over this place to the request.
        facts: what else the rule needs: names, spans and dtypes, by key.
        beside: breaks of the same kind in the same statement, which are to be mended with it.
    """

    kind: str
    span: Span
    statement: Span
    symbol: str = ""
    op: str = ""
    operand: str = ""
    asked: Asked | None = None
    dead: tuple[str, ...] = ()
    whole: bool = True
    related: tuple[Related, ...] = ()
    way: tuple[Step, ...] = ()
    facts: Mapping[str, str | Span] = field(default_factory=dict)
    beside: tuple[Proof, ...] = ()
