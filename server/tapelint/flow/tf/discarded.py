"""Results that nobody keeps: a TensorFlow function computes a new value and changes nothing."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Final

from tapelint.flow.asking.query import history
from tapelint.flow.containers import Content, Dict, Seq
from tapelint.flow.frames import Misuse
from tapelint.flow.graph import Node, Value
from tapelint.flow.machine import Machine
from tapelint.flow.naming import written_there
from tapelint.flow.nodes import nodes as nodes_of
from tapelint.flow.places import Place, statement_of, statement_span
from tapelint.flow.proof import Proof
from tapelint.flow.python.effects import EFFECTS, only_computes
from tapelint.flow.python.operators import SYMBOLS
from tapelint.flow.tf.tensors import reads_gradient
from tapelint.flow.values import Bound, Function, Obj
from tapelint.ops.table import lookup

_ARRAY_WRITES: Final = ("write", "scatter", "unstack", "split")
_SUMS: Final = frozenset({"Add", "Sub", "tf.add", "tf.subtract"})


class Discards(Machine):
    """Notes statements that consist of a computation alone."""

    def note_discarded(self, value: Value, expression: ast.expr) -> None:
        """A statement's value is dropped."""
        if self.frame.guards:
            return  # somebody tries whether it works
        if isinstance(value, Obj) and value.kind == "tensorarray":
            self._lost_write(value, expression)
            return
        made = expression.elt if isinstance(expression, ast.ListComp) else expression
        nodes = [n for n in _nodes(value) if n.place is not None]
        here = [n for n in nodes if n.place is not None and n.place.node is made]
        pure = [n for n in here if n.kind == "op" and is_pure(n.op)]
        if pure:
            self.discarded.append((tuple(pure), self.place(expression)))
        elif isinstance(made, ast.Call) and self._is_from_helper(nodes, made):
            self.discarded.append((tuple(nodes), self.place(expression)))

    def _is_from_helper(self, nodes: list[Node], call: ast.Call) -> bool:
        """Whether a function of the program made some tensors, and can't have done more."""
        if not nodes or not all(_is_made_by(n, call) for n in nodes):
            return False
        called = self.evaluate(call.func) if isinstance(call.func, (ast.Name, ast.Attribute)) else 0
        called = called.func if isinstance(called, Bound) else called
        return isinstance(called, Function) and only_computes(called)

    def _lost_write(self, array: Obj, expression: ast.expr) -> None:
        """In a graph, ``array.write`` gives another array; the old one stays as it was."""
        if not self.graph_depth or self.eager or not isinstance(expression, ast.Call):
            return
        function = expression.func
        if isinstance(function, ast.Attribute) and function.attr in _ARRAY_WRITES:
            facts: dict[str, object] = {"array": ast.unparse(function.value), "raises": "no"}
            facts["graph"] = self.graph_name
            place = self.place(expression)
            self.misuses.append(Misuse("discarded", place, None, facts))
            held = array.fields["values"]
            assert isinstance(held, Seq)
            unknown = self.unknown("an array whose write is lost", place, [held])
            self.heap.put(held.data, "content", Content((), unknown))


def discarded_results(machine: Machine, told: set[object]) -> Iterator[Proof]:
    """Computations whose result is lost while their operand goes on to a loss or an optimizer.

    ``told`` holds the spans that something else was said of.
    """
    if machine.holes:
        return
    for nodes, place in machine.discarded:
        if place.span in told:
            continue
        if any(_goes_on(machine, node, place) for node in nodes):
            yield _proof(machine, nodes[0], place)


def _goes_on(machine: Machine, node: Node, place: Place) -> bool:
    operands = list(_operands(node, place))
    for request in machine.requests:
        # What another file throws away is told where a request of this one is computed with it.
        if request.token in node.tapes and (place.home is None or request.place.home is None):
            past = {id(n) for n in history(request.targets)}
            if id(node) not in past and any(id(n) in past for n in operands):
                return True
    if place.home is not None:
        return False
    applied = {id(n) for n in history(machine.applied)}
    if id(node) not in applied and any(_is_applied(n, applied) for n in operands):
        return True
    return _is_update(machine, node) and _is_every_time(machine, place)


