"""Lines break where Python and LSP break them; columns convert both ways."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tapelint.text import Columns, Edit, LineIndex, Span, apply_edits

UNITS: tuple[Columns, ...] = ("utf-8", "utf-16", "utf-32")


def test_only_line_breaks_break_lines() -> None:
    index = LineIndex("a\nb\r\nc\rd\fe\x0bf\u2028g\x85h")
    assert [index.line(n) for n in range(1, index.line_count + 1)] == [
        "a",
        "b",
        "c",
        "d\fe\x0bf\u2028g\x85h",
    ]


@pytest.mark.parametrize(("unit", "column"), [("utf-8", 10), ("utf-16", 7), ("utf-32", 6)])
def test_emoji_columns(unit: Columns, column: int) -> None:
    index = LineIndex("x\né = '🙂' // 2")
    place = len("é = '🙂".encode())
    assert place == 10
    assert index.column(2, place, unit) == column
    assert index.byte_column(2, column, unit) == place


def test_inside_a_character_means_before_it() -> None:
    index = LineIndex("🙂x")
    assert index.column(1, 2, "utf-16") == 0
    assert index.byte_column(1, 1, "utf-16") == 0
    assert index.byte_column(1, 2, "utf-16") == 4


def test_places_beyond_the_text_are_clamped() -> None:
    index = LineIndex("ab\n")
    assert index.line(0) == index.line(9) == ""
    assert index.offset(0, 5) == 0
    assert index.offset(9, 5) == 3
    assert index.offset(1, 99) == 2
    assert index.column(1, -3, "utf-8") == 0


@given(st.text(alphabet="a é🙂\t\n\r\f\u2028\ud800", max_size=40))
def test_columns_and_offsets_round_trip(text: str) -> None:
    index = LineIndex(text)
    for line in range(1, index.line_count + 1):
        content = index.line(line)
        for position in range(len(content) + 1):
            place = len(content[:position].encode("utf-8", "surrogatepass"))
            for unit in UNITS:
                assert index.byte_column(line, index.column(line, place, unit), unit) == place
            assert index.position(index.offset(line, place)) == (line, place)


def test_edits_apply_in_any_order() -> None:
    text = "é = a // b\nc\n"
    edits = [Edit(Span(2, 0, 2, 1), "d"), Edit(Span(1, 7, 1, 9), "/"), Edit(Span(1, 0, 1, 0), "# ")]
    assert apply_edits(text, edits) == "# é = a / b\nd\n"


def test_inserted_lines_take_the_line_breaks_of_the_text() -> None:
    assert apply_edits("a\r\nb\r\n", [Edit(Span(2, 0, 2, 0), "x\ny\n")]) == "a\r\nx\r\ny\r\nb\r\n"


def test_overlapping_edits_are_refused() -> None:
    with pytest.raises(ValueError, match="overlap"):
        apply_edits("abcd", [Edit(Span(1, 0, 1, 2), "x"), Edit(Span(1, 1, 1, 3), "y")])


def test_slice_reads_what_stands_at_a_span() -> None:
    assert LineIndex("a\nbé c\r\nd").slice(Span(2, 1, 3, 1)) == "é c\r\nd"
