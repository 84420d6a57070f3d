"""``tf.gradients``: gradients without a tape, of what the graph under way has computed so far."""

from __future__ import annotations

import ast

from tapelint.flow.asking.query import history
from tapelint.flow.containers import Seq
from tapelint.flow.frames import Misuse
from tapelint.flow.graph import Node, Token, Value
from tapelint.flow.machine import Machine
from tapelint.flow.places import Place
from tapelint.flow.requests import Request
from tapelint.flow.values import Lib, Tape, Var

Args = list[Value]
Kwargs = dict[str, Value]

_ORDER = ("ys", "xs", "grad_ys")


class SymbolicGradients(Machine):
    """Requests to the graph itself, which remembers every operation."""

    def _keras_gradients(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        """``K.gradients(loss, variables)``, which hands on what it is given.

        Keras itself has no such function: it is one of ``tf.keras``.
        """
        called = self.evaluate(place.node.func) if isinstance(place.node, ast.Call) else None
        if isinstance(called, Lib) and called.root:
            return self.unknown("K.gradients", place, [*args, *kwargs.values()])
        given = dict(zip(("loss", "variables"), args, strict=False)) | kwargs
        values = [given[name] for name in ("loss", "variables") if name in given]
        return self._graph_gradients(values, {}, place)

    def _graph_gradients(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        if self.surely_eager(place):
            called = place.node.func if isinstance(place.node, ast.Call) else place.node
            facts: dict[str, object] = {"member": ast.unparse(called), "graph": "yes"}
            self.surely_raises(Misuse("removed-member", place, None, facts))
        given = dict(zip(_ORDER, args, strict=False)) | kwargs
        plain = given.keys() <= set(_ORDER) and "ys" in given and "xs" in given
        if not plain or not self.graph_depth or self.eager:
            return self.unknown("tf.gradients", place, [*args, *kwargs.values()])
        return self._asked_of_graph(given, place)

    def _asked_of_graph(self, given: Kwargs, place: Place) -> Value:
        xs, targets = given["xs"], self.leaves(given["ys"], place)
        sources = self.flat_sources(xs, place)
        if not all(isinstance(s.value, Var) or self.is_symbolic(s.value) for s in sources):
            return self.unknown("tf.gradients", place, list(given.values()))
        self.seq += 1
        tape = Tape(place, self.seq, True, True)
        tape.name = "tf"
        self._give_token(targets, tape.token)
        # Whatever is asked for is watched, also what isn't trainable.
        tape.fields["watched"] = {id(s.value): (0, place, s.value) for s in sources}
        request = Request(place, "gradients", tape, tape.token, targets, sources)
        request.seeds = self.leaves(given["grad_ys"], place) if "grad_ys" in given else []
        request.target_place, request.sources_place = self._argument_places(
            place, ("target", "sources")
        )
        listed = xs if isinstance(xs, Seq) else Seq("list", (xs,))
        # Of what came from outside of the graph nothing is claimed, as where zeros are asked for.
        return self.answer(request, listed, True)

    def _give_token(self, targets: list[Node], token: Token) -> None:
        for node in history(targets):
            if node.kind == "read" or node.seq > self.graph_start:
                node.tapes = (*node.tapes, token)
