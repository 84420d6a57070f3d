"""The language server: one face of the checker, spoken to over standard input and output."""

from __future__ import annotations

import gc


def main(*, allow_trace: bool = False) -> int:
    """Serve one client until it says goodbye or closes the pipe; returns the exit code.

    With ``allow_trace`` programs may be run on command, whatever the client says of trust.
    """
    gc.disable()  # importing makes nothing that could be collected; the session does it in pauses
    from tapelint.lsp.session import serve

    return serve(allow_trace=allow_trace)
