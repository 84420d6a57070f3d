"""Values are followed through the project's own modules, and told of where the user looks."""

from __future__ import annotations

from pathlib import Path

import pytest

from tapelint.check import Checker
from tapelint.diagnostic import CheckResult, Verdict
from tapelint.project import Project
from tests.programs.catalog import WITNESS

HELPERS = """\
import numpy as np
import tensorflow as tf


def norm(x):
    return np.sqrt(x)


def soft(x):
    return tf.sqrt(x)


def step(loss_fn, w):
    with tf.GradientTape() as tape:
        loss = loss_fn(w)
    return tape.gradient(loss, w)
"""
USES = """\
import tensorflow as tf
{imports}

w = tf.Variable(2.0)
with tf.GradientTape() as tape:
    loss = {call} * 2.0
print(tape.gradient(loss, w))
"""
WAYS = [
    ("import helpers", "helpers.norm(w)"),
    ("import helpers as h", "h.norm(w)"),
    ("from helpers import norm", "norm(w)"),
    ("from helpers import norm as n", "n(w)"),
    ("from helpers import *", "norm(w)"),
]


def checked(folder: Path, text: str, project: Project | None = None) -> CheckResult:
    """What is said of a file of a project."""
    finder = (project or Project()).finder(folder / "train.py")
    return Checker().beside(finder).check(text)


def written(folder: Path, **files: str) -> Path:
    """A project; ``pkg__losses`` becomes ``pkg/losses.py``."""
    (folder / "pyproject.toml").touch()
    for name, text in files.items():
        path = folder.joinpath(*name.split("__")).with_suffix(".py")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(("imports", "call"), WAYS)
def test_follows_a_helper_into_another_file(tmp_path: Path, imports: str, call: str) -> None:
    result = checked(written(tmp_path, helpers=HELPERS), USES.format(imports=imports, call=call))
    (finding,) = result.findings
    assert (finding.rule, finding.span.line) == ("leaves-tensorflow", 6)
    assert finding.message.endswith("It stands in `helpers.py`, line 6: `np.sqrt(x)`.")
    assert finding.fixes == ()
    assert [request.verdict for request in result.requests] == [Verdict.CUT]


@pytest.mark.parametrize(("imports", "call"), WAYS)
def test_is_silent_where_it_flows_there(tmp_path: Path, imports: str, call: str) -> None:
    text = USES.format(imports=imports.replace("norm", "soft"), call=call.replace("norm", "soft"))
    result = checked(written(tmp_path, helpers=HELPERS), text)
    assert result.findings == ()
    assert [request.verdict for request in result.requests] == [Verdict.FLOWS]


def test_without_the_file_nothing_is_known(tmp_path: Path) -> None:
    result = checked(written(tmp_path), USES.format(imports="import helpers", call=WAYS[0][1]))
    assert result.findings == ()
    assert [request.verdict for request in result.requests] == [Verdict.UNKNOWN]


def test_underlines_the_break_here_when_the_tape_is_elsewhere(tmp_path: Path) -> None:
    text = (
        "import tensorflow as tf\nfrom helpers import step\n\n\n"
        "def loss(w):\n    return tf.round(w)\n\n\nstep(loss, tf.Variable(1.0))\n"
    )
    (finding,) = checked(written(tmp_path, helpers=HELPERS), text).findings
    assert (finding.rule, finding.span.line) == ("non-differentiable-op", 6)
    assert "in `helpers.py` (called on line 9)" in finding.message


def test_says_nothing_of_what_is_the_other_files_own_affair(tmp_path: Path) -> None:
    own = HELPERS + "\n\ndef broken():\n    w = tf.Variable(1.0)\n    step(norm, w)\n"
    text = "import tensorflow\nfrom helpers import broken\nbroken()\n"
    assert checked(written(tmp_path, helpers=own), text).findings == ()


