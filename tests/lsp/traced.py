"""A client that traces, and programs that only pretend to run; see ``fake_python``."""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.lsp.raw import Message, Wire, wire
from tests.lsp.support import SERVER

START = {
    "event": "start",
    "python": "3.11.7",
    "executable": "python",
    "tensorflow": "2.21.0",
    "tested": True,
    "pid": 1,
}
INVALID_PARAMS, REQUEST_FAILED = -32602, -32803
END = {"event": "end", "stopped": "finished", "program_exit": 0}

CAPABILITIES = {
    "window": {"workDoneProgress": True},
    "workspace": {
        "codeLens": {"refreshSupport": True},
        "inlayHint": {"refreshSupport": True},
        "diagnostics": {"refreshSupport": True},
    },
    "textDocument": {"diagnostic": {}},
}


def source(name: str, state: str, norm: float | None = None) -> Message:
    return {"name": name, "state": state, "norm": norm, "dtype": "float32", "shape": "()"}


def request(
    line: int,
    sources: list[Message],
    lines: list[list[Any]] | None = None,
    evidence: Message | None = None,
    step: int = 0,
) -> Message:
    """A request that was seen, made at module level."""
    return {
        "event": "request",
        "number": 1,
        "site": [["$FILE", line, "<module>"]],
        "kind": "gradient",
        "mode": "eager",
        "step": step,
        "target": "z",
        "zeros": False,
        "sources": sources,
        "lines": [["$FILE", *one] for one in lines or []],
        "evidence": evidence,
    }


def floor_division(made: int, at: int, tape: int) -> Message:
    """What shows that a ``//`` at a line cuts a variable that another line makes."""
    chains = [[["$FILE", line, "<module>"]] for line in (made, at)]
    return {
        "chains": chains,
        "records": [
            ["VarHandleOp", [], [3], 0, False, [], -1, -1, None],
            ["ReadVariableOp", [3], [4], 1, True, [4], -1, -1, None],
            ["FloorDiv", [4], [6], 1, True, [6], -1, -1, None],
        ],
        "bodies": [],
        "states": {"4": None, "6": 1.0},
        "spoiled": {},
        "sources": [
            {
                "ids": [3],
                "variable": True,
                "trainable": True,
                "dtype": "float32",
                "watched": False,
                "late": False,
                "made": 0,
            }
        ],
        "targets": [6],
        "floating_targets": ["float32"],
        "tape": {"made": [["$FILE", tape, "<module>"]], "watches": True, "persistent": False},
        "ops": {"FloorDiv": "gradient", "VarHandleOp": "missing", "ReadVariableOp": "gradient"},
    }


class Program:
    """A file, the Python that pretends to run it, and what that will say."""

    def __init__(self, folder: Path, text: str, name: str = "train.py") -> None:
        self.path = folder / name
        self.uri = self.path.as_uri()
        self.save(text)
        self.python = _pretending(folder)

    def save(self, text: str) -> None:
        self.text = text
        self.path.write_text(text, encoding="utf-8")

    def does(self, *steps: Message) -> None:
        script = self.path.with_name(f"{self.path.name}.json")
        script.write_text(json.dumps(steps), encoding="utf-8")

    def saw(self, *requests: Message) -> None:
        self.does(START, *requests, END)

    @property
    def asked(self) -> Message:
        """The settings that it was started with."""
        return dict(json.loads((self.path.parent / "asked.json").read_text(encoding="utf-8")))


def _pretending(folder: Path) -> Path:
    """Something that can be started in the place of a Python, as this system starts scripts."""
    script = Path(__file__).with_name("fake_python.py")
    if os.name == "nt":
        python = folder / "python.cmd"
        python.write_text(f'@"{sys.executable}" "{script}" %*\n', encoding="utf-8")
        return python
    python = folder / "python"
    text = script.read_text(encoding="utf-8")
    python.write_text(f"#!{sys.executable}\n{text}", encoding="utf-8")
    python.chmod(0o755)
    return python


