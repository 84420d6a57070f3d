"""A Python for traces that runs nothing: it says what a file beside the program tells it to say.

The file is ``PROGRAM.json``, a list of things to do: an event is sent, ``{"print": text}`` prints,
``{"sleep": seconds}`` waits, ``{"child": name}`` starts a process that would stay and notes its
number in a file of that name, ``{"exit": code}`` ends at once.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any


def main() -> None:
    """Act as the runner would: the last argument names the settings."""
    settings = json.loads(Path(sys.argv[-1]).read_text(encoding="utf-8"))
    program = Path(settings["target"])
    (program.parent / "asked.json").write_text(
        json.dumps({**settings, "cwd": str(Path.cwd())}), encoding="utf-8"
    )
    script = program.with_name(f"{program.name}.json").read_text(encoding="utf-8")
    for step in json.loads(script.replace("$FILE", json.dumps(str(program))[1:-1])):
        _do(step, settings)


def _do(step: dict[str, Any], settings: dict[str, Any]) -> None:
    if "event" in step:
        with Path(settings["events"]).open("a", encoding="utf-8") as events:
            events.write(f"{json.dumps(step)}\n")
    elif "print" in step:
        sys.stdout.write(step["print"])
        sys.stdout.flush()
    elif "sleep" in step:
        time.sleep(step["sleep"])
    elif "child" in step:
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
        Path(step["child"]).write_text(f"{os.getpid()} {child.pid}", encoding="utf-8")
    elif "exit" in step:
        os._exit(step["exit"])


if __name__ == "__main__":
    main()
