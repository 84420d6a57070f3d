"""Writes what is declared elsewhere into package.json: ``python -m tools.manifest``.

These are the settings, which of them need trust, and the version.

The test that compares the two fails when this wasn't run after a change.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tapelint import __version__
from tapelint.config import editor_schema, trusted_settings

MANIFEST = Path(__file__).parents[1] / "package.json"


def updated(manifest: dict[str, Any]) -> dict[str, Any]:
    """The manifest with the settings and the version as they are declared now."""
    contributes = {**manifest.get("contributes", {}), "configuration": editor_schema()}
    capabilities = manifest.get("capabilities", {})
    untrusted = {
        **capabilities.get("untrustedWorkspaces", {}),
        "restrictedConfigurations": trusted_settings(),
    }
    return {
        **manifest,
        "version": __version__,
        "capabilities": {**capabilities, "untrustedWorkspaces": untrusted},
        "contributes": contributes,
    }


def written(manifest: dict[str, Any]) -> str:
    """The manifest as it stands in the file."""
    return json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    MANIFEST.write_text(
        written(updated(json.loads(MANIFEST.read_text(encoding="utf-8")))), encoding="utf-8"
    )
