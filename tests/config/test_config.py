"""Settings are declared once, validated kindly, and found where they belong."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path

import pytest

from tapelint.config import (
    Config,
    ConfigError,
    EditorConfig,
    OpRow,
    editor_schema,
    find_root,
    from_editor,
    key,
    names_rule,
    settings,
    trusted_settings,
    unknown_rules,
)
from tools.manifest import MANIFEST, updated, written

KNOWN = [("floor-division", "TL102"), ("stop-gradient", "TL104"), ("outside-tape", "TL201")]


def project(folder: Path, table: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pyproject.toml").write_text(table, encoding="utf-8")
    return folder


def test_every_setting_is_read(tmp_path: Path) -> None:
    root = project(
        tmp_path,
        """
        [tool.tapelint]
        select = ["TL1", "outside-tape"]
        ignore = ["TL104"]
        exclude = ["old/"]
        target-tensorflow = "2.16"
        severity = { floor-division = "warning", TL201 = "off" }
        [tool.tapelint.per-file-ignores]
        "tests/**" = ["ALL"]
        [tool.tapelint.ops."mylib.smooth"]
        effects = { x = "flows", labels = "none" }
        override = true
        """,
    )
    config = Config.load(root)
    assert config.select == ("TL1", "outside-tape")
    assert config.ignore == ("TL104",)
    assert config.exclude == ("old/",)
    assert config.target_tensorflow == "2.16"
    assert config.severity == {"floor-division": "warning", "TL201": "off"}
    assert config.per_file_ignores == {"tests/**": ("ALL",)}
    assert config.ops == {"mylib.smooth": OpRow({"x": "flows", "labels": "none"}, override=True)}
    assert list(config.ops["mylib.smooth"].effects) == ["x", "labels"]


@pytest.mark.parametrize("content", ["", "[tool.other]\nselect = 3\n", "[project]\nname = 'a'\n"])
def test_no_settings_are_the_defaults(tmp_path: Path, content: str) -> None:
    assert Config.load(project(tmp_path, content)) == Config()
    assert Config.load(tmp_path / "nowhere") == Config()


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ({"selct": []}, "there is no setting `selct`, did you mean `select`?"),
        ({"xyzzy": []}, "there is no setting `xyzzy`"),
        (
            {"select": "TL1"},
            "expected a list such as [\"floor-division\"], found 'TL1' (in select)",
        ),
        ({"ignore": [1]}, "expected a text in quotes, found 1 (in ignore)"),
        ({"severity": 3}, "expected a table, found 3 (in severity)"),
        ({"severity": {"TL101": 3}}, "expected a text in quotes, found 3 (in severity)"),
        (
            {"severity": {"TL101": "eror"}},
            "severity.TL101: there is no severity `eror`, did you me",
        ),
        ({"per-file-ignores": {"*.py": "TL1"}}, "(in per-file-ignores)"),
        (
            {"target-tensorflow": 2.16},
            "expected a text in quotes, found 2.16 (in target-tensorflow)",
        ),
        ({"target-tensorflow": "new"}, "target-tensorflow: `new` isn't a version such as 2.16"),
        ({"ops": 3}, "ops: expected a table with a row for each function, found 3"),
        (
            {"ops": {"a.b": "flows"}},
            'ops."a.b": expected a row such as { effects = { x = "flows" } }, found \'flows\'',
        ),
        (
            {"ops": {"mylib": {"smooth": {"effects": {"x": "flows"}}}}},
            'ops."mylib": a full name stands in quotes, as in [tool.tapelint.ops."mylib.smooth"]',
        ),
        (
            {"ops": {"my lib.f": {"effects": {"x": "flows"}}}},
            'ops."my lib.f": this isn\'t the full name of a function such as',
        ),
        ({"ops": {"f": {"effects": {"x": "flows"}}}}, 'ops."f": this isn\'t the full name'),
        (
            {"ops": {"a.b": {"effect": {"x": "flows"}}}},
            'ops."a.b": there is no key `effect`, did you mean `effects`?',
        ),
        ({"ops": {"a.b": {}}}, 'ops."a.b".effects: expected the effect on each argument, such as'),
        (
            {"ops": {"a.b": {"effects": {"x": "flow"}}}},
            'ops."a.b".effects.x: there is no effect `flow`, did you mean `flows`? (one of flows, ',
        ),
        (
            {"ops": {"a.b": {"effects": {"x y": "flows"}}}},
            'ops."a.b".effects: `x y` isn\'t the name of an argument',
        ),
        (
            {"ops": {"a.b": {"effects": {"x": "flows"}, "note": "trust this"}}},
            'ops."a.b": there is no key `note`',
        ),
        (
            {"ops": {"a.b": {"effects": {"x": "flows"}, "override": "yes"}}},
            "ops.\"a.b\".override: expected true or false, found 'yes'",
        ),
    ],
)
def test_a_wrong_setting_says_what_is_wrong(table: dict[str, object], says: str) -> None:
    with pytest.raises(ConfigError) as caught:
        Config.from_table(table, "pyproject.toml")
    assert str(caught.value).startswith("pyproject.toml: ")
    assert says in str(caught.value)


@pytest.mark.parametrize(
    "name",
    [
        "interpreter",
        "python",
        "command",
        "path",
        "import-strategy",
        "importStrategy",
        "directory",
        "cwd",
        "environment",
        "env",
        "arguments",
        "args",
        "output",
        "output-file",
        "device",
        "trace",
        "trace-python",
        "trusted",
        "allow-trace",
    ],
)
def test_a_project_never_says_what_is_run(name: str, tmp_path: Path) -> None:
    root = project(tmp_path, f"[tool.tapelint]\nselect = ['TL1']\n{name} = 'x'\n")
    with pytest.raises(ConfigError) as caught:
        Config.load(root)
    assert f"`{name}` can't be set by a project: what is run" in str(caught.value)


@pytest.mark.parametrize(
    "content", ["[tool.tapelint\n", "[tool]\ntapelint = 3\n", "tapelint = '\xff'\n"]
)
def test_a_broken_file_is_said(tmp_path: Path, content: str) -> None:
    (tmp_path / "pyproject.toml").write_bytes(content.encode("latin-1"))
    with pytest.raises(ConfigError, match=r"pyproject\.toml: "):
        Config.load(tmp_path)


def test_rules_are_named_by_name_code_or_beginning() -> None:
    assert names_rule("floor-division", *KNOWN[0])
    assert names_rule("TL102", *KNOWN[0])
    assert names_rule("tl1", *KNOWN[0])
    assert names_rule("ALL", *KNOWN[0])
    assert not names_rule("TL2", *KNOWN[0])
    assert not names_rule("floor", *KNOWN[0])


def test_ignore_wins_over_select_and_off_is_a_severity() -> None:
    config = Config(select=("TL1",), ignore=("TL104",), severity={"TL102": "hint"})
    assert [config.level(*rule) for rule in KNOWN] == ["hint", "off", "off"]


def test_unknown_rules_are_named_with_the_nearest() -> None:
    config = Config(select=("TL9",), ignore=("flor-division",), severity={"TL102": "off"})
    assert unknown_rules(config, KNOWN) == [
        "select: there is no rule `TL9`",
        "ignore: there is no rule `flor-division`, did you mean `floor-division`?",
    ]


def test_per_file_ignores_speak_for_their_files() -> None:
    config = Config(per_file_ignores={"tests/*.py": ("TL1",), "b/": ("ALL",)})
    assert config.for_file("tests/a.py").ignore == ("TL1",)
    assert config.for_file("b/c/d.py").ignore == ("ALL",)
    assert config.for_file("c/a.py").ignore == ()


def test_the_nearest_settings_hold(tmp_path: Path) -> None:
    top = project(tmp_path / "top", "[tool.tapelint]\nselect = ['TL1']\n")
    inner = project(top / "inner", "[project]\nname = 'x'\n")
    assert find_root(inner) == top
    own = project(top / "own", "[tool.tapelint]\nselect = ['TL2']\n")
    (own / "deep").mkdir()
    assert find_root(own / "deep") == own


def test_a_repository_is_a_root(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "a" / "b").mkdir(parents=True)
    assert find_root(tmp_path / "a" / "b") == tmp_path


def test_editors_spell_keys_their_way() -> None:
    values = {"perFileIgnores": {"*.py": ["TL1"]}, "select": [], "trace": "off"}
    assert from_editor(values) == Config(per_file_ignores={"*.py": ("TL1",)})


def test_every_setting_has_words_and_a_schema() -> None:
    properties = editor_schema()["properties"]
    assert isinstance(properties, dict)
    declared = (*settings(), *fields(EditorConfig))
    assert len(properties) == len(declared)
    assert all(setting.metadata["doc"].endswith(".") for setting in declared)
    assert all(shown["scope"] for shown in properties.values())
    assert {key(setting) for setting in settings()} >= {"per-file-ignores", "target-tensorflow"}


def test_what_names_a_program_to_start_needs_trust() -> None:
    assert {f"tapelint.{name}" for name in ("interpreter", "path", "importStrategy")} <= set(
        trusted_settings()
    )
    properties = editor_schema()["properties"]
    assert isinstance(properties, dict)
    traces = {name for name in properties if name.startswith("tapelint.trace.")}
    assert traces
    assert traces <= set(trusted_settings())


def test_settings_of_editors_alone_are_none_of_the_servers() -> None:
    assert from_editor({"interpreter": "/usr/bin/python3", "codeLens": "off"}) == Config()


def test_the_manifest_has_the_settings_as_they_are_declared() -> None:
    content = MANIFEST.read_text(encoding="utf-8")
    assert written(updated(json.loads(content))) == content, "run: make regenerate"
