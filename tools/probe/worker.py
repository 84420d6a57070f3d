"""One isolated process that measures the symbols it is told, one per line.

It reads names from stdin and answers each with one line of JSON. The process that started it
ends it when an answer takes too long: some operations hang, and some crash the interpreter.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from typing import Any


def main() -> None:
    """Answers until stdin closes."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    known = _prepare()
    for line in sys.stdin:
        name = line.strip()
        print(json.dumps(_answer(name, known[name])), file=answers, flush=True)


def _prepare() -> dict[str, Any]:
    import warnings

    warnings.filterwarnings("ignore")
    from tools.probe.symbols import census

    found = {symbol.name: symbol for symbol in census().symbols()}
    os.chdir(tempfile.mkdtemp(prefix="tapelint-probe-"))
    return found


def _answer(name: str, symbol: Any) -> dict[str, Any]:
    from tools.probe import calls, objects
    from tools.probe.arguments import BY_HAND

    spellings = (name, *symbol.spellings)
    hand = next((BY_HAND[other] for other in spellings if other in BY_HAND), None)
    try:
        if symbol.kind in objects.METHODS:
            return objects.measured(symbol.obj, symbol.kind, hand)
        if isinstance(hand, tuple):
            return calls.measured(*hand)
        if name.startswith("tf.linalg.LinearOperator"):
            return objects.seen_through(symbol.obj, "to_dense", hand)
        return calls.measured(symbol.obj, hand)
    except Exception as error:
        return {"unreached": f"{type(error).__name__}: {str(error)[:300]}"}


if __name__ == "__main__":
    main()
