"""The modules of a project: which file an import means, and what is in it.

A checked file sees what Python would see when it is run from its own folder or from the project's
root: modules beside it, above it up to the root, and below ``src``. Nothing is imported or run.
"""

from __future__ import annotations

import os
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import islice
from pathlib import Path
from typing import Final

from tapelint.flow.python.modules import Caller, Finder, ModuleSource
from tapelint.syntax import Parser

MOST_BYTES: Final = 1_000_000
_LIBRARIES: Final = frozenset({"tensorflow", "keras", "numpy", "tf_keras"})
_MOST_NEIGHBOURS: Final = 200
_EAGER: Final = re.compile(r"^[^#\n]*\brun_functions_eagerly\(\s*(?!False\b|\))", re.MULTILINE)
_IMPORTS: Final = re.compile(r"^[ \t]*(?:from|import)\b(?:[^\n(]|\([^)]*\))*", re.MULTILINE)
_NAME: Final = re.compile(r"\w+")
_CALLS: Final = re.compile(r"^(?:[\w.]+\(|for\b|while\b|with\b)", re.MULTILINE)
_MOST_ENTRIES: Final = 20_000
_MOST_FILES: Final = 1000
_MOST_CALLERS: Final = 2
NEVER: Final = frozenset(
    {
        *(".bzr", ".direnv", ".eggs", ".git", ".hg", ".ipynb_checkpoints", ".mypy_cache", ".nox"),
        *(".pytest_cache", ".ruff_cache", ".svn", ".tox", ".venv", "__pycache__"),
        *("__pypackages__", "_build", "build", "dist", "node_modules", "site-packages", "venv"),
    }
)
"""Folders that hold nothing of a project's own."""
_MARKS: Final = ("pyproject.toml", "setup.py", "setup.cfg", ".git")

Read = Callable[[Path], "str | None"]
"""The text of a file as it is now, perhaps in an editor; None where there is none."""


@dataclass(slots=True)
class _Kept:
    text: str
    source: ModuleSource


class Project:
    """Finds and parses modules; a file is parsed again only when its text has changed."""

    def __init__(
        self, read: Read | None = None, files: Callable[[], Iterable[Path]] = tuple
    ) -> None:
        """A project; its ``files`` are those among which programs are looked for."""
        self._read = read or Disk().read
        self._files = files
        self._parser = Parser()
        self._known: dict[Path, _Kept] = {}

    def finder(self, checked: Path) -> Finder:
        """What finds the modules that a checked file imports, directly or through others."""
        file = checked.absolute()
        roots = list(_roots(file.parent))

        def find(name: str, level: int, importer: str) -> ModuleSource | None:
            parts = [part for part in name.split(".") if part]
            if level:
                base = Path(importer or file).parent
                for _ in range(level - 1):
                    base = base.parent
                return self._at(base.joinpath(*parts), roots, file)
            if not parts or parts[0] in _LIBRARIES:
                return None
            found = (self._at(root.joinpath(*parts), roots, file) for root in roots)
            return next((source for source in found if source is not None), None)

        return find

    def runs_eagerly(self, checked: Path) -> bool:
        """Whether a file beside a checked one, or above it, makes all functions run eagerly."""
        folders = _roots(checked.absolute().parent)
        files = (file for folder in folders for file in sorted(folder.glob("*.py")))
        texts = (self._read(file) or "" for file in islice(files, _MOST_NEIGHBOURS))
        return any(map(_switches, texts))

    def callers(self, checked: Path) -> Iterator[Caller]:
        """The programs among the project's files that use a checked file, the nearest first."""
        shown = checked.absolute()
        known, waiting = {shown}, deque([shown])
        programs = 0
        while waiting and programs < _MOST_CALLERS:
            for file in self._importers.get(_imported_as(waiting.popleft()), ()):
                if file in known or len(known) > _MOST_NEIGHBOURS:
                    continue
                known.add(file)
                waiting.append(file)
                text = self._read(file)
                if text is not None and programs < _MOST_CALLERS and _does_something(text):
                    programs += 1
                    # The one that others import, too, so it has the name that they know.
                    name = _name(file.with_suffix(""), list(_roots(file.parent)))
                    source = self._parsed(file, text, name, package=False)
                    yield Caller(source, self.finder(file), str(shown))

    def forget_importers(self) -> None:
        """Files have come or gone, or import something else by now."""
        self.__dict__.pop("_importers", None)

    @cached_property
    def _importers(self) -> Mapping[str, list[Path]]:
        """The files that import something of a name, whatever package it is in."""
        found: dict[str, list[Path]] = {}
        for file in (file.absolute() for file in self._files()):
            text = self._read(file)
            for name in _imported(text) if text is not None else ():
                found.setdefault(name, []).append(file)
        return found

    def _at(self, path: Path, roots: list[Path], checked: Path) -> ModuleSource | None:
        """The module or package at a path without ending; never the checked file itself."""
        for file in (path.with_name(f"{path.name}.py"), path / "__init__.py"):
            text = self._read(file) if file != checked else None
            if text is not None:
                return self._parsed(file, text, _name(path, roots), file.stem == "__init__")
        return None

    def _parsed(self, file: Path, text: str, name: str, package: bool) -> ModuleSource:
        kept = self._known.get(file)
        if kept is None or kept.text != text:
            units = cache(lambda: self._parser.parse(text).units)
            kept = self._known[file] = _Kept(
                text, ModuleSource(name, str(file), package, text, units)
            )
        return kept.source


