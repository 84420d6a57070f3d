"""Where nothing connects a source with a target: what is told of that, and at which line."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from tapelint.flow.asking.query import Query, history, may_be_anything, variables_in
from tapelint.flow.graph import CUT, LIVE, Node
from tapelint.flow.places import CallPath, Place
from tapelint.flow.requests import TRAINING, Cut, Request, Source
from tapelint.flow.values import REBUILT, Var

if TYPE_CHECKING:
    from tapelint.flow.machine import Machine


def absent(machine: Machine, request: Request, query: Query, source: Source) -> Cut | None:
    """What is told of a source that no way leads to: where it is lost, or that it is another's."""
    value = source.value
    if any(n.opaque and not n.edges and n.op.startswith("argument") for n in query.order):
        return None
    if may_be_anything(value) and any(n.opaque for n in query.order):
        return None
    if not query.any_source():
        place = first_data_operation(query, request)
        if place is not None:
            lost = _taken_name(machine, place, query)
            place = lost or out_of_helpers(place, request, query)
        return None if place is None else Cut("unrelated", place, None, "", value)
    if isinstance(value, Var):
        reads = machine_reads(machine, value, query)
        if reads:
            died = where_it_dies(machine, reads, request)
            if died is not None:
                return Cut("unused", died[0], None, died[1], value, died[2])
            place = target_binding(request)
            if place is not None and not any(s.state == LIVE for s in request.sources):
                return Cut("unrelated", place, None, "", value)
        partly = any(s.state > CUT for s in request.sources) and not read_elsewhere(machine, value)
        if value.place is not None and (partly or owner_used(machine, value, query)):
            return Cut("unused", value.place, None, "never-read", value)
    elif isinstance(value, Node) and _computed_from_target(value, request):
        return Cut("foreign", _where_both_are_given(request), None, "swapped", value)
    elif isinstance(value, Node) and value.bind is not None and _is_watched(value, query):
        again = _run_again(value, query, request)
        if again is not None:
            made = machine.replayed.get(id(value))
            if made is not None and made[0] is value and _is_rebuilt(value):
                return Cut("unused", made[1], None, "rebuilt", value)
            return Cut("unused", again, None, "again", value)
        if query.token in value.tapes:
            return Cut("unused", value.bind.place, None, "never-read", value)
    place = request.sources_place
    return None if place is None else Cut("foreign", place, None, "foreign", value)


def _computed_from_target(value: Node, request: Request) -> bool:
    """Whether it is the other way round: the source was computed from the target."""
    targets = {id(t) for t in request.targets if t is not value}
    asked = {id(t.fact) for t in request.targets if t.kind == "read"}
    return any(
        id(n) in targets or (n.kind == "read" and id(n.fact) in asked) for n in history([value])
    )


def _where_both_are_given(request: Request) -> Place:
    """The request, or the call of a function that asks for its own arguments."""
    call, function = request.place.path.call, request.place.path.function
    given = [p.node for p in (request.target_place, request.sources_place) if p is not None]
    if call is None or not isinstance(function, ast.FunctionDef):
        return request.place
    names = {one.arg for one in (*function.args.posonlyargs, *function.args.args)}
    own = all(isinstance(node, ast.Name) and node.id in names for node in given)
    return call if own and len(given) == 2 else request.place


def _is_watched(value: Node, query: Query) -> bool:
    """Whether the tape knows a value: it recorded it, or was told to watch it."""
    return query.token in value.tapes or id(value) in query.tape.fields.get("watched", {})


def _run_again(value: Node, query: Query, request: Request) -> Place | None:
    """Where the target's way begins to repeat what a value was computed with: the same layers."""
    behind = history([value])
    used = {id(n.fact) for n in behind if n.kind == "read" and isinstance(n.fact, Var)}
    own, live = {id(n) for n in behind}, _with_slope(query)
    for node in sorted(query.order, key=lambda n: n.seq):
        if node.kind != "op" or node.place is None or id(node) in own or id(node) not in live:
            continue
        reads = (e.to for e in node.edges if isinstance(e.to, Node) and e.to.kind == "read")
        if any(id(read.fact) in used for read in reads):
            return _named_from(node, query, request)
    return None


def _with_slope(query: Query) -> set[int]:
    """What the target was computed from otherwise than by an index or a condition."""
    todo = list(query.targets)
    found = {id(n) for n in todo}
    while todo:
        for edge in todo.pop().edges:
            if isinstance(edge.to, Node) and id(edge.to) not in found and not query.dead(edge):
                found.add(id(edge.to))
                todo.append(edge.to)
    return found


def _is_rebuilt(value: Node) -> bool:
    """Whether a value comes out of a layer that its Sequential called anew when it grew."""
    layers = (n.layer for n in history([value]))
    return any(layer is not None and REBUILT in layer.fields for layer in layers)


def _named_from(node: Node, query: Query, request: Request) -> Place | None:
    """Where what a value leads to first gets a name in the function that asks."""
    users = {id(e.to): n for n in reversed(query.order) for e in n.edges}
    way: Node | None = node
    while way is not None:
        given = way.bind
        named = given is not None and given.form != "item"  # not the output of an inner layer
        if given is not None and named and given.place.path is request.place.path:
            return given.place
        way = users.pop(id(way), None)
    return None


def _taken_name(machine: Machine, place: Place, query: Query) -> Place | None:
    """The statement, in the same call, that gives the name of a learned value to mere data.

    What was computed instead leads to the target: with the learned value, it would be connected.
    """
    reached = [n.bind.place.key() for n in query.order if n.bind is not None]
    for old, where in machine.overwritten.values():
        if where.path is place.path and where.key() in reached and carries_source(old, query):
            return where
    return None


