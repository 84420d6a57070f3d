"""Which lines of a call stack are the user's, innermost first."""

from __future__ import annotations

import os
import sys
import sysconfig
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import CodeType, FrameType
    from typing import Any

    # The user's lines, innermost first: as the stack has them, or as TensorFlow remembers them.
    Live = tuple[tuple[CodeType, int], ...]
    Remembered = tuple[tuple[str, int, str], ...]
    Chain = Live | Remembered

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

_KNOWN: dict[CodeType, bool] = {}


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
    """The user's (code, line) that lead to the caller ``depth`` frames up, innermost first."""
    frame: FrameType | None = sys._getframe(depth)
    found: list[tuple[CodeType, int]] = []
    known = _KNOWN
    while frame is not None:
        code = frame.f_code
        users = known.get(code)
        if users is None:
            if _GENERATED in code.co_filename:
                return _translated(depth + 1)
            users = known[code] = is_users(code.co_filename)
        if users and len(found) < _MOST_FRAMES:
            found.append((code, frame.f_lineno))
        frame = frame.f_back
    return tuple(found)


def _translated(depth: int) -> Remembered:
    """A stack with code that TensorFlow wrote anew, as the user wrote it."""
    from tensorflow.python.util import tf_stack

    return from_traceback(tf_stack.extract_stack(depth))


def spelled(lines: Chain) -> list[list[Any]]:
    """A chain, however it was found, as JSON: [file, line, function], innermost first."""
    if lines and isinstance(lines[0][0], str):
        return [list(line) for line in lines]
    return [[code.co_filename, line, code.co_name] for code, line in lines]  # type: ignore[misc]


def from_traceback(summaries: Iterable[Any] | None) -> Remembered:
    """The user's lines of a TensorFlow stack, outermost first there, innermost first here."""
    found = [
        (frame.filename, frame.lineno, frame.name)
        for frame in summaries or ()
        if is_users(frame.filename)
    ]
    return tuple(map(tuple, found[::-1][:_MOST_FRAMES]))


def users_frame(depth: int) -> FrameType | None:
    """The innermost frame of the user's at or above the caller ``depth`` frames up."""
    frame: FrameType | None = sys._getframe(depth)
    while frame is not None and not _has_users_names(frame.f_code.co_filename):
        frame = frame.f_back
    return frame


def _has_users_names(filename: str) -> bool:
    """Whether a frame's names are the user's: TensorFlow keeps them in what it writes anew."""
    return is_users(filename) or _GENERATED in filename
