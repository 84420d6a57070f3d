"""Tensors and variables: library functions by their rows, methods of tensors, arrays, variables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tapelint.flow.containers import Seq
from tapelint.flow.frames import Misuse
from tapelint.flow.graph import CUT, LIVE, MAYBE, NONE, TRUE, Const, Edge, Node, Value
from tapelint.flow.joining import dtype_of_constant
from tapelint.flow.machine import Machine
from tapelint.flow.numbers.ranges import is_flat
from tapelint.flow.numbers.rows import ZEROED, Zeroed, zeroed
from tapelint.flow.numbers.widths import SHARES, one_share
from tapelint.flow.places import Place
from tapelint.flow.proof import STORE
from tapelint.flow.python.imports import HUB_LAYER
from tapelint.flow.values import (
    CONTENT,
    FORMER,
    TRAINED,
    VALUE_TAKEN,
    Bound,
    Function,
    Lib,
    Method,
    Obj,
    Partial,
    Var,
)
from tapelint.ops.table import Condition, Row

Args = list[Value]
Kwargs = dict[str, Value]

_EXISTS: Final = "%exists"
_EDGE_STATES: Final = {"flows": LIVE, "none": CUT, "zero": MAYBE, "raises": CUT, "leaves": CUT}
_HOMES: Final = {"tf": "tensor", "numpy": "numpy", "python": "python"}
_DTYPE_CLASSES: Final = (
    ("bfloat", "float"),
    ("float", "float"),
    ("half", "float"),
    ("double", "float"),
    ("complex", "complex"),
    ("uint", "int"),
    ("qint", "int"),
    ("int", "int"),
    ("long", "int"),
    ("bool", "bool"),
    ("str", "string"),
)


class Tensors(Machine):
    """Library functions by row, and what tensors, arrays and variables can do."""

    # ------------------------------------------------------------------ calls by row

    def call_row(self, row: Row, args: Args, kwargs: Kwargs, place: Place, symbol: str) -> Value:
        """Call a library function as the op table describes it."""
        given = bind_row(row, args, kwargs)
        if row.name.rpartition(".")[2] in _SHAPE_ONLY:
            return self._like(row, given, place, symbol)
        effects, output, structure, curve = self._conditioned(row, given)
        edges = self._row_edges(row, given, effects, place)
        home = _HOMES.get(row.home, "unknown")
        dtype = self._row_dtype(output, row, given, edges)
        if row.home == "object" or structure == "none":
            return self._row_object(row, given, structure, place)
        if any(e.to.home == "symbolic" for e in edges if isinstance(e.to, Node)):
            home = "symbolic"
        if not edges and not self._any_tensor(given, place):
            made = self.node("data", row.name, (), place, home, dtype, symbol)
            made.given = given
            return self._shaped(made, structure, output)
        if row.home in ("numpy", "python"):
            self._numpy_edges(edges, place)
        self.raising = self.raising or any(e.why == "raises" for e in edges)
        if row.each and structure == f"tuple:{len(row.each)}":
            return self._each_result(row, given, output, home, place, symbol)
        node = self.node("op", row.name, edges, place, home, dtype, symbol)
        node.curve = curve
        node.given = given
        shared = row.name.rpartition(".")[2] in SHARES and one_share(node)
        if shared or (row.curve == "piecewise" and is_flat(node)):
            for edge in edges:
                edge.state, edge.why = MAYBE, "zero"
        if structure == "list":
            structure = f"list:{_pieces(given)}"
        return self._shaped(node, structure, output, row.parts)

    def _each_result(
        self,
        row: Row,
        given: Mapping[str, Value],
        output: str,
        home: str,
        place: Place,
        symbol: str,
    ) -> Value:
        """Several results that treat the arguments differently, such as values and indices."""
        dtypes = output.split(",")
        results: list[Value] = []
        for i, effects in enumerate(row.each):
            edges = self._row_edges(row, given, effects, place)
            dtype = self._row_dtype(dtypes[min(i, len(dtypes) - 1)], row, given, edges)
            results.append(self.node("op", row.name, edges, place, home, dtype, symbol))
        return Seq("tuple", tuple(results))

    def _like(self, row: Row, given: Mapping[str, Value], place: Place, symbol: str) -> Node:
        """A result that depends on the shape of its argument alone."""
        edges = [Edge(n, LIVE) for v in given.values() for n in self.leaves(v, place)]
        symbolic = any(isinstance(e.to, Node) and e.to.home == "symbolic" for e in edges)
        dtype = self._row_dtype(row.output, row, given, edges)
        home = "symbolic" if symbolic else _HOMES.get(row.home, "tensor")
        return self.node("data", row.name, edges if symbolic else (), place, home, dtype, symbol)

    def _row_object(
        self, row: Row, given: Mapping[str, Value], structure: str, place: Place
    ) -> Value:
        if structure == "none":
            return NONE
        return self.unknown(row.name, place, given.values())

    def _any_tensor(self, given: Mapping[str, Value], place: Place) -> bool:
        return any(self.leaves(v, place) for v in given.values())

    @staticmethod
    def _numpy_edges(edges: list[Edge], place: Place) -> None:
        """An array stays an array: only what comes from TensorFlow dies in NumPy."""
        for edge in edges:
            if isinstance(edge.to, Node) and edge.to.home in ("numpy", "python"):
                edge.state, edge.why = LIVE, ""

    def _conditioned(
        self, row: Row, given: Mapping[str, Value]
    ) -> tuple[Mapping[str, str], str, str, str]:
        output, structure, curve = row.output, row.structure, row.curve
        if not row.conditions:
            return row.effects, output, structure, curve
        effects: dict[str, str] = dict(row.effects)
        for condition in row.conditions:
            holds = self._holds(condition, given)
            if holds is False:
                continue
            for name, effect in condition.effects.items():
                effects[name] = effect if holds or effects.get(name) == effect else "unknown"
            if condition.output and condition.output != output:
                output = condition.output if holds else "unknown"
            if condition.structure and condition.structure != structure:
                structure = condition.structure if holds else "unknown"
            if condition.curve and condition.curve != curve:
                curve = condition.curve if holds else "unknown"
        return effects, output, structure, curve

    def _holds(self, condition: Condition, given: Mapping[str, Value]) -> bool | None:
        value = given.get(condition.param)
        if value is None:
            return None in condition.values
        if value is NONE:
            return None in condition.values
        if is_dtype_param(condition.param):
            kind = dtype_class(value)
            return None if kind == "unknown" else kind in condition.values
        if isinstance(value, Const):
            return value.value in condition.values
        if isinstance(value, Lib):
            return value.path in condition.values
        return None

    def _row_edges(
        self, row: Row, given: Mapping[str, Value], effects: Mapping[str, str], place: Place
    ) -> list[Edge]:
        edges: list[Edge] = []
        for name, value in given.items():
            if isinstance(value, (Const, Lib)):
                continue
            effect = effects.get(name, "")
            edges.extend(self._row_edge(effect, leaf) for leaf in self.leaves(value, place))
        return edges

    @staticmethod
    def _row_edge(effect: str, leaf: Node) -> Edge:
        if not effect:
            passive = leaf.dtype in ("int", "bool", "string") or leaf.home in ("python", "numpy")
            return Edge(leaf, CUT if passive else MAYBE, "op")
        state = _EDGE_STATES.get(effect, MAYBE)
        why = {"none": "op", "raises": "raises", "leaves": "leaves", "zero": "zero"}.get(effect, "")
        return Edge(leaf, state, why)

    def _row_dtype(
        self, output: str, row: Row, given: Mapping[str, Value], edges: list[Edge]
    ) -> str:
        output = output.partition(",")[0]
        for name, value in given.items():
            if is_dtype_param(name) and value is not NONE and output != "string":
                return dtype_class(value)
        if row.name in ("tf.one_hot", "keras.ops.one_hot", "keras.utils.to_categorical"):
            return "unknown" if "on_value" in given else "float"
        if output == "dtype":
            output = "same"
        if output == "same":
            values = {n: v for n, v in given.items() if n not in _NO_DTYPE}
            if row.name == "tf.fill":
                values.pop("dims", None)
            tensors = {id(n) for v in values.values() for n in self.leaves(v, None)}
            return self._same_dtype(values, [e for e in edges if id(e.to) in tensors])
        return output if output != "none" else "unknown"

    def _same_dtype(self, given: Mapping[str, Value], edges: list[Edge]) -> str:
        kinds = [e.to.dtype for e in edges if isinstance(e.to, Node)]
        for kind in kinds:
            if kind in ("float", "complex"):
                return kind
        if kinds:
            return kinds[0] if all(k == kinds[0] for k in kinds) else "unknown"
        return self.dtype_of(Seq("list", tuple(v for v in given.values() if v is not NONE)))

    def dtype_of(self, value: Value) -> str:
        """The dtype class that a value has or would get as a tensor."""
        if isinstance(value, (Node, Var)):
            return value.dtype
        if isinstance(value, Const):
            return dtype_of_constant(value.value)
        if isinstance(value, Seq):
            kinds = [self.dtype_of(v) for v in value.items]
            if not kinds:
                return "float" if value.exact else "unknown"
            for kind in ("float", "complex", "string", "unknown", "int", "bool"):
                if kind in kinds:
                    return kind
        return "unknown"

    def _shaped(
        self, node: Node, structure: str, output: str = "", parts: tuple[str, ...] = ()
    ) -> Value:
        if parts:
            return Seq(
                "tuple",
                tuple(self._shaped(self._part(node, i, []), p) for i, p in enumerate(parts)),
            )
        dtypes = output.split(",") if "," in output else []
        if structure.startswith("tuple:"):
            count = int(structure[6:])
            return Seq("tuple", tuple(self._part(node, i, dtypes) for i in range(count)))
        if structure.startswith("list"):
            count = int(structure[5:] or 0)
            parts_of_it = tuple(self._part(node, i, dtypes) for i in range(count))
            return Seq("list", parts_of_it, None if count else self._part(node, 0, dtypes))
        if structure in ("nested", "unknown"):
            # It may be a dictionary or a list of tensors: what is taken from it isn't known.
            node.kind, node.home = "opaque", "unknown"
        return node

    def _part(self, node: Node, index: int, dtypes: list[str]) -> Node:
        dtype = dtypes[index] if index < len(dtypes) else node.dtype
        if dtype not in ("float", "int", "bool", "complex", "string"):
            dtype = node.dtype
        dead = dtype in ("int", "bool", "string") and node.dtype != dtype
        edge = Edge(node, CUT if dead else LIVE, "op" if dead else "")
        part = self.node("op", node.op if dead else "part", [edge], node.place, node.home, dtype)
        part.symbol = node.symbol
        part.curve = "linear"
        return part

    # ------------------------------------------------------------------ numbers in, tensors out

    def as_tensor(self, value: Value, place: Place, symbol: str, dtype: str = "") -> Node:
        """What ``tf.convert_to_tensor`` makes of a value: tensors pass, lists are stacked."""
        node = self.leaf(value, place)
        if node is not None and node.home in ("tensor", "symbolic") and not dtype:
            return node
        leaves = self.leaves(value, place)
        kind = dtype or self.dtype_of(value)
        if not leaves:
            out = self.node("data", symbol, (), place, "tensor", kind, symbol)
            out.fact = value.value if isinstance(value, Const) else None
            out.given = {"value": value}
            return out
        home = "tensor"
        if any(n.home == "symbolic" for n in leaves):
            home = "symbolic"
        out = self.node("op", symbol, [Edge(n, LIVE) for n in leaves], place, home, kind, symbol)
        out.curve = "linear"
        return out

    # ------------------------------------------------------------------ methods of tensors

    def call_node_method(
        self, owner: Node, name: str, args: Args, kwargs: Kwargs, place: Place
    ) -> Value:
        """A method of a tensor or array."""
        if owner.kind == "data" and owner.home == "python" and owner.dtype == "string":
            return self.text_method(name, place)
        if owner.home == "numpy" or (owner.home == "python" and name in _ARRAY_METHODS):
            return self._array_method(owner, name, args, kwargs, place)
        if name in ("numpy", "item", "tolist", "__array__"):
            self.takes_value(owner, "AttributeError", place)
            return self._taken_out(owner, name, place)
        if name in ("assign", "assign_add", "assign_sub", "assign_mul"):
            if isinstance(owner.fact, tuple) and owner.fact[0] == "slice":
                return self.write(owner.fact[1], args[0] if args else NONE, place, True)
            if owner.home == "tensor" and owner.kind != "phi":
                self.found_tensor_assign(owner, name, place)
            return self.unknown(f".{name}", place, [owner, *args])
        if name in _SHAPE_METHODS or (owner.kind == "data" and name in _OF_SHAPES):
            return self.data(place, "python", "bool" if name.startswith("is_") else "int")
        if name in _DEAD_METHODS:
            return self.node("op", name, [Edge(owner, CUT, "op")], place, owner.home, "bool", name)
        if name in _TENSOR_METHODS:
            leaves = [owner, *(n for a in args for n in self.leaves(a, place))]
            return self.node(
                "op",
                name,
                [Edge(n, LIVE) for n in leaves],
                place,
                owner.home,
                owner.dtype,
                f".{name}()",
            )
        if name == "__getitem__" and args:
            return self.item(owner, args[0], place)
        return self.unknown(f".{name}", place, [owner, *args, *kwargs.values()])

    def found_tensor_assign(self, owner: Node, name: str, place: Place) -> None:
        """A tensor has no ``assign`` and takes no item assignment."""
        if owner.home != "tensor":
            return
        label = owner.bind.name if owner.bind is not None else ""
        facts: dict[str, object] = {"name": label, "method": name, "tensor": owner}
        self.misuses.append(Misuse("tensor-assign", place, None, facts))

    def _array_method(
        self, owner: Node, name: str, args: Args, kwargs: Kwargs, place: Place
    ) -> Value:
        dtype = owner.dtype
        if name in ("astype", "view"):
            dtype = dtype_class(args[0]) if args else "unknown"
        elif name in ("argmax", "argmin", "argsort", "nonzero", "searchsorted"):
            dtype = "int"
        elif name in ("mean", "std", "var") and dtype == "int":
            dtype = "float"
        elif name in ("any", "all"):
            dtype = "bool"
        elif name == "tobytes":
            return self.data(place, "python", "string")
        home = "python" if name in ("item", "tolist") else owner.home
        leaves = [owner, *(n for a in args for n in self.leaves(a, place))]
        if owner.kind == "data" and len(leaves) == 1:
            return self.data(place, home, dtype)
        edges = [Edge(n, LIVE if n.home != "tensor" else CUT, "leaves") for n in leaves]
        return self.node("op", name, edges, place, home, dtype, f".{name}()")

    def tensor_item_set(self, owner: Node, key: Value, value: Value, place: Place) -> None:
        """``x[key] = value``: raises for a tensor; copies a number into an array."""
        named = isinstance(key, Const) and isinstance(key.value, str)
        if owner.home == "tensor" and _may_be_several(owner) and not isinstance(key, Seq):
            owner.kind, owner.op, owner.edges = "opaque", "a list or a tensor", ()
        if owner.home == "tensor" and owner.kind in ("op", "data", "read", "grad") and not named:
            self.found_tensor_assign(owner, "[]", place)
            # What would have been written isn't known: the program ends here.
            owner.kind, owner.op, owner.edges = "opaque", "argument of a failed assignment", ()
            return
        if owner.opaque:
            self.keep(owner, [key, value])
            self.havoc([value], place)  # whoever has it may change it from now on
            return
        if owner.home == "numpy":
            self._note_zeros(owner, key, value)
        for leaf in self.leaves(value, place):
            known = owner.home == "numpy"
            stored: Node = leaf
            if known and leaf.home == "tensor":
                cut = [Edge(leaf, CUT, "leaves")]
                written = f"{place.source()} = …"
                stored = self.node("op", STORE, cut, place, "numpy", leaf.dtype, written)
            owner.edges = (*owner.edges, Edge(stored, LIVE if known else MAYBE, "leaves"))

    def _note_zeros(self, array: Node, key: Value, value: Value) -> None:
        known = array.given.get(ZEROED)
        if not isinstance(known, Zeroed):
            known = Zeroed()
            array.given = {**array.given, ZEROED: known}
        self.seq += 1
        content = zeroed(known, key, value, self.seq, not self.forks)
        self.heap.put(known.cells, ZEROED, content)

    # ------------------------------------------------------------------ variables

    def make_variable(
        self, kind: str, args: Args, kwargs: Kwargs, place: Place, owner: Obj | None = None
    ) -> Value:
        """``tf.Variable(…)`` or ``keras.Variable(…)``."""
        names = ("initial_value", "trainable") if kind == "tf" else ("initializer", "shape")
        given = dict(zip(names, args, strict=False)) | kwargs
        initial = given.get(names[0], NONE)
        if kind == "keras":
            initial = filled(initial)
            if "dtype" not in given and len(args) > 2:
                given["dtype"] = args[2]
        self.seq += 1
        trainable = self._flag(given.get("trainable"), True)
        dtype = self._variable_dtype(kind, given, initial, place)
        name = given.get("name")
        label = str(name.value) if isinstance(name, Const) and name.value else ""
        var = Var(kind, dtype, trainable, label, place, self.seq)
        content = self.initial_value(initial, place)
        var.fields[CONTENT] = content
        self.created(var, place)
        return var

    def created(self, var: Var, place: Place) -> None:
        """Note where a variable comes from: the same place may make it again and again."""
        made = self.allocations.setdefault((*place.key(), var.name), [])
        # One that a branch made is gone where the other branch runs. A helper makes it for several.
        before = [v for v in reversed(made) if _EXISTS in v.fields]
        way = _way(place)
        same = (v for v in before if v.place is not None and _way(v.place) == way)
        var.fields[FORMER] = next(same, before[0] if before else None)
        made.append(var)
        self.heap.put(var.fields, _EXISTS, TRUE)
        var.fields["born"] = self.tapes
        var.fields["loop"] = "data" if "data" in self.loops else "".join(self.loops[-1:])
        # A half-typed line may be what calls this function, or keeps it from being traced again.
        if self.retracing and not self.forks and not self.holes:
            self.misuses.append(Misuse("fresh", place, None, {"name": var.name, "graph": "yes"}))

    def made_again(self, var: Var) -> bool:
        """Have a variable again that an undone branch made; False where it exists already."""
        if _EXISTS in var.fields:
            return False
        self.heap.put(var.fields, _EXISTS, TRUE)
        return True

    def initial_value(self, initial: Value, place: Place) -> Node:
        """What a variable is made from."""
        if isinstance(initial, (Function, Bound, Partial)):
            initial = self.call(initial, [], {}, place)
        leaves = (
            []
            if isinstance(initial, (Obj, Lib)) and not isinstance(initial, Var)
            else (self.leaves(initial, place))
        )
        edges = [Edge(n, CUT, "rewrap") for n in leaves]
        kind = "op" if edges else "data"
        symbol = "tf.Variable"
        made = self.node(kind, symbol, edges, place, "tensor", "unknown", symbol)
        made.given = {"value": initial}
        return made

    def _variable_dtype(
        self, kind: str, given: Mapping[str, Value], initial: Value, place: Place
    ) -> str:
        dtype = given.get("dtype")
        if dtype is not None and dtype is not NONE:
            return dtype_class(dtype)
        if kind == "keras":
            return "float"
        if isinstance(initial, (Function, Bound, Partial)):
            return "unknown"
        leaves = self.leaves(initial, place)
        return leaves[0].dtype if len(leaves) == 1 else self.dtype_of(initial)

    @staticmethod
    def _flag(value: Value | None, default: bool) -> bool | None:
        if value is None or value is NONE:
            return default
        return bool(value.value) if isinstance(value, Const) else None

    def variable_attribute(self, owner: Var, name: str, place: Place) -> Value:
        """An attribute of a variable."""
        if name in owner.fields and name not in (CONTENT, TRAINED):
            value: Value = owner.fields[name]
            return value
        if name == "trainable":
            return Const(owner.trainable) if owner.trainable is not None else self.data(None)
        if name == "name":
            return Const(f"{owner.name}:0" if not owner.is_keras else owner.name)
        if name == "path" and owner.is_keras:
            return self.data(None, "python", "string")
        if name == "value" and owner.is_keras:
            self.heap.put(owner.fields, VALUE_TAKEN, TRUE)
            return owner
        if name in ("shape", "dtype", "device", "ndim", "size"):
            return self.shape_of(self.read(owner, place), name)
        self.note_variable_member(owner, name, place)
        return Method(owner, name)

    def _taken_out(self, owner: Node, name: str, place: Place) -> Node:
        edge = Edge(owner, CUT, "leaves")
        home = "numpy" if name in ("numpy", "__array__") else "python"
        return self.node("op", name, [edge], place, home, owner.dtype, f".{name}()")

    def call_variable_method(
        self, owner: Var, name: str, args: Args, kwargs: Kwargs, place: Place
    ) -> Value:
        """A method of a variable."""
        if name.startswith("assign") or name in (
            "scatter_update",
            "scatter_add",
            "scatter_sub",
            "load",
        ):
            value = args[0] if args else kwargs.get("value", kwargs.get("delta", NONE))
            return self.write(owner, value, place, name != "assign")
        if name.startswith("scatter_nd"):
            return self.write(owner, args[1] if len(args) > 1 else NONE, place, True)
        if name in ("read_value", "value"):
            return self.read(owner, place)
        if name == "initialized_value":
            return self.read(owner, place)
        if name == "numpy":
            self.takes_value(owner, "NotImplementedError", place)
            return self._taken_out(self.read(owner, place), name, place)
        return self.call_node_method(self.read(owner, place), name, args, kwargs, place)

    def write(self, owner: Var, value: Value, place: Place, keeps: bool) -> Value:
        """Write a variable's content; the tape doesn't follow the value through the write."""
        leaves = self.leaves(value, place)
        edges = [Edge(n, CUT, "state-write") for n in leaves]
        if keeps and isinstance(owner.fields.get(CONTENT), Node):
            edges.append(Edge(owner.fields[CONTENT], LIVE))
        content = self.node("op", "assign", edges, place, "tensor", owner.dtype, "assign")
        self.heap.put(owner.fields, CONTENT, content)
        if any(n.kind == "grad" or reads_gradient(n) for n in leaves):
            self.trained(owner, place)
        self.written[id(owner)] = owner
        return owner

    def trained(self, var: Var, place: Place) -> None:
        """A variable was updated by a gradient."""
        count = var.fields.get(TRAINED, (0, 0))[0]
        self.heap.put(var.fields, TRAINED, (count + 1, self.seq))


def reads_gradient(node: Node, depth: int = 4) -> bool:
    """Whether a value was computed from the result of a gradient request."""
    if node.kind == "grad":
        return True
    if depth == 0:
        return False
    return any(isinstance(e.to, Node) and reads_gradient(e.to, depth - 1) for e in node.edges)


def bind_row(row: Row, args: Args, kwargs: Kwargs) -> dict[str, Value]:
    """Which parameter each argument is for."""
    given: dict[str, Value] = {}
    names = [p for p in row.params if p.kind in ("pos", "var")]
    i = 0
    for p in names:
        if i >= len(args):
            break
        if p.kind == "var":
            given[p.name] = Seq("tuple", tuple(args[i:]))
            i = len(args)
        else:
            given[p.name] = args[i]
            i += 1
    for extra in args[i:]:
        given[f"%{len(given)}"] = extra
    given.update(kwargs)
    return given


def is_dtype_param(name: str) -> bool:
    """Whether a parameter takes a dtype."""
    return name in ("dtype", "out_type", "output_type", "Tout", "T", "DstT", "dst_dtype", "type")


def dtype_class(value: Value) -> str:
    """The dtype class that a dtype argument names."""
    name = ""
    if isinstance(value, Const) and isinstance(value.value, str):
        name = value.value
    elif isinstance(value, Lib):
        name = value.path.rpartition(".")[2]
    for part, kind in _DTYPE_CLASSES:
        if part in name:
            return kind
    return "unknown"


_SHAPE_ONLY: Final = frozenset(
    [
        "shape",
        "size",
        "rank",
        "zeros_like",
        "ones_like",
        "full_like",
        "empty_like",
        "shape_n",
        "ndim",
    ]
)
# Arguments whose dtype says nothing about the result's.
_NO_DTYPE: Final = frozenset(
    {
        "condition",
        "cond",
        "mask",
        "indices",
        "axis",
        "axes",
        "shape",
        "segment_ids",
        "num_segments",
        "perm",
        "repeats",
        "multiples",
        "paddings",
        "seed",
        "name",
    }
)
_SHAPE_METHODS: Final = frozenset({"get_shape", "set_shape", "rank", "as_list", "consumers"})
_OF_SHAPES: Final = frozenset(
    {
        "concatenate",
        "is_compatible_with",
        "is_fully_defined",
        "merge_with",
        "num_elements",
        "with_rank",
        "with_rank_at_least",
        "with_rank_at_most",
    }
)
_DEAD_METHODS: Final = frozenset({"__eq__", "__ne__", "__lt__", "__gt__", "__le__", "__ge__"})
_TENSOR_METHODS: Final = frozenset(
    {"__add__", "__radd__", "__mul__", "__rmul__", "__sub__", "__truediv__", "to_tensor", "clone"}
)
_ARRAY_METHODS: Final = frozenset({"astype", "reshape", "mean", "sum", "item", "copy", "tolist"})


def _may_be_several(value: Node) -> bool:
    """Whether what counts as one tensor may be a list of them: nobody says what is given there."""
    while value.op in ("getitem", "element") and value.edges:
        behind = value.edges[0].to
        if not isinstance(behind, Node):
            return False
        value = behind
    return value.opaque or value.op in ("input", HUB_LAYER)


def _pieces(given: Mapping[str, Value]) -> int:
    """How many tensors a split gives; 0 where that isn't known."""
    said = given.get("num_or_size_splits", given.get("indices_or_sections", given.get("num")))
    if isinstance(said, Const) and type(said.value) is int:
        return said.value if 0 < said.value <= _MOST_PIECES else 0
    if isinstance(said, Seq) and said.exact and len(said.items) < _MOST_PIECES:
        return len(said.items) + ("indices_or_sections" in given)
    return 0


def _way(place: Place) -> list[object]:
    """The calls that led to a place."""
    return [path.call.node for path in place.path.chain() if path.call is not None]


def filled(initializer: Value) -> Value:
    """The number that an initializer fills a variable of Keras with, if it is just one."""
    if isinstance(initializer, Const):
        name = str(initializer.value)
    elif isinstance(initializer, (Obj, Lib)) and initializer.path.startswith("keras.initializers"):
        name = initializer.path.rpartition(".")[2]
    else:
        return initializer
    if name.lower() == "constant" and isinstance(initializer, Obj):
        given = initializer.fields.get("%arg:value")
        return given if isinstance(given, Const) else initializer
    number = _FILLING.get(name.lower())
    return initializer if number is None else Const(number)


_MOST_PIECES: Final = 16
_FILLING: Final = {"zeros": 0.0, "zero": 0.0, "ones": 1.0, "one": 1.0}
