"""Writes signatures down in the table's notation."""

from __future__ import annotations

import inspect
from typing import Any


def written(function: Any, skip: tuple[str, ...] = ("self",)) -> str:
    """``x; axis=None; *; name=`` for a signature; empty where Python can't tell."""
    try:
        signature = inspect.signature(function)
    except (ValueError, TypeError):
        return ""
    if inspect.isclass(function) and set(signature.parameters) == {"args", "kwargs"}:
        return written(function.__init__)
    parts: list[str] = []
    for parameter in signature.parameters.values():
        if parameter.name in skip:
            continue
        if parameter.kind is parameter.VAR_POSITIONAL:
            parts.append("*" + parameter.name)
        elif parameter.kind is parameter.VAR_KEYWORD:
            parts.append("**" + parameter.name)
        else:
            starred = any(part.startswith("*") for part in parts)
            if parameter.kind is parameter.KEYWORD_ONLY and not starred:
                parts.append("*")
            parts.append(parameter.name + _default(parameter))
    return "; ".join(parts)


def call_of(kind: str, obj: Any) -> str:
    """The signature of calling an object of this class."""
    method = {
        "layer": "call",
        "model": "call",
        "loss": "__call__",
        "metric": "update_state",
        "initializer": "__call__",
        "regularizer": "__call__",
        "constraint": "__call__",
        "schedule": "__call__",
    }.get(kind)
    return written(getattr(obj, method)) if method else ""


def _default(parameter: inspect.Parameter) -> str:
    if parameter.default is parameter.empty:
        return ""
    value = parameter.default
    if type(value).__name__ == "DType":
        return f"={value.name!r}"
    plain = value is None or isinstance(value, str | int | float | bool)
    text = repr(value) if plain else ""
    return "=" + ("" if ";" in text or len(text) > 40 else text)
