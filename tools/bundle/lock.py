"""The lock file as the bundle needs it: which distributions, in which form, with which hashes."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCK = ROOT / "requirements" / "base.txt"

ANYWHERE = (
    "attrs",
    "cattrs",
    "exceptiongroup",
    "lsprotocol",
    "pathspec",
    "pygls",
    "tomli",
    "typing-extensions",
)
"""Written in Python alone: one copy serves every platform and every Python."""

PER_PLATFORM = ("psutil",)
"""With native parts that serve every Python of a platform."""

PER_PYTHON = ("libcst",)
"""With native parts for one platform and one Python."""

LEFT_OUT = {
    "click": "only the command line needs it",
    "editables": "builds Tapelint",
    "hatchling": "builds Tapelint",
    "markdown-it-py": "rich needs it",
    "mdurl": "rich needs it",
    "packaging": "hatchling needs it",
    "pluggy": "hatchling needs it",
    "pygments": "rich needs it",
    "pyyaml": "LibCST imports it for tools of its own, not to parse",
    "pyyaml-ft": "LibCST imports it for tools of its own, not to parse",
    "rich": "only the command line needs it",
    "tomlkit": "hatchling needs it",
    "trove-classifiers": "hatchling needs it",
}

_PINNED = re.compile(
    r"^(?P<name>[a-z0-9-]+)==(?P<version>[^\s;]+)[^\\\n]*(?P<hashes>(?:\\\n\s+--hash=\S+\s*)+)",
    re.MULTILINE,
)


def pinned(lock: str) -> dict[str, str]:
    """Each distribution of a lock file with the lines that pin it, free of conditions."""
    return {
        found["name"]: f"{found['name']}=={found['version']} {found['hashes'].rstrip()}\n"
        for found in _PINNED.finditer(lock)
    }
