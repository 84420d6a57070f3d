"""Writes training programs of a given length, some of their losses broken.

The programs are valid and run under TensorFlow. They differ only in their length, in whether a
``main`` calls everything, and in one line that the benchmark toggles.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from textwrap import dedent

SOUND = "    scaled = total / {}.0"
CUT = "    scaled = total // {}.0"
UNDEFINED = "    scaled = totel / {}.0"
"""The toggled line: sound, with the gradient cut, and with a name that nobody defined.

The number is another one at each turn, so that no server can answer with what it remembers.
"""

_HEAD = '''\
"""A collection of small experiments, each with its own data, model, loss and training loop."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers


@dataclass
class Settings:
    """What an experiment is run with."""

    epochs: int = 1
    batch: int = 16
    rate: float = 1e-3


def moving_average(values, window):
    """Smooth a curve for printing."""
    kernel = np.ones(window) / window
    return np.convolve(np.asarray(values), kernel, mode="valid")
'''

_BREAKS = (
    "    spread = tf.round(tf.math.reduce_std(error, axis=-1))",
    "    spread = tf.constant(np.sqrt(np.mean(np.square(error), axis=-1)))",
    "    spread = tf.cast(tf.argmax(error, axis=-1), tf.float32)",
    "    spread = tf.floor(tf.reduce_max(tf.abs(error), axis=-1))",
    "    spread = tf.stop_gradient(tf.reduce_mean(tf.abs(error), axis=-1))",
)
_WHOLE = "    spread = tf.math.reduce_std(error, axis=-1)"

_EXPERIMENT = '''

