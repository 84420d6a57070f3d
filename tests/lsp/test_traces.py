"""Traces on command: what they show, how it moves, and what is never run."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path
from typing import Any

import psutil
import pytest

from tests.lsp.support import ODD_SERVER, START
from tests.lsp.traced import (
    END,
    Client,
    Program,
    client,
    floor_division,
    request,
    source,
)
from tests.lsp.traced import START as BEGINS

INVALID_PARAMS, REQUEST_FAILED = -32602, -32803
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

CUT = """\
import tensorflow as tf

x = tf.Variable(5.0)
with tf.GradientTape() as tape:
    y = x * 3.0
    z = y // 2.0
print(tape.gradient(z, x))
"""
UNKNOWN = CUT.replace("y // 2.0", "elsewhere(y)").replace("\n\n", "\nfrom a import elsewhere\n", 1)
SAW_CUT = request(
    7,
    [source("x", "none")],
    [[5, "Mul", "float32", "()", None, "none"], [6, "FloorDiv", "float32", "(2,)", 1.0, "flows"]],
    floor_division(made=3, at=6, tape=4),
)
FLOWS = CUT.replace("//", "/")
SAW_FLOWS = request(
    7, [source("x", "flows", 0.0312)], [[6, "RealDiv", "float32", "()", 1.0, "flows"]]
)


@pytest.fixture
def program(tmp_path: Path) -> Program:
    made = Program(tmp_path, CUT)
    made.saw(SAW_CUT)
    return made


def refusal(answer: dict[str, Any], code: int = REQUEST_FAILED) -> str:
    assert answer["error"]["code"] == code
    return str(answer["error"]["message"])


# ---------------------------------------------------------------------- before any trace


def test_it_is_announced() -> None:
    with client() as session:
        announced = session.greet()["result"]["capabilities"]
        assert announced["inlayHintProvider"]
        assert "codeLensProvider" in announced
        commands = announced["executeCommandProvider"]["commands"]
        assert {"tapelint.trace", "tapelint.traceReport"} < set(commands)
        assert session.leave() == 0


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (CUT, "∇ x cut at 6 | Run trace"),
        (FLOWS, "∇ reaches x | Run trace"),
        (UNKNOWN, "∇ unknown until it runs | Run trace"),
        (
            FLOWS.replace("(z, x)", "(z, [x, b])")
            .replace("with", "b = tf.Variable(1.0)\nwith")
            .replace("/ 2.0", "/ 2.0 + tf.round(b)"),
            "∇ reaches x · b cut at 7 | Run trace",
        ),
    ],
)
def test_a_lens_tells_what_the_checker_knows(tmp_path: Path, text: str, says: str) -> None:
    program = Program(tmp_path, text)
    with client() as session:
        session.greet()
        session.open(program)
        assert session.lenses(program) == [says]
        assert session.hints(program) == {}


def test_the_editor_chooses_what_lenses_tell(program: Program) -> None:
    with client() as session:
        session.greet(capabilities={})
        session.open(program)
        for mode, told in (("trace", ["Run trace"]), ("off", []), ("odd", 1), ("all", 1)):
            settings = {"settings": {"tapelint": {"codeLens": mode}}}
            session.notify("workspace/didChangeConfiguration", settings)
            lenses = session.lenses(program)
            assert lenses == told or len(lenses) == told


def test_a_document_without_a_file_has_nothing_to_run() -> None:
    with client() as session:
        session.greet()
        uri = "untitled:Untitled-1"
        item = {"uri": uri, "languageId": "python", "version": 1, "text": FLOWS}
        session.notify("textDocument/didOpen", {"textDocument": item})
        (lens,) = session.ask("textDocument/codeLens", {"textDocument": {"uri": uri}})["result"]
        assert lens["command"] == {"title": "∇ reaches x", "command": ""}
        assert "Save this document" in refusal(session.command("tapelint.trace", {"uri": uri}))


# ---------------------------------------------------------------------- after one


def test_what_was_seen_is_shown(program: Program) -> None:
    with client() as session:
        session.greet()
        session.open(program)
        answer = session.trace(program)["result"]
        assert answer == {
            "stopped": "finished",
            "summary": "1 request: 1 cut",
            "requests": 1,
            "flows": False,
        }
        assert session.lenses(program) == ["∇ x cut at 6 · seen | Run trace"]
        assert session.hints(program) == {
            5: "∇ none: cut at line 6",
            6: "∇ 1, cut here",
            7: "∇ none: cut at line 6",
        }
        place = {"textDocument": {"uri": program.uri}, "position": {"line": 5, "character": 4}}
        hover = session.ask("textDocument/hover", place)["result"]["contents"]["value"]
        assert "`FloorDiv`, float32 (2,): the gradient arrives, norm 1" in hover
        for what in ("diagnostic", "codeLens", "inlayHint"):
            assert session.count(f"workspace/{what}/refresh") >= 1
        assert session.leave() == 0


UNTRACKED = """\
import tensorflow as tf
from tensorflow import keras
from elsewhere import Base

