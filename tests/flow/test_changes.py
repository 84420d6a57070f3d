"""Twins and metamorphic tests: what is said of a program doesn't depend on how it is told."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tapelint.check import check
from tapelint.diagnostic import Verdict
from tests.flow.catalog import Base, Finding, bases, marks
from tests.flow.changes import CHANGES, Change, branched, logged
from tests.oracle.outcome import claimed, objections
from tests.oracle.pool import Oracles
from tests.programs.catalog import Program, programs

BASES = bases()
PROGRAMS = programs()
MAY_BE_CALLED_FOR_WHAT_IT_PRINTS = {
    "discarded-result/helper_augments_features",
    "discarded-result/helper_bounds_gradients",
    "discarded-result/update_by_helper_dropped",
}
"""Of a function that prints as well, nobody knows whether its result was to be kept."""


def said(text: str) -> tuple[set[Finding], Counter[Verdict]]:
    result = check(text, fixes=False)
    found = {(f.span.line, f.severity.value, f.rule) for f in result.findings}
    return found, Counter(request.verdict for request in result.requests)


@pytest.mark.parametrize("base", BASES, ids=[base.name for base in BASES])
def test_says_what_the_marks_say(base: Base) -> None:
    found, verdicts = said(base.text)
    assert found == marks(base.text)
    assert Verdict.UNKNOWN not in verdicts


def test_twins_differ_in_their_marks() -> None:
    for broken, clean in zip(BASES[::2], BASES[1::2], strict=True):
        assert (broken.clean, clean.clean) == (False, True)
        assert marks(broken.text)
        assert not marks(clean.text)


@pytest.mark.parametrize("change", CHANGES, ids=[change.__name__ for change in CHANGES])
@pytest.mark.parametrize("base", BASES, ids=[base.name for base in BASES])
def test_says_the_same_of_the_changed_program(base: Base, change: Change) -> None:
    _, verdicts = said(base.text)
    for text in change(base.text):
        assert said(text) == (marks(text), verdicts), text


def flagged(text: str) -> Counter[tuple[str, str]]:
    """The findings by rule and by what their lines say, wherever these stand now."""
    lines = text.split("\n")
    findings = check(text, fixes=False).findings
    return Counter((finding.rule, lines[finding.span.line - 1].strip()) for finding in findings)


@pytest.mark.parametrize("program", PROGRAMS, ids=[program.label for program in PROGRAMS])
def test_added_lines_change_no_finding(program: Program) -> None:
    printed = program.label not in MAY_BE_CALLED_FOR_WHAT_IT_PRINTS
    longer = next(branched(next(logged(program.text)) if printed else program.text))
    assert flagged(longer) == flagged(program.text)


@pytest.mark.parametrize("change", CHANGES, ids=[change.__name__ for change in CHANGES])
def test_every_change_changes_something(change: Change) -> None:
    assert any(text != base.text for base in BASES for text in change(base.text))


@pytest.mark.oracle
@pytest.mark.parametrize("base", BASES, ids=[base.name for base in BASES])
def test_changed_programs_do_the_same(base: Base, oracle: Oracles, tmp_path: Path) -> None:
    outcome = claimed(base.text)
    assert outcome is not None
    # One text per change is enough to judge the changes themselves.
    texts = [base.text, *(text for change in CHANGES for text in list(change(base.text))[-1:])]
    for number, text in enumerate(texts):
        path = tmp_path / f"program_{number}.py"
        path.write_text(text, encoding="utf-8")
        assert objections(outcome, oracle.observe(path)) == [], text
