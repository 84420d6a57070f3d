"""Sets of weights: of those partly dead three are named; an empty one says what emptied it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tapelint.check import Checker

PROGRAMS = Path(__file__).parents[1] / "programs"


@pytest.mark.parametrize(
    ("program", "message", "related"),
    [
        (
            "non-differentiable-op/rounded_branch_and_idle_layer_of_a_net.py",
            "returns None for `first.kernel`, `first.bias`, `second.kernel` and 3 more.",
            "`aux.kernel` and `aux.bias` get no gradient because of this",
        ),
        (
            "stop-gradient/frozen_features_of_six_layers.py",
            "the only way back to `Dense.kernel`, `Dense.bias`, `Dense_1.kernel` and 9 more, so"
            " `tape.gradient(loss, variables)` on line 13 returns None for them.",
            "",
        ),
        (
            "unused-source/two_of_three_heads_without_loss.py",
            "from `Dense_1.kernel`, `Dense_1.bias`, `Dense_2.kernel` and 1 more doesn't reach",
            "",
        ),
    ],
)
def test_three_are_named(program: str, message: str, related: str) -> None:
    (finding,) = Checker().check((PROGRAMS / program).read_text(encoding="utf-8")).findings
    assert message in finding.message
    told = [place.message for place in finding.related]
    assert [words for words in told if "because of this" in words] == ([related] if related else [])


@pytest.mark.parametrize(
    ("program", "line"),
    [
        ("all_layers_frozen.py", 7),
        ("all_layers_frozen_in_a_method.py", 21),
        ("freeze_everything_then_fit.py", 8),
        ("list_taken_before_build.py", None),
    ],
)
def test_an_empty_list_tells_where_its_layers_were_frozen(program: str, line: int | None) -> None:
    text = (PROGRAMS / "foreign-sources" / program).read_text(encoding="utf-8")
    (finding,) = Checker().check(text).findings
    told = [place.span.line for place in finding.related if place.message == "frozen here"]
    assert told == ([] if line is None else [line])
    assert (f"was frozen on line {line}" in finding.message) == (line is not None)
