"""The parts about traces by themselves: lines of output, and places that move."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tapelint.lsp.tracing.moving import moves
from tapelint.lsp.tracing.output import Lines
from tapelint.lsp.tracing.words import listed
from tests.lsp.support import SERVER, START


def test_lines_are_told_when_they_are_whole() -> None:
    lines = Lines()
    assert lines.take(b"one\ntw") == ["one"]
    assert lines.take(b"o\r\n") == ["two"]
    assert lines.take("ä".encode()[:1]) == []
    assert lines.take("ä".encode()[1:] + b" end") == []
    assert lines.take(b"") == ["ä end"]


def test_what_a_log_cannot_show_is_left_out() -> None:
    assert Lines().take(b"a\x1b[1;31mb\x1b[0m\x07c\xff\n") == ["abc\ufffd"]


def test_a_line_that_never_ends_costs_no_memory() -> None:
    lines = Lines()
    for _ in range(100):
        assert lines.take(b"x" * 65536) == []
    assert len(lines._rest) <= 65536


ONE = "import a\n\ndef f():\n    return 1\n"
TWO = "with a:\n    b = 2\n"


@pytest.mark.parametrize(
    ("after", "found"),
    [
        (ONE + TWO, {1: 1, 3: 3, 4: 4, 5: 5, 6: 6}),
        (f"x = 1\n{ONE}# why\n\n{TWO}", {1: 2, 3: 4, 4: 5, 5: 8, 6: 9}),
        (ONE.replace("1", "2") + TWO, {1: 1, 5: 5, 6: 6}),
        (TWO + ONE, {1: 3, 3: 5, 4: 6, 5: 1, 6: 2}),
        (ONE + TWO + TWO, {1: 1, 3: 3, 4: 4}),
        ((ONE + TWO).replace("\n", "\r\n"), {1: 1, 3: 3, 4: 4, 5: 5, 6: 6}),
        ("", {}),
        ("def f(:\n", {}),
    ],
)
def test_units_that_stand_unchanged_take_their_lines_along(
    after: str, found: dict[int, int]
) -> None:
    assert {old: new for old, new in moves(ONE + TWO, after).items() if old != 2} == found


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["w"], "w"),
        (["a", "b", "c", "d"], "a, b, c, d"),
        (["a", "b", "c", "d", "e"], "a, b, c and 2 more"),
        (["a/dense/kernel", "a/dense/bias"], "a/dense/kernel, a/dense/bias"),
        ([f"a_long_name/dense_{n}/kernel" for n in range(4)], None),
        (["x" * 100], f"…{'x' * 40}"),
    ],
)
def test_names_are_listed_as_far_as_they_can_be_read(names: list[str], told: str | None) -> None:
    assert listed(names) == told or (told is None and listed(names).endswith(" and 2 more"))


def test_lenses_import_nothing_that_runs_programs() -> None:
    program = """\
import sys
import tapelint.lsp.tracing.bench
heavy = {"tapelint.trace.run", "psutil", "subprocess", "pygls", "lsprotocol", "tapelint.report"}
print(sorted(heavy & set(sys.modules)))
"""
    paths = f"import sys; sys.path.insert(0, {str(Path(SERVER[-1]).parent)!r})\n"
    done = subprocess.run([*START, "-c", paths + program], capture_output=True, check=True)
    assert done.stdout.strip() == b"[]"
