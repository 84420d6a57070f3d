"""``tapelint server``: the language server over stdin and stdout."""

from __future__ import annotations

import sys
from importlib import import_module

import click


@click.command(short_help="Start the language server.")
@click.option(
    "--allow-trace",
    is_flag=True,
    help="Let the editor trace programs, which runs them, without asking it for its trust.",
)
def server(allow_trace: bool) -> None:
    """Start the language server (for editors; it speaks LSP over stdin and stdout)."""
    # The two faces don't know each other: this one only starts the other by its name.
    sys.exit(import_module("tapelint.lsp").main(allow_trace=allow_trace))
