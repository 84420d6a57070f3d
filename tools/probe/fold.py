"""Folds what was measured, and what people wrote by hand, into the table's file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

TABLE = Path(__file__).parents[2] / "server" / "tapelint" / "ops" / "data" / "table.json"


def write(table: dict[str, Any], path: Path = TABLE) -> None:
    """Writes the table with one row per line, so that a change is readable in a diff."""
    parts = []
    for key, value in table.items():
        if key in ("rows", "aliases", "constants", "roots"):
            lines = (f"{_compact(name)}:{_compact(cell)}" for name, cell in value.items())
            parts.append(f"{_compact(key)}:{{\n" + ",\n".join(lines) + "\n}")
        else:
            parts.append(f"{_compact(key)}:{_compact(value)}")
    path.write_text("{" + ",\n".join(parts) + "}\n", encoding="utf-8")


def _compact(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)
