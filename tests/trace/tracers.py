"""Traces many programs side by side, each once per session."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tapelint.trace.reading import read_events, trace_of
from tapelint.trace.run import GRADIENTS
from tapelint.trace.seen import Trace
from tests.oracle.background import Background
from tests.oracle.outcome import used

ROOT = Path(__file__).resolve().parents[2]
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


Question = tuple[Path, str]
"""A file, and as JSON what of the settings isn't as usual."""


class Tracers(Background[Question, Traced]):
    """Traces files in the background."""

    def __init__(self) -> None:
        super().__init__(_opened)

    def __enter__(self) -> Tracers:
        return self

    def expect_traces(self, paths: Iterable[Path]) -> None:
        """Begin to trace what will be asked for."""
        self.expect((path, "{}") for path in paths)

    def trace(self, path: Path, **settings: Any) -> Traced:
        """What a trace of a file shows, with some settings that aren't as usual."""
        return self.ask((path, json.dumps(settings)))


@contextmanager
def _opened() -> Iterator[Callable[[Question], Traced]]:
    tracer = Tracer()

    def traced(question: Question) -> Traced:
        path, settings = question
        text = path.read_text(encoding="utf-8")
        uses = used(text)
        more = {"kind": "text", "text": f"{text}\n{uses}"} if uses else {}
        return tracer.trace(path, **{**more, **json.loads(settings)})

    try:
        yield traced
    finally:
        tracer.close()
