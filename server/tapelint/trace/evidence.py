"""What the runner saw of one request, as typed data: operations, gradients, sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, order=True)
class Line:
    """A line of a file, counted from 1, and the function that it is in."""

    file: str
    line: int
    function: str = ""


Chain = tuple[Line, ...]
"""The user's lines that led somewhere, innermost first."""


@dataclass(frozen=True, slots=True)
class Op:
    """An operation that ran.

    Attributes:
        name: its kind, such as ``Round``; ``assign:…`` writes a variable, ``py:…`` is a value that
            leaves TensorFlow, ``gradient`` an inner request, ``tf.function`` a call.
        ins, outs: ids of tensors and variables.
        recorded: whether the tape that is asked recorded it.
        floating: the results that can have a gradient.
        bodies: what it runs inside, where that could be looked into.
        width: the length of the last axis of its last result; -1 where that isn't known.
        bound: the number that a sum adds, or that a minimum or maximum compares with; None where
            there isn't one.
    """

    name: str
    ins: tuple[int, ...]
    outs: tuple[int, ...]
    chain: Chain
    recorded: bool
    floating: frozenset[int]
    bodies: tuple[Body, ...] = ()
    width: int = -1
    bound: float | None = None


@dataclass(frozen=True, slots=True)
class Body:
    """The inside of a function, a branch or a loop.

    ``offset`` is the number of the call's inputs that come before the body's own; with ``whole``,
    ``states`` says for each tensor inside whether a gradient comes to it from the results.
    ``sizes`` and ``spoiled`` are as those of a request, where it was looked at by itself: how large
    the gradients inside are, and the first values that aren't finite.
    """

    ops: tuple[Op, ...]
    inputs: tuple[int, ...]
    outputs: tuple[int, ...]
    offset: int
    states: Mapping[int, float | None]
    whole: bool
    sizes: Mapping[int, float | None] = field(default_factory=dict)
    spoiled: Mapping[int, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """A source: under which ids it goes, what it is, whether and when the tape watched it."""

    ids: frozenset[int]
    variable: bool
    trainable: bool
    dtype: str
    watched: bool
    late: bool
    made: Chain


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything between the sources and the target of one request.

    ``spoiled`` are the values that are the first to be NaN or infinite, if the target isn't finite:
    of each, whether it is NaN though nothing is that it is made of. With ``is_sound`` the target is
    finite, and they don't get into it.
    """

    ops: tuple[Op, ...]
    states: Mapping[int, float | None]
    sources: tuple[SourceFacts, ...]
    targets: frozenset[int]
    target_dtypes: tuple[str, ...]
    tape: Chain
    tape_watches: bool
    spoiled: Mapping[int, bool]
    gradients: Mapping[str, str] = field(default_factory=dict)
    is_sound: bool = False


def read_evidence(data: Mapping[str, Any]) -> Evidence:
    """Evidence as the runner wrote it."""
    chains = [read_chain(chain) for chain in data["chains"]]
    return Evidence(
        ops=_ops(data["records"], data["bodies"], chains),
        states={**dict.fromkeys(data["targets"], 1.0), **_states(data["states"])},
        sources=tuple(_source(source, chains) for source in data["sources"]),
        targets=frozenset(data["targets"]),
        target_dtypes=tuple(data["floating_targets"]),
        tape=read_chain(data["tape"]["made"]),
        tape_watches=data["tape"]["watches"],
        spoiled=_turned(data["spoiled"]),
        gradients=data["ops"],
        is_sound=data.get("sound", False),
    )


def read_chain(lines: list[list[Any]]) -> Chain:
    """A call chain as the runner wrote it."""
    return tuple(Line(file, line, function) for file, line, function in lines)


def _ops(rows: list[list[Any]], bodies: list[Any], chains: list[Chain]) -> tuple[Op, ...]:
    return tuple(
        Op(
            name=name,
            ins=tuple(ins),
            outs=tuple(outs),
            chain=chains[chain],
            recorded=recorded,
            floating=frozenset(floating),
            bodies=tuple(_body(part, chains) for part in bodies[body] or ()) if body >= 0 else (),
            width=width,
            bound=bound,
        )
        for name, ins, outs, chain, recorded, floating, body, width, bound in rows
    )


def _body(part: Mapping[str, Any], chains: list[Chain]) -> Body:
    return Body(
        ops=_ops(part["records"], part["bodies"], chains),
        inputs=tuple(part["inputs"]),
        outputs=tuple(part["outputs"]),
        offset=part["offset"],
        states=_states(part["states"]),
        whole=part["whole"],
        sizes=_states(part.get("sizes", {})),
        spoiled=_turned(part.get("spoiled", {})),
    )


def _states(data: Mapping[str, float | None]) -> dict[int, float | None]:
    return {int(key): value for key, value in data.items()}


def _turned(data: Mapping[str, bool]) -> dict[int, bool]:
    return {int(number): turned for number, turned in data.items()}


def _source(data: Mapping[str, Any], chains: list[Chain]) -> SourceFacts:
    return SourceFacts(
        ids=frozenset(data["ids"]),
        variable=data["variable"],
        trainable=data["trainable"],
        dtype=data["dtype"],
        watched=data["watched"],
        late=data["late"],
        made=chains[data["made"]] if data["made"] >= 0 else (),
    )
