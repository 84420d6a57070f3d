"""The commands about traces, and what is shown of them; everything here in plain JSON."""

from __future__ import annotations

import logging
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tapelint.lsp.documents import Document
from tapelint.lsp.jsonrpc import Code, Message, MessageId, RefusedError, answered, field, find
from tapelint.lsp.jsonrpc import refused as refusal
from tapelint.lsp.tracing.hints import hints
from tapelint.lsp.tracing.joined import contradictions
from tapelint.lsp.tracing.lenses import Lenses
from tapelint.lsp.tracing.program import CELL, Asked, asked, decoded, failed, path_of, texts_of
from tapelint.lsp.tracing.progress import Progress, Token
from tapelint.lsp.tracing.running import Post, Running
from tapelint.lsp.tracing.store import Ran, Traces, files_of, real, same
from tapelint.lsp.tracing.summary import summary
from tapelint.lsp.uris import to_path
from tapelint.text import LineIndex
from tapelint.trace.seen import Stopped

if TYPE_CHECKING:
    from tapelint.lsp.desk import Desk
    from tapelint.trace.run import TraceError
    from tapelint.trace.seen import Trace

_log = logging.getLogger(__name__)

_INFO, _OUTPUT = 3, 4
_PATIENCE = 10.0
_UNTRUSTED = (
    "A trace runs the program, and this workspace isn't trusted. Trust it in the editor, or start "
    "the server with `--allow-trace`."
)
_COMMAND_LINE = "Choose the Python that runs your program with `--python`."
_EDITOR = "Diagnostics work without it; a trace needs the Python you train with."


@dataclass(slots=True)
class _Job:
    """A trace that is under way, and who waits for it."""

    asked: Asked
    request: MessageId
    progress: Progress
    started: float
    running: Running | None = None