class Scale(Base):
    def build(self, shape):
        self.gain = tf.Variable(1.0)

layer, x = Scale(), tf.ones((2, 2))
with tf.GradientTape() as tape:
    z = layer(x)
print(tape.gradient(z, layer.trainable_variables))
"""


def left_out(norm: float | None, step: int) -> dict[str, Any]:
    """A request for one weight, behind which stand two that Keras doesn't track."""
    made = [["$FILE", 7, "build"]]
    others = [
        {
            **source(f"scale/{name}", "flows" if norm else "none", norm),
            "left": {"variable": number, "attribute": name, "keras": False, "made": made},
        }
        for name, number in (("bias", 1), ("gain", 2))
    ]
    return request(12, [source("scale/kernel", "flows", 2.0), *others], step=step)


def test_what_nobody_asks_for_is_underlined_where_it_is_made(tmp_path: Path) -> None:
    program = Program(tmp_path, UNTRACKED)
    program.saw(left_out(0.5, 0), left_out(0.25, 1), {"event": "trained", "variable": 1})
    with client() as session:
        session.greet()
        session.open(program)
        answer = session.trace(program)["result"]
        assert (answer["summary"], answer["flows"]) == ("1 request: 1 cut", False)
        ((origin, line, message),) = session.items(program)
        assert (origin, line) == ("tapelint trace", 7)
        assert message == (
            "Keras doesn't track a `tf.Variable`, so `trainable_variables` leaves it out: "
            "`scale/gain` never learns."
        )
        (lens,) = session.lenses(program)
        assert lens.startswith("∇ reaches scale/kernel · scale/gain never learns: 7 · seen 2 times")


@pytest.mark.parametrize(
    ("norm", "text"),
    [(None, UNTRACKED), (0.5, UNTRACKED.replace("z = ", "layer.gain.assign(0.5)\n    z = "))],
)
def test_silent_of_what_gets_no_gradient_or_is_set_by_hand(
    tmp_path: Path, norm: float | None, text: str
) -> None:
    program = Program(tmp_path, text)
    program.saw(left_out(norm, 0), {"event": "trained", "variable": 1})
    with client() as session:
        session.greet()
        session.open(program)
        assert session.trace(program)["result"]["flows"]
        assert session.items(program) == []


def test_the_same_cut_is_underlined_once_and_keeps_its_fixes(program: Program) -> None:
    with client() as session:
        session.greet()
        session.open(program)
        session.trace(program)
        ((origin, line, message),) = session.items(program)
        assert (origin, line) == ("tapelint", 6)
        assert message.endswith("Seen in the trace: `x` got no gradient.")
        place = {"line": 5, "character": 10}
        params = {
            "textDocument": {"uri": program.uri},
            "range": {"start": place, "end": place},
            "context": {"diagnostics": []},
        }
        titles = [one["title"] for one in session.ask("textDocument/codeAction", params)["result"]]
        assert any("straight-through" in title for title in titles)


def test_what_the_checker_could_not_know_is_shown_as_seen(tmp_path: Path) -> None:
    program = Program(tmp_path, UNKNOWN)
    program.saw(SAW_CUT)
    with client() as session:
        session.greet()
        session.open(program)
        assert session.items(program) == []
        session.until("tapelint/status", text="1 request: 1 unknown")
        session.trace(program)
        session.until("tapelint/status", text="1 request: 1 cut (1 seen in a trace)")
        assert session.lenses(program) == ["∇ x cut at 6 · seen | Run trace"]
        assert session.items(program) == [
            ("tapelint trace", 6, "`//` has no gradient: `x` got no gradient.")
        ]
        document = {"textDocument": {"uri": program.uri}}
        (item,) = session.ask("textDocument/diagnostic", document)["result"]["items"]
        assert (item["code"], item["severity"]) == ("floor-division", 1)
        assert item["range"]["start"]["character"] == 4
        assert len(item["data"]["trace"]) == 24
        about = [one["message"] for one in item["relatedInformation"]]
        assert about == ["`x` is made here", "the gradient is asked for here"]


