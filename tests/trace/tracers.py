"""Traces many programs side by side, each once per session."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import Any

from tapelint.trace.reading import read_events, trace_of
from tapelint.trace.run import GRADIENTS
from tapelint.trace.seen import Trace
from tests.oracle.outcome import used

ROOT = Path(__file__).resolve().parents[2]
WORKERS = min(2, os.cpu_count() or 1)
TIMEOUT = 90.0
QUIET = {"TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": "-1", "PYTHONHASHSEED": "0"}


@dataclass(frozen=True, slots=True)
class Traced:
    """A traced run: what was seen, what the program printed, how it ended."""

    trace: Trace
    output: str
    code: int


class Tracer:
    """A process that has imported TensorFlow and traces programs in forks of itself."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.trace.nursery"],
            cwd=ROOT,
            env={**os.environ, **QUIET, "PYTHONPATH": f"{ROOT / 'server'}{os.pathsep}{ROOT}"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )

    def close(self) -> None:
        """End the process."""
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()

    def trace(self, path: Path, **settings: Any) -> Traced:
        """Trace a file."""
        given = {
            "kind": "file",
            "target": str(path),
            "arguments": [],
            "gradients": GRADIENTS,
            "every_step": False,
            **settings,
        }
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(json.dumps({"settings": given, "timeout": TIMEOUT}) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        trace = trace_of(str(path), read_events(answer["events"]))
        return Traced(trace, answer["output"], answer["code"])


class Tracers:
    """Traces files in the background."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(WORKERS)
        self._idle: SimpleQueue[Tracer] = SimpleQueue()
        self._all = [Tracer() for _ in range(WORKERS)]
        for tracer in self._all:
            self._idle.put(tracer)
        self._seen: dict[Path, Future[Traced]] = {}

    def __enter__(self) -> Tracers:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._pool.shutdown(cancel_futures=True)
        for tracer in self._all:
            tracer.close()

    def expect(self, paths: Iterable[Path]) -> None:
        """Begin to trace what will be asked for."""
        for path in paths:
            if path not in self._seen:
                self._seen[path] = self._pool.submit(self._trace, path)

    def trace(self, path: Path) -> Traced:
        """What a trace of a file shows."""
        self.expect([path])
        return self._seen[path].result()

    def trace_as(self, path: Path, **settings: Any) -> Traced:
        """What a trace of a file shows with other settings than usual."""
        return self._pool.submit(self._trace, path, **settings).result()

    def _trace(self, path: Path, **settings: Any) -> Traced:
        tracer = self._idle.get()
        text = path.read_text(encoding="utf-8")
        if uses := used(text):
            settings = {"kind": "text", "text": f"{text}\n{uses}", **settings}
        try:
            return tracer.trace(path, **settings)
        finally:
            self._idle.put(tracer)
