"""Questions that are answered in the background, each once: what is waited for goes first."""

from __future__ import annotations

import os
from collections.abc import Callable, Hashable, Iterable
from concurrent.futures import Future
from contextlib import AbstractContextManager
from itertools import count
from queue import PriorityQueue
from threading import Lock, Thread
from types import TracebackType
from typing import Generic, TypeVar

WORKERS = max(1, (os.cpu_count() or 1) // 2)  # as two kinds of questions are asked side by side
STOP, NOW, LATER = range(3)

Question = TypeVar("Question", bound=Hashable)
Answer = TypeVar("Answer")
Asked = Callable[[Question], Answer]


class Background(Generic[Question, Answer]):
    """Workers that remember their answers; each is opened in a thread of its own, and closed."""

    def __init__(self, opened: Callable[[], AbstractContextManager[Asked[Question, Answer]]]):
        """``opened`` makes a worker: what it gives is called with each question."""
        self._opened = opened
        self._waiting: PriorityQueue[tuple[int, int, Question | None]] = PriorityQueue()
        self._numbers = count()
        self._known: dict[Question, Future[Answer]] = {}
        self._begun: set[Question] = set()
        self._lock = Lock()
        self._threads = [Thread(target=self._work, daemon=True) for _ in range(WORKERS)]
        for thread in self._threads:
            thread.start()

    def close(self) -> None:
        """End the workers; what nobody waited for stays unanswered."""
        for _ in self._threads:
            self._put(None, STOP)
        for thread in self._threads:
            thread.join()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def expect(self, questions: Iterable[Question]) -> None:
        """Begin with what will be asked."""
        for question in questions:
            if question not in self._known:
                self._known[question] = Future()
                self._put(question, LATER)

    def ask(self, question: Question) -> Answer:
        """The answer, as soon as it is there."""
        self._known.setdefault(question, Future())
        self._put(question, NOW)
        return self._known[question].result()

    def _put(self, question: Question | None, priority: int) -> None:
        self._waiting.put((priority, next(self._numbers), question))

    def _work(self) -> None:
        with self._opened() as answered:
            while True:
                question = self._waiting.get()[2]
                if question is None:
                    return
                if self._begin(question):
                    self._answer(question, answered)

    def _begin(self, question: Question) -> bool:
        with self._lock:
            first = question not in self._begun
            self._begun.add(question)
            return first

    def _answer(self, question: Question, answered: Asked[Question, Answer]) -> None:
        try:
            self._known[question].set_result(answered(question))
        except Exception as error:  # the test that asks is told
            self._known[question].set_exception(error)