@pytest.mark.parametrize("comment", ["# tapelint: ignore", "# tapelint: ignore[floor-division]"])
def test_what_is_silenced_stays_silent(tmp_path: Path, comment: str) -> None:
    program = Program(tmp_path, UNKNOWN.replace("elsewhere(y)", f"elsewhere(y)  {comment}"))
    program.saw(SAW_CUT)
    with client() as session:
        session.greet()
        session.open(program)
        session.trace(program)
        assert [one for one in session.items(program) if one[0] == "tapelint trace"] == []


def test_a_rule_that_is_off_is_off(tmp_path: Path) -> None:
    program = Program(tmp_path, UNKNOWN)
    program.saw(SAW_CUT)
    (tmp_path / "pyproject.toml").write_text("[tool.tapelint]\nignore = ['TL1']\n", "utf-8")
    with client() as session:
        session.greet()
        session.open(program)
        session.trace(program)
        assert session.items(program) == []
        assert session.hints(program)


def test_steps_are_counted_and_the_worst_is_told(tmp_path: Path) -> None:
    program = Program(tmp_path, UNKNOWN)
    steps = [
        request(7, [source("x", state, norm)], step=step)
        for step, (state, norm) in enumerate([("flows", 1.0), ("nan", None), ("flows", 0.5)])
    ]
    program.saw(*steps)
    with client() as session:
        session.greet()
        session.open(program)
        session.trace(program)
        assert session.lenses(program) == ["∇ x NaN · seen 3 times | Run trace"]
        assert session.hints(program) == {7: "∇ NaN"}


def test_requests_that_only_a_trace_knows_have_a_lens(tmp_path: Path) -> None:
    program = Program(tmp_path, "import a\n\na.train()\n")
    program.saw(request(3, [source(name, "flows", 1.0) for name in "abcdef"]))
    with client() as session:
        session.greet()
        session.open(program)
        assert session.lenses(program) == []
        session.trace(program)
        assert session.lenses(program) == ["∇ reaches a, b, c and 3 more · seen | Run trace"]


def test_an_exception_is_shown_where_it_was_raised(tmp_path: Path) -> None:
    program = Program(tmp_path, FLOWS)
    error = {
        "event": "error",
        "type": "ValueError",
        "message": "no such thing\nand more",
        "raised_at": [["$FILE", 6, "<module>"]],
        "site": [],
        "request": 0,
        "left": [],
        "op": [],
    }
    program.does(BEGINS, error, {**END, "stopped": "crashed", "program_exit": 1})
    with client() as session:
        session.greet()
        session.open(program)
        told = session.trace(program)["result"]["summary"]
        assert told == "no gradient requests; the program failed: ValueError: no such thing"
        assert session.items(program) == [("tapelint trace", 6, "ValueError: no such thing")]


def test_a_client_that_does_not_pull_gets_it_pushed(program: Program) -> None:
    with client() as session:
        session.greet(capabilities={})
        session.open(program)
        session.until("textDocument/publishDiagnostics")
        session.trace(program)
        while session.count("textDocument/publishDiagnostics") < 2:
            session.receive()
        last = [m for m in session.told if m["method"] == "textDocument/publishDiagnostics"][-1]
        assert "Seen in the trace" in last["params"]["diagnostics"][0]["message"]
        assert not session.count("$/progress")
        assert not session.count("workspace/codeLens/refresh")


# ---------------------------------------------------------------------- edits


def test_it_moves_with_edits_above_and_goes_with_its_own_unit(program: Program) -> None:
    with client() as session:
        session.greet()
        session.open(program)
        session.trace(program)
        above = CUT.replace("\n\n", "\n\nimport os\n\n# here\n", 1)
        session.change(program, above, 2)
        assert session.hints(program) == {
            8: "∇ none: cut at line 9",
            9: "∇ 1, cut here",
            10: "∇ none: cut at line 9",
        }
        session.change(program, CUT.replace("3.0", "4.0"), 3)
        assert session.hints(program) == {7: "∇ none"}
        assert session.lenses(program) == ["∇ x cut at 6 | Run trace"]
        session.change(program, CUT, 4)
        assert session.hints(program)[5] == "∇ none: cut at line 6"
        session.change(program, CUT.replace("print(", "print( "), 5)
        assert 7 not in session.hints(program)


def test_a_memory_gives_way_to_a_proof(tmp_path: Path) -> None:
    program = Program(tmp_path, UNKNOWN)
    program.saw(SAW_CUT)
    with client() as session:
        session.greet()
        session.open(program)
        session.trace(program)
        session.change(program, UNKNOWN.replace("Variable(5.0)", "Variable(6.0)"), 2)
        told = "∇ x cut at 6 · seen before the last edits | Run trace"
        assert session.lenses(program) == [told]
        session.change(program, UNKNOWN.replace("elsewhere(y)", "y * 2.0"), 3)
        assert session.lenses(program) == ["∇ reaches x | Run trace"]


