"""Variables that a layer or module uses and doesn't know: who trains its own leaves them out."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import Final

from tapelint.diagnostic import Related
from tapelint.flow.asking.judge import lifted
from tapelint.flow.asking.query import Query
from tapelint.flow.containers import Dict, Seq, Union
from tapelint.flow.graph import LIVE, Value
from tapelint.flow.machine import Machine
from tapelint.flow.naming import source_name, told, written_there
from tapelint.flow.places import Place, statement_span
from tapelint.flow.proof import Asked, Proof
from tapelint.flow.requests import CONTRACT, TRAINING, Borrower, Holder, LeftOut, Request, Source
from tapelint.flow.values import Bound, Class, Lib, Obj, Var
from tapelint.text import Span

Held = tuple[Var, str]


HELD_AT: Final = "%held at "  # and an attribute: where it got what may hold layers
_KNOWING: Final = ("layer", "model")
_LISTS: Final = ("trainable_variables", "trainable_weights", "variables", "weights")
# Bases of classes in whose instances Keras doesn't look; tuples, those with names too, it follows.
_PLAIN_BASES: Final = frozenset(
    {"builtins.object", "abc.ABC", "typing.Generic", "typing.Protocol", "tf.Module"}
)


class Untracked(Machine):
    """Notes what is left out where the weights of a layer are asked for."""

    def note_untracked(self, request: Request) -> None:
        """Note the variables of layers that a request for all weights doesn't ask for."""
        whole = request.label in (TRAINING, CONTRACT) or (
            request.given is not None and request.given.exact and request.given.origin is not None
        )
        if not whole or not all(s.certain for s in request.sources):
            return
        called = (o for o, token in self.layer_calls if token is request.token and o.cls)
        owners = sorted((o for o in called if o.kind in _KNOWING), key=lambda o: o.seq)
        owners += _modules(request.given.models if request.given is not None else ())
        listed = {id(s.value) for s in request.sources}
        found = [LeftOut(request, *held) for held in _unknown_to_owner(self, owners)]
        found.extend(_in_hidden_layers(self, request, owners))
        found.extend(_borrowed(self, request))
        told = {id(one.variable) for one in found}
        used = _from_outside(self, request)
        found.extend(one for one in used if id(one.variable) not in told)
        for one in found:
            known = id(one.variable) in listed or id(one.variable) in self.written
            if not known and _reaches(request, one.variable):
                self.untracked.append(one)


def _modules(listed: tuple[Obj, ...]) -> list[Obj]:
    """The modules whose variables were asked for, and those in them."""
    found: list[Obj] = []
    todo: list[Value] = [owner for owner in listed if owner.kind == "module"]
    for value in todo:  # which grows meanwhile
        if isinstance(value, Seq):
            todo += value.items
        elif isinstance(value, Obj) and value.kind == "module" and value not in found:
            found.append(value)
            todo += [v for v in value.fields.values() if isinstance(v, (Obj, Seq))]
    return found


def untracked_variables(
    machine: Machine, ask: Callable[[Request, Machine], Asked]
) -> Iterator[tuple[Request, Proof]]:
    """Variables of layers that the loss depends on, and that nobody asks for or sets.

    ``ask`` says how a request is told.
    """
    if machine.holes:
        return  # a half-typed line may ask for what seems to be left out
    asked = {id(s.value) for r in machine.requests for s in r.sources}
    together: dict[tuple[int, Borrower | Holder], list[LeftOut]] = {}
    for one in machine.untracked:
        request, var = one.request, one.variable
        used = id(var) in asked or id(var) in machine.written or _is_assigned(var, one.name)
        if used or var.place is None:
            continue
        if one.user is not None:
            together.setdefault((id(request), one.user), []).append(one)
            continue
        told = None if request.label == CONTRACT else ask(request, machine)
        yield request, _proof(machine, one, var.place, told)
    for (_, user), same in together.items():
        request = same[0].request
        told = None if request.label == CONTRACT else ask(request, machine)
        yield request, _shared_proof(machine, same, user, told)


