"""Programs of several files: what is told of each file, and what TensorFlow shows of the whole.

A folder of ``programs`` is a project with a ``main.py``, whose header and whose files' marks are
those of ``tests/programs/README.md``.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from tapelint.check import Checker
from tapelint.project import Project
from tests.oracle.outcome import claimed, objections
from tests.oracle.pool import Oracles
from tests.programs.catalog import WITNESS, Found, Place, missed, of_file, surplus

FOLDER = Path(__file__).resolve().parent / "programs"
PROJECTS = sorted(folder for folder in FOLDER.iterdir() if folder.is_dir())
RUN = """\
import runpy
import sys

sys.path.insert(0, {folder!r})
runpy.run_path({main!r}, run_name="__main__")
"""


def name(project: Path) -> str:
    """What a project is called."""
    return project.name


@pytest.mark.parametrize("project", PROJECTS, ids=name)
def test_each_file_is_told_of_what_is_marked_in_it(project: Path) -> None:
    files = sorted(project.rglob("*.py"))
    surroundings = Project(files=lambda: files)
    for file in files:
        program, found = of_file(file), _found(file, surroundings)
        assert missed(program, found) == [], (file, found)
        assert surplus(program, found) == [], file


@pytest.mark.oracle
@pytest.mark.parametrize("project", PROJECTS, ids=name)
def test_tensorflow_shows_what_the_header_says(project: Path, oracle: Oracles) -> None:
    main = project / "main.py"
    outcome = claimed(main.read_text(encoding="utf-8"))
    assert outcome is not None
    run = oracle.observe_text(RUN.format(folder=str(project), main=str(main)))
    assert objections(outcome, run) == [], run


def _found(file: Path, project: Project) -> list[Found]:
    callers = partial(project.callers, file)
    checker = Checker().beside(project.finder(file), partial(project.runs_eagerly, file), callers)
    result = checker.check(file.read_text(encoding="utf-8"), WITNESS)
    return [Found(f.severity.value, Place(f.span.line, f.rule)) for f in result.findings]