def test_clearing_removes_all_of_it(program: Program) -> None:
    with client() as session:
        session.greet()
        session.open(program)
        session.trace(program)
        assert session.hints(program)
        assert session.command("tapelint.clearTrace", {"uri": program.uri})["result"] is None
        assert session.hints(program) == {}
        assert session.lenses(program) == ["∇ x cut at 6 | Run trace"]
        assert "Seen in the trace" not in session.items(program)[0][2]
        session.trace(program)
        session.command("tapelint.clearTrace")
        assert session.hints(program) == {}


def test_the_files_that_a_program_imports_are_shown_too(tmp_path: Path) -> None:
    helper = Program(tmp_path, "def half(y):\n    return y // 2.0\n", "helper.py")
    program = Program(tmp_path, UNKNOWN.replace("from a", "from helper"))
    evidence = floor_division(made=3, at=6, tape=4)
    evidence["chains"][1].insert(0, [str(helper.path), 2, "half"])
    program.saw(request(7, [source("x", "none")], evidence=evidence))
    with client() as session:
        session.greet()
        session.open(program)
        session.open(helper)
        session.trace(program)
        assert session.lenses(program) == ["∇ x cut at helper.py:2 · seen | Run trace"]
        assert session.hints(program)[7] == "∇ none: cut at helper.py:2"
        assert session.hints(helper) == {2: "∇ none: cut here"}
        ((origin, line, _),) = session.items(helper)
        assert (origin, line) == ("tapelint trace", 2)
        assert session.items(program) == []


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


# ---------------------------------------------------------------------- two opinions


@pytest.mark.parametrize(
    ("text", "saw", "says"),
    [
        (FLOWS, SAW_CUT, "gets a gradient, but the trace saw none for `x`"),
        (CUT, SAW_FLOWS, "can't have a gradient for `x`, but the trace saw one"),
    ],
)
def test_a_contradiction_is_loud(tmp_path: Path, text: str, saw: dict[str, Any], says: str) -> None:
    program = Program(tmp_path, text)
    program.saw(saw)
    with client() as session:
        session.greet()
        session.open(program)
        session.trace(program)
        session.lenses(program)
        errors = [
            one["params"]["message"]
            for one in session.told
            if one["method"] == "window/logMessage" and one["params"]["type"] == 1
        ]
        (told,) = errors
        assert says in told
        assert "defect of Tapelint, please report it" in told


@pytest.mark.parametrize(("text", "saw"), [(CUT, SAW_CUT), (FLOWS, SAW_FLOWS), (UNKNOWN, SAW_CUT)])
def test_agreement_is_quiet(tmp_path: Path, text: str, saw: dict[str, Any]) -> None:
    program = Program(tmp_path, text)
    program.saw(saw)
    with client() as session:
        session.greet()
        session.trace(program)
        assert not [line for line in session.logged if "defect" in line]


def test_modules_with_unsaved_changes_are_no_contradiction(tmp_path: Path) -> None:
    helper = Program(tmp_path, "def elsewhere(y):\n    return y // 2.0\n", "a.py")
    program = Program(tmp_path, UNKNOWN)
    program.saw(SAW_CUT)
    with client() as session:
        session.greet(roots=(tmp_path,))
        session.open(program)
        session.open(helper, helper.text.replace("//", "/"))
        assert session.lenses(program) == ["∇ reaches x | Run trace"]
        session.trace(program)
        assert not [line for line in session.logged if "defect" in line]
        session.change(helper, helper.text)
        session.trace(program)
        assert not [line for line in session.logged if "defect" in line]
        helper.save(helper.text.replace("//", "/"))
        session.change(helper, helper.text, 3)
        session.trace(program)
        assert [line for line in session.logged if "defect" in line]


def test_the_engine_may_fail_and_the_trace_stays(program: Program) -> None:
    program.save(f"{CUT}# FAIL\n")
    with client((*ODD_SERVER, "engine-raises")) as session:
        session.greet()
        session.open(program)
        assert session.trace(program)["result"]["requests"] == 1
        assert session.hints(program)


def test_progress_says_how_many_requests_were_seen(program: Program) -> None:
    many = [request(7, [source("x", "flows", 1.0)], step=step) for step in range(50)]
    program.does(BEGINS, *many, {"sleep": 0.3}, END)
    with client() as session:
        session.greet()
        session.open(program)
        assert session.trace(program)["result"]["flows"]
        session.until("$/progress", kind="report", message="50 requests seen")
