"""Each mechanism that libraries are written with leads to a verdict, broken or not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tapelint.check import check
from tapelint.diagnostic import Verdict
from tests.flow.catalog import Base, bases, marks
from tests.oracle.outcome import claimed, objections
from tests.oracle.pool import Oracles

BASES = bases(Path(__file__).parent / "understood.md")
_IDS = [base.name for base in BASES]


@pytest.mark.parametrize("base", BASES, ids=_IDS)
def test_has_the_verdict_of_its_mark(base: Base) -> None:
    result = check(base.text, fixes=False)
    found = {(f.span.line, f.severity.value, f.rule) for f in result.findings}
    assert found == marks(base.text)
    wanted = Verdict.CUT if found else Verdict.FLOWS
    assert {request.verdict for request in result.requests} == {wanted}


def test_twins_differ_in_their_marks() -> None:
    for broken, clean in zip(BASES[::2], BASES[1::2], strict=True):
        assert (broken.clean, clean.clean) == (False, True)
        assert marks(broken.text)
        assert not marks(clean.text)


@pytest.mark.oracle
@pytest.mark.parametrize("base", BASES, ids=_IDS)
def test_does_what_its_header_says(base: Base, oracle: Oracles, tmp_path: Path) -> None:
    outcome = claimed(base.text)
    assert outcome is not None
    path = tmp_path / "program.py"
    path.write_text(base.text, encoding="utf-8")
    assert objections(outcome, oracle.observe(path)) == []
