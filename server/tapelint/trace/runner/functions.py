"""Calls of ``tf.function``: one operation to the tape, with a body that can be looked into."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from . import graphs
from .outdated import Outdated

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from .care import Care
    from .recording import Recording
    from .report import Report


class Functions:
    """Watches functions run, and keeps XLA off: it can't tell us anything from inside."""

    def __init__(self, recording: Recording, report: Report, care: Care) -> None:
        self._recording = recording
        self._report = report
        self._care = care
        self._outdated = Outdated(report, care)
        self._undo: list[tuple[Any, str, Any]] = []

    def install(self) -> None:
        """Watch all functions from now on."""
        from tensorflow.python.eager import context
        from tensorflow.python.eager.polymorphic_function import (
            concrete_function,
            polymorphic_function,
        )

        self._context = context
        concrete = concrete_function.ConcreteFunction
        self._replace(concrete, "_call_flat", self._called(concrete._call_flat))
        function = polymorphic_function.Function
        self._replace(function, "__init__", _uncompiled(function.__init__))
        self._replace(function, "__call__", self._outdated.called(function.__call__))

    def uninstall(self) -> None:
        """Leave everything as it was."""
        for owner, name, original in reversed(self._undo):
            setattr(owner, name, original)
        self._undo = []

    def _replace(self, owner: Any, name: str, new: Any) -> None:
        self._undo.append((owner, name, getattr(owner, name)))
        setattr(owner, name, new)

    def _called(self, original: Callable[..., Any]) -> Callable[..., Any]:
        recording, report = self._recording, self._report

        @functools.wraps(original)
        def call_flat(
            function: Any, tensor_inputs: Sequence[Any], captured_inputs: Sequence[Any]
        ) -> Any:
            thread = recording.thread
            if thread.quiet or not self._context.executing_eagerly():
                return original(function, tensor_inputs, captured_inputs)
            asks = report.asks(function.graph)
            thread.quiet += 1
            try:
                if asks:
                    with self._care:
                        self._look(function.graph)
                result = original(function, tensor_inputs, captured_inputs)
            except Exception as error:
                with self._care:
                    _note_missing(error, function.graph)
                raise
            finally:
                thread.quiet -= 1
            with self._care:
                if recording.on:
                    given = [*tensor_inputs, *captured_inputs]
                    recording.record_call(function, given, _flat(result), 3)
                if asks:
                    report.function_ran(function.graph)
            return result

        return call_flat

    def _look(self, graph: Any) -> None:
        """Look at this run of a function, or let it pass at its own speed."""
        wanted = self._report.function_runs(graph)
        if not self._recording.thread.active:
            self._recording.switch(wanted)


def _note_missing(error: Exception, graph: Any) -> None:
    """Note on an exception which operation has no gradient, if that is what raised.

    Under a tape the gradient of a function is put together when it is called.
    """
    if kind := graphs.without_gradient(error):
        found = graphs.last_of(kind, graphs.operations(graph))
        vars(error)["_tapelint_op"] = found


def _flat(result: Any) -> Any:
    from tensorflow.python.util import nest

    return nest.flatten(result, expand_composites=True)


def _uncompiled(original: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(original)
    def init(function: Any, *args: Any, **kwargs: Any) -> Any:
        if kwargs.get("jit_compile"):
            kwargs["jit_compile"] = None
        return original(function, *args, **kwargs)

    return init