class Gate{i}(layers.Layer):
    """Mixes its input with a learned projection of it."""

    def __init__(self, units={units}, rate={rate}, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.dropout = layers.Dropout(rate)

    def build(self, input_shape):
        self.kernel = self.add_weight(
            name="kernel", shape=(input_shape[-1], self.units), initializer="glorot_uniform"
        )
        self.bias = self.add_weight(name="bias", shape=(self.units,), initializer="zeros")

    def call(self, inputs, training=False):
        mixed = tf.matmul(inputs, self.kernel) + self.bias
        gate = tf.sigmoid(mixed)
        return self.dropout(gate * tf.tanh(mixed), training=training)


class Regressor{i}(keras.Model):
    """Two gates and a head; the second gate is skipped by a residual connection."""

    def __init__(self, units={units}, **kwargs):
        super().__init__(**kwargs)
        self.first = Gate{i}(units)
        self.second = Gate{i}(units)
        self.norm = layers.LayerNormalization()
        self.head = layers.Dense({outputs})

    def call(self, inputs, training=False):
        hidden = self.first(inputs, training=training)
        hidden = hidden + self.second(hidden, training=training)
        return self.head(self.norm(hidden))


def batches_{i}(settings, seed={seed}):
    """Yield inputs and targets of a noisy linear map."""
    generator = np.random.default_rng(seed)
    truth = generator.normal(size=({features}, {outputs})).astype("float32")
    for _ in range({steps}):
        inputs = generator.normal(size=(settings.batch, {features})).astype("float32")
        noise = 0.1 * generator.normal(size=(settings.batch, {outputs})).astype("float32")
        yield tf.constant(inputs), tf.constant(inputs @ truth + noise)


def weight_decay_{i}(model):
    """The squared length of all weights."""
    return tf.add_n([tf.reduce_sum(tf.square(weight)) for weight in model.trainable_variables])


def data_term_{i}(targets, predictions):
    """A robust error: quadratic where it is small, linear where it is large."""
    error = targets - predictions
    size = tf.abs(error)
    robust = tf.where(size < {delta}, 0.5 * tf.square(error), {delta} * (size - 0.5 * {delta}))
{spread}
    return tf.reduce_mean({result})


def objective_{i}(model, inputs, targets, training=True):
    """What is made small: the robust error and a little weight decay."""
    predictions = model(inputs, training=training)
    total = data_term_{i}(targets, predictions)
    if {decay} > 0:
        total = total + {decay} * weight_decay_{i}(model)
{scaled}
    return scaled


@tf.function
def train_step_{i}(model, optimizer, inputs, targets):
    """One step of gradient descent; returns the loss and the size of the gradient."""
    with tf.GradientTape() as tape:
        loss = objective_{i}(model, inputs, targets)
    gradients = tape.gradient(loss, model.trainable_variables)
    gradients, size = tf.clip_by_global_norm(gradients, {clip})
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
    return loss, size


def evaluate_{i}(model, settings):
    """How often the largest output is predicted; nobody differentiates this."""
    hits = []
    for inputs, targets in batches_{i}(settings, seed={seed} + 1):
        predicted = tf.argmax(model(inputs), axis=-1)
        wanted = tf.argmax(targets, axis=-1)
        hits.append(tf.reduce_mean(tf.cast(tf.equal(predicted, wanted), tf.float32)).numpy())
    return float(np.mean(hits))


def train_{i}(settings):
    """Train one model from scratch and report how well it does."""
    model = Regressor{i}()
    optimizer = keras.optimizers.Adam(settings.rate)
    model(tf.zeros((1, {features})))
    optimizer.build(model.trainable_variables)
    history = []
    for epoch in range(settings.epochs):
        for inputs, targets in batches_{i}(settings, seed=epoch):
            loss, size = train_step_{i}(model, optimizer, inputs, targets)
            history.append(float(loss))
        print(f"experiment {i}, epoch {{epoch}}: loss {{history[-1]:.4f}}")
    smooth = moving_average(history, 2)
    return evaluate_{i}(model, settings), smooth
'''


@dataclass(frozen=True)
class Program:
    """A generated text and the line (from 0) that is toggled."""

    text: str
    line: int

    def with_line(self, form: str, turn: int) -> str:
        """The text with the toggled line in another form."""
        lines = self.text.split("\n")
        lines[self.line] = form.format(turn)
        return "\n".join(lines)


def generate(lines: int, *, called: bool, seed: int = 7) -> Program:
    """A program of about ``lines`` lines; with ``called`` its ``main`` runs every experiment."""
    chance = random.Random(seed)
    length = _experiment(0, chance, broken=False).count("\n")
    count = max(1, round(lines / length))
    toggled = count // 2
    # The toggled experiment is sound, so that its one line decides; every fourth is broken.
    broken = [i % 4 == 1 and i != toggled for i in range(count)]
    experiments = (_experiment(i, chance, broken=broken[i]) for i in range(count))
    text = "".join([_HEAD, *experiments, _main(count) if called else ""])
    nth = [at for at, line in enumerate(text.split("\n")) if line == SOUND.format(2)]
    return Program(text, nth[toggled])


def _experiment(i: int, chance: random.Random, *, broken: bool) -> str:
    return _EXPERIMENT.format(
        i=i,
        units=chance.choice((16, 24, 32)),
        rate=chance.choice((0.0, 0.1, 0.2)),
        outputs=chance.choice((3, 4, 5)),
        features=chance.choice((6, 8, 12)),
        steps=chance.choice((2, 3)),
        seed=chance.randrange(1000),
        delta=chance.choice((0.5, 1.0)),
        decay=0.0 if broken else chance.choice((0.0, 1e-4)),
        clip=chance.choice((1.0, 5.0)),
        spread=chance.choice(_BREAKS) if broken else _WHOLE,
        result="spread" if broken else "robust) + 0.1 * tf.reduce_mean(spread",
        scaled=SOUND.format(2),
    )


def _main(count: int) -> str:
    calls = "\n".join(f"    scores.append(train_{i}(settings)[0])" for i in range(count))
    head = '''

        def main():
            """Run all experiments."""
            settings = Settings()
            scores = []
    '''
    tail = """
            print(f"mean score {np.mean(scores):.3f}")


        if __name__ == "__main__":
            main()
    """
    return "\n\n" + dedent(head).strip() + "\n" + calls + "\n" + _indented(dedent(tail).strip())


def _indented(tail: str) -> str:
    first, _, rest = tail.partition("\n")
    return f"    {first}\n{rest}\n"
