"""How a traced cell and an explanation look, without running anything."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from tapelint.live.verdict import Explanation, Related, Verdict
from tapelint.live.view import CellView
from tapelint.trace.seen import Cut, Gradient, LineSeen, Note, Place, Source, State, Trace

CELL = "<ipython-input-3-abc>"
OTHER = "<ipython-input-1-def>"
EVIL = "<script>alert('1')</script>"


def view(text: str, name: str = "w", reason: str = "`Round` has no gradient") -> CellView:
    cut = Cut(
        Place(CELL, 3), "Round", reason, "non-differentiable-op", (Note(Place(OTHER, 1), name),)
    )
    sources = (
        Source("b", State.FLOWS, 0.25),
        Source(name, State.NONE, None, cut),
        Source("z", State.ZERO, 0.0),
    )
    request = Gradient(Place(CELL, 4), "gradient", 0, "eager", name, sources)
    lines = (
        LineSeen(Place(CELL, 2), "Mul", "float32", "(2,)", 0.5, State.FLOWS),
        LineSeen(Place(CELL, 3), name, "float32", "()", None, State.NONE),
    )
    return CellView(Trace(CELL, gradients=(request,), lines=lines, notes=(name,)), CELL, text)


class Tags(HTMLParser):
    """The names of the tags of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        assert not [name for name, _ in attrs if name.startswith("on") or name in ("src", "href")]


def rows(html: str) -> list[str]:
    return [re.sub("<[^>]*>", " ", row) for row in re.findall(r"<tr.*?</tr>", html)]


def test_a_cell_has_its_lines_with_the_gradient_beside_and_the_cut_below() -> None:
    html = view("%%tapelint\nh = w * x\nloss = tf.round(h)\ng()")._repr_html_()
    shown = [re.sub(r"\s+", " ", row).strip() for row in rows(html)]
    assert shown == [
        "1 %%tapelint",
        "∇ 0.5 2 h = w * x",
        "∇ none 3 loss = tf.round(h)",
        "↑ cut here: Round has no gradient",
        "4 g()",
    ]
    red = [row for row in re.findall(r"<tr.*?</tr>", html) if "rgba" in row]
    assert len(red) == 2
    assert "✗ w <b>none</b>" in html
    assert "✗ z <b>zero</b>" in html
    assert "[non-differentiable-op]" in html


def test_what_the_user_wrote_is_only_text() -> None:
    html = view(
        f"%%tapelint\n{EVIL}\n\"'&\n{EVIL}", EVIL, f"`{EVIL}` {EVIL} \x1b[31m"
    )._repr_html_()
    assert Tags(html).names <= {"div", "table", "tr", "td", "span", "b", "br"}
    assert "\x1b" not in html
    assert "<script" not in html


def test_plain_text_says_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rich.console._is_jupyter", lambda: True)
    monkeypatch.setenv("FORCE_COLOR", "1")
    text = repr(view("%%tapelint\nh = w * x\nloss = tf.round(h)\ng()"))
    assert "∇ 0.5 2 | h = w * x" in text
    assert "cut here: `Round` has no gradient" in text
    assert "✗ w  none" in text
    assert "\x1b" not in text


def test_an_explanation_reads_well() -> None:
    cut = Verdict(
        "w",
        "none",
        reason="`Round` has no gradient",
        rule="non-differentiable-op",
        file="train.py",
        line=3,
        code="h = tf.round(w)",
        related=(Related("train.py", 1, "`w` is made here"),),
    )
    flows = Verdict("b", "flows", 0.25)
    assert str(Explanation("loss", (flows, cut))) == (
        "Gradient of loss\n"
        "  ✓ b  0.25\n"
        "  ✗ w  none\n"
        "      train.py:3: `Round` has no gradient  [non-differentiable-op]\n"
        "        | h = tf.round(w)\n"
        "      train.py:1: `w` is made here"
    )
    assert str(cut).startswith("✗ w  none\n")


def test_sources_of_one_fate_are_told_once() -> None:
    alike = tuple(Verdict(name, "none", reason="why") for name in ("w", "b"))
    assert str(Explanation("loss", alike)) == "Gradient of loss\n  ✗ w, b  none\n      why"


def test_without_lines_it_says_how_to_get_them() -> None:
    cut = Verdict("w", "none", reason="why")
    assert "tapelint.watching()" in str(Explanation("loss", (cut,), lines_known=False))
    whole = Explanation("loss", (Verdict("w", "flows", 1.0),), lines_known=False)
    assert whole.flows
    assert "watching" not in str(whole)
