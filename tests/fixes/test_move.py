"""Moving statements: into a recording, out of a loop, out of a pause; or declining to."""

from __future__ import annotations

from dataclasses import replace

from tapelint.diagnostic import Applicability
from tapelint.flow.proof import Asked, Proof
from tests.fixes.proofs import fixes, mended, place, proof, worth

IMPORT = "import tensorflow as tf\n"
ASKED = "tape.gradient(y, x)"
WATCH = {"source": "x", "tape": "tape", "with_span": "with tf.GradientTape() as tape:"}


def outside(text: str, needle: str, reason: str = "before", **facts: str) -> Proof:
    return proof(
        text,
        "outside",
        f"{needle}\n",
        ASKED if ASKED in text else "",
        **{**WATCH, "reason": reason, "name": "y", "sources": "x", "dead": "x", **facts},
    )


def fresh(text: str, needle: str, **facts: str) -> Proof:
    return proof(text, "fresh", needle, symbol="tf.Variable", name="v", **facts)


def test_a_move_declines_what_shares_a_line() -> None:
    text = (
        f"{IMPORT}y = x * x; n = 1\nwith tf.GradientTape() as tape:\n    z = y\n"
        "g = tape.gradient(y, x)\n"
    )
    assert fixes(text, outside(text, "y = x * x")) == []


def test_a_move_declines_strings_over_several_lines() -> None:
    text = (
        f'{IMPORT}y = f(x, """a\n  b""")\nwith tf.GradientTape() as tape:\n    z = y\n'
        "g = tape.gradient(y, x)\n"
    )
    assert fixes(text, outside(text, "y = f(x")) == []


def test_a_move_declines_a_block_on_one_line() -> None:
    text = f"{IMPORT}y = x * x\nwith tf.GradientTape() as tape: z = y\ng = tape.gradient(y, x)\n"
    assert fixes(text, outside(text, "y = x * x")) == []


def test_a_move_declines_when_something_changes_in_between() -> None:
    text = (
        f"{IMPORT}y = x * x\nx.assign(4.0)\nwith tf.GradientTape() as tape:\n    z = y\n"
        "g = tape.gradient(y, x)\n"
    )
    assert fixes(text, outside(text, "y = x * x")) == []


def test_a_move_keeps_the_order_of_random_numbers() -> None:
    text = (
        f"{IMPORT}y = x * tf.random.normal([2])\nn = tf.random.normal([2])\n"
        "with tf.GradientTape() as tape:\n    z = y\ng = tape.gradient(y, x)\n"
    )
    assert fixes(text, outside(text, "y = x * tf.random.normal([2])")) == []


def test_a_move_takes_along_what_reads_the_result() -> None:
    text = (
        f"{IMPORT}y = x * x\nn = 4\nprint(y)\nwith tf.GradientTape() as tape:\n    z = y\n"
        "g = tape.gradient(y, x)\n"
    )
    assert mended(text, outside(text, "y = x * x")) == (
        f"{IMPORT}n = 4\nwith tf.GradientTape() as tape:\n    y = x * x\n    print(y)\n    z = y\n"
        "g = tape.gradient(y, x)\n"
    )


def test_a_move_into_a_loop_is_unsafe() -> None:
    text = (
        f"{IMPORT}y = x * x\nfor _ in range(3):\n    with tf.GradientTape() as tape:\n"
        "        z = y\n    g = tape.gradient(y, x)\n"
    )
    made = outside(text, "y = x * x")
    assert worth(text, made) is Applicability.UNSAFE
    assert "    with tf.GradientTape() as tape:\n        y = x * x\n        z = y\n" in mended(
        text, made
    )


def test_a_kept_attribute_is_shown_only() -> None:
    text = (
        f"{IMPORT}def step(self):\n    self.y = x * x\n    with tf.GradientTape() as tape:\n"
        "        y = self.y\n    return tape.gradient(y, x)\n"
    )
    made = outside(text, "self.y = x * x", attribute="yes")
    assert worth(text, made) is Applicability.DISPLAY


def test_a_move_between_functions_is_declined() -> None:
    text = (
        f"{IMPORT}y = x * x\ndef step():\n    with tf.GradientTape() as tape:\n        z = y\n"
        "    return tape.gradient(y, x)\n"
    )
    assert fixes(text, outside(text, "y = x * x")) == []


