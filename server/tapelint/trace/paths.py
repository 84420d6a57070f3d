"""Ways through the operations that ran: what a source reaches, where every way to the target dies.

The answers are about what happened, so there is no maybe here: an operation was recorded or not,
its gradient came or it didn't.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from tapelint.trace.evidence import Body, Evidence, Op

META: Final = frozenset(
    {"Shape", "ShapeN", "Size", "Rank", "ZerosLike", "OnesLike", "BroadcastGradientArgs"}
    | {"VarIsInitializedOp", "VariableShape", "DestroyResourceOp", "ReadVariableOp:shape"}
)
CONDITIONS: Final = frozenset({"Greater", "GreaterEqual", "Less", "LessEqual", "Equal", "NotEqual"})
_MEANT: Final = 0.25
ALWAYS_NONE: Final = frozenset({"Floor", "Ceil", "Round", "Rint", "FloorDiv", "TruncateDiv"})
_ROUNDS: Final = frozenset({"While", "StatelessWhile"})
"""What repeats its body: in the next round, anything goes into anything."""
PIPELINES: Final = frozenset(
    {"FlatMapDataset", "InterleaveDataset", "MapDataset", "ParallelInterleaveDatasetV4"}
    | {"ParallelMapDataset", "ParallelMapDatasetV2"}
)
"""Steps of a data pipeline that run a function: all that it gives is in their one result."""
CALLS: Final = frozenset({"tf.function", "PartitionedCall", "StatefulPartitionedCall"})
_ARRAY_WRITES: Final = frozenset(
    {"TensorListSetItem", "TensorListPushBack", "TensorArrayWriteV3", "TensorArrayScatterV3"}
)
PYTHON: Final = frozenset({"EagerPyFunc", "PyFunc", "PyFuncStateless"})
BY_HAND: Final = "CustomGradient"
"""A function whose gradient the user gives."""
READS: Final = frozenset({"ReadVariableOp", "ResourceGather"})
"""Operations that give the numbers in a variable, the first of their inputs."""
LEAVES: Final = "py:"
WRITES: Final = "assign:"
STOP: Final = "StopGradient"
GRADIENT: Final = "gradient"


Ids = Sequence[int]


@dataclass(frozen=True, slots=True)
class Cut:
    """An operation where a way from a source dies, and how."""

    kind: str  # unrecorded | write | stop | op | integer | inner | missing | by hand
    op: Op
    inside: tuple[Op, ...] = ()  # the operation in a function or branch that it really is
    doubt: float = 0.0  # how much less likely it is the one to mend than another one is

    @property
    def innermost(self) -> Op:
        """The operation that a user can change."""
        return self.inside[-1] if self.inside else self.op


def reached(ops: Sequence[Op], ids: Iterable[int], skip: frozenset[str] = META) -> set[int]:
    """Every value that some values went into, themselves included."""
    found = set(ids)
    for op in ops:
        unseen = op.name == GRADIENT and not op.recorded
        if op.name not in skip and not unseen and any(i in found for i in op.ins):
            found.update(op.outs)
    return found


def needed(ops: Sequence[Op], targets: Iterable[int]) -> set[int]:
    """Every value that went into some values, themselves included.

    An earlier request for gradients that this tape didn't see ends a way: what an optimizer did in
    the steps before isn't part of this one.
    """
    found = set(targets)
    for op in reversed(ops):
        if any(out in found for out in op.outs) and not (op.name == GRADIENT and not op.recorded):
            found.update(op.ins)
    return found


def between(evidence: Evidence, ids: frozenset[int]) -> list[Op]:
    """The operations on a way from a source to the target, in the order in which they ran."""
    forward = reached(evidence.ops, ids)
    backward = needed(evidence.ops, evidence.targets)
    return [
        op
        for op in evidence.ops
        if op.name not in META
        and (op.recorded or op.name != GRADIENT)
        and any(i in forward for i in op.ins)
        and any(out in backward for out in op.outs)
    ]


def unseen_request(evidence: Evidence, ids: frozenset[int]) -> Op | None:
    """An inner request that the tape didn't see, whose result is what the target is made of."""
    forward = reached(evidence.ops, ids)
    backward = set(evidence.targets)
    for op in reversed(evidence.ops):
        if not any(out in backward for out in op.outs) or op.name.startswith(WRITES):
            continue
        if op.name == GRADIENT and not op.recorded and any(i in forward for i in op.ins):
            return op
        backward.update(op.ins)
    return None


