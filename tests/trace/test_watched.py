"""What a trace sees of programs that are hard to watch, and what they notice of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tapelint.trace.seen import Gradient, Source, State, Trace
from tapelint.trace.within import within
from tests.trace.tracers import Traced, Tracers

pytestmark = pytest.mark.oracle

Run = Callable[[str], Traced]


@pytest.fixture
def run(tracers: Tracers, tmp_path: Path) -> Run:
    """Traces a program that is given as text; TensorFlow is imported already."""

    def traced(text: str) -> Traced:
        path = tmp_path / "train.py"
        path.write_text(f"import tensorflow as tf\n{text}", encoding="utf-8")
        done = tracers.trace(path)
        assert done.trace.notes == (), done.trace.notes
        return done

    return traced


def asked(trace: Trace) -> dict[int, Gradient]:
    """The last request of each line."""
    return {gradient.place.line: gradient for gradient in trace.gradients}


def sizes(trace: Trace) -> dict[str, float | None]:
    """The norm of each source's gradient, in the last request about it."""
    return {source.name: source.norm for g in trace.gradients for source in g.sources}


def only(trace: Trace) -> Source:
    """The one source of the one request."""
    (gradient,) = trace.gradients
    (source,) = gradient.sources
    return source


# ---------------------------------------------------------------------- every step of a graph

# The size of the gradient is what each step was given.
GIVEN = """\
import tensorflow as tf
w = tf.Variable(1.0)
@tf.function
def step(x):
    with tf.GradientTape() as tape:
        loss = tf.sqrt(x * x) * w
    return tape.gradient(loss, w)
"""
EACH = GIVEN + "for i in range(50):\n    step(tf.constant(float(i + 1)))\n"
SOME = """\
import tensorflow as tf
w = tf.Variable(1.0)
@tf.function
def step(x):
    if x % 3.0 == 0.0:
        with tf.GradientTape() as tape:
            loss = x * w
        return tape.gradient(loss, w)
    return x
for i in range(50):
    step(tf.constant(float(i + 1)))
"""
# Eight steps are looked at one by one; the ninth is the first to pass through the branch.
LATE = SOME.replace("x % 3.0 == 0.0", "x > 8.0 and x % 2.0 == 0.0")
LOOP = f"""\
{GIVEN}
@tf.function
def several(many):
    for x in many:
        step(x)
several(tf.range(1.0, 71.0))
several(tf.range(71.0, 101.0))
"""


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        (EACH, [(i, i + 1.0) for i in range(50)]),
        (SOME, [(i, i + 1.0) for i in range(50) if (i + 1) % 3 == 0]),
        (LATE, [(i, i + 1.0) for i in range(50) if i > 7 and (i + 1) % 2 == 0]),
        (LOOP, [(int(i >= 70), i + 1.0) for i in range(100)]),
    ],
)
def test_every_step_of_a_graph_is_told_of(
    tracers: Tracers, tmp_path: Path, text: str, seen: list[tuple[int, float]]
) -> None:
    path = tmp_path / "train.py"
    path.write_text(text, encoding="utf-8")
    trace = tracers.trace(path, every_step=True, gradients=0).trace
    assert trace.notes == ()
    told = [(step, size) for step, (size,) in trace.gradients[0].history if size is not None]
    assert told == seen


def test_the_step_that_spoils_a_gradient_is_named(tracers: Tracers, tmp_path: Path) -> None:
    path = tmp_path / "train.py"
    spoilt = "for i in range(50):\n    step(tf.constant(0.0 if i == 37 else 1.0))\n"
    text = GIVEN.replace("tf.sqrt(x * x) * w", "tf.sqrt(x * w)") + spoilt
    path.write_text(text, encoding="utf-8")
    trace = tracers.trace(path, every_step=True, gradients=0).trace
    assert {g.step for g in trace.gradients if g.sources[0].state is State.NAN} == {37}


# ---------------------------------------------------------------------- how large a gradient is

ROWS = """\
table = tf.Variable(tf.ones((4, 2)))
def step():
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(tf.gather(table, [1, 1, 2]))
    return tape.gradient(loss, table)
step()
"""
FAR = """\
large, small = tf.Variable(1.0), tf.Variable(1.0)
def step():
    with tf.GradientTape() as tape:
        loss = large * 1e25 + small * 1e-25
    return tape.gradient(loss, [large, small])
step()
"""


