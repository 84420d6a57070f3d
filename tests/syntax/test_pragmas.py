"""Comments silence what they name, where they stand, and nothing else."""

from __future__ import annotations

import pytest

from tapelint.syntax import Parser
from tapelint.syntax.pragmas import Pragma, pragmas, removal
from tapelint.text import Span, apply_edits


def read(text: str) -> tuple[Pragma, ...]:
    return pragmas(Parser().parse(text))


@pytest.mark.parametrize(
    ("comment", "names"),
    [
        ("# tapelint: ignore[floor-division]", ("floor-division",)),
        ("#tapelint:ignore[TL102, stop-gradient]", ("TL102", "stop-gradient")),
        ("# tapelint: ignore", ()),
        ("# tapelint: ignore[floor-division] -- seconds are whole", ("floor-division",)),
        ("# type: ignore  # tapelint: ignore[TL102]  # more", ("TL102",)),
        ("# noqa: TL102", ("TL102",)),
        ("# NOQA:E501,tl102 because", ("TL102",)),
    ],
)
def test_a_comment_speaks_for_its_line(comment: str, names: tuple[str, ...]) -> None:
    (pragma,) = read(f"a = 1\nb = a // 2  {comment}\nc = 3\n")
    assert (pragma.names, pragma.line) == (names, 2)


@pytest.mark.parametrize(
    "line",
    [
        "'# tapelint: ignore[x]'",
        "f('''\n# tapelint: ignore\n''')",
        "# noqa",
        "# noqa: E501",
        "# no",
    ],
)
def test_other_text_silences_nothing(line: str) -> None:
    assert read(f"a = {line}\n") == ()


def test_a_comment_alone_speaks_for_the_next_line_of_code() -> None:
    (pragma,) = read("def f():\n    # tapelint: ignore[x]\n\n    # why\n    return a // 2\n")
    assert pragma.line == 5


def test_ignore_file_speaks_for_the_file() -> None:
    (pragma,) = read("import a\n# tapelint: ignore-file[floor-division]\n")
    assert pragma.line is None
    assert pragma.covers(Span(99, 0, 99, 1))


def test_places_count_bytes() -> None:
    (pragma,) = read("é = '🙂'  # tapelint: ignore[x]\n")
    assert pragma.span == Span(1, 13, 1, 34)


@pytest.mark.parametrize(
    ("line", "useless", "left"),
    [
        ("b = 1  # tapelint: ignore[x] -- why\n", ("x",), "b = 1\n"),
        (
            "b = 1  # tapelint: ignore[x, y] -- why\n",
            ("x",),
            "b = 1  # tapelint: ignore[y] -- why\n",
        ),
        ("é = 1  # one  # tapelint: ignore\n", ("",), "é = 1  # one\n"),
        ("é = 1  # tapelint: ignore[x]  # two\n", ("x",), "é = 1  # two\n"),
        ("# tapelint: ignore[x]\nb = 1\n", ("x",), "b = 1\n"),
    ],
)
def test_what_is_useless_can_be_removed(line: str, useless: tuple[str, ...], left: str) -> None:
    parsed = Parser().parse(line)
    (pragma,) = pragmas(parsed)
    edit = removal(parsed, pragma, useless)
    assert edit is not None
    assert apply_edits(line, [edit]) == left


def test_noqa_is_never_written() -> None:
    parsed = Parser().parse("b = 1  # noqa: TL102\n")
    (pragma,) = pragmas(parsed)
    assert removal(parsed, pragma, ("TL102",)) is None
