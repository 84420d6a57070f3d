"""What is said of a request: its sources and target in words, and what explains them."""

from __future__ import annotations

import functools
import math
from typing import TYPE_CHECKING

from . import evidence, frames, graphs, naming, norms, ways
from .dropped import dropped
from .recording import PIPELINES
from .rerun import once_more

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    from .asked import Asked, TapeInfo
    from .evidence import Body
    from .frames import Chain
    from .held import Left
    from .python import Called
    from .recording import Op, Recording
    from .report import Described
    from .rerun import Seen

    States = dict[int, float | None]  # the norm of the gradient of each tensor, by id
    Sizes = list[float | None]
    Extent = tuple[Any, int, int]  # a graph, and which of its operations a tape recorded

_MOST_DROPPED = 20


class Facts:
    """A request, its target and its sources; ``raw`` are the sources as the user has them."""

    def __init__(
        self, recording: Recording, asked: Asked, target: Any, sources: Any, raw: Any
    ) -> None:
        self.asked = asked
        self.info: TapeInfo = asked.info  # type: ignore[assignment]  # only where there is one
        self.target = target
        self.sources = sources
        self.raw = raw or sources
        self.recording = recording
        self.chains = evidence.Chains()
        self.left: Sequence[Left] = ()
        # Of a target that isn't finite: the values that are the first not to be, and whether each
        # is NaN though nothing was that it is made of.
        self.spoiled: dict[int, bool] = {}
        self.is_sound = False  # whether such values are known of a target that is finite
        self.loss: float | None = None  # how large the target is, if it is one number
        self.gradients: Mapping[int, Any] = {}  # of what the tape saw, if something is bad

    def add(self, left: Sequence[Left]) -> None:
        """Add what nobody asked for to the sources, behind the user's."""
        self.left = left
        self.sources = [*self.sources, *(one.variable.handle for one in left)]
        self.raw = [*self.raw, *(one.variable for one in left)]

    def targets(self) -> list[int]:
        """The ids of what is differentiated."""
        if self.asked.targets is not None:
            return self.asked.targets
        return [number for number in map(number_of, self.target) if number is not None]

    @functools.cached_property
    def is_loss(self) -> bool:
        """Whether the target is one number, or several that are asked for together."""
        if self.asked.kind.endswith("jacobian"):
            return False
        single = all(getattr(t, "shape", None) is not None for t in self.target)
        return single and all(t.shape.num_elements() == 1 for t in self.target)

    def described(self, sizes: Sizes) -> list[Described]:
        """The sources: name, what became of the gradient, how large it is, dtype and shape."""
        return [
            dict(source, state=norms.state(size), norm=size)
            for source, size in zip(self._sources, sizes)
        ]

    @functools.cached_property
    def _sources(self) -> list[Described]:
        """What is always the same of the sources."""
        found: list[Described] = [
            {"name": name, "dtype": dtype_of(raw), "shape": str(getattr(raw, "shape", ""))}
            for name, raw in zip(self._names, self.raw)
        ]
        for source, left in zip(found[len(found) - len(self.left) :], self.left):
            made = self.recording.made.get(left.number, ())
            source["name"] = left.name
            source["left"] = left.told(made)
        return found

    @property
    def _names(self) -> list[str]:
        """What the user calls the sources."""
        asked = self.asked
        if asked.names is None:
            asked.names = [naming.name_of(raw, asked.frame, i) for i, raw in enumerate(self.raw)]
            asked.target_name = self._spelled_target()
            asked.frame = None  # it would keep all that the function holds
        return asked.names

    def _spelled_target(self) -> str:
        """What the user calls the target."""
        asked = self.asked
        targets = asked.target if isinstance(asked.target, (list, tuple)) else [asked.target]
        named = [naming.name_of(t, asked.frame, i) for i, t in enumerate(targets[:4])]
        unnamed = "loss" if asked.kind in ("fit", "train_step") else "target"
        return ", ".join(unnamed if n.startswith("source[") else n for n in named) or unnamed

    def operations(self, extent: Extent | None) -> Sequence[Op]:
        """The operations that the request can have to do with."""
        if extent is None:
            return self.recording.ops
        graph, start, end = extent
        return graphs.operations(graph, start, end, self.info)

    def _pipelines(self) -> list[Op]:
        """The steps of data pipelines that read a source, outside of the graph of the request."""
        own = {number for source in self.sources for number in self.aliases(source)}
        steps = (op for op in self.recording.ops if op.name in PIPELINES)
        return [step for step in steps if not own.isdisjoint(step.ins)]

    def evidence(self, states: States, extent: Extent | None) -> dict[str, Any]:
        """All that an explanation of this request can need."""
        ops = self.operations(extent)
        ops = ops if extent is None else [*self._pipelines(), *ops]
        sources = [self._source(raw, source, ops) for raw, source in zip(self.raw, self.sources)]
        numbers = [number for source in sources for number in source["ids"]]
        targets = self.targets()
        rows, bodies = evidence.exported(ops, self.info, self.chains, numbers, targets, self._body)
        names = {row[0] for row in rows}
        _collect_names(bodies, names)
        return {
            "chains": self.chains.spelled,
            "records": rows,
            "bodies": bodies,
            "states": {str(key): value for key, value in states.items()},
            "sound": self.is_sound,
            "spoiled": {str(number): turned for number, turned in self.spoiled.items()},
            "sources": sources,
            "targets": targets,
            "floating_targets": [dtype_of(t) for t in self.target],
            "tape": {
                "made": frames.spelled(self.info.made),
                "watches": self.info.watches,
                "persistent": self.info.persistent,
            },
            "ops": evidence.gradients_of(names),
        }

    def _body(self, op: Op) -> Body | None:
        if op.name == "tf.function":
            return graphs.function_body(op.body, self.chains, self._again(op))
        if op.name in PIPELINES:
            return graphs.pipeline_body(op.body, self.chains)
        if op.name == "EagerPyFunc":
            return None if op.body is None else self._called(op.body)
        if op.body is not None:
            return graphs.control_flow_body(op.body, self.chains)
        return None

    def _again(self, op: Op) -> Seen | None:
        """What a function does inside, where a gradient is bad or a value."""
        given = self.recording.calls.get(op.outs[0]) if op.outs else None
        arriving = [self.gradients.get(out) for out in op.outs]
        if given is None or all(gradient is None for gradient in arriving):
            return None
        try:
            gradients, is_spoiled = dict(zip(op.outs, arriving)), bool(self.spoiled)
            return once_more(op.body, given, gradients, op.outs, is_spoiled)
        except Exception:
            return None  # what can't run once more is told as one operation

    def _called(self, body: Called) -> Body:
        """What a ``py_function`` did."""
        rows, bodies = evidence.exported(
            body.ops, None, self.chains, body.ins, body.outs, self._body
        )
        return [
            {
                "records": rows,
                "bodies": bodies,
                "inputs": body.ins,
                "outputs": body.outs,
                "offset": 0,
                "states": {},
                "whole": False,
            }
        ]

    def aliases(self, source: Any) -> list[int]:
        """The ids of a source: its own, and that under which the graph knows it."""
        number = number_of(source)
        found = [] if number is None else [number]
        graph = self.info.graph
        for outer, inner in getattr(graph, "captures", ()) if graph is not None else ():
            if outer is source or (number is not None and getattr(outer, "_id", None) == number):
                found.append(inner._id)
        return found

    def _source(self, raw: Any, source: Any, ops: Sequence[Op]) -> dict[str, Any]:
        number = number_of(source)
        aliases = self.aliases(source)
        variable = hasattr(raw, "handle") or hasattr(raw, "trainable")
        made = self.recording.made.get(number)
        moment = self.info.watched.get(number)
        return {
            "ids": aliases,
            "variable": variable,
            "trainable": bool(getattr(raw, "trainable", True)),
            "dtype": dtype_of(raw),
            "watched": moment is not None,
            "late": self._is_late(moment, aliases, ops),
            "made": -1 if made is None else self.chains.index(made),
        }

    def _is_late(self, moment: int | None, aliases: Sequence[int], ops: Sequence[Op]) -> bool:
        """Whether something read the source under the tape before the tape watched it."""
        if moment is None or self.info.graph is not None:
            return False
        until = ops[: max(0, moment - self.recording.first)]
        return any(
            self.info in op.tapes and any(number in op.ins for number in aliases) for op in until
        )


