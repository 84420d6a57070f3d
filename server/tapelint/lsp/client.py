"""What the client said of itself in its greeting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, get_args

from tapelint.lsp.jsonrpc import find
from tapelint.text import Columns

_PRESCRIBED: Columns = "utf-16"
"""What the protocol prescribes where client and server didn't agree on something else."""


@dataclass(frozen=True, slots=True)
class Client:
    """The abilities that make a difference to us.

    Attributes:
        columns: what its columns count.
        pulls: it asks for diagnostics, instead of waiting for them.
        refreshes: it can be told to ask again.
        versions_edits: its edits can name the version that they were made for.
        watches: it can be asked to watch files.
        configures: it can be asked for its settings.
        shows_progress: it shows how far something is, and can be asked to begin.
        refreshes_lenses, refreshes_hints: it can be told to ask for these again.
    """

    columns: Columns = _PRESCRIBED
    pulls: bool = False
    refreshes: bool = False
    versions_edits: bool = False
    watches: bool = False
    configures: bool = False
    shows_progress: bool = False
    refreshes_lenses: bool = False
    refreshes_hints: bool = False

    @classmethod
    def introduced(cls, capabilities: Any) -> Client:
        """Read the ``capabilities`` of an ``initialize`` request."""

        def can(*path: str) -> bool:
            return bool(find(capabilities, *path))

        return cls(
            columns=_agreed(find(capabilities, "general", "positionEncodings")),
            pulls=isinstance(find(capabilities, "textDocument", "diagnostic"), dict),
            refreshes=can("workspace", "diagnostics", "refreshSupport"),
            versions_edits=can("workspace", "workspaceEdit", "documentChanges"),
            watches=can("workspace", "didChangeWatchedFiles", "dynamicRegistration"),
            configures=can("workspace", "configuration"),
            shows_progress=can("window", "workDoneProgress"),
            refreshes_lenses=can("workspace", "codeLens", "refreshSupport"),
            refreshes_hints=can("workspace", "inlayHint", "refreshSupport"),
        )


def _agreed(offered: Any) -> Columns:
    """The client's favourite among the column units that we know."""
    known: dict[str, Columns] = {columns: columns for columns in get_args(Columns)}
    names = offered if isinstance(offered, list) else []
    return next((known[name] for name in names if name in known), _PRESCRIBED)