def _borrowed(machine: Machine, request: Request) -> Iterator[LeftOut]:
    """The trainable numbers that functions use, and that no layer of the model holds."""
    if not machine.borrowers or request.label == CONTRACT:
        return
    models = [o for o, token in machine.layer_calls if token is request.token and o.kind == "model"]
    known = {id(v) for model in models for v in machine.variables_of(model, "weights", None).items}
    for (var, _, tapes), read in list(machine.read_cache.items()):
        users = (b for b in machine.borrowers if read.seq in b.ran and var.seq not in b.ran)
        user = next(users, None)
        trained = var.listed and var.dtype in ("float", "complex") and request.token in tapes
        if user is not None and trained and id(var) not in known:
            yield LeftOut(request, var, source_name(Source(var, True), request), None, user)


def _from_outside(machine: Machine, request: Request) -> Iterator[LeftOut]:
    """The weights of layers that a layer or model uses in its call, and that no owner there holds.

    Of layers in layers only the outermost are asked what they hold: they may lend them.
    """
    runs = [run for run in machine.outermost if (run[0], request.token) in machine.layer_calls]
    asked = request.given.models if request.given is not None else tuple(o for o, _, _ in runs)
    if request.label == CONTRACT or not runs:
        return
    held = _held_objects(machine, [o for o, _, _ in runs])
    for (var, _, tapes), read in list(machine.read_cache.items()):
        layer = var.owner
        if layer is None or request.token not in tapes or layer in held or read.place is None:
            continue
        if layer.kind not in _KNOWING or layer.fields.get("%foreign"):
            continue
        for owner, path, ran in runs:
            inner = next((p for p in read.place.path.chain() if p.caller is path), None)
            used = read.seq in ran and owner in asked and not _lists_by_itself(machine, owner)
            if inner is not None and used and layer.seq not in ran:
                place = lifted(read.place, inner)
                name = source_name(Source(var, True), request)
                yield LeftOut(request, var, name, owner, Borrower("call", place, ran))
                break


def _held_objects(machine: Machine, owners: list[Obj]) -> set[Obj]:
    """All objects that can be reached by attributes from some, themselves included."""
    found: set[Obj] = set()
    todo: list[object] = [*owners]
    while todo:
        value = todo.pop()
        if isinstance(value, Seq):
            todo += (*value.items, value.rest)
        elif isinstance(value, Dict):
            todo += (*value.data.values(), value.rest)
        elif isinstance(value, Union):
            todo += value.options
        elif isinstance(value, Bound):
            todo.append(value.owner)
        elif isinstance(value, Obj) and value not in found:
            found.add(value)
            todo += value.fields.values()
            if value.fields.get("%outputs") is not None:
                todo += machine.functional_layers(value)
    return found


def _lists_by_itself(machine: Machine, owner: Obj) -> bool:
    """Whether the class of a layer says itself what its weights are."""
    cls = owner.cls
    return cls is not None and any(
        isinstance(machine.class_member(cls, name), Value) for name in _LISTS
    )


def _unknown_to_owner(machine: Machine, owners: list[Obj]) -> Iterator[tuple[Var, str, Obj]]:
    """The variables that layers and modules hold and that aren't in their lists of weights."""
    for owner in owners:
        own = owner.fields.items()
        held = [
            found
            for name, value in (*own, *((n, v) for n, v, _ in _of_class(machine, owner)))
            if not name.startswith("%") and isinstance(value, Value)
            for found in _held(value, name)
        ]
        if held:
            known = {id(v) for v in machine.variables_of(owner, "weights", None).items}
            yield from ((v, n, owner) for v, n in held if id(v) not in known)


def _of_class(machine: Machine, owner: Obj) -> Iterator[tuple[str, Value, Place]]:
    """The attributes of an object's class, which nobody lists the weights of, and their place."""
    path = owner.place.path if owner.place is not None else None
    for cls in owner.cls.mro() if owner.cls is not None and path is not None else ():
        if not isinstance(cls, Class) or id(cls.unit) in machine.foreign or path is None:
            continue
        for statement in cls.node.body:
            target = statement.targets[0] if isinstance(statement, ast.Assign) else None
            name = target.id if isinstance(target, ast.Name) else ""
            value = cls.fields.get(name)
            if isinstance(value, Value) and name not in owner.fields:
                yield name, value, Place(cls.unit, statement, path)


