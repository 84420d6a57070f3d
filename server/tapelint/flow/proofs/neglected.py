"""Variables that the target depends on, that nobody asks for, and that stay as they began."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator

from tapelint.diagnostic import Related
from tapelint.flow.asking.query import Query, history
from tapelint.flow.graph import LIVE, Const, Node
from tapelint.flow.machine import Machine
from tapelint.flow.naming import source_names
from tapelint.flow.nodes import loops_around, nodes
from tapelint.flow.numbers.starts import first_value, starting_number
from tapelint.flow.places import Place, statement_span
from tapelint.flow.proof import Proof
from tapelint.flow.proofs.asked import asked_of, asking
from tapelint.flow.proofs.mentions import only_computes_with
from tapelint.flow.proofs.slopes import may_be_restored
from tapelint.flow.requests import Request, Source
from tapelint.flow.values import TRAINED, Class, Obj, Var

_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_SUMS = frozenset({"Add", "Sub", "tf.add", "tf.subtract", "tf.nn.bias_add", "tf.math.add"})
_VIEWS = frozenset({"tf.gather", "tf.nn.embedding_lookup", "getitem", "tf.reshape", "part"})
_MAKERS = frozenset({"Variable", "add_weight"})
_LISTS = ("trainable_variables", "trainable_weights")


def neglected(machine: Machine) -> Iterator[Proof]:
    """Lists that leave out variables which make no sense unless they are trained.

    Random weights may be left as they are on purpose, as those of a perceptual loss. What begins as
    zero everywhere, or stands as a number beside the parts of the very model that is trained, isn't
    there to stay like that.
    """
    if machine.holes or any(_asks_for_something_unknown(r) for r in machine.requests):
        return
    places = (_made_at(s.value) for r in machine.requests for s in r.sources)
    asked = {place.key() for place in places if place is not None}
    told: set[tuple[int, int]] = set()
    for request in machine.requests:
        if request.place.key() not in told and _trains(request):
            found = _left_out(machine, request, asked)
            if found:
                told.add(request.place.key())
                yield _proof(machine, request, found)


def _asks_for_something_unknown(request: Request) -> bool:
    unknown = request.given is not None and not request.given.exact
    return unknown or any(isinstance(s.value, Node) and s.value.opaque for s in request.sources)


def _made_at(value: object) -> Place | None:
    return value.place if isinstance(value, Var) else None


def _trains(request: Request) -> bool:
    """Whether a request has all its gradients, and changes variables by them."""
    flows = bool(request.sources) and all(s.state == LIVE for s in request.sources)
    values = [s.value for s in request.sources]
    changed = any(isinstance(v, Var) and TRAINED in v.fields for v in values)
    by_tape = flows and request.token is not None and not request.label
    return by_tape and (changed or request.optimizer is not None) and _is_run(request.place)


def _is_run(place: Place) -> bool:
    """Whether the program itself gets there, again and again.

    Who calls a function may train more before it, and one step is a first look.
    """
    calls = [path.call for path in place.path.chain()]
    if any(call is not None and isinstance(call.node, _DEFINITIONS) for call in calls):
        return False
    steps = (place, *(call for call in calls if call is not None))
    return any(loops_around(step.unit.body, step.node) for step in steps)


def _left_out(machine: Machine, request: Request, asked: Collection[object]) -> list[Node]:
    """Where the target's way reads what is left out, if it is all of that kind."""
    reads = {id(n.fact): n for n in history(request.targets) if n.kind == "read"}
    free = [n for n in reads.values() if _is_free(machine, n.fact, asked)]
    sources = [Source(n.fact, True) for n in free]
    assert request.token is not None
    states = Query(request.token, request.targets, sources).states() if sources else []
    found = [n for n, state in zip(free, states, strict=True) if state == LIVE]
    if not found or not all(_is_meant_to_move(machine, n, request) for n in found):
        return []
    kept = {id(n.fact) for n in found}
    return [] if may_be_restored(machine, kept, machine.seq + 1) else found


def _is_free(machine: Machine, value: object, asked: Collection[object]) -> bool:
    """Whether a variable may be trained, and nothing here does it, or sets it."""
    if not isinstance(value, Var) or value.place is None or value.place.key() in asked:
        return False
    if not value.listed or value.dtype not in ("float", "complex") or id(value) in machine.written:
        return False
    owner = value.owner
    listed = machine.variables_of(owner, "trainable_variables", None) if owner is not None else None
    return listed is None or any(item is value for item in listed.items)


