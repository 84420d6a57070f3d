"""Write a page per rule and a table of all: ``python -m tools.docs`` (``--check`` only looks).

The pages are made from the docstrings of the rules; a test fails where one is stale.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from tapelint.rules import registry
from tapelint.rules.base import Rule

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "rules"
_NOTICE = "<!-- Written by `python -m tools.docs` from the rule's own file. -->"


def main() -> int:
    """Write the pages, or say which are stale."""
    stale = [path for path, text in pages() if _stands(path) != text]
    if "--check" in sys.argv[1:]:
        print(*(f"stale: {path.relative_to(FOLDER.parent.parent)}" for path in stale), sep="\n")
        return int(bool(stale))
    FOLDER.mkdir(parents=True, exist_ok=True)
    for path, text in pages():
        path.write_text(text, encoding="utf-8")
    return 0


def pages() -> Iterator[tuple[Path, str]]:
    """Every page with what must stand in it."""
    yield FOLDER / "README.md", _table()
    for rule in registry():
        yield FOLDER / f"{rule.name}.md", _page(rule)


def _page(rule: type[Rule]) -> str:
    head, _, rest = rule.docs().partition("\n")
    levels = " or ".join(level.value for level in rule.levels)
    title = f"# {rule.name} ({rule.code})"
    return f"{_NOTICE}\n\n{title}\n\n{head}\n\nSeverity: {levels}.\n\n{rest.strip()}\n"


def _table() -> str:
    rows = [
        f"| {rule.code} | [{rule.name}]({rule.name}.md) "
        f"| {', '.join(level.value for level in rule.levels)} | {rule.summary()} |"
        for rule in registry()
    ]
    head = ["| code | rule | severity | what it finds |", "|--|--|--|--|"]
    return "\n".join([_NOTICE, "", "# Rules", "", *head, *rows, ""])


def _stands(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


if __name__ == "__main__":
    sys.exit(main())
