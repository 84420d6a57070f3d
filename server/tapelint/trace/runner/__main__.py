"""``python RUNNER CONFIG``: trace the program that a file of settings names.

The settings are JSON: where events go, what to run and with which arguments, when to stop. The
folder isn't left on the path, and the program finds no module of ours under a name of its own.
"""

from __future__ import annotations

import importlib.util
import json
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any

_NAME = "_tapelint_runner"


def _load() -> None:
    here = os.path.dirname(os.path.abspath(__file__))
    sys.path[:] = [entry for entry in sys.path if os.path.abspath(entry or ".") != here]
    spec: Any = importlib.util.spec_from_file_location(
        _NAME, os.path.join(here, "__init__.py"), submodule_search_locations=[here]
    )
    package = importlib.util.module_from_spec(spec)
    sys.modules[_NAME] = package
    spec.loader.exec_module(package)


def main() -> None:
    """Trace one program."""
    with open(sys.argv[1], encoding="utf-8") as file:
        settings = json.load(file)
    _load()
    from _tapelint_runner.start import start

    sys.exit(start(settings))


if __name__ == "__main__":
    main()
