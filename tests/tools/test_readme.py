"""The README shows what the commands print and what the code declares, today."""

from __future__ import annotations

import re

from tools.readme import README, ROOT, updated

_LINK = re.compile(r"\]\((?!https?://|#)([^)#]+)")


def test_the_readme_is_up_to_date() -> None:
    text = README.read_text(encoding="utf-8")
    assert updated(text) == text, "run: make regenerate"


def test_every_link_leads_somewhere() -> None:
    text = README.read_text(encoding="utf-8")
    assert all((ROOT / link).exists() for link in _LINK.findall(text))
