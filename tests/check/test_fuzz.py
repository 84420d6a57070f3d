"""Half-typed programs, with the real engine: never an exception, and warm answers like new."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tapelint.check import Checker

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.py"))
TEXTS = [path.read_text(encoding="utf-8") for path in EXAMPLES]
WARM = Checker()


def agree(text: str) -> None:
    assert WARM.check(text) == Checker().check(text)


@pytest.mark.parametrize("text", TEXTS, ids=[path.stem for path in EXAMPLES])
def test_truncated_at_every_line(text: str) -> None:
    for cut, character in enumerate(text):
        if character == "\n":
            agree(text[:cut])


@pytest.mark.parametrize("text", TEXTS, ids=[path.stem for path in EXAMPLES])
def test_truncated_anywhere(text: str) -> None:
    for cut in sorted(random.Random(text).sample(range(len(text)), 60)):
        agree(text[:cut])


@pytest.mark.parametrize("text", TEXTS, ids=[path.stem for path in EXAMPLES])
def test_without_any_one_line(text: str) -> None:
    lines = text.split("\n")
    for gone in range(len(lines)):
        agree("\n".join([*lines[:gone], *lines[gone + 1 :]]))


@settings(max_examples=60)
@given(st.data())
def test_random_edits(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(TEXTS))
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.integers(0, 30)))
        words = ["", "(", "tape", "w", " = ", ".", "//", "tf.", "\n", ":", "self", "[0]", "None"]
        text = text[:start] + data.draw(st.sampled_from(words)) + text[end:]
    agree(text)


@pytest.mark.parametrize(
    "tail",
    [
        "x = " + "-" * 3000 + "w\n",
        "x = w" + ".a" * 3000 + "\n",
        "x = " + "+".join(["w"] * 3000) + "\n",
        "x = " + "[" * 90 + "w" + "]" * 90 + "\n",
        "x = " + "lambda: " * 900 + "w\n",
        "x = " + "tf.abs(" * 150 + "w" + ")" * 150 + "\n",
        "\n".join(" " * depth + f"def f{depth}():" for depth in range(95)) + " pass\n",
        "if w: pass\nelif w: pass\n" * 400,
    ],
)
def test_deep_nesting_leaves_the_findings_above(tail: str) -> None:
    text = TEXTS[[path.stem for path in EXAMPLES].index("pendulum")]
    before = {(finding.code, finding.span) for finding in Checker().check(text).findings}
    after = {(finding.code, finding.span) for finding in Checker().check(text + tail).findings}
    assert before
    assert before <= after
