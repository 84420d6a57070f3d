"""How large a gradient is, and what that means."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any


def norm(gradient: Any) -> float | None:
    """The Euclidean norm of a gradient; None where there is none, 1 where it is symbolic."""
    if gradient is None:
        return None
    values = getattr(gradient, "values", gradient) if _is_slices(gradient) else gradient
    try:
        array = values.numpy()
    except Exception:
        return 1.0
    try:
        return _length(array)
    except Exception:
        return 1.0


def _is_slices(gradient: Any) -> bool:
    return type(gradient).__name__ == "IndexedSlices"


def _length(array: Any) -> float:
    import numpy

    flat = numpy.asarray(array).ravel()
    if flat.dtype.kind not in "fc":
        flat = flat.astype("float32")
    if flat.dtype.itemsize < 4:
        flat = flat.astype("float32")
    length = float(numpy.sqrt(numpy.vdot(flat, flat).real))
    if length == 0.0 and flat.size and numpy.any(flat):
        return 1e-30  # too small for its own square, but there
    if length == float("inf") and not numpy.isinf(flat).any() and not numpy.isnan(flat).any():
        return float(numpy.abs(flat).max())
    return length


def state(size: float | None) -> str:
    """flows, none, zero, nan or inf."""
    if size is None:
        return "none"
    if size != size:
        return "nan"
    if size in (float("inf"), float("-inf")):
        return "inf"
    return "zero" if size == 0 else "flows"
