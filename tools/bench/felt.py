"""From a key to the squiggle in a real VS Code: what a person waits for, with all that it takes."""

from __future__ import annotations

import json
import subprocess
import tempfile
from pathlib import Path

from tools.bench.generate import SOUND, Program
from tools.bench.measure import Latency

_SCRIPT = Path(__file__).resolve().parents[2] / "build" / "editor" / "tools" / "editor" / "felt.js"


def felt(program: Program) -> Latency:
    """Type and take away the ``/`` that cuts; the editor's own delays are part of it."""
    column = SOUND.index("/") + 1
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "train.py"
        file.write_text(program.text, encoding="utf-8")
        command = ["node", str(_SCRIPT), str(file), str(program.line + 1), str(column + 1)]
        said = subprocess.run(
            command, cwd=_SCRIPT.parents[4], check=True, stdout=subprocess.PIPE, text=True
        ).stdout
    return Latency(0.0, tuple(taken / 1e3 for taken in json.loads(said)))
