"""The checker says of each program exactly what its marks say; nothing here needs TensorFlow."""

from __future__ import annotations

import pytest

from tapelint.check import check
from tests.oracle.outcome import claimed
from tests.programs.catalog import WITNESS, Found, Place, Program, missed, programs, surplus

PROGRAMS = programs()


def found(program: Program) -> list[Found]:
    """The checker's findings on a program."""
    findings = check(program.text, WITNESS, fixes=False).findings
    return [Found(f.severity.value, Place(f.span.line, f.rule)) for f in findings]


@pytest.mark.parametrize("program", PROGRAMS, ids=[p.label for p in PROGRAMS])
def test_marked_lines_are_the_findings(program: Program) -> None:
    findings = found(program)
    assert surplus(program, findings) == []
    if program.gap:
        assert missed(program, findings), "the engine sees it now: take the gap line out"
    else:
        assert missed(program, findings) == []


NOT_CUT = (
    *("mismatched-gradients", "untracked-variable", "discarded-result", "late-trainable"),
    "foreign-sources",  # a list that is asked for twice flows; what it should be is never asked for
)
"""Breaks that a gradient request can't show: the gradients flow and go astray afterwards."""


@pytest.mark.parametrize("program", PROGRAMS, ids=[p.label for p in PROGRAMS])
def test_marks_and_header_agree(program: Program) -> None:
    outcome = claimed(program.text)
    assert outcome is not None
    if outcome.expected:
        assert not program.flags
    elif outcome.states & {"none", "part", "stuck"}:
        assert program.flags
    elif outcome.states == {"flows"} and not outcome.raises:
        assert all(flag.place.rule in NOT_CUT for flag in program.flags)
