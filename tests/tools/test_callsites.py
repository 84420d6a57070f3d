"""Which library calls of a program are understood: what is called, and what is known of it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tools.accuracy import callsites
from tools.accuracy.callsites import MODELLED, ROW, called, resolution

PROGRAM = """\
import numpy as np
import tensorflow as tf
import tensorflow_probability as tfp
from tensorflow.keras import layers as L
from tensorflow.keras.optimizers import Adam

tfd = tfp.distributions


@tf.function
def step(x):
    return tf.nn.relu(L.Dense(2)(x)) + tfd.Normal(0.0, 1.0).sample()


np.sqrt(step(tf.ones([1, 2])).numpy())
Adam(0.1).apply_gradients([])
"""


def test_what_an_import_leads_to_is_called() -> None:
    assert sorted(called(PROGRAM)) == [
        "keras.layers.Dense",
        "keras.optimizers.Adam",
        "tensorflow_probability.distributions.Normal",
        "tf.function",
        "tf.nn.relu",
        "tf.ones",
    ]


@pytest.mark.parametrize(
    ("symbol", "how"),
    [
        ("tf.nn.relu", ROW),
        ("tf.function", MODELLED),
        ("keras.layers.Dense", MODELLED),
        ("keras.optimizers.Adam", MODELLED),
        ("?tf.compat.v1.placeholder", "TensorFlow 1"),
        ("tf.compat.v1.train.AdamOptimizer", "TensorFlow 1"),
        ("tf.compat.v1.transpose", ROW),
        ("tf.compat.v1.losses.log_loss", ROW),
        ("tf.data.Dataset.list_files", "left out of the table: no maths on tensors"),
        ("tf.saved_model.load", "known by its signature alone"),
        ("tensorflow_probability.distributions.Normal", "another package"),
    ],
)
def test_why_a_call_is_understood_or_not(symbol: str, how: str) -> None:
    assert resolution(symbol) == how


def test_what_was_removed_is_told_with_the_version() -> None:
    assert resolution("tf.placeholder").startswith("not in TensorFlow 2.")
    assert resolution("keras.layers.DenseFeatures").startswith("not in Keras 3.")


def test_the_report_has_a_row_per_repository_and_names_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "program.py").write_text(PROGRAM, encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["callsites", f"mine={tmp_path}"])
    callsites.main()
    lines = capsys.readouterr().out.splitlines()
    assert "| mine | 5 | 2 | 3 | 100.0 % | 1 |" in lines
    assert lines[-1] == "- tensorflow_probability.distributions.Normal: 1: another package"
