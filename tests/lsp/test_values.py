"""Hovers over values: which sources reach them, through which lines, and where a way is cut.

The programs stand in ``values.md``. ``«name»`` marks what the pointer is on, one mark after the
other, and the lists below each program are what the hovers say.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tapelint.check import Checker
from tapelint.config import Config
from tapelint.lsp.values import value_markdown
from tapelint.project import Project
from tapelint.syntax import Parser
from tests.lsp.support import ROOT, editor

_SECTION = re.compile(r"^## (?P<title>.+)\n(?P<body>(?:(?!^## ).*\n)*)", re.MULTILINE)
_FENCE = re.compile(r"^```(?P<kind>.*)\n(?P<text>(?:(?!```).*\n)*)```$", re.MULTILINE)
_MARK = re.compile("«(.*?)»")


def sections() -> Iterator[object]:
    text = Path(__file__).with_name("values.md").read_text(encoding="utf-8")
    for found in _SECTION.finditer(text):
        yield pytest.param(found["body"], id=found["title"])


def said(marked: str, checker: Checker) -> list[str]:
    """What the hover says at each mark of a program."""
    text = _MARK.sub(r"\1", marked)
    places: list[tuple[int, int]] = []
    for number, line in enumerate(marked.split("\n"), start=1):
        gone = 0
        for mark in _MARK.finditer(line):
            places.append((number, len(line[: mark.start()].encode()) - gone))
            gone += len("«»".encode())
    parsed = Parser().parse(text)
    nodes = {
        ((unit.line + node.lineno, node.col_offset), ast.unparse(node)): node
        for unit in parsed.units
        for statement in unit.body
        for node in ast.walk(statement)
        if isinstance(node, (ast.Name, ast.Attribute))
    }
    hovers = []
    for place, word in zip(places, _MARK.findall(marked), strict=True):
        found = checker.reach(parsed, nodes[place, word], Config())
        hovers.append("" if found is None else value_markdown(word, found))
    return hovers


@pytest.mark.parametrize("section", list(sections()))
def test_what_is_said_of_values(section: str, tmp_path: Path) -> None:
    *files, program, told = _FENCE.finditer(section)
    for file in files:
        (tmp_path / file["kind"].split()[1]).write_text(file["text"], encoding="utf-8")
    checker = Checker().beside(Project().finder(tmp_path / "train.py"))
    hovers = [hover.replace("\n\n", "\n") or "nothing" for hover in said(program["text"], checker)]
    assert hovers == told["text"].rstrip("\n").split("\n\n")


@pytest.mark.asyncio
async def test_a_hover_in_the_editor() -> None:
    text = (
        "import tensorflow as tf\n\nw = tf.Variable(3.0)\nwith tf.GradientTape() as tape:\n"
        "    half = w * 0.5\n    y = tf.square(half)\ng = tape.gradient(y, w)\n"
    )
    async with editor() as session:
        session.open(text)
        assert await session.hover(5, 5) == (
            "**`y`** · recorded by `tape` (line 4)\n\n"
            "- `w` (line 3): the gradient comes back, through line 5 and line 6"
        )
        assert (await session.hover(5, 12)).startswith("**`tf.math.square`**")
        assert await session.hover(6, 19) == await session.hover(5, 5)


def test_typing_asks_for_no_values() -> None:
    code = (
        "import sys; from tapelint.check import check; check('import tensorflow as tf');"
        "print('tapelint.flow.reach' in sys.modules)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT / "server",
        capture_output=True,
        check=True,
        text=True,
    )
    assert ran.stdout == "False\n"
