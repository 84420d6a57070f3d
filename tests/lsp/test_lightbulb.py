"""Quick fixes, the ignore comment, fix-all and hovers."""

from __future__ import annotations

import pytest
from lsprotocol import types

from tests.lsp.support import BROKEN, ODD_SERVER, URI, applied, capabilities, editor

pytestmark = pytest.mark.asyncio

PULL = capabilities(pull=True)
FIX_ALL = "source.fixAll.tapelint"
REDUNDANT = """\
import tensorflow as tf

w = tf.Variable(4.0)
v = tf.Variable(4.0)
with tf.GradientTape() as tape:
    tape.watch(w)
    tape.watch(v)
    loss = w * v // 2.0
print(tape.gradient(loss, [w, v]))
"""


async def test_quick_fixes_and_their_titles() -> None:
    async with editor(can=PULL) as session:
        (one,) = await session.items(BROKEN)
        actions = await session.actions(4, 11, only=["quickfix"], diagnostics=[one])
        titles = [action.title for action in actions]
        assert titles[0] == "Tapelint: Replace // with / (the value is no longer rounded)"
        assert titles[-1] == "Tapelint: Ignore floor-division on this line"
        assert all(title.startswith("Tapelint: ") for title in titles)
        assert all(action.kind == "quickfix" for action in actions)
        assert not actions[0].is_preferred
        assert [d.code for d in actions[0].diagnostics or ()] == ["floor-division"]
        fixed = applied(actions[0], BROKEN)
        assert fixed == BROKEN.replace("//", "/")
        session.change(fixed, 2)
        assert list((await session.pull()).items) == []


async def test_the_ignore_comment_silences() -> None:
    async with editor(can=PULL) as session:
        await session.items(BROKEN)
        (*_, ignore) = await session.actions(4, 11)
        silenced = applied(ignore, BROKEN)
        assert "z = x // 2.0  # tapelint: ignore[floor-division]\n" in silenced
        session.change(silenced, 2)
        assert list((await session.pull()).items) == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "    z = x // 2.0  # halve",
            "    z = x // 2.0  # halve  # tapelint: ignore[floor-division]",
        ),
        (
            "    z = x // 2.0  # tapelint: ignore[stop-gradient] -- why",
            "    z = x // 2.0  # tapelint: ignore[stop-gradient, floor-division] -- why",
        ),
        (
            "    z = x // \\\n        2.0",
            "    # tapelint: ignore[floor-division]\n    z = x // \\\n        2.0",
        ),
    ],
)
async def test_the_ignore_comment_finds_its_place(line: str, expected: str) -> None:
    text = BROKEN.replace("    z = x // 2.0", line)
    async with editor(can=PULL) as session:
        await session.items(text)
        actions = await session.actions(4, 11, only=["quickfix"])
        (ignore,) = (one for one in actions if "Ignore floor-division" in one.title)
        silenced = applied(ignore, text)
        assert expected in silenced
        session.change(silenced, 2)
        left = (await session.pull()).items
        assert "floor-division" not in [one.code for one in left]


async def test_fix_all_takes_only_what_is_safe() -> None:
    async with editor(can=PULL) as session:
        items = await session.items(REDUNDANT)
        assert sorted(str(one.code) for one in items) == [
            "floor-division",
            "redundant-watch",
            "redundant-watch",
        ]
        (action,) = await session.actions(0, 0, only=[FIX_ALL])
        assert action.kind == FIX_ALL
        fixed = applied(action, REDUNDANT)
        assert "watch" not in fixed
        assert "//" in fixed
        session.change(fixed, 2)
        assert [one.code for one in (await session.pull()).items] == ["floor-division"]
        assert await session.actions(0, 0, only=["source.fixAll"]) == []


async def test_safe_fixes_are_preferred() -> None:
    async with editor(can=PULL) as session:
        await session.items(REDUNDANT)
        (first, *_) = await session.actions(5, 6, only=["quickfix"])
        assert first.is_preferred


