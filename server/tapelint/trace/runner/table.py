"""Rows of numbers that a graph writes down while it runs, to be read later.

A call from a graph into Python takes as long as the whole step of a small model; writing into a
variable takes next to nothing.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

ROWS = 32  # a loop inside a graph may write many; when all are full, they are handed over


class Table:
    """A table of ``width`` columns that graphs write into.

    ``receive`` gets every row once and in order, as an array of rows; with the last one comes what
    the graph has to say beside it, or None.
    """

    def __init__(self, width: int, receive: Callable[[Any, Any], None]) -> None:
        from tensorflow.python.framework import constant_op, dtypes, ops
        from tensorflow.python.ops import array_ops
        from tensorflow.python.ops import gen_resource_variable_ops as resources

        self._width = width
        self._receive = receive
        self._taken = 0
        self._lock = threading.Lock()
        with ops.init_scope(), ops.device("CPU:0"):
            self._rows, self._count = self._handles()
            nothing = array_ops.zeros([ROWS, width], dtypes.float64)
            resources.assign_variable_op(self._rows, nothing)
            resources.assign_variable_op(self._count, constant_op.constant(0, dtypes.int64))

    def write(self, row: Any, at_once: Any, beside: Callable[[], Any]) -> None:
        """In a graph: write a row; ``at_once`` hands it over together with what is ``beside``."""
        import numpy
        from tensorflow.python.framework import constant_op, dtypes, ops
        from tensorflow.python.ops import array_ops, cond, math_ops, script_ops
        from tensorflow.python.ops import gen_resource_variable_ops as resources

        with ops.device("CPU:0"):
            # The same variables by their names: a graph that captures nothing of ours can be saved.
            rows, count = self._handles()
            before = resources.read_variable_op(count, dtypes.int64)
            place = math_ops.floormod(before, constant_op.constant(ROWS, dtypes.int64))
            written = resources.resource_scatter_update(rows, place, row)
            with ops.control_dependencies([written]):
                after = before + 1
                counted = resources.assign_variable_op(count, after)

            def hand_over() -> Any:
                with ops.control_dependencies([counted]):
                    everything = resources.read_variable_op(rows, dtypes.float64)
                given = [everything, after, at_once, beside()]
                return script_ops.numpy_function(receive, given, dtypes.int32)

            def receive(everything: Any, until: Any, is_urgent: Any, more: Any) -> Any:
                with self._lock:
                    self._hand_over(everything, int(until), more if is_urgent else None)
                return numpy.int32(0)

            is_full = math_ops.equal(place, ROWS - 1)
            cond.cond(
                math_ops.logical_or(is_full, at_once),
                hand_over,
                lambda: array_ops.zeros([], dtypes.int32),
            )

    def take(self) -> None:
        """Outside of graphs: hand over what was written since the last time."""
        from tensorflow.python.framework import dtypes
        from tensorflow.python.ops import gen_resource_variable_ops as resources

        with self._lock:
            count = int(resources.read_variable_op(self._count, dtypes.int64).numpy())
            if count > self._taken:
                rows = resources.read_variable_op(self._rows, dtypes.float64).numpy()
                self._hand_over(rows, count, None)

    def _hand_over(self, rows: Any, until: int, beside: Any) -> None:
        start, self._taken = max(self._taken, until - ROWS), until
        self._receive(rows[[number % ROWS for number in range(start, until)]], beside)

    def _handles(self) -> tuple[Any, Any]:
        from tensorflow.python.framework import dtypes
        from tensorflow.python.ops import gen_resource_variable_ops as resources

        rows = resources.var_handle_op(
            shape=[ROWS, self._width],
            dtype=dtypes.float64,
            shared_name="tapelint_rows_%d" % id(self),
        )
        count = resources.var_handle_op(
            shape=[], dtype=dtypes.int64, shared_name="tapelint_count_%d" % id(self)
        )
        return rows, count
