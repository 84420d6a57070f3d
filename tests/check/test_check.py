"""What the checker makes of proofs: levels, comments, order, and fixes that were proved."""

from __future__ import annotations

import pytest

from tapelint.check import Checker, mentions_tensorflow
from tapelint.config import Config, Version
from tapelint.diagnostic import Applicability, CheckResult, Severity, Verdict
from tapelint.syntax import Parsed, Parser
from tests.fakes import FakeAnalysis, follow

PROGRAM = """\
import tensorflow as tf

w = tf.Variable(3.0)
with tf.GradientTape() as tape:
    loss = w // 2.0{comment}
grad = tape.gradient(loss, w)
"""


def check(text: str, config: Config | None = None, *, fixes: bool = False) -> CheckResult:
    return Checker(follow).check(text, config, fixes=fixes)


def codes(result: CheckResult) -> list[str]:
    return [finding.code for finding in result.findings]


def test_a_proof_becomes_a_finding() -> None:
    result = check(PROGRAM.format(comment=""))
    (finding,) = result.findings
    assert (finding.rule, finding.severity) == ("floor-division", Severity.ERROR)
    assert finding.span.line == 5
    assert finding.fixes == ()
    assert [request.verdict for request in result.requests] == [Verdict.CUT]


def test_without_tensorflow_nothing_is_asked() -> None:
    def never(
        parsed: Parsed, *, target: Version | None, finder: object, rows: object, callers: object
    ) -> FakeAnalysis:
        raise AssertionError(parsed.text)

    assert Checker(never).check("x = 1 // 2\n") == CheckResult()
    assert not mentions_tensorflow("import torch")
    assert mentions_tensorflow("from keras import ops")


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        (Config(select=("TL102",)), ["TL102"]),
        (Config(select=("TL2",)), []),
        (Config(ignore=("floor-division",)), []),
        (Config(severity={"floor-division": "off"}), []),
        (Config(severity={"TL102": "hint"}), ["TL102"]),
    ],
)
def test_settings_choose(config: Config, expected: list[str]) -> None:
    result = check(PROGRAM.format(comment=""), config)
    assert codes(result) == expected
    if config.severity and expected:
        assert result.findings[0].severity is Severity.HINT


@pytest.mark.parametrize(
    "comment",
    [
        "  # tapelint: ignore[floor-division]",
        "  # tapelint: ignore[TL102] -- whole seconds",
        "  # tapelint: ignore",
        "  # noqa: TL102",
        "\n# tapelint: ignore-file[floor-division]",
    ],
)
def test_comments_silence(comment: str) -> None:
    assert codes(check(PROGRAM.format(comment=comment))) == []


def test_a_comment_for_another_rule_silences_nothing_and_is_unused() -> None:
    result = check(PROGRAM.format(comment="  # tapelint: ignore[stop-gradient]"))
    assert codes(result) == ["TL102", "TL901"]
    hint = result.findings[1]
    assert hint.severity is Severity.HINT
    assert hint.message == "Nothing here needs to be ignored for `stop-gradient`."


def test_a_misspelt_rule_is_named() -> None:
    result = check(PROGRAM.format(comment="  # tapelint: ignore[flor-division]"))
    assert result.findings[1].message == (
        "There is no rule `flor-division`, did you mean `floor-division`?"
        " This comment silences nothing."
    )


def test_half_of_a_comment_can_be_unused() -> None:
    text = PROGRAM.format(comment="  # tapelint: ignore[floor-division, stop-gradient]")
    (hint,) = check(text).findings
    assert hint.fixes[0].edits[0].text == "# tapelint: ignore[floor-division]"


def test_a_comment_isnt_unused_where_its_rule_is_off_or_code_is_half_typed() -> None:
    text = PROGRAM.format(comment="  # tapelint: ignore[stop-gradient, floor-division]")
    assert codes(check(text, Config(ignore=("TL104",)))) == []
    assert codes(check(text + "x = (\n")) == []