def _is_update(machine: Machine, node: Node) -> bool:
    """Whether a value is that of a source with something of a gradient added to it."""
    sources = {id(s.value) for r in machine.requests for s in r.sources}
    operands = [e.to for e in node.edges if isinstance(e.to, Node)]
    reads = [n for n in operands if n.kind == "read" or id(n) in sources]
    others = [n for n in operands if n not in reads]
    return node.op in _SUMS and bool(reads) and any(n.kind == "grad" for n in history(others))


def _is_every_time(machine: Machine, place: Place) -> bool:
    """Whether a function's result is dropped in a loop, or a function, and wherever it is called.

    Elsewhere a notebook shows the result, or a first call is there to get a graph built.
    """
    called = ast.unparse(place.node.func) if isinstance(place.node, ast.Call) else ""
    if not called or statement_of(place) in place.unit.body:
        return False
    everything = [node for statement in machine.module_body for node in nodes_of(statement)]
    calls = [n for n in everything if isinstance(n, ast.Call) and ast.unparse(n.func) == called]
    alone = [n.value for n in everything if isinstance(n, ast.Expr)]
    return all(any(call is one for one in alone) for call in calls)


def _operands(node: Node, place: Place) -> Iterator[Node]:
    """What an operation, or the function that it is the result of, was computed from."""
    inside = [node]
    for one in inside:  # which grows meanwhile
        for to in (e.to for e in one.edges if isinstance(e.to, Node)):
            if _is_made_by(to, place.node):
                inside += [to] if to not in inside else []
            elif to.kind != "data":
                yield to


def _is_made_by(node: Node, call: ast.AST) -> bool:
    """Whether a node was made in a function that a call called."""
    paths = node.place.path.chain() if node.place is not None else ()
    return any(path.call is not None and path.call.node is call for path in paths)


def _is_applied(node: Node, applied: set[int]) -> bool:
    """Whether a value is made of gradients, and an optimizer gets it or what comes of it."""
    if node.op == "tf.linalg.global_norm":
        return any(isinstance(e.to, Node) and _is_applied(e.to, applied) for e in node.edges)
    return id(node) in applied and reads_gradient(node)


def _nodes(value: Value) -> Iterator[Node]:
    if isinstance(value, Node):
        yield value
    elif isinstance(value, (Seq, Dict)):
        items = value.items if isinstance(value, Seq) else value.data.values()
        for item in (*items, *(() if value.rest is None else (value.rest,))):
            yield from _nodes(item)


def is_pure(op: str) -> bool:
    """Whether an operation does nothing but compute its result."""
    if op in SYMBOLS:
        return True
    if not op.startswith(("tf.", "keras.ops.")) or op.startswith((*EFFECTS, "tf.random.")):
        return False
    row = lookup(op)
    return row is not None and row.kind == "function" and row.home == "tf"


def _proof(machine: Machine, node: Node, place: Place) -> Proof:
    expression = place.node
    call = expression.elt if isinstance(expression, ast.ListComp) else expression
    operator = f"{node.symbol}" if isinstance(call, ast.BinOp) else place.source()
    symbol = ast.unparse(call.func) if isinstance(call, ast.Call) else operator
    operand = ast.unparse(call.args[0])[:40] if isinstance(call, ast.Call) and call.args else ""
    elsewhere = {}
    if place.home is not None:
        elsewhere = {"elsewhere": "part", "there": written_there(machine, place)}
    return Proof(
        kind="discarded",
        span=place.span,
        statement=statement_span(place),
        symbol=symbol,
        op=node.op,
        operand=operand,
        whole=False,
        facts={"update": "yes" if _is_update(machine, node) else "", **elsewhere},
    )
