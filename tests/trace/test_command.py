"""``tapelint trace`` as a user runs it: a fresh process, real TensorFlow, real exit codes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.oracle

BROKEN = """\
import sys
import tensorflow as tf

w = tf.Variable(2.0)
b = tf.Variable(1.0)
for _ in range(3):
    with tf.GradientTape() as tape:
        loss = tf.round(w) * 3.0 + b
    grads = tape.gradient(loss, [w, b])
    print("loss", float(loss), sys.argv[1:])
"""
FLOWING = BROKEN.replace("tf.round(w)", "w")
SLOW = 300  # seconds: on a busy machine, TensorFlow alone takes many to start
ENDLESS = """\
import tensorflow as tf

w = tf.Variable(2.0)
while True:
    with tf.GradientTape() as tape:
        loss = w * w
    tape.gradient(loss, w)
"""
SAYS_WHEN = (
    ENDLESS.replace("while True:", "asked = False\nwhile True:")
    + """\
    if not asked:
        asked = True
        print("asked", flush=True)
"""
)
CELLS = (
    """\

with tf.GradientTape() as tape:
    loss = tf.round(w)
tape.gradient(loss, w)
""",
    """\
def fail():
    raise ValueError("nothing more")

fail()
""",
)
BRANCHES = """\
@tf.function
def loss(x):
    if x > 0.0:
        return x * w
    return tf.round(w)

with tf.GradientTape() as tape:
    value = loss(tf.constant(1.0))
tape.gradient(value, w)
"""
COUNTS_TENSORS = """\
import gc
import tensorflow as tf

kernel = tf.Variable(tf.ones((4, 4)))
bias = tf.Variable(tf.ones(4))

def step():
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(tf.nn.bias_add(tf.ones((4, 4)) @ kernel, bias) - 1.0)
    return tape.gradient(loss, [kernel, bias])

def steps(count):
    for _ in range(count):
        step()
    gc.collect()
    return sum(isinstance(each, tf.Tensor) for each in gc.get_objects())

steps(5)
print("kept", steps(5) - steps(20))
"""
NO_REQUEST = "import tensorflow as tf\nprint(tf.constant(1.0).numpy())\n"
FAILS_FIRST = "import tensorflow as tf\nraise SystemExit('no data')\n"
DIES = "import os, signal, tensorflow\nos.kill(os.getpid(), signal.SIGKILL)\n"
FORKS = """\
import os, sys, time
import tensorflow as tf

pid = os.fork()
if pid == 0:
    time.sleep(600)
print("child", pid, flush=True)
w = tf.Variable(2.0)
with tf.GradientTape() as tape:
    loss = w * w
print(tape.gradient(loss, w))
"""
READS_AND_REPLACES = """\
import io, sys
import tensorflow as tf

name = input()
sys.stdout = io.StringIO()
try:
    w = tf.Variable(2.0)
    with tf.GradientTape() as tape:
        loss = w * w
    tape.gradient(loss, w)
    raise ValueError(name)
except BaseException:
    pass
"""


def trace(*arguments: str | Path, stdin: str = "", **more: Any) -> subprocess.CompletedProcess[str]:
    """Run the command."""
    command = [sys.executable, "-m", "tapelint", "trace", *map(str, arguments)]
    environment = {**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": "-1"}
    return subprocess.run(
        command,
        input=stdin,
        capture_output=True,
        text=True,
        timeout=SLOW,
        env=environment,
        check=False,
        **more,
    )


def written(folder: Path, text: str, name: str = "train.py") -> Path:
    """A program in a file."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_says_where_the_gradient_ends(tmp_path: Path) -> None:
    ran = trace("--output-format", "json", written(tmp_path, BROKEN), "--epochs", "3")
    assert ran.returncode == 1
    found = json.loads(ran.stdout)
    assert (found["version"], found["stopped"], found["program_exit"]) == (1, "finished", 0)
    gradient = found["gradients"][0]
    assert (gradient["line"], gradient["mode"], gradient["target"]) == (9, "eager", "loss")
    broken, whole = gradient["sources"]
    assert (whole["name"], whole["state"], whole["norm"], whole["cut"]) == ("b", "flows", 1.0, None)
    assert (broken["name"], broken["state"]) == ("w", "none")
    cut = broken["cut"]
    assert (cut["line"], cut["op"], cut["rule"]) == (8, "Round", "non-differentiable-op")
    assert next(line for line in found["lines"] if line["line"] == 8)["state"] == "flows"
    # The program's own output isn't lost, and it got its arguments.
    assert "loss 7.0 ['--epochs', '3']" in ran.stderr


def test_shows_the_lines_and_passes_output_on(tmp_path: Path) -> None:
    ran = trace(written(tmp_path, BROKEN))
    assert ran.returncode == 1
    assert "loss 7.0 []" in ran.stdout
    assert "∇ 1" in ran.stdout
    assert "cut here: `Round` has no gradient" in ran.stdout
    assert "✗ w  none" in ran.stdout