def test_unused_hints_can_be_off() -> None:
    text = PROGRAM.format(comment="  # tapelint: ignore[stop-gradient]")
    assert codes(check(text, Config(ignore=("unused-ignore",)))) == ["TL102"]


def test_findings_stand_in_the_order_of_the_text() -> None:
    text = "import tensorflow\na = 1.0 // 2\nb = 3.0 // 4 // 5\n"
    spans = [finding.span for finding in check(text).findings]
    assert spans == sorted(spans)
    assert len(spans) == 3


def test_only_fixes_that_mend_are_offered() -> None:
    text = PROGRAM.format(comment="")
    broken = follow(Parser().parse(text))
    (mended,) = check(text, fixes=True).findings
    assert mended.fixes
    # An engine that sees the break whatever is done about it.
    (kept,) = (
        Checker(lambda _, target, finder, rows, callers: broken).check(text, fixes=True).findings
    )
    assert kept.fixes == ()


def test_the_fixes_of_one_finding_are_the_same_alone() -> None:
    text = PROGRAM.format(comment="")
    checker = Checker(follow)
    (whole,) = checker.check(text, fixes=True).findings
    (bare,) = checker.check(text).findings
    assert checker.fixes(text, Config(), bare) == whole.fixes
    safe = tuple(fix for fix in whole.fixes if fix.applicability is Applicability.SAFE)
    assert checker.fixes(text, Config(), bare, safe=True) == safe


def test_a_broken_line_leaves_the_other_findings() -> None:
    result = check(PROGRAM.format(comment="") + "def f(:\n    pass\n")
    assert codes(result) == ["TL102"]
    assert result.broken_lines == (7,)


def test_a_warm_checker_answers_like_a_new_one() -> None:
    checker = Checker(follow)
    text = PROGRAM.format(comment="  # tapelint: ignore[TL101]")
    for cut in range(len(text)):
        assert checker.check(text[:cut], fixes=True) == check(text[:cut], fixes=True)


INHERITED = """\
import unittest
import tensorflow as tf


class Tests:
    def test_gradient(self):
        scale = tf.Variable(2.0)
        with tf.GradientTape() as tape:
            loss = tf.exp(scale) if self.smooth else tf.round(scale)
        tape.gradient(loss, scale)


class Case(Tests, unittest.TestCase):
    smooth = {smooth}
"""


def test_an_inherited_test_follows_what_its_case_says() -> None:
    checker = Checker()
    for smooth in (True, False, True):
        text = INHERITED.format(smooth=smooth)
        result = checker.check(text)
        assert result == Checker().check(text)
        assert codes(result) == ([] if smooth else ["TL101"])


@pytest.mark.parametrize(
    "line",
    [
        "hasattr()",
        "importlib.import_module()",
        "tf.nest.pack_sequence_as()",
        "tf.nest.flatten_with_tuple_paths()",
        "slice()",
        "class N(collections.namedtuple()): ...\nN(1)\nN._fields\nlen(N())",
        "locals()",
        "issubclass()",
        "object.__new__()",
        "six.iteritems()",
        "six.with_metaclass()",
        "decorator.decorator()",
        "types.FunctionType()",
        "nest.map_structure_up_to()",
        "@six.add_metaclass()\nclass Made: ...",
        "class M(type):\n    def __new__(m): return type.__new__()\nclass B(metaclass=M): ...",
        "def stop(): raise ValueError\ntf.cond(len(names) > 1, stop, stop)",
    ],
)
def test_a_call_without_its_arguments_is_no_reason_to_stop(line: str) -> None:
    imports = "import collections, decorator, importlib, six, types\nimport tensorflow as tf\n"
    imports += "from tensorflow.python.util import nest\n"
    tape = "with tf.GradientTape() as tape:\n    y = w * 2.0\nprint(tape.gradient(y, w))\n"
    result = Checker().check(f"{imports}w = tf.Variable(1.0)\n{line}\n{tape}")
    assert result.findings == ()
