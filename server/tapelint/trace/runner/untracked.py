"""Variables that a layer or module uses and doesn't track: its list leaves them out."""

from __future__ import annotations

import functools
import hashlib
import sys
import weakref
from collections import Counter, deque
from typing import TYPE_CHECKING

from . import graphs
from .awaited import Awaited
from .early import Early
from .fleeting import Fleeting
from .held import handle_id, held
from .neglected import Neglected
from .recording import quietly
from .unheard import Unheard

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from .care import Care
    from .facts import Facts
    from .held import Left
    from .recording import Op, Recording
    from .report import Report
    from .twice import Twice

_LAYER = "keras.src.layers.layer"
_MODULE = "tensorflow.python.module.module"
_LISTS = ("trainable_variables", "trainable_weights")
_DEEPEST = 3
_MOST_LISTS = 64
_MOST_LOOKS = 4  # at different sources that are asked for at one place


class Untracked:
    """Knows which lists of weights were given out, and looks for what those leave out."""

    def __init__(self, recording: Recording, report: Report, care: Care, twice: Twice) -> None:
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
        self._awaited = Awaited(_LAYER, lambda: self._imported(_LAYER, "Layer", _LISTS))
        self._modules = Awaited(_MODULE, lambda: self._imported(_MODULE, "Module", _LISTS[:1]))
        self._unheard = Unheard(report, care)
        self._fleeting = Fleeting(recording, report)
        self._early = Early(report)
        self._neglected = Neglected(recording, report)
        self._twice = twice

    def install(self) -> None:
        """Take note of lists of weights as soon as there is Keras, or there are modules."""
        self._awaited.begin()
        self._modules.begin()
        self._unheard.install()

    def uninstall(self) -> None:
        """Leave Keras as it was."""
        self._awaited.end()
        self._modules.end()
        self._unheard.uninstall()
        for owner, name, original in self._undo:
            setattr(owner, name, original)
        self._undo = []

    def _imported(self, module: str, kind: str, lists: tuple[str, ...]) -> None:
        with self._care:
            owner = getattr(sys.modules[module], kind)
            for name in lists:
                original = vars(owner)[name]
                self._undo.append((owner, name, original))
                setattr(owner, name, self._giving(original))

    def _giving(self, original: Any) -> Any:
        given, take, early = self._given, original.fget, self._early

        @functools.wraps(take)
        def weights(layer: Any) -> Any:
            found = take(layer)
            given.append((id(found), weakref.ref(layer), take))
            if not found:
                with self._care:
                    early.given(layer, 2)
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
        if not facts.raw:
            self._unheard.asked_for_none(facts.asked, self._owners_of_none(facts.asked.sources))
        self._early.asked(tape, facts)
        self._twice.asked(tape, facts, self._value)
        self._neglected.asked(tape, facts, self._value)
        site, numbers = facts.asked.site, tuple(map(handle_id, facts.raw))
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
        read = {handle_id(v): v for v in tape.watched_variables() if _is_trained(v)}
        for number in self._asked.intersection(read):
            del read[number]
        if not read:
            return []
        found: dict[int, Left] = {}
        owners = self._owners(facts.asked.sources)
        if owners:
            self._fleeting.note(facts, read)
        for model in owners:
            known = {handle_id(variable) for variable in model.variables}
            for left in (left for part in _trained(model) for left in held(part)):
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

    def _owners_of_none(self, sources: Any) -> list[Any]:
        """The layers whose lists of weights were empty when they were given out last."""
        lists = self._owners(sources)
        if lists:
            return lists
        found: list[Any] = []
        for _, owner, take in reversed(self._given):
            layer = owner()
            if layer is None or take(layer):
                break
            found.append(layer)
        return found

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
        own = [op for op in self._recording.ops if _writes(op, {number})]
        if sum(op.chain == made for op in own) > 1:
            return True  # its first value, and one that the same line loads
        numbers, inside = {number}, []
        graph = facts.info.graph
        while graph is not None:
            numbers |= {i._id for o, i in getattr(graph, "captures", ()) if o._id == number}
            inside += graphs.operations(graph)
            graph = getattr(graph, "outer_graph", None)
        own += [op for op in inside if _writes(op, numbers)]
        return any(op.chain != made for op in own)

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

    def flush(self, whole: bool) -> None:
        """The program is over; where it was stopped, it may still have trained others."""
        self._compare()
        self._unheard.tell()
        self._fleeting.tell(self._asked)
        self._early.tell(self._asked)
        if whole:
            self._twice.tell(self._asked, self._value)
            self._neglected.tell(self._asked, self._value)

    def _value(self, variable: Any) -> bytes:
        """What tells a value from others; empty as long as there is none."""
        from tensorflow.python.eager import record
        from tensorflow.python.framework import errors, ops

        with quietly(self._recording.thread), ops.init_scope(), record.stop_recording():
            try:
                numbers = variable.numpy().tobytes()  # none where a graph is to set them yet
                return hashlib.blake2b(numbers).digest() if numbers else b""
            except errors.FailedPreconditionError:
                return b""  # made in a graph that is being traced


def _trained(owner: Any) -> list[Any]:
    """The layers in a layer that are trained; of a module, itself and those in it."""
    if hasattr(owner, "_flatten_layers"):
        return [layer for layer in owner._flatten_layers() if layer.trainable]
    return [owner, *owner.submodules]


def _writes(op: Op, numbers: set[Any]) -> bool:
    """Whether an operation writes one of some variables."""
    return op.name.startswith("assign:") and not numbers.isdisjoint(op.outs)


def _is_trained(variable: Any) -> bool:
    kind = variable.dtype
    return bool(variable.trainable and (kind.is_floating or kind.is_complex))


def _parts(structure: Any, depth: int = _DEEPEST) -> Iterator[Any]:
    """Lists and what is nested in them, outermost first."""
    if depth and isinstance(structure, (list, tuple, dict)):
        yield structure
        inner = structure.values() if isinstance(structure, dict) else structure
        for part in list(inner):
            yield from _parts(part, depth - 1)
