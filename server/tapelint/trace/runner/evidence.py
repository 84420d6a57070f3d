"""What an explanation needs: the operations between sources and target, as plain data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import frames

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any

    from .asked import TapeInfo
    from .frames import Chain
    from .recording import Op

    Row = list[Any]  # an operation as it is written down
    Body = list[dict[str, Any]]  # its branches, or what it calls or repeats

FLOATING = frozenset({1, 2, 8, 14, 18, 19})  # float, double, complex64, bfloat16, complex128, half
CARRYING = FLOATING | {20, 21}  # resources and variants hold tensors, in lists for example
MOST = 60000


class Chains:
    """Call chains, each written once."""

    def __init__(self) -> None:
        self.spelled: list[list[list[Any]]] = []
        self._known: dict[Chain, int] = {}

    def index(self, chain: Chain) -> int:
        """The number of a chain."""
        at = self._known.get(chain)
        if at is None:
            at = self._known[chain] = len(self.spelled)
            self.spelled.append(frames.spelled(chain))
        return at


def exported(
    ops: Sequence[Op],
    tape: TapeInfo | None,
    chains: Chains,
    sources: Iterable[int],
    targets: Iterable[int],
    body_of: Callable[[Op], Body | None],
) -> tuple[list[Row], list[Body]]:
    """The operations that have to do with sources or targets, in order, as plain lists.

    Each is [name, ins, outs, chain, recorded, floating outs, body, width, bound]: the width is the
    length of the last axis of its last result, or -1. What neither comes from a source nor goes
    into a target is left out.
    """
    kept = _relevant(ops, sources, targets)[-MOST:]
    bodies: list[Body] = []
    rows: list[Row] = []
    for op in kept:
        number = -1
        body = body_of(op)
        if body is not None:
            number = len(bodies)
            bodies.append(body)
        floating = [out for out, kind in zip(op.outs, op.dtypes) if kind in CARRYING]
        recorded = tape is None or tape in op.tapes
        chain, width = chains.index(op.chain), _width(op)
        start = [op.name, op.ins, op.outs, chain, recorded]
        rows.append([*start, floating, number, width, op.bound])
    return rows, bodies


def _width(op: Op) -> int:
    shape = op.shapes[-1] if op.shapes else None
    return shape[-1] if shape and shape[-1] is not None else -1


def _relevant(ops: Sequence[Op], sources: Iterable[int], targets: Iterable[int]) -> list[Op]:
    reached = set(sources)
    forward = set()
    for position, op in enumerate(ops):
        if any(i in reached for i in op.ins):
            reached.update(op.outs)
            forward.add(position)
    needed = set(targets) | set(sources)
    backward = set()
    for position in range(len(ops) - 1, -1, -1):
        if any(out in needed for out in ops[position].outs):
            needed.update(ops[position].ins)
            backward.add(position)
    return [op for position, op in enumerate(ops) if position in forward or position in backward]


def history(ops: Sequence[Op], targets: Iterable[int]) -> set[int]:
    """The values that went into some targets, themselves included."""
    found = set(targets)
    for op in reversed(ops):
        if any(out in found for out in op.outs):
            found.update(op.ins)
    return found


def gradients_of(names: Iterable[str]) -> dict[str, str]:
    """For each kind of operation: "gradient", "none" (not differentiable) or "missing"."""
    from tensorflow.python.framework import ops

    registered = ops.gradient_registry._registry
    found = {}
    for name in names:
        entry = registered.get(name)
        if entry is None:
            found[name] = "missing"
        else:
            found[name] = "none" if entry["type"] is None else "gradient"
    return found
