"""``tf.custom_gradient``: a function of the program says itself which gradient comes back."""

from __future__ import annotations

import ast

from tapelint.flow.containers import Dict, Seq
from tapelint.flow.frames import Misuse
from tapelint.flow.graph import CUT, LIVE, MAYBE, NONE, Const, Edge, Node, Value
from tapelint.flow.machine import Machine, captured
from tapelint.flow.nodes import asked_once, nodes, statements
from tapelint.flow.places import CallPath, Place
from tapelint.flow.requests import ByHand
from tapelint.flow.values import Bound, Function, Obj, Var

Args = list[Value]
Kwargs = dict[str, Value]


class CustomGradients(Machine):
    """Functions under ``tf.custom_gradient``, and what their own backward functions give."""

    def make_custom_gradient(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        """``tf.custom_gradient(f)`` written as a call."""
        func = args[0] if args else NONE
        if isinstance(func, Bound) and isinstance(func.func, Function):
            return Bound(self.make_custom_gradient([func.func], {}, place), func.owner)
        if not isinstance(func, Function):
            return self.unknown("tf.custom_gradient", place, [*args, *kwargs.values()])
        made = _undecorated(func)
        made.binding, made.role = func.binding, "custom_gradient"
        return made

    def call_custom_gradient(
        self, func: Function, args: Args, kwargs: Kwargs, place: Place
    ) -> Value:
        """Call such a function: forward its own result, backward what its second result gives."""
        start = self.seq
        made = self.call_function_plain(_undecorated(func), args, kwargs, place)
        if isinstance(made, Node) and not made.opaque:
            self._by_hand_misuse(func, place, "pair", self._end_of(func, func, place))
        if not (isinstance(made, Seq) and made.exact and len(made.items) == 2):
            return self.unknown("tf.custom_gradient", place, [made, *args])
        result, backward = made.items
        args = args[1:] if _is_own(func, args) else args
        slots = _flat(args)
        outputs = self.leaves(result, place)
        reads, surely = self._reads([*outputs, *_kept(backward)], slots, start)
        wrapped = self._wrapped(slots, place)
        parts: list[Value] | None = None
        since = self.seq
        if (surely or wrapped) and _takes(backward, "variables") is False:
            reason = "variables" if surely else "wrapped"
            read = surely[0].place if surely else None
            head = self._head_of(func, backward, place)
            self._by_hand_misuse(func, place, reason, head, read)
        elif not reads or _takes(backward, "variables") is not False:
            parts = self._parts(backward, len(outputs) or 1, [*reads, *wrapped], place)
        expected = len(slots) if slots is not None else None
        if parts is not None and expected is not None and len(parts) != expected:
            facts = {"expected": str(expected), "given": str(len(parts))}
            end = self._end_of(func, backward, place)
            self._by_hand_misuse(func, place, "count", end, None, **facts)
            parts = None
        edges, places = self._by_hand_edges(func, slots, parts, args, backward, place)
        known = _by_leaf(slots, parts, len(edges)) if len(outputs) == 1 and not reads else ()
        edges += [Edge(n, MAYBE) for n in reads]
        fact = ByHand(func.name, tuple(places), known, since)
        made_nodes = iter([self._output(func, n, edges, fact, place) for n in outputs])
        return self._in_shape(result, made_nodes, args, place)

    def _output(
        self, func: Function, result: Node, edges: list[Edge], fact: ByHand, place: Place
    ) -> Node:
        copies = [Edge(e.to, e.state, e.why) for e in edges]
        dtype = result.dtype if result.dtype != "unknown" else "float"
        node = self.node("op", "tf.custom_gradient", copies, place, "tensor", dtype, func.name)
        node.fact = fact
        return node

    def _in_shape(self, result: Value, made: object, args: Args, place: Place) -> Value:
        if isinstance(result, Seq) and result.exact:
            items = tuple(self._in_shape(v, made, args, place) for v in result.items)
            return Seq(result.kind, items)
        node = next(made, None)  # type: ignore[call-overload]
        return node if isinstance(node, Node) else self.unknown("tf.custom_gradient", place, args)

    # ------------------------------------------------------------------ backward

    def _parts(
        self, backward: Value, outputs: int, reads: list[Node], place: Place
    ) -> list[Value] | None:
        """What comes back for each argument; None where that isn't known.

        A backward function may have the forward one as its own gradient: each is asked once.
        """
        asked = backward.node if isinstance(backward, Function) else backward
        if asked in self.backwards:
            return None
        self.backwards.append(asked)
        try:
            return self._given_back(backward, outputs, reads, place)
        finally:
            self.backwards.pop()

    def _given_back(
        self, backward: Value, outputs: int, reads: list[Node], place: Place
    ) -> list[Value] | None:
        upstream: Args = [self.data(place, "tensor", "float") for _ in range(outputs)]
        more: Kwargs = {}
        if reads:
            more["variables"] = self.unknown("variables", place)
        back = self.call(backward, upstream, more, place)
        if more and not (isinstance(back, Seq) and back.exact and len(back.items) == 2):
            return None
        if more and isinstance(back, Seq):
            back = back.items[0]
        return _flat([back], none=True)

    def _by_hand_edges(
        self,
        func: Function,
        slots: list[Value] | None,
        parts: list[Value] | None,
        args: Args,
        backward: Value,
        place: Place,
    ) -> tuple[list[Edge], list[Place]]:
        if slots is None or parts is None:
            leaves = [n for a in args for n in self.leaves(a, place)]
            return [Edge(n, MAYBE) for n in leaves], [place] * len(leaves)
        edges: list[Edge] = []
        places: list[Place] = []
        for i, (slot, part) in enumerate(zip(slots, parts, strict=True)):
            leaf = self.leaf(slot, place)
            if leaf is not None:
                edges.append(_edge(leaf, part))
                places.append(self._end_of(func, backward, place, i, len(parts)))
        return edges, places

    def _reads(
        self, made: list[Node], slots: list[Value] | None, start: int
    ) -> tuple[list[Node], list[Node]]:
        """The variables that the body itself reads, apart from those that it is given.

        All that it may read, and those of them that no branch leaves out.
        """
        if slots is None:
            return [], []
        given = {id(s) for s in slots}
        found: dict[int, Node] = {}
        sure: dict[int, bool] = {}
        stack = [(node, True) for node in made]
        while stack:
            node, certain = stack.pop()
            known = sure.get(id(node), False)
            if known or (id(node) in sure and not certain):
                continue
            if id(node) in given or node.seq <= start:
                continue
            sure[id(node)] = certain
            if node.kind == "read":
                if isinstance(node.fact, Var) and id(node.fact) not in given:
                    found[id(node)] = node
                continue
            certain = certain and node.kind != "phi" and not node.opaque
            stack.extend((e.to, certain) for e in node.edges if isinstance(e.to, Node))
        reads = [n for n in found.values() if isinstance(n.fact, Var) and n.fact.trainable]
        return reads, [n for n in reads if sure[id(n)]]

    def _wrapped(self, slots: list[Value] | None, place: Place) -> list[Node]:
        """Keras variables among the arguments: outside a graph TensorFlow takes them for read.

        It compares what the body reads with its arguments, and finds the variable inside.
        """
        if slots is None or self.graph_depth:
            return []
        inside = (s for s in slots if isinstance(s, Var) and s.is_keras and s.trainable)
        return [n for n in (self.leaf(v, place) for v in inside) if n is not None]

    # ------------------------------------------------------------------ places

    def _by_hand_misuse(
        self,
        func: Function,
        place: Place,
        reason: str,
        where: Place,
        read: Place | None = None,
        **facts: str,
    ) -> None:
        if self.tapes:
            name = func.name.rpartition(".")[2] or "the function"
            told: dict[str, object] = {"reason": reason, "function": name, **facts}
            self.misuses.append(Misuse("custom", where, read, told))

    def _end_of(
        self, func: Function, part: Value, place: Place, index: int = 0, count: int = 0
    ) -> Place:
        """Where a part of a call of ``func`` gives its result (that one of several)."""
        if not isinstance(part, Function):
            return place
        return self._inside(func, part, _ending(part.node, index, count), place)

    def _head_of(self, func: Function, part: Value, place: Place) -> Place:
        """Where a part of a call of ``func`` says what it takes."""
        if not isinstance(part, Function):
            return place
        named = not isinstance(part.node, ast.Lambda)
        return self._inside(func, part, _name_of(part.node) if named else part.node, place)

    def _inside(self, func: Function, part: Function, node: ast.AST, place: Place) -> Place:
        home = (place.home or place) if id(part.unit) in self.foreign else None
        return Place(part.unit, node, CallPath(place.path, place, func.name, func.node), home)


def _ending(node: ast.AST, index: int, count: int) -> ast.AST:
    if isinstance(node, ast.Lambda):
        value: ast.AST = node.body
    else:
        body: list[ast.stmt] = getattr(node, "body", [])
        inner = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
        nested = {id(n) for s in body if isinstance(s, inner) for n in nodes(s)}
        returns = [s for s in statements(body) if isinstance(s, ast.Return) and id(s) not in nested]
        if not returns:
            return _name_of(node)
        value = returns[-1].value or returns[-1]
    if isinstance(value, (ast.Tuple, ast.List)) and len(value.elts) == count:
        return value.elts[index]
    return value


@asked_once
def _name_of(node: ast.AST) -> ast.AST:
    """The name in a definition, as a piece of syntax of its own."""
    assert isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    start = node.col_offset + len("def " if isinstance(node, ast.FunctionDef) else "async def ")
    return ast.Name(
        node.name,
        ast.Load(),
        lineno=node.lineno,
        end_lineno=node.lineno,
        col_offset=start,
        end_col_offset=start + len(node.name),
    )


def _undecorated(func: Function) -> Function:
    return Function(
        func.node, func.unit, func.env, func.name, func.defaults, func.kw_defaults, func.cls
    )


def _by_leaf(
    slots: list[Value] | None, parts: list[Value] | None, edges: int
) -> tuple[Value | None, ...]:
    """The gradient for each operand, where every argument is one."""
    return tuple(parts) if slots is not None and parts is not None and len(parts) == edges else ()


def _is_own(func: Function, args: Args) -> bool:
    """Whether the first argument is the object whose method this is: TensorFlow leaves it out."""
    owner = args[0] if args and func.cls is not None and not func.binding else None
    return isinstance(owner, Obj) and not isinstance(owner, Var)


def _kept(backward: Value) -> list[Node]:
    """The tensors that a function for the gradient has from the function around it."""
    held = captured(backward) if isinstance(backward, Function) else []
    return [value for value in held if isinstance(value, Node)]


def _takes(func: Value, name: str) -> bool | None:
    """Whether a function has a parameter of this name; None where that isn't known."""
    if not isinstance(func, Function):
        return None
    spec = func.node.args
    named = any(a.arg == name for a in (*spec.posonlyargs, *spec.args, *spec.kwonlyargs))
    return named or spec.kwarg is not None


def _flat(values: Args, none: bool = False) -> list[Value] | None:
    """The parts of arguments or results, as TensorFlow counts them; None where it isn't known."""
    found: list[Value] = []
    for value in values:
        if isinstance(value, (Seq, Dict)):
            exact = value.exact if isinstance(value, Seq) else value.rest is None
            items = value.items if isinstance(value, Seq) else tuple(value.data.values())
            inner = _flat(list(items), none)
            if not exact or inner is None:
                return None
            found += inner
        elif _counts(value, none):
            found.append(value)
        else:
            return None
    return found


def _counts(value: Value, none: bool) -> bool:
    """Whether a value is surely one argument, or one gradient: that may be None."""
    if isinstance(value, Const):
        return none or value.value is not None
    return isinstance(value, Var) or (isinstance(value, Node) and not value.opaque)


def _edge(leaf: Node, part: Value) -> Edge:
    if isinstance(part, Const) and part.value is None:
        return Edge(leaf, CUT, "custom")
    if _is_zero(part):
        return Edge(leaf, MAYBE, "zero")
    return Edge(leaf, LIVE if isinstance(part, Node) else MAYBE)


def _is_zero(part: Value) -> bool:
    """Whether a gradient is written as zeros."""
    if isinstance(part, Const):
        return part.value in (0, 0.0) and not isinstance(part.value, bool)
    if not isinstance(part, Node) or part.opaque:
        return False
    name = part.op.rpartition(".")[2]
    if name in ("zeros", "zeros_like"):
        return True
    if part.kind == "data" and name in ("constant", "convert_to_tensor"):
        return "value" in part.given and _is_zero(part.given["value"])
    factors = part.given.values() if name in ("Mult", "multiply") else ()
    return any(_is_zero(factor) for factor in factors)
