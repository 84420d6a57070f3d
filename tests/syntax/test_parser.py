"""Parsing never fails, keeps what can be read, and only looks again at what changed."""

from __future__ import annotations

import ast
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tapelint.syntax import Hole, Parsed, Parser
from tapelint.syntax.newer import explain

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.py"))
CLASS = '''\
import tensorflow as tf

class Model:
    """Says
what it does."""

    def first(self, x):
        return x

    def second(self, x):
        {line}
        return x

    def third(self, x):
        return x

value = 1
'''


def holes(parsed: Parsed) -> list[tuple[int, int]]:
    """The absolute first and last lines of every hole."""
    return [
        (unit.line + node.lineno, unit.line + (node.end_lineno or 0))
        for unit in parsed.units
        for statement in unit.body
        for node in ast.walk(statement)
        if isinstance(node, Hole)
    ]


def shape(parsed: Parsed) -> object:
    """Everything that later layers see of a parsed text."""
    units = [
        (unit.text, unit.line, [ast.dump(node, include_attributes=True) for node in unit.body])
        for unit in parsed.units
    ]
    return units, parsed.notes, parsed.broken


def methods(parsed: Parsed) -> list[str]:
    return [
        node.name
        for unit in parsed.units
        for statement in unit.body
        for node in ast.walk(statement)
        if isinstance(node, ast.FunctionDef)
    ]


