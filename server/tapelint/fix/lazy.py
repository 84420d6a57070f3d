"""LibCST, imported by the first attribute that is asked of it.

Importing it takes longer than checking a file, and most files have no finding.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

__all__ = ["available", "cst"]

if TYPE_CHECKING:
    import libcst as cst
else:

    class _Lazy:
        def __getattr__(self, name: str) -> Any:
            return getattr(importlib.import_module("libcst"), name)

    cst = _Lazy()


def available() -> bool:
    """Whether LibCST can be imported here; without it findings stand, but without fixes."""
    try:
        importlib.import_module("libcst.metadata")
    except ImportError:
        return False
    return True
