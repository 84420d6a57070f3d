"""From settings to a traced program."""

from __future__ import annotations

import os
import platform
import sys
from typing import TYPE_CHECKING

from . import program
from .events import Events

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from .watch import Watch

OLDEST = (2, 16)


def start(settings: Mapping[str, Any]) -> int:
    """Trace the program that the settings describe; returns its exit code."""
    os.environ["TAPELINT_TRACE"] = "1"
    if settings.get("device") == "cpu":
        os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
    events = Events(settings["events"])
    watch = _watch(events, settings)
    if watch is None:
        return 2
    code, error = program.run(
        settings["kind"], settings["target"], settings["arguments"], settings.get("text", "")
    )
    if error is not None:
        watch.report.failed(error, ())
    watch.report.end("crashed" if error is not None else "finished", code)
    return code


def _watch(events: Events, settings: Mapping[str, Any]) -> Watch | None:
    """Start watching; None, and the reason told, where that can't be."""
    try:
        import tensorflow
    except Exception as error:
        missing = isinstance(error, ImportError) and "tensorflow" in str(error)
        kind = "missing" if missing else "broken"
        events.send("refused", reason=kind, message=str(error), python=sys.executable)
        return None
    version = getattr(tensorflow, "__version__", "0")
    try:
        from .watch import Watch

        watch = Watch(events, settings["gradients"], settings["every_step"])
        watch.start()
    except Exception as error:
        told = "%s: %s" % (type(error).__name__, error)
        events.send("refused", reason="unknown", message=told, tensorflow=version)
        return None
    events.send(
        "start",
        python=platform.python_version(),
        executable=sys.executable,
        tensorflow=version,
        tested=_numbers(version) >= OLDEST,
        pid=os.getpid(),
    )
    return watch


def _numbers(version: str) -> tuple[int, ...]:
    parts = version.split(".")[:2]
    return tuple(int(part) if part.isdigit() else 0 for part in parts)