def weakest(
    path: Sequence[Op], ids: frozenset[int], targets: frozenset[int], cut_at: Kills
) -> list[Cut]:
    """The cuts on the way that has the fewest of them, nearest the source first."""
    best: dict[int, tuple[Cut, ...]] = dict.fromkeys(ids, ())
    estimators: set[int] = set()  # the differences that a straight-through estimator stops
    whole: set[int] = set()  # what makes indices is the cut, not what looks them up
    for op in path:
        ways = [(i, best[i]) for i in op.ins if i in best]
        if not ways:
            continue
        if op.name == "Sub" and len(ways) > 1:
            estimators.update(op.outs)
        doubt = 0.0
        if op.name == STOP:
            doubt = _MEANT if estimators.isdisjoint(op.ins) else -_MEANT
        whole.update(set(op.outs) - set(op.floating))
        for out in op.outs:
            options: list[tuple[Cut, ...]] = [
                cuts if cuts and i in whole else _through(op, i, out, cuts, cut_at, doubt)
                for i, cuts in ways
                if _leads(op, i, out)
            ]
            if not options:
                continue
            shortest = min(options, key=_cost)
            if out in ids:
                continue  # what is written into a source isn't how it got to be one
            anew = op.name == BY_HAND or op.name.startswith(WRITES)
            if anew or out not in best or _cost(shortest) < _cost(best[out]):
                best[out] = shortest
    ends: list[tuple[Cut, ...]] = [best[target] for target in targets if target in best]
    easiest = min(ends, key=_cost, default=())
    return list(easiest)


def _leads(op: Op, entered: int, left: int) -> bool:
    """Whether a value that goes into an operation can have to do with one that comes out."""
    if op.name in _ROUNDS:
        return True
    for body in op.bodies:
        starts, ends = _starts(op, body, entered), _ends(op, body, left)
        if not starts or not ends or not reached(body.ops, starts).isdisjoint(ends):
            return True
    return not op.bodies


def _cost(cuts: tuple[Cut, ...]) -> float:
    """How bad a way is; one through a condition is hardly meant to be one.

    Of two ways, the one that is stopped by name is more likely to be so on purpose, unless it is
    a straight-through estimator that is turned the wrong way round.
    """
    names = [cut.innermost.name for cut in cuts]
    conditions = sum(name in CONDITIONS for name in names)
    return len(names) + 0.5 * conditions + sum(cut.doubt for cut in cuts)


Kills = Callable[[Op, int, int, bool], "Cut | None"]
"""The cut that an operation is for the way from one value into another; None where it passes.

The last argument says that the way is whole so far: the gradients seen behind a cut say nothing.
"""


def _through(
    op: Op, entered: int, left: int, cuts: tuple[Cut, ...], cut_at: Kills, doubt: float
) -> tuple[Cut, ...]:
    cut = cut_at(op, entered, left, not cuts)
    return cuts if cut is None else (*cuts, replace(cut, doubt=doubt))


# ---------------------------------------------------------------------- what kills a gradient


def killers(evidence: Evidence, tracked: set[int]) -> Kills:
    """Where no gradient passes, by what was seen of each operation."""

    def cut_at(op: Op, entered: int, left: int, whole: bool) -> Cut | None:
        if op.name.startswith(WRITES):
            return Cut("write", op)
        if op.name == "VarHandleOp":
            return None
        if not op.recorded:
            return Cut("unrecorded", op)
        states = evidence.states if whole else {}
        return _kill(op, entered, left, states, evidence.gradients, tracked)

    return cut_at


def _kill(
    op: Op,
    entered: int,
    left: int,
    states: Mapping[int, float | None],
    gradients: Mapping[str, str],
    tracked: set[int],
) -> Cut | None:
    if op.name == STOP:
        return Cut("stop", op)
    if gradients.get(op.name) == "none" and op.name not in ("Placeholder", "VarHandleOp"):
        return Cut("op", op)
    if op.name in ALWAYS_NONE:
        return Cut("op", op)
    if left not in op.floating and op.name not in ("VarHandleOp", "ReadVariableOp"):
        if not _is_carried(op):
            return Cut("integer", op)
        return _as_inside(op, inner_cut(op, entered, left, gradients))
    alive = left in states and states[left] is not None
    if alive and entered in states and states[entered] is None:
        inside = inner_cut(op, entered, left, gradients)
        return _as_inside(op, inside) or Cut(_inner_kind(op), op)
    if op.bodies and (left not in states or states[left] is None):
        return _as_inside(op, inner_cut(op, entered, left, gradients))
    if alive and entered not in states and op.name != "ReadVariableOp" and entered in tracked:
        return _as_inside(op, inner_cut(op, entered, left, gradients))
    return None


