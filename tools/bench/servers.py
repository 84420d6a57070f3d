"""The servers that are measured, and what each of them should say of the toggled line."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path

from tools.bench.generate import CUT, UNDEFINED

_ROOT = Path(__file__).resolve().parents[2]
_PYLSP = "python-lsp-server[pyflakes]>=1.12"


@dataclass(frozen=True)
class Server:
    """How a server is started, and the line that it finds fault with."""

    name: str
    command: tuple[str, ...]
    faulty: str
    pull: bool


def servers() -> tuple[Server, ...]:
    """Tapelint first, then what it is measured beside."""
    python = _python_with_pylsp()
    eager = str(Path(__file__).with_name("eager_pylsp.py"))
    isolated = (sys.executable, "-I", "-X", "utf8", "-m", "tapelint", "server")
    return (
        Server("tapelint", _tapelint() or isolated, CUT, pull=True),
        Server("ruff server", (_beside("ruff"), "server"), UNDEFINED, pull=True),
        Server("pylsp", (python, eager), UNDEFINED, pull=False),
    )


def _tapelint() -> tuple[str, ...] | None:
    """The source tree's own start-up file, unless the package is installed in this environment."""
    if importlib.util.find_spec("tapelint") is None:
        return (sys.executable, "-X", "utf8", str(_ROOT / "server" / "main.py"))
    return None


def _beside(tool: str) -> str:
    return str(Path(sys.executable).with_name(tool + (".exe" if os.name == "nt" else "")))


def _python_with_pylsp() -> str:
    """An environment of its own, so that nothing is added to the one that runs the tests."""
    home = _ROOT / "build" / "bench"
    python = home / ("Scripts" if os.name == "nt" else "bin") / "python"
    if not python.exists():
        venv.create(home, with_pip=True)
    has_pylsp = subprocess.run([python, "-c", "import pylsp"], capture_output=True, check=False)
    if has_pylsp.returncode:
        print("Installing pylsp to measure beside ...", file=sys.stderr)
        subprocess.run([python, "-m", "pip", "install", "-q", _PYLSP], check=True)
    return str(python)
