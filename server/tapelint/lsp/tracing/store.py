"""What traces have seen, and what of it still stands in a document."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from tapelint.lsp.documents import Document
from tapelint.lsp.tracing.moving import moves
from tapelint.lsp.uris import to_path
from tapelint.syntax import Parser
from tapelint.trace.seen import Cut, ErrorSeen, Gradient, LineSeen, Place, Source, State, Trace

_MOST_TRACES = 32


@dataclass(frozen=True)
class Ran:
    """A trace, and the texts that ran, by the files' real paths.

    ``shown`` are those that a reader knows otherwise: as they stand in a notebook.
    """

    trace: Trace
    texts: Mapping[str, str]
    shown: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def digests(self) -> dict[str, str]:
        """The hash of each text that ran."""
        from hashlib import blake2b

        return {
            file: blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
            for file, text in self.texts.items()
        }

    def of_itself(self, file: str) -> Seen:
        """What the trace says of a text that ran."""
        return _seen(self, file, self.texts[file])

    @cached_property
    def by_name(self) -> dict[str, str]:
        """The texts for a reader, by the names that the trace uses."""
        named = {place.file: real(place.file) for place in _places(self.trace)}
        texts = {**self.texts, **self.shown}
        return {name: texts[file] for name, file in named.items() if file in texts}


@dataclass(frozen=True, slots=True)
class Broken:
    """A source without a good gradient: where in the document it was cut, and who asked."""

    line: int
    cut: Cut
    source: Source
    asked: Gradient


@dataclass(frozen=True)
class Seen:
    """What a trace says of one document, at the lines where that stands now.

    Attributes:
        fresh: the text is the one that ran.
    """

    ran: Ran
    file: str
    fresh: bool
    moved: Mapping[int, int]

    @property
    def digest(self) -> str:
        """The hash of the text that ran."""
        return self.ran.digests[self.file]

    def now(self, place: Place) -> int | None:
        """The line where a place of the trace stands now, if it is in this document."""
        return self.moved.get(place.line) if real(place.file) == self.file else None

    @cached_property
    def lines(self) -> dict[int, LineSeen]:
        """What was seen of each line."""
        found = ((self.now(seen.place), seen) for seen in self.ran.trace.lines)
        return {line: seen for line, seen in found if line is not None}

    @cached_property
    def asked(self) -> dict[int, list[Gradient]]:
        """The requests, by their lines."""
        found: dict[int, list[Gradient]] = defaultdict(list)
        for gradient in self.ran.trace.gradients:
            if (line := self.now(gradient.place)) is not None:
                found[line].append(gradient)
        return dict(found)

    @cached_property
    def broken(self) -> list[Broken]:
        """Everything that was cut in this document, each source of each request once."""
        found: dict[tuple[int, str, str, Place], Broken] = {}
        for asked in self.ran.trace.gradients:
            for source in asked.sources:
                line = None if source.cut is None else self.now(source.cut.place)
                if source.cut is not None and line is not None:
                    key = (line, source.cut.reason, source.name, asked.place)
                    found.setdefault(key, Broken(line, source.cut, source, asked))
        return list(found.values())

    @cached_property
    def errors(self) -> list[tuple[int, ErrorSeen]]:
        """What was raised because of something in this document."""
        found = ((self.now(error.place), error) for error in self.ran.trace.errors)
        return [(line, error) for line, error in found if line is not None]

    def spelled(self, place: Place) -> str:
        """A place in words, as seen from this document; empty where it can't be named any more."""
        if real(place.file) != self.file:
            return f"{Path(place.file).name}:{place.line}"
        line = self.now(place)
        return "" if line is None else f"line {line}"


