"""Each modelled method of each modelled linear operator differentiates to all that it is given."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tapelint.flow.tf.linear_operators import MODELLED

_MADE: dict[str, tuple[str, list[Any]]] = {
    "Diag": ("{0}", [[1.5, 2.5]]),
    "FullMatrix": ("{0}", [[[2.0, 0.5], [0.5, 1.5]]]),
    "LowerTriangular": ("{0}", [[[2.0, 0.0], [0.5, 1.5]]]),
    "ScaledIdentity": ("2, {0}", [2.5]),
    "Identity": ("2", []),
    "LowRankUpdate": ("D({0}), {1}, {2}", [[1.5, 2.5], [[1.0], [0.5]], [0.5]]),
    "Kronecker": ("[D({0}), D({1})]", [[1.5], [1.5, 2.5]]),
    "BlockDiag": ("[D({0}), D({1})]", [[1.5], [2.5]]),
    "Composition": ("[D({0}), D({1})]", [[1.5, 2.5], [0.5, 2.0]]),
    "Adjoint": ("D({0})", [[1.5, 2.5]]),
    "Inversion": ("D({0}, is_non_singular=True)", [[1.5, 2.5]]),
}
_CALLS = {
    "matmul": [[1.0], [2.0]],
    "matvec": [1.0, 2.0],
    "solve": [[1.0], [2.0]],
    "solvevec": [1.0, 2.0],
    "add_to_tensor": [[1.0, 2.0], [3.0, 4.0]],
    "to_dense": None,
    "diag_part": None,
    "trace": None,
    "determinant": None,
    "log_abs_determinant": None,
}


def test_every_modelled_class_is_made_here() -> None:
    assert {name.removeprefix("tf.linalg.LinearOperator") for name in MODELLED} == _MADE.keys()


@pytest.mark.oracle
@pytest.mark.parametrize("method", _CALLS)
@pytest.mark.parametrize("kind", _MADE)
def test_gradients_reach_all_parts(kind: str, method: str) -> None:
    import tensorflow as tf

    written, entries = _MADE[kind]
    parts = [tf.Variable(entry) for entry in entries]
    names = [f"p{i}" for i in range(len(parts))]
    scope = {"D": tf.linalg.LinearOperatorDiag, **dict(zip(names, parts, strict=True))}
    made: Callable[..., Any] = getattr(tf.linalg, f"LinearOperator{kind}")
    given = None if _CALLS[method] is None else tf.Variable(_CALLS[method])
    with tf.GradientTape() as tape:
        operator = eval(f"made({written.format(*names)})", {**scope, "made": made})
        result = getattr(operator, method)(*([] if given is None else [given]))
    sources = [*parts, *([] if given is None else [given])]
    assert None not in [g if g is None else 0 for g in tape.gradient(result, sources)]
