"""Since when values are NaN or infinite whose target isn't finite."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence
    from typing import Any

SPOILING = frozenset(
    {"Acos", "Acosh", "Asin", "Atanh", "Cosh", "Digamma", "Div", "Erfinv", "Exp", "Expm1"}
    | {"Inv", "Lgamma", "Log", "Log1p", "MatrixInverse", "MatrixSolve", "Mean", "Pow", "RealDiv"}
    | {"Reciprocal", "Rsqrt", "Sinh", "Sqrt", "Square", "Tan", "Xdivy", "Xlogy"}
    | {"Case", "If", "PartitionedCall", "StatefulPartitionedCall", "StatelessCase", "StatelessIf"}
    | {"StatelessWhile", "While", "tf.function"}
)
"""Operations that have no finite number to give for some that they get, or of which one inside may
have none."""

_MEETING = frozenset(
    {"Add", "AddN", "AddV2", "Cumprod", "Cumsum", "DivNoNan", "L2Loss", "LogSoftmax", "Mul"}
    | {"MulNoNan", "Prod", "Softmax", "SoftmaxCrossEntropyWithLogits", "SquaredDifference", "Sub"}
    | {"SparseSoftmaxCrossEntropyWithLogits", "Sum"}
)
"""Operations that give none where zero or infinity meets infinity, or where numbers grow too large.

Products of matrices aren't among them: TensorFlow computes those faster together with what follows,
unless something else asks for their result.
"""
_HALVES = frozenset({"float16", "bfloat16"})
_PASSING = frozenset(
    {"BroadcastTo", "ConcatV2", "Const", "ExpandDims", "GatherNd", "GatherV2", "Identity"}
    | {"IdentityN", "Pack", "Placeholder", "ReadVariableOp", "Relu", "Reshape", "Select"}
    | {"SelectV2", "Split", "SplitV", "Squeeze", "StopGradient", "StridedSlice", "Tile"}
    | {"Transpose", "Unpack"}
)
"""Operations that give what they get."""

_MOST_ELEMENTS = 4_000_000
_MOST_CANDIDATES = 300


class Spoils:
    """Since when values aren't finite, of operations that are shown one after the other.

    Looking at every result takes longer than some operations do: while a program runs eagerly it is
    done in the steps that are always looked at, and as long as it isn't known where a loss turns
    bad.
    """

    def __init__(self, is_close: bool = False) -> None:
        self.is_close = is_close  # whether all operations are shown
        self.is_wary = False  # the same, because it isn't known why a target wasn't finite
        # Values that aren't finite, made of some that are, and whether they are the first NaN.
        self.first: dict[int, bool] = {}
        self._entered: dict[int, bool] = {}  # the first that are made of data that isn't finite
        self._unfit: set[int] = set()

    def looks_at(self, name: str) -> bool:
        """Whether the results of an operation are to be shown."""
        return self.is_close or self.is_wary or name in SPOILING

    def look(
        self,
        name: str,
        results: Iterable[tuple[int, Any]],
        given: Sequence[Any],
        ins: Sequence[int],
    ) -> None:
        """Note what isn't finite of an operation's results, by their ids."""
        bad = {number: value for number, value in results if not is_finite(value)}
        if not bad or name == "ReadVariableOp":
            return
        turned_nan = any(map(_has_nan, bad.values())) and not any(map(_has_nan, given))
        if turned_nan or all(map(is_finite, given)):
            self.first.update(dict.fromkeys(bad, turned_nan))
        elif (self.is_close or self.is_wary) and self._unfit.isdisjoint(ins):
            self._entered.update(dict.fromkeys(bad, False))
        self._unfit.update(bad)

    def of(self, history: Container[int]) -> dict[int, bool]:
        """Of the values that went into a target, those that are the first not to be finite.

        Of each, whether it is NaN though nothing was that it is made of.
        """
        return _within(self.first, history) or _within(self._entered, history)

    def forget(self) -> None:
        """Nothing of what was seen will be asked for any more."""
        self.first.clear()
        self._entered.clear()
        self._unfit.clear()


def _within(found: Mapping[int, bool], history: Container[int]) -> dict[int, bool]:
    return {number: turned for number, turned in found.items() if number in history}


def is_finite(value: Any) -> bool:
    """Whether all of a value's numbers are finite; what can't be looked at counts as finite."""
    import numpy

    return _every(value, numpy.isfinite)


def _has_nan(value: Any) -> bool:
    import numpy

    return not _every(value, lambda numbers: ~numpy.isnan(numbers))


def _every(value: Any, holds: Any) -> bool:
    """Whether something holds for all of a value's numbers, or there is no looking at them."""
    if isinstance(value, (list, tuple)):
        return all(_every(one, holds) for one in value)
    try:
        if hasattr(value, "_numpy"):
            if math.prod(value._shape_tuple()) > _MOST_ELEMENTS:
                return True
            value = value._numpy()
        elif hasattr(value, "numpy"):
            value = _read(value)
        return bool(holds(value).all())
    except Exception:
        return True


def _read(variable: Any) -> Any:
    """The numbers of a variable; no tape is to know that they were read."""
    from tensorflow.python.eager import record

    with record.stop_recording():
        return variable.numpy()


# ---------------------------------------------------------------------- graphs


def candidates(operations: Sequence[Any], targets: Iterable[Any]) -> list[Any]:
    """The operations of a graph that are worth a look where its target isn't finite."""
    known = set(operations)
    waiting = [target.op for target in targets]
    seen: set[Any] = set()
    while waiting:
        op = waiting.pop()
        if op not in seen and op in known:
            seen.add(op)
            waiting += [tensor.op for tensor in op.inputs]
    found = [op for op in operations if op in seen and _may_spoil(op)]
    return found[-_MOST_CANDIDATES:]


def _may_spoil(op: Any) -> bool:
    if not floating([op]):
        return False
    too_large = any(t.dtype.name in _HALVES for t in op.outputs) and op.type not in _PASSING
    return op.type in SPOILING or op.type in _MEETING or too_large


def floating(operations: Iterable[Any]) -> list[Any]:
    """The tensors that go into or come out of some operations of a graph and can be NaN."""
    tensors = [tensor for op in operations for tensor in (*op.inputs, *op.outputs)]
    found = {t._id: t for t in tensors if t.dtype.is_floating or t.dtype.is_complex}
    return list(found.values())


def spoiling(operations: Sequence[Any], values: Mapping[int, Any]) -> list[int]:
    """Of each operation of a graph, whether its results are the first that aren't finite.

    It is 0 if not, 2 if they turn NaN, and else 1; ``values`` are the numbers of the tensors that
    ``floating`` gave, by their ids.
    """
    spoils = Spoils(is_close=True)
    for op in operations:
        ins = [tensor._id for tensor in op.inputs if tensor._id in values]
        outs = [tensor._id for tensor in op.outputs if tensor._id in values]
        spoils.look(op.type, [(i, values[i]) for i in outs], [values[i] for i in ins], ins)
    found = spoils.of(values)
    return [
        max((1 + found[t._id] for t in op.outputs if t._id in found), default=0)
        for op in operations
    ]


def finite(tensors: Iterable[Any]) -> Any:
    """For a graph: whether all of the numbers are finite."""
    from tensorflow.python.framework import constant_op
    from tensorflow.python.ops import array_ops_stack, math_ops

    each = [math_ops.reduce_all(math_ops.is_finite(t)) for t in tensors if t.dtype.is_floating]
    if len(each) == 1:
        return each[0]
    return math_ops.reduce_all(array_ops_stack.stack(each)) if each else constant_op.constant(True)
