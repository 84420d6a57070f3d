"""Several oracles side by side that remember what they saw: each text is run once per session."""

from __future__ import annotations

import os
from collections.abc import Iterable
from concurrent.futures import Future
from itertools import count
from pathlib import Path
from queue import PriorityQueue
from threading import Lock, Thread
from types import TracebackType

from tests.oracle.harness import Oracle
from tests.oracle.observation import Observation

WORKERS = min(2, os.cpu_count() or 1)
STOP, NOW, LATER = range(3)


class Oracles:
    """Runs texts in the background; whoever asks for one gets it before those only expected."""

    def __init__(self, workers: int = WORKERS) -> None:
        self._waiting: PriorityQueue[tuple[int, int, str]] = PriorityQueue()
        self._numbers = count()
        self._seen: dict[str, Future[Observation]] = {}
        self._begun: set[str] = set()
        self._lock = Lock()
        self._threads = [Thread(target=self._work, daemon=True) for _ in range(workers)]
        for thread in self._threads:
            thread.start()

    def __enter__(self) -> Oracles:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for _ in self._threads:
            self._ask("", STOP)
        for thread in self._threads:
            thread.join()

    def expect(self, texts: Iterable[str]) -> None:
        """Begin to run what will be asked for."""
        for text in texts:
            if text not in self._seen:
                self._seen[text] = Future()
                self._ask(text, LATER)

    def observe_text(self, text: str) -> Observation:
        """What TensorFlow shows of a program."""
        self._seen.setdefault(text, Future())
        self._ask(text, NOW)
        return self._seen[text].result()

    def observe(self, path: Path) -> Observation:
        """What TensorFlow shows of a program in a file."""
        return self.observe_text(path.read_text(encoding="utf-8"))

    def _ask(self, text: str, priority: int) -> None:
        self._waiting.put((priority, next(self._numbers), text))

    def _work(self) -> None:
        with Oracle() as oracle:
            while True:
                priority, _, text = self._waiting.get()
                if priority == STOP:
                    return
                if self._begin(text):
                    self._run(oracle, text)

    def _begin(self, text: str) -> bool:
        with self._lock:
            first = text not in self._begun
            self._begun.add(text)
            return first

    def _run(self, oracle: Oracle, text: str) -> None:
        try:
            self._seen[text].set_result(oracle.observe_text(text))
        except Exception as error:  # the test that asks is told
            self._seen[text].set_exception(error)
