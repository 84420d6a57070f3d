"""Print the graph that the engine makes of a program: ``python -m tools.graph FILE``.

Each gradient request comes with its sources and how they fare, and with the nodes that its target
was computed from, operands first. ``*`` marks what the asked tape recorded. A request that runs
several times is printed again only where its sources fare otherwise than the time before.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from tapelint.cli.source import SourceError, read
from tapelint.flow.asking.query import history
from tapelint.flow.callers import RECURSION
from tapelint.flow.graph import ABSENT, CUT, LIVE, MAYBE, Edge, Node
from tapelint.flow.interpreter import Interpreter
from tapelint.flow.memory import Slices
from tapelint.flow.naming import source_name
from tapelint.flow.places import Place
from tapelint.flow.proofs.asked import asked_of
from tapelint.flow.python.modules import Finder
from tapelint.flow.requests import Request, Source
from tapelint.flow.values import Var
from tapelint.project import Project
from tapelint.syntax import Parser
from tapelint.text import Span

_WORDS = {ABSENT: "absent", CUT: "cut", MAYBE: "maybe", LIVE: "live"}


def main() -> int:
    """Print the graph of one file."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("file", type=Path, help="a Python file or a notebook")
    path: Path = parser.parse_args().file
    try:
        text = read(path).program.text
    except SourceError as error:
        parser.error(f"{path}: {error}")
    sys.setrecursionlimit(max(sys.getrecursionlimit(), RECURSION))
    for line in graph(text, Project().finder(path)):
        print(line)
    return 0


def graph(text: str, finder: Finder | None = None) -> Iterator[str]:
    """The lines that show every gradient request of a program; ``finder`` finds its modules."""
    machine, units = Interpreter(), Parser().parse(text).units
    machine.finder = finder
    machine.run_module(units, Slices(units).mentioned())
    while (func := machine.next_uncalled()) is not None:
        machine.run_uncalled(func)
    if not machine.requests:
        yield "no gradient is asked for here"
    before: dict[Span, tuple[int, ...]] = {}
    for request in machine.requests:
        states = tuple(source.state for source in request.sources)
        if before.get(request.place.span) != states:
            yield from _request(request)
            yield ""
        before[request.place.span] = states


def _request(request: Request) -> Iterator[str]:
    yield f"{_at(request.place)}  {asked_of(request).text}"
    for source in request.sources:
        yield f"  source {source_name(source, request)}: {_fate(source)}"
    names = {id(source.value): source_name(source, request) for source in request.sources}
    for node in history(request.targets):
        yield f"  {_node(node, request, names)}"
        for edge in node.edges:
            yield f"        <- {_operand(edge, names)} {_state(edge)}"


def _fate(source: Source) -> str:
    words = _WORDS[source.state] + ("" if source.certain else ", perhaps not in the list")
    cut = source.cut
    return words if cut is None else f"{words}, {cut.kind} at {_at(cut.place)}"


def _node(node: Node, request: Request, names: dict[int, str]) -> str:
    recorded = "*" if request.token in node.tapes else " "
    target = " = target" if any(node is each for each in request.targets) else ""
    source = f" = source {names[id(node)]}" if id(node) in names else ""
    place = "" if node.place is None else f"  {_at(node.place)}  {node.place.source()}"
    kind = " ".join(dict.fromkeys((node.kind, node.op))).strip()
    return f"#{node.seq:<4}{recorded} {kind} [{node.home} {node.dtype}]{target}{source}{place}"


def _operand(edge: Edge, names: dict[int, str]) -> str:
    to = edge.to
    if isinstance(to, Node):
        return f"#{to.seq}"
    if isinstance(to, Var):
        return f"variable {names.get(id(to)) or to.name}"
    return f"everything in {to!r}"


def _state(edge: Edge) -> str:
    return _WORDS[edge.state] + (f" ({edge.why})" if edge.why else "")


def _at(place: Place) -> str:
    span = place.span
    return f"{span.line}:{span.col + 1}"


if __name__ == "__main__":
    sys.exit(main())
