"""Whatever a program looks like: a fix leaves it readable, and keeps the value it promises."""

from __future__ import annotations

import ast
import math
from types import SimpleNamespace

from hypothesis import given, settings
from hypothesis import strategies as st

from tapelint.flow.proof import Proof
from tapelint.text import LineIndex, Span, apply_edits
from tests.fixes.proofs import fixes

TF = SimpleNamespace(
    stop_gradient=lambda value: value,
    round=lambda value: round(value),
    Variable=lambda value: value,
)
NAMES = {"a": 7.5, "b": 2.0, "c": 3.25, "tf": TF, "s": SimpleNamespace(f=5.5), "l": [1.5, 4.0]}

atoms = st.sampled_from(
    ["a", "b", "c", "2.0", "s.f", "l[1]", "( a )", "(b # why\n )", "-c", "b**2"]
)
blanks = st.sampled_from(["", " ", "  ", "\\\n  "])


@st.composite
def operands(draw: st.DrawFn) -> str:
    parts = [draw(atoms)]
    for _ in range(draw(st.integers(0, 2))):
        parts += [draw(st.sampled_from(["+", "-", "*", "/"])), draw(atoms)]
    return " ".join(parts)


@st.composite
def contexts(draw: st.DrawFn) -> tuple[str, str]:
    """What stands before and behind the expression."""
    left = draw(st.sampled_from(["", "(", "c - ", "c * ", "-", "[", "max(b, ", "c ** (", "not ("]))
    right = {"(": ")", "[": "][0]", "max(b, ": ")", "c ** (": ")", "not (": ")"}.get(left, "")
    tail = draw(st.sampled_from(["", " + b", " * b", " % 5", " < 3", " if a else b", "  # end"]))
    return left, right + tail


def _program(draw: st.DrawFn, expression: str) -> tuple[str, Span]:
    left, right = draw(contexts())
    indent = draw(st.sampled_from(["    ", "\t", " "]))
    ending = draw(st.sampled_from(["\n", "\r\n"]))
    head = f"import tensorflow as tf\nif True:\n{indent}# é\n{indent}r = (\n{indent}{left}"
    start = len(head)
    text = f"{head}{expression}{right}\n{indent})\n"
    before = text[:start].replace("\n", ending)
    text = text.replace("\n", ending)
    index = LineIndex(text)
    length = len(expression.replace("\n", ending))
    return text, Span(*index.position(len(before)), *index.position(len(before) + length))


@st.composite
def floors(draw: st.DrawFn) -> tuple[str, Proof]:
    left, right = draw(atoms), draw(atoms)
    text, span = _program(draw, f"{left}{draw(blanks)}//{draw(blanks)}{right}")
    return text, Proof("floor", span, span, "//", facts={"left_dtype": "float"})


@st.composite
def calls(draw: st.DrawFn) -> tuple[str, Proof]:
    kind, name, op = draw(
        st.sampled_from(
            [
                ("stop", "tf.stop_gradient", ""),
                ("rewrap", "tf.Variable", ""),
                ("op", "tf.round", "tf.math.round"),
            ]
        )
    )
    comma = draw(st.sampled_from(["", ",", " , # last\n "]))
    text, span = _program(draw, f"{name}{draw(blanks)}( {draw(operands())}{comma})")
    return text, Proof(kind, span, span, name, op)


def _value(text: str) -> float:
    names = dict(NAMES)
    exec(compile(text.replace("import tensorflow as tf", ""), "program", "exec"), names)
    return float(names["r"])  # type: ignore[arg-type]


def _stands(text: str, made: Proof) -> bool:
    """Whether the drawn text is a program, with the operation where the proof says."""
    try:
        tree = ast.parse(text)
    except SyntaxError:
        return False
    return any(
        isinstance(node, ast.expr)
        and (node.lineno, node.col_offset) == (made.span.line, made.span.col)
        and (node.end_lineno, node.end_col_offset) == (made.span.end_line, made.span.end_col)
        for node in ast.walk(tree)
    )


@settings(max_examples=300, deadline=None)
@given(floors())
def test_floor_fixes_parse_and_keep_the_rounding(drawn: tuple[str, Proof]) -> None:
    text, made = drawn
    if not _stands(text, made):
        return
    offered = fixes(text, made)
    assert offered
    for fix in offered:
        changed = apply_edits(text, fix.edits)
        ast.parse(changed)
        if fix.title.startswith("Keep"):
            assert math.isclose(_value(changed), _value(text), abs_tol=1e-9)
        else:
            assert changed == text.replace("//", "/")


@settings(max_examples=300, deadline=None)
@given(calls())
def test_call_fixes_parse_and_keep_the_value(drawn: tuple[str, Proof]) -> None:
    text, made = drawn
    if not _stands(text, made):
        return
    for fix in fixes(text, made):
        changed = apply_edits(text, fix.edits)
        ast.parse(changed)
        assert math.isclose(_value(changed), _value(text), abs_tol=1e-9)
        assert changed.count("# é") == 1
