"""Files and cells of a running program: what stands in them, and what a reader calls them."""

from __future__ import annotations

import linecache
import os
import re
import sys
from typing import Any

from tapelint.trace.sources import Sources, Text


class LiveSources(Sources):
    """The texts that Python itself would show in a traceback: cells of a notebook have no file."""

    def text(self, file: str) -> Text:
        """A file or a cell; empty where nothing is known of it."""
        if file not in self._known:
            lines = linecache.getlines(file)
            if lines:
                self._known[file] = Text("".join(lines))
        return super().text(file)


def label(file: str) -> str:
    """A cell by its number, as IPython does, a file relative to where we are."""
    name = _cell_name(file)
    if name is not None:
        return name
    try:
        near = os.path.relpath(file)
    except ValueError:  # on another drive
        return file
    return file if near.startswith("..") else near


def number(file: str) -> int | None:
    """The number of a cell; None for a file."""
    found = re.fullmatch(r"In\[(\d+)\]", _cell_name(file) or "")
    return int(found[1]) if found else None


def _cell_name(file: str) -> str | None:
    """``In[3]`` for a cell; None for a file, and where there is no IPython."""
    module = sys.modules.get("IPython")
    shell: Any = module.get_ipython() if module is not None else None
    named = getattr(getattr(shell, "compile", None), "format_code_name", None)
    found = named(file) if named is not None else None
    return str(found[1]) if found else None
