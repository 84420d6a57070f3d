"""In the editor, an edit of a helper updates the findings of the open files that use it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.lsp.support import Editor, editor

HELPERS = """\
import numpy as np
import tensorflow as tf


def norm(x):
    return {root}(x)
"""
TRAIN = """\
import tensorflow as tf
import helpers

w = tf.Variable(2.0)
with tf.GradientTape() as tape:
    loss = helpers.norm(w) * 2.0
print(tape.gradient(loss, w))
"""


def shown(session: Editor, uri: str) -> int:
    """How many findings of a file the editor shows."""
    told = [each for each in session.published if each.uri == uri]
    return len(told[-1].diagnostics) if told else -1


@pytest.mark.asyncio
async def test_an_edit_of_a_helper_updates_what_uses_it(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").touch()
    helper = tmp_path / "helpers.py"
    helper.write_text(HELPERS.format(root="np.sqrt"), encoding="utf-8")
    train, helpers = (tmp_path / "train.py").as_uri(), helper.as_uri()
    async with editor(roots=[tmp_path]) as session:
        session.open(TRAIN, train)
        (found,) = await session.pushed(train)
        assert found.range.start.line == 5
        # The editor's text counts, not that on the disk.
        session.open(HELPERS.format(root="tf.sqrt"), helpers)
        await session.until(lambda: shown(session, train) == 0)
        session.change(HELPERS.format(root="np.sqrt"), 2, helpers)
        await session.until(lambda: shown(session, train) == 1)
