"""What calls of Keras 3 don't take, and Keras 2 took: names, shapes, keywords, endings of files."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Final

from tapelint.flow.frames import Misuse
from tapelint.flow.graph import Const, Value
from tapelint.flow.keras.gone import GoneNames
from tapelint.flow.keras.taken import BASES, KEYWORDS, NEEDED, OF_WEIGHTS, SAVED, is_refused
from tapelint.flow.keras.written import ending, given_by_name, has_slash
from tapelint.flow.places import Place
from tapelint.flow.python.imports import HUB_LAYER
from tapelint.flow.values import Obj
from tapelint.ops.table import Row, lookup

Args = list[Value]
Kwargs = dict[str, Value]

_SHAPES: Final = {"keras.Input": ("shape", "batch_shape"), "keras.layers.InputLayer": ("shape",)}


class RefusedArguments(GoneNames):
    """Arguments that raise with Keras 3."""

    # ------------------------------------------------------------------ constructors

    def refuses_construction(self, path: str, args: Args, kwargs: Kwargs, place: Place) -> None:
        """Note what a constructor of a layer or a model of the library doesn't take."""
        if not self._may_refuse(place):
            return
        row = lookup(path)
        if path in BASES and self._too_many(path, args, kwargs, place):
            return
        refused = _unknown(path, row, args, kwargs) if row is not None else ()
        written = ((name, self._given_at(name, place)) for name in refused)
        keyword, where = next(((n, at) for n, at in written if at is not None), ("", place))
        if keyword:
            self._refuse_keyword(path, keyword, _error(keyword), where)
        elif path in _SHAPES:
            self._refuse_shape(path, args, kwargs, place)
        self._refuse_name(kwargs, place)

    def refuses_input(self, args: Args, kwargs: Kwargs, place: Place) -> None:
        """Note what ``keras.Input`` doesn't take."""
        if self._may_refuse(place):
            self._refuse_shape("keras.Input", args, kwargs, place)
            self._refuse_name(kwargs, place)

    def _may_refuse(self, place: Place) -> bool:
        known = self.target is not None and isinstance(place.node, ast.Call)
        return known and not self.replaying and self.keras3_here(place)

    def _too_many(self, path: str, args: Args, kwargs: Kwargs, place: Place) -> bool:
        """Whether ``super().__init__(name)`` gives by position what is taken by name only."""
        model = path == "keras.Model"
        functional = model and (len(args) == 2 or (len(args) == 1 and "outputs" in kwargs))
        if not args or functional or not _is_written_out(place, len(args)):
            return False
        self._refuse({"reason": "constructor", "base": path, "error": "TypeError"}, place)
        return True

    def _given_at(self, name: str, place: Place) -> Place | None:
        """The call that gives a keyword: this one, or one whose keywords are passed on."""
        if given_by_name(place, name) is not None:
            return place
        if "pop" in self.mentioned or place.home is not None:
            return None
        calls = (path.call for path in place.path.chain())
        return next((c for c in calls if c is not None and given_by_name(c, name)), None)

    def _refuse_keyword(self, path: str, keyword: str, error: str, place: Place) -> None:
        facts = {"reason": "keyword", "argument": keyword, "error": error, "of": path}
        self._refuse(facts, place)

    def _refuse_shape(self, path: str, args: Args, kwargs: Kwargs, place: Place) -> None:
        """A shape is a tuple or a list: a number alone is none."""
        given = [(name, kwargs[name]) for name in (*_SHAPES[path], "input_shape") if name in kwargs]
        if args:
            given.append(("", args[0]))
        for name, value in given:
            if isinstance(value, Const) and isinstance(value.value, (int, str)):
                if name == "input_shape" and path != "keras.layers.InputLayer":
                    continue
                facts = {"reason": "shape", "argument": name, "error": "ValueError"}
                self._refuse({**facts, "given": repr(value.value)}, place)
                return

    def _refuse_name(self, kwargs: Kwargs, place: Place) -> None:
        """A name of a layer, a model or a weight has no slash."""
        name = kwargs.get("name")
        if name is None:
            return
        where = _where_written(name, place)
        known = isinstance(name, Const) and isinstance(name.value, str)
        slash = "/" in name.value if known and isinstance(name, Const) else False
        written = given_by_name(place, "name")
        if slash or (not known and written is not None and has_slash(written)):
            self._refuse({"reason": "slash", "argument": "name", "error": "ValueError"}, where)

    def _refuse(self, facts: dict[str, str], place: Place) -> None:
        self.surely_raises(Misuse("refused-argument", place, None, dict(facts)))

    # ------------------------------------------------------------------ weights

    def refuses_weight(self, args: Args, kwargs: Kwargs, place: Place) -> None:
        """Note what ``add_weight`` doesn't take: its first argument is the shape now."""
        if not self._may_refuse(place):
            return
        first = args[0] if args else kwargs.get("shape")
        if args and isinstance(first, Const) and isinstance(first.value, str):
            error = "an exception" if "shape" in kwargs or len(args) > 1 else "ValueError"
            self._refuse({"reason": "named", "error": error}, place)
            return
        if isinstance(first, Const) and type(first.value) is int:
            facts = {"reason": "shape", "argument": "" if args else "shape", "error": "ValueError"}
            self._refuse({**facts, "given": repr(first.value)}, place)
            return
        keyword = next((k for k in OF_WEIGHTS if given_by_name(place, k) is not None), None)
        if keyword is not None:
            self._refuse_keyword("add_weight", keyword, "TypeError", place)
            return
        self._refuse_name(kwargs, place)

    # ------------------------------------------------------------------ methods, and files

    def refuses_method(
        self, owner: Obj, name: str, args: Args, kwargs: Kwargs, place: Place
    ) -> None:
        """Note what a method of a model doesn't take."""
        if name not in KEYWORDS and name not in SAVED:
            return
        if owner.kind != "model" or owner.path == HUB_LAYER:
            return
        if not self._may_refuse(place):
            return
        gone = (k for k in KEYWORDS.get(name, ()) if given_by_name(place, k) is not None)
        keyword = next(gone, None)
        if keyword is not None:
            error = "ValueError" if name in ("evaluate", "save") else "TypeError"
            self._refuse_keyword(name, keyword, error, place)
        elif name in SAVED:
            self._refuse_ending(name, 0, args, kwargs, place)

    def refuses_file(self, path: str, args: Args, kwargs: Kwargs, place: Place) -> None:
        """Note a file that ``save_model`` or ``ModelCheckpoint`` doesn't write."""
        name = path.rpartition(".")[2]
        if name not in ("save_model", "ModelCheckpoint") or not self._may_refuse(place):
            return
        if name == "ModelCheckpoint":
            only = kwargs.get("save_weights_only")
            if not (isinstance(only, Const) or only is None) or len(args) > 1:
                return
            name = "checkpoint of weights" if only is not None and only.value else name
            if given_by_name(place, "period") is not None:
                self._refuse_keyword("ModelCheckpoint", "period", "TypeError", place)
                return
        self._refuse_ending(name, int(name == "save_model"), args, kwargs, place)

    def _refuse_ending(
        self, name: str, index: int, args: Args, kwargs: Kwargs, place: Place
    ) -> None:
        call = place.node
        assert isinstance(call, ast.Call)
        written = given_by_name(place, "filepath")
        value = kwargs.get("filepath")
        if written is None and _is_written_out(place, len(args)) and len(args) > index:
            written, value = call.args[index], args[index]
        if written is None or "max_shard_size" in kwargs:  # which writes an index in JSON
            return
        whole = value.value if isinstance(value, Const) else None
        known = whole if isinstance(whole, str) else ""
        tail = known or ending(written)
        wrong = bool(tail) and not any(
            tail.endswith(end) or (not known and end.endswith(tail)) for end in SAVED[name]
        )
        if wrong and not tail.startswith("hf:"):
            facts = {"reason": "ending", "of": name, "error": "ValueError", "given": tail}
            self._refuse({**facts, "ends": " ".join(SAVED[name][:2])}, place)