def test_what_comes_after_moves_with_what_it_needs() -> None:
    text = (
        f"{IMPORT}with tf.GradientTape() as tape:\n    h = x * x\n\nk = h + 1\nn = 3\ny = k * 2\n"
        "g = tape.gradient(y, x)\n"
    )
    assert mended(text, outside(text, "y = k * 2", reason="after")) == (
        f"{IMPORT}with tf.GradientTape() as tape:\n    h = x * x\n    k = h + 1\n    y = k * 2\n"
        "\nn = 3\ng = tape.gradient(y, x)\n"
    )


def test_a_variable_leaves_a_branch_behind() -> None:
    text = f"{IMPORT}for i in range(3):\n    if i:\n        v = tf.Variable(1.0)\n    use(v)\n"
    made = fresh(text, "tf.Variable(1.0)", loop_span="for i in range(3):")
    assert mended(text, made) == (
        f"{IMPORT}v = tf.Variable(1.0)\nfor i in range(3):\n    if i:\n        pass\n    use(v)\n"
    )


def test_a_variable_that_needs_the_loop_stays() -> None:
    text = f"{IMPORT}for i in range(3):\n    v = tf.Variable(float(i))\n    use(v)\n"
    made = fresh(text, "tf.Variable(float(i))", loop_span="for i in range(3):")
    assert fixes(text, made) == []


def test_a_variable_leaves_a_function_above_its_decorators() -> None:
    text = (
        f"{IMPORT}\n# runs as a graph\n@tf.function\ndef step(x):\n    v = tf.Variable(1.0)\n"
        "    return v * x\n"
    )
    made = fresh(text, "tf.Variable(1.0)", graph="yes")
    assert mended(text, made) == (
        f"{IMPORT}\nv = tf.Variable(1.0)\n\n# runs as a graph\n@tf.function\ndef step(x):\n"
        "    return v * x\n"
    )


def test_a_variable_of_an_argument_stays_in_its_function() -> None:
    text = f"{IMPORT}@tf.function\ndef step(x):\n    v = tf.Variable(x)\n    return v * x\n"
    assert fixes(text, fresh(text, "tf.Variable(x)", graph="yes")) == []


def test_a_target_computed_in_the_request_moves_inside() -> None:
    text = f"{IMPORT}with tf.GradientTape() as tape:\n    h = x\ng = tape.gradient(f(x), x)\n"
    request = Asked(
        place(text, "tape.gradient(f(x), x)"),
        "tape.gradient(f(x), x)",
        "gradient",
        target_span=place(text, "f(x)"),
    )
    made = replace(outside(text, "g = tape.gradient(f(x), x)", reason="after"), asked=request)
    made = replace(made, span=place(text, "f(x)"))
    assert mended(text, made) == (
        f"{IMPORT}with tf.GradientTape() as tape:\n    h = x\n    target = f(x)\n"
        "g = tape.gradient(target, x)\n"
    )


def test_a_paused_block_moves_to_the_left() -> None:
    text = (
        f"{IMPORT}with tf.GradientTape() as tape:\n    with tape.stop_recording():\n"
        "        # still needed\n        y = f(\n            x,\n        )\n\n        z = y\n"
        "    y = z * 2\ng = tape.gradient(y, x)\n"
    )
    assert mended(text, outside(text, "y = f(", reason="stopped")) == (
        f"{IMPORT}with tf.GradientTape() as tape:\n    # still needed\n"
        "    y = f(\n        x,\n    )\n"
        "\n    z = y\n    y = z * 2\ng = tape.gradient(y, x)\n"
    )


def test_an_inner_gradient_moves_into_the_outer_tape() -> None:
    text = (
        f"{IMPORT}with tf.GradientTape() as tape:\n    with tf.GradientTape() as inner:\n"
        "        h = x * x\ny = inner.gradient(h, x)\ng = tape.gradient(y, x)\n"
    )
    made = outside(text, "y = inner.gradient(h, x)", reason="after")
    assert mended(text, made) == text.replace("\ny = inner", "\n    y = inner")


def test_a_request_of_the_same_tape_stays_outside() -> None:
    text = (
        f"{IMPORT}with tf.GradientTape() as tape:\n    h = x * x\n"
        "y = tape.gradient(h, x)\ng = tape.gradient(y, x)\n"
    )
    assert fixes(text, outside(text, "y = tape.gradient(h, x)", reason="after")) == []
