"""Whatever a client writes for a file's address names that file; what is no file is no path."""

from __future__ import annotations

import string
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from urllib.parse import quote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tapelint.lsp.uris import posix_path, to_path, windows_path

# Lone surrogates are bytes of a name that aren't UTF-8.
_BYTES = st.characters(min_codepoint=0xDC80, max_codepoint=0xDCFF)
_ODD = st.sampled_from(" %#?;:&+=@[]~\t\n\r\\é語🙂\u0301")
_ANY = st.characters(exclude_categories=["Cs"], exclude_characters="/\0")
_POSIX_NAMES = st.text(_ANY | _ODD | _BYTES, min_size=1, max_size=12).filter(
    lambda name: name not in (".", "..")
)
_WINDOWS_NAMES = st.text(
    st.characters(
        exclude_categories=["Cs", "Cc"], exclude_characters='<>:"/\\|?*', min_codepoint=32
    ),
    min_size=1,
    max_size=12,
).filter(lambda name: name.strip(" .") == name)
_DRIVES = st.sampled_from(string.ascii_letters)
_HOSTS = st.text(string.ascii_lowercase + string.digits + "-", min_size=1, max_size=12).filter(
    lambda host: host != "localhost" and not host.startswith("-")
)
_COLONS = (":", "%3A", "%3a")
_SCHEMES = st.sampled_from(["file", "FILE", "File"])
# What clients leave as it is beyond letters and digits: little, or more.
_KEPT = st.sampled_from(["/", "/:", "/:@!$&'()*+,;=", "/~"])


def _written(name: str, kept: str, *, small: bool) -> str:
    text = quote(name.encode("utf-8", "surrogateescape"), safe=kept)
    return text if not small else _with_small_hex(text)


def _with_small_hex(text: str) -> str:
    first, *rest = text.split("%")
    return "%".join([first, *(part[:2].lower() + part[2:] for part in rest)])


@given(st.lists(_POSIX_NAMES, min_size=1, max_size=4), _SCHEMES, _KEPT, st.booleans())
@example(["c:", "train.py"], "file", "/", True)
@example(["a%20b.py"], "file", "/", False)
@example(["100%.py"], "file", "/", False)
@example(["caf\udce9.py"], "file", "/", False)
def test_a_path_survives(names: list[str], scheme: str, kept: str, small: bool) -> None:
    path = "/" + "/".join(names)
    for host in ("", "localhost", "LOCALHOST"):
        uri = f"{scheme}://{host}{_written(path, kept, small=small)}"
        assert posix_path(uri) == PurePosixPath(path)
    assert posix_path(PurePosixPath(path).as_uri()) == PurePosixPath(path)


@pytest.mark.parametrize("name", ["a b.py", "100%25.py", "é語🙂.py", "a#b;c&d.py"])
def test_it_is_the_file_of_this_machine(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.touch()
    found = to_path(file.as_uri())
    assert found is not None
    assert found.samefile(file)


@given(_DRIVES, st.lists(_WINDOWS_NAMES, max_size=4), _SCHEMES, _KEPT, st.booleans())
@example("c", ["my programs", "100%25.py"], "file", "/", True)
def test_a_drive_survives(
    drive: str, names: list[str], scheme: str, kept: str, small: bool
) -> None:
    path = f"{drive}:/" + "/".join(names)
    uri = f"{scheme}:///{_written(path, kept, small=small)}"
    assert windows_path(uri) == PureWindowsPath(path)
    # The same file, whichever way the client writes the drive.
    rest = uri.partition("///")[2][1:].removeprefix("%3A").removeprefix("%3a").removeprefix(":")
    for same in (f"{letter}{colon}" for letter in (drive, drive.swapcase()) for colon in _COLONS):
        assert windows_path(f"file:///{same}{rest}") == PureWindowsPath(path)
        assert windows_path(f"file://localhost/{same}{rest}") == PureWindowsPath(path)


@given(_HOSTS, st.lists(_WINDOWS_NAMES, min_size=2, max_size=4), _KEPT)
def test_a_share_survives(host: str, names: list[str], kept: str) -> None:
    rest = "/" + "/".join(names)
    written = _written(rest, kept, small=False)
    share = PureWindowsPath(f"//{host}{rest}")
    assert windows_path(f"file://{host}{written}") == share
    assert windows_path(f"file:////{host}{written}") == share
    assert posix_path(f"file://{host}{written}") is None


@given(
    st.sampled_from(["vscode-notebook-cell", "untitled", "git", "vscode-vfs", "http", "inmemory"]),
    st.lists(_POSIX_NAMES, min_size=1, max_size=3),
    st.sampled_from(["", "#W0sZmlsZQ%3D%3D", "?ref=HEAD"]),
)
def test_another_scheme_is_no_file(scheme: str, names: list[str], end: str) -> None:
    path = _written("/" + "/".join(names), "/", small=False)
    for uri in (f"{scheme}:{path}{end}", f"{scheme}://{path}{end}"):
        assert to_path(uri) is None
        assert windows_path(uri) is None


@given(st.text(_ANY | _ODD | _BYTES) | st.text(_ANY).map("file:".__add__))
@example("file:train.py")
@example("file://[")
@example("file:///tmp/a%00.py")
@example("file:///tmp/train.py")
@example("file:///c")
def test_anything_else_is_absolute_or_nothing(uri: str) -> None:
    found: list[PurePath | None] = [to_path(uri), posix_path(uri), windows_path(uri)]
    assert all(path is None or path.is_absolute() for path in found)
    assert all(path is None or "\0" not in str(path) for path in found)
