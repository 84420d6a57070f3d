"""Which files to check: what the user names, and what lies in the folders that the user names."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from pathspec import GitIgnoreSpec

from tapelint.config import Config, ConfigError, find_root
from tapelint.environment import with_installed
from tapelint.project import NEVER

ENDINGS = (".py", ".pyw", ".ipynb")
Complain = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class _Ignored:
    """The lines of a .gitignore, which speak for the paths below its folder."""

    folder: Path
    spec: GitIgnoreSpec

    def says(self, path: Path, is_folder: bool) -> bool | None:
        """True: ignored, False: explicitly not, None: nothing said."""
        relative = path.relative_to(self.folder).as_posix()
        return self.spec.check_file(f"{relative}/" if is_folder else relative).include


@dataclass(slots=True)
class Projects:
    """The settings for each file: those of its nearest project, changed by the command line."""

    adjust: Callable[[Config], Config]
    _configs: dict[Path, Config] = field(default_factory=dict)
    _roots: dict[Path, Path] = field(default_factory=dict)

    def settings(self, path: Path) -> Config:
        """The settings for a file.

        Raises:
            ConfigError: when the project's settings can't be used.
        """
        root = self._root(path.absolute().parent)
        return self._config(root).for_file(_relative(path, root))

    def excludes(self, path: Path, is_folder: bool) -> bool:
        """Whether the project's settings leave out a file or a folder."""
        root = self._root(path.absolute().parent)
        patterns = self._config(root).exclude
        if not patterns:
            return False
        relative = _relative(path, root)
        return _spec(patterns).match_file(f"{relative}/" if is_folder else relative)

    def _root(self, folder: Path) -> Path:
        if folder not in self._roots:
            self._roots[folder] = find_root(folder)
        return self._roots[folder]

    def _config(self, root: Path) -> Config:
        if root not in self._configs:
            self._configs[root] = with_installed(self.adjust(Config.load(root)), root)
        return self._configs[root]


def find_files(paths: Iterable[str], projects: Projects, complain: Complain) -> Iterator[Path]:
    """The files to check, each once; a file that is named is checked wherever it lies."""
    seen: set[Path] = set()
    for named in paths:
        for path in _named(Path(named), projects, complain):
            absolute = Path(os.path.abspath(path))  # noqa: PTH100 (resolve would follow links)
            if absolute not in seen:
                seen.add(absolute)
                yield path


def _named(path: Path, projects: Projects, complain: Complain) -> Iterator[Path]:
    try:
        path.stat()
    except FileNotFoundError:
        complain(f"{path}: there is no such file or folder")
        return
    except (OSError, ValueError) as error:
        complain(f"{path}: can't be read: {_why(error)}")
        return
    if path.is_dir():
        yield from _below(path, projects, complain)
    else:
        yield path


def _below(folder: Path, projects: Projects, complain: Complain) -> Iterator[Path]:
    """Every file to check in a folder, in a fixed order; links to folders aren't followed."""
    rules = _rules_above(folder.absolute())
    pending = [(folder, rules)]
    while pending:
        current, inherited = pending.pop()
        try:
            entries = sorted(os.scandir(current), key=lambda entry: entry.name)
        except OSError as error:
            complain(f"{current}: can't be read: {_why(error)}")
            continue
        here = [*inherited, *_gitignore(current.absolute())]
        folders: list[tuple[Path, list[_Ignored]]] = []
        for entry in entries:
            is_folder = entry.is_dir(follow_symlinks=False)
            path = current / entry.name
            if not is_folder and not (entry.name.endswith(ENDINGS) and _is_file(entry)):
                continue
            if _skipped(path.absolute(), is_folder, here, projects):
                continue
            if is_folder:
                folders.append((path, here))
            else:
                yield path
        pending += reversed(folders)


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:
        # A link that leads to itself; whoever names it is told.
        return False


def _skipped(path: Path, is_folder: bool, rules: list[_Ignored], projects: Projects) -> bool:
    if is_folder and path.name in NEVER:
        return True
    said = [verdict for rule in rules if (verdict := rule.says(path, is_folder)) is not None]
    if said and said[-1]:
        return True
    return projects.excludes(path, is_folder)


def _rules_above(folder: Path) -> list[_Ignored]:
    """What the .gitignore files of the same repository above a folder say."""
    above = [folder, *folder.parents]
    top = next((n for n, parent in enumerate(above) if (parent / ".git").exists()), 0)
    return [rule for parent in reversed(above[1 : top + 1]) for rule in _gitignore(parent)]


def _gitignore(folder: Path) -> list[_Ignored]:
    try:
        lines = (folder / ".gitignore").read_text(encoding="utf-8", errors="replace").split("\n")
    except OSError:
        return []
    return [_Ignored(folder, _spec(tuple(lines)))]


@lru_cache(maxsize=256)
def _spec(lines: tuple[str, ...]) -> GitIgnoreSpec:
    try:
        return GitIgnoreSpec.from_lines(lines)
    except ValueError as error:
        raise ConfigError(f"a pattern for files isn't valid: {error}") from error


def _relative(path: Path, root: Path) -> str:
    return Path(os.path.relpath(path.absolute(), root)).as_posix()


def _why(error: OSError | ValueError) -> str:
    return getattr(error, "strerror", None) or str(error)
