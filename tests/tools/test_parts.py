"""The signatures that the engine's parts share stand in a generated stub."""

from __future__ import annotations

from tools.parts import STUB, written


def test_the_stub_is_up_to_date() -> None:
    assert STUB.read_text(encoding="utf-8") == written(), "python -m tools.parts writes it anew"
