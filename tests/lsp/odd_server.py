"""Servers with something wrong inside, or with a witness; the first argument says which."""

from __future__ import annotations

import runpy
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

_MAIN = Path(__file__).resolve().parents[2] / "server" / "main.py"


def _paths() -> None:
    sys.path[:0] = runpy.run_path(str(_MAIN), run_name="paths")["_paths"](_MAIN.parent)


def _engine_raises() -> None:
    """The engine fails on texts that say so."""
    _around_check(lambda text: _fail() if "FAIL" in text else None)


def _slow() -> None:
    """A check takes a tenth of a second."""
    _around_check(lambda _text: time.sleep(0.1))


def _fail() -> Any:
    raise ZeroDivisionError("a fault of ours")


def _around_check(before: Callable[[str], None]) -> None:
    from tapelint.check import Checker

    original = Checker.check

    def check(self: Checker, text: str, *args: Any, **kwargs: Any) -> Any:
        before(text)
        return original(self, text, *args, **kwargs)

    Checker.check = check  # type: ignore[method-assign]


def _older() -> None:
    """The parser meets syntax that is newer than this Python, whichever this is."""
    from tapelint.syntax import parser

    known = parser._notes

    def notes(text: str, *rest: Any) -> list[str]:
        newer = [n for n, line in enumerate(text.split("\n"), 1) if line.startswith("NEWER")]
        found = [f"line {n} uses syntax newer than this Python." for n in newer]
        return [*known(text, *rest), *found]

    parser._notes = notes  # type: ignore[assignment]


def _rule_raises() -> None:
    """One rule fails, the others work."""
    from tapelint.rules import registry

    (rule,) = (rule for rule in registry() if rule.name == "floor-division")
    setattr(rule, "message", lambda *_: _fail())  # noqa: B010 - a method, for the type checker


def _witness() -> None:
    """What is listed or opened goes into the file that the second argument names."""
    log = Path(sys.argv[2]).open("a", encoding="utf-8")  # noqa: SIM115 - it lasts as we do

    def hear(event: str, arguments: tuple[Any, ...]) -> None:
        if event in ("os.listdir", "os.scandir", "open", "import"):
            print(event, arguments[0], file=log, flush=True)

    sys.addaudithook(hear)


def _without_pygls() -> None:
    """A bundle that is damaged."""
    sys.modules["pygls"] = None  # type: ignore[assignment]


def _without_libcst() -> None:
    """A platform that LibCST isn't published for."""
    sys.modules["libcst"] = None  # type: ignore[assignment]


def _prints() -> None:
    """Something prints to standard output, which belongs to the protocol."""
    _around_check(lambda _text: print("a stray line"))


if __name__ == "__main__":
    _paths()
    globals()[f"_{sys.argv[1].replace('-', '_')}"]()
    from tapelint.lsp import main

    sys.exit(main())
