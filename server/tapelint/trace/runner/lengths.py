"""In a graph: how large gradients are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .norms import is_slices

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

_MOST_JOINED = 4096  # of larger ones a copy takes longer than an operation more
_DOUBLE = frozenset({"float64", "complex128"})


def lengths(gradients: Sequence[Any]) -> Any:
    """The Euclidean norm of each gradient, float64.

    Small gradients are joined and summed at once: of those, the number of operations is what takes
    time.
    """
    from tensorflow.python.framework import constant_op, dtypes
    from tensorflow.python.ops import array_ops

    joined: dict[str, list[int]] = {}
    for position, gradient in enumerate(gradients):
        kind = gradient.dtype.name if _is_small(gradient) else str(position)
        joined.setdefault(kind, []).append(position)
    found = [_lengths([gradients[i] for i in positions]) for positions in joined.values()]
    order = [position for positions in joined.values() for position in positions]
    places = [order.index(i) for i in range(len(gradients))]
    return array_ops.gather(array_ops.concat(found, 0), constant_op.constant(places, dtypes.int32))


def _is_small(gradient: Any) -> bool:
    return not is_slices(gradient) and 0 <= _count(gradient) <= _MOST_JOINED


def _count(gradient: Any) -> int:
    """The number of elements; less than none where it isn't known."""
    count = gradient.shape.num_elements()
    return -1 if count is None else int(count)


def _lengths(alike: Sequence[Any]) -> Any:
    """The norms of gradients of one dtype: of several small ones, or of one."""
    from tensorflow.python.framework import constant_op, dtypes
    from tensorflow.python.ops import array_ops, math_ops

    if len(alike) == 1:
        return array_ops.reshape(_length(alike[0]), [1])
    owners = [n for n, gradient in enumerate(alike) for _ in range(_count(gradient))]
    owner = constant_op.constant(owners, dtypes.int32)
    values = _numbers(array_ops.concat([array_ops.reshape(g, [-1]) for g in alike], 0))
    if not _is_double(alike[0]):
        return math_ops.sqrt(math_ops.unsorted_segment_sum(values * values, owner, len(alike)))
    scale = _scale(math_ops.unsorted_segment_max(math_ops.abs(values), owner, len(alike)))
    scaled = values / array_ops.gather(scale, owner)
    sums = math_ops.unsorted_segment_sum(scaled * scaled, owner, len(alike))
    return math_ops.sqrt(sums) * scale


def _length(gradient: Any) -> Any:
    from tensorflow.python.ops import math_ops, nn_ops

    values = _numbers(_rows(gradient) if is_slices(gradient) else gradient)
    if not _is_double(gradient):
        return math_ops.sqrt(2.0 * nn_ops.l2_loss(values))
    scale = _scale(math_ops.reduce_max(math_ops.abs(values)))
    return math_ops.sqrt(2.0 * nn_ops.l2_loss(values / scale)) * scale


def _is_double(gradient: Any) -> bool:
    """Whether the square of a number can be too large or too small for a float64."""
    return gradient.dtype.name in _DOUBLE


def _scale(most: Any) -> Any:
    """What to divide by, so that the squares are neither too large nor too small."""
    from tensorflow.python.ops import array_ops, math_ops

    is_usable = math_ops.logical_and(math_ops.is_finite(most), most > 0.0)
    return array_ops.where_v2(is_usable, most, array_ops.ones_like(most))


def _numbers(values: Any) -> Any:
    """As float64: of a float32 the square can be too large or too small for one."""
    from tensorflow.python.framework import dtypes
    from tensorflow.python.ops import math_ops

    if values.dtype.is_complex:
        values = math_ops.abs(values)
    return math_ops.cast(values, dtypes.float64)


def _rows(slices: Any) -> Any:
    """The rows of a sparse gradient, each once: what stands for one row adds up."""
    from tensorflow.python.ops import array_ops, math_ops

    rows, places = array_ops.unique(slices.indices)
    return math_ops.unsorted_segment_sum(slices.values, places, array_ops.size(rows))
