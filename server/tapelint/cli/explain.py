"""``tapelint rule`` and ``tapelint op``: what a rule means, what the tape does with an op."""

from __future__ import annotations

import sys

import click

from tapelint.config import names_rule, nearest

_FOUND_NOTHING = 2


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
    from tapelint.ops.table import lookup, names
    from tapelint.ops.words import describe

    row = lookup(name)
    if row is None:
        _unknown(nearest(name, names(), "op"))
    else:
        click.echo(describe(row))


def _show(markdown: str) -> None:
    """Print Markdown: laid out for a terminal, as it is for everything else."""
    if not sys.stdout.isatty():
        click.echo(markdown)
        return
    from rich.console import Console
    from rich.markdown import Markdown

    console = Console()
    console.print(Markdown(markdown), width=min(console.width, 100))


def _unknown(message: str) -> None:
    click.echo(f"tapelint: {message}", err=True)
    sys.exit(_FOUND_NOTHING)
