"""Notebooks are read as one text whose lines lead back to their cells."""

from __future__ import annotations

import ast
import json

import nbformat
import pytest
from IPython.core.inputtransformer2 import TransformerManager
from IPython.core.interactiveshell import InteractiveShell

from tapelint.check import check
from tapelint.syntax import Parser
from tapelint.syntax.notebook import CellPlace, NotebookError, cell_code, joined, read_notebook
from tapelint.text import CELL_END

CELLS = [
    "import tensorflow as tf\n%matplotlib inline",
    "!pip install keras \\\n    numpy\nfiles = !ls *.py\nx = 3",
    "%%bash\nls -l\nif [ a ]; then b; fi",
    "%%time\nhistory = 'fit'\n%time y = x + 1",
    "if x:\n    %timeit x\n    !ls\nelse:\n    ?x\n    pass",
    "x.real?\ny = (x\n  % 4)\ntext = '''\n!not a command\n%nor this\n'''\nx %= 2",
    "a = %magic x\nb, c = !ls\nprint(f'{x}!')",
    "",
    "def f(x):\n    return x",
]


def notebook(cells: list[str]) -> str:
    cells_json = [
        nbformat.v4.new_markdown_cell("# Title"),
        *(nbformat.v4.new_code_cell(cell) for cell in cells),
    ]
    book = nbformat.v4.new_notebook(cells=cells_json)
    return str(nbformat.writes(book))


def bound(text: str) -> set[str]:
    return {
        node.id
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }


@pytest.mark.parametrize("cell", CELLS)
def test_a_cell_binds_what_ipython_binds(cell: str) -> None:
    masked = read_notebook(notebook([cell])).text
    assert bound(masked) == bound(TransformerManager().transform_cell(cell)) - {"_exit_code"} | (
        {"history", "y"} if "history" in cell else set()
    )


@pytest.mark.parametrize("cell", CELLS)
def test_no_line_and_no_column_moves(cell: str) -> None:
    masked = read_notebook(notebook([cell])).text
    assert masked.count("\n") == cell.count("\n")
    for before, after in zip(cell.split("\n"), masked.split("\n"), strict=True):
        assert len(before) == len(after) or "get_ipython" in after


def test_lines_lead_back_to_their_cells() -> None:
    book = read_notebook(notebook(["a = 1\nb = 2", "", "c = 3\n"]))
    assert book.text.replace(CELL_END, "") == "a = 1\nb = 2\n\nc = 3\n"
    assert [book.place(line) for line in (1, 2, 3, 4)] == [
        CellPlace(2, 1),
        CellPlace(2, 2),
        CellPlace(3, 1),
        CellPlace(4, 1),
    ]


def test_sources_are_those_that_nbformat_reads() -> None:
    content = notebook(CELLS)
    cells = nbformat.reads(content, as_version=4).cells
    book = read_notebook(content)
    code = [(n, cell.source) for n, cell in enumerate(cells, 1) if cell.cell_type == "code"]
    assert [number for number, _ in code] == list(book.cells)
    assert sum(source.count("\n") + 1 for _, source in code) == book.text.count("\n") + 1


def test_older_notebooks_keep_their_cells_in_worksheets() -> None:
    cell = {"cell_type": "code", "input": ["a = 1\n", "b = 2"]}
    content = json.dumps({"nbformat": 3, "worksheets": [{"cells": [cell]}]})
    assert read_notebook(content).text == "a = 1\nb = 2"


@pytest.mark.parametrize(
    "content",
    ["", " \n", "{", "[]", "3", '{"cells": 3}', '{"worksheets": 3}', "[" * 100_000],
)
def test_what_is_no_notebook_is_said(content: str) -> None:
    with pytest.raises(NotebookError, match="this isn't a notebook"):
        read_notebook(content)


def test_odd_cells_are_passed_over() -> None:
    assert read_notebook('{"worksheets": [3, {"cells": 3}, {}]}').text == ""
    cells = [3, {"cell_type": "code"}, {"cell_type": "code", "source": ["x = 1", 2]}]
    assert read_notebook(json.dumps({"cells": cells})).text == f"{CELL_END}\nx = 1"


def test_an_empty_notebook_has_no_places_to_confuse() -> None:
    assert read_notebook('{"cells": []}').place(1) == CellPlace(1, 1)