class Traces:
    """The last trace of each program."""

    def __init__(self) -> None:
        self.parser = Parser()
        self._ran: dict[str, Ran] = {}
        self._seen: dict[str, tuple[int, Ran, Seen]] = {}

    def keep(self, program: str, ran: Ran) -> None:
        """A program was traced."""
        self._ran.pop(program, None)
        self._ran[program] = ran
        if len(self._ran) > _MOST_TRACES:
            del self._ran[next(iter(self._ran))]

    def add(self, program: str, ran: Ran) -> None:
        """Some tapes of a program were traced; of the same texts, the others stay known."""
        before = self._ran.get(program)
        same_texts = before is not None and all(
            before.texts.get(file, text) == text for file, text in ran.texts.items()
        )
        self.keep(program, _joined(before, ran) if before is not None and same_texts else ran)

    def of(self, program: str) -> Ran | None:
        """The last trace of a program."""
        return self._ran.get(program)

    def clear(self, file: str | None = None) -> None:
        """Forget the traces that say anything of a file; without one, all of them."""
        kept = {} if file is None else self._ran
        self._ran = {
            program: ran
            for program, ran in kept.items()
            if program != file and file not in ran.texts
        }

    def seen(self, document: Document) -> Seen | None:
        """What the latest trace that ran this document's file says of it."""
        path = to_path(document.uri) if self._ran else None
        if path is None:
            return None
        file = real(str(path))
        ran = next((one for one in reversed(self._ran.values()) if file in one.texts), None)
        if ran is None:
            self._seen.pop(document.uri, None)
            return None
        known = self._seen.get(document.uri)
        if known is None or known[0] != document.edition or known[1] is not ran:
            known = document.edition, ran, _seen(ran, file, document.text)
            self._seen[document.uri] = known
        return known[2]


def _joined(before: Ran, now: Ran) -> Ran:
    """What an earlier run has seen, with what this one saw in the place of the same requests."""
    asked = {(gradient.place, gradient.chain) for gradient in now.trace.gradients}
    others = (g for g in before.trace.gradients if (g.place, g.chain) not in asked)
    lines = {seen.place: seen for seen in (*before.trace.lines, *now.trace.lines)}
    trace = replace(
        now.trace,
        gradients=(*others, *now.trace.gradients),
        lines=tuple(sorted(lines.values(), key=lambda seen: seen.place)),
    )
    return Ran(trace, {**before.texts, **now.texts}, {**before.shown, **now.shown})


def _seen(ran: Ran, file: str, text: str) -> Seen:
    before = ran.texts[file]
    return Seen(ran, file, same(before, text), moves(before, text))


def same(one: str, other: str) -> bool:
    """Whether two texts are the same program; how lines are broken makes no difference."""
    return one == other or _plain(one) == _plain(other)


def _plain(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def real(file: str) -> str:
    """The one path that a file has, however it was reached."""
    known = _REAL.get(file)
    if known is None:
        if len(_REAL) > _MOST_PATHS:
            _REAL.clear()
        known = _REAL[file] = os.path.normcase(os.path.realpath(file))
    return known


_REAL: dict[str, str] = {}
_MOST_PATHS = 10_000


def files_of(trace: Trace) -> set[str]:
    """Every file that a trace speaks of."""
    return {place.file for place in _places(trace)}


def _places(trace: Trace) -> Iterator[Place]:
    yield from (seen.place for seen in trace.lines)
    for error in trace.errors:
        yield from (error.place, error.raised_at, *(note.place for note in error.related))
    for gradient in trace.gradients:
        yield gradient.place
        yield from gradient.chain
        for source in gradient.sources:
            if source.cut is not None:
                yield source.cut.place
                yield from (note.place for note in source.cut.related)


def flows(source: Source) -> bool:
    """Whether a source got a gradient that is of use."""
    return source.state is State.FLOWS and source.trouble is None


def worst(gradients: Iterable[Gradient]) -> list[Source]:
    """Each source of some requests, as it was when it was worst."""
    order = [State.NONE, State.NAN, State.INF, State.ZERO, State.FLOWS]
    found: dict[str, Source] = {}
    for gradient in gradients:
        for source in gradient.sources:
            known = found.get(source.name)
            if known is None or _badness(source, order) <= _badness(known, order):
                found[source.name] = source
    return list(found.values())


def _badness(source: Source, order: list[State]) -> tuple[int, bool]:
    return order.index(source.state), source.cut is None
