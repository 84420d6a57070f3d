"""Sums of gradients that are set back to zero before they are applied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import evidence, frames
from .carried import CARRYING

if TYPE_CHECKING:
    from collections.abc import Container, Sequence
    from typing import Any

    from .frames import Chain
    from .recording import Op

_STORE = "AssignVariableOp"
_ZEROS = frozenset({"Fill", "ZerosLike"})
_MOST_BETWEEN = 4000


def eagerly(gradient: Any, ops: Sequence[Op], known: Container[int]) -> Chain:
    """Where a sum was emptied that is applied now, and that some gradients were added to.

    ``known`` are the gradients that were asked for.
    """
    ops = ops[-_MOST_BETWEEN:]
    at, handle = _read_last(gradient, ops)
    if handle is None or not _is_zero(gradient):
        return ()
    writes = [i for i, op in enumerate(ops[:at]) if _writes(op) and handle in op.outs]
    if len(writes) < 2 or ops[writes[-1]].name != "assign:" + _STORE:
        return ()
    before, last = writes[-2:]
    added = evidence.history(ops[: before + 1], ops[before].ins)
    is_sum = any(number in known for number in added)
    return ops[last].chain if is_sum and not _is_used(handle, ops[before:last]) else ()


def _read_last(gradient: Any, ops: Sequence[Op]) -> tuple[int, Any]:
    """Which variable a gradient was read from, and before which operation; None where from none."""
    handle = getattr(getattr(gradient, "handle", None), "_id", None)
    number = getattr(gradient, "_id", None)
    if handle is not None:
        return len(ops), handle
    for at in range(len(ops) - 1, -1, -1):
        op = ops[at]
        if number not in op.outs:
            continue
        if op.name == "ReadVariableOp":
            return at, op.ins[0]
        if op.name not in CARRYING:
            break
        number = next(iter(op.ins), None)
    return 0, None


def _writes(op: Op) -> bool:
    return op.name.startswith("assign:")


def _is_used(handle: int, ops: Sequence[Op]) -> bool:
    """Whether anything but its shape was read of a variable, as to apply it after all."""
    read = {
        out for op in ops if op.name == "ReadVariableOp" and handle in op.ins for out in op.outs
    }
    return any(not read.isdisjoint(op.ins) for op in ops if op.name not in _ZEROS | {"Shape"})


def _is_zero(gradient: Any) -> bool:
    import numpy

    return not numpy.any(gradient.numpy())


def in_graph(gradient: Any) -> Chain:
    """The same while a function is traced: what is read after zeros were written is zero."""
    from tensorflow.python.framework import ops as framework

    graph: Any = framework.get_default_graph()
    ops = graph.get_operations()
    if hasattr(gradient, "handle"):
        handles = _inside(graph, gradient.handle._id)
    else:
        while gradient.op.type in CARRYING and gradient.op.graph is graph:
            gradient = gradient.op.inputs[0]
        if gradient.op.type != "ReadVariableOp" or gradient.op.graph is not graph:
            return ()
        ops = ops[: ops.index(gradient.op)]
        handles = {gradient.op.inputs[0]._id}
    writes = [op for op in ops if op.type.startswith("Assign") and op.inputs[0]._id in handles]
    emptied = writes and writes[-1].type == _STORE and _gives_zeros(writes[-1].inputs[1])
    return frames.from_traceback(writes[-1].traceback) if emptied else ()


def _inside(graph: Any, handle: int) -> set[int]:
    """Under which ids a graph knows the handle of a variable."""
    around = getattr(graph, "outer_graph", None)
    found = {handle} if around is None else _inside(around, handle)
    captures = getattr(graph, "captures", ())
    return found | {inner._id for outer, inner in captures if outer._id in found}


def _gives_zeros(tensor: Any) -> bool:
    from tensorflow.python.framework import tensor_util

    value = tensor_util.constant_value(tensor)
    if value is not None:
        return not value.any()
    if tensor.op.type == "Fill":
        return _gives_zeros(tensor.op.inputs[1])
    return bool(tensor.op.type == "ZerosLike")
