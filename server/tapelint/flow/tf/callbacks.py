"""Library functions that call the program back: control flow, maps, gradients of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from tapelint.flow.asking.query import history, with_operands
from tapelint.flow.containers import Content, Dict, Seq
from tapelint.flow.graph import CUT, LIVE, MAYBE, NONE, Const, Edge, Node, Value
from tapelint.flow.machine import Machine
from tapelint.flow.places import Place
from tapelint.flow.python.truth import truth
from tapelint.flow.tf.tensors import dtype_class
from tapelint.flow.values import Bound, Function, Lib, Obj, Partial, Var

Args = list[Value]
Kwargs = dict[str, Value]

_BACK: Final = "back_prop"


class Callbacks(Machine):
    """Library functions that call the program back: control flow, maps, gradients of its own."""

    def _tf_function(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        func = args[0] if args else kwargs.get("func")
        if func is None or func is NONE:
            return Partial(Lib("tf.function"), (), kwargs)
        graph = self._in_graph(func)
        plain = graph.func if isinstance(graph, Bound) else graph
        if "autograph" in kwargs and isinstance(plain, Function):
            self.plain_graphs.add(id(plain.node))
        return graph

    def _in_graph(self, func: Value) -> Value:
        if isinstance(func, Function):
            copy = Function(
                func.node, func.unit, func.env, func.name, func.defaults, func.kw_defaults, func.cls
            )
            copy.binding, copy.role = func.binding, func.role
            copy.fields = func.fields
            copy.graph = True
            return copy
        if isinstance(func, Bound):
            return Bound(self._in_graph(func.func), func.owner)
        return func

    def _switch(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        """``tf.switch_case``, ``tf.case``, ``keras.ops.switch``: any of the branches."""
        out: Value | None = None
        operands = args[2:] if args[2:] and not self._calls_back(args[2]) else []
        chosen = self._chosen_branch(args)
        if chosen is not None:
            return self.call(chosen, list(operands), {}, place)
        for branch in self._branches([*args[:2], *kwargs.values(), *args[2:]]):
            made = self.call(branch, list(operands), {}, place)
            out = made if out is None else self.phi(out, made)
        return out if out is not None else self.unknown("switch", place, args)

    def _chosen_branch(self, args: Args) -> Value | None:
        """The branch of a known number, where there is one."""
        if len(args) < 2 or not isinstance(args[1], (Seq, Dict)):
            return None
        index = args[0].fact if isinstance(args[0], Node) and args[0].kind == "data" else None
        if isinstance(args[0], Const):
            index = args[0].value
        if isinstance(index, bool) or not isinstance(index, int):
            return None
        branches = args[1]
        if isinstance(branches, Dict):
            found: Value | None = branches.data.get(index)
            return found
        plain = branches.exact and all(self._calls_back(b) for b in branches.items)
        return branches.items[index] if plain and 0 <= index < len(branches.items) else None

    def _branches(self, values: Args) -> Args:
        found: Args = []
        for value in values:
            if isinstance(value, (Function, Bound, Partial)):
                found.append(value)
            elif isinstance(value, Seq):
                found.extend(self._branches(list(value.items)))
            elif isinstance(value, Dict):
                found.extend(self._branches(list(value.data.values())))
        return found

    def _fori_loop(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        given = dict(zip(("lower", "upper", "body_fun", "init_val"), args, strict=False)) | kwargs
        state = given.get("init_val", NONE)
        for _ in range(2):
            step = self.data(place, "tensor", "int")
            state = self.call(given.get("body_fun", NONE), [step, state], {}, place)
        return state

    def _cond(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        names = ("pred", "true_fn", "false_fn")
        given = dict(zip(names, args, strict=False)) | kwargs
        yes, no = given.get("true_fn", NONE), given.get("false_fn", NONE)
        test = truth(self, given.get("pred", NONE))
        if test is True:
            return self.call(yes, [], {}, place)
        if test is False:
            return self.call(no, [], {}, place)
        results: list[Value] = []

        def way(func: Value) -> Callable[[], int]:
            def run() -> int:
                results.append(self.call(func, [], {}, place))
                return 0

            return run

        self.fork(way(yes), way(no))
        if not results:
            return self.unknown("tf.cond", place, [yes, no])
        out: Value = results[0]
        for result in results[1:]:  # where one of them raises, it is the other's
            out = self.phi(out, result)
        return out

    def _while_loop(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        names = ("cond", "body", "loop_vars", "shape_invariants", "parallel_iterations")
        given = dict(zip((*names, _BACK), args, strict=False)) | kwargs
        body = given.get("body", NONE)
        start = given.get("loop_vars", NONE)
        items, rest = self.items_of(start, place) if isinstance(start, Seq) else ([start], None)
        if rest is not None:
            return self.unknown("tf.while_loop", place, [body, start])
        state: list[Value] = [self._loop_value(v, place) for v in items]
        for _ in range(2):
            if "cond" in given:
                self.call(given["cond"], list(state), {}, place)
            made = self.call(body, list(state), {}, place)
            if isinstance(made, Seq) and made.exact and len(made.items) == len(state):
                state = list(made.items)
            elif len(state) == 1:
                state = [made]
            else:
                state = [self.unknown("tf.while_loop", place, [made])] * len(state)
        made = Seq("list", tuple(state)) if isinstance(start, Seq) else state[0]
        return self._without_way_back(made, given, place)

    def _without_way_back(self, made: Value, given: Kwargs, place: Place) -> Value:
        """What a loop gives that was told ``back_prop=False``: in a graph its way back ends."""
        told = given.get(_BACK)
        if not self.graph_depth or not isinstance(told, Const) or told.value:
            return made
        return self._stopped(made, place)

    def _stopped(self, value: Value, place: Place) -> Value:
        if isinstance(value, Seq):
            rest = None if value.rest is None else self._stopped(value.rest, place)
            return Seq(value.kind, tuple(self._stopped(v, place) for v in value.items), rest)
        if not isinstance(value, Node) or value.opaque:
            return value
        cut = [Edge(value, CUT, "op")]
        out = self.node("op", "tf.stop_gradient", cut, place, value.home, value.dtype)
        out.symbol = "back_prop=False"
        return out

    def _loop_value(self, value: Value, place: Place) -> Value:
        if isinstance(value, Const) and isinstance(value.value, (int, float)):
            return self.data(place, "tensor", self.dtype_of(value))
        return value

    def _element(self, value: Value, place: Place) -> Value:
        """One slice along the first axis of a tensor or of each in a structure."""
        if isinstance(value, Seq):
            rest = None if value.rest is None else self._element(value.rest, place)
            return Seq(value.kind, tuple(self._element(v, place) for v in value.items), rest)
        node = self.as_tensor(value, place, "element")
        out = self.node("op", "element", [Edge(node, LIVE)], place, node.home, node.dtype)
        out.curve = "linear"
        return out

    def _stacked(self, value: Value, place: Place, symbol: str) -> Value:
        if isinstance(value, Seq):
            rest = None if value.rest is None else self._stacked(value.rest, place, symbol)
            items = tuple(self._stacked(v, place, symbol) for v in value.items)
            return Seq(value.kind, items, rest)
        if isinstance(value, Node) and value.opaque:
            return value  # it may be a structure
        return self.as_tensor(value, place, symbol)

    def _map_fn(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        names = ("fn", "elems", "dtype", "parallel_iterations", _BACK)
        given = dict(zip(names, args, strict=False)) | kwargs
        func = given.get("fn", given.get("f", NONE))
        elems = given.get("elems", given.get("xs", NONE))
        made = self.call(func, [self._element(elems, place)], {}, place)
        made = self._stacked(made, place, "tf.map_fn")
        return self._without_way_back(made, given, place)

    def _map_flat_values(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        """``tf.ragged.map_flat_values(op, …)``: ``op`` of what the ragged tensors hold."""
        given = dict(kwargs)
        func = args[0] if args else given.pop("op", NONE)
        return self.call(func, list(args[1:]), given, place)

    def _vectorized_map(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        return self._map_fn(args[:2], kwargs, place)

    def _scan(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        names = ("fn", "elems", "initializer", "parallel_iterations", _BACK)
        given = dict(zip(names, args, strict=False)) | kwargs
        func, elems = given.get("fn", NONE), given.get("elems", NONE)
        element = self._element(elems, place)
        state = given.get("initializer")
        if state is None or state is NONE:
            state = element
        for _ in range(2):
            state = self.call(func, [state, element], {}, place)
        made = self._stacked(state, place, "tf.scan")
        return self._without_way_back(made, given, place)

    def _keras_scan(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        given = dict(zip(("f", "init", "xs"), args, strict=False)) | kwargs
        func, state = given.get("f", NONE), given.get("init", NONE)
        xs = given.get("xs", NONE)
        element = NONE if xs is NONE else self._element(xs, place)
        out: Value = NONE
        for _ in range(2):
            made = self.call(func, [state, element], {}, place)
            if not isinstance(made, Seq) or len(made.items) != 2:
                return self.unknown("keras.ops.scan", place, [made])
            state, out = made.items
        return Seq(
            "tuple",
            (
                state,
                out
                if isinstance(out, Const) and out.value is None
                else self._stacked(out, place, "scan"),
            ),
        )

    def _recompute(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        return args[0] if args else NONE

    def _py_function(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        given = dict(zip(("func", "inp", "Tout"), args, strict=False)) | kwargs
        inp = given.get("inp", Seq("list", ()))
        items, rest = self.items_of(inp, place)
        items = [self.as_tensor(v, place, "inp") if isinstance(v, Var) else v for v in items]
        func = given.get("func", NONE)
        start = self.seq
        made: Value = self.outside_graph(lambda: self.call(func, items, {}, place))
        leaves = self.leaves(made, place)
        seen = self._one_operation(leaves, items, start, place) if rest is None else leaves
        edges = [Edge(n, MAYBE if n.home != "tensor" else LIVE) for n in seen]
        return self.node("op", "tf.py_function", edges, place, "tensor", "float", "tf.py_function")

    def _one_operation(self, made: list[Node], items: Args, start: int, place: Place) -> list[Node]:
        """What was computed inside, where a gradient comes back to the given tensors alone.

        What a function captures isn't followed: a tape sees one operation of what it is given.
        """
        given = {id(n) for item in items for n in self.leaves(item, place)}
        twins: dict[int, Node] = {}
        for node in history(made):
            if node.seq <= start and node.kind in ("op", "read", "grad", "phi"):
                captured = id(node) not in given
            else:
                captured = node.kind == "read"
            if captured:
                cut = [Edge(node, CUT, "captured")]
                home, dtype = node.home, node.dtype
                twins[id(node)] = self.node("op", "tf.py_function", cut, place, home, dtype)
            elif node.seq > start and any(id(e.to) in twins for e in node.edges):
                twins[id(node)] = with_operands(node, twins)
        return [twins.get(id(n), n) for n in made]

    def _numpy_function(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        given = dict(zip(("func", "inp", "Tout"), args, strict=False)) | kwargs
        leaves = self.leaves(given.get("inp", NONE), place)
        edges = [Edge(n, CUT, "leaves") for n in leaves]
        dtype = dtype_class(given.get("Tout", NONE))
        return self.node(
            "op", "tf.numpy_function", edges, place, "tensor", dtype, "tf.numpy_function"
        )

    def _tensor_array(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        self.seq += 1
        out = Obj("tensorarray", "tf.TensorArray", None, place, self.seq)
        dtype = args[0] if args else kwargs.get("dtype", NONE)
        out.fields["dtype"] = Const(dtype_class(dtype))
        out.fields["values"] = Seq("list", ())
        return out

    def tensor_array_method(self, owner: Obj, name: str, args: Args, place: Place) -> Value:
        """A method of a ``tf.TensorArray``."""
        values = owner.fields["values"]
        assert isinstance(values, Seq)
        dtype = owner.fields["dtype"].value
        if name in ("write", "scatter", "split", "unstack"):
            added = args[-1] if args else NONE
            if name != "write":
                added = self._element(added, place)
            if values.rest is None:
                content = Content((*values.items, added), None)
            else:
                content = Content(values.items, self.phi(values.rest, added))
            self.heap.put(values.data, "content", content)
            return owner
        leaves = self.leaves(values, place)
        edges = [Edge(n, LIVE) for n in leaves]
        if name in ("read", "stack", "concat", "gather"):
            out = self.node(
                "op", f"TensorArray.{name}", edges, place, "tensor", dtype, f".{name}()"
            )
            out.curve = "linear"
            return out
        return owner if name in ("mark_used", "identity") else self.data(place, "python", "int")
