"""Operators and comparisons, of numbers, containers, tensors and the program's own objects."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable
from typing import Any, Final

from tapelint.flow.containers import SLICE, Content, Dict, Lazy, Seq, Union
from tapelint.flow.graph import CUT, FALSE, LIVE, TRUE, Const, Edge, Node, Value
from tapelint.flow.joining import dtype_of_constant
from tapelint.flow.machine import ANYTHING, HOLE, Machine
from tapelint.flow.places import Place
from tapelint.flow.python.truth import are_apart, is_none, truth
from tapelint.flow.values import MISSING, Class, Lib, Obj, Var

Args = list[Value]
Kwargs = dict[str, Value]


_NUMBERS: Final = (Node, Var, Const)


class Operators(Machine):
    """Operators and comparisons, of numbers, containers, tensors and the program's own objects."""

    def _binop(self, node: ast.BinOp) -> Value:
        left = self.evaluate(node.left)
        right = self.evaluate(node.right)
        return self.binary(type(node.op).__name__, left, right, self.place(node))

    def _unary(self, node: ast.UnaryOp) -> Value:
        value = self.evaluate(node.operand)
        op = type(node.op).__name__
        if op == "Not":
            known = truth(self, value)
            return self.data(None, "python", "bool") if known is None else Const(not known)
        if isinstance(value, Const) and isinstance(value.value, (int, float, complex)):
            number = value.value
            if op == "USub":
                return Const(-number)
            if op == "UAdd":
                return Const(+number)
            return Const(~number) if isinstance(number, int) else value
        return self.unary(op, value, self.place(node))

    def unary(self, op: str, value: Value, place: Place) -> Value:
        """``-x``, ``+x`` or ``~x``."""
        method = {"USub": "__neg__", "UAdd": "__pos__", "Invert": "__invert__"}[op]
        made = self._special_method(value, method, [], place)
        if made is not None:
            return made
        operand = self.leaf(value, place)
        if operand is None:
            return self.unknown("operator", place, [value])
        if op == "Invert":
            return self.node(
                "op", "invert", [Edge(operand, CUT, "op")], place, "tensor", "bool", "~"
            )
        out = self.node("op", "neg", [Edge(operand, LIVE)], place, operand.home, operand.dtype, "-")
        out.curve = "linear"
        out.given = {"x": value}
        return out

    def binary(self, op: str, left: Value, right: Value, place: Place) -> Value:
        """``left op right``."""
        if isinstance(left, Const) and isinstance(right, Const):
            return self._fold(op, left.value, right.value)
        if not (isinstance(left, _NUMBERS) and isinstance(right, _NUMBERS)):
            if isinstance(left, Union) or isinstance(right, Union):
                return self._binary_union(op, left, right, place)
            special = self._binary_container(op, left, right, place)
            if special is not None:
                return special
        if (isinstance(left, Const) and isinstance(left.value, str)) or (
            isinstance(right, Const) and isinstance(right.value, str)
        ):
            return self.data(place, "python", "string")
        return self.tensor_binary(op, left, right, place)

    def in_place(self, op: str, old: Value, right: Value, place: Place) -> Value:
        """``old op= right``: a list grows in place, everything else is a new value."""
        if isinstance(old, Seq) and old.kind == "list" and op == "Add":
            items, rest = self.items_of(right, place)
            more = self._join([r for r in (old.rest, rest) if r is not None])
            if old.rest is not None:
                more = self._join([v for v in (more, *items) if v is not None])
                items = []
            content = Content((*old.items, *items), more)
            content.take_from(old.content, right.content if isinstance(right, Seq) else None)
            self.heap.put(old.data, "content", content)
            return old
        made = self._special_method(old, f"__i{_METHOD_NAMES[op]}__", [right], place)
        if made is not None:
            return made
        return self.binary(op, old, right, place)

    def _binary_union(self, op: str, left: Value, right: Value, place: Place) -> Value:
        lefts = left.options if isinstance(left, Union) else (left,)
        rights = right.options if isinstance(right, Union) else (right,)
        out: Value = MISSING
        for a in lefts:
            for b in rights:
                if is_none(a) or is_none(b):
                    continue
                out = self.phi(out, self.binary(op, a, b, place))
        return self.unknown("operator", place, [left, right]) if out is MISSING else out

    def _fold(self, op: str, left: Any, right: Any) -> Value:
        try:
            if op in ("Pow", "LShift") and abs(right) > 64:
                return self.data(None, "python", dtype_of_constant(left))
            value = OPERATORS[op](left, right)
        except Exception:
            return self.refused()
        if isinstance(value, (str, bytes)) and len(value) > 10_000:
            return self.data(None, "python", "string")
        if isinstance(value, int) and abs(value) > MAX_CONSTANT**2:
            return self.data(None, "python", "int")
        return Const(value)

    def _binary_container(self, op: str, left: Value, right: Value, place: Place) -> Value | None:
        if isinstance(left, Seq) and isinstance(right, Seq) and op == "Add":
            rest = self._join([r for r in (left.rest, right.rest) if r is not None])
            if left.rest is not None:
                rest = self._join([v for v in (rest, *right.items) if v is not None])
                return Seq(left.kind, left.items, rest)
            joined = Seq(left.kind, left.items + right.items, rest)
            joined.content.take_from(left.content, right.content)
            joined.origin = place if left.origin is not None or right.origin is not None else None
            return joined
        for seq, other in ((left, right), (right, left)):
            if isinstance(seq, Seq) and op == "Mult" and not isinstance(other, (Var, Seq)):
                if isinstance(other, Const) and isinstance(other.value, int):
                    if other.value * len(seq.items) <= 64:
                        return Seq(seq.kind, seq.items * other.value, seq.rest)
                elif isinstance(other, Node) and other.home != "python":
                    return None
                return Seq(seq.kind, seq.items[:1], self._join(list(seq.items)))
        if isinstance(left, Dict) and op == "BitOr":
            out = Dict()
            self.dict_update(out, left, place)
            self.dict_update(out, right, place)
            return out
        name = _METHOD_NAMES[op]
        for owner, other, method in ((left, right, f"__{name}__"), (right, left, f"__r{name}__")):
            made = self._special_method(owner, method, [other], place)
            if made is not None:
                return made
        a, b = self._converted_side(left, place), self._converted_side(right, place)
        if any(isinstance(v, Obj) and not isinstance(v, Var) for v in (a, b)):
            return self.unknown("operator", place, [left, right])
        return None if a is left and b is right else self.binary(op, a, b, place)

    def _converted_side(self, side: Value, place: Place) -> Value:
        made = None
        if isinstance(side, Obj) and not isinstance(side, Var):
            made = self.converted(side, place)
        return side if made is None else made

    def _special_method(
        self, owner: Value, name: str, args: list[Value], place: Place
    ) -> Value | None:
        """What an operator does where the program's own class defines it."""
        if not isinstance(owner, Obj) or owner.cls is None:
            return None
        method = self.class_member(owner.cls, name)
        if method is None:
            return None
        return self.call(self.bound_member(method, owner, place), args, {}, place)

    def tensor_binary(self, op: str, left: Value, right: Value, place: Place) -> Value:
        """An operator of which at least one side isn't a plain constant."""
        self.note_sliced(op, left, right, place)
        for side in (left, right):
            if isinstance(side, Node) and side.op in ANYTHING:
                return self.unknown(HOLE, place, [left, right])
        a, b = self._operand(left, place), self._operand(right, place)
        if a is None or b is None:
            return self.unknown("operator", place, [left, right])
        home = self._home(a, b, left, right)
        dtype = self._dtype(op, a, b, left, right)
        dead = op == "FloorDiv" or op in COMPARISONS or op in _BITWISE
        why = "floor" if op == "FloorDiv" else "op"
        edges: list[Edge] = []
        for side, value in ((a, left), (b, right)):
            if isinstance(value, Const):
                continue
            if dead and side.home not in ("python", "numpy"):
                edges.append(Edge(side, CUT, why))
            elif home == "numpy" and isinstance(value, Var):
                edges.append(Edge(side, CUT, "leaves"))
            else:
                edges.append(Edge(side, LIVE))
        if a.opaque or b.opaque:
            if dead and "tensor" not in (a.home, b.home):
                edges = [Edge(e.to, CUT, why) for e in edges]
            home = "tensor" if "tensor" in (a.home, b.home) else "unknown"
        kind = "opaque" if home == "unknown" else "op"
        node = self.node(kind, op, edges, place, home, dtype, SYMBOLS.get(op, op))
        node.curve = _CURVES.get(op, "curved")
        if op == "Div" and isinstance(right, Const):
            node.curve = "linear"
        if op == "Pow" and isinstance(right, Const) and right.value == 1:
            node.curve = "linear"
        node.given = {"left": left, "right": right}
        if kind == "op":
            node.fact = ("operands", a.dtype, b.dtype)
        return node

    def _operand(self, value: Value, place: Place) -> Node | None:
        node = self.leaf(value, place)
        if node is not None:
            return node
        if isinstance(value, Const):
            return self.constant_node(value)
        if isinstance(value, Seq):
            leaves = self.leaves(value, place)
            dtype = leaves[0].dtype if leaves else self._seq_dtype(value)
            out = self.node("op", "stack", [Edge(n, LIVE) for n in leaves], place, "python", dtype)
            out.curve = "linear"
            return out
        if isinstance(value, Obj):
            return self.unknown(repr(value), place, [value])
        return None

    def _seq_dtype(self, value: Seq) -> str:
        for item in value.items:
            if isinstance(item, Seq):
                return self._seq_dtype(item)
            if isinstance(item, Const):
                kinds = {dtype_of_constant(i.value) for i in value.items if isinstance(i, Const)}
                return max(kinds, key=lambda k: _ORDER.get(k, 0))
        return "unknown"

    def _home(self, a: Node, b: Node, left: Value, right: Value) -> str:
        if "symbolic" in (a.home, b.home):
            return "symbolic"
        if isinstance(right, Var) and right.is_keras and a.home == "numpy":
            return "numpy"
        if isinstance(left, Var) or isinstance(right, Var):
            return "tensor"
        for home in ("tensor", "unknown", "numpy"):
            if home in (a.home, b.home):
                return home
        return "python"

    def _dtype(self, op: str, a: Node, b: Node, left: Value, right: Value) -> str:
        if op in COMPARISONS:
            return "bool"
        if a.dtype == b.dtype:
            if op == "Div" and a.dtype in ("int", "bool"):
                return "float"
            return a.dtype
        if "unknown" in (a.dtype, b.dtype):
            for side in (a, b):
                if side.dtype in ("float", "complex") and side.home == "tensor":
                    return side.dtype
            return "unknown"
        # A Python number takes the tensor's dtype; NumPy and Python promote.
        for side, value in ((a, right), (b, left)):
            if side.home == "tensor" and isinstance(value, Const):
                return "float" if op == "Div" and side.dtype == "int" else side.dtype
        if op == "Div":
            return max(("float", a.dtype, b.dtype), key=lambda k: _ORDER.get(k, 0))
        return max((a.dtype, b.dtype), key=lambda k: _ORDER.get(k, 0))

    def _compare(self, node: ast.Compare) -> Value:
        left = self.evaluate(node.left)
        result: Value = TRUE
        for op, comparator in zip(node.ops, node.comparators, strict=False):
            right = self.evaluate(comparator)
            result = self._compare_one(type(op).__name__, left, right, self.place(node))
            if isinstance(result, Const) and not result.value:
                return FALSE
            left = right
        return result

    def _compare_one(self, op: str, left: Value, right: Value, place: Place) -> Value:
        if op in ("Is", "IsNot"):
            if is_none(right):
                self.note_asked_for_none(left)
            same = self._identical(left, right)
            if same is None:
                return self.data(place, "python", "bool")
            return Const(same if op == "Is" else not same)
        if op in ("In", "NotIn"):
            inside = self._contains(left, right, place)
            if inside is None:
                return self.data(place, "python", "bool")
            return Const(inside if op == "In" else not inside)
        if isinstance(left, Const) and isinstance(right, Const):
            try:
                return Const(bool(COMPARISONS[op](left.value, right.value)))
            except TypeError:
                return self.data(place, "python", "bool")
        if op in ("Eq", "NotEq") and isinstance(left, (Seq, Dict)):
            same = self._are_equal(left, right, place)
            if same is not None:
                return Const(same == (op == "Eq"))
        for owner, other, name in ((left, right, op), (right, left, _MIRRORED[op])):
            made = self._special_method(owner, _COMPARE_METHODS[name], [other], place)
            if made is not None:
                return made
        if isinstance(left, Obj) and isinstance(right, Obj) and left.kind == right.kind == "enum":
            return Const((left is right) == (op == "Eq"))
        if op in ("Eq", "NotEq") and isinstance(left, Class) and isinstance(right, (Class, Lib)):
            return Const((left is right) == (op == "Eq"))
        if any(isinstance(v, Obj) and not isinstance(v, Var) for v in (left, right)):
            return self.data(place, "python", "bool")
        if isinstance(left, (Node, Var)) or isinstance(right, (Node, Var)):
            return self.tensor_binary(op, left, right, place)
        if isinstance(left, Lib) and isinstance(right, Lib) and op in ("Eq", "NotEq"):
            return Const((left.path == right.path) == (op == "Eq"))
        return self.data(place, "python", "bool")

    def _are_equal(self, left: Value, right: Value, place: Place) -> bool | None:
        """Whether two values are equal, containers by what they hold."""
        if left is right and not isinstance(left, (Node, Var)):
            return True
        if isinstance(left, Dict) and isinstance(right, Dict):
            return True if not (left.data or left.rest or right.data or right.rest) else None
        if not (isinstance(left, Seq) and isinstance(right, Seq)):
            return truth(self, self._compare_one("Eq", left, right, place))
        if left.kind != right.kind or not (left.exact and right.exact):
            return None
        if len(left.items) != len(right.items):
            return False
        pairs = list(zip(left.items, right.items, strict=True))
        plain = [p for p in pairs if isinstance(p[0], Const) and isinstance(p[1], Const)]
        if any(truth(self, self._compare_one("Eq", *pair, place)) is False for pair in plain):
            return False  # whatever the others are
        found = [self._are_equal(*pair, place) for pair in pairs]
        return False if False in found else None if None in found else True

    def _identical(self, left: Value, right: Value) -> bool | None:
        if isinstance(right, Const) and right.value is None:
            return is_none(left)
        if isinstance(left, Const) and isinstance(right, Const):
            return left.value is right.value or (
                type(left.value) is type(right.value) and bool(left.value == right.value)
            )
        if isinstance(left, (Union, Node)) or isinstance(right, (Union, Node)):
            apart = are_apart(left, right) or are_apart(right, left)
            return True if left is right else False if apart else None
        if isinstance(left, Lib) and isinstance(right, Lib):
            return left.path == right.path
        return left is right

    def _contains(self, item: Value, owner: Value, place: Place) -> bool | None:
        if isinstance(owner, Const) and isinstance(owner.value, str) and isinstance(item, Const):
            return str(item.value) in owner.value
        if isinstance(owner, Dict):
            key, maybe = self.equal_keys(owner, item, place)
            if key is not None and key in owner.data:
                return True
            if maybe:
                return None
            return False if key is not None and owner.rest is None else None
        if isinstance(owner, Seq) and isinstance(item, Const):
            known = [i for i in owner.items if isinstance(i, Const)]
            others = [i for i in owner.items if isinstance(i, Lazy) and i.form == SLICE]
            if any(type(i.value) is type(item.value) and i.value == item.value for i in known):
                return True
            plain = len(known) + len(others)
            return False if owner.exact and plain == len(owner.items) else None
        if isinstance(item, Obj) and item.cls is None and item.kind in ("layer", "model"):
            items = owner.items if isinstance(owner, Seq) and owner.exact else (item,)
            if all(isinstance(i, Const) for i in items):
                return False  # its name isn't the layer
        if isinstance(owner, Seq) and any(i is item for i in owner.items):
            return None if isinstance(item, Node) and item.many else True
        if isinstance(owner, Seq) and isinstance(item, Lib):
            paths = [i.path for i in owner.items if isinstance(i, Lib)]
            if item.path in paths:
                return True
            return False if owner.exact and len(paths) == len(owner.items) else None
        return None