@pytest.mark.parametrize("graph", [False, True])
def test_rows_that_come_twice_add_up(run: Run, graph: bool) -> None:
    text = ROWS.replace("def step", "@tf.function\ndef step") if graph else ROWS
    # Row 1 gets [2, 2] and row 2 gets [1, 1].
    assert only(run(text).trace).norm == pytest.approx(10**0.5)


@pytest.mark.parametrize("graph", [False, True])
def test_squares_are_not_too_large_or_small(run: Run, graph: bool) -> None:
    text = FAR.replace("def step", "@tf.function\ndef step") if graph else FAR
    found = sizes(run(text).trace)
    assert found["large"] == pytest.approx(1e25)
    assert found["small"] is not None
    assert 0.0 < found["small"] < 1e-20


def test_what_never_ran_has_no_size(run: Run) -> None:
    done = run(
        """\
w = tf.Variable(1.0)
def step():
    with tf.GradientTape() as tape:
        loss = w * 2.0
    return tape.gradient(loss, w)
tf.function(step).get_concrete_function()
"""
    )
    source = only(done.trace)
    assert (source.state, source.norm) == (State.FLOWS, None)
    (gradient,) = done.trace.gradients
    assert gradient.way
    assert all(step.norm is not None and step.norm < 0 for step in gradient.way if step.end)


@pytest.mark.parametrize(
    ("made", "loss", "size"),
    [
        ("tf.Variable(tf.cast([3.0, 4.0], tf.bfloat16))", "tf.reduce_sum(w * w)", 10.0),
        ("tf.Variable(tf.cast([3.0, 4.0], tf.float16))", "tf.reduce_sum(w * w)", 10.0),
        ("tf.Variable(tf.constant([3.0, 4.0], tf.float64))", "tf.reduce_sum(w * w)", 10.0),
        ("tf.Variable(tf.constant([3e-200, 4e-200], tf.float64))", "tf.reduce_sum(w * w)", 1e-199),
        ("tf.Variable(tf.complex(3.0, 4.0))", "tf.math.real(w * tf.math.conj(w))", 10.0),
        ("tf.ragged.constant([[3.0], [4.0]])", "tf.reduce_sum(w * w)", 10.0),
    ],
)
@pytest.mark.parametrize("graph", [False, True])
def test_every_kind_of_number_has_a_size(
    run: Run, made: str, loss: str, size: float, graph: bool
) -> None:
    done = run(
        f"""\
w = {made}
def step():
    with tf.GradientTape() as tape:
        tape.watch(w if isinstance(w, tf.Variable) else w.flat_values)
        loss = {loss}
    return tape.gradient(loss, w if isinstance(w, tf.Variable) else w.flat_values)
{"tf.function(step)" if graph else "step"}()
"""
    )
    source = only(done.trace)
    assert source.state is State.FLOWS
    assert source.norm == pytest.approx(size)


# ---------------------------------------------------------------------- what the program notices

SAVES = """\
import sys
from tensorflow.core.protobuf import saved_model_pb2

class Model(tf.Module):
    def __init__(self):
        self.w = tf.Variable(2.0)
    @tf.function
    def step(self, x):
        for _ in tf.range(2):
            with tf.GradientTape() as tape:
                loss = self.w * x
            g = tape.gradient(loss, self.w)
            self.w.assign_sub(g * 0.1)
        return g

model = Model()
model.step(tf.constant(3.0))
tf.saved_model.save(model, "saved")
again = tf.saved_model.load("saved")
print("again", float(again.step(tf.constant(3.0))), round(float(again.w), 3))
saved = saved_model_pb2.SavedModel()
saved.ParseFromString(open("saved/saved_model.pb", "rb").read())
print("ours", "tapelint" in str(saved.meta_graphs[0].graph_def))
"""


def test_a_model_is_saved_as_if_nobody_watched(run: Run) -> None:
    done = run(SAVES)
    assert done.code == 0, done.output
    assert "again 3.0 0.8" in done.output
    assert "ours False" in done.output
    assert only(done.trace).state is State.FLOWS


