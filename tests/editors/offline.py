"""Talks to a packed server for a moment: ``offline.py PYTHON MAIN``; only the standard library."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from typing import Any

TEXT = """import tensorflow as tf

v = tf.Variable(3.0)
with tf.GradientTape() as tape:
    y = v // 2.0
print(tape.gradient(y, v))
"""
URI = "untitled:train.py"


class Wire:
    """The two pipes of a server."""

    def __init__(self, command: list[str]) -> None:
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def send(self, **message: Any) -> None:
        assert self.process.stdin
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self.process.stdin.flush()

    def answer(self, number: int) -> Any:
        assert self.process.stdout
        while True:
            length = 0
            while header := self.process.stdout.readline().strip():
                name, _, value = header.partition(b": ")
                length = int(value) if name == b"Content-Length" else length
            message = json.loads(self.process.stdout.read(length))
            if message.get("id") == number and "method" not in message:
                return message["result"]

    def ask(self, number: int, method: str, params: Any) -> Any:
        self.send(id=number, method=method, params=params)
        return self.answer(number)


def main(python: str, server: str) -> int:
    """Say what was found and offered; the exit code is 0 if that is right."""
    reachable = [name for _, name in socket.if_nameindex() if name != "lo"]
    wire = Wire([python, "-I", "-S", "-X", "utf8", server])
    capabilities: dict[str, Any] = {"textDocument": {"diagnostic": {}}}
    greeting = {"processId": None, "rootUri": None, "capabilities": capabilities}
    wire.ask(1, "initialize", greeting)
    wire.send(method="initialized", params={})
    document = {"uri": URI, "languageId": "python", "version": 1, "text": TEXT}
    wire.send(method="textDocument/didOpen", params={"textDocument": document})
    found = wire.ask(2, "textDocument/diagnostic", {"textDocument": {"uri": URI}})["items"]
    where = found[0]["range"] if found else None
    context = {"diagnostics": found, "only": ["quickfix"]}
    place = {"textDocument": {"uri": URI}, "range": where, "context": context}
    titles = [action["title"] for action in wire.ask(3, "textDocument/codeAction", place)]
    wire.ask(4, "shutdown", None)
    wire.send(method="exit")
    right = (
        wire.process.wait(10) == 0
        and not reachable
        and [one["code"] for one in found] == ["floor-division"]
        and any("Replace // with /" in title for title in titles)
    )
    version = ".".join(map(str, sys.version_info[:3]))
    said = f"{len(found)} finding, {len(titles)} actions"
    print(f"{'ok' if right else 'not ok'} - Python {version}: {said}")
    return int(not right)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
