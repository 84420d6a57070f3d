"""`--fix` on notebooks: the sources of cells change, and not a byte beside them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import nbformat
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from tapelint.cli.main import commands
from tapelint.cli.programs import Book
from tapelint.text import Edit, Span, apply_edits
from tests.fakes import follow

HEAD = "import tensorflow as tf\nw = tf.Variable(3.0)"
BROKEN = "with tf.GradientTape() as tape:\n    loss = w // 2.0\ngrad = tape.gradient(loss, w)"
MENDED = BROKEN.replace("//", "/")


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tapelint.check.follow_gradients", follow)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pyproject.toml").write_text("[tool.tapelint]\n", encoding="utf-8")


def run(*arguments: str, stdin: bytes | None = None) -> Result:
    result = CliRunner().invoke(commands, ["check", *arguments], input=stdin)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return result


def code(source: str | list[str]) -> dict[str, Any]:
    outputs = [{"output_type": "stream", "name": "stdout", "text": ["// é\n", "\x1b[0m"]}]
    return {"source": source, "outputs": outputs, "cell_type": "code", "execution_count": 3}


def book(*cells: dict[str, Any], **layout: Any) -> str:
    metadata = {"zeta": 1.50, "alpha": "w // 2.0", "empty": {}}
    return json.dumps({"nbformat": 4, "cells": cells, "metadata": metadata}, **layout)


def mended(content: str | bytes) -> bytes:
    path = Path("book.ipynb")
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    assert "mended" in run("--fix", "--unsafe-fixes").stdout
    return path.read_bytes()


@pytest.mark.parametrize("ascii_only", [True, False])
@pytest.mark.parametrize("indent", [None, 1, 2, "\t"])
def test_only_the_source_changes(indent: Any, ascii_only: bool) -> None:
    text = {"cell_type": "markdown", "source": ["# w // 2.0 ü"]}
    lines = BROKEN.replace("grad", "π = '🙂 \\u00e9'\ngrad", 1).splitlines(keepends=True)
    cells = (text, code(HEAD), code(lines), code("%%bash\nls //"))
    content = book(*cells, indent=indent, ensure_ascii=ascii_only) + "\n\n"
    expected = content.replace("loss = w //", "loss = w /")
    assert mended(content).decode() == expected


def test_a_source_in_one_string() -> None:
    content = book(code(f"{HEAD}\n{BROKEN}"))
    assert mended(content).decode() == content.replace("w // 2.0\\n", "w / 2.0\\n")


def test_windows_line_breaks_and_a_byte_order_mark_stay() -> None:
    source = f"{HEAD}\n{BROKEN}".replace("\n", "\r\n")
    content = b"\xef\xbb\xbf" + book(code(source), indent=1).replace("\n", "\r\n").encode()
    assert mended(content) == content.replace(b"loss = w //", b"loss = w /")


def test_escapes_stay_as_they_are_written() -> None:
    content = book(code(f"{HEAD}\n{BROKEN}  # a/b"))
    content = content.replace("a/b", "a\\/b \\u00e9\\ud83d\\ude42 é🙂").replace(
        "loss", "\\u006coss"
    )
    expected = content.replace("\\u006coss = w //", "\\u006coss = w /")
    assert mended(content).decode() == expected


def test_magics_are_kept_and_code_beside_them_is_mended() -> None:
    lines = [
        "%load_ext tapelint",
        "!ls //",
        "files = !ls //",
        HEAD,
        "with tf.GradientTape() as tape:",
        "    %time loss = w // 2.0",
        "    ?loss",
        "grad = tape.gradient(loss, w)",
    ]
    content = book(code("\n".join(lines)))
    assert mended(content).decode() == content.replace("loss = w //", "loss = w /")


def test_stdin_becomes_the_mended_notebook() -> None:
    content = book(code(HEAD), code(BROKEN), indent=1).encode()
    arguments = ("-", "--stdin-filename", "book.ipynb", "--fix")
    result = run(*arguments, "--unsafe-fixes", stdin=content)
    assert result.stdout_bytes == content.replace(b"loss = w //", b"loss = w /")
    assert run(*arguments, stdin=content).stdout_bytes == content


def test_a_diff_shows_cells_and_writes_nothing() -> None:
    content = book(code(HEAD), code(BROKEN.splitlines(keepends=True)))
    Path("book.ipynb").write_text(content, encoding="utf-8")
    result = run("--diff", "--unsafe-fixes")
    assert result.stdout == (
        "--- a/book.ipynb:cell 2\n"
        "+++ b/book.ipynb:cell 2\n"
        "@@ -1,3 +1,3 @@\n"
        " with tf.GradientTape() as tape:\n"
        "-    loss = w // 2.0\n"
        "+    loss = w / 2.0\n"
        " grad = tape.gradient(loss, w)\n"
        "\\ No newline at end of file\n"
    )
    assert Path("book.ipynb").read_text(encoding="utf-8") == content


def test_deeply_nested_outputs_are_in_nobodys_way() -> None:
    cell = code(f"{HEAD}\n{BROKEN}")
    content = book({**cell, "outputs": "NESTED"}).replace('"NESTED"', "[" * 900 + "]" * 900)
    assert mended(content).decode() == content.replace("loss = w //", "loss = w /")


def test_what_jupyter_wrote_stays_as_jupyter_writes_it() -> None:
    cells = [nbformat.v4.new_code_cell(text) for text in (HEAD, "", BROKEN)]
    written = nbformat.writes(nbformat.v4.new_notebook(cells=cells)) + "\n"
    after = mended(written).decode()
    read = nbformat.reads(after, as_version=4)
    assert read.cells[2].source == MENDED
    assert nbformat.writes(read) + "\n" == after


# ---------------------------------------------------------------------- any notebook, any edit

_LINES = st.sampled_from(["x = 1", "é = '🙂\\n'", "", "%time y = 2", "!ls", "\tz\x0c", 'q = "//"'])
_BREAKS = st.sampled_from(["\n", "\r\n"])
_JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@st.composite
def literals(draw: st.DrawFn, text: str) -> str:
    """A string as JSON may write it: each character as it is, or escaped in some way."""
    escaped = draw(st.lists(st.booleans(), min_size=len(text), max_size=len(text)))
    written = [
        json.dumps(character, ensure_ascii=yes) if yes or character < " " else f'"{character}"'
        for character, yes in zip(text, escaped, strict=True)
    ]
    plain = [
        json.dumps(character) if character in '"\\' else one
        for character, one in zip(text, written, strict=True)
    ]
    coded = "".join(
        f"\\u{ord(c):04x}" if yes and c == "x" else one[1:-1]
        for c, one, yes in zip(text, plain, escaped, strict=True)
    )
    return f'"{coded}"'


@st.composite
def notebooks(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A notebook in some layout, and the text of each cell."""
    space = draw(st.sampled_from(["", " ", "\n  ", "\t"]))
    texts = [
        draw(_BREAKS).join(lines)
        for lines in draw(st.lists(st.lists(_LINES, min_size=1, max_size=4), max_size=3))
    ]
    cells = []
    for text in texts:
        form = draw(st.sampled_from(["string", "lines", "pieces"]))
        parts = [text]
        if form != "string":
            parts = re.findall(r"[^\n]*\n|[^\n]+", text)
        if form == "pieces":
            parts = [piece for part in parts for piece in (part[:2], part[2:])]
        strings = [draw(literals(part)) for part in parts]
        source = strings[0] if form == "string" else f"[{space}{f',{space}'.join(strings)}{space}]"
        members = [
            f'"source":{space}{source}',
            '"cell_type": "code"',
            f'"metadata": {json.dumps(draw(_JSON))}',
            f'"outputs": {json.dumps(draw(_JSON), ensure_ascii=draw(st.booleans()))}',
        ]
        cells.append("{" + f",{space}".join(draw(st.permutations(members))) + "}")
    content = f'{{"metadata": {json.dumps(draw(_JSON))},{space}"cells": [{", ".join(cells)}]}}'
    return content + draw(st.sampled_from(["", "\n", "\n\n"])), texts


