"""Programs that draw numbers draw the same in every run, so that a test fails always or never."""

from __future__ import annotations

import keras

SEED = 11


def fix_chance() -> None:
    """Seed Python's, NumPy's and TensorFlow's generators, as a child does before its program."""
    keras.utils.set_random_seed(SEED)
