"""From an exception to the line that caused it, the reason in the rules' words, and the rule."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from tapelint.trace import origins, words
from tapelint.trace.evidence import Chain, Line, Op, read_chain
from tapelint.trace.seen import ErrorSeen, Gradient, Note, Place, State
from tapelint.trace.sources import Sources, is_users

UNTRACKED: Final = "untracked-variable"

_CONSEQUENCES: Final = ("radient", "NoneType", "None", "unpack")
_USER_CODE: Final = re.compile(r'File "(?P<file>[^"]+)", line (?P<line>\d+)')
_EXCEPTION: Final = re.compile(r"[A-Za-z_.]+(?:Error|Exception|Warning)\b")
_NODE: Final = re.compile(r"^\{\{function_node [^}]*\}\} ?")
_NO_GRADIENT: Final = re.compile(r"no entry for: (\w+)|gradient defined for operation.*type: (\w+)")
_NO_METHOD: Final = re.compile(r"Tensor' object has no attribute '(?P<method>assign\w*)'")
_NO_VALUE: Final = re.compile(
    r"SymbolicTensor' object has no attribute 'numpy'|symbolic tf\.Tensor .* to a numpy array"
    r"|numpy\(\) is only available when eager|not '?SymbolicTensor|SymbolicTensor\.__format__"
)
_NO_VARIABLES: Final = re.compile(r"grad_fn must accept .*'variables'|accept.* `variables`")
_IN_LAYER: Final = re.compile(r"^Exception encountered when calling .*\n+\x1b\[1m(?P<told>.+)")
_ITEMS: Final = re.compile(
    r"'\S*?(?P<kind>Tensor|Variable)' object does not support item assignment"
)
_TWO_TYPES: Final = (
    re.compile(r"was expected to be an? (?P<one>\w+) tensor but is an? (?P<other>\w+) tensor"),
    re.compile(r"Op has type (?P<other>\w+) that does not match type (?P<one>\w+) of argument"),
    re.compile(r"conversion requested dtype (?P<one>\w+) for Tensor with dtype (?P<other>\w+)"),
)

Groups = Callable[[], Iterable[Sequence[Gradient]]]
"""The requests that were told so far, those of one call chain together, the latest last."""


@dataclass(frozen=True, slots=True)
class Cause:
    """What an exception is the consequence of."""

    place: Place
    reason: str = ""
    rule: str | None = None
    related: tuple[Note, ...] = ()


_USED_UP: Final = "non-persistent GradientTape can only"
_OLD_UPDATES: Final = ("_resource_apply_dense", "_resource_apply_sparse", "_apply_dense")


class Raised:
    """Explains exceptions by the user's text and by what a run has told so far."""

    def __init__(self, file: str, texts: Sources, groups: Groups) -> None:
        self._file = file
        self._texts = texts
        self._groups = groups

    def seen(self, event: Mapping[str, Any], plain: Sequence[str]) -> ErrorSeen:
        """An exception; ``plain`` are the names of tensors that an optimizer got as variables."""
        chain = read_chain(event["raised_at"]) or read_chain(event["site"])
        message = event["message"]
        at = self._in_users_code(message) or (place_of(chain[0]) if chain else Place(self._file, 1))
        cause = (
            self._not_given(message, at)
            or self._cut(event)
            or self._replaced(event, plain, at)
            or self._called_back(message)
            or self._hidden_tape(message, at)
            or _said(message, at)
            or self._several(at)
            or self._never_called(event["type"], at)
            or Cause(self._variable_made(message, at))
        )
        taken = self._texts.sources_taken(read_chain(event["site"]))
        listed = (Note(place_of(line), words.TAKEN) for line in taken[:1])
        related = (*cause.related, *self._frozen(cause.place), *listed)
        told = _first_words(message)
        return ErrorSeen(cause.place, event["type"], told, at, related, cause.reason, cause.rule)

    def _in_users_code(self, message: str) -> Place | None:
        """The line that TensorFlow names when something raises while it traces a function."""
        if "in user code:" not in message:
            return None
        found = [Place(m["file"], int(m["line"])) for m in _USER_CODE.finditer(message)]
        mine = [place for place in found if is_users(place.file)]
        return mine[-1] if mine else None

    def _called_back(self, message: str) -> Cause | None:
        """The line of a Python function that TensorFlow called and that raised."""
        before, _, trace = message.partition("Traceback (most recent call last)")
        found = [Place(m["file"], int(m["line"])) for m in _USER_CODE.finditer(trace)]
        mine = [place for place in found if is_users(place.file)]
        return Cause(mine[-1]) if before and mine else None

    def _not_given(self, message: str, at: Place) -> Cause | None:
        """What is wrong with a function of the user's that gives too little back."""
        line = Line(at.file, at.line)
        if _NO_VARIABLES.search(message):
            given = origins.by_hand(self._texts, line)
            note = Note(at, "it reads a variable, and is called here")
            if given is not None:
                return Cause(place_of(given), words.NO_VARIABLES, "custom-gradient", (note,))
        if "None" not in message:
            return None
        found = origins.nothing_given(self._texts, line)
        if found is None:
            return self._silent_loss(at)
        name, last, bound = found
        note = Note(place_of(bound), words.bound(name))
        return Cause(place_of(last), words.nothing_given(name), None, (note,))

    def _silent_loss(self, at: Place) -> Cause | None:
        """The end of a loss of the program that gives nothing back."""
        found = origins.silent_loss(self._texts, at.file)
        if found is None:
            return None
        name, last = found
        note = Note(at, "it is asked for its value here")
        return Cause(place_of(last), words.nothing_given(f"{name}(…)"), None, (note,))

    def _hidden_tape(self, message: str, at: Place) -> Cause | None:
        """The inner tape of the same name that has answered, where the outer one was meant."""
        line = Line(at.file, at.line)
        found = origins.hidden_tape(self._texts, (line,)) if _USED_UP in message else None
        if found is None:
            return None
        inner, outer = (place_of(line) for line in found)
        notes = (Note(outer, words.HIDDEN), Note(at, "asked for here"))
        return Cause(inner, words.HIDES, "outside-tape", notes)

    def _never_called(self, kind: str, at: Place) -> Cause | None:
        """The update of an optimizer as it was written for Keras 2, where Keras 3 finds none."""
        scopes = self._texts.text(at.file).scopes if kind == "NotImplementedError" else ()
        old = next((scope for scope in scopes if scope.name in _OLD_UPDATES), None)
        if old is None:
            return None
        note = Note(at, "gradients are applied here")
        return Cause(Place(at.file, old.lineno), words.NEVER_CALLED, "removed-member", (note,))

    def _several(self, at: Place) -> Cause | None:
        """Where a name was bound to several things at once, if what raised takes one of them."""
        found = origins.not_unpacked(self._texts, Line(at.file, at.line))
        if found is None:
            return None
        name, line, function = found
        return Cause(place_of(line), words.several(name, function))

    def _variable_made(self, message: str, at: Place) -> Place:
        """Where a function makes a variable each time, if that is what is wrong."""
        made: list[Line] = []
        if "singleton tf.Variable" in message:
            made = self._texts.made_of((Line(at.file, at.line),))
        return place_of(made[0]) if made else at

    # ------------------------------------------------------------------ gradients that don't come

    def _cut(self, event: Mapping[str, Any]) -> Cause | None:
        """The cut that an exception is the consequence of."""
        if (left := self.left(event)) is not None:
            return left
        if event["op"]:
            return self._ungraded(event["message"], read_chain(event["op"]))
        if not any(word in event["message"] for word in _CONSEQUENCES):
            return None
        if event["site"] and "target" not in event["message"]:
            return None  # a request of its own
        latest = [group for group in self._groups() if group][-1:]
        for gradient in (gradient for group in latest for gradient in reversed(group)):
            if not gradient.sources:
                return Cause(self._taken(gradient), words.EMPTY, "foreign-sources")
            if (cause := _all_left(gradient) or _first_cut(gradient)) is not None:
                return cause
        return None

    def left(self, event: Mapping[str, Any]) -> Cause | None:
        """Where the target of a request that raised left TensorFlow."""
        if "KerasTensor" in event["message"]:
            return None  # what stands for a layer's result was asked for, and never was a number
        site = read_chain(event["site"])
        ops = [
            Op(name, (), (), read_chain(chain), True, frozenset()) for name, chain in event["left"]
        ]
        found = self._texts.consequential([op for op in ops if op.chain], site[:1])
        if found is None:
            return None
        reason = words.leaves(words.spelled(found.name))
        return Cause(place_of(found.chain[0]), reason, "leaves-tensorflow")

    def _ungraded(self, message: str, chain: Chain) -> Cause:
        """The operation that has no gradient, or the function that gives wrong ones by hand."""
        line = chain[0]
        if found := _NO_GRADIENT.search(message):
            calls = [
                Note(place_of(outer), words.calls(inner.function))
                for inner, outer in pairwise(chain)
            ]
            reason = words.no_gradient(found[1] or found[2])
            return Cause(place_of(line), reason, "non-differentiable-op", tuple(calls[:3]))
        # The function's parameters are wrong, or else what it returns.
        return Cause(place_of(line if "'variables'" in message else self._texts.given(line)))

    def _taken(self, gradient: Gradient) -> Place:
        """Where an empty list of sources was taken."""
        site = tuple(Line(place.file, place.line) for place in gradient.chain)
        taken = self._texts.sources_taken(site)
        return place_of(taken[0]) if taken else gradient.place

    def _frozen(self, cause: Place) -> tuple[Note, ...]:
        """Where what an empty list of sources would hold was frozen, if that is the cause."""
        for gradient in (gradient for group in self._groups() for gradient in group):
            if not gradient.sources and self._taken(gradient) == cause:
                site = tuple(Line(place.file, place.line) for place in gradient.chain)
                line = self._texts.frozen(site)
                said = "this says that nothing is trainable"
                return () if line is None else (Note(place_of(line), said),)
        return ()

    # ------------------------------------------------------------------ tensors for variables

    def _replaced(self, event: Mapping[str, Any], plain: Sequence[str], at: Place) -> Cause | None:
        """Where the name of a variable was bound to the tensor that can't be written."""
        site = (Line(at.file, at.line),)
        names, method = list(plain), _NO_METHOD.search(event["message"])
        if method is not None:
            names = self._texts.owners(site[0], method["method"])
        for name in names:
            if lines := self._texts.rebindings(name, site):
                others = (Note(place_of(line), words.bound(name)) for line in lines[1:3])
                reason = words.rebound(name)
                return Cause(place_of(lines[0]), reason, "replaced-variable", tuple(others))
        if method is not None:
            return Cause(at, words.fixed("Tensor"), "assign-to-tensor")
        return Cause(at, words.PLAIN) if event["plain"] else None


