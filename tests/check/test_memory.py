"""What a checker remembers is bounded, and forgetting changes no answer."""

from __future__ import annotations

import ast
import gc

import pytest

from tapelint.check import Checker
from tapelint.syntax.recent import Recent

CALLS = """\
import tensorflow as tf


def ask(w):
    with tf.GradientTape() as tape:
        y = w * 2.0
    return tape.gradient(y, w)


def start():
    return ask(tf.Variable(1.0))
"""
METHOD = """\
import tensorflow as tf


class Model(tf.Module):
    def __init__(self):
        self.w = tf.Variable(1.0)

    def ask(self, x):
        with tf.GradientTape() as tape:
            y = self.w * x
        return tape.gradient(y, self.w)
"""


def test_going_back_to_a_program_after_others_that_were_longer() -> None:
    """Its functions are parsed again, and what is remembered of them speaks of the old trees."""
    checker = Checker()
    first = checker.check(CALLS)
    for name in "xy":
        lines = (f"{name}{number} = {number}\n" for number in range(2500))
        checker.check("import tensorflow as tf\n" + "".join(lines))
    assert checker.check(CALLS) == first


def _nodes() -> int:
    gc.collect()
    return sum(isinstance(one, ast.AST) for one in gc.get_objects())


@pytest.mark.parametrize("program", [CALLS, METHOD])
def test_typing_leaves_only_so_much_behind(program: str) -> None:
    checker = Checker()

    def typed(numbers: range) -> int:
        for number in numbers:
            checker.check(program.replace("tape.gradient(", f"tape.gradient(1.{number} * "))
        return _nodes()

    before, after = typed(range(300)), typed(range(300, 600))
    assert (after - before) / 300 < 10  # the function that is typed in has three times as many


def test_what_was_asked_for_again_outlives_what_is_new() -> None:
    recent = Recent[str, int](2, 1)
    for number, key in enumerate("abcd"):
        recent.put(key, number)
        assert recent.get("a") == 0
    assert recent.forget_oldest(0) == ["b", "c"]
    assert [recent.get(key) for key in "abcd"] == [0, None, None, 3]
    recent.put("e", 4)
    recent.put("f", 5)
    assert recent.forget_oldest(2) == []
    assert [recent.get(key) for key in "ef"] == [4, 5]
    assert recent.forget_oldest(0) == ["a", "d"]
    assert (recent.forget_one(0), recent.pop("f"), recent.forget_one(0)) == ("e", 5, None)
    assert len(recent) == 0
