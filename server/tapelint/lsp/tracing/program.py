"""What a command asks to run: checked, found on disk, and compared with what is open."""

from __future__ import annotations

import io
import tokenize
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tapelint.lsp.jsonrpc import Code, RefusedError, find
from tapelint.lsp.tracing.store import real, same
from tapelint.lsp.uris import to_path

if TYPE_CHECKING:
    from tapelint.syntax.notebook import Notebook
    from tapelint.trace.run import Program

NOTEBOOK = ".ipynb"
CELL = "vscode-notebook-cell:"
_DEVICES = ("auto", "cpu")


@dataclass(frozen=True, slots=True)
class Asked:
    """A program that can be run, the text that will, and how a reader knows it."""

    path: Path
    text: str
    shown: str
    program: Program


def path_of(uri: str) -> Path | None:
    """The file of a document, or of the notebook that a cell belongs to."""
    if uri.startswith(CELL):
        uri = f"file:{uri.removeprefix(CELL).partition('#')[0]}"
    return to_path(uri)


def asked(
    argument: dict[str, Any],
    path: Path | None,
    open_text: str | None,
    roots: Iterable[str],
    line: int | None,
) -> Asked:
    """What ``tapelint.trace`` was asked to run; ``open_text`` is what the editor shows of it.

    ``line`` is the one under the cursor, whose tape alone is meant.

    Raises:
        RefusedError: when that can't be run; the text says why.
    """
    from tapelint.trace.run import Program
    from tapelint.trace.within import within

    if path is None:
        raise failed("A trace runs a file. Save this document into one first.")
    on_disk = _read(path)
    notebook = _notebook(path, on_disk) if path.suffix == NOTEBOOK else None
    text = on_disk if notebook is None else notebook.text
    if open_text is not None and not any(same(open_text, one) for one in (text, on_disk)):
        raise failed(
            f"`{path.name}` has changes that aren't saved, and a trace runs the file as it is on "
            "disk. Save it, then run the trace again."
        )
    program = Program(
        kind="text" if notebook else "file",
        target=str(path),
        text=text if notebook else "",
        cells=notebook.numbered if notebook else (),
        arguments=_arguments(argument),
        python=_python(argument),
        directory=path.parent if notebook else _directory(path, roots),
        device=_device(argument),
        within=None if line is None else within(text, line),
    )
    return Asked(path, text, text if notebook is None else notebook.shown, program)


def failed(text: str, **data: str) -> RefusedError:
    """A refusal that the user is to read."""
    return RefusedError(Code.REQUEST_FAILED, text, data or None)


def _read(path: Path) -> str:
    try:
        return decoded(path.read_bytes())
    except FileNotFoundError:
        raise failed(f"There is no file `{path}`. Save the document first.") from None
    except OSError as error:
        raise failed(f"`{path}` can't be read: {error.strerror}.") from None
    except (UnicodeDecodeError, SyntaxError, LookupError):
        raise failed(f"`{path}` can't be read: its encoding isn't what it says.") from None


def decoded(data: bytes) -> str:
    """A program's text, in the encoding that it declares."""
    encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
    return data.decode(encoding)


def _notebook(path: Path, content: str) -> Notebook:
    from tapelint.syntax.notebook import NotebookError, read_notebook

    try:
        return read_notebook(content)
    except NotebookError as error:
        raise failed(f"`{path.name}` can't be read: {error}.") from None


def _arguments(argument: dict[str, Any]) -> tuple[str, ...]:
    given = find(argument, "arguments") or []
    if not isinstance(given, list) or not all(isinstance(one, str) for one in given):
        raise RefusedError(Code.INVALID_PARAMS, "arguments should be a list of texts")
    return tuple(given)


def _python(argument: dict[str, Any]) -> str | None:
    given = find(argument, "python")
    if given is not None and not isinstance(given, str):
        raise RefusedError(Code.INVALID_PARAMS, "python should be a text")
    return given or None


def _device(argument: dict[str, Any]) -> str:
    given = find(argument, "device") or _DEVICES[0]
    if given not in _DEVICES:
        raise RefusedError(Code.INVALID_PARAMS, f"device should be one of {', '.join(_DEVICES)}")
    return str(given)


def _directory(path: Path, roots: Iterable[str]) -> Path:
    """Where editors run a file: in the folder that is open, else beside the file."""
    folders = [folder for uri in roots if (folder := to_path(uri)) is not None]
    around = [folder for folder in folders if path.is_relative_to(folder) and folder.is_dir()]
    return max(around, key=lambda folder: len(folder.parts), default=path.parent)


def texts_of(files: Iterable[str], started: float, program: Asked) -> dict[str, str]:
    """The texts that ran: the program's, and those of other files unless they changed since."""
    texts: dict[str, str] = {}
    for name in files:
        file = Path(name)
        try:
            if file.stat().st_mtime <= started:
                texts[real(name)] = decoded(file.read_bytes())
        except (OSError, UnicodeDecodeError, SyntaxError, LookupError):
            continue
    texts[real(str(program.path))] = program.text
    return texts
