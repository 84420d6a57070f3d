"""The rows that a project gives: which calls they speak of, and what they may not do."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from tapelint.check import Checker
from tapelint.cli.main import commands
from tapelint.config import EFFECTS, Config, OpRow
from tapelint.diagnostic import CheckResult, Verdict
from tapelint.ops.project import NO_ROWS, project_rows, row_faults
from tapelint.ops.words import EFFECT_WORDS

HEAD = """\
import elsewhere
import elsewhere.deep as deep
import tensorflow as tf
from elsewhere import smooth as plain
from elsewhere.deep import smooth

w = tf.Variable(3.0)
v = tf.Variable(2.0)
with tf.GradientTape() as tape:
    y = CALL
print(tape.gradient(y, [w, v]))
"""


def checked(call: str, **effects: str) -> CheckResult:
    rows = {"elsewhere.deep.smooth": OpRow(effects)} if effects else {}
    return Checker().check(HEAD.replace("CALL", call), Config(ops=rows))


def verdict(result: CheckResult) -> tuple[Verdict, tuple[str, ...], tuple[str, ...]]:
    (request,) = result.requests
    return request.verdict, request.flowing, request.dead


@pytest.mark.parametrize(
    "call",
    ["elsewhere.deep.smooth(w, v)", "deep.smooth(x=w, y=v)", "smooth(w, y=v)", "smooth(*[w, v])"],
)
def test_a_row_speaks_of_each_argument(call: str) -> None:
    result = checked(call, x="flows", y="none")
    assert verdict(result) == (Verdict.CUT, ("w",), ("v",))
    assert result.rows == ("elsewhere.deep.smooth",)


@pytest.mark.parametrize(
    ("effect", "rules"),
    [
        ("flows", []),
        ("unknown", []),
        ("none", ["non-differentiable-op"]),
        ("raises", ["non-differentiable-op"]),
        ("leaves", ["leaves-tensorflow"]),
        ("zero", ["zero-gradient"]),
    ],
)
def test_each_effect(effect: str, rules: list[str]) -> None:
    result = checked("smooth(w) * v", x=effect)
    assert [finding.rule for finding in result.findings][:1] == rules


@pytest.mark.parametrize(
    "call", ["plain(w) + v", "elsewhere.smooth(w) + v", "deep.other(w) + v", "elsewhere.deep(w, v)"]
)
def test_a_function_without_a_row_stays_opaque(call: str) -> None:
    for result in (checked(call), checked(call, x="none", y="none")):
        assert verdict(result)[0] is Verdict.UNKNOWN
        assert (result.findings, result.rows) == ((), ())


def test_arguments_beyond_the_row_and_functions_of_the_program_stay_unknown() -> None:
    assert verdict(checked("smooth(w, v)", x="flows"))[0] is Verdict.UNKNOWN
    assert verdict(checked("smooth(w, lambda t: t * v)", x="flows"))[0] is Verdict.UNKNOWN


def test_a_warm_checker_takes_new_rows() -> None:
    checker = Checker()
    text = HEAD.replace("CALL", "smooth(w) * v").replace("print(", "def step():\n    return (")
    text += "\n\ndef uncalled():\n    with tf.GradientTape() as t:\n        z = smooth(w)\n"
    text += "    return t.gradient(z, w)\n"
    for effect in ("none", "flows", "none", "unknown"):
        config = Config(ops={"elsewhere.deep.smooth": OpRow({"x": effect})})
        assert checker.check(text, config) == Checker().check(text, config)


def test_a_built_in_row_gives_way_only_if_told() -> None:
    text = HEAD.replace("CALL", "tf.round(w) * v")
    row = OpRow({"x": "flows"}, override=True)
    assert verdict(Checker().check(text))[2] == ("w",)
    for name in ("tf.round", "tensorflow.math.round"):
        assert verdict(Checker().check(text, Config(ops={name: row})))[0] is Verdict.FLOWS
        assert list(row_faults({name: row})) == []
        (fault,) = row_faults({name: OpRow({"x": "flows"})})
        assert fault.startswith(f'ops."{name}": Tapelint has a row for it (`tapelint op {name}`')
    (fault,) = row_faults({"tf.keras.layers.Dense": row})
    assert fault.endswith("rows are for functions, and this is a layer")


def test_no_rows_cost_nothing() -> None:
    assert project_rows({}) is NO_ROWS
    one = {"a.b": OpRow({"x": "flows"})}
    assert project_rows(one) is project_rows(dict(one))


def test_every_effect_has_words() -> None:
    assert tuple(EFFECT_WORDS) == EFFECTS


def test_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    settings = '[tool.tapelint.ops."elsewhere.deep.smooth"]\neffects = { x = "flows" }\n'
    Path("pyproject.toml").write_text(settings, encoding="utf-8")
    Path("a.py").write_text(HEAD.replace("CALL", "smooth(w) + v"), encoding="utf-8")
    result = CliRunner().invoke(commands, ["check"])
    assert result.stdout == "1 file, 1 gradient request: 1 flow; 1 project row\n"
    shown = CliRunner().invoke(commands, ["op", "elsewhere.deep.smooth"])
    assert "x  passes the gradient" in shown.stdout
    Path("pyproject.toml").write_text(settings.replace("elsewhere.deep", "tf.math"), "utf-8")
    assert CliRunner().invoke(commands, ["check"]).exit_code == 0, "there is no tf.math.smooth"
    Path("pyproject.toml").write_text(settings.replace("elsewhere.deep.smooth", "tf.tanh"), "utf-8")
    result = CliRunner().invoke(commands, ["check"])
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith('tapelint: ops."tf.tanh": Tapelint has a row for it')
