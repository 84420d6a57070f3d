"""Proving that a fix mends what it says: the changed text is checked before the fix is offered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Sequence
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
    return all_reproved(text, [(fix, finding)], before, read)


def all_reproved(
    text: str,
    fixes: Sequence[tuple[Fix, Finding]],
    before: Reading,
    read: Callable[[str], Reading],
) -> bool:
    """Whether fixes of different findings, made together, take them all away: one reading."""
    try:
        mended = apply_edits(text, [edit for fix, _ in fixes for edit in fix.edits])
    except ValueError:
        return False
    after = read(mended)
    if after.unreadable > before.unreadable or after.astray > before.astray:
        return False
    wanted = Counter(finding.code for _, finding in fixes)
    was, now = _counts(before.findings, wanted), _counts(after.findings, wanted)
    return all(now[code] <= was[code] - wanted[code] for code in was.keys() | now.keys())


def _counts(found: Iterable[Finding], wanted: Container[str]) -> Counter[str]:
    return Counter(each.code for each in found if each.severity in _COUNTED or each.code in wanted)
