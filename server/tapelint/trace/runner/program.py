"""Runs the user's program as it would run by itself."""

from __future__ import annotations

import os
import runpy
import sys
import traceback
from typing import TYPE_CHECKING

from . import frames

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any


def run(
    kind: str, target: str, arguments: Iterable[str], text: str = ""
) -> tuple[int, BaseException | None]:
    """Run a file, a module or the text of a notebook; returns its exit code."""
    sys.argv = [target, *arguments]
    try:
        if kind == "module":
            sys.path.insert(0, os.getcwd())
            runpy.run_module(target, run_name="__main__", alter_sys=True)
        elif kind == "text":
            sys.path.insert(0, os.getcwd())
            _run_text(target, text)
        else:
            sys.path.insert(0, os.path.dirname(os.path.abspath(target)))
            runpy.run_path(target, run_name="__main__")
    except SystemExit as leaving:
        return _code(leaving.code), None
    except BaseException as error:
        _print(error)
        return 1, error
    return 0, None


def _run_text(name: str, text: str) -> None:
    import types

    module = types.ModuleType("__main__")
    module.__file__ = name
    sys.modules["__main__"] = module
    exec(compile(text, name, "exec"), module.__dict__)


def _code(code: Any) -> int:
    if code is None:
        return 0
    if isinstance(code, int):
        return code
    sys.stderr.write("%s\n" % (code,))
    return 1


def _print(error: BaseException) -> None:
    """The traceback as Python prints it, without the frames that run and watch the program."""
    told = traceback.TracebackException.from_exception(error)
    _without_ours(told)
    sys.stderr.writelines(told.format())


def _without_ours(told: traceback.TracebackException) -> None:
    kept = [frame for frame in told.stack if not frames.is_ours(frame.filename)]
    while kept and "runpy" in kept[0].filename:
        del kept[0]
    told.stack = traceback.StackSummary.from_list(kept)
    for other in (told.__cause__, told.__context__):
        if other is not None:
            _without_ours(other)
