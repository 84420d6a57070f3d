"""What tapes are asked: each request for gradients, answered as always and analysed on the side.

One backward pass answers the user and us: beside the user's sources it is asked for the gradients
of what the tape saw in between, by ids, so that no tensor is kept alive for it.
"""

from __future__ import annotations

import contextlib
import functools
import math
import re
import weakref
from collections import Counter
from typing import TYPE_CHECKING

from . import evidence, frames, graphs, naming, norms, ways
from .losses import Losses
from .recording import Op
from .shared import Shared, likely

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from types import FrameType
    from typing import Any

    from .care import Care
    from .evidence import Body
    from .frames import Chain, Remembered
    from .recording import Recording
    from .report import Described, Line, Report, Request
    from .sampling import Sampling

    States = dict[int, float | None]  # the norm of the gradient of each tensor, by id
    Sizes = list[float | None]
    Extent = tuple[Any, int, int]  # a graph, and which of its operations a tape recorded

MOST_BETWEEN = 4000
MOST_ELEMENTS = 16_000_000
MOST_PROBED = 300
_MOST_LEFT = 50
_SEVERAL = 5
_NO_GRADIENT = re.compile(r"no entry for: (\w+)|gradient defined for operation.*type: (\w+)")


class TapeInfo:
    """What we know of one recording of a tape."""

    def __init__(self, made: Chain, start: int, sampled: bool, graph: Any, tape: Any) -> None:
        self.made = made
        self.start = start
        self.sampled = sampled
        self.graph = graph  # the graph it was started in; None where it runs eagerly
        self.watched: dict[int, int] = {}  # id -> the moment of `watch`
        self.persistent = bool(tape._persistent)
        self.watches = bool(tape._watch_accessed_variables)


class Between:
    """Stands for a tensor of which only the id is left."""

    __slots__ = ("_id", "dtype")

    def __init__(self, number: int) -> None:
        self._id = number


class Asked:
    """A request under way."""

    def __init__(
        self,
        tape: Any,
        info: TapeInfo | None,
        kind: str,
        site: Chain,
        sources: Any,
        target: Any,
        frame: FrameType | None,
    ) -> None:
        self.tape = tape
        self.info = info
        self.kind = kind
        self.site = site
        self.sources = sources
        self.target = target
        self.frame = frame
        self.targets: list[int] | None = (
            None  # ids of the target where the one that is asked for is made of it
        )