def without_sources(content: str) -> list[str]:
    """What stands around the sources, whatever is in them."""
    pieces, done = [], 0
    string = re.compile(r'"source":\s*("(?:[^"\\]|\\.)*"|\[(?:[^"\]]|"(?:[^"\\]|\\.)*")*\])')
    decoder = json.JSONDecoder()
    while found := string.search(content, done):
        # A metadata text can't look like this: its quotes would be escaped.
        decoder.decode(found[1])
        pieces.append(content[done : found.start(1)])
        done = found.end()
    return [*pieces, content[done:]]


def lines_of(source: list[str]) -> list[str]:
    """A source as Jupyter writes it: a string for each line."""
    return re.findall(r"[^\n]*\n|[^\n]+", "".join(source))


def sources(content: str) -> list[str]:
    return ["".join(cell["source"]) for cell in json.loads(content)["cells"]]


@given(notebooks(), st.data())
def test_any_edit_leaves_the_rest_as_it_is(
    made: tuple[str, list[str]], data: st.DataObject
) -> None:
    content, texts = made
    notebook = Book(content)
    assert [text for _, text in notebook.parts()] == texts
    if not texts:
        return
    lines = notebook.text.count("\n") + 1
    line = data.draw(st.integers(1, lines))
    place = line, data.draw(st.sampled_from([0, 0, 1, 3, 6]))
    end = data.draw(st.just(place) | st.just((line, 9)) | st.just((line + 1, 0)))
    new = data.draw(st.sampled_from(["", "é", "a\n", "a\n    b\n", '"\\🙂"', "\nb"]))
    after = notebook.changed([Edit(Span(*place, *max(place, end)), new)])
    if after is None:
        return
    assert without_sources(after.content) == without_sources(content)
    changed = [n for n, old in enumerate(texts) if sources(after.content)[n] != old]
    assert len(changed) <= 1
    for number, cell in enumerate(json.loads(content)["cells"]):
        told = json.loads(after.content)["cells"][number]["source"]
        if number not in changed:
            assert told == cell["source"]
        elif cell["source"] == lines_of(cell["source"]):
            assert told == (lines_of(told) or [""])


