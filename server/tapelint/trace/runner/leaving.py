"""Values that leave TensorFlow: arrays and numbers made of tensors, unseen by any operation."""

from __future__ import annotations

import dis
import functools
import operator
import sys
from typing import TYPE_CHECKING

from .recording import Op

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import Any

    from .recording import Recording

CONVERSIONS = ("numpy", "__float__", "__int__", "__index__", "__bool__", "__array__")
_BINARY = frozenset(dis.opmap[name] for name in ("BINARY_OP", "COMPARE_OP") if name in dis.opmap)
_OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "add": operator.add,
    "subtract": operator.sub,
    "multiply": operator.mul,
    "divide": operator.truediv,
    "matmul": operator.matmul,
    "power": operator.pow,
    "floor_divide": operator.floordiv,
    "remainder": operator.mod,
    "greater": operator.gt,
    "less": operator.lt,
    "greater_equal": operator.ge,
    "less_equal": operator.le,
    "equal": operator.eq,
    "not_equal": operator.ne,
}


class Leaving:
    """Notes where tensors become arrays or numbers while a tape records."""

    def __init__(self, recording: Recording) -> None:
        self._recording = recording
        self._undo: list[tuple[Any, str, bool, Any]] = []

    def install(self) -> None:
        """Watch conversions of tensors and NumPy functions called on them."""
        import numpy
        from tensorflow.python.framework import ops, tensor

        self._numpy, self._symbolic = numpy, tensor.Tensor
        self._asarray = numpy.asarray
        base = ops._EagerTensorBase
        for name in CONVERSIONS:
            self._replace(base, name, self._conversion(name, getattr(base, name)))
        self._replace(base, "__array_ufunc__", self._ufunc())
        self._replace(base, "__array_function__", self._function())
        for name in ("array", "asarray"):
            self._replace(numpy, name, self._maker(name, getattr(numpy, name)))

    def uninstall(self) -> None:
        """Leave everything as it was."""
        for owner, name, had, original in reversed(self._undo):
            if had:
                setattr(owner, name, original)
            else:
                delattr(owner, name)
        self._undo = []

    def _replace(self, owner: Any, name: str, new: Any) -> None:
        had = name in vars(owner)
        self._undo.append((owner, name, had, vars(owner).get(name)))
        setattr(owner, name, new)

    def note(self, name: str, values: Iterable[Any], depth: int) -> None:
        """Something left TensorFlow through ``name``, asked for ``depth`` frames up."""
        recording = self._recording
        thread = recording.thread
        if not recording.on or thread.quiet or not thread.active:
            return
        ids = recording.ids(values)
        if ids:
            from . import frames

            chain = frames.chain(depth)
            recording.append(Op("py:" + name, ids, [], chain, thread.active, [], [], None))

    def _conversion(self, name: str, original: Callable[..., Any]) -> Callable[..., Any]:
        note = self.note

        @functools.wraps(original)
        def convert(tensor: Any, *args: Any, **kwargs: Any) -> Any:
            note(name, (tensor,), 3)
            return original(tensor, *args, **kwargs)

        return convert

    def _maker(self, name: str, original: Callable[..., Any]) -> Callable[..., Any]:
        note = self.note

        @functools.wraps(original)
        def make(value: Any, *args: Any, **kwargs: Any) -> Any:
            if type(value).__name__ == "EagerTensor" or isinstance(value, (list, tuple)):
                note("np." + name, (value,), 3)
            return original(value, *args, **kwargs)

        return make

    def _ufunc(self) -> Callable[..., Any]:
        leaving = self

        def __array_ufunc__(
            tensor: Any, ufunc: Any, method: str, *inputs: Any, **kwargs: Any
        ) -> Any:
            # `array + tensor` stays in TensorFlow, as it does where nobody watches.
            frame = sys._getframe(1)
            written = (
                frame.f_code.co_code[frame.f_lasti] in _BINARY if frame.f_lasti >= 0 else False
            )
            plain = method == "__call__" and not isinstance(inputs[0], leaving._symbolic)
            if written and plain and ufunc.__name__ in _OPERATORS:
                from tensorflow.python.framework import ops

                left = ops.convert_to_tensor(inputs[0], dtype=inputs[1].dtype)
                return _OPERATORS[ufunc.__name__](left, inputs[1])
            leaving.note("np." + ufunc.__name__, inputs, 3)
            arrays = [leaving._array(value) for value in inputs]
            return getattr(ufunc, method)(*arrays, **kwargs)

        return __array_ufunc__

    def _function(self) -> Callable[..., Any]:
        leaving = self

        def __array_function__(
            tensor: Any, function: Any, types: Any, args: Sequence[Any], kwargs: Mapping[str, Any]
        ) -> Any:
            leaving.note("np." + function.__name__, tuple(args), 3)
            plain = {key: leaving._array(value) for key, value in kwargs.items()}
            return function(*leaving._array(tuple(args)), **plain)

        return __array_function__

    def _array(self, value: Any) -> Any:
        if isinstance(value, self._symbolic):
            thread = self._recording.thread
            thread.quiet += 1
            try:
                return self._asarray(value)
            finally:
                thread.quiet -= 1
        if isinstance(value, (list, tuple)):
            return tuple(self._array(item) for item in value)
        return value
