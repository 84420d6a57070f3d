"""Every program of the Markdown tests says exactly what its marks say, and its fixes fit."""

from __future__ import annotations

import pytest

from tapelint.check import check
from tapelint.diagnostic import CheckResult
from tapelint.text import apply_edits
from tests.programs.catalog import WITNESS
from tests.rules.markdown import Case, cases, unmarked

CASES = cases()
FIXED = [case for case in CASES if case.fixed]


def _label(case: Case) -> str:
    return case.label


def test_labels_are_unique() -> None:
    assert len({case.label for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=_label)
def test_findings_stand_where_they_are_marked(case: Case) -> None:
    found = check(case.text, WITNESS, fixes=False).findings
    assert sorted((f.span.line, f.severity.value, f.rule) for f in found) == case.marks


@pytest.mark.parametrize("case", FIXED, ids=_label)
def test_fixes_change_what_they_show(case: Case) -> None:
    text = unmarked(case.text)
    result = check(text, WITNESS, fixes=True)
    for fixed in case.fixed:
        assert _after(text, result, fixed.title) == fixed.text
        remaining = check(fixed.text, WITNESS, fixes=False).findings
        assert [f.rule for f in remaining if f.severity.value in ("error", "warning")] == []


def _after(text: str, result: CheckResult, title: str) -> str:
    offered = [fix for finding in result.findings for fix in finding.fixes]
    fitting = [fix for fix in offered if fix.title.startswith(title)]
    assert len(fitting) == 1, f"{title!r} among {[fix.title for fix in offered]}"
    return apply_edits(text, fitting[0].edits)
