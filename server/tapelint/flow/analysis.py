"""The engine's one entry: from a parsed text to proofs and a report of each request."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass, field

from tapelint.diagnostic import RequestReport
from tapelint.flow.interpreter import Interpreter
from tapelint.flow.proof import Proof
from tapelint.flow.prove import proofs_of, reports_of
from tapelint.syntax import Parsed

RECURSION = 8000


@dataclass(frozen=True, slots=True)
class Analysis:
    """All that the engine found in one text."""

    proofs: tuple[Proof, ...] = ()
    requests: tuple[RequestReport, ...] = ()
    unknowns: Counter[str] = field(default_factory=Counter)


def analyse(parsed: Parsed) -> Analysis:
    """Run a program abstractly and judge every gradient request in it."""
    machine = Interpreter()
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(max(limit, RECURSION))
    try:
        machine.run(parsed.units)
    except RecursionError:
        machine.unknowns["nested too deep"] += 1
    finally:
        sys.setrecursionlimit(limit)
    return Analysis(proofs_of(machine), reports_of(machine), machine.unknowns)
