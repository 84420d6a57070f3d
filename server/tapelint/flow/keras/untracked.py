"""Variables that a Keras layer uses and doesn't know: who trains its weights leaves them out."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import Final

from tapelint.diagnostic import Related
from tapelint.flow.asking.query import Query
from tapelint.flow.machine import Machine
from tapelint.flow.naming import source_name, told
from tapelint.flow.places import statement_span
from tapelint.flow.proof import Asked, Proof
from tapelint.flow.requests import CONTRACT, TRAINING, Borrower, Holder, LeftOut, Request, Source
from tapelint.flow.values import LIVE, Class, Dict, Lib, Obj, Place, Seq, Value, Var
from tapelint.text import Span

Held = tuple[Var, str]


HELD_AT: Final = "%held at "  # and an attribute: where it got what may hold layers
_KNOWING: Final = ("layer", "model")
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
        listed = {id(s.value) for s in request.sources}
        found = [LeftOut(request, var, name) for var, name in _unknown_to_keras(self, owners)]
        found.extend(_in_hidden_layers(self, request, owners))
        for one in (*found, *_borrowed(self, request)):
            known = id(one.variable) in listed or id(one.variable) in self.written
            if not known and _reaches(request, one.variable):
                self.untracked.append(one)


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
        request, var, name = one.request, one.variable, one.name
        used = id(var) in asked or id(var) in machine.written or _is_assigned(var, name)
        if used or var.place is None:
            continue
        if one.user is not None:
            together.setdefault((id(request), one.user), []).append(one)
            continue
        told = None if request.label == CONTRACT else ask(request, machine)
        yield request, _proof(request, var, name, var.place, told)
    for (_, user), same in together.items():
        request = same[0].request
        told = None if request.label == CONTRACT else ask(request, machine)
        yield request, _shared_proof(same, user, told)


def _borrowed(machine: Machine, request: Request) -> Iterator[LeftOut]:
    """The trainable numbers that functions use, and that no layer of the model holds."""
    if not machine.borrowers or request.label == CONTRACT:
        return
    models = [o for o, token in machine.layer_calls if token is request.token and o.kind == "model"]
    known = {id(v) for model in models for v in machine.variables_of(model, "weights", None).items}
    for (var, _, tapes), read in list(machine.read_cache.items()):
        users = (b for b in machine.borrowers if read.seq in b.ran and var.seq not in b.ran)
        user = next(users, None)
        trained = var.trainable and var.dtype in ("float", "complex") and request.token in tapes
        if user is not None and trained and id(var) not in known:
            yield LeftOut(request, var, source_name(Source(var, True), request), user)


def _unknown_to_keras(machine: Machine, owners: list[Obj]) -> Iterator[Held]:
    """The variables that layers hold and that aren't in their lists of weights."""
    for owner in owners:
        held = [
            found
            for name, value in owner.fields.items()
            if not name.startswith("%") and isinstance(value, Value)
            if not (isinstance(value, Var) and value.is_keras)  # an attribute: Keras knows it
            for found in _held(value, name)
        ]
        if held:
            known = {id(v) for v in machine.variables_of(owner, "weights", None).items}
            yield from ((v, n) for v, n in held if id(v) not in known)


def _held(value: Value, name: str, depth: int = 3) -> Iterator[Held]:
    """The trainable numbers in an attribute: itself, in containers, modules and plain objects."""
    if isinstance(value, Var):
        if value.trainable and value.dtype in ("float", "complex"):
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
        hidden = [
            (place, *found)
            for name, value in owner.fields.items()
            if isinstance(place := owner.fields.get(HELD_AT + name), Place)
            for found in _hidden_layers(value, name)
        ]
        if not hidden:
            continue
        known = {id(v) for v in machine.variables_of(owner, "weights", None).items}
        if listed.isdisjoint(known) and (known or listed):
            continue
        for place, layer, name, holder in hidden:
            for var in machine.variables_of(layer, "trainable_variables", None).items:
                if isinstance(var, Var) and id(var) not in known:
                    yield LeftOut(request, var, name, Holder(holder, place))


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


def may_hide_layers(value: Value) -> bool:
    """Whether an attribute may hold layers that Keras doesn't find."""
    return isinstance(value, (Seq, Dict)) or (isinstance(value, Obj) and _is_plain(value))


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


def _shared_proof(found: list[LeftOut], user: Borrower | Holder, asked: Asked | None) -> Proof:
    """A function of a Lambda layer or of ``compile``, or an object, uses what no layer holds."""
    names, place = tuple(dict.fromkeys(one.name for one in found)), user.place
    facts: dict[str, str | Span] = {"name": told(names), "kind": user.kind}
    if isinstance(user, Holder):
        facts["holder"] = user.name
    if place.home is not None:
        facts["elsewhere"] = "all"
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


def _proof(request: Request, var: Var, name: str, place: Place, asked: Asked | None) -> Proof:
    facts: dict[str, str | Span] = {"name": name, "variable": var.name or name}
    facts["kind"] = "keras" if var.is_keras else "tf"
    if place.home is not None:
        facts["elsewhere"] = "all"
    node = place.node
    related = () if asked is None else (Related(asked.span, "what is trained is asked for here"),)
    return Proof(
        kind="untracked",
        span=place.span,
        statement=statement_span(place),
        symbol=ast.unparse(node.func) if isinstance(node, ast.Call) else "tf.Variable",
        asked=asked,
        dead=(name,),
        whole=not request.sources and asked is not None,
        related=related,
        facts=facts,
    )
