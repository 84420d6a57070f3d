"""``python -m tools.bench``: how long the squiggle takes, beside ruff server and pylsp.

Everything is measured in one run on one machine, so the ratios mean something where the
milliseconds don't. Prints Markdown, and with ``--write`` keeps it. Run it as ``make bench`` does,
with ``PYTHONPATH=server:.``.
"""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tools.bench.crowds import FILES, crowds
from tools.bench.felt import felt
from tools.bench.generate import CUT, Program, generate
from tools.bench.measure import Cost, Latency, cost, latency, session
from tools.bench.overhead import overheads
from tools.bench.projects import project_cost
from tools.bench.servers import Server, servers


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--changes", type=int, default=60, help="changes per server and file")
    arguments.add_argument("--starts", type=int, default=5, help="cold starts per server and file")
    arguments.add_argument("--repeat", type=int, default=7, help="repetitions of the CPU figures")
    arguments.add_argument("--long", type=int, default=10_000, help="changes of the long session")
    arguments.add_argument("--traces", type=int, default=3, help="runs of each traced program")
    arguments.add_argument("--write", type=Path, help="a file that gets the report, too")
    given = arguments.parse_args()
    lines = []
    for line in _report(given.changes, given.starts, given.repeat, given.long, given.traces):
        print(line, flush=True)
        lines.append(line)
    if given.write:
        given.write.write_text("\n".join([*lines, ""]), encoding="utf-8")


def _programs() -> dict[str, Program]:
    return {
        f"{length:,} lines{', main() calls all' if called else ''}": generate(length, called=called)
        for length in (1000, 4000)
        for called in (False, True)
    }


def _report(changes: int, starts: int, repeat: int, long: int, traces: int) -> Iterator[str]:
    programs, measured = _programs(), servers()
    yield "# Speed"
    yield ""
    yield "Written by `make bench`, on generated training programs with a few breaks in them."
    yield f"{_machine()} The milliseconds are this machine's; the ratios are what to look at."
    yield ""
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
    yield ""
    yield f"{long:,} changes in one session: memory, and from asking for quick fixes to the answer:"
    yield ""
    yield "| file | memory at first | at the end | quick fixes |"
    yield "|--|--:|--:|--:|"
    for name, program in list(programs.items())[:2]:
        yield _session_row(name, measured[0], program, long)
    yield ""
    yield from _felt_rows(programs)
    yield ""
    yield from _crowd_rows(measured[0], programs, changes, starts)
    yield ""
    yield from _project_rows(repeat)
    yield ""
    yield from _overhead_rows(traces)


def _felt_rows(programs: dict[str, Program]) -> Iterator[str]:
    yield "From a key to the squiggle in a real VS Code, 30 times, the editor's own work included:"
    yield ""
    yield "| file | median | p95 |"
    yield "|--|--:|--:|"
    for name in list(programs)[:2]:
        one = felt(programs[name])
        yield f"| {name} | {_milliseconds(one.median)} | {_milliseconds(one.p95)} |"


def _crowd_rows(
    server: Server, programs: dict[str, Program], changes: int, starts: int
) -> Iterator[str]:
    name, program = next(iter(programs.items()))
    yield f"The same file ({name}) by itself and with {FILES:,} files around that it doesn't use:"
    yield ""
    yield "| files around | median | p95 | cold start | memory |"
    yield "|--:|--:|--:|--:|--:|"
    taken = crowds(server, program, changes=changes, starts=starts)
    for around, one in zip((0, FILES), taken, strict=True):
        answers = map(_milliseconds, (one.latency.median, one.latency.p95, one.latency.cold))
        yield f"| {' | '.join([f'{around:,}', *answers, _megabytes(one.memory)])} |"


def _project_rows(repeat: int) -> Iterator[str]:
    yield "A project of 200 modules, checked with `tapelint check`'s own means (CPU):"
    yield ""
    yield "| all files, cold | one file edited, it | a helper edited, a file that uses it |"
    yield "|--:|--:|--:|"
    one = project_cost(repeat)
    cells = map(_milliseconds, (one.cold, one.edited, one.user))
    yield f"| {' | '.join(cells)} |"


def _overhead_rows(repeat: int) -> Iterator[str]:
    yield "A traced step beside the same step by itself, and the memory that it takes more:"
    yield ""
    yield "| model | mode | by itself | sampled | every step | memory, sampled | same loss |"
    yield "|--|--|--:|--:|--:|--:|--|"
    for model, mode, one in overheads(repeat):
        cells = [
            model,
            mode,
            _milliseconds(one.plain.step),
            f"{one.sampled.step / one.plain.step:.2f} x",
            f"{one.every.step / one.plain.step:.2f} x",
            f"{one.sampled.memory - one.plain.memory:+.0f} MB",
            "yes" if one.plain.loss == one.sampled.loss == one.every.loss else "no",
        ]
        yield f"| {' | '.join(cells)} |"


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


def _session_row(file: str, server: Server, program: Program, changes: int) -> str:
    with tempfile.TemporaryDirectory() as folder:
        one = session(server, program, Path(folder).resolve(), changes=changes)
    cells = [
        file,
        _megabytes(one.at_first),
        _megabytes(one.at_last),
        _milliseconds(one.lightbulb),
    ]
    return f"| {' | '.join(cells)} |"


def _machine() -> str:
    python = f"Python {platform.python_version()}"
    busy = f", {os.getloadavg()[0]:.1f} of them busy" if hasattr(os, "getloadavg") else ""
    return f"Measured with {python}, {os.cpu_count()} cores{busy} before the run."


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.0f} MB" if size else "unknown"


def _milliseconds(seconds: float) -> str:
    return f"{seconds * 1e3:.1f} ms"


if __name__ == "__main__":
    main()
