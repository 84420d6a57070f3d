"""The page of a trace: nothing of the user's runs or escapes, and the picture is the program's."""

from __future__ import annotations

import hashlib
import json
import re
from html.parser import HTMLParser
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from tapelint.report.page import page
from tapelint.trace.seen import (
    Cut,
    ErrorSeen,
    Gradient,
    LineSeen,
    Note,
    Place,
    Source,
    State,
    Stopped,
    Trace,
)

_SOURCES = Path(__file__).parents[2] / "client" / "trace-page"
_HOSTILE = (
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "<!-- <script>",
    "\u2028\u2029\u202e\x00\x1b[31m",
    "\udc80 \U0001f600",
    "$nonce ${title} \\u003c & ' \\",
)


class _Reader(HTMLParser):
    """What a browser would make of a page: its elements, and the text in scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.inside: dict[str, str] = {}
        self.title = ""
        self._at = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._at = dict(attrs).get("id") or tag

    def handle_endtag(self, tag: str) -> None:
        self._at = ""

    def handle_data(self, data: str) -> None:
        if self._at == "title":
            self.title += data
        if self._at:
            self.inside[self._at] = self.inside.get(self._at, "") + data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def data(self) -> Any:
        return json.loads(self.inside["trace"])


def _gradient(line: int, *sources: Source, target: str = "loss", **more: Any) -> Gradient:
    return Gradient(Place("a.py", line), "gradient", 0, "eager", target, sources, **more)


def _seen(line: int, norm: float | None = 1.0, file: str = "a.py") -> LineSeen:
    state = State.NONE if norm is None else State.FLOWS
    return LineSeen(Place(file, line), "Mul", "float32", "()", norm, state)


def _way(trace: Trace, text: str) -> tuple[list[int], list[list[int]], list[int]]:
    """The lines of the only picture, its edges and the boxes apart."""
    (request,) = _Reader(page(trace, {"a.py": text})).data["requests"]
    way = request["moments"][0]["way"]
    return [places[0][1] for places in way["lines"]], way["edges"], way["apart"]


# ---------------------------------------------------------------------- safety


@pytest.mark.parametrize("text", _HOSTILE)
def test_text_of_the_users_stays_text(text: str) -> None:
    place = Place(text, 1)
    cut = Cut(place, text, text, text, (Note(place, text),))
    source = Source(text, State.NONE, None, cut, text, text)
    gradient = Gradient(place, text, 0, text, text, (source,), 2, (place,), ((0, (None,)),))
    trace = Trace(
        file=text,
        python=text,
        tensorflow=text,
        gradients=(gradient,),
        lines=(LineSeen(place, text, text, text, None, State.NONE),),
        errors=(ErrorSeen(place, text, text, place),),
        notes=(text,),
    )
    plain = _Reader(page(Trace("a.py"), {"a.py": ""}))
    written = page(trace, {text: text})
    read = _Reader(written)

    assert written.isascii()  # so that no encoding can change it either
    assert [tag for tag, _ in read.elements] == [tag for tag, _ in plain.elements]
    assert not set("<>&") & set(read.inside["trace"])
    assert read.data["texts"] == {text: text}
    (moment,) = read.data["requests"][0]["moments"]
    assert moment["sources"][0]["name"] == moment["sources"][0]["cut"]["reason"] == text
    assert read.data["notes"] == [text]
    assert read.inside["script"] == plain.inside["script"].replace(_nonce(plain), _nonce(read))


def _nonce(read: _Reader) -> str:
    (nonce,) = {attributes["nonce"] for attributes in (*read.all("script"), *read.all("style"))}
    assert nonce is not None
    return nonce


def test_only_what_the_page_brings_may_run() -> None:
    read = _Reader(page(Trace("a.py"), {}))
    (policy,) = [
        meta["content"]
        for meta in read.all("meta")
        if meta.get("http-equiv") == "Content-Security-Policy"
    ]
    nonce = _nonce(read)
    assert policy is not None
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == rules["style-src"] == f"'nonce-{nonce}'"
    assert len(nonce) >= 22
    assert nonce != _nonce(_Reader(page(Trace("a.py"), {})))
    for _, attributes in read.elements:
        assert not {"src", "href", "style"} & attributes.keys()
        assert not any(name.startswith("on") for name in attributes)


def test_the_script_stays_inside_its_element_and_makes_no_code() -> None:
    script, style = _asset("trace.js"), _asset("trace.css")
    assert script.isascii()
    assert "</script" not in script.lower()
    assert "<!--" not in script
    assert not re.search(
        r"\beval\s*\(|new Function\b|\bFunction\s*\(|innerHTML|document\.write", script
    )
    assert not re.search(r"\bfetch\s*\(|XMLHttpRequest|WebSocket|sendBeacon|import\s*\(", script)
    assert "</style" not in style.lower()
    assert "url(" not in style
    assert "@import" not in style


# ---------------------------------------------------------------------- the committed bundle


def test_the_bundle_is_of_these_sources() -> None:
    """``npm run trace-page`` in ``client/trace-page`` renews it."""
    names = ["build.mjs", "package-lock.json", "tsconfig.json"]
    names += [f"src/{file.name}" for file in (_SOURCES / "src").iterdir()]
    found = hashlib.sha256()
    for name in sorted(names):
        text = (_SOURCES / name).read_bytes().decode().replace("\r\n", "\n")
        found.update(f"{name}\n{text}\n".encode())
    for asset in ("trace.js", "trace.css"):
        said = re.search(r"Sources: ([0-9a-f]{64})", _asset(asset))
        assert said is not None
        assert said[1] == found.hexdigest(), f"{asset} is stale: npm run trace-page"


def test_the_bundle_names_the_licences_of_what_it_contains() -> None:
    for name in ("@dagrejs/dagre", "@dagrejs/graphlib", "uplot"):
        assert re.search(rf"{name} \d+\.\d+\.\d+\n", _asset("trace.js"))
    assert _asset("trace.js").count("Permission is hereby granted") == 3


def _asset(name: str) -> str:
    return (resources.files("tapelint.report") / "assets" / name).read_text(encoding="utf-8")


# ---------------------------------------------------------------------- data


def test_data_survives() -> None:
    cut = Cut(
        Place("a.py", 2), "Floor", "`Floor` has no gradient", "x", (Note(Place("b.py", 1), "y"),)
    )
    sources = (
        Source("w", State.NONE, None, cut, "float32", "(2,)"),
        Source("v", State.FLOWS, 0.123456789),
        Source("u", State.NAN, float("nan")),
    )
    history = ((0, (None, 0.5, float("inf"))), (1, (None, 0.25, None)))
    first = _gradient(3, *sources, steps=2, history=history)
    last = Gradient(first.place, "gradient", 1, "eager", "loss", sources, 2, (), history)
    trace = Trace(
        "a.py",
        program_exit=1,
        gradients=(first, last, _gradient(9)),
        lines=(_seen(2, 1e-30),),
        stopped=Stopped.LIMIT,
    )
    data = _Reader(page(trace, {"a.py": "1\n2\n3", "b.py": "b", "other.py": "not shown"})).data

    assert data["texts"] == {"a.py": "1\n2\n3", "b.py": "b"}
    assert (data["stopped"], data["exit"]) == ("limit", 1)
    assert data["lines"][0]["norm"] == 1e-30
    one, other = data["requests"]
    assert [moment["step"] for moment in one["moments"]] == [0, 1]
    assert one["history"] == [[0, [None, 0.5, None]], [1, [None, 0.25, None]]]
    assert [source["norm"] for source in one["moments"][0]["sources"]] == [None, 0.1235, None]
    assert one["moments"][0]["sources"][0]["cut"] == {
        "place": ["a.py", 2],
        "op": "Floor",
        "reason": "`Floor` has no gradient",
        "rule": "x",
        "related": [{"place": ["b.py", 1], "message": "y"}],
    }
    assert other["place"] == ["a.py", 9]


def test_a_large_trace_stays_small() -> None:
    """400 steps of 200 sources, shown at three steps: their norms are written once."""
    names = [f"block/{number}/kernel" for number in range(200)]
    norms = tuple(1 / (3 + number) for number in range(200))
    history = tuple((step, norms) for step in range(400))
    sources = tuple(Source(n, State.FLOWS, x) for n, x in zip(names, norms, strict=True))
    place = Place("a.py", 1)
    gradients = [
        Gradient(place, "gradient", step, "graph", "loss", sources, 400, (), history)
        for step in (0, 200, 399)
    ]
    assert len(page(Trace("a.py", gradients=tuple(gradients)), {"a.py": ""})) < 1_200_000


# ---------------------------------------------------------------------- the picture

_CALLS = """\
w = tf.Variable(1.0)
b = tf.Variable(1.0)
def scaled(x):
    y = x * w
    return y // 2.0
