"""``tapelint server``: the language server over stdin and stdout."""

from __future__ import annotations

import sys

import click


@click.command()
def server() -> None:
    """Start the language server (for editors; it speaks LSP over stdin and stdout)."""
    from tapelint.lsp import main

    sys.exit(main())
