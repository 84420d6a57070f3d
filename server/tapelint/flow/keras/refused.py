"""What Keras 3 refuses as an argument, and Keras 2 took."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Final

from tapelint.flow.containers import Dict, Seq
from tapelint.flow.frames import Misuse
from tapelint.flow.graph import Const, Node, Value
from tapelint.flow.keras.models import Inside, LayerCall
from tapelint.flow.keras.removed import SINCE
from tapelint.flow.machine import Machine
from tapelint.flow.places import Place
from tapelint.flow.python.imports import HUB_LAYER
from tapelint.flow.tf.tensors import bind_row
from tapelint.flow.values import Function, Obj
from tapelint.ops.table import Row, lookup

Args = list[Value]
Kwargs = dict[str, Value]

# Functions that give back what they get, or do nothing to it that needs values.
_TAKES_ALL: Final = frozenset(
    [
        "keras.backend.batch_normalization",
        "keras.backend.eval",
        "keras.backend.get_value",
        "keras.backend.to_dense",
        "tf.nest.flatten",
    ]
)
# Layers of the library that are called with a flag, and the class of which has no other ``call``.
_PLAIN: Final = frozenset(
    [
        "keras.layers.BatchNormalization",
        "keras.layers.Conv1D",
        "keras.layers.Conv2D",
        "keras.layers.Dense",
        "keras.layers.Dropout",
        "keras.layers.GaussianDropout",
        "keras.layers.GaussianNoise",
        "keras.layers.SpatialDropout1D",
        "keras.layers.SpatialDropout2D",
    ]
)
_BASES: Final = frozenset({"keras.Layer", "keras.Model"})
_LOOKS: Final = ("tf.", "keras.backend.")
_OPERATORS: Final = frozenset({"Add", "Sub", "Mult", "Div", "Pow", "MatMult", "neg", "getitem"})
_PLAIN_HOMES: Final = frozenset({"tensor", "python"})
_DEPTH: Final = 30


class Refused(Machine):
    """Arguments that raise with Keras 3."""

    def refuses_symbolic(self, path: str, args: Args, kwargs: Kwargs, place: Place) -> None:
        """Note a KerasTensor that is given to a function of TensorFlow outside of any layer."""
        if not path.startswith(_LOOKS) or not self._is_given_symbolic(args, kwargs):
            return
        row = lookup(path)
        if row is None or row.name in _TAKES_ALL or not _takes_keras_tensor(row, args, kwargs):
            return
        facts: dict[str, object] = {"reason": "symbolic", "op": row.name}
        other = not row.name.startswith("tf.") or ".experimental." in row.name
        facts["error"] = "an exception" if other else "ValueError"
        self.surely_raises(Misuse("refused-argument", place, None, facts))

    def refuses_symbolic_call(
        self, func: Function, args: Args, kwargs: Kwargs, place: Place
    ) -> bool:
        """Note a KerasTensor that a traced function is given, or one with a gradient by hand."""
        if not self._is_given_symbolic(args, kwargs):
            return False
        facts: dict[str, object] = {"reason": "symbolic", "error": "ValueError"}
        facts["op"] = func.name.rpartition(".")[2]
        self.surely_raises(Misuse("refused-argument", place, None, facts))
        return True

    def _is_given_symbolic(self, args: Args, kwargs: Kwargs) -> bool:
        """Whether one of these is surely a KerasTensor, and this runs outside of any layer."""
        if not self._is_certain() or not self.outside_of_layers():
            return False
        return any(is_keras_tensor(n) for v in (*args, *kwargs.values()) for n in _nodes(v))

    def outside_of_layers(self) -> bool:
        """Whether what is symbolic here is a KerasTensor: in layers, they are tensors of a graph.

        A `call` that is run by hand, for a summary, is fine where Keras calls the layer.
        """
        if self.replaying or self.graph_depth:
            return False
        names = (step.name.rpartition(".")[2] for step in self.frame.path.chain())
        return "call" not in names

    def refuses_position(self, owner: Obj, args: Args, place: Place) -> None:
        """Note what isn't a tensor and is given to a layer by its position."""
        if not self._is_certain() or not _checks_positions(owner):
            return
        call = place.node
        if not isinstance(call, ast.Call) or len(call.args) != len(args):
            return
        if any(isinstance(arg, ast.Starred) for arg in call.args):
            return
        given = zip(args, call.args, strict=True)
        wrong = next((i for i, (value, arg) in enumerate(given) if _is_refused(value, arg)), None)
        own_way = owner.cls is not None and self.class_member(owner.cls, "__call__") is not None
        if wrong is None or own_way:
            return
        facts: dict[str, object] = {"reason": "position", "index": str(wrong)}
        facts["names"] = " ".join(self._parameters(owner))
        facts["given"] = ast.unparse(call.args[wrong])
        self.surely_raises(Misuse("refused-argument", place, None, facts))

    def _is_certain(self) -> bool:
        return self.target is not None and self.target >= SINCE and not self.holes

    def _parameters(self, owner: Obj) -> list[str]:
        """The parameters that a layer's ``call`` takes by position."""
        if owner.cls is None:
            row = lookup(owner.path)
            return [p.name for p in row.call_params if p.kind == "pos"] if row is not None else []
        method = self.class_member(owner.cls, "call")
        if not isinstance(method, Function):
            return []
        spec = method.node.args
        return [a.arg for a in (*spec.posonlyargs, *spec.args)][1:] if not spec.posonlyargs else []


