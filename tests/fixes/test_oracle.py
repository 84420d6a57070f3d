"""TensorFlow judges every fix that is offered on the programs: it mends what was found."""

from __future__ import annotations

import pytest

from tapelint.check import check
from tapelint.diagnostic import Applicability, Finding, Severity
from tapelint.text import apply_edits
from tests.oracle.observation import Observation
from tests.oracle.outcome import exceptions
from tests.oracle.pool import Oracles
from tests.programs.catalog import WITNESS, Program, programs

pytestmark = pytest.mark.oracle

HARMLESS = ("redundant-watch", "unused-ignore")


def _label(program: Program) -> str:
    return program.label


@pytest.mark.parametrize("program", programs(), ids=_label)
def test_offered_fixes_mend_the_program(program: Program, oracle: Oracles) -> None:
    findings = [finding for finding in check(program.text, WITNESS).findings if finding.fixes]
    if not findings:
        return
    mended = [
        (finding, fix, apply_edits(program.text, fix.edits))
        for finding in findings
        for fix in finding.fixes
        if fix.applicability is not Applicability.DISPLAY
    ]
    oracle.expect(text for _, _, text in mended)
    before = oracle.observe_text(program.text)
    for finding, fix, text in mended:
        after = oracle.observe_text(text)
        assert _better(finding, before, after), (fix.title, before, after)


def _better(finding: Finding, before: Observation, after: Observation) -> bool:
    """Fewer gradients are missing, or an exception is gone; what may be leaves all as it is."""
    if finding.rule in HARMLESS:
        return _missing(after) == _missing(before) and exceptions(after) == exceptions(before)
    if finding.rule == "fresh-variable":
        return _fresh(after) < _fresh(before) or len(exceptions(after)) < len(exceptions(before))
    if finding.rule == "untracked-variable":
        return _flowing(after) > _flowing(before) or len(exceptions(after)) < len(
            exceptions(before)
        )
    if finding.rule == "foreign-sources" and not any(_missing(before)) and not exceptions(before):
        return _asked(after) > _asked(before) and not any(_missing(after))  # twice for one list
    if finding.severity is Severity.INFO:
        return _missing(after) <= _missing(before) and exceptions(after) == exceptions(before)
    return _missing(after) < _missing(before) or len(exceptions(after)) < len(exceptions(before))


def _missing(run: Observation) -> tuple[int, int, int]:
    """How many gradients are None, then how many hold a NaN or are zeros, as out of graph loops."""
    states = [state for request in run.requests for state in request.states]
    return states.count("none"), states.count("nan"), states.count("zero")


def _flowing(run: Observation) -> int:
    """How many gradients there are; what is tracked is asked for as well."""
    return sum(request.states.count("flows") for request in run.requests)


def _asked(run: Observation) -> int:
    """How many variables are asked for, by their names."""
    return len({name for request in run.requests for name in request.sources})


def _fresh(run: Observation) -> int:
    return sum(request.fresh for request in run.requests)
