"""The points where a slope isn't finite are those that TensorFlow showed."""

from __future__ import annotations

import pytest

from tapelint.check import check
from tapelint.flow.asking.points import points
from tapelint.flow.graph import Node
from tapelint.flow.numbers.interval import Range
from tapelint.ops.table import Row, lookup, names
from tools.probe.tried import ALONE


def _said(row: Row) -> set[float] | None:
    """The tried numbers at which the engine says that a branch left out gives NaN."""
    operand = Node(0, "data", "", (), None, (), "tensor", "float")
    node = Node(1, "op", row.name, (), None, (), "tensor", "float")
    node.given = {row.params[0].name: operand}
    found = list(points(node))
    if not found:
        return None
    return {x for x in ALONE for p in found if p.masked and p.meets(Range(x, x))}


def _measured(row: Row) -> set[float]:
    first = row.params[0].name
    alone = [s for s in row.singular if s.of == first and set(s.at) == {first}]
    return {x for s in alone if s.masked == "nan" for x in s.at[first]}


def _tried() -> list[Row]:
    rows = {row.name: row for name in names() if (row := lookup(name)) is not None}
    return [r for r in rows.values() if r.home == "tf" and r.params and r.singular]


@pytest.mark.parametrize("row", [r for r in _tried() if _said(r)], ids=lambda row: row.name)
def test_what_is_said_was_measured(row: Row) -> None:
    said = _said(row)
    assert said is not None
    assert said <= _measured(row)


COMMON = ("log", "log1p", "exp", "expm1", "acos", "asin", "arccos", "arcsin", "cbrt", "exp2")


@pytest.mark.parametrize(
    "row", [r for r in _tried() if r.name.rpartition(".")[2] in COMMON], ids=lambda row: row.name
)
def test_nothing_measured_is_missing(row: Row) -> None:
    assert _said(row) == _measured(row)


def test_conditions_within_conditions_are_looked_at_within_a_budget() -> None:
    lines = [
        f"    x = tf.where(tf.abs(x) > {i}.0, tf.nn.relu(x - 1.0), 1.0 / x)" for i in range(60)
    ]
    text = "\n".join(
        [
            "import tensorflow as tf",
            "w = tf.Variable([1.0, 2.0])",
            "with tf.GradientTape() as tape:",
            "    x = w * 2.0",
            *lines,
            "print(tape.gradient(x, w))",
        ]
    )
    assert check(text).requests
