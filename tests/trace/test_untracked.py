"""Variables that Keras doesn't track: who trains the weights of a layer leaves them out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tapelint.cli.trace import exit_code
from tapelint.report.traces import trace_record
from tapelint.trace.seen import Source, Trace
from tests.trace.tracers import Traced, Tracers

pytestmark = pytest.mark.oracle

Run = Callable[[str], Traced]

LAYER = """\
import tensorflow as tf
from tensorflow import keras


class Scale(keras.layers.Layer):
    def __init__(self):
        super().__init__()
        self.gain = tf.Variable(1.0)
        self.dense = keras.layers.Dense(2)

    def call(self, inputs):
        return self.gain * self.dense(inputs)


x, y = tf.ones((4, 3)), tf.zeros((4, 2))
optimizer = keras.optimizers.SGD(0.1)
layer = Scale()
layer(x)
"""
MADE = 8


@pytest.fixture
def run(tracers: Tracers, tmp_path: Path) -> Run:
    """Traces a program that is given as text."""

    def traced(text: str) -> Traced:
        path = tmp_path / "train.py"
        path.write_text(text, encoding="utf-8")
        done = tracers.trace(path)
        assert done.trace.notes == (), done.trace.notes
        return done

    return traced


def left(trace: Trace) -> list[Source]:
    """What is said to be left out, in all requests."""
    sources = [source for gradient in trace.gradients for source in gradient.sources]
    return [s for s in sources if s.cut is not None and s.cut.rule == "untracked-variable"]


def names(trace: Trace) -> set[str]:
    """How that is called."""
    return {source.name for source in left(trace)}


# ---------------------------------------------------------------------- what is told


def test_a_gradient_comes_and_nobody_asks(run: Run) -> None:
    done = run(
        LAYER
        + """\
with tf.GradientTape() as tape:
    loss = tf.reduce_mean((layer(x) - y) ** 2)
    weights = layer.trainable_variables
tape.gradient(loss, weights)
"""
    )
    (source,) = left(done.trace)
    assert (source.name, source.state.value) == ("scale/gain", "flows")
    assert source.norm is not None
    assert source.norm > 0
    assert exit_code(done.trace) == 1
    *_, record = trace_record(done.trace)["gradients"][0]["sources"]
    assert record["cut"] == {
        "file": done.trace.file,
        "line": MADE,
        "op": "",
        "reason": "Keras doesn't track a `tf.Variable`, so `trainable_variables` leaves it out",
        "rule": "untracked-variable",
        "related": [{"file": done.trace.file, "line": 22, "message": "asked for here"}],
    }


def test_the_program_gets_what_it_asked_for(run: Run) -> None:
    done = run(
        LAYER
        + """\
for _ in range(3):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((layer(x) - y) ** 2)
    gradients = tape.gradient(loss, layer.trainable_variables)
    optimizer.apply_gradients(zip(gradients, layer.trainable_variables))
print(len(gradients))
"""
    )
    assert done.output.splitlines()[-1] == "2"
    assert names(done.trace) == {"scale/gain"}


TOLD = {
    "fit": """\
model = keras.Sequential([keras.Input((3,)), layer])
model.compile("sgd", "mse")
model.fit(x, y, verbose=0)
""",
    "function": """\
@tf.function
def step():
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((layer(x) - y) ** 2)
    weights = layer.trainable_variables
    optimizer.apply_gradients(zip(tape.gradient(loss, weights), weights))
for _ in range(3):
    step()
""",
    "step of its own": """\
class Model(keras.Model):
    def __init__(self):
        super().__init__()
        self.scale = layer
    def call(self, inputs):
        return self.scale(inputs)
    def train_step(self, data):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((self(data[0]) - data[1]) ** 2)
        gradients = tape.gradient(loss, self.trainable_variables)
        self.optimizer.apply_gradients(zip(gradients, self.trainable_variables))
        return {"loss": loss}
model = Model()
model.compile("sgd")
model.fit(x, y, verbose=0)
""",
    "added up": """\
other = keras.layers.Dense(2)
other(y)
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(other(layer(x)) ** 2)
tape.gradient(loss, other.trainable_weights + layer.trainable_weights)
""",
    "nested": """\
other = keras.layers.Dense(2)
other(y)
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(other(layer(x)) ** 2)
tape.gradient(loss, {"other": other.trainable_weights, "scale": layer.trainable_weights})
""",
    "made in a function": """\
made = Scale()
@tf.function
def step():
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((made(x) - y) ** 2)
    return tape.gradient(loss, made.trainable_variables)
step()
""",
    "list that was taken before": """\
weights = layer.trainable_variables
with tf.GradientTape() as tape:
    loss = tf.reduce_mean((layer(x) - y) ** 2)
