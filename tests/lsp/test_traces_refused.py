"""What is never run, and what is said then."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.lsp.support import START
from tests.lsp.traced import (
    CUT,
    FLOWS,
    INVALID_PARAMS,
    SAW_CUT,
    Program,
    client,
    refusal,
)

COMMAND_LINE = (
    *START,
    "-c",
    "import sys; sys.path[:0] = sys.argv.pop(1).split('|')\n"
    "from tapelint.cli.main import commands\n"
    "commands(['server', '--allow-trace'])",
    "|".join(
        (str(Path(__file__).resolve().parents[2] / "server"), str(Path(psutil.__file__).parents[1]))
    ),
)

# ---------------------------------------------------------------------- what is refused


def test_only_a_command_runs_anything(program: Program, tmp_path: Path) -> None:
    with client() as session:
        session.greet()
        session.open(program)
        session.change(program, FLOWS)
        session.notify("textDocument/didSave", {"textDocument": {"uri": program.uri}})
        session.lenses(program)
        session.hints(program)
        session.items(program)
        place = {"textDocument": {"uri": program.uri}, "position": {"line": 5, "character": 10}}
        session.ask("textDocument/hover", place)
        assert session.leave() == 0
    assert not (tmp_path / "asked.json").exists()


@pytest.mark.parametrize("said", [False, None, "true", 1])
def test_nothing_runs_where_nobody_trusts(program: Program, tmp_path: Path, said: Any) -> None:
    with client() as session:
        session.greet(trusted=said)
        session.open(program)
        assert "isn't trusted" in refusal(session.trace(program))
        settings = {"settings": {"tapelint": {"trusted": True}}}
        session.notify("workspace/didChangeConfiguration", settings)
        assert "isn't trusted" in refusal(session.trace(program))
    assert not (tmp_path / "asked.json").exists()


def test_a_project_cannot_allow_it(program: Program, tmp_path: Path) -> None:
    table = f"[tool.tapelint]\ntrusted = true\ntrace.python = '{program.python}'\n"
    (tmp_path / "pyproject.toml").write_text(table, encoding="utf-8")
    with client() as session:
        session.greet(trusted=False, roots=(tmp_path,))
        session.open(program)
        assert "isn't trusted" in refusal(session.trace(program))
        session.items(program)
        assert any("`trace` can't be set by a project" in line for line in session.logged)


def test_who_starts_the_server_may_allow_it(program: Program) -> None:
    with client(COMMAND_LINE) as session:
        session.greet(trusted=False)
        session.open(program)
        assert session.trace(program)["result"]["requests"] == 1
        assert session.leave() == 0


def test_what_is_not_saved_is_not_run(program: Program, tmp_path: Path) -> None:
    with client() as session:
        session.greet()
        session.open(program, f"{CUT}# more\n")
        assert "aren't saved" in refusal(session.trace(program))
        session.change(program, CUT.replace("\n", "\r\n"))
        assert session.trace(program)["result"]["requests"] == 1
        assert session.hints(program)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    program = Program(tmp_path, CUT)
    program.path.unlink()
    with client() as session:
        session.greet()
        assert "There is no file" in refusal(session.trace(program))


@pytest.mark.parametrize(
    "wrong",
    [
        {"arguments": "one"},
        {"arguments": [1]},
        {"python": ["sh", "-c"]},
        {"device": "/dev/null"},
        {"uri": 3},
        {"position": 3},
        {"position": {"line": "three", "character": 0}},
    ],
)
def test_wrong_arguments(program: Program, wrong: dict[str, Any]) -> None:
    with client() as session:
        session.greet()
        refusal(session.trace(program, **wrong), INVALID_PARAMS)
        refusal(session.command("tapelint.trace", "text"), INVALID_PARAMS)
        refusal(session.command("tapelint.trace"), INVALID_PARAMS)
        refusal(session.command("tapelint.unknown"), INVALID_PARAMS)
        assert session.leave() == 0


def test_a_python_that_cannot_trace_says_what_to_do(program: Program) -> None:
    program.does({"event": "refused", "reason": "missing", "message": "No", "python": "/a/python"})
    with client() as session:
        session.greet()
        session.open(program)
        answer = session.trace(program)
        assert answer["error"]["data"] == {"reason": "no-tensorflow"}
        assert refusal(answer) == (
            "TensorFlow isn't installed for `/a/python`. Diagnostics work without it; a trace "
            "needs the Python you train with."
        )
        answer = session.trace(program, python="/no/such")
        assert "There is no Python at" in refusal(answer)
        assert answer["error"]["data"] == {"reason": "no-python"}
        program.does({"exit": 3})
        answer = session.trace(program)
        assert "exit code 3" in refusal(answer)
        assert answer["error"]["data"] == {"reason": "ended"}
        program.saw(SAW_CUT)
        assert session.trace(program)["result"]["requests"] == 1


def test_a_report_needs_a_trace(program: Program) -> None:
    with client() as session:
        session.greet()
        session.open(program)
        asked = {"uri": program.uri}
        told = refusal(session.command("tapelint.traceReport", asked))
        assert told == "There is no trace of `train.py` yet. Run one first."
        session.trace(program)
        html = session.command("tapelint.traceReport", asked)["result"]["html"]
        assert html.startswith("<!DOCTYPE html>")
        assert "Content-Security-Policy" in html