def _lists_itself(owner: Obj | None) -> bool:
    """Whether the class of a layer says itself which weights it has."""
    known = owner.cls.mro() if owner is not None and owner.cls is not None else ()
    own = (c.fields for c in known if isinstance(c, Class))
    return any(name in fields for fields in own for name in _LISTS)


def _is_meant_to_move(machine: Machine, read: Node, request: Request) -> bool:
    """Whether a variable begins as zeros, or as a number in the model whose parts are trained.

    A scalar `tf.Variable` may be no more than a number with a name, and zeros that nothing is
    added to may be where a state starts.
    """
    var, number = read.fact, starting_number(read)
    if not isinstance(var, Var) or number is None or not _is_written_out(var):
        return False
    if not only_computes_with(machine.module_body, var.name) or _lists_itself(var.owner):
        return False
    if number == 0:
        plain = isinstance(first_value(read), Const) or not _is_added(machine, read)
        return var.owner is not None or not plain
    own = machine.variables_of(var.owner, "trainable_variables", None) if var.owner else None
    sources = [s.value for s in request.sources]
    return own is not None and any(item is source for item in own.items for source in sources)


def _is_added(machine: Machine, value: Node, depth: int = 3) -> bool:
    """Whether a value, or what is looked up in it, goes into a sum."""
    users = (n for n in machine.nodes if any(edge.to is value for edge in n.edges))
    return any(
        user.op in _SUMS
        or (depth > 0 and user.op in _VIEWS and _is_added(machine, user, depth - 1))
        for user in users
    )


def _is_written_out(var: Var) -> bool:
    """Whether the program itself makes the variable, and not a layer of a library."""
    made = var.place.node if var.place is not None else None
    return isinstance(made, ast.Call) and ast.unparse(made.func).rpartition(".")[2] in _MAKERS


def _proof(machine: Machine, request: Request, left: list[Node]) -> Proof:
    place = _list_place(request)
    names = source_names([Source(n.fact, True) for n in left if isinstance(n.fact, Var)], request)
    related = [Related(request.place.span, asking(request))]
    made = (n.fact.place for n in left if isinstance(n.fact, Var))
    related += [Related(m.span, "made here") for m in made if m is not None and m.home is None]
    return Proof(
        kind="foreign",
        span=place.span,
        statement=statement_span(place),
        symbol=place.source(),
        asked=asked_of(request, machine),
        dead=names,
        whole=False,
        related=tuple(dict.fromkeys(r for r in related if r.span != place.span)),
        facts={
            "reason": "neglected",
            "suggestion": _longer_list(place, left),
            **({"elsewhere": "all"} if place.home is not None else {}),
        },
    )


def _list_place(request: Request) -> Place:
    """Where the list was written or taken."""
    place = request.sources_place or request.place
    taken = request.given.origin if request.given is not None else None
    if taken is not None:
        return taken
    if not isinstance(place.node, ast.Name):
        return place
    bound = [
        node.value
        for statement in place.unit.body
        for node in nodes(statement)
        if isinstance(node, ast.Assign)
        and any(isinstance(t, ast.Name) and t.id == place.node.id for t in node.targets)
    ]
    return place.at(bound[0]) if len(bound) == 1 else place


def _longer_list(place: Place, left: list[Node]) -> str:
    """The list with what it leaves out, where that has names that can be read there."""
    variables = [n.fact for n in left if isinstance(n.fact, Var)]
    node = place.node
    if isinstance(node, (ast.List, ast.Tuple)) and all(map(_is_global, variables)):
        inner = ", ".join([*map(ast.unparse, node.elts), *(v.name for v in variables)])
        return f"({inner})" if isinstance(node, ast.Tuple) else f"[{inner}]"
    calls = [n.place.seen_from(place.path).node for n in left if n.place is not None]
    called = [c.func if isinstance(c, ast.Call) else c for c in calls]
    models = {f.id for f in called if isinstance(f, ast.Name)}
    lists = all(isinstance(f, ast.Name) for f in called)  # a method's name is no model's
    lists = lists and isinstance(node, ast.Attribute) and node.attr.startswith("trainable_")
    if lists and len(models) == 1 and all(v.owner is not None for v in variables):
        return f"{place.source()} + {models.pop()}.{place.source().rpartition('.')[2]}"
    return ""


def _is_global(var: Var) -> bool:
    made = var.place
    return made is not None and made.path.caller is None and var.name.isidentifier()
