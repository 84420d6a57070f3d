"""Reads a Jupyter notebook as one Python text, with a way back to each cell's line.

The cells run in order, as *Run All* would, and each is cut and parsed by itself. Lines that only
IPython understands (magics, shell commands, help) become comments of the same length or assignments
to an unknown value, so that no line and no column moves.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from tapelint.syntax.holes import bound_names
from tapelint.syntax.split import shape
from tapelint.text import CELL_END

_RUNS_THE_CELL = re.compile(r"%%(?:time|timeit|capture|prun)\b")
_BINDS_NOTHING = re.compile(r"%%timeit\b")
_ANOTHER_LANGUAGE = re.compile(
    r"%%(?:!|bash|cmd|file|html|javascript|js|latex|markdown|perl|pypy|python[23]?|ruby|script|sh"
    r"|shell|svg|sx|system|writefile)(?:\s|$)",
    re.IGNORECASE,
)
_CHANGES_NAMES = re.compile(r"[ \t]*%(?:pylab|rerun|reset|run|store)(?:\s|$)")
_ANYTHING = "exec('')"
"""Stands for what may run any code: no name is sure to be what it was."""
_RUNS_THE_REST = re.compile(r"(?P<indent>[ \t]*)(?P<magic>%(?:time|timeit|prun)[ \t]+)(?=[^-\s])")
_TIMED_TARGETS = re.compile(r"(?<=;)\s*(?:[^\W\d]\w*(?:\s*,\s*[^\W\d]\w*)*\s*=(?!=)\s*)+")
_ESCAPE = re.compile(r"[ \t]*[%!?]|[ \t]*[\w.*]+(?:\[\w+\])*\?{1,2}[ \t]*$")
_ASSIGNED_ESCAPE = re.compile(r"(?P<target>[^=#\"'()]*[^=#\"'()!<>+*/%@&|^-])=[ \t]*[%!]")


class NotebookError(Exception):
    """The file isn't a notebook that can be read; the text says why."""


@dataclass(frozen=True, slots=True)
class CellPlace:
    """A line inside a notebook: the cell's number among all cells (from 1) and its line."""

    cell: int
    line: int


@dataclass(frozen=True, slots=True)
class Notebook:
    """The code of a notebook as one text; each code cell begins at a line of ``starts``.

    ``sources`` are the cells as they stand in the notebook.
    """

    text: str
    starts: tuple[int, ...]
    cells: tuple[int, ...]
    sources: tuple[str, ...]

    @property
    def shown(self) -> str:
        """The text for a reader, line by line: with what only IPython reads."""
        ends = (*self.starts[1:], self.text.count("\n") + 2)
        lengths = (end - start for start, end in zip(self.starts, ends, strict=False))
        written = (_with_plain_breaks(source).split("\n") for source in self.sources)
        cells = (
            "\n".join(lines + [""] * (length - len(lines)))
            for lines, length in zip(written, lengths, strict=True)
        )
        return f"{CELL_END}\n".join(cells)

    @property
    def numbered(self) -> tuple[tuple[int, int], ...]:
        """The first line of each code cell, and the cell's number among all."""
        return tuple(zip(self.starts, self.cells, strict=True))

    def position(self, line: int) -> int:
        """Which of the code cells, counted from 0, holds a line of ``text``."""
        return max(bisect_right(self.starts, line) - 1, 0)

    def above(self, position: int) -> int:
        """How many lines of ``text`` stand above a code cell, given as :meth:`position` does."""
        return self.starts[position] - 1

    def place(self, line: int) -> CellPlace:
        """The cell and the line in it of a line of ``text``."""
        if not self.starts:
            return CellPlace(1, line)
        position = self.position(line)
        return CellPlace(self.cells[position], line - self.above(position))


def read_notebook(content: str) -> Notebook:
    """Read the JSON of a notebook, of format 3 or later.

    Raises:
        NotebookError: when the content isn't JSON or isn't a notebook.
    """
    cells = python_cells(content, json.loads)
    sources = ((number, "".join(parts)) for number, parts in cells)
    return joined((number, source, cell_code(source)) for number, source in sources)


def python_cells(content: str, decode: Callable[[str], object]) -> Iterator[tuple[int, list[str]]]:
    """The Python cells of a notebook: the number of each among all cells (from 1) and the texts
    that make its source, as ``decode`` reads them from the JSON.

    Raises:
        NotebookError: when the content isn't JSON or isn't a notebook.
    """
    for number, cell in enumerate(_cells(content, decode), start=1):
        if isinstance(cell, dict) and _is_python(cell):
            yield number, _source(cell)


def joined(cells: Iterable[tuple[int, str, str]]) -> Notebook:
    """The one text of cells: the number of each, its source, and what :func:`cell_code` reads."""
    texts: list[str] = []
    starts: list[int] = []
    numbers: list[int] = []
    sources: list[str] = []
    line = 1
    for number, source, code in cells:
        starts.append(line)
        numbers.append(number)
        sources.append(source)
        texts.append(code)
        line += code.count("\n") + 1
    text = f"{CELL_END}\n".join(texts)
    return Notebook(text, tuple(starts), tuple(numbers), tuple(sources))


