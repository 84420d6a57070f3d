"""Fixes keep the layout of a file, and are declined where they can't."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tapelint.diagnostic import Applicability
from tapelint.flow.proof import Asked, Proof
from tapelint.text import Span
from tests.fixes.proofs import fixes, mended, place, proof, worth

IMPORT = "import tensorflow as tf\n"
WATCH = {"source": "x", "tape": "tape", "with_span": "with tf.GradientTape() as tape:"}
ASKED = "tape.gradient(y, x)"


def unwatched(text: str, **facts: str) -> Proof:
    return proof(text, "unwatched", ASKED, ASKED, **{**WATCH, **facts})


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


def floor(text: str, needle: str) -> Proof:
    return proof(text, "floor", needle, ASKED, left_dtype="float", right_dtype="float")


def test_a_watch_goes_above_the_comments_of_the_body() -> None:
    text = (
        f"{IMPORT}with tf.GradientTape() as tape:  # record\n\n\t# square\n\ty = x * x\n"
        "g = tape.gradient(y, x)\n"
    )
    assert mended(text, unwatched(text)) == text.replace("record\n", "record\n\ttape.watch(x)\n")


def test_a_watch_stands_behind_a_source_made_in_the_block() -> None:
    text = (
        f"{IMPORT}with tf.GradientTape() as tape:\n    x = load(\n        3\n    )\n"
        "    y = x * x\ng = tape.gradient(y, x)\n"
    )
    made = unwatched(text, creation="x = load(")
    assert mended(text, made) == text.replace("    )\n", "    )\n    tape.watch(x)\n")


def test_no_watch_where_the_block_knows_the_source_by_another_name() -> None:
    text = f"{IMPORT}with tf.GradientTape() as tape:\n    y = f(z)\ng = tape.gradient(y, x)\n"
    assert fixes(text, unwatched(text)) == []


def test_windows_line_ends_stay() -> None:
    text = (
        f"{IMPORT}with tf.GradientTape() as tape:\n    y = x * x\ng = tape.gradient(y, x)\n"
    ).replace("\n", "\r\n")
    changed = mended(text, unwatched(text))
    assert changed == text.replace("tape:\r\n", "tape:\r\n    tape.watch(x)\r\n")


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
        f"{IMPORT}\nv = tf.Variable(1.0)\n# runs as a graph\n@tf.function\ndef step(x):\n"
        "    return v * x\n"
    )


def test_a_variable_of_an_argument_stays_in_its_function() -> None:
    text = f"{IMPORT}@tf.function\ndef step(x):\n    v = tf.Variable(x)\n    return v * x\n"
    assert fixes(text, fresh(text, "tf.Variable(x)", graph="yes")) == []


def test_a_hint_is_removed_from_a_line_with_semicolons() -> None:
    text = f"{IMPORT}with tf.GradientTape() as t:\n    t.watch(w); y = w * w\n"
    made = proof(text, "redundant-watch", "t.watch(w)", source="w")
    assert mended(text, made) == text.replace("t.watch(w); ", "")


def test_a_block_that_would_be_empty_passes() -> None:
    text = f"{IMPORT}with tf.GradientTape() as t:\n    t.watch(w)  # w\n"
    made = proof(text, "redundant-watch", "t.watch(w)", source="w")
    assert mended(text, made) == text.replace("t.watch(w)", "pass")


@pytest.mark.parametrize(
    ("head", "imported", "call"),
    [
        ('"""Doc."""\nfrom __future__ import annotations\n', True, "tf.stop_gradient"),
        ("import tensorflow\n", False, "tensorflow.stop_gradient"),
        ("import tensorflow.compat.v2 as T\n", False, "T.stop_gradient"),
        ("from tensorflow import GradientTape\n", True, "tf.stop_gradient"),
    ],
)
def test_tensorflow_is_called_what_the_file_calls_it(head: str, imported: bool, call: str) -> None:
    text = f"{head}\ny = x // 2.0\ng = tape.gradient(y, x)\n"
    changed = mended(text, floor(text, "x // 2.0"), 1)
    added = "import tensorflow as tf\n" if imported else ""
    assert changed == (
        f"{head}{added}\ny = x / 2.0 + {call}(x // 2.0 - x / 2.0)\ng = tape.gradient(y, x)\n"
    )


def test_no_straight_through_where_tf_is_something_else() -> None:
    text = "from tensorflow import GradientTape\ntf = 3\ny = x // 2.0\ng = tape.gradient(y, x)\n"
    assert len(fixes(text, floor(text, "x // 2.0"))) == 1


def test_nothing_runs_twice() -> None:
    text = f"{IMPORT}y = f(x) // 2.0\ng = tape.gradient(y, x)\n"
    assert len(fixes(text, floor(text, "f(x) // 2.0"))) == 1


def test_no_division_without_a_float() -> None:
    text = f"{IMPORT}y = x // 2\ng = tape.gradient(y, x)\n"
    made = proof(text, "floor", "x // 2", ASKED, left_dtype="int", right_dtype="int")
    assert fixes(text, made) == []


def test_a_comment_between_the_operands_stays() -> None:
    text = f"{IMPORT}y = (\n    x  # up\n    //  # cut\n    2.0\n)\ng = tape.gradient(y, x)\n"
    made = floor(text, "x  # up\n    //  # cut\n    2.0")
    assert mended(text, made) == text.replace("//", "/")
    assert len(fixes(text, made)) == 1


def test_an_operand_keeps_its_parentheses() -> None:
    text = f"{IMPORT}y = -tf.stop_gradient(x + 1)\ng = tape.gradient(y, x)\n"
    made = proof(text, "stop", "tf.stop_gradient(x + 1)", ASKED, symbol="tf.stop_gradient")
    assert mended(text, made) == text.replace("tf.stop_gradient(x + 1)", "(x + 1)")


def test_fixes_in_half_typed_files() -> None:
    text = f"{IMPORT}a = (\ndef f(x):\n    return x // 2.0\n"
    assert text.split("\n")[3][11:19] == "x // 2.0"
    span = Span(4, 11, 4, 19)
    made = Proof("floor", span, Span(4, 4, 4, 19), "//", facts={"left_dtype": "float"})
    assert len(fixes(text, made)) == 2


def test_what_is_rounded_gets_a_name_if_it_is_a_call() -> None:
    text = f"{IMPORT}def f(x):\n    return 2.0 * tf.round(g(x))\ny = f(x)\ntape.gradient(y, x)\n"
    made = proof(text, "op", "tf.round(g(x))", ASKED, symbol="tf.round", op="tf.math.round")
    assert mended(text, made) == text.replace(
        "    return 2.0 * tf.round(g(x))",
        "    unrounded = g(x)\n"
        "    return 2.0 * (unrounded + tf.stop_gradient(tf.round(unrounded) - unrounded))",
    )


def test_no_name_for_what_runs_another_number_of_times() -> None:
    text = f"{IMPORT}y = [tf.round(g(x)) for x in xs]\ntape.gradient(y, x)\n"
    made = proof(text, "op", "tf.round(g(x))", ASKED, symbol="tf.round", op="tf.math.round")
    assert fixes(text, made) == []


def test_two_variables_of_one_statement_change_in_place() -> None:
    text = f"{IMPORT}for _ in range(2):\n    w, b = w - 0.1 * g, b - 0.1 * h\n"
    made = proof(text, "replaced", "w, b = w - 0.1 * g, b - 0.1 * h\n", name="w")
    assert mended(text, made) == text.replace(
        "w, b = w - 0.1 * g, b - 0.1 * h",
        "w.assign_sub(0.1 * g)\n    b.assign_sub(0.1 * h)",
    )


def test_two_variables_that_need_each_other_stay() -> None:
    text = f"{IMPORT}w, b = w - 0.1 * b, b - 0.1 * w\n"
    made = proof(text, "replaced", "w, b = w - 0.1 * b, b - 0.1 * w\n", name="w")
    assert fixes(text, made) == []


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
