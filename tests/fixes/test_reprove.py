"""A fix is offered only where the changed text has one finding less and none more."""

from __future__ import annotations

from tapelint.diagnostic import Applicability, Finding, Fix, Severity
from tapelint.fix.reprove import reproved
from tapelint.text import Edit, Span

TEXT = "a = x // 2\nb = 1\n"
HERE = Span(1, 6, 1, 8)


def finding(code: str, severity: Severity = Severity.ERROR) -> Finding:
    return Finding("rule", code, severity, HERE, "")


def fix(code: str, span: Span = HERE) -> Fix:
    return Fix("", Applicability.UNSAFE, (Edit(span, code),))


def found(text: str) -> list[Finding]:
    """One finding for each ``//``, another one for ``round``, a hint for ``watch``."""
    return [
        *[finding("TL102")] * text.count("//"),
        *[finding("TL101")] * text.count("round"),
        *[finding("TL401", Severity.HINT)] * text.count("watch"),
    ]


def test_a_fix_that_mends_is_offered() -> None:
    assert reproved(TEXT, fix("/"), finding("TL102"), found)


def test_a_fix_without_effect_is_not() -> None:
    assert not reproved(TEXT, fix("//"), finding("TL102"), found)


def test_a_fix_that_uncovers_another_break_is_not() -> None:
    assert not reproved(TEXT, fix("/ round"), finding("TL102"), found)


def test_a_fix_may_leave_a_hint() -> None:
    assert reproved(TEXT, fix("/ watch /"), finding("TL102"), found)


def test_a_fix_that_breaks_the_syntax_is_not() -> None:
    assert not reproved(TEXT, fix(") ("), finding("TL102"), found)


def test_edits_that_overlap_are_not() -> None:
    twice = Fix("", Applicability.SAFE, (Edit(HERE, "/"), Edit(HERE, "/")))
    assert not reproved(TEXT, twice, finding("TL102"), found)


def test_what_was_broken_before_does_not_hinder() -> None:
    text = f"{TEXT}def (\n"
    assert reproved(text, fix("/"), finding("TL102"), found)
