"""Runs the user's program as it would run by itself."""

from __future__ import annotations

import ast
import asyncio
import io
import os
import runpy
import sys
import traceback
import types
from importlib.machinery import SourceFileLoader
from typing import TYPE_CHECKING

from . import frames

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import CodeType
    from typing import Any

    from .cells import Cells


def run(
    kind: str, target: str, arguments: Iterable[str], text: str, name: str, cells: Cells
) -> tuple[int, BaseException | None]:
    """Run a file, a module or the text of a notebook; returns its exit code.

    ``name`` is the program as it was typed.
    """
    sys.argv = [name or target, *arguments]
    try:
        if kind == "module":
            sys.path.insert(0, os.getcwd())
            runpy.run_module(target, run_name="__main__", alter_sys=True)
        elif kind == "text":
            sys.path.insert(0, os.getcwd())
            cells.show(text)
            code = compile(text, target, "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
            _run_code(target, code, display=_display, get_ipython=_NoShell)
        elif os.path.isdir(target):
            runpy.run_path(target, run_name="__main__")
        else:
            # Python looks for modules beside the file that a link leads to.
            sys.path.insert(0, os.path.dirname(os.path.realpath(target)))
            with io.open_code(target) as file:
                code = compile(file.read(), target, "exec")
            _run_code(target, code)
    except SystemExit as leaving:
        return _code(leaving.code), None
    except KeyboardInterrupt as error:
        _print(error, cells)
        return 130, error
    except BaseException as error:
        _print(error, cells)
        return 1, error
    return 0, None


def _run_code(name: str, code: CodeType, **given: Any) -> None:
    """Run a program in a module that lives as long as Python: what runs at exit finds it.

    ``given`` are names that it finds beside those of Python.
    """
    module = types.ModuleType("__main__")
    if not given:
        # In a notebook there is none; AutoGraph would take its JSON for the source.
        module.__file__ = name
    module.__loader__ = SourceFileLoader("__main__", name)
    module.__dict__["__cached__"] = None
    sys.modules["__main__"] = module
    module.__dict__.update(given)
    waits = eval(code, module.__dict__)
    if waits is not None:
        asyncio.run(waits)


def _display(*shown: Any, **_options: Any) -> None:
    """Shows values in a notebook; here they are only written."""
    print(*shown)


class _NoShell(list):  # type: ignore[type-arg]
    """Stands in for IPython and for what its commands give: an empty list."""

    def __init__(self, *_given: Any, **_options: Any) -> None:
        super().__init__()

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _NoShell


def _code(code: Any) -> int:
    if code is None:
        return 0
    if isinstance(code, int):
        return code
    sys.stderr.write("%s\n" % (code,))
    return 1


def _print(error: BaseException, cells: Cells) -> None:
    """The traceback as Python prints it, without the frames that run and watch the program."""
    if sys.excepthook is not sys.__excepthook__:
        sys.excepthook(type(error), error, error.__traceback__)
        return
    told = traceback.TracebackException.from_exception(error)
    _without_ours(told, cells)
    sys.stderr.writelines(told.format())


def _without_ours(told: traceback.TracebackException, cells: Cells) -> None:
    kept = [frame for frame in told.stack if not frames.is_ours(frame.filename)]
    while kept and "runpy" in kept[0].filename:
        del kept[0]
    told.stack = traceback.StackSummary.from_list(kept)
    cells.retell(told)
    for other in (told.__cause__, told.__context__):
        if other is not None:
            _without_ours(other, cells)
