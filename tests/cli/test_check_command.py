"""``tapelint check`` at its boundary: what it prints, writes and returns.

The engine is a stand-in that takes every `//` for a break, so that these tests only judge the
command; ``test_programs.py`` runs the real thing.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tapelint.check import Checker
from tapelint.cli.main import commands
from tapelint.config import Config
from tapelint.diagnostic import CheckResult
from tapelint.syntax import Parsed
from tests.fakes import follow

BROKEN = """\
import tensorflow as tf

w = tf.Variable(3.0)
with tf.GradientTape() as tape:
    loss = w // 2.0
grad = tape.gradient(loss, w)
"""
CLEAN = BROKEN.replace("//", "/")
MENDED = CLEAN


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tapelint.check.follow_gradients", follow)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pyproject.toml").write_text("[tool.tapelint]\n", encoding="utf-8")


def run(*arguments: str, stdin: bytes | str | None = None) -> Result:
    result = CliRunner().invoke(commands, ["check", *arguments], input=stdin)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return result


def save(name: str, content: str | bytes = BROKEN) -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_full_output() -> None:
    save("train.py")
    result = run("train.py")
    assert result.exit_code == 1
    assert result.stdout == (
        "error[floor-division]: `//` has no gradient, so `tape.gradient(loss, w)` on line\n"
        "6 returns None.\n"
        " --> train.py:5:14\n"
        "  |\n"
        "5 |     loss = w // 2.0\n"
        "  |              ^^\n"
        "6 | grad = tape.gradient(loss, w)\n"
        "  |        ---------------------- the gradient is asked for here\n"
        "  |\n"
        "  = unsafe fix: Replace // with / (the value is no longer rounded)\n"
        "\n"
        "found 1 error\n"
        "fixable: 1 with `--fix --unsafe-fixes`\n"
        "1 file, 1 gradient request: 1 cut\n"
    )


def test_clean_files_are_counted() -> None:
    save("a.py", CLEAN)
    save("b.py", CLEAN)
    result = run()
    assert (result.exit_code, result.stdout) == (0, "2 files, 2 gradient requests: 2 flow\n")


def test_files_without_tensorflow_are_said() -> None:
    save("a.py", "import torch\n")
    result = run(".")
    assert result.stdout == "no file here imports tensorflow or keras\n"


def test_an_empty_folder_is_said() -> None:
    assert run(".").stdout == "no Python files found\n"


def test_concise_output() -> None:
    save("train.py")
    (line, *_) = run("--output-format", "concise").stdout.splitlines()
    assert line.startswith("train.py:5:14: error[floor-division] `//` has no gradient, so ")


def test_json_output_has_the_shape_of_ruff() -> None:
    save("train.py", BROKEN.replace("loss = w", "é = '🙂'; loss = w"))
    result = run("--output-format", "json")
    (record,) = json.loads(result.stdout)
    assert record["filename"] == "train.py"
    assert (record["code"], record["name"]) == ("TL102", "floor-division")
    assert record["severity"] == "error"
    assert record["location"] == {"row": 5, "column": 23}
    assert record["end_location"] == {"row": 5, "column": 25}
    assert record["fix"]["applicability"] == "unsafe"
    assert record["fix"]["message"].startswith("Replace // with /")
    assert set(record["fix"]["edits"][0]) == {"content", "location", "end_location"}
    assert record["related"][0]["location"] == {"row": 6, "column": 8}
    assert "/floor-division" in record["url"]
    assert "gradient request" in result.stderr


def test_json_of_nothing_is_an_empty_array() -> None:
    save("a.py", CLEAN)
    assert json.loads(run("--output-format", "json").stdout) == []


def test_github_output() -> None:
    save("a,b.py")
    (line,) = run("--output-format", "github").stdout.splitlines()
    assert line.startswith(
        "::error title=Tapelint (floor-division),file=a%2Cb.py,line=5,endLine=5,col=14,endColumn=16"
        "::`//` has no gradient"
    )


def test_sarif_output() -> None:
    save("dir with space/train.py")
    document = json.loads(run("--output-format", "sarif").stdout)
    assert document["version"] == "2.1.0"
    (run_record,) = document["runs"]
    assert run_record["columnKind"] == "unicodeCodePoints"
    (rule,) = run_record["tool"]["driver"]["rules"]
    assert (rule["id"], rule["name"]) == ("TL102", "floor-division")
    (result,) = run_record["results"]
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "dir%20with%20space/train.py"
    assert place["region"] == {"startLine": 5, "startColumn": 14, "endLine": 5, "endColumn": 16}
    assert result["fixes"][0]["artifactChanges"][0]["replacements"]
    assert result["relatedLocations"][0]["message"]["text"]


def test_statistics_list_every_request() -> None:
    save("train.py")
    lines = run("--statistics", "--output-format", "concise").stdout.splitlines()
    assert "train.py:6:8: tape.gradient(loss, w): cut" in lines


def test_select_ignore_and_settings() -> None:
    save("train.py")
    assert run("--select", "TL2,stop-gradient").exit_code == 0
    assert run("--select", "TL2", "--select", "TL1").exit_code == 1
    assert run("--ignore", "floor-division").exit_code == 0
    save("pyproject.toml", "[tool.tapelint]\nseverity = { floor-division = 'hint' }\n")
    result = run()
    assert result.exit_code == 0
    assert result.stdout.startswith("hint[floor-division]")


def test_a_wrong_rule_is_said_where_no_file_is() -> None:
    result = run("--select", "TL999")
    assert result.exit_code == 2
    assert "there is no rule `TL999`" in result.stderr


def test_unsafe_fixes_alone_say_what_is_missing() -> None:
    save("train.py")
    assert "--unsafe-fixes goes with --fix or --diff" in run("--unsafe-fixes").stderr
    assert "goes with" not in run("--unsafe-fixes", "--diff").stderr


def test_the_environment_of_the_project_tells_the_version() -> None:
    seen = []

    def checked(checker: Checker, text: str, config: Config, **_: bool) -> CheckResult:
        seen.append(config.target)
        return CheckResult()

    save("lib/train.py")
    Path(".venv/lib/python3.12/site-packages/tensorflow-2.15.0.dist-info").mkdir(parents=True)
    with pytest.MonkeyPatch.context() as patched:
        patched.delenv("VIRTUAL_ENV", raising=False)
        patched.setattr(Checker, "check", checked)
        run("lib/train.py")
        run("lib/train.py", "--target-tensorflow", "2.9")
    assert seen == [(2, 15), (2, 9)]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--select", "flor-division"), "there is no rule `flor-division`, did you mean"),
        (("--target-tensorflow", "two"), "`two` isn't a version"),
        (("--outputformat", "json"), "No such option"),
        (("--output-format", "xml"), "'xml' is not one of"),
        (("-", "train.py"), "can't be mixed"),
        (("missing.py",), "tapelint: missing.py: there is no such file or folder"),
        (("bad\0name.py",), "can't be read"),
        (("note.txt",), "note.txt: isn't Python"),
    ],
)
def test_wrong_calls_are_said(arguments: tuple[str, ...], says: str) -> None:
    save("train.py")
    save("note.txt", "keras")
    result = run(*arguments)
    assert result.exit_code == 2
    assert says in result.stderr


def test_unusable_settings_are_said() -> None:
    save("train.py")
    save("pyproject.toml", "[tool.tapelint]\nselct = []\n")
    result = run()
    assert result.exit_code == 2
    assert "there is no setting `selct`, did you mean `select`?" in result.stderr


def test_a_fix_is_applied_and_the_rest_stays(tmp_path: Path) -> None:
    path = save("train.py", BROKEN.replace("\n", "\r\n") + "# \u00e9\r\n")
    path.chmod(0o640)
    assert run("--fix").exit_code == 1
    assert path.read_bytes() == (BROKEN.replace("\n", "\r\n") + "# \u00e9\r\n").encode()
    result = run("--fix", "--unsafe-fixes")
    assert result.exit_code == 0
    assert "mended 1 finding\n" in result.stdout
    assert path.read_bytes() == (MENDED.replace("\n", "\r\n") + "# \u00e9\r\n").encode()
    assert path.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == ["pyproject.toml", "train.py"]


@pytest.mark.parametrize(
    ("encoding", "head"),
    [
        ("utf-8-sig", ""),
        ("latin-1", "# -*- coding: latin-1 -*-\n"),
        ("cp1251", "# vim: set fileencoding=cp1251 :\n"),
    ],
)
def test_encodings_stay(encoding: str, head: str) -> None:
    text = f"{head}# {'é' if encoding != 'cp1251' else 'ж'}\n{BROKEN}"
    path = save("train.py", text.encode(encoding))
    assert run("--fix", "--unsafe-fixes").exit_code == 0
    assert path.read_bytes() == text.replace("//", "/").encode(encoding)


def test_a_link_stays_a_link() -> None:
    target = save("real/train.py")
    Path("link.py").symlink_to(target)
    assert run("link.py", "--fix", "--unsafe-fixes").exit_code == 0
    assert Path("link.py").is_symlink()
    assert target.read_text(encoding="utf-8") == MENDED


def test_several_findings_are_mended_together() -> None:
    path = save("train.py", BROKEN + "a = b // 2 // 3; c = d // 4\n")
    assert "mended 4 findings" in run("--fix", "--unsafe-fixes").stdout
    assert path.read_text(encoding="utf-8") == MENDED + "a = b / 2 / 3; c = d / 4\n"


def test_a_diff_writes_nothing() -> None:
    path = save("train.py")
    result = run("--diff", "--unsafe-fixes")
    assert result.exit_code == 1
    assert result.stdout == (
        "--- a/train.py\n+++ b/train.py\n@@ -2,5 +2,5 @@\n \n w = tf.Variable(3.0)\n"
        " with tf.GradientTape() as tape:\n-    loss = w // 2.0\n+    loss = w / 2.0\n"
        " grad = tape.gradient(loss, w)\n"
    )
    assert path.read_text(encoding="utf-8") == BROKEN
    assert "fixable: 1 with `--fix --unsafe-fixes`\n" in result.stderr


def test_stdin_is_checked_and_named() -> None:
    result = run("-", "--stdin-filename", "lib/x.py", "--output-format", "concise", stdin=BROKEN)
    assert result.exit_code == 1
    assert result.stdout.startswith("lib/x.py:5:14: error")
    assert run("-", "--output-format", "concise", stdin=BROKEN).stdout.startswith("<stdin>:5")


def test_stdin_is_mended_to_stdout() -> None:
    result = run("-", "--fix", "--unsafe-fixes", stdin=b"\xef\xbb\xbf" + BROKEN.encode())
    assert result.stdout_bytes == b"\xef\xbb\xbf" + MENDED.encode()
    assert "mended 1 finding" in result.stderr
    assert run("-", "--fix", stdin="x = 1\n").stdout == "x = 1\n"


def test_per_file_ignores_hold_for_stdin() -> None:
    save("pyproject.toml", '[tool.tapelint.per-file-ignores]\n"lib/**" = ["ALL"]\n')
    assert run("-", "--stdin-filename", "lib/x.py", stdin=BROKEN).exit_code == 0
    assert run("-", "--stdin-filename", "x.py", stdin=BROKEN).exit_code == 1


def test_places_in_notebooks_count_within_their_cells() -> None:
    cell = {"cell_type": "code", "source": BROKEN.replace("loss", "%time\n    loss").split("%time")}
    markdown = {"cell_type": "markdown", "source": "# Title"}
    save("book.ipynb", json.dumps({"cells": [markdown, cell]}))
    concise = run("--output-format", "concise").stdout
    assert concise.startswith("book.ipynb:cell 2:6:14: error[floor-division]")
    (record,) = json.loads(run("--output-format", "json").stdout)
    assert (record["cell"], record["location"]["row"]) == (2, 6)
    assert " --> book.ipynb:cell 2:6:14\n" in re.sub(" +-->", " -->", run().stdout)


def test_the_words_about_a_notebook_count_within_its_cells() -> None:
    code = ("import tensorflow as tf\nw = tf.Variable(3.0)", BROKEN.split("\n\n")[1], "x = (")
    cells = [{"cell_type": "code", "source": part} for part in code]
    save("book.ipynb", json.dumps({"cells": cells}))
    result = run("--fix")
    assert "on line" not in result.stdout.replace("\n", " ").replace("cell 2 on line 4", "")
    assert result.stderr == "book.ipynb: cell 3, line 1 can't be parsed; the rest was checked\n"
    (record,) = json.loads(run("--output-format", "json").stdout)
    assert "in cell 2 on line 4 returns None" in record["message"]


def test_folders_respect_gitignore_exclude_and_the_usual() -> None:
    for name in ["a.py", "old/b.py", "gen/c.py", "gen/keep.py", ".venv/d.py", "deep/er/e.py"]:
        save(name, CLEAN)
    save("x.txt", CLEAN)
    Path(".git").mkdir()
    save(".gitignore", "gen/*\n!gen/keep.py\n")
    save("deep/.gitignore", "er/\n")
    save("pyproject.toml", '[tool.tapelint]\nexclude = ["old"]\n')
    listed = run("--statistics").stdout
    assert sorted(re.findall(r"^(\S+?):\d", listed, re.MULTILINE)) == ["a.py", "gen/keep.py"]
    assert "1 file," in run("gen/c.py").stdout
    assert "3 files," in run("--exclude", "nothing").stdout


def test_gitignore_of_the_repository_holds_below(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".git").mkdir()
    save(".gitignore", "*_pb.py\n")
    save("sub/a_pb.py", CLEAN)
    save("sub/a.py", CLEAN)
    monkeypatch.chdir("sub")
    assert "1 file," in run().stdout


def test_links_that_loop_end() -> None:
    save("pkg/a.py", CLEAN)
    Path("pkg/self").symlink_to(Path("pkg").absolute(), target_is_directory=True)
    Path("pkg/loop.py").symlink_to("loop.py")
    assert "1 file," in run("pkg").stdout
    result = run("pkg/loop.py")
    assert result.exit_code == 2
    assert "can't be read" in result.stderr


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"# coding: klingon\nimport keras\n", "unknown encoding: klingon"),
        (b"import keras\nx = '\xff'\n", "byte 0xff on line 2 isn't UTF-8"),
        ("import keras\n".encode("utf-16"), "is saved as UTF-16"),
    ],
)
def test_undecodable_files_are_said_and_the_rest_is_checked(content: bytes, says: str) -> None:
    save("a.py", content)
    save("b.py", CLEAN)
    result = run()
    assert result.exit_code == 2
    assert says in result.stderr
    assert "1 file, 1 gradient request: 1 flow" in result.stdout


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (BROKEN + "x = \x00\n", "train.py: line 7 contains a NUL byte"),
        (BROKEN + "x = f(\n", "train.py: line 7 can't be parsed; the rest was checked"),
        (BROKEN + "lazy import json\n", "train.py: line 7 uses syntax newer than this Python"),
        (BROKEN + "x = " + "(" * 1000, "train.py: line 7 can't be parsed"),
        (BROKEN + "\f\n", ""),
        (BROKEN + "# " + "x" * 3_000_000, ""),
    ],
)
def test_odd_files_keep_their_other_findings(content: str, says: str) -> None:
    save("train.py", content)
    result = run("--output-format", "concise")
    assert result.exit_code == 1
    assert result.stdout.startswith("train.py:5:14: error[floor-division]")
    assert says in result.stderr


def test_a_broken_notebook_is_said() -> None:
    save("book.ipynb", "keras {")
    result = run()
    assert result.exit_code == 2
    assert "book.ipynb: this isn't a notebook" in result.stderr


def test_one_file_that_trips_the_checker_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def trip(parsed: Parsed, **_: object) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr("tapelint.check.follow_gradients", trip)
    save("train.py")
    result = run()
    assert result.exit_code == 2
    assert "train.py: Tapelint failed here, which is its own fault: RecursionError" in result.stderr


def test_a_file_that_changes_meanwhile_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    path = save("train.py")

    def slow(parsed: Parsed, **_: object) -> object:
        path.write_text("# saved by somebody else\n", encoding="utf-8")
        return follow(parsed)

    monkeypatch.setattr("tapelint.check.follow_gradients", slow)
    result = run("--fix", "--unsafe-fixes")
    assert result.exit_code == 2
    assert "has changed in the meantime" in result.stderr
    assert path.read_text(encoding="utf-8") == "# saved by somebody else\n"


def test_a_full_disk_damages_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = save("train.py")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    result = run("--fix", "--unsafe-fixes")
    assert result.exit_code == 2
    assert "No space left on device" in result.stderr
    assert path.read_text(encoding="utf-8") == BROKEN
    assert sorted(path.name for path in tmp_path.iterdir()) == ["pyproject.toml", "train.py"]
