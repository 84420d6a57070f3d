"""The gradient's way by lines: from the sources over the user's lines to the target."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import evidence, frames

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    from .recording import Op

    Node = tuple[str, int] | int | None

MOST_EDGES = 400


def way(
    ops: Sequence[Op],
    sources: Sequence[Iterable[int]],
    targets: Iterable[int],
    states: Mapping[int, float | None],
    sizes: Sequence[float | None],
) -> list[list[Any]]:
    """Edges [from, to, norm]: of the target's gradient at the value that goes along the edge.

    ``from`` is the number of a source or [file, line], ``to`` is [file, line] or None for the
    target. Operations without a line of the user's belong to the lines that their values come
    from. What doesn't go into the target is left out.
    """
    targets = list(targets)
    history = evidence.history(ops, targets)
    origins: dict[int, list[Node]] = {}
    norms: dict[int, float | None] = dict(states)
    for position, numbers in enumerate(sources):
        for number in numbers:
            origins[number] = [position]
            norms[number] = sizes[position]
    edges: dict[tuple[Node, Node], float | None] = {}
    for op in ops:
        if not any(out in history for out in op.outs) or op.name.startswith("assign:"):
            continue
        entering = {node: number for number in op.ins for node in origins.get(number, ())}
        if not entering:
            continue
        here = _line(op)
        if here is not None:
            for node, number in entering.items():
                if node != here:
                    _add(edges, node, here, norms.get(number))
        for out in op.outs:
            origins[out] = list(entering) if here is None else [here]
            norms.setdefault(out, _largest(norms.get(number) for number in op.ins))
    for target in targets:
        for node in origins.get(target, ()):
            _add(edges, node, None, norms.get(target, 1.0))
    return [[_spelled(a), _spelled(b), size] for (a, b), size in edges.items()][:MOST_EDGES]


def _line(op: Op) -> tuple[str, int] | None:
    place = frames.spelled(op.chain[:1])
    return (place[0][0], place[0][1]) if place else None


def _add(
    edges: dict[tuple[Node, Node], float | None], start: Node, end: Node, size: float | None
) -> None:
    """Several values go the same way: the largest gradient stands for all."""
    edges[start, end] = _largest((edges.get((start, end)), size))


def _largest(sizes: Iterable[float | None]) -> float | None:
    return max((size for size in sizes if size is not None), default=None)


def _spelled(node: Node) -> Any:
    return list(node) if isinstance(node, tuple) else node
