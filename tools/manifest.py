"""Writes the settings into package.json, from their one declaration: ``python -m tools.manifest``.

The test that compares the two fails when this wasn't run after a change.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tapelint.config import editor_schema

MANIFEST = Path(__file__).parents[1] / "package.json"


def updated(manifest: dict[str, Any]) -> dict[str, Any]:
    """The manifest with the settings as they are declared now."""
    contributes = manifest.get("contributes", {})
    schema = editor_schema()
    return {**manifest, "contributes": {**contributes, "configuration": schema}}


def written(manifest: dict[str, Any]) -> str:
    """The manifest as it stands in the file."""
    return json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    MANIFEST.write_text(
        written(updated(json.loads(MANIFEST.read_text(encoding="utf-8")))), encoding="utf-8"
    )