def absolute(parsed: Parsed) -> Iterator[str]:
    """The statements with the places they have in the whole text."""
    for unit in parsed.units:
        for statement in unit.body:
            shifted = ast.increment_lineno(ast.parse(unit.text), unit.line)
            yield from (ast.dump(node, include_attributes=True) for node in shifted.body)
            assert statement in unit.body


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_units_together_are_the_module(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    parsed = Parser().parse(text)
    whole = [ast.dump(node, include_attributes=True) for node in ast.parse(text).body]
    assert list(absolute(parsed)) == whole
    assert "".join(unit.text for unit in parsed.units) == text
    assert len(parsed.units) >= len(whole)


@pytest.mark.parametrize(
    "text",
    [
        "if a:\n    b\nelif c:\n    d\nelse:\n    e\n",
        "try:\n    a\nexcept E:\n    b\nfinally:\n    c\n",
        "@one\n@two(\n1,\n)\ndef f():\n    pass\n",
        "x = [\n1,\n2,\n]\n",
        "x = 1 + \\\n2\n",
        'x = """\ndef f():\n"""\n',
        "x = '''a\nb''' + '''c\nd'''\n",
        "x = {\n'#': \"'''\",\n}\n",
        "for a in b:\n# comment\n    c\nelse:\n    d\n",
        "x = (yield_\nfor yield_ in y\nif z)\n",
    ],
)
def test_one_statement_is_one_unit(text: str) -> None:
    parsed = Parser().parse(text)
    assert len(parsed.units) == 1
    assert len(parsed.units[0].body) == 1
    assert parsed.broken == ()


@pytest.mark.parametrize(
    "line",
    [
        "self.",
        "y = f(x,",
        "y = f(x",
        "y = [x, {1:",
        "y = x +",
        "y = 'abc",
        "if x",
        "if x:",
        "for y in",
        "with tf.GradientTape( as tape:",
        "y = x = ) 3",
        "return x y",
        "    y = 3",
        "lambda:",
        "x = 1 2 3",
        "@",
    ],
)
def test_a_broken_line_leaves_its_neighbours(line: str) -> None:
    parsed = Parser().parse(CLASS.format(line=line))
    assert methods(parsed) == ["first", "second", "third"]
    assert holes(parsed) in ([(11, 11)], [(11, 12)])
    assert isinstance(parsed.units[-1].body[-1], ast.Assign)


def test_a_broken_header_takes_its_block() -> None:
    text = "def f(x):\n    with tape as:\n        y = x\n        z = y\n    return x\n"
    parsed = Parser().parse(text)
    assert holes(parsed) == [(2, 4)]
    assert methods(parsed) == ["f"]


def test_several_broken_lines_are_several_holes() -> None:
    text = "def f(x):\n    a = (\n    b = 1\n    c = 2 +\n    return b\n"
    parsed = Parser().parse(text)
    assert holes(parsed) == [(2, 2), (4, 4)]
    assert parsed.broken == (2, 4)


def test_an_unclosed_bracket_ends_at_the_next_definition() -> None:
    text = "x = f(\n\n\ndef g():\n    return 1\n\n\nclass A:\n    pass\n"
    parsed = Parser().parse(text)
    assert [type(unit.body[0]).__name__ for unit in parsed.units] == [
        "Hole",
        "FunctionDef",
        "ClassDef",
    ]


def test_an_unclosed_quote_spares_the_definitions_below() -> None:
    text = 'x = 1\n"""\n\ndef g():\n    """Doc."""\n\n\ndef h():\n    """Doc."""\n'
    assert methods(Parser().parse(text)) == ["g", "h"]


def test_a_hole_knows_its_names() -> None:
    (unit,) = Parser().parse("a, b.c = d = f(e.g, 'h', k=1  # i\n").units
    (hole,) = unit.body
    assert isinstance(hole, Hole)
    assert set(hole.names) == {"a", "b", "d", "f", "e", "k"}
    assert set(hole.assigned) == {"a", "b", "d"}


@pytest.mark.parametrize(
    ("line", "assigned"),
    [
        ("for i, j in", {"i", "j"}),
        ("with a as b, c(", {"b", "c"}),
        ("x += (", {"x"}),
        ("if a == b c:", set()),
        ("import a.b as c d", {"a", "c"}),
        ("from x import a b", {"a"}),
        ("while (n := f(:", {"n"}),
        ("x: int = 3 4", {"x", "int"}),
        ("def f(x:", {"f"}),
        ("f(a=1", {"f", "a"}),
    ],
)
def test_a_hole_may_bind(line: str, assigned: set[str]) -> None:
    (unit,) = Parser().parse(line).units
    (hole,) = unit.body
    assert isinstance(hole, Hole)
    assert set(hole.assigned) == assigned


def test_only_changed_units_are_parsed_again() -> None:
    parser = Parser()
    text = CLASS.format(line="y = 1")
    before = parser.parse(text)
    after = parser.parse("# a line above\n\n" + text.replace("value = 1", "value = 2"))
    assert after.units[1].body is before.units[0].body
    assert after.units[2].body is before.units[1].body
    assert after.units[2].line == before.units[1].line + 2
    assert after.units[-1].body is not before.units[-1].body


def test_equal_units_share_bodies_but_not_places() -> None:
    first, _, third = Parser().parse("f()\ng()\nf()\n").units
    assert first.body is third.body
    assert (first.line, third.line) == (0, 2)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\f",
        "\ufeff",
        "\ufeffx = 1\n",
        "\r\r\n\n",
        "\\",
        "@",
        "'''",
        '"""',
        "else:\n",
        ")",
        "x = 1\x00",
        "x = '\ud800'",
        "\x0c\x0cdef f():\n\x0c    pass\n",
        "(" * 1000,
        "[" * 1000 + "]" * 1000,
        "f(" * 1000 + ")" * 1000,
        "\n".join(" " * depth + "if x:" for depth in range(1000)),
        "\n".join(" " * depth + "def f():" for depth in range(90)),
        "if 1: pass\nelif 2: pass\n" * 500,
    ],
)
def test_nothing_makes_the_parser_fail(text: str) -> None:
    parsed = Parser().parse(text)
    assert shape(parsed) == shape(Parser().parse(text))
    assert sum(unit.text.count("\n") for unit in parsed.units) <= parsed.index.line_count


@pytest.mark.parametrize(
    "text", ["-" * 5000 + "x", "x" + ".a" * 5000, "+".join("a" * 5000), "lambda: " * 1000 + "0"]
)
def test_deep_trees_are_read_or_become_holes(text: str) -> None:
    # Python's versions differ in how deep a tree they build.
    (unit,) = Parser().parse(f"{text}\n").units
    (statement,) = unit.body
    assert isinstance(statement, (Hole, ast.Expr))


