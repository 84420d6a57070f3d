"""Which TensorFlow symbol says the same as a NumPy or ``math`` function, argument for argument.

Every pair is called with the same arguments by ``python -m tools.probe`` before it is written into
the table; a pair that disagrees stops the command.
"""

from __future__ import annotations

from typing import Any

SAME: dict[str, str] = {
    "np.abs": "tf.abs",
    "np.absolute": "tf.abs",
    "np.add": "tf.add",
    "np.arccos": "tf.acos",
    "np.arccosh": "tf.acosh",
    "np.arcsin": "tf.asin",
    "np.arcsinh": "tf.asinh",
    "np.arctan": "tf.atan",
    "np.arctan2": "tf.atan2",
    "np.arctanh": "tf.atanh",
    "np.array": "tf.convert_to_tensor",
    "np.asarray": "tf.convert_to_tensor",
    "np.broadcast_to": "tf.broadcast_to",
    "np.clip": "tf.clip_by_value",
    "np.cos": "tf.cos",
    "np.cosh": "tf.cosh",
    "np.cross": "tf.linalg.cross",
    "np.divide": "tf.divide",
    "np.einsum": "tf.einsum",
    "np.exp": "tf.exp",
    "np.expand_dims": "tf.expand_dims",
    "np.expm1": "tf.math.expm1",
    "np.linalg.cholesky": "tf.linalg.cholesky",
    "np.linalg.det": "tf.linalg.det",
    "np.linalg.inv": "tf.linalg.inv",
    "np.linalg.norm": "tf.norm",
    "np.linalg.solve": "tf.linalg.solve",
    "np.log": "tf.math.log",
    "np.log1p": "tf.math.log1p",
    "np.matmul": "tf.matmul",
    "np.max": "tf.reduce_max",
    "np.amax": "tf.reduce_max",
    "np.maximum": "tf.maximum",
    "np.mean": "tf.reduce_mean",
    "np.min": "tf.reduce_min",
    "np.amin": "tf.reduce_min",
    "np.minimum": "tf.minimum",
    "np.mod": "tf.math.floormod",
    "np.multiply": "tf.multiply",
    "np.negative": "tf.negative",
    "np.power": "tf.pow",
    "np.prod": "tf.reduce_prod",
    "np.reciprocal": "tf.math.reciprocal",
    "np.reshape": "tf.reshape",
    "np.sin": "tf.sin",
    "np.sinh": "tf.sinh",
    "np.sqrt": "tf.sqrt",
    "np.square": "tf.square",
    "np.squeeze": "tf.squeeze",
    "np.stack": "tf.stack",
    "np.std": "tf.math.reduce_std",
    "np.subtract": "tf.subtract",
    "np.sum": "tf.reduce_sum",
    "np.tan": "tf.tan",
    "np.tanh": "tf.tanh",
    "np.trace": "tf.linalg.trace",
    "np.transpose": "tf.transpose",
    "np.true_divide": "tf.divide",
    "np.var": "tf.math.reduce_variance",
    "np.where": "tf.where",
    "math.acos": "tf.acos",
    "math.acosh": "tf.acosh",
    "math.asin": "tf.asin",
    "math.asinh": "tf.asinh",
    "math.atan": "tf.atan",
    "math.atan2": "tf.atan2",
    "math.atanh": "tf.atanh",
    "math.cos": "tf.cos",
    "math.cosh": "tf.cosh",
    "math.erf": "tf.math.erf",
    "math.erfc": "tf.math.erfc",
    "math.exp": "tf.exp",
    "math.expm1": "tf.math.expm1",
    "math.fabs": "tf.abs",
    "math.lgamma": "tf.math.lgamma",
    "math.log": "tf.math.log",
    "math.log1p": "tf.math.log1p",
    "math.pow": "tf.pow",
    "math.sin": "tf.sin",
    "math.sinh": "tf.sinh",
    "math.sqrt": "tf.sqrt",
    "math.tan": "tf.tan",
    "math.tanh": "tf.tanh",
}

# Arguments for the comparison; one positive vector where nothing is said.
_SQUARE = [[2.0, 0.5], [0.5, 3.0]]
ARGUMENTS: dict[str, tuple[object, ...]] = {
    "np.add": ([1.5, 2.0], [0.5, 3.0]),
    "np.arccosh": ([1.5, 2.0],),
    "np.arctan2": ([1.5, 2.0], [0.5, 3.0]),
    "np.broadcast_to": ([1.5, 2.0], (3, 2)),
    "np.clip": ([0.5, 5.0], 1.0, 2.0),
    "np.cross": ([1.0, 2.0, 3.0], [0.5, 3.0, 1.0]),
    "np.divide": ([1.5, 2.0], [0.5, 3.0]),
    "np.einsum": ("ij,jk->ik", _SQUARE, _SQUARE),
    "np.expand_dims": ([1.5, 2.0], 1),
    "np.linalg.cholesky": (_SQUARE,),
    "np.linalg.det": (_SQUARE,),
    "np.linalg.inv": (_SQUARE,),
    "np.linalg.solve": (_SQUARE, _SQUARE),
    "np.matmul": (_SQUARE, _SQUARE),
    "np.maximum": ([1.5, 2.0], [0.5, 3.0]),
    "np.minimum": ([1.5, 2.0], [0.5, 3.0]),
    "np.mod": ([-1.5, 2.0], [0.5, 3.0]),
    "np.multiply": ([1.5, 2.0], [0.5, 3.0]),
    "np.power": ([1.5, 2.0], [0.5, 3.0]),
    "np.reshape": (_SQUARE, (4,)),
    "np.stack": ([[1.5, 2.0], [0.5, 3.0]],),
    "np.subtract": ([1.5, 2.0], [0.5, 3.0]),
    "np.trace": (_SQUARE,),
    "np.true_divide": ([1.5, 2.0], [0.5, 3.0]),
    "np.where": ([True, False], [1.5, 2.0], [0.5, 3.0]),
    "math.acosh": (1.5,),
    "math.atan2": (1.5, 2.0),
    "math.pow": (1.5, 2.0),
}


def disagreements() -> list[str]:
    """The pairs whose results differ when both are called with the same arguments."""
    import math

    import numpy as np
    import tensorflow as tf

    found = []
    for name, other in SAME.items():
        default = 0.5 if name.startswith("math.") else [0.25, 0.5]
        given = ARGUMENTS.get(name, (default,))
        arguments = [tf.constant(item) if isinstance(item, list) else item for item in given]
        expected = _resolved(name, {"np": np, "math": math})(*arguments)
        if not np.allclose(expected, _resolved(other, {"tf": tf})(*arguments)):
            found.append(f"{name} and {other}")
    return found


def _resolved(name: str, roots: dict[str, Any]) -> Any:
    first, *rest = name.split(".")
    found = roots[first]
    for part in rest:
        found = getattr(found, part)
    return found
