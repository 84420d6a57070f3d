"""Imports TensorFlow once and forks a child per program: JSON lines in, JSON lines out.

Run as ``python -m tests.oracle.nursery`` by the harness; a fork is five times cheaper than a fresh
interpreter, because nothing has to import TensorFlow again.
"""

from __future__ import annotations

import json
import os
import select
import signal
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

TAIL = 4000


def main() -> None:
    """Serve requests until the input ends."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    from tests.oracle.witness import witness

    for line in sys.stdin:
        ask = json.loads(line)
        answers.write(json.dumps(_observed(Path(ask["path"]), ask["timeout"], witness)) + "\n")
        answers.flush()


def _observed(path: Path, timeout: float, witness: Any) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as scratch:
        output = Path(scratch) / "output"
        read, write = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(read)
            _child(path, write, scratch, output, witness)
        os.close(write)
        report = _awaited(child, read, timeout)
        printed = output.read_text("utf-8", errors="replace") if output.exists() else ""
        report["output"] = printed[-TAIL:]
        return report


def _child(path: Path, write: int, scratch: str, output: Path, witness: Any) -> None:
    """Run the program in the forked process, which never returns from here."""
    os.setsid()
    os.chdir(scratch)
    target = os.open(output, os.O_WRONLY | os.O_CREAT)
    os.dup2(target, 1)
    os.dup2(target, 2)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    try:
        report = json.dumps(witness(path).to_json()).encode()
        sys.stdout.flush()
        with os.fdopen(write, "wb") as pipe:
            pipe.write(report)
    finally:
        # Interpreter shutdown after a fork can hang in native thread pools.
        os._exit(0)


def _awaited(child: int, read: int, timeout: float) -> dict[str, Any]:
    deadline = time.monotonic() + timeout
    received = b""
    ended = False
    while not ended and (left := deadline - time.monotonic()) > 0:
        if select.select([read], [], [], left)[0]:
            piece = os.read(read, 1 << 16)
            received += piece
            ended = not piece
    os.close(read)
    if not ended:
        os.killpg(child, signal.SIGKILL)
    status = os.waitpid(child, 0)[1]
    if not ended:
        return _failed(f"TimeoutError: still running after {timeout} s", timeout)
    if not received:
        return _failed(f"Crash: the process ended with status {status}", 0.0)
    report: dict[str, Any] = json.loads(received)
    return report


def _failed(why: str, seconds: float) -> dict[str, Any]:
    return {
        "requests": [],
        "caught": [],
        "uncaught": why,
        "uncaught_line": 0,
        "output": "",
        "seconds": seconds,
    }


if __name__ == "__main__":
    main()
