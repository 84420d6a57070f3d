"""The judge: what the table says of well-known symbols is measured again under TensorFlow."""

from __future__ import annotations

from typing import Any

import pytest

from tapelint.ops.table import is_same_in_version_1, lookup, read_singular

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
def test_version_1_of_the_interface_still_shares_the_same() -> None:
    import tensorflow as tf

    from tools.probe.symbols import census, other_in_version_1

    others = other_in_version_1(census())
    assert not any(map(is_same_in_version_1, others))
    assert tf.compat.v1.nn.relu is tf.nn.relu
