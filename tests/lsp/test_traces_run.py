"""How a traced program is run, what is heard of it meanwhile, and how it ends."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path

import psutil
import pytest

from tests.lsp.traced import (
    CUT,
    END,
    FLOWS,
    SAW_CUT,
    Client,
    Program,
    client,
    refusal,
    request,
    source,
)
from tests.lsp.traced import START as BEGINS

# ---------------------------------------------------------------------- the run


def test_it_is_run_as_it_was_asked_for(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    program = Program(tmp_path / "deep", CUT, "näme with ünusual.py")
    program.saw(SAW_CUT)
    with client() as session:
        session.greet(roots=(tmp_path,))
        session.open(program)
        session.trace(program, arguments=["--steps", "3; touch x"], device="cpu")
        asked = program.asked
        assert asked["arguments"] == ["--steps", "3; touch x"]
        assert (asked["kind"], asked["target"]) == ("file", str(program.path))
        assert (asked["device"], asked["cwd"]) == ("cpu", str(tmp_path))
        assert not (tmp_path / "x").exists()


TWO_TAPES = """\
import tensorflow as tf

w = tf.Variable(2.0)
with tf.GradientTape() as one:
    a = w * 2.0
with tf.GradientTape() as two:
    b = w * 3.0
print(one.gradient(a, w))
print(two.gradient(b, w))


def step():
    with tf.GradientTape() as inner:
        c = w * 4.0
    return inner.gradient(c, w)


