"""What is measured: from a change to the diagnostics that show it, the cold start, the CPU."""

from __future__ import annotations

import ast
import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from tools.bench.client import Client
from tools.bench.generate import SOUND, Program
from tools.bench.servers import Server


@dataclass(frozen=True)
class Latency:
    """Seconds from a change to the diagnostics that contain its effect, and from the start."""

    cold: float
    changes: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle of all changes."""
        return statistics.median(self.changes)

    @property
    def p95(self) -> float:
        """What 95 of 100 changes stay below."""
        return sorted(self.changes)[max(0, round(0.95 * len(self.changes)) - 1)]


def latency(server: Server, program: Program, root: Path, *, changes: int, starts: int) -> Latency:
    """Toggle the program's line ``changes`` times in one session; start cold ``starts`` times."""
    cold = [_cold(server, program, root) for _ in range(starts)]
    return Latency(statistics.median(cold), tuple(_changes(server, program, root, changes)))


def _cold(server: Server, program: Program, root: Path) -> float:
    client, uri = Client(server.command, root, pull=server.pull), _uri(root)
    try:
        client.initialize()
        client.open(uri, program.with_line(server.faulty, 2))
        return client.diagnostics(uri, _shows(program, faulty=True)) - client.started
    finally:
        client.close()


def _changes(server: Server, program: Program, root: Path, count: int) -> list[float]:
    client, uri = Client(server.command, root, pull=server.pull), _uri(root)
    try:
        client.initialize()
        client.open(uri, program.text)
        client.diagnostics(uri, _shows(program, faulty=False))
        taken, before = [], SOUND.format(2)
        for turn in range(3, 3 + count):
            faulty = turn % 2 == 1
            form = server.faulty if faulty else SOUND
            change = _change(client, program, before, form, turn)
            start = time.perf_counter()
            client.change(uri, turn, change)
            taken.append(client.diagnostics(uri, _shows(program, faulty=faulty)) - start)
            before = form.format(turn)
            time.sleep(0.03)  # nobody types without a pause; servers may tidy up meanwhile
        return taken
    finally:
        client.close()


@dataclass(frozen=True)
class Session:
    """Bytes that a server holds after the first diagnostics and after many changes; seconds from
    asking for the quick fixes of a finding to their arrival, right after a change."""

    at_first: int
    at_last: int
    lightbulb: float


def session(server: Server, program: Program, root: Path, *, changes: int) -> Session:
    """Change the program's line again and again; ask for fixes now and then, once it is broken."""
    client, uri = Client(server.command, root, pull=server.pull), _uri(root)
    try:
        client.initialize()
        client.open(uri, program.text)
        client.diagnostics(uri, _shows(program, faulty=False))
        at_first, taken, before = client.resident(), [], SOUND.format(2)
        for turn in range(3, 3 + changes):
            faulty = turn % 2 == 1
            form = server.faulty if faulty else SOUND
            client.change(uri, turn, _change(client, program, before, form, turn))
            client.diagnostics(uri, _shows(program, faulty=faulty))
            before = form.format(turn)
            if faulty and turn % (changes // 10 or 1) < 2:
                start = time.perf_counter()
                taken.append(client.actions(uri, program.line)[0] - start)
        return Session(at_first, client.resident(), statistics.median(taken))
    finally:
        client.close()


def _uri(root: Path) -> str:
    return (root / "train.py").as_uri()


def _change(client: Client, program: Program, before: str, form: str, turn: int) -> dict[str, Any]:
    if not client.incremental:
        return {"text": program.with_line(form, turn)}
    start = {"line": program.line, "character": 0}
    end = {"line": program.line, "character": len(before)}
    return {"range": {"start": start, "end": end}, "text": form.format(turn)}


def _shows(program: Program, *, faulty: bool) -> Callable[[list[dict[str, Any]]], bool]:
    def accept(items: list[dict[str, Any]]) -> bool:
        return faulty == any(_is_fault(item, program.line) for item in items)

    return accept


def _is_fault(item: dict[str, Any], line: int) -> bool:
    """Every server's complaint about the line; style remarks stand there in both states."""
    starts_here = item["range"]["start"]["line"] == line
    words = f"{item.get('code')} {item['message']}".lower()
    return starts_here and any(word in words for word in ("undefined", "`//`", "floor-division"))


@dataclass(frozen=True)
class Cost:
    """CPU seconds: the best of parsing a text and of checking it with empty caches, and the median
    of checking it again after a change of one line."""

    parse: float
    cold: float
    warm: float


def cost(program: Program, faulty: str, repeat: int) -> Cost:
    """Measure a program; ``faulty`` is the form of its line with a bug."""
    from tapelint.check import Checker
    from tapelint.config import Config

    config = Config()
    Checker().check("import tensorflow as tf\n", config)  # imports and data are not the question
    parse = [_seconds(lambda: ast.parse(program.text)) for _ in range(repeat)]
    cold = [_seconds(lambda: Checker().check(program.text, config)) for _ in range(repeat)]
    checker = Checker()
    checker.check(program.text, config)
    texts = [
        program.with_line((faulty, SOUND)[turn % 2], turn) for turn in range(3, 3 + 2 * repeat)
    ]
    warm = [_seconds(partial(checker.check, text, config)) for text in texts]
    return Cost(min(parse), min(cold), statistics.median(warm))


def _seconds(action: Callable[[], object]) -> float:
    """CPU seconds of an action, with the garbage collector off as both faces have it."""
    gc.disable()
    start = time.process_time()
    action()
    taken = time.process_time() - start
    gc.enable()
    return taken
