"""Starts pylsp without the half second that it otherwise waits after each change."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pylsp import _utils


def _at_once(_interval: float, keyed_by: str | None = None) -> Callable[[Any], Any]:
    return lambda function: function


_utils.debounce = _at_once

from pylsp.__main__ import main  # noqa: E402 - the patch must come first

main()
