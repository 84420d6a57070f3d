"""Gradients that come and are of no use: for variables made anew, or for the wrong ones."""

from __future__ import annotations

import contextlib
import functools
import re
import sys
import weakref
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from . import carried, emptied, frames, graphs
from .dropped import dropped
from .forgotten import Forgotten
from .undone import Undone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any

    from .frames import Chain
    from .recording import Op, Recording
    from .report import Report, Request
    from .twice import Twice

_SCALING = "LossScaleOptimizer"
_OPTIMIZERS = {
    "keras.src.optimizers.base_optimizer": "BaseOptimizer",
    "keras.src.optimizers.loss_scale_optimizer": _SCALING,
}
"""Those of Keras with an ``apply`` of their own: where each is, and what it is called."""
_MOST_KNOWN = 20000
_MOST_LOOKS = 50  # at gradients that were changed before they were applied, in eager steps
_MOST_BETWEEN = 4000  # operations between the answer and the optimizer
_ENOUGH = 3  # how often a gradient goes to another variable before nothing else is likely


class Asked(NamedTuple):
    """A source when it was last asked for at a place, by its name and by where it was made."""

    request: Request
    number: Any
    moment: int
    newest: int  # the id of the variable that was made last before


class Replaced:
    """A variable in whose place another one of the same line, ``by``, was asked for."""

    def __init__(
        self, request: Request, position: int, number: Any, place: Chain, moment: int, by: Any
    ) -> None:
        self.request = request
        self.position = position
        self.number = number
        self.place = place
        self.moment = moment
        self.by = by


class Doubt(NamedTuple):
    """A gradient that goes to another variable than was asked for: to a copy, perhaps."""

    request: Request
    position: int
    number: Any
    chain: Chain
    moment: int
    graph: Any  # in which it is; None outside of every one


