"""The tolerant, caching parser: a text becomes units, and only changed units are parsed again."""

from __future__ import annotations

import ast
import warnings
from collections import OrderedDict
from dataclasses import dataclass, field

from tapelint.syntax import newer
from tapelint.syntax.holes import Tree, parse_statement
from tapelint.syntax.split import Chunk, readable, split
from tapelint.text import LineIndex

_MOST_UNITS = 8192
_MOST_CHARACTERS = 24_000_000


@dataclass(eq=False, slots=True)
class Unit:
    """A column-0 statement (with what belongs to it); its nodes' lines count from its own start.

    The absolute line of a node is ``unit.line + node.lineno``. Units with equal text share their
    body objects, so the nodes tell nothing about where the unit stands.
    """

    text: str
    line: int
    body: tuple[ast.stmt, ...]


@dataclass(slots=True)
class Parsed:
    """A text, cut and parsed; lines that couldn't be read are in ``broken`` (from 1)."""

    text: str
    units: tuple[Unit, ...]
    notes: tuple[str, ...]
    index: LineIndex
    broken: tuple[int, ...] = field(default=())


class Parser:
    """Parses texts and remembers each unit by its text; the memory is bounded."""

    def __init__(self) -> None:
        self._trees: OrderedDict[str, Tree] = OrderedDict()
        self._characters = 0

    def parse(self, text: str) -> Parsed:
        """Parse any text; what can't be read becomes holes, so this never fails."""
        chunks = split(readable(text))
        with warnings.catch_warnings():
            # Invalid escapes in the checked text are none of the reader's business here.
            warnings.simplefilter("ignore")
            trees = [self._tree(chunk.text) for chunk in chunks]
        self._forget_oldest(len(chunks))
        return Parsed(
            text,
            tuple(
                Unit(chunk.text, chunk.line, tree.body)
                for chunk, tree in zip(chunks, trees, strict=True)
            ),
            tuple(_notes(text, chunks, trees)),
            LineIndex(text),
            tuple(
                chunk.line + hole.first
                for chunk, tree in zip(chunks, trees, strict=True)
                for hole in tree.broken
            ),
        )

    def _tree(self, text: str) -> Tree:
        tree = self._trees.get(text)
        if tree is not None:
            self._trees.move_to_end(text)
            return tree
        tree = parse_statement(text)
        self._trees[text] = tree
        self._characters += len(text)
        return tree

    def _forget_oldest(self, in_use: int) -> None:
        while len(self._trees) > in_use and (
            len(self._trees) > _MOST_UNITS or self._characters > _MOST_CHARACTERS
        ):
            text, _ = self._trees.popitem(last=False)
            self._characters -= len(text)


def _notes(text: str, chunks: list[Chunk], trees: list[Tree]) -> list[str]:
    notes = []
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        notes.append(
            f"line {line} contains a NUL byte, which Python can't read"
            " (is the file saved as UTF-16?)"
        )
    for chunk, tree in zip(chunks, trees, strict=True):
        for broken in tree.broken:
            written = "\n".join(chunk.text.split("\n")[broken.first - 1 : broken.last])
            note = newer.explain(written, broken.reason)
            if note is not None:
                notes.append(f"line {chunk.line + broken.first} {note}")
    return notes