def error(x):
    guess = scaled(x)
    return tf.square(guess - b)
with tf.GradientTape() as tape:
    loss = error(data)
grads = tape.gradient(loss, [w, b])
"""


def test_the_way_follows_calls() -> None:
    cut = Cut(Place("a.py", 5), "FloorDiv", "`//` has no gradient")
    gradient = _gradient(11, Source("w", State.NONE, None, cut), Source("b", State.FLOWS, 1.0))
    trace = Trace("a.py", gradients=(gradient,), lines=(_seen(4, None), _seen(5), _seen(8)))
    lines, edges, apart = _way(trace, _CALLS)
    assert lines == [4, 5, 8]
    assert sorted(edges) == [[0, 2], [1, 4], [2, 3], [3, 4], [4, 5]]
    assert not apart


def test_lines_of_another_tape_are_left_out() -> None:
    text = "a = w * 2\nb = v * 3\ngrad = tape.gradient(a, w)\n"
    trace = Trace(
        "a.py",
        gradients=(_gradient(3, Source("w", State.FLOWS, 2.0), target="a"),),
        lines=(_seen(1), _seen(2)),
    )
    assert _way(trace, text) == ([1], [[0, 1], [1, 2]], [])


def test_methods_attributes_and_callbacks_are_followed() -> None:
    text = """\
