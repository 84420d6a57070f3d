"""Asks TensorFlow about programs: the one entry for every test that needs a run.

``Oracle`` owns a nursery process; ``observe`` takes a file, ``observe_text`` a program's text.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType

from tests.oracle.observation import Observation

ROOT = Path(__file__).resolve().parents[2]
TIMEOUT = 60.0
QUIET = {"TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": "-1", "PYTHONHASHSEED": "0"}


class Oracle:
    """A process that has imported TensorFlow and runs one program at a time in forks of itself."""

    def __init__(self) -> None:
        environment = {**os.environ, **QUIET}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.oracle.nursery"],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )

    def __enter__(self) -> Oracle:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the nursery."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()

    def observe(self, path: Path, timeout: float = TIMEOUT) -> Observation:
        """Run a file as ``__main__`` and report what its gradient requests got."""
        assert self._process.stdin is not None and self._process.stdout is not None
        ask = json.dumps({"path": str(path.resolve()), "timeout": timeout})
        self._process.stdin.write(ask + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise RuntimeError("the oracle ended early; is TensorFlow installed here?")
        return Observation.from_json(json.loads(answer))

    def observe_text(self, text: str, timeout: float = TIMEOUT) -> Observation:
        """Run a program given as text."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "program.py"
            path.write_text(text, encoding="utf-8")
            return self.observe(path, timeout)


def observe_all(
    paths: Iterable[Path], workers: int = 1, timeout: float = TIMEOUT
) -> Iterator[tuple[Path, Observation]]:
    """Run many files, in their order, on ``workers`` oracles side by side."""
    oracles = [Oracle() for _ in range(workers)]
    idle: SimpleQueue[Oracle] = SimpleQueue()
    for oracle in oracles:
        idle.put(oracle)

    def ask(path: Path) -> tuple[Path, Observation]:
        oracle = idle.get()
        try:
            return path, oracle.observe(path, timeout)
        finally:
            idle.put(oracle)

    try:
        with ThreadPoolExecutor(workers) as pool:
            yield from pool.map(ask, paths)
    finally:
        for oracle in oracles:
            oracle.close()
