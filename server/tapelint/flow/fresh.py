"""Variables made anew on every pass: what is trained isn't what the next pass reads."""

from __future__ import annotations

from collections.abc import Iterator

from tapelint.flow.machine import Machine
from tapelint.flow.proof import Proof
from tapelint.flow.values import Place, Var
from tapelint.text import Span


def fresh_variables(machine: Machine) -> Iterator[Proof]:
    """Creation places whose variables were trained once and then replaced by new ones."""
    for made in machine.allocations.values():
        for var, following in zip(made, made[1:]):
            if _lost(machine, var, following):
                yield _proof(var)
                break


def _lost(machine: Machine, var: Var, following: Var) -> bool:
    """Whether a variable was trained once, never read again, and then made anew."""
    count, moment = var.fields.get("trained", (0, 0))
    if count != 1 or following.seq < moment or var.place is None:
        return False
    return not any(
        node.seq > moment
        for (owner, _, _), node in machine.read_cache.items()
        if owner == id(var)
    )


def _proof(var: Var) -> Proof:
    from tapelint.flow.prove import statement_span

    place = var.place
    assert place is not None
    facts: dict[str, str | Span] = {"name": var.name}
    return Proof(
        kind="fresh",
        span=place.span,
        statement=statement_span(place),
        symbol="tf.Variable",
        dead=(var.name,),
        whole=False,
        facts=facts,
    )


__all__ = ["Place", "fresh_variables"]
