"""``tapelint check``: find files, check and mend them, and report."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

import click

from tapelint.check import Checker, known_rules
from tapelint.cli import source as files
from tapelint.cli.files import ENDINGS, Projects, find_files
from tapelint.cli.mend import mend, with_fixes
from tapelint.cli.output import Output, show
from tapelint.cli.programs import Program
from tapelint.config import Config, ConfigError, key, settings, unknown_rules
from tapelint.diagnostic import CheckResult
from tapelint.ops.project import row_faults
from tapelint.project import Project
from tapelint.report.checked import CheckedFile, totals

_CLEAN, _FLAGGED, _TROUBLE = 0, 1, 2
_STDIN = "-"
_MANY_FILES = 12
_GARBAGE_EVERY = 64

FORMATS = ("full", "concise", "json", "github", "sarif")


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the user asked for on the command line, except for settings."""

    fix: bool
    unsafe: bool
    diff: bool
    output: str
    stdin_name: str
    statistics: bool
    explain: bool

    @property
    def mending(self) -> bool:
        """Whether changes are to be made, or shown."""
        return self.fix or self.diff


@dataclass(slots=True)
class Run:
    """What a run has seen so far."""

    checked: list[CheckedFile] = field(default_factory=list)
    diffs: list[tuple[str, str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    mended: int = 0
    rewritten: bytes | None = None

    def complain(self, message: str) -> None:
        """Keep something that went wrong for the report; the run goes on."""
        self.complaints.append(message)


def _setting_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give the command an option for each setting that wants one."""
    for setting in reversed([s for s in settings() if s.metadata["metavar"]]):
        several = setting.type != "str"
        option = click.option(
            f"--{key(setting)}",
            setting.name,
            multiple=several,
            metavar=setting.metadata["metavar"],
            help=setting.metadata["doc"],
        )
        command = option(command)
    return command


@click.command(short_help="Follow the gradients and say where they break.")
@click.argument("paths", nargs=-1, metavar="[PATH…|-]")
@click.option("--fix", is_flag=True, help="Apply the safe fixes, then report what is left.")
@click.option("--unsafe-fixes", is_flag=True, help="Also use fixes that change values or intent.")
@click.option("--diff", is_flag=True, help="Show what the fixes would change; write nothing.")
@click.option(
    "--output-format",
    type=click.Choice(FORMATS),
    default="full",
    show_default=True,
    help="How to report.",
)
@click.option("--explain", is_flag=True, help="Show each finding's whole way, line by line.")
@click.option("--stdin-filename", default="", metavar="NAME", help="What `-` is called.")
@click.option("--statistics", is_flag=True, help="List each gradient request and its verdict.")
@_setting_options
def check(
    paths: tuple[str, ...],
    fix: bool,
    unsafe_fixes: bool,
    diff: bool,
    output_format: str,
    explain: bool,
    stdin_filename: str,
    statistics: bool,
    **given: Any,
) -> None:
    """Follow the gradients of Python files and notebooks, and say where they break.

    PATHs are files or folders (the current one if none is named); `-` reads standard input.
    Exit codes: 0 nothing found, 1 an error or a warning found, 2 something couldn't be done.
    """
    wishes = Wishes(fix, unsafe_fixes, diff, output_format, stdin_filename, statistics, explain)
    run = Run()
    projects = Projects(lambda config: _adjusted(config, given))
    if unsafe_fixes and not wishes.mending:
        run.notes.append("tapelint: nothing is changed: --unsafe-fixes goes with --fix or --diff")
    if explain and (diff or output_format not in ("full", "sarif")):
        run.notes.append("tapelint: no way is shown: --explain goes with the full output")
    try:
        _adjusted(Config(), given)  # what is wrong on the command line is wrong without files too
        with _no_garbage_collection():
            _check_all(paths or (".",), wishes, projects, run)
    except ConfigError as error:
        click.echo(f"tapelint: {error}", err=True)
        sys.exit(_TROUBLE)
    show(
        Output(run.checked, run.diffs, run.notes, run.complaints, run.mended, run.rewritten),
        wishes.output,
        statistics=wishes.statistics,
        diff=wishes.diff,
        explain=wishes.explain,
    )
    sys.exit(_exit_code(run))


def _exit_code(run: Run) -> int:
    if run.complaints:
        return _TROUBLE
    return _FLAGGED if totals(run.checked).flagged else _CLEAN


def _adjusted(config: Config, given: dict[str, Any]) -> Config:
    """The settings with what the command line says instead.

    Raises:
        ConfigError: when they name a rule that doesn't exist.
    """
    spelled = {setting.name: setting for setting in settings()}
    table: dict[str, object] = {}
    for name, value in given.items():
        if value:
            listed = isinstance(value, tuple)
            table[key(spelled[name])] = _split(value) if listed else value
    changed = Config.from_table(table, "command line")
    chosen = {name: getattr(changed, name) for name, value in given.items() if value}
    config = replace(config, **chosen)
    unknown = [*unknown_rules(config, known_rules()), *row_faults(config.ops)]
    if unknown:
        raise ConfigError("\n".join(unknown))
    return config


def _split(values: tuple[str, ...]) -> list[str]:
    return [part.strip() for value in values for part in value.split(",") if part.strip()]


def _check_all(paths: tuple[str, ...], wishes: Wishes, projects: Projects, run: Run) -> None:
    checker = Checker()
    if _STDIN in paths:
        if len(paths) > 1:
            raise click.UsageError("`-` reads standard input and can't be mixed with other paths.")
        if wishes.stdin_name:
            checker = _beside(checker, Project(), Path(wishes.stdin_name))
        _check_stdin(checker, wishes, projects, run)
        return
    found = list(find_files(paths, projects, run.complain))
    project = Project(files=lambda: found)
    with _progress(len(found)) as advance:
        for number, path in enumerate(found, start=1):
            _check_file(_beside(checker, project, path), path, wishes, projects, run)
            advance()
            if number % _GARBAGE_EVERY == 0:
                gc.collect()


def _beside(checker: Checker, project: Project, path: Path) -> Checker:
    eagerly, callers = partial(project.runs_eagerly, path), partial(project.callers, path)
    return checker.beside(project.finder(path), eagerly, callers)


def _check_file(checker: Checker, path: Path, wishes: Wishes, projects: Projects, run: Run) -> None:
    config = projects.settings(path)
    try:
        if path.is_file() and path.suffix not in ENDINGS and not _is_python(path):
            raise files.SourceError("isn't Python: name a .py file or a notebook")
        read = files.read(path)
        checked, program = _checked(checker, str(path), read.program, config, wishes, run)
        if program is not read.program and not wishes.diff:
            files.write(path, read, program)
    except files.SourceError as error:
        run.complain(f"{path}: {error}")
        return
    run.checked.append(checked)


def _check_stdin(checker: Checker, wishes: Wishes, projects: Projects, run: Run) -> None:
    name = wishes.stdin_name or "<stdin>"
    content = sys.stdin.buffer.read()
    try:
        config = projects.settings(Path(wishes.stdin_name or "stdin.py"))
        read = files.decode(content, is_notebook=name.endswith(".ipynb"))
    except files.SourceError as error:
        run.complain(f"{name}: {error}")
        return
    checked, program = _checked(checker, name, read.program, config, wishes, run)
    run.checked.append(checked)
    if wishes.fix and not wishes.diff:
        mended = program is not read.program
        run.rewritten = program.content.encode(read.encoding) if mended else content


def _checked(
    checker: Checker, name: str, program: Program, config: Config, wishes: Wishes, run: Run
) -> tuple[CheckedFile, Program]:
    """Check a program, and mend it where that was asked for; what it becomes comes along."""
    text, notebook = program.text, program.notebook
    try:
        if not wishes.mending:
            if wishes.output == "concise":
                result = checker.check(text, config)
            else:
                result = with_fixes(checker, program, config)
            return CheckedFile(name, text, result, notebook), program
        mended = mend(checker, program, config, unsafe=wishes.unsafe)
    except Exception as error:
        # One file that trips the checker must not hide what the others say.
        run.complain(f"{name}: Tapelint failed here, which is its own fault: {error!r}")
        return CheckedFile(name, text, CheckResult(), notebook), program
    if wishes.diff:
        if mended.program is not program:
            run.diffs += _differences(name, program, mended.program)
        return CheckedFile(name, text, mended.before, notebook), program
    run.mended += mended.count
    after = mended.program
    return CheckedFile(name, after.text, mended.result, after.notebook), after


def _differences(name: str, before: Program, after: Program) -> Iterator[tuple[str, str, str]]:
    """What has changed, of a notebook cell by cell: a name, the text before and after."""
    for (part, old), (_, new) in zip(before.parts(), after.parts(), strict=True):
        if old != new:
            yield f"{name}{part}", old, new


def _is_python(path: Path) -> bool:
    """Whether a file without a telling name says in its first line that it is Python."""
    try:
        with path.open("rb") as stream:
            return path.suffix == "" and b"python" in stream.readline(200)
    except OSError:
        return True


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Trees are long-lived: a run that never looks for garbage in them is a quarter faster."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@contextmanager
def _progress(total: int) -> Iterator[Callable[[], None]]:
    """A bar on a terminal, where there is enough to wait for."""
    if total < _MANY_FILES or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Following gradients", total=total)
        yield lambda: bar.advance(task)
