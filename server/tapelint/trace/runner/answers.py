"""Answers a request as always and analyses it on the side.

One backward pass answers the user and us: beside the user's sources it is asked for the gradients
of what the tape saw in between, by ids, so that no tensor is kept alive for it.
"""

from __future__ import annotations

import functools
import math
from typing import TYPE_CHECKING

from . import evidence, frames, graphs, norms
from .facts import About, Facts, dtype_of, number_of
from .probes import Probe
from .recording import Op, quietly
from .shared import likely
from .spoiled import is_finite

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from .asked import Asked
    from .facts import Extent, Sizes, States
    from .frames import Chain
    from .report import Line, Request
    from .tapes import Tapes

MOST_BETWEEN = 4000
MOST_ELEMENTS = 16_000_000
MOST_PROBED = 300


class Between:
    """Stands for a tensor of which only the id is left."""

    __slots__ = ("_id", "dtype")

    def __init__(self, number: int) -> None:
        self._id = number


class Answer:
    """One request: the user's gradients, and what we learn from computing them."""

    def __init__(
        self,
        tapes: Tapes,
        asked: Asked,
        target: Any,
        sources: Any,
        given: Any,
        raw: Any,
        unconnected: Any,
    ) -> None:
        self.tapes = tapes
        self.facts = Facts(tapes.recording, asked, target, sources, raw)
        self.info = self.facts.info
        self.target = target
        self.sources = sources
        self.given = given
        asked.zeros = unconnected not in (tapes.none, "none")
        self.recording = tapes.recording

    def _look(self, tape: Any) -> None:
        """Also ask for what the sources leave out without anybody's wish."""
        self.facts.add(self.tapes.untracked.left_out(tape, self.facts))

    # ------------------------------------------------------------------ eager

    def eager(self, tape: Any) -> Any:
        """Answer outside of any graph."""
        ops = self.recording.since(self.info.start)
        made: list[tuple[int, Op]] = []
        alike: dict[int, int] = {}
        known: dict[int, int] = {}
        with self.tapes.care:
            self._look(tape)
        given = [number_of(source) for source in self.facts.sources]
        with self.tapes.care:
            made = self._between(ops)
            alike = likely(
                ops, self.info, given, {*self.facts.targets(), *map(number_of, self.target)}
            )
            known = self.tapes.shared.known(made, alike)
        numbers = dict.fromkeys([number for number, _ in made] + [*alike.values()])
        asked = [n for n in numbers if n not in known and n not in given]
        found = self._backward(tape, [Between(number) for number in asked])
        result = found[: len(self.sources)]
        with self.tapes.care, quietly(self.recording.thread):
            sized = found[: len(self.facts.sources)]
            gradients = dict(zip([*given, *asked], found))
            self.tapes.shared.learn(made, alike, gradients)
            norm_of = {number: norms.norm(gradient) for number, gradient in gradients.items()}
            states = {number: norm_of[known.get(number, number)] for number, _ in made}
            history = evidence.history(ops, self.facts.targets())
            lines = [
                (op.chain, op.name, _made(op, number), states[number])
                for number, op in made
                if number in history  # of what doesn't go into the target, nothing can be said
            ]
            self._look_at_target(history, norm_of.values())
            if not self.facts.spoiled and not all(map(_is_known_finite, map(norm_of.get, given))):
                self.facts.spoiled = self.recording.spoils.of(history)
                self.facts.is_sound = True
            if self.facts.spoiled or any(map(_is_bad, map(norm_of.get, given))):
                self.facts.gradients = {n: gradients[known.get(n, n)] for n, _ in made}
            self._tell_sized(sized, states, lines)
            self.facts.gradients = {}
        with quietly(self.recording.thread):
            result = self._filled(result)
        with self.tapes.care:
            self._remember(result)
        return result

    def _look_at_target(self, history: set[int], sizes: Iterable[float | None]) -> None:
        """Note since when the target isn't finite; if that wasn't seen, later steps may show it."""
        facts, recording = self.facts, self.recording
        if facts.is_loss:
            facts.loss = sum(norms.norm(target) or 0.0 for target in self.target)
            is_sound = math.isfinite(facts.loss)
        else:
            is_sound = not recording.spoils.first or all(map(is_finite, self.target))
        if is_sound:
            return
        facts.spoiled = recording.spoils.of(history)
        is_fine = all(size is None or math.isfinite(size) for size in sizes)
        recording.spoils.is_wary = facts.is_loss and is_fine and not facts.spoiled

    def _tell_sized(self, result: Sequence[Any], states: States, lines: Sequence[Line]) -> None:
        """Report the request; for a jacobian, which a graph computes, once its result is there."""
        asked, sizes = self.facts.asked, [norms.norm(gradient) for gradient in result]
        if norms.UNSIZED in sizes and asked.kind.endswith("jacobian") and asked.later is None:
            asked.later = functools.partial(self._tell_sized, states=states, lines=lines)
            return
        request = self._tell("eager", sizes, states, lines)
        self.tapes.losses.asked(request, self.facts.raw, self.sources, result)

    def _between(self, ops: Sequence[Op]) -> list[tuple[int, Op]]:
        """The ids of what the tape saw, each with the operation that made it.

        The largest are left out.
        """
        found = []
        total = 0
        for op in reversed(ops):
            if self.info not in op.tapes or op.name.startswith("assign:"):
                continue
            for number, kind, shape in zip(op.outs, op.dtypes, op.shapes):
                size = math.prod(shape or ())
                total += size
                if kind in evidence.FLOATING and (total < MOST_ELEMENTS or size < 2):
                    found.append((number, op))
            if len(found) > MOST_BETWEEN:
                break
        found.reverse()
        return found

    def _backward(self, tape: Any, more: Sequence[Any]) -> Any:
        with quietly(self.recording.thread):
            return self.tapes.imperative(
                tape,
                self.target,
                [*self.facts.sources, *more],
                self.given,
                [*self.facts.raw, *more],
                self.tapes.none,
            )

    def _filled(self, result: Any) -> Any:
        """Zeros in the place of None, where the user asked for that."""
        if not self.facts.asked.zeros:
            return result
        from tensorflow.python.ops import array_ops

        return [
            array_ops.zeros_like(raw) if gradient is None else gradient
            for gradient, raw in zip(result, self.facts.raw)
        ]

    def _remember(self, result: Iterable[Any]) -> None:
        """The request is an operation, too: outer tapes differentiate it."""
        recording = self.recording
        given = [number for number in map(number_of, self.sources) if number is not None]
        made = [g for g in (getattr(g, "values", g) for g in result) if number_of(g) is not None]
        if recording.on and made and hasattr(made[0], "_datatype_enum"):
            ins = [*given, *self.facts.targets()]
            outs = [gradient._id for gradient in made]
            kinds = [gradient._datatype_enum() for gradient in made]
            active = recording.thread.active
            op = Op(
                "gradient",
                ins,
                outs,
                self.facts.asked.site,
                active,
                kinds,
                [None] * len(outs),
                None,
            )
            recording.append(op)

    # ------------------------------------------------------------------ in a graph

    def symbolic(self, tape: Any) -> Any:
        """Answer while a graph is traced; sizes are known only when it runs."""
        from tensorflow.python.framework import ops as framework

        graph = framework.get_default_graph()
        ops = graph.get_operations()
        start = self.info.start if self.info.graph is graph else 0
        seen = graphs.floating(ops[start:])
        with self.tapes.care:
            self._look(tape)
        count = len(self.facts.sources)
        found = self._backward(tape, seen)
        result, between = found[: len(self.sources)], found[count:]
        with self.tapes.care, quietly(self.recording.thread):
            states = {t._id: None if g is None else norms.UNSIZED for t, g in zip(seen, between)}
            sizes = [None if gradient is None else norms.UNSIZED for gradient in found[:count]]
            history = evidence.history(graphs.operations(graph), self.facts.targets())
            lines = [
                (
                    frames.from_traceback(t.op.traceback),
                    t.op.type,
                    (dtype_of(t), str(t.shape)),
                    None,
                )
                for t, gradient in zip(seen, between)
                if gradient is None and t._id in history and t.op.inputs
            ]
            request = self._tell("graph", sizes, states, lines, (graph, start, len(ops)))
            request.states, request.sizes = states, sizes
            self.tapes.losses.asked(request, self.facts.raw, self.sources, result)
            if self.facts.asked.wanted:
                self._probe(request, found[:count], seen, between, (graph, start, len(ops)))
        return self._filled(result)

    def _probe(
        self,
        request: Request,
        result: Sequence[Any],
        seen: Sequence[Any],
        between: Sequence[Any],
        extent: Extent,
    ) -> None:
        """Have the graph tell us the sizes of its gradients in its first runs and now and then."""
        by_line: dict[tuple[str, int, str], tuple[Any, Any, Chain]] = {}
        for tensor, gradient in zip(seen, between):
            chain = frames.from_traceback(tensor.op.traceback)
            if gradient is not None and chain:
                by_line[(chain[0][0], chain[0][1], tensor.op.type)] = (tensor, gradient, chain)
        chosen = list(by_line.values())[-MOST_PROBED:]
        asked = [(i, g) for i, g in enumerate(result) if g is not None]
        if asked:
            probe = Probe(
                self.facts, self.tapes.report, self.tapes.care, request, asked, chosen, extent
            )
            probe.put_into_graph()

    # ------------------------------------------------------------------ telling

    def _tell(
        self,
        mode: str,
        sizes: Sizes,
        states: States,
        lines: Iterable[Line],
        extent: Extent | None = None,
    ) -> Request:
        """Report a request with what explains it."""
        sources = self.facts.described(sizes)
        return self.tapes.report.request(
            self.facts.asked,
            mode,
            sources,
            self.facts.asked.target_name,
            lines,
            About(self.facts, sizes, states, extent),
        )


def _is_bad(size: float | None) -> bool:
    """Whether a gradient came and is zero, NaN or infinite."""
    return size is not None and (size == 0 or not math.isfinite(size))


def _is_known_finite(size: float | None) -> bool:
    return size is None or math.isfinite(size)


def _made(op: Op, number: int) -> tuple[str, str]:
    """The dtype and the shape of a result."""
    at = op.outs.index(number)
    from tensorflow.python.framework import dtypes

    return dtypes.as_dtype(op.dtypes[at]).name, str(op.shapes[at])
