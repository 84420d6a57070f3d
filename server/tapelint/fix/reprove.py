"""Proving that a fix mends what it says: the changed text is checked before the fix is offered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from tapelint.diagnostic import Finding, Fix, Severity
from tapelint.syntax import Parser
from tapelint.text import apply_edits

_COUNTED = (Severity.ERROR, Severity.WARNING)


def reproved(
    text: str, fix: Fix, finding: Finding, findings: Callable[[str], Iterable[Finding]]
) -> bool:
    """Whether ``fix`` takes ``finding`` away from ``text`` and brings no other one.

    ``findings`` says everything that is found in a text. Places move with an edit, so findings are
    counted by rule; a fix that only uncovers the next break on the same path is none.
    """
    try:
        mended = apply_edits(text, fix.edits)
    except ValueError:
        return False
    if _unreadable(mended) > _unreadable(text):
        return False
    before, after = _counts(findings(text), finding), _counts(findings(mended), finding)
    return after[finding.code] < before[finding.code] and all(
        count <= before[code] for code, count in after.items()
    )


def _unreadable(text: str) -> int:
    return len(Parser().parse(text).broken)


def _counts(found: Iterable[Finding], finding: Finding) -> Counter[str]:
    return Counter(
        each.code for each in found if each.severity in _COUNTED or each.code == finding.code
    )
