"""The tool that breaks programs breaks them surely, where it says, and nowhere else."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tapelint.diagnostic import Verdict
from tapelint.project import Project
from tapelint.syntax import Parser
from tools.mutate.breaks import KINDS
from tools.mutate.recall import Outcome, measure
from tools.mutate.sites import sites
from tools.mutate.table import rows
from tools.mutate.texts import Text

PROGRAM = """\
import tensorflow as tf

w = tf.Variable(3.0)
with tf.GradientTape() as tape:
    half = w / 2.0
    loss = half * half
grad = tape.gradient(loss, w)
"""


def broken(program: str) -> set[tuple[str, int]]:
    """The kinds of breaks and the lines where they can stand."""
    return {(s.broken.kind, s.broken.first) for s in sites(Parser().parse(program))}


def test_breaks_every_value_on_the_only_way() -> None:
    everywhere = {
        (kind, line) for kind in KINDS if kind not in ("//", "hoisted") for line in (5, 6)
    }
    # The second line needs the first, and a moved one stands where the `with` was.
    assert broken(PROGRAM) == everywhere | {("//", 5), ("hoisted", 4)}


def test_leaves_a_value_alone_that_has_a_way_beside_it() -> None:
    beside = PROGRAM.replace("half * half", "half * w")
    assert {line for _, line in broken(beside)} == {6}


def test_leaves_a_request_alone_that_is_cut_or_asks_for_zeros() -> None:
    assert not broken(PROGRAM.replace(" / ", " // "))
    zeros = PROGRAM.replace("(loss, w)", '(loss, w, unconnected_gradients="zero")')
    assert not broken(zeros)


def test_leaves_a_value_alone_that_its_maker_kept() -> None:
    kept = """\
import tensorflow as tf


class Net:
    def __init__(self):
        self.w = tf.Variable(2.0)

    def forward(self):
        self.out = self.w * 3.0
        return self.out


net = Net()
with tf.GradientTape() as tape:
    loss = net.forward() + net.out
grad = tape.gradient(loss, net.w)
"""
    assert {line for kind, line in broken(kept) if kind != "hoisted"} == {15}


@pytest.mark.parametrize("kind", KINDS)
def test_broken_programs_are_programs_and_are_found_out(kind: str) -> None:
    mine = [s.broken for s in sites(Parser().parse(PROGRAM)) if s.broken.kind == kind]
    assert mine
    for one in mine:
        text = one.applied(PROGRAM)
        ast.parse(text)
        assert text != PROGRAM


def test_counts_what_is_found() -> None:
    measured = measure(
        Text(Path("program.py"), PROGRAM), per_request=100, seed=0, project=Project()
    )
    assert [trial.outcome for trial in measured.trials] == [Outcome.ON_LINE] * 10
    assert "| all | 10 | 10 | 0 | 0 | 100 % |" in list(rows([measured]))


def test_takes_as_many_as_it_is_told_and_the_same_ones_again() -> None:
    text = Text(Path("program.py"), PROGRAM)
    few = measure(text, per_request=3, seed=7, project=Project()).trials
    assert len(few) == 3
    assert few == measure(text, per_request=3, seed=7, project=Project()).trials


def test_follows_the_project_and_breaks_the_checked_file_alone(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").touch()
    helper = "import tensorflow as tf\n\n\ndef halved(v):\n    return tf.square(v) / 2.0\n"
    (tmp_path / "helper.py").write_text(helper, encoding="utf-8")
    program = PROGRAM.replace("w / 2.0", "halved(w)").replace(
        "\n", "\nfrom helper import halved\n", 1
    )
    text = Text(tmp_path / "program.py", program)
    measured = measure(text, per_request=100, seed=0, project=Project())
    assert [report.verdict for report in measured.requests] == [Verdict.FLOWS]
    assert {trial.outcome for trial in measured.trials} == {Outcome.ON_LINE}
    lines = {int(trial.place.rpartition(":")[2]) for trial in measured.trials}
    assert lines == {5, 6, 7}  # the `with` of what is moved above it, and the two values
