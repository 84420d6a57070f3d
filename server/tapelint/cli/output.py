"""What a run prints, and where: findings to stdout, everything about the run beside it."""

from __future__ import annotations

import difflib
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import click

from tapelint.report.checked import CheckedFile
from tapelint.report.summary import statistics as request_statistics
from tapelint.report.summary import summary

_FOR_PROGRAMS = ("json", "github", "sarif")
_COLOURS = {"+": "green", "-": "red", "@": "cyan"}
_MOST_BROKEN = 5
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


@dataclass(frozen=True, slots=True)
class Output:
    """Everything there is to say after a run."""

    checked: list[CheckedFile]
    diffs: list[tuple[str, str, str]]
    notes: list[str]
    complaints: list[str]
    mended: int
    rewritten: bytes | None


def show(output: Output, form: str, *, statistics: bool, diff: bool, explain: bool) -> None:
    """Print a run in the wanted form."""
    # The text that stdin became, or a diff, has stdout to itself.
    aside = form in _FOR_PROGRAMS or output.rewritten is not None or diff
    if output.rewritten is not None:
        sys.stdout.buffer.write(output.rewritten)
    if diff:
        for line in _diff_lines(output.diffs):
            heading = line.startswith(("---", "+++"))
            colour = None if heading else _COLOURS.get(line[:1])
            click.secho(line, fg=colour, bold=heading, nl=not line.endswith("\n"))
    else:
        _show_findings(output, form, err=output.rewritten is not None, explain=explain)
    for line in _notes(output):
        click.echo(line, err=True)
    for line in _closing(output, statistics=statistics):
        click.echo(line, err=aside)


def _show_findings(output: Output, form: str, *, err: bool, explain: bool) -> None:
    if form == "full":
        from rich.console import Console

        from tapelint.report.full import print_full

        console = Console(stderr=err, highlight=False, markup=False, emoji=False)
        print_full(console, output.checked, explain=explain)
        return
    for line in _plain(output.checked, form):
        click.echo(line, err=err)


def _plain(checked: list[CheckedFile], form: str) -> Iterator[str]:
    if form == "concise":
        from tapelint.report.concise import concise

        yield from concise(checked)
    elif form == "json":
        from tapelint.report.records import records

        yield records(checked)
    elif form == "github":
        from tapelint.report.github import github

        yield from github(checked)
    elif form == "sarif":
        from tapelint.report.sarif import sarif
        from tapelint.rules import registry

        yield sarif(checked, {rule.name: rule.summary() for rule in registry()})


def _notes(output: Output) -> Iterator[str]:
    for file in output.checked:
        for note in file.result.notes:
            yield f"{file.name}: {file.told(note)}"
        if file.result.broken_lines and not file.result.notes:
            yield f"{file.name}: {_broken(file)} can't be parsed; the rest was checked"
    yield from output.notes
    yield from (f"tapelint: {complaint}" for complaint in output.complaints)


def _broken(file: CheckedFile) -> str:
    lines = file.result.broken_lines
    if len(lines) == 1 or file.notebook is not None:
        named = [file.told(f"line {line}") for line in lines[:_MOST_BROKEN]]
        between = "; "
    else:
        named, between = [str(line) for line in lines[:_MOST_BROKEN]], ", "
        named[0] = f"lines {named[0]}"
    more = [] if len(lines) <= _MOST_BROKEN else ["…"]
    return between.join([*named, *more])


def _closing(output: Output, *, statistics: bool) -> Iterator[str]:
    if statistics:
        yield from request_statistics(output.checked)
    if output.mended:
        yield f"mended {output.mended} finding{'' if output.mended == 1 else 's'}"
    if output.checked or not output.complaints:
        yield from summary(output.checked)


def _diff_lines(diffs: list[tuple[str, str, str]]) -> Iterator[str]:
    for name, before, after in diffs:
        old, new = _LINE.findall(before), _LINE.findall(after)
        below = name.lstrip("/")
        for line in difflib.unified_diff(old, new, f"a/{below}", f"b/{below}"):
            yield line if line.endswith(("\n", "\r")) else f"{line}\n\\ No newline at end of file"