def test_finds_packages_relative_imports_and_src(tmp_path: Path) -> None:
    files = {
        "src__lib____init__": "from .losses import hard\n",
        "src__lib__losses": "import tensorflow as tf\nfrom .deep.ops import cut\n\n\n"
        "def hard(x):\n    return cut(x)\n",
        "src__lib__deep__ops": "import tensorflow as tf\n\n\ndef cut(x):\n    return tf.round(x)\n",
    }
    (tmp_path / "src" / "lib").mkdir(parents=True)
    (tmp_path / "src" / "lib" / "__init__.py").write_text(files.pop("src__lib____init__"))
    project = written(tmp_path, **files)
    result = checked(project, USES.format(imports="import lib", call="lib.hard(w)"))
    assert [finding.span.line for finding in result.findings] == [6]


def test_a_script_beside_the_package_finds_it(tmp_path: Path) -> None:
    folder = written(tmp_path, pkg____init__="", pkg__helpers=HELPERS)
    script = folder / "examples" / "train.py"
    script.parent.mkdir()
    text = USES.format(imports="from pkg.helpers import norm", call="norm(w)")
    checker = Checker().beside(Project().finder(script))
    assert len(checker.check(text).findings) == 1
    (folder / "pyproject.toml").unlink()
    assert checker.beside(Project().finder(script)).check(text).findings == ()


def test_modules_that_import_each_other_come_to_an_end(tmp_path: Path) -> None:
    one = "import two\nimport tensorflow as tf\n\n\ndef f(x):\n    return two.g(x)\n"
    two = "import one\nimport tensorflow as tf\n\n\ndef g(x):\n    return tf.round(x)\n"
    text = USES.format(imports="import one", call="one.f(w)")
    assert len(checked(written(tmp_path, one=one, two=two), text).findings) == 1


def test_what_stands_after_large_calls_is_still_read(tmp_path: Path) -> None:
    loops = "".join(f"{'    ' * (i + 1)}for {c} in range(6):\n" for i, c in enumerate("abcdef"))
    heavy = "".join(
        f"def heavy{i}(x):\n    n = {i}\n{loops}{'    ' * 7}n = n + a * b\n    return n\n\n\n"
        for i in range(6)
    )
    calls = "".join(f"    print(helpers.heavy{i}(1))\n" for i in range(6))
    body = USES.format(imports="import helpers", call="helpers.norm(w)").split("\n\n", 1)
    inner = "".join(f"    {line}\n" for line in body[1].splitlines())
    text = f"{body[0]}\n\n\ndef train():\n{inner.replace('    with', calls + '    with')}"
    folder = written(tmp_path, helpers=HELPERS + "\n\n" + heavy)
    assert [finding.code for finding in checked(folder, text).findings] == ["TL103"]


def test_an_edit_of_the_helper_changes_the_answer(tmp_path: Path) -> None:
    project = Project()
    folder = written(tmp_path, helpers=HELPERS)
    text = USES.format(imports="import helpers", call="helpers.norm(w)")
    checker = Checker().beside(project.finder(folder / "train.py"))
    assert len(checker.check(text).findings) == 1
    written(tmp_path, helpers=HELPERS.replace("np.sqrt", "tf.math.sqrt"))
    assert checker.check(text).findings == ()


def test_an_uncalled_function_sees_the_edit_of_a_helper(tmp_path: Path) -> None:
    folder = written(tmp_path, helpers=HELPERS)
    body = USES.format(imports="import helpers", call="helpers.norm(w)").split("\n\n", 1)
    inner = "".join(f"    {line}\n" for line in body[1].splitlines())
    text = f"{body[0]}\n\n\ndef train():\n{inner}"
    checker = Checker().beside(Project().finder(folder / "train.py"))
    assert len(checker.check(text).findings) == 1
    written(tmp_path, helpers=HELPERS.replace("np.sqrt", "tf.math.sqrt"))
    assert checker.check(text).findings == ()


def test_a_helper_that_is_half_typed_or_binary_does_no_harm(tmp_path: Path) -> None:
    text = USES.format(imports="import helpers, other", call="helpers.norm(w)")
    folder = written(tmp_path, helpers=HELPERS + "\ndef f(:\n")
    (folder / "other.py").write_bytes(b"\x00\xff\xfe" * 100)
    assert [finding.span.line for finding in checked(folder, text).findings] == [6]


