"""The tolerant, caching parser: a text becomes units, and only changed units are parsed again."""

from __future__ import annotations

import ast
import warnings
from dataclasses import dataclass, field

from tapelint.syntax import newer
from tapelint.syntax.holes import Tree, parse_statement
from tapelint.syntax.members import (
    Member,
    parse_header,
    parse_member,
    put_together,
    taken_apart,
)
from tapelint.syntax.recent import Recent
from tapelint.syntax.split import Chunk, readable, split
from tapelint.text import LineIndex

_MOST_UNITS, _MOST_NEW_UNITS = 2048, 128
_MOST_MEMBERS, _MOST_NEW_MEMBERS = 8192, 128
_MOST_CHARACTERS = 2_000_000


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


@dataclass(slots=True)
class _Kept:
    """A member of a class that was parsed, and the text of the one unit whose tree holds it."""

    tree: Tree
    unit: str


class Parser:
    """Parses texts and remembers each unit by its text; the memory is bounded.

    A class is remembered member by member as well, so that an edit in one method parses that
    method only. No two units ever share a node: a member moves to the unit that replaces its own.
    """

    def __init__(self) -> None:
        self._trees = Recent[str, Tree](_MOST_UNITS, _MOST_NEW_UNITS)
        self._members = Recent[tuple[str, Member], _Kept](_MOST_MEMBERS, _MOST_NEW_MEMBERS)
        self._members_in_use = 0
        self._characters = 0

    def parse(self, text: str) -> Parsed:
        """Parse any text; what can't be read becomes holes, so this never fails."""
        chunks = split(readable(text))
        with warnings.catch_warnings():
            # Invalid escapes in the checked text are none of the reader's business here.
            warnings.simplefilter("ignore")
            present = {chunk.text for chunk in chunks}
            trees = [self._tree(chunk.text, present) for chunk in chunks]
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

    def _tree(self, text: str, present: set[str]) -> Tree:
        tree = self._trees.get(text)
        if tree is not None:
            return tree
        tree = self._class(text, present) or parse_statement(text)
        self._trees.put(text, tree)
        self._characters += len(text)
        return tree

    def _class(self, text: str, present: set[str]) -> Tree | None:
        """A class, put together from its members; None where it can't be taken apart."""
        parts = taken_apart(text)
        header = None if parts is None else parse_header(parts)
        if parts is None or header is None:
            return None
        trees = []
        for member in parts.members:
            tree = self._member(parts.header, member, text, present)
            if tree is None:
                return None
            trees.append(tree)
        return put_together(header, trees)

    def _member(self, header: str, member: Member, unit: str, present: set[str]) -> Tree | None:
        self._members_in_use += 1
        kept = self._members.get((header, member))
        if kept is None:
            tree = parse_member(member)
            if tree is not None:
                self._members.put((header, member), _Kept(tree, unit))
            return tree
        if kept.unit != unit:
            if kept.unit in present:
                return parse_member(member)
            self._forget(kept.unit)
            kept.unit = unit
        return kept.tree

    def _forget(self, unit: str) -> None:
        if self._trees.pop(unit) is not None:
            self._characters -= len(unit)

    def _forget_oldest(self, in_use: int) -> None:
        self._characters -= sum(map(len, self._trees.forget_oldest(in_use)))
        while len(self._trees) > in_use and self._characters > _MOST_CHARACTERS:
            self._characters -= len(self._trees.forget_one(in_use) or "")
        self._members.forget_oldest(self._members_in_use)
        self._members_in_use = 0


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
