"""Which Python runs the user's program: the one that has their TensorFlow."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

_FOLDERS = (".venv", "venv", "env")
_BINARIES = ("bin/python", "Scripts/python.exe", "python.exe")


class NoInterpreterError(Exception):
    """There is no such Python; the text says what to do."""


def find_python(wanted: str | None, target: Path | None, environment: Mapping[str, str]) -> str:
    """The interpreter that was asked for, else the active environment's, the project's, ours.

    Raises:
        NoInterpreterError: when the interpreter that was asked for can't be run.
    """
    if wanted:
        found = shutil.which(str(Path(wanted).expanduser()))
        if found is None:
            raise NoInterpreterError(f"There is no Python at `{wanted}`.")
        return found
    for name in ("VIRTUAL_ENV", "CONDA_PREFIX"):
        if (inside := _inside(environment.get(name, ""))) is not None:
            return inside
    for folder in target.parents if target is not None else ():
        for name in _FOLDERS:
            if (inside := _inside(str(folder / name))) is not None:
                return inside
    return sys.executable or shutil.which("python3") or "python3"


def _inside(prefix: str) -> str | None:
    if not prefix:
        return None
    for binary in _BINARIES:
        path = Path(prefix, binary)
        if path.is_file():
            return str(path)
    return None


def command_for(python: str, environment: dict[str, str]) -> list[str]:
    """How to start an interpreter; that of a conda environment through its activation.

    ``environment`` is changed where there is no ``conda`` that could do so.
    """
    prefix = Path(python).parent.parent if os.name != "nt" else Path(python).parent
    if not (prefix / "conda-meta").is_dir() or environment.get("CONDA_PREFIX") == str(prefix):
        return [python]
    conda = environment.get("CONDA_EXE") or shutil.which("conda")
    if conda:
        return [conda, "run", "--no-capture-output", "--prefix", str(prefix), python]
    folders = [str(prefix), str(prefix / "bin"), environment.get("PATH", "")]
    environment["PATH"] = os.pathsep.join(folders)
    environment["CONDA_PREFIX"] = str(prefix)
    return [python]
