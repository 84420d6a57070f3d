"""Findings reach the editor: pushed or pulled, in its own columns, with all their parts."""

from __future__ import annotations

import pytest
from lsprotocol import types

from tests.lsp.support import BROKEN, ODD_SERVER, SOUND, URI, capabilities, editor

pytestmark = pytest.mark.asyncio

HELPER = """\
import numpy as np
import tensorflow as tf


def smooth(h):
    return np.sqrt(h)


w = tf.Variable(4.0)
with tf.GradientTape() as tape:
    loss = tf.convert_to_tensor(smooth(w * 2.0))
print(tape.gradient(loss, w))
"""
REDUNDANT = """\
import tensorflow as tf

w = tf.Variable(4.0)
with tf.GradientTape() as tape:
    tape.watch(w)
    loss = w * w
print(tape.gradient(loss, w))
"""


def at(one: types.Diagnostic) -> tuple[int, int, int, int]:
    start, end = one.range.start, one.range.end
    return start.line, start.character, end.line, end.character


async def test_what_the_server_can_do() -> None:
    async with editor() as session:
        sync = session.capabilities.text_document_sync
        assert isinstance(sync, types.TextDocumentSyncOptions)
        assert (sync.open_close, sync.change) == (True, types.TextDocumentSyncKind.Full)
        provider = session.capabilities.code_action_provider
        assert isinstance(provider, types.CodeActionOptions)
        kinds = ["quickfix", "source.fixAll.tapelint", "notebook.source.fixAll.tapelint"]
        assert list(provider.code_action_kinds or ()) == kinds
        assert session.capabilities.diagnostic_provider
        assert session.capabilities.hover_provider


async def test_pushed_with_the_version() -> None:
    async with editor() as session:
        session.open(BROKEN, version=7)
        (one,) = await session.pushed(version=7)
        assert at(one) == (4, 10, 4, 12)
        assert (one.severity, one.source) == (types.DiagnosticSeverity.Error, "tapelint")
        assert one.code == "floor-division"
        assert one.code_description is not None
        assert one.code_description.href.endswith("/floor-division.md")
        assert "`//` has no gradient" in one.message
        session.change(SOUND, 8)
        assert await session.pushed(version=8) == []


async def test_closing_empties_the_list() -> None:
    async with editor() as session:
        session.open(BROKEN)
        assert await session.pushed()
        session.close()
        assert await session.pushed(version=None) == []


async def test_nothing_is_pushed_to_a_client_that_pulls() -> None:
    async with editor(can=capabilities(pull=True)) as session:
        report = await session.pull()
        assert (report.kind, list(report.items)) == ("full", [])
        (one,) = await session.items(BROKEN)
        assert at(one) == (4, 10, 4, 12)
        session.close()
        assert list((await session.pull()).items) == []
        assert session.published == []


async def test_an_answer_that_is_the_same_is_not_sent_again() -> None:
    async with editor(can=capabilities(pull=True)) as session:
        session.open(BROKEN)
        first = await session.pull()
        assert (await session.pull(previous=first.result_id)).kind == "unchanged"
        session.change(BROKEN + "# more\n", 2)
        assert (await session.pull(previous=first.result_id)).kind == "unchanged"
        session.change("# above\n" + BROKEN, 3)
        moved = await session.pull(previous=first.result_id)
        assert [at(one) for one in moved.items] == [(5, 10, 5, 12)]
        session.change(SOUND, 4)
        assert list((await session.pull(previous=moved.result_id)).items) == []


async def test_related_places_and_data() -> None:
    async with editor(can=capabilities(pull=True)) as session:
        (one,) = await session.items(HELPER)
        assert at(one) == (5, 11, 5, 18)
        related = one.related_information or []
        assert related
        assert all(place.location.uri == URI and place.message for place in related)
        assert {9, 10, 11} & {place.location.range.start.line for place in related}
        assert dict(one.data or {})["rule"] == "leaves-tensorflow"


async def test_what_is_superfluous_is_greyed_out() -> None:
    async with editor(can=capabilities(pull=True)) as session:
        (one,) = await session.items(REDUNDANT)
        assert one.severity == types.DiagnosticSeverity.Hint
        assert list(one.tags or ()) == [types.DiagnosticTag.Unnecessary]


@pytest.mark.parametrize(
    ("encodings", "agreed", "codec", "width"),
    [
        (None, "utf-16", "utf-16-le", 2),
        (["utf-16"], "utf-16", "utf-16-le", 2),
        (["utf-8", "utf-16"], "utf-8", "utf-8", 1),
        (["utf-32", "utf-8"], "utf-32", "utf-32-le", 4),
        (["klingon"], "utf-16", "utf-16-le", 2),
    ],
)
async def test_columns_are_counted_as_agreed(
    encodings: list[str] | None, agreed: str, codec: str, width: int
) -> None:
    line = "    note = '🎉🎉🎉éè'; z = x // 2.0"
    column = len(line.partition("//")[0].encode(codec)) // width
    text = BROKEN.replace("    z = x // 2.0", line)
    async with editor(can=capabilities(pull=True, encodings=encodings)) as session:
        assert session.capabilities.position_encoding == agreed
        (one,) = await session.items(text)
        assert at(one) == (4, column, 4, column + 2)
        assert await session.actions(4, column + 1, only=["quickfix"])
        assert await session.actions(4, column - 2, only=["quickfix"]) == []


@pytest.mark.parametrize("newline", ["\r\n", "\r", "\n"])
async def test_only_line_breaks_break_lines(newline: str) -> None:
    text = f"import tensorflow as tf\n\f\nNOTE = '\u2028 \x0b \x85'\n{BROKEN}".replace(
        "\n", newline
    )
    async with editor(can=capabilities(pull=True)) as session:
        (one,) = await session.items(text)
        assert at(one) == (7, 10, 7, 12)


async def test_a_half_typed_line_keeps_the_other_findings() -> None:
    text = f"{BROKEN}\n\ndef later(a):\n    return tf.reduce_sum(a["
    async with editor(can=capabilities(pull=True)) as session:
        (one,) = await session.items(text)
        assert at(one) == (4, 10, 4, 12)


async def test_the_status_says_what_was_understood() -> None:
    async with editor() as session:
        session.open(BROKEN)
        await session.until(lambda: bool(session.statuses))
        assert session.statuses == [(URI, "1 request: 1 cut")]
        session.change(SOUND, 2)
        await session.pushed(version=2)
        assert session.statuses[1:] == [(URI, "1 request: 1 flow")]
        session.change(f"{SOUND}# more\n", 3)
        await session.pushed(version=3)
        assert len(session.statuses) == 2


async def test_syntax_that_is_too_new_is_said_in_one_line() -> None:
    text = f"{BROKEN}\nNEWER = 1\nNEWER = 2\n"
    async with editor(command=(*ODD_SERVER, "older")) as session:
        session.open(text)
        assert len(await session.pushed()) == 1
        session.change(f"# above\n{text}", 2)
        assert len(await session.pushed(version=2)) == 1
        (line,) = session.logged
        assert "newer than this Python" in line
        assert "\n" not in line
        assert "newer than this Python" in session.statuses[-1][1]
        assert session.statuses[-1][1].startswith("1 request: 1 cut; line 9")


async def test_other_languages_are_none_of_our_business() -> None:
    async with editor(can=capabilities(pull=True)) as session:
        session.open(BROKEN, "file:///nowhere/notes.md", language="markdown")
        assert list((await session.pull("file:///nowhere/notes.md")).items) == []
