"""The list of causes names rules that exist, and every rule that speaks of a gradient."""

from __future__ import annotations

import re
from pathlib import Path

from tapelint.rules.all import RULES

CAUSES = Path(__file__).resolve().parents[2] / "docs" / "causes.md"
NO_GRADIENT_IS_LOST = {"redundant-watch", "unused-ignore"}


def test_every_rule_has_a_cause_and_every_cause_a_rule() -> None:
    linked = set(re.findall(r"\]\(rules/([a-z-]+)\.md\)", CAUSES.read_text("utf-8")))
    assert linked == {rule.name for rule in RULES} - NO_GRADIENT_IS_LOST
