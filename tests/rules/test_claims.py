"""What a message says the user will see is what TensorFlow shows, on every program."""

from __future__ import annotations

import re

import pytest

from tapelint.check import check
from tests.oracle.observation import Observation
from tests.oracle.outcome import exceptions
from tests.oracle.pool import Oracles
from tests.programs.catalog import WITNESS, Program, programs

pytestmark = pytest.mark.oracle

_LINE = re.compile(r"`[^`]+` on line (\d+)")
_CODE = re.compile(r"`[^`]*`")
_RAISES = re.compile(r"raises (?:\"(?P<text>[^\"]+)\"|(?P<type>\w+Error))")


def _label(program: Program) -> str:
    return program.label


@pytest.mark.parametrize("program", programs(), ids=_label)
def test_messages_are_true(program: Program, oracle: Oracles) -> None:
    found = check(program.text, WITNESS, fixes=False).findings
    if not found:
        return
    run = oracle.observe_text(program.text)
    for finding in found:
        assert _none_is_seen(finding.message, run), (finding.message, run)
        assert _exception_is_seen(finding.message, run), (finding.message, run)


def _none_is_seen(message: str, run: Observation) -> bool:
    """A request that the program never came to says nothing."""
    line = _LINE.search(message)
    told = _CODE.sub("", message)  # in code, None is an index
    if line is None or "None" not in told:
        return True
    states = [request.states for request in run.requests if request.line == int(line[1])]
    if "None for" in told:
        return not states or any("none" in each for each in states)
    return not states or any(each and set(each) == {"none"} for each in states)


def _exception_is_seen(message: str, run: Observation) -> bool:
    claim = _RAISES.search(message)
    if claim is None:
        return not message.endswith("raises an exception.") or bool(exceptions(run))
    seen = exceptions(run)
    wanted = claim["text"] or claim["type"]
    # What is raised inside a graph or a layer is told by a text whose first line names no cause.
    vague = ("in user code", "Exception encountered when calling")
    return any(told in text for text in seen for told in (wanted, *vague))
