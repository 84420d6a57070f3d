"""While somebody types into a correct program, no line of it is called wrong."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tapelint.check import Checker
from tests.programs.catalog import FLAGS, WITNESS, programs

EVERY = 20
CHECKER = Checker()


def half_typed() -> Iterator[tuple[str, str]]:
    """Correct programs with a line that ends after its last opening bracket, and their names."""
    at = 0
    for program in programs():
        lines = program.text.split("\n")
        if program.flags or not program.path.stem.endswith("_ok"):
            continue
        for number, line in enumerate(lines, start=1):
            if "(" not in line or line.lstrip().startswith(("#", "import", "from")):
                continue
            at += 1
            if at % EVERY == 0:
                cut = line[: line.rindex("(") + 1]
                changed = [*lines[: number - 1], cut, *lines[number:]]
                yield f"{program.label}:{number}", "\n".join(changed)


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in half_typed()])
def test_a_correct_program_stays_correct(text: str) -> None:
    result = CHECKER.check(text, WITNESS)
    if result.broken_lines:
        assert [f for f in result.findings if f.severity.value in FLAGS] == []


HALF_A_SETTER = """\
import tensorflow as tf


class Joint:
    def __init__(self):
        self._angle = tf.zeros(())

    @property
    def angle(self):
        return self._angle

    @angle.setter
    def angle(
        self._angle = degrees / 180.0


theta = tf.Variable(30.0)
arm = Joint()
with tf.GradientTape() as tape:
    arm.angle = theta
    loss = (tf.sin(arm.angle) - 1.0) ** 2
grad = tape.gradient(loss, theta)
"""


def test_a_line_that_is_out_of_reach_while_it_is_typed_may_be_the_way() -> None:
    assert CHECKER.check(HALF_A_SETTER).findings == ()
