"""``tapelint server``: the language server over stdin and stdout."""

from __future__ import annotations

import sys
from importlib import import_module

import click


@click.command(short_help="Start the language server.")
def server() -> None:
    """Start the language server (for editors; it speaks LSP over stdin and stdout)."""
    # The two faces don't know each other: this one only starts the other by its name.
    sys.exit(import_module("tapelint.lsp").main())
