"""``tf.distribute``: a step that a strategy runs on every replica."""

from __future__ import annotations

from typing import Final

from tapelint.flow.containers import Dict
from tapelint.flow.graph import LIVE, NONE, Edge, Value
from tapelint.flow.machine import Machine
from tapelint.flow.places import Place
from tapelint.flow.values import Obj

Args = list[Value]
Kwargs = dict[str, Value]


class Strategies(Machine):
    """``tf.distribute``: a step that a strategy runs on every replica."""

    def _strategy(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        self.seq += 1
        out = Obj("strategy", "tf.distribute.Strategy", None, place, self.seq)
        out.fields["num_replicas_in_sync"] = self.data(None, "python", "int")
        return out

    def strategy_method(
        self, owner: Obj, name: str, args: Args, kwargs: Kwargs, place: Place
    ) -> Value:
        """A method of a strategy, as one replica sees it.

        Replicas may be threads, which a tape around doesn't see, or not: there nothing is known.
        """
        values = [owner, *args, *kwargs.values()]
        if name == "scope":
            return owner
        if name == "experimental_distribute_dataset" and args:
            return args[0]
        if self.tapes or not args:
            return self.unknown(f"tf.distribute.Strategy.{name}", place, values)
        if name in _RUNS:
            return self._on_replica(args, kwargs, place)
        if name == "reduce":
            parts = self.leaves(args[1] if len(args) > 1 else kwargs.get("value", NONE), place)
            return self.node("op", name, [Edge(p, LIVE) for p in parts], place, "tensor", "float")
        return self.unknown(f"tf.distribute.Strategy.{name}", place, values)

    def _on_replica(self, args: Args, kwargs: Kwargs, place: Place) -> Value:
        given = args[1] if len(args) > 1 else kwargs.get("args", NONE)
        named = args[2] if len(args) > 2 else kwargs.get("kwargs", NONE)
        items, rest = ([], None) if given is NONE else self.items_of(given, place)
        known = named is NONE or (isinstance(named, Dict) and named.rest is None)
        if rest is not None or not known:
            return self.unknown("tf.distribute.Strategy.run", place, [*args, *kwargs.values()])
        more = named.data if isinstance(named, Dict) else {}
        return self.call(args[0], items, {str(k): v for k, v in more.items()}, place)


_RUNS: Final = frozenset({"run", "experimental_run_v2"})
STRATEGIES: Final = (
    "tf.distribute.CentralStorageStrategy",
    "tf.distribute.MirroredStrategy",
    "tf.distribute.MultiWorkerMirroredStrategy",
    "tf.distribute.OneDeviceStrategy",
    "tf.distribute.TPUStrategy",
    "tf.distribute.get_strategy",
    "tf.distribute.experimental.CentralStorageStrategy",
    "tf.distribute.experimental.MultiWorkerMirroredStrategy",
    "tf.distribute.experimental.TPUStrategy",
)