tape.gradient(loss, weights)
""",
}


@pytest.mark.parametrize("use", TOLD.values(), ids=TOLD)
def test_however_its_layer_is_trained(run: Run, use: str) -> None:
    found = left(run(LAYER + use).trace)
    assert {source.cut.place.line for source in found if source.cut} == {MADE}


def test_a_zero_that_the_numbers_bring_about_is_a_gradient(run: Run) -> None:
    """With other inputs there is another one, and nobody would use it."""
    text = LAYER.replace("self.gain * self.dense(inputs)", "self.dense(inputs) + UNDER").replace(
        "UNDER", "self.gain * tf.nn.relu(-tf.reduce_sum(inputs))"
    )
    done = run(f"{text}{TAPE}{ASK}")
    assert names(done.trace) == {"scale/gain"}, done.output


# ---------------------------------------------------------------------- what is nobody's mistake

TAPE = """\
with tf.GradientTape() as tape:
    loss = tf.reduce_mean((layer(x) - y) ** 2)
"""
ASK = "tape.gradient(loss, layer.trainable_variables)\n"
SILENT = {
    "asked for by hand": f"{TAPE}tape.gradient(loss, layer.trainable_variables + [layer.gain])\n",
    "asked for in a second request": f"""\
with tf.GradientTape(persistent=True) as tape:
    loss = tf.reduce_mean((layer(x) - y) ** 2)
{ASK}tape.gradient(loss, layer.gain)
""",
    "a part of the layer is meant": f"{TAPE}tape.gradient(loss, layer.dense.trainable_variables)\n",
    "picked by hand": f"""\
print(len(layer.trainable_variables))
{TAPE}tape.gradient(loss, [layer.dense.kernel, layer.dense.bias])
""",
    "frozen": """\
layer.trainable = False
other = keras.layers.Dense(1)
model = keras.Sequential([layer, other])
model(x)
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(model(x))
tape.gradient(loss, model.trainable_variables)
""",
    "assigned": f"""\
for step in range(4):
    layer.gain.assign(1.0 / (step + 1))
    {TAPE.replace(chr(10) + "    ", chr(10) + "        ")}    {ASK}""",
    "assigned under another name": f"""\
for step in range(4):
    {TAPE.replace(chr(10) + "    ", chr(10) + "        ")}    {ASK}    held = vars(layer)["gain"]
    held.assign_sub(0.1)
""",
    "loaded": f"""\
for variable, value in zip([layer.gain], [1.0]):
    variable.assign(value)
{TAPE}{ASK}""",
}


@pytest.mark.parametrize("use", SILENT.values(), ids=SILENT)
def test_silent_where_nothing_is_left_out(run: Run, use: str) -> None:
    done = run(LAYER + use)
    assert done.trace.gradients
    assert names(done.trace) == set(), done.output
    assert exit_code(done.trace) == 0


INSTEAD = {
    "counter": ("tf.Variable(1.0, trainable=False)", "self.gain *"),
    "weight": ("self.add_weight(shape=(), initializer='ones')", "self.gain *"),
    "only logged": ("tf.Variable(1.0)", "tf.stop_gradient(self.gain) *"),
    "whole number": ("tf.Variable(1)", "tf.cast(self.gain, tf.float32) *"),
    "average": ("tf.Variable(1.0)", "(self.gain.assign(0.9 * self.gain) * 0.0 + 1.0) *"),
    "in a tracked list": ("[keras.Variable(1.0)]", "self.gain[0] *"),
    "never read": ("tf.Variable(1.0)", ""),
    "only its sign": ("tf.Variable(1.0)", "tf.sign(self.gain) *"),
}


@pytest.mark.parametrize(("made", "used"), INSTEAD.values(), ids=INSTEAD)
def test_silent_of_what_is_no_weight(run: Run, made: str, used: str) -> None:
    text = LAYER.replace("tf.Variable(1.0)", made).replace("self.gain *", used)
    done = run(f"{text}{TAPE}{ASK}")
    assert done.trace.gradients
    assert names(done.trace) == set()


def test_modules_know_their_variables_and_no_layers(run: Run) -> None:
    done = run(
        """\
import tensorflow as tf
from tensorflow import keras


class Module(tf.Module):
    def __init__(self):
        super().__init__()
        self.gain = tf.Variable(1.0)
        self.dense = keras.layers.Dense(2)

    @tf.Module.with_name_scope
    def __call__(self, inputs):
        return self.gain * self.dense(inputs)


x, y, layer = tf.ones((4, 3)), tf.zeros((4, 2)), Module()
layer(x)
"""
        + TAPE
        + ASK
    )
    assert done.trace.gradients
    assert names(done.trace) == {"module/dense.kernel", "module/dense.bias"}