def _held(value: Value, name: str, depth: int = 3) -> Iterator[Held]:
    """The trainable numbers in an attribute: itself, in containers, modules and plain objects."""
    if isinstance(value, Var):
        if value.listed and value.dtype in ("float", "complex"):
            yield value, name
    elif depth == 0:
        return
    elif isinstance(value, Seq):
        for item in (*value.items, *(() if value.rest is None else (value.rest,))):
            yield from _held(item, name, depth - 1)
    elif isinstance(value, Dict):
        for item in value.data.values():
            if isinstance(item, Value):
                yield from _held(item, name, depth - 1)
    elif isinstance(value, Obj) and value.cls is not None and _is_plain(value):
        for inner, item in value.fields.items():
            if isinstance(item, (Var, Seq, Dict)) and not inner.startswith("%"):
                yield from _held(item, inner, depth - 1)


def _in_hidden_layers(machine: Machine, request: Request, owners: list[Obj]) -> Iterator[LeftOut]:
    """The weights of layers that an object of another make holds in an attribute of a layer.

    Somebody trains the layer only if its other weights are asked for, or it has none.
    """
    listed = {id(s.value) for s in request.sources}
    for owner in owners:
        hidden = [*_hidden_in_attributes(owner), *_hidden_in_class(machine, owner)]
        if not hidden:
            continue
        known = {id(v) for v in machine.variables_of(owner, "weights", None).items}
        if listed.isdisjoint(known) and (known or listed):
            continue
        for layer, name, holder in hidden:
            for var in machine.variables_of(layer, "trainable_variables", None).items:
                if isinstance(var, Var) and id(var) not in known:
                    yield LeftOut(request, var, name, owner, holder)


def _hidden_in_attributes(owner: Obj) -> Iterator[tuple[Obj, str, Holder]]:
    """The layers in attributes of an object: which, how they are called, and in what."""
    module = "module" if owner.kind == "module" else ""
    for name, value in owner.fields.items():
        place = owner.fields.get(HELD_AT + name)
        if isinstance(place, Place):
            made = {} if isinstance(value, Obj) else {o.place: o for o in _put_in(value, place)}
            for layer, called, holder in _hidden_layers(value, name, module):
                at = next((p for p, o in made.items() if p and layer in _objects(o)), place)
                yield layer, called, Holder(holder, at, module or "layers")


def _put_in(container: Value, place: Place) -> Iterator[Obj]:
    """The objects that are made and put into a container after the place where an owner got it."""
    items = container.items if isinstance(container, Seq) else ()
    for item in items:
        made = item.place if isinstance(item, Obj) else None
        if not isinstance(item, Obj) or made is None or made.path is not place.path:
            continue
        if statement_span(made) != statement_span(place):
            yield item


def _objects(owner: Obj) -> list[Value]:
    return [value for name, value in owner.fields.items() if not name.startswith("%")]


def _hidden_in_class(machine: Machine, owner: Obj) -> Iterator[tuple[Obj, str, Holder]]:
    """The layers in attributes of an object's class."""
    for name, value, place in _of_class(machine, owner):
        for layer, called, _ in _hidden_layers(value, name, "class"):
            yield layer, called, Holder(owner.cls.name if owner.cls else "", place, "class")


def _hidden_layers(
    value: Value, name: str, holder: str = "", depth: int = 3
) -> Iterator[tuple[Obj, str, str]]:
    """The layers in an attribute that Keras doesn't find, how they are called, and in what."""
    if isinstance(value, (Seq, Dict)) and depth:
        for item in value.items if isinstance(value, Seq) else value.data.values():
            yield from _hidden_layers(item, name, holder, depth - 1)
    elif not isinstance(value, Obj):
        return
    elif value.kind in _KNOWING:
        if holder and not value.fields.get("%foreign"):
            yield value, name, holder
    elif _is_plain(value) and depth:
        holder = value.cls.name if value.cls is not None else value.path.rpartition(".")[2]
        for inner, item in value.fields.items():
            if isinstance(item, (Obj, Seq, Dict)) and not inner.startswith("%"):
                yield from _hidden_layers(item, f"{name}.{inner}", holder, depth - 1)


def may_hide_layers(owner: Obj, value: Value) -> bool:
    """Whether an attribute may hold layers that nobody finds who lists the owner's weights."""
    if owner.kind not in (*_KNOWING, "module"):
        return False
    if isinstance(value, Obj):
        return _is_plain(value) or (owner.kind == "module" and value.kind in _KNOWING)
    return isinstance(value, (Seq, Dict))


