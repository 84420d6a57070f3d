"""Write what is generated in README.md: ``python -m tools.readme``.

Between ``<!-- output: tapelint … -->`` and ``<!-- end -->`` stands what that command prints, and
between ``<!-- table: … -->`` and ``<!-- end -->`` a table made from the code. What stands after
``<!-- trace: tapelint … -->`` needs TensorFlow and is written only with ``--trace``. A test fails
where one is stale.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from dataclasses import Field
from functools import partial
from pathlib import Path
from typing import Any

from tapelint.config import key, settings
from tapelint.rules import registry

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
_BLOCK = re.compile(
    r"<!-- (?P<kind>output|table|trace): (?P<what>.+?) -->\n.*?<!-- end -->", re.DOTALL
)
_KINDS = {"tuple[str, ...]": "list", "str": "text"}
_TABLE = "table"
_WIDTH = "80"


def main() -> int:
    """Write the generated parts anew."""
    trace = "--trace" in sys.argv
    text = updated(README.read_text(encoding="utf-8"), trace=trace)
    README.write_text(text, encoding="utf-8")
    return 0


def updated(text: str, *, trace: bool = False) -> str:
    """The README with every generated part as it is now, traces only if asked for."""
    return _BLOCK.sub(partial(_block, trace=trace), text)


def _block(found: re.Match[str], *, trace: bool) -> str:
    kind, what = found["kind"], found["what"]
    if kind == "trace" and not trace:
        return found[0]
    content = _TABLES[what]() if kind == "table" else _output(what)
    return f"<!-- {kind}: {what} -->\n{content}<!-- end -->"


def _output(command: str) -> str:
    """What a command prints, as it looks in a terminal; a diff is laid out as one."""
    program, *arguments = shlex.split(command)
    if program != "tapelint":
        raise ValueError(f"only tapelint is run for the README, not {program}")
    environment = {**os.environ, "PYTHONPATH": "server", "PYTHONUTF8": "1", "COLUMNS": _WIDTH}
    ran = subprocess.run(
        [sys.executable, "-m", "tapelint", *arguments],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL if {"--diff", "trace"} & {*arguments} else subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
    )
    language, head = ("diff", "") if "--diff" in arguments else ("console", f"$ {command}\n")
    printed = ran.stdout.lstrip("\n").rstrip()
    return f"```{language}\n{head}{printed}\n```\n"


def _settings_table() -> str:
    rows = [f"| `{key(each)}` | {_kind(each)} | {each.metadata['doc']} |" for each in settings()]
    return _rows("| setting | kind | meaning |", "|--|--|--|", *rows)


def _kind(setting: Field[Any]) -> str:
    return _KINDS.get(str(setting.type), _TABLE)


def _rules_table() -> str:
    rows = [
        f"| {rule.code} | [{rule.name}](docs/rules/{rule.name}.md) | {rule.summary()} |"
        for rule in registry()
    ]
    return _rows("| code | rule | what it finds |", "|--|--|--|", *rows)


def _rows(*lines: str) -> str:
    return "".join(f"{line}\n" for line in lines)


_TABLES: dict[str, Callable[[], str]] = {"settings": _settings_table, "rules": _rules_table}


if __name__ == "__main__":
    sys.exit(main())
