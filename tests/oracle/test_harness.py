"""The oracle itself: it sees every outcome at the right line and survives bad programs."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.oracle.harness import Oracle, observe_all
from tests.oracle.observation import Observation
from tests.oracle.outcome import Outcome, claimed, objections, seen

pytestmark = pytest.mark.oracle


@pytest.fixture(scope="module")
def oracle() -> Iterator[Oracle]:
    """One nursery for all programs of this module."""
    with Oracle() as running:
        yield running


def observed(oracle: Oracle, body: str, timeout: float = 60.0) -> Observation:
    """Run a program that begins by importing TensorFlow."""
    text = "import tensorflow as tf\n" + textwrap.dedent(body).lstrip("\n")
    return oracle.observe_text(text, timeout)


def test_each_source_has_its_own_state(oracle: Oracle) -> None:
    run = observed(
        oracle,
        """
        a, b, c, d = (tf.Variable(0.0) for _ in range(4))
        with tf.GradientTape() as tape:
            y = 2.0 * a + b * b + tf.norm([c, c])
        tape.gradient(y, [a, b, c, d])
        """,
    )
    assert [request.line for request in run.requests] == [5]
    assert run.requests[0].states == ("flows", "zero", "nan", "none")
    assert seen(run) == {"part", "zero", "nan"}


def test_lines_survive_autograph(oracle: Oracle) -> None:
    run = observed(
        oracle,
        """
        w = tf.Variable(1.0)

        @tf.function
        def step():
            with tf.GradientTape() as tape:
                loss = w * w
            return tape.gradient(loss, w)

        step()
        """,
    )
    assert [(request.line, request.states) for request in run.requests] == [(8, ("flows",))]


def test_fit_is_a_request_at_the_line_of_its_call(oracle: Oracle) -> None:
    run = observed(
        oracle,
        """
        model = tf.keras.Sequential([tf.keras.Input((2,)), tf.keras.layers.Dense(1)])
        model.compile("sgd", loss=lambda y, p: tf.round(p))
        model.fit(tf.ones((4, 2)), tf.ones((4, 1)), verbose=0)
        """,
    )
    assert [(request.line, request.states) for request in run.requests] == [(4, ("none", "none"))]
    assert run.uncaught.startswith("ValueError: No gradients provided")
    assert run.uncaught_line == 4


def test_jacobian_is_one_request(oracle: Oracle) -> None:
    run = observed(
        oracle,
        """
        w = tf.Variable([1.0, 2.0])
        with tf.GradientTape() as tape:
            y = w * w
        tape.jacobian(y, w)
        """,
    )
    assert [(request.method, request.states) for request in run.requests] == [
        ("jacobian", ("flows",))
    ]


def test_variables_of_no_earlier_pass_are_fresh(oracle: Oracle) -> None:
    run = observed(
        oracle,
        """
        kept = tf.Variable(1.0)
        for _ in range(2):
            made = tf.Variable(1.0)
            with tf.GradientTape(persistent=True) as tape:
                y = made * kept
            tape.gradient(y, made)
            tape.gradient(y, kept)
        """,
    )
    assert [request.fresh for request in run.requests] == [False, False, True, False]


def test_exceptions_are_told_wherever_they_end(oracle: Oracle) -> None:
    run = observed(
        oracle,
        """
        w = tf.Variable(1.0)
        with tf.GradientTape() as tape:
            y = w * w
        tape.gradient(y, w)
        try:
            tape.gradient(y, w)
        except RuntimeError:
            pass
        w.no_such_method()
        """,
    )
    assert run.requests[1].raised.startswith("RuntimeError: A non-persistent GradientTape")
    assert [text.split(":")[0] for text in run.caught] == ["RuntimeError"]
    assert run.uncaught.startswith("AttributeError")
    assert run.uncaught_line == 10


def test_an_endless_program_is_stopped(oracle: Oracle) -> None:
    run = observed(oracle, "while True: pass", timeout=1.0)
    assert run.uncaught.startswith("TimeoutError")
    assert observed(oracle, "print('still here')").output == "still here\n"


def test_a_crash_of_the_process_is_told(oracle: Oracle) -> None:
    run = observed(oracle, "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)")
    assert run.uncaught.startswith("Crash")


def test_many_files_keep_their_order(tmp_path: Path) -> None:
    files = [tmp_path / f"{name}.py" for name in "abc"]
    for file in files:
        file.write_text(f"print({file.stem!r})", encoding="utf-8")
    results = list(observe_all(files, workers=2))
    assert [(path, run.output) for path, run in results] == [
        (file, f"{file.stem}\n") for file in files
    ]


def test_a_header_names_states_and_an_exception() -> None:
    assert claimed("# outcome: none raises ValueError\n") == Outcome(
        frozenset({"none"}), "ValueError"
    )
    assert claimed("import tensorflow\n") is None
    with pytest.raises(ValueError, match="an outcome is one of"):
        claimed("# outcome: perfect\n")


def test_a_false_header_is_objected_to(oracle: Oracle) -> None:
    run = observed(
        oracle,
        """
        w = tf.Variable(1.0)
        with tf.GradientTape() as tape:
            y = tf.floor(w)
        tape.gradient(y, w)
        """,
    )
    assert objections(Outcome(frozenset({"none"})), run) == []
    assert objections(Outcome(frozenset({"flows"})), run)
    assert objections(Outcome(frozenset({"part"})), run)
    assert objections(Outcome(frozenset({"none"}), "ValueError"), run)


def test_lines_of_a_user_run_after_the_program(oracle: Oracle) -> None:
    run = observed(
        oracle,
        """
        def double(x):
            return 2.0 * x

        # used: w = tf.Variable(1.0)
        # used: with tf.GradientTape() as tape:
        # used:     y = double(w)
        # used: tape.gradient(y, w)
        """,
    )
    assert run.requests[0].states == ("flows",)
