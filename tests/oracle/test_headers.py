"""Every program's header is true: TensorFlow does exactly what the header says."""

from __future__ import annotations

import pytest

from tests.oracle.outcome import claimed, objections
from tests.oracle.pool import Oracles
from tests.programs.catalog import Program, programs

pytestmark = pytest.mark.oracle

PROGRAMS = programs()


@pytest.mark.parametrize("program", PROGRAMS, ids=[p.label for p in PROGRAMS])
def test_header_holds(oracle: Oracles, program: Program) -> None:
    outcome = claimed(program.text)
    assert outcome is not None
    observation = oracle.observe(program.path)
    assert objections(outcome, observation) == [], observation
