"""The runner runs in whatever Python the program has, so its source keeps to what 3.9 knows."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tapelint.trace.run import RUNNER

FILES = sorted(RUNNER.rglob("*.py"))
# Under this name the runner loads itself.
OURS = "_tapelint_runner"
NEWER = {"annotationlib", "compression", "tomllib"}
ALLOWED = (sys.stdlib_module_names - NEWER) | {"tensorflow", "numpy", OURS}


def imported(tree: ast.AST) -> Iterator[str]:
    """The modules that are imported anywhere; those of the runner as ``_tapelint_runner.…``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module or ""
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 1, f"line {node.lineno} imports from outside of the runner"
            names = [node.module] if node.module else [alias.name for alias in node.names]
            yield from (f"{OURS}.{name}" for name in names)


def parsed(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"), file.name, feature_version=(3, 9))


def test_there_is_a_runner() -> None:
    assert RUNNER / "__main__.py" in FILES


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_it_is_python_3_9(file: Path) -> None:
    parsed(file)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_it_imports_only_the_standard_library_and_tensorflow(file: Path) -> None:
    for name in imported(parsed(file)):
        first, _, rest = name.partition(".")
        assert first in ALLOWED, name
        if first == OURS:
            assert (RUNNER / f"{rest}.py").is_file(), name


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_annotations_are_not_evaluated(file: Path) -> None:
    """In 3.9, ``int | None`` is an error where it is evaluated."""
    tree = parsed(file)
    if any(isinstance(node, (ast.FunctionDef, ast.AnnAssign)) for node in ast.walk(tree)):
        assert "__future__" in imported(tree)
