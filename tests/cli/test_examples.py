"""The example programs: what the command says of them, and what TensorFlow does with them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tapelint.check import check
from tapelint.diagnostic import Applicability
from tapelint.text import apply_edits
from tests.oracle.observation import Observation
from tests.oracle.pool import Oracles

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
FOUND = {
    ("delivery_times.py", 17, "floor-division"),
    ("flower_kinds.py", 14, "non-differentiable-op"),
    ("pendulum.py", 12, "leaves-tensorflow"),
    ("saliency.py", 22, "unwatched-source"),
}
BROKEN = sorted(name for name, _, _ in FOUND)
ALL = sorted(path.name for path in EXAMPLES.glob("*.py"))


def tapelint(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, as a user starts it."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "server"), "PYTHONUTF8": "1"}
    return subprocess.run(
        [sys.executable, "-m", "tapelint", *arguments],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_exactly_the_breaks_are_found() -> None:
    result = tapelint("check", "examples", "--output-format", "json")
    assert result.returncode == 1
    found = {
        (Path(record["filename"]).name, record["location"]["row"], record["name"])
        for record in json.loads(result.stdout)
        if record["severity"] in ("error", "warning")
    }
    assert found == FOUND


def test_lines_fit_a_narrow_terminal() -> None:
    result = tapelint("check", "examples")
    assert all(len(line) <= 80 for line in result.stdout.splitlines() if "--fix" not in line)
    assert "\x1b" not in result.stdout


def test_a_reader_that_stops_reading_sees_no_traceback() -> None:
    command = f"{sys.executable} -m tapelint check examples --output-format json | head -c 1"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "server")}
    result = subprocess.run(
        command, shell=True, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert "Traceback" not in result.stderr
    assert "Exception ignored" not in result.stderr


def test_a_rule_that_fails_is_said_in_one_line() -> None:
    script = (
        "import tapelint.rules.floor_division as rule\n"
        "rule.FloorDivision.message = lambda self, proof: 1 / 0\n"
        "from tapelint.cli.main import main\n"
        "main()\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "server")}
    result = subprocess.run(
        [sys.executable, "-c", script, "check", "examples", "--output-format", "concise"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "tapelint: the rule floor-division failed and is off for this run" in result.stderr
    assert "Traceback" not in result.stderr
    assert "pendulum.py:12" in result.stdout


def breaks(observation: Observation) -> bool:
    return any(state == "none" for r in observation.requests for state in r.states)


@pytest.mark.oracle
@pytest.mark.parametrize("name", ALL)
def test_tensorflow_agrees(name: str, oracle: Oracles) -> None:
    observation = oracle.observe(EXAMPLES / name)
    assert observation.requests
    assert breaks(observation) is (name in BROKEN), observation
    assert bool(observation.uncaught) is (name in BROKEN), observation


@pytest.mark.oracle
@pytest.mark.parametrize("name", BROKEN)
def test_every_offered_fix_mends_the_example(name: str, oracle: Oracles) -> None:
    text = (EXAMPLES / name).read_text(encoding="utf-8")
    for finding in check(text).findings:
        for fix in finding.fixes:
            if fix.applicability is not Applicability.DISPLAY:
                observation = oracle.observe_text(apply_edits(text, fix.edits))
                assert not breaks(observation), (fix, observation)
                assert not observation.uncaught, (fix, observation)
