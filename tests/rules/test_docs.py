"""The rules and their pages: complete, unique, up to date."""

from __future__ import annotations

import re

import pytest

from tapelint.diagnostic import Severity
from tapelint.rules import registry, url
from tapelint.rules.base import Rule
from tools.docs import pages

SECTIONS = [
    "What it does",
    "Why it breaks the gradient",
    "Example",
    "Use instead",
    "Fix safety",
]


def test_pages_are_up_to_date() -> None:
    for path, text in pages():
        assert path.exists(), f"{path.name} is missing: run python -m tools.docs"
        assert path.read_text(encoding="utf-8") == text, f"{path.name}: run python -m tools.docs"


def test_codes_names_and_kinds_belong_to_one_rule() -> None:
    rules = registry()
    for values in (
        [rule.code for rule in rules],
        [rule.name for rule in rules],
        [kind for rule in rules for kind in rule.kinds],
    ):
        assert len(values) == len(set(values))
    assert [rule.code for rule in rules] == sorted(rule.code for rule in rules)


@pytest.mark.parametrize("rule", registry(), ids=lambda rule: rule.name)
def test_a_rule_documents_itself(rule: type[Rule]) -> None:
    assert re.findall(r"^## (.+)$", rule.docs(), re.MULTILINE) == SECTIONS
    assert rule.summary().endswith(".")
    assert rule.levels
    assert all(isinstance(level, Severity) for level in rule.levels)
    assert url(rule.code).endswith(f"/{rule.name}.md")
