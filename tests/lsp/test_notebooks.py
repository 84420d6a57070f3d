"""A notebook is checked as the one program that its cells make, and answered cell by cell."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tapelint.syntax import Parser
from tests.lsp.books import Book
from tests.lsp.raw import Message
from tests.lsp.traced import CAPABILITIES, Client, Program, client, floor_division, request, source
from tests.programs.catalog import programs

PUSHED: Message = {"workspace": {"workspaceEdit": {"documentChanges": True}}}
CELLS = (
    ("a", "import tensorflow as tf\n%matplotlib inline"),
    ("b", "x = tf.Variable(5.0)"),
    ("c", "with tf.GradientTape() as tape:\n    z = x // 2.0"),
    ("d", "print(tape.gradient(z, x))"),
)


@contextmanager
def book(
    capabilities: Message | None = None, uri: str = "file:///nowhere/b.ipynb"
) -> Iterator[Book]:
    """A notebook in a client to which findings are pushed."""
    with client() as session:
        session.greet(capabilities=PUSHED if capabilities is None else capabilities)
        yield Book(session, uri)


def place(item: Message) -> tuple[int, int, int]:
    """Line and columns of what stands on one line."""
    start, end = item["range"]["start"], item["range"]["end"]
    assert start["line"] == end["line"]
    return start["line"], start["character"], end["character"]


def test_the_server_asks_for_the_python_cells_of_every_notebook() -> None:
    with client() as session:
        answer = session.greet()["result"]["capabilities"]["notebookDocumentSync"]
        (selector,) = answer["notebookSelector"]
        assert selector == {"notebook": "*", "cells": [{"language": "python"}]}


def test_values_are_carried_from_cell_to_cell() -> None:
    with book() as it:
        it.open(*CELLS)
        (item,) = it.pushed("c")
        assert (item["code"], place(item)) == ("floor-division", (1, 10, 12))
        assert "`tape.gradient(z, x)` on line 1 of code cell 4 returns None" in item["message"]
        (related,) = item["relatedInformation"]
        assert (related["location"]["uri"], place(related["location"])) == (
            it.cell("d"),
            (0, 6, 25),
        )
        assert [it.pulled(name) for name in "abcd"] == [[], [], [item], []]
        it.edit("c", CELLS[2][1].replace("//", "/"))
        assert it.pushed("c", version=2) == []


def test_hovers_lenses_and_status_belong_to_cells() -> None:
    with book() as it:
        it.open(*CELLS)
        where = {"line": 1, "character": 10}
        hover = it.ask("hover", "c", position=where)
        assert "line 2" in hover["contents"]["value"]
        assert place(hover) == (1, 10, 12)
        assert it.ask("hover", "d", position=where) is None
        (lens,) = it.ask("codeLens", "d")
        assert lens["command"]["title"] == "∇ x cut at line 2 of code cell 3 | Run trace"
        assert lens["command"]["arguments"][0]["uri"] == it.uri
        assert it.ask("codeLens", "c") == []
        for name in "abcd":
            told = it.client.until("tapelint/status", uri=it.cell(name))
            assert told["params"]["text"] == "1 request: 1 cut"


def test_only_cells_whose_findings_change_are_published_again() -> None:
    with book() as it:
        it.open(*CELLS, ("e", ""))
        it.pushed("e", version=1)
        it.edit("e", "y = 3")
        it.pushed("e", version=2)
        it.edit("b", "\n\nx = tf.Variable(5.0)")
        it.pushed("b", version=2)
        it.ran("a")
        it.edit("d", "print(tape.gradient(z, [x]))")
        it.pushed("d", version=2)
        it.edit("e", "y = 4")
        it.pushed("e", version=3)
        assert "".join(it.pushes()) == "abcde" + "e" + "b" + "cd" + "e"


def test_cells_are_inserted_moved_cleared_and_deleted() -> None:
    with book() as it:
        it.open(*CELLS)
        assert it.pushed("c")
        it.splice(3, 0, ("n", "z = x * x"))
        (item,) = it.pushed("n")
        assert item["code"] == "outside-tape"
        assert it.pulled("c") == []
        it.splice(3, 1)
        assert it.pulled("d") == []
        assert it.pushed("n", diagnostics=[]) == []
        assert [place(one) for one in it.pulled("c")] == [(1, 10, 12)]
        it.move(3, 2)
        assert it.cells == ["a", "b", "d", "c"]
        assert it.pulled("c") == []
        it.move(2, 3)
        assert [place(one) for one in it.pulled("c")] == [(1, 10, 12)]
        it.edit("c", "")
        assert it.pulled("c") == []


def test_changes_of_parts_are_understood_too() -> None:
    with book() as it:
        it.open(*CELLS[:2], ("c", "'🎈'\r\n" + CELLS[2][1].replace("\n", "\r\n")), CELLS[3])
        assert [place(one) for one in it.pulled("c")] == [(2, 10, 12)]
        first = {"start": {"line": 0, "character": 1}, "end": {"line": 0, "character": 3}}
        operator = {"start": {"line": 2, "character": 10}, "end": {"line": 2, "character": 12}}
        it.edit("c", {"range": first, "text": "a"}, {"range": operator, "text": "/"})
        assert it.pulled("c") == []
        it.edit("c", {"range": {**operator, "end": {"line": 9, "character": 0}}, "text": "// 2.0"})
        assert [place(one) for one in it.pulled("c")] == [(2, 10, 12)]


def test_other_cells_are_none_of_ours() -> None:
    with book() as it:
        it.open(
            ("m", "# import `tensorflow`\n    indented", "markdown"),
            CELLS[0],
            ("s", "if x; then y; fi (", "shellscript"),
            *CELLS[1:],
        )
        (item,) = it.pushed("c")
        assert "on line 1 of code cell 4" in item["message"]
        assert it.pulled("m") == it.pulled("s") == []
        assert it.ask("codeLens", "m") == []
        assert it.ask("hover", "m", position={"line": 0, "character": 1}) is None
        assert not {"m", "s"} & set(it.pushes())


@pytest.mark.parametrize("cells", [(), (("a", ""),), (("a", "print(1)"), ("b", "# no\r\n"))])
def test_notebooks_without_tensorflow(cells: tuple[tuple[str, str], ...]) -> None:
    with book() as it:
        it.open(*cells)
        for name in it.cells:
            assert it.pulled(name) == []
        it.splice(len(cells), 0, *CELLS)
        assert len(it.pulled("c")) == 1
        it.splice(0, len(it.cells))
        assert it.pulled("c") == []
        it.splice(0, 0, ("n", "x = 1"))
        assert it.pulled("n") == []


@pytest.mark.parametrize(
    "half", ["foo(", "text = '''", "@tf.function", "k = 1 + \\", "else:", "if x:"]
)
def test_a_half_typed_cell_leaves_the_others_their_findings(half: str) -> None:
    with book() as it:
        it.open(*CELLS)
        assert it.pushed("c")
        it.splice(2, 0, ("h", half))
        it.splice(5, 0, ("i", half))
        assert [place(one) for one in it.pulled("c")] == [(1, 10, 12)]


def test_a_closed_notebook_leaves_nothing() -> None:
    with book() as it:
        it.open(*CELLS)
        assert it.pushed("c")
        it.close()
        assert it.pushed("c", diagnostics=[]) == []
        assert it.pulled("c") == []
        it.open(*CELLS)
        it.edit("d", CELLS[3][1])
        it.pushed("d", version=2)
        assert len(it.pulled("c")) == 1


def test_a_client_that_pulls_is_told_to_ask_again_for_other_cells() -> None:
    with book(CAPABILITIES) as it:
        it.open(*CELLS)
        assert [len(it.pulled(name)) for name in "abcd"] == [0, 0, 1, 0]
        it.edit("b", "x = tf.Variable(5.0)  # the same")
        assert it.pulled("b") == []
        assert it.client.count("workspace/diagnostic/refresh") == 0
        it.edit("d", "print(tape.gradient(x, x))")
        it.pulled("d")
        it.client.until("workspace/diagnostic/refresh")
        it.client.until("workspace/codeLens/refresh")
        it.client.until("workspace/inlayHint/refresh")
        assert it.pulled("c") == []
        it.splice(3, 1, ("d2", CELLS[3][1]))
        it.pulled("d2")
        assert len(it.pulled("c")) == 1
        assert "c" not in it.pushes()


def test_an_unchanged_cell_keeps_its_result() -> None:
    with book(CAPABILITIES) as it:
        it.open(*CELLS)
        known = it.ask("diagnostic", "c")["resultId"]
        it.edit("a", "\n\n" + CELLS[0][1])
        assert it.ask("diagnostic", "c", previousResultId=known)["kind"] == "unchanged"


# Fixes


def test_a_fix_is_made_in_its_cell() -> None:
    with book() as it:
        it.open(*CELLS)
        fix = it.actions("c", 1, 11)[0]
        assert fix["diagnostics"] == it.pulled("c")
        assert it.applied(fix)["c"] == CELLS[2][1].replace("//", "/")
        assert it.applied(fix).items() - it.texts.items() == {("c", it.applied(fix)["c"])}
        ignore = it.actions("c", 1, 11)[-1]
        it.edit("c", it.applied(ignore)["c"])
        assert it.pulled("c") == []
        assert it.actions("a", 0) == []


OUTSIDE = (
    ("a", "import tensorflow as tf\r\nw = tf.Variable(3.0)"),
    ("b", "with tf.GradientTape() as tape:\r\n    y = w * 2.0"),
    ("c", "loss = tf.square(y)"),
    ("d", "%%time\nprint(tape.gradient(loss, w))"),
)


def test_a_fix_may_need_edits_in_several_cells() -> None:
    with book() as it:
        it.open(*OUTSIDE)
        assert len(it.pulled("c")) == 1
        fix = next(one for one in it.actions("c", 0, 8) if "Move" in one["title"])
        assert "of code cell 2" in fix["title"]
        texts = it.applied(fix)
        assert texts["b"] == OUTSIDE[1][1] + "\r\n    loss = tf.square(y)"
        assert texts["c"].strip() == ""
        for name, text in texts.items():
            it.edit(name, text)
        assert [it.pulled(name) for name in "abcd"] == [[]] * 4


def test_no_fix_goes_through_what_only_ipython_reads() -> None:
    with book() as it:
        it.open(*OUTSIDE[:2], ("c", "%time loss = tf.square(y)"), OUTSIDE[3])
        assert len(it.pulled("c")) == 1
        assert it.actions("c", 0, 8) == []


def test_fix_all_is_there_for_a_cell_and_for_the_notebook() -> None:
    with book() as it:
        it.open(
            ("a", "import tensorflow as tf\nw = tf.Variable([3.0])"),
            ("b", "# one\nwith tf.GradientTape() as one:\n    y = tf.constant(w) * 2.0"),
            ("c", "with tf.GradientTape() as two:\n    z = tf.constant(w) * 2.0"),
            ("d", "print(one.gradient(y, w), two.gradient(z, w))"),
        )
        assert it.pulled("b")
        assert it.pulled("c")
        kind = "source.fixAll.tapelint"
        (whole,) = it.actions("a", 0, only=f"notebook.{kind}")
        changed = {name for name, text in it.applied(whole).items() if text != it.texts[name]}
        assert changed == {"b", "c"}
        (part,) = it.actions("c", 0, only=kind)
        changed = {name for name, text in it.applied(part).items() if text != it.texts[name]}
        assert changed == {"c"}
        assert it.actions("a", 0, only=kind) == []


# Settings


def test_settings_are_those_of_the_notebooks_path(tmp_path: Path) -> None:
    rules = '[tool.tapelint.severity]\nfloor-division = "info"\n'
    (tmp_path / "pyproject.toml").write_text(f'[tool.tapelint]\nexclude = ["old"]\n{rules}')
    for folder, severities in (("new", [3]), ("old", [])):
        with book(uri=(tmp_path / folder / "b.ipynb").as_uri()) as it:
            it.open(*CELLS)
            assert [one["severity"] for one in it.pulled("c")] == severities


def test_modules_beside_the_notebook_are_followed(tmp_path: Path) -> None:
    (tmp_path / "helper.py").write_text("def half(x):\n    return x // 2.0\n")
    with book(uri=(tmp_path / "b.ipynb").as_uri()) as it:
        cells = (("c", CELLS[2][1].replace("x // 2.0", "half(x)")), CELLS[3])
        it.open(("h", "from helper import half"), *CELLS[:2], *cells)
        (item,) = it.pulled("c")
        assert "`helper.py`, line 2" in item["message"]
        assert "of code cell 5" in item["message"]


# Clients without manners


def test_cells_opened_as_texts_are_texts() -> None:
    with book() as it:
        text = "\n".join(text for _, text in CELLS).replace("%matplotlib inline", "")
        item = {"uri": it.cell("x"), "languageId": "python", "version": 1, "text": text}
        it.client.notify("textDocument/didOpen", {"textDocument": item})
        assert [place(one) for one in it.pushed("x")] == [(4, 10, 12)]


def test_a_cell_may_be_told_of_twice() -> None:
    with book() as it:
        for _ in range(2):
            for name, text in CELLS:
                item = {"uri": it.cell(name), "languageId": "python", "version": 1, "text": text}
                it.client.notify("textDocument/didOpen", {"textDocument": item})
            if not it.cells:
                it.open(*CELLS)
        document = {"textDocument": {"uri": it.cell("c")}}
        change = {**document, "contentChanges": [{"text": "lost"}]}
        it.client.notify("textDocument/didChange", change)
        it.client.notify("textDocument/didClose", document)
        assert len(it.pulled("c")) == 1


@pytest.mark.parametrize(
    "params",
    [
        None,
        {},
        {"notebookDocument": {"uri": 3}},
        {"notebookDocument": {"uri": "file:///b.ipynb"}, "change": {"cells": {"structure": 3}}},
        {"notebookDocument": {"uri": "file:///nowhere/b.ipynb"}, "change": {"cells": 3}},
        {
            "notebookDocument": {"uri": "file:///nowhere/b.ipynb"},
            "change": {"cells": {"textContent": [{"document": {"uri": "x"}}], "data": [3]}},
        },
        {
            "notebookDocument": {"uri": "file:///nowhere/b.ipynb"},
            "change": {"cells": {"structure": {"array": {"start": "x"}}}},
        },
    ],
)
def test_malformed_messages_harm_nobody(params: Any) -> None:
    with book() as it:
        it.open(*CELLS)
        for what in ("didOpen", "didChange", "didSave", "didClose"):
            if what != "didClose" or params is None:
                it.client.notify(f"notebookDocument/{what}", params)
        assert len(it.pulled("c")) == 1
        assert not [one for one in it.client.logged if "failed" in one]


# Traces


def test_a_trace_shows_in_the_cells(tmp_path: Path) -> None:
    cells: list[Message] = [{"cell_type": "markdown", "source": "# Title"}]
    cells += [{"cell_type": "code", "source": text, "metadata": {}} for _, text in CELLS]
    content = json.dumps({"cells": cells, "nbformat": 4})
    program = Program(tmp_path, content, "b.ipynb")
    evidence = floor_division(3, 5, 4)
    program.saw(request(6, [source("x", "none")], evidence=evidence))
    with book(CAPABILITIES, uri=program.uri) as it:
        it.open(*CELLS)
        answer = it.client.command("tapelint.trace", Client.of(program))
        assert "result" in answer, answer
        (item,) = it.pulled("c")
        assert "Seen in the trace: `x` got no gradient." in item["message"]
        assert [it.pulled(name) for name in "abd"] == [[]] * 3
        where = {"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}}
        hints = {name: it.ask("inlayHint", name, range=where) for name in "abcd"}
        assert hints["a"] == hints["b"] == []
        (cut,) = hints["c"]
        assert (cut["label"], cut["position"]) == (
            "∇ none: cut here",
            {"line": 1, "character": len("    z = x // 2.0")},
        )
        (asked,) = hints["d"]
        assert asked["label"] == "∇ none: cut at line 2 of code cell 3"
        (lens,) = it.ask("codeLens", "d")
        title = "∇ x cut at line 2 of code cell 3 · seen | Run trace"
        assert lens["command"]["title"] == title
        it.edit("a", CELLS[0][1] + "\n")
        assert it.ask("inlayHint", "c", range=where)[0]["position"]["line"] == 1
        answer = it.client.command("tapelint.trace", {**Client.of(program), "uri": it.cell("c")})
        assert "has changes that aren't saved" in answer["error"]["message"]


# A program in cells is the program

PARSER = Parser()
BROKEN = [program for program in programs() if program.flags and not program.gap]
_LINE = re.compile(r"``.*?``|`[^`]*`|\bline (\d+)(?: of code cell (\d+))?\b")


@pytest.fixture(scope="module")
def session() -> Iterator[Client]:
    with client() as shared:
        shared.patience.cancel()
        shared.greet(capabilities=PUSHED)
        yield shared


def whole(session: Client, text: str) -> list[Message]:
    """The diagnostics of a text that is one document."""
    uri = "untitled:whole"
    item = {"uri": uri, "languageId": "python", "version": 1, "text": text}
    session.notify("textDocument/didOpen", {"textDocument": item})
    items = session.ask("textDocument/diagnostic", {"textDocument": {"uri": uri}})
    session.notify("textDocument/didClose", {"textDocument": {"uri": uri}})
    return list(items["result"]["items"])


def counted(item: Message, above: list[int], number: int) -> Message:
    """A diagnostic of a cell as one of the whole program."""

    def line(found: re.Match[str]) -> str:
        if found[1] is None:
            return found.group()
        return f"line {int(found[1]) + above[int(found[2] or number + 1) - 1]}"

    def moved(where: Message, by: int) -> Message:
        return {key: {**at, "line": at["line"] + by} for key, at in where.items()}

    start, _, end, _ = item["data"]["span"]
    assert (start, end) == (item["range"]["start"]["line"] + 1, item["range"]["end"]["line"] + 1)
    related = []
    for one in item.get("relatedInformation", ()):
        cell = int(one["location"]["uri"].partition("#")[2])
        where = moved(one["location"]["range"], above[cell])
        related.append((where, _LINE.sub(line, one["message"])))
    return {
        "code": item["code"],
        "severity": item["severity"],
        "range": moved(item["range"], above[number]),
        "message": _LINE.sub(line, item["message"]),
        "related": related,
    }


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_program_in_cells_has_the_findings_of_the_program(
    session: Client, data: st.DataObject
) -> None:
    text = data.draw(st.sampled_from(BROKEN)).text
    places = [unit.line for unit in PARSER.parse(text).units if unit.line]
    cuts = sorted(data.draw(st.sets(st.sampled_from(places)))) if places else []
    above = [0, *cuts]
    lines = text.split("\n")
    parts = ["\n".join(lines[a:b]) for a, b in zip(above, [*cuts, None], strict=True)]
    newline = data.draw(st.sampled_from(["\n", "\r\n"]))
    it = Book(session, "untitled:b.ipynb")
    it.open(*((str(number), part.replace("\n", newline)) for number, part in enumerate(parts)))
    found = [
        counted(item, above, number)
        for number in range(len(parts))
        for item in it.pulled(str(number))
    ]
    it.close()
    expected = [
        {
            "code": item["code"],
            "severity": item["severity"],
            "range": item["range"],
            "message": item["message"],
            "related": [
                (one["location"]["range"], one["message"])
                for one in item.get("relatedInformation", ())
            ],
        }
        for item in whole(session, text)
    ]
    assert found == expected
    assume(found)  # a few hold for some versions only, and none is known here
