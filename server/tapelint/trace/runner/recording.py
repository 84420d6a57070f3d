"""Every eager operation as it runs: what went in, what came out, on which line of the user's."""

from __future__ import annotations

import contextlib
import threading
from typing import TYPE_CHECKING, NamedTuple

from . import frames
from .spoiled import Spoils

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import Any

    from .asked import Asked, TapeInfo
    from .care import Care
    from .frames import Chain
    from .python import Called


_WRITES = ("AssignVariable", "AssignAdd", "AssignSub", "ResourceScatter", "ResourceStrided")


class Op(NamedTuple):
    """An operation that ran: ids of tensors and variables, the user's lines, the tapes on then.

    ``body`` is the function or control flow that it runs, where it is one. A write to a variable is
    an operation whose result is the variable, named ``assign:…``.
    """

    name: str
    ins: list[int]
    outs: list[int]
    chain: Chain
    tapes: tuple[TapeInfo | None, ...]
    dtypes: list[int]
    shapes: list[tuple[Any, ...] | None]
    body: Any
    bound: float | None = None  # the number that a sum adds, or a maximum compares with


PIPELINES = frozenset(
    {"FlatMapDataset", "InterleaveDataset", "MapDataset", "ParallelInterleaveDatasetV4"}
    | {"ParallelMapDataset", "ParallelMapDatasetV2"}
)
"""Steps of a data pipeline that run a function, which gets what the step does but the first."""
BOUNDED = frozenset({"Add", "AddV2", "Maximum", "Minimum"})
FLOAT, RESOURCE = 1, 20  # the numbers of float32 and resources in TensorFlow's list of types
MOST_OUTSIDE = 20000
MOST_CALLS = 50
_RECENT = 500
MOST_INSIDE = 200000


class Thread(threading.local):
    """What is going on in one thread."""

    active: tuple[TapeInfo, ...] = ()  # the tapes that record, outermost first
    asked: Asked | None = None  # the request under way
    quiet: int = 0  # how deep we are in work that isn't the user's to see
    called: Called | None = None  # what the last `py_function` did


@contextlib.contextmanager
def quietly(thread: Thread) -> Iterator[None]:
    """What runs meanwhile isn't the program's."""
    thread.quiet += 1
    try:
        yield
    finally:
        thread.quiet -= 1