def test_warnings_name_the_line_that_they_name_alone(run: Run) -> None:
    done = run(
        """\
import numpy as np
x = tf.zeros(())
with tf.GradientTape() as tape:
    tape.watch(x)
    np.log(x)
    np.log(x * 1.0)
    np.nanmean(tf.zeros(0))
    y = x * 2.0
tape.gradient(y, x)
"""
    )
    for line in (6, 7, 8):
        assert f"train.py:{line}: RuntimeWarning" in done.output
    assert "leaving.py" not in done.output


# ---------------------------------------------------------------------- Python inside of a tape


def cut_lines(trace: Trace) -> dict[int, tuple[str, int | None, str]]:
    """Of each request with one source: its state, the line of the cut and the operation."""
    return {
        line: (s.state.value, *((s.cut.place.line, s.cut.op) if s.cut else (None, "")))
        for line, gradient in asked(trace).items()
        for s in gradient.sources
    }


BY_HAND = """\
w = tf.Variable([1.0, 2.0])

@tf.custom_gradient
def dead(x):
    y = x * 2.0
    return y, lambda dy: tf.zeros_like(dy)

def step():
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(dead(w * 3.0))
    tape.gradient(loss, w)

def call():
    return tf.reduce_sum(dead(w * 3.0))
"""
INSIDE = """\
inner = tf.function(call)
for _ in range(3):
    with tf.GradientTape() as tape:
        loss = inner() * 2.0
    tape.gradient(loss, w)
"""


@pytest.mark.parametrize(
    ("program", "line", "where"),
    [
        (f"{BY_HAND}step()", 12, 7),
        (f"{BY_HAND}tf.function(step)()", 12, 7),
        (BY_HAND + INSIDE, 20, 7),
    ],
)
def test_zeros_by_hand(run: Run, program: str, line: int, where: int) -> None:
    found = cut_lines(run(program).trace)
    assert found == {line: ("zero", where, "custom_gradient")}


def test_a_gradient_by_hand_that_is_zero_once_flows(run: Run) -> None:
    program = f"{BY_HAND}{INSIDE}".replace("range(3)", "range(1)")
    assert cut_lines(run(program).trace)[20][0] == "flows"


SIGN = """\
w = tf.Variable([1.0, 2.0])

@tf.function
def inner(x):
    return tf.sign(x * 2.0)

@tf.function
def outer(x):
    return tf.cond(x[0] > 0.0, lambda: inner(x), lambda: x) * 2.0

@tf.function
def repeated(x):
    for _ in tf.range(2):
        x = inner(x)
    return x

with tf.GradientTape() as tape:
    loss = tf.reduce_sum(FUNCTION(w * 3.0))
tape.gradient(loss, w)
"""


@pytest.mark.parametrize("function", ["inner", "outer", "repeated", "tf.function(repeated)"])
def test_a_sign_inside_of_functions(run: Run, function: str) -> None:
    found = cut_lines(run(SIGN.replace("FUNCTION", function)).trace)
    assert found == {20: ("zero", 6, "Sign")}


CALLED_BACK = """\
w = tf.Variable([[1.0, 2.0], [0.5, 3.0]])

def host(x):
    y = x * 2.0
    return BODY

with tf.GradientTape() as tape:
    z = tf.py_function(host, [w * 3.0], tf.float32)
    loss = tf.reduce_sum(z)
tape.gradient(loss, w)
"""


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("tf.reduce_sum(y)", ("flows", None, "")),
        ("tf.reduce_sum(tf.round(y))", ("zero", 6, "Round")),
        ("tf.reduce_sum(tf.sign(y))", ("zero", 6, "Sign")),
        ("tf.stop_gradient(y)", ("zero", 6, "StopGradient")),
    ],
)
def test_inside_of_a_py_function(run: Run, body: str, found: tuple[str, int, str]) -> None:
    trace = run(CALLED_BACK.replace("BODY", body)).trace
    assert cut_lines(trace) == {11: found}
    assert [gradient.steps for gradient in trace.gradients] == [1]


def test_what_raises_on_the_way_back_through_a_py_function(run: Run) -> None:
    trace = run(CALLED_BACK.replace("BODY", "tf.reduce_sum(tf.linalg.lu(y)[0])")).trace
    (error,) = trace.errors
    assert (error.place.line, error.raised_at.line) == (6, 11)
    assert error.message.startswith("LookupError: gradient registry has no entry for: Lu")


