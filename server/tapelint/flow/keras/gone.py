"""Names of Keras 2 that are looked up or imported where Keras 3 is."""

from __future__ import annotations

import ast
from typing import Final

from tapelint.flow.frames import Misuse
from tapelint.flow.graph import Node
from tapelint.flow.keras.old_names import common_root, gone_part, instead_of
from tapelint.flow.keras.refused import is_keras_tensor
from tapelint.flow.keras.removed import MEMBERS, SINCE
from tapelint.flow.keras.versions import asks_version
from tapelint.flow.machine import Machine
from tapelint.flow.places import Place
from tapelint.flow.python.imports import ALONE, root_of
from tapelint.flow.values import VALUE_TAKEN, Lib, Var

SHAPE_OF_SYMBOL: Final = ("shape of", "KerasTensor")


class GoneNames(Machine):
    """Names that Keras 3 took away."""

    def keras3_here(self, place: Place) -> bool:
        """Whether Keras 3 surely runs what stands here, whatever the program asks first."""
        known = self.target is not None and self.target >= SINCE and not self.holes
        return known and not asks_version(place)

    def note_name(self, owner: Lib, name: str, place: Place) -> None:
        """Note an attribute that a module of Keras 3 doesn't have."""
        path = f"{owner.path}.{name}"
        gone = gone_part(path, owner.root)
        if gone == path and isinstance(place.node, ast.Attribute):
            self._note_gone(gone, owner.root, "AttributeError", place)

    def note_import(self, path: str, place: Place) -> None:
        """Note an import of what Keras 3 doesn't have."""
        root, path = root_of(path), common_root(path)
        gone = gone_part(path, root)
        if gone:
            named = gone == path and isinstance(place.node, ast.ImportFrom)
            self._note_gone(gone, root, "ImportError" if named else "ModuleNotFoundError", place)

    def note_tensor_member(self, owner: Node, name: str, place: Place) -> None:
        """Note what only tensors have, and is asked of a KerasTensor or of its shape."""
        what = "shape" if owner.fact == SHAPE_OF_SYMBOL else "tensor"
        if name not in MEMBERS[what] or not self.outside_of_layers():
            return
        if what == "tensor" and not is_keras_tensor(owner):
            return
        self._note_member_of(what, name, place)

    def symbolic_shape(self, owner: Node, shape: Node) -> None:
        """Remember that a shape is a KerasTensor's: a plain tuple."""
        if is_keras_tensor(owner):
            shape.fact = SHAPE_OF_SYMBOL

    def note_variable_member(self, owner: Var, name: str, place: Place) -> None:
        """Note what only TensorFlow's own variables have."""
        if owner.is_keras and VALUE_TAKEN not in owner.fields and name in MEMBERS["variable"]:
            self._note_member_of("variable", name, place)

    def _note_member_of(self, kind: str, name: str, place: Place) -> None:
        if not isinstance(place.node, ast.Attribute) or not self.keras3_here(place):
            return
        facts: dict[str, object] = {"member": name, "kind": kind, "error": "AttributeError"}
        facts["instead"] = MEMBERS[kind][name]
        self.surely_raises(Misuse("removed-member", place, None, facts))

    def _note_gone(self, gone: str, root: str, error: str, place: Place) -> None:
        if not self.keras3_here(place):
            return
        facts: dict[str, object] = {"member": gone, "error": error, "kind": "name"}
        facts["instead"] = instead_of(gone, root) or ""
        facts["alone"] = "yes" if root == ALONE else ""
        self.surely_raises(Misuse("removed-member", place, None, facts))
