"""A program that imports many modules: the later ones wait until they are asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from tapelint.check import Checker
from tapelint.diagnostic import CheckResult, Verdict
from tapelint.flow.python.modules import MAX_MODULES, Modules
from tapelint.project import Project
from tapelint.syntax import Parsed, Parser
from tests.project.test_project import HELPERS, USES, WAYS, checked, written

MANY = MAX_MODULES + 20
FILLER = {f"filler_{i}": f"VALUE = {i}\n" for i in range(MANY)}
IMPORTS = "\n".join(f"import filler_{i}" for i in range(MANY))
UNCALLED = """\
import tensorflow as tf
{imports}


def train(w):
    {late}
    with tf.GradientTape() as tape:
        tape.watch(w)
        loss = helpers.{name}(w)
    return tape.gradient(loss, w)
"""


def project(folder: Path, **files: str) -> Path:
    """A project with more modules than are run when they are imported."""
    return written(folder, **FILLER, **files)


def package(folder: Path, text: str) -> None:
    """What the package ``lib`` says itself."""
    (folder / "lib").mkdir()
    (folder / "lib" / "__init__.py").write_text(text, encoding="utf-8")


def said(result: CheckResult) -> list[tuple[str, int]]:
    """The rules that spoke, and where."""
    return [(finding.rule, finding.span.line - MANY) for finding in result.findings]


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the modules that were run, in order."""
    names: list[str] = []
    run = Modules._run_module

    def noted(self: Modules, module: object) -> None:
        names.append(module.name)  # type: ignore[attr-defined]
        run(self, module)  # type: ignore[arg-type]

    monkeypatch.setattr(Modules, "_run_module", noted)
    return names


@pytest.mark.parametrize(("imports", "call"), WAYS)
def test_a_late_module_is_followed(tmp_path: Path, imports: str, call: str) -> None:
    text = USES.format(imports=f"{IMPORTS}\n{imports}", call=call)
    result = checked(project(tmp_path, helpers=HELPERS), text)
    assert said(result) == [("leaves-tensorflow", 6)]
    assert [request.verdict for request in result.requests] == [Verdict.CUT]


def test_what_nobody_asks_for_is_not_run(tmp_path: Path, ran: list[str]) -> None:
    text = USES.format(imports=f"{IMPORTS}\nimport unused\nimport helpers", call="helpers.soft(w)")
    result = checked(project(tmp_path, helpers=HELPERS, unused="import helpers"), text)
    assert [request.verdict for request in result.requests] == [Verdict.FLOWS]
    assert ran == [*(f"filler_{i}" for i in range(MAX_MODULES)), "helpers"]


def test_a_package_that_binds_everything_leads_only_to_what_is_used(
    tmp_path: Path, ran: list[str]
) -> None:
    package(tmp_path, "from lib.norms import norm\nfrom lib.others import other\n")
    folder = project(tmp_path, lib__norms=HELPERS, lib__others="other = 1")
    text = USES.format(imports=f"{IMPORTS}\nimport lib", call="lib.norm(w)")
    assert said(checked(folder, text)) == [("leaves-tensorflow", 6)]
    assert ran[MAX_MODULES:] == ["lib", "lib.norms"]


def test_a_name_of_the_package_goes_before_its_module(tmp_path: Path) -> None:
    package(tmp_path, "from lib.norm import norm\n")
    folder = project(tmp_path, lib__norm=HELPERS)
    text = USES.format(imports=f"{IMPORTS}\nfrom lib import norm", call="norm(w)")
    assert said(checked(folder, text)) == [("leaves-tensorflow", 6)]
    text = USES.format(imports=f"{IMPORTS}\nfrom lib import soft", call="soft.soft(w)")
    written(tmp_path, lib__soft=HELPERS)
    assert [r.verdict for r in checked(folder, text).requests] == [Verdict.FLOWS]


def test_what_a_late_module_sets_up_stays(tmp_path: Path) -> None:
    """It is first asked for in a function that is undone, under a tape and in a branch."""
    late = "import tensorflow as tf\n\nSCALE = tf.Variable(2.0)\nKNOWN = {'scale': SCALE}\n"
    text = f"""\
import random
import tensorflow as tf
{IMPORTS}
import late


def first():
    if random.random() > 0.5:
        return late.KNOWN["scale"]
    return None


def second():
    with tf.GradientTape() as tape:
        loss = late.KNOWN["scale"] ** 2
    return tape.gradient(loss, late.SCALE)
"""
    result = checked(project(tmp_path, late=late), text)
    assert [request.verdict for request in result.requests] == [Verdict.FLOWS]
    assert result.findings == ()


@pytest.mark.parametrize("late", ["pass", "import helpers"])
def test_an_edit_of_a_late_module_changes_what_is_remembered(tmp_path: Path, late: str) -> None:
    folder = project(tmp_path, helpers="from deeper import *\n", deeper=HELPERS)
    imports = IMPORTS if late != "pass" else f"{IMPORTS}\nimport helpers"
    text = UNCALLED.format(imports=imports, late=late, name="norm")
    files = Project()
    warm = Checker().beside(files.finder(folder / "train.py"))
    before = warm.check(text)
    assert [request.verdict for request in before.requests] == [Verdict.CUT]
    assert warm.check(text + "\nmore = 1\n").modules == before.modules
    written(tmp_path, deeper=HELPERS.replace("np.sqrt", "tf.sqrt"))
    after = warm.check(text)
    assert [request.verdict for request in after.requests] == [Verdict.FLOWS]
    assert after == checked(folder, text)


def test_late_modules_that_import_each_other_come_to_an_end(tmp_path: Path) -> None:
    one = "import two\nfrom two import second\n\n\ndef first(x):\n    return second(x)\n"
    two = "import one\nfrom one import first\n\n\ndef second(x):\n    return x * 3.0\n"
    text = USES.format(imports=f"{IMPORTS}\nimport one", call="one.first(w)")
    result = checked(project(tmp_path, one=one, two=two), text)
    assert [request.verdict for request in result.requests] == [Verdict.FLOWS]


def test_a_late_module_is_parsed_when_it_is_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts: list[str] = []
    parse = Parser.parse

    def noted(self: Parser, text: str) -> Parsed:
        texts.append(text)
        return parse(self, text)

    monkeypatch.setattr(Parser, "parse", noted)
    text = USES.format(imports=f"{IMPORTS}\nimport unused\nimport helpers", call="helpers.soft(w)")
    checked(project(tmp_path, helpers=HELPERS, unused="UNUSED = 1\n"), text)
    assert HELPERS in texts
    assert "UNUSED = 1\n" not in texts
