"""Documents' addresses: which of them are files here, and where."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit


def to_path(uri: str) -> Path | None:
    """The file that a URI names; None for untitled documents, notebook cells and the like."""
    try:
        parts = urlsplit(uri)
    except ValueError:
        return None
    path = unquote(parts.path)
    if parts.scheme != "file" or not path or "\0" in path:
        return None
    if os.name == "nt":
        return Path(f"//{parts.netloc}{path}" if parts.netloc else path.lstrip("/"))
    # A host other than this one can't be reached through the file system here.
    return Path(path) if parts.netloc in ("", "localhost") else None
