"""Variables that a Keras layer uses and doesn't track: its list of weights leaves them out."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import sys
import types
import weakref
from collections import Counter, deque
from typing import TYPE_CHECKING, NamedTuple

from . import frames, graphs
from .awaited import Awaited
from .fleeting import Fleeting
from .recording import quietly
from .unheard import Unheard

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from .care import Care
    from .facts import Facts
    from .recording import Recording
    from .report import Report

_LAYER = "keras.src.layers.layer"
_LISTS = ("trainable_variables", "trainable_weights")
_DEEPEST = 3
_MOST_LISTS = 64
_MOST_LOOKS = 4  # at different sources that are asked for at one place


class Left(NamedTuple):
    """A variable that nobody asks for, and as what the layer holds it."""

    variable: Any
    number: Any  # the id of its handle
    name: str  # the path of the layer, and where in it the variable is
    attribute: str  # the attribute that has it, or the container that it is in
    used: bool = False  # by the function of a Lambda layer, which holds nothing

    def told(self) -> dict[str, Any]:
        """What is told of it beside what is told of every source."""
        is_keras = type(self.variable).__module__.startswith("keras.")
        by = "lambda" if self.used else "keras" if is_keras else "tf"
        return {"variable": self.number, "attribute": self.attribute, "by": by}


class Untracked:
    """Knows which lists of weights Keras gave out, and looks for what those leave out."""

    def __init__(self, recording: Recording, report: Report, care: Care) -> None:
        self._recording = recording
        self._report = report
        self._care = care
        # The lists that were given out last: the id of each, and whose weights it has.
        self._given: deque[tuple[int, Any, Any]] = deque(maxlen=_MOST_LISTS)
        self._undo: list[tuple[Any, str, Any]] = []
        self._known: dict[Any, list[Left]] = {}
        self._looks: Counter[Any] = Counter()
        self._asked: set[Any] = set()
        self._values: dict[int, tuple[Any, bytes]] = {}  # of what was told: its first value
        self._awaited = Awaited(_LAYER, self._imported)
        self._unheard = Unheard(report, care)
        self._fleeting = Fleeting(recording, report)

    def install(self) -> None:
        """Take note of lists of weights as soon as there is Keras."""
        self._awaited.begin()
        self._unheard.install()

    def uninstall(self) -> None:
        """Leave Keras as it was."""
        self._awaited.end()
        self._unheard.uninstall()
        for owner, name, original in self._undo:
            setattr(owner, name, original)
        self._undo = []

    def _imported(self) -> None:
        with self._care:
            layer = sys.modules[_LAYER].Layer
            for name in _LISTS:
                original = vars(layer)[name]
                self._undo.append((layer, name, original))
                setattr(layer, name, self._giving(original))

    def _giving(self, original: Any) -> Any:
        given, take = self._given, original.fget

        @functools.wraps(take)
        def weights(layer: Any) -> Any:
            found = take(layer)
            given.append((id(found), weakref.ref(layer), take))
            return found

        return property(weights)

    # ------------------------------------------------------------------ looking

    def left_out(self, tape: Any, facts: Facts) -> list[Left]:
        """What the layers use under a tape and the lists of their weights leave out.

        It is looked for once per place and sources; later requests there have the same.
        """
        if not self._undo or facts.asked.kind.endswith("jacobian"):
            return []
        if facts.info.graph is not None:
            self._unheard.traced(facts.asked, self._owners(facts.asked.sources))
        site, numbers = facts.asked.site, tuple(map(_number, facts.raw))
        key = site, numbers
        if key not in self._known:
            self._ask(numbers)
            self._looks[site] += 1
            if self._looks[site] > _MOST_LOOKS:
                return []
            self._known[key] = self._found(tape, facts)
            for left in self._known[key]:
                self._values.setdefault(left.number, (left.variable, b""))
        self._compare()
        return self._known[key]

    def _found(self, tape: Any, facts: Facts) -> list[Left]:
        read = {_number(v): v for v in tape.watched_variables() if _is_trained(v)}
        for number in self._asked.intersection(read):
            del read[number]
        if not read:
            return []
        found: dict[int, Left] = {}
        owners = self._owners(facts.asked.sources)
        if owners:
            self._fleeting.note(facts, read)
        for model in owners:
            known = {_number(variable) for variable in model.variables}
            trained = (layer for layer in model._flatten_layers() if layer.trainable)
            for left in (left for layer in trained for left in _held(layer)):
                if left.number in read and left.number not in known:
                    found.setdefault(left.number, left)
        return [left for left in found.values() if not self._is_written(left, facts)]

    def _owners(self, sources: Any) -> list[Any]:
        """The layers whose whole lists of weights are asked for, by themselves or added up."""
        lists = [layer for part in _parts(sources) for layer in self._owner(part)]
        if lists or not isinstance(sources, (list, tuple)):
            return lists
        wanted = [id(variable) for variable in sources]
        recent = [(layer(), take) for _, layer, take in self._given]
        for end in range(len(recent), 0, -1):
            joined: list[int] = []
            for start in range(end - 1, -1, -1):
                layer, take = recent[start]
                own = [] if layer is None else [id(variable) for variable in take(layer)]
                joined = own + joined
                if not own or len(joined) > len(wanted) or wanted[-len(joined) :] != joined:
                    break
                if len(joined) == len(wanted) and end - start > 1:
                    return [one for one, _ in recent[start:end]]
        return []

    def _owner(self, part: Any) -> list[Any]:
        """Whose list it is; its id alone could be that of one that is gone."""
        for number, owner, take in reversed(self._given):
            layer = owner() if number == id(part) else None
            if layer is not None:
                same = [id(v) for v in take(layer)] == [id(v) for v in part]
                return [layer] if same else []
        return []

    # ------------------------------------------------------------------ what is set by hand

    def _is_written(self, left: Left, facts: Facts) -> bool:
        """Whether something but its own creation wrote a variable as far as we have seen."""
        number = left.number
        made = self._recording.made.get(number)
        numbers = {number}
        ops = list(self._recording.ops)
        graph = facts.info.graph
        while graph is not None:
            numbers |= {i._id for o, i in getattr(graph, "captures", ()) if o._id == number}
            ops += graphs.operations(graph)
            graph = getattr(graph, "outer_graph", None)
        return any(
            op.name.startswith("assign:") and op.chain != made and not numbers.isdisjoint(op.outs)
            for op in ops
        )

    def _ask(self, numbers: Sequence[Any]) -> None:
        """What some request asks for is trained by that."""
        self._asked.update(numbers)
        for number in self._values.keys() & set(numbers):
            self._take_back(number)

    def _compare(self) -> None:
        """Take back what was said of variables that were changed: that isn't for us to do."""
        for number, (variable, before) in list(self._values.items()):
            now = self._value(variable)
            if before not in (b"", now):
                self._take_back(number)
            else:
                self._values[number] = (variable, now)

    def _take_back(self, number: int) -> None:
        del self._values[number]
        self._report.trained(number)

    def flush(self) -> None:
        """The program is over."""
        self._compare()
        self._unheard.tell()
        self._fleeting.tell(self._asked)

    def _value(self, variable: Any) -> bytes:
        """What tells a value from others; empty as long as there is none."""
        from tensorflow.python.eager import record
        from tensorflow.python.framework import errors, ops

        with quietly(self._recording.thread), ops.init_scope(), record.stop_recording():
            try:
                return hashlib.blake2b(variable.numpy().tobytes()).digest()
            except errors.FailedPreconditionError:
                return b""  # made in a graph that is being traced