def _unknown(path: str, row: Row, args: Args, kwargs: Kwargs) -> Iterator[str]:
    """The keywords that a constructor doesn't know."""
    functional = len(args) == 2 or "inputs" in kwargs or "outputs" in kwargs
    if row.kind not in ("layer", "model") or (path == "keras.Model" and functional):
        return
    known = {param.name for param in row.params}
    yield from (name for name in kwargs if name not in known and is_refused(path, name))


def _error(keyword: str) -> str:
    """Python itself raises where what stands for a needed argument has its old name."""
    return "an exception" if keyword in NEEDED else "ValueError"


def _is_written_out(place: Place, count: int) -> bool:
    """Whether each positional argument is one that is written."""
    call = place.node
    if not isinstance(call, ast.Call) or len(call.args) != count:
        return False
    return not any(isinstance(arg, ast.Starred) for arg in call.args)


def _where_written(name: Value, place: Place) -> Place:
    """The call that gives a name as a text: this one, or one that led here."""
    if not isinstance(name, Const) or place.home is not None:
        return place
    for at in (place, *(path.call for path in place.path.chain())):
        call = at.node if at is not None else None
        if at is None or not isinstance(call, ast.Call):
            continue
        given = (*call.args, *(k.value for k in call.keywords))
        if any(isinstance(arg, ast.Constant) and arg.value == name.value for arg in given):
            return at
    return place
