"""``tapelint rule`` and ``tapelint op``: what a rule means, what the tape does with an op."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from tapelint.config import Config, ConfigError, find_root, names_rule, nearest

if TYPE_CHECKING:
    from tapelint.ops.project import ProjectRows

_FOUND_NOTHING = 2
_MOST_MEANT = 4


@click.command(short_help="Explain a rule.")
@click.argument("name", required=False)
@click.option("--all", "everything", is_flag=True, help="List every rule in one line.")
def rule(name: str | None, everything: bool) -> None:
    """Explain a rule, given by its NAME or code."""
    from tapelint.rules import registry

    if everything:
        for known in registry():
            click.echo(f"{known.code}  {known.name:<22}  {known.summary()}")
        return
    if name is None:
        raise click.UsageError("Name a rule, or use --all to list them.")
    for known in registry():
        if len(name) > 3 and names_rule(name, known.name, known.code):
            _show(f"# {known.name} ({known.code})\n\n{known.docs()}")
            return
    _unknown(nearest(name, [known.name for known in registry()], "rule"))


@click.command(short_help="Say what the tape does with an op.")
@click.argument("name")
def op(name: str) -> None:
    """Say what the tape does with each argument of an op, such as tf.math.floor."""
    from tapelint.ops.table import lookup
    from tapelint.ops.words import describe

    row = _rows_here().get(name) or lookup(name) or lookup(f"tf.{name}")
    if row is not None:
        click.echo(describe(row))
        return
    meant = _ending_in(name)
    if len(meant) == 1 and (row := lookup(meant[0])) is not None:
        click.echo(describe(row))
    else:
        _unknown_op(name, meant)


def _rows_here() -> ProjectRows:
    """The rows of the project that we are in."""
    from tapelint.ops.project import project_rows

    try:
        return project_rows(Config.load(find_root(Path.cwd())).ops)
    except ConfigError as error:
        _unknown(str(error))


def _ending_in(name: str) -> list[str]:
    """The shortest public name that ends in ``name`` of every op that has one, shortest first."""
    from tapelint.ops.table import canonical_name, names

    ending = sorted((known for known in names() if known.endswith(f".{name}")), key=len)
    return list({canonical_name(known): known for known in reversed(ending)}.values())[::-1]


def _unknown_op(name: str, meant: list[str]) -> None:
    from tapelint.ops.table import names

    if not meant:
        _unknown(nearest(name, names(), "op"))
    shown = ", ".join(f"`{each}`" for each in meant[:_MOST_MEANT])
    _unknown(f"there is no op `{name}`, did you mean one of {shown}?")


def _show(markdown: str) -> None:
    """Print Markdown: laid out for a terminal, as it is for everything else."""
    if not sys.stdout.isatty():
        click.echo(markdown)
        return
    from rich.console import Console
    from rich.markdown import Markdown

    console = Console()
    console.print(Markdown(markdown), width=min(console.width, 100))


def _unknown(message: str) -> NoReturn:
    click.echo(f"tapelint: {message}", err=True)
    sys.exit(_FOUND_NOTHING)
