"""A function that ran under a tape, once more: its own gradients and values, one by one.

To a tape it is one operation. Where the gradient that comes out of it is NaN, infinite or zero and
the one that goes in isn't, only its own operations can say since when.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from . import norms, spoiled
from .lengths import lengths

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

_REPEATABLE = frozenset(
    {"Case", "If", "Multinomial", "PartitionedCall", "RandomStandardNormal"}
    | {"RandomUniform", "RandomUniformInt", "ReadVariableOp", "ResourceGather", "ResourceGatherNd"}
    | {"StatefulPartitionedCall", "TruncatedNormal", "While"}
)
"""Of what has an effect or depends on a state: what may run again without anybody noticing."""

_MOST_TENSORS = 3000


class Seen(NamedTuple):
    """By the ids of the tensors of a function: sizes of gradients, and values that aren't finite.

    Of such a value, whether it is NaN though nothing was that it is made of.
    """

    sizes: dict[int, float]
    spoiled: dict[int, bool]


def once_more(
    function: Any,
    given: Sequence[Any],
    arriving: Mapping[int, Any],
    outs: Sequence[int],
    is_spoiled: bool,
) -> Seen | None:
    """Run a function with the values that it was given and the gradients of its results.

    ``arriving`` are those by the ids of the results, ``outs`` the results. Its values are only
    looked at where some ``is_spoiled``. None where running it again would have an effect.
    """
    from tensorflow.python.eager import record
    from tensorflow.python.eager.polymorphic_function import polymorphic_function

    graph = function.graph
    if len(outs) > len(graph.outputs):  # behind its results stands what its gradient needs
        return None
    pairs = [(tensor, arriving.get(out)) for tensor, out in zip(graph.outputs, outs)]
    pairs = [(tensor, gradient) for tensor, gradient in pairs if hasattr(gradient, "_numpy")]
    definition = _without_effects(graph.as_graph_def())
    tensors = spoiled.floating(graph.get_operations())
    if not pairs or len(tensors) > _MOST_TENSORS or not _is_repeatable(definition):
        return None
    looked_at = spoiled.candidates(graph.get_operations(), [tensor for tensor, _ in pairs])
    values = spoiled.floating(looked_at) if is_spoiled else []

    def run(*arguments: Any) -> Any:
        inputs, gradients = arguments[: len(given)], arguments[len(given) :]
        return _inside(graph, definition, inputs, pairs, gradients, tensors, values)

    again = polymorphic_function.Function(run, "tapelint_again", autograph=False)
    with record.stop_recording():
        sizes, known = again(*given, *(gradient for _, gradient in pairs))
    numbers = {t._id: value.numpy() for t, value in zip(values, known)}
    flags = spoiled.spoiling(looked_at, numbers) if is_spoiled else []
    first = [(op, flag) for op, flag in zip(looked_at, flags) if flag]
    found = {
        t._id: float(size) for t, size in zip(tensors, sizes.numpy()) if size >= 0 or size != size
    }
    return Seen(found, {tensor._id: flag > 1 for op, flag in first for tensor in op.outputs})


def _inside(
    graph: Any,
    definition: Any,
    inputs: Sequence[Any],
    pairs: Sequence[tuple[Any, Any]],
    gradients: Sequence[Any],
    tensors: Sequence[Any],
    values: Sequence[Any],
) -> tuple[Any, list[Any]]:
    """In a graph: how large the gradients of the tensors of another are, and some of its values.

    Of a tensor without one it is ``UNSIZED``.
    """
    from tensorflow.python.framework import constant_op, dtypes, importer
    from tensorflow.python.ops import array_ops_stack, gradients_util

    given = {tensor.name: value for tensor, value in zip(graph.inputs, inputs)}
    wanted = [t for t, _ in pairs] + [*tensors, *values]
    names = [tensor.name for tensor in wanted]
    copied = importer.import_graph_def(definition, given, names)
    results, rest = copied[: len(pairs)], copied[len(pairs) :]
    own, shown = rest[: len(tensors)], rest[len(tensors) :]
    found = gradients_util._GradientsHelper(results, own, grad_ys=list(gradients))
    unsized = constant_op.constant(norms.UNSIZED, dtypes.float64)
    # Each by itself: what is summed up need not be kept until all are there.
    sizes = [unsized if one is None else lengths([one])[0] for one in found]
    return array_ops_stack.stack(sizes), list(shown)


def _without_effects(definition: Any) -> Any:
    """A graph without what only has an effect: what writes a variable, prints or tests."""
    kept = [node for node in definition.node if _gives(node.op)]
    names = {node.name for node in kept}
    for node in kept:
        after = [one for one in node.input if one[0] != "^" or one[1:] in names]
        del node.input[:]
        node.input.extend(after)
    found = type(definition)(versions=definition.versions, library=definition.library)
    found.node.extend(kept)
    return found


def _gives(kind: str) -> bool:
    """Whether an operation has results, as far as its kind is known."""
    from tensorflow.python.framework import op_def_registry

    known = op_def_registry.get(kind)
    return known is None or bool(known.output_arg)


def _is_repeatable(definition: Any) -> bool:
    """Whether nothing in a graph, or in the functions that it calls, has an effect or a state."""
    from tensorflow.python.framework import op_def_registry

    functions = {function.signature.name for function in definition.library.function}
    nodes = [*definition.node, *(n for f in definition.library.function for n in f.node_def)]
    kinds = {node.op for node in nodes} - functions - _REPEATABLE
    known = [op_def_registry.get(kind) for kind in kinds]
    return all(kind is not None and not kind.is_stateful for kind in known)