class About:
    """What more there is to say of an answered request, put together only when it is said."""

    def __init__(self, facts: Facts, sizes: Sizes, states: States, extent: Extent | None) -> None:
        self._facts = facts
        self._sizes = sizes
        self._states = states
        self._extent = extent

    @property
    def unfit(self) -> str:
        """Whether it was seen since when a target isn't finite whose gradients are; else empty."""
        if self.loss is None or math.isfinite(self.loss):
            return ""
        if not all(size is None or math.isfinite(size) for size in self._sizes):
            return ""  # that says it all
        return "seen" if self._facts.spoiled else "unseen"

    @property
    def loss(self) -> float | None:
        """How large the target is, if it is one number."""
        return self._facts.loss

    def evidence(self) -> dict[str, Any]:
        """All that an explanation of the request can need."""
        return self._facts.evidence(self._states, self._extent)

    def reached(self) -> tuple[bool, ...]:
        """Of each source, whether the target is made of it, as far as anything was recorded."""
        facts = self._facts
        history = evidence.history(facts.operations(self._extent), facts.targets())
        return tuple(not history.isdisjoint(facts.aliases(one)) for one in facts.sources)

    def dropped(self) -> list[tuple[int, Chain]]:
        """What is computed of values on the way and dropped: for which source, and where."""
        facts = self._facts
        ops = [op for op in facts.operations(self._extent) if facts.info in op.tapes]
        history = evidence.history(ops, facts.targets())
        shapes = {number: shape for op in ops for number, shape in zip(op.outs, op.shapes)}
        found: dict[Chain, int] = {}
        for one in dropped(ops, history, shapes):
            made_of = evidence.history(ops, [one.value])
            into = (not made_of.isdisjoint(facts.aliases(source)) for source in facts.sources)
            found.setdefault(one.chain, next((i for i, goes in enumerate(into) if goes), 0))
        return [(position, chain) for chain, position in found.items()][:_MOST_DROPPED]

    def way(self) -> list[list[Any]]:
        """The gradient's way by lines."""
        facts = self._facts
        ops = facts.operations(self._extent)
        sources = [facts.aliases(source) for source in facts.sources]
        return ways.way(ops, sources, facts.targets(), self._states, self._sizes)


def _collect_names(bodies: Iterable[Body], names: set[str]) -> None:
    for body in bodies:
        for part in body:
            names.update(row[0] for row in part["records"])
            _collect_names(part["bodies"], names)


def number_of(value: Any) -> Any:
    """The id of a tensor; None where it has none."""
    return getattr(value, "_id", None)


def dtype_of(value: Any) -> str:
    """The name of a dtype."""
    dtype = getattr(value, "dtype", None)
    return getattr(dtype, "name", None) or str(dtype)
