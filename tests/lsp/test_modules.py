"""Modules that change on the disk while the files that import them are open."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lsprotocol.types import FileChangeType

from tests.lsp.support import BROKEN, capabilities, editor

pytestmark = pytest.mark.asyncio

USER = BROKEN.replace("x // 2.0", "halves.half(x)").replace("import", "import halves\nimport", 1)
HALF = "def half(x):\n    return x // 2.0\n"


def module(folder: Path, name: str = "halves.py", text: str = HALF) -> Path:
    """Write a module and forget what was there."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


async def test_the_client_is_asked_to_watch_modules(tmp_path: Path) -> None:
    async with editor(roots=[tmp_path]) as session:
        await session.until(lambda: bool(session.registered))
        (registration,) = session.registered
        options: Any = registration.register_options
        watched = [one["globPattern"] for one in options["watchers"]]
        assert watched == ["**/pyproject.toml", "**/*.py"]


async def test_a_module_that_somebody_else_writes(tmp_path: Path) -> None:
    path, uri = module(tmp_path), (tmp_path / "train.py").as_uri()
    async with editor(roots=[tmp_path]) as session:
        session.open(USER, uri)
        assert len(await session.pushed(uri)) == 1
        for text, count in ((HALF.replace("//", "/"), 0), (HALF, 1)):
            session.published.clear()
            module(tmp_path, text=text)
            session.wrote(path)
            assert len(await session.pushed(uri)) == count


@pytest.mark.parametrize("name", ["halves.py", "halves/__init__.py"])
async def test_a_module_that_comes_and_goes(tmp_path: Path, name: str) -> None:
    uri = (tmp_path / "train.py").as_uri()
    async with editor(roots=[tmp_path]) as session:
        session.open(USER, uri)
        assert await session.pushed(uri) == []
        session.published.clear()
        path = module(tmp_path, name)
        session.wrote(path, FileChangeType.Created)
        assert len(await session.pushed(uri)) == 1
        session.published.clear()
        path.unlink()
        session.wrote(path, FileChangeType.Deleted)
        assert await session.pushed(uri) == []


async def test_a_client_that_pulls_is_told_when_it_matters(tmp_path: Path) -> None:
    path, uri = module(tmp_path), (tmp_path / "train.py").as_uri()
    other = module(tmp_path, "other.py", "x = 1\n")
    async with editor(can=capabilities(pull=True), roots=[tmp_path]) as session:
        assert len(await session.items(USER, uri)) == 1
        session.wrote(other)  # nothing that is open imports it
        session.wrote(module(tmp_path, ".venv/lib/python3.11/halves.py"), FileChangeType.Created)
        module(tmp_path, text=HALF.replace("//", "/"))
        session.wrote(path)
        await session.until(lambda: session.refreshes > 0)
        assert list((await session.pull(uri)).items) == []
        assert session.refreshes == 1


async def test_what_the_editor_shows_counts(tmp_path: Path) -> None:
    """A file that is open there may be written, by the editor itself most of all."""
    path, uri = module(tmp_path), (tmp_path / "train.py").as_uri()
    async with editor(can=capabilities(pull=True), roots=[tmp_path]) as session:
        session.open(HALF, path.as_uri())
        assert len(await session.items(USER, uri)) == 1
        module(tmp_path, text="")
        session.wrote(path)
        assert len((await session.pull(uri)).items) == 1
        assert session.refreshes == 0


async def test_strange_events_harm_nobody(tmp_path: Path) -> None:
    uri = (tmp_path / "train.py").as_uri()
    async with editor(can=capabilities(pull=True), roots=[tmp_path]) as session:
        assert len(await session.items(BROKEN, uri)) == 1
        for path in (Path("/"), Path("/nowhere/at/all.py"), tmp_path / "no name.py"):
            session.wrote(path, FileChangeType.Deleted)
        assert len((await session.pull(uri)).items) == 1
