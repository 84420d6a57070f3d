"""Python functions that a tape sees as one operation: called back, or with their own gradient."""

from __future__ import annotations

import functools
import sys
from typing import TYPE_CHECKING, NamedTuple

from . import frames

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from types import FrameType
    from typing import Any

    from .care import Care
    from .frames import Chain
    from .recording import Op, Recording

BY_HAND = "CustomGradient"
_DEEPEST = 2
_DECORATOR = "/python/ops/custom_gradient.py"


class Called(NamedTuple):
    """A call of the function of a ``py_function``: the ids of what went in and came out."""

    ins: list[int]
    outs: list[int]
    ops: list[Op]


def given_by(function: Any, depth: int = 0) -> Chain:
    """Where the user's gradient function begins that TensorFlow wrapped in one of its own."""
    for cell in getattr(function, "__closure__", None) or ():
        inner = cell.cell_contents
        code = getattr(inner, "__code__", None)
        if code is not None and frames.is_users(code.co_filename):
            return ((code.co_filename, code.co_firstlineno, code.co_name),)
        if code is not None and depth < _DEEPEST and (found := given_by(inner, depth + 1)):
            return found
    return ()


def blamed(error: BaseException) -> Chain:
    """Where the function begins whose gradient by hand TensorFlow found fault with, if it did."""
    trace, found = error.__traceback__, None
    while trace is not None:
        frame = trace.tb_frame
        if frames.is_users(frame.f_code.co_filename):
            found = None
        elif _is_decorator(frame):
            found = frame
        trace = trace.tb_next
    if found is None:
        return ()
    names = found.f_locals
    # Without one that gives gradients, it is the function itself that should have returned it.
    code = getattr(names.get("grad_fn", names.get("f")), "__code__", None)
    if code is None or not frames.is_users(code.co_filename):
        return ()
    return ((code.co_filename, code.co_firstlineno, code.co_name),)


def _is_decorator(frame: FrameType) -> bool:
    return frame.f_code.co_filename.replace("\\", "/").endswith(_DECORATOR)


class Python:
    """Watches ``py_function`` and ``custom_gradient`` where they run eagerly."""

    def __init__(self, recording: Recording, care: Care) -> None:
        self._recording = recording
        self._care = care
        self._undo: list[tuple[Any, str, Any]] = []

    def install(self) -> None:
        """Watch from now on."""
        from tensorflow.python.eager import record
        from tensorflow.python.ops import script_ops

        function = script_ops.EagerFunc
        self._replace(function, "__call__", self._calling(function.__call__))
        self._replace(record, "record_operation", self._by_hand(record.record_operation))

    def uninstall(self) -> None:
        """Leave everything as it was."""
        for owner, name, original in reversed(self._undo):
            setattr(owner, name, original)
        self._undo = []

    def _replace(self, owner: Any, name: str, new: Any) -> None:
        self._undo.append((owner, name, getattr(owner, name)))
        setattr(owner, name, new)

    def _calling(self, original: Callable[..., Any]) -> Callable[..., Any]:
        recording = self._recording

        @functools.wraps(original)
        def call(function: Any, device: Any, token: Any, args: Any) -> Any:
            start = recording.moment
            result = original(function, device, token, args)
            if recording.on and not recording.thread.quiet:
                with self._care:
                    made = result if isinstance(result, (list, tuple)) else [result]
                    ops = recording.since(start)
                    called = Called(recording.ids(args), recording.ids(made), ops)
                    recording.thread.called = called
            return result

        return call

    def _by_hand(self, original: Callable[..., Any]) -> Callable[..., Any]:
        recording = self._recording

        @functools.wraps(original)
        def record_operation(
            op_type: Any, outputs: Iterable[Any], inputs: Iterable[Any], *args: Any, **kwargs: Any
        ) -> Any:
            outputs, inputs = list(outputs), list(inputs)
            result = original(op_type, outputs, inputs, *args, **kwargs)
            by_hand = _is_decorator(sys._getframe(1))
            if recording.on and not recording.thread.quiet and by_hand:
                with self._care:
                    recording.record(BY_HAND, inputs, outputs, 3)
                    op = recording.ops[-1]
                    recording.ops[-1] = op._replace(chain=(*given_by(args[0]), *op.chain))
            return result

        return record_operation