class Bench:
    """Carries out ``workspace/executeCommand``; answers lenses and hints."""

    def __init__(self, desk: Desk, post: Post) -> None:
        self._desk = desk
        self._post = post
        self._traces = Traces()
        desk.traces = self._traces
        self._jobs: dict[str, _Job] = {}
        self._numbers = count(1)
        self._commands: dict[str, Callable[[Message, dict[str, Any]], None]] = {
            "tapelint.trace": self._trace,
            "tapelint.cancelTrace": self._cancel_trace,
            "tapelint.clearTrace": self._clear_trace,
            "tapelint.traceReport": self._report,
        }

    # Commands

    def execute(self, message: Message) -> None:
        """Carry out a command; a trace is answered when it is over."""
        params = message.get("params")
        name = field(params, "command")
        command = self._commands.get(name)
        if command is None:
            raise RefusedError(Code.INVALID_PARAMS, f"there is no command {name}")
        given = find(params, "arguments") or [{}]
        if not isinstance(given, list) or not isinstance(given[0], dict):
            raise RefusedError(Code.INVALID_PARAMS, f"{name} takes one object")
        command(message, given[0])

    def _trace(self, message: Message, argument: dict[str, Any]) -> None:
        if not self._desk.may_run:
            raise failed(_UNTRUSTED, reason="untrusted")
        uri = field(argument, "uri")
        path = self._path(uri)
        file = "" if path is None else real(str(path))
        if file in self._jobs:
            raise failed(f"A trace of `{Path(file).name}` is running already.", reason="running")
        line = self._line(argument, uri)
        program = asked(argument, path, self._open_text(file), self._desk.settings.roots, line)
        self._begin(message, file, program)

    def _line(self, argument: dict[str, Any], uri: str) -> int | None:
        """The line of the program's text that was pointed at, where one was."""
        if find(argument, "position") is None:
            return None
        line = int(field(argument, "position", "line", kind=int))
        shown = field(argument, "cell") if "cell" in argument else uri
        document = self._desk.documents.get(shown)
        if document is None or document.cells is None:
            return None if shown.startswith(CELL) else line + 1
        from tapelint.lsp.cells import CellPositions

        columns = self._desk.client.columns
        positions = CellPositions(document.cells, LineIndex(document.text), columns, shown)
        return positions.place(line, 0)[0]

    def _open_text(self, file: str) -> str | None:
        """What the editor shows of a file, by whichever name it was opened."""
        for document in self._desk.documents.all():
            path = to_path(document.uri)
            if path is not None and real(str(path)) == file:
                return document.text
        return None

    def _begin(self, message: Message, file: str, program: Asked) -> None:
        name = program.path.name
        token = _token(find(message.get("params"), "workDoneToken"))
        own = f"tapelint-trace-{next(self._numbers)}"
        progress = Progress(self._desk, token, own, f"Tracing {name}")
        job = _Job(program, message.get("id"), progress, time.time())
        self._jobs[file] = job
        self._desk.log(_INFO, f"Tracing {program.path} in {program.program.directory}")
        _leave_in_good_order()
        job.running = Running(
            program.program,
            self._post,
            printed=lambda lines: self._desk.log(_OUTPUT, "\n".join(lines)),
            seen=progress.seen,
            ended=lambda outcome: self._ended(file, outcome),
        )
        self._desk.refresh_lenses()

    def _ended(self, file: str, outcome: Trace | TraceError) -> None:
        job = self._jobs.pop(file)
        if isinstance(outcome, Exception):
            why = str(outcome).replace(_COMMAND_LINE, _EDITOR)
            job.progress.end("failed")
            self._desk.log(_INFO, f"The trace of {job.asked.path} ended: {why}")
            self._desk.refresh_lenses()
            self._answer(refusal(job.request, failed(why, reason=outcome.reason)))
            return
        told = summary(outcome)
        job.progress.end(told)
        self._desk.log(_INFO, f"The trace of {job.asked.path} ended: {told}")
        self._keep(file, job, outcome)
        self._answer(
            answered(
                job.request,
                {
                    "stopped": outcome.stopped.value,
                    "summary": told,
                    "requests": len({g.place for g in outcome.gradients}),
                    "flows": outcome.flows,
                },
            )
        )

    def _answer(self, message: Message) -> None:
        if message["id"] is not None:
            self._desk.send(message)

    def _cancel_trace(self, message: Message, argument: dict[str, Any]) -> None:
        file = self._file(argument)
        found = [job for name, job in self._jobs.items() if file in (None, name)]
        for job in found:
            _cancel(job)
        self._answer(answered(message.get("id"), bool(found)))

    def _clear_trace(self, message: Message, argument: dict[str, Any]) -> None:
        self._traces.clear(self._file(argument))
        self._desk.reconsider_traces()
        self._answer(answered(message.get("id"), None))

    def _report(self, message: Message, argument: dict[str, Any]) -> None:
        file = self._file(argument) or ""
        ran = self._traces.of(file)
        if ran is None:
            name = Path(file).name
            raise failed(f"There is no trace of `{name}` yet. Run one first.", reason="none")
        from tapelint.report.page import page

        self._answer(answered(message.get("id"), {"html": page(ran.trace, ran.by_name)}))

    def _path(self, uri: str) -> Path | None:
        """The file of a document; that of its notebook for a cell."""
        document = self._desk.documents.get(uri)
        return path_of(uri if document is None else document.uri)

    def _file(self, argument: dict[str, Any]) -> str | None:
        if "uri" not in argument:
            return None
        path = self._path(field(argument, "uri"))
        return "" if path is None else real(str(path))

    # What comes of it

    def _keep(self, file: str, job: _Job, trace: Trace) -> None:
        if trace.stopped is Stopped.CANCELLED and not trace.gradients:
            # What an earlier run has seen is worth more.
            self._desk.refresh_lenses()
            return
        texts = texts_of(files_of(trace), job.started, job.asked)
        ran = Ran(trace, texts, {file: job.asked.shown})
        if job.asked.program.within is None:
            self._traces.keep(file, ran)
        else:
            self._traces.add(file, ran)
        self._desk.reconsider_traces()
        self._compare(ran)

    def _compare(self, ran: Ran) -> None:
        """What the checker said of the texts that ran must not be what the trace refutes."""
        for file, text in ran.texts.items():
            try:
                config = self._desk.settings.config_for(Path(file).as_uri())
                if config is None:
                    continue
                checker = self._desk.documents.checker_for(Path(file).as_uri())
                result = checker.check(text, config)
                if any(self._is_unsaved(module) for module in result.modules):
                    continue  # the checker saw modules as they are in the editor
                for problem in contradictions(result.requests, ran.of_itself(file)):
                    _log.error("%s", problem)
            except Exception:
                _log.exception("What the checker says of %s can't be compared", file)

    def _is_unsaved(self, file: str) -> bool:
        text = self._open_text(real(file))
        try:
            return text is not None and not same(text, decoded(Path(file).read_bytes()))
        except (OSError, UnicodeDecodeError, SyntaxError, LookupError):
            return True

    # What is shown

    def lenses(self, document: Document, uri: str) -> list[Message]:
        """The lenses of an analysed document; those of a cell by its URI."""
        analysis = document.analysis
        if analysis is None:
            return []
        path = path_of(document.uri)
        maker = Lenses(
            document.uri,
            self._desk.positions(document, analysis, uri),
            mode=self._desk.settings.lenses_for(document.uri),
            runnable=path is not None,
            running=path is not None and real(str(path)) in self._jobs,
        )
        return maker.of(analysis.result, self._traces.seen(document), analysis.index)

    def hints(self, document: Document, uri: str, where: Any) -> list[Message]:
        """The inlay hints of some lines of a document, or of a cell by its URI."""
        first, last = (field(where, end, "line", kind=int) for end in ("start", "end"))
        seen, analysis = self._traces.seen(document), document.analysis
        if seen is None or analysis is None:
            return []
        positions = self._desk.positions(document, analysis, uri)
        parsed = self._traces.parser.parse(document.text)
        return hints(
            seen, parsed, positions, positions.place(first, 0)[0], positions.place(last, 0)[0]
        )

    # Endings

    def cancel_request(self, request: MessageId) -> None:
        """The client doesn't wait any longer for a trace that it has asked for."""
        for job in self._jobs.values():
            if job.request == request:
                _cancel(job)

    def cancel_progress(self, token: Any) -> None:
        """Somebody has pressed the button."""
        for job in self._jobs.values():
            if job.progress.token == token:
                _cancel(job)

    def cancel_all(self) -> None:
        """The server is about to leave."""
        for job in self._jobs.values():
            _cancel(job)

    def stop(self) -> None:
        """Leave nothing running behind."""
        self.cancel_all()
        for job in self._jobs.values():
            if job.running is not None:
                job.running.join(_PATIENCE)


def _cancel(job: _Job) -> None:
    if job.running is not None:
        job.running.cancel()


def _token(given: Any) -> Token | None:
    return given if isinstance(given, (int, str)) and not isinstance(given, bool) else None


def _leave_in_good_order() -> None:
    """Who is told to end now takes the programs along."""

    def leave(_signal: int, _frame: object) -> None:
        raise SystemExit(1)

    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, leave)
