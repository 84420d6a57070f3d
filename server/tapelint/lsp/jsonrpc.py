"""JSON-RPC 2.0 as plain dictionaries: the few forms of a message, and why one is refused."""

from __future__ import annotations

from enum import IntEnum
from typing import Any

Message = dict[str, Any]
MessageId = int | str | None

VERSION = "2.0"


class Code(IntEnum):
    """Why a request was refused."""

    PARSE_ERROR = -32700
    INVALID_REQUEST = -32600
    METHOD_NOT_FOUND = -32601
    INVALID_PARAMS = -32602
    INTERNAL_ERROR = -32603
    NOT_INITIALIZED = -32002
    CANCELLED = -32800
    CONTENT_MODIFIED = -32801
    SERVER_CANCELLED = -32802
    REQUEST_FAILED = -32803


class RefusedError(Exception):
    """A message that can't be served; what the client is told about it."""

    def __init__(self, code: Code, text: str, data: Any = None) -> None:
        super().__init__(text)
        self.code = code
        self.text = text
        self.data = data


def answered(request: MessageId, result: Any) -> Message:
    """The answer to a request."""
    return {"jsonrpc": VERSION, "id": request, "result": result}


def refused(request: MessageId, why: RefusedError) -> Message:
    """The answer to a request that can't be served."""
    error: Message = {"code": int(why.code), "message": why.text}
    if why.data is not None:
        error["data"] = why.data
    return {"jsonrpc": VERSION, "id": request, "error": error}


def request(number: MessageId, method: str, params: Any) -> Message:
    """Something that is asked."""
    asked: Message = {"jsonrpc": VERSION, "id": number, "method": method}
    return asked if params is None else {**asked, "params": params}


def notification(method: str, params: Any) -> Message:
    """Something that is told and not answered."""
    return {"jsonrpc": VERSION, "method": method, "params": params}


def field(params: Any, *path: str, kind: type[Any] = str) -> Any:
    """A field that a message must have, such as ``textDocument`` / ``uri``."""
    value = find(params, *path)
    if not isinstance(value, kind):
        raise RefusedError(Code.INVALID_PARAMS, f"{'.'.join(path)} is missing or malformed")
    return value


def find(value: Any, *path: str) -> Any:
    """A field that a message may have; None where it doesn't."""
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value
