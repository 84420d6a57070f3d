"""What is told of another TensorFlow: what is gone or new there, and which answers are others."""

from __future__ import annotations

from typing import Any

import pytest

from tools.probe.compare import differences

FLOWS: dict[str, Any] = {"effects": {"x": "flows"}, "output": "float"}


@pytest.mark.parametrize(
    ("known", "other", "told"),
    [
        ({"tf.a": FLOWS}, {"tf.a": FLOWS}, []),
        ({"tf.a": FLOWS}, {}, ["tf.a: not there"]),
        ({}, {"tf.a": FLOWS}, ["tf.a: only there"]),
        ({"tf.a": FLOWS}, {"tf.a": {"unreached": "no arguments"}}, []),
        (
            {"tf.a": FLOWS},
            {"tf.a": {**FLOWS, "effects": {"x": "raises"}}},
            ['tf.a: effects: here {"x": "flows"}, there {"x": "raises"}'],
        ),
        (
            {"tf.a": FLOWS},
            {"tf.a": {**FLOWS, "singular": []}},
            ["tf.a: singular: here null, there []"],
        ),
    ],
)
def test_differences(known: dict[str, Any], other: dict[str, Any], told: list[str]) -> None:
    assert list(differences(known, other)) == told
