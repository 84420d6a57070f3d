"""The ``# outcome:`` header of a program, and whether a run bears it out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tests.oracle.observation import Observation

HEADER = re.compile(r"#\s*outcome:\s*(?P<words>.+?)\s*$")
USED = "# used:"
STATES = ("flows", "none", "part", "zero", "nan", "stuck")


@dataclass(frozen=True, slots=True)
class Outcome:
    """The truth that a header claims: one or more states, perhaps an exception.

    ``expected`` says that the program itself shows that it expects what is missing.
    """

    states: frozenset[str]
    raises: str = ""
    expected: bool = False


def claimed(text: str) -> Outcome | None:
    """The outcome that a program's first line claims; None where it claims none."""
    match = HEADER.match(text.split("\n", 1)[0])
    if match is None:
        return None
    words = match["words"].replace(",", " ").split()
    raises = ""
    if "raises" in words:
        at = words.index("raises")
        raises = words[at + 1]
        del words[at : at + 2]
    expected = "expected" in words
    words = [word for word in words if word != "expected"]
    unknown = [word for word in words if word not in STATES]
    if unknown:
        raise ValueError(f"an outcome is one of {STATES} or `raises Type`, not {unknown}")
    return Outcome(frozenset(words), raises, expected)


def used(text: str) -> str:
    """What a program's ``# used:`` lines say: how somebody uses what the program only defines."""
    lines = (line for line in text.splitlines() if line.startswith(USED))
    return "".join(f"{line.removeprefix(USED).removeprefix(' ')}\n" for line in lines)


def seen(observation: Observation) -> frozenset[str]:
    """The states that a run showed, in the words of the header."""
    found: set[str] = set()
    for request in observation.requests:
        found |= {state for state in request.states if state in ("zero", "nan")}
        if "none" in request.states:
            found.add("none" if set(request.states) == {"none"} else "part")
        if request.fresh:
            found.add("stuck")
    if not found & {"none", "part"}:
        found.add("flows")
    return frozenset(found)


def exceptions(observation: Observation) -> list[str]:
    """Every exception of a run: raised by a request, caught by the program, or its end."""
    raised = [request.raised for request in observation.requests if request.raised]
    ended = [observation.uncaught] if observation.uncaught else []
    return raised + list(observation.caught) + ended


def objections(outcome: Outcome, observation: Observation) -> list[str]:
    """What a run shows that the header denies, and the other way round; empty when they agree."""
    found = seen(observation)
    wrong = [f"no {state} was seen" for state in sorted(outcome.states - found)]
    if not observation.requests and not outcome.raises:
        wrong.append("the program asked for no gradient")
    if "flows" in outcome.states:
        wrong += [f"some request shows {state}" for state in sorted(found & {"none", "part"})]
    wrong += _exception_objections(outcome, observation)
    return wrong


def _exception_objections(outcome: Outcome, observation: Observation) -> list[str]:
    names = [text.split(":", 1)[0] for text in exceptions(observation)]
    if outcome.raises:
        return [] if outcome.raises in names else [f"{outcome.raises} wasn't raised, but {names}"]
    unexpected = [request.raised for request in observation.requests if request.raised]
    unexpected += [observation.uncaught] if observation.uncaught else []
    return [f"unexpected {text}" for text in unexpected]