def test_names_that_a_helper_may_bind_are_no_names_of_the_checked_file(tmp_path: Path) -> None:
    helpers = "from somewhere import *\n" + HELPERS
    text = USES.format(imports="from helpers import soft", call="sum([soft(w) for _ in range(2)])")
    result = checked(written(tmp_path, helpers=helpers), text)
    assert [request.verdict for request in result.requests] == [Verdict.FLOWS]
    unknown = checked(tmp_path, text.replace("\n\n", "\nfrom somewhere import *\n\n", 1))
    assert [request.verdict for request in unknown.requests] == [Verdict.UNKNOWN]


def test_a_loss_that_a_large_call_adds_is_not_missed(tmp_path: Path) -> None:
    """What a layer elsewhere does may be too large to follow; its losses count all the same."""
    layers = """\
import tensorflow as tf


DIGITS = (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)


def relax(cell, x):
    for hundreds in DIGITS:
        for tens in DIGITS:
            for ones in DIGITS:
                rate = 100 * hundreds + 10 * tens + ones
                x = cell(x) * rate
    return x


class Relaxed(tf.keras.layers.Layer):
    def build(self, shape):
        self.cell = tf.keras.layers.Dense(shape[-1])

    def call(self, x):
        y = self.cell(x)
        y = y + relax(self.cell, y)
        self.add_loss(tf.reduce_mean(tf.abs(y - x)))
        return y
"""
    text = """\
import tensorflow as tf
from layers import Relaxed

model = tf.keras.Sequential([tf.keras.Input((4,)), Relaxed()])
model.compile("sgd", loss=lambda truth, guess: tf.constant(0.0))
model.fit(tf.ones((8, 4)), tf.ones((8, 4)))
"""
    result = checked(written(tmp_path, layers=layers), text)
    assert result.findings == ()
    assert [request.verdict for request in result.requests] == [Verdict.UNKNOWN]


@pytest.mark.parametrize(
    "graph", ["graph", "graph.to('cpu')", "graph if graph.fits else graph.half"]
)
def test_what_a_part_of_something_unknown_was_given_comes_out_again(
    tmp_path: Path, graph: str
) -> None:
    text = f"""\
import tensorflow as tf
import another_library

dense = tf.keras.layers.Dense(4)
dense.build((None, 4))
graph = another_library.load()
graph = {graph}
with tf.GradientTape() as tape:
    graph.nodes["h"] = dense(tf.ones((3, 4)))
    graph.update_all()
    hidden = graph.nodes.pop("h")
    graph.edges["h"] = hidden
    loss = tf.reduce_sum(graph.edges["h"])
print(tape.gradient(loss, dense.trainable_variables))
"""
    result = checked(written(tmp_path), text)
    assert result.findings == ()
    assert [request.verdict for request in result.requests] == [Verdict.UNKNOWN]


def test_a_source_that_may_be_one_of_two_unknown_ones_is_no_claim(tmp_path: Path) -> None:
    text = """\
import tensorflow as tf
from another_library import left, right, loss_of

weight = left.weight if left.is_first else right.weight
with tf.GradientTape() as tape:
    loss = loss_of(tf.ones((2, 3)))
print(tape.gradient(loss, [weight]))
"""
    result = checked(written(tmp_path), text)
    assert result.findings == ()
    assert [request.verdict for request in result.requests] == [Verdict.UNKNOWN]


def test_the_names_of_another_module_are_looked_up_as_in_a_dictionary(tmp_path: Path) -> None:
    helpers = HELPERS + "\n\ndef named(name):\n    return globals()[name]\n"
    folder = written(tmp_path, helpers=helpers)
    imports = "import helpers"
    for name, verdict in (("norm", Verdict.CUT), ("soft", Verdict.FLOWS)):
        text = USES.format(imports=imports, call=f'helpers.named("{name}")(w)')
        assert [r.verdict for r in checked(folder, text).requests] == [verdict]