class Net(tf.Module):
    def __call__(self, x):
        self.hidden = x @ self.w
        return self.top(self.hidden)
    def top(self, h):
        rows = []
        rows.append(tf.map_fn(lambda one: one, h))
        return tf.map_fn(twice, rows[0])
def twice(one):
    return one + one
net = Net()
loss = tf.reduce_sum(net(data))
grad = tape.gradient(loss, net.w)
"""
    gradient = _gradient(13, Source("net.w", State.FLOWS, 1.0))
    lines = tuple(_seen(line) for line in (3, 7, 8, 10, 12))
    shown, edges, _ = _way(Trace("a.py", gradients=(gradient,), lines=lines), text)
    assert shown == [3, 7, 8, 10, 12]
    assert sorted(edges) == [[0, 1], [1, 2], [2, 3], [2, 4], [3, 5], [4, 3], [5, 6]]


def test_a_cut_that_the_target_does_not_come_from_stands_apart() -> None:
    text = "lost = w * 2\nloss = v * 3\ngrad = tape.gradient(loss, w)\n"
    cut = Cut(Place("a.py", 1), "", "what is computed here doesn't reach `loss`")
    gradient = _gradient(3, Source("w", State.NONE, None, cut))
    trace = Trace("a.py", gradients=(gradient,), lines=(_seen(2),))
    assert _way(trace, text) == ([1, 2], [[0, 1], [2, 3]], [1])


def test_a_cut_at_the_request_leads_to_the_target() -> None:
    cut = Cut(Place("a.py", 2), "", "nothing reads `w`")
    gradient = _gradient(2, Source("w", State.NONE, None, cut))
    trace = Trace("a.py", gradients=(gradient,), lines=(_seen(1),))
    text = "loss = v * 3\ngrad = tape.gradient(loss, w)\n"
    assert _way(trace, text) == ([1], [[1, 2], [0, 2]], [])


@pytest.mark.parametrize("text", ["%magic\nthis isn't Python", "", "x = " + "-" * 5000 + "1"])
def test_where_the_text_cant_be_followed_every_source_still_arrives(text: str) -> None:
    sources = (Source("dense/kernel", State.FLOWS, 1.0), Source("dense/bias", State.FLOWS, 1.0))
    trace = Trace("a.py", gradients=(_gradient(7, *sources),), lines=(_seen(2), _seen(4)))
    lines, edges, _ = _way(trace, text)
    assert lines == [2, 4]
    assert sorted(edges) == [[0, 2], [0, 3], [1, 2], [1, 3], [2, 4], [3, 4]]
