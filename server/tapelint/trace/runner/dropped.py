"""Computations that nobody takes the result of, while what went into them goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from typing import Any

    from .frames import Chain
    from .recording import Op


class Dropped(NamedTuple):
    """Where a result of the same shape as a value was dropped, and that value."""

    chain: Chain
    value: int


def dropped(
    ops: Sequence[Op], going_on: Collection[int], shapes: Mapping[int, Any]
) -> Iterator[Dropped]:
    """The last operations of what starts with some values, ends nowhere and could replace them.

    ``shapes`` are those of the values; of what has none that is known, any will do.
    """
    used = {number for op in ops for number in op.ins}
    origins: dict[int, int] = {number: number for number in going_on}
    for op in ops:
        if not op.chain or op.name.startswith("assign:"):
            continue
        if any(number in going_on for number in op.outs):
            continue
        entering = [origins[number] for number in op.ins if number in origins]
        if not entering:
            continue
        for number, shape in zip(op.outs, op.shapes):
            alike = [v for v in entering if None in (shape, shapes.get(v)) or shape == shapes[v]]
            origins[number] = (alike or entering)[0]
            if alike and used.isdisjoint(op.outs):
                yield Dropped(op.chain, alike[0])
