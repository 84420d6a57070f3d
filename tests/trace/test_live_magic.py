"""``%%tapelint`` in a kernel that lives."""

from __future__ import annotations

import asyncio
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

pytestmark = pytest.mark.oracle

BEFORE = """\
import tensorflow as tf
w = tf.Variable([1.0, 2.0])
b = tf.Variable(3.0)
def predict(x):
    return tf.round(w * x) + b
"""
TAPED = "%%tapelint\nwith tf.GradientTape() as tape:\n    loss = tf.reduce_sum({})\n"


@dataclass(frozen=True)
class Ran:
    """What a cell left: what was printed, and its trace as text and as HTML."""

    success: bool
    printed: str
    text: str
    html: str


class Kernel:
    """An IPython shell as a kernel has one."""

    def __init__(self, shell: Any) -> None:
        self.shell = shell

    def run(self, cell: str) -> Ran:
        from IPython.utils.capture import capture_output

        with capture_output() as captured:
            result = self.shell.run_cell(cell, store_history=True)
        shown = [output.data for output in captured.outputs if "text/html" in output.data]
        assert len(shown) <= 1
        data = shown[0] if shown else {"text/plain": "", "text/html": ""}
        printed = re.sub("\x1b\\[[0-9;]*m", "", captured.stdout + captured.stderr)
        return Ran(result.success, printed, data["text/plain"], data["text/html"])

    def __getitem__(self, name: str) -> Any:
        return self.shell.user_ns[name]


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The one shell of this process."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IPYTHONDIR", str(tmp_path_factory.mktemp("ipython")))
        from IPython.core.interactiveshell import InteractiveShell
        from traitlets.config import Config

        config = Config()
        config.HistoryManager.enabled = False
        hooks = (sys.displayhook, sys.excepthook)
        yield InteractiveShell.instance(config=config)
        InteractiveShell.clear_instance()
        sys.displayhook, sys.excepthook = hooks


@pytest.fixture
def kernel(shell: Any) -> Kernel:
    """A kernel in which two cells have run."""
    shell.reset(new_session=True)
    kernel = Kernel(shell)
    kernel.run("%reload_ext tapelint")
    assert kernel.run(BEFORE).success
    return kernel


def test_a_cell_is_shown_with_the_cut_in_another_one(kernel: Kernel) -> None:
    ran = kernel.run(TAPED.format("predict(2.0)") + "g = tape.gradient(loss, [w, b])\ng[1]")
    assert ran.success
    assert kernel["g"][0] is None
    assert "Out[3]: <tf.Tensor: shape=(), dtype=float32, numpy=2.0>" in ran.printed
    assert "gradient of loss at In[3]:4" in ran.text
    assert "✓ b  2" in ran.text
    assert "✗ w  none\n      cut at In[2]:5: `Round` has no gradient" in ran.text
    assert "In[3]:3: calls `predict` here" in ran.text
    assert "from line" not in ran.text, "what runs the cell is no part of it"
    for part in ("%%tapelint", "g[1]", "In[2]", "[non-differentiable-op]"):
        assert part in ran.html
    assert "run_cell_magic" not in ran.text + ran.html


def test_lines_count_as_in_the_editor(kernel: Kernel) -> None:
    ran = kernel.run(TAPED.format("tf.stop_gradient(w)") + "tape.gradient(loss, w)")
    assert "cut at In[3]:3: `tf.stop_gradient` blocks" in ran.text
    row = next(row for row in re.findall("<tr.*?</tr>", ran.html) if "stop_gradient(w)" in row)
    assert re.sub("<[^>]*>", " ", row).split()[-4:-2] == ["3", "loss"]


def test_variables_and_values_of_earlier_cells(kernel: Kernel) -> None:
    kernel.run("early = tf.sin(w)\nfrozen = tf.Variable(1.0, trainable=False)")
    ran = kernel.run(TAPED.format("early * b * frozen") + "tape.gradient(loss, [w, frozen])")
    assert "In[4]:3: `early` was computed before; what it comes from wasn't seen" in ran.text
    assert (
        "`frozen` isn't trainable, so the tape doesn't watch it  [non-trainable-source]" in ran.text
    )


