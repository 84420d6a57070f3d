"""The inside of ``tf.function`` and control flow: graphs as operations, with their gradients."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from . import evidence, frames
from .norms import UNSIZED
from .python import BY_HAND, given_by
from .recording import BOUNDED, FLOAT, Op, writes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    from .asked import TapeInfo
    from .evidence import Body, Chains
    from .frames import Chain
    from .rerun import Seen

CALLS = frozenset({"PartitionedCall", "StatefulPartitionedCall"})
CHOICES = frozenset({"If", "StatelessIf", "Case", "StatelessCase"})
LOOPS = frozenset({"While", "StatelessWhile"})
_DEEPEST = 4
_NO_GRADIENT = re.compile(r"no entry for: (\w+)|gradient defined for operation.*type: (\w+)")


def operations(
    graph: Any, start: int = 0, end: int | None = None, tape: TapeInfo | None = None
) -> list[Op]:
    """The operations of a graph in order, as if ``tape`` had recorded them from ``start`` on."""
    from tensorflow.python.framework import ops as framework

    found = []
    for position, op in enumerate(graph.get_operations()[:end]):
        name = op.type
        ins = [tensor._id for tensor in op.inputs]
        outs = [tensor._id for tensor in op.outputs]
        kinds = [tensor.dtype.base_dtype.as_datatype_enum for tensor in op.outputs]
        if writes(name) and ins:
            name, outs, ins, kinds = "assign:" + name, ins[:1], ins[1:], [FLOAT]
        chain = frames.from_traceback(op.traceback)
        if name == "IdentityN" and (kind := _own_gradient(op)):
            name = BY_HAND
            chain = (*given_by(framework.gradient_registry.lookup(kind)), *chain)
        tapes = (tape,) if position >= start else ()
        body = op if op.type in CALLS or op.type in CHOICES or op.type in LOOPS else None
        found.append(
            Op(
                name,
                ins,
                outs,
                chain,
                tapes,
                kinds,
                [_shape(tensor) for tensor in op.outputs],
                body,
                _bound(op) if op.type in BOUNDED else None,
            )
        )
    return found


def without_gradient(error: BaseException) -> str:
    """The kind of operation that TensorFlow has no gradient for; empty if something else raised."""
    found = _NO_GRADIENT.search(str(error))
    return "" if found is None else found[1] or found[2]


def last_of(kind: str, ops: Sequence[Op], depth: int = 0) -> Chain:
    """Where the last operation of a kind ran, in functions and branches, too; empty if none did."""
    for op in reversed(ops):
        found: Chain = op.chain if op.name == kind else ()
        for graph in _graphs(op) if op.body is not None and depth < _DEEPEST else ():
            found = found or last_of(kind, operations(graph), depth + 1)
        if found:
            return found
    return ()


def _graphs(op: Op) -> list[Any]:
    """The graphs that an operation runs, as far as they can be looked into."""
    if op.name == "tf.function":
        return [op.body.graph]
    try:
        return [graph for graph, _ in _inner(op.body)]
    except Exception:
        return []


def _own_gradient(op: Any) -> str:
    """The name of the gradient that a user gave an operation; empty where it has its own."""
    try:
        return op.get_attr("_gradient_op_type").decode()  # type: ignore[no-any-return]
    except ValueError:
        return ""


def _bound(op: Any) -> float | None:
    """The one number among the operands that is written in the graph."""
    from tensorflow.python.framework import tensor_util

    values = [tensor_util.constant_value(tensor) for tensor in op.inputs if tensor.shape.rank == 0]
    return next((float(value) for value in values if value is not None), None)


def _shape(tensor: Any) -> tuple[Any, ...] | None:
    try:
        return tuple(tensor.shape.as_list())
    except Exception:
        return None


def floating(ops: Iterable[Any]) -> list[Any]:
    """The tensors of some graph operations that a gradient can have."""
    return [
        tensor
        for op in ops
        for tensor in op.outputs
        if tensor.dtype.is_floating or tensor.dtype.is_complex
    ]


def function_body(function: Any, chains: Chains, seen: Seen | None) -> Body:
    """The graph of a called function, and which of its tensors get a gradient from its results.

    What was ``seen`` of one call goes with it.
    """
    from tensorflow.python.framework import func_graph
    from tensorflow.python.ops import gradients_util

    graph = function.graph
    results = [t for t in graph.outputs if t.dtype.is_floating or t.dtype.is_complex]
    tensors = floating(graph.get_operations())
    states: dict[int, float | None] = {}
    if results:
        scratch = func_graph.FuncGraph("tapelint")
        try:
            with scratch.as_default():
                found = gradients_util._GradientsHelper(results, tensors, src_graph=graph)
            states = {t._id: None if g is None else UNSIZED for t, g in zip(tensors, found)}
        except Exception:
            states = {}
    found_body = _body([graph], [0], graph, states, chains, 0)
    if seen is not None:
        found_body[0]["sizes"] = {str(number): size for number, size in seen.sizes.items()}
        found_body[0]["spoiled"] = {str(number): turned for number, turned in seen.spoiled.items()}
    return found_body


def pipeline_body(function: Any, chains: Chains) -> Body | None:
    """The function of a step of a data pipeline: behind its elements it gets what it captured."""
    graph = getattr(function, "graph", None)
    if graph is None:
        return None
    elements = len(graph.inputs) - len(function.captured_inputs)
    return _body([graph], [1 - elements], None, {}, chains, 0)


def control_flow_body(op: Any, chains: Chains, depth: int = 0) -> Body | None:
    """The branches or the loop body of a graph operation; None where there is no looking inside."""
    try:
        inner = _inner(op)
        if not inner or depth >= _DEEPEST:
            return None
        graphs, offsets = [g for g, _ in inner], [o for _, o in inner]
        return _body(graphs, offsets, None, {}, chains, depth + 1)
    except Exception:
        return None


def _body(
    graphs: Sequence[Any],
    offsets: Sequence[int],
    whole: Any,
    states: Mapping[int, float | None],
    chains: Chains,
    depth: int,
) -> Body:
    """Bodies as plain data; an argument of the call is the tensor at its place less the offset."""
    parts = []
    for graph, offset in zip(graphs, offsets):
        ops = operations(graph)
        inputs = [tensor._id for tensor in graph.inputs]
        outputs = [tensor._id for tensor in graph.outputs]
        rows, bodies = evidence.exported(
            ops,
            None,
            chains,
            inputs,
            outputs,
            lambda op: None if op.body is None else control_flow_body(op.body, chains, depth),
        )
        parts.append(
            {
                "records": rows,
                "bodies": bodies,
                "inputs": inputs,
                "outputs": outputs,
                "offset": offset,
                "states": {str(key): value for key, value in states.items()},
                "whole": whole is not None,
            }
        )
    return parts


def _inner(op: Any) -> list[tuple[Any, int]]:
    """The graphs that an operation runs, and at which of its inputs theirs begin."""
    from tensorflow.python.ops import cond_v2
    from tensorflow.python.ops import control_flow_util_v2 as util

    if op.type in CHOICES:
        return [(graph, 1) for graph in cond_v2.get_func_graphs(op)]
    name = op.get_attr("body" if op.type in LOOPS else "f").name
    try:
        graph = op.graph._get_function(name).graph
    except Exception:
        graph = None
    if graph is None:
        graph = util.get_func_graph(op, [tensor.shape for tensor in op.inputs], name)
    return [(graph, 0)]
