"""``tapelint trace``: run a program and say what each of its tapes really did."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from tapelint.trace.run import GRADIENTS, Program, Progress, Streams, TraceError, run_trace
from tapelint.trace.seen import Stopped, Trace

if TYPE_CHECKING:
    from tapelint.syntax.notebook import Notebook

FLOWS, CUT, UNTRACED, FAILED = 0, 1, 2, 3
FORMATS = ("full", "json", "html")


@click.command(
    short_help="Run a program and say where its gradients really went.",
    context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False},
)
@click.option("-m", "module", metavar="MODULE", help="Run a module, as `python -m` does.")
@click.option("--python", metavar="PYTHON", help="The Python that has your TensorFlow.")
@click.option(
    "--output-format",
    "form",
    type=click.Choice(FORMATS),
    default="full",
    help="How to print the trace; json and html go to stdout, the program's output to stderr.",
)
@click.option(
    "--gradients",
    metavar="N",
    type=click.IntRange(min=0),
    default=GRADIENTS,
    show_default=True,
    help="Stop the program after N requests per place; 0 runs it to its end.",
)
@click.option("--every-step", is_flag=True, help="Look at every step, and not at a few of them.")
@click.option(
    "--timeout",
    metavar="SECONDS",
    type=click.FloatRange(min=0, min_open=True),
    help="Stop the program after this time.",
)
@click.option(
    "--device",
    type=click.Choice(("auto", "cpu")),
    default="auto",
    show_default=True,
    help="Where TensorFlow computes.",
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED, metavar="FILE|-m MODULE [ARGS]...")
def trace(
    module: str | None,
    python: str | None,
    form: str,
    gradients: int,
    every_step: bool,
    timeout: float | None,
    device: str,
    arguments: tuple[str, ...],
) -> NoReturn:
    """Run FILE (a script or a notebook) and say what each of its tapes really did.

    This executes your program, with ARGS, in your own environment. Exit codes: 0 when all
    gradients flow, 1 when some don't, 2 when it could not be traced, 3 when the program failed
    before it asked for a gradient.
    """
    given = arguments[1:] if arguments[:1] == ("--",) else arguments
    try:
        kind, target, notebook, rest = _target(module, given)
        program = Program(
            kind=kind,
            target=target,
            text=notebook.text if notebook else "",
            cells=notebook.numbered if notebook else (),
            arguments=rest,
            python=python,
            gradients=gradients,
            every_step=every_step,
            timeout=timeout,
            device=device,
        )
        # A program that prints has stdout to itself, unless the trace needs it.
        streams = Streams(stdout=None if form == "full" else sys.stderr.fileno())
        with _progress() as progress:
            found = run_trace(program, streams=streams, progress=progress)
    except TraceError as error:
        click.echo(f"tapelint: {error}", err=True)
        sys.exit(UNTRACED)
    _show(found, form, notebook)
    sys.exit(exit_code(found))


def _target(
    module: str | None, arguments: tuple[str, ...]
) -> tuple[str, str, Notebook | None, tuple[str, ...]]:
    """What to run: its kind, its name, what it holds where it is a notebook, its arguments."""
    if module is not None:
        return "module", module, None, arguments
    if not arguments:
        raise click.UsageError("Name the program to trace, or a module with -m.")
    name, rest = arguments[0], arguments[1:]
    rest = rest[1:] if rest[:1] == ("--",) else rest
    path = Path(name)
    if not path.is_file():
        raise TraceError(f"There is no file `{name}`.", "no-file")
    if path.suffix == ".ipynb":
        from tapelint.syntax.notebook import NotebookError, read_notebook

        try:
            return "text", name, read_notebook(path.read_text(encoding="utf-8")), rest
        except (NotebookError, OSError, UnicodeDecodeError) as error:
            raise TraceError(f"`{name}` can't be read: {error}", "unreadable") from None
    return "file", name, None, rest


def exit_code(found: Trace) -> int:
    """What the run says to a script: see the help of the command."""
    if found.gradients:
        return FLOWS if found.flows else CUT
    failed = found.stopped is Stopped.CRASHED or bool(found.program_exit)
    return FAILED if failed or found.errors else FLOWS


@contextmanager
def _progress() -> Iterator[Progress]:
    """How far it is, on a terminal that nothing else is printed on."""
    from rich.console import Console

    console = Console(stderr=True)
    if not console.is_terminal or sys.stdout.isatty():
        yield lambda _: None
        return
    with console.status("tracing") as status:
        yield lambda count: status.update(f"tracing: {count} requests seen")


def _show(found: Trace, form: str, notebook: Notebook | None) -> None:
    if form == "json":
        from tapelint.report.traces import trace_record

        click.echo(json.dumps(trace_record(found, notebook), indent=2))
        return
    contents = read_texts(found)
    if notebook is not None:
        from tapelint.report.cells import in_cells

        found, cells = in_cells(found, notebook)
        contents.update(cells)
    if form == "html":
        from tapelint.report.page import page

        click.echo(page(found, contents))
        return
    from rich.console import Console

    from tapelint.report.traced import print_trace

    print_trace(Console(highlight=False, markup=False, emoji=False), found, contents)


def read_texts(found: Trace) -> dict[str, str]:
    """The contents of all files that a trace speaks of."""
    texts: dict[str, str] = {}
    for name in found.files:
        try:
            texts[name] = Path(name).read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
    return texts