def test_an_exception_comes_after_the_trace_as_usual(kernel: Kernel) -> None:
    from IPython.core.displaypub import CapturingDisplayPublisher

    order: list[str] = []
    shell = kernel.shell

    class Publisher(CapturingDisplayPublisher):  # type: ignore[misc]
        def publish(self, *args: Any, **kwargs: Any) -> None:
            order.append("trace")

    shell.display_pub, before = Publisher(), shell.display_pub
    tell = shell._showtraceback
    shell._showtraceback = lambda kind, error, lines: order.append("\n".join(lines))
    result = shell.run_cell(TAPED.format("w") + "tape.gradient(loss, w)\n{}['key']")
    shell.display_pub, shell._showtraceback = before, tell
    assert isinstance(result.error_in_exec, KeyError)
    assert [order[0], len(order)] == ["trace", 2]
    usual = re.sub("\x1b\\[[0-9;]*m", "", order[1])
    assert "KeyError" in usual
    assert "line 5" in usual
    assert "run_cell_magic" not in usual
    assert "tapelint" not in usual.replace("%%tapelint", "")
    again = kernel.run("1 / 0")
    assert "ZeroDivisionError" in again.printed, "the next one is told as ever"


def test_an_exception_of_a_request_names_its_cause(kernel: Kernel) -> None:
    ran = kernel.run(TAPED.format("w") + "    n = loss.numpy()\ntape.gradient(n, w)")
    assert not ran.success
    assert "caused at In[3]:4" in ran.text
    assert "raised at In[3]:5" in ran.text
    assert "AttributeError" in ran.printed
    assert "runner" not in ran.printed


def test_an_optimizer_without_gradients_names_the_cut(kernel: Kernel) -> None:
    ask = "g = tape.gradient(loss, [w])\ntf.keras.optimizers.SGD().apply_gradients(zip(g, [w]))"
    ran = kernel.run(TAPED.format("tf.round(w)") + ask)
    assert "caused at In[3]:3" in ran.text
    assert "raised at In[3]:5" in ran.text
    assert "No gradients provided" in ran.printed


def test_a_cell_that_cannot_be_read(kernel: Kernel) -> None:
    ran = kernel.run("%%tapelint\nx = (")
    assert not ran.success
    assert ran.printed.count("SyntaxError") == 1
    assert not ran.html


def test_a_function_that_ran_before_is_seen_and_given_back(kernel: Kernel) -> None:
    kernel.run(
        "@tf.function\ndef step(x):\n    with tf.GradientTape() as tape:\n"
        "        loss = tf.reduce_sum(tf.round(w) * x) + b\n"
        "    return tape.gradient(loss, [w, b])\nstep(2.0)"
    )
    config = kernel["step"]._variable_creation_config
    ran = kernel.run("%%tapelint\nstep(2.0)\nstep(2.0)")
    assert "cut at In[3]:4: `Round` has no gradient" in ran.text
    assert "graph" in ran.text
    assert kernel["step"]._variable_creation_config is config


def test_fit_that_ran_before(kernel: Kernel) -> None:
    kernel.run(
        "x, y = tf.ones((64, 2)), tf.ones((64, 1))\n"
        "model = tf.keras.Sequential([tf.keras.Input((2,)), tf.keras.layers.Dense(1)])\n"
        "model.compile('sgd', 'mse', jit_compile=True)\nmodel.fit(x, y, verbose=0)"
    )
    ran = kernel.run("%%tapelint\nhistory = model.fit(x, y, epochs=2, verbose=0)")
    assert ran.success
    assert "fit at In[4]:2" in ran.text
    assert re.search(r"✓ sequential\w*/dense\w*/kernel", ran.text)
    assert len(kernel["history"].history["loss"]) == 2
    assert kernel.run("model.fit(x, y, verbose=0)").success


def test_a_tape_from_an_earlier_cell(kernel: Kernel) -> None:
    kernel.run("with tf.GradientTape() as tape:\n    loss = w * 2.0")
    ran = kernel.run("%%tapelint\ng = tape.gradient(loss, w)")
    assert kernel["g"].numpy().tolist() == [2.0, 2.0]
    assert "Line 2 asks a tape that recorded before this cell ran" in ran.text


