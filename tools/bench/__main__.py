"""``python -m tools.bench``: how long the squiggle takes, beside ruff server and pylsp.

Everything is measured in one run on one machine, so the ratios mean something where the
milliseconds don't. Prints Markdown. Run it as ``make bench`` does, with ``PYTHONPATH=server:.``.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tools.bench.generate import CUT, Program, generate
from tools.bench.measure import Cost, Latency, cost, latency
from tools.bench.servers import Server, servers


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--changes", type=int, default=60, help="changes per server and file")
    arguments.add_argument("--starts", type=int, default=5, help="cold starts per server and file")
    arguments.add_argument("--repeat", type=int, default=7, help="repetitions of the CPU figures")
    given = arguments.parse_args()
    for line in _report(given.changes, given.starts, given.repeat):
        print(line, flush=True)


def _programs() -> dict[str, Program]:
    return {
        f"{length:,} lines{', main() calls all' if called else ''}": generate(length, called=called)
        for length in (1000, 4000)
        for called in (False, True)
    }


def _report(changes: int, starts: int, repeat: int) -> Iterator[str]:
    programs, measured = _programs(), servers()
    yield "From a change to the diagnostics that contain its effect, and from start to the first:"
    yield ""
    yield "| file | server | median | p95 | cold start | median / ruff | cold start / pylsp |"
    yield "|--|--|--:|--:|--:|--:|--:|"
    for name, program in programs.items():
        yield from _latencies(name, program, measured, changes, starts)
    yield ""
    yield "CPU of `check` as a multiple of `ast.parse` of the same text (one line changed: warm):"
    yield ""
    yield "| file | `ast.parse` | cold check | warm check | cold / parse | warm / parse |"
    yield "|--|--:|--:|--:|--:|--:|"
    for name, program in programs.items():
        yield _cost_row(name, cost(program, CUT, repeat))


def _latencies(
    name: str, program: Program, measured: tuple[Server, ...], changes: int, starts: int
) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        (root / "train.py").write_text(program.text, encoding="utf-8")
        taken = {
            server.name: latency(server, program, root, changes=changes, starts=starts)
            for server in measured
        }
    for server in measured:
        yield _latency_row(name, server.name, taken)


def _latency_row(file: str, server: str, taken: dict[str, Latency]) -> str:
    one = taken[server]
    cells = [
        file,
        server,
        _milliseconds(one.median),
        _milliseconds(one.p95),
        _milliseconds(one.cold),
        f"{one.median / taken['ruff server'].median:.1f} x",
        f"{one.cold / taken['pylsp'].cold:.2f} x",
    ]
    return f"| {' | '.join(cells)} |"


def _cost_row(file: str, one: Cost) -> str:
    cells = [
        file,
        _milliseconds(one.parse),
        _milliseconds(one.cold),
        _milliseconds(one.warm),
        f"{one.cold / one.parse:.1f} x",
        f"{one.warm / one.parse:.1f} x",
    ]
    return f"| {' | '.join(cells)} |"


def _milliseconds(seconds: float) -> str:
    return f"{seconds * 1e3:.1f} ms"


if __name__ == "__main__":
    main()
