"""Threads: what runs in another one, no tape and no graph of this one records."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from tapelint.flow.containers import Dict, Lazy, Seq
from tapelint.flow.frames import Flow
from tapelint.flow.graph import NONE, Value
from tapelint.flow.machine import Machine
from tapelint.flow.places import Place
from tapelint.flow.values import Obj

Args = list[Value]
Kwargs = dict[str, Value]

_OF_THREAD: Final = ("group", "target", "name", "args", "kwargs")
_OF_APPLY: Final = ("func", "args", "kwds", "callback")


class Threads(Machine):
    """Threads, pools of them and what they promise; each runs as soon as it may."""

    def _thread(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        """``threading.Thread``, where it matters that it is one: under a tape."""
        if not self.tapes:
            return self._harmless("threading.Thread", args, kwargs, place)
        given = dict(zip(_OF_THREAD, args, strict=False)) | kwargs
        return self._threaded("thread", given, place)

    def _executor(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        """``ThreadPoolExecutor`` and ``ThreadPool``."""
        return self._threaded("executor", {}, place)

    def _as_completed(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        """Futures in any order."""
        return Seq("list", (), self._drawn("as_completed", args[0] if args else NONE, place))

    def _threaded(self, kind: str, fields: Kwargs, place: Place) -> Obj:
        self.seq += 1
        out = Obj(kind, "", None, place, self.seq)
        out.fields.update(fields)
        return out

    def thread_method(
        self, owner: Obj, name: str, args: Args, kwargs: Kwargs, place: Place
    ) -> Value:
        """A method of a thread, of a pool of threads or of a future."""
        method = _METHODS.get((owner.kind, name))
        is_given = owner.kind != "executor" or bool(args or "func" in kwargs)
        if method is not None and is_given:
            return method(self, owner, args, kwargs, place)
        if name in _WAITS:
            return NONE
        values = [owner, *args, *kwargs.values()]
        self.havoc(values, place)
        return self.unknown(f"{owner.kind}.{name}", place, values)

    def _start_thread(self, owner: Obj, args: Args, kwargs: Kwargs, place: Place) -> Value:
        target = owner.fields.get("target", NONE)
        if target is not NONE:
            given = [owner.fields.get("args", NONE), owner.fields.get("kwargs", NONE)]
            # What a thread raises ends the thread, not the program.
            self.attempt(lambda: self._ended(self._applied(target, given, place)))
        return NONE

    def _submit_call(self, owner: Obj, args: Args, kwargs: Kwargs, place: Place) -> Value:
        if not args:  # `submit` takes its function by position only
            return self.unknown("submit", place, list(kwargs.values()))
        made = self._elsewhere(lambda: self.call(args[0], args[1:], kwargs, place))
        return self._threaded("future", {"result": made}, place)

    def _pool_map(self, owner: Obj, args: Args, kwargs: Kwargs, place: Place) -> Value:
        given = [kwargs["func"], *args] if "func" in kwargs else args
        over = [*given, kwargs["iterable"]] if "iterable" in kwargs else given
        items, rest = self._elsewhere(partial(self.items_of, Lazy("map", tuple(over)), place))
        return Seq("list", tuple(items), rest)

    def _pool_apply(self, owner: Obj, args: Args, kwargs: Kwargs, place: Place) -> Value:
        given = dict(zip(_OF_APPLY, args, strict=False)) | kwargs
        return self._applied(
            given["func"], [given.get("args", NONE), given.get("kwds", NONE)], place
        )

    def _pool_apply_async(self, owner: Obj, args: Args, kwargs: Kwargs, place: Place) -> Value:
        return self._threaded(
            "future", {"result": self._pool_apply(owner, args, kwargs, place)}, place
        )

    def _future_result(self, owner: Obj, args: Args, kwargs: Kwargs, place: Place) -> Value:
        made: Value = owner.fields["result"]
        return made

    def _applied(self, func: Value, given: Args, place: Place) -> Value:
        """A call with a tuple of arguments, and perhaps a dictionary of named ones."""
        items, rest = (
            self.items_of(given[0], place) if given and given[0] is not NONE else ([], None)
        )
        named = given[1] if len(given) > 1 else NONE
        if rest is not None or not (named is NONE or isinstance(named, Dict)):
            self.havoc([func, *given], place)
            return self.unknown("call in a thread", place, [func, *given])
        data = named.data if isinstance(named, Dict) else {}
        more = {str(k): v for k, v in data.items()}
        made: Value = self._elsewhere(lambda: self.call(func, items, more, place))
        return made

    def _elsewhere(self, work: Callable[[], Any]) -> Any:
        """Run what another thread does."""
        before, tapes = self.seq, self.tapes
        self.tapes = ()
        try:
            return self.outside_graph(work)
        finally:
            self.tapes = tapes
            for token in tapes:
                ran = (*token.tape.fields.get("threads", ()), range(before + 1, self.seq + 1))
                self.heap.put(token.tape.fields, "threads", ran)

    @staticmethod
    def _ended(value: Value) -> int:
        return Flow.NEXT


_Handler = Callable[[Any, Obj, Args, Kwargs, Place], Value]
_METHODS: Final[dict[tuple[str, str], _Handler]] = {
    ("thread", "start"): Threads._start_thread,
    ("executor", "submit"): Threads._submit_call,
    ("executor", "map"): Threads._pool_map,
    ("executor", "imap"): Threads._pool_map,
    ("executor", "apply"): Threads._pool_apply,
    ("executor", "apply_async"): Threads._pool_apply_async,
    ("future", "result"): Threads._future_result,
    ("future", "get"): Threads._future_result,
}
_WAITS: Final = frozenset({"join", "shutdown", "close", "terminate", "wait", "exception"})