def first_telling(errors: Iterable[ErrorSeen]) -> tuple[ErrorSeen, ...]:
    """Exceptions without those that TensorFlow raised anew around another one."""
    kept: list[ErrorSeen] = []
    for error in errors:
        again = {f"{known.type}: {known.message}" for known in kept} | {k.message for k in kept}
        if error not in kept and error.message not in again:
            kept.append(error)
    return tuple(kept)


def _first_words(message: str) -> str:
    """A message on one line; of what raised in a traced function, the end says what it was."""
    inner = _IN_LAYER.match(message)
    told_by = message if inner is None else inner["told"].partition("\x1b")[0]
    lines = [line.strip() for line in told_by.strip().split("\n") if line.strip()]
    if not lines:
        return ""
    if lines[0] != "in user code:":
        return _NODE.sub("", lines[0])
    told = [line for line in lines[1:] if not line.startswith(("File ", "Arguments received"))]
    named = [line for line in told if _EXCEPTION.match(line)]
    return (named or told or lines)[-1]


def _said(message: str, at: Place) -> Cause | None:
    """What is wrong where something raised, if its message alone says so."""
    if _NO_VALUE.search(message):
        return Cause(at, words.NO_VALUE, "numpy-in-graph")
    if _USED_UP in message:
        return Cause(at, words.REUSED, "tape-reused")
    if items := _ITEMS.search(message):
        return Cause(at, words.fixed(items["kind"]), "assign-to-tensor")
    for pattern in _TWO_TYPES:
        if types := pattern.search(message):
            return Cause(at, words.of_types(types["one"], types["other"]))
    return None


def _all_left(gradient: Gradient) -> Cause | None:
    """Where the first source is made, if nothing is asked for and something is left out."""
    cuts = [source.cut for source in gradient.sources if source.cut is not None]
    if len(cuts) == len(gradient.sources) and all(cut.rule == UNTRACKED for cut in cuts):
        return Cause(cuts[0].place, cuts[0].reason, UNTRACKED)
    return None


def _first_cut(gradient: Gradient) -> Cause | None:
    for source in gradient.sources:
        if source.state is State.NONE and source.cut is not None:
            return Cause(source.cut.place, source.cut.reason, source.cut.rule)
    return None


def place_of(line: Line) -> Place:
    """The place of a line."""
    return Place(line.file, line.line)
