"""A request as its user wrote it, and what else is to be looked at beside a break of it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tapelint.diagnostic import Related
from tapelint.flow.machine import Machine
from tapelint.flow.naming import file_name, source_names, told
from tapelint.flow.places import CallPath, Place
from tapelint.flow.proof import Asked
from tapelint.flow.requests import ADDED, CONTRACT, TRAINING, Request, Source
from tapelint.text import Span

MAX_RELATED = 5


def asked_of(request: Request, machine: Machine | None = None) -> Asked:
    """A request as the user wrote it."""
    place = request.place
    target = request.target_place.source() if request.target_place else ""
    sources = request.sources_place.source() if request.sources_place else ""
    if request.label in (TRAINING, ADDED):
        text = place.source().partition("(")[0]
    elif request.label == CONTRACT:
        text, target = request.method, f"{request.method}(…)"
    else:
        tape = request.tape.name if request.tape is not None else "tape"
        node = place.node
        more = ""
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            tape = ast.unparse(node.func.value)
            zeros = [k for k in node.keywords if k.arg == "unconnected_gradients"]
            more = "".join(f", {ast.unparse(k)}" for k in zeros)
        text = f"{tape}.{request.method}({target}, {sources}{more})"
    return Asked(
        place.span,
        text,
        request.method if request.label == TRAINING else request.label or request.method,
        target,
        sources,
        request.applied.span if request.applied and place.home is None else None,
        request.target_place.span if request.target_place else None,
        request.sources_place.span if request.sources_place else None,
        "" if machine is None or place.home is None else file_name(machine, place),
    )


def related_places(request: Request, place: Place, others: list[Source]) -> tuple[Related, ...]:
    """The calls between the request and a break, the request, and its other breaks."""
    out: list[Related] = []
    ancestors = {id(p) for p in request.place.path.chain()}
    path: CallPath = place.path
    while id(path) not in ancestors and path.caller is not None:
        call = path.call
        if call is not None and path.name not in ("", "module") and not _is_root(call, request):
            out.append(Related(call.span, f"`{path.name}` is called here"))
        path = path.caller
    if request.place.key() != place.key():
        out.append(Related(request.place.span, asking(request)))
    out += _other_cuts(request, others)
    unique = {(r.span, r.message): r for r in out}
    return tuple(unique.values())[:MAX_RELATED]


def _other_cuts(request: Request, others: list[Source]) -> Iterator[Related]:
    """Where else sources of the request are cut off, each place once."""
    groups: dict[Span, list[Source]] = {}
    for source in others:
        if source.cut is not None:
            groups.setdefault(source.cut.place.span, []).append(source)
    for span, sources in groups.items():
        names = source_names(sources, request)
        verb = "gets" if len(names) == 1 else "get"
        yield Related(span, f"{told(names)} {verb} no gradient because of this")


def _is_root(call: Place, request: Request) -> bool:
    """Whether this call is our own, of something that nothing in the text calls."""
    return request.label == CONTRACT and isinstance(call.node, ast.FunctionDef)


def asking(request: Request) -> str:
    """What happens at the place of a request, in a few words."""
    if request.label == ADDED:
        return "it is added to the loss here"
    if request.label == CONTRACT:
        return f"`{request.method}` is judged by itself, whoever calls it"
    if request.method == "compile":
        return "the model is compiled here"
    return "the gradient is asked for here"