def test_cells_of_other_languages_are_passed_over() -> None:
    shell = {"cell_type": "code", "source": "ls", "metadata": {"vscode": {"languageId": "bash"}}}
    python = {"cell_type": "code", "source": "x = 1", "metadata": {"vscode": 3}}
    book = read_notebook(json.dumps({"cells": [shell, python]}))
    assert (book.text, book.cells) == ("x = 1", (2,))


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "# only a comment",
        "x = foo(",
        'text = """half',
        "text = '''half",
        "@tf.function",
        "x = 1 + \\",
        "if x:",
        "else:\n    y = 2",
        ")",
        "    y = 2",
        "class A:\n    def f(self):",
    ],
)
def test_no_cell_changes_the_units_of_another(cell: str) -> None:
    """Each is parsed by itself, as IPython does, and nothing of the others is parsed again."""
    around = ("def f(x):\n    return x\n\nwith a:\n    b = 1", "c = (\n  d)\ne = '''\nf'''")
    parser = Parser()

    def bodies(*cells: str) -> list[object]:
        book = joined((n, cell, cell_code(cell)) for n, cell in enumerate(cells, start=1))
        units = parser.parse(book.text).units
        return [unit.body for unit in units if book.place(unit.line + 1).cell in (1, len(cells))]

    alone = bodies(*around)
    between = bodies(around[0], cell, around[1])
    assert len(alone) == len(between) == 4
    assert all(one is other for one, other in zip(alone, between, strict=True))


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("%%bash\nls", "######\n##"),
        ("%%HTML\n<b>", "######\n###"),
        # What runs the cell in a way of its own may bind anything.
        ("%%memit -r 1\nx = 1", "exec('')####\n#####"),
        ("%%px\nx", "exec('')\n#"),
        ("%run other.ipynb\nx", "exec('')########\nx"),
        ("if x:\n  %store -r w", "if x:\n  exec('')###"),
        ("%running x", "##########"),
        ("?x\ntf.*Tape*?\nx[0]?", "##\n##########\n#####"),
    ],
)
def test_what_may_change_names_is_no_comment(cell: str, expected: str) -> None:
    assert cell_code(cell) == expected


def test_notebooks_of_other_languages_are_passed_over() -> None:
    cells = [{"cell_type": "code", "source": "library(keras)"}]
    for metadata in ({"kernelspec": {"language": "R"}}, {"language_info": {"name": "R"}}):
        assert read_notebook(json.dumps({"cells": cells, "metadata": metadata})).cells == ()
    for odd in (None, 3, {"kernelspec": 3}, {"language_info": {"name": "ipython"}}):
        assert read_notebook(json.dumps({"cells": cells, "metadata": odd})).cells == (1,)


@pytest.mark.parametrize(
    "cell",
    [
        "%%timeit -n 1 -r 1\ny = 2",
        "%%timeit -n 1 -r 1 y = 3\nfor y in range(y):\n    import math as y",
        "%timeit -n 1 -r 1 x, y = 1, 2",
    ],
)
def test_ipython_binds_nothing_of_what_it_times(cell: str) -> None:
    shell = InteractiveShell()
    shell.run_cell("y = 'before'")
    assert shell.run_cell(cell).success
    assert shell.user_ns["y"] == "before"


BEFORE = (
    "import tensorflow as tf\nv = tf.Variable(3.0)",
    "with tf.GradientTape() as t:\n    y = v * 2.0",
)
ASKED = "t.gradient(y, v)"
ASKS = f"with tf.GradientTape() as t:\n    y = v // 2.0\n{ASKED}"


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ((*BEFORE, "%%timeit\ny = v // 2.0", ASKED), []),
        ((*BEFORE, "%%timeit\ny = v // 2.0\nx = (", ASKED), []),
        ((*BEFORE, "%timeit y = v // 2.0", ASKED), []),
        ((*BEFORE, "%timeit y, z = v // 2.0, 1", ASKED), []),
        ((*BEFORE, "%%timeit\nfrom math import *\nimport v.y as z, y", ASKED), []),
        ((*BEFORE, "%%time\ny = v // 2.0", ASKED), [(3, 2)]),
        ((BEFORE[0], f"%%timeit\n{ASKS}"), [(2, 3)]),
        ((BEFORE[0], "%%timeit\nx = tf.ones(3, name='tf')", ASKS), [(3, 2)]),
    ],
)
def test_what_was_timed_may_be_what_it_was_before(
    cells: tuple[str, ...], found: list[tuple[int, int]]
) -> None:
    book = read_notebook(notebook(list(cells)))
    findings = check(book.text).findings
    places = [
        (book.place(one.span.line).cell - 1, book.place(one.span.line).line) for one in findings
    ]
    assert places == found


def test_a_reader_is_shown_what_stands_in_the_notebook() -> None:
    cells = ["%pip install a\nx = 1", "%%timeit\ny = 2", "!ls"]
    book = read_notebook(notebook(cells))
    assert book.text.count("\n") == book.shown.count("\n")
    lines = book.shown.replace(CELL_END, "").split("\n")
    assert lines == ["%pip install a", "x = 1", "%%timeit", "y = 2", "", "!ls"]
    assert book.place(6) == CellPlace(4, 1)
