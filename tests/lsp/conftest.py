"""What most tests of traces begin with."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.lsp.traced import CUT, SAW_CUT, Program


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """A program whose gradient is cut, and whose trace sees that."""
    made = Program(tmp_path, CUT)
    made.saw(SAW_CUT)
    return made