def _is_plain(owner: Obj) -> bool:
    """Whether Keras doesn't look into an object: no layer and no container, or a `tf.Module`."""
    if owner.kind not in ("module", "object"):
        return False
    if owner.cls is None:
        return owner.path == "types.SimpleNamespace"
    bases = (base for base in owner.cls.mro() if not isinstance(base, Class))
    return all(isinstance(base, Lib) and base.path in _PLAIN_BASES for base in bases)


def _is_assigned(var: Var, name: str) -> bool:
    """Whether the text around the variable sets it by hand: then it isn't meant to be trained."""
    if var.place is None:
        return False
    return any(
        isinstance(node, ast.Attribute)
        and node.attr.startswith(("assign", "scatter"))
        and any(isinstance(n, ast.Attribute) and n.attr == name for n in ast.walk(node.value))
        for statement in var.place.unit.body
        for node in ast.walk(statement)
    )


def _reaches(request: Request, var: Var) -> bool:
    """Whether a gradient would come to the variable, were it asked for."""
    assert request.token is not None
    return Query(request.token, request.targets, [Source(var, True)]).states() == [LIVE]


def _shared_proof(
    machine: Machine, found: list[LeftOut], user: Borrower | Holder, asked: Asked | None
) -> Proof:
    """A function of a Lambda layer or of ``compile``, or an object, uses what no layer holds."""
    names, place = tuple(dict.fromkeys(one.name for one in found)), user.place
    facts: dict[str, str | Span] = {"name": told(names), "kind": user.kind}
    if isinstance(user, Holder):
        facts["holder"] = user.name
    if place.home is not None:
        # A layer's own class is told in its file; what a Lambda uses, where a model is trained.
        request, owner = found[0].request, found[0].owner
        here = request.place.home is None if isinstance(user, Borrower) else _is_own(machine, owner)
        facts["elsewhere"] = "part" if here else "all"
        facts["there"] = written_there(machine, place)
    if any(_is_to_be_trained(one.variable) for one in found):
        facts["meant"] = "yes"
    made = (one.variable.place for one in found)
    related = [Related(m.span, "made here") for m in made if m is not None and m.home is None]
    if asked is not None:
        related.append(Related(asked.span, "what is trained is asked for here"))
    return Proof(
        kind="untracked",
        span=place.span,
        statement=statement_span(place),
        symbol=ast.unparse(place.node.func) if isinstance(place.node, ast.Call) else "",
        asked=asked,
        dead=names,
        whole=not found[0].request.sources and asked is not None,
        related=tuple(dict.fromkeys(related)),
        facts=facts,
    )


def _is_to_be_trained(var: Var) -> bool:
    """Whether the text says of a variable that it is trainable."""
    made = var.place.node if var.place is not None else None
    said = (
        [k.value for k in made.keywords if k.arg == "trainable"]
        if isinstance(made, ast.Call)
        else ()
    )
    return any(isinstance(value, ast.Constant) and value.value is True for value in said)


def _is_own(machine: Machine, owner: Obj | None) -> bool:
    """Whether the class of a layer stands in the file that is checked."""
    kind = owner.cls if owner is not None else None
    return kind is not None and id(kind.unit) not in machine.foreign


def _proof(machine: Machine, found: LeftOut, place: Place, asked: Asked | None) -> Proof:
    var, name, owner = found.variable, found.name, found.owner
    facts: dict[str, str | Span] = {"name": name, "variable": var.name or name}
    facts["kind"] = "keras" if var.is_keras else "tf"
    if owner is not None and owner.kind == "module":
        facts["owner"] = "module"
    if place.home is not None:
        facts["elsewhere"] = "part" if _is_own(machine, owner) else "all"
        facts["there"] = written_there(machine, place)
    node = place.node
    related = () if asked is None else (Related(asked.span, "what is trained is asked for here"),)
    return Proof(
        kind="untracked",
        span=place.span,
        statement=statement_span(place),
        symbol=ast.unparse(node.func) if isinstance(node, ast.Call) else "tf.Variable",
        asked=asked,
        dead=(name,),
        whole=not found.request.sources and asked is not None,
        related=related,
        facts=facts,
    )
