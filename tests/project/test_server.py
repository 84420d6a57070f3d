"""In the editor, an edit of a helper updates the findings of the open files that use it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tapelint.config import Config
from tapelint.lsp.documents import Documents
from tests.lsp.raw import Message
from tests.lsp.support import Editor, editor
from tests.lsp.traced import Client, client

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
REFRESHED = ("diagnostic", "codeLens", "inlayHint")


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


def a_client_that_pulls(*, refreshes: bool) -> Message:
    """What it can do; one that can't be told to ask again asks after each edit of any file."""
    can = {"refreshSupport": refreshes}
    return {
        "textDocument": {"diagnostic": {}},
        "workspace": dict.fromkeys(("diagnostics", "codeLens", "inlayHint"), can),
    }


class Puller:
    """Opens and edits files, and asks what is said of them."""

    def __init__(self, session: Client, folder: Path, *, refreshes: bool) -> None:
        self.session = session
        self.folder = folder
        answer = session.greet(capabilities=a_client_that_pulls(refreshes=refreshes))
        self.provider = answer["result"]["capabilities"]["diagnosticProvider"]

    def item(self, name: str) -> Message:
        return {"uri": (self.folder / name).as_uri(), "languageId": "python", "version": 1}

    def open(self, name: str, text: str) -> None:
        item = {**self.item(name), "text": text}
        self.session.notify("textDocument/didOpen", {"textDocument": item})

    def edit(self, name: str, text: str) -> None:
        params = {"textDocument": self.item(name), "contentChanges": [{"text": text}]}
        self.session.notify("textDocument/didChange", params)

    def ask(self, what: str, name: str, **more: object) -> Any:
        params = {"textDocument": self.item(name), **more}
        return self.session.ask(f"textDocument/{what}", params)["result"]

    def pulled(self, name: str) -> int:
        """How many findings the answer has."""
        return len(self.ask("diagnostic", name)["items"])


@pytest.mark.parametrize("refreshes", [True, False])
def test_a_client_that_pulls_gets_fresh_answers_for_what_uses_a_helper(
    tmp_path: Path, refreshes: bool
) -> None:
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "helpers.py").write_text(HELPERS.format(root="np.sqrt"), encoding="utf-8")
    with client() as session:
        it = Puller(session, tmp_path, refreshes=refreshes)
        assert it.provider["interFileDependencies"] is True
        it.open("train.py", TRAIN)
        first = it.ask("diagnostic", "train.py")
        assert len(first["items"]) == 1
        (lens,) = it.ask("codeLens", "train.py")
        assert "cut" in lens["command"]["title"]
        it.open("helpers.py", HELPERS.format(root="tf.sqrt"))
        assert it.pulled("helpers.py") == 0
        again = it.ask("diagnostic", "train.py", previousResultId=first["resultId"])
        assert (again["kind"], again["items"]) == ("full", [])
        (lens,) = it.ask("codeLens", "train.py")
        assert "cut" not in lens["command"]["title"]
        it.edit("helpers.py", HELPERS.format(root="np.sqrt"))
        assert it.pulled("train.py") == 1


def test_a_client_that_can_be_told_to_ask_again_is_told_so_once(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "helpers.py").write_text(HELPERS.format(root="np.sqrt"), encoding="utf-8")
    with client() as session:
        it = Puller(session, tmp_path, refreshes=True)
        it.open("train.py", TRAIN)
        assert it.pulled("train.py") == 1
        it.open("helpers.py", HELPERS.format(root="np.sqrt"))
        it.edit("helpers.py", HELPERS.format(root="np.sqrt") + "# the same\n")
        it.edit("helpers.py", HELPERS.format(root="tf.sqrt"))
        for what in REFRESHED:
            session.until(f"workspace/{what}/refresh")
        assert it.pulled("train.py") == 0
        it.edit("train.py", TRAIN + "\n")
        it.edit("train.py", TRAIN)
        assert it.pulled("train.py") == 0
        assert it.pulled("helpers.py") == 0
        assert [session.count(f"workspace/{what}/refresh") for what in REFRESHED] == [1, 1, 1]


TRAINER = """\
import tensorflow as tf


def slope(objective, w):
    with tf.GradientTape() as tape:
        loss = objective(w)
    return tape.gradient(loss, w)
"""
MAIN = """\
import tensorflow as tf
from trainer import slope


def objective(w):
    return w * 2.0


print(slope({objective}, tf.Variable(1.5)))
"""


@pytest.mark.asyncio
async def test_a_module_is_told_of_what_programs_make_of_it(tmp_path: Path) -> None:
    (tmp_path / "main.py").write_text(MAIN.format(objective="tf.round"), encoding="utf-8")
    module = tmp_path / "trainer.py"
    module.write_text(TRAINER, encoding="utf-8")
    uri, main = module.as_uri(), (tmp_path / "main.py").as_uri()
    async with editor(roots=[tmp_path]) as session:
        session.open(TRAINER, uri)
        await session.until(lambda: shown(session, uri) == 1)
        (found,) = session.published[-1].diagnostics
        assert (found.code, found.range.start.line) == ("non-differentiable-op", 5)
        assert "This is so as `main.py` runs it." in found.message
        # The program is mended in the editor, and the module has nothing to be told of any more.
        session.open(MAIN.format(objective="objective"), main)
        await session.until(lambda: shown(session, uri) == 0)


def test_a_look_at_a_program_ends_when_there_is_something_to_do(tmp_path: Path) -> None:
    busy = "".join(f"x_{i} = {i} + 1\n" for i in range(300))
    (tmp_path / "main.py").write_text(busy + MAIN.format(objective="tf.round"), encoding="utf-8")
    uri = (tmp_path / "trainer.py").as_uri()
    documents = Documents(lambda _: Config(), lambda: [tmp_path])
    documents.put(uri, "python", 1, TRAINER)
    documents.analyse(uri)
    documents.look_further(lambda: True)
    assert documents.may_look_further
    documents.look_further(lambda: False)
    assert not documents.may_look_further
    document = documents.get(uri)
    assert document is not None
    assert document.analysis is not None
    assert [f.rule for f in document.analysis.result.findings] == ["non-differentiable-op"]
