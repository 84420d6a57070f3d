"""Documents' addresses: which of them are files here, and where."""

from __future__ import annotations

import os
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from urllib.parse import unquote, urlsplit


def to_path(uri: str) -> Path | None:
    """The file that a URI names; None for untitled documents, notebook cells and the like."""
    path = (windows_path if os.name == "nt" else posix_path)(uri)
    return None if path is None else Path(path)


def posix_path(uri: str) -> PurePath | None:
    """What a URI names where paths begin with a slash."""
    host, path = _parts(uri)
    # A host other than this one can't be reached through the file system here.
    return PurePosixPath(path) if path.startswith("/") and not host else None


def windows_path(uri: str) -> PurePath | None:
    """What a URI names where paths begin with a drive or the name of a host."""
    host, path = _parts(uri)
    if host:
        found = PureWindowsPath(f"//{host}{path}")
    else:
        # Some clients write the host of a share into the path: file:////host/share/file.
        found = PureWindowsPath(path if path.startswith("//") else path.removeprefix("/"))
    return found if found.is_absolute() else None


def _parts(uri: str) -> tuple[str, str]:
    """The host, empty for this one, and the path, empty where it isn't a file's."""
    try:
        parts = urlsplit(uri)
    except ValueError:
        return "", ""
    # Bytes that aren't UTF-8 become what they are in the names that the system tells.
    path = unquote(parts.path, errors="surrogateescape")
    if parts.scheme != "file" or "\0" in path:
        return "", ""
    host = unquote(parts.netloc)
    return "" if host.lower() == "localhost" else host, path
