"""The checker says of each program exactly what its marks say; nothing here needs TensorFlow."""

from __future__ import annotations

import pytest
from tapelint.check import check

from tests.programs.catalog import Found, Place, Program, missed, programs, surplus

PROGRAMS = programs()


def found(program: Program) -> list[Found]:
    """The checker's findings on a program."""
    findings = check(program.text, fixes=False).findings
    return [Found(f.severity.value, Place(f.span.line, f.rule)) for f in findings]


@pytest.mark.parametrize("program", PROGRAMS, ids=[p.label for p in PROGRAMS])
def test_marked_lines_are_the_findings(program: Program) -> None:
    findings = found(program)
    assert (missed(program, findings), surplus(program, findings)) == ([], [])


@pytest.mark.parametrize("program", PROGRAMS, ids=[p.label for p in PROGRAMS])
def test_a_clean_header_has_no_marks_and_a_broken_one_has(program: Program) -> None:
    header = program.text.split("\n", 1)[0].split()
    assert ("flows" in header) == (not program.flags) or "stuck" in header
