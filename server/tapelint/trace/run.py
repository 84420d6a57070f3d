"""Starts the user's program under the runner, follows its events, and ends it when asked to."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any, Final

from tapelint.trace.interpreter import NoInterpreterError, command_for, find_python
from tapelint.trace.reading import Event, Reader, read_events
from tapelint.trace.seen import Stopped, Trace
from tapelint.trace.sources import Sources
from tapelint.trace.within import Within

RUNNER: Final = Path(__file__).resolve().parent / "runner"
GRADIENTS: Final = 20
_PAUSE: Final = 0.05
_GRACE: Final = 3.0


class TraceError(Exception):
    """The program could not be traced; the text says why and what to do.

    Attributes:
        reason: which kind of obstacle it is, for programs: ``no-file``, ``unreadable``,
            ``no-python``, ``no-tensorflow``, ``ended`` (before the program began) or ``unknown``.
    """

    def __init__(self, text: str, reason: str) -> None:
        super().__init__(text)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Program:
    """What to run and how.

    Attributes:
        kind: ``file``, ``module`` (as after ``python -m``) or ``text`` (the code of a notebook).
        target: the file, or the module's name.
        text: the code, where ``kind`` is ``text``.
        cells: of a notebook, the first line of each cell in that text and the cell's number.
        python: the interpreter; None for the one that the environment or the project has.
        directory: where it runs; None for here.
        gradients: after how many requests per place it is stopped; 0 for never.
        timeout: after how many seconds it is stopped; None for never.
        within: which requests are told; None for all. Lines are those of the target.
    """

    kind: str
    target: str
    arguments: tuple[str, ...] = ()
    text: str = ""
    cells: tuple[tuple[int, int], ...] = ()
    python: str | None = None
    directory: Path | None = None
    gradients: int = GRADIENTS
    every_step: bool = False
    timeout: float | None = None
    device: str = "auto"
    within: Within | None = None


@dataclass(frozen=True, slots=True)
class Streams:
    """Where the program's own input and output go; None is where ours go."""

    stdin: int | IO[Any] | None = None
    stdout: int | IO[Any] | None = None
    stderr: int | IO[Any] | None = None


Progress = Callable[[int], None]
"""Is told how many requests were seen so far, every now and then."""


