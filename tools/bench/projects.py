"""What following values through a whole project costs."""

from __future__ import annotations

import gc
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tools.bench.generate import generate

HELPERS = 20
FILES = 200


@dataclass(frozen=True)
class ProjectCost:
    """CPU seconds: all files for the first time; one file, or one that uses it, after an edit."""

    cold: float
    edited: float
    user: float


def project_cost(repeat: int) -> ProjectCost:
    """Measure a project whose files all use a few of its helpers."""
    from tapelint.check import Checker
    from tapelint.project import Project

    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        files = _written(root)
        checker, project = Checker(), Project(files=lambda: files)

        def check(path: Path) -> None:
            eagerly, callers = partial(project.runs_eagerly, path), partial(project.callers, path)
            beside = checker.beside(project.finder(path), eagerly, callers)
            beside.check(path.read_text(encoding="utf-8"))

        def check_all() -> None:
            for path in files:
                check(path)

        cold = _seconds(check_all)
        helper, user = files[0], files[HELPERS]
        edited, after = [], []
        for turn in range(repeat):
            with helper.open("a", encoding="utf-8") as file:
                file.write(f"\n\nEDITED_{turn} = {turn}\n")
            edited.append(_seconds(lambda: check(helper)))
            after.append(_seconds(lambda: check(user)))
        return ProjectCost(cold, min(edited), min(after))


def _written(root: Path) -> list[Path]:
    """Helpers that define experiments, and files that run some of them."""
    (root / "pyproject.toml").touch()
    found = []
    for number in range(HELPERS):
        path = root / f"helper_{number}.py"
        path.write_text(generate(100, called=False, seed=number).text, encoding="utf-8")
        found.append(path)
    for number in range(FILES - HELPERS):
        names = [f"helper_{(number + step) % HELPERS}" for step in (0, 1)]
        lines = ["import tensorflow as tf", *(f"import {name}" for name in names), "", ""]
        for name in names:
            lines += [f"settings = {name}.Settings()", f"{name}.train_0(settings)"]
        path = root / f"run_{number}.py"
        path.write_text("\n".join([*lines, ""]), encoding="utf-8")
        found.append(path)
    return found


def _seconds(action: Callable[[], object]) -> float:
    gc.disable()
    start = time.process_time()
    action()
    taken = time.process_time() - start
    gc.enable()
    return taken
