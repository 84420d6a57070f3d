"""Programs with statements or arguments missing, doubled, swapped or cut off: one answer."""

from __future__ import annotations

import ast

from hypothesis import given, settings
from hypothesis import strategies as st

from tapelint.check import Checker
from tests.programs.catalog import programs

TEXTS = [program.text for program in programs()]
# It has seen whatever other texts came before, and must not care.
WARM = Checker()


@st.composite
def mangled(draw: st.DrawFn) -> str:
    """A program after a few careless edits."""
    text = draw(st.sampled_from(TEXTS))
    for _ in range(draw(st.integers(1, 4))):
        text = draw(st.sampled_from(EDITS))(draw, text)
    return text


def _without_one(draw: st.DrawFn, text: str) -> str:
    first, last, lines = _statement(draw, text)
    return "\n".join([*lines[:first], *lines[last:]])


def _with_one_twice(draw: st.DrawFn, text: str) -> str:
    first, last, lines = _statement(draw, text)
    return "\n".join([*lines[:last], *lines[first:]])


def _swapped(draw: st.DrawFn, text: str) -> str:
    first, last, lines = _statement(draw, text)
    return "\n".join(
        [*lines[:first], *lines[last : last + 1], *lines[first:last], *lines[last + 1 :]]
    )


def _cut_off(draw: st.DrawFn, text: str) -> str:
    return text[: draw(st.integers(len(text) // 2, len(text)))]


def _without_arguments(draw: st.DrawFn, text: str) -> str:
    """The text with one call that is given less, or is given it by another name."""
    calls = _calls(text)
    if not calls:
        return text
    call = draw(st.sampled_from(calls))
    given = [ast.unparse(argument) for argument in call.args]
    named = [ast.unparse(keyword) for keyword in call.keywords]
    kept = draw(st.sampled_from([[], given[1:], given[:1], [f"other={x}" for x in given[:1]]]))
    made = f"{ast.unparse(call.func)}({', '.join([*kept, *draw(st.sampled_from([named, []]))])})"
    return text.replace(ast.get_source_segment(text, call) or made, made)


def _calls(text: str) -> list[ast.Call]:
    try:
        return [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)]
    except SyntaxError:
        return []


EDITS = [_without_one, _with_one_twice, _swapped, _cut_off, _without_arguments]


def _statement(draw: st.DrawFn, text: str) -> tuple[int, int, list[str]]:
    """The lines of a statement, first and one past the last, and all lines."""
    lines = text.split("\n")
    try:
        tree = ast.parse(text)
    except SyntaxError:
        at = draw(st.integers(0, len(lines) - 1))
        return at, at + 1, lines
    found = [node for node in ast.walk(tree) if isinstance(node, ast.stmt)]
    if not found:
        return 0, 1, lines
    statement = draw(st.sampled_from(found))
    return statement.lineno - 1, statement.end_lineno or statement.lineno, lines


@settings(max_examples=200, deadline=None)
@given(mangled())
def test_warm_and_new_checkers_agree(text: str) -> None:
    assert WARM.check(text) == Checker().check(text)