@given(notebooks())
def test_no_edit_changes_nothing(made: tuple[str, list[str]]) -> None:
    content, _ = made
    after = Book(content).changed([])
    assert after is not None
    assert after.content == content


def test_several_edits_in_one_cell() -> None:
    text = "a\nb\nc\nd"
    edits = [
        Edit(Span(1, 0, 1, 1), "A"),
        Edit(Span(2, 0, 3, 0), ""),
        Edit(Span(3, 0, 3, 0), "new\n"),
        Edit(Span(4, 0, 4, 1), "D\ne"),
    ]
    content = book(code(text.splitlines(keepends=True)), indent=1)
    after = Book(content).changed(edits)
    assert after is not None
    (source,) = (cell["source"] for cell in json.loads(after.content)["cells"])
    assert source == apply_edits(text, edits).splitlines(keepends=True)
    assert after.content == book(code(source), indent=1)


@pytest.mark.parametrize("line", [1, 2, 3])
def test_of_a_deleted_line_no_string_stays(line: int) -> None:
    lines = ["a\n", "b\n", "c"]
    start, end = ((line, 0), (line + 1, 0)) if line < 3 else ((2, 1), (3, 1))
    content = book(code(lines), indent=1)
    after = Book(content).changed([Edit(Span(*start, *end), "")])
    del lines[line - 1]
    lines[-1] = lines[-1] if line < 3 else "b"
    assert after is not None
    assert after.content == book(code(lines), indent=1)


def test_a_fix_that_a_magic_stands_in_the_way_of_is_left_to_a_person() -> None:
    lines = [HEAD, "with tf.GradientTape() as tape:", "    loss = (w", "// (", "!ls", "2.0))"]
    path = Path("book.ipynb")
    path.write_text(book(code("\n".join(lines))), encoding="utf-8")
    before = path.read_bytes()
    run("--fix", "--unsafe-fixes")
    assert path.read_bytes() == before
