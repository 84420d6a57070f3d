"""The trace of every program agrees with TensorFlow and names a line where its break is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tapelint.check import Checker
from tests.programs.catalog import WITNESS, Program, programs
from tests.trace.agreement import (
    accuses_nothing,
    contradictions,
    flows,
    named,
    names_a_right_line,
    wanted,
)
from tests.trace.tracers import Tracers

pytestmark = pytest.mark.oracle

PROGRAMS = programs()
UNSEEN = {"removed-member"}
"""Rules of breaks that leave every gradient which is asked for as it should be."""
QUIET = ("# outcome: flows", "# outcome: flows raises AssertionError")
"""The headers of programs in which TensorFlow itself has nothing to complain of."""
RAISES = re.compile(r"# outcome: raises (?P<type>\w+)\n")
"""The header of a program that never gets to a gradient."""
GAPS = Path(__file__).with_name("gaps.txt")


def gaps() -> dict[str, str]:
    """Programs whose break the trace doesn't find, and why."""
    lines = (line.partition(": ") for line in GAPS.read_text("utf-8").splitlines() if line)
    return {label: reason for label, _, reason in lines}


KNOWN = gaps()


def is_unseen(program: Program) -> bool:
    """Whether no tape can show what is broken: all gradients flow, and nothing raises by itself."""
    rules = {flag.place.rule for flag in program.flags}
    return bool(rules) and rules <= UNSEEN and program.text.partition("\n")[0] in QUIET


@pytest.mark.parametrize("program", PROGRAMS, ids=[p.label for p in PROGRAMS])
def test_agrees_with_tensorflow(tracers: Tracers, program: Program) -> None:
    trace = tracers.trace(program.path).trace
    if is_unseen(program):
        assert accuses_nothing(trace) != (program.label in KNOWN), trace.gradients
    elif program.flags:
        found = names_a_right_line(program, trace)
        told = f"wanted {sorted(wanted(program))}, named {named(trace, str(program.path))}"
        assert found != (program.label in KNOWN), told
    elif (raised := RAISES.match(program.text)) and not wanted(program):
        assert [e.type for e in trace.errors] == [raised["type"]], trace.errors
        assert all(e.reason for e in trace.errors), trace.errors
    elif wanted(program) and not flows(trace):
        assert names_a_right_line(program, trace), trace.gradients  # what may be was, in this run
    else:
        assert flows(trace) != (program.label in KNOWN), trace.gradients


@pytest.mark.parametrize("program", PROGRAMS, ids=[p.label for p in PROGRAMS])
def test_agrees_with_the_checker(tracers: Tracers, program: Program) -> None:
    result = Checker().check(program.text, WITNESS)
    assert contradictions(result, tracers.trace(program.path).trace) == []


def test_gaps_are_few() -> None:
    shown = [program for program in PROGRAMS if program.flags and not is_unseen(program)]
    labels = {program.label for program in PROGRAMS}
    assert set(KNOWN) <= labels
    assert len(KNOWN) <= 0.03 * len(shown)
