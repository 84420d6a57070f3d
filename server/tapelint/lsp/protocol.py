"""Messages in and out of pygls, with an answer to everything that a client can get wrong.

pygls answers no request that it can't read, which leaves the client waiting for ever; here each
request gets either its result or an error that says what was wrong with it.
"""

from __future__ import annotations

from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.protocol import LanguageServerProtocol

MessageId = int | str | None


class Protocol(LanguageServerProtocol):
    """pygls' protocol with a strict door."""

    ready = False
    """Whether ``initialize`` was answered."""

    @property
    def leaving(self) -> bool:
        """Whether the client has asked for the shutdown."""
        return self._shutdown

    def read(self, data: Any) -> Any | None:
        """The typed message in ``data``; None where it was refused (and answered) or ignored."""
        if not isinstance(data, dict) or data.get("jsonrpc") != self.VERSION:
            self.refuse(None, types.ErrorCodes.InvalidRequest, "this is not a JSON-RPC 2.0 message")
            return None
        if "method" not in data:
            return self._typed(data) if "id" in data else None
        if not isinstance(data["method"], str) or not _is_id(data.get("id")):
            self.refuse(None, types.ErrorCodes.InvalidRequest, "the method or the id is malformed")
            return None
        return self._typed(data) if self._is_welcome(data["method"], data) else None

    def _is_welcome(self, method: str, data: dict[str, Any]) -> bool:
        if method == types.EXIT:
            return True
        if self.leaving:
            self._refuse_request(data, types.ErrorCodes.InvalidRequest, "the server is leaving")
        elif not self.ready and method != types.INITIALIZE:
            code = types.ErrorCodes.ServerNotInitialized
            self._refuse_request(data, code, "the server waits for initialize")
        elif self.ready and method == types.INITIALIZE:
            self._refuse_request(data, types.ErrorCodes.InvalidRequest, "already initialized")
        elif self.get_message_type(method) is None and method not in self.fm.features:
            text = f"there is no method {method}"
            self._refuse_request(data, types.ErrorCodes.MethodNotFound, text)
        else:
            return True
        return False

    def _typed(self, data: dict[str, Any]) -> Any | None:
        try:
            message = self.structure_message(data)
        except JsonRpcException:
            text = f"the parameters of {data.get('method', 'the answer')} are malformed"
            self._refuse_request(data, types.ErrorCodes.InvalidParams, text)
            return None
        if data.get("method") == types.INITIALIZE:
            self.ready = True
        return message

    def _refuse_request(self, data: dict[str, Any], code: int, text: str) -> None:
        if "method" in data and data.get("id") is not None:
            self.refuse(data["id"], code, text)

    def refuse(self, request: MessageId, code: int, text: str, data: Any = None) -> None:
        """Answer a request with an error."""
        error = types.ResponseError(code=int(code), message=text, data=data)
        self._send_data(types.ResponseErrorMessage(id=request, error=error, jsonrpc=self.VERSION))


def _is_id(value: Any) -> bool:
    return value is None or (isinstance(value, (int, str)) and not isinstance(value, bool))
