"""Puts the files of the extension together, as they will lie on the user's disk."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from tools.bundle.lock import ROOT
from tools.bundle.wheels import lay_out

_ONLY_FOR_DEVELOPERS = ("private", "scripts", "devDependencies")
_NOT_SHIPPED = shutil.ignore_patterns("__pycache__", "*.pyc", "*.svg", ".*")
_FOLDERS = ("media", "docs/rules", "server/tapelint")
_FILES = {
    "CHANGELOG.md": "CHANGELOG.md",
    "LICENSE": "LICENSE",
    "client/README.md": "README.md",
    "dist/extension.js": "dist/extension.js",
    "server/main.py": "server/main.py",
}
_META = ROOT / "build" / "extension.meta.json"


def stage(target: str, folder: Path) -> None:
    """Fill a folder with the extension for one platform; what was in it is removed."""
    shutil.rmtree(folder, ignore_errors=True)
    for name in _FOLDERS:
        shutil.copytree(ROOT / name, folder / name, ignore=_NOT_SHIPPED)
    for source, name in _FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / source, folder / name)
    manifest: dict[str, Any] = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    shipped = {key: value for key, value in manifest.items() if key not in _ONLY_FOR_DEVELOPERS}
    (folder / "package.json").write_text(json.dumps(shipped, indent=2), encoding="utf-8")
    (folder / "dist" / "NOTICES.txt").write_text(_notices(), encoding="utf-8")
    lay_out(target, folder / "server" / "libs")


def _notices() -> str:
    """The licences of what `dist/extension.js` contains; those of the server lie in ``libs``."""
    inputs = json.loads(_META.read_text(encoding="utf-8"))["inputs"]
    packages = sorted({name for path in inputs if (name := _package(path))})
    return "\n\n".join(_notice(ROOT / "node_modules" / name, name) for name in packages) + "\n"


def _package(path: str) -> str:
    _, found, inside = path.rpartition("node_modules/")
    parts = inside.split("/")
    return "/".join(parts[: 2 if inside.startswith("@") else 1]) if found else ""


def _notice(folder: Path, name: str) -> str:
    licences = sorted(file for file in folder.glob("[Ll][Ii][Cc][Ee][Nn][SsCc][Ee]*"))
    text = licences[0].read_text(encoding="utf-8").strip() if licences else "(no licence file)"
    return f"{name}\n{'=' * len(name)}\n\n{text}"
