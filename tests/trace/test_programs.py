"""The trace of every program agrees with TensorFlow and names a line where its break is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tapelint.check import Checker
from tests.programs.catalog import WITNESS, Program, programs
from tests.trace.agreement import contradictions, flows, named, names_a_right_line, wanted
from tests.trace.tracers import Tracers

pytestmark = pytest.mark.oracle

PROGRAMS = programs()
UNASKED = {"discarded-result", "late-trainable", "removed-member", "untracked-variable"}
"""Rules whose breaks no tape sees: every gradient that is asked for is what it should be."""
GAPS = Path(__file__).with_name("gaps.txt")


def gaps() -> dict[str, str]:
    """Programs whose break the trace doesn't find, and why."""
    lines = (line.partition(": ") for line in GAPS.read_text("utf-8").splitlines() if line)
    return {label: reason for label, _, reason in lines}


KNOWN = gaps()


@pytest.fixture(scope="module")
def tracers() -> Iterator[Tracers]:
    with Tracers() as running:
        running.expect(program.path for program in PROGRAMS)
        yield running


@pytest.mark.parametrize("program", PROGRAMS, ids=[p.label for p in PROGRAMS])
def test_agrees_with_tensorflow(tracers: Tracers, program: Program) -> None:
    trace = tracers.trace(program.path).trace
    if program.flags and {flag.place.rule for flag in program.flags} <= UNASKED:
        return
    if program.flags:
        found = names_a_right_line(program, trace)
        told = f"wanted {sorted(wanted(program))}, named {named(trace, str(program.path))}"
        assert found != (program.label in KNOWN), told
    elif wanted(program) and not flows(trace):
        assert names_a_right_line(program, trace), trace.gradients  # what may be was, in this run
    else:
        assert flows(trace) != (program.label in KNOWN), trace.gradients


@pytest.mark.parametrize("program", PROGRAMS, ids=[p.label for p in PROGRAMS])
def test_agrees_with_the_checker(tracers: Tracers, program: Program) -> None:
    result = Checker().check(program.text, WITNESS)
    assert contradictions(result, tracers.trace(program.path).trace) == []


def test_gaps_are_few() -> None:
    broken = [p for p in PROGRAMS if any(f.place.rule not in UNASKED for f in p.flags)]
    labels = {program.label for program in PROGRAMS}
    assert set(KNOWN) <= labels
    assert len(KNOWN) <= 0.03 * len(broken)
