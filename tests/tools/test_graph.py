"""The graph that developers look at: each request, its sources and the way between them."""

from __future__ import annotations

from tools.graph import graph

PROGRAM = """\
import numpy as np
import tensorflow as tf

w = tf.Variable(2.0)
for step in range(3):
    with tf.GradientTape() as tape:
        loss = np.sqrt(w)
    grad = tape.gradient(loss, w)
"""


def test_a_dead_source_and_its_way_are_shown_once() -> None:
    lines = list(graph(PROGRAM))
    assert lines[:2] == [
        "8:12  tape.gradient(loss, w)",
        "  source w: cut, leaves at 7:16",
    ]
    assert any("op np.sqrt [numpy float] = target  7:16  np.sqrt(w)" in line for line in lines)
    assert "        <- variable w live" in lines
    assert sum("tape.gradient" in line for line in lines) == 1


def test_a_program_without_a_request_says_so() -> None:
    assert list(graph("import tensorflow as tf\n")) == ["no gradient is asked for here"]