def test_line_breaks_of_all_kinds_give_the_same_lines() -> None:
    text = CLASS.format(line="y = f(x,")
    expected = shape(Parser().parse(text))
    assert shape(Parser().parse(text.replace("\n", "\r\n"))) == expected
    assert shape(Parser().parse(text.replace("\n", "\r"))) == expected


def test_a_byte_order_mark_moves_no_column() -> None:
    (unit,) = Parser().parse("\ufeffx = 1\n").units
    assert (unit.body[0].lineno, unit.body[0].col_offset) == (1, 3)


def test_a_nul_byte_is_said() -> None:
    parsed = Parser().parse("x = 1\ny = 2\x00\nz = 3\n")
    assert parsed.notes == (
        "line 2 contains a NUL byte, which Python can't read (is the file saved as UTF-16?)",
    )
    assert parsed.broken == (2,)


def test_a_large_file_is_parsed() -> None:
    text = "import tensorflow\nx = [\n" + "1, 2, 3,\n" * 100_000 + "]\ny = (\ndef f(): pass\n"
    assert Parser().parse(text).broken == (100_004,)


@pytest.mark.parametrize(
    ("written", "form", "needed"),
    [
        ("type X = int", "a `type` statement", (3, 12)),
        ("type X[T] = list[T]", "a `type` statement", (3, 12)),
        ("def f[T](x: T): ...", "a type parameter list", (3, 12)),
        ("class A[T]:\n    pass", "a type parameter list", (3, 12)),
        ('print(f"{x[\'a\']}{d["k"]}")', "the same quotes inside an f-string", (3, 12)),
        ("try:\n    a\nexcept* E:\n    b", "`except*`", (3, 11)),
        ("def f(x: tuple[*Ts]): ...", "`*` in an index", (3, 11)),
        ("x = t'{a}'", "a t-string", (3, 14)),
        ("try:\n    a\nexcept A, B:\n    b", "`except` with several types", (3, 14)),
    ],
)
def test_newer_syntax_is_named(written: str, form: str, needed: tuple[int, int]) -> None:
    older = (needed[0], needed[1] - 1)
    reason = "f-string: expecting '}'"
    assert form in (explain(written, reason, older) or "")
    assert explain(written, reason, (3, 99)) is None


@pytest.mark.parametrize("written", ["f(x", "x = f'{a", "x = 1 2", "type = 3 4", "except E:"])
def test_ordinary_errors_are_no_newer_syntax(written: str) -> None:
    assert explain(written, "invalid syntax", (3, 10)) is None


def test_newer_syntax_gives_one_note() -> None:
    (note,) = Parser().parse("x = 1\nlazy import json\n").notes
    assert note.startswith("line 2 uses syntax newer than this Python 3.1")


def cuts(text: str, count: int) -> list[int]:
    return sorted(random.Random(text).sample(range(len(text) + 1), min(count, len(text) + 1)))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_truncated_anywhere_warm_is_cold(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    lines = [place for place, character in enumerate(text) if character == "\n"]
    warm = Parser()
    for cut in sorted({*lines, *cuts(text, 150)}):
        part = text[:cut]
        assert shape(warm.parse(part)) == shape(Parser().parse(part))


WARM = Parser()


@given(st.data())
def test_random_edits_never_fail(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(EXAMPLES)).read_text(encoding="utf-8")
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.integers(0, 60)))
        inserted = data.draw(
            st.sampled_from(
                ["", "(", ")", '"""', "'", "\\\n", "\n", ":", "[", "é", "\f", "\r", "#"]
            )
            | st.text(max_size=4)
        )
        text = text[:start] + inserted + text[end:]
    parsed = WARM.parse(text)
    assert shape(parsed) == shape(Parser().parse(text))


@given(st.text(max_size=60))
def test_arbitrary_text_never_fails(text: str) -> None:
    assert shape(WARM.parse(text)) == shape(Parser().parse(text))


