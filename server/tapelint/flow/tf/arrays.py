"""NumPy functions: what comes from TensorFlow leaves it there."""

from __future__ import annotations

from typing import Any, Final

from tapelint.flow.containers import Seq
from tapelint.flow.graph import CUT, LIVE, NONE, Const, Edge, Node, Value
from tapelint.flow.machine import Machine
from tapelint.flow.places import Place
from tapelint.flow.tf.tensors import dtype_class
from tapelint.flow.values import Lib, Obj
from tapelint.ops.table import lookup

Args = list[Value]
Kwargs = dict[str, Value]


class NumPy(Machine):
    """NumPy functions: what comes from TensorFlow leaves it there."""

    def call_numpy(self, path: str, args: Args, kwargs: Kwargs, place: Place) -> Value:
        """A NumPy function: what comes from TensorFlow leaves it here."""
        if path in ("np.random.default_rng", "np.random.RandomState"):
            return self._generator(place)
        if path in _LIMITS:
            return self._limits(path, args, place)
        if path.startswith("np.random."):
            return self.sampled(path, [*args, *kwargs.values()], place)
        name = path[3:]
        row = lookup(path)
        values = [*args, *kwargs.values()]
        self.numpy_takes(path, values, place)
        leaves = [n for a in values for n in self.leaves(a, place)]
        if any(is_object_dtype(v) for v in values):
            return self.unknown("array of objects", place, values)
        dtype = self._numpy_dtype(name, row, args, kwargs, leaves)
        if not leaves:
            if name in _SCALARS and len(args) == 1 and isinstance(args[0], Const):
                number = args[0].value
                if isinstance(number, (int, float)):
                    return Const(float(number)) if name.startswith("float") else args[0]
                return self.data(place)
            made = self.data(place, "numpy", dtype)
            if args and not kwargs and all(isinstance(value, Const) for value in args):
                # The same numbers give the same each time.
                made.op, made.given = path, {str(i): value for i, value in enumerate(args)}
            return made
        edges = []
        for n in leaves:
            dead = n.home == "tensor" or (n.home == "unknown" and n.kind != "data")
            edges.append(Edge(n, CUT if dead else LIVE, "leaves" if dead else ""))
        if any(n.opaque for n in leaves):
            edges = [Edge(e.to, e.state, e.why) for e in edges]
        node = self.node("op", path, edges, place, "numpy", dtype, path)
        if row is not None and row.structure.startswith("tuple:"):
            return Seq("tuple", tuple(node for _ in range(int(row.structure[6:]))))
        return node

    def sampled(self, path: str, values: Args, place: Place) -> Value:
        """A NumPy sample: its parameters lose their gradient on the way."""
        dtype = "int" if path.endswith(_INTEGER_SAMPLES) else "float"
        if path.endswith(("choice", "permutation")) and values:
            counts = isinstance(values[0], Const) and isinstance(values[0].value, int)
            dtype = "int" if counts else self.dtype_of(values[0])
        leaves = [n for v in values for n in self.leaves(v, place)]
        if all(n.kind == "data" and n.home != "tensor" for n in leaves):
            return self.data(place, "numpy", dtype)
        edges = [Edge(n, CUT if n.home == "tensor" else LIVE, "leaves") for n in leaves]
        return self.node("op", path, edges, place, "numpy", dtype, path)

    def _limits(self, path: str, args: Args, place: Place) -> Value:
        """``np.finfo(dtype)`` or ``np.iinfo(dtype)``: what numbers of a kind can be."""
        kind = args[0] if args else NONE
        name = kind.path.rpartition(".")[2] if isinstance(kind, Lib) else ""
        if isinstance(kind, Const) and isinstance(kind.value, str):
            name = kind.value
        known = _PRECISIONS.get({"float": "float64"}.get(name, name))
        self.seq += 1
        made = Obj("limits", path, None, place, self.seq)
        for attribute in _LIMITS[path]:
            plain = self.data(place, "python", "float" if path == "np.finfo" else "int")
            number = None if known is None else known.get(attribute)
            made.fields[attribute] = plain if number is None else Const(number)
        return made

    def _generator(self, place: Place) -> Value:
        self.seq += 1
        return Obj("random", "np.random.Generator", None, place, self.seq)

    def _numpy_dtype(
        self, name: str, row: Any, args: Args, kwargs: Kwargs, leaves: list[Node]
    ) -> str:
        given = kwargs.get("dtype")
        if (
            given is None
            and name in ("array", "asarray", "zeros", "ones", "empty")
            and len(args) > 1
        ):
            given = args[1]
        if given is not None and given is not NONE:
            return dtype_class(given)
        if name in ("float32", "float64", "float16"):
            return "float"
        if name in ("int32", "int64", "uint8", "int8"):
            return "int"
        for n in leaves:
            if n.dtype == "float" and (row is None or row.output in ("same", "dtype", "unknown")):
                return "float"
        if not leaves and name in _LIKE_ARGUMENTS:
            values = args[1:2] if name == "full" else args
            return (
                self.dtype_of(Seq("list", tuple(values)))
                if name == "arange"
                else self.dtype_of(values[0])
                if values
                else "float"
            )
        if row is not None and row.output not in ("same", "dtype", "unknown"):
            return str(row.output).partition(",")[0]
        if leaves:
            mixed = any(isinstance(a, Const) and isinstance(a.value, float) for a in args)
            return "float" if mixed else leaves[0].dtype
        return "float" if row is None or row.output != "int" else "int"


def is_object_dtype(value: Value) -> bool:
    """Whether a dtype argument makes an array that keeps any objects."""
    if isinstance(value, Lib):
        return value.path in ("builtins.object", "np.object_")
    return isinstance(value, Const) and value.value in ("O", "object")


_INTEGER_SAMPLES: Final = ("randint", "choice", "permutation", "integers", "binomial", "poisson")


_LIKE_ARGUMENTS: Final = frozenset(
    ["array", "asarray", "arange", "full", "stack", "concatenate", "tile", "repeat"]
)


_LIMITS: Final = {
    "np.finfo": ("eps", "epsneg", "max", "min", "resolution", "smallest_normal", "tiny"),
    "np.iinfo": ("max", "min"),
}


def _precision(digits: int, exponents: int) -> dict[str, float]:
    """What IEEE numbers with so many binary digits and exponents can be."""
    biggest = (2.0 - 2.0 ** (1 - digits)) * 2.0 ** (exponents - 1)
    smallest = 2.0 ** (2 - exponents)
    step = 2.0 ** (1 - digits)
    return {
        "eps": step, "max": biggest, "min": -biggest, "smallest_normal": smallest, "tiny": smallest,
    }  # fmt: skip


_PRECISIONS: Final = {
    "float16": _precision(11, 16),
    "float32": _precision(24, 128),
    "float64": _precision(53, 1024),
}
_SCALARS: Final = frozenset(
    ["float32", "float64", "float16", "int32", "int64", "uint8", "int8", "bool_"]
)
