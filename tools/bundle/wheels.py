"""Fetches the locked wheels for a platform and lays them out as ``server/main.py`` looks for them.

Nothing is installed and nothing of a wheel is run: it is downloaded, its hash is compared, and its
files are copied. So a bundle for Windows can be made on Linux.
"""

from __future__ import annotations

import hashlib
import platform
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from zipfile import ZipFile

from tools.bundle.lock import ANYWHERE, LOCK, PER_PLATFORM, PER_PYTHON, ROOT, pinned

PYTHONS = ("3.10", "3.11", "3.12", "3.13", "3.14", "3.15")
TARGETS = {
    "linux-x64": ("manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64"),
    "linux-arm64": ("manylinux_2_28_aarch64", "manylinux_2_17_aarch64", "manylinux2014_aarch64"),
    "alpine-x64": ("musllinux_1_2_x86_64",),
    "alpine-arm64": ("musllinux_1_2_aarch64",),
    "darwin-x64": ("macosx_10_12_x86_64",),
    "darwin-arm64": ("macosx_11_0_arm64",),
    "win32-x64": ("win_amd64",),
    "win32-arm64": ("win_arm64",),
}
"""The platforms of VS Code, with the names that wheels have for them."""

UNFIT = {"darwin-x64": PER_PYTHON}
"""What isn't published for a platform: findings work there, and fixes say why they don't."""

# What nothing of ours imports; for LibCST that is half of it.
_UNUSED = ("libcst/codemod/", "libcst/tool.py", "psutil/tests/")
_NOTICES = ("METADATA", "LICENSE", "LICENCE", "NOTICE", "AUTHORS", "COPYING")
_CACHE = ROOT / "build" / "wheels"


def this_target() -> str:
    """The platform that this runs on, as VS Code names it."""
    machine = {"x86_64": "x64", "amd64": "x64", "aarch64": "arm64"}.get(
        platform.machine().lower(), platform.machine().lower()
    )
    if sys.platform == "linux":
        return f"{'linux' if platform.libc_ver()[0] == 'glibc' else 'alpine'}-{machine}"
    return f"{sys.platform}-{machine}"


def lay_out(target: str, libs: Path) -> None:
    """Fill ``libs`` for a platform: pure ones once, native ones in a folder per Python."""
    fits = [name for name in PER_PYTHON if name not in UNFIT.get(target, ())]
    oldest = PYTHONS[0]
    _unpack(_fetched(ANYWHERE, oldest, ("any",)), libs)
    _unpack(_fetched(PER_PLATFORM, oldest, TARGETS[target]), libs)
    for python in PYTHONS if fits else ():
        _unpack(_fetched(fits, python, TARGETS[target]), libs / f"cp{python.replace('.', '')}")


def is_needed(name: str) -> bool:
    """Whether a file of a wheel goes into the bundle: what is imported, and the licences."""
    parts = name.split("/")
    if parts[0].endswith(".dist-info"):
        return parts[-1].upper().startswith(_NOTICES)
    if parts[0].endswith(".data") or "tests" in parts:
        return False
    return not name.startswith(_UNUSED) and not name.endswith((".pyi", ".c", ".h"))


def _unpack(wheels: Iterable[Path], folder: Path) -> None:
    for wheel in wheels:
        with ZipFile(wheel) as content:
            names = [name for name in content.namelist() if is_needed(name)]
            content.extractall(folder, names)


def _fetched(names: Iterable[str], python: str, platforms: Iterable[str]) -> list[Path]:
    """The wheels of the named distributions; those fetched before are taken from ``build``."""
    locked = pinned(LOCK.read_text(encoding="utf-8"))
    wanted = "".join(locked[name] for name in names)
    asked = f"{wanted}{python}{' '.join(platforms)}"
    folder = _CACHE / hashlib.sha256(asked.encode()).hexdigest()[:16]
    done = folder / "requirements.txt"
    if not done.exists():
        folder.mkdir(parents=True, exist_ok=True)
        asking = folder / "asking.txt"
        asking.write_text(wanted, encoding="utf-8")
        _download(asking, folder, python, platforms)
        asking.rename(done)
    return sorted(folder.glob("*.whl"))


def _download(wanted: Path, folder: Path, python: str, platforms: Iterable[str]) -> None:
    command = [sys.executable, "-m", "pip", "download", "-qq", "--disable-pip-version-check"]
    command += ["--no-deps", "--require-hashes", "--only-binary=:all:", "--implementation", "cp"]
    command += ["--python-version", python, "--dest", str(folder), "--requirement", str(wanted)]
    for name in platforms:
        command += ["--platform", name]
    subprocess.run(command, check=True)
