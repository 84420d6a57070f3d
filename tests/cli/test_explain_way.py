"""`--explain`: the lines from a source over the cut to the request, as a terminal shows them.

The programs and what is printed stand in ``explained.md``: files first, the one to check last, then
the output, whose heading says how wide the terminal is and what it can show.
"""

from __future__ import annotations

import json
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


def test_code_scanning_is_told_the_way_too(tmp_path: Path) -> None:
    text = "import tensorflow as tf\n\n\ndef scale(v):\n    é = v; return é // 2.0\n"
    (tmp_path / "helpers.py").write_text(text, encoding="utf-8")
    save(
        "train.py",
        "import tensorflow as tf\nfrom helpers import scale\n\nw = tf.Variable(3.0)\n"
        "with tf.GradientTape() as tape:\n    y = scale(w)\ng = tape.gradient(y, w)\n",
    )
    document = json.loads(run("train.py", "--output-format", "sarif").stdout)
    (flow,) = document["runs"][0]["results"][0]["codeFlows"]
    told = [
        (
            place["location"]["physicalLocation"]["artifactLocation"]["uri"],
            place["location"]["physicalLocation"]["region"]["startLine"],
            place["location"]["physicalLocation"]["region"]["startColumn"],
            place["location"]["message"]["text"],
        )
        for place in flow["threadFlows"][0]["locations"]
    ]
    assert told == [
        ("train.py", 4, 5, "source `w`"),
        ("train.py", 6, 9, "into `scale`"),
        ("helpers.py", 5, 19, "the gradient ends here"),
        ("train.py", 7, 5, "the gradient is asked for here"),
    ]