def test_a_gradient_by_hand_that_raises_in_a_py_function(run: Run) -> None:
    text = CALLED_BACK.replace("BODY", "odd(y)").replace(
        "def host",
        """\
@tf.custom_gradient
def odd(x):
    def grad(dy):
        raise ValueError("no way back")
    return x * 1.0, grad

def host""",
    )
    (error,) = run(text).trace.errors
    assert (error.place.line, error.raised_at.line) == (7, 17)
    assert error.message == "ValueError: no way back"


def test_objects_that_cannot_be_looked_at(run: Run) -> None:
    trace = run(
        """\
class Evil:
    @property
    def __dict__(self):
        raise RuntimeError("no")
    def __eq__(self, other):
        raise RuntimeError("no")

def step(w):
    evil = Evil()
    with tf.GradientTape() as tape:
        loss = w * 3.0
    return tape.gradient(loss, [w])
step(tf.Variable(2.0))
"""
    ).trace
    assert sizes(trace) == {"w": 3.0}


# ---------------------------------------------------------------------- requests in requests


def test_jacobians_have_a_size(run: Run) -> None:
    trace = run(
        """\
x = tf.Variable([1.0, 2.0])
with tf.GradientTape(persistent=True) as tape:
    y = x * x
tape.jacobian(y, x)
m = tf.ones((2, 2))
with tf.GradientTape() as tape:
    tape.watch(m)
    y = m * m
tape.batch_jacobian(y, m)
"""
    ).trace
    found = [(g.place.line, g.call, g.steps) for g in trace.gradients]
    assert found == [(5, "jacobian", 1), (10, "batch_jacobian", 1)]
    assert list(sizes(trace).values()) == pytest.approx([20**0.5, 4.0])


def test_what_tensorflow_asks_for_itself_is_not_the_programs(run: Run) -> None:
    trace = run(
        """\
x = tf.Variable([1.0, 2.0])
with tf.autodiff.ForwardAccumulator(x, tf.ones(2)) as forward:
    with tf.GradientTape() as tape:
        y = tf.reduce_sum(x ** 3)
    g = tape.gradient(y, x)
again = tf.recompute_grad(lambda a: tf.sin(a))
with tf.GradientTape() as tape:
    y = tf.reduce_sum(again(x * 2.0))
tape.gradient(y, x)
"""
    ).trace
    assert {g.place.line: g.steps for g in trace.gradients} == {6: 1, 10: 1}


def test_a_gradient_that_does_not_depend_on_the_source(run: Run) -> None:
    found = cut_lines(
        run(
            """\
x = tf.Variable([1.0, 2.0])
with tf.GradientTape() as outer:
    with tf.GradientTape() as inner:
        y = tf.reduce_sum(x * 3.0)
    g = inner.gradient(y, x)
    s = tf.reduce_sum(g * 2.0)
outer.gradient(s, x)
"""
        ).trace
    )
    assert found[8] == ("none", 6, "tape.gradient")


def test_a_cut_in_a_function_that_has_another_way(run: Run) -> None:
    trace = run(
        """\
w, b = tf.Variable(2.0), tf.Variable(1.0)

@tf.function
def inner(x):
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = tf.floor(x * w) + b * x
    return tape.gradient(y, x), y

@tf.function
def outer(x):
    with tf.GradientTape() as tape:
        g, y = inner(x)
        loss = g * 2.0 + y
    return tape.gradient(loss, w)
outer(tf.constant(3.0))
"""
    ).trace
    assert cut_lines(trace)[16] == ("none", 8, "Floor")


def test_zeros_out_of_a_map_in_a_graph(run: Run) -> None:
    found = cut_lines(
        run(
            """\
w = tf.Variable(2.0)

@tf.function
def step():
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(tf.map_fn(lambda x: tf.round(x * w), tf.range(4.0)))
    return tape.gradient(loss, w)
step()
"""
        ).trace
    )
    assert found == {8: ("zero", 7, "Round")}


