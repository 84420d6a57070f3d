"""What a person reads about an operation."""

from __future__ import annotations

import pytest

from tapelint.ops.table import Row, lookup, names
from tapelint.ops.words import describe, describe_markdown


def row(name: str) -> Row:
    found = lookup(name)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("tf.math.floor", "tf.math.floor (also tf.floor)"),
        ("tf.math.floor", "x  no gradient (None)"),
        ("tf.cast", "with dtype=int: no gradient (None)"),
        ("tf.image.resize", "with method=area"),
        ("np.sqrt", "tf.sqrt"),
        ("keras.layers.Dense", "bias (only with use_bias=True)"),
        ("keras.layers.BatchNormalization", "moving_mean (not trained)"),
        ("tf.sign", "a gradient of zero"),
        ("keras.optimizers.Adam", "Keras optimizer"),
        ("tf.sqrt", "At x = 0                      the gradient of x is infinite\n"),
        (
            "tf.math.log",
            "the gradient of x is infinite, and NaN even where tf.where hides the result",
        ),
    ],
)
def test_plain_text(name: str, said: str) -> None:
    assert said in describe(row(name))


def test_markdown_names_every_argument() -> None:
    text = describe_markdown(row("tf.where"))
    assert text.startswith("**`tf.where`**")
    assert "- `condition`: no gradient (None)" in text
    assert "- `x`: passes the gradient" in text


def test_every_row_can_be_put_into_words() -> None:
    for name in names():
        found = row(name)
        assert found.name in describe(found)
        assert found.name in describe_markdown(found)
