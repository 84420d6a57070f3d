"""What the text of an argument shows of a name or a path whose value isn't known."""

from __future__ import annotations

import ast

from tapelint.flow.places import Place


def given_by_name(place: Place, name: str) -> ast.expr | None:
    """The keyword of a call, as it is written; of ``**{…}`` too."""
    call = place.node
    if not isinstance(call, ast.Call):
        return None
    for keyword in call.keywords:
        if keyword.arg == name:
            return keyword.value
        if keyword.arg is None and isinstance(keyword.value, ast.Dict):
            for key, value in zip(keyword.value.keys, keyword.value.values, strict=True):
                if isinstance(key, ast.Constant) and key.value == name:
                    return value
    return None


def has_slash(text: ast.expr) -> bool:
    """Whether a text surely has a slash in it, whatever else is put in."""
    if isinstance(text, ast.Constant):
        return isinstance(text.value, str) and "/" in text.value
    if isinstance(text, ast.JoinedStr):
        return any(has_slash(part) for part in text.values)
    if isinstance(text, ast.BinOp) and isinstance(text.op, ast.Add):
        return has_slash(text.left) or has_slash(text.right)
    if isinstance(text, ast.BinOp) and isinstance(text.op, ast.Mod):
        return has_slash(text.left)
    pattern = _formatted(text)
    return pattern is not None and has_slash(pattern)


def ending(text: ast.expr) -> str:
    """The end of a text that surely stands there; empty where none is known."""
    if isinstance(text, ast.Constant):
        return text.value if isinstance(text.value, str) else ""
    if isinstance(text, ast.JoinedStr) and text.values:
        return ending(text.values[-1])
    if isinstance(text, ast.BinOp) and isinstance(text.op, ast.Add):
        return ending(text.right)
    if isinstance(text, ast.Call) and text.args and ast.unparse(text.func) == "os.path.join":
        return ending(text.args[-1])
    pattern = _formatted(text)
    return "" if pattern is None else ending(pattern).rpartition("}")[2]


def _formatted(text: ast.expr) -> ast.expr | None:
    """What ``format`` is called on, as in ``"…".format(…)``."""
    method = text.func if isinstance(text, ast.Call) else None
    is_format = isinstance(method, ast.Attribute) and method.attr == "format"
    return method.value if is_format and isinstance(method, ast.Attribute) else None
