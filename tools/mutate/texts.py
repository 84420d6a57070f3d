"""The Python texts below some paths: files and notebooks that speak of TensorFlow."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tapelint.check import mentions_tensorflow
from tapelint.cli.files import Projects, find_files
from tapelint.cli.source import SourceError, read
from tapelint.config import Config
from tapelint.syntax.notebook import Notebook


@dataclass(frozen=True, slots=True)
class Text:
    """What one file says, and the way from its lines back to the notebook's cells."""

    path: Path
    text: str
    notebook: Notebook | None = None

    def place(self, line: int) -> str:
        """The file and the line, as one finds them."""
        if self.notebook is None:
            return f"{self.path}:{line}"
        place = self.notebook.place(line)
        return f"{self.path}:cell {place.cell}:{place.line}"


def texts(paths: Iterable[str]) -> Iterator[Text]:
    """Every text below the paths that can be about gradients."""
    for path in find_files(paths, Projects(lambda _: Config()), _complain):
        try:
            program = read(path).program
        except SourceError as error:
            _complain(f"{path} {error}")
            continue
        if mentions_tensorflow(program.text):
            yield Text(path, program.text, program.notebook)


def _complain(message: str) -> None:
    print(message, file=sys.stderr)