def _checks_positions(owner: Obj) -> bool:
    """Whether Keras looks through the positional arguments of this layer, as most do."""
    if owner.cls is None:
        return owner.path in _PLAIN
    plain = owner.path in _BASES and owner.fields.get("%outputs") is None
    return plain and "_allow_non_tensor_positional_args" not in owner.fields


def _is_refused(value: Value, written: ast.expr) -> bool:
    """Whether there is something in a value that Keras makes no tensor of; None is allowed.

    A number is refused only where it is written, for NumPy's numbers are allowed.
    """
    if isinstance(value, Seq) and value.kind in ("list", "tuple"):
        parts = written.elts if isinstance(written, (ast.List, ast.Tuple)) else []
        if len(parts) != len(value.items):
            parts = [written] * len(value.items)
        return any(map(_is_refused, value.items, parts))
    if not isinstance(value, Const):
        return False
    if isinstance(value.value, (bool, str)):
        return not isinstance(written, ast.Call)
    return isinstance(value.value, (int, float)) and isinstance(written, ast.Constant)


def _takes_keras_tensor(row: Row, args: Args, kwargs: Kwargs) -> bool:
    """Whether one of the arguments that are tensors is a KerasTensor."""
    computes = row.kind == "function" and row.home == "tf" and row.provenance == "probed"
    if not computes or row.structure in ("none", "unknown"):
        return False
    given = bind_row(row, args, kwargs)
    return any(
        is_keras_tensor(node)
        for name, value in given.items()
        if name in row.effects
        for node in _nodes(value)
    )


def _nodes(value: Value) -> Iterator[Node]:
    if isinstance(value, Node):
        yield value
    elif isinstance(value, Seq):
        for item in value.items:
            yield from _nodes(item)
    elif isinstance(value, Dict):
        for item in value.data.values():
            yield from _nodes(item)


def is_keras_tensor(node: Node, depth: int = _DEPTH) -> bool:
    """Whether this is surely a KerasTensor: an input, what a layer made of one, or a sum of these.

    What a refused call would give isn't counted: the program never gets there.
    """
    if node.home != "symbolic" or not depth:
        return False
    if node.kind == "input":
        return node.op == "keras.Input"
    if node.kind != "op":
        return False
    if isinstance(node.fact, LayerCall):
        return id(node) in node.fact.tensors
    if isinstance(node.fact, Inside):
        return node.fact.model.path != HUB_LAYER
    if node.op not in _OPERATORS and not node.op.startswith("keras.ops."):
        return False
    operands = [e.to for e in node.edges if isinstance(e.to, Node)]
    return all(to.home in _PLAIN_HOMES or is_keras_tensor(to, depth - 1) for to in operands)
