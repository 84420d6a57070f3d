"""Starts the language server from a bundle: ``python -I -S -X utf8 main.py``.

The libraries lie in ``libs`` beside this file, and for those with native parts in a folder per
Python version, such as ``libs/cp311``. Nothing else is put on the path: a workspace that holds a
``typing.py``, a poisoned ``PYTHONPATH`` or the ``.pth`` files of an environment can't reach us.
Started from the source tree, where there is no ``libs``, the environment's own libraries serve.
"""

import sys
from pathlib import Path


def _paths(here: Path) -> list[str]:
    libs = here / "libs"
    native = libs / f"cp{sys.version_info.major}{sys.version_info.minor}"
    found = [str(folder) for folder in (here, native, libs) if folder.is_dir()]
    return found if libs.is_dir() else [*found, *_environment()]


def _environment() -> list[str]:
    """The packages of the environment that this Python belongs to, without running its files."""
    import sysconfig

    prefix = Path(sys.executable).parent.parent
    inside = {"base": str(prefix), "platbase": str(prefix)}
    known = inside if (prefix / "pyvenv.cfg").is_file() else None
    kinds = ("purelib", "platlib")
    return list(dict.fromkeys(sysconfig.get_path(kind, vars=known) for kind in kinds))


def _start() -> int:
    sys.path[:0] = _paths(Path(__file__).resolve().parent)
    from tapelint.lsp import main

    return main()


if __name__ == "__main__":
    sys.exit(_start())
