"""The underline is narrowed to exactly what the user must look at, however it is written."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tapelint.flow.proof import Proof
from tapelint.rules.base import assigned_value, operation
from tapelint.rules.fragment import Fragment, fragment
from tapelint.text import LineIndex, Span


def _fragment(text: str, written: str) -> tuple[LineIndex, Span, Fragment]:
    index = LineIndex(text)
    start = text.index(written)
    span = Span(*index.position(start), *index.position(start + len(written)))
    piece = fragment(index, span)
    assert piece is not None
    return index, span, piece


@pytest.mark.parametrize(
    ("written", "symbol", "expected"),
    [
        ("a // b", "//", "//"),
        ("(a) // (b)", "//", "//"),
        ("(a  # not // here\n    )//b", "//", "//"),
        ("a \\\n    // b", "//", "//"),
        ("'naïve 🙂' // b", "//", "//"),
        ("a is not b", "is not", "is not"),
        ("a is (not b)", "is", "is"),
        ("a not  in(b)", "not in", "not  in"),
        ("a<-b", "<", "<"),
        ("x //= 2", "//", "//="),
        ("tf.argmax(x, axis=1)", "tf.argmax", "tf.argmax"),
        ("(tf.argmax)(x)", "tf.argmax", "tf.argmax"),
        ("x.numpy()", ".numpy()", ".numpy()"),
        ("(a + b) .numpy()", ".numpy()", ".numpy()"),
        ("(\n    a  # .numpy()\n).numpy()", ".numpy()", ".numpy()"),
        ("x.astype('int32')", ".astype", ".astype"),
    ],
)
def test_operation(written: str, symbol: str, expected: str) -> None:
    index, _, piece = _fragment(f"🙂 = 'é'; y = 1\nif y:\n    z = f({written})\n", written)
    proof = Proof("op", piece.span, piece.span, symbol=symbol)
    narrowed = operation(proof, piece)
    assert narrowed is not None
    assert index.slice(narrowed) == expected


@pytest.mark.parametrize("statement", ["y = {}", "y: int = {}", "y += {}", "return {}"])
@pytest.mark.parametrize("value", ["f(x)", "[a,\n     b]", "'🙂' + s"])
def test_assigned_value(statement: str, value: str) -> None:
    index, _, piece = _fragment(
        f"def f():\n    {statement.format(value)}\n", statement.format(value)
    )
    narrowed = assigned_value(piece)
    assert narrowed is not None
    assert index.slice(narrowed) == value


@pytest.mark.parametrize("written", ["for x in y: z", "a = 1; b = 2", "(", "match x:\n case 1: y"])
def test_only_expressions_and_simple_statements(written: str) -> None:
    index = LineIndex(written)
    assert fragment(index, Span(1, 0, *index.position(len(written)))) is None


def test_finding_needs_no_libcst() -> None:
    program = (
        "import sys; from tapelint.check import check;"
        "text = 'import tensorflow as tf\\nw = tf.Variable(1.0)\\nwith tf.GradientTape() as t:\\n'"
        "       '    y = tf.floor(w)\\nt.gradient(y, w)\\n';"
        "print(len(check(text, fixes=False).findings), 'libcst' in sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert run.stdout.split() == ["1", "False"]
