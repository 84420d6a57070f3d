"""Where a text can be broken: values on the only way from the sources to a request's target."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from tapelint.diagnostic import Verdict
from tapelint.flow.asking.query import Query
from tapelint.flow.places import Place
from tapelint.flow.proofs.reports import reports_of
from tapelint.flow.python.modules import Finder
from tapelint.flow.requests import Request
from tapelint.syntax import Parsed
from tapelint.text import Span
from tools.mutate.breaks import Break, breaks_at, hoisted
from tools.mutate.paths import LivePaths
from tools.mutate.watching import Key, Made, Watching, watch


@dataclass(frozen=True, slots=True)
class Site:
    """A certain break of one request, of which this was known before."""

    request: Span
    verdict: Verdict
    broken: Break


@dataclass(slots=True)
class _Run:
    """One run of a request with the ways back to its sources."""

    request: Request
    paths: LivePaths

    def dies_with(self, made: Made) -> bool:
        """Whether a part that must be spoken of gets no gradient without this value."""
        nodes = made.nodes
        if not any(id(node) in self.paths.on_way for node in nodes):
            return False
        return any(self.paths.killed_by(nodes))


def sites(parsed: Parsed, finder: Finder | None = None) -> list[Site]:
    """The certain breaks of the requests of a text that aren't cut yet."""
    machine = watch(parsed, finder)
    verdicts = {report.span: report.verdict for report in reports_of(machine)}
    made = machine.made()
    runs: defaultdict[Span, list[_Run]] = defaultdict(list)
    own = (request for request in machine.requests if request.place.home is None)
    for request in own:
        if verdicts[request.place.span] is not Verdict.CUT and request.token is not None:
            runs[request.place.span].append(_run(request))
    alias = _tensorflow_name(parsed)
    found: list[Site] = []
    for span, asked in sorted(runs.items()):
        if not _asks_for_zeros(asked[0].request):
            found += [
                Site(span, verdicts[span], b) for b in _breaks(machine, asked, made, parsed, alias)
            ]
    return found


def _run(request: Request) -> _Run:
    assert request.token is not None
    query = Query(request.token, request.targets, request.sources)
    return _Run(request, LivePaths(query))


def _breaks(
    machine: Watching, runs: list[_Run], made: dict[Key, Made], parsed: Parsed, alias: str | None
) -> Iterator[Break]:
    index = parsed.index
    for value in made.values():
        if _is_tensor(value) and any(run.dies_with(value) for run in runs):
            yield from breaks_at(value.place, index, alias)
    for block in _tape_blocks(runs):
        for statement, alone in _movable(block):
            bound = made.get((id(block.unit), id(statement.value)))
            if bound is not None and any(run.dies_with(bound) for run in _under(runs, block)):
                moved = hoisted(block, statement, index, alone)
                if moved is not None:
                    yield moved


def _is_tensor(made: Made) -> bool:
    return made.single and all(node.home == "tensor" for node in made.nodes)


def _tape_blocks(runs: list[_Run]) -> list[Place]:
    places = [run.request.tape.with_place for run in runs if run.request.tape is not None]
    found = {place.key(): place for place in places if place is not None and place.home is None}
    return [place for place in found.values() if isinstance(place.node, ast.With)]


def _under(runs: list[_Run], block: Place) -> list[_Run]:
    return [
        run
        for run in runs
        if run.request.tape is not None
        and run.request.tape.with_place is not None
        and run.request.tape.with_place.key() == block.key()
    ]


def _movable(block: Place) -> Iterator[tuple[ast.Assign, bool]]:
    """Assignments that need nothing from the block above them, and whether one stands alone."""
    node = block.node
    assert isinstance(node, ast.With)
    bound = {name for item in node.items if item.optional_vars for name in _stored(item)}
    for statement in node.body:
        if isinstance(statement, ast.Assign) and not bound & _loaded(statement.value):
            yield statement, len(node.body) == 1
        bound |= _stored(statement)


def _stored(node: ast.AST) -> set[str]:
    return {
        n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
    }


def _loaded(node: ast.AST) -> set[str]:
    return {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}


def _asks_for_zeros(request: Request) -> bool:
    node = request.place.node
    return isinstance(node, ast.Call) and any(
        keyword.arg == "unconnected_gradients" for keyword in node.keywords
    )


def _tensorflow_name(parsed: Parsed) -> str | None:
    """What the module itself calls TensorFlow."""
    for unit in parsed.units:
        for statement in unit.body:
            if isinstance(statement, ast.Import):
                for name in statement.names:
                    if name.name in ("tensorflow", "tensorflow.compat.v2"):
                        return name.asname or (name.name if name.name == "tensorflow" else None)
    return None