step()
"""


@pytest.mark.parametrize(
    ("line", "starts", "calls"),
    [
        (4, [4], []),  # where a tape starts
        (5, [4], []),  # under it
        (8, [4], [8]),  # where it is asked
        (9, [6], [9]),
        (13, [13], []),
        (15, [13], [15]),
        (18, [], [18]),  # a call that leads to a request
    ],
)
def test_the_tape_under_the_cursor_is_meant(
    tmp_path: Path, line: int, starts: list[int], calls: list[int]
) -> None:
    program = Program(tmp_path, TWO_TAPES)
    program.saw(request(line, [source("w", "flows", 1.0)]))
    with client() as session:
        session.greet()
        session.open(program)
        session.trace(program, position={"line": line - 1, "character": 0})
        wanted = {"file": str(program.path), "starts": starts, "calls": calls}
        assert program.asked["within"] == wanted


def test_where_no_tape_is_the_whole_program_is_meant(program: Program) -> None:
    with client() as session:
        session.greet()
        session.open(program)
        session.trace(program, position={"line": 1, "character": 0})
        assert program.asked["within"] is None
        session.trace(program)
        assert program.asked["within"] is None


def test_a_lens_traces_its_own_tape_and_the_others_stay(tmp_path: Path) -> None:
    program = Program(tmp_path, TWO_TAPES)
    with client() as session:
        session.greet()
        session.open(program)
        document = {"textDocument": {"uri": program.uri}}
        lenses = session.ask("textDocument/codeLens", document)["result"]
        for lens, line, norm in zip(lenses, (8, 9), (2.0, 3.0), strict=False):
            program.saw(request(line, [source("w", "flows", norm)]))
            (argument,) = lens["command"]["arguments"]
            session.command("tapelint.trace", {**argument, "python": str(program.python)})
            assert program.asked["within"]["calls"] == [line]
        seen = [told for told in session.lenses(program) if "seen" in told]
        assert len(seen) == 2
        program.save(f"{TWO_TAPES}\n")
        session.change(program, f"{TWO_TAPES}\n")
        session.command("tapelint.trace", {**argument, "python": str(program.python)})
        assert len([told for told in session.lenses(program) if "seen" in told]) == 1


def test_nothing_asked_the_tape_under_the_cursor(program: Program) -> None:
    program.saw()
    with client() as session:
        session.greet()
        session.open(program)
        told = session.trace(program, position={"line": 6, "character": 0})["result"]["summary"]
        assert told.endswith("ended without asking for a gradient on the way of line 7")


def test_a_notebook_is_run_as_text(tmp_path: Path) -> None:
    cells = [{"cell_type": "code", "source": ["%matplotlib\n", "x = 1"], "metadata": {}}]
    program = Program(tmp_path, json.dumps({"cells": cells}), "notes.ipynb")
    program.saw(request(2, [source("x", "flows", 1.0)]))
    with client() as session:
        session.greet()
        cell = program.uri.replace("file://", "vscode-notebook-cell:") + "#W0"
        for uri in (program.uri, cell):
            argument = {"uri": uri, "python": str(program.python)}
            assert session.command("tapelint.trace", argument)["result"]["flows"]
            assert program.asked["kind"] == "text"
            assert program.asked["text"].endswith("\nx = 1")
            assert program.asked["cells"] == [[1, 1]]
        report = session.command("tapelint.traceReport", {"uri": cell})["result"]
        assert "x = 1" in report["html"]
        assert "%matplotlib" in report["html"]


def test_progress_is_the_clients_own_where_it_brings_one(program: Program) -> None:
    with client() as session:
        session.greet()
        session.open(program)
        session.begin("t", program, workDoneToken="mine")
        assert session.answer("t")["result"]["requests"] == 1
        told = [m["params"] for m in session.told if m["method"] == "$/progress"]
        assert {one["token"] for one in told} == {"mine"}
        kinds = [one["value"]["kind"] for one in told]
        assert kinds[0] == "begin"
        assert kinds[-1] == "end"
        assert told[0]["value"]["cancellable"]
        assert not session.count("window/workDoneProgress/create")


def test_its_output_goes_into_the_log_in_whole_lines(program: Program) -> None:
    pieces = ["half a ", "line\n", "10%\r50%\r100%\n", "\x1b[31mred\x1b[0m\n", "y" * 5000, "\nend"]
    program.does(BEGINS, *({"print": one} for one in pieces), END)
    with client() as session:
        session.greet()
        session.open(program)
        session.trace(program)
        lines = "\n".join(session.logged).split("\n")
        assert "half a line" in lines
        assert "100%" in lines
        assert "red" in lines
        assert "end" in lines
        assert max(map(len, lines)) < 1100


def test_its_output_has_an_end(program: Program) -> None:
    program.does(BEGINS, {"print": "line\n" * 200_000}, END)
    with client() as session:
        session.greet()
        session.open(program)
        session.trace(program)
        lines = "\n".join(session.logged).split("\n")
        assert 1000 < lines.count("line") < 3000
        assert "… and more, which is left out." in lines


def test_the_conversation_goes_on_meanwhile(program: Program) -> None:
    program.does(BEGINS, {"print": "begun\n"}, {"sleep": 60})
    with client() as session:
        session.greet()
        session.open(program)
        session.begin("t", program)
        session.until("window/logMessage", message="begun")
        session.change(program, FLOWS)
        assert session.items(program) == []
        assert session.lenses(program) == ["∇ reaches x | tracing… Cancel"]
        session.change(program, CUT, 3)
        assert "running already" in refusal(session.trace(program))
        assert session.command("tapelint.cancelTrace", {"uri": program.uri})["result"] is True
        assert session.answer("t")["result"]["stopped"] == "cancelled"
        assert session.command("tapelint.cancelTrace", {"uri": program.uri})["result"] is False
        assert session.lenses(program) == ["∇ x cut at 6 | Run trace"]


def test_progress_says_how_many_requests_were_seen(program: Program) -> None:
    many = [request(7, [source("x", "flows", 1.0)], step=step) for step in range(50)]
    program.does(BEGINS, *many, {"sleep": 0.3}, END)
    with client() as session:
        session.greet()
        session.open(program)
        assert session.trace(program)["result"]["flows"]
        session.until("$/progress", kind="report", message="50 requests seen")


# ---------------------------------------------------------------------- endings


def begun(session: Client, program: Program, folder: Path) -> list[psutil.Process]:
    """Start a program that stays, with a child; both of them."""
    numbers = folder / "numbers"
    program.does(BEGINS, {"child": str(numbers)}, {"print": "begun\n"}, {"sleep": 60})
    session.greet()
    session.open(program)
    session.begin("t", program)
    session.until("window/logMessage", message="begun")
    return [psutil.Process(int(one)) for one in numbers.read_text(encoding="utf-8").split()]


def gone(processes: list[psutil.Process]) -> bool:
    _, alive = psutil.wait_procs(processes, timeout=5)
    return not alive


def test_cancelling_leaves_no_process_behind(program: Program, tmp_path: Path) -> None:
    with client() as session:
        processes = begun(session, program, tmp_path)
        token = session.until("$/progress", kind="begin")["params"]["token"]
        session.notify("window/workDoneProgress/cancel", {"token": "another"})
        session.notify("window/workDoneProgress/cancel", {"token": token})
        assert session.answer("t")["result"]["stopped"] == "cancelled"
        assert gone(processes)


def test_a_cancelled_request_ends_its_trace(program: Program, tmp_path: Path) -> None:
    with client() as session:
        processes = begun(session, program, tmp_path)
        session.notify("$/cancelRequest", {"id": "t"})
        assert session.answer("t")["result"]["stopped"] == "cancelled"
        assert gone(processes)


# Windows ends a process without asking it first.
TOLD = ["goodbye", "closed"] if os.name == "nt" else ["goodbye", "closed", "terminated"]


@pytest.mark.parametrize("way", TOLD)
def test_the_server_takes_its_programs_along(program: Program, tmp_path: Path, way: str) -> None:
    with client() as session:
        processes = begun(session, program, tmp_path)
        if way == "goodbye":
            assert session.leave() == 0
        elif way == "closed":
            assert session.process.stdin is not None
            session.process.stdin.close()
        else:
            session.process.send_signal(signal.SIGTERM)
        session.process.wait(15)
        assert gone(processes)


def test_a_cancelled_run_keeps_what_an_earlier_one_saw(program: Program) -> None:
    with client() as session:
        session.greet()
        session.open(program)
        session.trace(program)
        program.does(BEGINS, {"print": "begun\n"}, {"sleep": 60})
        session.begin("t", program)
        session.until("window/logMessage", message="begun")
        session.command("tapelint.cancelTrace")
        session.answer("t")
        assert session.hints(program)
