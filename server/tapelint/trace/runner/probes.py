"""Asks a graph for the sizes of its gradients while it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .facts import About, dtype_of
from .norms import is_slices, length
from .spoiled import candidates, flags

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from .care import Care
    from .facts import Extent, Facts
    from .frames import Chain
    from .report import Line, Report, Request


_HANDED = frozenset({"float16", "float32", "float64", "complex64", "complex128"})
_MOST_HANDED = 4096  # beyond, TensorFlow is faster than what comes here
_NAME = "tapelint_probe"  # what all our operations in a graph, and their functions, are called


class Probe:
    """Asks a graph for the sizes of its gradients while it runs."""

    def __init__(
        self,
        facts: Facts,
        report: Report,
        care: Care,
        request: Request,
        asked: Sequence[tuple[int, Any]],
        chosen: Sequence[tuple[Any, Any, Chain]],
        extent: Extent,
    ) -> None:
        self.facts = facts
        self.report = report
        self.care = care
        self.request = request
        self.asked = asked
        self.chosen = chosen
        self._lines = [
            (tensor._id, chain, tensor.op.type, (dtype_of(tensor), str(tensor.shape)))
            for tensor, _, chain in chosen
        ]
        self.extent = extent
        self.on = True
        self.handle: Any = None

    def put_into_graph(self) -> None:
        """Add a rarely taken branch to the graph that hands the gradients to us."""
        import numpy
        from tensorflow.python.framework import constant_op, dtypes, ops
        from tensorflow.python.ops import cond, gen_resource_variable_ops, script_ops

        def handle() -> Any:
            return gen_resource_variable_ops.var_handle_op(
                shape=[], dtype=dtypes.bool, shared_name="tapelint_%d" % id(self)
            )

        if not self.report.every_step:
            with ops.init_scope():
                self.handle = handle()
                self.switch(True)
        # The same variable by its name: a graph that captures nothing of ours can be saved.
        gradients = {id(g): g for g in self._gradients()}
        graph, start, end = self.extent
        looked_at = candidates(graph.get_operations()[start:end])

        def tell() -> Any:
            told = [_told(gradient) for gradient in gradients.values()]
            spoils = flags(looked_at, self.facts.target)
            return script_ops.numpy_function(receive, [spoils, *told], dtypes.int32)

        def receive(spoils: Any, *arrays: Any) -> Any:
            with self.care:
                sizes = dict(zip(gradients, map(length, arrays)))
                found = [op for op, spoil in zip(looked_at, spoils[1:]) if spoil and not spoils[0]]
                self.facts.spoiled = {tensor._id for op in found for tensor in op.outputs}
                self._received([sizes[id(g)] for g in self._gradients()])
            return numpy.int32(0)

        with ops.name_scope(_NAME):
            if self.handle is None:
                tell()
                return
            wanted = gen_resource_variable_ops.read_variable_op(handle(), dtypes.bool)
            cond.cond(wanted, tell, lambda: constant_op.constant(0))
            self.report.add_probe(self)

    def switch(self, on: bool) -> None:
        """Let the next runs tell, or not."""
        from tensorflow.python.framework import constant_op
        from tensorflow.python.ops import gen_resource_variable_ops

        self.on = on
        gen_resource_variable_ops.assign_variable_op(self.handle, constant_op.constant(on))

    def _gradients(self) -> list[Any]:
        return [g for _, g in self.asked] + [g for _, g, _ in self.chosen]

    def _received(self, values: Sequence[float]) -> None:
        """The sizes of one run."""
        states = dict(self.request.states)
        found = list(self.request.sizes)
        for (i, _), value in zip(self.asked, values):
            found[i] = value
        lines: list[Line] = []
        for (number, chain, op, made), value in zip(self._lines, values[len(self.asked) :]):
            states[number] = value
            lines.append((chain, op, made, value))
        self.report.ran(
            self.request,
            self.facts.described(found),
            lines,
            About(self.facts, found, states, self.extent),
        )


def _told(gradient: Any) -> Any:
    """What a graph hands over: a gradient, or of a large one its norm."""
    if not is_slices(gradient) and gradient.dtype.name in _HANDED:
        count = gradient.shape.num_elements()
        if count is not None and count <= _MOST_HANDED:
            return gradient
    return _symbolic_norm(gradient)


def _symbolic_norm(gradient: Any) -> Any:
    from tensorflow.python.framework import dtypes
    from tensorflow.python.ops import math_ops, nn_ops

    values = _rows(gradient) if is_slices(gradient) else gradient
    if values.dtype.is_complex:
        values = math_ops.abs(values)
    # Of a float32 the square can be too large or too small for one.
    return math_ops.sqrt(2.0 * nn_ops.l2_loss(math_ops.cast(values, dtypes.float64)))


def _rows(slices: Any) -> Any:
    """The rows of a sparse gradient, each once: what stands for one row adds up."""
    from tensorflow.python.ops import array_ops, math_ops

    rows, places = array_ops.unique(slices.indices)
    return math_ops.unsorted_segment_sum(slices.values, places, array_ops.size(rows))


def remove_probes(library: Any) -> None:
    """Take everything of ours out of functions that are to be saved; nothing else reads it."""
    for position in reversed(range(len(library.function))):
        function = library.function[position]
        if _NAME in function.signature.name:
            del library.function[position]
            continue
        _remove(function.node_def, lambda node: _NAME in node.name)
        for node in function.node_def:
            _remove(node.input, lambda name: _NAME in name)
        gone = [name for name, node in function.control_ret.items() if _NAME in node]
        _remove(function.signature.control_output, gone.__contains__)
        for name in gone:
            del function.control_ret[name]


def _remove(items: Any, is_ours: Callable[[Any], bool]) -> None:
    for position in reversed(range(len(items))):
        if is_ours(items[position]):
            del items[position]
