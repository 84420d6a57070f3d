"""``tapelint check`` on files that use others."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from tapelint.cli.main import commands

HELPER = """\
import tensorflow as tf


def rounded(x):
    y = x * 2.0
    return tf.round(y)
"""
MADE = """\
import tensorflow as tf
import helper

w = tf.Variable(3.0)
"""
ASKED = """\
with tf.GradientTape() as tape:
    loss = helper.rounded(w)
print(tape.gradient(loss, w))
"""


def test_a_notebook_tells_the_lines_of_other_files_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "helper.py").write_text(HELPER, encoding="utf-8")
    cells = [{"cell_type": "code", "source": part} for part in (MADE, ASKED)]
    book = tmp_path / "book.ipynb"
    book.write_text(json.dumps({"cells": cells}), encoding="utf-8")
    said = " ".join(CliRunner().invoke(commands, ["check", str(book)]).stdout.split())
    assert (
        "in cell 2 on line 3 returns None. It stands in `helper.py`, line 6: `tf.round(y)`" in said
    )