def _is_trained(variable: Any) -> bool:
    kind = variable.dtype
    return bool(variable.trainable and (kind.is_floating or kind.is_complex))


def _number(variable: Any) -> Any:
    """The id of the handle of a variable, of TensorFlow's or of Keras'."""
    return getattr(getattr(variable, "handle", variable), "_id", None)


def _parts(structure: Any, depth: int = _DEEPEST) -> Iterator[Any]:
    """Lists and what is nested in them, outermost first."""
    if depth and isinstance(structure, (list, tuple, dict)):
        yield structure
        inner = structure.values() if isinstance(structure, dict) else structure
        for part in list(inner):
            yield from _parts(part, depth - 1)


def _held(layer: Any) -> Iterator[Left]:
    """The variables in the attributes of a layer."""
    path = getattr(layer, "path", None) or layer.name
    if isinstance(getattr(layer, "function", None), types.FunctionType):
        for name, value in _captured(layer.function):
            at = Left(None, None, name, name, used=True)
            yield from _inside(value, at, _DEEPEST)
            yield from _inside(getattr(value, "trainable_variables", None), at, _DEEPEST)
    for name, value in _attributes(layer):
        yield from _inside(value, Left(None, None, "%s/%s" % (path, name), name), _DEEPEST)


def _captured(function: types.FunctionType) -> Iterator[tuple[str, Any]]:
    """What a function finds in the scopes around it, by its names."""
    cells = zip(function.__code__.co_freevars, function.__closure__ or ())
    for name, cell in cells:
        with contextlib.suppress(ValueError):  # of a name that isn't bound yet
            yield name, cell.cell_contents
    for name in function.__code__.co_names:
        if name in function.__globals__:
            yield name, function.__globals__[name]


def _inside(value: Any, at: Left, depth: int) -> Iterator[Left]:
    """A variable, and those in containers, modules and plain objects of the user's."""
    if hasattr(value, "handle") and hasattr(value, "trainable"):
        yield at._replace(variable=value, number=_number(value))
    elif depth == 0:
        return
    elif isinstance(value, (list, tuple, dict)):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for key, item in list(items):
            yield from _inside(item, at._replace(name="%s[%r]" % (at.name, key)), depth - 1)
    elif _is_users(type(value)):
        for key, item in _attributes(value):
            inner = at._replace(name="%s.%s" % (at.name, key), attribute=key)
            yield from _inside(item, inner, depth - 1)


def _attributes(owner: Any) -> list[tuple[str, Any]]:
    """What the user's code put there, and not TensorFlow's own lists of what it saves."""
    fields = getattr(owner, "__dict__", {})
    return [(name, value) for name, value in fields.items() if not name.startswith("_self_")]


def _is_users(kind: type) -> bool:
    """Whether objects of a class are plain ones of the user's, and nothing that Keras tracks."""
    if any(base.__module__.startswith("keras.") for base in kind.__mro__):
        return False
    module = sys.modules.get(kind.__module__)
    if kind.__module__ == "__main__":
        return True
    return module is not None and frames.is_users(getattr(module, "__file__", None) or "<")
