"""How large a gradient is, and what that means."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

_LEAST, _MOST = 1e-30, 1e38  # between these, squares of float32 add up to what they are
UNSIZED = -1.0  # a gradient came, and how large it is isn't known


def norm(gradient: Any) -> float | None:
    """The Euclidean norm of a gradient; None where there is none, ``UNSIZED`` where it isn't known.

    It is known of numbers that are there: not while a graph is traced, nor of variants and texts.
    """
    if gradient is None:
        return None
    try:
        return length(_summed(gradient) if is_slices(gradient) else _array(gradient))
    except Exception:
        return UNSIZED


def is_slices(gradient: Any) -> bool:
    """Whether a gradient is that of some rows, of which some may come several times."""
    return type(gradient).__name__ == "IndexedSlices"


def known(size: float | None) -> float | None:
    """A norm as it is told: nothing but finite numbers."""
    return size if size is not None and 0 <= size < float("inf") else None


def state(size: float | None) -> str:
    """flows, none, zero, nan or inf."""
    if size is None:
        return "none"
    if size != size:
        return "nan"
    if size == float("inf"):
        return "inf"
    return "zero" if size == 0 else "flows"


def _array(tensor: Any) -> Any:
    """The numbers of a tensor, not copied where TensorFlow can do without."""
    numbers = getattr(tensor, "_numpy", tensor.numpy)
    return numbers()


def _summed(slices: Any) -> Any:
    """The rows of a sparse gradient, each once: what stands for one row adds up."""
    import numpy

    rows, places = numpy.unique(_array(slices.indices), return_inverse=True)
    values = _array(slices.values)
    if len(rows) == len(values):
        return values
    if values.dtype.kind not in "fc" or values.dtype.itemsize < 4:
        values = values.astype("float32")
    found = numpy.zeros((len(rows), *values.shape[1:]), values.dtype)
    numpy.add.at(found, places.reshape(-1), values)
    return found


def length(array: Any) -> float:
    """The Euclidean norm of an array."""
    import numpy

    flat = numpy.asarray(array).ravel()
    if flat.dtype.kind not in "fc" or flat.dtype.itemsize < 4:
        flat = flat.astype("float32")
    square = float(numpy.vdot(flat, flat).real)
    if _LEAST < square < _MOST or square != square or not flat.size:
        return math.sqrt(square) if square == square else square
    # Numbers that are too small or too large for their own squares.
    largest = float(numpy.abs(flat).max())
    if largest in (0.0, math.inf) or largest != largest:
        return largest
    return largest * math.sqrt(float(numpy.vdot(flat / largest, flat / largest).real))
