"""Functions that go on with the model they were traced with, after its name got another one."""

from __future__ import annotations

import functools
import types
import weakref
from typing import TYPE_CHECKING, NamedTuple

from . import frames
from .held import captured, handle_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import Any

    from .care import Care
    from .report import Report


class Traced(NamedTuple):
    """How often a function was traced, and the models that it took from outside at that time."""

    times: int
    models: Mapping[str, Any]
    weights: Mapping[str, frozenset[Any]]


class Outdated:
    """Compares the models that a function takes from outside with those of its graphs."""

    def __init__(self, report: Report, care: Care) -> None:
        self._report = report
        self._care = care
        self._traced: weakref.WeakKeyDictionary[Any, Traced] = weakref.WeakKeyDictionary()

    def called(self, original: Callable[..., Any]) -> Callable[..., Any]:
        """What stands in the place of the call of a ``tf.function``."""
        from tensorflow.python.eager import context

        @functools.wraps(original)
        def call(function: Any, *args: Any, **kwargs: Any) -> Any:
            result = original(function, *args, **kwargs)
            if context.executing_eagerly():
                with self._care:
                    self._look(function)
            return result

        return call

    def _look(self, function: Any) -> None:
        """After a call: it was traced for it, or one of the models may be another one."""
        times = function.experimental_get_tracing_count()
        before = self._traced.get(function)
        if before is not None and before.times == times:
            if before.models:
                self._compare(function, before)
            return
        models = dict(_models(function))
        weights = {name: _weights(model) for name, model in models.items()}
        known = {name: weakref.ref(model) for name, model in models.items()}
        self._traced[function] = Traced(times, known, weights)

    def _compare(self, function: Any, before: Traced) -> None:
        now = dict(_models(function))
        changed = [n for n, model in now.items() if n in before.models]
        changed = [n for n in changed if before.models[n]() is not now[n]]
        if not changed:
            return
        self._traced[function] = before._replace(models={})  # once is enough
        graphs = [one.graph for one in function._list_all_concrete_functions()]
        read = {outer._id for graph in graphs for outer, _ in graph.captures}
        sites = [site for graph in graphs for site in getattr(graph, "_tapelint_sites", ())]
        code = function.python_function.__code__
        begins = ((code.co_filename, code.co_firstlineno, code.co_name),)
        for name in changed:
            new = _weights(now[name])
            if sites and new and read.isdisjoint(new) and not read.isdisjoint(before.weights[name]):
                called = frames.chain(4)[:2]
                self._report.beside(sites[0], "gradient", "outdated", name, begins, called)


def _models(function: Any) -> Iterator[tuple[str, Any]]:
    """The layers of Keras that a function finds in the scopes around it, by their names."""
    python = function.python_function
    if isinstance(python, types.FunctionType) and frames.is_users(python.__code__.co_filename):
        for name, value in captured(python):
            if hasattr(value, "_flatten_layers"):
                yield name, value


def _weights(model: Any) -> frozenset[Any]:
    return frozenset(map(handle_id, model.trainable_variables))
