"""What running a program showed: plain data that crosses the process border as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Request:
    """One gradient request that the program made.

    Attributes:
        line: the program's line that made it (for ``fit``, the line of the call of ``fit``).
        method: gradient, jacobian or batch_jacobian.
        states: per source in order: flows, none, zero or nan.
        sources: a name per source.
        raised: the type and message of the exception that the request raised, or empty.
        fresh: whether an earlier pass asked at this line for variables that aren't these.
    """

    line: int
    method: str
    states: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    raised: str = ""
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class Observation:
    """A whole run.

    Attributes:
        requests: every request, in the order of the run.
        caught: exceptions that the program's own handlers caught.
        uncaught: the exception that ended the program, or empty.
        uncaught_line: the program's line that raised it, or 0.
        output: the end of what the program printed.
        seconds: how long it ran.
    """

    requests: tuple[Request, ...] = ()
    caught: tuple[str, ...] = ()
    uncaught: str = ""
    uncaught_line: int = 0
    output: str = ""
    seconds: float = 0.0

    def to_json(self) -> dict[str, Any]:
        """Everything as JSON can carry it."""
        return asdict(self)

    @staticmethod
    def from_json(data: Mapping[str, Any]) -> Observation:
        """The inverse of ``to_json``."""
        requests = tuple(_request(row) for row in data["requests"])
        rest = {key: value for key, value in data.items() if key not in ("requests", "caught")}
        return Observation(requests=requests, caught=tuple(data["caught"]), **rest)


def _request(row: Mapping[str, Any]) -> Request:
    lists = {key: tuple(row[key]) for key in ("states", "sources")}
    return Request(**{**row, **lists})
