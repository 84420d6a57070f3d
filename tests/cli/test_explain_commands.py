"""``tapelint rule``, ``tapelint op`` and the command itself."""

from __future__ import annotations

import pytest
from click.testing import CliRunner, Result

from tapelint.cli.main import commands
from tapelint.rules import registry


def run(*arguments: str) -> Result:
    return CliRunner().invoke(commands, list(arguments))


@pytest.mark.parametrize("name", ["floor-division", "TL102", "tl102"])
def test_a_rule_is_explained_by_name_or_code(name: str) -> None:
    result = run("rule", name)
    assert result.exit_code == 0
    assert result.stdout.startswith("# floor-division (TL102)\n")
    assert "## Why it breaks the gradient" in result.stdout


def test_all_rules_are_listed() -> None:
    lines = run("rule", "--all").stdout.splitlines()
    assert [line.split()[:2] for line in lines] == [[rule.code, rule.name] for rule in registry()]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("rule", "flor-division"), "there is no rule `flor-division`, did you mean `floor-div"),
        (("rule", "TL1"), "there is no rule `TL1`"),
        (("rule",), "Name a rule"),
        (("op", "tf.math.flor"), "there is no op `tf.math.flor`, did you mean `tf.math.floor`?"),
        (
            ("op", "relu"),
            "did you mean one of `tf.nn.relu`, `keras.ops.relu`",
        ),
        (("chek",), "No such command 'chek'"),
    ],
)
def test_what_is_unknown_is_said(arguments: tuple[str, ...], says: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert says in result.stderr


def test_an_op_is_explained_under_any_spelling() -> None:
    assert run("op", "tf.math.floor").exit_code == 0
    assert "tf.math.floor" in run("op", "tf.floor").stdout
    assert "tf.math.floor" in run("op", "floor").stdout
    assert "keras.layers.Dense" in run("op", "Dense").stdout


def test_the_version_and_the_help() -> None:
    assert run("--version").stdout.startswith("tapelint 0.")
    helped = run("--help").stdout
    assert all(command in helped for command in ("check", "rule", "op", "server"))
    options = run("check", "--help").stdout
    assert all(option in options for option in ("--select", "--ignore", "--target-tensorflow"))
