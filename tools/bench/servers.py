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
    """Tapelint first (started as an extension starts it), then what it is measured beside."""
    tapelint = (sys.executable, "-I", "-S", "-X", "utf8", str(_ROOT / "server" / "main.py"))
    pylsp = (_python_with_pylsp(), str(Path(__file__).with_name("eager_pylsp.py")))
    return (
        Server("tapelint", tapelint, CUT, pull=True),
        Server("ruff server", (_beside("ruff"), "server"), UNDEFINED, pull=True),
        Server("pylsp", pylsp, UNDEFINED, pull=False),
    )


def _beside(tool: str) -> str:
    return str(Path(sys.executable).with_name(tool + (".exe" if os.name == "nt" else "")))


def _python_with_pylsp() -> str:
    """This environment's Python, or one in ``build`` that gets pylsp and its pyflakes plugin."""
    if all(importlib.util.find_spec(name) for name in ("pylsp", "pyflakes")):
        return sys.executable
    home = _ROOT / "build" / "bench"
    python = str(home / ("Scripts" if os.name == "nt" else "bin") / "python")
    if not Path(python).exists():
        venv.create(home, with_pip=True)
    has_both = [python, "-c", "import pylsp, pyflakes"]
    if subprocess.run(has_both, capture_output=True, check=False).returncode:
        print("Installing pylsp to measure beside ...", file=sys.stderr)
        subprocess.run([python, "-m", "pip", "install", "-q", _PYLSP], check=True)
    return python
