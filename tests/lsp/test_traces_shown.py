"""What traces on command show, and how it moves with edits."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.lsp.support import ODD_SERVER
from tests.lsp.traced import (
    CUT,
    END,
    FLOWS,
    SAW_CUT,
    SAW_FLOWS,
    UNKNOWN,
    Program,
    client,
    floor_division,
    refusal,
    request,
    source,
)
from tests.lsp.traced import START as BEGINS

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
    held = {"by": "tf", "holder": "", "made": made}
    others = [
        {
            **source(f"scale/{name}", "flows" if norm else "none", norm),
            "left": {"variable": number, "attribute": name, **held},
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
        "plain": [],
    }
    program.does(BEGINS, error, {**END, "stopped": "crashed", "program_exit": 1})
    with client() as session:
        session.greet()
        session.open(program)
        told = session.trace(program)["result"]["summary"]
        assert told == "no gradient requests; the program failed: ValueError: no such thing"
        assert session.items(program) == [("tapelint trace", 6, "ValueError: no such thing")]


def test_an_exception_says_what_is_wrong_and_which_rule_it_is_about(tmp_path: Path) -> None:
    program = Program(tmp_path, FLOWS)
    message = "'EagerTensor' object has no attribute 'assign'"
    error = {
        "event": "error",
        "type": "AttributeError",
        "message": message,
        "raised_at": [["$FILE", 6, "<module>"]],
        "site": [],
        "request": 0,
        "left": [],
        "op": [],
        "plain": [],
    }
    program.does(BEGINS, error, {**END, "stopped": "crashed", "program_exit": 1})
    with client() as session:
        session.greet()
        session.open(program)
        session.trace(program)
        document = {"textDocument": {"uri": program.uri}}
        (told,) = session.ask("textDocument/diagnostic", document)["result"]["items"]
        reason = "This is a tensor, not a variable, and tensors can't be changed."
        assert told["message"] == f"AttributeError: {message} {reason}"
        assert told["code"] == "assign-to-tensor"


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