@pytest.mark.parametrize(
    ("only", "kinds"),
    [
        (None, {"quickfix"}),
        (["quickfix"], {"quickfix"}),
        (["source"], {FIX_ALL}),
        (["source.fixAll"], {FIX_ALL}),
        ([FIX_ALL], {FIX_ALL}),
        (["source.fixAll.ruff"], set()),
        (["refactor"], set()),
    ],
)
async def test_only_what_is_asked_for(only: list[str] | None, kinds: set[str]) -> None:
    async with editor(can=PULL) as session:
        await session.items(REDUNDANT)
        assert {str(one.kind) for one in await session.actions(5, 6, only=only)} == kinds


async def test_edits_name_the_version_they_were_made_for() -> None:
    async with editor(can=PULL) as session:
        session.open(BROKEN, version=41)
        (first, *_) = await session.actions(4, 11)
        assert first.edit is not None
        (change,) = first.edit.document_changes or ()
        assert isinstance(change, types.TextDocumentEdit)
        assert (change.text_document.uri, change.text_document.version) == (URI, 41)


async def test_plain_edits_for_a_client_that_knows_no_versions() -> None:
    async with editor(can=capabilities(modern=False)) as session:
        session.open(BROKEN)
        (first, *_) = await session.actions(4, 11)
        assert first.edit is not None
        assert list(first.edit.changes or ()) == [URI]
        assert applied(first, BROKEN) == BROKEN.replace("//", "/")


async def test_no_lightbulb_where_nothing_is_wrong() -> None:
    async with editor(can=PULL) as session:
        await session.items(BROKEN)
        assert await session.actions(2, 3, only=["quickfix"]) == []


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
async def test_edits_keep_the_line_breaks(newline: str) -> None:
    text = BROKEN.replace("    z = x // 2.0", "    z = x // \\\n        2.0").replace("\n", newline)
    async with editor(can=PULL) as session:
        await session.items(text)
        actions = await session.actions(4, 11, only=["quickfix"])
        (ignore,) = (one for one in actions if "Ignore" in one.title)
        assert applied(ignore, text).count("\r") == text.count("\r") + (newline == "\r\n")


async def test_hover_over_a_finding() -> None:
    async with editor(can=PULL) as session:
        await session.items(BROKEN)
        words = await session.hover(4, 11)
        assert "floor" in words.lower()
        assert await session.hover(0, 1) == ""


@pytest.mark.parametrize(
    ("line", "column", "name"),
    [
        ("y = tf.math.argmax(x)", 14, "argmax"),
        ("y = argmax(x)", 5, "argmax"),
        ("y = am(x)", 4, "argmax"),
        ("y = np.sqrt(x)", 9, "sqrt"),
        ("y = L.Dense(3)", 8, "Dense"),
        ("y = '🎉', tf.floor(x)", 13, "floor"),
    ],
)
async def test_hover_over_an_op(line: str, column: int, name: str) -> None:
    text = (
        "import numpy as np\nimport tensorflow as tf\nfrom tensorflow import argmax\n"
        f"from tensorflow.math import argmax as am\nL = tf.keras.layers\n\ndef f(x):\n    {line}\n"
    )
    async with editor(can=PULL) as session:
        session.open(text)
        assert name in await session.hover(7, column + 4)
        assert await session.hover(7, 4) == ""


async def test_without_libcst_it_is_said_why_there_are_no_fixes() -> None:
    async with editor(command=(*ODD_SERVER, "without-libcst")) as session:
        session.open(BROKEN)
        assert len(await session.pushed()) == 1
        why, ignore = await session.actions(4, 10)
        assert why.title.startswith("Tapelint: No fixes here: they are made with LibCST")
        assert why.edit is None
        assert ignore.title == "Tapelint: Ignore floor-division on this line"
        assert await session.actions(0, 0) == []
