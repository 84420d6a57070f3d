"""``python -m tools.accuracy PATH…``: what the checker understands of real repositories.

Prints a row per path, then every error and warning, for a person to judge, then the symbols that
keep most requests unknown. ``NAME=PATH`` gives a path another name than its last part.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator

from tapelint.project import Project
from tools.accuracy.figures import HEADER, findings, row, unknowns
from tools.mutate.recall import Measured, measure
from tools.mutate.table import rows
from tools.mutate.texts import texts


def main() -> None:
    arguments = argparse.ArgumentParser(prog="python -m tools.accuracy", description=__doc__)
    arguments.add_argument("paths", nargs="+", metavar="[NAME=]PATH", help="one per repository")
    arguments.add_argument("--per-request", type=int, default=6, metavar="N")
    arguments.add_argument("--seed", type=int, default=0)
    given = arguments.parse_args()
    for line in _report(given.paths, given.per_request, given.seed):
        print(line, flush=True)


def _report(paths: Iterable[str], per_request: int, seed: int) -> Iterator[str]:
    measured: list[Measured] = []
    project = Project()
    yield from HEADER
    for given in paths:
        name, _, path = given.rpartition("=")
        mine = [measure(text, per_request, seed, project) for text in texts([path])]
        measured += mine
        yield row(name or path.rstrip("/").rpartition("/")[2], mine)
    yield row("all", measured)
    yield from ("", "Breaks by kind:", "", *rows(measured))
    yield from ("Errors and warnings:", "", *findings(measured))
    yield from ("", "What keeps requests unknown:", "", *unknowns(measured))


if __name__ == "__main__":
    main()
