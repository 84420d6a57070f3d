"""``python -m tests.programs.score``: how much of the marked truth the checker finds, per cause.

Recall counts broken programs whose every break is underlined on a right line, whatever the rule;
flagged counts clean programs with an error or a warning.
"""

from __future__ import annotations

import argparse
import sys
import time
import traceback
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tapelint.check import check
from tests.programs.catalog import (
    FLAGS,
    WITNESS,
    Found,
    Place,
    Program,
    missed,
    programs,
    surplus,
)

CRASH_LINES = 4


@dataclass(frozen=True, slots=True)
class Score:
    """One program's result."""

    program: Program
    found: tuple[Found, ...]
    crash: str = ""
    seconds: float = 0.0

    @property
    def broken(self) -> bool:
        """Whether the program has a break that must be flagged."""
        return bool(self.program.flags)

    @property
    def flagged(self) -> list[Found]:
        """Its errors and warnings."""
        return [f for f in self.found if f.severity in FLAGS]

    @property
    def hit(self) -> bool:
        """Whether every break is underlined on a right line, whatever the rule."""
        lines = [f.place.line for f in self.flagged]
        return all(any(e.stands_at(line) for line in lines) for e in self.program.flags)

    @property
    def stray(self) -> int:
        """How many errors and warnings stand where nothing is marked."""
        marks = self.program.expected
        return sum(not any(e.stands_at(f.place.line) for e in marks) for f in self.flagged)

    @property
    def exact(self) -> bool:
        """Whether lines, rules and severities are all as marked."""
        differs = missed(self.program, self.found) or surplus(self.program, self.found)
        return not self.crash and not differs


def main() -> int:
    """Print the failing programs, then the table."""
    options = _options()
    wanted = [p for p in programs() if _selected(p, options.only)]
    scores = [_score(program) for program in wanted]
    for score in scores:
        if not score.exact:
            _explain(score)
    _table(scores)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("only", nargs="*", help="folders or parts of names to look at")
    return parser.parse_args()


def _selected(program: Program, only: list[str]) -> bool:
    return not only or any(part in program.label for part in only)


def _score(program: Program) -> Score:
    started = time.perf_counter()
    try:
        found, crash = _findings(program.text), ""
    except Exception:  # one crash must not hide the other results
        found, crash = (), "\n".join(traceback.format_exc().strip().split("\n")[-CRASH_LINES:])
    return Score(program, found, crash, time.perf_counter() - started)


def _findings(text: str) -> tuple[Found, ...]:
    findings = check(text, WITNESS, fixes=False).findings
    return tuple(Found(f.severity.value, Place(f.span.line, f.rule)) for f in findings)


def _explain(score: Score) -> None:
    verdict = "crash" if score.crash else _verdict(score)
    print(f"{verdict:10} {score.program.path.relative_to(Path.cwd())}")
    for expected in missed(score.program, score.found):
        also = "".join(f" or {o.line} {o.rule}" for o in expected.others)
        place = expected.place
        print(f"{'':10}   expected {expected.severity} {place.line} {place.rule}{also}")
    for found in surplus(score.program, score.found):
        print(f"{'':10}   got      {found.severity} {found.place.line} {found.place.rule}")
    if score.crash:
        print(f"{'':10}   " + score.crash.replace("\n", f"\n{'':10}   "))


def _verdict(score: Score) -> str:
    if not score.broken:
        return "FALSE" if score.flagged else "hint"
    if score.hit:
        return "surplus" if score.stray else "rule"
    return "MISSED"


def _table(scores: list[Score]) -> None:
    print(f"\n{'cause':16}{'right line':>14}{'exact':>8}{'clean flagged':>16}{'surplus':>9}")
    for cause in sorted({score.program.cause for score in scores}):
        _row(cause, [score for score in scores if score.program.cause == cause])
    _row("all", scores)
    slowest = max(scores, key=lambda score: score.seconds)
    total = sum(score.seconds for score in scores)
    crashes = sum(bool(score.crash) for score in scores)
    print(f"{total:.1f} s, slowest {slowest.seconds:.2f} s ({slowest.program.label})", end="")
    print(f", {crashes} crashes" if crashes else "")


def _row(name: str, scores: list[Score]) -> None:
    broken = [score for score in scores if score.broken]
    clean = [score for score in scores if not score.broken]
    right = f"{sum(s.hit for s in broken)}/{len(broken)} {_percent(s.hit for s in broken)}"
    wrong = f"{sum(bool(s.flagged) for s in clean)}/{len(clean)}"
    wrong += f" {_percent(bool(s.flagged) for s in clean)}"
    exact = _percent(s.exact for s in scores)
    print(f"{name:16}{right:>14}{exact:>8}{wrong:>16}{sum(s.stray for s in scores):>9}")


def _percent(results: Iterable[bool]) -> str:
    values = list(results)
    return f"{100 * sum(values) / len(values):.0f}%" if values else "-"


if __name__ == "__main__":
    sys.exit(main())
