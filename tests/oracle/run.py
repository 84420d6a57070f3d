"""``python -m tests.oracle.run FILE…``: what TensorFlow did with each request of these programs."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tests.oracle.harness import TIMEOUT, observe_all
from tests.oracle.observation import Observation, Request
from tests.oracle.outcome import claimed, objections


def main() -> int:
    """Print a report per file; the exit code is 1 when a header is contradicted."""
    options = _options()
    files = [f for path in options.paths for f in _programs(path)]
    wrong: list[Path] = []
    for path, observation in observe_all(files, options.jobs, options.timeout):
        faults = _faults(path, observation)
        wrong += [path] if faults else []
        if faults or not options.quiet:
            _report(path, observation, faults, options.output)
    print(f"{len(files)} programs, {len(wrong)} contradict their header")
    return 1 if wrong else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="+", type=Path, help="programs, or folders of them")
    parser.add_argument("-j", "--jobs", type=int, default=1, help="programs side by side")
    parser.add_argument("-q", "--quiet", action="store_true", help="only contradicted headers")
    parser.add_argument("-o", "--output", action="store_true", help="also what they printed")
    parser.add_argument("--timeout", type=float, default=TIMEOUT, help="seconds per program")
    return parser.parse_args()


def _programs(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    found = sorted(path.rglob("*.py"))
    return [f for f in found if claimed(f.read_text(encoding="utf-8")) is not None]


def _faults(path: Path, observation: Observation) -> list[str]:
    outcome = claimed(path.read_text(encoding="utf-8"))
    return ["no `# outcome:` header"] if outcome is None else objections(outcome, observation)


def _report(path: Path, observation: Observation, faults: list[str], output: bool) -> None:
    header = path.read_text(encoding="utf-8").split("\n", 1)[0]
    print(f"{path}  ({observation.seconds:.1f} s)\n  {header}")
    for times, request in _folded(observation.requests):
        print("  " + _words(request) + (f"  ({times} times)" if times > 1 else ""))
    for text in observation.caught:
        print(f"  caught {text}")
    if observation.uncaught:
        print(f"  line {observation.uncaught_line}: uncaught {observation.uncaught}")
    if output:
        print("  | " + observation.output.replace("\n", "\n  | "))
    for fault in faults:
        print(f"  WRONG: {fault}")
    sys.stdout.flush()


def _folded(requests: tuple[Request, ...]) -> list[tuple[int, Request]]:
    folded: list[tuple[int, Request]] = []
    for request in requests:
        if folded and folded[-1][1] == request:
            folded[-1] = (folded[-1][0] + 1, request)
        else:
            folded.append((1, request))
    return folded


def _words(request: Request) -> str:
    head = f"line {request.line} {request.method}: "
    if request.raised:
        return head + "raised " + request.raised
    pairs = zip(request.sources, request.states, strict=False)
    fresh = "  [variables of no earlier pass]" if request.fresh else ""
    return head + ", ".join(f"{name} {state}" for name, state in pairs) + fresh


if __name__ == "__main__":
    sys.exit(main())