class Losses:
    """Compares a request with the one before it, and what an optimizer gets with what was asked."""

    def __init__(self, recording: Recording, report: Report, twice: Twice) -> None:
        self._recording = recording
        self._report = report
        self._twice = twice
        self._latest: dict[tuple[Chain, int, str, Chain], Asked] = {}
        # The id of a gradient -> the requests that it answered: position and variable.
        self._known: dict[Any, list[tuple[Request, int, Any]]] = {}
        self._names: dict[Any, str] = {}
        self._replaced: list[Replaced] = []
        self._doubts: list[Doubt] = []
        self._asked_for: Counter[Any] = Counter()
        self._told: set[tuple[Chain, int, str]] = set()
        self._looks = 0
        self._looked: set[Chain] = set()  # where gradients were asked for that were applied
        self._undone = Undone(recording, self._tell_undone)
        self._forgotten = Forgotten(recording, self._tell_forgotten)
        self._sums = 0  # how many gradients were looked at that come from nowhere else
        # Of each variable, the request that asked for it last, and as which of the sources.
        self._requests: dict[Any, tuple[Request, int]] = {}
        self._trained_by: dict[Any, weakref.ref[Any]] = {}  # each variable's optimizer
        self._scaled: set[Chain] = set()  # where gradients were asked for that have a scale
        self._undo: dict[str, tuple[Any, Any]] = {}

    def install(self) -> None:
        """Watch Keras' optimizers, once the program has imported them."""
        if len(self._undo) == len(_OPTIMIZERS):
            return
        for name, kind in _OPTIMIZERS.items():
            optimizer: Any = getattr(sys.modules.get(name), kind, None)
            if optimizer is not None and name not in self._undo and "apply" in vars(optimizer):
                self._undo[name] = (optimizer, optimizer.apply)
                optimizer.apply = self._applied(optimizer.apply, kind == _SCALING)

    def uninstall(self) -> None:
        """Leave the optimizers as they were."""
        for optimizer, original in self._undo.values():
            optimizer.apply = original
        self._undo = {}

    # ------------------------------------------------------------------ variables made anew

    def asked(
        self, request: Request, raw: Sequence[Any], sources: Sequence[Any], gradients: Sequence[Any]
    ) -> None:
        """A request was answered with some gradients."""
        recording = self._recording
        numbers = [_number(variable, source) for variable, source in zip(raw, sources)]
        made = [recording.made.get(number) for number in numbers]
        self._names.update(zip(numbers, map(_layer, raw)))
        called = [_called(variable) for variable in raw]
        with contextlib.suppress(Exception):  # what can't be compared is not ours to judge
            self._forgotten.asked(request, gradients)
        self._requests.update((number, (request, i)) for i, number in enumerate(numbers))
        self._asked_for.update(number for number in numbers if number is not None)
        for position, (number, place, name) in enumerate(zip(numbers, made, called)):
            if place:
                self._compare_made(request, position, number, place, name)
        if len(self._known) > _MOST_KNOWN:
            self._known.clear()
        for position, (gradient, number) in enumerate(zip(gradients, numbers)):
            if getattr(gradient, "_id", None) is not None:
                self._known.setdefault(gradient._id, []).append((request, position, number))

    def _compare_made(
        self, request: Request, position: int, number: Any, place: Chain, name: str
    ) -> None:
        """Note a variable in whose place there is a new one of its name, made on the same line."""
        key = (request.site, position, name, place)
        before = self._latest.get(key)
        newest = next(reversed(self._recording.made), 0)
        self._latest[key] = Asked(request, number, self._recording.moment, newest)
        known = before is not None and before.moment >= self._recording.blind
        if before is not None and known and before.newest < number:
            since = (place, before.moment, number)
            self._replaced.append(Replaced(before.request, position, before.number, *since))

    def flush(self, fewest: int = 1) -> None:
        """Tell of variables that were trained once, never read again, and then made anew.

        This is asked when nothing more will be seen for a while: with ``fewest`` of a kind.
        """
        self._flush_doubts()
        self._undone.look()
        with contextlib.suppress(Exception):
            self._forgotten.flush()
        replaced, self._replaced = self._replaced, []
        if not replaced:
            return
        reads = self._read_later({one.number for one in replaced}, replaced[0].moment)
        found: dict[tuple[Chain, int], list[Replaced]] = {}
        for one in replaced:
            once = self._asked_for[one.number] == 1
            if one.number in reads and once and self._is_same_training(one):
                found.setdefault((one.request.site, one.position), []).append(one)
        for same in found.values():
            if len(same) >= fewest:
                first = same[0]
                later = [chain for one in same for chain in reads[one.number]]
                self._tell(first.request, first.position, "fresh-variable", first.place, (), later)

    def _is_same_training(self, one: Replaced) -> bool:
        """Whether no other optimizer has taken over, as it does for the next of several models."""
        first, then = self._trained_by.get(one.number), self._trained_by.get(one.by)
        return first is None or then is None or first() is then()

    def _flush_doubts(self) -> None:
        """Tell of gradients for variables that nothing changed meanwhile: no copy is kept so."""
        doubts, self._doubts = self._doubts, []
        found: dict[tuple[Chain, int], list[Doubt]] = {}
        for doubt in doubts:
            found.setdefault((doubt.request.site, doubt.position), []).append(doubt)
        for first, *others in found.values():
            times = len(others) + 1 if first.graph is None else self._runs(first)
            seen = first.moment >= self._recording.blind and times >= _ENOUGH
            if seen and not self._is_written(first):
                rule = "mismatched-gradients"
                self._tell(first.request, first.position, rule, first.chain, first.request.site)

    def _runs(self, doubt: Doubt) -> int:
        """How often a function that was traced once has been called since."""
        return sum(doubt.number in op.ins for op in self._recording.since(doubt.moment))

    def _is_written(self, doubt: Doubt) -> bool:
        """Whether anything sets the variable that was asked for, as one does with a copy."""
        inside = getattr(doubt.graph, "captures", ())
        own = {inner._id for outer, inner in inside if outer._id == doubt.number}
        ops = [] if doubt.graph is None else graphs.operations(doubt.graph)
        return any(
            _updates(op, number)
            for number in (doubt.number, *own)
            for op in (*ops, *self._recording.since(doubt.moment))
        )

    def _read_later(self, numbers: set[Any], moment: int) -> dict[Any, list[Chain]]:
        """The variables that were written, and where each was read after the last write."""
        found: dict[Any, list[Chain]] = {}
        for op in self._recording.since(moment):
            for number in {*op.ins, *op.outs} & numbers:
                if _updates(op, number):
                    found[number] = []
                elif number in found:
                    found[number].append(op.chain)
        return found

    def _tell(
        self,
        request: Request,
        position: int,
        rule: str,
        chain: Chain,
        related: Chain,
        reads: Sequence[Chain] = (),
    ) -> None:
        key = (request.site, position, rule)
        if key not in self._told:
            self._told.add(key)
            self._report.lost(request, position, rule, chain, related, reads)

    # ------------------------------------------------------------------ the wrong variables

    def _applied(self, original: Callable[..., Any], scales: bool) -> Callable[..., Any]:
        @functools.wraps(original)
        def apply(optimizer: Any, grads: Any, trainable_variables: Any = None) -> Any:
            if trainable_variables is not None:
                # What can't be compared is not ours to judge.
                with contextlib.suppress(Exception):
                    self._compare(list(grads), list(trainable_variables))
                with contextlib.suppress(Exception):
                    self._twice.applied(optimizer, self._sites(grads))
                with contextlib.suppress(Exception):
                    self._look_for_dropped(list(grads))
                with contextlib.suppress(Exception):
                    self._look_for_emptied(list(grads), list(trainable_variables))
                if scales:
                    self._note_scale(list(grads))
                trained = dict.fromkeys(_handles(trainable_variables), weakref.ref(optimizer))
                self._trained_by.update(trained)
            start = self._recording.moment
            try:
                result = original(optimizer, grads, trainable_variables)
            except Exception as error:
                with contextlib.suppress(Exception):
                    vars(error)["_tapelint_plain"] = self._plain(grads, trainable_variables)
                raise
            with contextlib.suppress(Exception):
                if trainable_variables is not None and self._recording.on and not scales:
                    self._undone.updated(start, _handles(trainable_variables))
            return result

        return apply

    def _sites(self, gradients: Iterable[Any]) -> set[Chain]:
        """Where gradients were asked for."""
        known = (one for g in gradients for one in self._known.get(_id(g), ()))
        return {request.site for request, _, _ in known}

    def _note_scale(self, gradients: Sequence[Any]) -> None:
        """An optimizer lets a step pass whose gradients are too large, and makes the scale less."""
        known = (self._known.get(_id(gradient), []) for gradient in gradients)
        for request in {id(r): r for requests in known for r, _, _ in requests}.values():
            if request.site not in self._scaled:
                self._scaled.add(request.site)
                self._report.scaled(request)

    def _plain(self, gradients: Any, variables: Any) -> list[list[int]]:
        """What is no variable of what an optimizer gets: the requests for it, with its position.

        A request of number 0 stands for what isn't known to have been asked for.
        """
        found = []
        for gradient, value in zip(gradients, variables):
            if hasattr(value, "assign") or not hasattr(value, "dtype"):
                continue
            known = self._known.get(_id(gradient), [])
            own = [(r.number, position) for r, position, asked in known if asked == _id(value)]
            found.append([*own, (0, 0)][0])
        return [list(one) for one in found]

    def _compare(self, gradients: Sequence[Any], variables: Sequence[Any]) -> None:
        """Whether gradients go to other variables of the same call than they were asked for."""
        given = _handles(variables)
        self._names.update(zip(given, map(_layer, variables)))
        for gradient, origin, number in zip(gradients, self._origins(gradients), given):
            # Of values that are added up, one gradient is that of all.
            known = self._known.get(origin, [])
            if not known or any(asked == number for _, _, asked in known):
                continue
            request, position, asked = known[0]
            same = origin == _id(gradient)  # one that was changed may be meant for a copy, cast so
            if asked in given or (same and self._is_other(asked, number)):
                self._tell(request, position, "mismatched-gradients", frames.chain(3), request.site)
            else:
                graph = getattr(gradient, "graph", None)
                moment = self._recording.moment
                self._doubts.append(Doubt(request, position, asked, frames.chain(3), moment, graph))

    def _origins(self, gradients: Sequence[Any]) -> list[Any]:
        """The ids of gradients as they were asked for, before they were clipped or scaled."""
        found = [_id(gradient) for gradient in gradients]
        changed = [i for i, number in enumerate(found) if number not in self._known]
        eager = [i for i in changed if hasattr(gradients[i], "_numpy")]
        if eager and self._recording.on and self._looks < _MOST_LOOKS:
            self._looks += 1
            ways = carried.carriers(self._recording.ops[-_MOST_BETWEEN:])
            for i in eager:
                found[i] = carried.eagerly(found[i], self._known, ways)
        for i in set(changed).difference(eager):
            if hasattr(gradients[i], "op"):
                found[i] = carried.in_graph(gradients[i], self._known)
        return found

    def _look_for_dropped(self, gradients: Sequence[Any]) -> None:
        """Whether something was made of gradients that are applied as they came, and dropped."""
        known = {g._id: self._known[g._id][0] for g in gradients if _id(g) in self._known}
        sites = {request.site for request, _, _ in known.values()}
        if not sites - self._looked:
            return
        self._looked |= sites
        graph = getattr(gradients[0], "graph", None)
        ops = self._recording.ops if graph is None else graphs.operations(graph)
        shapes = {g._id: tuple(g.shape) for g in gradients if _id(g) in known}
        for one in dropped([op for op in ops if op.name != "gradient"], known.keys(), shapes):
            request, position, _ = known[one.value]
            self._tell(request, position, "discarded-result", one.chain, request.site)

    def _tell_forgotten(self, request: Request, position: int, chain: Chain) -> None:
        """Something that is made of a gradient is taken by nothing: the text says why."""
        self._report.lost(request, position, "rebound", chain, request.site[:1], ())

    def _tell_undone(self, number: Any, chain: Chain) -> None:
        """What a variable learns is overwritten each time."""
        if number in self._requests:
            request, position = self._requests[number]
            self._tell(request, position, "undone", chain, request.site)

    def _look_for_emptied(self, gradients: Sequence[Any], variables: Sequence[Any]) -> None:
        """Whether what was summed up was set back to zero before it is applied."""
        recording = self._recording
        for gradient, variable in zip(gradients, variables):
            asked = self._requests.get(getattr(getattr(variable, "handle", None), "_id", None))
            if asked is None or _id(gradient) in self._known:
                continue
            if _is_eager(gradient):
                self._sums += recording.on
                looks = recording.on and self._sums <= _MOST_LOOKS
                chain = emptied.eagerly(gradient, recording.ops, self._known) if looks else ()
            else:
                chain = emptied.in_graph(gradient)
            if chain:
                self._tell(*asked, "emptied", chain, frames.chain(3))

    def _is_other(self, one: Any, two: Any) -> bool:
        """Whether two variables can't be the same weight of two copies of a model."""
        made = [self._recording.made.get(number) for number in (one, two)]
        lines = [place[:1] for place in made if place]
        names = [self._names.get(number, "") for number in (one, two)]
        return len(lines) == 2 and lines[0] != lines[1] and all(names) and names[0] != names[1]