def test_a_loop_and_every_step_of_it(kernel: Kernel) -> None:
    loop = "for i in range(40):\n    with tf.GradientTape() as tape:\n        loss = w[0] * i\n"
    ask = "    tape.gradient(loss, w)\n"
    few = kernel.run(f"%%tapelint\n{loop}{ask}")
    assert "asked" in few.text
    every = kernel.run(f"%%tapelint --every-step\n{loop}{ask}")
    assert "asked 40 times" in every.text
    wrong = kernel.run("%%tapelint --all\n1")
    assert not wrong.success
    assert "%%tapelint takes no option but --every-step" in wrong.printed


def test_explain_in_a_traced_cell(kernel: Kernel) -> None:
    cell = TAPED.format("predict(2.0)") + "import tapelint\nfound = tapelint.explain(tape, loss, w)"
    ran = kernel.run(cell)
    assert "In[2]:5: `Round` has no gradient" in ran.printed
    assert "cut at In[2]:5" in ran.text
    assert kernel["found"].lines_known


def test_explain_at_a_step_that_is_not_looked_at(kernel: Kernel) -> None:
    loop = """\
import tapelint, contextlib
found = {}
for around in (contextlib.nullcontext, tapelint.watching):
    for i in range(12):
        with around():
            with tf.GradientTape() as tape:
                loss = w * 2.0
            found[around, i] = tapelint.explain(tape, loss, w).lines_known
known = [[found[a, i] for i in range(12)] for a in (contextlib.nullcontext, tapelint.watching)]
"""
    assert kernel.run(f"%%tapelint\n{loop}").success
    few, all_of_them = kernel["known"]
    assert True in few
    assert False in few
    assert all_of_them == [True] * 12


def test_await_where_a_loop_is_running(kernel: Kernel) -> None:
    cell = "%%tapelint\nimport asyncio\nvalue = await asyncio.sleep(0, 5)"
    assert kernel.run(cell).success
    assert kernel["value"] == 5

    async def as_in_a_kernel() -> Ran:
        return kernel.run(cell.replace("5", "6"))

    ran = asyncio.run(as_in_a_kernel())
    assert not ran.success
    assert "can't run `await` at the top of a cell" in ran.printed
    assert kernel["value"] == 5


def test_other_magics_in_the_cell(kernel: Kernel) -> None:
    ran = kernel.run(
        "%%tapelint\n%env NAME=value\n"
        + TAPED.format("tf.round(w)")[11:]
        + "tape.gradient(loss, w)"
    )
    assert "cut at In[3]:4" in ran.text
    assert "%env NAME=value" in ran.html


def test_no_gradient_at_all(kernel: Kernel) -> None:
    assert kernel.run("%%tapelint\n1 + 1").text == "This cell asked for no gradient."


def test_without_tensorflow_the_cell_runs_all_the_same(
    kernel: Kernel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "tensorflow", None)
    ran = kernel.run("%%tapelint\nvalue = 1 + 1")
    assert ran.success
    assert kernel["value"] == 2
    assert "runs without it" in ran.printed


def test_a_fault_of_ours_hides_nothing(kernel: Kernel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tapelint.live.session.Session.trace", lambda self, file: [][0])
    ran = kernel.run("%%tapelint\nvalue = 2\n1 / 0")
    assert "can't show what it saw of this cell: IndexError" in ran.printed
    assert "ZeroDivisionError" in ran.printed
    assert (ran.success, kernel["value"]) == (False, 2)


def test_a_watch_that_gives_up_says_so(kernel: Kernel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tapelint.trace.runner.report.Report.tell", lambda *_, **__: [][0])
    ran = kernel.run(TAPED.format("w") + "g = tape.gradient(loss, w)")
    assert "gave up after a failure of its own: IndexError" in ran.text
    assert kernel["g"].numpy().tolist() == [1.0, 1.0]


def test_what_the_user_wrote_is_only_text(kernel: Kernel) -> None:
    evil = "<script>alert(1)</script>"
    ran = kernel.run(
        TAPED.format("tf.round(w)") + f"# {evil}\nv = tf.Variable(1.0, name='<b>')\n"
        "tape.gradient(loss, [w, tf.Variable(1.0, name='a<i>')])"
    )
    assert "<script" not in ran.html
    assert "<i>" not in ran.html
    assert "&lt;script&gt;" in ran.html


def test_it_can_be_taken_away(kernel: Kernel) -> None:
    assert kernel.run("%unload_ext tapelint").success
    assert not kernel.run("%%tapelint\n1").success