OPERATORS: Final[dict[str, Callable[[Any, Any], Any]]] = {
    "Add": operator.add,
    "Sub": operator.sub,
    "Mult": operator.mul,
    "Div": operator.truediv,
    "FloorDiv": operator.floordiv,
    "Mod": operator.mod,
    "Pow": operator.pow,
    "MatMult": operator.matmul,
    "BitAnd": operator.and_,
    "BitOr": operator.or_,
    "BitXor": operator.xor,
    "LShift": operator.lshift,
    "RShift": operator.rshift,
}


COMPARISONS: Final[dict[str, Callable[[Any, Any], Any]]] = {
    "Eq": operator.eq,
    "NotEq": operator.ne,
    "Lt": operator.lt,
    "LtE": operator.le,
    "Gt": operator.gt,
    "GtE": operator.ge,
}


SYMBOLS: Final = {
    "Add": "+",
    "Sub": "-",
    "Mult": "*",
    "Div": "/",
    "FloorDiv": "//",
    "Mod": "%",
    "Pow": "**",
    "MatMult": "@",
    "BitAnd": "&",
    "BitOr": "|",
    "BitXor": "^",
    "LShift": "<<",
    "RShift": ">>",
    "Eq": "==",
    "NotEq": "!=",
    "Lt": "<",
    "LtE": "<=",
    "Gt": ">",
    "GtE": ">=",
}


_CURVES: Final = {"Add": "linear", "Sub": "linear", "Mult": "bilinear", "MatMult": "bilinear"}


_ORDER: Final = {"string": 5, "complex": 4, "float": 3, "int": 2, "bool": 1}


MAX_CONSTANT: Final = 10**9


_BITWISE = ("BitAnd", "BitOr", "BitXor", "LShift", "RShift")


_METHOD_NAMES = {
    "Add": "add",
    "Sub": "sub",
    "Mult": "mul",
    "Div": "truediv",
    "FloorDiv": "floordiv",
    "Mod": "mod",
    "Pow": "pow",
    "MatMult": "matmul",
    "BitAnd": "and",
    "BitOr": "or",
    "BitXor": "xor",
    "LShift": "lshift",
    "RShift": "rshift",
}


_COMPARE_METHODS = {
    "Eq": "__eq__",
    "NotEq": "__ne__",
    "Lt": "__lt__",
    "LtE": "__le__",
    "Gt": "__gt__",
    "GtE": "__ge__",
}


_MIRRORED = {"Eq": "Eq", "NotEq": "NotEq", "Lt": "Gt", "LtE": "GtE", "Gt": "Lt", "GtE": "LtE"}
