"""Runs one program in a thread of its own; the conversation goes on meanwhile."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from tapelint.lsp.tracing.output import pipe
from tapelint.lsp.transport import Job

if TYPE_CHECKING:
    from tapelint.trace.run import Program, TraceError
    from tapelint.trace.seen import Trace

_log = logging.getLogger(__name__)

Post = Callable[[Job], None]
Ended = Callable[["Trace | TraceError"], None]
"""Is told the trace, or why there is none."""


class Running:
    """A program that is being traced. What it has to say is posted, and told by one thread."""

    def __init__(
        self,
        program: Program,
        post: Post,
        *,
        printed: Callable[[list[str]], None],
        seen: Callable[[int], None],
        ended: Ended,
    ) -> None:
        self._program = program
        self._post = post
        self._printed = printed
        self._seen = seen
        self._ended = ended
        self._count = 0
        self._cancelled = threading.Event()
        self._thread = threading.Thread(target=self._run, name="tapelint-trace", daemon=True)
        self._thread.start()

    def cancel(self) -> None:
        """End the program and everything that it has started."""
        self._cancelled.set()

    def join(self, seconds: float) -> None:
        """Wait until nothing of it is left."""
        self._thread.join(seconds)

    def _run(self) -> None:
        from tapelint.trace.run import TraceError

        outcome: Trace | TraceError
        try:
            outcome = self._traced()
        except TraceError as error:
            outcome = error
        except Exception as error:
            _log.exception("The trace of %s failed", self._program.target)
            outcome = TraceError(f"The trace failed: {error}", "unknown")
        self._post(lambda: self._ended(outcome))

    def _traced(self) -> Trace:
        from subprocess import DEVNULL

        from tapelint.trace.run import Streams, run_trace

        with pipe(lambda lines: self._post(lambda: self._printed(lines))) as sink:
            streams = Streams(stdin=DEVNULL, stdout=sink, stderr=sink)
            return run_trace(
                self._program,
                streams=streams,
                progress=self._progress,
                cancelled=self._cancelled.is_set,
            )

    def _progress(self, count: int) -> None:
        if count != self._count:
            self._count = count
            self._post(lambda: self._seen(count))
