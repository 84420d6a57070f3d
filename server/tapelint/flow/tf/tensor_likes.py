"""What isn't a tensor and counts as one: classes with a conversion, and a tensor's own methods.

``tf.register_tensor_conversion_function`` says how operations take an object of a class: they call
that function, under whatever tape is on then.
"""

from __future__ import annotations

from typing import Final

from tapelint.flow.containers import Seq
from tapelint.flow.graph import NONE, Value
from tapelint.flow.machine import Machine
from tapelint.flow.places import Place
from tapelint.flow.values import Class, Obj

Args = list[Value]
Kwargs = dict[str, Value]

_CONVERSION: Final = "%conversion"


class TensorLikes(Machine):
    """Objects that operations take for tensors, and methods taken from the class of tensors."""

    def _register_conversion(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        """``tf.register_tensor_conversion_function(cls, function)``."""
        given = dict(zip(("base_type", "conversion_func"), args, strict=False)) | kwargs
        classes = given.get("base_type", NONE)
        for cls in classes.items if isinstance(classes, Seq) else (classes,):
            if isinstance(cls, Class):
                self.heap.put(cls.fields, _CONVERSION, given.get("conversion_func", NONE))
        return NONE

    def converted(self, value: Obj, place: Place | None) -> Value | None:
        """The tensor that operations make of an object; None where its class has no conversion."""
        if value.cls is None or place is None:
            return None
        conversion = self.class_member(value.cls, _CONVERSION)
        if conversion is None:
            return None
        return self.call(conversion, [value], {}, place)

    def tensor_method(self, name: str, args: Args, kwargs: Kwargs, place: Place) -> Value:
        """A method of the class of tensors, called with a tensor as its first argument."""
        stem = name.strip("_")
        owner, other = args[0] if args else NONE, args[1] if len(args) > 1 else NONE
        if stem in _BINARY and len(args) == 2:
            return self.binary(_BINARY[stem], owner, other, place)
        if stem[:1] == "r" and stem[1:] in _BINARY and len(args) == 2:
            return self.binary(_BINARY[stem[1:]], other, owner, place)
        if stem in _UNARY and len(args) == 1:
            return self.unary(_UNARY[stem], owner, place)
        if stem == "getitem" and len(args) == 2:
            return self.item(owner, other, place)
        if stem == "abs" and len(args) == 1:
            return self.call_builtin("abs", args, {}, place)
        return self.unknown(f".{name}", place, [*args, *kwargs.values()])


_BINARY: Final = {
    "add": "Add",
    "sub": "Sub",
    "mul": "Mult",
    "truediv": "Div",
    "div": "Div",
    "floordiv": "FloorDiv",
    "mod": "Mod",
    "pow": "Pow",
    "matmul": "MatMult",
    "and": "BitAnd",
    "or": "BitOr",
    "xor": "BitXor",
    "lt": "Lt",
    "le": "LtE",
    "gt": "Gt",
    "ge": "GtE",
    "eq": "Eq",
    "ne": "NotEq",
}
_UNARY: Final = {"neg": "USub", "invert": "Invert"}
