"""Variables made anew on every pass: what is trained isn't what the next pass reads."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tapelint.diagnostic import Related
from tapelint.flow.graph import Node
from tapelint.flow.machine import Machine
from tapelint.flow.naming import written_there
from tapelint.flow.numbers.identities import is_drawn
from tapelint.flow.places import CallPath, Place, statement_of, statement_span
from tapelint.flow.proof import Proof
from tapelint.flow.values import CONTENT, FORMER, TRAINED, Var
from tapelint.text import Span


def fresh_variables(machine: Machine) -> Iterator[Proof]:
    """Creation places whose variables were trained once and then replaced by new ones."""
    if machine.holes:
        return  # a half-typed line may use what seems to be lost
    asked = {id(s.value) for r in machine.requests for s in r.sources}
    uses = Uses(machine)
    for made in machine.allocations.values():
        for following in made:
            var = following.fields[FORMER]
            if var is not None and (
                _lost(uses, var, following) or _never_asked(uses, asked, var, following)
            ):
                yield _proof(uses, var, following)
                break


class Uses:
    """Which variables are read, and what comes of it."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self.reads: dict[int, list[Node]] = {}
        self.readers: dict[int, list[Node]] = {}
        for node in machine.nodes:
            if isinstance(node.fact, Var) and node.kind == "read":
                self.reads.setdefault(id(node.fact), []).append(node)
            for edge in node.edges:
                if isinstance(edge.to, Node) and edge.to.kind == "read":
                    self.readers.setdefault(id(edge.to), []).append(node)

    def after(self, var: Var, moment: int) -> bool:
        """Whether a value that a variable had after a moment goes anywhere but to a log."""
        return any(
            reader.seq > moment and (reader.bind is not None or not _for_the_log(reader, read))
            for read in self.reads.get(id(var), ())
            for reader in self.readers.get(id(read), ())
        )

    def within(self, var: Var, path: CallPath) -> bool:
        """Whether a call, or anything that it calls, reads a variable."""
        places = (read.place for read in self.reads.get(id(var), ()))
        return any(path is p for place in places if place for p in place.path.chain())

    def recorded(self, var: Var) -> bool:
        """Whether a tape recorded a use of the variable."""
        return any(read.tapes for read in self.reads.get(id(var), ()))


def _for_the_log(reader: Node, read: Node) -> bool:
    return any(e.to is read and e.why == "leaves" for e in reader.edges)


def _lost(uses: Uses, var: Var, following: Var) -> bool:
    """Whether a variable was trained once, never used again, and then made anew."""
    count, moment = var.fields.get(TRAINED, (0, 0))
    if count != 1 or following.seq < moment or TRAINED not in following.fields:
        return False
    return _same_way(var, following) and not uses.after(var, moment)


def _same_way(var: Var, following: Var) -> bool:
    """Whether two passes of one loop made these, and not two runs with other settings."""
    if var.fields.get("loop") == "settings" or var.place is None or following.place is None:
        return False
    ways = [
        [id(p.call.node) for p in v.place.path.chain() if p.call]
        for v in (var, following)
        if v.place
    ]
    return ways[0] == ways[1]


def _never_asked(uses: Uses, asked: set[int], var: Var, following: Var) -> bool:
    """Whether a layer is made anew under a tape, and nobody asks for its weights' gradients."""
    if not var.trainable or not var.fields.get("born"):
        return False
    lost = not (id(var) in asked or id(following) in asked or TRAINED in var.fields)
    if not lost or not (_made_while_recording(var, following) or _is_weight_of_a_call(var)):
        return False
    again = var.fields["born"] != following.fields.get("born") and uses.recorded(following)
    return again and uses.recorded(var)


def _made_while_recording(var: Var, following: Var) -> bool:
    """Whether the variable itself is made again: a layer made earlier gets its weights once."""
    owner = var.owner
    if owner is None:
        return False
    return owner is following.owner or any(t.tape.seq < owner.seq for t in var.fields["born"])


def _is_weight_of_a_call(var: Var) -> bool:
    """Whether the ``call`` of a layer, or what it calls, draws a variable as one does a weight."""
    content = var.fields.get(CONTENT)
    first = content.given.get("value") if isinstance(content, Node) else None
    drawn = isinstance(first, Node) and (is_drawn(first.op) or "initializers" in first.op)
    around = var.place.path.chain() if var.place is not None else ()
    return drawn and any(path.name.endswith(".call") for path in around)


def _proof(uses: Uses, var: Var, following: Var) -> Proof:
    made = var.place
    assert made is not None
    if var.owner is not None:
        place = _outermost_call(_asked_for(uses, var, made))
    else:
        place = _maker(uses, var, following, made)
    facts: dict[str, str | Span] = {"name": var.name}
    if place.home is not None:
        facts["elsewhere"] = "all" if _is_made_in_a_call_there(place) else "part"
        facts["there"] = written_there(uses.machine, place)
    calls = place.span != made.span and made.home is None
    return Proof(
        kind="fresh",
        span=place.span,
        statement=statement_span(place),
        symbol=ast.unparse(place.node.func) if isinstance(place.node, ast.Call) else "tf.Variable",
        dead=(var.name,),
        whole=False,
        related=(Related(made.span, "made here"),) if calls else (),
        facts=facts,
    )


def _asked_for(uses: Uses, var: Var, made: Place) -> Place:
    """Where the ``call`` of a layer has a helper make another layer: others may use it rightly."""
    place, path = made, made.path
    while not path.name.endswith(".call"):
        call = path.call
        if call is None or not isinstance(call.node, ast.Call) or uses.within(var, path):
            return made
        place, path = call, call.path
    return place


def _is_made_in_a_call_there(place: Place) -> bool:
    """Whether the layer that makes something in its ``call`` stands in another file."""
    here = place.home.path.chain() if place.home is not None else ()
    own = set(map(id, here))
    innermost = next((p for p in place.path.chain() if p.name.endswith(".call")), None)
    return id(innermost) not in own


def _maker(uses: Uses, var: Var, following: Var, made: Place) -> Place:
    """Where a loop calls what makes a variable and doesn't use it: that call is what to move."""
    again = following.place.path.chain() if following.place is not None else ()
    loops = {id(path) for path in again}
    place, path = made, made.path
    while id(path) not in loops:
        if not isinstance(path.call, Place) or not isinstance(path.call.node, ast.Call):
            return made
        if not uses.reads.get(id(var)) or uses.within(var, path):
            return made
        place, path = path.call, path.call.path
    return place


def _outermost_call(place: Place) -> Place:
    """A model made in one expression is underlined as a whole, not layer by layer."""
    statement = statement_of(place)
    value = getattr(statement, "value", None)
    if isinstance(value, ast.Call) and any(n is place.node for n in ast.walk(value)):
        return place.at(value)
    return place
