"""What is measured: from a change to the diagnostics that show it, the cold start, the CPU."""

from __future__ import annotations

import ast
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
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
        client.open(uri, program.with_line(server.faulty))
        return client.diagnostics(uri, _shows(program, faulty=True)) - client.started
    finally:
        client.close()


def _changes(server: Server, program: Program, root: Path, count: int) -> list[float]:
    client, uri = Client(server.command, root, pull=server.pull), _uri(root)
    try:
        client.initialize()
        client.open(uri, program.text)
        client.diagnostics(uri, _shows(program, faulty=False))
        taken = []
        for turn in range(count):
            faulty = turn % 2 == 0
            change = _change(client, program, server, faulty=faulty)
            start = time.perf_counter()
            client.change(uri, turn + 2, change)
            taken.append(client.diagnostics(uri, _shows(program, faulty=faulty)) - start)
            time.sleep(0.03)  # nobody types without a pause; servers may tidy up meanwhile
        return taken
    finally:
        client.close()


def _uri(root: Path) -> str:
    return (root / "train.py").as_uri()


def _change(client: Client, program: Program, server: Server, *, faulty: bool) -> dict[str, Any]:
    before, after = (SOUND, server.faulty) if faulty else (server.faulty, SOUND)
    if not client.incremental:
        return {"text": program.with_line(after)}
    start = {"line": program.line, "character": 0}
    end = {"line": program.line, "character": len(before)}
    return {"range": {"start": start, "end": end}, "text": after}


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
    """CPU seconds of parsing a text, and of checking it with empty and with warm caches."""

    parse: float
    cold: float
    warm: float


def cost(program: Program, faulty: str, repeat: int) -> Cost:
    """The best of ``repeat`` runs; the warm check follows a change of one line."""
    from tapelint.check import Checker
    from tapelint.config import Config

    config, texts = Config(), (program.text, program.with_line(faulty))
    Checker().check("import tensorflow as tf\n", config)  # imports and data are not the question
    cold = _best(repeat, [lambda: Checker().check(program.text, config)])
    warm_checker = Checker()
    warm_checker.check(texts[0], config)
    turns = [lambda text=text: warm_checker.check(text, config) for text in (*texts, *texts)]
    return Cost(_best(repeat, [lambda: ast.parse(program.text)]), cold, _best(repeat, turns))


def _best(repeat: int, actions: Sequence[Callable[[], object]]) -> float:
    taken = []
    for _ in range(repeat):
        for action in actions:
            start = time.process_time()
            action()
            taken.append(time.process_time() - start)
    return min(taken)
