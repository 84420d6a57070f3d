"""The bundle of the extension holds what the server imports, and what the lock file pins."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

import pytest

from tools.bundle.lock import ANYWHERE, LEFT_OUT, LOCK, PER_PLATFORM, PER_PYTHON, ROOT, pinned
from tools.bundle.wheels import TARGETS, UNFIT, is_needed, this_target

BUNDLED = (*ANYWHERE, *PER_PLATFORM, *PER_PYTHON)
_NAMES = {"typing_extensions": "typing-extensions"}
_PACKAGE = ROOT / "server" / "tapelint"


def test_every_distribution_of_the_lock_has_its_place() -> None:
    locked = pinned(LOCK.read_text(encoding="utf-8"))
    assert set(locked) == {*BUNDLED, *LEFT_OUT}
    assert all(locked[name].count("--hash=sha256:") for name in BUNDLED)


def test_a_pin_has_all_of_its_hashes_and_no_condition() -> None:
    lock = (
        "tomli==2.5.0 ; python_full_version < '3.11' \\\n    --hash=sha256:aa \\\n"
        "    --hash=sha256:bb\n    # via x\nz==1 \\\n    --hash=sha256:cc\n"
    )
    assert pinned(lock) == {
        "tomli": "tomli==2.5.0 \\\n    --hash=sha256:aa \\\n    --hash=sha256:bb\n",
        "z": "z==1 \\\n    --hash=sha256:cc\n",
    }


@pytest.mark.parametrize("path", sorted(_PACKAGE.rglob("*.py")), ids=lambda path: path.stem)
def test_what_the_server_imports_is_bundled(path: Path) -> None:
    relative = path.relative_to(_PACKAGE).as_posix()
    if relative.startswith(("cli/", "live/", "report/", "trace/runner/")):
        return  # the command line, and what runs in the user's Python
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.partition(".")[0])
    foreign = {_NAMES.get(name, name) for name in names - sys.stdlib_module_names - {"tapelint"}}
    assert foreign <= set(BUNDLED)


@pytest.mark.parametrize(
    ("name", "needed"),
    [
        ("libcst/__init__.py", True),
        ("libcst/native.cpython-311-x86_64-linux-gnu.so", True),
        ("libcst/native.pyi", False),
        ("libcst/codemod/__init__.py", False),
        ("libcst/_nodes/tests/test_cst.py", False),
        ("attrs-26.1.0.dist-info/licenses/LICENSE", True),
        ("attrs-26.1.0.dist-info/RECORD", False),
        ("psutil/tests/test_linux.py", False),
    ],
)
def test_what_is_taken_from_a_wheel(name: str, needed: bool) -> None:
    assert is_needed(name) is needed


def test_platforms_are_those_of_the_editor() -> None:
    assert this_target() in TARGETS
    assert set(UNFIT) <= set(TARGETS)
    known = {"linux", "alpine", "darwin", "win32"}
    assert all(re.fullmatch(r"\w+-(x64|arm64)", name) for name in TARGETS)
    assert {name.partition("-")[0] for name in TARGETS} == known
