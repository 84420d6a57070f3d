"""`--explain`: the lines from a source over the cut to the request, as a terminal shows them.

The programs and what is printed stand in ``explained.md``: files first, the one to check last, then
the output, whose heading says how wide the terminal is and what it can show.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.test_check_command import run, save

SERVER = Path(__file__).resolve().parents[2] / "server"
_SECTION = re.compile(r"^## (?P<title>.+)\n(?P<body>(?:(?!^## ).*\n)*)", re.MULTILINE)
_FENCE = re.compile(r"^```(?P<kind>.*)\n(?P<text>(?:(?!```).*\n)*)```$", re.MULTILINE)


def sections() -> Iterator[object]:
    text = Path(__file__).with_name("explained.md").read_text(encoding="utf-8")
    for found in _SECTION.finditer(text):
        yield pytest.param(found["body"], id=found["title"])


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pyproject.toml").write_text("[tool.tapelint]\n", encoding="utf-8")


@pytest.mark.parametrize("section", list(sections()))
def test_explained(section: str) -> None:
    *files, shown = _FENCE.finditer(section)
    names = [fence["kind"].split()[1] for fence in files]
    for name, fence in zip(names, files, strict=True):
        save(name, fence["text"])
    _, width, encoding = shown["kind"].split()
    printed = subprocess.run(
        [sys.executable, "-m", "tapelint", "check", "--explain", names[-1]],
        env={
            **os.environ,
            "PYTHONPATH": str(SERVER),
            "COLUMNS": width,
            "PYTHONIOENCODING": encoding,
        },
        capture_output=True,
        check=False,
    )
    assert printed.stderr == b""
    assert printed.stdout.decode(encoding).split("\n\n")[:-1] == shown["text"][:-1].split("\n\n")


def test_other_forms_have_no_way() -> None:
    save("a.py")
    for form in (["--output-format", "concise"], ["--diff"]):
        result = run("--explain", *form)
        assert "no way is shown: --explain goes with the full output" in result.stderr
