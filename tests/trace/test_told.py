"""What a trace says of the programs in ``told.md``: the lines it names, or that all flows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tapelint.trace.seen import Trace
from tests.trace.agreement import accuses_nothing
from tests.trace.tracers import Tracers

pytestmark = pytest.mark.oracle

SECTION = re.compile(
    r"^## (?P<title>.+?)\n\n```python\n(?P<text>.+?)^```", re.MULTILINE | re.DOTALL
)
MARK = re.compile(r"# (?:here: (?P<rule>[a-z-]+)|beside|(?P<noted>noted))$")
NOTED_AT = re.compile(r"nothing came back from line (\d+)")
ERROR, NO_RULE, BESIDE, NOTED = "error", "none", "beside", "noted"


@dataclass(frozen=True, slots=True)
class Told:
    """A program and what is to be told of it: lines, each with the rule or ``error``."""

    title: str
    text: str
    expected: frozenset[tuple[int, str]]


def told() -> Iterator[Told]:
    """The programs of the file."""
    for section in SECTION.finditer(Path(__file__).with_name("told.md").read_text("utf-8")):
        lines = enumerate(section["text"].split("\n"), start=1)
        found = [(number, mark) for number, line in lines if (mark := MARK.search(line))]
        marked = [(number, mark["rule"] or mark["noted"] or BESIDE) for number, mark in found]
        yield Told(section["title"], section["text"], frozenset(marked))


def named(trace: Trace) -> set[tuple[int, str]]:
    """The places that a trace names in the program, each with its rule."""
    found = {(error.place.line, error.rule or ERROR) for error in trace.errors}
    found |= {(int(at[1]), NOTED) for note in trace.notes if (at := NOTED_AT.search(note))}
    found |= {(note.place.line, BESIDE) for error in trace.errors for note in error.related}
    for gradient in trace.gradients:
        cuts = [source.cut for source in gradient.sources if source.cut is not None]
        found |= {(cut.place.line, cut.rule or NO_RULE) for cut in cuts}
        found |= {(note.place.line, BESIDE) for cut in cuts for note in cut.related}
    return found


@pytest.mark.parametrize("program", list(told()), ids=lambda program: program.title)
def test_tells(tracers: Tracers, tmp_path: Path, program: Told) -> None:
    path = tmp_path / "train.py"
    path.write_text(program.text, encoding="utf-8")
    trace = tracers.trace(path).trace
    assert program.expected <= named(trace), trace
    if all(rule == NOTED for _, rule in program.expected):
        assert accuses_nothing(trace), trace
