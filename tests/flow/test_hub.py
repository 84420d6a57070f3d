"""``hub.KerasLayer``: a model of somebody else's inside the program's own."""

from __future__ import annotations

import pytest

from tapelint.check import check
from tapelint.diagnostic import Verdict

PROGRAM = """\
import tensorflow as tf
import tensorflow_hub as hub

layer = {layer}
model = tf.keras.Sequential([layer, tf.keras.layers.Dense(1)])
model.compile("adam", "mse")
model.fit(tf.ones([2, 3]), tf.ones([2, 1]))
"""


@pytest.mark.parametrize(
    ("layer", "verdict"),
    [
        ("hub.KerasLayer('somewhere')", Verdict.FLOWS),
        ("hub.KerasLayer('somewhere', trainable=True)", Verdict.FLOWS),
        ("hub.KerasLayer('somewhere', input_shape=[], dtype=tf.string)", Verdict.FLOWS),
        ("hub.load('somewhere')", Verdict.UNKNOWN),
    ],
)
def test_training_goes_through_it(layer: str, verdict: Verdict) -> None:
    result = check(PROGRAM.format(layer=layer))
    assert ([r.verdict for r in result.requests], result.findings) == ([verdict], ())


def test_a_class_of_its_own_is_unknown() -> None:
    own = "class Own(hub.KerasLayer):\n    pass\n\n\nlayer = Own('somewhere')"
    text = PROGRAM.replace("layer = {layer}", own)
    assert [r.verdict for r in check(text).requests] == [Verdict.UNKNOWN]