class Tapes:
    """Watches every tape of the program."""

    def __init__(
        self, recording: Recording, report: Report, care: Care, sampling: Sampling
    ) -> None:
        self._recording = recording
        self.care = care
        self._report = report
        self._sampling = sampling
        self._infos: weakref.WeakKeyDictionary[Any, TapeInfo] = weakref.WeakKeyDictionary()
        self._starts: Counter[Chain] = Counter()
        self._suspects: set[Chain] = set()
        self._undo: list[tuple[Any, str, Any]] = []
        self.losses = Losses(recording, report)
        self.shared = Shared()

    # ------------------------------------------------------------------ putting it in place

    def install(self) -> None:
        """Watch all tapes from now on."""
        from tensorflow.python.eager import backprop, context, imperative_grad
        from tensorflow.python.framework import ops
        from tensorflow.python.saved_model import save as saving

        self._context, self._ops = context, ops
        self._backward = imperative_grad
        self._none = imperative_grad.UnconnectedGradients.NONE
        tape = backprop.GradientTape
        self._replace(tape, "_push_tape", self._push(tape._push_tape))
        self._replace(tape, "_pop_tape", self._pop(tape._pop_tape))
        self._replace(tape, "watch", self._watch(tape.watch))
        self._replace(tape, "gradient", self._asking(tape.gradient, "gradient"))
        self._replace(tape, "jacobian", self._asking(tape.jacobian, "jacobian"))
        self._replace(tape, "batch_jacobian", self._asking(tape.batch_jacobian, "batch_jacobian"))
        self._replace(saving, "save_and_return_nodes", self._saving(saving.save_and_return_nodes))
        self._imperative = imperative_grad.imperative_grad
        self._replace(imperative_grad, "imperative_grad", self._answering())

    def uninstall(self) -> None:
        """Leave everything as it was."""
        self.losses.uninstall()
        for owner, name, original in reversed(self._undo):
            setattr(owner, name, original)
        self._undo = []

    def _replace(self, owner: Any, name: str, new: Any) -> None:
        self._undo.append((owner, name, getattr(owner, name)))
        setattr(owner, name, new)

    def _saving(self, original: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(original)
        def save(*args: Any, **kwargs: Any) -> Any:
            self._report.before_saving()
            return original(*args, **kwargs)

        return save

    # ------------------------------------------------------------------ recording

    def _push(self, original: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(original)
        def push(tape: Any) -> None:
            renewed = tape._tape is None
            original(tape)
            with self.care:
                self._begin(tape, renewed)

        return push

    def _begin(self, tape: Any, renewed: bool) -> None:
        recording = self._recording
        thread = recording.thread
        info = self._infos.get(tape)
        self.losses.install()
        if info is None or renewed:
            site = self._chain(3)
            count = self._starts[site]
            self._starts[site] += 1
            eager = self._context.executing_eagerly()
            sampled = self._sampling.wants(count) or site in self._suspects
            sampled = sampled or any(t.sampled for t in thread.active)
            if eager and not thread.active:
                if recording.on and not sampled:
                    self.losses.flush(_SEVERAL)
                recording.switch(sampled)
                recording.tidy()
            graph: Any = None if eager else self._ops.get_default_graph()
            start = recording.moment if eager else len(graph.get_operations())
            info = self._infos[tape] = TapeInfo(site, start, sampled, graph, tape)
        thread.active = (*thread.active, info)

    def _suspect(self, asked: Asked, result: Iterable[Any]) -> None:
        """What wasn't looked at and came out wrong is looked at the next time."""
        if any(gradient is None for gradient in result):
            self._suspects.add(asked.info.made)  # type: ignore[union-attr]

    def _pop(self, original: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(original)
        def pop(tape: Any) -> None:
            original(tape)
            thread, info = self._recording.thread, self._infos.get(tape)
            thread.active = tuple(one for one in thread.active if one is not info)

        return pop

    def _watch(self, original: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(original)
        def watch(tape: Any, tensor: Any) -> Any:
            with self.care:
                info = self._infos.get(tape)
                if info is not None:
                    moment = self._moment(info)
                    for number in self._ids(tensor):
                        info.watched.setdefault(number, moment)
            return original(tape, tensor)

        return watch

    def _moment(self, info: TapeInfo) -> int:
        return self._recording.moment if info.graph is None else len(info.graph.get_operations())

    def _ids(self, structure: Any) -> list[int]:
        from tensorflow.python.util import nest

        found = []
        for value in nest.flatten(structure, expand_composites=True):
            number = getattr(getattr(value, "handle", value), "_id", None)
            if number is not None:
                found.append(number)
        return found

    def _chain(self, depth: int) -> Chain:
        if self._context.executing_eagerly():
            return frames.chain(depth + 1)
        from tensorflow.python.util import tf_stack

        return frames.from_traceback(tf_stack.extract_stack(depth))

    # ------------------------------------------------------------------ asking

    def _asking(self, original: Callable[..., Any], kind: str) -> Callable[..., Any]:
        @functools.wraps(original)
        def ask(tape: Any, target: Any, sources: Any, *args: Any, **kwargs: Any) -> Any:
            thread = self._recording.thread
            outer = thread.asked
            if outer is not None and outer.tape is tape and outer.kind != "gradient":
                return original(tape, target, sources, *args, **kwargs)  # a row of a jacobian
            asked = None
            with self.care:
                asked = self._asked(tape, target, sources, kind)
            thread.asked = asked
            try:
                return original(tape, target, sources, *args, **kwargs)
            except Exception as error:
                if asked is not None:
                    with self.care:
                        self._failed(error, asked)
                raise
            finally:
                thread.asked = outer
                if asked is not None:
                    with self.care:
                        self._report.answered(asked)

        return ask

    def _asked(self, tape: Any, target: Any, sources: Any, kind: str) -> Asked:
        info = self._infos.get(tape)
        frame = frames.users_frame(3) if info is not None and info.sampled else None
        asked = Asked(tape, info, self._kind(kind), self._chain(3), sources, target, frame)
        if kind != "gradient":
            asked.targets = self._ids(target)
        return asked

    def _failed(self, error: Exception, asked: Asked) -> None:
        self._report.failed(error, asked.site, self._left(asked.info), self._missing(error))

    def _left(self, info: TapeInfo | None) -> list[list[Any]]:
        """What left TensorFlow while a tape recorded: perhaps a target that is no tensor now."""
        return [
            [op.name, frames.spelled(op.chain)]
            for op in self._recording.ops
            if op.name.startswith("py:") and info in op.tapes
        ][-_MOST_LEFT:]

    def _missing(self, error: BaseException) -> list[list[Any]]:
        """Where the operation ran for which TensorFlow has no gradient."""
        found = _NO_GRADIENT.search(str(error)) if isinstance(error, LookupError) else None
        if found is None:
            return []
        ops = self._recording.ops
        if not self._context.executing_eagerly():
            ops = graphs.operations(self._ops.get_default_graph())
        for op in reversed(ops):
            if op.name in found.groups() and op.chain:
                return frames.spelled(op.chain)
        return []

    @staticmethod
    def _kind(kind: str) -> str:
        """Keras asks by itself in ``fit``: what the user wrote is that, or a ``train_step``."""
        import sys

        caller = sys._getframe(3).f_code
        if caller.co_filename.replace("\\", "/").endswith("/tensorflow/trainer.py"):
            return "fit"
        return "train_step" if caller.co_name.endswith("train_step") else kind

    # ------------------------------------------------------------------ answering

    def _answering(self) -> Callable[..., Any]:
        plain = self._imperative

        @functools.wraps(plain)
        def imperative_grad(
            tape: Any,
            target: Any,
            sources: Any,
            output_gradients: Any = None,
            sources_raw: Any = None,
            unconnected_gradients: Any = self._none,
        ) -> Any:
            thread = self._recording.thread
            asked = thread.asked
            usual = (output_gradients, sources_raw, unconnected_gradients)
            aside = thread.quiet or self.care.aside
            if aside or asked is None or asked.info is None or not asked.info.sampled:
                result = plain(tape, target, sources, *usual)
                if asked is not None and asked.info is not None and not thread.quiet:
                    with self.care:
                        self._suspect(asked, result)
                return result
            if unconnected_gradients not in ("none", "zero", *self._backward.UnconnectedGradients):
                return plain(tape, target, sources, *usual)  # which says what is wrong
            answer = Answer(self, asked, target, sources, *usual)
            return answer.eager(tape) if asked.info.graph is None else answer.symbolic(tape)

        return imperative_grad


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
        self.asked = asked
        self.info: TapeInfo = asked.info  # type: ignore[assignment]  # only where there is one
        self.target = target
        self.sources = sources
        self.given = given
        self.raw = raw or sources
        self.zeros = unconnected not in (tapes._none, "none")
        self.recording = tapes._recording
        self.chains = evidence.Chains()

    # ------------------------------------------------------------------ eager

    def eager(self, tape: Any) -> Any:
        """Answer outside of any graph."""
        ops = self.recording.since(self.info.start)
        made: list[tuple[int, Op]] = []
        alike: dict[int, int] = {}
        known: dict[int, int] = {}
        given = [_number(source) for source in self.sources]
        with self.tapes.care:
            made = self._between(ops)
            alike = likely(ops, self.info, given, {*self.targets(), *map(_number, self.target)})
            known = self.tapes.shared.known(made, alike)
        numbers = dict.fromkeys([number for number, _ in made] + [*alike.values()])
        asked = [n for n in numbers if n not in known and n not in given]
        found = self._backward(tape, [Between(number) for number in asked])
        result = found[: len(self.sources)]
        with self.tapes.care, self._quietly():
            gradients = dict(zip([*given, *asked], found))
            self.tapes.shared.learn(made, alike, gradients)
            norm_of = {number: norms.norm(gradient) for number, gradient in gradients.items()}
            states = {number: norm_of[known.get(number, number)] for number, _ in made}
            sizes = [norms.norm(gradient) for gradient in result]
            history = evidence.history(ops, self.targets())
            lines = [
                (op.chain, op.name, _made(op, number), states[number])
                for number, op in made
                if number in history  # of what doesn't go into the target, nothing can be said
            ]
            request = self._tell("eager", sizes, states, lines)
            self.tapes.losses.asked(request, self.raw, self.sources, result)
        with self._quietly():
            result = self._filled(result)
        with self.tapes.care:
            self._remember(result)
        return result

    @contextlib.contextmanager
    def _quietly(self) -> Iterator[None]:
        """What runs meanwhile isn't the program's."""
        thread = self.recording.thread
        thread.quiet += 1
        try:
            yield
        finally:
            thread.quiet -= 1

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
        with self._quietly():
            return self.tapes._imperative(
                tape,
                self.target,
                [*self.sources, *more],
                self.given,
                [*self.raw, *more],
                self.tapes._none,
            )

    def _filled(self, result: Any) -> Any:
        """Zeros in the place of None, where the user asked for that."""
        if not self.zeros:
            return result
        from tensorflow.python.ops import array_ops

        return [
            array_ops.zeros_like(raw) if gradient is None else gradient
            for gradient, raw in zip(result, self.raw)
        ]

    def _remember(self, result: Iterable[Any]) -> None:
        """The request is an operation, too: outer tapes differentiate it."""
        recording = self.recording
        given = [number for number in map(_number, self.sources) if number is not None]
        made = [g for g in (getattr(g, "values", g) for g in result) if _number(g) is not None]
        if recording.on and made and hasattr(made[0], "_datatype_enum"):
            ins = [*given, *self.targets()]
            outs = [gradient._id for gradient in made]
            kinds = [gradient._datatype_enum() for gradient in made]
            active = recording.thread.active
            op = Op("gradient", ins, outs, self.asked.site, active, kinds, [None] * len(outs), None)
            recording.append(op)

    def targets(self) -> list[int]:
        """The ids of what is differentiated."""
        if self.asked.targets is not None:
            return self.asked.targets
        return [number for number in map(_number, self.target) if number is not None]

    # ------------------------------------------------------------------ in a graph

    def symbolic(self, tape: Any) -> Any:
        """Answer while a graph is traced; sizes are known only when it runs."""
        graph = self.tapes._ops.get_default_graph()
        ops = graph.get_operations()
        start = self.info.start if self.info.graph is graph else 0
        seen = graphs.floating(ops[start:])
        found = self._backward(tape, seen)
        result, between = found[: len(self.sources)], found[len(self.sources) :]
        with self.tapes.care, self._quietly():
            states = {t._id: None if g is None else 1.0 for t, g in zip(seen, between)}
            sizes = [None if gradient is None else 1.0 for gradient in result]
            history = evidence.history(graphs.operations(graph), self.targets())
            lines = [
                (frames.from_traceback(t.op.traceback), t.op.type, (_dtype(t), str(t.shape)), None)
                for t, gradient in zip(seen, between)
                if gradient is None and t._id in history and t.op.inputs
            ]
            request = self._tell("graph", sizes, states, lines, (graph, start, len(ops)))
            request.states, request.sizes = states, sizes
            self._probe(request, result, seen, between, (graph, start, len(ops)))
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
        by_line: dict[tuple[str, int, str], tuple[Any, Any, Remembered]] = {}
        for tensor, gradient in zip(seen, between):
            chain = frames.from_traceback(tensor.op.traceback)
            if gradient is not None and chain:
                by_line[(chain[0][0], chain[0][1], tensor.op.type)] = (tensor, gradient, chain)
        chosen = list(by_line.values())[-MOST_PROBED:]
        asked = [(i, g) for i, g in enumerate(result) if g is not None]
        if asked:
            probe = Probe(self, request, asked, chosen, extent)
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
        sources = self.described(sizes)
        return self.tapes._report.request(
            self.asked,
            mode,
            sources,
            self.spelled_target(),
            lines,
            About(self, sizes, states, extent),
        )

    def described(self, sizes: Sizes) -> list[Described]:
        """The sources: name, what became of the gradient, how large it is, dtype and shape."""
        frame = self.asked.frame
        return [
            {
                "name": naming.name_of(raw, frame, i),
                "state": norms.state(size),
                "norm": size,
                "dtype": _dtype(raw),
                "shape": str(getattr(raw, "shape", "")),
            }
            for i, (raw, size) in enumerate(zip(self.raw, sizes))
        ]

    def spelled_target(self) -> str:
        """What the user calls the target, and its dtype."""
        targets = (
            self.asked.target
            if isinstance(self.asked.target, (list, tuple))
            else [self.asked.target]
        )
        frame = self.asked.frame
        named = [naming.name_of(t, frame, i) for i, t in enumerate(targets[:4])]
        unnamed = "loss" if self.asked.kind in ("fit", "train_step") else "target"
        return ", ".join(unnamed if n.startswith("source[") else n for n in named)

    def operations(self, extent: Extent | None) -> Sequence[Op]:
        """The operations that the request can have to do with."""
        if extent is None:
            return self.recording.ops
        graph, start, end = extent
        return graphs.operations(graph, start, end, self.info)

    def evidence(self, states: States, extent: Extent | None) -> dict[str, Any]:
        """All that an explanation of this request can need."""
        ops = self.operations(extent)
        sources = [self._source(raw, source, ops) for raw, source in zip(self.raw, self.sources)]
        numbers = [number for source in sources for number in source["ids"]]
        targets = self.targets()
        rows, bodies = evidence.exported(ops, self.info, self.chains, numbers, targets, self._body)
        names = {row[0] for row in rows}
        _collect_names(bodies, names)
        return {
            "chains": self.chains.spelled,
            "records": rows,
            "bodies": bodies,
            "states": {str(key): value for key, value in states.items()},
            "sources": sources,
            "targets": targets,
            "floating_targets": [_dtype(t) for t in self.target],
            "tape": {
                "made": frames.spelled(self.info.made),
                "watches": self.info.watches,
                "persistent": self.info.persistent,
            },
            "ops": evidence.gradients_of(names),
        }

    def _body(self, op: Op) -> Body | None:
        if op.name == "tf.function":
            return graphs.function_body(op.body, self.chains)
        if op.body is not None:
            return graphs.control_flow_body(op.body, self.chains)
        return None

    def aliases(self, source: Any) -> list[int]:
        """The ids of a source: its own, and that under which the graph knows it."""
        number = _number(source)
        found = [] if number is None else [number]
        graph = self.info.graph
        for outer, inner in getattr(graph, "captures", ()) if graph is not None else ():
            if outer is source or (number is not None and getattr(outer, "_id", None) == number):
                found.append(inner._id)
        return found

    def _source(self, raw: Any, source: Any, ops: Sequence[Op]) -> dict[str, Any]:
        number = _number(source)
        aliases = self.aliases(source)
        variable = hasattr(raw, "handle") or hasattr(raw, "trainable")
        made = self.recording.made.get(number)
        moment = self.info.watched.get(number)
        return {
            "ids": aliases,
            "variable": variable,
            "trainable": bool(getattr(raw, "trainable", True)),
            "dtype": _dtype(raw),
            "watched": moment is not None,
            "late": self._is_late(moment, aliases, ops),
            "made": -1 if made is None else self.chains.index(made),
        }

    def _is_late(self, moment: int | None, aliases: Sequence[int], ops: Sequence[Op]) -> bool:
        """Whether something read the source under the tape before the tape watched it."""
        if moment is None or self.info.graph is not None:
            return False
        until = ops[: max(0, moment - self.recording.first)]
        return any(
            self.info in op.tapes and any(number in op.ins for number in aliases) for op in until
        )


class About:
    """What more there is to say of an answered request, put together only when it is said."""

    def __init__(self, answer: Answer, sizes: Sizes, states: States, extent: Extent | None) -> None:
        self._answer = answer
        self._sizes = sizes
        self._states = states
        self._extent = extent

    def evidence(self) -> dict[str, Any]:
        """All that an explanation of the request can need."""
        return self._answer.evidence(self._states, self._extent)

    def way(self) -> list[list[Any]]:
        """The gradient's way by lines."""
        answer = self._answer
        ops = answer.operations(self._extent)
        sources = [answer.aliases(source) for source in answer.sources]
        return ways.way(ops, sources, answer.targets(), self._states, self._sizes)


class Probe:
    """Asks a graph for the sizes of its gradients while it runs."""

    def __init__(
        self,
        answer: Answer,
        request: Request,
        asked: Sequence[tuple[int, Any]],
        chosen: Sequence[tuple[Any, Any, Remembered]],
        extent: Extent,
    ) -> None:
        self.answer = answer
        self.request = request
        self.asked = asked
        self.chosen = chosen
        self.extent = extent
        self.on = True
        self.handle: Any = None

    def put_into_graph(self) -> None:
        """Add a rarely taken branch to the graph that hands the sizes to us."""
        from tensorflow.python.framework import constant_op, dtypes, ops
        from tensorflow.python.ops import (
            array_ops_stack,
            cond,
            gen_resource_variable_ops,
            script_ops,
        )

        def handle() -> Any:
            return gen_resource_variable_ops.var_handle_op(
                shape=[], dtype=dtypes.bool, shared_name="tapelint_%d" % id(self)
            )

        with ops.init_scope():
            self.handle = handle()
            self.switch(True)
        # The same variable by its name: a graph that captures nothing of ours can be saved.
        wanted = gen_resource_variable_ops.read_variable_op(handle(), dtypes.bool)
        gradients = [g for _, g in self.asked] + [g for _, g, _ in self.chosen]

        def tell() -> Any:
            sizes = array_ops_stack.stack([_symbolic_norm(g) for g in gradients])
            return script_ops.numpy_function(self.receive, [sizes], dtypes.int32)

        cond.cond(wanted, tell, lambda: constant_op.constant(0))
        self.answer.tapes._report.add_probe(self)

    def switch(self, on: bool) -> None:
        """Let the next runs tell, or not."""
        from tensorflow.python.framework import constant_op
        from tensorflow.python.ops import gen_resource_variable_ops

        self.on = on
        gen_resource_variable_ops.assign_variable_op(self.handle, constant_op.constant(on))

    def receive(self, sizes: Any) -> Any:
        """The sizes of one run."""
        import numpy

        with self.answer.tapes.care:
            self._received(sizes)
        return numpy.int32(0)

    def _received(self, sizes: Any) -> None:
        values = [float(size) for size in sizes]
        answer = self.answer
        states = dict(self.request.states)
        found = list(self.request.sizes)
        for (i, _), value in zip(self.asked, values):
            found[i] = value
        lines: list[Line] = []
        for (tensor, _, chain), value in zip(self.chosen, values[len(self.asked) :]):
            states[tensor._id] = value
            made = (_dtype(tensor), str(tensor.shape))
            lines.append((chain, tensor.op.type, made, value))
        answer.tapes._report.ran(
            self.request,
            answer.described(found),
            lines,
            About(answer, found, states, self.extent),
        )


def _made(op: Op, number: int) -> tuple[str, str]:
    """The dtype and the shape of a result."""
    at = op.outs.index(number)
    from tensorflow.python.framework import dtypes

    return dtypes.as_dtype(op.dtypes[at]).name, str(op.shapes[at])


def _symbolic_norm(gradient: Any) -> Any:
    from tensorflow.python.framework import dtypes
    from tensorflow.python.ops import math_ops, nn_ops

    values = getattr(gradient, "values", gradient)
    if values.dtype.is_complex:
        values = math_ops.abs(values)
    return math_ops.sqrt(2.0 * nn_ops.l2_loss(math_ops.cast(values, dtypes.float32)))


def _collect_names(bodies: Iterable[Body], names: set[str]) -> None:
    for body in bodies:
        for part in body:
            names.update(row[0] for row in part["records"])
            _collect_names(part["bodies"], names)


def _number(value: Any) -> Any:
    return getattr(value, "_id", None)


def _dtype(value: Any) -> str:
    dtype = getattr(value, "dtype", None)
    return getattr(dtype, "name", None) or str(dtype)