def _as_inside(op: Op, inside: Cut | None) -> Cut | None:
    """A cut in a body as one of the operation that runs it."""
    return None if inside is None else Cut(inside.kind, op, (inside.innermost,))


def _is_carried(op: Op) -> bool:
    """Variants and resources carry tensors of any type."""
    carries = op.bodies and op.name not in PYTHON
    return op.name.startswith(("TensorList", "Optional", "Stack")) or bool(carries)


def _inner_kind(op: Op) -> str:
    return "inner" if op.name == GRADIENT else "op"


def inner_cut(
    op: Op, entered: int, left: int, gradients: Mapping[str, str], zeros: bool = False
) -> Cut | None:
    """Where a way dies inside a function, a branch or a loop.

    With ``zeros`` nothing is None in there, as loops and branches fill in zeros: what dies is known
    by the operations alone.
    """
    for body, starts, ends, path in ways_inside(op, entered, left):
        forward = reached(body.ops, starts)
        kills = _inner_killers(body, forward, gradients, zeros)
        cuts = weakest(path, frozenset(starts), frozenset(ends), kills)
        if cuts:
            return cuts[0]
        by_hand = [inner for inner in path if inner.name == BY_HAND]
        if zeros and by_hand:
            return Cut("by hand", by_hand[0])
    return None


def ways_inside(op: Op, entered: int, left: int) -> Iterator[tuple[Body, Ids, Ids, list[Op]]]:
    """The operations in each body on the way of a value to another, with what that is in there."""
    for body in op.bodies:
        starts, ends = _starts(op, body, entered), _ends(op, body, left)
        if not starts or not ends:
            continue
        forward = reached(body.ops, starts)
        backward = needed(body.ops, ends)
        path = [
            inner
            for inner in body.ops
            if inner.name not in META
            and any(i in forward for i in inner.ins)
            and any(out in backward for out in inner.outs)
        ]
        yield body, starts, ends, path


def _inner_killers(
    body: Body, tracked: set[int], gradients: Mapping[str, str], zeros: bool
) -> Kills:
    """What kills a gradient inside a body, where everything is recorded."""

    def cut_at(op: Op, entered: int, left: int, whole: bool) -> Cut | None:
        if op.name.startswith(WRITES):
            return Cut("write", op)
        if zeros and op.name == "Sign":
            return Cut("op", op)
        if zeros and op.bodies:
            return _as_inside(op, inner_cut(op, entered, left, gradients, zeros))
        states = body.states if body.whole and whole else {}
        return _kill(op, entered, left, states, gradients, tracked)

    return cut_at


def _starts(op: Op, body: Body, entered: int) -> list[int]:
    """The inputs of a body that a value becomes."""
    return [
        body.inputs[at - body.offset]
        for at, i in enumerate(op.ins)
        if i == entered and 0 <= at - body.offset < len(body.inputs)
    ]


def _ends(op: Op, body: Body, left: int) -> list[int]:
    """The result of a body that a result of the call is."""
    at = op.outs.index(left) if left in op.outs else -1
    if 0 <= at < len(body.outputs) and op.name not in PIPELINES:
        return [body.outputs[at]]
    return list(body.outputs)


def within(ops: Sequence[Op]) -> Iterator[Op]:
    """Some operations and those inside of them."""
    for op in ops:
        yield op
        for body in op.bodies:
            yield from within(body.ops)


def lost_writes(ops: Sequence[Op], ids: Iterable[int], results: Iterable[int] = ()) -> Iterator[Op]:
    """Writes of some values into arrays that nothing takes on, in a graph.

    ``results`` are what a body gives back.
    """
    found = reached(ops, ids)
    taken = {i for op in ops for i in op.ins}.union(results)
    for op in ops:
        entering = [i for i in op.ins if i in found]
        if entering and op.name in _ARRAY_WRITES and taken.isdisjoint(op.outs):
            yield op
        for body in op.bodies if entering else ():
            starts = [start for i in entering for start in _starts(op, body, i)]
            yield from lost_writes(body.ops, starts, body.outputs)


def tracked_values(evidence: Evidence) -> set[int]:
    """Every value through which the tape could follow something that it watches."""
    found = {
        i
        for source in evidence.sources
        if source.watched or (source.variable and source.trainable and evidence.tape_watches)
        for i in source.ids
    }
    handles = {i for op in evidence.ops if op.name == "ReadVariableOp" for i in op.ins}
    if evidence.tape_watches:
        known = {i for source in evidence.sources if source.variable for i in source.ids}
        found |= handles - known
    for op in evidence.ops:
        written = op.name.startswith(WRITES)
        if op.recorded and not written and any(i in found for i in op.ins):
            found.update(op.outs)
    return found
