"""Which lines of a call stack are the user's, innermost first."""

from __future__ import annotations

import os
import sys
import sysconfig
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import FrameType
    from typing import Any

    Chain = tuple[tuple[str, int, str], ...]  # file, line and function: the user's, innermost first

# All of Tapelint: inside a notebook or a test more of it than the runner is on the stack.
_HERE = os.path.dirname(os.path.abspath(__file__))
_OURS = os.path.join(os.path.dirname(os.path.dirname(_HERE)), "")
_CELL = "<ipython-input-"
_LIBRARIES = tuple(
    {os.path.realpath(sysconfig.get_paths()[key]) for key in ("stdlib", "platstdlib")}
    | {sysconfig.get_paths()[key] for key in ("stdlib", "platstdlib")}
)
_INSTALLED = (os.sep + "site-packages" + os.sep, os.sep + "dist-packages" + os.sep)
_GENERATED = "__autograph_generated_file"
_MOST_FRAMES = 40

_USERS, _REWRITTEN = 1, 2
_KINDS: dict[str, int] = {}  # by file name: neither, the user's, or what TensorFlow wrote anew


def is_users(filename: str) -> bool:
    """Whether a file belongs to the user and not to Python, a library or Tapelint."""
    if filename.startswith(_CELL):
        return True
    if filename.startswith(("<", _OURS)) or _GENERATED in filename:
        return False
    return not filename.startswith(_LIBRARIES) and not any(p in filename for p in _INSTALLED)


def is_ours(filename: str) -> bool:
    """Whether a file belongs to Tapelint."""
    return filename.startswith(_OURS)


def chain(depth: int) -> Chain:
    """The user's lines that lead to the caller ``depth`` frames up."""
    # This is done for every operation, through all of Keras: what it does is done once per file.
    frame: FrameType | None = sys._getframe(depth)
    found: list[tuple[str, int, str]] = []
    kinds = _KINDS
    while frame is not None:
        code = frame.f_code
        file = code.co_filename
        kind = kinds.get(file)
        if kind is None:
            kind = kinds[file] = _kind(file)
        if kind:
            if kind == _REWRITTEN:
                return _translated(depth + 1)
            if len(found) < _MOST_FRAMES:
                found.append((file, frame.f_lineno, code.co_name))
        frame = frame.f_back
    return tuple(found)


def _kind(file: str) -> int:
    return _REWRITTEN if _GENERATED in file else int(is_users(file))


def _translated(depth: int) -> Chain:
    """A stack with code that TensorFlow wrote anew, as the user wrote it."""
    from tensorflow.python.util import tf_stack

    return from_traceback(tf_stack.extract_stack(depth))


def spelled(lines: Chain) -> list[list[Any]]:
    """A chain as JSON: [file, line, function]."""
    return [list(line) for line in lines]


def from_traceback(summaries: Iterable[Any] | None) -> Chain:
    """The user's lines of a TensorFlow stack, outermost first there, innermost first here."""
    found = [
        (frame.filename, frame.lineno, frame.name)
        for frame in summaries or ()
        if is_users(frame.filename)
    ]
    return tuple(found[::-1][:_MOST_FRAMES])


def users_frame(depth: int) -> FrameType | None:
    """The innermost frame of the user's at or above the caller ``depth`` frames up."""
    frame: FrameType | None = sys._getframe(depth)
    while frame is not None and not _has_users_names(frame.f_code.co_filename):
        frame = frame.f_back
    return frame


def _has_users_names(filename: str) -> bool:
    """Whether a frame's names are the user's: TensorFlow keeps them in what it writes anew."""
    return is_users(filename) or _GENERATED in filename
