"""``explain``, ``watching`` and ``assert_gradients_flow`` under TensorFlow."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Callable
from typing import Any

import pytest

import tapelint

pytestmark = pytest.mark.oracle


@pytest.fixture(scope="module")
def tf() -> Any:
    """TensorFlow, in this process."""
    return importlib.import_module("tensorflow")


def line(mark: str) -> int:
    """The line of the calling test that ends with a mark."""
    frame = inspect.currentframe()
    assert frame is not None
    assert frame.f_back is not None
    lines, first = inspect.getsourcelines(frame.f_back.f_code)
    found = [first + i for i, text in enumerate(lines) if text.rstrip().endswith(f"# {mark}")]
    assert len(found) == 1
    return found[0]


def states(explanation: tapelint.Explanation) -> dict[str, str]:
    return {source.name: source.state for source in explanation.sources}


# ---------------------------------------------------------------------- explain, watched


def test_a_watched_tape_names_the_line(tf: Any, capsys: pytest.CaptureFixture[str]) -> None:
    w, b = tf.Variable([1.0, 2.0]), tf.Variable(3.0)
    with tapelint.watching():
        with tf.GradientTape() as tape:
            h = tf.round(w * 2.0)  # cut
            loss = tf.reduce_sum(h) * b
        found = tapelint.explain(tape, loss, [w, b])
    assert found.lines_known
    assert found.target == "loss"
    assert states(found) == {"w": "none", "b": "flows"}
    cut, flows = found.sources
    assert (cut.file, cut.line, cut.rule) == (__file__, line("cut"), "non-differentiable-op")
    assert cut.code == "h = tf.round(w * 2.0)  # cut"
    assert flows.norm == 6.0
    assert capsys.readouterr().out == f"{found}\n"


def test_it_may_come_after_the_request(tf: Any) -> None:
    w, b, other = tf.Variable(1.0), tf.Variable(3.0), tf.Variable(1.0)
    with tapelint.watching():
        with tf.GradientTape() as tape:
            loss = tf.stop_gradient(w) * b  # cut
        assert tape.gradient(loss, {"w": w, "b": b})["w"] is None
        found = tapelint.explain(tape, loss, w)
        assert found.sources[0].line == line("cut")
        assert found.sources[0].rule == "stop-gradient"
        assert states(tapelint.explain(tape, loss, [b, w])) == {"b": "flows", "w": "none"}
        with pytest.raises(RuntimeError, match="other sources"):
            tapelint.explain(tape, loss, other)


def test_a_persistent_tape_can_be_explained_and_used(tf: Any) -> None:
    w, b = tf.Variable(2.0), tf.Variable(3.0)
    with tapelint.watching():
        with tf.GradientTape(persistent=True) as tape:
            loss = w * w * tf.round(b)
        assert states(tapelint.explain(tape, loss, [w])) == {"w": "flows"}
        assert states(tapelint.explain(tape, loss, [b])) == {"b": "none"}
        assert tape.gradient(loss, w).numpy() == 12.0


def test_every_step_of_a_loop_is_explained(tf: Any) -> None:
    w = tf.Variable(2.0)
    with tapelint.watching():
        for step in range(9):
            with tf.GradientTape() as tape:
                loss = w * 2.0 if step % 2 else tf.round(w)  # cut
            cut = tapelint.explain(tape, loss, w).sources[0]
            assert (cut.state, cut.line) == (("flows", None) if step % 2 else ("none", line("cut")))


def test_each_request_of_a_line_has_its_own_reason(tf: Any) -> None:
    w = tf.Variable(2.0)
    rules = []
    with tapelint.watching():
        for spoil in (tf.round, tf.stop_gradient, lambda w: w // 2.0):
            with tf.GradientTape() as tape:
                loss = spoil(w)
            rules.append(tapelint.explain(tape, loss, w).sources[0].rule)
    assert rules == ["non-differentiable-op", "stop-gradient", "floor-division"]


def test_a_zero_is_told_as_it_is(tf: Any) -> None:
    w = tf.Variable(2.0)
    with tapelint.watching():
        with tf.GradientTape() as tape:
            loss = tf.nn.relu(-w)  # cut
        found = tapelint.explain(tape, loss, w).sources[0]
    assert (found.state, found.norm, found.line) == ("zero", 0.0, line("cut"))


def test_a_target_that_left_tensorflow(tf: Any) -> None:
    w = tf.Variable(2.0)
    with tapelint.watching():
        with tf.GradientTape() as tape:
            loss = w * w
            number = loss.numpy()  # left
        found = tapelint.explain(tape, number, w).sources[0]
    assert (found.state, found.line, found.rule) == ("none", line("left"), "leaves-tensorflow")


def test_inside_of_a_function(tf: Any, caplog: pytest.LogCaptureFixture) -> None:
    w = tf.Variable(2.0)
    tf.get_logger().addHandler(caplog.handler)  # AutoGraph says there what it can't rewrite
    found: list[tapelint.Explanation] = []

    @tf.function  # type: ignore[untyped-decorator]
    def step() -> Any:
        with tf.GradientTape() as tape:
            loss = tf.round(w)  # cut
        found.append(tapelint.explain(tape, loss, w))
        return loss

    with tapelint.watching():
        step()
    tf.get_logger().removeHandler(caplog.handler)
    assert (found[0].sources[0].state, found[0].sources[0].line) == ("none", line("cut"))
    assert not caplog.records


def test_a_tensor_from_before_is_named(tf: Any) -> None:
    w, b = tf.Variable(2.0), tf.Variable(1.0)
    early = tf.sin(w)
    with tapelint.watching():
        with tf.GradientTape() as tape:
            loss = early * b  # reads
        found = tapelint.explain(tape, loss, [w, b]).sources[0]
    told = {note.line: note.message for note in found.related}
    assert told[line("reads")].startswith("`early` was computed before")


def test_a_fault_of_ours_is_told(tf: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    w = tf.Variable(2.0)
    monkeypatch.setattr("tapelint.trace.runner.report.Report.tell", lambda *_, **__: [][0])
    with tapelint.watching():
        with tf.GradientTape(persistent=True) as tape:
            loss = w * w
        with pytest.raises(RuntimeError, match="Tapelint failed"):
            tapelint.explain(tape, loss, w)
        assert tape.gradient(loss, w).numpy() == 4.0
        assert not tapelint.explain(tape, loss, w).lines_known


# ---------------------------------------------------------------------- explain, not watched


def test_of_an_unwatched_tape_only_what_tensorflow_knows(tf: Any) -> None:
    w, b, unused = tf.Variable(1.0), tf.Variable(3.0), tf.Variable(1.0)
    frozen, whole = tf.Variable(1.0, trainable=False), tf.Variable(2)
    x = tf.constant(1.0)
    with tf.GradientTape(persistent=True) as tape:
        loss = tf.round(w) * b * frozen * x
    found = tapelint.explain(tape, loss, [w, b, unused, frozen, whole, x])
    assert not found.lines_known
    assert [source.state for source in found.sources] == ["none", "flows", *["none"] * 4]
    assert all(source.line is None for source in found.sources)
    told = {source.name: source for source in found.sources}
    assert "the tape saw `w` read" in told["w"].reason
    assert told["b"].norm == 1.0
    assert told["unused"].reason == "nothing read `unused` while the tape recorded"
    assert told["frozen"].rule == "non-trainable-source"
    assert told["whole"].rule == "integer-dtype"
    assert "tape.watch(x)" in told["x"].reason


def test_an_unwatched_tape_that_was_told_to_watch_nothing(tf: Any) -> None:
    w = tf.Variable(1.0)
    with tf.GradientTape(watch_accessed_variables=False) as tape:
        loss = w * 2.0
    assert tapelint.explain(tape, loss, w).sources[0].rule == "unwatched-source"


@pytest.mark.parametrize(
    ("spoil", "state"),
    [(lambda tf, w: tf.sign(w), "zero"), (lambda tf, w: tf.sqrt(w * 0.0), "nan")],
)
def test_bad_numbers_of_an_unwatched_tape(tf: Any, spoil: Callable[..., Any], state: str) -> None:
    w = tf.Variable(1.0)
    with tf.GradientTape() as tape:
        loss = spoil(tf, w)
    assert tapelint.explain(tape, loss, w).sources[0].state == state


def test_a_whole_target_and_no_target(tf: Any) -> None:
    w = tf.Variable(1.0)
    with tf.GradientTape(persistent=True) as tape:
        loss = w * 2.0
        count = tf.cast(loss, tf.int32)
    assert tapelint.explain(tape, count, w).sources[0].reason.startswith("the target is int32")
    assert "a plain `float32`" in tapelint.explain(tape, loss.numpy(), w).sources[0].reason
    assert "None" in tapelint.explain(tape, None, w).sources[0].reason


def test_a_tape_that_is_used_up_says_so(tf: Any) -> None:
    w = tf.Variable(1.0)
    with tf.GradientTape() as tape:
        loss = w * 2.0
    tape.gradient(loss, w)
    with pytest.raises(RuntimeError, match="asked already and isn't persistent"):
        tapelint.explain(tape, loss, w)
    with tapelint.watching(), pytest.raises(RuntimeError, match="asked already"):
        tapelint.explain(tape, loss, w)


def test_no_sources_is_a_mistake(tf: Any) -> None:
    with tf.GradientTape() as tape:
        loss = tf.constant(1.0)
    with pytest.raises(ValueError, match="no sources"):
        tapelint.explain(tape, loss, [])


# ---------------------------------------------------------------------- watching


def test_watching_leaves_tensorflow_as_it_was(tf: Any) -> None:
    import numpy
    from tensorflow.python import pywrap_tfe
    from tensorflow.python.eager.polymorphic_function import polymorphic_function

    def now() -> list[object]:
        function, tape = polymorphic_function.Function, tf.GradientTape
        seen = [pywrap_tfe.TFE_Py_FastPathExecute, function.__call__, function.__init__]
        return [*seen, tape.gradient, tape._push_tape, numpy.asarray]

    before = now()
    with tapelint.watching():
        assert now() != before
        with tapelint.watching():
            pass
        assert now() != before
    assert now() == before
    with pytest.raises(ZeroDivisionError), tapelint.watching():
        1 / 0  # noqa: B018
    assert now() == before


def test_functions_get_their_graphs_back(tf: Any) -> None:
    traced: list[str] = []
    w = tf.Variable(2.0)

    def body(x: Any) -> Any:
        traced.append("")
        with tf.GradientTape() as tape:
            loss = w * x
        return tape.gradient(loss, w)

    old, new = tf.function(body, jit_compile=True), tf.function(body, jit_compile=True)
    x = tf.constant(3.0)
    old(x)
    graph = old.get_concrete_function(x).graph
    with tapelint.watching():
        assert old(x).numpy() == new(x).numpy() == 3.0
    assert len(traced) == 3
    assert old(x).numpy() == new(x).numpy() == 3.0
    assert len(traced) == 4, "one that ran before isn't traced once more, the other is"
    assert old.get_concrete_function(x).graph is graph
    kinds = {op.type for op in new.get_concrete_function(x).graph.get_operations()}
    assert not [kind for kind in kinds if "PyFunc" in kind]
    for function in (old, new):
        assert function._jit_compile is True
        assert function.get_concrete_function(x).function_def.attr["_XlaMustCompile"].b


def test_a_function_that_makes_variables(tf: Any) -> None:
    class Model(tf.Module):  # type: ignore[misc]
        def __init__(self) -> None:
            self.w: Any = None

        @tf.function  # type: ignore[untyped-decorator]
        def __call__(self, x: Any) -> Any:
            if self.w is None:
                self.w = tf.Variable(2.0)
            return self.w * x

    model = Model()
    with tapelint.watching():
        model(tf.constant(3.0))
        made = model.w
    assert model(tf.constant(3.0)).numpy() == 6.0
    assert model.w is made


# ---------------------------------------------------------------------- assert_gradients_flow


def test_good_gradients_give_their_norms(tf: Any) -> None:
    w, b, x = tf.Variable([3.0, 4.0]), tf.Variable(2.0), tf.constant(1.0)
    loss = lambda: tf.reduce_sum(w * w) / 2.0 + b * x  # noqa: E731
    assert tapelint.assert_gradients_flow(loss, [w, {"b": b, "x": x}]) == (5.0, 1.0, 2.0)


def test_a_dead_variable_fails_with_its_line(tf: Any) -> None:
    w, b = tf.Variable(1.4), tf.Variable(1.0)

    def loss() -> Any:
        return tf.round(w) * b  # cut

    with pytest.raises(AssertionError) as failed:
        tapelint.assert_gradients_flow(loss, [w, b])
    told = str(failed.value)
    assert told.startswith("1 of 2 variables get no gradient to learn from\n")
    assert f":{line('cut')}: `Round` has no gradient  [non-differentiable-op]" in told
    assert "✗ w  none" in told
    assert "✓" not in told


@pytest.mark.parametrize(
    ("spoil", "word"),
    [
        (lambda tf, w: tf.sign(w), "zero"),
        (lambda tf, w: tf.sqrt(w * 0.0), "NaN"),
        (lambda tf, w: tf.math.log(w * 0.0) * 2.0, "Na?N|Inf"),
        (lambda tf, w: float(w), "a plain `float`"),
        (lambda tf, w: tf.cast(w, tf.int32), "none"),
        (lambda tf, w: None, "the target is None"),
        (lambda tf, w: tf.constant(1.0), "none"),
    ],
)
def test_what_fails(tf: Any, spoil: Callable[..., Any], word: str) -> None:
    w = tf.Variable(1.0)
    with pytest.raises(AssertionError, match=word):
        tapelint.assert_gradients_flow(lambda: spoil(tf, w), w)


def test_a_zero_of_this_step_passes(tf: Any) -> None:
    w = tf.Variable(1.0)
    assert tapelint.assert_gradients_flow(lambda: tf.nn.relu(-w), w) == (0.0,)


def test_a_model(tf: Any) -> None:
    layers = tf.keras.layers
    model = tf.keras.Sequential([tf.keras.Input((2,)), layers.Dense(3), layers.Dense(1)])
    x = tf.ones((4, 2))
    flow = tapelint.assert_gradients_flow
    assert len(flow(lambda: tf.reduce_mean(model(x) ** 2), model.trainable_variables)) == 4
    guess = tf.function(lambda: tf.cast(tf.argmax(model(x), 1), tf.float32))
    with pytest.raises(AssertionError, match=r"4 of 4 .*\n.*\n.*kernel, .*bias, .*none\n.*ArgMax"):
        flow(guess, model.trainable_variables)


def test_what_loss_fn_raises_is_its_own(tf: Any) -> None:
    with pytest.raises(ZeroDivisionError):
        tapelint.assert_gradients_flow(lambda: 1 / 0, tf.Variable(1.0))
    with pytest.raises(ValueError, match="before its first call"):
        tapelint.assert_gradients_flow(lambda: tf.constant(1.0), [])
