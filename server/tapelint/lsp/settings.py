"""Which settings hold for a document: its project's pyproject.toml, then the editor's on top.

Only the folders above a document are looked at, never below a root. What was read is kept as long
as the files say that they haven't changed, so clients that watch no files are served as well.
"""

from __future__ import annotations

import logging
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from tapelint.config import Config, ConfigError, EditorConfig, find_root, from_editor, unknown_rules
from tapelint.environment import with_installed
from tapelint.lsp.jsonrpc import find
from tapelint.lsp.uris import to_path

_log = logging.getLogger(__name__)

_MOST_FOLDERS = 1000
_LENSES = {field.name: field.metadata["choices"] for field in fields(EditorConfig)}["code_lens"]
_Stamp = tuple[tuple[int, int] | None, ...]


@dataclass(frozen=True, slots=True)
class _Project:
    """Where a folder's settings come from, what they say, and what the files looked like then."""

    root: Path
    config: Config
    stamp: _Stamp


class Settings:
    """Finds the settings of each document."""

    def __init__(self) -> None:
        self.roots: list[str] = []
        self._editor: dict[str | None, Config] = {}
        self._lenses: dict[str | None, str] = {}
        self._projects: dict[Path, _Project] = {}

    def set_roots(self, uris: Iterable[str]) -> None:
        """The workspace's folders."""
        self.roots = list(dict.fromkeys(uris))

    def folders(self) -> list[Path]:
        """The folders of the workspace."""
        return [path for uri in self.roots if (path := to_path(uri)) is not None]

    def change_roots(self, added: Iterable[str], removed: Iterable[str]) -> None:
        """Folders came and went."""
        gone = set(removed)
        self.set_roots([uri for uri in (*self.roots, *added) if uri not in gone])

    def forget(self) -> None:
        """Read every settings file again."""
        self._projects.clear()

    def set_editor(self, values: Mapping[str | None, Any]) -> bool:
        """Take the editor's settings, for everything (None) and folder by folder.

        Returns whether anything is different now.
        """
        before = self._editor
        self._editor = {scope: _from_editor(given) for scope, given in values.items()}
        return any(
            _in_scope(before, scope) != _in_scope(self._editor, scope)
            for scope in (None, *before, *self._editor)
        )

    def set_lenses(self, values: Mapping[str | None, Any]) -> bool:
        """Take what the editor wants to stand above requests; whether that is different now."""
        before = self._lenses
        self._lenses = {scope: _lenses(given) for scope, given in values.items()}
        return any(
            _lenses_in(before, scope) != _lenses_in(self._lenses, scope)
            for scope in (None, *before, *self._lenses)
        )

    def lenses_for(self, uri: str) -> str:
        """What is to stand above the requests of a document: ``all``, ``trace`` or ``off``."""
        return _lenses_in(self._lenses, self._folder(to_path(uri), self._lenses))

    def config_for(self, uri: str) -> Config | None:
        """The settings that hold for a document; None where it is excluded."""
        path = to_path(uri)
        if path is None:
            return with_installed(_overlaid(self._rootless(), self._editor_config(None)), None)
        project = self._project(path.parent)
        config = _overlaid(project.config, self._editor_config(path))
        config = with_installed(config, project.root)
        relative = _relative(path, project.root)
        if relative is None:
            return config
        return None if _excluded(config, relative) else config.for_file(relative)

    def _rootless(self) -> Config:
        """A document without a file belongs to the folder that is open, where it is one."""
        path = to_path(self.roots[0]) if len(self.roots) == 1 else None
        return self._project(path).config if path else Config()

    def _editor_config(self, path: Path | None) -> Config:
        return _in_scope(self._editor, self._folder(path, self._editor))

    def _folder(self, path: Path | None, known: Container[str | None]) -> str | None:
        """The innermost folder around a file that the editor has settings for."""
        inside = [
            uri
            for uri in self.roots
            if path and (root := to_path(uri)) and path.is_relative_to(root) and uri in known
        ]
        return max(inside, key=len, default=None)

    def _project(self, folder: Path) -> _Project:
        known, stamp = self._projects.get(folder), _stamp(folder)
        if known is None or known.stamp != stamp:
            root = find_root(folder)
            known = _Project(root, _loaded(root), stamp)
            if len(self._projects) >= _MOST_FOLDERS:
                self._projects.clear()
            self._projects[folder] = known
        return known


def _in_scope(editor: Mapping[str | None, Config], scope: str | None) -> Config:
    return editor.get(scope) or editor.get(None) or Config()


def _stamp(folder: Path) -> _Stamp:
    """What the settings files above ``folder`` look like; a change of one changes it."""

    def look(path: Path) -> tuple[int, int] | None:
        try:
            found = path.stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size

    return tuple(look(above / "pyproject.toml") for above in (folder, *folder.parents))


def _loaded(root: Path) -> Config:
    try:
        config = Config.load(root)
    except ConfigError as error:
        _log.warning("%s\nThe default settings are used instead.", error)
        return Config()
    return _usable(config, str(root / "pyproject.toml"))


def _from_editor(values: Any) -> Config:
    if not isinstance(values, Mapping):
        return Config()
    inner = values.get("settings", values)
    try:
        config = from_editor(inner if isinstance(inner, Mapping) else {})
    except ConfigError as error:
        _log.warning("%s\nThe default settings are used instead.", error)
        return Config()
    return _usable(config, "editor settings")


def _lenses_in(lenses: Mapping[str | None, str], scope: str | None) -> str:
    return lenses.get(scope) or lenses.get(None) or EditorConfig().code_lens


def _lenses(values: Any) -> str:
    given = find(values, "settings", "codeLens") or find(values, "codeLens")
    return given if isinstance(given, str) and given in _LENSES else ""


def _usable(config: Config, where: str) -> Config:
    """The settings without rows that can't be used, after a complaint about what is wrong."""
    _complain_of_unknown_rules(config, where)
    if not config.ops:
        return config
    from tapelint.ops.project import row_faults

    faults = list(row_faults(config.ops))
    for fault in faults:
        _log.warning("%s: %s", where, fault)
    return replace(config, ops={}) if faults else config


def _complain_of_unknown_rules(config: Config, where: str) -> None:
    if not any(config.named_rules()):
        return
    from tapelint.rules import registry

    for line in unknown_rules(config, [(rule.name, rule.code) for rule in registry()]):
        _log.warning("%s: %s", where, line)


def _overlaid(project: Config, editor: Config) -> Config:
    """The editor's word counts where it says anything."""
    default = Config()
    said = {
        setting.name: value
        for setting in fields(Config)
        if (value := getattr(editor, setting.name)) != getattr(default, setting.name)
    }
    return replace(project, **said) if said else project


def _relative(path: Path, root: Path) -> str | None:
    try:
        return path.relative_to(root).as_posix()
    except ValueError:
        return None


def _excluded(config: Config, relative: str) -> bool:
    if not config.exclude:
        return False
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(config.exclude).match_file(relative)