def test_what_a_large_constructor_sets_may_be_anything(tmp_path: Path) -> None:
    digits = "".join(f"{'    ' * (i + 2)}for {c} in range(6):\n" for i, c in enumerate("abcdef"))
    scaled = (
        "import tensorflow as tf\n\n\nclass Scaled(tf.Module):\n    def __init__(self, scale):\n"
        f"        n = 0\n{digits}{'    ' * 8}n = n + a * b\n        self.scale = scale\n"
    )
    folder = written(tmp_path, scaled=scaled)
    text = USES.format(imports="from scaled import Scaled", call="tf.exp(Scaled(w).scale)")
    result = checked(folder, text)
    assert result.findings == ()
    assert [request.verdict for request in result.requests] == [Verdict.UNKNOWN]


def test_a_layer_whose_weight_was_replaced_computes_with_what_nobody_knows(tmp_path: Path) -> None:
    text = """\
import tensorflow as tf

layer = tf.keras.layers.Dense(3)
layer.build((None, 2))
factor = tf.Variable(tf.ones(3))
with tf.GradientTape() as tape:
    layer.kernel = tf.ones((2, 3)) * factor
    loss = tf.reduce_sum(layer(tf.ones((4, 2))))
print(tape.gradient(loss, factor))
"""
    result = checked(written(tmp_path), text)
    assert result.findings == ()
    assert [request.verdict for request in result.requests] == [Verdict.UNKNOWN]


def test_a_graph_that_another_file_keeps_is_told_where_it_is_used(tmp_path: Path) -> None:
    net = (
        "import tensorflow as tf\n\n\nclass Net(tf.keras.Model):\n"
        "    def __init__(self):\n        super().__init__()\n"
        "        self.out = tf.keras.layers.Dense(1)\n\n"
        "    @tf.function\n    def call(self, x):\n        return self.out(x)\n"
    )
    text = (
        "import tensorflow as tf\nfrom net import Net\n\nnet = Net()\n"
        "with tf.GradientTape() as tape:\n    loss = tf.reduce_sum(net(tf.ones((2, 3))))\n"
        "print(tape.gradient(loss, net.trainable_variables))\n"
    )
    finder = Project().finder(written(tmp_path, net=net) / "train.py")
    (finding,) = Checker().beside(finder).check(text, WITNESS).findings
    assert (finding.rule, finding.span.line) == ("kept-graph", 6)
    assert finding.message.endswith("It stands in `net.py`, line 9: `tf.function`.")


def test_a_list_that_is_empty_in_another_file_is_not_mended_from_here(tmp_path: Path) -> None:
    trainer = (
        "import tensorflow as tf\n\n\ndef step(model, x):\n"
        "    weights = model.trainable_variables\n    with tf.GradientTape() as tape:\n"
        "        loss = tf.reduce_mean(model(x))\n    return tape.gradient(loss, weights)\n"
    )
    text = (
        "import tensorflow as tf\nfrom trainer import step\n\n"
        "step(tf.keras.Sequential([tf.keras.layers.Dense(1)]), tf.ones((4, 3)))\n"
    )
    (finding,) = checked(written(tmp_path, trainer=trainer), text).findings
    assert (finding.rule, finding.span.line) == ("foreign-sources", 4)
    assert finding.message.endswith("in `trainer.py`, line 5: `model.trainable_variables`.")
    assert finding.fixes == ()


@pytest.mark.parametrize(("switch", "found"), [("True", 0), ("False", 1)])
def test_a_program_beside_it_may_switch_graphs_off(tmp_path: Path, switch: str, found: int) -> None:
    agent = (
        "import tensorflow as tf\n\n\n@tf.function\ndef act(x):\n"
        "    return tf.reduce_sum(x).numpy()\n"
    )
    main = f"import tensorflow as tf\n\ntf.config.run_functions_eagerly({switch})\n"
    folder = written(tmp_path, agent=agent, main=main)
    project, path = Project(), folder / "agent.py"
    checker = Checker().beside(project.finder(path), lambda: project.runs_eagerly(path))
    assert len(checker.check(agent).findings) == found
