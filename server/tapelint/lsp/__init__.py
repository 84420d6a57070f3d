"""The language server: one face of the checker, spoken to over standard input and output."""

from __future__ import annotations


def main() -> int:
    """Serve one client until it says goodbye or closes the pipe; returns the exit code."""
    from tapelint.lsp.session import serve

    return serve()