def method(parsed: Parsed, name: str) -> ast.FunctionDef:
    (found,) = (
        node
        for unit in parsed.units
        for statement in unit.body
        for node in ast.walk(statement)
        if isinstance(node, ast.FunctionDef) and node.name == name
    )
    return found


@pytest.mark.parametrize("line", ["y = 1", "y = f(x,", "self.", "y = '''", "if x:"])
def test_an_edit_in_a_method_parses_that_method_only(line: str) -> None:
    parser = Parser()
    before = parser.parse(CLASS.format(line="y = x"))
    after = parser.parse(CLASS.format(line=line))
    assert method(after, "first") is method(before, "first")
    if line != "y = '''":
        assert method(after, "third") is method(before, "third")
    back = parser.parse(CLASS.format(line="y = x"))
    assert method(back, "second") is method(before, "second")
    assert shape(back) == shape(Parser().parse(CLASS.format(line="y = x")))


def test_units_of_one_text_never_share_a_node() -> None:
    parser = Parser()
    text = CLASS.format(line="y = x")
    parser.parse(text)
    both = parser.parse(CLASS.format(line="y = 1") + text)
    functions = [
        id(node)
        for unit in both.units
        for statement in unit.body
        for node in ast.walk(statement)
        if isinstance(node, ast.FunctionDef)
    ]
    assert len(functions) == len(set(functions)) == 6
    assert shape(both) == shape(Parser().parse(CLASS.format(line="y = 1") + text))


@pytest.mark.parametrize(
    "text",
    [
        "class A: pass\n",
        "class A: x = 1; y = 2\n",
        "class A(\n    B,\n    metaclass=C,\n):  # why\n\n    # so\n    x = 1\n",
        "@one\n@two(\n    1,\n)\nclass A:\n    x = 1\n\n    @property\n    def f(self): pass\n",
        "class A:\n\tx = 1\n\tdef f(self):\n\t\tpass\n# below\n\n",
        "class A:\n    '''Doc\nat column 0\n    '''\n    x = [\n1,\n    2]\n    y = 1 + \\\n2\n",
        "class A:\n    if x:\n        y = 1\n    else:\n        y = 2\n    class B:\n        z = 3",
        "class A:\n    try:\n        import a\n    except E:\n        a = None\n    b = 1",
        "class A:\n    x = 1\n\f    y = 2\n    é = '🙂'; z = 3\n",
        "class A:\n    for x in y: pass\n    else: pass\n    async def f(self): ...\n",
        "@one\ndef f():\n    '''\nclass A:\n    x\n    '''\n",
        "class A:\n    ...\n    # only a comment follows\n        # far right\n",
    ],
)
def test_a_class_taken_apart_is_the_class(text: str) -> None:
    parsed = Parser().parse(text)
    assert list(absolute(parsed)) == [
        ast.dump(node, include_attributes=True) for node in ast.parse(text).body
    ]
    found = [ast.dump(node, include_attributes=True) for node in parsed.units[0].body]
    assert found == list(absolute(parsed))
    assert parsed.broken == ()


@pytest.mark.parametrize(
    "text",
    [
        "class A:\n",
        "class A\n    x = 1\n",
        "class A(:\n    x = 1\n",
        "class A:\n    @\n",
        "class A:\n    @one\n    x = 1\n    def f(self): pass\n",
        "class A:\n    x = (\n",
        "class A:\n    '''\n    def f(self): pass\n",
        "class A:\n    x = 1\n  y = 2\n",
        "class A:\n    x = 1\n        y = 2\n",
        "class A:\n    x = 1\nelse:\n    y = 2\n",
        "class A:\n\tx = 1\n        y = 2\n",
        "@\nclass A:\n    x = 1\n",
        "class A:\n    x = " + "[" * 300 + "\n    def f(self): pass\n",
    ],
)
def test_a_broken_class_is_read_as_far_as_it_can_be(text: str) -> None:
    parsed = Parser().parse(text + "z = 3\n")
    assert parsed.broken
    assert isinstance(parsed.units[-1].body[-1], ast.Assign)
    assert all(hole[0] <= hole[1] <= text.count("\n") + 1 for hole in holes(parsed))