def first_data_operation(query: Query, request: Request) -> Place | None:
    """The first recorded operation that combines only data; else what was asked about.

    In the function where it stands, one that brings two values together, as a loss does, tells
    more than one that prepares data.
    """
    first: Place | None = None
    for node in sorted(query.order, key=lambda n: n.seq):
        if node.place is None or query.token not in node.tapes:
            continue
        asked = node in request.targets and node.kind in ("op", "data")
        values = values_combined(node) if node.kind == "op" else 0
        elsewhere = first is not None and node.place.path is not first.path
        if elsewhere or not (asked or values):
            continue
        if values > 1:
            return node.place
        first = first or node.place
        if asked:
            break
    if first is not None:
        return first
    for target in request.targets:
        if target.tapes and query.token not in target.tapes and request.target_place is not None:
            return request.target_place
        if target.bind is not None:
            return target.bind.place
        if target.place is not None:
            return target.place
    return request.target_place


def target_binding(request: Request) -> Place | None:
    """The statement that gave the target its name, else the target as it is asked for."""
    for target in request.targets:
        if target.bind is not None:
            return target.bind.place
    return request.target_place


def out_of_helpers(place: Place, request: Request, query: Query) -> Place:
    """The call of a helper that got nothing but data, rather than what it did with it."""
    ancestors = {id(p) for p in request.place.path.chain()}
    path: CallPath | None = place.path
    while path is not None and path.caller is not None and id(path) not in ancestors:
        call = path.call
        if call is None or not gets_only_data(path, query):
            break
        if request.label == TRAINING and call.key() == request.place.key():
            break
        place, path = call, path.caller
    return place


def gets_only_data(path: CallPath, query: Query) -> bool:
    """Whether a helper is given tensors of data and could reach nothing else."""
    if path.closes_over or not (path.given or path.objects):
        return False
    asked = {id(s.value) for s in query.sources}
    if any(id(v) in asked for owner in path.objects for v in variables_in(owner)):
        return False
    return not any(carries_source(n, query) for n in path.given)


def carries_source(node: Node, query: Query) -> bool:
    """Whether a value was computed from a variable that the tape watches."""
    return any(
        n.kind == "read"
        and isinstance(n.fact, Var)
        and query.token in n.tapes
        and query.variable_state(n.fact) != CUT
        for n in history([node])
    )


def values_combined(node: Node) -> int:
    """How many real numbers an operation computes with, not counting shapes and indices."""
    return sum(
        isinstance(e.to, Node)
        and e.to.dtype not in ("int", "bool", "string")
        and e.to.home != "python"
        for e in node.edges
    )


def machine_reads(machine: Machine, var: Var, query: Query) -> list[Node]:
    """Reads of a variable under the asked recording."""
    return [
        n
        for (owner, _, tapes), n in machine.read_cache.items()
        if owner is var and query.token in tapes
    ]


def read_elsewhere(machine: Machine, var: Var) -> bool:
    """Whether a variable is read at all, though not under the asked recording."""
    return any(owner is var for owner, _, _ in machine.read_cache)


def owner_used(machine: Machine, var: Var, query: Query) -> bool:
    """Whether the layer that owns a weight ran under the asked recording."""
    return var.owner is not None and (var.owner, query.token) in machine.layer_calls


def left_out(machine: Machine, reads: list[Node], request: Request, query: Query) -> Node | None:
    """The last value with a name that still has the gradient of these reads, and nobody takes.

    Whatever else was made of them is kept apart by a ``stop_gradient``: that is what was forgotten.
    """
    alive = {id(n) for n in reads}
    ends: dict[int, Node] = {}
    for node in machine.made_since(min(n.seq for n in reads)) if reads else ():
        if node.seq > request.seq or node.home != "tensor" or not query.recorded(node):
            continue
        taken = [edge for edge in node.edges if id(edge.to) in alive]
        for edge in taken:
            ends.pop(id(edge.to), None)
        if any(not query.dead(edge) for edge in taken):
            alive.add(id(node))
            ends[id(node)] = node
    here = request.place.path
    named = (n for n in ends.values() if n.bind is not None and n.bind.form == "name")
    found = [n for n in named if n.bind is not None and n.bind.place.path is here]
    return max(found, key=lambda n: n.seq, default=None)


def where_it_dies(
    machine: Machine, reads: list[Node], request: Request
) -> tuple[Place, str, Node | None] | None:
    """Where the last value computed from these reads is dropped, how, and it if it has a name."""
    alive = {id(n) for n in reads}
    last: Node | None = None
    added: Node | None = None
    start = min(n.seq for n in reads)
    for node in machine.made_since(start):
        if node.seq > request.seq or node.kind == "grad":
            continue
        if any(id(e.to) in alive for e in node.edges):
            alive.add(id(node))
            last = node
            added = node if id(node) in machine.added else added
    if last is None or any(id(t) in alive for r in machine.requests for t in r.targets):
        return None
    target = target_binding(request)
    if added is not None and target is not None and request.target_place is not None:
        return target, "added", added
    dropped = machine.dropped.get(id(last))
    if dropped is not None and dropped[0] is last:
        return dropped[1], "ignored", None
    passed = machine.passed.get(id(last))
    if passed is not None and passed[0] is last and passed[1].returned is not None:
        return passed[1].returned, "ignored", None
    gone = machine.overwritten.get(id(last))
    if gone is not None and gone[0] is last:
        return gone[1], "overwritten", None
    if last.bind is not None and last.bind.place.key() != request.place.key():
        return last.bind.place, "unread", last
    return (last.place, "unread", None) if last.place is not None else None
