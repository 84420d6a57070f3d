"""Imports TensorFlow once and traces each program in a fork: JSON lines in, JSON lines out.

Run as ``python -m tests.trace.nursery``. The runner is loaded as it loads itself when it is
executed by path, so what is tested here is what runs in a user's environment.
"""

from __future__ import annotations

import importlib.util
import json
import os
import signal
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tapelint.trace.run import RUNNER

NAME = "_tapelint_runner"


def main() -> None:
    """Serve requests until the input ends."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    start = _runner()
    for line in sys.stdin:
        ask = json.loads(line)
        answers.write(json.dumps(_traced(ask, start)) + "\n")
        answers.flush()


def _runner() -> Any:
    import keras  # noqa: F401
    import tensorflow  # noqa: F401

    spec = importlib.util.spec_from_file_location(
        NAME, RUNNER / "__init__.py", submodule_search_locations=[str(RUNNER)]
    )
    assert spec is not None and spec.loader is not None
    package = importlib.util.module_from_spec(spec)
    sys.modules[NAME] = package
    spec.loader.exec_module(package)
    return importlib.import_module(f"{NAME}.start").start


def _traced(ask: dict[str, Any], start: Any) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as scratch:
        events, output = Path(scratch, "events"), Path(scratch, "output")
        events.touch()
        child = os.fork()
        if child == 0:
            _child({**ask["settings"], "events": str(events)}, scratch, output, start)
        code = _awaited(child, ask["timeout"])
        return {
            "code": code,
            "events": events.read_text("utf-8").splitlines(),
            "output": output.read_text("utf-8", "replace") if output.exists() else "",
        }


def _child(settings: dict[str, Any], scratch: str, output: Path, start: Any) -> None:
    """Run the program in the forked process, which never returns from here."""
    from tests.oracle.chance import fix_chance

    code = 99
    try:
        os.setsid()
        os.chdir(scratch)
        target = os.open(output, os.O_WRONLY | os.O_CREAT)
        os.dup2(target, 1)
        os.dup2(target, 2)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        fix_chance()
        code = start(settings)
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code & 0xFF)


def _awaited(child: int, timeout: float) -> int:
    deadline = time.monotonic() + timeout
    while time.monotonic() < deadline:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.005)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return -signal.SIGKILL


if __name__ == "__main__":
    main()