def run_trace(
    program: Program,
    *,
    streams: Streams | None = None,
    progress: Progress = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Trace:
    """Run a program and say what its tapes did; nothing of it is left running afterwards.

    Raises:
        TraceError: when it can't be traced at all.
    """
    with tempfile.TemporaryDirectory(prefix="tapelint-") as folder:
        events = Path(folder) / "events"
        events.touch(mode=0o600)
        settings = Path(folder) / "settings.json"
        settings.write_text(json.dumps(_settings(program, events)), encoding="utf-8")
        run = _Run(program, settings, events, streams or Streams())
        return run.follow(progress, cancelled)


def _settings(program: Program, events: Path) -> dict[str, Any]:
    return {
        "events": str(events),
        "kind": program.kind,
        "target": _named(program),
        "name": program.target,
        "text": program.text,
        "cells": program.cells,
        "arguments": list(program.arguments),
        "gradients": program.gradients,
        "every_step": program.every_step,
        "device": program.device,
        "within": _within(program),
    }


def _within(program: Program) -> dict[str, Any] | None:
    lines = program.within
    if lines is None:
        return None
    return {"file": _named(program), "starts": lines.starts, "calls": lines.calls}


class _Run:
    """One run of the program."""

    def __init__(self, program: Program, settings: Path, events: Path, streams: Streams) -> None:
        self._program = program
        self._events = events.open("r", encoding="utf-8")
        self._rest = ""
        self._refused: Event | None = None
        self._requests = 0
        self._started = False
        texts = {_named(program): program.text} if program.kind == "text" else {}
        self._reader = Reader(_named(program), Sources(texts))
        self._process = self._start(settings, streams)

    def _start(self, settings: Path, streams: Streams) -> subprocess.Popen[bytes]:
        environment = dict(os.environ)
        near = Path(self._program.directory or ".", self._program.target).resolve()
        try:
            python = find_python(self._program.python, near, environment)
        except NoInterpreterError as error:
            raise TraceError(str(error), "no-python") from None
        self._python = python
        command = [*command_for(python, environment), str(RUNNER), str(settings)]
        apart: dict[str, Any] = {"start_new_session": True}
        if os.name == "nt":
            apart = {"creationflags": getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)}
        try:
            return subprocess.Popen(
                command,
                cwd=self._program.directory,
                env=environment,
                stdin=streams.stdin,
                stdout=streams.stdout,
                stderr=streams.stderr,
                **apart,
            )
        except OSError as error:
            told = f"`{python}` can't be started: {error.strerror}."
            raise TraceError(told, "no-python") from None

    def follow(self, progress: Progress, cancelled: Callable[[], bool]) -> Trace:
        """Wait for the end of the program, or bring it about."""
        deadline = _deadline(self._program.timeout)
        stopped = None
        try:
            while self._process.poll() is None and stopped is None:
                time.sleep(_PAUSE)
                self._take_events()
                progress(self._requests)
                if cancelled():
                    stopped = Stopped.CANCELLED
                elif deadline is not None and time.monotonic() > deadline:
                    stopped = Stopped.TIMEOUT
        except KeyboardInterrupt:
            stopped = Stopped.CANCELLED
        finally:
            end_tree(self._process)
            self._take_events()
            self._events.close()
        return self._result(stopped)

    def _take_events(self) -> None:
        text = self._rest + self._events.read()
        whole, _, self._rest = text.rpartition("\n")
        for event in read_events(whole.split("\n")):
            if event["event"] == "refused":
                self._refused = event
            self._started = self._started or event["event"] == "start"
            self._requests += event["event"] == "request"
            self._requests += len(event["steps"]) if event["event"] == "again" else 0
            self._reader.take(event)

    def _result(self, stopped: Stopped | None) -> Trace:
        if self._refused is not None:
            raise _refusal(self._refused, self._python)
        code = self._process.returncode
        if not self._started and stopped is None:
            told = f"`{self._python}` ended before the program began (exit code {code})."
            raise TraceError(told, "ended")
        trace = self._reader.trace()
        if stopped is not None:
            trace = replace(trace, stopped=stopped)
        elif trace.program_exit is None:
            # It left without passing by: by a signal, or by `os._exit`.
            ending = Stopped.CRASHED if code else Stopped.FINISHED
            trace = replace(trace, stopped=ending, program_exit=code)
        return replace(trace, notes=(*trace.notes, *self._notes(trace)))

    def _notes(self, trace: Trace) -> Iterator[str]:
        if not trace.gradients and trace.stopped is Stopped.FINISHED:
            within = self._program.within
            which = "" if within is None else f" on the way of line {within.line}"
            yield f"The program ended without asking for a gradient{which}."
        if trace.program_exit is not None and trace.program_exit < 0:
            yield f"The program was ended by {_signal_name(-trace.program_exit)}."
        if trace.stopped is Stopped.TIMEOUT:
            yield f"The program was stopped after {self._program.timeout:g} s."
        if not self._reader.tested:
            yield (
                f"TensorFlow {trace.tensorflow} is older than those that traces are tested with "
                "(2.16 and newer); what is said here may be incomplete."
            )


def _named(program: Program) -> str:
    if program.kind == "module":
        return program.target
    # A link stays one: a program may look at the name that it was started by.
    return os.path.abspath(Path(program.directory or ".", program.target))  # noqa: PTH100


def _deadline(timeout: float | None) -> float | None:
    return None if timeout is None else time.monotonic() + timeout


def _refusal(event: Event, python: str) -> TraceError:
    if event["reason"] == "missing":
        return TraceError(
            f"TensorFlow isn't installed for `{event.get('python', python)}`. Choose the Python "
            "that runs your program with `--python`.",
            "no-tensorflow",
        )
    version = event.get("tensorflow", "")
    return TraceError(f"TensorFlow {version} can't be traced: {event['message']}", "unknown")


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def end_tree(process: subprocess.Popen[bytes]) -> None:
    """End a process and everything that it has started, politely first."""
    import psutil

    found = _family(process.pid)
    for one in found:
        with contextlib.suppress(psutil.Error):
            one.terminate()
    _, alive = psutil.wait_procs(found, timeout=_GRACE)
    for one in alive:
        with contextlib.suppress(psutil.Error):
            one.kill()
    psutil.wait_procs(alive, timeout=_GRACE)
    process.wait()


def _family(pid: int) -> list[Any]:
    """A process, its children, and what else runs in its session."""
    import psutil

    found: dict[int, Any] = {}
    with contextlib.suppress(psutil.Error):
        parent = psutil.Process(pid)
        found = {one.pid: one for one in (*parent.children(recursive=True), parent)}
    if hasattr(os, "getsid"):
        for one in psutil.process_iter():
            with contextlib.suppress(OSError, psutil.Error):
                if one.pid not in found and os.getsid(one.pid) == pid:
                    found[one.pid] = one
    return list(found.values())