@lru_cache(maxsize=_MOST_NEIGHBOURS)
def _switches(text: str) -> bool:
    """Whether a text makes all functions run eagerly; asked at each edit, so it is kept."""
    return _EAGER.search(text) is not None


def _imported_as(file: Path) -> str:
    """The last part of the name that a file is imported by."""
    return file.parent.name if file.stem == "__init__" else file.stem


def _imported(text: str) -> set[str]:
    """The parts of the names that a text imports."""
    return {name for match in _IMPORTS.finditer(text) for name in _NAME.findall(match[0])}


def _does_something(text: str) -> bool:
    """Whether a text is more than definitions: a program, or a script."""
    return "__main__" in text or _CALLS.search(text) is not None


def modules_below(folders: Iterable[Path]) -> list[Path]:
    """The Python files of some folders and those in them, as far as a short look goes."""
    found: list[Path] = []
    waiting = deque(folders)
    looked = 0
    while waiting:
        folder = waiting.popleft()
        if (folder / "pyvenv.cfg").exists():
            continue
        with suppress(OSError), os.scandir(folder) as entries:
            for entry in entries:
                looked += 1
                if looked > _MOST_ENTRIES or len(found) > _MOST_FILES:
                    return sorted(found)  # a folder may hold a million pictures
                if entry.name.endswith(".py"):
                    found.append(Path(entry.path))
                elif entry.name not in NEVER and entry.name[0] != ".":
                    waiting += [Path(entry.path)] * entry.is_dir(follow_symlinks=False)
    return sorted(found)


def may_import(checked: Path, file: Path) -> bool:
    """Whether a checked file could find another one as a module, if it is there."""
    return file.suffix == ".py" and any(
        all(part.isidentifier() for part in file.with_suffix("").relative_to(root).parts)
        for root in _roots(checked.absolute().parent)
        if file.is_relative_to(root)
    )


def _roots(folder: Path) -> Iterator[Path]:
    """Where imports of a file in a folder may begin: there, above it, and in its project."""
    is_inside = True
    for each in (folder, *folder.parents):
        is_project = any((each / mark).exists() for mark in _MARKS)
        if is_inside or is_project:
            yield each
        if is_project:
            yield each / "src"
            return
        # A script that isn't in a package still uses those of its project.
        is_inside = is_inside and (each / "__init__.py").exists()


def _name(path: Path, roots: list[Path]) -> str:
    for root in reversed(roots):
        if root in path.parents:
            return ".".join(path.relative_to(root).parts)
    return path.name


class Disk:
    """Reads files, each again only when it has changed."""

    def __init__(self) -> None:
        self._known: dict[Path, tuple[tuple[int, int], str | None]] = {}

    def read(self, path: Path) -> str | None:
        """The text of a file; None where it can't be read or is no source."""
        try:
            status = path.stat()
        except (OSError, ValueError):
            return None
        state = (status.st_mtime_ns, status.st_size)
        known = self._known.get(path)
        if known is None or known[0] != state:
            known = self._known[path] = (state, self._text(path, status.st_size))
        return known[1]

    @staticmethod
    def _text(path: Path, size: int) -> str | None:
        if size > MOST_BYTES:
            return None
        try:
            return path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError):
            return None
