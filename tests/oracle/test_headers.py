"""Every program's header is true: TensorFlow does exactly what the header says."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.oracle.harness import Oracle
from tests.oracle.outcome import claimed, objections
from tests.programs.catalog import Program, programs

pytestmark = pytest.mark.oracle

PROGRAMS = programs()


@pytest.fixture(scope="module")
def oracle() -> Iterator[Oracle]:
    """One nursery for all programs of this module."""
    with Oracle() as running:
        yield running


@pytest.mark.parametrize("program", PROGRAMS, ids=[p.label for p in PROGRAMS])
def test_header_holds(oracle: Oracle, program: Program) -> None:
    outcome = claimed(program.text)
    assert outcome is not None
    observation = oracle.observe(program.path)
    assert objections(outcome, observation) == [], observation