def _id(value: Any) -> Any:
    return getattr(value, "_id", None)


def _handles(variables: Iterable[Any]) -> list[Any]:
    return [getattr(getattr(variable, "handle", None), "_id", None) for variable in variables]


def _is_eager(gradient: Any) -> bool:
    from tensorflow.python.eager import context

    return bool(context.executing_eagerly()) and hasattr(gradient, "numpy")


def _number(variable: Any, source: Any) -> Any:
    """The id of a source: that of its handle outside of every graph, where it is a variable."""
    number = getattr(getattr(variable, "handle", None), "_id", None)
    return getattr(source, "_id", None) if number is None else number


def _called(variable: Any) -> str:
    """The name that the user gave a variable; Keras numbers its own names."""
    name = getattr(variable, "path", None) or getattr(variable, "name", None) or ""
    return re.sub(r"_\d+", "", str(name))


def _layer(variable: Any) -> str:
    """What a variable is called, with the layer that it belongs to."""
    path = getattr(variable, "path", None)
    if not isinstance(path, str):
        return ""
    # Keras numbers its names, so copies of a model differ in the numbers only.
    return re.sub(r"_\d+", "", "/".join(path.split("/")[-2:])) + str(variable.shape)


def _updates(op: Op, number: Any) -> bool:
    """Whether an operation writes a variable."""
    written = number in op.outs and op.name.startswith("assign:")
    return written or (number in op.ins and op.name.startswith("ResourceApply"))
