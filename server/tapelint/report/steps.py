"""What is said of the lines on the way from a source to the request for its gradient."""

from __future__ import annotations

import os

from tapelint.diagnostic import Role, Step

_WORDS = {
    Role.SOURCE: "source {}",
    Role.RECORDS: "the tape records from here on",
    Role.CALLS: "into `{}`",
    Role.ASKS: "{}",
}
_ENDS = "the gradient ends here"
_SEVERAL = " and "


def words(step: Step) -> str:
    """What happens in a line; empty where it only passes the value on."""
    if step.role is Role.CUT:
        return step.note or _ENDS
    said = _WORDS.get(step.role, "").format(step.note)
    plural = step.role is Role.SOURCE and _SEVERAL in step.note
    return said.replace("source ", "sources ", 1) if plural else said


def near(file: str) -> str:
    """The name of another file, relative to where we are if it lies below."""
    try:
        relative = os.path.relpath(file)
    except ValueError:  # on another drive
        return file
    return file if relative.startswith("..") else relative
