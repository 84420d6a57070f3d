"""What a great many files around the open one cost: nothing may be read that isn't asked for."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from tools.bench.generate import Program
from tools.bench.measure import Latency, latency, session
from tools.bench.servers import Server

FOLDERS = 250
IN_EACH = 200
FILES = FOLDERS * IN_EACH


@dataclass(frozen=True)
class Crowd:
    """How fast a server answers, and the bytes that it holds after a few changes."""

    latency: Latency
    memory: int


def crowds(server: Server, program: Program, *, changes: int, starts: int) -> tuple[Crowd, Crowd]:
    """Measure an open file by itself, and with ``FILES`` modules below the same folder."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        (root / "train.py").write_text(program.text, encoding="utf-8")
        alone = _measured(server, program, root, changes, starts)
        for number in range(FOLDERS):
            package = root / f"package_{number}"
            package.mkdir()
            for module in range(IN_EACH):
                text = f"import tensorflow as tf\n\nVALUE = tf.constant({module}.0)\n"
                (package / f"module_{module}.py").write_text(text, encoding="utf-8")
        return alone, _measured(server, program, root, changes, starts)


def _measured(server: Server, program: Program, root: Path, changes: int, starts: int) -> Crowd:
    answers = latency(server, program, root, changes=changes, starts=starts)
    return Crowd(answers, session(server, program, root, changes=10).at_last)
