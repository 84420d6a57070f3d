"""What is said of each request, and when enough has been seen."""

from __future__ import annotations

import contextlib
import gc
import io
import os
import sys
import traceback
from collections import Counter
from typing import TYPE_CHECKING

from . import frames, norms
from .python import blamed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import Any

    from .asked import Asked
    from .events import Events, Kept
    from .facts import About
    from .frames import Chain
    from .probes import Probe
    from .sampling import Sampling

    Described = dict[str, Any]  # a source and its gradient, as they are told
    Line = tuple[Chain, str, tuple[str, str], float | None]  # its operation, dtype, shape and norm

MOST_EVIDENCE = 4
_RECENT = 4


class Request:
    """A request that was reported: what it is called, and how it looked when it was traced."""

    def __init__(self, number: int, asked: Asked, mode: str, target: str) -> None:
        self.number = number
        self.site = asked.site
        self.kind = asked.kind
        self.zeros = asked.zeros
        self.mode = mode
        self.target = target
        self.states: dict[int, float | None] = {}
        self.sizes: list[float | None] = []


class Report:
    """Sends what was seen, each explanation once, and stops the program when that is enough."""

    def __init__(self, events: Events | Kept, limit: int, sampling: Sampling) -> None:
        self._sampling = sampling
        self._events = events
        self._limit = limit
        self._steps: Counter[Chain] = Counter()
        self._latest: dict[Chain, int] = {}
        self._total = 0
        self._explained: Counter[Chain] = Counter()
        self._known: set[tuple[Chain, Any]] = set()
        self._requests = 0
        self._told: set[int] = set()
        self._probes: list[Probe] = []
        self._stopping = False
        self.at_request: Callable[[], None] = _nothing
        self.before_end: Callable[[bool], None] = _nothing
        # Whether a request is told of a tape that was made somewhere.
        self.is_wanted: Callable[[Chain, Chain], bool] = _every

    @property
    def tells_later(self) -> bool:
        """Whether several steps may be told of together."""
        return self._sampling.every_step and not self._events.at_once

    # ------------------------------------------------------------------ requests

    def request(
        self,
        asked: Asked,
        mode: str,
        sources: list[Described],
        target: str,
        lines: Iterable[Line],
        about: About,
    ) -> Request:
        """A request was analysed; ``about`` knows what more there is to say."""
        self._requests += 1
        site = asked.site
        request = Request(self._requests, asked, mode, target)
        if not asked.wanted:
            return request
        if mode == "graph":
            self._mark(site)
        step = self._steps[site] if mode == "eager" else -1
        self.tell(request, step, sources, lines, about)
        return request

    def step(self, request: Request) -> int:
        """How often a request has been made before."""
        return self._steps[request.site]

    def again(self, request: Request, steps: list[int], rows: list[list[Any]]) -> None:
        """A graph ran several times and looked as it did when it was told of the last time.

        A row has the sizes of the sources and those of the lines, in the order of what was told,
        and that of the target.
        """
        self._events.send("again", number=request.number, steps=steps, rows=rows)

    def tell(
        self,
        request: Request,
        step: int,
        sources: list[Described],
        lines: Iterable[Line],
        about: About,
    ) -> None:
        """Tell of one run of a request; what explains it, where it looks as none did before."""
        found = tuple((source["name"], source["state"]) for source in sources)
        reached = about.reached() if any(state == "none" for _, state in found) else ()
        look = (found, reached, about.unfit)
        signature = (request.site, look)
        broken = bool(about.unfit) or any(state != "flows" for _, state in found)
        shown, way = None, None
        dropped: list[tuple[int, Chain]] = []
        if signature not in self._known:
            self._known.add(signature)
            self._explained[request.site] += 1
            if self._explained[request.site] <= MOST_EVIDENCE:
                shown, way = about.evidence() if broken else None, about.way()
                dropped = about.dropped()
        self._events.send(
            "request",
            number=request.number,
            site=frames.spelled(request.site),
            kind=request.kind,
            mode=request.mode,
            step=step,
            target=request.target,
            zeros=request.zeros,
            sources=[_source(source) for source in sources],
            lines=_by_line(lines),
            unfit=about.unfit,
            loss=norms.known(about.loss),
            look=hash(look),
            evidence=shown,
            way=way,
        )
        for position, chain in dropped:
            self.lost(request, position, "discarded-result", chain, (), ())

    @staticmethod
    def _mark(site: Chain) -> None:
        """Every graph around a request tells, when it runs, that the request was made again."""
        for graph in _graphs_around():
            if not hasattr(graph, "_tapelint_sites"):
                graph._tapelint_sites, graph._tapelint_probes = set(), []
            graph._tapelint_sites.add(site)

    def add_probe(self, probe: Probe) -> None:
        """Every graph around a probe switches it on and off, and takes what it wrote down."""
        self._probes.append(probe)
        for graph in _graphs_around():
            graph._tapelint_probes.append(probe)

    def asks(self, graph: Any) -> bool:
        """Whether a function asks for gradients when it runs."""
        return bool(getattr(graph, "_tapelint_sites", ()))

    def function_runs(self, graph: Any) -> bool:
        """A function that asks for gradients runs next: whether this time is looked at."""
        wanted = any(self._sampling.wants(self._steps[site]) for site in graph._tapelint_sites)
        for probe in graph._tapelint_probes:
            probe.switch(wanted)
        return wanted

    def function_ran(self, graph: Any) -> None:
        """A function that asks for gradients ran."""
        for probe in graph._tapelint_probes:
            probe.ran(self.step(probe.request))
        for site in graph._tapelint_sites:
            self._count(site)

    def answered(self, asked: Asked) -> None:
        """A request was answered, analysed or not."""
        from tensorflow.python.eager import context

        if context.executing_eagerly() and asked.wanted:
            self._count(asked.site)

    # ------------------------------------------------------------------ enough

    def _count(self, site: Chain) -> None:
        self.at_request()
        self._steps[site] += 1
        self._total += 1
        self._latest[site] = self._total
        if self._limit and self._steps[site] >= self._limit and self._is_enough():
            self.stop("limit", 0)

    def _is_enough(self) -> bool:
        """Whether every place that is still asked has been asked often enough."""
        oldest = self._total - _RECENT * self._limit
        return all(
            count >= self._limit or self._latest[site] < oldest
            for site, count in self._steps.items()
        )

    def stop(self, why: str, code: int) -> None:
        """End the program at once: nothing that it would do at its end is done."""
        if self._stopping:
            return
        self._stopping = True
        self.end(why, code)
        for stream in (sys.stdout, sys.stderr, *_open_files()):
            with contextlib.suppress(Exception):
                stream.flush()
        os._exit(code)

    def end(self, why: str, code: int) -> None:
        """The program is over."""
        for probe in self._probes:
            probe.take()
        self.before_end(not self._stopping)
        self._events.send("end", stopped=why, program_exit=code)

    # ------------------------------------------------------------------ errors

    def lost(
        self,
        request: Request,
        position: int,
        rule: str,
        chain: Chain,
        related: Chain,
        reads: Iterable[Chain],
    ) -> None:
        """A gradient came and is of no use: it goes to a variable that learns nothing from it.

        ``reads`` are where the variable was read later: for a log, or it is of use after all.
        """
        self._events.send(
            "lost",
            site=frames.spelled(request.site),
            kind=request.kind,
            source=position,
            rule=rule,
            chain=frames.spelled(chain),
            related=frames.spelled(related),
            reads=[frames.spelled(read[:1]) for read in reads],
        )

    def beside(
        self, site: Chain, kind: str, rule: str, name: str, chain: Chain, related: Chain
    ) -> None:
        """A variable that a request should have asked for, or shouldn't have."""
        self._events.send(
            "beside",
            site=frames.spelled(site),
            kind=kind,
            rule=rule,
            name=name,
            chain=frames.spelled(chain),
            related=frames.spelled(related),
        )

    def frozen(self, site: Chain, kind: str, names: Sequence[str], chain: Chain) -> None:
        """A model without a weight that could be trained is trained: it asks for no gradient."""
        if kind == "fit" and not self.is_wanted((), site):
            return
        self._events.send(
            "frozen",
            site=frames.spelled(site),
            kind=kind,
            names=list(names),
            chain=frames.spelled(chain),
        )

    def scaled(self, request: Request) -> None:
        """An optimizer that scales the loss, and lets steps pass, gets the gradients."""
        self._events.send("scaled", site=frames.spelled(request.site), kind=request.kind)

    def trained(self, number: Any) -> None:
        """A variable that was left out is set by hand after all, or asked for by itself."""
        self._events.send("trained", variable=number)

    def stepped_aside(self, error: Exception) -> None:
        """Something of ours failed, and no more is watched."""
        self._events.send("aside", message="%s: %s" % (type(error).__name__, error))

    def failed(
        self, error: BaseException, site: Chain, left: Iterable[Any] = (), op: Iterable[Any] = ()
    ) -> None:
        """Something raised that has to do with gradients: told once, where it came up first."""
        if id(error) in self._told:
            return
        self._told.add(id(error))
        self._keep = error  # so that its id isn't given to another
        self._events.send(
            "error",
            type=type(error).__name__,
            message=str(error),
            raised_at=_raised_at(error),
            site=frames.spelled(site),
            request=self._requests,
            left=list(left),
            op=list(op) or frames.spelled(_noted(error, "op") or blamed(error)),
            plain=_noted(error, "plain"),
        )


