"""Files as programs and back: encodings, byte order marks and line breaks stay as they were."""

from __future__ import annotations

import codecs
import contextlib
import io
import os
import shutil
import tempfile
import tokenize
from dataclasses import dataclass
from pathlib import Path

from tapelint.cli.programs import Book, Program, Script
from tapelint.syntax.notebook import NotebookError

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class SourceError(Exception):
    """A file can't be read or written; the text says why, in words that follow its name."""


@dataclass(frozen=True, slots=True)
class Source:
    """What a file holds, with what it takes to write it back."""

    program: Program
    content: bytes
    encoding: str


def read(path: Path) -> Source:
    """Read a Python file or a notebook.

    Raises:
        SourceError: when it can't be read.
    """
    try:
        content = path.read_bytes()
    except (OSError, ValueError) as error:
        raise SourceError(f"can't be read: {getattr(error, 'strerror', error)}") from error
    return decode(content, is_notebook=path.suffix == ".ipynb")


def decode(content: bytes, *, is_notebook: bool) -> Source:
    """The program that bytes stand for.

    Raises:
        SourceError: when they don't stand for any.
    """
    if not is_notebook and not _could_matter(content):
        # A file that can't be about gradients owes nobody a readable encoding.
        with contextlib.suppress(SourceError):
            return _script(content)
        return Source(Script(""), content, "utf-8")
    if not is_notebook:
        return _script(content)
    book = Book(_text(content, encoding := _encoding_of_json(content)))
    try:
        book.notebook  # noqa: B018 (it is read now, so that what can't be read is said now)
    except NotebookError as error:
        raise SourceError(str(error)) from error
    return Source(book, content, encoding)


def _script(content: bytes) -> Source:
    encoding = _encoding(content)
    return Source(Script(_text(content, encoding)), content, encoding)


def _text(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise SourceError(_undecodable(content, encoding, error)) from error


def write(path: Path, source: Source, program: Program) -> None:
    """Replace a file at once: a crash, or a full disk, leaves the old one whole.

    Raises:
        SourceError: when it can't be written, or has changed since it was read.
    """
    target = path.resolve()
    try:
        changed = program.content.encode(source.encoding)
        if target.read_bytes() != source.content:
            raise SourceError("has changed in the meantime; it stays as it is")
        _replace(target, changed)
    except (OSError, UnicodeEncodeError) as error:
        raise SourceError(f"can't be written: {error}") from error


def _replace(target: Path, content: bytes) -> None:
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    fresh = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        shutil.copymode(target, fresh)
        fresh.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            fresh.unlink()
        raise


def _could_matter(content: bytes) -> bool:
    return content.startswith(_UTF16) or b"tensorflow" in content or b"keras" in content


def _encoding(content: bytes) -> str:
    if content.startswith(_UTF16):
        raise SourceError("is saved as UTF-16, which Python can't run; save it as UTF-8")
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(content).readline)
    except SyntaxError as error:
        raise SourceError(f"can't be decoded: {error.msg}") from error
    return encoding


def _encoding_of_json(content: bytes) -> str:
    return "utf-8-sig" if content.startswith(codecs.BOM_UTF8) else "utf-8"


def _undecodable(content: bytes, encoding: str, error: UnicodeDecodeError | LookupError) -> str:
    if not isinstance(error, UnicodeDecodeError):
        return f"can't be decoded: {error}"
    line = content.count(b"\n", 0, error.start) + 1
    byte = content[error.start]
    return f"can't be decoded: byte 0x{byte:02x} on line {line} isn't {encoding.upper()}"
