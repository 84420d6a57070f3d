"""The README shows what the commands print and what the code declares, today."""

from __future__ import annotations

import re

import pytest

from tools.readme import README, ROOT, updated

_LINK = re.compile(r"\]\((?!https?://|#)([^)#]+)")


@pytest.mark.oracle
def test_the_traces_of_the_readme_are_up_to_date() -> None:
    text = README.read_text(encoding="utf-8")
    assert updated(text, trace=True) == text, "run `python -m tools.readme --trace`"


def test_the_readme_is_up_to_date() -> None:
    text = README.read_text(encoding="utf-8")
    assert updated(text) == text, "run: make regenerate"


def test_every_link_leads_somewhere() -> None:
    text = README.read_text(encoding="utf-8")
    assert all((ROOT / link).exists() for link in _LINK.findall(text))
