"""Tapes: when each begins, what it watches, and every request for gradients that it gets."""

from __future__ import annotations

import functools
import sys
import weakref
from collections import Counter
from typing import TYPE_CHECKING

from . import frames, graphs, symbolic
from .answers import Answer
from .asked import Asked, TapeInfo
from .losses import Losses
from .probes import remove_probes
from .recording import quietly
from .shared import Shared
from .twice import Twice
from .untracked import Untracked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from types import FrameType
    from typing import Any

    from .care import Care
    from .frames import Chain
    from .recording import Recording
    from .report import Report
    from .sampling import Sampling
    from .within import Within

_OFFERING = ("tensorflow", "tensorflow._api.v2.compat.v1")  # where users find `tf.gradients`
_MOST_LEFT = 50
_SEVERAL = 5


_THEIRS = ("/python/ops/script_ops.py", "/python/ops/custom_gradient.py", "/eager/forwardprop.py")


class Tapes:
    """Watches every tape of the program."""

    def __init__(
        self,
        recording: Recording,
        report: Report,
        care: Care,
        sampling: Sampling,
        within: Within | None,
    ) -> None:
        self.recording = recording
        self.care = care
        self.report = report
        self._sampling = sampling
        if within is not None:
            report.is_wanted = within.holds
        self._infos: weakref.WeakKeyDictionary[Any, TapeInfo] = weakref.WeakKeyDictionary()
        self._starts: Counter[Chain] = Counter()
        self._suspects: set[Chain] = set()
        self._undo: list[tuple[Any, str, Any]] = []
        twice = Twice(recording, report)
        self.losses = Losses(recording, report, twice)
        self.untracked = Untracked(recording, report, care, twice)
        report.before_end = self._flush
        self.shared = Shared()

    # ------------------------------------------------------------------ putting it in place

    def install(self) -> None:
        """Watch all tapes from now on."""
        from tensorflow.python.eager import backprop, context, imperative_grad
        from tensorflow.python.framework import ops
        from tensorflow.python.saved_model import save as saving

        self._context, self._ops = context, ops
        self._backward = imperative_grad
        self.none = imperative_grad.UnconnectedGradients.NONE
        tape = backprop.GradientTape
        self._replace(tape, "_push_tape", self._push(tape._push_tape))
        self._replace(tape, "_pop_tape", self._pop(tape._pop_tape))
        self._replace(tape, "watch", self._watch(tape.watch))
        self._replace(tape, "gradient", self._asking(tape.gradient, "gradient"))
        self._replace(tape, "jacobian", self._asking(tape.jacobian, "jacobian"))
        self._replace(tape, "batch_jacobian", self._asking(tape.batch_jacobian, "batch_jacobian"))
        self._replace(saving, "_build_meta_graph", self._saving(saving._build_meta_graph))
        self.imperative = imperative_grad.imperative_grad
        self._replace(imperative_grad, "imperative_grad", self._answering())
        for library in filter(None, map(sys.modules.get, _OFFERING)):
            self._replace(library, "gradients", symbolic.watched(self, library.gradients))
        self.untracked.install()

    def uninstall(self) -> None:
        """Leave everything as it was."""
        self.untracked.uninstall()
        self.losses.uninstall()
        for owner, name, original in reversed(self._undo):
            setattr(owner, name, original)
        self._undo = []

    def _replace(self, owner: Any, name: str, new: Any) -> None:
        self._undo.append((owner, name, getattr(owner, name)))
        setattr(owner, name, new)

    def _flush(self, whole: bool) -> None:
        """Nothing more will be seen: say what had to wait for that, of the ``whole`` program."""
        self.losses.flush()
        with self.care:
            self.untracked.flush(whole)

    def _saving(self, original: Callable[..., Any]) -> Callable[..., Any]:
        """Functions are saved as they are where nobody watches."""
        thread = self.recording.thread

        @functools.wraps(original)
        def build(*args: Any, **kwargs: Any) -> Any:
            thread.quiet += 1
            try:
                result = original(*args, **kwargs)
            finally:
                thread.quiet -= 1
            with self.care:
                remove_probes(result[0].graph_def.library)
            return result

        return build

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
        recording = self.recording
        thread = recording.thread
        info = self._infos.get(tape)
        self.losses.install()
        if info is None or renewed:
            site = self.chain(3)
            count = self._starts[site]
            self._starts[site] += 1
            eager = self._context.executing_eagerly()
            close = self._sampling.is_one_of_few(count)
            sampled = close or self._sampling.every_step or site in self._suspects
            sampled = sampled or any(t.sampled for t in thread.active)
            if eager and not thread.active:
                if recording.on and not sampled:
                    self.losses.flush(_SEVERAL)
                recording.switch(sampled)
                recording.spoils.is_close = close
                recording.calls.clear()
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
            thread, info = self.recording.thread, self._infos.get(tape)
            thread.active = tuple(one for one in thread.active if one is not info)

        return pop

    def _watch(self, original: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(original)
        def watch(tape: Any, tensor: Any) -> Any:
            with self.care:
                info = self._infos.get(tape)
                if info is not None:
                    moment = self._moment(info)
                    for number in self.ids(tensor):
                        info.watched.setdefault(number, moment)
            return original(tape, tensor)

        return watch

    def _moment(self, info: TapeInfo) -> int:
        return self.recording.moment if info.graph is None else len(info.graph.get_operations())

    def ids(self, structure: Any) -> list[int]:
        """The ids of all tensors and variables in a structure."""
        from tensorflow.python.util import nest

        found = []
        for value in nest.flatten(structure, expand_composites=True):
            number = getattr(getattr(value, "handle", value), "_id", None)
            if number is not None:
                found.append(number)
        return found

    def chain(self, depth: int) -> Chain:
        """The user's lines that lead here, in a graph as its operations know them."""
        if self._context.executing_eagerly():
            return frames.chain(depth + 1)
        from tensorflow.python.util import tf_stack

        return frames.from_traceback(tf_stack.extract_stack(depth))

    # ------------------------------------------------------------------ asking

    def _asking(self, original: Callable[..., Any], kind: str) -> Callable[..., Any]:
        from tensorflow.python.util import nest

        @functools.wraps(original)
        def ask(tape: Any, target: Any, sources: Any, *args: Any, **kwargs: Any) -> Any:
            thread = self.recording.thread
            outer = thread.asked
            if _is_of_tensorflow(sys._getframe(1)):
                return original(tape, target, sources, *args, **kwargs)
            if outer is not None and outer.tape is tape and outer.kind != "gradient":
                return original(tape, target, sources, *args, **kwargs)  # a row of a jacobian
            asked = None
            with self.care:
                asked = self._asked(tape, target, sources, kind)
            thread.asked = asked
            try:
                result = original(tape, target, sources, *args, **kwargs)
                if asked is not None and asked.later is not None:
                    with self.care, quietly(thread):
                        asked.later(nest.flatten(result))
                return result
            except Exception as error:
                if asked is not None:
                    with self.care:
                        self._failed(error, asked)
                raise
            finally:
                thread.asked = outer
                if asked is not None and outer is None:  # else one is still to be answered
                    with self.care:
                        self.report.answered(asked)

        return ask

    def _asked(self, tape: Any, target: Any, sources: Any, kind: str) -> Asked:
        info = self._infos.get(tape)
        frame = frames.users_frame(3) if info is not None and info.sampled else None
        site = self.chain(3)
        wanted = self.report.is_wanted(info.made if info else (), site)
        asked = Asked(tape, info, self._kind(kind), site, sources, target, frame, wanted)
        if kind != "gradient":
            asked.targets = self.ids(target)
        return asked

    def _failed(self, error: Exception, asked: Asked) -> None:
        self.report.failed(error, asked.site, self._left(asked.info), self._missing(error))

    def _left(self, info: TapeInfo | None) -> list[list[Any]]:
        """What left TensorFlow while a tape recorded: perhaps a target that is no tensor now."""
        return [
            [op.name, frames.spelled(op.chain)]
            for op in self.recording.ops
            if op.name.startswith("py:") and info in op.tapes
        ][-_MOST_LEFT:]

    def _missing(self, error: BaseException) -> list[list[Any]]:
        """Where the operation ran for which TensorFlow has no gradient."""
        kind = graphs.without_gradient(error)
        if not kind:
            return []
        ops = self.recording.ops
        if not self._context.executing_eagerly():
            ops = graphs.operations(self._ops.get_default_graph())
        return frames.spelled(graphs.last_of(kind, ops))

    @staticmethod
    def _kind(kind: str) -> str:
        """Keras asks by itself in ``fit``: what the user wrote is that, or a ``train_step``."""
        caller = sys._getframe(3).f_code
        if caller.co_filename.replace("\\", "/").endswith("/tensorflow/trainer.py"):
            return "fit"
        return "train_step" if caller.co_name.endswith("train_step") else kind

    # ------------------------------------------------------------------ answering

    def _answering(self) -> Callable[..., Any]:
        plain = self.imperative

        @functools.wraps(plain)
        def imperative_grad(
            tape: Any,
            target: Any,
            sources: Any,
            output_gradients: Any = None,
            sources_raw: Any = None,
            unconnected_gradients: Any = self.none,
        ) -> Any:
            thread = self.recording.thread
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


def _is_of_tensorflow(frame: FrameType) -> bool:
    """Whether TensorFlow asks for itself: behind a ``py_function``, for a gradient forward."""
    return frame.f_code.co_filename.replace("\\", "/").endswith(_THEIRS)