def test_is_content_where_all_flows(tmp_path: Path) -> None:
    assert trace(written(tmp_path, FLOWING)).returncode == 0


def test_a_program_may_import_keras_first(tmp_path: Path) -> None:
    ran = trace(written(tmp_path, "import keras\n" + FLOWING))
    assert ran.returncode == 0, ran.stderr


def test_stops_after_enough_requests(tmp_path: Path) -> None:
    ran = trace("--output-format", "json", "--gradients", "5", written(tmp_path, ENDLESS))
    found = json.loads(ran.stdout)
    assert (found["stopped"], found["gradients"][0]["steps"], ran.returncode) == ("limit", 5, 0)


PHASES = """\
import tensorflow as tf

layer = tf.keras.layers.Layer()
w = layer.add_weight(shape=(2,), initializer="ones")
b = layer.add_weight(shape=(2,), initializer="zeros")
rates = tf.keras.optimizers.SGD(0.1), tf.keras.optimizers.SGD(0.01)
for variables, optimizer in zip(([w], [w, b]), rates):
    for _ in range(LENGTH):
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum((w + b - 3.0) ** 2)
        optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
    if QUITS:
        break
"""


def test_what_a_later_phase_may_train_is_not_told_of_a_program_that_was_stopped(
    tmp_path: Path,
) -> None:
    long = PHASES.replace("LENGTH", "100").replace("QUITS", "False")
    stopped = trace("--gradients", "5", written(tmp_path, long))
    assert stopped.returncode == 0, stopped.stdout
    short = PHASES.replace("LENGTH", "3").replace("QUITS", "True")
    over = trace(written(tmp_path, short))
    assert over.returncode == 1
    assert "leave out what the target depends on" in over.stdout


def test_stops_after_a_time(tmp_path: Path) -> None:
    endless = written(tmp_path, ENDLESS)
    ran = trace("--output-format", "json", "--gradients", "0", "--timeout", "6", endless)
    assert json.loads(ran.stdout)["stopped"] == "timeout"


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        (NO_REQUEST, 0, "The program ended without asking for a gradient."),
        (FAILS_FIRST, 3, "no data"),
        (DIES, 3, "The program was ended by SIGKILL."),
        ("import tensorflow as tf\ntf.nothing\n", 3, "AttributeError"),
    ],
)
def test_says_how_a_program_ended(tmp_path: Path, text: str, code: int, said: str) -> None:
    ran = trace(written(tmp_path, text))
    assert ran.returncode == code, ran.stdout + ran.stderr
    assert said in ran.stdout + ran.stderr


def test_leaves_no_process_behind(tmp_path: Path) -> None:
    ran = trace("--output-format", "json", written(tmp_path, FORKS))
    child = int(ran.stderr.split("child ")[1].split()[0])
    assert json.loads(ran.stdout)["gradients"][0]["sources"][0]["state"] == "flows"
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


