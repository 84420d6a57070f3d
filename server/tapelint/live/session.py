"""One stretch of a running program in which Tapelint watches its tapes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from typing import Any, Final

from tapelint.live.cells import LiveSources
from tapelint.trace.evidence import Chain, read_chain
from tapelint.trace.reading import Event, Reader
from tapelint.trace.runner import inside
from tapelint.trace.runner.events import Kept
from tapelint.trace.seen import Cut, Note, Place, Source, Trace

Frame = tuple[str, int, str]

_UNREAD: Final = frozenset({"foreign-sources", "unrelated-target", "unused-source"})
_MOST_KEPT: Final = 4000


class KeptInside(Kept):
    """Keeps what happened, without the frames that were on the stack before."""

    def __init__(self, outside: frozenset[Frame]) -> None:
        super().__init__()
        self._outside = outside
        self._over = False

    def send(self, event: str, **fields: Any) -> None:
        """Keep one event, as long as we watch; of many, those that explain something."""
        if self._over:
            return
        super().send(event, **fields)
        if self._outside:
            self.events[-1] = self._inner(self.events[-1])
        if len(self.events) > _MOST_KEPT:
            old = self.events[: _MOST_KEPT // 2]
            telling = [e for e in old if e["event"] != "request" or e["evidence"] is not None]
            self.events[: len(old)] = telling

    def close(self) -> None:
        """A graph that is still about may go on telling: nobody listens any more."""
        self._over = True

    def _inner(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {key: self._inner(one) for key, one in value.items()}
        if not isinstance(value, list):
            return value
        if value and all(_is_frame(one) for one in value):
            while value and tuple(value[-1]) in self._outside:
                value = value[:-1]
            return value
        return [self._inner(one) for one in value]


def _is_frame(value: Any) -> bool:
    return isinstance(value, list) and list(map(type, value)) == [str, int, str]


class LiveReader(Reader):
    """Reads events while the program goes on; knows which tensors are older than the watch."""

    def __init__(self, file: str, older: Mapping[int, str]) -> None:
        super().__init__(file, LiveSources())
        self._older = older

    def sources(self, event: Event) -> tuple[Source, ...]:
        """The sources of one request, as they were at that step."""
        site = read_chain(event["site"])
        given = enumerate(event["sources"])
        return tuple(self._source(source, i, event, site) for i, source in given)

    def left(self, event: Event) -> Place | None:
        """Where the target of a request that raised became a number."""
        cause = self._raised.left(event)
        return None if cause is None else cause.place

    def _explained(self, data: Event, position: int, event: Event, site: Chain) -> Cut | None:
        cut = super()._explained(data, position, event, site)
        if cut is None or cut.rule not in _UNREAD:
            return cut
        return _with_notes(cut, self._from_before(event["evidence"]))

    def _from_before(self, evidence: Mapping[str, Any]) -> Iterator[Note]:
        """Where a value goes in that may come from the source, unseen."""
        chains = evidence["chains"]
        sources = {i for source in evidence["sources"] for i in source["ids"]}
        for _, ins, _, chain, recorded, *_ in evidence["records"]:
            if not recorded or not chains[chain]:
                continue
            file, line, _ = chains[chain][0]
            for i in ins:
                if i in self._older and i not in sources:
                    name = self._older[i]
                    yield Note(
                        Place(file, line),
                        f"`{name}` was computed before; what it comes from wasn't seen",
                    )


def _with_notes(cut: Cut, notes: Iterator[Note]) -> Cut:
    by_place = {note.place: note for note in (*cut.related, *notes)}
    return replace(cut, related=tuple(by_place.values()))


class Session:
    """A watch that is on, and what it has seen so far."""

    def __init__(self, watch: inside.Inside, kept: KeptInside, older: Mapping[int, str]) -> None:
        self.watch = watch
        self._kept = kept
        self._older = older

    def request(self, number: int) -> tuple[Source, ...]:
        """The sources of one request."""
        told = [e for e in self._kept.events if e["event"] == "request"]
        at = max(i for i, event in enumerate(told) if event["number"] == number)
        event = told[at]
        reader = LiveReader("", self._older)
        if event["evidence"] is None:  # an earlier one of this place was explained
            for earlier in told[:at]:
                if earlier["site"] == event["site"]:
                    reader.sources(earlier)
        return reader.sources(event)

    def trace(self, file: str) -> Trace:
        """All that was seen."""
        reader = LiveReader(file, self._older)
        for event in self._kept.events:
            reader.take(event)
        return reader.trace()

    def unseen(self) -> list[Place]:
        """Where tapes were asked that recorded before we watched."""
        seen = [e["site"] for e in self._kept.events if e["event"] in ("request", "error")]
        asked = [self._kept._inner(site) for site in self.watch.asked_at()]
        return [Place(site[0][0], site[0][1]) for site in asked if site and site not in seen]


_CURRENT: list[Session] = []


def current() -> Session | None:
    """The watch that is on."""
    return _CURRENT[-1] if _CURRENT else None


@contextmanager
def session(
    *,
    every_step: bool,
    names: Mapping[str, Any] | None = None,
    outside: frozenset[Frame] = frozenset(),
) -> Iterator[Session]:
    """Watch the tapes; inside of a stretch that is watched already, go on with that one.

    ``names`` are the program's before it; ``outside`` are the frames around it.
    """
    known = current()
    if known is not None:
        with known.watch.closely() if every_step else nullcontext():
            yield known
        return
    kept = KeptInside(outside)
    watch = inside.begin(kept, every_step)
    begun = Session(watch, kept, inside.tensors_in(dict(names or {})))
    _CURRENT.append(begun)
    try:
        yield begun
    finally:
        _CURRENT.remove(begun)
        watch.stop()
        kept.close()
