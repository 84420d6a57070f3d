"""Values that leave TensorFlow: arrays and numbers made of tensors, unseen by any operation."""

from __future__ import annotations

import dis
import functools
import linecache
import operator
import re
import sys
from typing import TYPE_CHECKING

from .recording import Op

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from types import CodeType, FrameType
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
    "bitwise_and": operator.and_,
    "bitwise_or": operator.or_,
    "bitwise_xor": operator.xor,
}


class _Maker:
    """Stands for a function of NumPy's: like a builtin, it is no method where a class holds it."""

    def __init__(self, original: Callable[..., Any], note: Callable[[Sequence[Any]], None]) -> None:
        functools.update_wrapper(self, original, updated=())
        self._original = original
        self._note = note

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        self._note((*args, *kwargs.values()))
        return _as_from(sys._getframe(1), self._original, args, kwargs)


_CALL = compile("function(*args, **kwargs)", "", "eval")
_CALLS: dict[tuple[str, int], CodeType] = {}


def _as_from(
    frame: FrameType, function: Any, args: Sequence[Any], kwargs: Mapping[str, Any]
) -> Any:
    """Call a function from the line of a frame: NumPy's warnings name the line that calls it."""
    place = frame.f_code.co_filename, frame.f_lineno
    code = _CALLS.get(place)
    if code is None:
        code = _CALL.replace(co_filename=place[0], co_firstlineno=place[1])
        _CALLS[place] = code
    return eval(code, frame.f_globals, {"function": function, "args": args, "kwargs": kwargs})


def _is_called(frame: Any, ufunc: Any) -> bool:
    """Whether a line of Python calls a function of NumPy by its name, and not by an operator."""
    if frame.f_lasti >= 0 and frame.f_code.co_code[frame.f_lasti] in _BINARY:
        return False
    line = linecache.getline(frame.f_code.co_filename, frame.f_lineno, frame.f_globals)
    return re.search(r"(?<!operator\.)\b%s\(" % re.escape(ufunc.__name__), line) is not None


class Leaving:
    """Notes where tensors become arrays or numbers while a tape records."""

    def __init__(self, recording: Recording) -> None:
        self._recording = recording
        self._undo: list[tuple[Any, str, bool, Any]] = []

    def install(self) -> None:
        """Watch conversions of tensors and NumPy functions called on them."""
        import numpy
        from tensorflow.python.framework import ops, tensor, tensor_util

        self._static = vars(tensor_util)
        self._numpy, self._symbolic = numpy, tensor.Tensor
        self._asarray = numpy.asarray
        base = ops._EagerTensorBase
        for name in CONVERSIONS:
            self._replace(base, name, self._conversion(name, getattr(base, name)))
        self._replace(base, "__array_ufunc__", self._ufunc())
        self._replace(base, "__array_function__", self._function())
        for name in ("array", "asarray"):
            self._replace(numpy, name, self._maker(name, getattr(numpy, name)))
        for name, draw in list(vars(numpy.random).items()):
            if type(getattr(draw, "__self__", None)).__name__ == "RandomState":
                self._replace(numpy.random, name, self._drawing("np.random." + name, draw))

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
        @functools.wraps(original)
        def convert(tensor: Any, *args: Any, **kwargs: Any) -> Any:
            if not self._is_peek(sys._getframe(1)):
                self.note(name, (tensor,), 3)
            return original(tensor, *args, **kwargs)

        return convert

    def _is_peek(self, caller: FrameType) -> bool:
        """Whether TensorFlow looks at a value for itself, as when a graph captures a tensor."""
        asking = caller.f_back if caller.f_globals is self._static else None
        name = "" if asking is None else str(asking.f_globals.get("__name__"))
        return name.startswith("tensorflow.")

    def _maker(self, name: str, original: Callable[..., Any]) -> _Maker:
        def made(args: Sequence[Any]) -> None:
            first = args[0] if args else None
            if type(first).__name__ == "EagerTensor" or isinstance(first, (list, tuple)):
                self.note("np." + name, (first,), 4)

        return _Maker(original, made)

    def _drawing(self, name: str, original: Callable[..., Any]) -> _Maker:
        """A function of ``numpy.random``, which reads the memory of a tensor unasked."""
        return _Maker(original, lambda given: self.note(name, given, 4))

    def _ufunc(self) -> Callable[..., Any]:
        leaving = self

        def __array_ufunc__(
            tensor: Any, ufunc: Any, method: str, *inputs: Any, **kwargs: Any
        ) -> Any:
            # `array + tensor` stays in TensorFlow, as it does where nobody watches.
            in_place = kwargs.keys() == {"out"} and kwargs["out"][0] is inputs[0]
            plain = method == "__call__" and len(inputs) == 2 and (in_place or not kwargs)
            operation = _OPERATORS.get(ufunc.__name__) if plain else None
            mixed = plain and not isinstance(inputs[0], leaving._symbolic)
            if operation is not None and mixed and not _is_called(sys._getframe(1), ufunc):
                from tensorflow.python.framework import ops

                left = ops.convert_to_tensor(inputs[0], dtype=inputs[1].dtype)
                return operation(left, inputs[1])
            leaving.note("np." + ufunc.__name__, inputs, 3)
            arrays = [leaving._array(value) for value in inputs]
            return _as_from(sys._getframe(1), getattr(ufunc, method), arrays, kwargs)

        return __array_ufunc__

    def _function(self) -> Callable[..., Any]:
        leaving = self

        def __array_function__(
            tensor: Any, function: Any, types: Any, args: Sequence[Any], kwargs: Mapping[str, Any]
        ) -> Any:
            result = _as_from(sys._getframe(1), function._implementation, args, kwargs)
            if not isinstance(result, leaving._symbolic):
                leaving.note("np." + function.__name__, tuple(args), 3)
            return result

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