def cell_code(source: str) -> str:
    """The Python of a code cell, line by line: what only IPython reads is masked.

    Below a cell that is timed comes one line more, for what it doesn't bind.
    """
    return _python(_with_plain_breaks(source))


def _with_plain_breaks(source: str) -> str:
    return source.replace("\r\n", "\n").replace("\r", "\n")


def _is_python(cell: dict[str, object]) -> bool:
    """Whether a cell is code, and of no other language: VS Code notes that beside the cell."""
    value: object = cell
    for name in ("metadata", "vscode", "languageId"):
        value = value.get(name) if isinstance(value, dict) else None
    return cell.get("cell_type") == "code" and value in (None, "python")


def _cells(content: str, decode: Callable[[str], object]) -> list[object]:
    if not content.strip():
        raise NotebookError("this isn't a notebook: it is empty")
    try:
        document = decode(content)
    except (json.JSONDecodeError, RecursionError) as error:
        raise NotebookError(f"this isn't a notebook: {error}") from error
    if isinstance(document, dict):
        if "python" not in _language(document.get("metadata")):
            return []
        cells = document.get("cells")
        if cells is None and isinstance(document.get("worksheets"), list):
            # Notebooks of format 3 keep their cells one level deeper.
            sheets = [sheet for sheet in document["worksheets"] if isinstance(sheet, dict)]
            held = [sheet.get("cells") for sheet in sheets]
            cells = [cell for part in held if isinstance(part, list) for cell in part]
        if isinstance(cells, list):
            return cells
    raise NotebookError("this isn't a notebook: it holds no list of cells")


def _language(metadata: object) -> str:
    """What a notebook's kernel speaks, as far as it says so; else that is Python."""
    for part, name in (("language_info", "name"), ("kernelspec", "language")):
        told = metadata.get(part) if isinstance(metadata, dict) else None
        language = told.get(name) if isinstance(told, dict) else None
        if isinstance(language, str):
            return language.lower()
    return "python"


def _source(cell: dict[str, object]) -> list[str]:
    source = cell.get("source", cell.get("input", ""))
    parts = source if isinstance(source, list) else [source]
    return [part for part in parts if isinstance(part, str)]


def _python(source: str) -> str:
    """The cell with everything that only IPython reads masked, line by line."""
    lines = source.split("\n")
    first = next((n for n, line in enumerate(lines) if line.strip()), 0)
    if lines[first].startswith("%%"):
        if not _RUNS_THE_CELL.match(lines[first]):
            known = _ANOTHER_LANGUAGE.match(lines[first]) is not None
            masked = ["#" * len(line) for line in lines]
            masked[first] = _instead(lines[first], "" if known else _ANYTHING)
            return "\n".join(masked)
        timed = _BINDS_NOTHING.match(lines[first]) is not None
        lines[first] = "#" * len(lines[first])
        code = "\n".join(_masked(lines))
        return f"{code}{_forgotten(code)}" if timed else code
    return "\n".join(_masked(lines))


def _forgotten(code: str) -> str:
    """A line below a cell whose names are those of a function: each may be what it was before.

    Where the notebook is run as a program nothing stands in for IPython, and nothing is bound.
    """
    names = bound_names(code)
    return f"\nif get_ipython(): {' = '.join(names)} = get_ipython()" if names else ""


def _masked(lines: list[str]) -> Iterator[str]:
    """The lines, with those masked that begin a statement which isn't Python."""
    unfinished, shell = "", False
    for line in lines:
        if shell:
            yield "#" * len(line)
        elif unfinished:
            yield line
        else:
            shell = _ESCAPE.match(line) is not None and not _RUNS_THE_REST.match(line)
            yield _statement(line, escaped=shell)
        shell = shell and line.endswith("\\")
        unfinished = "" if shell else _unfinished(f"{unfinished}{_statement(line)}\n")


def _unfinished(statement: str) -> str:
    """What is read so far of a statement that goes on in the next line; empty where it ends."""
    left = shape(statement)
    return statement if left.quote or left.backslash or left.depth > 0 else ""


def _statement(line: str, *, escaped: bool = False) -> str:
    if escaped:
        return _nothing(line)
    runs = _RUNS_THE_REST.match(line)
    if runs is not None:
        code = f"{runs['indent']}{'None;'.ljust(len(runs['magic']))}{line[runs.end() :]}"
        if "timeit" not in runs["magic"]:
            return code
        return _TIMED_TARGETS.sub(lambda targets: " " * len(targets.group()), code, count=1)
    assigned = _ASSIGNED_ESCAPE.match(line)
    return f"{assigned['target']}= get_ipython()" if assigned else line


def _nothing(line: str) -> str:
    """A line without effect, or with any; inside a block it still is a statement."""
    if _CHANGES_NAMES.match(line):
        return _instead(line, _ANYTHING)
    return _instead(line, "0" if line[:1] in (" ", "\t") else "")


def _instead(line: str, code: str) -> str:
    """A line that does something else; it is as long as the other one, if that can be."""
    masked = line.lstrip(" \t")
    indent = line[: len(line) - len(masked)]
    return f"{indent}{code}{'#' * (len(masked) - len(code))}" if masked else "#" * len(line)
