"""Watching, not watching, and the lists that a tape is asked for."""

from __future__ import annotations

from dataclasses import replace

from tapelint.flow.proof import Asked, Proof
from tapelint.text import Span
from tests.fixes.proofs import fixes, mended, place, proof

IMPORT = "import tensorflow as tf\n"
ASKED = "tape.gradient(y, x)"
WATCH = {"source": "x", "tape": "tape", "with_span": "with tf.GradientTape() as tape:"}


def unwatched(text: str, **facts: str) -> Proof:
    return proof(text, "unwatched", ASKED, ASKED, **{**WATCH, **facts})


def place_of_last(text: str, needle: str) -> Span:
    """The first character of ``needle``."""
    found = place(text, needle)
    return Span(found.line, found.col, found.line, found.col + 1)


def test_a_watch_goes_above_the_comments_of_the_body() -> None:
    text = (
        f"{IMPORT}with tf.GradientTape() as tape:  # record\n\n\t# square\n\ty = x * x\n"
        "g = tape.gradient(y, x)\n"
    )
    assert mended(text, unwatched(text)) == text.replace("record\n", "record\n\ttape.watch(x)\n")


def test_a_watch_stands_behind_a_source_made_in_the_block() -> None:
    text = (
        f"{IMPORT}with tf.GradientTape() as tape:\n    x = load(\n        3\n    )\n"
        "    y = x * x\ng = tape.gradient(y, x)\n"
    )
    made = unwatched(text, creation="x = load(")
    assert mended(text, made) == text.replace("    )\n", "    )\n    tape.watch(x)\n")


def test_no_watch_where_the_block_knows_the_source_by_another_name() -> None:
    text = f"{IMPORT}with tf.GradientTape() as tape:\n    y = f(z)\ng = tape.gradient(y, x)\n"
    assert fixes(text, unwatched(text)) == []


def test_windows_line_ends_stay() -> None:
    text = (
        f"{IMPORT}with tf.GradientTape() as tape:\n    y = x * x\ng = tape.gradient(y, x)\n"
    ).replace("\n", "\r\n")
    changed = mended(text, unwatched(text))
    assert changed == text.replace("tape:\r\n", "tape:\r\n    tape.watch(x)\r\n")


def test_a_hint_is_removed_from_a_line_with_semicolons() -> None:
    text = f"{IMPORT}with tf.GradientTape() as t:\n    t.watch(w); y = w * w\n"
    made = proof(text, "redundant-watch", "t.watch(w)", source="w")
    assert mended(text, made) == text.replace("t.watch(w); ", "")


def test_a_block_that_would_be_empty_passes() -> None:
    text = f"{IMPORT}with tf.GradientTape() as t:\n    t.watch(w)  # w\n"
    made = proof(text, "redundant-watch", "t.watch(w)", source="w")
    assert mended(text, made) == text.replace("t.watch(w)", "pass")


def test_a_source_is_watched_under_the_name_that_the_request_uses() -> None:
    text = (
        f"{IMPORT}def f(x):\n    with tf.GradientTape() as tape:\n        y = x * x\n"
        "    return tape.gradient(y, x)\npicture = load()\nf(picture)\n"
    )
    made = unwatched(text, source="picture", sources="x", creation="picture = load()")
    assert mended(text, made) == text.replace("tape:\n", "tape:\n        tape.watch(x)\n")


def test_a_list_that_is_empty_is_taken_again_where_it_is_read() -> None:
    text = (
        f"{IMPORT}v = net.trainable_variables\ndef step():\n    with tf.GradientTape() as tape:\n"
        "        y = net(x)\n    g = tape.gradient(y, v)\n    opt.apply(zip(g, v))\n"
    )
    request = Asked(
        place(text, "tape.gradient(y, v)"),
        "tape.gradient(y, v)",
        "gradient",
        sources="v",
        sources_span=place_of_last(text, "v)\n    opt"),
    )
    made = proof(text, "foreign", "net.trainable_variables", reason="unbuilt")
    made = replace(made, asked=request, facts={"suggestion": "net.trainable_variables"})
    assert mended(text, made) == text.replace("(y, v)", "(y, net.trainable_variables)").replace(
        "zip(g, v)", "zip(g, net.trainable_variables)"
    )