class Recording:
    """The operations so far; the oldest are forgotten while no tape records."""

    def __init__(self) -> None:
        self.ops: list[Op] = []
        self.first = 0  # how many were forgotten
        self.on = False
        self.blind = 0  # the moment from which on everything was recorded
        self.thread = Thread()
        self.made: dict[int, Chain] = {}  # where variables were made, by the id of their handle
        self.spoils = Spoils()
        # What the functions got that the tapes of now saw, by the id of their first result.
        self.calls: dict[int, list[Any]] = {}
        self._originals: Any = None
        self.care: Care

    @property
    def moment(self) -> int:
        """The number of operations so far."""
        return self.first + len(self.ops)

    def since(self, moment: int) -> list[Op]:
        """The operations from a moment on."""
        return self.ops[max(0, moment - self.first) :]

    # ------------------------------------------------------------------ switching on and off

    def install(self) -> None:
        """Put our functions in the place of those that run every operation."""
        from tensorflow.python import pywrap_tfe
        from tensorflow.python.framework import ops
        from tensorflow.python.ops import resource_variable_ops

        self._module = pywrap_tfe
        self._tensor = ops.EagerTensor
        self._variable = resource_variable_ops.BaseResourceVariable
        self._originals = (pywrap_tfe.TFE_Py_FastPathExecute, pywrap_tfe.TFE_Py_Execute)
        self.switch(True)

    def switch(self, on: bool) -> None:
        """Record from now on, or let operations pass at their own speed."""
        if self._originals is None or on == self.on:
            return
        self.on = on
        if on:
            self.blind = self.moment
        fast, slow = (self._fast(), self._slow()) if on else self._originals
        self._module.TFE_Py_FastPathExecute = fast
        self._module.TFE_Py_Execute = slow

    def uninstall(self) -> None:
        """Leave TensorFlow as it was."""
        self.switch(False)
        self._originals = None

    def _fast(self) -> Callable[..., Any]:
        original, thread, record = self._originals[0], self.thread, self.record

        def fast_path_execute(context: Any, op: str, name: Any, *args: Any) -> Any:
            result = original(context, op, name, *args)
            if not thread.quiet:
                try:
                    record(op, args, result, 3)
                except Exception as error:
                    self.care.step_aside(error)
            return result

        return fast_path_execute

    def _slow(self) -> Callable[..., Any]:
        original, thread, record = self._originals[1], self.thread, self.record

        def execute(
            handle: Any, device: Any, op: Any, inputs: Any, attrs: Any, outputs: Any
        ) -> Any:
            result = original(handle, device, op, inputs, attrs, outputs)
            if not thread.quiet:
                try:
                    record(op if isinstance(op, str) else op.decode(), inputs, result, 3)
                except Exception as error:
                    self.care.step_aside(error)
            return result

        return execute

    # ------------------------------------------------------------------ one operation

    def record(
        self, name: str, args: Sequence[Any], result: Any, depth: int, body: Any = None
    ) -> None:
        """Remember an operation; ``depth`` frames up is the code that asked for it."""
        ins = self.ids(args)
        found = self._tensors(result)
        outs = [tensor._id for tensor in found]
        dtypes = [tensor._datatype_enum() for tensor in found]
        shapes: list[tuple[Any, ...] | None] = [tensor._shape_tuple() for tensor in found]
        chain = frames.chain(depth)
        if self.thread.active and self.spoils.looks_at(name):
            with quietly(self.thread):
                self.spoils.look(name, zip(outs, found), args, ins)
        if name == "EagerPyFunc":
            body, self.thread.called = self.thread.called, None
        elif name == "VarHandleOp" and outs:
            self.made[outs[0]] = chain
        elif name in PIPELINES:
            body = next((arg for arg in args if hasattr(arg, "captured_inputs")), None)
        elif name == "MakeIterator":  # what a pipeline gives comes out of its iterator
            outs, ins, dtypes, shapes = ins[1:], ins[:1], [RESOURCE], [None]
        elif writes(name) and ins:
            outs, ins = ins[:1], ins[1:]
            dtypes, shapes, name = [FLOAT], [None], "assign:" + name
        bound = self._bound(args) if name in BOUNDED and self.thread.active else None
        self.append(Op(name, ins, outs, chain, self.thread.active, dtypes, shapes, body, bound))

    def record_call(self, function: Any, given: list[Any], result: list[Any], depth: int) -> None:
        """Remember a call of a function, and what it got as long as its tape may be asked."""
        self.record("tf.function", given, result, depth + 1, function)
        first = next((one._id for one in result if type(one) is self._tensor), None)
        if self.thread.active and first is not None and len(self.calls) < MOST_CALLS:
            self.calls[first] = given

    def _bound(self, args: Sequence[Any]) -> float | None:
        """The one number among the arguments that no operation has made."""
        for arg in args:
            if isinstance(arg, (int, float)):
                return float(arg)
            if type(arg) is self._tensor and arg._shape_tuple() == () and self._is_given(arg):
                with quietly(self.thread):
                    return float(arg._numpy())
        return None

    def _is_given(self, tensor: Any) -> bool:
        return not any(tensor._id in op.outs for op in reversed(self.ops[-_RECENT:]))

    def append(self, op: Op) -> None:
        """Remember an operation that was put together elsewhere."""
        self.ops.append(op)
        if len(self.ops) > MOST_INSIDE:
            self._forget()

    def tidy(self) -> None:
        """Nothing is recorded now: what is long past may be forgotten."""
        if len(self.ops) > MOST_OUTSIDE:
            self._forget()

    def _forget(self) -> None:
        half = len(self.ops) // 2
        del self.ops[:half]
        self.spoils.forget()
        self.first += half

    def ids(self, args: Iterable[Any]) -> list[int]:
        """The ids of all tensors and variables in arguments."""
        tensor, variable = self._tensor, self._variable
        found: list[int] = []
        for arg in args:
            kind = type(arg)
            if kind is tensor:
                found.append(arg._id)
            elif kind is list or kind is tuple:
                found += self.ids(arg)
            elif isinstance(arg, variable):
                found.append(arg.handle._id)
        return found

    def _tensors(self, result: Any) -> list[Any]:
        tensor = self._tensor
        if type(result) is tensor:
            return [result]
        if isinstance(result, (list, tuple)):
            return [item for item in result if type(item) is tensor]
        return []


def writes(name: str) -> bool:
    """Whether an operation puts numbers into the variable that is its first input."""
    return name.startswith(_WRITES)
