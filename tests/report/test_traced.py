"""What a terminal shows of a trace."""

from __future__ import annotations

from io import StringIO

import pytest
from rich.console import Console

from tapelint.report.traced import print_trace
from tapelint.trace.seen import Cut, ErrorSeen, Gradient, Note, Place, Source, State, Trace

FILE = "train.py"


def signs(code: str, op: str, rule: str | None = None) -> str:
    """What stands below a line whose operation cuts."""
    text = f"def step():\n{code}\n"
    cut = Cut(Place(FILE, 2), op, "it ends", rule)
    source = Source("w", State.NONE, None, cut)
    gradient = Gradient(Place(FILE, 9), "gradient", 0, "eager", "loss", (source,))
    out = StringIO()
    console = Console(file=out, width=200, color_system=None)
    print_trace(console, Trace(FILE, gradients=(gradient,)), {FILE: text})
    lines = out.getvalue().split("\n")
    at = next(i for i, line in enumerate(lines) if "cut here: it ends" in line)
    assert lines[at].index(" | ") == lines[at - 1].index(" | ")
    below = lines[at].partition(" | ")[2].partition(" cut here")[0]
    shown = lines[at - 1].partition(" | ")[2]
    return shown[below.index("^") : len(below)]


@pytest.mark.parametrize(
    ("code", "op", "marked"),
    [
        ("    return total // 60.0", "FloorDiv", "//"),
        ("    return (total * 2) // 60.0", "FloorDiv", "//"),
        ("    total //= 60.0", "FloorDiv", "//="),
        ("    y = tf.round(w) * 3.0 + b", "Round", "tf.round"),
        ("    y = tf.reduce_sum(tf.cast(w, tf.int32))", "Cast", "tf.cast"),
        ("    y = tf.math.argmax(w)", "ArgMax", "tf.math.argmax"),
        ("    y = tf.stop_gradient(model(x)) + b", "StopGradient", "tf.stop_gradient"),
        ("    return 2.0 * np.sqrt(ratio)", "np.sqrt", "np.sqrt"),
        ("    y = float(loss.numpy()) * 2", ".numpy()", ".numpy"),
        ("    v.assign(w * 2.0)", "assign", ".assign"),
        ("    v = tf.Variable(w * 2.0)", "assign", "tf.Variable"),
        ("    y = tf.where(w > 0.0, w, 0.0)", "SelectV2", "tf.where"),
        ("    y = tf.where(w > 0.0, w, 0.0)", "Greater", ">"),
        ("    y = tf.numpy_function(np.sin, [w], tf.float32)", "PyFunc", "tf.numpy_function"),
        ('    y = "\u00e4" + str(w // 2)', "FloorDiv", "//"),
        ("\ty = w // 2", "FloorDiv", "//"),
    ],
)
def test_what_cuts_is_marked(code: str, op: str, marked: str) -> None:
    assert signs(code, op) == marked


@pytest.mark.parametrize(
    ("code", "op", "rule", "marked"),
    [
        # One of two: which of them it was isn't known.
        ("    y = tf.round(a) + tf.round(b)", "Round", None, "tf.round(a) + tf.round(b)"),
        # A helper that isn't on the line.
        ("    loss = helper(w)", "Round", None, "helper(w)"),
        # Where the tape is off, the value is meant and not its last operation.
        ("    y = w * 3.0", "Mul", "outside-tape", "w * 3.0"),
        ("    for x in data: pass", "Round", None, "for x in data: pass"),
        # What is asked for is at fault.
        ("    return f(tape.gradient(y, x))", "Mul", "unwatched-source", "tape.gradient"),
    ],
)
def test_else_the_value_is_marked(code: str, op: str, rule: str | None, marked: str) -> None:
    assert signs(code, op, rule) == marked


@pytest.mark.parametrize(
    ("rule", "says"),
    [("untracked-variable", "w  never learns"), ("discarded-result", "w  not as meant")],
)
def test_a_gradient_that_comes_is_not_cut(rule: str, says: str) -> None:
    cut = Cut(Place(FILE, 2), "", "it is lost", rule)
    source = Source("w", State.FLOWS, 0.5, cut)
    gradient = Gradient(Place(FILE, 3), "gradient", 0, "eager", "loss", (source,))
    out = StringIO()
    console = Console(file=out, width=200, color_system=None)
    print_trace(console, Trace(FILE, gradients=(gradient,)), {FILE: "x = 1\ny = f(x)\ng(y)\n"})
    assert says in out.getvalue()
    assert "^ here: it is lost" in out.getvalue()
    assert "cut" not in out.getvalue()


def test_an_exception_says_where_and_why() -> None:
    error = ErrorSeen(
        Place(FILE, 3),
        "AttributeError",
        "no attribute 'assign'",
        Place(FILE, 4),
        (Note(Place(FILE, 1), "`w` is bound here"),),
        "from here on `w` is a plain tensor",
        "replaced-variable",
    )
    out = StringIO()
    console = Console(file=out, width=200, color_system=None)
    text = "w = v()\ntrain()\nw = w - d\nw.assign(x)\n"
    print_trace(console, Trace(FILE, errors=(error,)), {FILE: text})
    assert out.getvalue().splitlines() == [
        f"  --> {FILE}",
        "  2 | train()",
        "  3 | w = w - d",
        "    |     ^^^^^ here: from here on `w` is a plain tensor",
        "  4 | w.assign(x)",
        "",
        "AttributeError: no attribute 'assign'",
        f"  caused at {FILE}:3: from here on `w` is a plain tensor  [replaced-variable]",
        f"  raised at {FILE}:4",
        f"  {FILE}:1: `w` is bound here",
    ]
