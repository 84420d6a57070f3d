"""A call that repeats the one before it is left out, and nobody can tell from the answer."""

from __future__ import annotations

from typing import Any

import pytest

from tapelint.check import Checker
from tapelint.diagnostic import CheckResult
from tapelint.flow.python.calls import Calls
from tapelint.flow.repeats import Repeats
from tests.programs.catalog import WITNESS, programs

EVERY_STEP = """\
import tensorflow as tf
from tensorflow import keras


def step(model, optimizer, x, y):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.round(model(x)) - y)
    grads = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(grads, model.trainable_variables))
    return loss


model = keras.Sequential([keras.layers.Dense(1)])
optimizer = keras.optimizers.SGD()
for _ in range(5):
    step(model, optimizer, tf.ones((2, 3)), tf.ones((2, 1)))
"""

STATE = """\
import tensorflow as tf

w = tf.Variable(2.0)
switch = {"round": False}


def step(x):
    with tf.GradientTape() as tape:
        y = w * x
        if switch["round"]:
            y = tf.round(y)
        loss = y * y
    return tape.gradient(loss, w)


for rounds in (False, False, True):
    switch["round"] = rounds
    step(tf.constant(1.0))
"""


def runs(monkeypatch: pytest.MonkeyPatch, text: str) -> int:
    """How often the functions of a program are run."""
    count = 0
    run = Calls.run_function

    def counted(machine: Calls, *given: Any) -> Any:
        nonlocal count
        count += 1
        return run(machine, *given)

    with monkeypatch.context() as patch:
        patch.setattr(Calls, "run_function", counted)
        Checker().check(text)
    return count


def run_all(monkeypatch: pytest.MonkeyPatch, text: str) -> CheckResult:
    """What is found where every call is run."""

    def run(machine: Any, *given: Any) -> Any:
        return machine.run_function(*given, None)

    with monkeypatch.context() as patch:
        patch.setattr(Repeats, "call_again", run)
        return Checker().check(text, WITNESS)


def test_leaves_out_the_steps_that_repeat_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    assert runs(monkeypatch, EVERY_STEP) == 2  # the first builds the model
    assert [finding.rule for finding in Checker().check(EVERY_STEP).findings] == [
        "non-differentiable-op"
    ]


def test_runs_a_call_again_when_something_it_reads_has_changed() -> None:
    assert [finding.span.line for finding in Checker().check(STATE).findings] == [11]


def test_gives_the_answer_that_running_everything_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    for program in programs():
        shown = Checker().check(program.text, WITNESS)
        expected = run_all(monkeypatch, program.text)
        assert (shown.findings, shown.requests) == (expected.findings, expected.requests), (
            program.label
        )