class Client(Wire):
    """Remembers what it is told, and answers what it is asked."""

    told: list[Message]
    patience: threading.Timer
    _number = 0

    def receive(self) -> Message:
        message = super().receive()
        if "method" in message:
            self.told.append(message)
            if "id" in message:
                self.send({"jsonrpc": "2.0", "id": message["id"], "result": None})
        return message

    def ask(self, method: str, params: Any = None) -> Message:
        self._number += 1
        self.request(self._number, method, params)
        return self.answer(self._number)

    def greet(
        self, *, trusted: bool = True, capabilities: Any = None, roots: tuple[Path, ...] = ()
    ) -> Message:
        folders = [{"uri": root.as_uri(), "name": root.name} for root in roots]
        params = {
            "processId": None,
            "rootUri": None,
            "workspaceFolders": folders,
            "capabilities": CAPABILITIES if capabilities is None else capabilities,
            "initializationOptions": {"trusted": trusted},
        }
        answer = self.ask("initialize", params)
        self.notify("initialized", {})
        return answer

    def open(self, program: Program, text: str | None = None) -> None:
        item = {"uri": program.uri, "languageId": "python", "version": 1}
        item["text"] = program.text if text is None else text
        self.notify("textDocument/didOpen", {"textDocument": item})

    def change(self, program: Program, text: str, version: int = 2) -> None:
        document = {"uri": program.uri, "version": version}
        params = {"textDocument": document, "contentChanges": [{"text": text}]}
        self.notify("textDocument/didChange", params)

    def command(self, name: str, *arguments: Any) -> Message:
        return self.ask("workspace/executeCommand", {"command": name, "arguments": arguments})

    def trace(self, program: Program, **more: Any) -> Message:
        return self.command("tapelint.trace", self.of(program, **more))

    def begin(self, number: Any, program: Program, **more: Any) -> None:
        """Ask for a trace and don't wait for its answer."""
        given = {"command": "tapelint.trace", "arguments": [self.of(program)], **more}
        self.request(number, "workspace/executeCommand", given)

    @staticmethod
    def of(program: Program, **more: Any) -> Message:
        return {"uri": program.uri, "python": str(program.python), **more}

    def until(self, method: str, **fields: Any) -> Message:
        """Wait until something is told."""
        at = 0
        while True:
            for message in self.told[at:]:
                at += 1
                params: Message = message.get("params") or {}
                inner: Message = params.get("value", params)
                if message["method"] == method and fields.items() <= inner.items():
                    return message
            message = self.receive()
            if "method" not in message:
                self._answers[message["id"]] = message

    def count(self, method: str) -> int:
        return sum(message["method"] == method for message in self.told)

    @property
    def logged(self) -> list[str]:
        told = [one["params"] for one in self.told if one["method"] == "window/logMessage"]
        return [one["message"] for one in told]

    def lenses(self, program: Program) -> list[str]:
        document = {"textDocument": {"uri": program.uri}}
        return [
            one["command"]["title"] for one in self.ask("textDocument/codeLens", document)["result"]
        ]

    def hints(self, program: Program) -> dict[int, str]:
        """Lines (from 1) and what stands at their ends."""
        where = {"start": {"line": 0, "character": 0}, "end": {"line": 999, "character": 0}}
        document = {"textDocument": {"uri": program.uri}, "range": where}
        hints = self.ask("textDocument/inlayHint", document)["result"]
        return {hint["position"]["line"] + 1: hint["label"] for hint in hints}

    def items(self, program: Program) -> list[tuple[str, int, str]]:
        """Source, line and message of every diagnostic."""
        document = {"textDocument": {"uri": program.uri}}
        items = self.ask("textDocument/diagnostic", document)["result"]["items"]
        return [(one["source"], one["range"]["start"]["line"] + 1, one["message"]) for one in items]


@contextmanager
def client(command: tuple[str, ...] = SERVER) -> Iterator[Client]:
    """A server, and a client that hasn't greeted it yet."""
    with wire(command) as session:
        talking = Client(session.process)
        talking.told = []
        too_long = talking.patience = threading.Timer(30, session.process.kill)
        too_long.start()
        try:
            yield talking
        finally:
            too_long.cancel()


# ---------------------------------------------------------------------- what most tests trace


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


def refusal(answer: dict[str, Any], code: int = REQUEST_FAILED) -> str:
    assert answer["error"]["code"] == code
    return str(answer["error"]["message"])
