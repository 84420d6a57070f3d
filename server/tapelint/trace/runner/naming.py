"""What the user calls a tensor or variable."""

from __future__ import annotations

import types
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import FrameType
    from typing import Any

# How Python itself keeps the attributes of objects and of modules.
_PLAIN = (types.GetSetDescriptorType, types.MemberDescriptorType)


def name_of(value: Any, frame: FrameType | None, position: int) -> str:
    """A name in scope, an attribute of such a one, the name it was made with, or a number."""
    found = _in_scope(value, frame) if frame is not None else None
    if found:
        return found
    own = getattr(value, "path", None)
    if not isinstance(own, str):
        own = None if _is_tensor(value) else getattr(value, "name", None)
    if isinstance(own, str) and own:
        return own.removesuffix(":0")
    return "source[%d]" % position


def _is_tensor(value: Any) -> bool:
    return not hasattr(value, "handle") and not hasattr(value, "trainable")


def _in_scope(value: Any, frame: FrameType) -> str | None:
    scopes = [frame.f_locals]
    if frame.f_globals is not frame.f_locals:
        scopes.append(frame.f_globals)
    for scope in scopes:
        for name, held in list(scope.items()):
            if held is value and not name.startswith("__"):
                return name
    for name, held in list(frame.f_locals.items()):
        fields = None if name.startswith("__") or isinstance(held, type) else _fields(held)
        for field, inner in list((fields or {}).items()):
            if inner is value and not field.startswith("_"):
                return "%s.%s" % (name, field)
    return None


def _fields(held: Any) -> dict[str, Any] | None:
    """What an object holds, read without running any code of its class: that isn't ours to run."""
    for kind in type(held).__mro__:
        found = kind.__dict__.get("__dict__")
        if found is not None:
            fields = found.__get__(held) if type(found) in _PLAIN else None
            return fields if type(fields) is dict else None
    return None
