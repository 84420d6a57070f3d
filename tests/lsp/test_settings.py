"""Each document has the settings of its own project, and of the editor."""

from __future__ import annotations

from pathlib import Path

import pytest
from lsprotocol import types

from tests.lsp.support import BROKEN, capabilities, editor

pytestmark = pytest.mark.asyncio

PULL = capabilities(pull=True)
QUIET = '[tool.tapelint]\nignore = ["floor-division"]\n'


def project(folder: Path, settings: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pyproject.toml").write_text(settings, encoding="utf-8")
    return folder


async def test_two_roots_with_settings_of_their_own(tmp_path: Path) -> None:
    quiet = project(tmp_path / "quiet", QUIET)
    mild = project(tmp_path / "mild", '[tool.tapelint.severity]\nfloor-division = "info"\n')
    async with editor(can=PULL, roots=[quiet, mild]) as session:
        assert await session.items(BROKEN, (quiet / "a.py").as_uri()) == []
        (one,) = await session.items(BROKEN, (mild / "sub" / "b.py").as_uri())
        assert one.severity == types.DiagnosticSeverity.Information
        (other,) = await session.items(BROKEN, (tmp_path / "c.py").as_uri())
        assert other.severity == types.DiagnosticSeverity.Error


@pytest.mark.parametrize(
    "uri",
    [
        "untitled:Untitled-1",
        "file:///",
        "file:///nowhere/with%20a%20space/tr%C3%A4in.py",
        "vscode-notebook-cell:/nowhere/book.ipynb#W0sZmlsZQ",
        "git:/nowhere/train.py?ref=HEAD",
        "file:///c%3A/Users/me/train.py",
        "file://server/share/train.py",
        "file:///nul%00byte.py",
        "not a uri at all",
        "",
    ],
)
async def test_documents_anywhere(uri: str) -> None:
    async with editor(can=PULL) as session:
        assert len(await session.items(BROKEN, uri)) == 1


async def test_an_untitled_document_belongs_to_the_open_folder(tmp_path: Path) -> None:
    quiet = project(tmp_path, QUIET)
    async with editor(can=PULL, roots=[quiet]) as session:
        assert await session.items(BROKEN, "untitled:Untitled-1") == []


async def test_excluded_files_and_rules_left_out_by_file(tmp_path: Path) -> None:
    settings = """\
    [tool.tapelint]
    exclude = ["generated/"]
    per-file-ignores = { "tests/*.py" = ["floor-division"] }
    """
    root = project(tmp_path, settings)
    async with editor(can=PULL, roots=[root]) as session:
        assert await session.items(BROKEN, (root / "generated" / "a.py").as_uri()) == []
        assert session.statuses[-1][1] == "excluded by the settings"
        assert await session.items(BROKEN, (root / "tests" / "a.py").as_uri()) == []
        assert len(await session.items(BROKEN, (root / "a.py").as_uri())) == 1


async def test_settings_that_change_on_disk(tmp_path: Path) -> None:
    root = project(tmp_path, "")
    uri = (root / "a.py").as_uri()
    async with editor(roots=[root]) as session:
        session.open(BROKEN, uri)
        assert len(await session.pushed(uri)) == 1
        await session.until(lambda: bool(session.registered))
        assert session.registered[0].method == types.WORKSPACE_DID_CHANGE_WATCHED_FILES
        project(root, QUIET)
        session.published.clear()
        session.wrote(root / "pyproject.toml")
        assert await session.pushed(uri) == []


async def test_a_client_that_pulls_is_told_to_pull_again(tmp_path: Path) -> None:
    root = project(tmp_path, "")
    uri = (root / "a.py").as_uri()
    async with editor(can=PULL, roots=[root]) as session:
        assert len(await session.items(BROKEN, uri)) == 1
        await session.until(lambda: bool(session.registered))
        project(root, QUIET)
        before = session.refreshes
        assert before == 0
        session.wrote(root / "pyproject.toml")
        await session.until(lambda: session.refreshes > before)
        assert list((await session.pull(uri)).items) == []


async def test_settings_files_are_read_again_without_a_watcher(tmp_path: Path) -> None:
    root = project(tmp_path, "")
    uri = (root / "a.py").as_uri()
    async with editor(can=capabilities(pull=True, modern=False), roots=[root]) as session:
        assert len(await session.items(BROKEN, uri)) == 1
        project(root, QUIET)
        session.change(f"{BROKEN}# more\n", 2, uri)
        assert list((await session.pull(uri)).items) == []


async def test_the_editor_has_the_last_word(tmp_path: Path) -> None:
    root = project(tmp_path, '[tool.tapelint.severity]\nfloor-division = "info"\n')
    uri = (root / "a.py").as_uri()
    async with editor(roots=[root]) as session:
        session.open(BROKEN, uri)
        assert len(await session.pushed(uri)) == 1
        session.client.set_configuration({"ignore": ["TL102"]}, section="tapelint")
        session.published.clear()
        session.client.workspace_did_change_configuration(
            types.DidChangeConfigurationParams(settings=None)
        )
        assert await session.pushed(uri) == []


async def test_settings_sent_with_the_notification() -> None:
    async with editor(can=capabilities(modern=False)) as session:
        session.open(BROKEN, "untitled:a")
        assert len(await session.pushed("untitled:a")) == 1
        session.published.clear()
        session.client.workspace_did_change_configuration(
            types.DidChangeConfigurationParams(settings={"tapelint": {"ignore": ["TL102"]}})
        )
        assert await session.pushed("untitled:a") == []


async def test_settings_sent_with_the_greeting() -> None:
    options = {"settings": {"severity": {"floor-division": "hint"}}}
    can = capabilities(pull=True, modern=False)
    async with editor(can=can, options=options) as session:
        (one,) = await session.items(BROKEN)
        assert one.severity == types.DiagnosticSeverity.Hint


async def test_folders_come_and_go(tmp_path: Path) -> None:
    quiet = project(tmp_path, QUIET)
    async with editor(can=PULL) as session:
        assert len(await session.items(BROKEN, "untitled:a")) == 1
        folder = types.WorkspaceFolder(quiet.as_uri(), "quiet")
        client = session.client
        client.workspace_did_change_workspace_folders(
            types.DidChangeWorkspaceFoldersParams(types.WorkspaceFoldersChangeEvent([folder], []))
        )
        assert list((await session.pull("untitled:a")).items) == []
        client.workspace_did_change_workspace_folders(
            types.DidChangeWorkspaceFoldersParams(types.WorkspaceFoldersChangeEvent([], [folder]))
        )
        assert len((await session.pull("untitled:a")).items) == 1


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("[tool.tapelint\n", "TOML"),
        ('[tool.tapelint]\nignor = ["TL102"]\n', "did you mean `ignore`"),
        ('[tool.tapelint]\nignore = ["flor-division"]\n', "did you mean `floor-division`"),
        ('[tool.tapelint.ops."a.b"]\neffects = { x = "flow" }\n', "did you mean `flows`"),
        ('[tool.tapelint.ops."tf.round"]\neffects = { x = "flows" }\n', "`override = true`"),
    ],
)
async def test_wrong_settings_are_named_once(tmp_path: Path, settings: str, said: str) -> None:
    root = project(tmp_path, settings)
    uri = (root / "a.py").as_uri()
    async with editor(roots=[root]) as session:
        session.open(BROKEN, uri)
        assert len(await session.pushed(uri)) == 1
        session.change(f"{BROKEN}# more\n", 2, uri)
        assert len(await session.pushed(uri, version=2)) == 1
        assert len([line for line in session.logged if said in line]) == 1


