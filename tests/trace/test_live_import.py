"""What a program may ask of the package costs nothing until it is asked for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import tapelint

SERVER = Path(tapelint.__file__).resolve().parents[1]


def said_by(program: str) -> str:
    """What a new Python prints, whose standard library may import what it likes before."""
    begin = f"import sys; sys.path.insert(0, {str(SERVER)!r}); before = set(sys.modules)\n"
    command = [sys.executable, "-c", begin + program]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_importing_the_package_imports_nothing_else() -> None:
    program = "import tapelint\nprint(sorted(set(sys.modules) - before))"
    assert said_by(program) == "['tapelint']"


def test_naming_a_function_imports_no_tensorflow_and_no_ipython() -> None:
    program = """\
import tapelint
tapelint.explain, tapelint.watching, tapelint.assert_gradients_flow, tapelint.Explanation
heavy = {"tensorflow", "keras", "numpy", "IPython", "rich", "click", "libcst", "pygls"}
print(sorted(heavy & set(sys.modules)))
"""
    assert said_by(program) == "[]"


def test_the_extension_waits_for_the_first_cell() -> None:
    program = """\
from types import SimpleNamespace
import tapelint
made = {}
shell = SimpleNamespace(
    register_magic_function=lambda f, magic_kind, magic_name: made.update({magic_name: f}),
    magics_manager=SimpleNamespace(magics={"cell": made}),
)
tapelint.load_ipython_extension(shell)
print(sorted(made), sorted({"tensorflow", "IPython", "rich"} & set(sys.modules)))
tapelint.unload_ipython_extension(shell)
print(sorted(made))
"""
    assert said_by(program) == "['tapelint'] []\n[]"


def test_every_public_name_is_there_and_listed() -> None:
    for name in tapelint._PUBLIC:
        assert getattr(tapelint, name).__name__ == name
        assert name in dir(tapelint)
    with pytest.raises(AttributeError, match="no attribute 'explode'"):
        tapelint.explode  # noqa: B018


def test_types_are_shipped() -> None:
    assert (SERVER / "tapelint" / "py.typed").is_file()