def _graphs_around() -> Iterator[Any]:
    from tensorflow.python.framework import ops

    graph = ops.get_default_graph()
    while graph is not None:
        yield graph
        graph = getattr(graph, "outer_graph", None)


def _open_files() -> list[io.IOBase]:
    """What the program has written and not yet flushed shall not be lost."""
    return [
        each for each in gc.get_objects() if isinstance(each, (io.TextIOBase, io.BufferedIOBase))
    ]


def _every(made: Chain, site: Chain) -> bool:
    """Nobody pointed at one of them."""
    return True


def _nothing(*_: bool) -> None:
    """What is done where nobody asked for anything."""


def _source(source: Described) -> Described:
    return dict(source, norm=norms.known(source["norm"]))


def _noted(error: BaseException | None, what: str) -> Any:
    """What we noted on an exception, or on one that it was raised for, when it came up."""
    while error is not None:
        if hasattr(error, "_tapelint_" + what):
            return getattr(error, "_tapelint_" + what)
        error = error.__cause__ or error.__context__
    return ()


def _raised_at(error: BaseException) -> list[list[Any]]:
    found = [
        [frame.filename, frame.lineno, frame.name]
        for frame in traceback.extract_tb(error.__traceback__)
        if frames.is_users(frame.filename)
    ]
    return found[::-1]


def last_of_lines(chains: Iterable[Chain]) -> list[int]:
    """Of what was done on each line, the position of the last."""
    found = {chain[0][:2]: position for position, chain in enumerate(chains) if chain}
    return list(found.values())


def _by_line(lines: Iterable[Line]) -> list[list[Any]]:
    """The last operation of each line: [file, line, op, dtype, shape, norm, state]."""
    given = list(lines)
    found = []
    for position in last_of_lines(chain for chain, _, _, _ in given):
        chain, op, (dtype, shape), size = given[position]
        found.append([*chain[0][:2], op, dtype, shape, norms.known(size), norms.state(size)])
    return found