def _hear_interrupts() -> None:
    """What a shell started in the background ignores them, and so would what it starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_a_cancelled_trace_ends_everything(tmp_path: Path) -> None:
    endless = written(tmp_path, SAYS_WHEN)
    command = [sys.executable, "-m", "tapelint", "trace", "--gradients", "0", str(endless)]
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=_hear_interrupts,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "asked\n"
    process.send_signal(signal.SIGINT)
    out, _ = process.communicate(timeout=SLOW)
    assert process.returncode == 0
    assert "gradient of loss" in out
    left = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True)
    assert str(endless) not in left.stdout


def test_ends_with_whoever_started_it(tmp_path: Path) -> None:
    endless = written(
        tmp_path, ENDLESS.replace("while True:", "print('on', flush=True)\nwhile True:")
    )
    command = [sys.executable, "-m", "tapelint", "trace", "--gradients", "0", str(endless)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "on\n"
        process.kill()
        process.communicate(timeout=SLOW)  # to the end of its output: nobody holds it open any more


def test_the_program_owns_its_streams(tmp_path: Path) -> None:
    ran = trace("--output-format", "json", written(tmp_path, READS_AND_REPLACES), stdin="Ada\n")
    assert json.loads(ran.stdout)["gradients"][0]["sources"][0]["state"] == "flows"


def test_runs_a_module_and_its_tests(tmp_path: Path) -> None:
    written(
        tmp_path,
        "def test_step():\n    import runpy\n    runpy.run_path('train.py')\n",
        "test_x.py",
    )
    written(tmp_path, FLOWING.replace("sys.argv[1:]", "0"))
    ran = trace("--output-format", "json", "-m", "pytest", "-q", "test_x.py", cwd=tmp_path)
    assert ran.returncode == 0, ran.stderr
    found = json.loads(ran.stdout)
    assert found["gradients"][0]["file"].endswith("train.py")


def test_runs_a_notebook(tmp_path: Path) -> None:
    cells = [
        {"cell_type": "markdown", "metadata": {}, "source": "# A title"},
        {
            "cell_type": "code",
            "metadata": {},
            "outputs": [],
            "execution_count": None,
            "source": BROKEN,
        },
    ]
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    ran = trace("--output-format", "json", written(tmp_path, json.dumps(notebook), "train.ipynb"))
    assert json.loads(ran.stdout)["gradients"][0]["sources"][0]["cut"]["line"] == 8, ran.stderr


def in_cells(folder: Path, *sources: str) -> Path:
    """A notebook with a cell of text in front of each of code."""
    cells = []
    for source in sources:
        cells.append({"cell_type": "markdown", "metadata": {}, "source": "# A title"})
        cells.append({"cell_type": "code", "metadata": {}, "source": source})
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return written(folder, json.dumps(notebook), "train.ipynb")


def test_lines_of_a_notebook_count_within_their_cells(tmp_path: Path) -> None:
    first = "import tensorflow as tf\n%matplotlib inline\nw = tf.Variable(2.0)"
    path = in_cells(tmp_path, first, *CELLS)
    found = json.loads(trace("--output-format", "json", path).stdout)
    (gradient,) = found["gradients"]
    assert (gradient["cell"], gradient["line"]) == (4, 4)
    cut = gradient["sources"][0]["cut"]
    assert (cut["cell"], cut["line"]) == (4, 3)
    assert [(note["cell"], note["line"]) for note in cut["related"]] == [(2, 3), (4, 4)]
    assert {(line["cell"], line["line"]) for line in found["lines"]} == {(4, 3)}
    (error,) = found["errors"]
    assert (error["cell"], error["line"], error["raised_at"]["line"]) == (6, 2, 2)
    said = trace(path)
    assert "train.ipynb:cell 4:3: `Round` has no gradient" in said.stdout
    assert "train.ipynb:cell 2:3: `w` is made here" in said.stdout
    assert " 3 |     loss = tf.round(w)" in said.stdout
    assert "\u240c" not in said.stdout  # how a terminal shows the mark between cells
    assert "%matplotlib inline" in trace("--output-format", "html", path).stdout
    assert 'train.ipynb, cell 6", line 4, in <module>\n    fail()' in said.stderr


def test_names_the_cell_that_python_can_not_read(tmp_path: Path) -> None:
    path = in_cells(tmp_path, "import tensorflow as tf", "x = 1\nif x ==\n    print(x)")
    ran = trace(path)
    assert ran.returncode == 3
    assert 'train.ipynb, cell 4", line 2\n    if x ==' in ran.stderr
    told = "SyntaxError: invalid syntax (train.ipynb, cell 4, line 2)"
    assert f"{told}\n  caused at " in ran.stdout
    assert "train.ipynb:cell 4:2" in ran.stdout


def test_autograph_reads_the_cells_of_a_notebook(tmp_path: Path) -> None:
    path = in_cells(tmp_path, "import tensorflow as tf\nw = tf.Variable(2.0)", BRANCHES)
    ran = trace("--output-format", "json", path)
    assert "could not transform" not in ran.stderr
    (gradient,) = json.loads(ran.stdout)["gradients"]
    assert gradient["sources"][0]["state"] == "flows"


def test_runs_what_only_a_notebook_runs(tmp_path: Path) -> None:
    sources = [
        "%matplotlib inline\nimport asyncio\nfiles = !ls\nfor file in files:\n    file.nothing",
        "%time await asyncio.sleep(0)\nget_ipython().run_line_magic('load_ext', 'x')",
        "%run -i nothing.py\ndisplay('shown', clear=True)",
        f"%%time\n{FLOWING}",
    ]
    cells = [{"cell_type": "code", "metadata": {}, "source": source} for source in sources]
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    ran = trace("--output-format", "json", written(tmp_path, json.dumps(notebook), "train.ipynb"))
    assert json.loads(ran.stdout)["gradients"][0]["sources"][0]["state"] == "flows", ran.stderr
    assert "shown" in ran.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nothing.py",), "There is no file `nothing.py`."),
        (("--python", "/no/such/python", "train.py"), "There is no Python at `/no/such/python`."),
    ],
)
def test_says_why_it_can_not_trace(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    written(tmp_path, FLOWING)
    ran = trace(*arguments, cwd=tmp_path)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert said in ran.stderr


def test_says_that_tensorflow_is_missing(tmp_path: Path) -> None:
    bare = tmp_path / "bare"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(bare)], check=True)
    ran = trace("--python", bare / "bin" / "python", written(tmp_path, FLOWING))
    assert ran.returncode == 2
    assert "TensorFlow isn't installed for" in ran.stderr


def test_the_program_prints_what_it_prints_alone(tmp_path: Path) -> None:
    path = written(tmp_path, FLOWING)
    alone = subprocess.run(
        [sys.executable, str(path)], capture_output=True, text=True, check=True
    ).stdout
    assert trace("--output-format", "json", path).stderr.endswith(alone)


def test_keeps_no_tensor_of_the_program(tmp_path: Path) -> None:
    done = trace("--every-step", "--gradients", "0", written(tmp_path, COUNTS_TENSORS))
    assert "kept 0" in done.stdout.splitlines()
