"""Several oracles side by side that remember what they saw: each text is run once per session."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.oracle.background import Background
from tests.oracle.harness import Oracle
from tests.oracle.observation import Observation


class Oracles(Background[str, Observation]):
    """Runs texts in the background; whoever asks for one gets it before those only expected."""

    def __init__(self) -> None:
        super().__init__(_opened)

    def __enter__(self) -> Oracles:
        return self

    def observe_text(self, text: str) -> Observation:
        """What TensorFlow shows of a program."""
        return self.ask(text)

    def observe(self, path: Path) -> Observation:
        """What TensorFlow shows of a program in a file."""
        return self.ask(path.read_text(encoding="utf-8"))


@contextmanager
def _opened() -> Iterator[Callable[[str], Observation]]:
    with Oracle() as oracle:
        yield oracle.observe_text
