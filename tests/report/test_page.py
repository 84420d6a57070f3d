"""The page of a trace: nothing of the user's runs or escapes, and the picture is the program's."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import replace
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
    Step,
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


def _seen(line: int, norm: float) -> LineSeen:
    return LineSeen(Place("a.py", line), "Mul", "float32", "()", norm, State.FLOWS)


# ---------------------------------------------------------------------- safety


@pytest.mark.parametrize("text", _HOSTILE)
def test_text_of_the_users_stays_text(text: str) -> None:
    place = Place(text, 1)
    cut = Cut(place, text, text, text, (Note(place, text),))
    source = Source(text, State.NONE, None, cut, text, text)
    gradient = Gradient(place, text, 0, text, text, (source,), 2, (place,), ((0, (None,)),))
    gradient = replace(gradient, way=(Step(0, place, None), Step(place, None, 1.0)))
    trace = Trace(
        file=text,
        python=text,
        tensorflow=text,
        gradients=(gradient,),
        lines=(LineSeen(place, text, text, text, None, State.NONE),),
        errors=(ErrorSeen(place, text, text, place, (Note(place, text),), text, text),),
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


def test_an_exception_brings_the_places_that_explain_it() -> None:
    note = Note(Place("b.py", 5), "this says that nothing is trainable")
    error = ErrorSeen(
        Place("a.py", 2),
        "ValueError",
        "no gradients",
        Place("a.py", 3),
        (note,),
        "it is empty",
        "x",
    )
    texts = {"a.py": "1", "b.py": "2", "other.py": "not shown"}
    data = _Reader(page(Trace("a.py", errors=(error,)), texts)).data
    assert list(data["texts"]) == ["a.py", "b.py"]
    (told,) = data["errors"]
    assert (told["reason"], told["rule"]) == ("it is empty", "x")
    assert told["related"] == [
        {"place": ["b.py", 5], "message": "this says that nothing is trainable"}
    ]


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

_WHY = "`//` has no gradient"


def _at(line: int) -> Place:
    return Place("a.py", line)


def _cut(name: str, line: int) -> Source:
    return Source(name, State.NONE, None, Cut(_at(line), "FloorDiv", _WHY))


def _flowing(name: str, norm: float = 1.0) -> Source:
    return Source(name, State.FLOWS, norm)


def _drawn(gradient: Gradient) -> dict[str, str]:
    """How the gradient fares on each edge of a picture, ``cut`` where it ends."""
    (request,) = _Reader(page(Trace("a.py", gradients=(gradient,)), {})).data["requests"]
    (moment,) = request["moments"]
    way = moment["way"]
    names = [source["name"] for source in moment["sources"]]
    names += [str(line) for _, line in way["lines"]] + [moment["target"]]
    return {
        f"{names[edge['from']]} > {names[edge['to']]}": "cut" if edge["cut"] else edge["state"]
        for edge in way["edges"]
    }


def test_the_way_is_the_one_that_was_seen() -> None:
    steps = (
        Step(0, _at(4), None),
        Step(_at(4), _at(5), None),
        Step(_at(5), _at(8), 0.25),
        Step(1, _at(8), 2.0),
        Step(_at(8), None, 1.0),
    )
    gradient = _gradient(11, _cut("w", 5), _flowing("b", 2.0), way=steps)
    assert _drawn(gradient) == {
        "w > 4": "none",
        "4 > 5": "cut",
        "5 > 8": "flows",
        "b > 8": "flows",
        "8 > loss": "flows",
    }
    (request,) = _Reader(page(Trace("a.py", gradients=(gradient,)), {})).data["requests"]
    norms = [edge["norm"] for edge in request["moments"][0]["way"]["edges"]]
    assert norms == [None, None, 0.25, 2.0, 1.0]


def test_each_step_has_its_own_way() -> None:
    source = _flowing("w")
    first = _gradient(9, source, way=(Step(0, _at(2), 1.0), Step(_at(2), None, 1.0)))
    last = replace(first, step=3, way=(Step(0, _at(5), 1.0), Step(_at(5), None, 1.0)))
    (request,) = _Reader(page(Trace("a.py", gradients=(first, last)), {})).data["requests"]
    assert [moment["way"]["lines"] for moment in request["moments"]] == [
        [["a.py", 2]],
        [["a.py", 5]],
    ]


def test_a_cut_line_that_nothing_goes_through_hangs_on_its_source() -> None:
    steps = (Step(1, _at(2), 1.0), Step(_at(2), None, 1.0))
    gradient = _gradient(3, _cut("w", 1), _flowing("v"), way=steps)
    assert _drawn(gradient) == {"v > 2": "flows", "2 > loss": "flows", "w > 1": "cut"}


def test_a_cut_at_the_request_is_at_the_target() -> None:
    steps = (Step(1, _at(1), 1.0), Step(_at(1), None, 1.0))
    gradient = _gradient(2, _cut("w", 2), _flowing("v"), way=steps)
    assert _drawn(gradient) == {"v > 1": "flows", "1 > loss": "flows", "w > loss": "cut"}


def test_a_source_that_isnt_watched_is_cut_where_the_gradient_stops() -> None:
    steps = (Step(0, _at(1), None), Step(_at(1), _at(2), 1.0), Step(_at(2), None, 1.0))
    gradient = _gradient(3, _cut("image", 3), way=steps)
    assert _drawn(gradient) == {"image > 1": "cut", "1 > 2": "flows", "2 > loss": "flows"}


def test_a_line_that_gets_no_gradient_passes_none_on() -> None:
    """What it reads gets its gradient from somewhere else."""
    steps = (
        Step(0, _at(1), 3.0),
        Step(_at(1), _at(2), 3.0),
        Step(1, _at(2), None),
        Step(_at(1), _at(3), 3.0),
        Step(_at(2), _at(3), None),
        Step(_at(3), None, 1.0),
    )
    drawn = _drawn(_gradient(4, _flowing("v", 3.0), _cut("w", 2), way=steps))
    assert drawn["1 > 2"] == drawn["2 > 3"] == "none"
    assert drawn["w > 2"] == "cut"
    assert drawn["v > 1"] == drawn["1 > 3"] == drawn["3 > loss"] == "flows"


def test_a_gradient_that_teaches_nothing_comes_all_the_way() -> None:
    source = Source("w", State.FLOWS, 1.0, Cut(_at(9), "", "it is made anew", "fresh-variable"))
    steps = (Step(0, _at(1), 1.0), Step(_at(1), None, 1.0))
    gradient = _gradient(5, source, way=steps)
    assert _drawn(gradient) == {"w > 1": "flows", "1 > loss": "flows"}
    (request,) = _Reader(page(Trace("a.py", gradients=(gradient,)), {})).data["requests"]
    assert [s["state"] for s in request["moments"][0]["sources"]] == ["unlearned"]


def test_a_target_that_isnt_finite_is_no_source_on_the_way() -> None:
    target = Source("loss", State.FLOWS, None, Cut(_at(2), "Log", "it is infinite from here on"))
    steps = (Step(0, _at(1), 1.0), Step(_at(1), None, 1.0))
    gradient = _gradient(5, _flowing("w"), target, way=steps)
    assert _drawn(gradient) == {"w > 1": "flows", "1 > loss": "flows"}
    (request,) = _Reader(page(Trace("a.py", gradients=(gradient,)), {})).data["requests"]
    assert [s["state"] for s in request["moments"][0]["sources"]] == ["flows", "spoiled"]


@pytest.mark.parametrize(
    ("norm", "state"),
    [(float("nan"), State.NAN), (float("inf"), State.INF), (0.0, State.ZERO)],
)
def test_a_bad_gradient_is_not_a_missing_one(norm: float, state: State) -> None:
    source = Source("w", state, norm, Cut(_at(2), "Sqrt", "it is steep"))
    steps = (Step(0, _at(1), norm), Step(_at(1), _at(2), norm), Step(_at(2), None, 1.0))
    drawn = _drawn(_gradient(3, source, way=steps))
    assert drawn == {"w > 1": state.value, "1 > 2": state.value, "2 > loss": "flows"}


def test_a_zero_that_a_step_brings_about_flows() -> None:
    steps = (Step(0, _at(1), 0.0), Step(_at(1), None, 1.0))
    drawn = _drawn(_gradient(3, _flowing("bias", 0.0), way=steps))
    assert drawn == {"bias > 1": "flows", "1 > loss": "flows"}


def test_where_no_way_is_known_every_source_still_arrives() -> None:
    gone = Source("gone", State.NONE)
    drawn = _drawn(_gradient(7, _flowing("kernel"), gone, _cut("w", 3)))
    assert drawn == {"kernel > loss": "flows", "gone > loss": "cut", "w > 3": "cut"}


def test_a_way_that_was_too_long_leads_to_the_target() -> None:
    steps = (Step(0, _at(1), 1.0), Step(_at(1), _at(2), 0.5))
    drawn = _drawn(_gradient(7, _flowing("w"), way=steps))
    assert drawn == {"w > 1": "flows", "1 > 2": "flows", "2 > loss": "flows"}


def test_lines_in_a_loop_come_to_an_end() -> None:
    steps = (
        Step(0, _at(2), None),
        Step(_at(2), _at(3), None),
        Step(_at(3), _at(2), None),
        Step(_at(3), None, 1.0),
    )
    drawn = _drawn(_gradient(5, _cut("w", 3), way=steps))
    assert drawn == {"w > 2": "none", "2 > 3": "cut", "3 > 2": "none", "3 > loss": "flows"}
