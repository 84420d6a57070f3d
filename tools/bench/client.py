"""A small language client that notes when each message arrived."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

Message = dict[str, Any]
_GIVE_UP = 120.0


class Client:
    """Speaks to one server over its pipes; times are those of the arrival, to the microsecond."""

    def __init__(self, command: Sequence[str], root: Path, *, pull: bool) -> None:
        self.started = time.perf_counter()
        self._process = subprocess.Popen(
            command,
            cwd=root,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._root = root
        self._pull = pull
        self._next_id = 0
        self._arrived: queue.SimpleQueue[tuple[float, Message] | None] = queue.SimpleQueue()
        self.incremental = False
        threading.Thread(target=self._read, daemon=True).start()

    def initialize(self) -> None:
        """Greet the server and learn how it wants its texts."""
        text = {"publishDiagnostics": {"versionSupport": True}, "synchronization": {}}
        if self._pull:
            text["diagnostic"] = {}
        uri = self._root.as_uri()
        answer = self._request(
            "initialize",
            {
                "processId": os.getpid(),
                "rootUri": uri,
                "workspaceFolders": [{"uri": uri, "name": "bench"}],
                "capabilities": {"textDocument": text, "workspace": {"configuration": True}},
            },
        )[1]
        sync = answer["result"]["capabilities"].get("textDocumentSync")
        self.incremental = (sync if isinstance(sync, int) else sync.get("change")) == 2
        self._notify("initialized", {})

    def open(self, uri: str, text: str) -> None:
        """Open a document."""
        document = {"uri": uri, "languageId": "python", "version": 1, "text": text}
        self._notify("textDocument/didOpen", {"textDocument": document})

    def change(self, uri: str, version: int, change: Message) -> None:
        """Change an open document."""
        self._notify(
            "textDocument/didChange",
            {"textDocument": {"uri": uri, "version": version}, "contentChanges": [change]},
        )

    def diagnostics(self, uri: str, accept: Callable[[list[Message]], bool]) -> float:
        """When diagnostics that ``accept`` likes arrived; pulled where the server answers that."""
        give_up = time.perf_counter() + _GIVE_UP
        while time.perf_counter() < give_up:
            when, items = self._pulled(uri) if self._pull else self._pushed(uri)
            if accept(items):
                return when
        raise TimeoutError("the expected diagnostics never came")

    def _pulled(self, uri: str) -> tuple[float, list[Message]]:
        when, answer = self._request("textDocument/diagnostic", {"textDocument": {"uri": uri}})
        return when, answer.get("result", {}).get("items", [])

    def _pushed(self, uri: str) -> tuple[float, list[Message]]:
        def ours(message: Message) -> bool:
            method = message.get("method")
            return method == "textDocument/publishDiagnostics" and message["params"]["uri"] == uri

        when, message = self._wait(ours)
        return when, message["params"]["diagnostics"]

    def actions(self, uri: str, line: int) -> tuple[float, list[Message]]:
        """When the quick fixes for a line arrived, and what they are."""
        where = {"line": line, "character": 0}
        until = {"line": line + 1, "character": 0}
        params = {
            "textDocument": {"uri": uri},
            "range": {"start": where, "end": until},
            "context": {"diagnostics": []},
        }
        when, answer = self._request("textDocument/codeAction", params)
        return when, answer.get("result") or []

    def resident(self) -> int:
        """How many bytes of memory the server holds; 0 where the system doesn't tell."""
        command = ["ps", "-o", "rss=", "-p", str(self._process.pid)]
        try:
            said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        except (OSError, subprocess.CalledProcessError):
            return 0
        return int(said) * 1024

    def close(self) -> None:
        """Say goodbye; a server that doesn't leave is stopped."""
        try:
            self._request("shutdown", None)
            self._notify("exit", None)
            self._process.wait(5)
        except (TimeoutError, EOFError, OSError, subprocess.TimeoutExpired):
            self._process.kill()
            self._process.wait()

    def _request(self, method: str, params: Any) -> tuple[float, Message]:
        self._next_id += 1
        number = self._next_id
        self._send({"id": number, "method": method, "params": params})
        return self._wait(lambda message: message.get("id") == number and "method" not in message)

    def _notify(self, method: str, params: Any) -> None:
        self._send({"method": method, "params": params})

    def _send(self, message: Message) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self._process.stdin.flush()

    def _wait(self, wanted: Callable[[Message], bool]) -> tuple[float, Message]:
        while True:
            try:
                arrived = self._arrived.get(timeout=_GIVE_UP)
            except queue.Empty:
                raise TimeoutError("the server doesn't answer") from None
            if arrived is None:
                raise EOFError("the server has left")
            if wanted(arrived[1]):
                return arrived
            self._oblige(arrived[1])

    def _oblige(self, message: Message) -> None:
        """Answer what the server asks of every client."""
        if "method" in message and "id" in message:
            asked = message["method"] == "workspace/configuration"
            result = [None] * len(message["params"]["items"]) if asked else None
            self._send({"id": message["id"], "result": result})

    def _read(self) -> None:
        stream = self._process.stdout
        assert stream is not None
        while True:
            length = 0
            while (line := stream.readline()).strip():
                name, _, value = line.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
            if not line:
                self._arrived.put(None)
                return
            body = stream.read(length)
            self._arrived.put((time.perf_counter(), json.loads(body)))
