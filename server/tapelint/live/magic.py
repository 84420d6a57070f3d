"""``%%tapelint``: runs one cell in the live kernel and shows what its tapes did."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from dataclasses import replace
from types import TracebackType
from typing import Any, Final

from tapelint.live.cells import number
from tapelint.live.session import Session, session
from tapelint.trace.runner import frames

NAME: Final = "tapelint"
EVERY_STEP: Final = "--every-step"


def load(shell: Any) -> None:
    """Give a shell the magic."""

    def tapelint(line: str, cell: str) -> None:
        """Run this cell and show, line by line, where its gradients go.

        %%tapelint [--every-step]

        The cell runs as always; its tapes are watched meanwhile, a few steps of each loop, or every
        one with --every-step. A tf.function that it calls is traced anew.
        """
        run_cell(shell, line, cell)

    shell.register_magic_function(tapelint, magic_kind="cell", magic_name=NAME)


def unload(shell: Any) -> None:
    """Take the magic away."""
    shell.magics_manager.magics["cell"].pop(NAME, None)


def run_cell(shell: Any, line: str, cell: str) -> None:
    """Run a cell as always and show its trace; an exception goes on to where it would have gone."""
    from IPython.core.error import UsageError

    options = line.split()
    if any(option != EVERY_STEP for option in options):
        raise UsageError(f"%%{NAME} takes no option but {EVERY_STEP}")
    if _awaits(shell, cell):
        raise UsageError(f"%%{NAME} can't run `await` at the top of a cell: await in another cell")
    around = frames.spelled(frames.chain(1))
    outside = frozenset((file, at, function) for file, at, function in around)
    own = number(around[0][0]) if around else None
    first = f"%%{NAME} {line}".rstrip()
    try:
        watched = session(every_step=bool(options), names=shell.user_ns, outside=outside)
        begun = watched.__enter__()
    except Exception as error:
        _say_why_not(error)
        _HeldBack(shell, own).run(cell).go_on()
        return
    held = _HeldBack(shell, own)
    try:
        held.run(_numbered(first, cell))
        if held.error is not None:
            begun.watch.report.failed(held.error, ())
    finally:
        watched.__exit__(None, None, None)
    if held.ran:
        try:
            _show(begun, held.file, f"{first}\n{cell}")
        except Exception as error:  # a fault of ours mustn't hide how the cell ended
            told = f"{type(error).__name__}: {error}"
            print(f"%%{NAME} can't show what it saw of this cell: {told}", file=sys.stderr)
    held.go_on()


def _awaits(shell: Any, cell: str) -> bool:
    """Whether a cell needs the loop that is busy with running us."""
    running = asyncio.events._get_running_loop() is not None
    return running and bool(
        shell.should_run_async(cell, transformed_cell=shell.transform_cell(cell))
    )


def _numbered(first: str, cell: str) -> str:
    """The cell with a line in the place of the magic's, so that lines count as in the editor."""
    return cell if cell.lstrip().startswith("%%") else f"# {first}\n{cell}"


def _say_why_not(error: Exception) -> None:
    if isinstance(error, ModuleNotFoundError) and error.name == "tensorflow":
        why = "TensorFlow isn't installed in this kernel"
    else:
        why = f"{type(error).__name__}: {error}"
    print(f"%%{NAME} can't watch this cell, which runs without it: {why}", file=sys.stderr)


def _show(begun: Session, file: str, text: str) -> None:
    from IPython.display import display

    from tapelint.live.view import CellView

    trace = begun.trace(file)
    notes = list(trace.notes)
    notes += [
        f"Line {place.line} asks a tape that recorded before this cell ran, so nothing is known "
        "of its lines: record and ask in one cell."
        for place in begun.unseen()
        if place.file == file
    ]
    if not trace.gradients and not trace.errors and not notes:
        notes = ["This cell asked for no gradient."]
    # What raised is shown by itself; here it says something only where there is more to say.
    errors = tuple(e for e in trace.errors if e.reason or e.place != e.raised_at)
    display(CellView(replace(trace, errors=errors, notes=tuple(notes)), file, text))


class _HeldBack:
    """Runs a cell, and keeps what IPython would print of an exception until the trace is shown."""

    def __init__(self, shell: Any, own: int | None) -> None:
        self._shell = shell
        self._number = own
        self._kept: list[Callable[[], None]] = []
        self.error: BaseException | None = None
        self.ran = False
        self.file = ""

    def run(self, cell: str) -> _HeldBack:
        """Run the cell in the user's namespace."""
        shell = self._shell
        tell, tell_syntax = shell.showtraceback, shell.showsyntaxerror
        named = shell.compile.cache

        def keep(exc_tuple: Any = None, *args: Any, **kwargs: Any) -> None:
            kind, error, trace = exc_tuple or sys.exc_info()
            raised = (kind, error, _without_ours(trace))
            self._kept.append(lambda: tell(raised, *args, **kwargs))

        def keep_syntax(*args: Any, **kwargs: Any) -> None:
            self._kept.append(lambda: tell_syntax(*args, **kwargs))

        def cache(code: str, number: int = 0, *args: Any, **kwargs: Any) -> str:
            if not self.file and self._number is not None:
                number = self._number  # this is still the same cell to a reader
            file: str = named(code, number, *args, **kwargs)
            self.file = self.file or file
            return file

        shell.showtraceback, shell.showsyntaxerror = keep, keep_syntax
        shell.compile.cache = cache
        try:
            result = shell.run_cell(cell, store_history=False)
        finally:
            del shell.showtraceback, shell.showsyntaxerror, shell.compile.cache
        self.ran = result.error_before_exec is None
        self.error = result.error_in_exec or result.error_before_exec
        return self

    def go_on(self) -> None:
        """Raise what the cell raised, printed as if it had come straight from there."""
        if self.error is None:
            return
        shell, error = self._shell, self.error

        def once(exc_tuple: Any = None, *args: Any, **kwargs: Any) -> None:
            del shell.showtraceback
            raised = (exc_tuple or sys.exc_info())[1]
            if raised is not error:
                shell.showtraceback(exc_tuple, *args, **kwargs)
                return
            for tell in self._kept:
                tell()

        shell.showtraceback = once
        raise error


def _without_ours(trace: TracebackType | None) -> TracebackType | None:
    """A traceback without the functions of ours that stood in the way."""
    kept: list[TracebackType] = []
    while trace is not None:
        if not frames.is_ours(trace.tb_frame.f_code.co_filename):
            kept.append(trace)
        trace = trace.tb_next
    found: TracebackType | None = None
    for one in reversed(kept):
        found = TracebackType(found, one.tb_frame, one.tb_lasti, one.tb_lineno)
    return found
