"""Asks TensorFlow what its tape does with every public symbol, and writes the op table.

    python -m tools.probe               measure what is new, then write the table
    python -m tools.probe --all         measure everything again (a quarter of an hour)
    python -m tools.probe --only GLOB   measure the symbols that match again
    python -m tools.probe --failed      again what wasn't reached, or has arguments made by hand
    python -m tools.probe --compare FILE    measure another TensorFlow: see below

Answers are kept in ``tools/probe/answers.json``, so that a change of the hand-written parts needs
no new measuring. Symbols run in worker processes of their own: some of them crash or hang.

``--compare`` runs under a TensorFlow other than the table's. It keeps its answers in FILE, leaves
the table alone, and prints the symbols that differ: those that are new or gone, and those whose
gradients, results or weights are others.
"""

from __future__ import annotations

import argparse
import fnmatch
import json
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tools.probe.symbols import Symbol

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

ANSWERS = Path(__file__).parent / "answers.json"


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tools.probe", description=__doc__)
    parser.add_argument("--all", action="store_true", help="measure everything again")
    parser.add_argument("--only", default="", help="measure the symbols that match again")
    parser.add_argument("--failed", action="store_true", help="try again what wasn't reached")
    parser.add_argument("--compare", type=Path, metavar="FILE", help="measure into FILE, compare")
    parser.add_argument("--workers", type=int, default=1)
    options = parser.parse_args()

    from tools.probe import fold
    from tools.probe.compare import differences
    from tools.probe.symbols import census, probed

    found = census()
    file: Path = options.compare or ANSWERS
    answers = {} if options.all else _saved(file)
    symbols = [symbol for symbol in found.symbols() if probed(symbol)]
    names = [symbol.name for symbol in symbols]
    wanted = [s.name for s in symbols if _is_wanted(s, answers.get(s.name), options)]
    _measure(wanted, options.workers, answers, file)
    kept = {name: answers[name] for name in names if name in answers}
    fold.save_answers(kept, file)
    if options.compare:
        asked = options.only or "*"
        known = {n: cell for n, cell in _saved(ANSWERS).items() if fnmatch.fnmatch(n, asked)}
        for line in differences(known, kept):
            print(line)
    else:
        fold.write(fold.table(found, kept))


def _saved(file: Path) -> dict[str, Any]:
    if not file.exists():
        return {}
    saved: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return saved


def _is_wanted(symbol: Symbol, answer: dict[str, Any] | None, options: argparse.Namespace) -> bool:
    from tools.probe.arguments import BY_HAND

    spellings = {symbol.name, *symbol.spellings}
    if options.only:
        return fnmatch.fnmatch(symbol.name, options.only)
    if answer is None or not options.failed:
        return answer is None
    return "unreached" in answer or not spellings.isdisjoint(BY_HAND)


def _measure(names: list[str], workers: int, answers: dict[str, Any], file: Path) -> None:
    from tools.probe import drive, fold

    begun = time.monotonic()
    done = 0

    def report(name: str, answer: dict[str, Any]) -> None:
        nonlocal done
        done += 1
        answers[name] = answer
        outcome = answer.get("unreached", "")
        print(
            f"{done}/{len(names)} {time.monotonic() - begun:.0f}s {name} {outcome}", file=sys.stderr
        )
        if done % 50 == 0:
            fold.save_answers(answers, file)

    drive.measure_all(names, workers, report)


if __name__ == "__main__":
    main()
