"""Proving that a fix mends what it says: the changed text is checked before the fix is offered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tapelint.diagnostic import Finding, Fix, Severity
from tapelint.text import apply_edits

_COUNTED = (Severity.ERROR, Severity.WARNING)


@dataclass(frozen=True, slots=True)
class Reading:
    """What is found in a text before anybody silences it, and how many places can't be read.

    ``astray`` counts the requests behind a tensor that is asked for what only an array has.
    """

    findings: tuple[Finding, ...]
    unreadable: int
    astray: int = 0


def reproved(
    text: str, fix: Fix, finding: Finding, before: Reading, read: Callable[[str], Reading]
) -> bool:
    """Whether ``fix`` takes ``finding`` away from ``text`` and brings no other one.

    ``before`` is the reading of ``text``; ``read`` gives that of another one. Places move with an
    edit, so findings are counted by rule; a fix that only uncovers the next break on the same path
    is none.
    """
    try:
        mended = apply_edits(text, fix.edits)
    except ValueError:
        return False
    after = read(mended)
    if after.unreadable > before.unreadable or after.astray > before.astray:
        return False
    was, now = _counts(before.findings, finding), _counts(after.findings, finding)
    return now[finding.code] < was[finding.code] and all(
        count <= was[code] for code, count in now.items()
    )


def _counts(found: Iterable[Finding], finding: Finding) -> Counter[str]:
    return Counter(
        each.code for each in found if each.severity in _COUNTED or each.code == finding.code
    )
