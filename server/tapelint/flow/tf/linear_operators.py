"""``tf.linalg.LinearOperator…``: objects that stand for a matrix and hold what it is made of.

An operator is a ``tf.Module`` whose fields are the arguments of its constructor. What it computes
depends on all of them. Only classes are modelled of which each of these methods differentiates to
each argument: the determinant of a reflection, for one, is the same whatever its axis.
"""

from __future__ import annotations

from typing import Final

from tapelint.flow.containers import Dict, Seq
from tapelint.flow.graph import LIVE, NONE, Edge, Node, Value
from tapelint.flow.machine import Machine
from tapelint.flow.places import Place
from tapelint.flow.values import Obj
from tapelint.ops.table import lookup

Args = list[Value]
Kwargs = dict[str, Value]

BASE: Final = "tf.linalg.LinearOperator"


class LinearOperators(Machine):
    """Makes linear operators, and calls their methods."""

    def make_linear_operator(self, path: str, args: Args, kwargs: Kwargs, place: Place) -> Value:
        """An instance of one of the classes that are modelled."""
        self.seq += 1
        made = Obj("module", path, None, place, self.seq)
        row = lookup(path)
        names = [p.name for p in row.params] if row is not None else []
        given = {**dict(zip(names, args, strict=False)), **kwargs}
        made.fields.update((name, v) for name, v in given.items() if name not in _HINTS)
        return made

    def linear_operator_attribute(self, owner: Obj, name: str, place: Place) -> Value | None:
        """An attribute of an operator that tells of its shape and properties; else None."""
        if name in _HINTS or name in _SHAPES:
            return self.data(place, "python", "int" if name in _SHAPES else "bool")
        if name == "dtype" and name not in owner.fields:
            parts = self._matrix_parts(owner, place)
            return self.shape_of(parts[0], name) if parts else self.data(place)
        if name == "name":
            return self.data(place, "python", "string")
        if name == "parameters":
            made = Dict()
            made.data.update(owner.fields)
            return made
        return self.call_linear_operator(owner, "adjoint", [], {}, place) if name == "H" else None

    def call_linear_operator(
        self, owner: Obj, name: str, args: Args, kwargs: Kwargs, place: Place
    ) -> Value | None:
        """A method of an operator; None for one that isn't modelled."""
        if name.startswith("assert_"):
            return NONE
        if name.endswith("_tensor"):
            return self.data(place, "tensor", "int")
        if name in _WITH_OTHER:
            other = args[0] if args else kwargs.get(_WITH_OTHER[name], NONE)
            if isinstance(other, Obj) and is_linear_operator(other):
                both: Args = [Seq("list", (owner, other))]
                return self.make_linear_operator(f"{BASE}Composition", both, {}, place)
            leaves = [*self._matrix_parts(owner, place), *self.leaves(other, place)]
            return self._computed(owner, name, leaves, place)
        if name in _ALONE:
            return self._computed(owner, name, self._matrix_parts(owner, place), place)
        if name == "cholesky":
            root = self._computed(owner, name, self._matrix_parts(owner, place), place)
            return self.make_linear_operator(f"{BASE}LowerTriangular", [root], {}, place)
        if name in _TURNED:
            return self.make_linear_operator(f"{BASE}{_TURNED[name]}", [owner], {}, place)
        return None

    def _computed(self, owner: Obj, name: str, leaves: list[Node], place: Place) -> Node:
        edges = [Edge(leaf, LIVE) for leaf in leaves]
        dtype = next((leaf.dtype for leaf in leaves if leaf.dtype != "unknown"), "unknown")
        kind = "op" if edges else "data"
        return self.node(kind, f"{owner.path}.{name}", edges, place, "tensor", dtype, f".{name}()")

    def _matrix_parts(self, owner: Obj, place: Place) -> list[Node]:
        """The tensors that an operator is made of, those of its operators too."""
        found: list[Node] = []
        for value in owner.fields.values():
            inner = value.items if isinstance(value, Seq) and value.exact else (value,)
            for one in inner:
                if isinstance(one, Obj) and is_linear_operator(one):
                    found += self._matrix_parts(one, place)
                elif isinstance(one, Value):
                    found += self.leaves(one, place)
        return [node for node in found if node.dtype not in ("int", "bool", "string")]


def is_linear_operator(value: Obj) -> bool:
    """Whether an object is a library's linear operator that is modelled."""
    return value.cls is None and value.path in MODELLED


_HINTS: Final = frozenset(
    {
        "assert_proper_shapes",
        "is_diag_update_positive",
        "is_non_singular",
        "is_positive_definite",
        "is_self_adjoint",
        "is_square",
        "name",
    }
)
_SHAPES: Final = frozenset(
    {"shape", "batch_shape", "domain_dimension", "range_dimension", "tensor_rank"}
)
_ALONE: Final = frozenset({"to_dense", "diag_part", "trace", "determinant", "log_abs_determinant"})
_WITH_OTHER: Final = {
    "matmul": "x",
    "matvec": "x",
    "solve": "rhs",
    "solvevec": "rhs",
    "add_to_tensor": "x",
    "__matmul__": "other",
}
_TURNED: Final = {"adjoint": "Adjoint", "inverse": "Inversion"}
MODELLED: Final = frozenset(
    f"{BASE}{name}"
    for name in (
        "Adjoint",
        "BlockDiag",
        "Composition",
        "Diag",
        "FullMatrix",
        "Identity",
        "Inversion",
        "Kronecker",
        "LowRankUpdate",
        "LowerTriangular",
        "ScaledIdentity",
    )
)
