"""Expressions, literals, imports and updates in place: what changes, and what stays as written."""

from __future__ import annotations

import pytest

from tapelint.diagnostic import Applicability
from tapelint.flow.proof import Proof
from tapelint.text import Span
from tests.fixes.proofs import fixes, mended, proof, worth

IMPORT = "import tensorflow as tf\n"
ASKED = "tape.gradient(y, x)"


def floor(text: str, needle: str) -> Proof:
    return proof(text, "floor", needle, ASKED, left_dtype="float", right_dtype="float")


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


def test_an_output_that_nothing_reads_is_shown() -> None:
    text = (
        f"{IMPORT}with tf.GradientTape() as tape:\n    pred = x * 2.0\n"
        "    y = tf.square(baseline - labels)\ng = tape.gradient(y, x)\n"
    )
    made = proof(
        text,
        "unrelated",
        "tf.square(baseline - labels)",
        ASKED,
        sources="x",
        with_span="with tf.GradientTape() as tape:",
    )
    assert worth(text, made) is Applicability.DISPLAY
    assert mended(text, made) == text.replace("baseline", "pred")


def test_the_list_that_gradients_were_asked_for_is_shown() -> None:
    text = f"{IMPORT}g = tape.gradient(y, net.weights)\nopt.apply_gradients(zip(g, other))\n"
    made = proof(text, "pairs", "opt.apply_gradients(zip(g, other))", reason="different")
    assert worth(text, made) is Applicability.DISPLAY
    assert mended(text, made) == text.replace("other", "net.weights")


def test_an_array_of_whole_numbers_gets_a_dtype() -> None:
    text = f"import numpy as np\n{IMPORT}w = tf.Variable(np.arange(3))\n"
    made = proof(text, "integer-source", "tf.Variable(np.arange(3))")
    assert mended(text, made) == text.replace("(3))", "(3), dtype=tf.float32)")


def test_indices_stay_whole_numbers() -> None:
    text = f"{IMPORT}ids = tf.constant([3, 1])\n"
    assert fixes(text, proof(text, "integer-source", "tf.constant([3, 1])")) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("tf.constant(2 * z.numpy())", "2 * z"),
        (
            "np.mean(np.square(z.numpy() - 1.0), axis=0)",
            "tf.reduce_mean(tf.square(z - 1.0), axis=0)",
        ),
        ("tf.convert_to_tensor(np.array(z.numpy()))", "z"),
        ("(a + z).numpy()", "a + z"),
        ("(a + z).numpy() * w", "(a + z) * w"),
        ("z.numpy().item() * w", "z * w"),
        ("float(a + z) * w", "(a + z) * w"),
    ],
)
def test_a_value_stays_in_tensorflow(old: str, new: str) -> None:
    text = f"import numpy as np\n{IMPORT}y = {old}\ng = tape.gradient(y, x)\n"
    inner = next(code for code in ("z.numpy()", "(a + z).numpy()", "float(a + z)") if code in old)
    made = proof(text, "leaves", inner, ASKED, symbol=".numpy()", dtype="float")
    assert mended(text, made) == text.replace(old, new)


def test_an_argument_that_tensorflow_has_not_declines() -> None:
    text = f"import numpy as np\n{IMPORT}y = np.sum(x, where=m)\ng = tape.gradient(y, x)\n"
    made = proof(text, "leaves", "np.sum(x, where=m)", ASKED, op="np.sum", dtype="float")
    assert fixes(text, made) == []


@pytest.mark.parametrize(
    ("kept", "offered"),
    [
        ("self.best = float(loss)", 0),
        ("best[0] = float(loss)", 0),
        ("self.losses.append(float(loss))", 0),
        ("best.append(float(loss))", 0),
        ("seen = []; seen.append(float(loss))", 1),
        ("best = float(loss)", 1),
    ],
)
def test_a_value_of_a_graph_stays_in_it(kept: str, offered: int) -> None:
    text = f"{IMPORT}def step(self, best):\n    loss = f()\n    {kept}\n    return loss\n"
    facts = {"graph": "step", "dtype": "float"}
    assert len(fixes(text, proof(text, "graph-value", "float(loss)", **facts))) == offered


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("for g in grads:\n    tf.clip_by_norm(g, 1.0)\nopt.apply(grads)\n", 0),
        ("for g in grads:\n    tf.clip_by_norm(g, 1.0)\n    out.append(g)\n", 1),
        ("while more():\n    use(g)\n    tf.clip_by_norm(g, 1.0)\n", 1),
        ("def f(g):\n    tf.clip_by_norm(g, 1.0)\n\ndef h(g):\n    return g\n", 0),
    ],
)
def test_a_result_is_kept_where_something_reads_it(text: str, offered: int) -> None:
    made = proof(IMPORT + text, "discarded", "tf.clip_by_norm(g, 1.0)", value="yes")
    assert len(fixes(IMPORT + text, made)) == offered
