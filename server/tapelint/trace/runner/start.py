"""From settings to a traced program."""

from __future__ import annotations

import importlib.util
import os
import platform
import signal
import sys
from typing import TYPE_CHECKING

from . import program
from .awaited import Awaited
from .cells import Cells
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
    tracing = Tracing(events, settings, Starter())
    if not tracing.begin():
        return 2
    cells = Cells(settings["target"], settings.get("cells", ()))
    code, error = program.run(
        settings["kind"],
        settings["target"],
        settings["arguments"],
        settings.get("text", ""),
        settings.get("name", ""),
        cells,
    )
    if isinstance(error, SyntaxError) and error.filename == settings["target"]:
        tracing.unread(error, cells.named(error))
    else:
        tracing.failed(error)
    tracing.end(code, error)
    return code


class Starter:
    """The process that started this one, and that ends it when it is told to."""

    def __init__(self) -> None:
        self._here = os.getpid()
        self._pid = os.getppid()

    def check(self) -> None:
        """End everything if the starter was killed: nobody else would, nor read what we say."""
        if os.getpid() == self._here and os.getppid() != self._pid:
            if os.getpgrp() == self._here:
                os.killpg(self._here, signal.SIGKILL)
            os._exit(1)


class Tracing:
    """Watches from the moment on when the program has imported TensorFlow.

    The program imports it by itself, so that what it sets before (the environment, its own import
    order) has the effect that it has without us.
    """

    def __init__(self, events: Events, settings: Mapping[str, Any], starter: Starter) -> None:
        self._starter = starter
        self._events = events
        self._settings = settings
        self._watch: Watch | None = None

    def begin(self) -> bool:
        """Wait for TensorFlow; False where there is none."""
        if "tensorflow" not in sys.modules and not _is_installed():
            self._events.send("refused", reason="missing", message="", python=sys.executable)
            return False
        self._events.send(
            "start",
            python=platform.python_version(),
            executable=sys.executable,
            pid=os.getpid(),
        )
        Awaited("tensorflow", self._imported).begin()
        return True

    def _imported(self) -> None:
        """TensorFlow is there: watch it, or say why that can't be."""
        version = getattr(sys.modules["tensorflow"], "__version__", "0")
        tested = _numbers(version) >= OLDEST
        self._events.send("tensorflow", version=version, tested=tested)
        try:
            from .watch import Watch
            from .within import Within

            settings = self._settings
            within = Within(settings["within"]) if settings.get("within") else None
            watch = Watch(self._events, settings["gradients"], settings["every_step"], within)
            watch.report.at_request = self._starter.check
            watch.start()
            self._watch = watch
        except Exception as error:
            told = "%s: %s" % (type(error).__name__, error)
            self._events.send("refused", reason="unknown", message=told, tensorflow=version)

    def failed(self, error: BaseException | None) -> None:
        """The program raised something, or nothing."""
        if self._watch is not None and error is not None:
            self._watch.report.failed(error, ())

    def unread(self, error: SyntaxError, message: str) -> None:
        """The program couldn't be read by Python."""
        site = [[error.filename, error.lineno, "<module>"]]
        self._events.send(
            "error",
            type=type(error).__name__,
            message=message,
            raised_at=site,
            site=[],
            request=0,
            left=[],
            op=[],
            plain=[],
        )

    def end(self, code: int, error: BaseException | None) -> None:
        """The program is over."""
        stopped = "finished" if error is None else "crashed"
        if self._watch is None:
            self._events.send("end", stopped=stopped, program_exit=code)
            return
        self._watch.report.end(stopped, code)


def _is_installed() -> bool:
    try:
        return importlib.util.find_spec("tensorflow") is not None
    except (ImportError, ValueError):
        return False


def _numbers(version: str) -> tuple[int, ...]:
    parts = version.split(".")[:2]
    return tuple(int(part) if part.isdigit() else 0 for part in parts)