ROWS = """\
import mylib
import tensorflow as tf

w = tf.Variable(3.0)
with tf.GradientTape() as tape:
    y = mylib.smooth(w)
print(tape.gradient(y, w))
"""
ROW = '[tool.tapelint.ops."mylib.smooth"]\neffects = { x = "EFFECT" }\n'


async def test_rows_of_the_project_are_counted_shown_and_read_again(tmp_path: Path) -> None:
    root = project(tmp_path, "[tool.tapelint]\n")
    uri = (root / "a.py").as_uri()
    async with editor(roots=[root]) as session:
        session.open(ROWS, uri)
        assert await session.pushed(uri) == []
        assert session.statuses[-1] == (uri, "1 request: 1 unknown")
        assert await session.hover(5, 15, uri) == ""
        for effect, status, count in (
            ("flows", "1 request: 1 flow; 1 project row", 0),
            ("none", "1 request: 1 cut; 1 project row", 1),
            ("unknown", "1 request: 1 unknown; 1 project row", 0),
        ):
            project(root, ROW.replace("EFFECT", effect))
            session.published.clear()
            session.wrote(root / "pyproject.toml")
            assert len(await session.pushed(uri)) == count
            assert session.statuses[-1] == (uri, status)
        assert "the settings of this project" in await session.hover(5, 15, uri)
