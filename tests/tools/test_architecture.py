"""ARCHITECTURE.md names tests, files and symbols; they exist."""

from __future__ import annotations

import re

from tools.readme import ROOT

TEXT = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
_TEST = re.compile(r"`(?P<file>tests/[\w/]+\.py)?(?:::(?P<name>test_\w+))?`")
_FILE = re.compile(r"`(?P<file>(?:cli|lsp|fix|flow|rules|syntax|ops|report)/[\w/]+\.(?:py|json))`")
# `keras.applications` is the library's, not ours.
_SYMBOL = re.compile(r"`(?!keras\.)(?P<module>[a-z]+)\.(?P<name>(?!py`)_?[A-Za-z]\w+)`")
_PACKAGE = ROOT / "server" / "tapelint"


def test_every_test_that_guards_an_invariant_exists() -> None:
    file, seen = "", 0
    for found in _TEST.finditer(TEXT):
        file, name = found["file"] or file, found["name"]
        if name or found["file"]:
            content = (ROOT / file).read_text(encoding="utf-8")
            assert name is None or f"def {name}(" in content, f"{file}::{name}"
            seen += 1
    assert seen > 10


def test_every_file_that_is_named_exists() -> None:
    files = _FILE.findall(TEXT)
    assert files
    assert all((_PACKAGE / file).exists() for file in files)


def test_every_symbol_of_the_engine_that_is_named_exists() -> None:
    for module, name in _SYMBOL.findall(TEXT):
        file = _PACKAGE / "flow" / f"{module}.py"
        if file.exists():
            content = file.read_text(encoding="utf-8")
            assert re.search(rf"^(?:class|\s*def) {name}\b|^{name}\b", content, re.MULTILINE), name
