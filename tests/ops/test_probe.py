"""The judge: what the table says of well-known symbols is measured again under TensorFlow."""

from __future__ import annotations

from operator import attrgetter
from typing import Any

import pytest

from tapelint.ops.table import (
    attributes,
    is_same_in_version_1,
    like_in_version_1,
    lookup,
    read_singular,
)

SYMBOLS = (
    "tf.math.floor",
    "tf.math.argmax",
    "tf.math.sign",
    "tf.math.log",
    "tf.math.sqrt",
    "tf.math.pow",
    "tf.math.divide",
    "tf.linalg.norm",
    "keras.ops.arccos",
    "tf.linalg.matmul",
    "tf.nn.relu",
    "tf.cast",
    "tf.image.resize",
    "tf.linalg.lu",
    "keras.layers.Dense",
    "keras.layers.Embedding",
    "keras.losses.MeanSquaredError",
    "keras.metrics.Mean",
    "np.sqrt",
    "math.sqrt",
)


@pytest.fixture(scope="module")
def answers() -> dict[str, dict[str, Any]]:
    from tools.probe import drive

    found: dict[str, dict[str, Any]] = {}
    drive.measure_all(list(SYMBOLS), 1, found.__setitem__)
    return found


@pytest.mark.oracle
@pytest.mark.parametrize("name", SYMBOLS)
def test_tensorflow_still_says_so(name: str, answers: dict[str, dict[str, Any]]) -> None:
    answer, row = answers[name], lookup(name)
    assert row is not None
    assert answer["effects"] == dict(row.effects)
    assert (answer["output"], answer["structure"]) == (row.output, row.structure)
    assert answer.get("curve", "unknown") == row.curve
    assert tuple(map(read_singular, answer.get("singular", ()))) == row.singular


@pytest.mark.oracle
def test_replacements_compute_the_same() -> None:
    from tools.probe.replacements import disagreements

    assert disagreements() == []


@pytest.mark.oracle
def test_a_module_has_these_attributes() -> None:
    import numpy as np
    import tensorflow as tf

    # Python adds this one to a class as soon as somebody has looked for it.
    extra = {"__annotations__"}
    assert attributes("tf.Module") - extra == set(dir(tf.Module())) - extra
    assert attributes("tf.DType") - extra == set(dir(tf.float32)) - extra
    assert attributes("np.generic") - extra == set(dir(np.generic)) - extra
    assert attributes("tf.Variable") - extra == set(dir(type(tf.Variable(1.0)))) - extra


@pytest.mark.oracle
def test_version_1_of_the_interface_still_shares_the_same() -> None:
    import tensorflow as tf

    from tools.probe.symbols import census, other_in_version_1

    others = other_in_version_1(census())
    assert not any(map(is_same_in_version_1, others))
    assert tf.compat.v1.nn.relu is tf.nn.relu


_CALLS: dict[str, tuple[tuple[Any, ...], dict[str, Any]]] = {
    "reduce_sum": ((1,), {}),
    "reduce_max": ((), {"axis": 1, "keepdims": True}),
    "reduce_logsumexp": ((), {}),
    "log": ((), {}),
    "nn.softmax": ((0,), {}),
    "nn.log_softmax": ((), {}),
    "nn.sigmoid": ((), {}),
    "nn.moments": (([0],), {}),
    "argmax": ((1,), {}),
    "expand_dims": ((0,), {}),
    "squeeze": ((), {}),
    "transpose": (([1, 0],), {}),
    "gather": (([0, 1],), {}),
    "gather_nd": (([[0, 1]],), {}),
    "boolean_mask": (([True, False],), {}),
    "pad": (([[1, 1], [0, 0]],), {}),
    "norm": ((), {}),
    "convert_to_tensor": ((), {}),
    "nn.embedding_lookup": (([1],), {}),
    "nn.conv2d": (([[[[1.0]]]], 1, "SAME"), {}),
    "nn.max_pool": ((2, 2, "SAME"), {}),
    "nn.avg_pool": ((2, 2, "SAME"), {}),
    "matrix_band_part": ((0, 0), {}),
    "math.round": ((), {}),
    "math.sign": ((), {}),
}


@pytest.mark.oracle
def test_what_version_1_calls_otherwise_is_still_found() -> None:
    from tools.probe import symbols

    for name, like in symbols.like_in_version_1(symbols.census()).items():
        assert like_in_version_1(name) == tuple(like)


@pytest.mark.oracle
@pytest.mark.parametrize("name", _CALLS)
def test_version_1_has_the_same_gradients(name: str) -> None:
    import tensorflow as tf

    like = like_in_version_1(name)
    assert like is not None
    given, named = _CALLS[name]
    gradients = []
    for function in (f"compat.v1.{name}", like[0].removeprefix("tf.")):
        x = tf.Variable([[1.0, 2.0], [3.0, 5.0]])
        with tf.GradientTape() as tape:
            image = tf.reshape(x, [1, 2, 2, 1]) if name in ("nn.conv2d", *_POOLS) else x
            result = attrgetter(function)(tf)(image, *given, **named)
        gradient = tape.gradient(result, x)
        gradients.append(None if gradient is None else tf.convert_to_tensor(gradient).numpy())
    assert (gradients[0] is None) is (gradients[1] is None)
    assert gradients[0] is None or (gradients[0] == gradients[1]).all()


_POOLS = ("nn.max_pool", "nn.avg_pool")
