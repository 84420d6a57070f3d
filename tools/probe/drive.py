"""Runs the workers: hands out symbols, replaces a worker that hangs or dies."""

from __future__ import annotations

import json
import os
import queue
import select
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

START_SECONDS = 120.0
ANSWER_SECONDS = 90.0

Report = Callable[[str, dict[str, Any]], None]


def measure_all(names: list[str], workers: int, report: Report) -> None:
    """Measures every symbol; ``report`` is called with each name and its answer."""
    waiting: queue.SimpleQueue[str] = queue.SimpleQueue()
    for name in names:
        waiting.put(name)
    lock = threading.Lock()

    def run() -> None:
        worker = _Worker()
        while True:
            try:
                name = waiting.get_nowait()
            except queue.Empty:
                worker.stop()
                return
            answer = worker.ask(name)
            with lock:
                report(name, answer)

    threads = [threading.Thread(target=run) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


class _Worker:
    """One process at a time, started when needed."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None

    def ask(self, name: str) -> dict[str, Any]:
        """The answer for one symbol; a crash or a hang is an answer too."""
        fresh = self._process is None
        process = self._process or self._start()
        pipe, answers = _pipes(process)
        pipe.write(name + "\n")
        pipe.flush()
        limit = ANSWER_SECONDS + (START_SECONDS if fresh else 0)
        ready, _, _ = select.select([answers], [], [], limit)
        line = answers.readline() if ready else ""
        if line:
            answer: dict[str, Any] = json.loads(line)
            return answer
        self.stop()
        return {"unreached": "crashed" if ready else "no answer in time"}

    def stop(self) -> None:
        """Ends the process."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def _start(self) -> subprocess.Popen[str]:
        quiet = {
            "TF_CPP_MIN_LOG_LEVEL": "3",
            "CUDA_VISIBLE_DEVICES": "",
            "KERAS_BACKEND": "tensorflow",
        }
        quiet["PYTHONPATH"] = str(Path(__file__).parents[2])
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tools.probe.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={**os.environ, **quiet},
        )
        return self._process


def _pipes(process: subprocess.Popen[str]) -> tuple[IO[str], IO[str]]:
    if process.stdin is None or process.stdout is None:
        raise RuntimeError("a worker needs both of its pipes")
    return process.stdin, process.stdout
