"""A client without manners: bytes in, messages out."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.lsp.support import SERVER

Message = dict[str, Any]


class Wire:
    """The two pipes of a server."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process = process
        self._answers: dict[Any, Message] = {}

    def bytes(self, data: bytes) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def send(self, message: Any) -> None:
        body = json.dumps(message).encode()
        self.bytes(b"Content-Length: %d\r\n\r\n" % len(body) + body)

    def request(self, number: Any, method: str, params: Any = None) -> None:
        self.send({"jsonrpc": "2.0", "id": number, "method": method, "params": params})

    def notify(self, method: str, params: Any = None) -> None:
        self.send({"jsonrpc": "2.0", "method": method, "params": params})

    def receive(self) -> Message:
        stream = self.process.stdout
        assert stream is not None
        length = 0
        while (line := stream.readline()).strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        message: Message = json.loads(stream.read(length))
        return message

    def answer(self, number: Any) -> Message:
        """The answer to a request; answers to others are kept until they are asked for."""
        while number not in self._answers:
            message = self.receive()
            if "method" not in message:
                self._answers[message["id"]] = message
        return self._answers.pop(number)

    def initialize(self) -> Message:
        self.request(0, "initialize", {"processId": None, "rootUri": None, "capabilities": {}})
        answer = self.answer(0)
        self.notify("initialized", {})
        return answer

    def leave(self) -> int:
        """Say goodbye; the exit code."""
        self.request("bye", "shutdown")
        self.answer("bye")
        self.notify("exit")
        return self.process.wait(10)


@contextmanager
def wire(command: tuple[str, ...] = SERVER) -> Iterator[Wire]:
    """A server and its pipes."""
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    try:
        yield Wire(process)
    finally:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()
