"""Recognises syntax that only a newer Python than the running one can read.

The checker parses with the Python it runs in. Code that another Python accepts must not fall
silent without a word, so an unreadable line is compared with the syntax that came later.
"""

from __future__ import annotations

import re
import sys

Version = tuple[int, int]

_FORMS: tuple[tuple[Version, str, re.Pattern[str]], ...] = (
    ((3, 11), "`except*`", re.compile(r"^\s*except\s*\*", re.MULTILINE)),
    ((3, 11), "`*` in an index", re.compile(r"\w\[[^\]\n]*(?<![\w)\]])\*\w[^\]\n]*\]")),
    (
        (3, 12),
        "a `type` statement",
        re.compile(r"^\s*type\s+\w+\s*(?:\[[^\]]*\]\s*)?=", re.MULTILINE),
    ),
    (
        (3, 12),
        "a type parameter list",
        re.compile(r"^\s*(?:(?:async\s+)?def|class)\s+\w+\s*\[", re.MULTILINE),
    ),
    (
        (3, 12),
        "the same quotes inside an f-string",
        re.compile(
            r"\b[rR]?[fF][rR]?([\"'])(?:(?!\1)[^{}\n]|\{(?:(?!\1)[^{}\n])*\})*"
            r"\{(?:(?!\1)[^{}\n])*\1[^{}\n]*\1[^{}\n]*\}"
        ),
    ),
    (
        (3, 13),
        "a default for a type parameter",
        re.compile(r"^\s*(?:def|class|type)\s+\w+\s*\[.*="),
    ),
    ((3, 14), "a t-string", re.compile(r"(?<!\w)(?:[tT][rR]?|[rR][tT])[\"']")),
    (
        (3, 14),
        "`except` with several types and no parentheses",
        re.compile(r"^\s*except\s+[\w.]+\s*,[^:\n]*:", re.MULTILINE),
    ),
    (
        (3, 15),
        "a lazy import",
        re.compile(r"^\s*lazy\s+(?:import|from)\s", re.MULTILINE),
    ),
)


def explain(written: str, reason: str, running: Version = sys.version_info[:2]) -> str | None:
    """Why the running Python can't read these lines, if a newer one can; None otherwise."""
    for needed, form, pattern in _FORMS:
        if needed > running and pattern.search(written) and _fits(form, reason):
            have, wanted = ".".join(map(str, running)), ".".join(map(str, needed))
            return (
                f"uses syntax newer than this Python {have}: {form} needs Python {wanted}."
                " Run Tapelint with that Python to have it checked"
            )
    return None


def _fits(form: str, reason: str) -> bool:
    """A half-typed f-string looks much like a newer one, except for what CPython says of it."""
    return "f-string" not in form or "f-string" in reason or "invalid syntax" in reason
