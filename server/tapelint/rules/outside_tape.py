"""The target is computed outside the recording of the tape that is asked.

## What it does
Reports the statement that computes a value before the tape records, after it has closed, while
it is paused or before it is reset, in another thread, or under another tape, if a request needs
that value.

## Why it breaks the gradient
A tape knows only what runs inside its `with` block, in the thread that entered it. For
everything else it has nothing to walk back along.

## Example
```python
import tensorflow as tf

x = tf.Variable(2.0)

y = x**2  # error: [outside-tape]
with tf.GradientTape() as tape:
    loss = y * 3.0
print(tape.gradient(loss, x))  # None
```

## Use instead
```python
import tensorflow as tf

x = tf.Variable(2.0)

with tf.GradientTape() as tape:
    y = x**2
    loss = y * 3.0
print(tape.gradient(loss, x))
```

## Fix safety
Moving the statement into the `with`, with what it needs, computes the same and is safe. Where
the block runs more often than the statement did, the move is unsafe; a value kept in an
attribute is shown only, since other methods may read it.

Where an inner `with` gives its tape the name of the one around it, the inner tape gets a name of
its own, up to the request that the outer one is meant to answer; that is safe.
"""

from __future__ import annotations

from collections.abc import Iterable

from tapelint.diagnostic import Fix
from tapelint.flow.proof import Proof
from tapelint.rules.base import Rule, Site, assigned_value, fact, operation
from tapelint.rules.fragment import Fragment
from tapelint.rules.phrases import code, outcome
from tapelint.text import Span

_REASONS = {
    "before": "outside the `with` of {tape}{line}",
    "after": "outside the `with` of {tape}{line}",
    "stopped": "while {tape} is paused",
    "thread": "in another thread, and {tape} records only its own",
}


class OutsideTape(Rule):
    """What the loss needs is not recorded."""

    code = "TL201"
    name = "outside-tape"
    kinds = ("outside",)

    def message(self, proof: Proof) -> str:
        """Say which value is computed where."""
        asked = proof.asked
        requested = asked is not None and asked.target_span == proof.span
        name = asked.target if asked and requested else fact(proof, "name") or fact(proof, "text")
        value = code(name) if name else "This value"
        recorder, around = fact(proof, "recorder"), proof.facts.get("around")
        if isinstance(around, Span):
            return (
                f"This `with` calls its tape {_tape(proof)} as well, and hides the one of line "
                f"{around.line}, which has recorded {value}: {outcome(proof)}."
            )
        if recorder:
            return (
                f"{code(recorder)} has recorded {value}, and {_tape(proof)}, which is asked here, "
                f"has not: {outcome(proof)}."
            )
        if fact(proof, "reason") == "reset":
            return f"{_tape(proof)} forgets here how {value} was computed, so {outcome(proof)}."
        return f"{value} is computed {_when(proof)}, so {outcome(proof)}."

    def hover(self, proof: Proof) -> str:
        """Explain what a tape sees."""
        return (
            "**Not recorded**: a tape sees what runs inside its `with` block, nothing else. Move "
            "the computation, from the variable on, into the block."
        )

    def narrow(self, proof: Proof, piece: Fragment) -> Span | None:
        """The value of an assignment."""
        if fact(proof, "reason") == "reset":
            return operation(proof, piece)
        return assigned_value(piece)

    def fixes(self, site: Site) -> Iterable[Fix]:
        """Move the computation into the block, or keep the recording."""
        if fact(site.proof, "reason") == "reset":
            from tapelint.fix.watch import keep

            return keep(site.source, site.proof)
        if "around" in site.proof.facts:
            from tapelint.fix.watch import named_apart

            return named_apart(site.source, site.proof)
        from tapelint.fix.move import into_recording

        return into_recording(site.source, site.proof)


def _tape(proof: Proof) -> str:
    return code(fact(proof, "tape") or "the tape")


def _when(proof: Proof) -> str:
    if proof.asked is not None and proof.asked.method == "minimize":
        return "before `minimize` calls the loss, the only moment at which it records"
    block = proof.facts.get("with_span")
    line = f" (line {block.line})" if isinstance(block, Span) else ""
    pattern = _REASONS.get(fact(proof, "reason"), "where {tape} isn't recording")
    return pattern.format(tape=_tape(proof), line=line)
