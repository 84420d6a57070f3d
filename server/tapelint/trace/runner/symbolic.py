"""``tf.gradients`` in a function that is traced: a request to the graph, without a tape."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from . import frames
from .answers import Answer
from .asked import Asked, TapeInfo

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from .tapes import Tapes

_USUAL = {"name", "grad_ys", "unconnected_gradients"}


class WholeGraph:
    """Stands for the tape: a graph remembers all that it was given."""

    _persistent = True
    _watch_accessed_variables = True

    def watched_variables(self) -> list[Any]:
        """None that it would have found by itself."""
        return []


class Symbolic(Answer):
    """A request that TensorFlow answers from the graph."""

    def __init__(self, plain: Callable[..., Any], *request: Any) -> None:
        super().__init__(*request)
        self._plain = plain

    def _backward(self, tape: Any, more: Sequence[Any]) -> Any:
        return self._plain(self.target, [*self.facts.raw, *more], grad_ys=self.given)


def watched(tapes: Tapes, original: Callable[..., Any]) -> Callable[..., Any]:
    """``tf.gradients`` that reports what it is asked for while a function is traced."""
    from tensorflow.python.framework import ops
    from tensorflow.python.util import nest

    @functools.wraps(original)
    def gradients(ys: Any, xs: Any, *args: Any, **kwargs: Any) -> Any:
        graph = ops.get_default_graph()
        usual = not args and kwargs.keys() <= _USUAL
        if tapes.care.aside or not (usual and graph.building_function):
            return original(ys, xs, *args, **kwargs)
        answer = None
        with tapes.care:
            sources = nest.flatten(xs)
            site = tapes.chain(2)
            info = TapeInfo(site, 0, True, graph, WholeGraph())
            info.watched = {n: 0 for source in sources for n in tapes.ids(source)}
            wanted = tapes.report.is_wanted((), site)
            asked = Asked(None, info, "gradient", site, xs, ys, frames.users_frame(2), wanted)
            zeros = kwargs.get("unconnected_gradients", tapes.none)
            given = kwargs.get("grad_ys")
            handles = [getattr(source, "handle", source) for source in sources]
            request = asked, nest.flatten(ys), handles, given, sources, zeros
            answer = Symbolic(original, tapes, *request)
        return original(ys, xs, **kwargs) if answer is None else answer.symbolic(WholeGraph())

    return gradients
