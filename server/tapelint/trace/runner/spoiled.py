"""Values that are NaN or infinite while all that they are computed from is finite."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
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

_MOST_ELEMENTS = 4_000_000


def spoiled(results: Sequence[Any], arguments: Iterable[Any]) -> list[int]:
    """The ids of those results that aren't finite, if all arguments are."""
    found = [tensor._id for tensor in results if not is_finite(tensor)]
    return found if found and all(map(is_finite, arguments)) else []


def is_finite(value: Any) -> bool:
    """Whether all of a value's numbers are finite; what can't be looked at counts as finite."""
    import numpy

    try:
        if hasattr(value, "_numpy"):
            if math.prod(value._shape_tuple()) > _MOST_ELEMENTS:
                return True
            value = value._numpy()
        elif hasattr(value, "numpy"):
            value = _read(value)
        return bool(numpy.isfinite(value).all())
    except Exception:
        return True


def _read(variable: Any) -> Any:
    """The numbers of a variable; no tape is to know that they were read."""
    from tensorflow.python.eager import record

    with record.stop_recording():
        return variable.numpy()


def candidates(operations: Iterable[Any], most: int = 100) -> list[Any]:
    """The operations of a graph that are worth a look."""
    found = [op for op in operations if op.type in SPOILING and op.outputs]
    return found[-most:]


def spoiling(operations: Sequence[Any]) -> Any:
    """For a graph: of each operation, whether it has no finite result for what is finite."""
    from tensorflow.python.framework import dtypes
    from tensorflow.python.ops import array_ops, array_ops_stack, math_ops

    found = [
        math_ops.logical_and(finite(op.inputs), math_ops.logical_not(finite(op.outputs)))
        for op in operations
    ]
    return array_ops_stack.stack(found) if found else array_ops.zeros([0], dtypes.bool)


def finite(tensors: Iterable[Any]) -> Any:
    """For a graph: whether all of the numbers are finite."""
    from tensorflow.python.framework import constant_op
    from tensorflow.python.ops import array_ops_stack, math_ops

    floating = [tensor for tensor in tensors if tensor.dtype.is_floating]
    each = [math_ops.reduce_all(math_ops.is_finite(tensor)) for tensor in floating]
    if len(each) == 1:
        return each[0]
    return math_ops.reduce_all(array_ops_stack.stack(each)) if each else constant_op.constant(True)
