"""A fix is offered only where the changed text has one finding less and none more."""

from __future__ import annotations

from tapelint.diagnostic import Applicability, Finding, Fix, Severity
from tapelint.fix.reprove import Reading, reproved
from tapelint.syntax import Parser
from tapelint.text import Edit, Span

TEXT = "a = x // 2\nb = 1\n"
HERE = Span(1, 6, 1, 8)


def finding(code: str, severity: Severity = Severity.ERROR) -> Finding:
    return Finding("rule", code, severity, HERE, "")


def fix(code: str, span: Span = HERE) -> Fix:
    return Fix("", Applicability.UNSAFE, (Edit(span, code),))


def read(text: str) -> Reading:
    """A finding for each ``//`` or ``round``, a hint for ``watch``; ``.mean`` is astray."""
    found = (
        *[finding("TL102")] * text.count("//"),
        *[finding("TL101")] * text.count("round"),
        *[finding("TL401", Severity.HINT)] * text.count("watch"),
    )
    return Reading(found, len(Parser().parse(text).broken), text.count(".mean"))


def mends(text: str, one: Fix, it: Finding) -> bool:
    return reproved(text, one, it, read(text), read)


def test_a_fix_that_mends_is_offered() -> None:
    assert mends(TEXT, fix("/"), finding("TL102"))


def test_a_fix_without_effect_is_not() -> None:
    assert not mends(TEXT, fix("//"), finding("TL102"))


def test_a_fix_that_uncovers_another_break_is_not() -> None:
    assert not mends(TEXT, fix("/ round"), finding("TL102"))


def test_a_fix_may_leave_a_hint() -> None:
    assert mends(TEXT, fix("/ watch /"), finding("TL102"))


def test_a_fix_that_breaks_the_syntax_is_not() -> None:
    assert not mends(TEXT, fix(") ("), finding("TL102"))


def test_a_fix_that_asks_a_tensor_for_what_only_an_array_has_is_not() -> None:
    assert not mends(TEXT, fix("/ x.mean() /"), finding("TL102"))


def test_edits_that_overlap_are_not() -> None:
    twice = Fix("", Applicability.SAFE, (Edit(HERE, "/"), Edit(HERE, "/")))
    assert not mends(TEXT, twice, finding("TL102"))


def test_what_was_broken_before_does_not_hinder() -> None:
    text = f"{TEXT}def (\n"
    assert mends(text, fix("/"), finding("TL102"))
