"""What a trace costs: time per step and memory of a training program, traced and by itself."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

STEPS = {"micro": 2000, "MLP": 600, "CNN": 120}
WARM = 40
_MODELS = {
    "micro": "[keras.layers.Dense(1)]",
    "MLP": "[keras.layers.Dense(256, 'relu') for _ in range(3)] + [keras.layers.Dense(10)]",
    "CNN": "[keras.layers.Conv2D(32, 3, activation='relu') for _ in range(3)]"
    " + [keras.layers.Flatten(), keras.layers.Dense(10)]",
}
_SHAPES = {"micro": (8, 4), "MLP": (128, 64), "CNN": (16, 28, 28, 1)}
_OUTPUTS = {"micro": 1, "MLP": 10, "CNN": 10}

_PROGRAM = """\
import resource, sys, time
import keras
import tensorflow as tf

keras.utils.set_random_seed(1)
model = keras.Sequential({layers})
x = tf.random.normal({shape})
y = tf.random.normal(({batch}, {outputs}))
optimizer = keras.optimizers.Adam(1e-3)
marks = []


def step():
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(model(x, training=True) - y))
    grads = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(grads, model.trainable_variables))
    return loss


class Clock(keras.callbacks.Callback):
    def on_train_batch_end(self, batch, logs=None):
        marks.append(time.perf_counter())


if "{mode}" == "fit":
    model.compile(optimizer, "mse")
    data = tf.data.Dataset.from_tensors((x, y)).repeat({steps})
    model.fit(data, epochs=1, verbose=0, callbacks=[Clock()])
    loss = model.evaluate(x, y, verbose=0)
else:
    run = tf.function(step) if "{mode}" == "tf.function" else step
    for _ in range({steps}):
        loss = run()
        marks.append(time.perf_counter())
steps = [b - a for a, b in zip(marks[{warm}:], marks[{warm} + 1:])]
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
with open(sys.argv[1], "w") as file:
    file.write("%r\\n%r\\n%r" % (sum(steps) / len(steps), memory, float(loss)))
"""


@dataclass(frozen=True)
class Run:
    """Seconds per step, megabytes at most, the last loss."""

    step: float
    memory: float
    loss: float


@dataclass(frozen=True)
class Overhead:
    """A program by itself, with a sampled trace, and with every step looked at."""

    plain: Run
    sampled: Run
    every: Run


def overheads(repeat: int) -> Iterator[tuple[str, str, Overhead]]:
    """Measure every model in every mode."""
    for model in _MODELS:
        for mode in ("eager", "tf.function", "fit"):
            yield model, mode, _overhead(model, mode, repeat)


def _overhead(model: str, mode: str, repeat: int) -> Overhead:
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder, "train.py")
        program.write_text(_text(model, mode), encoding="utf-8")
        trace = [sys.executable, "-m", "tapelint", "trace", "--gradients", "0"]
        ways = (
            [sys.executable],
            [*trace, "--output-format", "json"],
            [*trace, "--output-format", "json", "--every-step"],
        )
        runs: list[list[Run]] = [[], [], []]
        for _ in range(repeat):  # in turn, so that the machine's moods hit all three
            for way, found in zip(ways, runs, strict=True):
                found.append(_run([*way, str(program), str(Path(folder, "out"))]))
        return Overhead(*(_median(found) for found in runs))


def _text(model: str, mode: str) -> str:
    return _PROGRAM.format(
        layers=_MODELS[model],
        shape=_SHAPES[model],
        batch=_SHAPES[model][0],
        outputs=_OUTPUTS[model],
        mode=mode,
        steps=STEPS[model],
        warm=min(WARM, STEPS[model] // 3),
    )


def _run(command: list[str]) -> Run:
    subprocess.run(command, capture_output=True, check=False, timeout=600)
    step, memory, loss = map(json.loads, Path(command[-1]).read_text(encoding="utf-8").split())
    return Run(step, memory, loss)


def _median(runs: list[Run]) -> Run:
    return Run(
        statistics.median(run.step for run in runs),
        statistics.median(run.memory for run in runs),
        runs[0].loss,
    )
