"""Dictionaries of the program's own making: classes that extend ``dict``, keys with an ``__eq__``.

A cache is often one of these, and so are weak references, which are what such a cache is keyed by.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from tapelint.flow.containers import Dict
from tapelint.flow.graph import NONE, Node, Value
from tapelint.flow.keys import key_of
from tapelint.flow.machine import Machine
from tapelint.flow.places import Place
from tapelint.flow.python.truth import truth
from tapelint.flow.values import Bound, Class, Function, Lib, Obj

Args = list[Value]
Kwargs = dict[str, Value]

DICT: Final = "builtins.dict"
WEAK: Final = "weakref.ref"
_ENTRIES: Final = "%entries"  # what an instance of a class that extends ``dict`` holds
_REFERENT: Final = "%referent"
_MAX_KEYS: Final = 8  # how many keys are asked whether they are equal to one
_HOOKS: Final = ("__getattr__", "__getattribute__", "__setattr__")


class Mappings(Machine):
    """What dictionaries and weak references of the program's own classes do."""

    def prepare_builtin(self, owner: Obj, args: Sequence[Value]) -> None:
        """Give an instance what Python's own class makes it of."""
        if owner.path == DICT:
            entries = owner.fields[_ENTRIES] = Dict()
            if owner.cls is not None and self.class_member(owner.cls, "__getitem__") is not None:
                entries.extra["rest"] = self.unknown("items of a dict", owner.place)
        elif owner.path == WEAK:
            owner.fields[_REFERENT] = args[0] if args else NONE

    def weak_reference(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        """``weakref.ref(value)``."""
        self.seq += 1
        made = Obj("weak reference", WEAK, None, place, self.seq)
        self.prepare_builtin(made, args)
        return made

    def referent(self, owner: Obj) -> Value:
        """What a weak reference gives when it is called: None if nobody keeps it any more."""
        kept = owner.fields.get(_REFERENT, NONE)
        found: Value = self.phi(kept, NONE)
        return found

    def call_mapping(
        self, owner: Obj, name: str, args: Args, kwargs: Kwargs, place: Place
    ) -> Value | None:
        """A method that a class inherits from ``dict``; None where it inherits none."""
        entries = owner.fields.get(_ENTRIES)
        if not isinstance(entries, Dict):
            return None
        if name == "__init__":
            return self.call_container(entries, "update", args, kwargs, place)
        if name == "__getitem__" and args:
            return self.mapped(owner, entries, args[0], place)
        if name == "__setitem__" and len(args) == 2:
            self.dict_put(entries, args[0], args[1], place)
            return NONE
        return self.call_container(entries, name, args, kwargs, place)

    def mapped(self, owner: Obj, entries: Dict, key: Value, place: Place) -> Value:
        """What an instance holds under a key, or what its class makes of one that isn't there."""
        made = self.class_member(owner.cls, "__missing__") if owner.cls is not None else None
        if not isinstance(made, Function):
            return self.item(entries, key, place)
        name, others = self.equal_keys(entries, key, place)
        if name in entries.data:
            return self.item(entries, key, place)
        if name is None or others or entries.rest is not None:
            self.heap.put(entries.extra, "rest", self.unknown("missing item", place, [owner, key]))
        return self.call(Bound(made, owner), [key], {}, place)

    def entries_of(self, owner: Obj) -> Dict | None:
        """What an instance of a class that extends ``dict`` holds."""
        entries = owner.fields.get(_ENTRIES)
        return entries if isinstance(entries, Dict) else None

    def equal_keys(self, owner: Dict, key: Value, place: Place | None) -> tuple[Any, list[Any]]:
        """The key under which one is found, and those of a dictionary that may be equal to it.

        The first is None where nobody knows, and new where it isn't in the dictionary.
        """
        name = key_of(key)
        if not isinstance(key, Obj) or place is None or name in owner.data:
            return name, []
        if not self._compares(key):
            return name, []
        others = [k for k in owner.data if _is_object(k) and self._compares(k[2])]
        maybe: list[Any] = []
        for other in others[-_MAX_KEYS:]:
            same = truth(self, self._compare_one("Eq", other[2], key, place))
            if same:
                return other, []
            if same is None:
                maybe.append(other)
        return name, [*others[:-_MAX_KEYS], *maybe]

    def _compares(self, value: Value) -> bool:
        """Whether a key's class says itself what it is equal to."""
        if not isinstance(value, Obj) or value.cls is None:
            return False
        return isinstance(self.class_member(value.cls, "__eq__"), Function)


def mapping_kind(cls: Class) -> tuple[str, str] | None:
    """What instances of a class are that extends ``dict`` or a weak reference; None for others.

    Those that look up attributes in a way of their own aren't understood.
    """
    paths = {base.path for base in cls.mro() if isinstance(base, Lib)} - {"builtins.object"}
    if paths not in ({DICT}, {WEAK}):
        return None
    own = [base for base in cls.mro() if isinstance(base, Class)]
    hooked = any(hook in base.fields for base in own for hook in _HOOKS)
    if hooked or any(isinstance(base.meta, Node) for base in own):
        return None
    return ("object", DICT) if paths == {DICT} else ("weak reference", WEAK)


def _is_object(key: Any) -> bool:
    return isinstance(key, tuple) and len(key) == 3 and key[0] == "object"
