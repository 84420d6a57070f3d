"""A fix is offered only where the changed text has one finding less and none more."""

from __future__ import annotations

from typing import Any

from tapelint.check import Analysis, Checker
from tapelint.diagnostic import Applicability, Finding, Fix, Severity
from tapelint.fix.reprove import Reading, all_reproved, reproved
from tapelint.flow import Memory
from tapelint.flow import analyse as follow_gradients
from tapelint.syntax import Parsed, Parser
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


BOTH = "a = x // 2\nb = x // 3\n"
SECOND = Span(2, 6, 2, 8)


def mend_together(first: str, second: str) -> bool:
    fixes = [(fix(first), finding("TL102")), (fix(second, SECOND), finding("TL102"))]
    return all_reproved(BOTH, fixes, read(BOTH), read)


def test_fixes_that_mend_together_are_offered() -> None:
    assert mend_together("/", "/")


def test_one_without_effect_spoils_all() -> None:
    assert not mend_together("/", "//")


def test_one_that_uncovers_another_break_spoils_all() -> None:
    assert not mend_together("/", "/ round")


def test_a_program_with_many_fixes_is_followed_once_for_each_kind_of_fix() -> None:
    runs: list[str] = []

    def analyse(parsed: Parsed, **options: Any) -> Analysis:
        runs.append(parsed.text)
        return follow_gradients(parsed, memory=Memory(), **options)

    lines = [f"v{i} = tf.Variable({i}.0)" for i in range(4)]
    asked = [f"print(tape.gradient(y{i}, v{i}))" for i in range(4)]
    body = [f"    y{i} = 2.0 * (v{i} // 2.0)" for i in range(4)]
    head = ["import tensorflow as tf", *lines, "with tf.GradientTape(persistent=True) as tape:"]
    text = "\n".join([*head, *body, *asked, ""])
    found = Checker(analyse).check(text, fixes=True).findings
    assert len(found) == 4 and all(each.fixes for each in found)
    assert len(runs) == 1 + max(len(each.fixes) for each in found)
