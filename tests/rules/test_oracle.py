"""TensorFlow runs every program of the Markdown tests and of the rules' pages, and every fix."""

from __future__ import annotations

import pytest

from tests.oracle.observation import Observation
from tests.oracle.outcome import exceptions, seen
from tests.oracle.pool import Oracles
from tests.rules.markdown import Case, cases

pytestmark = pytest.mark.oracle

CASES = cases()
BROKEN = {"none", "part", "stuck", "zero", "nan"}
QUIET_RULES = {"redundant-watch", "unused-ignore"}


def _label(case: Case) -> str:
    return case.label


@pytest.mark.parametrize("case", CASES, ids=_label)
def test_marked_programs_are_broken_and_others_flow(case: Case, oracle: Oracles) -> None:
    run = oracle.observe_text(case.text)
    broken = bool(seen(run) & BROKEN or exceptions(run))
    if case.outcome:
        assert set(case.outcome.split()) <= seen(run) | _names(run)
    else:
        assert broken == any(rule not in QUIET_RULES for _, _, rule in case.marks), run


@pytest.mark.parametrize("case", [case for case in CASES if case.fixed], ids=_label)
def test_fixes_mend_the_gradient(case: Case, oracle: Oracles) -> None:
    for fixed in case.fixed:
        run = oracle.observe_text(fixed.text)
        # What starts as zero may well have a gradient of zero; a flat operation is another thing.
        zero = {"zero"} if any(rule == "zero-gradient" for _, _, rule in case.marks) else set()
        assert not seen(run) & (BROKEN - {"zero"} | zero), run
        assert not exceptions(run), run
        assert run.requests, "the fixed program asks for no gradient"


def _names(run: Observation) -> set[str]:
    return {text.partition(":")[0] for text in exceptions(run)}