def test_errors_of_requests_are_their_own_and_told_once(run: Run) -> None:
    trace = run(
        """\
w, v = tf.Variable(2.0), tf.Variable(1.0)
for _ in range(3):
    with tf.GradientTape() as tape:
        loss = tf.round(w)
    tape.gradient(loss, w)
    try:
        tape.gradient(loss, w)
    except RuntimeError:
        pass
with tf.GradientTape() as tape:
    loss = v * 2.0
try:
    tape.gradient(loss, v, unconnected_gradients="nonsense")
except ValueError:
    pass
"""
    ).trace
    assert [(error.place.line, error.type) for error in trace.errors] == [
        (8, "RuntimeError"),
        (14, "ValueError"),
    ]


SHARES = """\
from tensorflow import keras

a, b = keras.Variable(1.0), keras.Variable(2.0)
optimizer = keras.optimizers.SGD(0.1)

def step():
    with tf.GradientTape() as tape:
        loss = tf.square(tf.convert_to_tensor(a) + tf.convert_to_tensor(b))
    grads = tape.gradient(loss, [a, b])
    optimizer.apply_gradients(zip(grads, [a, b]))
"""


@pytest.mark.parametrize("calls", ["step()", "tf.function(step)()"])
def test_a_gradient_of_two_variables_is_that_of_both(run: Run, calls: str) -> None:
    (gradient,) = run(f"{SHARES}{calls}\n").trace.gradients
    assert [source.cut for source in gradient.sources] == [None, None]


# ---------------------------------------------------------------------- one tape of several

SEVERAL = """\
import tensorflow as tf

w = tf.Variable(2.0)


def validate():
    with tf.GradientTape() as tape:
        loss = tf.round(w)
    return tape.gradient(loss, w)


@tf.function
def train():
    with tf.GradientTape() as tape:
        loss = w * 3.0
    return tape.gradient(loss, w)


for _ in range(5):
    validate()
    train()
with tf.GradientTape() as outer:
    with tf.GradientTape() as inner:
        loss = w**3
    slope = inner.gradient(loss, w)
print(outer.gradient(slope, w))


@tf.function
def by_name(x):
    return tf.gradients(tf.round(x), x)


print(by_name(tf.constant(1.0)))
print("the end")
"""


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        (7, {9}),  # where a tape starts
        (8, {9}),  # under it
        (15, {16}),
        (20, {9}),  # where it is called
        (21, {16}),
        (22, {26}),
        (24, {25}),
        (25, {25, 26}),  # asked for under the outer tape
        (31, {31}),
        (34, {31}),  # where a request is made of the graph, without a tape
        (3, set()),
    ],
)
def test_only_the_tape_under_the_cursor_is_told_of(
    tracers: Tracers, tmp_path: Path, line: int, seen: set[int]
) -> None:
    path = tmp_path / "train.py"
    path.write_text(SEVERAL, encoding="utf-8")
    pointed = within(SEVERAL, line)
    assert pointed is not None
    lines = {"file": str(path), "starts": pointed.starts, "calls": pointed.calls}
    done = tracers.trace(path, within=lines, gradients=0)
    assert {gradient.place.line for gradient in done.trace.gradients} == seen
    assert "the end" in done.output


def test_enough_of_the_tape_under_the_cursor_is_enough(tracers: Tracers, tmp_path: Path) -> None:
    path = tmp_path / "train.py"
    path.write_text(SEVERAL, encoding="utf-8")
    lines = {"file": str(path), "starts": [], "calls": [21]}
    done = tracers.trace(path, within=lines, gradients=3)
    assert {(g.place.line, g.steps) for g in done.trace.gradients} == {(16, 3)}
    assert "the end" not in done.output


def test_looking_for_a_name_runs_no_code_of_the_users(run: Run) -> None:
    done = run(
        """\
class Shy:
    @property
    def __dict__(self):
        print("looked at")
        raise RuntimeError
    def __getattr__(self, name):
        print("looked at")
        raise RuntimeError
class Holder:
    def __init__(self):
        self.weight = tf.Variable(1.0)
def step(shy, holder):
    with tf.GradientTape() as tape:
        loss = holder.weight * 2.0
    return tape.gradient(loss, holder.weight)
step(Shy(), Holder())
"""
    )
    assert "looked at" not in done.output
    assert only(done.trace).name == "holder.weight"
