"""Asks a graph for the sizes of its gradients while it runs."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from .facts import About, dtype_of
from .lengths import lengths
from .norms import known as known_size
from .norms import state
from .report import last_of_lines
from .spoiled import candidates, finite, floating, spoiling
from .steps import Steps
from .table import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from .care import Care
    from .facts import Extent, Facts, Sizes
    from .frames import Chain
    from .report import Line, Report, Request


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
        self.handle: Any = None
        self._is_on = False
        self._table: Table | None = None
        self._looked_at: Sequence[Any] = ()
        self._gradients: Sequence[Any] = ()
        self._places: list[int] = []  # of each number that is told, where it stands among these
        self._shown = last_of_lines(chain for _, chain, _, _ in self._lines)
        self._told: list[str] = []  # how the sources looked when they were told in full
        self._steps = Steps()

    def put_into_graph(self) -> None:
        """Add to the graph what tells us the sizes: of every run, or in a rarely taken branch."""
        from tensorflow.python.framework import constant_op, dtypes, ops
        from tensorflow.python.ops import cond, gen_resource_variable_ops, math_ops

        graph, start, end = self.extent
        self._looked_at = candidates(graph.get_operations()[start:end], self.facts.target)
        losses = self.facts.target if self.facts.is_loss else ()
        wanted = [g for _, g in self.asked] + [g for _, g, _ in self.chosen] + [*losses]
        self._gradients = list({id(g): g for g in wanted}.values())
        places = {id(g): i for i, g in enumerate(self._gradients)}
        self._places = [places[id(g)] for g in wanted]
        if self.report.tells_later:
            self._table = Table(len(self._gradients), self._receive)
        else:
            with ops.init_scope():
                self.handle = self._switch()
                self.switch(True)
        with ops.name_scope(_NAME):
            if self._table is not None:
                spoiled = math_ops.logical_not(finite(self.facts.target))
                self._table.write(lengths(self._gradients), spoiled, self._flags)
            else:
                # The same variable by its name: a graph that captures nothing of ours can be saved.
                wanted = gen_resource_variable_ops.read_variable_op(self._switch(), dtypes.bool)
                cond.cond(wanted, self._tell, lambda: constant_op.constant(0))
        self.report.add_probe(self)

    def _switch(self) -> Any:
        from tensorflow.python.framework import dtypes
        from tensorflow.python.ops import gen_resource_variable_ops

        return gen_resource_variable_ops.var_handle_op(
            shape=[], dtype=dtypes.bool, shared_name="tapelint_%d" % id(self)
        )

    def switch(self, on: bool) -> None:
        """Let the next runs tell, or not."""
        from tensorflow.python.framework import constant_op
        from tensorflow.python.ops import gen_resource_variable_ops

        if self._table is not None or on == self._is_on:
            return
        self._is_on = on
        gen_resource_variable_ops.assign_variable_op(self.handle, constant_op.constant(on))

    def ran(self, step: int) -> None:
        """The function around ran: now and then, what its runs have written down is taken."""
        if self._table is not None and self._steps.ended(step):
            self.take()

    def take(self) -> None:
        """Take what runs have written down."""
        if self._table is not None:
            self._table.take()
            self._steps.taken()

    def _tell(self) -> Any:
        """In a graph: tell the sizes at once."""
        import numpy
        from tensorflow.python.framework import dtypes
        from tensorflow.python.ops import script_ops

        def receive(row: Any, flags: Any) -> Any:
            self._receive(row[None], flags)
            return numpy.int32(0)

        told = [lengths(self._gradients), self._flags()]
        return script_ops.numpy_function(receive, told, dtypes.int32)

    def _flags(self) -> Any:
        """In a graph whose target isn't finite: which operations are the first that aren't.

        Their results are handed over as they are, which takes next to nothing as long as it is.
        """
        import numpy
        from tensorflow.python.framework import dtypes
        from tensorflow.python.ops import array_ops, cond, script_ops

        count, tensors = len(self._looked_at), floating(self._looked_at)

        def look(*values: Any) -> Any:
            found: Any = numpy.zeros(count, numpy.int32)
            with self.care:
                numbers = dict(zip([tensor._id for tensor in tensors], values))
                found[:] = spoiling(self._looked_at, numbers)
            return found

        return cond.cond(
            finite(self.facts.target),
            lambda: array_ops.zeros([count], dtypes.int32),
            lambda: script_ops.numpy_function(look, tensors, dtypes.int32),
            name=_NAME,
        )

    def _receive(self, rows: Any, flags: Any) -> None:
        """The sizes of some runs, a row each; of the last one, which operations spoiled it."""
        import numpy

        with self.care:
            now = self.report.step(self.request)
            steps = [now] if self._table is None else self._steps.of(len(rows), now)
            sizes = numpy.asarray(rows)[:, self._places].tolist()
            again: list[tuple[int, list[float]]] = []
            for i, (step, values) in enumerate(zip(steps, sizes)):
                if self._looks_as_told(values):
                    again.append((step, values))
                    continue
                self._tell_again(again)
                again = []
                self._spoil(flags if i == len(steps) - 1 else None)
                self._told = self._look(values)
                self._received(step, values)
            self._tell_again(again)

    def _look(self, values: Sequence[float]) -> list[str]:
        """What became of the gradients of the sources, and of the target."""
        loss = self._loss(values)
        target = "" if loss is None or math.isfinite(loss) else "spoiled"
        return [*(state(value) for value in values[: len(self.asked)]), target]

    def _loss(self, values: Sequence[float]) -> float | None:
        """How large the target is; None where it isn't asked for."""
        return sum(values[len(self.asked) + len(self._lines) :]) if self.facts.is_loss else None

    def _looks_as_told(self, values: Sequence[float]) -> bool:
        """Whether all that is new in a run are numbers."""
        sizes = values[: len(self.asked) + len(self._lines)]
        return all(map(math.isfinite, sizes)) and self._look(values) == self._told

    def _tell_again(self, runs: Sequence[tuple[int, Sequence[float]]]) -> None:
        """Tell of runs that look as the one before: their sizes, in the same order."""
        if not runs:
            return
        known = len(self.asked)
        rows: list[list[Any]] = []
        for _, values in runs:
            lines: Sizes = [values[known + i] for i in self._shown]
            rows.append([self._sizes(values), lines, known_size(self._loss(values))])
        self.report.again(self.request, [step for step, _ in runs], rows)

    def _spoil(self, flags: Any) -> None:
        told = zip(self._looked_at, flags) if flags is not None else ()
        self.facts.spoiled = {
            t._id: bool(flag > 1) for op, flag in told if flag for t in op.outputs
        }

    def _sizes(self, values: Sequence[float]) -> Sizes:
        """The size of each source's gradient, None where none comes."""
        found: Sizes = list(self.request.sizes)
        for (i, _), value in zip(self.asked, values):
            found[i] = value
        return found

    def _received(self, step: int, values: Sequence[float]) -> None:
        states = dict(self.request.states)
        found = self._sizes(values)
        self.facts.loss = self._loss(values)
        lines: list[Line] = []
        for (number, chain, op, made), value in zip(self._lines, values[len(self.asked) :]):
            states[number] = value
            lines.append((chain, op, made, value))
        self.report.tell(
            self.request,
            step,
            self.facts.described(found),
            lines,
            About(self.facts, found, states, self.extent),
        )


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
