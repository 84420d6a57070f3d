"""Watching from inside a program that goes on afterwards: a notebook's kernel, a test.

Beside what the watch itself sees, this asks tapes on our own account, and says of a tape that
recorded before anybody watched what TensorFlow itself still knows.
"""

from __future__ import annotations

import contextlib
import weakref
from typing import TYPE_CHECKING

from . import frames, naming, norms
from .afresh import Afresh
from .tapes import Tapes
from .watch import Watch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any

    from .events import Kept

_FLOATING = ("float", "bfloat", "complex", "half", "resource", "variant")


class Answered:
    """What a tape was asked for last: the number of that request, its target and sources."""

    def __init__(self, number: int, target: list[Any], sources: list[Any]) -> None:
        self.number = number
        self.target = target
        self.sources = sources


class Inside(Watch):
    """A watch that remembers which tape was asked what, and leaves no graph behind."""

    def __init__(self, events: Kept, every_step: bool) -> None:
        super().__init__(events, 0, every_step)
        self._answered: weakref.WeakKeyDictionary[Any, Answered] = weakref.WeakKeyDictionary()
        self._afresh = Afresh()
        self._tapes = next(part for part in self._parts if isinstance(part, Tapes))
        self.report.request = self._noting(self.report.request)  # type: ignore[method-assign]

    def start(self) -> None:
        """Watch from now on."""
        super().start()
        self._afresh.install()

    def stop(self) -> None:
        """Leave TensorFlow, and the functions that ran meanwhile, as they were."""
        self._afresh.uninstall()
        super().stop()

    def knows(self, tape: Any) -> bool:
        """Whether a tape recorded while we watched, at a step that was looked at."""
        info = self._tapes._infos.get(tape)
        return info is not None and info.sampled and not self.care.aside

    def answered(self, tape: Any) -> Answered | None:
        """What a tape was asked for last."""
        return self._answered.get(tape)

    @contextlib.contextmanager
    def closely(self) -> Iterator[None]:
        """Look at every step, and explain each anew."""
        sampling = self.report._sampling
        before, sampling.every_step = sampling.every_step, True
        self.report._known.clear()
        self.report._explained.clear()
        try:
            yield
        finally:
            sampling.every_step = before

    def asked_at(self) -> list[Any]:
        """The places of all requests, of tapes that recorded before we watched as well."""
        return [frames.spelled(site) for site in self.report._steps]

    def _noting(self, original: Callable[..., Any]) -> Callable[..., Any]:
        def request(asked: Any, *args: Any) -> Any:
            told = original(asked, *args)
            target, sources = _flat(asked.target), _flat(asked.sources)
            self._answered[asked.tape] = Answered(told.number, target, sources)
            return told

        return request


def begin(events: Kept, every_step: bool) -> Inside:
    """Watch from now on; needs TensorFlow."""
    import tensorflow  # noqa: F401 - all of it, as the program would

    watch = Inside(events, every_step)
    try:
        watch.start()
    except BaseException:
        watch.stop()
        raise
    return watch


# ---------------------------------------------------------------------- asking


def is_used_up(tape: Any) -> bool:
    """Whether a tape was asked already and can't be asked again."""
    return tape._tape is None


def gradient(tape: Any, target: Any, sources: Sequence[Any]) -> list[Any]:
    """The gradients, as the program would ask for them."""
    return list(tape.gradient(target, list(sources)))


def taped(loss_fn: Callable[[], Any], sources: Sequence[Any]) -> tuple[Any, Any]:
    """A tape that recorded a call of a function, and its result; tensors are watched."""
    from tensorflow.python.eager import backprop

    with backprop.GradientTape() as tape:
        for source in sources:
            if not hasattr(source, "trainable"):
                tape.watch(source)
        target = loss_fn()
    return tape, target


def flattened(structure: Any) -> list[Any]:
    """The tensors and variables of a structure, in the order in which a tape answers."""
    return _flat(structure)


def _flat(structure: Any) -> list[Any]:
    from tensorflow.python.util import nest

    return list(nest.flatten(structure))


# ---------------------------------------------------------------------- what TensorFlow knows


def no_tensor(target: Any) -> str:
    """What a target is that no tape can be asked for; empty where it is a tensor."""
    for one in _flat(target):
        if one is None:
            return "None"
        if not hasattr(one, "dtype") or type(one).__module__.partition(".")[0] == "numpy":
            return "a plain `%s`" % type(one).__name__
    return ""


def whole_number(target: Any) -> str:
    """The dtype of a target that can't have a gradient; empty where it can."""
    for one in _flat(target):
        name = getattr(one.dtype, "name", str(one.dtype))
        if not name.startswith(_FLOATING):
            return str(name)
    return ""


def names(sources: Sequence[Any]) -> list[str]:
    """What the program calls its sources."""
    frame = frames.users_frame(1)
    return [naming.name_of(source, frame, i) for i, source in enumerate(sources)]


def name_of_target(target: Any) -> str:
    """What the program calls a target."""
    frame = frames.users_frame(1)
    found = [naming.name_of(one, frame, i) for i, one in enumerate(_flat(target)[:4])]
    return ", ".join("target" if name.startswith("source[") else name for name in found)


def facts(tape: Any, sources: Sequence[Any], gradients: Sequence[Any]) -> list[dict[str, Any]]:
    """Of each source: what became of its gradient, what it is, whether the tape watched it."""
    seen = {_handle(variable) for variable in tape.watched_variables()}
    found = []
    for source, one in zip(sources, gradients):
        size = norms.norm(one)
        dtype = getattr(source, "dtype", None)
        found.append(
            {
                "state": norms.state(size),
                "norm": norms.known(size),
                "dtype": getattr(dtype, "name", None) or str(dtype),
                "variable": hasattr(source, "trainable"),
                "trainable": bool(getattr(source, "trainable", True)),
                "watched": _handle(source) in seen,
                "watches": bool(tape._watch_accessed_variables),
            }
        )
    return found


def tensors_in(names: dict[str, Any]) -> dict[int, str]:
    """The tensors that go by a name, by their ids."""
    return {
        value._id: name
        for name, value in list(names.items())
        if type(value).__name__ == "EagerTensor" and not name.startswith("_")
    }


def _handle(variable: Any) -> Any:
    return getattr(getattr(variable, "handle", variable), "_id", None)
